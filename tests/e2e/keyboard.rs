//! Everything by keyboard alone.

use crate::support::{Setup, button, comment, css, field, link, role, tell};
use fantoccini::key::Key;

#[tokio::test]
async fn a_reader_without_a_mouse_shares_comments_answers_edits_and_removes() {
    tell(Setup::default(), async |world| {
        for n in 1..=21 {
            world.says("Bích", &format!("Ý kiến số {n}.")).await;
        }
        let reader = world.reader().await;
        reader.reads(&world.front_page()).await;

        reader
            .tabs_to(reader.the(button("Sao chép liên kết")))
            .await;
        reader.presses(Key::Enter).await;
        reader
            .the(role("status").saying("Đã sao chép"))
            .appears()
            .await;

        reader.tabs_to(reader.composer()).await;
        reader.types("Không cần chuột.").await;
        reader.tabs_to(reader.the(field("Tên của bạn"))).await;
        reader.types("Lan").await;
        reader.tabs_to(reader.the(button("Gửi bình luận"))).await;
        reader.presses(Key::Enter).await;
        reader.sees_comment("Không cần chuột.").await;
        let own = reader.the(comment("Không cần chuột."));
        own.becomes("it.contains(it.getRootNode().activeElement)")
            .await;

        reader.tabs_to(reader.the(link("Trả lời Lan"))).await;
        reader.presses(Key::Enter).await;
        let answer = reader.the(field("Trả lời Lan"));
        answer
            .becomes("it.getRootNode().activeElement === it")
            .await;
        reader.types("Tự trả lời.").await;
        reader.tabs_to(reader.the(button("Gửi trả lời"))).await;
        reader.presses(Key::Enter).await;
        reader.sees_comment("Tự trả lời.").await;

        let edit = reader.what_is_said("Tự trả lời.").the(button("Sửa"));
        reader.tabs_to(edit).await;
        reader.presses(Key::Space).await;
        let field = reader.the(field("Sửa bình luận"));
        field.becomes("it.getRootNode().activeElement === it").await;
        reader.presses(Key::End).await;
        reader.types(" Và sửa.").await;
        reader.tabs_to(reader.the(button("Lưu"))).await;
        reader.presses(Key::Enter).await;
        reader.sees_comment("Tự trả lời. Và sửa.").await;

        let edited = || reader.what_is_said("Tự trả lời. Và sửa.");
        reader.tabs_to(edited().the(button("Xoá"))).await;
        reader.presses(Key::Enter).await;
        edited()
            .the(button("Hoàn tác"))
            .becomes("it.getRootNode().activeElement === it")
            .await;
        reader.the(comment("Tự trả lời. Và sửa.")).is_gone().await;
        reader
            .waits_until("document.activeElement.localName === 'chuyen-article'")
            .await;

        reader.tabs_to(reader.the(link("Xem thêm bình luận"))).await;
        reader.presses(Key::Enter).await;
        reader.sees_comment("Ý kiến số 1.").await;
    })
    .await;
}

#[tokio::test]
async fn single_keys_go_from_comment_to_comment_unless_the_reader_types() {
    tell(Setup::default(), async |world| {
        let first = world.says("Bích", "Khi nào công bố?").await;
        world.answers(&first, "An", "Tuần sau.").await;
        world.says("Minh", "Tôi cũng muốn biết.").await;
        let reader = world.reader().await;
        reader.reads(&world.front_page()).await;
        let is_focused = "it.getRootNode().activeElement === it";
        reader
            .the(css(".chuyen-thread-order").nth(0))
            .tells("it.focus()")
            .await;
        for (keys, focused) in [
            ("j", "Tôi cũng muốn biết."),
            ("jj", "Tuần sau."),
            ("p", "Khi nào công bố?"),
            ("k", "Tôi cũng muốn biết."),
        ] {
            for key in keys.chars() {
                reader.presses_with(None, key).await;
            }
            reader.the(comment(focused)).becomes(is_focused).await;
        }
        reader.presses_with(None, 'j').await;
        reader.presses_with(None, 'o').await;
        let branch = reader.the(css(".chuyen-branch"));
        branch.becomes("!it.open").await;
        reader.presses_with(None, 'o').await;
        branch.becomes("it.open").await;

        reader.composer().types("jkpo").await;
        assert_eq!(reader.composer().value().await, "jkpo");
    })
    .await;
}

#[tokio::test]
async fn escape_leaves_an_answer_and_goes_back_to_where_it_began() {
    tell(Setup::default(), async |world| {
        world.says("Bích", "Ai trả lời tôi?").await;
        let reader = world.reader().await;
        reader.reads(&world.front_page()).await;
        reader.tabs_to(reader.the(link("Trả lời Bích"))).await;
        reader.presses(Key::Enter).await;
        let answer = reader.the(field("Trả lời Bích"));
        answer
            .becomes("it.getRootNode().activeElement === it")
            .await;
        reader.types("Để lúc khác").await;
        reader.presses(Key::Escape).await;
        let back = reader.the(link("Trả lời Bích"));
        back.becomes("it.getRootNode().activeElement === it").await;
        answer.is_gone().await;
        reader.presses(Key::Enter).await;
        answer.becomes("it.value === 'Để lúc khác'").await;
    })
    .await;
}

#[tokio::test]
async fn a_reader_without_a_mouse_sorts_the_thread_and_links_to_a_comment() {
    tell(Setup::default(), async |world| {
        let id = world.says("Bích", "Trước.").await;
        world.says("An", "Sau.").await;
        let reader = world.reader().await;
        reader.reads(&world.front_page()).await;
        let first = reader.the(css(".chuyen-comment").nth(0));
        first.says("Sau.").await;
        let oldest = reader.the(link("Cũ nhất"));
        reader.tabs_to(oldest.clone()).await;
        reader.presses(Key::Enter).await;
        first.says("Trước.").await;
        oldest.becomes("it.ariaCurrent === 'true'").await;
        oldest
            .becomes("it.getRootNode().activeElement === it")
            .await;

        let address = reader
            .what_is_said("Trước.")
            .the(css(".chuyen-comment-time"));
        reader.tabs_to(address).await;
        reader.presses(Key::Enter).await;
        reader
            .waits_until(&format!("location.hash === '#chuyen-c-{id}'"))
            .await;
        let marked = reader.the(comment("Trước."));
        marked.becomes("it.ariaCurrent === 'true'").await;
        marked
            .becomes("it.contains(it.getRootNode().activeElement)")
            .await;
        // It is the address for somebody else, and after a reload.
        reader.reload().await;
        marked.becomes("it.ariaCurrent === 'true'").await;
    })
    .await;
}
