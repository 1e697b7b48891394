//! The element's life: put in late, moved, removed, put back.

use std::time::Duration;

use serde_json::{Value, json};

use crate::support::{PATIENCE, Page, Reader, Setup, World, css, link, role, tell, until};

const SEED: &str = "Hội nghị sơ kết nửa nhiệm kỳ";

fn loader(world: &World) -> String {
    format!(
        r#"<script async src="{}/embed.js"></script>"#,
        world.address()
    )
}

async fn shows_the_article(reader: &Reader) {
    reader.the(role("heading").saying(SEED)).appears().await;
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
        shows_the_article(&reader).await;
    })
    .await;
}

#[tokio::test]
async fn a_script_put_in_later_works_and_keeps_properties_set_before() {
    tell(Setup::default(), async |world| {
        let reader = world.reader().await;
        reader.hears_events().await;
        let page = Page::new("<main><chuyen-article></chuyen-article></main>");
        let page = page.policy("trusted-types chuyen", "trusted-types chuyen host");
        reader.open(&world.page("/later.html", page)).await;
        let script = "document.querySelector('chuyen-article').article = 'bdk-27052023';
            const loader = document.createElement('script');
            loader.src = arguments[0]; document.head.append(loader)";
        // The page lets scripts be made from strings only by policy, so the address goes through one.
        let trusted = "trustedTypes.createPolicy('host', { createScriptURL: (it) => it }).createScriptURL(arguments[0])";
        let script = script.replace("arguments[0]", trusted);
        reader.run(&script, format!("{}/embed.js", world.address())).await;
        shows_the_article(&reader).await;
        let ready = reader.heard("chuyen:ready").await;
        assert_eq!(ready, json!([{ "article": "bdk-27052023" }]));
    })
    .await;
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
        shows_the_article(&reader).await;
    })
    .await;
}

#[tokio::test]
async fn an_element_removed_while_it_loads_leaves_nothing() {
    tell(Setup::default(), async |world| {
        let reader = world.reader().await;
        world.line.holds("/embed/v1/");
        reader
            .open(&world.page_with(&world.tag("bdk-27052023")))
            .await;
        until(PATIENCE, "the fragment is asked for", async || {
            !world.line.requests("/embed/v1/").is_empty()
        })
        .await;
        let gone = "window.kept = document.querySelector('chuyen-article'); window.kept.remove()";
        reader.run(gone, Value::Null).await;
        world.line.lets_go();
        let another = "const it = document.createElement('chuyen-article'); it.article = 'harbour-notes'; document.body.append(it)";
        reader.run(another, Value::Null).await;
        reader.the(role("heading").saying("The paper")).appears().await;
        let left = "[window.kept.childElementCount, window.kept.shadowRoot.textContent.length, document.querySelectorAll('h1').length]";
        assert_eq!(reader.asks(left).await, json!([0, 0, 1]));
    })
    .await;
}

#[tokio::test]
async fn a_script_that_stands_on_a_page_twice_does_its_work_once() {
    tell(Setup::default(), async |world| {
        world.says("Bích", "Chỉ một lần.").await;
        let reader = world.reader().await;
        let twice = format!(
            "{0}<chuyen-article article=bdk-27052023></chuyen-article>{0}",
            loader(world)
        );
        reader.reads(&world.page_with(&twice)).await;
        reader.the(role("heading").saying(SEED)).are(1).await;
        assert_eq!(
            reader.asks("document.adoptedStyleSheets.length").await,
            json!(1)
        );
        reader.comments("Lan", "Gửi một lần.").await;
        reader.sees_comment("Gửi một lần.").await;
        assert_eq!(world.texts().await, ["Gửi một lần.", "Chỉ một lần."]);
        assert_eq!(world.line.requests("/embed/v1/").len(), 1);
    })
    .await;
}

#[tokio::test]
async fn coming_and_going_two_hundred_times_leaves_nothing_behind() {
    const TIMES: u32 = 200;
    // Yew never lets go of the root it was mounted in, nor of its listeners there and where the article stands, one
    // for each of six kinds of event.
    const KEPT: [(&str, u32); 3] = [("documents", 0), ("nodes", 1), ("jsEventListeners", 12)];
    tell(Setup::default(), async |world| {
        let reader = world.reader().await;
        reader
            .reads(&world.page_with(&world.tag("bdk-27052023")))
            .await;
        come_and_go(&reader, 5).await; // what is made once and kept
        let before = counters(&reader).await;
        come_and_go(&reader, TIMES).await;
        let after = counters(&reader).await;
        for (what, kept) in KEPT {
            let [before, after] = [&before, &after].map(|it| it[what].as_i64().expect(what));
            let grown = after - before;
            assert!(grown <= i64::from(TIMES * kept), "{grown} {what}");
        }
    })
    .await;
}

/// Takes the element away and puts it back, each time until its thread is there.
async fn come_and_go(reader: &Reader, times: u32) {
    let script = "const element = document.querySelector('chuyen-article');
        const turn = () => new Promise((done) => setTimeout(done));
        const stands = () => {
            const thread = element.shadowRoot?.querySelector('.chuyen-thread')?.textContent;
            return thread !== undefined && !thread.includes('Đang tải');
        };
        return (async () => {
            element.remove();
            await turn();
            document.body.append(element);
            while (!stands()) await turn();
        })()";
    for _ in 0..times {
        reader.run(script, Value::Null).await;
    }
}

/// What the page holds once everything was let go that is to be.
async fn counters(reader: &Reader) -> Value {
    let mut last = Value::Null;
    until(Duration::from_secs(10), "the counters settle", async || {
        reader
            .devtools("HeapProfiler.collectGarbage", json!({}))
            .await;
        let now = reader.devtools("Memory.getDOMCounters", json!({})).await;
        let settled = now == last;
        last = now;
        settled
    })
    .await;
    last
}

#[tokio::test]
async fn a_page_kept_in_memory_while_its_reader_is_elsewhere_goes_on_where_it_was() {
    tell(Setup::default(), async |world| {
        let reader = world.reader().await;
        reader.reads(&world.front_page()).await;
        reader.writes("Lan", "Viết rồi sang trang khác.").await;
        reader.run("window.stayed = true", Value::Null).await;
        let elsewhere = world.page("/elsewhere.html", Page::new("<p>Trang khác</p>"));
        let go = "location.href = arguments[0]";
        reader.run(go, elsewhere).await;
        reader.the(css("p")).says("Trang khác").await;
        reader.run("history.back()", Value::Null).await;
        reader.waits_until("window.stayed === true").await;
        let composer = reader.composer();
        assert_eq!(composer.value().await, "Viết rồi sang trang khác.");
        reader.sends().await;
        reader.sees_comment("Viết rồi sang trang khác.").await;
        assert_eq!(world.texts().await, ["Viết rồi sang trang khác."]);
    })
    .await;
}

#[tokio::test]
async fn a_page_rendered_ahead_brings_no_program_until_it_is_seen() {
    tell(Setup::default(), async |world| {
        let id = world.says("Bích", "Đọc trước được.").await;
        let reader = world.reader().await;
        // An address that wants the program at once.
        let wanted = format!("{}#chuyen-c-{id}", world.front_page());
        let rules = json!({ "prerender": [{ "urls": [wanted], "eagerness": "immediate" }] });
        let html = format!(
            "<script type=speculationrules>{rules}</script><p><a href=\"{wanted}\">Đọc bài</a></p>"
        );
        let page = Page::file("text/html; charset=utf-8", html);
        reader.open(&world.page("/ahead.html", page)).await;
        until(PATIENCE, "the page is rendered ahead", async || {
            !world.line.requests("touch").is_empty()
        })
        .await;
        let ahead = "performance.getEntriesByType('navigation')[0].activationStart > 0";
        reader.the(link("Đọc bài")).click().await;
        reader.waits_until(ahead).await;
        let comment = reader.the(css("[aria-current=true]"));
        comment.says("Đọc trước được.").await;
        let begins = "performance.getEntriesByType('resource').filter(({ name }) => /islands/.test(name))
            .map(({ startTime }) => startTime - performance.getEntriesByType('navigation')[0].activationStart)";
        let begins = reader.asks(begins).await;
        let begins: Vec<f64> = serde_json::from_value(begins).expect("numbers");
        assert!(begins.len() >= 2 && begins.iter().all(|ms| *ms >= 0.0), "{begins:?}");
        reader.comments("Lan", "Giờ mới thấy.").await;
        reader.sees_comment("Giờ mới thấy.").await;
    })
    .await;
}
