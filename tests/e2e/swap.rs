//! From what the server rendered to what the program renders: nothing the reader does meanwhile is lost, and nothing moves.

use serde_json::{Value, json};

use crate::support::{
    Reader, Setup, World, button, comment, css, field, link, role, tell, tell_everywhere,
};

/// The program's code, by a part of its path.
const PROGRAM: &str = "islands";
/// Is the program there? What the server rendered tells moments, the program how long ago they were.
const ALIVE: &str = "[...document.querySelector('chuyen-article').shadowRoot.querySelectorAll('.chuyen-comment-time')]
    .some((it) => it.textContent.includes('vừa xong'))";

/// A page whose program is held back; one comment stands under the article.
async fn reads_ahead(world: &World) -> std::rc::Rc<Reader> {
    world.says("Bích", "Có trước.").await;
    world.line.holds(PROGRAM);
    let reader = world.reader().await;
    reader.reads(&world.front_page()).await;
    reader
        .composer()
        .tells("it.scrollIntoView({ block: 'center' })")
        .await;
    reader
}

/// Lets the program come and waits until it is there.
async fn comes_to_life(world: &World, reader: &Reader) {
    world.line.lets_go();
    reader.waits_until(ALIVE).await;
}

async fn lives(reader: &Reader) -> Value {
    reader.asks(ALIVE).await
}

#[tokio::test]
async fn what_is_being_typed_stays_until_the_reader_leaves_the_field() {
    tell_everywhere(Setup::default(), async |world| {
        let reader = reads_ahead(world).await;
        reader.composer().click().await;
        reader.types("Viết trước khi ").await;
        world.line.lets_go();
        // The program is there once it was fetched; it waits.
        reader.waits_until("performance.getEntriesByType('resource').some((it) => /islands.*wasm/.test(it.name) && it.responseEnd > 0)").await;
        reader.types("chương trình đến.").await;
        assert_eq!(lives(&reader).await, json!(false), "not while somebody types");
        assert_eq!(reader.composer().value().await, "Viết trước khi chương trình đến.");
        reader.composer().tells("it.blur()").await;
        reader.waits_until(ALIVE).await;
        assert_eq!(reader.composer().value().await, "Viết trước khi chương trình đến.");
        reader.the(field("Tên của bạn")).is_retyped("Lan").await;
        reader.sends().await;
        reader.sees_comment("Viết trước khi chương trình đến.").await;
        assert_eq!(world.texts().await, ["Viết trước khi chương trình đến.", "Có trước."]);
    })
    .await;
}

#[tokio::test]
async fn characters_are_counted_before_the_program_is_there() {
    tell(Setup::default(), async |world| {
        let reader = reads_ahead(world).await;
        reader.composer().click().await;
        reader
            .pastes_into(&reader.composer(), &"ệ".repeat(1_234))
            .await;
        let count = reader.the(css(".chuyen-composer-count"));
        count.says("1.234 / 10.000").await;
        reader.reload().await;
        reader.sees_the_thread().await;
        count.says("1.234 / 10.000").await;
    })
    .await;
}

#[tokio::test]
async fn a_comment_sent_before_the_program_is_there_is_posted_once_and_can_be_edited() {
    tell_everywhere(Setup::default(), async |world| {
        let reader = reads_ahead(world).await;
        reader.comments("Lan", "Không đợi ai.").await;
        reader.sees_comment("Không đợi ai.").await;
        assert_eq!(world.texts().await, ["Không đợi ai.", "Có trước."]);
        comes_to_life(world, &reader).await;
        reader.the(comment("Không đợi ai.")).are(1).await;
        reader.edits("Không đợi ai.", "Đã sửa sau.").await;
        reader.sees_comment("Đã sửa sau.").await;
        assert_eq!(world.texts().await, ["Đã sửa sau.", "Có trước."]);
    })
    .await;
}

#[tokio::test]
async fn what_is_pressed_before_the_program_is_there_is_pressed_then() {
    tell_everywhere(Setup::default(), async |world| {
        let reader = reads_ahead(world).await;
        reader.the(link("Trả lời Bích")).click().await;
        let answer = reader.the(field("Trả lời Bích"));
        answer.is_gone().await;
        world.line.lets_go();
        answer.appears().await;
        let here = world.front_page();
        assert_eq!(
            reader.asks("location.href").await,
            json!(here),
            "nobody was led away"
        );
    })
    .await;
}

#[tokio::test]
async fn what_is_held_down_while_the_program_comes_is_clicked_when_it_is_let_go() {
    tell(Setup::default(), async |world| {
        let reader = reads_ahead(world).await;
        let link = reader.the(link("Trả lời Bích"));
        let place = "(({ x, y, width, height }) => [x + width / 2, y + height / 2])(it.getBoundingClientRect())";
        let place = link.tells(place).await;
        let mouse = |kind: &str| json!({ "type": kind, "x": place[0], "y": place[1], "button": "left", "clickCount": 1 });
        reader.devtools("Input.dispatchMouseEvent", mouse("mousePressed")).await;
        world.line.lets_go();
        reader.waits_until("performance.getEntriesByType('resource').some((it) => /islands.*wasm/.test(it.name) && it.responseEnd > 0)").await;
        reader.asks("new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done)))").await;
        assert_eq!(lives(&reader).await, json!(false), "not while something is pressed");
        reader.devtools("Input.dispatchMouseEvent", mouse("mouseReleased")).await;
        reader.the(field("Trả lời Bích")).appears().await;
    })
    .await;
}

#[tokio::test]
async fn what_is_marked_stays_marked() {
    tell_everywhere(Setup::default(), async |world| {
        let reader = reads_ahead(world).await;
        let mark = "getSelection().selectAllChildren(it)";
        reader.the(css(".chuyen-comment-body")).tells(mark).await;
        world.line.lets_go();
        reader.composer().tells("it.dispatchEvent(new PointerEvent('pointerdown', { bubbles: true, composed: true }))").await;
        reader.waits_until("performance.getEntriesByType('resource').some((it) => /islands.*wasm/.test(it.name) && it.responseEnd > 0)").await;
        reader.asks("new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done)))").await;
        assert_eq!(lives(&reader).await, json!(false), "not while something is marked");
        assert_eq!(reader.asks("getSelection().toString().trim()").await, json!("Có trước."));
        reader.asks("getSelection().removeAllRanges()").await;
        reader.waits_until(ALIVE).await;
    })
    .await;
}

#[tokio::test]
async fn a_thread_that_an_extension_or_a_translator_changed_comes_to_life() {
    tell_everywhere(Setup::default(), async |world| {
        let reader = reads_ahead(world).await;
        let script = "const root = document.querySelector('chuyen-article').shadowRoot;
            for (const it of root.querySelectorAll('p, bdi, time, button, a')) {
                const font = document.createElement('font');
                font.append(...it.childNodes);
                it.append(font);
            }
            root.querySelector('.chuyen-list').prepend(document.createElement('grammarly-extension'));
            root.querySelector('.chuyen-thread').append('thêm');
            const walker = document.createTreeWalker(root, NodeFilter.SHOW_COMMENT);
            while (walker.nextNode()) walker.currentNode.remove()";
        reader.run(script, Value::Null).await;
        comes_to_life(world, &reader).await;
        reader.comments("Lan", "Vẫn chạy.").await;
        reader.sees_comment("Vẫn chạy.").await;
        assert_eq!(world.texts().await, ["Vẫn chạy.", "Có trước."]);
    })
    .await;
}

#[tokio::test]
async fn a_branch_that_was_closed_stays_closed() {
    tell_everywhere(Setup::default(), async |world| {
        let first = world.says("An", "Một.").await;
        world.answers(&first, "Bình", "Hai.").await;
        let reader = reads_ahead(world).await;
        reader.the(css(".chuyen-branch-count")).click().await;
        reader.the(css(".chuyen-branch")).becomes("!it.open").await;
        comes_to_life(world, &reader).await;
        reader.the(css(".chuyen-branch")).becomes("!it.open").await;
        reader.the(css(".chuyen-branch-count")).click().await;
        reader.sees_comment("Hai.").await;
    })
    .await;
}

#[tokio::test]
async fn the_page_stays_where_it_is_and_the_keyboard_too() {
    tell_everywhere(Setup::default(), async |world| {
        for n in 1..=15 {
            world.says("Bích", &format!("Ý kiến số {n}.")).await;
        }
        let reader = reads_ahead(world).await;
        let seen = reader.what_is_said("Ý kiến số 8.");
        seen.tells("it.scrollIntoView({ block: 'center' })").await;
        reader
            .what_is_said("Ý kiến số 8.")
            .the(link("Trả lời Bích"))
            .tells("it.focus({ preventScroll: true })")
            .await;
        let place = "Math.round(it.getBoundingClientRect().top)";
        let before = seen.tells(place).await;
        comes_to_life(world, &reader).await;
        assert_eq!(
            reader.what_is_said("Ý kiến số 8.").tells(place).await,
            before,
            "it moved"
        );
        let focused = reader
            .what_is_said("Ý kiến số 8.")
            .the(link("Trả lời Bích"));
        focused
            .becomes("it.getRootNode().activeElement === it")
            .await;
    })
    .await;
}

#[tokio::test]
async fn composing_is_not_disturbed() {
    tell(Setup::default(), async |world| {
        let reader = reads_ahead(world).await;
        reader.composer().click().await;
        let compose = json!({ "text": "Tiê", "selectionStart": 3, "selectionEnd": 3 });
        reader.devtools("Input.imeSetComposition", compose).await;
        world.line.lets_go();
        reader.waits_until("performance.getEntriesByType('resource').some((it) => /islands.*wasm/.test(it.name) && it.responseEnd > 0)").await;
        let compose = json!({ "text": "Tiến", "selectionStart": 4, "selectionEnd": 4 });
        reader.devtools("Input.imeSetComposition", compose).await;
        reader.devtools("Input.insertText", json!({ "text": "Tiếng" })).await;
        assert_eq!(reader.composer().value().await, "Tiếng");
        reader.composer().tells("it.blur()").await;
        reader.waits_until(ALIVE).await;
        assert_eq!(reader.composer().value().await, "Tiếng");
    })
    .await;
}

#[tokio::test]
async fn a_widget_that_breaks_is_told_of_and_starts_afresh_and_the_others_live_on() {
    tell(Setup::default(), async |world| {
        world.expects("RuntimeError");
        world.expects("unreachable");
        world.expects("taken away");
        world.says("Bích", "Trước.").await;
        world.says("An", "Sau.").await;
        let tags = [world.tag("bdk-27052023"), world.tag("harbour-notes"), world.tag("bdk-27052023")];
        let reader = world.reader().await;
        reader.hears_events().await;
        reader.reads(&world.page_with(&tags.concat())).await;
        let shadow = |n: usize| format!("document.querySelectorAll('chuyen-article')[{n}].shadowRoot");
        for n in 0..3 {
            reader.waits_until(&format!("{}.querySelector('.chuyen-thread') !== null", shadow(n))).await;
            reader.run(&format!("{}.querySelector('.chuyen-thread').scrollIntoView()", shadow(n)), Value::Null).await;
            reader.waits_until(&format!("{}.querySelector('[data-order=oldest]') !== null", shadow(n))).await;
        }
        reader.waits_until("performance.getEntriesByType('resource').some((it) => /islands.*wasm/.test(it.name) && it.responseEnd > 0)").await;
        // What a program puts on the page is taken from its hands.
        let script = format!(
            "const insert = Node.prototype.insertBefore, append = Node.prototype.appendChild;
            Node.prototype.insertBefore = Node.prototype.appendChild = () => {{ throw new Error('taken away') }};
            addEventListener('chuyen:error', () => Object.assign(Node.prototype, {{ insertBefore: insert, appendChild: append }}), {{ once: true }});
            {}.querySelector('[data-order=oldest]').click()",
            shadow(0)
        );
        reader.run(&script, Value::Null).await;
        let errors = reader.heard("chuyen:error").await;
        assert_eq!(errors[0]["kind"], "trap", "{errors}");
        for n in 0..3 {
            reader.run(&format!("{}.querySelector('.chuyen-thread').scrollIntoView()", shadow(n)), Value::Null).await;
            let order = format!("{}.querySelector('[data-order=oldest]')", shadow(n));
            reader.waits_until(&format!("{order} !== null")).await;
            reader.run(&format!("{order}.click()"), Value::Null).await;
            reader.waits_until(&format!("{order}.ariaCurrent === 'true'")).await;
        }
    })
    .await;
}

#[tokio::test]
async fn a_page_of_the_server_s_own_comes_to_life_too() {
    tell(Setup::default(), async |world| {
        world.says("Bích", "Trên trang của máy chủ.").await;
        let reader = world.reader().await;
        world.expects("favicon");
        reader
            .reads(&format!("{}/articles/bdk-27052023", world.address()))
            .await;
        reader.composer().tells("it.scrollIntoView()").await;
        reader.waits_until(ALIVE).await;
        reader.comments("Lan", "Tôi cũng ở đây.").await;
        reader.sees_comment("Tôi cũng ở đây.").await;
        reader
            .the(role("heading").saying("Hội nghị sơ kết"))
            .are(1)
            .await;
        reader.meets_no_barrier("page of the server's own").await;
    })
    .await;
}

#[tokio::test]
async fn the_fast_tag_needs_no_second_request_to_be_read() {
    tell(Setup::default(), async |world| {
        world.says("Bích", "Đi cùng kịch bản.").await;
        let reader = world.reader().await;
        let tag = format!(
            r#"<script async src="{}/embed/bdk-27052023.js"></script>"#,
            world.address()
        );
        reader.reads(&world.page_with(&tag)).await;
        reader.the(comment("Đi cùng kịch bản.")).appears().await;
        assert_eq!(world.line.requests("/embed/v1/"), [""; 0]);
        assert_eq!(world.line.requests(".css"), [""; 0]);
        reader.the(button("Sao chép liên kết")).appears().await;
        reader.composer().click().await;
        reader.composer().tells("it.blur()").await;
        reader.waits_until(ALIVE).await;
    })
    .await;
}
