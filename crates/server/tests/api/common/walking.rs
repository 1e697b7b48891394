//! Threads that are long enough to be walked, and the walk.

use model::{Comment, CommentId, Thread};

use super::asking::said;
use super::{OPEN, TestApp};

/// A thread to walk: `roots` comments, every other one with a small tree of replies.
pub async fn grow(app: &TestApp, roots: usize) -> Vec<CommentId> {
    let mut ids = Vec::new();
    for n in 0..roots {
        let root = app.post(OPEN, &format!("{n}")).await.comment.id;
        ids.push(root.clone());
        for m in 0..n % 4 {
            let child = app.reply(OPEN, &format!("{n}.{m}"), Some(&root)).await;
            ids.push(child.comment.id.clone());
            let deeper = app
                .reply(OPEN, &format!("{n}.{m}.0"), Some(&child.comment.id))
                .await;
            ids.push(deeper.comment.id);
        }
    }
    ids
}

/// A page of a thread.
pub async fn page(app: &TestApp, query: &str) -> Thread {
    app.get(&format!("api/v1/articles/{OPEN}/thread?{query}"))
        .await
}

/// Every page of a thread, one after the other.
pub async fn walk(app: &TestApp, order: &str, limit: u32) -> Vec<Comment> {
    let mut comments = Vec::new();
    let mut query = format!("order={order}&limit={limit}");
    loop {
        let thread = page(app, &query).await;
        let roots = thread.comments.iter().filter(|c| c.parent.is_none());
        assert!(roots.count() <= limit as usize);
        comments.extend(thread.comments);
        match thread.next_cursor {
            Some(cursor) => query = format!("order={order}&limit={limit}&cursor={cursor}"),
            None => return comments,
        }
    }
}

/// What the comments on the article say.
pub fn roots(comments: &[Comment]) -> Vec<String> {
    comments
        .iter()
        .filter(|c| c.parent.is_none())
        .map(said)
        .collect()
}
