//! What most readers do, in every engine: Chromium, Firefox and WebKit.

use fantoccini::key::Key;
use serde_json::json;

use crate::support::{
    Engine, Setup, button, comment, css, field, link, role, tell, tell_everywhere,
};

#[tokio::test]
async fn an_article_is_read_with_its_pictures_and_what_others_said() {
    tell_everywhere(Setup::default(), async |world| {
        let question = world.says("Bích", "Khi nào **công bố**?").await;
        world.answers(&question, "An", "Tuần sau.").await;
        let reader = world.reader().await;
        reader.reads(&world.front_page()).await;
        let article = reader.the(css("chuyen-article > article"));
        article
            .the(role("heading").saying("Hội nghị sơ kết nửa nhiệm kỳ"))
            .appears()
            .await;
        article.says("Tin, ảnh: Hữu Hiệp").await;
        let picture = article.the(css("figure").nth(0));
        picture.says("Chủ trì điều hành hội nghị.").await;
        let drawn = "it.complete && it.naturalWidth > 0";
        picture
            .the(role("image"))
            .tells("it.scrollIntoView()")
            .await;
        picture.the(role("image")).becomes(drawn).await;
        reader
            .the(link("Facebook (mở trong cửa sổ mới)"))
            .appears()
            .await;
        reader.sees_comment("Khi nào công bố?").await;
        let under = reader.the(css(".chuyen-comment").nth(0));
        under.the(comment("Tuần sau.")).appears().await;
    })
    .await;
}

#[tokio::test]
async fn a_link_that_was_copied_can_be_pasted() {
    const HERE: &str = "https://xudua.example/tin?so=1&trang=2";
    tell_everywhere(Setup::default(), async |world| {
        let reader = world.reader().await;
        let tag = world.tag_with("bdk-27052023", &format!(r#"data-url="{HERE}""#));
        reader.reads(&world.page_with(&tag)).await;
        reader.the(button("Sao chép liên kết")).click().await;
        reader
            .the(role("status").saying("Đã sao chép"))
            .appears()
            .await;
        reader.composer().click().await;
        reader.presses_with(Key::Control, 'v').await;
        reader
            .composer()
            .becomes(&format!("it.value === '{HERE}'"))
            .await;
    })
    .await;
}

#[tokio::test]
async fn a_comment_is_posted_answered_edited_and_taken_back() {
    tell_everywhere(Setup::default(), async |world| {
        let reader = world.reader().await;
        reader.hears_events().await;
        reader.reads(&world.front_page()).await;
        reader
            .comments("Nguyễn Thị Bưởi", "Ý kiến của tôi: rất **hay**.")
            .await;
        reader.sees_comment("Ý kiến của tôi: rất hay.").await;
        let posted = reader.heard("chuyen:comment").await;
        assert_eq!(posted[0]["status"], "published", "{posted}");
        reader
            .replies("Ý kiến của tôi: rất hay.", "Lan", "Tôi thêm một ý.")
            .await;
        reader.sees_comment("Tôi thêm một ý.").await;
        reader.edits("Tôi thêm một ý.", "Tôi thêm hai ý.").await;
        reader.sees_comment("Tôi thêm hai ý.").await;
        reader.reload().await;
        reader.sees_comment("Tôi thêm hai ý.").await;
        assert_eq!(
            world.texts().await,
            ["Ý kiến của tôi: rất hay.", "Tôi thêm hai ý."]
        );
        reader.removes("Tôi thêm hai ý.").await;
        reader.the(comment("Tôi thêm hai ý.")).is_gone().await;
        reader.sees_comment("Ý kiến của tôi: rất hay.").await;
        assert_eq!(world.texts().await, ["Ý kiến của tôi: rất hay."]);
    })
    .await;
}

#[tokio::test]
async fn what_is_written_while_the_server_is_down_is_sent_once_it_is_back() {
    tell_everywhere(Setup::default(), async |world| {
        world.expects_failed_requests();
        world.expects("the widget could not be loaded");
        let reader = world.reader().await;
        reader.reads(&world.front_page()).await;
        world.server.is_killed();
        reader.comments("Lan", "Gửi lúc mất mạng.").await;
        let waiting = reader.the(comment("Gửi lúc mất mạng."));
        reader.is_told_to_wait(&waiting).await;
        world.server.is_started_again().await;
        reader.sees_it_sent("Gửi lúc mất mạng.").await;
        assert_eq!(world.texts().await, ["Gửi lúc mất mạng."]);
    })
    .await;
}

#[tokio::test]
async fn a_draft_is_kept_and_a_comment_sent_without_a_mouse() {
    tell_everywhere(Setup::default(), async |world| {
        let reader = world.reader().await;
        reader.reads(&world.front_page()).await;
        reader.tabs_to(reader.composer()).await;
        reader.types("Không cần chuột, ạ.").await;
        reader.reload().await;
        reader
            .composer()
            .becomes("it.value === 'Không cần chuột, ạ.'")
            .await;
        reader.tabs_to(reader.the(field("Tên của bạn"))).await;
        reader.types("Lan").await;
        reader.tabs_to(reader.the(button("Gửi bình luận"))).await;
        reader.presses(Key::Enter).await;
        reader.sees_comment("Không cần chuột, ạ.").await;
        reader
            .tabs_to(
                reader
                    .what_is_said("Không cần chuột, ạ.")
                    .the(button("Sửa")),
            )
            .await;
        reader.presses(Key::Space).await;
        let edited = reader.the(field("Sửa bình luận"));
        edited
            .becomes("it.getRootNode().activeElement === it")
            .await;
        reader.presses(Key::End).await;
        reader.types(" Và sửa.").await;
        reader.tabs_to(reader.the(button("Lưu"))).await;
        reader.presses(Key::Enter).await;
        reader.sees_comment("Không cần chuột, ạ. Và sửa.").await;
    })
    .await;
}

#[tokio::test]
async fn readers_of_every_engine_meet_in_one_thread() {
    tell(Setup::default(), async |world| {
        let mut readers = Vec::new();
        for engine in Engine::ALL {
            let reader = world.reader_with(engine).await;
            reader.reads(&world.front_page()).await;
            reader
                .comments("Lan", &format!("Viết bằng {engine}."))
                .await;
            reader.sees_comment(&format!("Viết bằng {engine}.")).await;
            readers.push(reader);
        }
        for reader in readers {
            reader.reload().await;
            for engine in Engine::ALL {
                reader.sees_comment(&format!("Viết bằng {engine}.")).await;
            }
        }
        assert_eq!(world.thread().await["total"], json!(3));
    })
    .await;
}
