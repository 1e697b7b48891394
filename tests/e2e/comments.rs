//! The thread alone, on a page that shows the article itself.

use crate::support::{Page, SEED, Setup, button, comment, css, tell, tell_everywhere};

#[tokio::test]
async fn a_thread_alone_is_read_and_written_in_under_the_page_s_own_article() {
    tell_everywhere(Setup::default(), async |world| {
        world.says("Bích", "Khi nào công bố?").await;
        let reader = world.reader().await;
        let script = format!(
            r#"<script async src="{}/embed.js"></script>"#,
            world.address()
        );
        let html = format!(
            r#"<article><h1>Của trang này</h1></article><chuyen-comments article="{SEED}"></chuyen-comments>"#
        );
        let page = world.page("/own.html", Page::with_head(&script, &html));
        reader.open(&page).await;
        reader.sees_comment("Khi nào công bố?").await;
        reader.comments("Lan", "Đọc ở trang khác.").await;
        reader.sees_comment("Đọc ở trang khác.").await;
        assert_eq!(world.texts().await.len(), 2);
        // Neither the article nor its share bar, and the look of the thread all the same.
        reader.the(css("h1")).are(1).await;
        reader.the(css(".chuyen-share")).is_gone().await;
        let accent = "getComputedStyle(it).getPropertyValue('--_accent').trim() !== ''";
        reader.the(comment("Khi nào công bố?")).becomes(accent).await;
    })
    .await;
}

#[tokio::test]
async fn a_thread_alone_of_an_unknown_article_offers_to_try_again() {
    tell(Setup::default(), async |world| {
        world.expects_failed_requests();
        world.expects("unreachable");
        let reader = world.reader().await;
        let script = format!(
            r#"<script async src="{}/embed.js"></script>"#,
            world.address()
        );
        let html = r#"<chuyen-comments article="nobody-knows-it"></chuyen-comments>"#;
        let page = world.page("/own.html", Page::with_head(&script, html));
        reader.open(&page).await;
        reader.the(button("Thử lại")).appears().await;
        assert_eq!(reader.the(css(".chuyen-thread")).count().await, 0);
        assert!(world.line.requests("full").is_empty());
    })
    .await;
}
