//! One text in several forms: what 1.x keeps in fields named for their role, 2.x and 3.x keep in lists.

use serde_json::Value;

use crate::desk::Desk;
use crate::pick::{fields, list};

/// What is no more than a part of the text, or about it.
const PARTS: [&str; 5] = ["abstract", "caption", "summary", "teaser", "trailer"];

/// One of several texts of the same: its role, what it is written in, itself.
#[derive(Clone, Copy)]
pub(super) struct Text<'a> {
    pub(super) role: &'a str,
    kind: &'a str,
    pub(super) value: &'a str,
}

/// Every text called `headline`, `body` or `description`, of whatever generation.
pub(super) fn texts<'a>(item: &'a Value, one: &str, many: &str) -> Vec<Text<'a>> {
    let field =
        |text: &'a Value, name: &str| text.get(name).and_then(Value::as_str).unwrap_or_default();
    let mut found: Vec<Text> = list(item, many)
        .iter()
        .map(|text| Text {
            role: field(text, "role"),
            kind: first_of(field(text, "contentType"), field(text, "contenttype")),
            value: field(text, "value"),
        })
        .collect();
    for (name, value) in fields(item) {
        let role = match name.strip_prefix(one) {
            Some("") => "main",
            Some(role) => role.strip_prefix('_').unwrap_or(""),
            None => "",
        };
        if let (false, Some(value)) = (role.is_empty(), value.as_str()) {
            found.push(Text {
                role,
                kind: role,
                value,
            });
        }
    }
    found.retain(|text| !text.value.trim().is_empty());
    found
}

fn first_of<'a>(one: &'a str, other: &'a str) -> &'a str {
    if one.is_empty() { other } else { one }
}

impl Text<'_> {
    /// Is it HTML? The kinds that agencies write are many, so the text has a say.
    pub(super) fn is_html(&self) -> bool {
        let kind = self.kind.to_ascii_lowercase();
        self.value.contains('<')
            && !self.is_xml()
            && (kind.contains("html")
                || kind.contains("rich")
                || kind.is_empty()
                || self.value.contains("</p>"))
    }

    /// NITF and other XML: no HTML, though its tags look like some.
    pub(super) fn is_xml(&self) -> bool {
        let kind = self.kind.to_ascii_lowercase();
        (kind.contains("xml") || kind.contains("nitf")) && !kind.contains("xhtml")
    }
}

/// HTML before plain text before XML; of equals the main one, else the first.
pub(super) fn best<'a, 'b>(texts: &'b [Text<'a>]) -> Option<&'b Text<'a>> {
    let of = |is_it: fn(&Text) -> bool| {
        let mut found = texts.iter().filter(|text| is_it(text));
        let first = found.clone().next();
        found.find(|text| text.role == "main").or(first)
    };
    of(|text| text.is_html())
        .or_else(|| of(|text| !text.is_xml()))
        .or_else(|| of(|_| true))
}

/// The summary; what stands under a picture is none.
pub(super) fn summary<'a>(descriptions: &[Text<'a>]) -> Option<&'a str> {
    let of_role = |is_it: fn(&str) -> bool| {
        let texts = descriptions.iter().filter(|text| is_it(text.role));
        best(&texts.copied().collect::<Vec<_>>()).map(|text| text.value)
    };
    of_role(|role| role == "summary").or_else(|| of_role(|role| role != "caption"))
}

/// The text of an item, in the best of its forms.
pub(super) fn body<'a>(item: &'a Value, desk: &mut Desk) -> Option<Text<'a>> {
    let (parts, whole): (Vec<_>, Vec<_>) = texts(item, "body", "bodies")
        .into_iter()
        .partition(|text| PARTS.contains(&text.role.to_ascii_lowercase().as_str()));
    let Some(text) = best(&whole) else {
        return best(&parts).copied();
    };
    for part in &parts {
        desk.skip(&format!("body of role {}", part.role));
    }
    Some(*text)
}

pub(super) fn headline(item: &Value, desk: &Desk) -> Option<String> {
    let texts = texts(item, "headline", "headlines");
    let main = texts
        .iter()
        .find(|text| text.role == "main")
        .or(texts.first())?;
    desk.plain(main.value)
}
