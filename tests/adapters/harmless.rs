//! Elements that do nothing but show words.

use web_sys::Element;

/// Fails unless it is such an element.
pub fn is_harmless(element: &Element) {
    let name = element.local_name();
    let harmless = [
        "p",
        "a",
        "strong",
        "em",
        "s",
        "sub",
        "sup",
        "code",
        "pre",
        "br",
        "ul",
        "ol",
        "li",
        "blockquote",
        "hr",
        "h2",
        "h3",
        "h4",
        "h5",
        "h6",
        "cite",
        "div",
        "footer",
        "figure",
        "span",
    ];
    assert!(
        harmless.contains(&name.as_str()),
        "{}",
        element.outer_html()
    );
    for attribute in element.get_attribute_names() {
        let attribute = attribute.as_string().unwrap_or_default();
        assert!(
            [
                "class",
                "href",
                "rel",
                "translate",
                "dir",
                "lang",
                "start",
                "tabindex",
                "role",
                "aria-label"
            ]
            .contains(&attribute.as_str()),
            "{}",
            element.outer_html()
        );
    }
    if let Some(href) = element.get_attribute("href") {
        assert!(
            ["http:", "https:", "mailto:"]
                .iter()
                .any(|scheme| href.starts_with(scheme)),
            "{href}"
        );
    }
}
