//! What is counted, and who sees it.

use crate::cli::{SITES, post};
use crate::common::asking::new_key;
use crate::common::binary::{Place, Served, write};
use crate::common::{Schema, small};
use tempfile::TempDir;

const SETTINGS: &str = "metrics = \"127.0.0.1:0\"\n";

/// Where a server says that it counts.
fn address(server: &Served) -> String {
    let (_, rest) = server.log.split_once("metrics=").unwrap();
    rest.lines().next().unwrap().trim().to_owned()
}

async fn get(url: &str, status: u16) -> String {
    let answer = reqwest::get(url).await.unwrap();
    assert_eq!(answer.status(), status, "{url}");
    answer.text().await.unwrap()
}

async fn counts(place: &Place) {
    write(&place.folder, "chuyen.toml", &format!("{SETTINGS}{SITES}"));
    let article = small("tin-1").to_string();
    write(&place.folder, "articles/a.json", &article);
    let server = place.serve();
    let fragment = format!("{}embed/v1/articles/tin-1", server.url);
    get(&fragment, 200).await;
    get(&fragment, 200).await;
    get(&format!("{}khong-co-gi", server.url), 404).await;
    post(&server.url, "tin-1", &new_key(), 201).await;
    let stream = format!("{}api/v1/events?articles=tin-1", server.url);
    let stream = reqwest::get(stream).await.unwrap();
    let text = get(&address(&server), 200).await;
    for line in [
        "chuyen_requests_total{route=\"/embed/v1/articles/{id}\",status=\"2xx\"} 2",
        "chuyen_requests_total{route=\"none\",status=\"4xx\"} 1",
        "chuyen_request_duration_seconds_count{route=\"/embed/v1/articles/{id}\"} 2",
        "chuyen_comments_posted_total{status=\"published\"} 0",
        "chuyen_comments_posted_total{status=\"pending\"} 1",
        "chuyen_finished_answers_total{result=\"hit\"} 1",
        "chuyen_finished_answers_total{result=\"miss\"} 1",
        "chuyen_event_streams_open 1",
    ] {
        assert!(text.lines().any(|found| found == line), "{line} in {text}");
    }
    for private in ["tin-1", "Lan", "hay", "khong-co-gi", "127.0.0.1"] {
        assert!(!text.contains(private), "{private} in {text}");
    }
    drop(stream);
    assert!(server.terminate());
}

#[tokio::test]
async fn who_watches_the_server_sees_numbers_and_no_reader() {
    let folder = TempDir::new().unwrap();
    counts(&Place::new(folder.path())).await;
    let (folder, schema) = (TempDir::new().unwrap(), Schema::create().await);
    counts(&Place {
        database_url: Some(schema.url()),
        ..Place::new(folder.path())
    })
    .await;
    schema.drop().await;
}

#[tokio::test]
async fn readers_are_shown_no_numbers() {
    let folder = TempDir::new().unwrap();
    let place = Place::new(folder.path());
    let server = place.serve();
    assert!(!server.log.contains("metrics="), "{}", server.log);
    get(&format!("{}metrics", server.url), 404).await;
    drop(server);
    write(&place.folder, "chuyen.toml", SETTINGS);
    let server = place.serve();
    get(&format!("{}metrics", server.url), 404).await;
    let at = address(&server);
    get(at.trim_end_matches("metrics"), 404).await;
}

#[test]
fn an_address_that_is_taken_is_named() {
    let folder = TempDir::new().unwrap();
    let place = Place::new(folder.path());
    let taken = std::net::TcpListener::bind("127.0.0.1:0").unwrap();
    let address = taken.local_addr().unwrap().to_string();
    write(
        &place.folder,
        "chuyen.toml",
        &format!("metrics = \"{address}\""),
    );
    let error = place.fail(&["serve", "--listen", "127.0.0.1:0"]);
    assert!(
        error.contains("metrics") && error.contains(&address),
        "{error}"
    );
}
