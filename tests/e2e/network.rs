//! When the network or the server fails: nothing typed is lost, nothing is said twice.

use serde_json::json;

use crate::support::{Setup, Weather, comment, field, role, tell};

#[tokio::test]
async fn what_is_typed_is_there_after_a_reload() {
    tell(Setup::default(), async |world| {
        let reader = world.reader().await;
        reader.reads(&world.front_page()).await;
        reader.writes("Lan", "Chưa viết xong").await;
        reader.reload().await;
        reader
            .composer()
            .becomes("it.value === 'Chưa viết xong'")
            .await;
        reader
            .the(field("Tên của bạn"))
            .becomes("it.value === 'Lan'")
            .await;
        reader.sends().await;
        reader.sees_comment("Chưa viết xong").await;
        reader.reload().await;
        reader.sees_comment("Chưa viết xong").await;
        reader.composer().becomes("it.value === ''").await;
    })
    .await;
}

#[tokio::test]
async fn a_comment_written_while_the_server_is_down_is_sent_once_it_is_back() {
    tell(Setup::default(), async |world| {
        world.expects("Failed to load resource");
        world.expects("the widget could not be loaded");
        let reader = world.reader().await;
        reader.reads(&world.front_page()).await;
        world.server.is_killed();
        reader.comments("Lan", "Gửi lúc mất mạng.").await;
        let waiting = reader.the(comment("Gửi lúc mất mạng."));
        waiting.says("Lan").await;
        reader.is_told_to_wait(&waiting).await;
        world.server.is_started_again().await;
        reader.sees_it_sent("Gửi lúc mất mạng.").await;
        assert_eq!(world.texts().await, ["Gửi lúc mất mạng."]);
    })
    .await;
}

#[tokio::test]
async fn a_comment_written_offline_is_sent_as_soon_as_the_browser_is_back_online() {
    tell(Setup::default(), async |world| {
        world.expects("net::ERR_INTERNET_DISCONNECTED");
        world.expects("the widget could not be loaded");
        let reader = world.reader().await;
        reader.reads(&world.front_page()).await;
        reader.is_offline(true).await;
        reader.comments("Lan", "Viết trong hầm.").await;
        let waiting = reader.the(comment("Viết trong hầm."));
        reader.is_told_to_wait(&waiting).await;
        assert_eq!(world.texts().await, [""; 0]);
        reader.is_offline(false).await;
        reader.sees_comment("Viết trong hầm.").await;
        assert_eq!(world.texts().await, ["Viết trong hầm."]);
    })
    .await;
}

#[tokio::test]
async fn a_comment_that_waits_survives_closing_the_browser() {
    tell(Setup::default(), async |world| {
        world.expects("Failed to load resource");
        world.expects("the widget could not be loaded");
        let reader = world.reader().await;
        reader.reads(&world.front_page()).await;
        world.line.is(Weather::Cut);
        reader.comments("Lan", "Viết trên tàu.").await;
        let waiting = reader.the(comment("Viết trên tàu."));
        reader.is_told_to_wait(&waiting).await;
        reader.restarts_the_browser().await;
        world.line.is(Weather::Fine);
        reader.reads(&world.front_page()).await;
        reader.sees_it_sent("Viết trên tàu.").await;
        assert_eq!(world.texts().await, ["Viết trên tàu."]);
    })
    .await;
}

#[tokio::test]
async fn an_answer_lost_on_the_way_makes_one_comment_which_its_author_can_edit() {
    tell(Setup::default(), async |world| {
        world.expects("Failed to load resource");
        let reader = world.reader().await;
        reader.reads(&world.front_page()).await;
        world.line.is(Weather::LosesAnswers);
        reader.comments("Lan", "Chỉ một lần thôi.").await;
        world.line.has_lost_an_answer().await;
        assert_eq!(world.texts().await, ["Chỉ một lần thôi."], "committed");
        reader.restarts_the_browser().await;
        world.line.is(Weather::Fine);
        reader.reads(&world.front_page()).await;
        reader.sees_it_sent("Chỉ một lần thôi.").await;
        reader.the(comment("Chỉ một lần thôi.")).are(1).await;
        assert_eq!(world.texts().await, ["Chỉ một lần thôi."], "not twice");
        reader.edits("Chỉ một lần thôi.", "Vẫn sửa được.").await;
        reader.sees_comment("Vẫn sửa được.").await;
        assert_eq!(world.texts().await, ["Vẫn sửa được."]);
    })
    .await;
}

#[tokio::test]
async fn two_tabs_that_both_want_to_send_a_comment_send_it_once() {
    tell(Setup::default(), async |world| {
        world.expects("Failed to load resource");
        let reader = world.reader().await;
        reader.reads(&world.front_page()).await;
        world.line.is(Weather::LosesAnswers);
        reader.comments("Lan", "Một trong hai.").await;
        world.line.has_lost_an_answer().await;
        reader.turns_to_another_tab().await;
        world.line.is(Weather::Fine);
        reader.reads(&world.front_page()).await;
        reader.sees_it_sent("Một trong hai.").await;
        reader.the(comment("Một trong hai.")).are(1).await;
        assert_eq!(world.texts().await, ["Một trong hai."]);
    })
    .await;
}

#[tokio::test]
async fn a_comment_is_posted_without_asking_leave_first() {
    tell(Setup::default(), async |world| {
        let reader = world.reader().await;
        reader.reads(&world.front_page()).await;
        reader.comments("Lan", "Một lượt đi về.").await;
        reader.sees_comment("Một lượt đi về.").await;
        let asked = world.line.requests("/comments");
        assert_eq!(asked, ["POST /api/v1/articles/bdk-27052023/comments"]);
    })
    .await;
}

#[tokio::test]
async fn a_comment_edited_while_its_answer_was_lost_says_what_was_meant_last() {
    tell(Setup::default(), async |world| {
        world.expects("Failed to load resource");
        let reader = world.reader().await;
        reader.reads(&world.front_page()).await;
        world.line.is(Weather::LosesAnswers);
        reader.comments("Lan", "Bản một.").await;
        world.line.has_lost_an_answer().await;
        reader.edits("Bản một.", "Bản hai.").await;
        world.expects("422"); // the same key with another text: the answer brings the comment that stands
        world.line.is(Weather::Fine);
        reader.sees_it_sent("Bản hai.").await;
        assert_eq!(world.texts().await, ["Bản hai."]);
    })
    .await;
}

#[tokio::test]
async fn a_reader_who_is_too_fast_waits_and_loses_nothing() {
    // After that many, one more every six seconds.
    let setup = Setup {
        writes_per_minute: 10,
        ..Setup::default()
    };
    tell(setup, async |world| {
        world.expects("429");
        let reader = world.reader().await;
        reader.reads(&world.front_page()).await;
        reader.writes("Lan", "Hơi nhanh quá.").await;
        for n in 1..=10 {
            world.says("Bích", &format!("Ý kiến số {n}.")).await;
        }
        reader.sends().await;
        reader.sees_it_sent("Hơi nhanh quá.").await;
        let tries = world.line.requests("/comments").len();
        assert!(tries > 1, "the first try was too fast");
        assert_eq!(world.thread().await["total"], json!(11));
    })
    .await;
}

#[tokio::test]
async fn an_acknowledged_comment_survives_kill_9() {
    tell(Setup::default(), async |world| {
        let reader = world.reader().await;
        reader.reads(&world.front_page()).await;
        reader.comments("Lan", "Không được mất.").await;
        reader.sees_comment("Không được mất.").await;
        world.server.is_killed();
        world.server.is_started_again().await;
        assert_eq!(world.texts().await, ["Không được mất."]);
        reader.reload().await;
        reader.sees_comment("Không được mất.").await;
        reader.edits("Không được mất.", "Vẫn là của tôi.").await;
        reader.sees_comment("Vẫn là của tôi.").await;
    })
    .await;
}

#[tokio::test]
async fn a_browser_that_stores_nothing_can_comment() {
    tell(Setup::default(), async |world| {
        let blocked = json!({ "profile.default_content_setting_values.cookies": 2 });
        let reader = world.reader_who_prefers(blocked).await;
        reader.reads(&world.front_page()).await;
        let refused = "(() => { try { return !localStorage } catch { return true } })()";
        assert_eq!(
            reader.asks(refused).await,
            json!(true),
            "the browser refuses storage"
        );
        reader.comments("Lan", "Không lưu gì cả.").await;
        reader.sees_comment("Không lưu gì cả.").await;
        reader.edits("Không lưu gì cả.", "Sửa ngay vẫn được.").await;
        reader.sees_comment("Sửa ngay vẫn được.").await;
        assert_eq!(world.texts().await, ["Sửa ngay vẫn được."]);
    })
    .await;
}

#[tokio::test]
async fn a_thread_that_did_not_come_is_asked_for_again() {
    tell(Setup::default(), async |world| {
        world.expects("Failed to load resource");
        world.says("Bích", "Đã có mặt.").await;
        let reader = world.reader().await;
        // Its first page came with the article; in another order it is asked for, and refused.
        let broken = "const asked = window.fetch; window.fetch = (what, ...more) =>
            window.broken !== false && String(what.url ?? what).includes('/thread') ? Promise.reject(new TypeError('broken')) : asked(what, ...more)";
        reader.runs_first(broken).await;
        reader.reads(&world.front_page()).await;
        reader.orders_by("Cũ nhất").await;
        reader.the(role("alert").saying("Không tải được bình luận")).appears().await;
        reader.meets_no_barrier("thread failed").await;
        reader.asks("window.broken = false").await;
        reader.the(role("button").saying("Thử lại")).click().await;
        reader.sees_comment("Đã có mặt.").await;
    })
    .await;
}
