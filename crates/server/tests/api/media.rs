//! Pictures: out of the folder of a site, and nothing else out of it.

use crate::common::asking::refused;
use crate::common::{on_both, small};
use model::ProblemKind;
use reqwest::Method;
use serde_json::{Value, json};

#[tokio::test]
async fn pictures_of_an_article_come_from_its_site_s_folder() {
    on_both(async |app| {
        let key = app.publisher_key("news").await;
        let mut new = small("tin-anh");
        let image = json!({ "url": "images/a.webp", "width": 4, "height": 3, "alt": "" });
        new["body"] = json!([{ "figure": { "image": image } }]);
        assert_eq!(
            app.publish("tin-anh", &key, new.to_string())
                .send()
                .await
                .unwrap()
                .status(),
            201
        );
        let path = "api/v1/articles/tin-anh";
        let got: Value = app.get(path).await;
        let url = got["body"][0]["figure"]["image"]["url"].as_str().unwrap();
        let base = reqwest::Url::parse(&format!("{}{path}", app.url)).unwrap();
        let picture = base.join(url).unwrap();
        assert_eq!(picture.path(), "/media/news/images/a.webp");
        std::fs::create_dir(app.folder.join("articles/images")).unwrap();
        std::fs::write(app.folder.join("articles/images/a.webp"), b"RIFF").unwrap();
        let answer = app.client.get(picture).send().await.unwrap();
        assert_eq!(answer.headers()["content-type"], "image/webp");
        assert_eq!(
            answer.headers()["cross-origin-resource-policy"],
            "cross-origin"
        );
        assert_eq!(answer.bytes().await.unwrap().as_ref(), b"RIFF");
        // What was answered can be sent again.
        assert_eq!(
            app.publish("tin-anh", &key, got.to_string())
                .send()
                .await
                .unwrap()
                .status(),
            204
        );
        assert_eq!(app.get::<Value>(path).await, got);
    })
    .await;
}

#[tokio::test]
async fn nothing_but_pictures_of_the_folder_is_served() {
    on_both(async |app| {
        let articles = app.folder.join("articles");
        std::fs::write(articles.join("tin.json"), "{}").unwrap();
        std::fs::write(articles.join(".hidden.webp"), "x").unwrap();
        std::fs::write(articles.join("x.svg"), "<svg/>").unwrap();
        std::fs::write(app.folder.join("secret.webp"), "x").unwrap();
        std::os::unix::fs::symlink(app.folder.join("secret.webp"), articles.join("link.webp"))
            .unwrap();
        for path in [
            "news/tin.json",
            "news/.hidden.webp",
            "news/x.svg",
            "news/link.webp",
            "news/..%2fsecret.webp",
            "news/images%2f..%2f..%2fsecret.webp",
            "news//etc/passwd",
            "news/%2fetc%2fpasswd.webp",
            "news/a%00.webp",
            "weekly/a.webp",
            "nowhere/a.webp",
        ] {
            let answer = app
                .ask(Method::GET, &format!("media/{path}"))
                .send()
                .await
                .unwrap();
            refused(answer, ProblemKind::NotFound).await;
        }
    })
    .await;
}

#[tokio::test]
async fn a_camera_s_own_names_are_served() {
    on_both(async |app| {
        let articles = app.folder.join("articles");
        for (name, kind) in [("DSC_0001.JPG", "image/jpeg"), ("b.Png", "image/png")] {
            std::fs::write(articles.join(name), "x").unwrap();
            let answer = app.ask(Method::GET, &format!("media/news/{name}"));
            let answer = answer.send().await.unwrap();
            assert_eq!(answer.status(), 200, "{name}");
            assert_eq!(answer.headers()["content-type"], kind);
        }
    })
    .await;
}
