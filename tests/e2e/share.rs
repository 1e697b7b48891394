//! The share bar.

use fantoccini::key::Key;
use serde_json::{Value, json};

use crate::support::{Page, Reader, Setup, button, css, link, role, tell};

const HERE: &str = "https://xudua.example/tin?so=1&trang=2";

async fn targets(reader: &Reader) -> Value {
    let bar = reader.the(css(
        "[aria-label='Chia sẻ bài viết'],[aria-label='Share this article']",
    ));
    let told = "[...it.querySelectorAll('li:not([hidden]) > [data-target]')].map((one) => one.dataset.target)";
    bar.tells(told).await
}

#[tokio::test]
async fn the_page_says_which_targets_and_in_which_order() {
    tell(Setup::default(), async |world| {
        let reader = world.reader().await;
        let tag = world.tag_with("bdk-27052023", r#"data-share="print copy zalo""#);
        reader.reads(&world.page_with(&tag)).await;
        assert_eq!(targets(&reader).await, json!(["print", "copy", "zalo"]));
    })
    .await;
}

#[tokio::test]
async fn zalo_stands_first_for_vietnamese_readers() {
    tell(Setup::default(), async |world| {
        let reader = world.reader().await;
        reader.reads(&world.front_page()).await;
        let targets = targets(&reader).await;
        assert_eq!(
            (&targets[0], &targets[1]),
            (&json!("zalo"), &json!("facebook"))
        );
    })
    .await;
}

#[tokio::test]
async fn an_unknown_target_is_named_in_the_console_and_left_out() {
    tell(Setup::default(), async |world| {
        let reader = world.reader().await;
        let tag = world.tag_with("bdk-27052023", r#"data-share="copy myspace""#);
        reader.reads(&world.page_with(&tag)).await;
        assert_eq!(targets(&reader).await, json!(["copy"]));
        let mut warnings = reader.console().await;
        warnings.retain(|line| line.contains("chuyen:"));
        let [warning] = warnings.as_slice() else {
            panic!("one warning, not {warnings:?}");
        };
        for part in ["share", "myspace", "zalo"] {
            assert!(warning.contains(part), "{part} in {warning}");
        }
    })
    .await;
}

#[tokio::test]
async fn links_lead_to_the_target_with_the_address_encoded_once() {
    tell(Setup::default(), async |world| {
        let reader = world.reader().await;
        let every = "zalo facebook x telegram whatsapp linkedin email";
        let more = format!(
            r#"data-url="{}" data-share="{every}""#,
            HERE.replace('&', "&amp;")
        );
        reader
            .reads(&world.page_with(&world.tag_with("bdk-27052023", &more)))
            .await;
        let encoded = "https%3A%2F%2Fxudua.example%2Ftin%3Fso%3D1%26trang%3D2";
        for (name, begins) in [
            ("Facebook", "https://www.facebook.com/sharer/sharer.php?u="),
            ("X", "https://x.com/intent/tweet?text="),
            ("Telegram", "https://t.me/share/url?url="),
            ("WhatsApp", "https://wa.me/?text="),
            (
                "LinkedIn",
                "https://www.linkedin.com/sharing/share-offsite/?url=",
            ),
        ] {
            let target = reader.the(link(&format!("{name} (mở trong cửa sổ mới)")));
            let href = target.property("href").await;
            assert!(href.starts_with(begins) && href.contains(encoded), "{href}");
            assert_eq!(target.property("rel").await, "noopener nofollow");
            assert_eq!(target.property("target").await, "_blank");
        }
        let mail = reader.the(link("E-mail")).property("href").await;
        assert!(
            mail.starts_with("mailto:?subject=") && !mail.contains('+'),
            "{mail}"
        );
        assert!(mail.ends_with(&format!("%0D%0A%0D%0A{encoded}")), "{mail}");
        let zalo = reader.the(link("Zalo (mở trong cửa sổ mới)"));
        let told = "JSON.parse(atob(new URL(it.href).searchParams.get('d'))).url";
        assert_eq!(zalo.tells(told).await, json!(HERE));
    })
    .await;
}

#[tokio::test]
async fn the_canonical_address_is_shared() {
    tell(Setup::default(), async |world| {
        let reader = world.reader().await;
        let head = r#"<link rel="canonical" href="https://xudua.example/bai">"#;
        let tag = world.tag_with("bdk-27052023", r#"data-share="facebook""#);
        let page = world.page("/canonical.html", Page::with_head(head, &tag));
        reader.reads(&format!("{page}?utm_source=x#y")).await;
        let facebook = reader.the(link("Facebook (mở trong cửa sổ mới)"));
        let href = facebook.property("href").await;
        assert!(
            href.ends_with("u=https%3A%2F%2Fxudua.example%2Fbai"),
            "{href}"
        );

        let page = world.page("/plain.html", Page::new(&tag));
        reader.reads(&format!("{page}#y")).await;
        let shared = facebook
            .tells("new URL(it.href).searchParams.get('u')")
            .await;
        assert_eq!(
            shared,
            json!(page),
            "without a canonical link, the location without its hash"
        );
    })
    .await;
}

#[tokio::test]
async fn copying_says_so_to_the_eye_and_to_the_ear() {
    tell(Setup::default(), async |world| {
        let reader = world.reader().await;
        reader.hears_events().await;
        reader.may_read_the_clipboard(&world.partner.origin).await;
        let tag = world.tag_with("bdk-27052023", &format!(r#"data-url="{HERE}""#));
        reader.reads(&world.page_with(&tag)).await;
        reader.the(button("Sao chép liên kết")).click().await;
        reader
            .the(role("status").saying("Đã sao chép"))
            .appears()
            .await;
        let copied = reader.asks("navigator.clipboard.readText()").await;
        assert_eq!(copied, json!(HERE));
        let shared = reader.heard("chuyen:share").await;
        assert_eq!(shared, json!([{ "target": "copy", "url": HERE }]));
    })
    .await;
}

#[tokio::test]
async fn where_copying_is_refused_the_reader_can_copy_by_hand() {
    tell(Setup::default(), async |world| {
        let reader = world.reader().await;
        reader
            .runs_first("navigator.clipboard.writeText = () => Promise.reject(new DOMException('', 'NotAllowedError'))")
            .await;
        let tag = world.tag_with("bdk-27052023", &format!(r#"data-url="{HERE}""#));
        reader.reads(&world.page_with(&tag)).await;
        reader.the(button("Sao chép liên kết")).click().await;
        let field = reader.the(css(".chuyen-share-link"));
        assert_eq!(field.value().await, HERE);
        field.becomes("it.selectionEnd - it.selectionStart === it.value.length").await;
        field.becomes("it.getRootNode().activeElement === it").await;
    })
    .await;
}

#[tokio::test]
async fn printing_prints_the_page() {
    tell(Setup::default(), async |world| {
        let reader = world.reader().await;
        reader
            .runs_first("window.print = () => { window.printed = true }")
            .await;
        let tag = world.tag_with("bdk-27052023", r#"data-share="print""#);
        reader.reads(&world.page_with(&tag)).await;
        let print = reader.the(button("In bài"));
        print.tells("it.focus()").await;
        reader.presses(Key::Enter).await;
        reader.waits_until("window.printed === true").await;
    })
    .await;
}

#[tokio::test]
async fn the_system_sheet_is_offered_where_there_is_one() {
    tell(Setup::default(), async |world| {
        let reader = world.reader().await;
        reader
            .runs_first(
                "navigator.share = (data) => { window.shared = data; return Promise.resolve() }",
            )
            .await;
        let more = format!(r#"data-share="system copy" data-url="{HERE}""#);
        reader
            .reads(&world.page_with(&world.tag_with("bdk-27052023", &more)))
            .await;
        reader.the(button("Chia sẻ khác")).click().await;
        reader.waits_until("window.shared !== undefined").await;
        assert_eq!(reader.asks("window.shared.url").await, json!(HERE));

        let other = world.reader().await;
        other.runs_first("delete Navigator.prototype.share").await;
        other
            .reads(&world.page_with(&world.tag_with("bdk-27052023", &more)))
            .await;
        assert_eq!(targets(&other).await, json!(["copy"]));
    })
    .await;
}
