//! What others write while one reads: offered, not pushed, and nothing missed.

use std::rc::Rc;

use crate::support::{
    Reader, Setup, World, button, comment, css, link, role, tell, tell_everywhere,
};

/// A reader whose thread is awake.
async fn reads_along(world: &World) -> Rc<Reader> {
    let reader = world.reader().await;
    reader.reads(&world.front_page()).await;
    reader
        .the(css(".chuyen-thread"))
        .tells("it.scrollIntoView()")
        .await;
    reader
}

#[tokio::test]
async fn what_others_write_is_offered_and_stands_when_it_is_wanted() {
    tell_everywhere(Setup::default(), async |world| {
        let first = world.says("Bích", "Khi nào công bố?").await;
        let reader = reads_along(world).await;
        reader.sees_comment("Khi nào công bố?").await;

        world.says("Minh", "Tôi cũng muốn biết.").await;
        reader
            .the(role("status").saying("1 bình luận mới"))
            .appears()
            .await;
        reader.the(comment("Tôi cũng muốn biết.")).is_gone().await;
        reader.the(button("1 bình luận mới")).click().await;
        reader.sees_comment("Tôi cũng muốn biết.").await;
        reader.the(button("1 bình luận mới")).is_gone().await;

        world.answers(&first, "An", "Tuần sau.").await;
        reader.the(link("Xem thêm 1 trả lời")).click().await;
        reader.sees_comment("Tuần sau.").await;
    })
    .await;
}

#[tokio::test]
async fn what_is_written_while_the_server_cannot_be_heard_is_offered_later() {
    tell(Setup::default(), async |world| {
        world.expects_failed_requests();
        world.says("Bích", "Khi nào công bố?").await;
        let reader = reads_along(world).await;
        world.says("Minh", "Tôi cũng muốn biết.").await;
        reader.the(button("1 bình luận mới")).appears().await;
        world.server.is_killed();
        world.server.is_started_again().await;
        world.says("An", "Tuần sau.").await;
        reader.the(button("2 bình luận mới")).click().await;
        reader.sees_comment("Tuần sau.").await;
        reader.the(css(".chuyen-comment")).are(3).await;
    })
    .await;
}
