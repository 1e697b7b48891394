//! Likes: one for each reader, and never more.

use crate::support::{PATIENCE, Setup, World, button, role, tell, tell_everywhere, until};

const PRESSED: &str = "it.getAttribute('aria-pressed') === 'true'";

#[tokio::test]
async fn a_like_is_counted_once_for_everyone_and_can_be_taken_back() {
    tell_everywhere(Setup::default(), async |world| {
        world.says("Bích", "Nên công bố sớm.").await;
        let reader = world.reader().await;
        reader.reads(&world.front_page()).await;
        reader.the(button("Thích")).click().await;
        reader.the(button("Thích 1")).becomes(PRESSED).await;
        counts(world, 1).await;

        let another = world.reader().await;
        another.reads(&world.front_page()).await;
        another.the(button("Thích 1")).click().await;
        another.the(button("Thích 2")).becomes(PRESSED).await;
        counts(world, 2).await;

        reader.reload().await;
        let like = reader.the(button("Thích 2"));
        like.tells("it.scrollIntoView()").await;
        like.becomes(PRESSED).await;
        like.click().await;
        reader.the(button("Thích 1")).appears().await;
        counts(world, 1).await;
    })
    .await;
}

#[tokio::test]
async fn a_like_while_the_server_is_down_is_taken_back_and_said() {
    tell(Setup::default(), async |world| {
        world.expects_failed_requests();
        world.says("Bích", "Nên công bố sớm.").await;
        let reader = world.reader().await;
        reader.reads(&world.front_page()).await;
        reader.the(button("Thích")).click().await;
        reader.the(button("Thích 1")).becomes(PRESSED).await;
        counts(world, 1).await;
        world.server.is_killed();
        reader.the(button("Thích 1")).click().await;
        reader
            .the(role("alert").saying("Chưa gửi được lượt thích"))
            .appears()
            .await;
        reader.the(button("Thích 1")).becomes(PRESSED).await;
    })
    .await;
}

/// The server counts so many likes of the only comment.
async fn counts(world: &World, likes: u64) {
    let what = format!("the server counts {likes}");
    until(PATIENCE, &what, async || {
        world.thread().await["comments"][0]["likes"] == likes
    })
    .await;
}
