//! Readers with an open page are told of everything the public sees, and of nothing else.

use crate::common::asking::{all_said, read, refused, refused_with, said};
use crate::common::binary::Place;
use crate::common::listening::Event;
use crate::common::{CLOSED, OPEN, OTHER, PRE, TestApp, article, on_both, put};
use model::{ArticleState, CommentStatus, Commenting, Posted, ProblemKind, ThreadState};
use server::clock::now_ms;

/// `chuyen`, beside the server.
fn beside(app: &TestApp) -> Place {
    Place {
        database_url: Some(app.database_url.clone()),
        ..Place::new(&app.folder)
    }
}

fn texts(events: &[Event]) -> Vec<String> {
    let said = |event: &Event| said(&event.comment().comment);
    events.iter().map(said).collect()
}

#[tokio::test]
async fn a_comment_reaches_who_looks_at_the_article_as_the_thread_has_it() {
    on_both(async |app| {
        let mut stream = app.listen(&format!("articles={OPEN}")).await;
        let mut elsewhere = app.listen(&format!("articles={OTHER}")).await;
        app.post(OPEN, "một").await;
        let event = stream.event().await;
        let (told, thread) = (event.comment(), app.thread(OPEN).await);
        assert_eq!(thread.comments, [told.comment]);
        assert_eq!(
            (told.article_id, told.version, told.total, told.state),
            (
                thread.article_id,
                thread.version,
                thread.total,
                ThreadState::Open
            )
        );
        assert_eq!(event.id, thread.version.to_string());
        app.post(OTHER, "hai").await;
        assert_eq!(texts(&[elsewhere.event().await]), ["hai"]);
    })
    .await;
}

#[tokio::test]
async fn what_moderators_do_beside_the_server_is_told() {
    on_both(async |app| {
        let chuyen = beside(app);
        let posted = app.post(PRE, "một").await;
        let id = posted.comment.id.as_str();
        let mut stream = app.listen(&format!("articles={PRE}")).await;
        chuyen.say(&["moderate", "approve", id]);
        let told = stream.event().await.comment();
        assert_eq!((said(&told.comment), told.total), ("một".into(), 1));

        let _: Posted = read(app.edit(&posted, "hai").await, 200).await;
        chuyen.say(&["moderate", "approve", id]);
        let told = stream.event().await.comment();
        assert_eq!(said(&told.comment), "hai");
        assert!(told.comment.edited_at_ms.is_some());

        chuyen.say(&["moderate", "remove", id]);
        let told = stream.event().await.comment();
        assert_eq!(
            (told.comment.status, said(&told.comment)),
            (CommentStatus::Removed, String::new())
        );
        assert_eq!((told.comment.author.name, told.total), (String::new(), 0));
    })
    .await;
}

#[tokio::test]
async fn what_waits_for_a_moderator_is_not_told() {
    on_both(async |app| {
        let store = app.another_process().await;
        let shown = app.post(PRE, "hiện").await;
        let approve = async |posted: &Posted| {
            let done = store.approve(posted.comment.id.clone(), now_ms()).await;
            done.unwrap();
        };
        approve(&shown).await;
        let version = app.thread(PRE).await.version;
        let mut stream = app.listen(&format!("articles={PRE}")).await;
        // New, edited and removed, all before anybody saw it; an edit that is refused.
        let hidden = app.post(PRE, "ẩn").await;
        let _: Posted = read(app.edit(&hidden, "ẩn hai").await, 200).await;
        assert_eq!(app.remove(&hidden).await.status(), 204);
        let _: Posted = read(app.edit(&shown, "ẩn ba").await, 200).await;
        let refused = store.refuse_edit(shown.comment.id.clone(), now_ms()).await;
        refused.unwrap();
        let waits = app.post(PRE, "đợi").await;
        let _: Posted = read(app.edit(&shown, "ẩn bốn").await, 200).await;
        let seen = app.post(PRE, "cuối").await;
        approve(&seen).await;

        let live = stream.event().await;
        let after = format!("articles={PRE}&after={version}");
        let caught_up = app.listen(&after).await.event().await;
        assert_eq!(texts(&[live.clone(), caught_up]), ["cuối", "cuối"]);
        approve(&waits).await;
        let told = [stream.event().await];
        assert_eq!(texts(&told), ["đợi"]);
        // A reply that is approved late brings back the place above it.
        let reply = app.reply(PRE, "đáp", Some(&seen.comment.id)).await;
        store
            .remove(seen.comment.id.clone(), now_ms())
            .await
            .unwrap();
        let gone = stream.event().await.comment().comment;
        assert_eq!((&gone.id, gone.reply_count), (&seen.comment.id, 0));
        approve(&reply).await;
        let events = [stream.event().await, stream.event().await];
        let [place, reply] = events.map(|event| event.comment().comment);
        assert_eq!((&place.id, place.reply_count), (&gone.id, 1));
        assert_eq!(said(&reply), "đáp");
        store.close().await;
    })
    .await;
}

#[tokio::test]
async fn an_article_that_is_closed_changed_or_withdrawn_is_told() {
    on_both(async |app| {
        let version = app.thread(OPEN).await.version;
        let mut stream = app.listen(&format!("articles={OPEN}")).await;
        put(app.store(), "news", &article(OPEN, Commenting::Closed)).await;
        let told = stream.event().await.article();
        assert_eq!((told.state, told.total), (ArticleState::Closed, 0));
        let thread = app.thread(OPEN).await;
        assert_eq!(
            (told.version, thread.state),
            (thread.version, ThreadState::Closed)
        );
        put(app.store(), "news", &article(OPEN, Commenting::Open)).await;
        assert_eq!(stream.event().await.article().state, ArticleState::Open);
        let posted = app.post(OPEN, "một").await;
        stream.event().await.comment();

        let chuyen = beside(app);
        chuyen.say(&["article", "remove", OPEN]);
        assert_eq!(stream.event().await.article().state, ArticleState::Gone);
        // What happens to a thread that nobody may read is told when it is back.
        chuyen.say(&["moderate", "remove", posted.comment.id.as_str()]);
        put(app.store(), "news", &article(OPEN, Commenting::Open)).await;
        let events = [stream.event().await, stream.event().await];
        assert_eq!(events[0].comment().comment.status, CommentStatus::Removed);
        assert_eq!(events[1].article().state, ArticleState::Open);
        // Who was away is told how it ended.
        let query = format!("articles={OPEN}&after={version}");
        let mut late = app.listen(&query).await;
        assert_eq!([late.event().await, late.event().await], events);
    })
    .await;
}

#[tokio::test]
async fn one_stream_tells_of_several_articles_and_its_ids_of_all() {
    on_both(async |app| {
        let versions = [
            app.thread(OPEN).await.version,
            app.thread(OTHER).await.version,
        ];
        let query = format!("articles={OPEN},{OTHER}");
        let mut stream = app.listen(&query).await;
        app.post(OTHER, "một").await;
        let one = stream.event().await;
        let other = app.thread(OTHER).await.version;
        assert_eq!(one.id, format!("{},{other}", versions[0]));
        app.post(OPEN, "hai").await;
        let two = stream.event().await;
        let open = app.thread(OPEN).await.version;
        assert_eq!(two.id, format!("{open},{other}"));

        // The header holds, whatever the address says.
        let again = format!("{query}&after=0,0");
        let mut stream = app.listen_again(&again, &one.id).await;
        assert_eq!(stream.event().await, two);
        let after = format!("{query}&after={},{}", versions[0], versions[1]);
        let mut stream = app.listen(&after).await;
        let events = [stream.event().await, stream.event().await];
        assert_eq!(texts(&events), ["hai", "một"]);
        assert_eq!(events[1].id, two.id);
    })
    .await;
}

#[tokio::test]
async fn who_is_too_far_behind_loads_the_thread_anew() {
    on_both(async |app| {
        let version = app.thread(OPEN).await.version;
        for n in 0..200 {
            app.post(OPEN, &n.to_string()).await;
        }
        let query = format!("articles={OPEN}&after={version}");
        let mut stream = app.listen(&query).await;
        for n in 0..200 {
            assert_eq!(texts(&[stream.event().await]), [n.to_string()]);
        }
        app.post(OPEN, "quá").await;
        let mut stream = app.listen(&query).await;
        let reset = stream.event().await.reset();
        let thread = app.thread(OPEN).await;
        assert_eq!(
            (reset.article_id, reset.version),
            (thread.article_id, thread.version)
        );
        app.post(OPEN, "nữa").await;
        assert_eq!(texts(&[stream.event().await]), ["nữa"]);
        // So does who knows more than there is, because a backup was restored.
        let ahead = format!("articles={OPEN}&after={}", i64::MAX);
        let mut stream = app.listen(&ahead).await;
        let now = app.thread(OPEN).await;
        assert_eq!(stream.event().await.reset().version, now.version);
        assert_eq!(all_said(&now)[0], "nữa");
    })
    .await;
}

#[tokio::test]
async fn what_cannot_be_told_is_refused_by_name() {
    on_both(async |app| {
        let unknown = app.events(&format!("articles={OPEN},nowhere")).await;
        let problem = refused(unknown, ProblemKind::NotFound).await;
        assert_eq!(problem.field.as_deref(), Some("articles"));
        assert_eq!(problem.value.as_deref(), Some("nowhere"));
        app.store()
            .withdraw_article(CLOSED.parse().unwrap(), now_ms())
            .await
            .unwrap();
        let gone = app.events(&format!("articles={CLOSED}")).await;
        refused(gone, ProblemKind::NotFound).await;

        let many: Vec<_> = (0..21).map(|n| n.to_string()).collect();
        let many = app.events(&format!("articles={}", many.join(","))).await;
        let problem = refused_with(many, ProblemKind::Malformed, 400).await;
        assert_eq!(
            (problem.value.as_deref(), problem.limit),
            (Some("21"), Some(20))
        );
        for (query, field) in [
            ("", "articles"),
            ("articles=", "articles"),
            ("articles=tin-1,tin-1", "articles"),
            ("articles=tin-1&after=", "after"),
            ("articles=tin-1&after=x", "after"),
            ("articles=tin-1&after=-1", "after"),
            ("articles=tin-1&after=1,2", "after"),
        ] {
            let problem = refused(app.events(query).await, ProblemKind::Malformed).await;
            assert_eq!(problem.field.as_deref(), Some(field), "{query}");
        }
    })
    .await;
}
