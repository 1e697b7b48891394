//! The thread: posting, answering, changing one's mind, coming back.

use serde_json::json;

use crate::support::{Setup, button, comment, css, field, link, role, tell, tell_everywhere};

fn approve_first() -> Setup {
    Setup {
        moderation: "pre",
        ..Setup::default()
    }
}

#[tokio::test]
async fn a_comment_is_there_for_everybody() {
    tell(Setup::default(), async |world| {
        let lan = world.reader().await;
        lan.hears_events().await;
        lan.reads(&world.front_page()).await;
        lan.comments("Lan", "Bài viết rất **hay**.").await;
        lan.sees_comment("Bài viết rất hay.").await;
        lan.the(comment("Bài viết rất hay."))
            .the(css("strong"))
            .says("hay")
            .await;
        let posted = lan.heard("chuyen:comment").await;
        assert_eq!(posted[0]["status"], "published", "{posted}");
        lan.reload().await;
        lan.sees_comment("Bài viết rất hay.").await;

        let minh = world.reader().await;
        minh.reads(&world.front_page()).await;
        minh.sees_comment("Bài viết rất hay.").await;
        minh.the(comment("Bài viết rất hay.")).says("Lan").await;
        let own = minh.the(comment("Bài viết rất hay.")).the(button("Sửa"));
        own.is_gone().await;
    })
    .await;
}

#[tokio::test]
async fn an_answer_stands_under_what_it_answers() {
    tell(Setup::default(), async |world| {
        let reader = world.reader().await;
        world.says("Bích", "Khi nào công bố?").await;
        reader.reads(&world.front_page()).await;
        reader.replies("Khi nào công bố?", "Lan", "Tuần sau.").await;
        reader.sees_comment("Tuần sau.").await;
        reader.reload().await;
        reader.sees_comment("Tuần sau.").await;
        let nested = "[...it.querySelectorAll('.chuyen-comment')].some((one) => one.innerText.includes('Tuần sau.'))";
        let parent = reader.the(css(".chuyen-comment").nth(0));
        assert_eq!(parent.tells(nested).await, json!(true));
    })
    .await;
}

#[tokio::test]
async fn an_answer_to_words_that_are_marked_begins_with_them() {
    tell_everywhere(Setup::default(), async |world| {
        world.says("Bích", "Khi nào công bố? Ở đâu?").await;
        let reader = world.reader().await;
        reader.reads(&world.front_page()).await;
        reader.the(css(".chuyen-thread")).tells("it.scrollIntoView()").await;
        let body = reader.the(comment("Khi nào công bố?")).the(css(".chuyen-comment-body"));
        body.tells("getSelection().setBaseAndExtent(it.querySelector('p').firstChild, 0, it.querySelector('p').firstChild, 16)").await;
        reader.the(link("Trả lời Bích")).click().await;
        let answer = reader.the(field("Trả lời Bích"));
        answer.becomes("it.value === '> Khi nào công bố?\\n\\n'").await;
    })
    .await;
}

#[tokio::test]
async fn its_author_edits_a_comment_and_takes_it_back() {
    tell(Setup::default(), async |world| {
        let reader = world.reader().await;
        reader.reads(&world.front_page()).await;
        reader.comments("Lan", "Bài viết hây.").await;
        reader.sees_comment("Bài viết hây.").await;
        reader.edits("Bài viết hây.", "Bài viết hay.").await;
        reader.sees_comment("Bài viết hay.").await;
        reader.reload().await;
        reader.sees_comment("Bài viết hay.").await;
        reader.the(comment("Bài viết hây.")).is_gone().await;
        reader.removes("Bài viết hay.").await;
        reader.the(comment("Bài viết hay.")).is_gone().await;
        reader.reload().await;
        reader
            .the(role("heading").saying("Bình luận"))
            .appears()
            .await;
        reader.the(comment("Bài viết hay.")).is_gone().await;
        assert_eq!(world.thread().await["total"], json!(0));
    })
    .await;
}

#[tokio::test]
async fn a_removed_comment_keeps_the_place_of_its_answers() {
    tell(Setup::default(), async |world| {
        let reader = world.reader().await;
        reader.reads(&world.front_page()).await;
        reader.comments("Lan", "Tôi nghĩ khác.").await;
        reader.sees_comment("Tôi nghĩ khác.").await;
        reader
            .replies("Tôi nghĩ khác.", "Lan", "Xin nói thêm.")
            .await;
        reader.sees_comment("Xin nói thêm.").await;
        reader.removes("Tôi nghĩ khác.").await;
        reader.the(comment("Tôi nghĩ khác.")).is_gone().await;
        reader.sees_comment("Xin nói thêm.").await;
    })
    .await;
}

#[tokio::test]
async fn once_the_window_is_over_a_comment_stays_as_it_is() {
    let setup = Setup {
        edit_window_s: 0,
        ..Setup::default()
    };
    tell(setup, async |world| {
        let reader = world.reader().await;
        reader.reads(&world.front_page()).await;
        reader.comments("Lan", "Đã nói là nói.").await;
        reader.sees_comment("Đã nói là nói.").await;
        reader
            .the(comment("Đã nói là nói."))
            .the(button("Sửa"))
            .is_gone()
            .await;
    })
    .await;
}

#[tokio::test]
async fn a_pending_comment_is_seen_by_its_author_only_until_it_is_approved() {
    tell(approve_first(), async |world| {
        let lan = world.reader().await;
        lan.reads(&world.front_page()).await;
        lan.comments("Lan", "Mong được duyệt.").await;
        let own = lan.the(comment("Mong được duyệt."));
        own.says("Đang chờ duyệt").await;
        lan.reload().await;
        own.says("Đang chờ duyệt").await;

        let minh = world.reader().await;
        minh.reads(&world.front_page()).await;
        minh.the(comment("Mong được duyệt.")).is_gone().await;

        let waiting = world.server.command(&["moderate", "list"]);
        assert!(waiting.contains("Mong được duyệt."), "{waiting}");
        let id = own.property("id").await.replace("chuyen-c-", "");
        world.server.command(&["moderate", "approve", &id]);
        minh.reload().await;
        minh.sees_comment("Mong được duyệt.").await;
        lan.reload().await;
        own.appears().await;
        own.becomes("!it.innerText.includes('Đang chờ duyệt')")
            .await;
    })
    .await;
}

#[tokio::test]
async fn a_comment_that_was_not_approved_is_kept_for_its_author() {
    tell(approve_first(), async |world| {
        let reader = world.reader().await;
        reader.reads(&world.front_page()).await;
        reader.comments("Lan", "Không hợp lệ.").await;
        let own = reader.the(comment("Không hợp lệ."));
        own.says("Đang chờ duyệt").await;
        let id = own.property("id").await.replace("chuyen-c-", "");
        world.server.command(&["moderate", "remove", &id]);
        reader.reload().await;
        own.says("không được duyệt").await;
        reader.meets_no_barrier("comment declined").await;
        own.the(button("Bỏ qua")).click().await;
        own.is_gone().await;
    })
    .await;
}

#[tokio::test]
async fn where_comments_are_approved_first_edits_are_too() {
    tell(approve_first(), async |world| {
        let reader = world.reader().await;
        reader.reads(&world.front_page()).await;
        reader.comments("Lan", "Bản đã duyệt.").await;
        let own = reader.the(comment("Bản đã duyệt."));
        own.says("Đang chờ duyệt").await;
        let id = own.property("id").await.replace("chuyen-c-", "");
        world.server.command(&["moderate", "approve", &id]);
        reader.reload().await;
        reader.sees_comment("Bản đã duyệt.").await;
        reader.edits("Bản đã duyệt.", "Bản chưa duyệt.").await;
        reader
            .the(comment("Bản chưa duyệt."))
            .says("Đang chờ duyệt")
            .await;
        assert_eq!(world.texts().await, ["Bản đã duyệt."]);
        world.server.command(&["moderate", "approve", &id]);
        assert_eq!(world.texts().await, ["Bản chưa duyệt."]);
        reader.reload().await;
        reader.sees_comment("Bản chưa duyệt.").await;
    })
    .await;
}

#[tokio::test]
async fn a_comment_taken_down_by_a_moderator_is_gone_for_everybody() {
    tell(Setup::default(), async |world| {
        let reader = world.reader().await;
        let id = world.says("Bích", "Quảng cáo.").await;
        reader.reads(&world.front_page()).await;
        reader.sees_comment("Quảng cáo.").await;
        world.server.command(&["moderate", "remove", &id]);
        reader.reload().await;
        reader
            .the(role("heading").saying("Bình luận"))
            .appears()
            .await;
        reader.the(comment("Quảng cáo.")).is_gone().await;
    })
    .await;
}

#[tokio::test]
async fn a_permalink_leads_to_the_comment_and_marks_it() {
    tell(Setup::default(), async |world| {
        let first = world.says("Bích", "Ý kiến đầu tiên.").await;
        for n in 1..=30 {
            world.says("Bích", &format!("Ý kiến số {n}.")).await;
        }
        let reader = world.reader().await;
        reader.reads(&format!("{}#chuyen-c-{first}", world.front_page())).await;
        let marked = reader.the(comment("Ý kiến đầu tiên."));
        marked.appears().await;
        marked
            .becomes("((box) => box.top >= 0 && box.bottom <= innerHeight)(it.getBoundingClientRect())")
            .await;
        let look = "((looks) => looks.backgroundColor + looks.boxShadow)(getComputedStyle(it.querySelector('.chuyen-comment-main')))";
        let other = reader.the(css(".chuyen-comment").nth(0)).tells(look).await;
        assert_ne!(marked.tells(look).await, other, "marked");
        // The first page, what lies between, and the one that was asked for.
        reader.the(css(".chuyen-comment")).are(21).await;
        reader.the(link("Xem thêm bình luận")).appears().await;
    })
    .await;
}

#[tokio::test]
async fn a_long_thread_comes_page_by_page() {
    tell(Setup::default(), async |world| {
        for n in 1..=45 {
            world.says("Bích", &format!("Ý kiến số {n}.")).await;
        }
        let reader = world.reader().await;
        reader.reads(&world.front_page()).await;
        let all = reader.the(css(".chuyen-comment"));
        for shown in [20, 40] {
            all.are(shown).await;
            reader.sees_more().await;
        }
        all.are(45).await;
        reader.sees_comment("Ý kiến số 1.").await;
        let ids = "new Set([...document.querySelector('chuyen-article').shadowRoot.querySelectorAll('.chuyen-comment')].map((it) => it.id)).size";
        assert_eq!(reader.asks(ids).await, json!(45), "none twice");
    })
    .await;
}

#[tokio::test]
async fn what_stands_far_down_a_long_thread_is_found_linked_and_read_out() {
    tell(Setup::default(), async |world| {
        let last = world.says("Bích", "Ý kiến sau cùng.").await;
        for n in 1..=70 {
            world.says("Bích", &format!("Ý kiến số {n}.")).await;
        }
        let reader = world.reader().await;
        reader.reads(&world.front_page()).await;
        for shown in [40, 60, 71] {
            reader.sees_more().await;
            reader.the(css(".chuyen-comment")).are(shown).await;
        }
        reader
            .the(css("body"))
            .tells("scrollTo({ top: 0, behavior: 'instant' })")
            .await;
        // None of the far ones is laid out, and every one is there.
        let far = reader.the(comment("Ý kiến sau cùng."));
        far.becomes("it.getBoundingClientRect().top > 2 * innerHeight")
            .await;
        assert_eq!(
            reader.asks("find('Ý kiến sau cùng.')").await,
            json!(true)
        );
        far.becomes("it.getBoundingClientRect().top < innerHeight")
            .await;
        reader
            .the(css("body"))
            .tells("scrollTo({ top: 0, behavior: 'instant' })")
            .await;
        reader
            .the(css("body"))
            .tells(&format!("location.hash = 'chuyen-c-{last}'"))
            .await;
        far.becomes("it.getRootNode().activeElement === it")
            .await;
        far.becomes("it.getBoundingClientRect().top >= 0 && it.getBoundingClientRect().bottom <= innerHeight")
            .await;
        reader.meets_no_barrier("far down a long thread").await;
    })
    .await;
}

#[tokio::test]
async fn a_long_branch_opens_on_demand() {
    tell(Setup::default(), async |world| {
        let root = world.says("Bích", "Có ai ở Giồng Trôm không?").await;
        for n in 1..=6 {
            world
                .answers(&root, "An", &format!("Có tôi, số {n}."))
                .await;
        }
        let reader = world.reader().await;
        reader.reads(&world.front_page()).await;
        reader.sees_comment("Có tôi, số 3.").await;
        reader.the(comment("Có tôi, số 4.")).is_gone().await;
        reader.the(role("link").saying("3 trả lời")).click().await;
        reader.sees_comment("Có tôi, số 6.").await;
    })
    .await;
}

#[tokio::test]
async fn the_order_is_the_reader_s_choice() {
    tell(Setup::default(), async |world| {
        world.says("Bích", "Trước.").await;
        world.says("An", "Sau.").await;
        let reader = world.reader().await;
        reader.reads(&world.front_page()).await;
        let first = reader.the(css(".chuyen-comment").nth(0));
        first.says("Sau.").await;
        reader.orders_by("Cũ nhất").await;
        first.says("Trước.").await;
        reader.orders_by("Mới nhất").await;
        first.says("Sau.").await;
    })
    .await;
}

#[tokio::test]
async fn a_thread_that_closed_shows_what_was_said_and_no_composer() {
    tell(Setup::default(), async |world| {
        world.says("Bích", "Nói trước khi đóng.").await;
        let closed = |text: &str| text.replacen('{', r#"{ "commenting": "closed","#, 1);
        world.server.rewrites("bdk-27052023", closed).await;
        let reader = world.reader().await;
        reader.reads(&world.front_page()).await;
        reader.sees_comment("Nói trước khi đóng.").await;
        reader.waits_until("document.querySelector('chuyen-article').shadowRoot.querySelector('textarea') === null").await;
        reader.meets_no_barrier("closed thread").await;
    })
    .await;
}

#[tokio::test]
async fn readers_get_the_same_bytes_whoever_they_are() {
    tell(approve_first(), async |world| {
        let id = world.says("Bích", "Đã duyệt.").await;
        world.server.command(&["moderate", "approve", &id]);
        let lan = world.reader().await;
        lan.reads(&world.front_page()).await;
        lan.comments("Lan", "Còn chờ duyệt.").await;
        lan.the(comment("Còn chờ duyệt."))
            .says("Đang chờ duyệt")
            .await;

        let path = "/api/v1/articles/bdk-27052023/thread";
        let url = format!("{}{path}", world.address());
        let hers = lan
            .run(
                "return fetch(arguments[0]).then((it) => it.text())",
                url.clone(),
            )
            .await;
        let other = crate::support::http::get(&url).await.expect("an answer");
        assert_eq!(hers.as_str().map(str::as_bytes), Some(&*other.body));
        assert!(!hers.to_string().contains("Còn chờ duyệt."));
        let vary = other
            .headers
            .get("vary")
            .and_then(|it| it.to_str().ok())
            .unwrap_or_default();
        assert!(!vary.to_lowercase().contains("origin"), "{vary}");
        assert_eq!(other.headers["access-control-allow-origin"], "*");
    })
    .await;
}
