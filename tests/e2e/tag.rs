//! The tag: where it stands, what its attributes do, when it comes and goes.

use serde_json::{Value, json};

use crate::support::{Page, Reader, Setup, World, css, role, tell};

const SEED: &str = "Hội nghị sơ kết nửa nhiệm kỳ";
const OTHER: &str = "The paper that prints the tide";

fn loader(world: &World) -> String {
    format!(
        r#"<script async src="{}/embed.js"></script>"#,
        world.address()
    )
}

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
async fn an_element_put_in_later_comes_to_life() {
    tell(Setup::default(), async |world| {
        let reader = world.reader().await;
        reader
            .open(&world.page_with(&format!("<main></main>{}", loader(world))))
            .await;
        let script =
            "const it = document.createElement('chuyen-article'); it.article = 'bdk-27052023';
            document.querySelector('main').append(it)";
        reader.run(script, Value::Null).await;
        shows(&reader, SEED).await;
    })
    .await;
}

#[tokio::test]
async fn a_script_put_in_later_works_and_keeps_properties_set_before() {
    tell(Setup::default(), async |world| {
        let reader = world.reader().await;
        reader.hears_events().await;
        reader.open(&world.page_with("<main><chuyen-article></chuyen-article></main>")).await;
        let script = "document.querySelector('chuyen-article').article = 'bdk-27052023';
            const loader = document.createElement('script');
            loader.src = arguments[0]; document.head.append(loader)";
        // The page lets scripts be made from strings only by policy, so the address goes through one.
        let trusted = "trustedTypes.createPolicy('chuyen', { createScriptURL: (it) => it }).createScriptURL(arguments[0])";
        let script = script.replace("arguments[0]", trusted);
        reader.run(&script, format!("{}/embed.js", world.address())).await;
        shows(&reader, SEED).await;
        let ready = reader.heard("chuyen:ready").await;
        assert_eq!(ready, json!([{ "article": "bdk-27052023" }]));
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
async fn an_element_moved_in_one_task_keeps_its_state() {
    tell(Setup::default(), async |world| {
        let reader = world.reader().await;
        reader.hears_events().await;
        reader
            .reads(&world.page_with(&format!("{}<main></main>", world.tag("bdk-27052023"))))
            .await;
        reader
            .the(css("chuyen-article"))
            .tells("document.querySelector('main').append(it)")
            .await;
        reader
            .the(css("main > chuyen-article > article h1"))
            .appears()
            .await;
        // What is to be made anew would be by the next frame.
        reader
            .asks("new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done)))")
            .await;
        let ready = reader.heard("chuyen:ready").await;
        assert_eq!(ready.as_array().map(Vec::len), Some(1), "mounted once");
    })
    .await;
}

#[tokio::test]
async fn a_removed_element_leaves_nothing_and_may_come_back() {
    tell(Setup::default(), async |world| {
        let reader = world.reader().await;
        reader
            .reads(&world.page_with(&world.tag("bdk-27052023")))
            .await;
        assert_eq!(
            reader.asks("document.adoptedStyleSheets.length").await,
            json!(1)
        );
        let gone = "window.kept = document.querySelector('chuyen-article'); window.kept.remove()";
        reader.run(gone, Value::Null).await;
        reader
            .waits_until("window.kept.childElementCount === 0")
            .await;
        assert_eq!(
            reader.asks("document.adoptedStyleSheets.length").await,
            json!(0)
        );
        reader
            .run("document.body.append(window.kept)", Value::Null)
            .await;
        shows(&reader, SEED).await;
    })
    .await;
}

#[tokio::test]
async fn coming_and_going_twenty_times_leaves_nothing_behind() {
    tell(Setup::default(), async |world| {
        let reader = world.reader().await;
        reader
            .reads(&world.page_with(&world.tag("bdk-27052023")))
            .await;
        come_and_go(&reader, 5).await; // what is made once and kept
        let before = counters(&reader).await;
        come_and_go(&reader, 20).await;
        let after = counters(&reader).await;
        let grown = |what: &str| {
            after[what].as_i64().unwrap_or(i64::MAX) - before[what].as_i64().unwrap_or(0)
        };
        // Yew never lets go of a root it was mounted in, nor of its listeners there, one for each kind of event.
        // A widget has two roots and listens for six kinds.
        let (nodes, listeners) = (grown("nodes"), grown("jsEventListeners"));
        assert!(nodes <= 20 * 2, "{nodes} nodes");
        assert!(listeners <= 20 * 12, "{listeners} listeners");
    })
    .await;
}

async fn come_and_go(reader: &Reader, times: u32) {
    let script = "const [times] = arguments;
        const place = document.body;
        return (async () => {
            for (let n = 0; n < times; n += 1) {
                const it = document.querySelector('chuyen-article');
                it.remove();
                await new Promise((done) => setTimeout(done));
                const ready = new Promise((done) => addEventListener('chuyen:ready', done, { once: true }));
                place.append(it);
                await ready;
            }
        })()";
    reader.run(script, times).await;
}

async fn counters(reader: &Reader) -> Value {
    reader
        .devtools("HeapProfiler.collectGarbage", json!({}))
        .await;
    reader.devtools("Memory.getDOMCounters", json!({})).await
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
        assert_eq!(reader.asks(programs).await, json!(1));
        assert_eq!(reader.asks("document.adoptedStyleSheets.length").await, json!(1));
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
        let second = world
            .tag("harbour-notes")
            .replace(&world.address(), &format!("http://{}", other.address()));
        let origin = format!("{{server}} http://{}", other.address());
        let page = Page::new(&format!("{}{second}", world.tag("bdk-27052023")))
            .policy("{server}", &origin);
        let reader = world.reader().await;
        reader.open(&world.page("/two-servers.html", page)).await;
        shows(&reader, SEED).await;
        shows(&reader, "From the other newsroom").await;
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
