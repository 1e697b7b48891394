//! Articles and threads as HTML, for the loader.

use std::cell::RefCell;
use std::sync::atomic::{AtomicUsize, Ordering};

use futures_util::future::join_all;
use model::{Block, Commenting, Fragment, Order, ProblemKind};
use reqwest::header::HeaderMap;
use reqwest::{Method, StatusCode};
use tokio::task::spawn_blocking;

use crate::common::asking::refused;
use crate::common::binary::Place;
use crate::common::{OPEN, TestApp, article, on_both, put};

/// A page or a piece of one.
pub async fn html(app: &TestApp, path: &str) -> String {
    let response = app.ask(Method::GET, path).send().await.unwrap();
    assert_eq!(response.status(), StatusCode::OK, "{path}");
    let kind = response.headers()["content-type"].clone();
    assert_eq!(kind, "text/html; charset=utf-8", "{path}");
    response.text().await.unwrap()
}

/// What stands in the first `<script type="application/json">`.
fn data(html: &str) -> Fragment {
    let (_, json) = html
        .split_once("<script type=\"application/json\"")
        .unwrap();
    let (json, _) = json.split_once("</script>").unwrap();
    serde_json::from_str(json.split_once('>').unwrap().1).unwrap()
}

#[tokio::test]
async fn a_fragment_holds_the_article_and_the_thread_and_its_data() {
    on_both(async |app| {
        let posted = app.post(OPEN, "một </script><b>hai").await;
        let fragment = html(app, &format!("embed/v1/articles/{OPEN}")).await;
        for part in [
            "<article",
            "Mưa đầu mùa",
            "data-target=\"zalo\"",
            "một &lt;/script&gt;&lt;b&gt;hai",
            "<form",
            "action=\"../../../api/v1/articles/tin-1/comments\"",
        ] {
            assert!(fragment.contains(part), "{part} in {fragment}");
        }
        for part in ["<html", " style=", " onclick=", "<b>hai"] {
            assert!(!fragment.contains(part), "{part} in {fragment}");
        }
        let data = data(&fragment);
        assert_eq!((data.id.as_str(), data.order), (OPEN, Order::Newest));
        assert_eq!(data.url, "https://news.example/tin-1");
        assert_eq!(data.thread, app.thread(OPEN).await);
        assert_eq!(data.thread.comments, [posted.comment]);
    })
    .await;
}

#[tokio::test]
async fn styles_of_what_few_articles_have_come_with_those_alone() {
    on_both(async |app| {
        let mut rich = article("tin-code", Commenting::Open);
        rich.body.0.push(Block::Code {
            language: None,
            text: "let x = 1;".into(),
        });
        put(app.store(), "news", &rich).await;
        for (id, is_rich) in [(OPEN, false), ("tin-code", true)] {
            for path in [format!("embed/v1/articles/{id}"), format!("articles/{id}")] {
                let html = html(app, &path).await;
                assert_eq!(html.contains("assets/rich-"), is_rich, "{path}");
            }
        }
    })
    .await;
}

#[tokio::test]
async fn the_fragment_speaks_the_language_and_has_the_order_that_is_asked_for() {
    on_both(async |app| {
        app.post(OPEN, "trước").await;
        app.post(OPEN, "sau").await;
        let path = format!("embed/v1/articles/{OPEN}");
        let oldest = html(app, &format!("{path}?order=oldest&lang=en")).await;
        assert!(oldest.find("trước") < oldest.find("sau"));
        assert!(oldest.contains("Comments") && oldest.contains("class=\"chuyen-below\""));
        assert_eq!(data(&oldest).order, Order::Oldest);
        for (query, field) in [
            ("order=sideways", "order"),
            ("lang=tlh", "lang"),
            ("share=some", "share"),
        ] {
            let asked = app.ask(Method::GET, &format!("{path}?{query}"));
            let problem = refused(asked.send().await.unwrap(), ProblemKind::Malformed).await;
            assert_eq!(problem.field.as_deref(), Some(field));
        }
        let unknown = app.ask(Method::GET, "embed/v1/articles/khong-co");
        refused(unknown.send().await.unwrap(), ProblemKind::NotFound).await;
    })
    .await;
}

#[tokio::test]
async fn unusual_share_targets_come_to_those_who_ask() {
    on_both(async |app| {
        let path = format!("embed/v1/articles/{OPEN}");
        let usual = html(app, &path).await;
        let all = html(app, &format!("{path}?share=all")).await;
        assert!(usual.contains("data-target=\"zalo\""));
        assert!(!usual.contains("data-target=\"telegram\""));
        assert!(all.contains("data-target=\"zalo\""));
        assert!(
            all.contains("<li hidden=\"hidden\"><a part=\"share-target\" data-target=\"telegram\"")
        );
    })
    .await;
}

#[tokio::test]
async fn the_thread_alone_is_without_the_article() {
    on_both(async |app| {
        app.post(OPEN, "một").await;
        let thread = html(app, &format!("embed/v1/articles/{OPEN}/thread")).await;
        assert!(thread.starts_with("<div") && thread.contains("một"));
        for part in ["Mưa đầu mùa</h1>", "data-target"] {
            assert!(!thread.contains(part), "{part} in {thread}");
        }
        assert_eq!(data(&thread).thread.total, 1);
    })
    .await;
}

#[tokio::test]
async fn a_fragment_is_sent_compressed_and_again_only_when_it_changed() {
    on_both(async |app| {
        let path = format!("embed/v1/articles/{OPEN}");
        let ask = async |coding: &str, tag: Option<&str>| {
            let ask = app.ask(Method::GET, &path);
            let ask = ask.header("accept-encoding", coding);
            let ask = tag
                .iter()
                .fold(ask, |ask, tag| ask.header("if-none-match", *tag));
            ask.send().await.unwrap()
        };
        let header = |headers: &HeaderMap, name: &str| {
            headers
                .get(name)
                .map(|value| value.to_str().unwrap().to_owned())
        };
        let mut tags = Vec::new();
        for (accepted, sent) in [
            ("br, gzip", Some("br")),
            ("gzip", Some("gzip")),
            ("identity", None),
        ] {
            let first = ask(accepted, None).await;
            let headers = first.headers().clone();
            assert_eq!(header(&headers, "content-encoding").as_deref(), sent);
            assert_eq!(headers["vary"], "accept-encoding");
            assert_eq!(headers["cache-control"], "no-cache");
            assert_eq!(headers["access-control-allow-origin"], "*");
            assert!(
                headers["cdn-cache-control"]
                    .to_str()
                    .unwrap()
                    .contains("stale-while-revalidate")
            );
            let tag = header(&headers, "etag").unwrap();
            let again = ask(accepted, Some(&tag)).await;
            assert_eq!(again.status(), StatusCode::NOT_MODIFIED);
            tags.push(tag);
        }
        let plain = ask("identity", None).await.bytes().await.unwrap();
        let small = ask("br", None).await.bytes().await.unwrap();
        assert!(small.len() < plain.len());
        tags.sort();
        tags.dedup();
        assert_eq!(tags.len(), 3, "each form is an answer of its own");
        app.post(OPEN, "mới").await;
        for tag in &tags {
            assert_eq!(ask("identity", Some(tag)).await.status(), StatusCode::OK);
        }
    })
    .await;
}

#[tokio::test]
async fn the_script_brings_the_fragment_along() {
    on_both(async |app| {
        app.post(OPEN, "một").await;
        let response = app
            .ask(Method::GET, &format!("embed/{OPEN}.js"))
            .send()
            .await
            .unwrap();
        assert_eq!(
            response.headers()["content-type"],
            "text/javascript; charset=utf-8"
        );
        let script = response.text().await.unwrap();
        let enclosed = script
            .strip_prefix("document.currentScript.chuyen=")
            .unwrap();
        let mut values =
            serde_json::Deserializer::from_str(enclosed).into_iter::<serde_json::Value>();
        let enclosed = values.next().unwrap().unwrap();
        assert_eq!(
            (&enclosed["article"], &enclosed["lang"]),
            (&OPEN.into(), &"vi".into())
        );
        let fragment = html(app, &format!("embed/v1/articles/{OPEN}")).await;
        assert_eq!(enclosed["html"], fragment);
        let other = app
            .ask(Method::GET, "embed/tin-1.css")
            .send()
            .await
            .unwrap();
        refused(other, ProblemKind::NotFound).await;
    })
    .await;
}

#[tokio::test]
async fn nobody_sees_a_stale_page_after_an_acknowledged_write() {
    const READERS: usize = 64;
    const AUTHORS: usize = 7;
    const EDITS: usize = 12;
    on_both(async |app| {
        let path = format!("embed/v1/articles/{OPEN}");
        let mut posts = Vec::new();
        for n in 0..AUTHORS {
            posts.push(app.post(OPEN, &format!("bút{n}=0.")).await);
        }
        let mut doomed = Vec::new();
        for n in 0..4 {
            let posted = app.post(OPEN, &format!("sẽ xoá {n}.")).await;
            doomed.push((posted.comment.id, format!("sẽ xoá {n}.")));
        }
        let acknowledged: Vec<AtomicUsize> = (0..AUTHORS).map(|_| AtomicUsize::new(0)).collect();
        let removed = RefCell::new(Vec::<String>::new());
        let writing = AtomicUsize::new(AUTHORS + 1);

        let author = async |n: usize| {
            for edit in 1..=EDITS {
                let answer = app.edit(&posts[n], &format!("bút{n}={edit}.")).await;
                assert_eq!(answer.status(), StatusCode::OK);
                acknowledged[n].store(edit, Ordering::SeqCst);
            }
            writing.fetch_sub(1, Ordering::SeqCst);
        };
        let moderator = async || {
            for (id, text) in &doomed {
                let place = Place {
                    database_url: Some(app.database_url.clone()),
                    ..Place::new(&app.folder)
                };
                let id = id.to_string();
                spawn_blocking(move || place.say(&["moderate", "remove", &id]))
                    .await
                    .unwrap();
                removed.borrow_mut().push(text.clone());
            }
            writing.fetch_sub(1, Ordering::SeqCst);
        };
        let reader = async || {
            let mut pages = 0;
            while writing.load(Ordering::SeqCst) > 0 || pages == 0 {
                let known: Vec<usize> = acknowledged
                    .iter()
                    .map(|n| n.load(Ordering::SeqCst))
                    .collect();
                let gone = removed.borrow().clone();
                let page = html(app, &path).await;
                for (n, known) in known.into_iter().enumerate() {
                    let (_, seen) = page.split_once(&format!("bút{n}=")).unwrap();
                    let seen: usize = seen.split('.').next().unwrap().parse().unwrap();
                    assert!(seen >= known, "author {n}: {seen} after {known}");
                }
                for text in gone {
                    assert!(!page.contains(&text), "{text} was removed");
                }
                pages += 1;
            }
        };
        let authors = join_all((0..AUTHORS).map(author));
        let readers = join_all((0..READERS).map(|_| reader()));
        tokio::join!(authors, moderator(), readers);
    })
    .await;
}
