//! Comments that live somewhere else than at our own server, by the tag alone.

use crate::support::{Page, Reader, Setup, World, button, comment, css, tell};

/// What a file and a server say, as it was recorded.
const THREAD: &str = include_str!("../adapters/recorded/thread.json");
const CONTEXT: &str = include_str!("../adapters/recorded/mastodon-context.json");

/// A page whose comments live there.
fn page(world: &World, backend: &str) -> String {
    let article = format!("{}/api/v1/articles/bdk-27052023", world.address());
    let tag = world.tag_with(&article, &format!(r#"data-backend="{backend}""#));
    let page = Page::new(&tag).policy("connect-src", "connect-src 'self'");
    world.page("/elsewhere.html", page)
}

async fn offers_no(reader: &Reader, selector: &str) {
    assert_eq!(reader.the(css(selector)).count().await, 0, "{selector}");
}

#[tokio::test]
async fn a_thread_may_be_a_file_which_is_read_and_no_more() {
    tell(Setup::default(), async |world| {
        world.page("/thread.json", Page::file("application/json", THREAD));
        let reader = world.reader().await;
        reader.open(&page(world, "static:/thread.json")).await;
        reader.the(comment("rất hay")).appears().await;
        reader.the(comment("Cảm ơn bạn đọc.")).appears().await;
        for control in [
            "textarea",
            "[data-deed=reply]",
            "[data-deed=like]",
            "[data-ask]",
        ] {
            offers_no(&reader, control).await;
        }
        reader.meets_no_barrier("a thread from a file").await;
    })
    .await;
}

#[tokio::test]
async fn what_answers_a_post_is_shown_and_answered_from_the_reader_s_own_server() {
    tell(Setup::default(), async |world| {
        let said = "/api/v1/statuses/117020583245459824/context";
        world.page(said, Page::file("application/json", CONTEXT));
        let post = format!("mastodon:{}/@lan/117020583245459824", world.partner.origin);
        let reader = world.reader().await;
        reader.open(&page(world, &post)).await;
        reader.the(comment("same!")).appears().await;
        offers_no(&reader, "textarea").await;
        reader.the(css("[part=elsewhere] input")).types("@minh@mastodon.example").await;
        reader
            .run("self.open = (url) => { self.opened = url; return null; };", "")
            .await;
        reader.the(button("Trả lời từ máy chủ này")).click().await;
        reader
            .waits_until("self.opened?.startsWith('https://mastodon.example/authorize_interaction?uri=http')")
            .await;
        reader.meets_no_barrier("a thread of Mastodon's").await;
    })
    .await;
}
