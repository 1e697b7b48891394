//! The article and its thread in a frame, where a page takes nobody's scripts.

use serde_json::json;

use crate::support::{Page, Setup, css, tell};

#[tokio::test]
async fn a_frame_is_as_tall_as_what_is_read_and_written_in_it() {
    tell(Setup::default(), async |world| {
        world.says("Bích", "Trước khi có khung.").await;
        let reader = world.reader().await;
        let page = format!("{}/examples/frame.html", world.partner.origin);
        reader.open(&page).await;
        let height = "document.querySelector('iframe').clientHeight";
        reader.waits_until(&format!("{height} > 800")).await;
        let before = reader.asks(height).await;
        reader.enters_the_frame().await;
        reader.the(css("h1")).says("Hội nghị sơ kết").await;
        reader.sees_comment("Trước khi có khung.").await;
        reader.comments("Lan", "Viết ở trong khung.").await;
        reader.sees_comment("Viết ở trong khung.").await;
        assert!(
            world
                .texts()
                .await
                .contains(&"Viết ở trong khung.".to_owned())
        );
        // Nothing scrolls inside.
        reader
            .waits_until("document.documentElement.scrollHeight <= innerHeight")
            .await;
        reader.leaves_the_frame().await;
        reader.waits_until(&format!("{height} > {before}")).await;
    })
    .await;
}

#[tokio::test]
async fn a_page_that_the_newsroom_does_not_know_frames_nothing() {
    tell(Setup::default(), async |world| {
        world.expects("frame-ancestors");
        let stranger = world.another_partner().await;
        let server = world.address();
        let frame = format!(
            "<!doctype html><html lang=vi><head><title>Khung</title></head><body>\
            <iframe src=\"{server}/embed/bdk-27052023\" title=\"Bài\"></iframe></body></html>"
        );
        let page = stranger.serve("/frame.html", Page::framing(&frame), &server);
        let reader = world.reader().await;
        reader.open(&page).await;
        reader.enters_the_frame().await;
        let shown = reader
            .asks("document.querySelector('article') !== null")
            .await;
        assert_eq!(shown, json!(false));
    })
    .await;
}
