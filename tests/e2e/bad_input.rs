//! What a reader should not have typed: a clear answer, and nothing lost.

use serde_json::json;

use crate::support::{Setup, button, comment, css, field, role, tell};

#[tokio::test]
async fn an_empty_comment_is_not_sent() {
    tell(Setup::default(), async |world| {
        let reader = world.reader().await;
        reader.reads(&world.front_page()).await;
        for text in ["", "   \n  "] {
            reader.writes("Lan", text).await;
            reader.sends().await;
            reader.is_told_what_is_wrong(&reader.composer()).await;
        }
        assert_eq!(world.texts().await, [""; 0]);
        reader.meets_no_barrier("error shown").await;
    })
    .await;
}

#[tokio::test]
async fn a_comment_without_a_name_asks_for_the_name() {
    tell(Setup::default(), async |world| {
        let reader = world.reader().await;
        reader.reads(&world.front_page()).await;
        reader.writes("", "Quên mất tên.").await;
        reader.sends().await;
        let name = reader.the(field("Tên của bạn"));
        reader.is_told_what_is_wrong(&name).await;
        assert_eq!(reader.composer().value().await, "Quên mất tên.");
        name.types("Lan").await;
        reader.sends().await;
        reader.sees_comment("Quên mất tên.").await;
    })
    .await;
}

#[tokio::test]
async fn a_comment_too_long_keeps_its_text_and_says_the_limit() {
    tell(Setup::default(), async |world| {
        let reader = world.reader().await;
        reader.reads(&world.front_page()).await;
        reader.writes("Lan", "x").await;
        let long = "ệ".repeat(10_001);
        reader.pastes_into(&reader.composer(), &long).await;
        reader.sends().await;
        reader.is_told_what_is_wrong(&reader.composer()).await;
        reader.the(css("form")).says("10.000").await;
        assert_eq!(reader.composer().value().await.chars().count(), 10_001);
        reader
            .pastes_into(&reader.composer(), &"ệ".repeat(10_000))
            .await;
        reader.sends().await;
        reader.sees_comment("ệệệệ").await;
        assert_eq!(world.thread().await["total"], json!(1));
    })
    .await;
}

#[tokio::test]
async fn control_characters_are_refused_in_words() {
    tell(Setup::default(), async |world| {
        let reader = world.reader().await;
        reader.reads(&world.front_page()).await;
        for bad in ["a\u{0}b", "a\u{7}b", "a\u{1b}[31mb"] {
            reader.writes("Lan", "x").await;
            reader.pastes_into(&reader.composer(), bad).await;
            reader.sends().await;
            reader.is_told_what_is_wrong(&reader.composer()).await;
            assert_eq!(reader.composer().value().await, bad, "nothing lost");
        }
        assert_eq!(world.texts().await, [""; 0]);
    })
    .await;
}

#[tokio::test]
async fn a_script_is_shown_and_not_run() {
    tell(Setup::default(), async |world| {
        let reader = world.reader().await;
        reader.reads(&world.front_page()).await;
        let scripts = "<script>window.hit = 1</script> <img src=x onerror='window.hit = 1'>";
        reader.comments("<b>Lan</b>", scripts).await;
        reader.sees_comment("<script>window.hit = 1</script>").await;
        let shown = reader.the(comment("<script>"));
        shown.says("<b>Lan</b>").await;
        shown.the(css("script,img,b")).is_gone().await;
        reader.reload().await;
        reader.sees_comment("<script>window.hit = 1</script>").await;
        assert_eq!(reader.asks("window.hit === undefined").await, json!(true));
    })
    .await;
}

#[tokio::test]
async fn a_link_that_is_none_is_text() {
    tell(Setup::default(), async |world| {
        let reader = world.reader().await;
        reader.reads(&world.front_page()).await;
        let links = "[một](javascript:alert(1)) [hai](data:text/html,x) [ba](vbscript:x) <javascript:alert(2)> [thật](https://vi.wikipedia.org/)";
        reader.comments("Lan", links).await;
        reader.sees_comment("thật").await;
        let hrefs = "[...it.querySelectorAll('a')].map((one) => one.getAttribute('href')).filter((href) => !href.startsWith('#'))";
        let shown = reader.the(comment("thật"));
        let hrefs = shown.tells(hrefs).await;
        let hrefs: Vec<_> = hrefs.as_array().into_iter().flatten().filter_map(|it| it.as_str()).collect();
        assert!(hrefs.contains(&"https://vi.wikipedia.org/"), "{hrefs:?}");
        assert!(hrefs.iter().all(|it| it.starts_with("http")), "{hrefs:?}");
        let rel = shown.the(css("a[href='https://vi.wikipedia.org/']")).property("rel").await;
        for part in ["nofollow", "ugc", "noopener"] {
            assert!(rel.contains(part), "{rel}");
        }
    })
    .await;
}

#[tokio::test]
async fn an_override_of_direction_turns_nothing_around_it() {
    tell(Setup::default(), async |world| {
        let reader = world.reader().await;
        world.says("Bích", "Hàng xóm bên trên.").await;
        reader.reads(&world.front_page()).await;
        reader.writes("Lan", "x").await;
        reader.pastes_into(&reader.composer(), "đầu \u{202e}đảo ngược").await;
        reader.sends().await;
        let turned = reader.the(comment("đảo ngược"));
        turned.appears().await;
        // Its own name, time and buttons stand left to right, as those of its neighbour.
        let places = "(() => { const row = [...it.querySelectorAll('button')].map((one) => one.getBoundingClientRect().left);
            return row.every((left, n) => n === 0 || left >= row[n - 1]) })()";
        assert_eq!(turned.tells(places).await, json!(true));
        let isolated = "[...it.querySelectorAll('[dir=auto]')].some((one) => one.innerText.includes('đảo')
            && ['isolate', 'plaintext', 'isolate-override'].includes(getComputedStyle(one).unicodeBidi))";
        assert_eq!(turned.tells(isolated).await, json!(true));
    })
    .await;
}

#[tokio::test]
async fn ten_thousand_marks_on_a_letter_are_refused_in_words() {
    tell(Setup::default(), async |world| {
        world.expects("422");
        let reader = world.reader().await;
        reader.reads(&world.front_page()).await;
        reader.writes("Lan", "x").await;
        let tower = format!("z{}", "\u{0301}".repeat(9_990));
        reader.pastes_into(&reader.composer(), &tower).await;
        reader.sends().await;
        reader
            .the(role("alert").saying("Có ký tự không dùng được."))
            .appears()
            .await;
        assert!(reader.still_has(&tower).await);
        assert_eq!(world.texts().await, [""; 0]);
    })
    .await;
}

#[tokio::test]
async fn an_answer_to_a_comment_that_is_gone_is_refused_and_kept() {
    tell(Setup::default(), async |world| {
        world.expects("422");
        let id = world.says("Bích", "Sắp bị gỡ.").await;
        let reader = world.reader().await;
        reader.reads(&world.front_page()).await;
        reader.sees_comment("Sắp bị gỡ.").await;
        let reply = css("[data-deed=reply]");
        reader.what_is_said("Sắp bị gỡ.").the(reply).click().await;
        let form = reader.the(css(".chuyen-list form"));
        form.the(css("textarea"))
            .is_retyped("Trả lời quá muộn.")
            .await;
        form.the(field("Tên của bạn")).is_retyped("Lan").await;
        world.server.command(&["moderate", "remove", &id]);
        reader.the(css(".chuyen-comment-removed")).appears().await;
        form.the(button("Gửi trả lời")).click().await;
        reader.the(role("alert")).appears().await;
        assert!(reader.still_has("Trả lời quá muộn.").await);
        assert_eq!(world.texts().await, [""; 0]);
    })
    .await;
}

#[tokio::test]
async fn a_page_that_may_not_write_says_so_and_keeps_the_text() {
    tell(Setup::default(), async |world| {
        world.expects("403");
        let foreign = world.another_partner().await;
        let page = crate::support::Page::new(&world.tag("bdk-27052023"));
        let page = foreign.serve("/page.html", page, &world.address());
        let reader = world.reader().await;
        reader.reads(&page).await;
        reader.comments("Lan", "Gửi từ trang lạ.").await;
        reader.the(role("alert")).appears().await;
        assert!(reader.still_has("Gửi từ trang lạ.").await);
        assert_eq!(world.texts().await, [""; 0]);
    })
    .await;
}

#[tokio::test]
async fn what_a_page_spoiled_in_the_storage_stops_nobody_from_writing() {
    tell(Setup::default(), async |world| {
        let reader = world.reader().await;
        reader.reads(&world.front_page()).await;
        let server = world.address();
        for key in ["session", "draft"] {
            let rest = if key == "draft" {
                " bdk-27052023 article"
            } else {
                ""
            };
            let spoil = format!("localStorage.setItem('chuyen:{key} {server}/{rest}', '{{')");
            reader.asks(&spoil).await;
        }
        reader.reload().await;
        reader.comments("Lan", "Vẫn gửi được.").await;
        reader.sees_comment("Vẫn gửi được.").await;
        assert_eq!(world.texts().await, ["Vẫn gửi được."]);
    })
    .await;
}
