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
    let mut figure = desk.figure(
        vec![file],
        alt,
        first_text(image, &["caption", "subtitle"]).as_deref(),
        credit(&image["vanity_credits"]).or_else(|| credit(&image["credits"])),
    )?;
    figure.credit = figure.credit.or_else(|| text_at(image, "copyright"));
    Some(figure)
}

/// Who made it and for whom: "Ann, Bob/Getty Images".
fn credit(credits: &Value) -> Option<String> {
    let names = |role: &str| -> Vec<String> {
        let named = list(credits, role).iter();
        let named = named.filter_map(|by| first_text(by, &["byline", "name"]));
        named.collect()
    };
    let by = names("by");
    let mut of = names("affiliation");
    of.retain(|name| !by.contains(name));
    let parts = [by.join(", "), of.join(", ")];
    let said: Vec<_> = parts.into_iter().filter(|part| !part.is_empty()).collect();
    (!said.is_empty()).then(|| said.join("/"))
}
