//! Reports: a reader tells the moderators what is wrong with a comment.

use fantoccini::key::Key;

use crate::support::{
    PATIENCE, Reader, Setup, Weather, World, button, css, field, role, tell, tell_everywhere, until,
};

const NOTE: &str = "Lời nhắn cho người kiểm duyệt (không bắt buộc)";

/// Presses "Báo cáo" at the comment that says `text`.
async fn begins_to_report(reader: &Reader, text: &str) {
    reader
        .what_is_said(text)
        .the(button("Báo cáo"))
        .click()
        .await;
    reader.the(role("dialog")).appears().await;
}

async fn chooses(reader: &Reader, reason: &str) {
    reader.the(css("label").saying(reason)).click().await;
}

/// Waits until the moderators have read `what`.
async fn moderators_read(world: &World, what: &str) {
    let waited = format!("the moderators read {what}");
    until(PATIENCE, &waited, async || {
        let reports = world.server.command(&["moderate", "reports"]);
        reports.contains(what)
    })
    .await;
}

/// The focus is at "Báo cáo" of the comment that says `text`.
async fn is_back(reader: &Reader, text: &str) {
    reader
        .what_is_said(text)
        .the(button("Báo cáo"))
        .becomes("it.getRootNode().activeElement === it")
        .await;
}

#[tokio::test]
async fn a_reader_reports_a_comment_and_is_thanked() {
    tell_everywhere(Setup::default(), async |world| {
        world.says("Bích", "Mua thuốc giảm cân tại đây.").await;
        let reader = world.reader().await;
        reader.reads(&world.front_page()).await;
        begins_to_report(&reader, "Mua thuốc").await;
        reader
            .the(css("dialog h2"))
            .says("Báo cáo bình luận của Bích")
            .await;
        reader.the(button("Gửi báo cáo")).click().await;
        reader
            .the(role("alert").saying("Hãy chọn một lý do."))
            .appears()
            .await;
        chooses(&reader, "Quảng cáo, thư rác").await;
        reader.the(field(NOTE)).types("Đăng ở nhiều bài.").await;
        reader.the(button("Gửi báo cáo")).click().await;
        reader.the(css("dialog")).says("Cảm ơn bạn").await;
        reader.the(button("Đóng")).click().await;
        reader.the(css("dialog")).is_gone().await;
        is_back(&reader, "Mua thuốc").await;
        moderators_read(world, "Đăng ở nhiều bài.").await;
    })
    .await;
}

#[tokio::test]
async fn a_report_by_keyboard_meets_no_barrier_and_escape_leaves_it() {
    tell(Setup::default(), async |world| {
        world.says("Bích", "Mua thuốc giảm cân tại đây.").await;
        for scheme in ["light", "dark"] {
            let reader = world.reader().await;
            reader.prefers(scheme).await;
            reader.has_a_screen_of(320, 640).await;
            reader.reads(&world.front_page()).await;
            let opener = reader.what_is_said("Mua thuốc").the(button("Báo cáo"));
            reader.tabs_to(opener.clone()).await;
            reader.presses(Key::Enter).await;
            reader.the(role("dialog")).appears().await;
            reader.meets_no_barrier("reporting").await;
            reader.meets_no_small_target().await;
            reader.need_not_scroll_sideways().await;
            reader.presses(Key::Escape).await;
            reader.the(css("dialog")).is_gone().await;
            is_back(&reader, "Mua thuốc").await;
            reader.presses(Key::Enter).await;
            reader.tabs_to(reader.the(css("[value=spam]"))).await;
            reader.presses(Key::Space).await;
            reader.tabs_to(reader.the(button("Gửi báo cáo"))).await;
            reader.presses(Key::Enter).await;
            reader.the(css("dialog")).says("Cảm ơn bạn").await;
            reader.meets_no_barrier("reported").await;
        }
    })
    .await;
}

#[tokio::test]
async fn what_was_written_to_the_moderators_stays_until_they_have_it() {
    tell(Setup::default(), async |world| {
        world.expects_failed_requests();
        world.says("Bích", "Mua thuốc giảm cân tại đây.").await;
        let reader = world.reader().await;
        reader.reads(&world.front_page()).await;
        begins_to_report(&reader, "Mua thuốc").await;
        chooses(&reader, "Lý do khác").await;
        let note = reader.the(field(NOTE));
        reader.pastes_into(&note, &"ệ".repeat(501)).await;
        reader.the(button("Gửi báo cáo")).click().await;
        reader.is_told_what_is_wrong(&note).await;
        reader
            .the(role("alert").saying("Dài quá 500 ký tự."))
            .appears()
            .await;
        reader.meets_no_barrier("a note that is too long").await;
        note.is_retyped("Không đúng sự thật.").await;
        world.server.is_killed();
        reader.the(button("Gửi báo cáo")).click().await;
        reader
            .the(role("alert").saying("Hãy kiểm tra kết nối mạng"))
            .appears()
            .await;
        world.server.is_started_again().await;
        reader.the(button("Gửi báo cáo")).click().await;
        reader.the(css("dialog")).says("Cảm ơn bạn").await;
        moderators_read(world, "Không đúng sự thật.").await;
    })
    .await;
}

#[tokio::test]
async fn a_reader_reports_before_the_program_is_there_and_never_their_own() {
    tell(Setup::default(), async |world| {
        world.says("Bích", "Mua thuốc giảm cân tại đây.").await;
        let reader = world.reader().await;
        world.line.holds("islands");
        reader.reads(&world.front_page()).await;
        begins_to_report(&reader, "Mua thuốc").await;
        // The program comes while the window is open; it tells how long ago it was.
        world.line.lets_go();
        reader.what_is_said("Mua thuốc").says("vừa xong").await;
        chooses(&reader, "Lạc đề").await;
        reader.the(button("Gửi báo cáo")).click().await;
        reader.the(button("Đóng")).click().await;
        is_back(&reader, "Mua thuốc").await;
        moderators_read(world, "off_topic").await;
        reader.comments("Lan", "Của tôi.").await;
        reader.sees_comment("Của tôi.").await;
        reader
            .what_is_said("Của tôi.")
            .the(button("Sửa"))
            .appears()
            .await;
        assert_eq!(
            reader
                .what_is_said("Của tôi.")
                .the(button("Báo cáo"))
                .count()
                .await,
            0
        );
    })
    .await;
}

#[tokio::test]
async fn a_window_that_cannot_be_fetched_says_so_at_its_button_and_comes_with_the_next_press() {
    tell_everywhere(Setup::default(), async |world| {
        world.expects_failed_requests();
        world.expects("chuyen: the widget could not be loaded");
        world.says("Bích", "Mua thuốc giảm cân tại đây.").await;
        let reader = world.reader().await;
        reader.reads(&world.front_page()).await;
        reader.comments("Lan", "Chương trình đã chạy.").await;
        reader.sees_comment("Chương trình đã chạy.").await;
        world.line.is(Weather::Cut);
        let report = reader
            .what_is_said("Mua thuốc")
            .the(css("[data-ask=report]"));
        report.click().await;
        report.becomes("it.dataset.fault === 'chưa tải được'").await;
        world.line.is(Weather::Fine);
        report.click().await;
        reader.the(role("dialog")).appears().await;
        report.becomes("it.dataset.fault === undefined").await;
    })
    .await;
}
