//! The same answers make the same thread, in whatever order they come.

use std::collections::BTreeSet;

use model::{
    Author, CommentStatus, Draft, Order, Posted, RichText, Thread, ThreadState as Openness,
};
use proptest::prelude::*;

use crate::comments::{
    outbox::{Answer, Change, Moment},
    pages::Pages,
};
use yew::Reducible;

use super::*;

pub(super) fn id(name: &str) -> CommentId {
    name.parse().unwrap()
}

/// A comment named after its place: `2.1` is the first reply to the second comment.
pub(super) fn comment(name: &str) -> Comment {
    let place: Vec<i64> = name.split('.').map(|n| n.parse().unwrap()).collect();
    Comment {
        id: id(name),
        parent: name.rsplit_once('.').map(|(parent, _)| id(parent)),
        author: Author {
            name: format!("Bạn đọc {name}"),
            badge: None,
        },
        body: RichText::default(),
        status: CommentStatus::Published,
        posted_at_ms: place.iter().fold(0, |ms, n| ms * 100 + n),
        edited_at_ms: None,
        likes: 0,
        reply_count: 0,
    }
}

pub(super) fn page(comments: &[&str], next: Option<&str>) -> Thread {
    Thread {
        article_id: "a".parse().unwrap(),
        version: 1,
        state: Openness::Open,
        total: 99,
        comments: comments.iter().map(|name| comment(name)).collect(),
        next_cursor: next.map(str::to_owned),
    }
}

pub(super) fn rows(pages: &Pages, outbox: &Outbox) -> Vec<Row> {
    let mut thread = ThreadState::new(Order::default(), None);
    thread.pages = Some(pages.clone());
    super::rows(&Known {
        thread: &thread,
        outbox,
        open: None,
        taken: None,
        marked: None,
        liked: &[],
        now: Now::default(),
    })
}

/// Keys in reading order, indented by level; a gap is `…`.
pub(super) fn outline(pages: &Pages, outbox: &Outbox) -> Vec<String> {
    let mut lines = Vec::new();
    for row in rows(pages, outbox) {
        match &row {
            Row::News(count) => lines.push(format!("+{count}")),
            Row::More(_) => lines.push("…".to_owned()),
            Row::Comment(_) => {
                for node in flat(std::slice::from_ref(&row)) {
                    lines.push(format!("{}{}", ">".repeat(node.level.into()), node.key));
                }
            }
        }
    }
    lines
}

fn entry(key: &str, parent: Option<&str>) -> Entry {
    let draft = Draft {
        text: "Hay".into(),
        author_name: "Lan".into(),
        parent: parent.map(id),
        ..Draft::default()
    };
    Entry::new(key.into(), draft, Some("Bạn đọc".into()), 1)
}

pub(super) fn posted(key: &str, comment: Comment) -> Entry {
    let posted = Posted {
        comment,
        edit_token: "t".into(),
        editable_for_s: 900,
    };
    let parent = posted.comment.parent.clone();
    let entry = entry(key, parent.as_ref().map(CommentId::as_str));
    let step = entry.step().unwrap();
    let moment = Moment {
        now_ms: 1,
        chance: 0.0,
    };
    let sent = entry.sending();
    sent.answered(&step, Answer::Posted(Box::new(posted)), moment)
        .unwrap()
}

pub(super) fn outbox(entries: impl IntoIterator<Item = Entry>) -> Outbox {
    let found = Change::Found(entries.into_iter().collect());
    Outbox::clone(&Rc::new(Outbox::default()).reduce(found))
}

#[test]
fn replies_stand_under_what_they_answer_oldest_first() {
    let pages = Pages::first(page(&["2", "2.2", "2.1", "2.1.1", "1"], None));
    let expected = [">2", ">>2.1", ">>>2.1.1", ">>2.2", ">1"];
    assert_eq!(outline(&pages, &Outbox::default()), expected);
}

#[test]
fn a_reply_to_nobody_known_is_kept_at_the_end() {
    let pages = Pages::first(page(&["2", "7.1", "1"], None));
    assert_eq!(outline(&pages, &Outbox::default()), [">2", ">1", ">7.1"]);
}

#[test]
fn replies_in_a_circle_do_no_harm() {
    let mut thread = page(&["1", "2.1", "2.2"], None);
    thread.comments[1].parent = Some(id("2.2"));
    thread.comments[2].parent = Some(id("2.1"));
    let mut pages = Pages::first(thread);
    assert_eq!(outline(&pages, &Outbox::default()), [">1"]);
    pages.removed(&comment("2.1"));
}

#[test]
fn deeper_than_the_deepest_level_replies_stand_on_one() {
    let names: Vec<String> = (1..=400).map(|n| vec!["1"; n].join(".")).collect();
    let names: Vec<&str> = names.iter().map(String::as_str).collect();
    let deep = |name: &str| Comment {
        id: id(&format!("c{}", name.len())),
        parent: name
            .rsplit_once('.')
            .map(|(parent, _)| id(&format!("c{}", parent.len()))),
        posted_at_ms: 0,
        ..comment("1")
    };
    let mut thread = page(&[], None);
    thread.comments = names.iter().map(|name| deep(name)).collect();
    let rows = rows(&Pages::first(thread), &Outbox::default());
    let nodes = flat(&rows);
    assert_eq!(nodes.len(), 400);
    assert_eq!(nodes.iter().map(|node| node.level).max(), Some(9));
}

#[test]
fn own_comments_that_no_page_brought_come_first() {
    let pages = Pages::first(page(&["2", "1"], Some("c")));
    let outbox = outbox([
        entry("waiting", None),
        entry("reply", Some("1")),
        entry("stray", Some("7")),
        posted("sent", comment("3")),
    ]);
    let expected = [">waiting", ">stray", ">sent", ">2", ">1", ">>reply", "…"];
    assert_eq!(outline(&pages, &outbox), expected);
}

#[test]
fn an_own_comment_keeps_its_key_when_a_page_brings_it() {
    let outbox = outbox([posted("sent", comment("2"))]);
    let pages = Pages::first(page(&["2", "1"], None));
    assert_eq!(outline(&pages, &outbox), [">sent", ">1"]);
}

#[test]
fn a_later_text_wins_and_what_was_taken_down_stays_down() {
    let edited = Comment {
        edited_at_ms: Some(5),
        ..comment("1")
    };
    let own = outbox([posted("sent", edited.clone())]);
    let shown = |pages: &Pages| {
        let rows = rows(pages, &own);
        flat(&rows)[0].said.comment().cloned().unwrap()
    };
    let mut pages = Pages::first(page(&["1"], None));
    assert_eq!(shown(&pages).edited_at_ms, Some(5));
    let mut down = page(&["1"], None);
    down.version = 2;
    down.comments[0].status = CommentStatus::Removed;
    pages.restart(down);
    assert_eq!(shown(&pages).status, CommentStatus::Removed);
}

#[test]
fn a_late_answer_does_not_bring_back_an_earlier_version() {
    let mut now = page(&["1"], None);
    (now.version, now.total) = (7, 1);
    now.comments[0].likes = 3;
    let mut pages = Pages::first(now);
    pages.restart(page(&["1"], None));
    assert_eq!(pages.total, 1);
    assert_eq!(pages.get(&id("1")).unwrap().likes, 3);
}

#[test]
fn a_page_from_the_middle_joins_when_the_gap_is_closed() {
    let mut pages = Pages::first(page(&["9", "8"], Some("8")));
    pages.around(page(&["5", "4"], Some("4")));
    let none = Outbox::default();
    assert_eq!(outline(&pages, &none), [">9", ">8", "…", ">5", ">4", "…"]);
    pages.after("8", page(&["7", "6"], Some("6")));
    pages.after("6", page(&["5", "4"], Some("4")));
    assert_eq!(
        outline(&pages, &none),
        [">9", ">8", ">7", ">6", ">5", ">4", "…"]
    );
    pages.after("4", page(&["3"], None));
    assert_eq!(pages.runs().len(), 1);
    assert_eq!(pages.runs()[0].next, None);
}

#[test]
fn an_answer_to_a_question_nobody_asks_any_more_leaves_no_trace() {
    let mut pages = Pages::first(page(&["2"], Some("2")));
    pages.after("2", page(&["1"], None));
    pages.after("2", page(&["1"], None));
    assert_eq!(outline(&pages, &Outbox::default()), [">2", ">1"]);
}

#[test]
fn replies_that_can_be_asked_for_are_counted() {
    let mut thread = page(&["1", "1.1", "1.1.1"], None);
    thread.comments[0].reply_count = 5;
    let mut pages = Pages::first(thread);
    let unseen = |pages: &Pages| match &rows(pages, &Outbox::default())[0] {
        Row::Comment(node) => node.more.as_ref().map_or(0, |more| more.count.unwrap()),
        Row::More(_) | Row::News(_) => panic!("no comment"),
    };
    assert_eq!(unseen(&pages), 3);
    pages.replies(&id("1"), page(&["1.1", "1.1.1", "1.2"], Some("1.2")));
    assert_eq!(unseen(&pages), 2);
    assert_eq!(pages.cursor(&id("1")), Some("1.2"));
    pages.replies(&id("1"), page(&["1.3"], None));
    assert_eq!(unseen(&pages), 0);
}

#[test]
fn a_removed_comment_keeps_its_replies_and_its_place() {
    let mut thread = page(&["1", "1.1", "1.1.1"], None);
    thread.comments[0].reply_count = 2;
    thread.comments[1].reply_count = 1;
    let mut pages = Pages::first(thread);
    pages.removed(&comment("1.1"));
    let blank = pages.get(&id("1.1")).unwrap();
    assert_eq!(
        (blank.status, blank.author.name.as_str()),
        (CommentStatus::Removed, "")
    );
    pages.removed(&comment("1.1.1"));
    assert_eq!(outline(&pages, &Outbox::default()), [">1", ">>1.1"]);
    assert_eq!(pages.get(&id("1")).unwrap().reply_count, 1);
    assert_eq!(pages.total, 97);
}

/// A thread of some shape: at most nine children each, three levels.
fn thread() -> impl Strategy<Value = Vec<String>> {
    let name = prop::collection::vec(1_u8..=9, 1..=3);
    prop::collection::vec(name, 1..40).prop_map(|names| {
        let mut all = BTreeSet::new();
        for name in names {
            for end in 1..=name.len() {
                all.insert(name[..end].to_vec());
            }
        }
        let spell = |name: Vec<u8>| {
            let parts: Vec<String> = name.iter().map(u8::to_string).collect();
            parts.join(".")
        };
        all.into_iter().map(spell).collect()
    })
}

proptest! {
    /// Answers cut the thread into pages and pieces of branches; they arrive shuffled and twice.
    #[test]
    fn any_order_of_answers_makes_the_same_thread(
        (names, pieces) in thread().prop_flat_map(|names| {
            let replies: Vec<String> = names.iter().filter(|n| n.contains('.')).cloned().collect();
            let twice = [replies.clone(), replies].concat();
            (Just(names), Just(twice).prop_shuffle())
        }),
        size in 1_usize..5,
    ) {
        let roots: Vec<&str> = names.iter().filter(|n| !n.contains('.')).map(String::as_str).collect();
        let starts: Vec<&[&str]> = roots.chunks(size).collect();
        let cursor = |at: usize| (at + 1 < starts.len()).then(|| at.to_string());
        let mut pages = Pages::first(page(starts[0], cursor(0).as_deref()));
        let mut pieces = pieces.chunks(3);
        for (at, start) in starts.iter().enumerate().skip(1) {
            if let Some(piece) = pieces.next() {
                let piece: Vec<&str> = piece.iter().map(String::as_str).collect();
                pages.replies(&id(roots[0]), page(&piece, None));
            }
            pages.after(&(at - 1).to_string(), page(start, cursor(at).as_deref()));
        }
        for piece in pieces {
            let piece: Vec<&str> = piece.iter().map(String::as_str).collect();
            pages.replies(&id(roots[0]), page(&piece, None));
        }
        let expected: Vec<String> = names
            .iter()
            .map(|name| format!("{}{name}", ">".repeat(name.split('.').count())))
            .collect();
        prop_assert_eq!(outline(&pages, &Outbox::default()), expected);
    }

    /// Wherever a page from the middle comes from, no comment stands twice and all do at the end.
    #[test]
    fn a_page_from_anywhere_never_shows_a_comment_twice(count in 1_usize..60, at in 0_usize..60, size in 1_usize..8) {
        let names: Vec<String> = (1..=count).map(|n| n.to_string()).collect();
        let names: Vec<&str> = names.iter().map(String::as_str).collect();
        let from = |start: usize| {
            let end = (start + size).min(count);
            page(&names[start..end], (end < count).then(|| names[end - 1]))
        };
        let mut pages = Pages::first(from(0));
        pages.around(from(at % count));
        while let Some(cursor) = pages.runs().iter().find_map(|run| run.next.clone()) {
            let shown = outline(&pages, &Outbox::default());
            let comments: Vec<&String> = shown.iter().filter(|line| *line != "…").collect();
            prop_assert_eq!(comments.iter().collect::<BTreeSet<_>>().len(), comments.len());
            pages.after(&cursor, from(cursor.parse::<usize>().unwrap()));
        }
        let expected: Vec<String> = names.iter().map(|name| format!(">{name}")).collect();
        prop_assert_eq!(outline(&pages, &Outbox::default()), expected);
    }
}
