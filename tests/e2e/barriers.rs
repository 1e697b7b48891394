//! Barriers: none that axe knows of (WCAG 2.2 AA), and none on a small screen.

use crate::support::{Reader, Setup, Weather, World, button, comment, css, link, tell};

/// Every state of the seed page in which a reader may find it.
async fn meets_none_anywhere(world: &World, reader: &Reader) {
    reader.reads(&world.front_page()).await;
    reader.meets_no_barrier("empty thread").await;
    reader.composer().click().await;
    reader.meets_no_barrier("composer open").await;
    reader.writes("", "Không có tên.").await;
    reader.sends().await;
    reader
        .is_told_what_is_wrong(&reader.the(crate::support::field("Tên của bạn")))
        .await;
    reader.meets_no_barrier("error shown").await;
    let question = world
        .says(
            "Bích",
            "Khi nào? Xem [tại đây](https://example.com/) và `mã`.\n\n> Trích\n\n1. một\n2. hai",
        )
        .await;
    world.answers(&question, "An", "Sắp rồi.").await;
    for n in 1..=21 {
        world.says("Bích", &format!("Ý kiến số {n}.")).await;
    }
    reader.reads(&format!("{}?dai", world.front_page())).await;
    reader.sees_comment("Ý kiến số 21.").await;
    reader.meets_no_barrier("full thread").await;
    let first = reader.the(comment("Ý kiến số 21."));
    first.the(link("Trả lời Bích")).click().await;
    reader.meets_no_barrier("answer open").await;
}

#[tokio::test]
async fn none_in_the_light() {
    tell(Setup::default(), async |world| {
        let reader = world.reader().await;
        meets_none_anywhere(world, &reader).await;
    })
    .await;
}

#[tokio::test]
async fn none_in_the_dark() {
    tell(Setup::default(), async |world| {
        let reader = world.reader().await;
        reader.prefers("dark").await;
        meets_none_anywhere(world, &reader).await;
    })
    .await;
}

#[tokio::test]
async fn none_for_an_author_who_waits() {
    let setup = Setup {
        moderation: "pre",
        ..Setup::default()
    };
    tell(setup, async |world| {
        for scheme in ["light", "dark"] {
            let reader = world.reader().await;
            reader.prefers(scheme).await;
            reader.reads(&world.front_page()).await;
            reader
                .comments("Lan", &format!("Chờ duyệt, {scheme}."))
                .await;
            let own = reader.the(comment(scheme));
            own.says("Đang chờ duyệt").await;
            reader.meets_no_barrier("own comment pending").await;
            own.the(button("Sửa")).click().await;
            reader.meets_no_barrier("editing").await;
        }
    })
    .await;
}

#[tokio::test]
async fn none_while_it_loads_waits_or_something_is_taken_down() {
    for scheme in ["light", "dark"] {
        tell(Setup::default(), async |world| {
            world.expects_failed_requests();
            let gone = world.says("Minh", "Ý kiến bị gỡ.").await;
            world.answers(&gone, "An", "Vẫn còn đây.").await;
            world.server.command(&["moderate", "remove", &gone]);
            let reader = world.reader().await;
            reader.prefers(scheme).await;
            world.line.holds("embed/v1");
            reader.open(&world.front_page()).await;
            reader.the(css("chuyen-article")).appears().await;
            reader.meets_no_barrier("on its way").await;
            world.line.lets_go();
            reader.sees_the_thread().await;
            reader.the(css(".chuyen-comment-removed")).appears().await;
            reader.meets_no_barrier("removed, and answered").await;

            reader.comments("Lan", "Gỡ lại.").await;
            let own = reader.what_is_said("Gỡ lại.");
            own.the(button("Xoá")).click().await;
            reader.the(button("Hoàn tác")).appears().await;
            reader.meets_no_barrier("taken back, for now").await;
            reader.the(button("Hoàn tác")).click().await;
            own.the(button("Xoá")).appears().await;

            world.says("Bích", "Nói thêm.").await;
            reader.the(button("1 bình luận mới")).appears().await;
            reader.meets_no_barrier("news offered").await;

            world.line.is(Weather::Cut);
            reader.comments("Lan", "Khi mất mạng.").await;
            let waiting = reader.the(comment("Khi mất mạng."));
            reader.is_told_to_wait(&waiting).await;
            reader.meets_no_barrier("waiting for the network").await;
        })
        .await;
    }
}

#[tokio::test]
async fn a_small_screen_needs_no_sideways_scrolling_and_no_small_finger() {
    tell(Setup::default(), async |world| {
        let mut deepest = world.says("Nguyễn Thị Hồng Nhung", "Câu hỏi đầu tiên.").await;
        for depth in 1..=8 {
            let text = format!("Trả lời ở bậc {depth}, khá dài để phải xuống dòng trên màn hình hẹp.");
            deepest = world.answers(&deepest, "Nguyễn Thị Hồng Nhung", &text).await;
        }
        world.says("Bích", "https://example.com/mot-dia-chi-rat-dai-khong-co-cho-nao-de-xuong-dong-ca-nen-phai-be-ra-giua-chung").await;
        let endless = world.says(&"N".repeat(80), "Tên không có chỗ xuống dòng.").await;
        world.answers(&endless, &"W".repeat(80), "Trả lời một tên như thế.").await;
        for width in [360, 320] {
            let reader = world.reader().await;
            reader.has_a_screen_of(width, 740).await;
            reader.reads(&format!("{}#chuyen-c-{deepest}", world.front_page())).await;
            reader.sees_comment("Trả lời ở bậc 8").await;
            reader.composer().click().await;
            reader.need_not_scroll_sideways().await;
            reader.meets_no_small_target().await;
            let english = world.tag_with("harbour-notes", r#"data-lang="en""#);
            reader.reads(&world.page_with(&english)).await;
            reader.need_not_scroll_sideways().await;
            reader.meets_no_small_target().await;
        }
    })
    .await;
}
