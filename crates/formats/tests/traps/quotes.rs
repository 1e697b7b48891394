//! Whose words they are, how a poem stands, and what is hidden.

use crate::common::{json_of, post, read_json, skipped};

#[test]
fn a_style_hides_however_it_is_written() {
    for style in [
        "display:none",
        "DISPLAY: None",
        "color:red; visibility : hidden",
    ] {
        let reading = read_json(&post(&format!("<p>a</p><p style=\"{style}\">ẩn</p>")));
        assert_eq!(skipped(&reading), ["1 × hidden element"], "{style}");
        assert!(reading.article.body.0.is_empty(), "{style}");
    }
    assert_eq!(
        json_of("<p style=\"display:block;visibility:visible\">a</p>").to_string(),
        json_of("<p>a</p>").to_string()
    );
}
