//! The preview: what a text will look like, without sending it.

use serde_json::json;

use crate::support::{Reader, Setup, Spot, button, css, field, tell, tell_everywhere};

const TEXT: &str = "Một **hai** *ba* [bốn](https://example.com/) `năm` ~~sáu~~\nbảy\n\n> tám\n\n1. chín\n2. mười\n\n   mười một\n\n# mười hai\n\n```rust\nlet n = 13;\n```\n\n---\n\n<b onclick=alert(1)>x</b> [y](javascript:alert(1))";

fn shown(reader: &Reader) -> Spot<'_> {
    reader.the(css(".chuyen-preview"))
}

#[tokio::test]
async fn a_preview_looks_like_the_comment_that_is_posted_then() {
    tell_everywhere(Setup::default(), async |world| {
        let reader = world.reader().await;
        reader.reads(&world.front_page()).await;
        reader.composer().click().await;
        let paste = format!("it.value = {}", json!(TEXT));
        reader.composer().tells(&paste).await;
        reader
            .composer()
            .tells("it.dispatchEvent(new Event('input', { bubbles: true }))")
            .await;
        reader.the(button("Xem trước")).click().await;
        shown(&reader).says("mười hai").await;
        let previewed = shown(&reader).the(css(".chuyen-comment-body"));
        previewed
            .tells("(window.previewed = it.cloneNode(true), true)")
            .await;
        assert_eq!(
            previewed
                .the(css("strong").saying("hai").nth(0))
                .count()
                .await,
            1
        );
        assert_eq!(
            previewed.the(css("a[href^=javascript], b")).count().await,
            0
        );
        reader.the(field("Tên của bạn")).is_retyped("Lan").await;
        reader.sends().await;
        reader.sees_comment("mười hai").await;
        shown(&reader).is_gone().await;
        let body = reader
            .what_is_said("mười hai")
            .the(css(".chuyen-comment-body"));
        body.becomes(
            "(it.normalize(), window.previewed.normalize(), window.previewed.isEqualNode(it))",
        )
        .await;
    })
    .await;
}

#[tokio::test]
async fn a_preview_meets_no_barrier_and_says_when_it_is_old() {
    tell(Setup::default(), async |world| {
        for scheme in ["light", "dark"] {
            let reader = world.reader().await;
            reader.prefers(scheme).await;
            reader.has_a_screen_of(320, 640).await;
            reader.reads(&world.front_page()).await;
            reader.composer().types("Xin **chào**").await;
            let press = reader.the(button("Xem trước"));
            reader.tabs_to(press.clone()).await;
            reader.presses(fantoccini::key::Key::Enter).await;
            shown(&reader)
                .the(css("strong").saying("chào"))
                .appears()
                .await;
            press.becomes("it.getRootNode().activeElement === it").await;
            reader.meets_no_barrier("preview shown").await;
            reader.meets_no_small_target().await;
            reader.need_not_scroll_sideways().await;
            reader.composer().types(" cả nhà").await;
            shown(&reader).says("bạn đã sửa sau đó").await;
            assert_eq!(reader.composer().value().await, "Xin **chào** cả nhà");
            reader.meets_no_barrier("old preview").await;
            press.click().await;
            shown(&reader).says("chào cả nhà").await;
            shown(&reader).are(1).await;
        }
    })
    .await;
}

#[tokio::test]
async fn a_preview_before_the_program_is_there_stays_when_it_comes() {
    tell(Setup::default(), async |world| {
        let reader = world.reader().await;
        world.line.holds("islands");
        reader.reads(&world.front_page()).await;
        reader.composer().types("Xin **chào**").await;
        reader.composer().tells("window.before = it").await;
        reader.the(button("Xem trước")).click().await;
        shown(&reader)
            .the(css("strong").saying("chào"))
            .appears()
            .await;
        world.line.lets_go();
        reader.composer().becomes("it !== window.before").await;
        reader
            .the(button("Xem trước"))
            .becomes("it.getRootNode().activeElement === it")
            .await;
        shown(&reader)
            .the(css("strong").saying("chào"))
            .appears()
            .await;
        shown(&reader)
            .becomes("it.previousElementSibling.localName === 'textarea'")
            .await;
        assert_eq!(reader.composer().value().await, "Xin **chào**");
    })
    .await;
}

#[tokio::test]
async fn a_text_that_cannot_be_previewed_says_why_and_stays() {
    tell(Setup::default(), async |world| {
        world.expects_failed_requests();
        let reader = world.reader().await;
        reader.reads(&world.front_page()).await;
        reader.composer().click().await;
        let press = reader.the(button("Xem trước"));
        press.click().await;
        shown(&reader).says("Bạn chưa viết gì.").await;
        let long = "ệ".repeat(10_001);
        reader.pastes_into(&reader.composer(), &long).await;
        press.click().await;
        shown(&reader).says("Dài quá 10.000 ký tự.").await;
        reader.composer().is_retyped("Xin chào").await;
        world.server.is_killed();
        press.click().await;
        shown(&reader).says("Hãy kiểm tra kết nối mạng").await;
        assert_eq!(reader.composer().value().await, "Xin chào");
        world.server.is_started_again().await;
        press.click().await;
        shown(&reader)
            .the(css("p").saying("Xin chào"))
            .appears()
            .await;
    })
    .await;
}
