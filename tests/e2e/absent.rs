//! When there is no article: what is said, and what the reader can do.

use crate::support::{Page, Setup, button, link, role, tell};

#[tokio::test]
async fn an_unknown_article_is_said_to_be_unknown() {
    tell(Setup::default(), async |world| {
        world.expects("404");
        let reader = world.reader().await;
        reader.hears_events().await;
        reader
            .open(&world.page_with(&world.tag("no-such-article")))
            .await;
        reader
            .the(role("alert").saying("Không tìm thấy bài viết này"))
            .appears()
            .await;
        let errors = reader.heard("chuyen:error").await;
        assert_eq!(errors[0]["kind"], "unknown", "{errors}");
        let told = reader.console().await.join("\n");
        assert!(told.contains("no-such-article"), "{told}");
        reader.meets_no_barrier("article unknown").await;
    })
    .await;
}

#[tokio::test]
async fn an_article_that_cannot_be_read_is_said_to_be_so() {
    let text = "x".repeat(3 * 1024 * 1024);
    let huge = format!(
        r#"{{"id":"huge","url":"https://a.example/","lang":"vi","headline":"Dài","published_at":"2023-05-27T18:21:00+07:00","body":[{{"paragraph":[{{"text":"{text}"}}]}}]}}"#
    );
    let nested = format!(
        "{}{}",
        r#"{"quote":{"body":["#.repeat(20_000),
        "]}}".repeat(20_000)
    );
    let deep = format!(
        r#"{{"id":"deep","url":"https://a.example/","lang":"vi","headline":"Sâu","published_at":"2023-05-27T18:21:00+07:00","body":[{nested}]}}"#
    );
    let brackets = format!("{}{}", "[".repeat(100_000), "]".repeat(100_000));
    let unknown = r#"{"id":"odd","url":"https://a.example/","lang":"vi","headline":"Lạ","published_at":"2023-05-27T18:21:00+07:00","body":[{"hologram":[]}]}"#;
    let missing = r#"{"id":"bare","url":"https://a.example/","lang":"vi","published_at":"2023-05-27T18:21:00+07:00","body":[]}"#;
    let cases = [
        ("prose", "Đây không phải là JSON.", "JSON"),
        ("missing", missing, "headline"),
        ("unknown", unknown, "hologram"),
        ("deep", &deep, "nests deeper than 16 levels"),
        ("brackets", &brackets, "`[0]`: invalid type: sequence"),
        ("huge", &huge, "2097152"),
    ];
    tell(Setup::default(), async |world| {
        world.expects("chuyen: "); // a console message is the point
        let reader = world.reader().await;
        reader.hears_events().await;
        for (name, json, named) in cases {
            let file = world.page(
                &format!("/{name}.json"),
                Page::file("application/json", json),
            );
            let page = Page::new(&world.tag(&file)).policy("connect-src", "connect-src 'self'");
            reader
                .open(&world.page(&format!("/{name}.html"), page))
                .await;
            reader
                .the(role("alert").saying("Bài viết này hiện chưa hiển thị được"))
                .appears()
                .await;
            let errors = reader.heard("chuyen:error").await;
            let message = errors[0]["message"].as_str().unwrap_or_default().to_owned();
            assert!(message.contains(named), "{name}: {message}");
        }
    })
    .await;
}

#[tokio::test]
async fn an_article_of_an_unreachable_server_is_asked_for_again() {
    tell(Setup::default(), async |world| {
        world.expects("Failed to load resource");
        world.expects("chuyen: ");
        let elsewhere = world.page(
            "/elsewhere.html",
            Page::new(&world.tag_with("bdk-27052023", "")),
        );
        let reader = world.reader().await;
        reader.reads(&elsewhere).await;
        world.server.is_killed();
        reader
            .asks(
                "document.querySelector('chuyen-article').setAttribute('article', 'harbour-notes')",
            )
            .await;
        reader
            .the(role("alert").saying("Không tải được bài viết"))
            .appears()
            .await;
        world.server.is_started_again().await;
        reader.the(button("Thử lại")).click().await;
        reader
            .the(role("heading").saying("The paper that prints the tide"))
            .appears()
            .await;
        reader.the(link("Ellen Marsh")).appears().await;
    })
    .await;
}
