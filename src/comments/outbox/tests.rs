//! A comment's way to the backend, step by step.

use model::{Author, Comment, CommentStatus, Draft, Posted, Problem, ProblemKind, RichText};

use crate::{backend::BackendError, json};

use super::*;

const NOW: i64 = 1_000_000;
const MOMENT: Moment = Moment {
    now_ms: NOW,
    chance: 0.5,
};

fn entry() -> Entry {
    let draft = Draft {
        text: "Hay".into(),
        author_name: "Lan".into(),
        ..Draft::default()
    };
    Entry::new("k1".into(), draft, None, NOW)
}

fn posted(status: CommentStatus) -> Posted {
    Posted {
        comment: Comment {
            id: "c1".parse().unwrap(),
            parent: None,
            author: Author {
                name: "Lan".into(),
                badge: None,
            },
            body: RichText::default(),
            status,
            posted_at_ms: NOW,
            edited_at_ms: None,
            likes: 0,
            reply_count: 0,
        },
        edit_token: "t1".into(),
        editable_for_s: 900,
    }
}

fn answer(status: CommentStatus) -> Answer {
    Answer::Posted(Box::new(posted(status)))
}

fn refusal(kind: ProblemKind) -> Answer {
    Answer::Failed(BackendError::Refused(Box::new(kind.into())))
}

/// The entry after the backend answered its step.
fn told(entry: Entry, answer: Answer) -> Option<Entry> {
    let step = entry.step().unwrap();
    entry.sending().answered(&step, answer, MOMENT)
}

/// The same on the next visit.
fn reloaded(entry: &Entry) -> Entry {
    json::read(&json::write(entry)).unwrap()
}

fn settled() -> Entry {
    told(entry(), answer(CommentStatus::Published)).unwrap()
}

#[test]
fn an_acknowledged_comment_is_settled_and_editable_for_the_time_the_server_gave() {
    let entry = settled();
    assert_eq!(
        (&entry.stand, &entry.phase),
        (&Stand::Settled, &Phase::Resting)
    );
    assert_eq!(entry.step(), None);
    assert!(entry.is_editable(NOW + 899_999));
    assert!(!entry.is_editable(NOW + 900_000));
}

#[test]
fn a_failure_that_passes_is_tried_again_later_with_the_same_key() {
    for error in [
        BackendError::Offline,
        BackendError::Unavailable { status: 503 },
        BackendError::Protocol {
            url: String::new(),
            detail: String::new(),
        },
    ] {
        let held = told(entry(), Answer::Failed(error.clone())).unwrap();
        assert!(
            matches!(&held.phase, Phase::Held { until_ms, error: why } if *until_ms > NOW && *why == error)
        );
        let step = held.released().step();
        assert!(
            matches!(step, Some(Step::Post(draft)) if draft.key.as_deref() == Some("k1") && draft.text == "Hay")
        );
    }
}

#[test]
fn a_backend_that_sets_a_time_is_not_hurried_by_the_network_coming_back() {
    let error = BackendError::RateLimited { retry_after_s: 30 };
    let held = told(entry(), Answer::Failed(error)).unwrap();
    assert_eq!(held.clone().released().phase, held.phase);
    assert!(matches!(held.phase, Phase::Held { until_ms, .. } if until_ms == NOW + 30_000));
}

#[test]
fn a_refused_comment_keeps_its_text_and_the_reason() {
    let refused = told(entry(), refusal(ProblemKind::ThreadClosed)).unwrap();
    assert_eq!(refused.text, "Hay");
    assert!(
        matches!(&refused.stand, Stand::Refused { deed: Deed::Post, problem } if problem.kind == ProblemKind::ThreadClosed)
    );
    assert_eq!(refused.step(), None);
    assert_eq!(refused.dismissed(), None);
}

#[test]
fn an_unknown_article_is_a_refusal() {
    let refused = told(entry(), Answer::Failed(BackendError::Gone)).unwrap();
    assert!(
        matches!(refused.stand, Stand::Refused { problem, .. } if problem.kind == ProblemKind::NotFound)
    );
}

#[test]
fn the_key_of_another_text_becomes_an_edit_of_what_stands() {
    let problem = Problem {
        posted: Some(Box::new(posted(CommentStatus::Published))),
        ..ProblemKind::KeyReused.into()
    };
    let rewritten = entry().rewritten("Hay quá".into());
    let known = told(
        rewritten,
        Answer::Failed(BackendError::Refused(Box::new(problem))),
    )
    .unwrap();
    assert!(
        matches!(known.step(), Some(Step::Edit(own, text)) if own.edit_token == "t1" && text == "Hay quá")
    );
    let settled = told(known, answer(CommentStatus::Published)).unwrap();
    assert_eq!(settled.stand, Stand::Settled);
    assert_eq!(settled.posted.unwrap().text, "Hay quá");
}

#[test]
fn what_is_had_again_is_sent_where_nobody_knows_what_stands() {
    let problem = Problem {
        posted: Some(Box::new(posted(CommentStatus::Published))),
        ..ProblemKind::KeyReused.into()
    };
    let stands = Answer::Failed(BackendError::Refused(Box::new(problem)));
    let restored = told(entry(), stands).unwrap().withdrawn(NOW).restored();
    assert!(matches!(restored.step(), Some(Step::Edit(_, text)) if text == "Hay"));
}

#[test]
fn an_edit_of_another_text_than_stands_is_asked_for_again_of_that_one() {
    let stands = Comment {
        edited_at_ms: Some(NOW + 7),
        ..posted(CommentStatus::Published).comment
    };
    let problem = Problem {
        posted: Some(Box::new(Posted {
            comment: stands,
            ..posted(CommentStatus::Published)
        })),
        ..ProblemKind::Outdated.into()
    };
    let edited = settled().rewritten("Hay quá".into());
    assert!(matches!(edited.step(), Some(Step::Edit(own, _)) if own.edited_at_ms == 0));
    let refused = Answer::Failed(BackendError::Refused(Box::new(problem)));
    let known = told(edited, refused).unwrap();
    assert!(
        matches!(known.step(), Some(Step::Edit(own, text)) if own.edited_at_ms == NOW + 7 && text == "Hay quá")
    );
}

#[test]
fn a_text_changed_while_another_is_on_its_way_follows_it() {
    let step = entry().step().unwrap();
    let changed = entry().sending().rewritten("Hay quá".into());
    assert_eq!(changed.phase, Phase::Sending, "one at a time");
    let posted = changed
        .clone()
        .answered(&step, answer(CommentStatus::Published), MOMENT)
        .unwrap();
    assert_eq!(posted.posted.as_ref().unwrap().text, "Hay");
    assert!(matches!(posted.step(), Some(Step::Edit(_, text)) if text == "Hay quá"));
    let refused = changed
        .answered(&step, refusal(ProblemKind::BadCharacter), MOMENT)
        .unwrap();
    assert!(matches!(refused.step(), Some(Step::Post(draft)) if draft.text == "Hay quá"));
}

#[test]
fn a_comment_changed_while_it_is_asked_about_is_sent_after_the_answer() {
    let entry = reloaded(&settled());
    let step = entry.step().unwrap();
    let changed = entry.sending().rewritten("Hay quá".into());
    let found = Answer::Found(Box::new(posted(CommentStatus::Published).comment));
    for answer in [found, Answer::Failed(BackendError::Offline)] {
        let after = changed.clone().answered(&step, answer, MOMENT).unwrap();
        assert!(matches!(after.step(), Some(Step::Edit(_, text)) if text == "Hay quá"));
        assert_eq!(after.phase, Phase::Due);
    }
}

#[test]
fn a_refused_edit_leaves_what_stands() {
    let edited = settled().rewritten("Khác".into());
    let refused = told(edited, refusal(ProblemKind::EditWindowOver)).unwrap();
    assert!(matches!(
        refused.stand,
        Stand::Refused {
            deed: Deed::Edit,
            ..
        }
    ));
    let left = refused.dismissed().unwrap();
    assert_eq!((left.text.as_str(), left.stand), ("Hay", Stand::Settled));
}

#[test]
fn what_was_never_sent_is_forgotten_without_asking() {
    assert_eq!(entry().withdrawn(1).step(), Some(Step::Forget));
    let refused = told(entry(), refusal(ProblemKind::ThreadClosed)).unwrap();
    let withdrawn = refused.withdrawn(1);
    assert_eq!(withdrawn.step(), Some(Step::Forget));
    assert_eq!(told(withdrawn, Answer::Removed), None);
}

#[test]
fn what_is_taken_back_waits_for_a_moment_and_can_be_had_again() {
    let outbox = |entry: Entry| {
        let found = Change::Found(vec![entry]);
        Rc::new(Outbox::default()).reduce(found)
    };
    let withdrawn = settled().withdrawn(1);
    let waiting = outbox(withdrawn.clone());
    assert_eq!(waiting.next(), Next::Wait(withdrawn.undo_until_ms));
    let still = waiting
        .clone()
        .reduce(Change::Elapsed(withdrawn.undo_until_ms - 1));
    assert_eq!(still.next(), Next::Wait(withdrawn.undo_until_ms));
    for over in [Change::Elapsed(withdrawn.undo_until_ms), Change::Release] {
        let over = waiting.clone().reduce(over);
        assert!(matches!(over.next(), Next::Take(_, Step::Remove(_))));
    }
    let restored = outbox(withdrawn.restored());
    assert_eq!(restored.next(), Next::Rest);
    assert_eq!(restored.entries()[0].stand, Stand::Settled);
    let unsent = outbox(entry().withdrawn(1).restored());
    assert!(matches!(unsent.next(), Next::Take(_, Step::Post(_))));
}

#[test]
fn what_may_no_longer_be_removed_later_is_removed_at_once() {
    let late = settled();
    let window_ms = late.posted.as_ref().unwrap().editable_until_ms;
    assert!(late.withdrawn(window_ms - 10).undo_until_ms < window_ms);
}

#[test]
fn what_may_have_arrived_is_found_out_and_then_removed() {
    let unsure = told(entry(), Answer::Failed(BackendError::Offline)).unwrap();
    let withdrawn = unsure.withdrawn(1);
    assert!(matches!(withdrawn.step(), Some(Step::Find(_))));
    let known = told(withdrawn.clone(), answer(CommentStatus::Published)).unwrap();
    assert!(matches!(known.step(), Some(Step::Remove(own)) if own.edit_token == "t1"));
    assert_eq!(told(known, Answer::Removed), None);
    assert_eq!(told(withdrawn, refusal(ProblemKind::ThreadClosed)), None);
}

#[test]
fn a_comment_that_is_gone_was_declined_or_is_taken_back_already() {
    let gone = || Answer::Failed(BackendError::Gone);
    let waiting = told(entry(), answer(CommentStatus::Pending)).unwrap();
    let declined = told(reloaded(&waiting), gone()).unwrap();
    assert_eq!(declined.stand, Stand::Declined);
    assert_eq!(declined.text, "Hay");
    assert_eq!(told(settled().withdrawn(1), gone()), None);
}

#[test]
fn after_a_reload_a_settled_comment_is_asked_about_once() {
    let entry = reloaded(&settled());
    assert!(matches!(entry.step(), Some(Step::Ask(own)) if own.id.as_str() == "c1"));
    let failed = told(entry.clone(), Answer::Failed(BackendError::Offline)).unwrap();
    assert_eq!((failed.step(), &failed.stand), (None, &Stand::Settled));
    let found = Comment {
        status: CommentStatus::Removed,
        ..posted(CommentStatus::Published).comment
    };
    let declined = told(entry, Answer::Found(Box::new(found))).unwrap();
    assert_eq!(declined.stand, Stand::Declined);
}

#[test]
fn an_entry_is_kept_while_something_can_still_be_done_about_it() {
    assert!(!entry().is_over(NOW));
    assert!(!settled().is_over(NOW + 1));
    assert!(settled().is_over(NOW + 900_000));
    let pending = told(entry(), answer(CommentStatus::Pending)).unwrap();
    assert!(!pending.is_over(NOW + 900_000));
    assert!(pending.is_over(NOW + 91 * 24 * 3_600_000));
}

#[test]
fn one_step_at_a_time_in_the_order_they_were_written() {
    let second = Entry {
        key: "k2".into(),
        kept_at_ms: NOW + 1,
        ..entry()
    };
    let outbox = Rc::new(Outbox::default())
        .reduce(Change::Found(vec![second]))
        .reduce(Change::Found(vec![entry(), entry()]));
    assert_eq!(outbox.entries().len(), 2);
    assert!(matches!(outbox.next(), Next::Take(e, Step::Post(_)) if e.key == "k1"));
    let busy = outbox
        .clone()
        .reduce(Change::Put(Rc::new(entry().sending())));
    assert_eq!(busy.next(), Next::Rest);

    let held = told(entry(), Answer::Failed(BackendError::Offline)).unwrap();
    let Phase::Held { until_ms, .. } = held.phase else {
        panic!("not held");
    };
    let one_held = outbox.reduce(Change::Put(Rc::new(held)));
    assert!(matches!(one_held.next(), Next::Take(e, _) if e.key == "k2"));
    let alone = one_held.reduce(Change::Drop("k2".into()));
    assert_eq!(alone.next(), Next::Wait(until_ms));
    let early = alone.clone().reduce(Change::Elapsed(until_ms - 1));
    assert_eq!(early.next(), Next::Wait(until_ms));
    let later = early.reduce(Change::Elapsed(until_ms));
    assert!(matches!(later.next(), Next::Take(..)));
    let online = alone.reduce(Change::Release);
    assert!(matches!(online.next(), Next::Take(..)));
}

#[test]
fn what_its_author_wants_does_not_wait_for_the_answer_to_a_question() {
    let asked = Entry {
        key: "asked".into(),
        kept_at_ms: NOW - 2,
        ..reloaded(&settled())
    };
    let also = Entry {
        key: "also".into(),
        kept_at_ms: NOW - 1,
        ..asked.clone()
    };
    let outbox = Rc::new(Outbox::default()).reduce(Change::Found(vec![asked.clone(), also]));
    assert!(matches!(outbox.next(), Next::Take(e, Step::Ask(_)) if e.key == "asked"));
    let asking = outbox.reduce(Change::Put(Rc::new(asked.sending())));
    assert_eq!(asking.next(), Next::Rest, "one question at a time");
    let written = asking.reduce(Change::Put(Rc::new(entry())));
    assert!(matches!(written.next(), Next::Take(e, Step::Post(_)) if e.key == "k1"));
}
