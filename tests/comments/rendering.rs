//! What changes is rendered again, and what stands beside it is not.

use wasm_bindgen::JsCast;
use wasm_bindgen_test::wasm_bindgen_test;
use web_sys::js_sys::{Function, Reflect};

use crate::common::memory_backend::MemoryBackend;
use crate::common::thread_page::{ThreadPage, button, send, write_in};
use crate::common::{appears, until};

/// Counts how many comments are rendered: each asks once, and for no other reason, what its moment is on the reader's
/// wall, because all are older than a week and have no replies.
struct Renderings;

impl Renderings {
    fn count() -> Self {
        run("globalThis.rendered = 0;
            const ask = Date.prototype.getTimezoneOffset;
            globalThis.unwatch = () => { Date.prototype.getTimezoneOffset = ask };
            Date.prototype.getTimezoneOffset = function () { rendered++; return ask.call(this) }");
        Self
    }

    fn begin_again(&self) {
        run("rendered = 0");
    }

    /// Two answers for each comment: its moment is shown, and named in full.
    fn so_far(&self) -> f64 {
        let count = Reflect::get(&web_sys::js_sys::global(), &"rendered".into()).unwrap();
        count.as_f64().unwrap() / 2.0
    }
}

impl Drop for Renderings {
    fn drop(&mut self) {
        run("unwatch()");
    }
}

fn run(script: &str) {
    Function::new_no_args(script)
        .call0(&wasm_bindgen::JsValue::NULL)
        .unwrap();
}

#[wasm_bindgen_test]
async fn one_change_among_300_comments_renders_one() {
    let backend = MemoryBackend::new("rendering");
    for n in 1..=300 {
        backend.says("Trần Thị Bích", &format!("Ý {n}."), None);
    }
    backend.memory().page_size = 300;
    let renderings = Renderings::count();
    let page = ThreadPage::open(&backend);
    let middle = page.comment("Ý 150.", "published").await;
    until("all tell the reader's own time", || {
        renderings.so_far() >= 300.0
    })
    .await;
    renderings.begin_again();

    button(&middle, "Trả lời").click();
    let form = appears(&middle, "form").await;
    assert_eq!(renderings.so_far(), 1.0, "the one that is answered");

    write_in(&form, "Đúng vậy.");
    let name: web_sys::HtmlInputElement = appears(&form, "input[name=author_name]")
        .await
        .unchecked_into();
    name.set_value("Lan");
    send(&form);
    page.comment("Đúng vậy.", "published").await;
    until("all is quiet", || page.focused().is_some()).await;
    let posting = renderings.so_far();
    assert!(
        (2.0..20.0).contains(&posting),
        "the answer, what it answers, and {posting} in all"
    );
}

/// Time that goes by when it is told to.
struct Time;

impl Time {
    fn stopped_at(now_ms: i64) -> Self {
        run(&format!(
            "globalThis.real = {{ now: Date.now, every: setInterval }};
            globalThis.ticks = [];
            globalThis.passed = 0;
            Date.now = () => {now_ms} + passed;
            globalThis.setInterval = (tick) => ticks.push(tick)"
        ));
        Self
    }

    fn goes_by(&self, ms: i64) {
        run(&format!("passed += {ms}; for (const tick of ticks) tick()"));
    }
}

impl Drop for Time {
    fn drop(&mut self) {
        run("Date.now = real.now; globalThis.setInterval = real.every");
    }
}

#[wasm_bindgen_test]
async fn as_time_goes_by_only_what_tells_another_time_is_rendered() {
    const WEEK_MS: i64 = 7 * 24 * 3_600_000;
    let backend = MemoryBackend::new("rendering-later");
    for n in 1..=300 {
        backend.says("Trần Thị Bích", &format!("Ý {n}."), None);
    }
    backend.memory().page_size = 300;
    let newest_ms = backend.memory().last().posted_at_ms;
    let time = Time::stopped_at(newest_ms + WEEK_MS - 30_000);
    let renderings = Renderings::count();
    let page = ThreadPage::open(&backend);
    let newest = page.comment("Ý 300.", "published").await;
    assert!(newest.text_content().unwrap().contains("6 ngày trước"));
    renderings.begin_again();
    time.goes_by(60_000);
    until("it tells its day", || {
        !newest.text_content().unwrap().contains("6 ngày trước")
    })
    .await;
    assert_eq!(renderings.so_far(), 1.0, "the one that was six days old");
}
