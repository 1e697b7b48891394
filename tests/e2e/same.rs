//! One set of views: what the server renders, what comes to life over it, and what a browser renders alone are the same.

use serde_json::{Value, json};

use crate::support::{Page, Reader, Setup, World, css, tell};

/// Is the program there? What the server rendered tells moments, the program how long ago they were.
const ALIVE: &str = "[...document.querySelector('chuyen-article').shadowRoot.querySelectorAll('.chuyen-comment-time')]
    .some((it) => /vừa xong|just now/.test(it.textContent))";

async fn tree(reader: &Reader) -> Value {
    reader
        .run(include_str!("support/tree.js"), Value::Null)
        .await
}

/// Where two trees part, from the outside in.
fn difference(left: &Value, right: &Value) -> Option<String> {
    if left == right {
        return None;
    }
    let children = |tree: &Value| tree[2].as_array().cloned().unwrap_or_default();
    let (ours, theirs) = (children(left), children(right));
    if left[0] == right[0] && left[1] == right[1] && ours.len() == theirs.len() {
        let mut pairs = ours.iter().zip(&theirs);
        return pairs.find_map(|(one, other)| difference(one, other));
    }
    let open = |tree: &Value| match tree {
        Value::String(text) => text.clone(),
        tree => format!("<{} {}> of {}", tree[0], tree[1], tree[2]),
    };
    Some(format!("{}\nis elsewhere\n{}", open(left), open(right)))
}

fn are_the_same(what: &str, left: &Value, right: &Value) {
    for part in ["article", "share", "thread"] {
        if let Some(difference) = difference(&left[part], &right[part]) {
            panic!("{what}, {part}: {difference}");
        }
    }
}

/// A thread with everything in it that a thread may hold.
async fn talks(world: &World) {
    let text = "Một **hai** *ba* [bốn](https://example.com/) `năm`\n\n> sáu\n\n- bảy\n- tám\n\n```\nchín\n```";
    let first = world.says("Bích", text).await;
    let gone = world.says("An", "Sẽ bị gỡ.").await;
    for n in 1..=5 {
        world.answers(&first, "Lan", &format!("Trả lời {n}.")).await;
    }
    world.answers(&gone, "Lê Hoàng", "Vẫn còn đây.").await;
    world.server.command(&["moderate", "remove", &gone]);
    for n in 1..=20 {
        world.says("Vũ Thu Hà", &format!("Ý kiến {n}.")).await;
    }
    world.says("Bích", text).await;
}

#[tokio::test]
async fn server_and_browser_give_the_same_tree_of_every_article_and_thread() {
    tell(Setup::default(), async |world| {
        talks(world).await;
        for article in ["bdk-27052023", "harbour-notes"] {
            for lang in ["vi", "en"] {
                let attributes =
                    format!(r#"data-lang="{lang}" data-url="https://xudua.example/tin""#);
                let rendered = world.reader().await;
                world.line.holds("islands");
                let tag = world.tag_with(article, &attributes);
                rendered.reads(&world.page_with(&tag)).await;
                let server = tree(&rendered).await;

                let alone = world.reader().await;
                let address = format!("{}/api/v1/articles/{article}", world.address());
                let tag = world.tag_with(&address, &attributes);
                alone
                    .reads(&world.page("/alone.html", Page::new(&tag)))
                    .await;
                let browser = tree(&alone).await;
                are_the_same(&format!("{article} in {lang}"), &server, &browser);

                rendered
                    .the(css(".chuyen-thread"))
                    .tells("it.scrollIntoView()")
                    .await;
                world.line.lets_go();
                if article == "bdk-27052023" {
                    rendered.waits_until(ALIVE).await;
                    let alive = tree(&rendered).await;
                    are_the_same(&format!("{article} in {lang}, alive"), &server, &alive);
                }
            }
        }
        assert_eq!(world.thread().await["total"], json!(28));
    })
    .await;
}
