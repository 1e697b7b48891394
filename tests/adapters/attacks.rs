//! What readers may send to a server, and what may come back from it: none of it does anything on the page.

use crate::common::thread_page::ThreadPage;
use crate::common::{appears, until};
use crate::harmless::is_harmless;
use crate::subject::{Outcome, PASSED, Subject};
use serde_json::Value;

/// So many of the known attacks are sent to each server; `tests/attacks.rs` shows all of them.
const SENT: usize = 12;

/// Attacks that went through a server end as words and harmless marks.
pub async fn attacks(subject: &Subject) -> Outcome {
    if let Some(excuse) = subject.excuse("attacks", |_| true) {
        return excuse;
    }
    let visit = subject.visits(17);
    if subject.is_real {
        let all: Value = serde_json::from_str(include_str!(
            "../../crates/formats/tests/fixtures/sanitizer/bluemonday-xss-cases.json"
        ))
        .unwrap();
        let all: Vec<&str> = all
            .as_array()
            .unwrap()
            .iter()
            .filter_map(|it| it["in"].as_str())
            .collect();
        for (n, attack) in all.iter().step_by(all.len() / SENT).enumerate() {
            visit.says(&format!("Lần {n}: {attack}"), None).await;
        }
        visit.says("<img src=x onerror=\"top.attacked=1\"><script>top.attacked=1</script>[a](javascript:top.attacked=1)", None).await;
    }
    let page = ThreadPage::of(visit.backend.clone(), visit.article.clone(), None);
    appears(&page.root, "article").await;
    // A recording without made threads holds two or three.
    if subject.excuse("page", |_| true).is_none() {
        until("all stand", || page.all("article").len() > SENT).await;
    }
    for body in page.all(".chuyen-comment-body *") {
        is_harmless(&body);
    }
    let grown = "article :is(script, style, link, img, iframe, object, embed, svg:not([class]))";
    assert!(page.all(grown).is_empty());
    assert!(js_sys::eval("self.attacked").unwrap().is_undefined());
    PASSED
}
