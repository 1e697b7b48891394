//! What WordPress says, in our words.

use super::*;

fn refused(status: u16, code: &str, data: &str) -> BackendError {
    refusal(&Told {
        status,
        text: format!(
            r#"{{"code":"{code}","message":"<strong>Error:</strong> no.","data":{data}}}"#
        ),
        ..Told::default()
    })
}

#[test]
fn comments_of_wordpress_are_comments_of_ours() {
    let recorded = include_str!("../../../../tests/adapters/recorded/wordpress-comments.json");
    let entries: Vec<Entry> = serde_json::from_str(recorded).unwrap();
    let backend = WordPressBackend::new(&Place::at("https://site.example/blog/#60"));
    let comments: Vec<_> = entries
        .into_iter()
        .filter_map(|e| backend.comment(e))
        .collect();
    let told = |c: &Comment| {
        let parent = c.parent.as_ref().map_or(String::new(), ToString::to_string);
        (
            c.id.to_string(),
            parent,
            c.author.name.clone(),
            c.posted_at_ms,
        )
    };
    let comments: Vec<_> = comments.iter().map(told).collect();
    let (a, b, c) = ("David Arenas", "Mario", "Reyes Martinez");
    assert_eq!(
        comments,
        [
            ("129".into(), "124".into(), a.into(), 1_549_639_713_000),
            ("124".into(), String::new(), b.into(), 1_549_467_339_000),
            ("5".into(), String::new(), c.into(), 1_484_323_843_000),
        ]
    );
}

#[test]
fn only_what_wordpress_approved_is_published() {
    let backend = WordPressBackend::new(&Place::at("https://site.example/#60"));
    let status = |status: &str| {
        let entry = json!({
            "id": 1, "parent": 0, "author_name": "Lan", "date_gmt": "2026-11-23T17:29:37",
            "content": { "rendered": "<p>Một</p>" }, "status": status, "type": "comment",
        });
        let entry: Entry = serde_json::from_value(entry).unwrap();
        backend.comment(entry).unwrap().status
    };
    for published in ["approved", "approve", "1", ""] {
        assert_eq!(status(published), CommentStatus::Published, "{published}");
    }
    // A filter took it for spam, a word that is not allowed sent it to the bin, or a plugin has a list of its own.
    for hidden in ["hold", "spam", "trash", "0", "post-trashed"] {
        assert_eq!(status(hidden), CommentStatus::Pending, "{hidden}");
    }
}

#[test]
fn a_post_is_known_by_the_article_it_became() {
    let number = |id| number(id, "https://www.site.example/blog");
    assert_eq!(number("123").as_deref(), Some("123"));
    assert_eq!(number("site.example-123").as_deref(), Some("123"));
    assert_eq!(number("other.example-123"), None);
    assert_eq!(number("bai-123"), None);
}

#[test]
fn refusals_say_what_a_reader_can_do() {
    let kind = |error| match error {
        BackendError::Refused(problem) => (problem.kind, problem.field),
        other => panic!("{other:?}"),
    };
    let closed = refused(403, "rest_comment_closed", r#"{"status":403}"#);
    assert_eq!(kind(closed), (ProblemKind::ThreadClosed, None));
    let sign_in = refused(401, "rest_comment_login_required", r#"{"status":401}"#);
    assert_eq!(kind(sign_in).0, ProblemKind::SignInUnavailable);
    let email = Some("author_email".to_owned());
    let missing = refused(400, "rest_comment_author_data_required", "{}");
    assert_eq!(kind(missing), (ProblemKind::Empty, email.clone()));
    let wrong = refused(
        400,
        "rest_invalid_param",
        r#"{"params":{"author_email":"?"}}"#,
    );
    assert_eq!(kind(wrong), (ProblemKind::Invalid, email));
    assert_eq!(
        kind(refused(409, "comment_duplicate", "{}")).0,
        ProblemKind::Duplicate
    );
    assert_eq!(
        refused(400, "comment_flood", "{}"),
        BackendError::RateLimited { retry_after_s: 15 }
    );
    let page = Told {
        status: 502,
        text: "<h1>Bad Gateway</h1>".into(),
        ..Told::default()
    };
    assert_eq!(refusal(&page), BackendError::Unavailable { status: 502 });
}
