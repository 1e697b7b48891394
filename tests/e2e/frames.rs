//! The article and its thread in a frame, where a page takes nobody's scripts.

use serde_json::{Value, json};

use crate::support::{Page, Reader, Setup, World, css, tell, tell_everywhere};

const HEIGHT: &str = "document.querySelector('iframe').clientHeight";

/// Opens a page with the frame, which grows, and goes into it.
async fn into_the_frame(reader: &Reader, world: &World) -> Value {
    let page = format!("{}/examples/frame.html", world.partner.origin);
    reader.open(&page).await;
    reader.waits_until(&format!("{HEIGHT} > 800")).await;
    let height = reader.asks(HEIGHT).await;
    reader.enters_the_frame().await;
    reader.the(css("h1")).says("Hội nghị sơ kết").await;
    height
}

/// Nothing scrolls inside.
async fn shows_all(reader: &Reader) {
    let fits = "document.documentElement.scrollHeight <= innerHeight";
    reader.waits_until(fits).await;
}

#[tokio::test]
async fn a_frame_is_as_tall_as_what_is_read_in_it() {
    tell_everywhere(Setup::default(), async |world| {
        world.says("Bích", "Trước khi có khung.").await;
        let reader = world.reader().await;
        into_the_frame(&reader, world).await;
        reader.sees_comment("Trước khi có khung.").await;
        shows_all(&reader).await;
    })
    .await;
}

// WebKit's driver points the mouse at the page around the frame.
#[tokio::test]
async fn a_frame_grows_with_what_is_written_in_it() {
    tell(Setup::default(), async |world| {
        let reader = world.reader().await;
        let before = into_the_frame(&reader, world).await;
        reader.comments("Lan", "Viết ở trong khung.").await;
        reader.sees_comment("Viết ở trong khung.").await;
        assert_eq!(world.texts().await, ["Viết ở trong khung."]);
        shows_all(&reader).await;
        reader.leaves_the_frame().await;
        reader.waits_until(&format!("{HEIGHT} > {before}")).await;
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
