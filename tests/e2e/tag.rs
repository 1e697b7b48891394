//! The tag: where it stands, what its attributes do, and several on one page.

use serde_json::{Value, json};

use crate::support::{Page, Reader, Setup, css, role, tell};

const SEED: &str = "Hội nghị sơ kết nửa nhiệm kỳ";
const OTHER: &str = "The paper that prints the tide";

async fn shows(reader: &Reader, headline: &str) {
    reader.the(role("heading").saying(headline)).appears().await;
}

#[tokio::test]
async fn the_article_stands_where_the_script_stood() {
    tell(Setup::default(), async |world| {
        let reader = world.reader().await;
        let tag = world.tag("bdk-27052023");
        reader
            .reads(&world.page_with(&format!("<p id=a></p>{tag}<p id=b></p>")))
            .await;
        let order = reader
            .asks("[...document.body.children].map((it) => it.id || it.localName)")
            .await;
        assert_eq!(order, json!(["a", "chuyen-article", "b"]));
    })
    .await;
}

#[tokio::test]
async fn a_tag_in_the_head_puts_the_article_at_the_end_and_says_so() {
    tell(Setup::default(), async |world| {
        let reader = world.reader().await;
        let page = Page::with_head(&world.tag("bdk-27052023"), "<p id=a>Trang</p>");
        reader.reads(&world.page("/head.html", page)).await;
        let order = reader
            .asks("[...document.body.children].map((it) => it.id || it.localName)")
            .await;
        assert_eq!(order, json!(["a", "chuyen-article"]));
        let warnings = reader.console().await.join("\n");
        assert!(warnings.contains("<head>"), "{warnings}");
        reader.comments("Lan", "Từ thẻ ở đầu trang.").await;
        reader.sees_comment("Từ thẻ ở đầu trang.").await;
        assert_eq!(world.texts().await, ["Từ thẻ ở đầu trang."]);
    })
    .await;
}

#[tokio::test]
async fn a_blocking_tag_works_too() {
    tell(Setup::default(), async |world| {
        let reader = world.reader().await;
        let tag = world.tag("bdk-27052023").replace("async ", "");
        reader
            .reads(&world.page_with(&format!("<p>Trước</p>{tag}<p>Sau</p>")))
            .await;
    })
    .await;
}

#[tokio::test]
async fn attributes_are_live() {
    tell(Setup::default(), async |world| {
        let reader = world.reader().await;
        reader
            .reads(&world.page_with(&world.tag("bdk-27052023")))
            .await;
        let tag = reader.the(css("chuyen-article"));
        tag.tells("it.setAttribute('lang', 'en')").await;
        reader
            .the(role("heading").saying("Comments"))
            .appears()
            .await;
        shows(&reader, SEED).await;
        tag.tells("it.setAttribute('share', 'copy')").await;
        let targets = reader.the(css("[data-target]"));
        targets.are(1).await;
        tag.tells("it.article = 'harbour-notes'").await;
        shows(&reader, OTHER).await;
        reader.the(role("heading").saying(SEED)).is_gone().await;
        tag.tells("it.removeAttribute('lang')").await;
        reader
            .the(role("heading").saying("Bình luận"))
            .appears()
            .await;
    })
    .await;
}

#[tokio::test]
async fn a_theme_is_changed_without_starting_anew() {
    tell(Setup::default(), async |world| {
        let reader = world.reader().await;
        reader.hears_events().await;
        reader
            .reads(&world.page_with(&world.tag("bdk-27052023")))
            .await;
        let light = ground_and_ink(&reader).await;
        reader
            .the(css("chuyen-article"))
            .tells("it.theme = 'dark'")
            .await;
        let dark = ground_and_ink(&reader).await;
        assert!(
            light[0].as_f64() > Some(0.8) && light[1].as_f64() < Some(0.2),
            "{light}"
        );
        assert!(
            dark[0].as_f64() < Some(0.2) && dark[1].as_f64() > Some(0.6),
            "{dark}"
        );
        let ready = reader.heard("chuyen:ready").await;
        assert_eq!(ready.as_array().map(Vec::len), Some(1), "mounted once");
    })
    .await;
}

/// How light the ground under the article's first paragraph is, and its letters: 0 is black, 1 white.
async fn ground_and_ink(reader: &Reader) -> Value {
    reader
        .run(
            include_str!("support/colours.js"),
            "chuyen-article > article p",
        )
        .await
}

#[tokio::test]
async fn two_articles_on_one_page_each_have_their_thread_and_one_program() {
    tell(Setup::default(), async |world| {
        let reader = world.reader().await;
        reader.reads(&format!("{}/examples/two.html", world.partner.origin)).await;
        shows(&reader, SEED).await;
        shows(&reader, OTHER).await;
        reader.the(role("heading").saying("Comments")).appears().await;
        reader.the(role("heading").saying("Bình luận")).appears().await;
        let programs = "performance.getEntriesByType('resource').filter((it) => it.name.endsWith('.wasm')).length";
        // Each wakes when its thread comes near.
        for n in 0..2 {
            let thread = format!("document.querySelectorAll('chuyen-article')[{n}].shadowRoot.querySelector('.chuyen-thread').scrollIntoView()");
            reader.asks(&thread).await;
            reader.waits_until(&format!("{programs} > 0")).await;
        }
        assert_eq!(reader.asks(programs).await, json!(1));
        // Of all articles, and of what few have: each once.
        assert_eq!(reader.asks("document.adoptedStyleSheets.length").await, json!(2));
        reader.meets_no_barrier("two articles").await;
    })
    .await;
}

#[tokio::test]
async fn tags_of_two_servers_live_on_one_page() {
    tell(Setup::default(), async |world| {
        let other = world.another_server().await;
        let renamed = |text: &str| text.replace(OTHER, "From the other newsroom");
        other.rewrites("harbour-notes", renamed).await;
        let elsewhere = format!("http://{}", other.address());
        let second = world
            .tag("harbour-notes")
            .replace(&world.address(), &elsewhere);
        let page = Page::new(&format!("{}{second}", world.tag("bdk-27052023")))
            .policy("{server}", &format!("{{server}} {elsewhere}"));
        let reader = world.reader().await;
        reader.open(&world.page("/two-servers.html", page)).await;
        shows(&reader, SEED).await;
        shows(&reader, "From the other newsroom").await;

        let tags = [0, 1].map(|nth| reader.the(css("chuyen-article").nth(nth)));
        for (tag, text) in tags.iter().zip(["Gửi toà soạn này.", "Gửi toà soạn kia."]) {
            tag.comments("Lan", text).await;
            reader.sees_comment(text).await;
        }
        for (server, article, texts) in [
            (&world.server, "bdk-27052023", &["Gửi toà soạn này."][..]),
            (&world.server, "harbour-notes", &[]),
            (&other, "harbour-notes", &["Gửi toà soạn kia."]),
            (&other, "bdk-27052023", &[]),
        ] {
            assert_eq!(server.texts(article).await, texts, "{article}");
        }
    })
    .await;
}

#[tokio::test]
async fn a_wrong_value_is_named_and_the_default_used() {
    tell(Setup::default(), async |world| {
        let reader = world.reader().await;
        let more = r#"data-lang="xx" data-theme="sepia" data-backend="disqus""#;
        reader
            .reads(&world.page_with(&world.tag_with("bdk-27052023", more)))
            .await;
        reader
            .the(role("heading").saying("Bình luận"))
            .appears()
            .await;
        let warnings = reader.console().await;
        for [attribute, value, allowed] in [
            ["lang", "xx", "vi"],
            ["theme", "sepia", "dark"],
            ["backend", "disqus", "own"],
        ] {
            let said = warnings
                .iter()
                .filter(|line| line.contains(value))
                .collect::<Vec<_>>();
            let [line] = said.as_slice() else {
                panic!("one warning for {value}, not {warnings:?}");
            };
            assert!(line.contains(attribute) && line.contains(allowed), "{line}");
        }
    })
    .await;
}

#[tokio::test]
async fn without_a_backend_there_is_no_thread() {
    tell(Setup::default(), async |world| {
        let reader = world.reader().await;
        let tag = world.tag_with("bdk-27052023", r#"data-backend="none""#);
        reader.open(&world.page_with(&tag)).await;
        shows(&reader, SEED).await;
        reader.the(css("[data-target=copy]")).appears().await;
        reader.the(css("textarea")).is_gone().await;
    })
    .await;
}

#[tokio::test]
async fn an_english_interface_speaks_english_around_a_vietnamese_article() {
    tell(Setup::default(), async |world| {
        let reader = world.reader().await;
        let tag = world.tag_with("bdk-27052023", r#"data-lang="en""#);
        reader.reads(&world.page_with(&tag)).await;
        reader
            .the(role("heading").saying("Comments"))
            .appears()
            .await;
        reader
            .the(css("[data-target=copy]").saying("Copy link"))
            .appears()
            .await;
        let article = reader.the(css("chuyen-article > article"));
        assert_eq!(article.property("lang").await, "vi");
        reader.meets_no_barrier("English interface").await;
    })
    .await;
}
