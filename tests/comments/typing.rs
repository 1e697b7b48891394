//! Typing: input methods such as Telex and VNI rewrite what was typed, and are left alone.

use wasm_bindgen::JsCast;
use wasm_bindgen_test::wasm_bindgen_test;
use web_sys::HtmlTextAreaElement;

use crate::common::memory_backend::MemoryBackend;
use crate::common::thread_page::{ThreadPage, With, name_in, press, typed, write_in, written};
use crate::common::{appears, the, until};

#[wasm_bindgen_test]
async fn the_field_is_never_made_anew_nor_written_to_while_it_is_typed_in() {
    let backend = MemoryBackend::new("typing");
    let page = ThreadPage::open(&backend);
    let form = appears(&page.root, "form").await;
    let field: HtmlTextAreaElement = the(&form, "textarea").unchecked_into();
    let count_writes = js_sys::Function::new_with_args(
        "field",
        "const { get, set } = Object.getOwnPropertyDescriptor(HTMLTextAreaElement.prototype, 'value');\
         field.writes = 0;\
         Object.defineProperty(field, 'value', { configurable: true, get, set(text) { field.writes += 1; set.call(field, text) } })",
    );
    field.focus().unwrap();
    until("the composer is open", || {
        form.get_attribute("data-open").as_deref() == Some("true")
    })
    .await;
    // Telex: t i e e → tiê, then n g s → tiếng.
    for step in ["t", "ti", "tie", "tiê", "tiên", "tiêng", "tiếng"] {
        field.set_value(step);
        typed(&field, true);
        count_writes.call1(&field, &field).unwrap();
        until("the count follows", || {
            let count = the(&form, ".chuyen-composer-count span");
            count.text_content().unwrap() == format!("{} / 10.000", step.chars().count())
        })
        .await;
        let writes = js_sys::Reflect::get(&field, &"writes".into()).unwrap();
        assert_eq!(writes, 0.0, "{step}");
        js_sys::Reflect::delete_property(&field, &"value".into()).unwrap();
    }
    // Comments arriving meanwhile do not disturb it either.
    backend.says("An", "Mới tới", None);
    the(&page.root, "[data-state=empty]");
    assert!(field.is_same_node(Some(&the(&form, "textarea"))));
    assert_eq!(written(&form), "tiếng");
}

#[wasm_bindgen_test]
async fn enter_sends_only_with_ctrl_and_never_while_composing() {
    let backend = MemoryBackend::new("enter");
    let page = ThreadPage::open(&backend);
    let form = appears(&page.root, "form").await;
    write_in(&form, "Xin chào");
    name_in(&form, "Minh Châu");
    let (text, name) = (
        the(&form, "textarea"),
        the(&form, "input[name=author_name]"),
    );
    assert!(press(&text, "Enter", With::Nothing), "a new line");
    assert!(press(&text, "Enter", With::Composing));
    assert!(press(&text, "Enter", With::CtrlComposing));
    assert!(press(&name, "Enter", With::Composing), "the input method's");
    assert!(!press(&name, "Enter", With::Nothing), "no form is sent");
    assert_eq!(backend.memory().posts, 0);
    assert!(!press(&text, "Enter", With::Ctrl));
    page.comment("Xin chào", "published").await;
    assert_eq!(backend.memory().posts, 1);
}

#[wasm_bindgen_test]
async fn escape_while_composing_is_the_input_method_s() {
    let backend = MemoryBackend::new("escape");
    backend.says("An", "Ý", None);
    let page = ThreadPage::open(&backend);
    let comment = page.comment("Ý", "published").await;
    the(&comment, "[data-deed=reply]").click();
    let form = appears(&comment, "form").await;
    press(&the(&form, "textarea"), "Escape", With::Composing);
    page.focuses("article textarea").await;
    press(&the(&form, "textarea"), "Escape", With::Nothing);
    page.focuses("[data-deed=reply]").await;
}
