//! Pictures of an ANS story.

use model::Figure;
use serde_json::Value;

use crate::desk::Desk;
use crate::pick::{first_text, list, pixels, text_at};

/// A picture with caption and credit; nothing if it has no address.
pub(super) fn figure(image: &Value, desk: &mut Desk) -> Option<Figure> {
    let file = text_at(image, "url")
        .and_then(|url| desk.file(&url, pixels(image, "width"), pixels(image, "height")));
    let Some(file) = file else {
        desk.skip("image without an address");
        return None;
    };
    let alt = text_at(image, "alt_text").unwrap_or_default();
    let names = |path: &str, field: &str| -> Vec<String> {
        list(image.get(path).unwrap_or(&Value::Null), field)
            .iter()
            .filter_map(|by| first_text(by, &["byline", "name"]))
            .collect()
    };
    let made_by = match names("vanity_credits", "by") {
        vanity if vanity.is_empty() => names("credits", "by"),
        vanity => vanity,
    };
    let by = (!made_by.is_empty()).then(|| made_by.join(", "));
    desk.figure(
        vec![file],
        alt,
        first_text(image, &["caption", "subtitle"]).as_deref(),
        by,
    )
}
