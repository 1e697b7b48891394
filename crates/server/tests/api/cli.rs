//! The binary as an operator meets it: alone in a folder, killed, beside a running server.

use std::process::Stdio;

use crate::common::asking::{new_key, read};
use crate::common::binary::{Place, write};
use crate::common::{Schema, small};
use model::{Posted, Thread};
use serde_json::Value;
use tempfile::TempDir;

pub const SITES: &str = r#"
[[site]]
id = "news"
moderation = "pre"
articles = "articles"
zone = "Asia/Ho_Chi_Minh"
"#;

/// Runs a test in an empty folder, with a database of either kind.
pub async fn on_both(test: impl AsyncFn(&Place)) {
    let folder = TempDir::new().unwrap();
    test(&Place::new(folder.path())).await;
    let folder = TempDir::new().unwrap();
    let schema = Schema::create().await;
    test(&Place {
        database_url: Some(schema.url()),
        ..Place::new(folder.path())
    })
    .await;
    schema.drop().await;
}

pub async fn post(url: &str, article: &str, key: &str, status: u16) -> Posted {
    let client = reqwest::Client::new();
    let fields = [("text", "Bài *hay*"), ("author_name", "Lan"), ("key", key)];
    let answer = client
        .post(format!("{url}api/v1/articles/{article}/comments"))
        .form(&fields);
    read(answer.send().await.unwrap(), status).await
}

pub async fn thread(url: &str, article: &str) -> Thread {
    let answer = reqwest::get(format!("{url}api/v1/articles/{article}/thread")).await;
    read(answer.unwrap(), 200).await
}

#[tokio::test]
async fn alone_in_another_folder_it_brings_everything_and_says_what_to_do_next() {
    let folder = TempDir::new().unwrap();
    let copy = folder.path().join("chuyen");
    std::fs::copy(env!("CARGO_BIN_EXE_chuyen"), &copy).unwrap();
    let place = Place {
        program: copy,
        ..Place::new(folder.path())
    };
    let server = place.serve();
    assert!(server.log.contains("chuyen.toml"), "{}", server.log);
    assert!(folder.path().join("data/chuyen.db").is_file());
    let get = async |path: &str| {
        let answer = reqwest::get(format!("{}{path}", server.url)).await.unwrap();
        assert_eq!(answer.status(), 200, "{path}");
        answer.text().await.unwrap()
    };
    get("readyz").await;
    let loader = get("embed.js").await;
    let asset = loader.split('"').find(|word| word.starts_with("assets/"));
    let asset = asset.expect("the loader names its files");
    assert!(!get(asset).await.is_empty());
    place.say(&["article", "list"]);
    assert!(server.terminate());
}

#[tokio::test]
async fn what_was_acknowledged_survives_kill_9() {
    on_both(async |place| {
        write(
            &place.folder,
            "articles/a.json",
            &small("tin-1").to_string(),
        );
        let server = place.serve();
        let mut posted = Vec::new();
        for _ in 0..5 {
            let key = new_key();
            posted.push((post(&server.url, "tin-1", &key, 201).await, key));
        }
        server.kill();
        let server = place.serve();
        // Each is there, once, and its author is still its author.
        for (first, key) in &posted {
            let again = post(&server.url, "tin-1", key, 200).await;
            assert_eq!(
                (&again.comment, &again.edit_token),
                (&first.comment, &first.edit_token)
            );
        }
        for (first, _) in &posted {
            place.say(&["moderate", "approve", first.comment.id.as_str()]);
        }
        assert_eq!(thread(&server.url, "tin-1").await.total, 5);
    })
    .await;
}

#[tokio::test]
async fn moderators_work_beside_the_running_server() {
    on_both(async |place| {
        write(&place.folder, "chuyen.toml", SITES);
        write(
            &place.folder,
            "articles/a.json",
            &small("tin-1").to_string(),
        );
        let server = place.serve();
        let posted = post(&server.url, "tin-1", &new_key(), 201).await;
        let id = posted.comment.id.as_str();
        let list = place.say(&["moderate", "list"]);
        for word in [id, "Lan", "Bài *hay*", "tin-1", "news", "+07", "1 waits"] {
            assert!(list.contains(word), "{word:?} is not in {list}");
        }
        assert_eq!(
            place.say(&["moderate", "list", "--site", "other"]),
            "nothing waits\n"
        );
        assert_eq!(thread(&server.url, "tin-1").await.total, 0);

        assert_eq!(
            place.say(&["moderate", "approve", id]),
            format!("{id} approved\n")
        );
        assert_eq!(thread(&server.url, "tin-1").await.total, 1);
        assert!(place.say(&["moderate", "approve", id]).contains("already"));
        assert!(
            place
                .say(&["moderate", "remove", "--edit-only", id])
                .contains("no edit")
        );
        assert_eq!(
            place.say(&["moderate", "remove", id]),
            format!("{id} removed\n")
        );
        assert_eq!(thread(&server.url, "tin-1").await.total, 0);
        let error = place.fail(&["moderate", "approve", "unknown"]);
        assert!(
            error.contains("unknown") && error.contains("no such comment"),
            "{error}"
        );
        assert!(server.terminate());
    })
    .await;
}

#[tokio::test]
async fn articles_and_keys_are_kept_from_the_command_line() {
    on_both(async |place| {
        write(&place.folder, "chuyen.toml", SITES);
        write(
            &place.folder,
            "articles/a.json",
            &small("tin-1").to_string(),
        );
        write(&place.folder, "new.json", &small("tin-2").to_string());
        write(&place.folder, "bad.json", "{\"id\": \"x\"}");
        let server = place.serve();
        let add = ["article", "add", "new.json", "--site", "news"];
        assert_eq!(place.say(&add), "tin-2 added\n");
        assert_eq!(place.say(&add), "tin-2 unchanged\n");
        assert_eq!(thread(&server.url, "tin-2").await.total, 0);
        let error = place.fail(&["article", "add", "bad.json", "--site", "news"]);
        assert!(
            error.contains("bad.json") && error.contains("url"),
            "{error}"
        );
        let error = place.fail(&["article", "add", "new.json", "--site", "nowhere"]);
        assert!(
            error.contains("nowhere") && error.contains("news"),
            "{error}"
        );
        assert!(
            place
                .say(&["article", "list"])
                .contains("tin-2\tnews\topen\t0 comments")
        );
        assert_eq!(
            place.say(&["article", "remove", "tin-2"]),
            "tin-2 withdrawn\n"
        );
        assert!(place.say(&["article", "list"]).contains("withdrawn"));
        assert!(
            place
                .fail(&["article", "remove", "tin-2"])
                .contains("tin-2")
        );

        // One that came from the folder stays withdrawn until its file changes.
        assert_eq!(
            place.say(&["article", "remove", "tin-1"]),
            "tin-1 withdrawn\n"
        );
        assert!(server.terminate());
        let server = place.serve();
        let gone = reqwest::get(format!("{}api/v1/articles/tin-1", server.url)).await;
        assert_eq!(gone.unwrap().status(), 404);

        let key = place.say(&["key", "add", "--site", "news", "--label", "desk"]);
        let put = async |status: u16| {
            let url = format!("{}api/v1/articles/tin-3", server.url);
            let ask = reqwest::Client::new().put(url).bearer_auth(key.trim());
            let ask = ask
                .header("content-type", "application/json")
                .body(small("tin-3").to_string());
            assert_eq!(ask.send().await.unwrap().status(), status);
        };
        put(201).await;
        let list = place.say(&["key", "list"]);
        assert!(list.contains("desk") && list.contains("valid") && !list.contains(key.trim()));
        let id = list.split('\t').next().unwrap().to_owned();
        place.say(&["key", "revoke", &id]);
        put(403).await;
        assert!(place.say(&["key", "list"]).contains("revoked"));
        assert!(place.fail(&["key", "revoke", &id]).contains(&id));
    })
    .await;
}

#[test]
fn every_command_explains_itself() {
    let folder = TempDir::new().unwrap();
    let place = Place::new(folder.path());
    let help = place.say(&["--help"]);
    for command in [
        "serve", "moderate", "article", "key", "export", "verify", "import", "alias", "openapi",
        "version",
    ] {
        assert!(help.contains(command), "{help}");
    }
    for words in [
        &["serve", "--help"][..],
        &["moderate", "--help"],
        &["moderate", "remove", "--help"],
        &["article", "add", "--help"],
        &["article", "import", "--help"],
        &["key", "revoke", "--help"],
        &["import", "wxr", "--help"],
        &["alias", "move", "--help"],
    ] {
        assert!(place.say(words).contains("Usage:"));
    }
    let settings = place.say(&["serve", "--help"]);
    assert!(
        settings.contains("CHUYEN_LISTEN") && settings.contains("site.moderation"),
        "{settings}"
    );
    assert!(place.say(&["version"]).starts_with("chuyen "));
    let document: Value = serde_json::from_str(&place.say(&["openapi"])).unwrap();
    assert_eq!(document["info"]["title"], "Chuyện");
    assert!(
        !place.folder.join("data").exists(),
        "none of these needs a database"
    );
}

#[test]
fn a_reader_of_its_output_may_leave() {
    let folder = TempDir::new().unwrap();
    let mut openapi = Place::new(folder.path()).command(&["openapi"]);
    openapi.stdout(Stdio::piped()).stderr(Stdio::piped());
    let mut openapi = openapi.spawn().unwrap();
    drop(openapi.stdout.take());
    let output = openapi.wait_with_output().unwrap();
    assert!(output.status.success(), "{output:?}");
}

#[test]
fn what_cannot_be_run_is_said_in_one_line() {
    let folder = TempDir::new().unwrap();
    let place = Place::new(folder.path());
    write(&place.folder, "chuyen.toml", "listen = \"nowhere\"");
    let error = place.fail(&["serve"]);
    assert!(
        error.contains("listen") && error.contains("chuyen.toml"),
        "{error}"
    );
    write(&place.folder, "chuyen.toml", "log = \"=x=\"");
    assert!(place.fail(&["serve"]).contains("log"));
    write(&place.folder, "chuyen.toml", "");
    write(&place.folder, "file", "");
    let error = place.fail(&["serve", "--database-url", "sqlite:file/x.db"]);
    assert!(error.contains("sqlite:file/x.db"), "{error}");
    let address = "postgres://me:hunter2@127.0.0.1:1/x?password=hunter2";
    let error = place.fail(&["key", "list", "--database-url", address]);
    assert!(
        error.contains("127.0.0.1:1/x") && !error.contains("hunter2"),
        "{error}"
    );
    let taken = std::net::TcpListener::bind("127.0.0.1:0").unwrap();
    let address = taken.local_addr().unwrap().to_string();
    assert!(
        place
            .fail(&["serve", "--listen", &address])
            .contains(&address)
    );
}

#[tokio::test]
async fn a_moderator_sees_reports_and_dismisses_them() {
    on_both(async |place| {
        write(&place.folder, "chuyen.toml", SITES);
        let article = small("tin-1").to_string();
        write(&place.folder, "articles/a.json", &article);
        let server = place.serve();
        let posted = post(&server.url, "tin-1", &new_key(), 201).await;
        let id = posted.comment.id.as_str();
        place.say(&["moderate", "approve", id]);
        assert!(place.say(&["moderate", "reports"]).starts_with("nothing"));
        let path = format!("{}api/v1/comments/{id}/report", server.url);
        for (reason, note) in [("spam", ""), ("abuse", "Chửi\n\u{202e}tôi"), ("spam", "")] {
            let fields = [("reason", reason), ("note", note)];
            let report = reqwest::Client::new().post(&path).form(&fields);
            assert_eq!(report.send().await.unwrap().status(), 204);
        }
        let said = place.say(&["moderate", "reports", "--site", "news"]);
        for part in [
            id,
            "3 reports: 2 spam, 1 abuse; 3 without a reader token",
            "    by Lan, ",
            ", site news, article tin-1",
            "    | Bài *hay*",
            ": Chửi\u{fffd}\u{fffd}tôi",
            "1 comment is reported",
        ] {
            assert!(said.contains(part), "{part:?} in {said}");
        }
        let said = place.say(&["moderate", "dismiss", id]);
        assert_eq!(said, format!("{id} stands\n"));
        assert!(place.say(&["moderate", "reports"]).starts_with("nothing"));
        assert!(
            place
                .say(&["moderate", "dismiss", id])
                .contains("has no reports")
        );
    })
    .await;
}

#[tokio::test]
async fn an_article_is_printed_to_be_pasted() {
    let folder = tempfile::tempdir().unwrap();
    let place = Place::new(folder.path());
    let seed = concat!(
        env!("CARGO_MANIFEST_DIR"),
        "/../../articles/bdk-27052023.json"
    );
    let server = ["--base", "https://news.example/", "--site", "bao-dong-khoi"];
    let html = place.say(&[&["render", seed], &server[..]].concat());
    assert!(html.starts_with("<article"), "{html}");
    for part in [
        "Hội nghị sơ kết nửa nhiệm kỳ",
        "src=\"https://news.example/media/bao-dong-khoi/images/bdk-27052023/1-chu-tri-",
        "srcset=\"https://news.example/media/",
        "Chủ trì điều hành hội nghị.",
    ] {
        assert!(html.contains(part), "{part} in {html}");
    }
    assert!(!html.contains("../"), "every address is absolute: {html}");
    let elsewhere = place.say(&["render", seed, "--base", "https://cdn.example/tin"]);
    assert!(
        elsewhere.contains("src=\"https://cdn.example/tin/images/"),
        "{elsewhere}"
    );
    let said = place.fail(&["render", "khong-co.json"]);
    assert!(said.contains("khong-co.json"), "{said}");
}
