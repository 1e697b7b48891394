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
