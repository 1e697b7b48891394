//! Articles of other programs, turned over on the command line.

use std::io::Write;
use std::process::Stdio;

use model::Article;
use serde_json::{Value, json};
use tempfile::TempDir;

use crate::common::binary::{Place, write};

const SEED: &str = concat!(
    env!("CARGO_MANIFEST_DIR"),
    "/../../articles/bdk-27052023.json"
);

fn seed() -> Value {
    serde_json::from_str(&std::fs::read_to_string(SEED).unwrap()).unwrap()
}

fn convert(place: &Place, args: &[&str]) -> String {
    place.say(&[&["article", "convert"], args].concat())
}

fn json_of(place: &Place, args: &[&str]) -> Value {
    serde_json::from_str(&convert(place, args)).unwrap()
}

fn refused(place: &Place, args: &[&str]) -> String {
    place.fail(&[&["article", "convert"], args].concat())
}

#[test]
fn an_article_is_printed_for_each_who_reads_it() {
    let folder = TempDir::new().unwrap();
    let place = Place::new(folder.path());
    let same: Article = serde_json::from_str(&convert(&place, &[SEED, "--to", "json"])).unwrap();
    assert_eq!(same, serde_json::from_value(seed()).unwrap());
    let ld = json_of(
        &place,
        &[
            SEED,
            "--to",
            "jsonld",
            "--address",
            "https://news.example/a/b.json",
        ],
    );
    assert_eq!(ld["@type"], "NewsArticle");
    assert_eq!(
        ld["image"][0]["url"],
        "https://news.example/a/images/bdk-27052023/1-chu-tri-960.webp"
    );
    let caption = "Đại biểu tham dự hội nghị.";
    let body = ld["articleBody"].as_str().unwrap();
    assert!(body.ends_with("Hữu Hiệp") && !body.contains(caption));
    let mut images = ld["image"].as_array().unwrap().iter();
    assert!(images.any(|image| image["caption"] == caption));
    let html = convert(&place, &[SEED, "--to", "html"]);
    assert!(
        html.starts_with("<article") && html.contains("Chủ trì điều hành hội nghị."),
        "{html}"
    );
    assert!(!place.folder.join("data").exists(), "no database is needed");
}

#[test]
fn what_is_written_as_a_feed_is_read_as_the_same_article() {
    let folder = TempDir::new().unwrap();
    let place = Place::new(folder.path());
    let feed = convert(
        &place,
        &[
            SEED,
            "--to",
            "jsonfeed",
            "--address",
            "https://news.example/a.json",
        ],
    );
    write(&place.folder, "feed.json", &feed);
    let back = json_of(&place, &["feed.json", "--to", "json"]);
    let seed = seed();
    for field in ["headline", "url", "lang", "published_at"] {
        assert_eq!(back[field], seed[field], "{field}");
    }
    assert_eq!(
        back.pointer("/byline/0/name"),
        seed.pointer("/byline/0/name")
    );
    let said = |article: &Value| article.to_string().matches("thực hiện").count();
    assert_eq!(said(&back), said(&seed));
    let captions = |article: &Value| {
        let blocks = article["body"].as_array().unwrap().iter();
        blocks
            .filter_map(|block| block.pointer("/figure/caption/0/text"))
            .cloned()
            .collect::<Vec<_>>()
    };
    let found: Vec<_> = captions(&back)
        .iter()
        .map(|it| it.as_str().unwrap().trim().to_owned())
        .collect();
    let wanted: Vec<_> = captions(&seed)
        .iter()
        .map(|it| it.as_str().unwrap().to_owned())
        .collect();
    assert_eq!(found, wanted);
}

#[test]
fn what_is_piped_in_is_read_in_the_zone_that_is_named() {
    let folder = TempDir::new().unwrap();
    let place = Place::new(folder.path());
    let feed = json!({
        "version": "https://jsonfeed.org/version/1.1",
        "title": "Tin",
        "items": [{
            "id": "1",
            "url": "https://news.example/1",
            "title": "Mưa",
            "date_published": "2023-05-27T18:21:00",
            "content_html": "<p>Mưa <script>alert(1)</script>to.</p><p hidden>Mật</p>",
        }],
    });
    let args = [
        "article",
        "convert",
        "-",
        "--from",
        "jsonfeed",
        "--zone",
        "Asia/Ho_Chi_Minh",
        "--to",
        "json",
    ];
    let mut command = place.command(&args);
    command
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped());
    let mut child = command.spawn().unwrap();
    let mut input = child.stdin.take().unwrap();
    input.write_all(feed.to_string().as_bytes()).unwrap();
    drop(input);
    let output = child.wait_with_output().unwrap();
    let (told, printed) = (String::from_utf8(output.stderr).unwrap(), output.stdout);
    assert!(output.status.success(), "{told}");
    assert!(told.contains("left out: 1 × hidden element"), "{told}");
    let article: Value = serde_json::from_slice(&printed).unwrap();
    assert_eq!(article["published_at"], "2023-05-27T18:21:00+07:00");
    assert!(!article.to_string().contains("alert"));
}

#[test]
fn what_cannot_be_read_is_named() {
    let folder = TempDir::new().unwrap();
    let place = Place::new(folder.path());
    write(&place.folder, "half.json", "{ half");
    write(&place.folder, "small.json", "{\"id\": \"a\"}");
    write(
        &place.folder,
        "large.json",
        &" ".repeat(model::MAX_ARTICLE_BYTES + 1),
    );
    for (args, parts) in [
        (&["missing.json", "--to", "json"][..], &["missing.json"][..]),
        (&["half.json", "--to", "json"], &["half.json", "not JSON"]),
        (
            &["small.json", "--from", "chuyen", "--to", "json"],
            &["small.json", "missing field"],
        ),
        (
            &["large.json", "--to", "json"],
            &["large.json", "2097153", "2097152"],
        ),
        (
            &[SEED, "--from", "ghost", "--to", "json"],
            &["declared as ghost", "own format"],
        ),
        (
            &[SEED, "--from", "rss", "--to", "json"],
            &["rss", "--from", "wordpress", "jsonld"],
        ),
        (&[SEED, "--to", "pdf"], &["pdf", "jsonfeed"]),
        (
            &[SEED, "--to", "json", "--zone", "Mars/North"],
            &["Mars/North", "Asia/Ho_Chi_Minh"],
        ),
        (
            &[SEED, "--to", "json", "--address", "a/b"],
            &["a/b", "https:"],
        ),
        (&[SEED], &["--to"]),
    ] {
        let error = refused(&place, args);
        for part in parts {
            assert!(error.contains(part), "{part} in {error}");
        }
    }
    let withheld = json!({
        "uri": "https://news.example/12", "versionCreated": "2023-05-27T18:21:00+07:00", "pubStatus": "withheld",
        "headlines": [{ "role": "main", "value": "Tin mật" }],
        "bodies": [{ "contentType": "text/plain", "value": "Không ai được biết." }],
    });
    write(&place.folder, "withheld.json", &withheld.to_string());
    let error = refused(&place, &["withheld.json", "--to", "json"]);
    assert!(
        error.contains("withheld") && !error.contains("mật"),
        "{error}"
    );
}
