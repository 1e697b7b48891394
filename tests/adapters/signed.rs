//! Where a token says who writes, not the reader.

use chuyen::backend::{BackendError, Place, connect};

use crate::common::thread_page::{storage, stored};
use crate::subject::{TOKEN, draft, token};

#[wasm_bindgen_test::wasm_bindgen_test]
async fn what_is_sent_with_a_token_is_looked_for_under_the_name_in_it() {
    // A port that browsers never ask.
    let place = Place {
        token: Some(token(TOKEN)),
        ..Place::at("http://127.0.0.1:9#remark")
    };
    let backend = connect("remark42", &place).unwrap().unwrap();
    assert!(!backend.capabilities().names);
    let article = "kit".parse().unwrap();
    let lost = backend.post(&article, &draft("Không tới nơi", None)).await;
    assert_eq!(lost.err(), Some(BackendError::Offline));
    let keys = stored("chuyen:sent http://127.0.0.1:9");
    let kept = keys.iter().filter_map(|key| storage().get_item(key).ok()?);
    let kept: String = kept.collect();
    assert!(
        kept.contains("Nguyễn Văn A?") && !kept.contains("Minh Châu"),
        "{kept}"
    );
}
