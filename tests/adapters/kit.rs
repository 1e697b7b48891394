//! Reading: what every adapter does, whatever it speaks to.

use std::cmp::Reverse;
use std::collections::BTreeSet;

use chuyen::backend::Page;
use model::{Comment, CommentStatus, Order, RichText};

use crate::common::thread_page::ThreadPage;
use crate::common::{appears, is_there};
use crate::subject::{Outcome, PASSED, Subject};

/// A comment with all that a comment has.
fn is_whole(comment: &Comment) -> bool {
    let said = comment.body != RichText::default() && !comment.author.name.is_empty();
    comment.posted_at_ms > 0 && (said || comment.status == CommentStatus::Removed)
}

/// The view offers what can be done, and nothing else.
pub async fn controls(subject: &Subject) -> Outcome {
    let visit = subject.visits(1);
    if subject.is_real {
        visit.says("Một ý kiến", None).await;
    }
    let can = visit.backend.capabilities();
    let page = ThreadPage::of(visit.backend.clone(), visit.article.clone(), None);
    let comment = appears(&page.root, "article[data-status=published]").await;
    let above = comment
        .parent_element()
        .and_then(|it| it.closest("article").unwrap());
    let level = if above.is_some() { 2 } else { 1 };
    let reply = ":scope > .chuyen-comment-main [data-deed=reply]";
    assert_eq!(
        is_there(&comment, reply),
        can.post && can.reply_depth >= level
    );
    let likes = "[data-deed=like]";
    assert_eq!(is_there(&comment, likes), can.like);
    assert_eq!(is_there(&comment, "[data-ask=report]"), can.report);
    let form = ".chuyen-composer:not([part=elsewhere])";
    assert_eq!(is_there(&page.root, &format!("{form} textarea")), can.post);
    assert_eq!(
        is_there(&page.root, "[data-ask=preview]"),
        can.preview && can.post
    );
    assert_eq!(is_there(&page.root, "input[type=email]"), can.email);
    assert_eq!(
        is_there(&page.root, "[part=elsewhere]"),
        visit.backend.elsewhere().is_some()
    );
    let orders = page.all(".chuyen-thread-order").len();
    assert_eq!(
        orders,
        if can.orders.len() > 1 {
            can.orders.len()
        } else {
            0
        }
    );
    if can.reply_depth == 1 {
        for reply in page.all("article article") {
            assert!(
                !is_there(&reply, "[data-deed=reply]"),
                "deeper than is kept"
            );
        }
    }
    PASSED
}

/// What was said is there, with who said it and when.
pub async fn list(subject: &Subject) -> Outcome {
    let visit = subject.visits(2);
    if !subject.is_real {
        let thread = visit.first().await;
        assert!(!thread.comments.is_empty() && thread.total > 0);
        assert!(
            thread.comments.iter().all(is_whole),
            "{:?}",
            thread.comments
        );
        return PASSED;
    }
    assert_eq!(
        visit.first().await.total,
        0,
        "a thread that nobody knows is empty"
    );
    let texts = ["Câu thứ nhất", "Câu thứ hai **đậm** & <nhọn>"];
    for text in texts {
        visit.says(text, None).await;
    }
    let thread = visit.first().await;
    assert_eq!((thread.total, thread.comments.len()), (2, 2));
    assert!(
        thread.comments.iter().all(is_whole),
        "{:?}",
        thread.comments
    );
    assert!(
        thread
            .comments
            .iter()
            .all(|comment| comment.author.name == "Minh Châu")
    );
    let now = js_sys::Date::now() as i64;
    for comment in &thread.comments {
        assert!(
            (now - comment.posted_at_ms).abs() < 3_600_000,
            "this hour: {comment:?}"
        );
    }
    PASSED
}

/// Each order that it says it has.
pub async fn order(subject: &Subject) -> Outcome {
    if let Some(excuse) = subject.excuse("order", |_| true) {
        return excuse;
    }
    let visit = subject.visits(3);
    if subject.is_real {
        visit.says("Ý thứ một", None).await;
        let liked = visit.says("Ý thứ hai", None).await.comment.id;
        visit.says("Ý thứ ba", None).await;
        if subject.can().like {
            let like = visit.backend.like(&visit.article, &liked, true);
            assert_eq!(like.await.unwrap().unwrap_or(1), 1);
        }
    }
    for order in subject.can().orders {
        let thread = visit.reads(*order, &Page::First).await.unwrap();
        let roots: Vec<&Comment> = thread
            .comments
            .iter()
            .filter(|comment| comment.parent.is_none())
            .collect();
        let is_sorted = match order {
            Order::Newest => roots.is_sorted_by_key(|root| Reverse(root.posted_at_ms)),
            Order::Oldest => roots.is_sorted_by_key(|root| root.posted_at_ms),
            Order::Best => roots.is_sorted_by_key(|root| Reverse(root.likes)),
        };
        assert!(is_sorted, "{order:?}: {roots:?}");
        // Of what is all the same, any order would do.
        let (first, last) = (roots[0], roots[roots.len() - 1]);
        let differ = match order {
            Order::Newest | Order::Oldest => first.posted_at_ms != last.posted_at_ms,
            Order::Best => first.likes != last.likes,
        };
        assert!(differ, "{order:?}: {roots:?}");
    }
    PASSED
}

/// Pages follow each other without a gap, and one is found around a comment.
pub async fn page(subject: &Subject) -> Outcome {
    if let Some(excuse) = subject.excuse("page", |_| true) {
        return excuse;
    }
    let visit = subject.visits(4);
    if subject.is_real {
        for n in 0..23 {
            visit.says(&format!("Ý kiến thứ {n}"), None).await;
        }
    }
    let mut oldest = None;
    let mut seen = BTreeSet::new();
    let mut page = Page::First;
    loop {
        let thread = visit.reads(Order::Newest, &page).await.unwrap();
        assert_eq!(thread.total, 23);
        for comment in thread.comments {
            assert!(
                seen.insert(comment.id.clone()),
                "{} comes twice",
                comment.id
            );
            oldest = Some(comment.id);
        }
        match thread.next_cursor {
            Some(cursor) => page = Page::After(cursor),
            None => break,
        }
    }
    assert_eq!(seen.len(), 23);
    assert_ne!(page, Page::First, "one page was enough");
    let oldest = oldest.unwrap();
    let around = Page::Around(oldest.clone());
    let found = visit.reads(Order::Newest, &around).await.unwrap();
    assert!(found.comments.iter().any(|comment| comment.id == oldest));
    PASSED
}

/// Replies come after what they answer.
pub async fn nest(subject: &Subject) -> Outcome {
    let visit = subject.visits(5);
    if subject.is_real {
        let root = visit.says("Gốc", None).await.comment.id;
        let reply = visit.says("Trả lời", Some(&root)).await.comment.id;
        visit.says("Trả lời khác", Some(&root)).await;
        if subject.can().reply_depth > 1 {
            visit.says("Trả lời của trả lời", Some(&reply)).await;
        }
        let thread = visit.first().await;
        let first = thread
            .comments
            .iter()
            .find(|comment| comment.id == root)
            .unwrap();
        assert_eq!(
            first.reply_count,
            if subject.can().reply_depth > 1 { 3 } else { 2 }
        );
    }
    let thread = visit.first().await;
    let is_reply = |comment: &Comment| comment.parent.is_some();
    assert!(thread.comments.iter().any(is_reply), "no replies");
    for (at, comment) in thread.comments.iter().enumerate() {
        if let Some(parent) = &comment.parent {
            let before = thread.comments[..at].iter();
            assert!(
                before.clone().any(|other| other.id == *parent),
                "{comment:?}"
            );
        }
    }
    PASSED
}
