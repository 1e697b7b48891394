//! A permalink is answered by the page that holds its comment.

use crate::common::walking::{grow, page, roots, walk};
use crate::common::{OPEN, OTHER, on_both};
use model::CommentId;

#[tokio::test]
async fn a_permalink_s_page_holds_the_comment_and_what_it_answers() {
    on_both(async |app| {
        for id in grow(app, 9).await {
            for order in ["newest", "oldest", "best"] {
                let thread = page(app, &format!("order={order}&limit=2&around={id}")).await;
                let mut at = thread.comments.iter().find(|c| c.id == id);
                assert!(at.is_some(), "{order} has {id}");
                while let Some(parent) = at.and_then(|c| c.parent.as_ref()) {
                    let place = |id: &CommentId| thread.comments.iter().position(|c| c.id == *id);
                    assert!(
                        place(parent) < place(&at.unwrap().id),
                        "the parent comes first"
                    );
                    at = thread.comments.iter().find(|c| c.id == *parent);
                    assert!(at.is_some(), "{order} has the parent {parent:?}");
                }
                // What comes after is what comes after in the whole list.
                let whole = roots(&walk(app, order, 100).await);
                let mut shown = roots(&thread.comments);
                if let Some(cursor) = &thread.next_cursor {
                    let next = page(app, &format!("order={order}&limit=2&cursor={cursor}")).await;
                    shown.extend(roots(&next.comments));
                }
                let first = whole.iter().position(|text| *text == shown[0]).unwrap();
                assert_eq!(shown, whole[first..first + shown.len()], "{order}");
            }
        }
    })
    .await;
}

#[tokio::test]
async fn a_deep_permalink_brings_its_whole_line() {
    on_both(async |app| {
        let mut id = app.post(OPEN, "0").await.comment.id;
        let root = id.clone();
        for depth in 1..=8 {
            for n in 0..4 {
                app.reply(OPEN, &format!("{depth} {n}"), Some(&id)).await;
            }
            id = app
                .reply(OPEN, &format!("{depth}"), Some(&id))
                .await
                .comment
                .id;
        }
        for n in 0..30 {
            app.post(OPEN, &format!("sau {n}")).await;
        }
        let thread = page(app, &format!("around={id}&limit=5")).await;
        let mut line = Vec::new();
        let mut at = Some(id.clone());
        while let Some(comment) = at.and_then(|id| thread.comments.iter().find(|c| c.id == id)) {
            line.push(comment.id.clone());
            at = comment.parent.clone();
        }
        assert_eq!((line.len(), line.last()), (9, Some(&root)));
    })
    .await;
}

#[tokio::test]
async fn a_permalink_to_nothing_shows_the_first_page() {
    on_both(async |app| {
        grow(app, 5).await;
        let first = page(app, "limit=2").await;
        let elsewhere = app.post(OTHER, "elsewhere").await.comment.id;
        for id in [
            elsewhere.as_str(),
            "unknown",
            "0198b2c3d4e5f60718293a4b5c6d7e8f",
        ] {
            assert_eq!(page(app, &format!("limit=2&around={id}")).await, first);
        }
    })
    .await;
}
