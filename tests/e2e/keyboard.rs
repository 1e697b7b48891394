//! Everything by keyboard alone.

use fantoccini::key::Key;
use serde_json::json;

use crate::support::{Setup, button, comment, css, field, role, tell};

#[tokio::test]
async fn a_reader_without_a_mouse_shares_comments_answers_edits_and_removes() {
    tell(Setup::default(), async |world| {
        for n in 1..=21 {
            world.says("Bích", &format!("Ý kiến số {n}.")).await;
        }
        let reader = world.reader().await;
        reader.reads(&world.front_page()).await;

        reader.tabs_to(button("Sao chép liên kết")).await;
        reader.presses(Key::Enter).await;
        reader
            .the(role("status").saying("Đã sao chép"))
            .appears()
            .await;

        reader.tabs_to(reader.composer_query()).await;
        reader.types("Không cần chuột.").await;
        reader.tabs_to(field("Tên của bạn")).await;
        reader.types("Lan").await;
        reader.tabs_to(button("Gửi bình luận")).await;
        reader.presses(Key::Enter).await;
        reader.sees_comment("Không cần chuột.").await;
        let own = reader.the(comment("Không cần chuột."));
        own.becomes("it.contains(it.getRootNode().activeElement)")
            .await;

        reader.tabs_to(button("Trả lời Lan")).await;
        reader.presses(Key::Enter).await;
        reader.types("Tự trả lời.").await;
        reader.tabs_to(button("Gửi trả lời")).await;
        reader.presses(Key::Enter).await;
        reader.sees_comment("Tự trả lời.").await;

        reader.tabs_to(button("Sửa")).await;
        reader.presses(Key::Space).await;
        reader.types("Sửa: ").await;
        reader.tabs_to(button("Lưu")).await;
        reader.presses(Key::Enter).await;
        reader.sees_comment("Sửa:").await;

        reader.tabs_to(button("Xoá")).await;
        reader.presses(Key::Enter).await;
        reader.tabs_to(button("Xoá")).await;
        reader.presses(Key::Enter).await;
        reader.the(comment("Sửa:")).is_gone().await;
        let lost = reader
            .asks("document.activeElement === document.body")
            .await;
        assert_eq!(
            lost,
            json!(false),
            "focus is not lost with what was removed"
        );

        let shown = reader.the(css("[id^=chuyen-c-]")).count().await;
        reader.tabs_to(role("button").saying("Xem thêm")).await;
        reader.presses(Key::Enter).await;
        reader.sees_comment("Ý kiến số 1.").await;
        assert!(reader.the(css("[id^=chuyen-c-]")).count().await > shown);
    })
    .await;
}

#[tokio::test]
async fn escape_leaves_an_answer_and_goes_back_to_where_it_began() {
    tell(Setup::default(), async |world| {
        world.says("Bích", "Ai trả lời tôi?").await;
        let reader = world.reader().await;
        reader.reads(&world.front_page()).await;
        reader.tabs_to(button("Trả lời Bích")).await;
        reader.presses(Key::Enter).await;
        reader.types("Để lúc khác").await;
        reader.presses(Key::Escape).await;
        let back = reader.the(button("Trả lời Bích"));
        back.becomes("it.getRootNode().activeElement === it").await;
        reader.presses(Key::Enter).await;
        reader.waits_until("[...document.querySelector('chuyen-article').shadowRoot.querySelectorAll('textarea')].some((it) => it.value === 'Để lúc khác')").await;
    })
    .await;
}
