//! What is typed before the program is there, beside another tab, a full storage or an answer that is none: it stays.

use std::rc::Rc;

use crate::support::{Reader, Setup, World, button, comment, css, field, tell};

/// The program's code, by a part of its path.
const PROGRAM: &str = "islands";
/// Is the program there? Only it offers to throw away what is written.
const ALIVE: &str = "[...document.querySelector('chuyen-article').shadowRoot.querySelectorAll('.chuyen-composer-cancel')]
    .some((it) => it.textContent.includes('Xoá nháp'))";
/// The host page's storage has no room for comments on their way; and until `window.fine`, what is posted does not arrive.
const FULL: &str = "const set = Storage.prototype.setItem, asked = window.fetch;
    Storage.prototype.setItem = function (key, value) {
        if (key.startsWith('chuyen:outbox')) throw new DOMException('full', 'QuotaExceededError');
        set.call(this, key, value);
    };
    window.fetch = (what, init) => init?.method === 'POST' && !window.fine ? Promise.reject(new TypeError('cut')) : asked(what, init)";
/// A network that asks for a sign-in answers everything itself, until `window.fine`.
const PORTAL: &str = "const asked = window.fetch;
    window.fetch = (what, init) => init?.method === 'POST' && !window.fine ? Promise.resolve(new Response('{\"portal\":\"sign in\"}')) : asked(what, init)";

/// A page whose program is held back, after `script` ran in it.
async fn reads_ahead(world: &World, script: &str) -> Rc<Reader> {
    world.line.holds(PROGRAM);
    let reader = world.reader().await;
    reader.runs_first(script).await;
    reader.reads(&world.front_page()).await;
    reader
}

/// Another tab, which is closed once this was written in it.
async fn writes_in_another_tab(world: &World, reader: &Reader, name: &str, text: &str) {
    reader.turns_to_another_tab().await;
    reader.reads(&world.front_page()).await;
    reader.writes(name, text).await;
    reader.turns_back().await;
}

#[tokio::test]
async fn a_name_leaves_the_text_that_another_tab_keeps() {
    tell(Setup::default(), async |world| {
        let reader = reads_ahead(world, "").await;
        writes_in_another_tab(world, &reader, "Lan", "Ba trăm chữ.").await;
        reader.composer().click().await;
        reader.the(field("Tên của bạn")).is_retyped("Bích").await;
        reader.reload().await;
        reader
            .composer()
            .becomes("it.value === 'Ba trăm chữ.'")
            .await;
        let name = reader.the(field("Tên của bạn"));
        name.becomes("it.value === 'Bích'").await;
    })
    .await;
}

#[tokio::test]
async fn what_another_tab_keeps_does_not_take_the_place_of_what_is_typed_here() {
    tell(Setup::default(), async |world| {
        let reader = reads_ahead(world, "").await;
        reader.writes("Lan", "Thẻ này.").await;
        writes_in_another_tab(world, &reader, "Lan", "Thẻ kia.").await;
        world.line.lets_go();
        reader
            .composer()
            .tells("it.getRootNode().activeElement?.blur()")
            .await;
        reader.waits_until(ALIVE).await;
        assert_eq!(reader.composer().value().await, "Thẻ này.");
    })
    .await;
}

#[tokio::test]
async fn a_comment_for_which_there_is_no_room_is_there_after_a_reload_until_it_is_sent() {
    tell(Setup::default(), async |world| {
        let reader = reads_ahead(world, FULL).await;
        reader.comments("Lan", "Không còn chỗ.").await;
        let waiting = reader.the(comment("Không còn chỗ."));
        reader.is_told_to_wait(&waiting).await;
        reader.reload().await;
        reader
            .composer()
            .becomes("it.value === 'Không còn chỗ.'")
            .await;
        reader.asks("window.fine = true").await;
        reader.sends().await;
        reader.sees_comment("Không còn chỗ.").await;
        reader.reload().await;
        reader.sees_comment("Không còn chỗ.").await;
        reader.composer().becomes("it.value === ''").await;
        assert_eq!(world.texts().await, ["Không còn chỗ."]);
    })
    .await;
}

#[tokio::test]
async fn a_comment_on_its_way_is_not_in_the_box_too() {
    tell(Setup::default(), async |world| {
        let reader = reads_ahead(world, FULL).await;
        reader.comments("Lan", "Không còn chỗ.").await;
        reader
            .is_told_to_wait(&reader.the(comment("Không còn chỗ.")))
            .await;
        world.line.lets_go();
        let waiting = reader.what_is_said("Không còn chỗ.");
        waiting.the(button("Sửa")).appears().await;
        assert_eq!(reader.composer().value().await, "");
    })
    .await;
}

#[tokio::test]
async fn an_answer_that_is_no_comment_is_none() {
    tell(Setup::default(), async |world| {
        let reader = reads_ahead(world, PORTAL).await;
        reader.comments("Lan", "Ở quán cà phê.").await;
        let waiting = reader.the(comment("Ở quán cà phê."));
        reader.is_told_to_wait(&waiting).await;
        reader.asks("window.fine = true").await;
        reader.sees_it_sent("Ở quán cà phê.").await;
        assert_eq!(world.texts().await, ["Ở quán cà phê."]);
    })
    .await;
}

#[tokio::test]
async fn a_second_click_finds_nothing_wrong_with_the_box_that_the_first_one_emptied() {
    tell(Setup::default(), async |world| {
        let reader = reads_ahead(world, "").await;
        reader.writes("Lan", "Bấm hai lần.").await;
        let send = reader.the(css(".chuyen-composer-send"));
        send.tells("(it.click(), it.click())").await;
        reader.sees_comment("Bấm hai lần.").await;
        send.tells("it.click()").await;
        world.line.lets_go();
        reader
            .what_is_said("Bấm hai lần.")
            .the(button("Sửa"))
            .appears()
            .await;
        reader.the(css(".chuyen-composer-fault")).is_gone().await;
        assert_eq!(world.texts().await, ["Bấm hai lần."]);
        reader.comments("Lan", "Thêm một ý.").await;
        reader.sees_comment("Thêm một ý.").await;
    })
    .await;
}
