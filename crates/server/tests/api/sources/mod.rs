//! Articles that live in a publisher's own system, which comes and goes.

mod cms;
mod patience;
mod reread;
mod taken_down;

use std::time::Duration;

use futures_util::future::join_all;
use model::{Article, Commenting, ProblemKind};
use reqwest::Method;
use serde_json::{Value, json};
use server::articles::to_json;
use server::config::{Config, Source};

use crate::common::asking::{read, refused};
use crate::common::{TestApp, article, on_both_with};
use crate::html::html;

use cms::{Answer, Cms};

const ID: &str = "cms:12";

fn of(headline: &str) -> Article {
    let mut article = article("ten-khac", Commenting::Open);
    article.headline = headline.to_owned();
    article
}

async fn status(app: &TestApp, id: &str) -> u16 {
    let ask = app.ask(Method::GET, &format!("articles/{id}")).send();
    ask.await.unwrap().status().as_u16()
}

/// Waits until the page of the article is answered so.
async fn until(app: &TestApp, wanted: impl Fn(u16, &str) -> bool) {
    let waited = tokio::time::timeout(Duration::from_secs(30), async {
        loop {
            let ask = app.ask(Method::GET, &format!("articles/{ID}")).send();
            let answer = ask.await.unwrap();
            let status = answer.status().as_u16();
            if wanted(status, &answer.text().await.unwrap()) {
                return;
            }
            tokio::time::sleep(Duration::from_millis(50)).await;
        }
    });
    waited.await.expect("it was asked again within 30 s");
}

/// A publisher's system and a server that asks it, on both databases.
async fn with_cms(test: impl AsyncFn(&Cms, &TestApp)) {
    for_each_cms(|cms, config| cms.setup(config), test).await;
}

async fn for_each_cms(setup: impl Fn(&Cms, &mut Config), test: impl AsyncFn(&Cms, &TestApp)) {
    let cms = Cms::start().await;
    on_both_with(
        |config| setup(&cms, config),
        async |app| {
            cms.forgets();
            test(&cms, app).await;
        },
    )
    .await;
}

#[tokio::test]
async fn an_article_that_lives_elsewhere_is_rendered_and_commented_like_any_other() {
    with_cms(async |cms, app| {
        let mut article = of("Mưa từ xa");
        article.url = "https://news.example/mua".parse().unwrap();
        cms.says(&article);
        let page = html(app, &format!("articles/{ID}")).await;
        assert!(page.contains("Mưa từ xa</h1>"), "{page}");
        app.post(ID, "Bài hay").await;
        let fragment = html(app, &format!("embed/v1/articles/{ID}")).await;
        assert!(fragment.contains("Mưa từ xa") && fragment.contains("Bài hay"));
        let stored: Article = app.get(&format!("api/v1/articles/{ID}")).await;
        assert_eq!((stored.id.as_str(), stored.url), (ID, article.url));
        assert_eq!(cms.asked()[0], "/articles/12.json");
        let answer = app
            .ask(Method::GET, "oembed?url=https://news.example/mua")
            .send();
        let answer: Value = read(answer.await.unwrap(), 200).await;
        assert!(
            answer["html"]
                .as_str()
                .unwrap()
                .contains("/embed/cms%3A12\""),
            "{answer}"
        );
    })
    .await;
}

#[tokio::test]
async fn a_post_of_a_wordpress_is_an_article_here() {
    let post =
        include_str!("../../../../formats/tests/fixtures/wordpress/post-embed-featuredmedia.json");
    let wordpress = |cms: &Cms, config: &mut Config| {
        cms.setup(config);
        let source = &mut config.sources[0];
        source.name = "wordpress".into();
        source.format = Some("wordpress".into());
        source.url = format!("{}/wp-json/wp/v2/posts/{{id}}?_embed", cms.address);
    };
    for_each_cms(wordpress, async |cms, app| {
        cms.answers(Answer::Body(post.to_owned()));
        let title: Value = serde_json::from_str(post).unwrap();
        let title = title.pointer("/title/rendered").unwrap().as_str().unwrap();
        let page = html(app, "articles/wordpress:34").await;
        assert!(page.contains(&format!("{title}</h1>")), "{page}");
        assert_eq!(cms.asked(), ["/wp-json/wp/v2/posts/34?_embed"]);
        app.post("wordpress:34", "Từ WordPress").await;
        assert_eq!(app.thread("wordpress:34").await.total, 1);
        // Declared as one format, and another.
        cms.answers(Answer::Body(to_json(&of("Của ta"))));
        assert_eq!(status(app, "wordpress:35").await, 503);
    })
    .await;
}

#[tokio::test]
async fn however_many_want_it_it_is_asked_for_once() {
    with_cms(async |cms, app| {
        cms.says(&of("Một lần"));
        let all = join_all((0..32).map(|_| status(app, ID))).await;
        assert!(all.iter().all(|status| *status == 200), "{all:?}");
        assert_eq!(cms.asked().len(), 1);
    })
    .await;
}

#[tokio::test]
async fn what_has_changed_is_shown_and_what_has_not_is_not_sent_again() {
    with_cms(async |cms, app| {
        cms.answers(Answer::Tagged(to_json(&of("Trước")), "\"1\""));
        until(app, |_, page| page.contains("Trước</h1>")).await;
        until(app, |_, _| cms.asked().len() > 1).await;
        assert_eq!(cms.last_known("if-none-match").as_deref(), Some("\"1\""));
        assert_eq!(status(app, ID).await, 200);
        app.post(ID, "ở lại").await;
        cms.answers(Answer::Tagged(to_json(&of("Sau")), "\"2\""));
        until(app, |_, page| {
            page.contains("Sau</h1>") && page.contains("ở lại")
        })
        .await;
    })
    .await;
}

#[tokio::test]
async fn while_its_home_is_down_the_last_that_was_read_is_shown() {
    with_cms(async |cms, app| {
        cms.says(&of("Bản cũ"));
        until(app, |_, page| page.contains("Bản cũ</h1>")).await;
        for answer in [Answer::Status(500), Answer::Body("{ half".into())] {
            let asked = cms.asked().len();
            cms.answers(answer);
            until(app, |status, page| {
                assert!(status == 200 && page.contains("Bản cũ</h1>"), "{status}");
                cms.asked().len() > asked
            })
            .await;
            assert_eq!(status(app, ID).await, 200);
        }
        // What was never read cannot be shown.
        refused(
            app.ask(Method::GET, "api/v1/articles/cms:13")
                .send()
                .await
                .unwrap(),
            ProblemKind::Unavailable,
        )
        .await;
    })
    .await;
}

#[tokio::test]
async fn nobody_waits_for_a_home_that_never_answers() {
    with_cms(async |cms, app| {
        cms.says(&of("Bản cũ"));
        until(app, |_, page| page.contains("Bản cũ</h1>")).await;
        cms.answers(Answer::Never);
        let asked = cms.asked().len();
        until(app, |status, page| {
            assert!(status == 200 && page.contains("Bản cũ</h1>"), "{status}");
            cms.asked().len() > asked
        })
        .await;
        // What was never read is given up.
        assert_eq!(status(app, "cms:13").await, 503);
        assert_eq!(status(app, ID).await, 200);
    })
    .await;
}

#[tokio::test]
async fn what_is_taken_back_there_is_withdrawn_here_and_comes_back_with_its_thread() {
    with_cms(async |cms, app| {
        cms.says(&of("Có mặt"));
        until(app, |status, _| status == 200).await;
        app.post(ID, "vẫn còn").await;
        for gone in [404, 410] {
            cms.answers(Answer::Status(gone));
            until(app, |status, _| status == 404).await;
            cms.says(&of("Có mặt"));
            until(app, |status, page| {
                status == 200 && page.contains("vẫn còn")
            })
            .await;
        }
        // Withdrawn here, it stays so until it says something else.
        let id = ID.parse().unwrap();
        app.store().withdraw_article(id, 1).await.unwrap();
        let asked = cms.asked().len();
        until(app, |status, _| {
            assert_eq!(status, 404);
            cms.asked().len() > asked
        })
        .await;
        assert_eq!(status(app, ID).await, 404);
        cms.says(&of("Đã sửa"));
        until(app, |_, page| page.contains("Đã sửa</h1>")).await;
    })
    .await;
}

#[tokio::test]
async fn what_is_withheld_is_not_shown() {
    with_cms(async |cms, app| {
        let item = |status: &str| {
            json!({
                "uri": "https://news.example/12",
                "versionCreated": "2023-05-27T18:21:00+07:00",
                "pubStatus": status,
                "headlines": [{ "role": "main", "value": "Tin mật" }],
                "bodies": [{ "contentType": "text/plain", "value": "Không ai được biết." }],
                "language": "vi",
            })
        };
        cms.answers(Answer::Body(item("withheld").to_string()));
        let answer = app
            .ask(Method::GET, &format!("articles/{ID}"))
            .send()
            .await
            .unwrap();
        let problem = refused(answer, ProblemKind::Withheld).await;
        let told = format!("{problem:?}");
        assert!(
            !told.contains("mật") && !told.contains("Không ai"),
            "{told}"
        );
        cms.answers(Answer::Body(item("usable").to_string()));
        until(app, |_, page| page.contains("Không ai được biết.")).await;
        cms.answers(Answer::Body(item("withheld").to_string()));
        until(app, |status, page| {
            status == 403 && !page.contains("Không ai")
        })
        .await;
        let fragment = app
            .ask(Method::GET, &format!("embed/v1/articles/{ID}"))
            .send();
        refused(fragment.await.unwrap(), ProblemKind::Withheld).await;
    })
    .await;
}

#[tokio::test]
async fn it_is_followed_where_it_may_send_the_server_and_nowhere_else() {
    let other = Cms::start().await;
    other.says(&of("Nơi khác"));
    let port = other.address.rsplit_once(':').unwrap().1.to_owned();
    for_each_cms(
        |cms, config| {
            cms.setup(config);
            config.sources[0].hosts = vec![format!("localhost:{port}")];
        },
        async |cms, app| {
            let body = to_json(&of("Sau ba bước"));
            cms.answers(Answer::Redirect(3, body.clone()));
            assert_eq!(status(app, "cms:three").await, 200);
            cms.answers(Answer::Redirect(4, body));
            assert_eq!(status(app, "cms:four").await, 503);
            cms.answers(Answer::To(format!("http://localhost:{port}/x")));
            assert_eq!(status(app, "cms:listed").await, 200);
            let asked = other.asked().len();
            for (id, to) in [
                ("cms:port", format!("http://127.0.0.1:{port}/x")),
                ("cms:host", "http://news.example/x".to_owned()),
                (
                    "cms:inside",
                    "http://169.254.169.254/latest/meta-data".to_owned(),
                ),
                ("cms:file", "file:///etc/passwd".to_owned()),
                ("cms:nowhere", String::new()),
            ] {
                cms.answers(Answer::To(to));
                assert_eq!(status(app, id).await, 503, "{id}");
            }
            assert_eq!(
                other.asked().len(),
                asked,
                "it was asked though it is not listed"
            );
        },
    )
    .await;
}

#[tokio::test]
async fn ids_that_name_nothing_are_asked_for_nowhere() {
    with_cms(async |cms, app| {
        for id in [
            "other:12",
            "cms:",
            "cms:..",
            "cms:a%26b",
            "cms:a@b",
            "cms:a:b",
            ":12",
            "cms",
        ] {
            assert_eq!(status(app, id).await, 404, "{id}");
        }
        assert_eq!(cms.asked(), Vec::<String>::new());
        cms.answers(Answer::Status(404));
        assert_eq!(status(app, "cms:khong-co").await, 404);
        assert_eq!(status(app, "cms:khong-co").await, 404);
        assert_eq!(
            cms.asked().len(),
            1,
            "what is not there is not asked for each time"
        );
    })
    .await;
}

#[tokio::test]
async fn more_than_an_article_takes_is_not_read() {
    with_cms(async |cms, app| {
        cms.answers(Answer::Body(" ".repeat(model::MAX_ARTICLE_BYTES + 1)));
        assert_eq!(status(app, "cms:large").await, 503);
    })
    .await;
}

#[tokio::test]
async fn nobody_has_the_server_ask_this_machine() {
    let careful = |cms: &Cms, config: &mut Config| {
        cms.setup(config);
        config.sources[0].dangerously_reach_this_machine = false;
        for (name, host) in [("name", "localhost"), ("address", "127.0.0.1")] {
            let url = cms
                .address
                .replace("http://127.0.0.1", &format!("https://{host}"));
            config.sources.push(Source {
                name: name.into(),
                site: "news".into(),
                url: format!("{url}/{{id}}"),
                ..Source::default()
            });
        }
    };
    for_each_cms(careful, async |cms, app| {
        cms.says(&of("Trong nhà"));
        for id in ["cms:1", "name:1", "address:1"] {
            assert_eq!(status(app, id).await, 503, "{id}");
        }
        assert_eq!(cms.asked(), Vec::<String>::new());
    })
    .await;
}
