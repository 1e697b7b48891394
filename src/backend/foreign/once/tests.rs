//! What was sent is told from what others say.

use super::*;

fn comment(name: &str, text: &str, at_ms: i64) -> Comment {
    Comment {
        author: Author {
            name: name.into(),
            badge: None,
        },
        id: "7".parse().unwrap(),
        parent: None,
        body: said::as_typed(text),
        status: CommentStatus::Published,
        posted_at_ms: at_ms,
        edited_at_ms: None,
        likes: 0,
        reply_count: 0,
    }
}

const DAY_MS: i64 = 24 * 60 * 60 * 1_000;

fn sent() -> Sent {
    Sent {
        text: "Bài **rất hay** ở [đây](https://a.example/b)".into(),
        author_name: "Lan & An".into(),
        parent: None,
        kept_at_ms: 100 * DAY_MS,
        seen_ms: None,
        seen: Vec::new(),
        posted: None,
    }
}

#[test]
fn what_was_sent_is_known_by_author_words_parent_and_time() {
    let it = comment("Lan & An", "Bài rất hay ở đây", 100 * DAY_MS);
    assert!(sent().is(&it));
    let before = comment("Lan & An", "Bài rất hay ở đây", 99 * DAY_MS);
    assert!(sent().is(&before));
    for other in [
        comment("Lan", "Bài rất hay ở đây", 100 * DAY_MS),
        comment("Lan & An", "Bài rất dở ở đây", 100 * DAY_MS),
        comment("Lan & An", "Bài rất hay ở đây", 98 * DAY_MS),
        Comment {
            parent: Some("1".parse().unwrap()),
            ..it.clone()
        },
        said::removed(it.clone()),
    ] {
        assert!(!sent().is(&other), "{other:?}");
    }
    let seen = Sent {
        seen_ms: Some(100 * DAY_MS),
        seen: vec![it.id.clone()],
        ..sent()
    };
    assert!(!seen.is(&it), "it was there before");
}

/// What is noted when something is sent on day 100 by this device, in a thread with comments of these days.
fn sent_after(days: &[i64]) -> Sent {
    let thread: Vec<Comment> = days
        .iter()
        .map(|day| Comment {
            id: format!("day-{day}").parse().unwrap(),
            ..comment("Lan & An", "Bài rất hay ở đây", day * DAY_MS)
        })
        .collect();
    let mut newest = Newest::default();
    newest.saw(&thread, 100 * DAY_MS);
    Sent {
        seen_ms: newest.at_ms,
        seen: newest.comments.into_iter().map(|(_, id)| id).collect(),
        ..sent()
    }
}

#[test]
fn what_is_new_is_told_by_the_clock_of_the_server() {
    let posted_on = |day: i64| comment("Lan & An", "Bài rất hay ở đây", day * DAY_MS);
    // This device is two days ahead, or nobody had said anything.
    assert!(sent_after(&[97]).is(&posted_on(98)));
    assert!(sent_after(&[]).is(&posted_on(98)));
    assert!(!sent_after(&[98]).is(&posted_on(97)));
    // It is two days behind, or one comment is dated wrongly.
    let behind = sent_after(&[99, 102]);
    assert!(behind.is(&posted_on(101)));
    for day in [99, 102] {
        let there = Comment {
            id: format!("day-{day}").parse().unwrap(),
            ..posted_on(day)
        };
        assert!(!behind.is(&there), "{day} was there before");
    }
}

#[test]
fn another_text_under_the_same_key_brings_what_stands() {
    let posted = said::posted(comment("Lan", "Một", 1), Some("k"));
    let draft = |text: &str| Draft {
        text: text.into(),
        ..Draft::default()
    };
    let sent = Sent {
        text: "Một".into(),
        ..sent()
    };
    assert_eq!(
        as_wanted(posted.clone(), &sent, &draft("Một")),
        Ok(posted.clone())
    );
    let refused = as_wanted(posted.clone(), &sent, &draft("Hai"));
    assert!(
        matches!(refused, Err(BackendError::Refused(problem)) if problem.posted.as_deref() == Some(&posted))
    );
}
