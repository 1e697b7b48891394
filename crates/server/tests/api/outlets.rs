//! Articles as search engines and sites that embed by address meet them.

use model::{
    Address, Article, Block, Commenting, Contributor, Figure, Image, ProblemKind, Section,
};
use reqwest::{Method, Response, StatusCode};
use serde_json::{Value, json};
use server::config::{Config, Frames, Publisher};

use crate::common::asking::{read, refused, refused_with};
use crate::common::{OPEN, OTHER, PARTNER, PRE, TestApp, article, on_both, on_both_with, put};
use crate::html::html;

const HOME: &str = "https://news.example/chuyen/";

fn at_home(config: &mut Config) {
    config.public_url = Some(HOME.trim_end_matches('/').to_owned());
    config.sites[0].zone = "Asia/Ho_Chi_Minh".into();
    config.sites[0].publisher = Some(Publisher {
        name: "Báo </script> Đồng Khởi".into(),
        url: Some("https://news.example/".parse().unwrap()),
        logo: None,
    });
}

/// An article with a picture from the folder of its site.
fn illustrated() -> Article {
    let mut article = article("tin-anh", Commenting::Open);
    article.section = Some(Section {
        name: "Thời sự".into(),
        url: None,
    });
    article.byline = vec![Contributor {
        name: "Hữu Hiệp".into(),
        role: None,
        url: None,
    }];
    let url: Address = "../../../media/news/a.webp".parse().unwrap();
    article.body.0.push(Block::Figure(Figure {
        image: Image {
            url,
            width: 960,
            height: 640,
            alt: String::new(),
            renditions: Vec::new(),
        },
        caption: Vec::new(),
        credit: None,
    }));
    article
}

async fn json_ld(app: &TestApp, path: &str) -> Value {
    let page = html(app, path).await;
    let (_, rest) = page
        .split_once("<script type=\"application/ld+json\">")
        .unwrap();
    let (json, _) = rest.split_once("</script>").unwrap();
    assert!(!json.contains('<'), "{json}");
    serde_json::from_str(json).unwrap()
}

async fn ask(app: &TestApp, path: &str) -> Response {
    app.ask(Method::GET, path).send().await.unwrap()
}

async fn oembed(app: &TestApp, url: &str, more: &str) -> Response {
    let path = format!(
        "oembed?url={}{more}",
        url.replace('&', "%26").replace('#', "%23")
    );
    ask(app, &path).await
}

#[tokio::test]
async fn a_page_tells_search_engines_of_the_article_and_its_comments() {
    on_both_with(at_home, async |app| {
        put(app.store(), "news", &illustrated()).await;
        let root = app.post("tin-anh", "một </script>").await.comment;
        let reply = app.reply("tin-anh", "hai", Some(&root.id)).await.comment;
        let json = json_ld(app, "articles/tin-anh").await;
        for (pointer, value) in [
            ("/@context", json!("https://schema.org")),
            ("/@type", json!("NewsArticle")),
            ("/headline", json!("Mưa đầu mùa")),
            ("/url", json!("https://news.example/tin-anh")),
            ("/datePublished", json!("2023-05-27T18:21:00+07:00")),
            ("/author/0/name", json!("Hữu Hiệp")),
            ("/articleSection", json!("Thời sự")),
            ("/image/0/url", json!(format!("{HOME}media/news/a.webp"))),
            ("/publisher/name", json!("Báo </script> Đồng Khởi")),
            ("/commentCount", json!(2)),
            ("/comment/0/@type", json!("Comment")),
            ("/comment/0/author/name", json!("Lan")),
            ("/comment/0/text", json!("một </script>")),
            ("/comment/1/text", json!("hai")),
            ("/comment/1/@id", json!(format!("https://news.example/tin-anh#chuyen-c-{}", reply.id))),
            ("/comment/1/parentItem/@id", json!(format!("https://news.example/tin-anh#chuyen-c-{}", root.id))),
        ] {
            assert_eq!(json.pointer(pointer), Some(&value), "{pointer} in {json}");
        }
        let created = json["comment"][0]["dateCreated"].as_str().unwrap();
        assert!(created.ends_with("+07:00"), "{created}");
        let page = html(app, "articles/tin-anh").await;
        for part in [
            "<link rel=\"canonical\" href=\"https://news.example/tin-anh\">",
            "<meta property=\"og:image\" content=\"https://news.example/chuyen/media/news/a.webp\">",
            "<meta property=\"og:site_name\" content=\"Báo &lt;/script> Đồng Khởi\">",
            "<link rel=\"alternate\" type=\"application/json+oembed\" href=\"https://news.example/chuyen/oembed?format=json&amp;url=https%3A%2F%2Fnews.example%2Fchuyen%2Farticles%2Ftin-anh\"",
        ] {
            assert!(page.contains(part), "{part} in {page}");
        }
    })
    .await;
}

#[tokio::test]
async fn search_engines_are_told_only_what_readers_see() {
    on_both(async |app| {
        app.post(PRE, "chờ duyệt").await;
        let json = json_ld(app, &format!("articles/{PRE}")).await;
        assert_eq!(
            (&json["commentCount"], json.get("comment")),
            (&json!(0), None)
        );
        let posted = app.post(OPEN, "rồi gỡ").await;
        app.reply(OPEN, "ở lại", Some(&posted.comment.id)).await;
        app.remove(&posted).await;
        let json = json_ld(app, &format!("articles/{OPEN}")).await;
        assert_eq!(json["commentCount"], 1);
        let comments = json["comment"].as_array().unwrap();
        assert_eq!(comments.len(), 1);
        assert_eq!(comments[0]["text"], "ở lại");
        assert!(json.get("publisher").is_none(), "nobody said who it is");
    })
    .await;
}

#[tokio::test]
async fn a_site_that_knows_an_address_is_told_what_to_embed() {
    on_both_with(at_home, async |app| {
        put(app.store(), "news", &illustrated()).await;
        for url in [
            "https://news.example/chuyen/articles/tin-anh",
            "https://news.example/chuyen/articles/tin-anh?order=best#chuyen-thread",
            "https://news.example/tin-anh",
            "https://news.example/tin-anh?utm_source=zalo",
        ] {
            let response = oembed(app, url, "&format=json&maxwidth=500").await;
            assert_eq!(response.headers()["access-control-allow-origin"], "*");
            assert_eq!(response.headers()["content-type"], "application/json");
            let answer: Value = read(response, 200).await;
            let wanted = json!({
                "version": "1.0",
                "type": "rich",
                "title": "Mưa đầu mùa",
                "author_name": "Hữu Hiệp",
                "provider_name": "Báo </script> Đồng Khởi",
                "provider_url": "https://news.example/",
                "cache_age": 3600,
                "html": "<iframe src=\"https://news.example/chuyen/embed/tin-anh\" width=\"500\" height=\"800\" \
                         frameborder=\"0\" title=\"Mưa đầu mùa\"></iframe>",
                "width": 500,
                "height": 800,
            });
            assert_eq!(answer, wanted, "{url}");
        }
        let large: Value = read(oembed(app, "https://news.example/tin-anh", "").await, 200).await;
        assert_eq!(large["thumbnail_url"], format!("{HOME}media/news/a.webp"));
        assert_eq!((&large["thumbnail_width"], &large["thumbnail_height"]), (&json!(960), &json!(640)));
    })
    .await;
}

#[tokio::test]
async fn without_a_public_address_the_one_that_was_asked_counts() {
    on_both(async |app| {
        let here = format!("{}articles/{OPEN}", app.url);
        let answer: Value = read(oembed(app, &here, "").await, 200).await;
        let frame = format!("<iframe src=\"{}embed/{OPEN}\"", app.url);
        assert!(
            answer["html"].as_str().unwrap().starts_with(&frame),
            "{answer}"
        );
        assert_eq!(
            (&answer["provider_name"], &answer["provider_url"]),
            (&json!("news"), &json!(app.url))
        );
        for host in [
            "x.example/a?",
            "x.example#",
            "me:pw@x.example",
            "x.example\\a",
        ] {
            let path = "oembed?url=https://news.example/tin-1";
            let asked = app.ask(Method::GET, path).header("host", host).send();
            let problem = refused(asked.await.unwrap(), ProblemKind::Malformed).await;
            assert_eq!(problem.field.as_deref(), Some("host"), "{host}");
        }
        let page = html(app, &format!("articles/{OPEN}")).await;
        let link = "href=\"../oembed?format=json&amp;url=https%3A%2F%2Fnews.example%2Ftin-1\"";
        assert!(page.contains(link), "{page}");
    })
    .await;
}

#[tokio::test]
async fn what_cannot_be_embedded_is_refused_by_name() {
    on_both(async |app| {
        let here = format!("{}articles/{OPEN}", app.url);
        for (url, more, kind, status, field) in [
            (
                "https://elsewhere.example/",
                "",
                ProblemKind::NotFound,
                404,
                "url",
            ),
            (
                "https://elsewhere.example/articles/tin-1",
                "",
                ProblemKind::NotFound,
                404,
                "url",
            ),
            (
                &format!("{}articles/khong-co", app.url),
                "",
                ProblemKind::NotFound,
                404,
                "url",
            ),
            ("not an address", "", ProblemKind::Malformed, 400, "url"),
            (&here, "&format=xml", ProblemKind::Other, 501, "format"),
            (
                &here,
                "&maxwidth=wide",
                ProblemKind::Malformed,
                400,
                "maxwidth",
            ),
            (
                &here,
                "&maxheight=0",
                ProblemKind::Malformed,
                400,
                "maxheight",
            ),
        ] {
            let problem = refused_with(oembed(app, url, more).await, kind, status).await;
            assert_eq!(problem.field.as_deref(), Some(field), "{url}{more}");
        }
        let missing = refused(ask(app, "oembed").await, ProblemKind::Malformed).await;
        assert_eq!(missing.field.as_deref(), Some("url"));
        // Withdrawn, it is unknown.
        let gone = app.store().withdraw_article(OPEN.parse().unwrap(), 1).await;
        gone.unwrap();
        refused_with(oembed(app, &here, "").await, ProblemKind::NotFound, 404).await;
        let canonical = oembed(app, "https://news.example/tin-1", "").await;
        refused_with(canonical, ProblemKind::NotFound, 404).await;
    })
    .await;
}

#[tokio::test]
async fn an_address_follows_its_article() {
    on_both(async |app| {
        let id = async |url: &str| app.store().article_at(url).await.unwrap().map(String::from);
        assert_eq!(
            id("https://news.example/tin-2").await.as_deref(),
            Some(OTHER)
        );
        let mut moved = article(OTHER, Commenting::Open);
        moved.url = "https://moved.example/2".parse().unwrap();
        put(app.store(), "news", &moved).await;
        assert_eq!(id("https://news.example/tin-2").await, None);
        assert_eq!(id("https://moved.example/2").await.as_deref(), Some(OTHER));
    })
    .await;
}

fn policy(response: &Response) -> &str {
    let policy = &response.headers()["content-security-policy"];
    policy.to_str().unwrap()
}

#[tokio::test]
async fn a_page_for_a_frame_stands_where_its_site_wants() {
    on_both(async |app| {
        app.post(OPEN, "trong khung").await;
        let path = format!("embed/{OPEN}");
        let response = ask(app, &path).await;
        let ancestors = format!("frame-ancestors 'self' {PARTNER}");
        assert!(
            policy(&response).ends_with(&ancestors),
            "{}",
            policy(&response)
        );
        let tag = response.headers()["etag"].clone();
        let page = response.text().await.unwrap();
        for part in [
            "<!doctype html><html class=\"chuyen-page-framed\" lang=\"vi\">",
            "<base target=\"_blank\">",
            "<meta name=\"robots\" content=\"noindex\">",
            "<link rel=\"canonical\" href=\"https://news.example/tin-1\">",
            "trong khung",
            "action=\"../api/v1/articles/tin-1/comments\"",
            "<script async src=\"../embed.js\"></script><script async src=\"../assets/frame-",
        ] {
            assert!(page.contains(part), "{part} in {page}");
        }
        assert!(!page.contains("application/ld+json"));
        // A cache that asks again is told the policy again.
        let again = app.ask(Method::GET, &path).header("if-none-match", tag);
        let again = again.send().await.unwrap();
        assert_eq!(again.status(), StatusCode::NOT_MODIFIED);
        assert!(policy(&again).contains(&ancestors));
        // The fast form of the tag is still there.
        let script = ask(app, &format!("embed/{OPEN}.js")).await;
        assert_eq!(
            script.headers()["content-type"],
            "text/javascript; charset=utf-8"
        );
        refused(ask(app, "embed/khong-co").await, ProblemKind::NotFound).await;
    })
    .await;
    let anywhere = |config: &mut Config| config.sites[0].frames = Frames::Any;
    on_both_with(anywhere, async |app| {
        let response = ask(app, &format!("embed/{OPEN}")).await;
        assert!(policy(&response).ends_with("frame-ancestors *"));
        let other = ask(app, &format!("embed/{PRE}")).await;
        assert!(policy(&other).ends_with("frame-ancestors 'self' https://weekly.example"));
    })
    .await;
}
