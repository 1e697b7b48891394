//! Hosts that make it hard: reads, comments and looks right there, or says why not.

use serde_json::{Value, json};

use crate::support::{Page, Reader, Setup, World, css, role, tell};

/// A page with these styles of its own and the seed article.
fn styled(world: &World, styles: &str) -> String {
    world.page("/host.css", Page::file("text/css", styles));
    let page = Page::with_head(
        r#"<link rel="stylesheet" href="/host.css">"#,
        &format!("<p>Trang bạn</p>{}<p>Hết</p>", world.tag("bdk-27052023")),
    );
    world.page("/host.html", page)
}

/// One reader reads, comments and finds the comment.
async fn reads_and_comments(reader: &Reader, page: &str) {
    reader.reads(page).await;
    reader.comments("Lan", "Vẫn bình luận được.").await;
    reader.sees_comment("Vẫn bình luận được.").await;
}

#[tokio::test]
async fn a_host_that_unsets_everything_keeps_a_readable_article() {
    tell(Setup::default(), async |world| {
        let reader = world.reader().await;
        let reset = "* { all: unset } head { display: none } body, p { display: block }";
        reads_and_comments(&reader, &styled(world, reset)).await;
        let size = |selector: &str| {
            format!("parseFloat(getComputedStyle(document.querySelector('chuyen-article {selector}')).fontSize)")
        };
        let headline = reader.asks(&size("h1")).await.as_f64();
        let text = reader.asks(&size("article > p")).await.as_f64();
        assert!(headline > text.map(|text| text * 1.3), "{headline:?} over {text:?}");
        for (element, display) in [("article", "block"), ("figure", "block"), ("h1", "block"), ("img", "block")] {
            let shown = format!("getComputedStyle(document.querySelector('chuyen-article {element}')).display");
            assert_eq!(reader.asks(&shown).await, json!(display), "{element}");
        }
        reader.need_not_scroll_sideways().await;
        reader.meets_no_barrier("everything unset").await;
    })
    .await;
}

#[tokio::test]
async fn the_reset_example_reads_well() {
    tell(Setup::default(), async |world| {
        let reader = world.reader().await;
        reader
            .reads(&format!("{}/examples/reset.html", world.partner.origin))
            .await;
        reader
            .the(role("heading").saying("The paper that prints the tide"))
            .appears()
            .await;
        reader.meets_no_barrier("reset example").await;
    })
    .await;
}

#[tokio::test]
async fn letters_stay_readable_where_a_rem_is_ten_pixels() {
    tell(Setup::default(), async |world| {
        let reader = world.reader().await;
        reads_and_comments(&reader, &styled(world, "html { font-size: 62.5% }")).await;
        let sizes = reader
            .run(include_str!("support/letters.js"), Value::Null)
            .await;
        assert!(sizes["article"].as_f64() >= Some(16.0), "{sizes}");
        assert!(sizes["smallest"].as_f64() >= Some(12.0), "{sizes}");
    })
    .await;
}

#[tokio::test]
async fn a_light_host_stays_light_for_a_reader_of_a_dark_system() {
    tell(Setup::default(), async |world| {
        let reader = world.reader().await;
        reader.prefers("dark").await;
        reads_and_comments(
            &reader,
            &styled(world, "body { background: #fff; color: #222 }"),
        )
        .await;
        for part in ["chuyen-article > article p", ".chuyen-comment-body p"] {
            let [ground, ink] = ground_and_ink(&reader, part).await;
            assert!(ground > 0.8 && ink < 0.25, "{part}: {ink} on {ground}");
        }
        reader.meets_no_barrier("dark system, light host").await;
    })
    .await;
}

#[tokio::test]
async fn a_dark_host_is_dark_for_a_reader_of_a_light_system() {
    tell(Setup::default(), async |world| {
        let reader = world.reader().await;
        reads_and_comments(
            &reader,
            &format!("{}/examples/dark.html", world.partner.origin),
        )
        .await;
        for part in ["chuyen-article > article p", ".chuyen-comment-body p"] {
            let [ground, ink] = ground_and_ink(&reader, part).await;
            assert!(ground < 0.1 && ink > 0.5, "{part}: {ink} on {ground}");
        }
        reader.meets_no_barrier("dark host").await;
    })
    .await;
}

async fn ground_and_ink(reader: &Reader, selector: &str) -> [f64; 2] {
    let both = reader
        .run(include_str!("support/colours.js"), selector)
        .await;
    [0, 1].map(|n: usize| both[n].as_f64().unwrap_or(f64::NAN))
}

#[tokio::test]
async fn a_host_that_forbids_every_policy_is_no_obstacle() {
    tell(Setup::default(), async |world| {
        let page = Page::new(&world.tag("bdk-27052023"))
            .policy("trusted-types chuyen", "trusted-types 'none'");
        world.expects("trusted-types 'none'"); // asking for a policy is told, being refused one is no obstacle
        let reader = world.reader().await;
        reads_and_comments(&reader, &world.page("/none.html", page)).await;
    })
    .await;
}

#[tokio::test]
async fn an_isolated_host_is_no_obstacle() {
    tell(Setup::default(), async |world| {
        let page = Page::new(&world.tag("bdk-27052023"))
            .header("cross-origin-opener-policy", "same-origin")
            .header("cross-origin-embedder-policy", "require-corp");
        let reader = world.reader().await;
        reads_and_comments(&reader, &world.page("/isolated.html", page)).await;
        assert_eq!(reader.asks("crossOriginIsolated").await, json!(true));
        let picture = reader
            .the(css("chuyen-article figure").nth(0))
            .the(role("image"));
        picture.becomes("it.complete && it.naturalWidth > 0").await;
    })
    .await;
}

#[tokio::test]
async fn where_wasm_is_forbidden_reading_and_commenting_stay() {
    tell(Setup::default(), async |world| {
        world.expects("wasm"); // the violation, in whichever words of the browser
        let page = Page::new(&world.tag("bdk-27052023")).policy(" 'wasm-unsafe-eval'", "");
        let reader = world.reader().await;
        reader.hears_events().await;
        reader.open(&world.page("/no-wasm.html", page)).await;
        reader.comments("Lan", "Không cần chương trình.").await;
        reader.sees_comment("Không cần chương trình.").await;
        let told = css(".chuyen-comment [role=status]").saying("Đã gửi bình luận");
        reader.the(told).appears().await;
        assert_eq!(world.texts().await, ["Không cần chương trình."]);
        let errors = reader.heard("chuyen:error").await;
        assert_eq!(errors[0]["kind"], "blocked", "{errors}");
        let console = reader.console().await.join("\n");
        assert!(
            console.contains("'wasm-unsafe-eval' in script-src"),
            "{console}"
        );
    })
    .await;
}

#[tokio::test]
async fn a_host_with_a_hash_router_keeps_its_address() {
    tell(Setup::default(), async |world| {
        let reader = world.reader().await;
        let page = world.page_with(&world.tag("bdk-27052023"));
        reads_and_comments(&reader, &format!("{page}#/tin/5")).await;
        assert_eq!(reader.asks("location.hash").await, json!("#/tin/5"));
    })
    .await;
}

#[tokio::test]
async fn a_page_that_was_translated_goes_on_working() {
    tell(Setup::default(), async |world| {
        world.says("Bích", "Trước khi dịch.").await;
        let reader = world.reader().await;
        reader.reads(&world.front_page()).await;
        reader.sees_comment("Trước khi dịch.").await;
        // As page translators do: every text is put into elements of theirs.
        let translate = "const host = document.querySelector('chuyen-article');
            for (const root of [host, host.shadowRoot]) {
                const texts = document.createTreeWalker(root, NodeFilter.SHOW_TEXT), all = [];
                while (texts.nextNode()) if (texts.currentNode.data.trim()) all.push(texts.currentNode);
                for (const text of all) {
                    const font = document.createElement('font');
                    text.replaceWith(font);
                    font.append(text.data);
                }
            }";
        reader.run(translate, Value::Null).await;
        reader.comments("Lan", "Sau khi dịch.").await;
        reader.sees_comment("Sau khi dịch.").await;
        reader.edits("Sau khi dịch.", "Vẫn sửa được.").await;
        reader.sees_comment("Vẫn sửa được.").await;
        reader
            .the(css("chuyen-article"))
            .tells("it.setAttribute('article', 'harbour-notes')")
            .await;
        reader
            .the(role("heading").saying("The paper that prints the tide"))
            .appears()
            .await;
        reader
            .the(role("heading").saying("Hội nghị sơ kết"))
            .is_gone()
            .await;
    })
    .await;
}
