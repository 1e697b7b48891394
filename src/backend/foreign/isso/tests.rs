//! What Isso said when it was recorded, in our words.

use super::*;

fn backend() -> IssoBackend {
    IssoBackend::new(&Place {
        address: "https://c.example/isso/",
        url: "https://site.example/bai/1?x",
        nameless: "Ẩn danh",
        token: None,
    })
}

/// An answer of a real server.
fn recorded(label: &str) -> (u16, String) {
    let all = include_str!("../../../../tests/adapters/recorded/isso-0.14.0.json");
    let all: Vec<serde_json::Value> = serde_json::from_str(all).unwrap();
    let found = all.iter().find(|one| one["label"] == label).unwrap();
    let answer = &found["response"];
    let text = match answer["text"].as_str() {
        Some(text) => text.to_owned(),
        None => answer["json"].to_string(),
    };
    (answer["status"].as_u64().unwrap() as u16, text)
}

fn refused(label: &str) -> BackendError {
    let (status, text) = recorded(label);
    refusal(&Told {
        status,
        text,
        ..Told::default()
    })
}

#[test]
fn a_thread_is_known_by_the_path_or_by_what_stands_behind_the_address() {
    assert_eq!(backend().uri, "/bai/1");
    assert_eq!(backend().address, "https://c.example/isso");
    let named = IssoBackend::new(&Place::at("https://c.example#bdk-1"));
    assert_eq!(named.uri, "bdk-1");
}

#[test]
fn a_page_of_isso_is_a_page_of_ours() {
    let listing: Listing = serde_json::from_str(&recorded("fetch").1).unwrap();
    let comments = backend().comments(listing.replies);
    let ids: Vec<_> = comments.iter().map(|c| c.id.as_str()).collect();
    assert_eq!(ids, ["1", "2", "3"]);
    assert_eq!(comments[0].author.name, "Nguyễn Văn A");
    assert_eq!(comments[0].reply_count, 2);
    assert_eq!(comments[0].posted_at_ms, 1_795_454_486_963);
    assert_eq!(comments[1].parent.as_ref(), Some(&comments[0].id));
}

#[test]
fn what_is_deleted_and_still_answered_keeps_its_place() {
    let (_, page) = recorded("fetch after delete");
    let listing: Listing = serde_json::from_str(&page).unwrap();
    let comments = backend().comments(listing.replies);
    assert_eq!(comments[0].status, CommentStatus::Removed);
    assert!(comments[0].author.name.is_empty());
    assert!(comments.iter().any(|c| c.author.name == "Ẩn danh"));
}

#[test]
fn what_waits_for_a_moderator_says_so() {
    let (_, posted) = recorded("new, on a moderated server");
    let entry: Entry = serde_json::from_str(&posted).unwrap();
    let comment = backend().comment(entry).unwrap();
    assert_eq!(comment.status, CommentStatus::Pending);
}

#[test]
fn refusals_say_what_a_reader_can_do() {
    let short = refused("new, too short");
    assert!(
        matches!(&short, BackendError::Refused(p) if p.limit == Some(3) && p.field.as_deref() == Some("text"))
    );
    let many = refused("new, until rate limited");
    assert!(matches!(&many, BackendError::Refused(p) if p.field.as_deref() == Some("article")));
    let fast = refusal(&Told {
        status: 403,
        text: "<h1>Forbidden</h1>\n<p>127.0.0.0: ratelimit exceeded (1, 2)</p>".into(),
        ..Told::default()
    });
    assert_eq!(fast, BackendError::RateLimited { retry_after_s: 60 });
}
