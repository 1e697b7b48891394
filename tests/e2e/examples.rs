//! The examples that the repository comes with, each as its reader meets it.

use serde_json::json;

use crate::support::{Reader, Setup, World, button, comment, css, field, link, role, tell};

fn example(world: &World, name: &str) -> String {
    format!("{}/examples/{name}.html", world.partner.origin)
}

async fn is_read_and_commented(world: &World, reader: &Reader, name: &str) {
    reader.reads(&example(world, name)).await;
    let said = format!("Đọc ở trang {name}.");
    reader.comments("Lan", &said).await;
    reader.sees_comment(&said).await;
    let texts = world.texts().await;
    assert!(texts.contains(&said), "{texts:?}");
}

#[tokio::test]
async fn under_a_policy_that_allows_what_is_needed_and_no_more() {
    tell(Setup::default(), async |world| {
        let reader = world.reader().await;
        is_read_and_commented(world, &reader, "strict").await;
        reader.edits("Đọc ở trang strict.", "Sửa cũng được.").await;
        reader.sees_comment("Sửa cũng được.").await;
    })
    .await;
}

#[tokio::test]
async fn where_no_program_may_run() {
    tell(Setup::default(), async |world| {
        world.expects("wasm"); // the violation, in whichever words of the browser
        let reader = world.reader().await;
        is_read_and_commented(world, &reader, "no-wasm").await;
    })
    .await;
}

#[tokio::test]
async fn on_a_slow_network_with_the_fast_tag_nothing_moves() {
    tell(Setup::default(), async |world| {
        world.says("Bích", "Đi cùng bài.").await;
        let reader = world.reader().await;
        reader.is_on_slow_4g().await;
        reader.measures_shifts().await;
        reader.reads(&example(world, "fast")).await;
        reader.sees_comment("Đi cùng bài.").await;
        let shift = reader.shift().await;
        assert!(shift <= 0.02, "moved by {shift}");
        reader.comments("Lan", "Trên đò.").await;
        reader.sees_comment("Trên đò.").await;
    })
    .await;
}

#[tokio::test]
async fn a_pasted_article_is_read_without_script_and_stays_the_same_element_with_it() {
    tell(Setup::default(), async |world| {
        let reader = world.reader().await;
        reader.runs_no_scripts(true).await;
        reader.open(&example(world, "pasted")).await;
        reader.the(css("chuyen-article > article h1")).says("Hội nghị sơ kết").await;
        reader.the(css("figcaption").nth(0)).says("Chủ trì điều hành hội nghị.").await;
        reader.runs_no_scripts(false).await;

        let note = "addEventListener('DOMContentLoaded', () => { window.pasted = document.querySelector('article') })";
        reader.runs_first(note).await;
        is_read_and_commented(world, &reader, "pasted").await;
        let same = "document.querySelector('chuyen-article > article') === window.pasted";
        assert_eq!(reader.asks(same).await, json!(true));
        reader.the(css("h1")).are(1).await;
    })
    .await;
}

#[tokio::test]
async fn the_pasted_article_is_what_the_server_prints() {
    tell(Setup::default(), async |world| {
        let file = world.server.articles.join("bdk-27052023.json");
        let printed = world.server.command(&[
            "render",
            &file.to_string_lossy(),
            "--base",
            "http://127.0.0.1:8080",
            "--site",
            "bao-dong-khoi",
        ]);
        let example = concat!(env!("CARGO_MANIFEST_DIR"), "/examples/pasted.html");
        let example = std::fs::read_to_string(example).expect("the example");
        assert!(
            example.contains(printed.trim()),
            "examples/pasted.html is not what `chuyen render` prints any more: {printed}"
        );
    })
    .await;
}

#[tokio::test]
async fn without_script_a_reader_is_led_to_the_newsroom_and_comments_there() {
    tell(Setup::default(), async |world| {
        let reader = world.reader().await;
        world.expects("favicon");
        reader.runs_no_scripts(true).await;
        reader.open(&example(world, "no-script")).await;
        reader
            .the(role("link").saying("đọc và bình luận"))
            .click()
            .await;
        reader
            .the(role("heading").saying("Bình luận"))
            .appears()
            .await;
        reader
            .the(css("textarea"))
            .types("Không có JavaScript.")
            .await;
        reader.the(field("Tên của bạn")).types("Lan").await;
        reader.the(button("Gửi bình luận")).click().await;
        reader
            .the(comment("Không có JavaScript."))
            .says("Lan")
            .await;
        assert_eq!(world.texts().await, ["Không có JavaScript."]);
        reader.the(link("Cũ nhất")).click().await;
        reader.the(comment("Không có JavaScript.")).appears().await;
    })
    .await;
}
