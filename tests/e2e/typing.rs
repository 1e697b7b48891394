//! Typing Vietnamese: with every mark, and through an input method that composes them.

use serde_json::json;

use crate::support::{Reader, Setup, tell};

const PANGRAM: &str = "Do bạch kim rất quý nên sẽ dùng để lắp vô xương. Ỷ ỹ ẵ ẫ ặ ờ ữ đ Đ";

#[tokio::test]
async fn every_mark_arrives_as_typed() {
    tell(Setup::default(), async |world| {
        let reader = world.reader().await;
        reader.reads(&world.front_page()).await;
        reader.comments("Đỗ Thị Ngọc Diễm", PANGRAM).await;
        reader.sees_comment(PANGRAM).await;
        assert_eq!(world.texts().await, [PANGRAM]);
    })
    .await;
}

/// As an input method does: `telex` shows each stage of a word, then the last one is taken.
async fn composes(reader: &Reader, telex: &[&str]) {
    for stage in telex {
        let end = stage.chars().count();
        let composing = json!({ "text": stage, "selectionStart": end, "selectionEnd": end });
        reader.devtools("Input.imeSetComposition", composing).await;
    }
    let word = json!({ "text": telex.last() });
    reader.devtools("Input.insertText", word).await;
}

#[tokio::test]
async fn composing_is_never_disturbed() {
    tell(Setup::default(), async |world| {
        let reader = world.reader().await;
        reader.reads(&world.front_page()).await;
        let composer = reader.composer();
        composer.click().await;
        // The field a word is composed in has to stay the same one, and its events as the browser sends them.
        composer
            .tells("(window.field = it, window.ended = 0, it.addEventListener('compositionend', () => { window.ended += 1 }), true)")
            .await;
        for word in [
            &["t", "ti", "tiê", "tiên", "tiếng"][..],
            &[" ", " V", " Vi", " Viê", " Việt"],
            &[" ", " đ", " đe", " đep", " đẹp"],
        ] {
            composes(&reader, word).await;
        }
        composer.becomes("it.value === 'tiếng Việt đẹp'").await;
        composer.becomes("it === window.field").await;
        assert_eq!(reader.asks("window.ended").await, json!(3));
    })
    .await;
}

#[tokio::test]
async fn enter_while_composing_sends_nothing() {
    tell(Setup::default(), async |world| {
        let reader = world.reader().await;
        reader.reads(&world.front_page()).await;
        reader.writes("Lan", "Đang gõ ").await;
        reader.composer().click().await;
        let composing = json!({ "text": "dở", "selectionStart": 2, "selectionEnd": 2 });
        reader.devtools("Input.imeSetComposition", composing).await;
        // While an input method composes, browsers report its keys with the code 229.
        for kind in ["rawKeyDown", "keyUp"] {
            let enter = json!({ "type": kind, "key": "Enter", "code": "Enter", "windowsVirtualKeyCode": 229 });
            reader.devtools("Input.dispatchKeyEvent", enter).await;
        }
        reader.devtools("Input.insertText", json!({ "text": "dở" })).await;
        reader.composer().becomes("it.value.includes('dở')").await;
        assert_eq!(world.texts().await, [""; 0]);
        reader.sends().await;
        reader.sees_comment("Đang gõ dở").await;
        assert_eq!(world.texts().await, ["Đang gõ dở"]);
    })
    .await;
}
