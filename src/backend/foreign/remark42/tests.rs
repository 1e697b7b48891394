//! What Remark42 said when it was recorded, in our words.

use super::*;

fn backend() -> Remark42Backend {
    Remark42Backend::new(&Place {
        url: "https://news.example/bai-viet/1#x",
        nameless: "Ẩn danh",
        ..Place::at("https://r.example/#remark")
    })
}

fn recorded(label: &str) -> Told {
    let all = include_str!("../../../../tests/adapters/recorded/remark42.json");
    let all: Vec<serde_json::Value> = serde_json::from_str(all).unwrap();
    let found = all.iter().find(|one| one["label"] == label).unwrap();
    let answer = &found["response"];
    Told {
        status: answer["status"].as_u64().unwrap() as u16,
        text: match answer["text"].as_str() {
            Some(text) => text.to_owned(),
            None => answer["json"].to_string(),
        },
        ..Told::default()
    }
}

#[test]
fn what_stands_before_the_server_refuses_in_plain_text() {
    let unsigned = refusal(&recorded("post without token"));
    assert!(
        matches!(unsigned, BackendError::Refused(p) if p.kind == ProblemKind::SignInUnavailable)
    );
    let fast = refusal(&recorded("post at once 2 (update limit)"));
    assert_eq!(fast, BackendError::RateLimited { retry_after_s: 3 });
}

#[test]
fn a_posted_comment_is_read_with_its_moment_and_author() {
    let entry: Entry = recorded("post root").read().unwrap();
    let comment = backend().comment(entry).unwrap();
    assert_eq!(comment.author.name, "Nguyễn Văn A");
    assert_eq!(comment.posted_at_ms, 1_795_454_977_495);
    assert_eq!(comment.parent, None);
}

#[test]
fn without_a_token_nothing_is_posted() {
    assert!(!backend().capabilities().post);
}
