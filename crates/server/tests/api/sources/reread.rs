//! An article is read anew when it would be read otherwise.

use model::Article;
use serde_json::json;
use server::app::App;
use server::config::{Config, Site};
use server::serve;
use tokio::net::TcpListener;
use tokio::sync::oneshot;

use super::ID;
use super::cms::{Answer, Cms};
use crate::common::on_both_empty;

/// What a server in this zone makes of the article.
async fn read_in(zone: &str, cms: &Cms, database_url: &str) -> Article {
    let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let url = format!("http://{}", listener.local_addr().unwrap());
    let mut config = Config {
        database_url: database_url.to_owned(),
        sites: vec![Site {
            id: "news".into(),
            ..Site::default()
        }],
        ..Config::default()
    };
    cms.setup(&mut config);
    config.sources[0].zone = Some(zone.to_owned());
    let app = App::open(config).await.unwrap();
    let (stop, stopped) = oneshot::channel::<()>();
    let server = tokio::spawn(async move {
        let stopped = async { stopped.await.unwrap_or_default() };
        serve::run(app, listener, stopped).await.unwrap();
    });
    let answer = reqwest::get(format!("{url}/api/v1/articles/{ID}")).await;
    let article = answer.unwrap().json().await.unwrap();
    stop.send(()).unwrap();
    server.await.unwrap();
    article
}

#[tokio::test]
async fn an_article_that_has_not_changed_is_read_anew_in_another_zone() {
    let item = json!({
        "uri": "https://news.example/12",
        "versionCreated": "2023-05-27T18:21:00",
        "firstCreated": "2023-05-27T18:21:00",
        "pubStatus": "usable",
        "headlines": [{ "role": "main", "value": "Giờ nào" }],
        "bodies": [{ "contentType": "text/plain", "value": "Mấy giờ rồi." }],
        "language": "vi",
    });
    let cms = Cms::start().await;
    on_both_empty(async |_, url| {
        cms.forgets();
        cms.answers(Answer::Tagged(item.to_string(), "\"1\""));
        let here = read_in("Asia/Ho_Chi_Minh", &cms, url).await;
        assert!(here.published_at.to_string().ends_with("+07:00"));
        let there = read_in("Asia/Tokyo", &cms, url).await;
        assert!(there.published_at.to_string().ends_with("+09:00"));
        // Read the same way, it is not sent again.
        assert_eq!(read_in("Asia/Tokyo", &cms, url).await, there);
        assert_eq!(cms.last_known("if-none-match").as_deref(), Some("\"1\""));
    })
    .await;
}
