//! Articles of other systems, on a partner's page under a strict policy.

use serde_json::json;

use crate::support::{Page, Setup, World, css, role, tell};

/// A WordPress post with all that should not run, published at `site`.
fn post(site: &str) -> String {
    let html = r#"<p>Chiều 27-5, mưa lớn.<script>window.hit = 1</script><img src="x" onerror="window.hit = 2" width="6" height="4"></p>
        <figure class="wp-block-image"><img src="/bai/1.webp" width="1600" height="900" alt="Người đi trong mưa" onload="window.hit = 3">
        <figcaption>Đường về nhà. Ảnh: Hữu Hiệp</figcaption></figure>
        <p><a href="javascript:window.hit = 4">đọc tiếp</a></p><svg onload="window.hit = 5"></svg>"#;
    json!({
        "id": 7, "link": format!("{site}/bai/"), "date": "2023-05-27T18:21:00", "status": "publish",
        "title": { "rendered": "M&#432;a l&#7899;n" }, "content": { "rendered": html, "protected": false },
    })
    .to_string()
}

/// A tag for the post, with more attributes.
fn tag(world: &World, more: &str) -> String {
    let file = world.page(
        "/bai/7.json",
        Page::file("application/json", post(&world.partner.origin)),
    );
    world.tag_with(&file, &format!(r#"data-backend="none" {more}"#))
}

/// The strict policy, and articles from the partner's own site.
fn page(body: &str) -> Page {
    Page::new(body).policy("connect-src", "connect-src 'self'")
}

#[tokio::test]
async fn an_article_of_another_system_is_read_under_trusted_types_and_nothing_in_it_runs() {
    tell(Setup::default(), async |world| {
        world.expects_failed_requests(); // the pictures are not there
        let reader = world.reader().await;
        reader.hears_events().await;
        let page = page(&tag(world, r#"data-zone="+02:00""#));
        reader.open(&world.page("/foreign.html", page)).await;
        reader
            .the(role("heading").saying("Mưa lớn"))
            .appears()
            .await;
        reader
            .the(css("figcaption").nth(0))
            .says("Đường về nhà.")
            .await;
        reader.the(css("figcaption").nth(0)).says("Hữu Hiệp").await;
        let time = reader.the(css("chuyen-article time"));
        assert_eq!(
            time.tells("it.dateTime").await,
            json!("2023-05-27T18:21:00+02:00")
        );
        assert_eq!(reader.asks("window.hit === undefined").await, json!(true));
        let ready = reader.heard("chuyen:ready").await;
        let skipped = json!([{ "what": "link that leads nowhere a reader may go", "count": 1 }]);
        assert_eq!(ready[0]["skipped"], skipped, "{ready}");
        reader.meets_no_barrier("article of another system").await;
    })
    .await;
}

#[tokio::test]
async fn what_few_articles_have_looks_the_same_whoever_renders_it() {
    let measured = "JSON.stringify(['pre', '.chuyen-embed', '.chuyen-embed-link', '.chuyen-text-gallery'].map((part) => {
        const { padding, margin, backgroundColor } = getComputedStyle(document.querySelector(part));
        return [part, padding, margin, backgroundColor];
    }))";
    tell(Setup::default(), async |world| {
        let reader = world.reader().await;
        let mut looks = Vec::new();
        let json = format!("{}/api/v1/articles/harbour-notes", world.address());
        for tag in [
            world.tag("harbour-notes"),
            world.tag_with(&json, r#"data-backend="none""#),
        ] {
            reader.open(&world.page_with(&tag)).await;
            reader.the(css("pre")).appears().await;
            reader
                .waits_until(
                    "getComputedStyle(document.querySelector('pre')).paddingBlock !== '0px'",
                )
                .await;
            looks.push(reader.asks(measured).await);
        }
        assert_eq!(looks[0], looks[1]);
    })
    .await;
}

#[tokio::test]
async fn a_declared_format_is_live_and_a_wrong_one_names_what_was_found() {
    tell(Setup::default(), async |world| {
        world.expects_failed_requests();
        world.expects("chuyen: "); // what the console is told is the point
        let reader = world.reader().await;
        let page = page(&tag(world, r#"data-format="rss" data-zone="Mars/Olympus""#));
        reader.open(&world.page("/foreign.html", page)).await;
        reader
            .the(role("heading").saying("Mưa lớn"))
            .appears()
            .await;
        let told = reader.console().await.join("\n");
        for said in [
            r#"attribute format=\"rss\""#,
            r#"attribute zone=\"Mars/Olympus\""#,
            "wordpress",
            "+07:00",
        ] {
            assert!(
                told.contains(said) || told.contains(&said.replace('\\', "")),
                "{said} in {told}"
            );
        }
        reader
            .the(css("chuyen-article"))
            .tells("it.format = 'ninjs'")
            .await;
        reader
            .the(role("alert").saying("Bài viết này hiện chưa hiển thị được."))
            .appears()
            .await;
        let told = reader.console().await.join("\n");
        assert!(
            told.contains("declared as ninjs, but it is a WordPress REST post"),
            "{told}"
        );
        reader
            .the(css("chuyen-article"))
            .tells("it.format = 'wordpress'")
            .await;
        reader
            .the(role("heading").saying("Mưa lớn"))
            .appears()
            .await;
    })
    .await;
}

#[tokio::test]
async fn where_no_html_may_be_parsed_a_foreign_article_is_said_not_to_be_shown() {
    tell(Setup::default(), async |world| {
        world.expects("trusted-types 'none'");
        world.expects("chuyen: ");
        let reader = world.reader().await;
        let page = page(&tag(world, "")).policy("trusted-types chuyen", "trusted-types 'none'");
        reader.open(&world.page("/none.html", page)).await;
        reader
            .the(role("alert").saying("Bài viết này hiện chưa hiển thị được."))
            .appears()
            .await;
        let told = reader.console().await.join("\n");
        assert!(told.contains("policy forbids"), "{told}");
    })
    .await;
}
