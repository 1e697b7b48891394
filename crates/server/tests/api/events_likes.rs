//! Readers with an open page are told what others think of a comment, as far as everybody sees it.

use crate::common::listening::Listening;
use crate::common::readers::behind_a_proxy;
use crate::common::{OPEN, on_both, on_both_with};
use model::CommentId;

/// Which comment the next event is about, its likes, and the article's version then.
async fn told(stream: &mut Listening) -> (CommentId, u32, i64) {
    let told = stream.event().await.comment();
    (told.comment.id, told.comment.likes, told.version)
}

#[tokio::test]
async fn a_like_reaches_who_looks_at_the_article_and_so_does_taking_it_back() {
    on_both_with(behind_a_proxy, async |app| {
        let id = app.post(OPEN, "một").await.comment.id;
        let (first, second) = (app.reader(1).await, app.reader(2).await);
        let before = app.thread(OPEN).await.version;
        let mut stream = app.listen(&format!("articles={OPEN}")).await;
        for (reader, liked, likes) in [(&first, true, 1), (&second, true, 2), (&first, false, 1)] {
            // Said twice it is the same, and told once.
            app.like(&id, reader, liked).await;
            app.like(&id, reader, liked).await;
            let version = app.thread(OPEN).await.version;
            assert_eq!(told(&mut stream).await, (id.clone(), likes, version));
        }
        // Who was away is told what it came to.
        let away = format!("articles={OPEN}&after={before}");
        let version = app.thread(OPEN).await.version;
        let mut stream = app.listen(&away).await;
        assert_eq!(told(&mut stream).await, (id, 1, version));
    })
    .await;
}

#[tokio::test]
async fn a_report_is_told_to_nobody_though_the_order_by_likes_may_change() {
    on_both(async |app| {
        let id = app.post(OPEN, "một").await.comment.id;
        let reader = app.reader(1).await;
        app.like(&id, &reader, true).await;
        let before = app.thread(OPEN).await.version;
        let mut stream = app.listen(&format!("articles={OPEN}")).await;
        let spam = [("reason", "spam"), ("reader_token", reader.as_str())];
        assert_eq!(app.report(&id, &spam).await.status(), 204);
        let reported = app.thread(OPEN).await.version;
        assert!(reported > before, "caches would keep the old order");
        let next = app.post(OPEN, "hai").await.comment.id;
        let version = app.thread(OPEN).await.version;
        assert_eq!(told(&mut stream).await, (next.clone(), 0, version));
        let mut late = app.listen(&format!("articles={OPEN}&after={before}")).await;
        assert_eq!(told(&mut late).await, (next, 0, version));
    })
    .await;
}
