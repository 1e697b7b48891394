//! How many comments articles have, on a page that lists them.

use serde_json::{Value, json};

use crate::support::{PATIENCE, Page, Reader, SEED, Setup, World, tell, tell_everywhere, until};

/// A page with nothing of ours but the script and these counts.
fn list(world: &World, counts: &str) -> Page {
    let script = format!(
        r#"<script async src="{}/embed.js"></script>"#,
        world.address()
    );
    Page::with_head(&script, counts)
}

async fn opens(reader: &Reader, world: &World, counts: &str) {
    let page = list(world, counts);
    reader.open(&world.page("/list.html", page)).await;
}

/// What each count shows.
const SHOWN: &str = "[...document.querySelectorAll('chuyen-count')]
    .map((it) => it.shadowRoot?.querySelector('[part=number]')?.textContent ?? '')";

async fn shows(reader: &Reader, numbers: &[&str]) {
    reader
        .waits_until(&format!("JSON.stringify({SHOWN}) === '{}'", json!(numbers)))
        .await;
}

/// Has the page say that the thread on `article` holds `total` comments.
async fn is_told(reader: &Reader, article: &str, total: u32) {
    let event = format!(
        "(() => {{ const it = document.createElement('p');
            it.setAttribute('article', '{article}');
            document.body.append(it);
            it.dispatchEvent(new CustomEvent('chuyen:count', {{ detail: {{ total: {total} }}, bubbles: true, composed: true }}));
            it.remove() }})()"
    );
    reader.asks(&event).await;
}

#[tokio::test]
async fn all_counts_of_a_page_come_with_one_request_and_bring_no_program() {
    tell_everywhere(Setup::default(), async |world| {
        world.says("Lan", "Một.").await;
        world.says("Bích", "Hai.").await;
        let reader = world.reader().await;
        let counts = format!(
            r#"<chuyen-count article="{SEED}"></chuyen-count>
            <chuyen-count article="harbour-notes"></chuyen-count>
            <a href="/">Tide <chuyen-count article="{SEED}" lang="en"></chuyen-count></a>"#
        );
        opens(&reader, world, &counts).await;
        shows(&reader, &["2", "", "2"]).await;
        let asked = world.line.requests("/api/");
        assert_eq!(
            asked,
            [format!("GET /api/v1/counts?articles={SEED},harbour-notes")]
        );
        let fetched = world.line.requests("/assets/");
        let [program] = fetched.as_slice() else {
            panic!("one file besides the script: {fetched:?}");
        };
        assert!(program.contains("/count-"), "{program}");
    })
    .await;
}

#[tokio::test]
async fn no_comments_are_not_told_to_the_eye_nor_to_the_ear_and_some_are_in_words() {
    tell(Setup::default(), async |world| {
        world.says("Lan", "Một.").await;
        let reader = world.reader().await;
        let counts = format!(
            r#"<chuyen-count article="harbour-notes"></chuyen-count><chuyen-count article="not-here"></chuyen-count>
            <chuyen-count></chuyen-count>
            <chuyen-count article="{SEED}"></chuyen-count><chuyen-count article="{SEED}" lang="en"></chuyen-count>"#
        );
        opens(&reader, world, &counts).await;
        shows(&reader, &["", "", "", "1", "1"]).await;
        assert_eq!(heard(&reader).await, ["1 bình luận", "1 comment"]);
        let room = "[...document.querySelectorAll('chuyen-count')].map((it) => it.getClientRects().length)";
        assert_eq!(reader.asks(room).await, json!([0, 0, 0, 1, 1]));
        reader.meets_no_barrier("counts").await;

        is_told(&reader, SEED, 1234).await;
        shows(&reader, &["", "", "", "1.234", "1,234"]).await;
        assert_eq!(heard(&reader).await, ["1.234 bình luận", "1,234 comments"]);
        is_told(&reader, SEED, 0).await;
        shows(&reader, &["", "", "", "", ""]).await;
        assert_eq!(heard(&reader).await, [""; 0]);
    })
    .await;
}

/// What a screen reader finds on the page.
async fn heard(reader: &Reader) -> Vec<String> {
    let tree = reader
        .devtools("Accessibility.getFullAXTree", json!({}))
        .await;
    let nodes = tree["nodes"].as_array().expect("a tree").clone();
    let texts = nodes.into_iter().filter(|node| {
        node["ignored"] == json!(false) && node["role"]["value"] == json!("StaticText")
    });
    let name = |node: Value| {
        node["name"]["value"]
            .as_str()
            .unwrap_or_default()
            .to_owned()
    };
    let named = texts.map(name).filter(|text| !text.trim().is_empty());
    named.collect()
}

#[tokio::test]
async fn a_count_follows_the_thread_on_the_same_page() {
    tell_everywhere(Setup::default(), async |world| {
        world.says("Bích", "Trước.").await;
        let reader = world.reader().await;
        let page = format!("{}/examples/counts.html", world.partner.origin);
        reader.reads(&page).await;
        shows(&reader, &["1", ""]).await;
        reader.comments("Lan", "Thêm một.").await;
        reader.sees_comment("Thêm một.").await;
        shows(&reader, &["2", ""]).await;
        assert_eq!(world.line.requests("/api/v1/counts").len(), 1);
    })
    .await;
}

#[tokio::test]
async fn attributes_of_a_count_are_live_and_it_may_be_made_moved_and_removed() {
    tell(Setup::default(), async |world| {
        world.says("Lan", "Một.").await;
        let reader = world.reader().await;
        let other = world.another_server().await;
        let elsewhere = format!("http://{}", other.address());
        let page = list(world, "<p id=a></p><p id=b></p>").policy("{server}", &format!("{{server}} {elsewhere}"));
        reader.open(&world.page("/list.html", page)).await;
        reader
            .waits_until("customElements.get('chuyen-count') !== undefined")
            .await;
        let made = format!(
            "(() => {{ window.it = document.createElement('chuyen-count'); it.article = '{SEED}'; a.append(it) }})()"
        );
        reader.asks(&made).await;
        shows(&reader, &["1"]).await;
        assert_eq!(reader.asks("it.getAttribute('article')").await, json!(SEED));
        is_told(&reader, SEED, 1234).await;
        reader.asks("it.lang = 'en'").await;
        shows(&reader, &["1,234"]).await;
        reader.asks("it.article = 'harbour-notes'").await;
        shows(&reader, &[""]).await;
        reader.asks(&format!("it.article = '{SEED}'")).await;
        shows(&reader, &["1"]).await;
        reader.asks("b.append(it)").await;
        shows(&reader, &["1"]).await;
        reader.asks("it.remove()").await;
        is_told(&reader, SEED, 7).await;
        reader.asks("document.body.append(it)").await;
        shows(&reader, &["1"]).await;

        reader.asks(&format!("it.server = '{elsewhere}'")).await;
        let answered = format!(
            "performance.getEntriesByName('{elsewhere}/api/v1/counts?articles={SEED}').length === 1"
        );
        reader.waits_until(&answered).await;
        shows(&reader, &[""]).await;
        reader.asks("it.server = null").await;
        shows(&reader, &["1"]).await;
    })
    .await;
}

#[tokio::test]
async fn counts_that_do_not_come_are_told_once_in_the_console_and_leave_nothing() {
    tell(Setup::default(), async |world| {
        world.expects_failed_requests();
        world.expects("could not be loaded from");
        world.expects("is not understood");
        let reader = world.reader().await;
        opens(&reader, world, "<p id=a></p>").await;
        reader
            .waits_until("customElements.get('chuyen-count') !== undefined")
            .await;
        // What shows a count was fetched before the server is gone.
        reader
            .asks("a.append(document.createElement('chuyen-count'))")
            .await;
        reader
            .waits_until("document.querySelector('chuyen-count').shadowRoot !== null")
            .await;
        world.server.is_killed();
        let made = format!(
            "(() => {{ for (const id of ['{SEED}', 'harbour-notes', 'no id']) {{ const it = document.createElement('chuyen-count'); it.setAttribute('article', id); a.append(it) }} }})()"
        );
        reader.asks(&made).await;
        let mut said = Vec::new();
        until(PATIENCE, "a complaint", async || {
            said.extend(reader.console().await);
            said.iter().any(|line| line.contains("could not be loaded"))
        })
        .await;
        let told: Vec<_> = said.iter().filter(|line| line.contains("chuyen:")).collect();
        assert_eq!(told.len(), 2, "{told:?}");
        assert!(told.iter().any(|line| line.contains(SEED) && line.contains("harbour-notes")), "{told:?}");
        assert!(told.iter().any(|line| line.contains("no id") && line.contains("article")), "{told:?}");
        shows(&reader, &["", "", "", ""]).await;
    })
    .await;
}
