//! Changes by others, and answers: in whatever order they come, the same thread.

use std::collections::BTreeSet;

use super::tests::{comment, id, outbox, outline, page, posted};
use super::*;
use crate::comments::pages::Pages;
use model::{CommentStatus, Thread};
use proptest::prelude::*;

/// What the server tells of one comment, in the version after its change.
fn news(version: i64, comment: Comment) -> Thread {
    let mut thread = page(&[], None);
    (thread.version, thread.total) = (version, 100);
    thread.comments.push(comment);
    thread
}

fn removed(name: &str, reply_count: u32) -> Comment {
    Comment {
        status: CommentStatus::Removed,
        reply_count,
        ..comment(name)
    }
}

#[test]
fn a_new_comment_waits_until_the_reader_asks_for_it() {
    let mut pages = Pages::first(page(&["2", "1"], Some("c")));
    pages.heard(news(2, comment("3")));
    pages.heard(news(3, comment("4")));
    pages.heard(news(3, comment("4")));
    let none = Outbox::default();
    assert_eq!(outline(&pages, &none), ["+2", ">2", ">1", "…"]);
    assert_eq!(pages.total, 100);
    pages.show_news(false);
    assert_eq!(outline(&pages, &none), [">4", ">3", ">2", ">1", "…"]);
}

#[test]
fn a_new_reply_is_one_more_to_ask_for() {
    let mut first = page(&["1", "1.1"], None);
    first.comments[0].reply_count = 1;
    let mut pages = Pages::first(first);
    pages.replies(&id("1"), page(&["1.1"], None));
    pages.heard(news(2, comment("1.1.1")));
    let more = |pages: &Pages| match &super::tests::rows(pages, &Outbox::default())[0] {
        Row::Comment(node) => node.more.clone(),
        _ => None,
    };
    assert_eq!(more(&pages).and_then(|more| more.count), Some(1));
    assert_eq!(outline(&pages, &Outbox::default()), [">1", ">>1.1"]);
    let mut answer = page(&["1.1", "1.1.1"], None);
    answer.version = 2;
    pages.replies(&id("1"), answer);
    assert_eq!(
        outline(&pages, &Outbox::default()),
        [">1", ">>1.1", ">>>1.1.1"]
    );
    assert_eq!(more(&pages), None);
}

#[test]
fn one_s_own_comment_is_no_news() {
    let mut pages = Pages::first(page(&["1"], None));
    let own = outbox([
        posted("mine", comment("2")),
        posted("reply", comment("1.1")),
    ]);
    pages.heard(news(2, comment("2")));
    pages.heard(news(3, comment("1.1")));
    assert_eq!(outline(&pages, &own), [">mine", ">1", ">>reply"]);
    pages.posted(&comment("2"));
    pages.posted(&comment("1.1"));
    assert_eq!(outline(&pages, &own), [">mine", ">1", ">>reply"]);
}

#[test]
fn one_s_own_comment_that_is_removed_keeps_its_place_above_its_answers() {
    let mut pages = Pages::first(page(&["1"], None));
    pages.heard(news(2, comment("2")));
    pages.posted(&comment("2"));
    pages.heard(news(3, comment("2.1")));
    let reply = outbox([posted("reply", comment("2.1"))]);
    pages.removed(&comment("2"));
    assert_eq!(outline(&pages, &reply), [">2", ">>reply", ">1"]);
}

#[test]
fn what_is_removed_before_it_is_shown_is_offered_no_more() {
    let mut pages = Pages::first(page(&["1"], None));
    for (version, new) in [(2, comment("2")), (3, comment("3"))] {
        pages.heard(news(version, new));
    }
    let none = Outbox::default();
    assert_eq!(outline(&pages, &none), ["+2", ">1"]);
    pages.heard(news(4, removed("2", 0)));
    assert_eq!(outline(&pages, &none), ["+1", ">1"]);
    pages.show_news(false);
    assert_eq!(outline(&pages, &none), [">3", ">1"]);
}

#[test]
fn what_is_removed_keeps_its_place() {
    let mut pages = Pages::first(page(&["2", "2.1", "1"], None));
    pages.heard(news(2, removed("1", 0)));
    pages.heard(news(3, removed("2", 1)));
    pages.heard(news(4, removed("7", 0)));
    let stays = [">2", ">>2.1", ">1"];
    assert_eq!(outline(&pages, &Outbox::default()), stays);
    let kept = pages.get(&id("2")).map(|comment| comment.status);
    assert_eq!(kept, Some(CommentStatus::Removed));
    pages.heard(news(1, comment("2")));
    let kept = pages.get(&id("2")).map(|comment| comment.status);
    assert_eq!(
        kept,
        Some(CommentStatus::Removed),
        "an older version comes too late"
    );
}

proptest! {
    /// A thread grows while its first page is asked for again and again: whenever the answers come, in the end every
    /// comment stands once, and each with its last likes.
    #[test]
    fn events_and_answers_in_any_order_make_the_same_thread(
        likes in prop::collection::vec((1_u32..6, 0_u32..9), 0..20),
        answered in prop::collection::vec(0_usize..26, 0..5),
    ) {
        // The server's side: comment n is posted in version n, then they are liked.
        let mut server: Vec<Comment> = Vec::new();
        let mut events: Vec<Thread> = Vec::new();
        let mut states: Vec<Thread> = vec![page(&[], None)];
        let changes = (1..=5).map(|n| (n, None)).chain(likes.iter().map(|(n, likes)| (*n, Some(*likes))));
        for (version, (n, likes)) in (1_i64..).zip(changes) {
            match likes {
                None => server.insert(0, comment(&n.to_string())),
                Some(likes) => server[5 - n as usize].likes = likes,
            }
            let changed = server.iter().find(|comment| comment.id == id(&n.to_string())).unwrap();
            events.push(news(version, changed.clone()));
            let mut state = page(&[], None);
            (state.version, state.comments) = (version, server.clone());
            states.push(state);
        }
        let mut pages = Pages::first(states[0].clone());
        for (at, event) in events.into_iter().enumerate() {
            for late in answered.iter().filter(|when| **when == at) {
                pages.restart(states[late / 2].clone());
            }
            pages.heard(event);
        }
        pages.show_news(false);
        prop_assert_eq!(outline(&pages, &Outbox::default()).iter().collect::<BTreeSet<_>>().len(), 5);
        for comment in &server {
            let known = pages.get(&comment.id).unwrap();
            prop_assert_eq!(known.likes, comment.likes);
        }
    }
}
