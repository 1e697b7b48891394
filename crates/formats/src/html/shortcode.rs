//! `[caption]` and its kin: what WordPress writes into a text, and did not draw.

use std::borrow::Cow;

use crate::notes::Notes;

const KNOWN: [&str; 6] = [
    "caption",
    "wp_caption",
    "embed",
    "gallery",
    "playlist",
    "video",
];

/// Draws captions and addresses, and takes out what cannot be drawn.
pub(super) fn drawn<'a>(html: &'a str, notes: &mut Notes) -> Cow<'a, str> {
    if !html.contains('[') {
        return html.into();
    }
    let mut out = String::with_capacity(html.len());
    let mut rest = html;
    while let Some(start) = rest.find('[') {
        let (before, code) = rest.split_at(start);
        out.push_str(before);
        let Some(name) = known(code) else {
            out.push('[');
            rest = &code[1..];
            continue;
        };
        // Only now: to look from every bracket to the end of the text would take the square of its length.
        let Some(end) = code.find(']') else {
            rest = code;
            break;
        };
        rest = &code[end + 1..];
        match name {
            "gallery" | "playlist" | "video" => {
                notes.skip(&format!("shortcode {name}"));
                rest = rest.strip_prefix("[/video]").unwrap_or(rest);
            }
            name => {
                let closing = format!("[/{name}]");
                // What is never closed is closed nowhere: looked for once.
                let Some(end) = rest.find(&closing) else {
                    notes.skip(&format!("shortcode {name} that is not closed"));
                    out.push_str(rest);
                    return out.into();
                };
                let inside = &rest[..end];
                rest = &rest[end + closing.len()..];
                match name {
                    "embed" => {
                        out.push_str("<div class=\"wp-block-embed__wrapper\">");
                        out.push_str(inside);
                        out.push_str("</div>");
                    }
                    _ => captioned(inside, &mut out),
                }
            }
        }
    }
    out.push_str(rest);
    out.into()
}

/// The name of the shortcode that begins here, if it is one of ours.
fn known(code: &str) -> Option<&'static str> {
    KNOWN.into_iter().find(|name| {
        let after = code[1..].strip_prefix(name);
        after.is_some_and(|after| after.starts_with([' ', ']', '\n', '\u{a0}']))
    })
}

/// The picture, and after it its caption.
fn captioned(inside: &str, out: &mut String) {
    let image = inside
        .find("<img")
        .and_then(|start| Some(start + inside[start..].find('>')? + 1));
    let mut end = image.unwrap_or(0);
    if inside[end..].trim_start().starts_with("</a>") {
        end = inside.len() - inside[end..].trim_start().len() + "</a>".len();
    }
    let (picture, caption) = inside.split_at(end);
    out.push_str("<figure class=\"wp-caption\">");
    out.push_str(picture);
    out.push_str("<figcaption>");
    out.push_str(caption);
    out.push_str("</figcaption></figure>");
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_caption_is_drawn_and_other_brackets_stay() {
        let mut notes = Notes::default();
        let mut draw = |html| drawn(html, &mut notes).into_owned();
        assert_eq!(
            draw(
                r#"a [1] [caption id="x"]<a href="b"><img src="c"></a> Mưa[/caption] [gallery ids="1"]d"#
            ),
            r#"a [1] <figure class="wp-caption"><a href="b"><img src="c"></a><figcaption> Mưa</figcaption></figure> d"#
        );
        assert_eq!(draw("[caption] open"), " open");
        assert_eq!(draw("[captions] [ [embed]"), "[captions] [ ");
        assert_eq!(draw("a [caption b [ [embed"), "a [caption b [ [embed");
        assert_eq!(notes.0.len(), 3);
    }

    #[test]
    fn a_megabyte_of_brackets_is_read_once() {
        // Looked through from each of them, this would take minutes.
        for code in ["[", "[caption ", "[embed\n", "[gallery][", "[caption]["] {
            let html = code.repeat(1_000_000 / code.len());
            drawn(&html, &mut Notes::default());
        }
    }
}
