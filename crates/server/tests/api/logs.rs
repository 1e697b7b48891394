//! What the log never says: a password, a reader.

use std::time::Duration;

use crate::cli::{SITES, post, thread};
use crate::common::asking::new_key;
use crate::common::binary::{Place, write};
use crate::common::{Schema, small};
use serde_json::Value;
use tempfile::TempDir;

#[tokio::test]
async fn the_log_says_nothing_of_the_database_s_passwords() {
    let folder = TempDir::new().unwrap();
    let schema = Schema::create().await;
    let place = Place {
        database_url: Some(format!("{}&sslpassword=hunter2", schema.url())),
        ..Place::new(folder.path())
    };
    write(&place.folder, "chuyen.toml", "log = \"debug\"");
    let server = place.serve();
    assert!(!server.log.contains("hunter2"), "{}", server.log);
    assert!(server.terminate());
    schema.drop().await;
}

#[tokio::test]
async fn the_log_says_nothing_of_readers() {
    let folder = TempDir::new().unwrap();
    let place = Place::new(folder.path());
    write(
        &place.folder,
        "chuyen.toml",
        &format!("log = \"debug\"\nlog_format = \"json\"\n{SITES}"),
    );
    write(
        &place.folder,
        "articles/a.json",
        &small("tin-1").to_string(),
    );
    let log = std::fs::File::create(place.folder.join("log")).unwrap();
    let mut command = place.command(&["serve", "--listen", "127.0.0.1:0"]);
    let mut child = command.stderr(log).spawn().unwrap();
    let read_log = || std::fs::read_to_string(place.folder.join("log")).unwrap();
    let listening = tokio::time::timeout(Duration::from_secs(30), async {
        loop {
            if let Some((_, rest)) = read_log().split_once("\"address\":\"") {
                return rest.split('"').next().unwrap().to_owned();
            }
            tokio::time::sleep(Duration::from_millis(20)).await;
        }
    });
    let address = listening.await.expect("it listens within 30 s");
    let url = format!("{address}/");
    let key = new_key();
    let posted = post(&url, "tin-1", &key, 201).await;
    thread(&url, "tin-1").await;
    place.say(&["moderate", "approve", posted.comment.id.as_str()]);
    let client = reqwest::Client::new();
    let report = client
        .post(format!("{url}api/v1/comments/{}/report", posted.comment.id))
        .form(&[("reason", "abuse"), ("note", "tôi quen người này")]);
    assert_eq!(report.send().await.unwrap().status(), 204);
    child.kill().unwrap();
    child.wait().unwrap();
    let log = read_log();
    for line in log.lines() {
        serde_json::from_str::<Value>(line).unwrap();
    }
    assert!(
        log.contains("\"route\":\"/api/v1/articles/{id}/comments\""),
        "{log}"
    );
    for private in [
        "Lan",
        "hay",
        &key,
        &posted.edit_token,
        "quen",
        "abuse",
        "127.0.0.1\"",
        "peer",
        "forwarded",
    ] {
        assert!(!log.contains(private), "{private:?} is in {log}");
    }
}
