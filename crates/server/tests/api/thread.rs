//! Reading threads: order, pages, branches.

use std::collections::HashSet;

use crate::common::asking::{all_said, refused};
use crate::common::walking::{grow, page, roots, walk};
use crate::common::{CLOSED, OPEN, OTHER, on_both};
use model::{Order, ProblemKind, Thread, ThreadState};
use reqwest::Method;

#[tokio::test]
async fn pages_together_are_the_whole_in_every_order() {
    on_both(async |app| {
        grow(app, 11).await;
        for order in ["newest", "oldest", "best"] {
            let whole = walk(app, order, 100).await;
            assert_eq!(roots(&whole).len(), 11);
            for limit in [1, 2, 3, 5, 11] {
                assert_eq!(walk(app, order, limit).await, whole, "{order} by {limit}");
            }
        }
        let oldest = roots(&walk(app, "oldest", 4).await);
        let mut newest = roots(&walk(app, "newest", 4).await);
        let newest_first = newest.clone();
        newest.reverse();
        assert_eq!(oldest, newest);
        assert_eq!(oldest[..3], ["0", "1", "2"]);
        // Where nobody likes anything, the newest is the best.
        assert_eq!(roots(&walk(app, "best", 4).await), newest_first);
    })
    .await;
}

#[tokio::test]
async fn a_page_holds_the_first_three_replies_of_each_comment() {
    on_both(async |app| {
        let root = app.post(OPEN, "gốc").await.comment.id;
        let first = app.reply(OPEN, "1", Some(&root)).await.comment.id;
        for text in ["2", "3"] {
            app.reply(OPEN, text, Some(&root)).await;
        }
        app.reply(OPEN, "1.1", Some(&first)).await;
        app.post(OTHER, "elsewhere").await;
        let thread = app.thread(OPEN).await;
        // In reading order: an answer right after what it answers, siblings oldest first.
        assert_eq!(all_said(&thread), ["gốc", "1", "1.1", "2"]);
        assert_eq!(thread.comments[0].reply_count, 4);
        assert_eq!(thread.comments[1].reply_count, 1);
        assert_eq!((thread.total, thread.next_cursor), (5, None));
    })
    .await;
}

#[tokio::test]
async fn a_branch_is_read_page_by_page_in_reading_order() {
    on_both(async |app| {
        let root = app.post(OPEN, "gốc").await.comment.id;
        let mut ids = vec![root.clone()];
        for n in 0..17_usize {
            // Answers to answers in all directions, none of them at the root's neighbours.
            let parent = ids[n * 7 % ids.len()].clone();
            ids.push(
                app.reply(OPEN, &n.to_string(), Some(&parent))
                    .await
                    .comment
                    .id,
            );
        }
        app.post(OPEN, "another root").await;
        let path = format!("api/v1/comments/{root}/replies");
        let whole: Thread = app.get(&format!("{path}?limit=100")).await;
        assert_eq!(whole.comments.len(), 17);
        let mut seen = HashSet::from([root.clone()]);
        for comment in &whole.comments {
            assert!(
                seen.contains(comment.parent.as_ref().unwrap()),
                "a parent comes first"
            );
            seen.insert(comment.id.clone());
        }
        for limit in [1, 4, 17] {
            let mut walked = Vec::new();
            let mut query = format!("limit={limit}");
            loop {
                let page: Thread = app.get(&format!("{path}?{query}")).await;
                walked.extend(page.comments);
                match page.next_cursor {
                    Some(cursor) => query = format!("limit={limit}&cursor={cursor}"),
                    None => break,
                }
            }
            assert_eq!(walked, whole.comments, "by {limit}");
        }
        // A branch of the branch.
        let part: Thread = app
            .get(&format!("api/v1/comments/{}/replies", ids[1]))
            .await;
        let below = whole.comments.iter().find(|c| c.id == ids[1]).unwrap();
        assert_eq!(part.comments.len(), below.reply_count as usize);
    })
    .await;
}

#[tokio::test]
async fn a_comment_posted_while_paging_repeats_and_drops_nothing() {
    on_both(async |app| {
        grow(app, 6).await;
        let first = page(app, "limit=3").await;
        app.post(OPEN, "mới").await;
        let cursor = first.next_cursor.unwrap();
        let second = page(app, &format!("limit=3&cursor={cursor}")).await;
        assert_eq!(roots(&first.comments), ["5", "4", "3"]);
        assert_eq!(roots(&second.comments), ["2", "1", "0"]);
    })
    .await;
}

#[tokio::test]
async fn what_cannot_be_a_page_is_refused_by_name() {
    on_both(async |app| {
        grow(app, 3).await;
        let newest = page(app, "limit=1").await.next_cursor.unwrap();
        let root = page(app, "limit=3").await.comments[0].id.clone();
        let thread = format!("api/v1/articles/{OPEN}/thread");
        let replies = format!("api/v1/comments/{root}/replies");
        for (path, field, value) in [
            (format!("{thread}?cursor=garbage"), "cursor", "garbage"),
            (format!("{thread}?cursor="), "cursor", ""),
            (format!("{thread}?cursor=%00%ff"), "cursor", "\0\u{fffd}"),
            (
                format!("{thread}?order=oldest&cursor={newest}"),
                "cursor",
                &newest,
            ),
            (
                format!("{thread}?order=best&cursor={newest}"),
                "cursor",
                &newest,
            ),
            (format!("{replies}?cursor={newest}"), "cursor", &newest),
            (format!("{replies}?cursor=r0"), "cursor", "r0"),
            (format!("{thread}?limit=0"), "limit", "0"),
            (format!("{thread}?limit=101"), "limit", "101"),
            (format!("{thread}?limit=-1"), "limit", "-1"),
            (format!("{thread}?limit=many"), "limit", "many"),
            (format!("{thread}?order=random"), "order", "random"),
            (format!("{thread}?around=a%20b"), "around", "a b"),
            (
                format!("{thread}?cursor={newest}&around={root}"),
                "around",
                root.as_str(),
            ),
        ] {
            let answer = app.ask(Method::GET, &path).send().await.unwrap();
            let problem = refused(answer, ProblemKind::Malformed).await;
            assert_eq!(problem.field.as_deref(), Some(field), "{path}");
            assert_eq!(problem.value.as_deref(), Some(value), "{path}");
        }
        let twice = app.ask(Method::GET, &format!("{thread}?limit=1&limit=2"));
        refused(twice.send().await.unwrap(), ProblemKind::Malformed).await;
    })
    .await;
}

#[tokio::test]
async fn a_cursor_of_another_branch_is_refused() {
    on_both(async |app| {
        let mut roots = Vec::new();
        for text in ["a", "b"] {
            let root = app.post(OPEN, text).await.comment.id;
            for n in 0..2 {
                app.reply(OPEN, &n.to_string(), Some(&root)).await;
            }
            roots.push(root);
        }
        let first = format!("api/v1/comments/{}/replies", roots[0]);
        let cursor = app
            .get::<Thread>(&format!("{first}?limit=1"))
            .await
            .next_cursor
            .unwrap();
        let second = format!("api/v1/comments/{}/replies?cursor={cursor}", roots[1]);
        let answer = app.ask(Method::GET, &second).send().await.unwrap();
        let problem = refused(answer, ProblemKind::Malformed).await;
        assert_eq!(problem.field.as_deref(), Some("cursor"));
    })
    .await;
}

#[tokio::test]
async fn an_unknown_article_has_no_thread_and_a_closed_one_says_so() {
    on_both(async |app| {
        for path in ["nowhere/thread", "a%20b/thread", "%ff/thread", "nowhere"] {
            let answer = app.ask(Method::GET, &format!("api/v1/articles/{path}"));
            refused(answer.send().await.unwrap(), ProblemKind::NotFound).await;
        }
        let thread = app.thread(CLOSED).await;
        assert_eq!((thread.state, thread.total), (ThreadState::Closed, 0));
        assert_eq!(app.thread(OPEN).await.state, ThreadState::Open);
        for path in ["nowhere", "nowhere/replies"] {
            let answer = app.ask(Method::GET, &format!("api/v1/comments/{path}"));
            refused(answer.send().await.unwrap(), ProblemKind::NotFound).await;
        }
    })
    .await;
}

#[tokio::test]
async fn a_thread_is_sent_again_only_when_it_changed() {
    on_both(async |app| {
        let posted = app.post(OPEN, "một").await;
        let path = format!("api/v1/articles/{OPEN}/thread");
        let first = app.ask(Method::GET, &path).send().await.unwrap();
        assert_eq!(first.headers()["cache-control"], "no-cache");
        assert_eq!(first.headers()["vary"], "accept-encoding");
        let tag = first.headers()["etag"].clone();
        let ask = || {
            app.ask(Method::GET, &path)
                .header("if-none-match", &tag)
                .send()
        };
        let same = ask().await.unwrap();
        assert_eq!(same.status(), 304);
        assert_eq!(same.headers()["etag"], tag);
        assert_eq!(same.bytes().await.unwrap().len(), 0);
        app.reply(OPEN, "hai", Some(&posted.comment.id)).await;
        assert_eq!(ask().await.unwrap().status(), 200);
        let list = format!("\"x\", W/{}", tag.to_str().unwrap());
        let weak = app.ask(Method::GET, &path).header("if-none-match", list);
        assert_eq!(weak.send().await.unwrap().status(), 200);
    })
    .await;
}

#[tokio::test]
async fn every_write_raises_the_version() {
    on_both(async |app| {
        let mut version = app.thread(OPEN).await.version;
        let mut raised = async || {
            let now = app.thread(OPEN).await.version;
            assert!(now > version, "{now} after {version}");
            version = now;
        };
        let posted = app.post(OPEN, "một").await;
        raised().await;
        assert_eq!(app.edit(&posted, "hai").await.status(), 200);
        raised().await;
        assert_eq!(app.remove(&posted).await.status(), 204);
        raised().await;
        let closed = crate::common::article(OPEN, model::Commenting::Closed);
        crate::common::put(app.store(), "news", &closed).await;
        raised().await;
    })
    .await;
}

#[tokio::test]
async fn counts_are_those_of_the_threads() {
    on_both(async |app| {
        let root = app.post(OPEN, "một").await.comment.id;
        app.reply(OPEN, "hai", Some(&root)).await;
        let path = format!("api/v1/counts?articles={OPEN},{OTHER},nowhere");
        let counts: serde_json::Value = app.get(&path).await;
        assert_eq!(counts, serde_json::json!({ OPEN: 2, OTHER: 0 }));
        let bad = app.ask(Method::GET, "api/v1/counts?articles=a,,b").send();
        let problem = refused(bad.await.unwrap(), ProblemKind::Malformed).await;
        assert_eq!(problem.field.as_deref(), Some("articles"));
        let none = app.ask(Method::GET, "api/v1/counts").send().await.unwrap();
        refused(none, ProblemKind::Malformed).await;
        let many = vec!["a"; 101].join(",");
        let many = app.ask(Method::GET, &format!("api/v1/counts?articles={many}"));
        refused(many.send().await.unwrap(), ProblemKind::Invalid).await;
    })
    .await;
}

#[tokio::test]
async fn the_default_order_is_the_model_s() {
    on_both(async |app| {
        grow(app, 2).await;
        assert_eq!(Order::default(), Order::Newest);
        assert_eq!(
            page(app, "").await,
            page(app, "order=newest&limit=20").await
        );
    })
    .await;
}
