//! Rich text as plain HTML, for programs that bring styles of their own.

use model::{Address, Block, Cell, Embed, Figure, Gallery, Inline, Quote, RichText, Table};

use crate::document::escaped;

/// The blocks of a text as HTML that whoever reads it can set like anything else. Who made a picture is marked as many
/// systems mark it.
pub fn html(text: &RichText) -> String {
    let mut out = String::new();
    blocks(text, &mut out);
    out
}

/// No deeper than [`model::MAX_TEXT_DEPTH`], which was checked when the text was read.
fn blocks(text: &RichText, out: &mut String) {
    for block in &text.0 {
        match block {
            Block::Paragraph(words) => element("p", words, out),
            Block::Heading { level, text } => {
                element(&format!("h{}", level.clamp(&2, &4)), text, out);
            }
            Block::BulletList(items) => list("ul", items, out),
            Block::NumberedList(items) => list("ol", items, out),
            Block::Quote(words) => quote(words, out),
            Block::Figure(picture) => figure(picture, out),
            Block::Gallery(pictures) => gallery(pictures, out),
            Block::Table(rows) => table(rows, out),
            Block::Code { language, text } => code(language.as_deref(), text, out),
            Block::Embed(player) => embed(player, out),
            Block::Rule => *out += "<hr>",
        }
    }
}

fn element(name: &str, words: &[Inline], out: &mut String) {
    *out += &format!("<{name}>");
    inlines(words, out);
    *out += &format!("</{name}>");
}

fn list(name: &str, items: &[RichText], out: &mut String) {
    *out += &format!("<{name}>");
    for item in items {
        *out += "<li>";
        match item.0.as_slice() {
            [Block::Paragraph(words)] => inlines(words, out),
            _ => blocks(item, out),
        }
        *out += "</li>";
    }
    *out += &format!("</{name}>");
}

fn quote(quote: &Quote, out: &mut String) {
    *out += "<blockquote>";
    blocks(&quote.body, out);
    if !quote.source.is_empty() {
        element("cite", &quote.source, out);
    }
    *out += "</blockquote>";
}

fn figure(figure: &Figure, out: &mut String) {
    let image = &figure.image;
    let mut files: Vec<_> = image.renditions.iter().map(|r| (&r.url, r.width)).collect();
    files.push((&image.url, image.width));
    files.sort_by_key(|(_, width)| *width);
    let set = files
        .iter()
        .map(|(url, width)| format!("{} {width}w", attribute(url)));
    let set: Vec<_> = set.collect();
    let set = match set.len() {
        0 | 1 => String::new(),
        _ => format!(" srcset=\"{}\"", set.join(", ")),
    };
    *out += &format!(
        "<figure><img src=\"{}\"{set} width=\"{}\" height=\"{}\" alt=\"{}\">",
        attribute(&image.url),
        image.width,
        image.height,
        escaped(&image.alt),
    );
    caption(&figure.caption, figure.credit.as_deref(), out);
    *out += "</figure>";
}

fn caption(words: &[Inline], credit: Option<&str>, out: &mut String) {
    if words.is_empty() && credit.is_none() {
        return;
    }
    *out += "<figcaption>";
    inlines(words, out);
    if let Some(credit) = credit {
        let space = if words.is_empty() { "" } else { " " };
        *out += &format!("{space}<small class=\"credit\">{}</small>", escaped(credit));
    }
    *out += "</figcaption>";
}

fn gallery(gallery: &Gallery, out: &mut String) {
    *out += "<figure>";
    gallery.figures.iter().for_each(|it| figure(it, out));
    caption(&gallery.caption, None, out);
    *out += "</figure>";
}

fn table(table: &Table, out: &mut String) {
    *out += "<table>";
    if !table.caption.is_empty() {
        element("caption", &table.caption, out);
    }
    if !table.head.is_empty() {
        *out += "<thead>";
        row("th", &table.head, out);
        *out += "</thead>";
    }
    *out += "<tbody>";
    table.rows.iter().for_each(|cells| row("td", cells, out));
    *out += "</tbody></table>";
}

fn row(name: &str, cells: &[Cell], out: &mut String) {
    *out += "<tr>";
    cells
        .iter()
        .for_each(|Cell(words)| element(name, words, out));
    *out += "</tr>";
}

fn code(language: Option<&str>, text: &str, out: &mut String) {
    let class = language.map(|it| format!(" class=\"language-{}\"", escaped(it)));
    let class = class.unwrap_or_default();
    *out += &format!("<pre><code{class}>{}</code></pre>", escaped(text));
}

/// A link to what plays elsewhere, as a card that other systems know: nothing of others is fetched before a reader asks for it.
fn embed(embed: &Embed, out: &mut String) {
    let (url, title) = (attribute(&embed.url), escaped(&embed.title));
    let provider = escaped(&embed.provider);
    *out += &format!(
        "<figure class=\"kg-card kg-bookmark-card\"><a class=\"kg-bookmark-container\" href=\"{url}\">\
         <div class=\"kg-bookmark-title\">{title}</div> \
         <div class=\"kg-bookmark-publisher\">{provider}</div></a></figure>"
    );
}

fn inlines(text: &[Inline], out: &mut String) {
    for run in text {
        match run {
            Inline::Text(words) => *out += &escaped(words),
            Inline::Link { url, text } => {
                *out += &format!("<a href=\"{}\">", attribute(url));
                inlines(text, out);
                *out += "</a>";
            }
            Inline::Strong(text) => element("strong", text, out),
            Inline::Emphasis(text) => element("em", text, out),
            Inline::Strike(text) => element("s", text, out),
            Inline::Sub(text) => element("sub", text, out),
            Inline::Sup(text) => element("sup", text, out),
            Inline::Code(text) => *out += &format!("<code>{}</code>", escaped(text)),
            Inline::LineBreak => *out += "<br>",
        }
    }
}

fn attribute(address: &Address) -> String {
    escaped(address.as_str())
}

#[cfg(test)]
mod tests {
    use model::Article;

    use super::*;

    #[test]
    fn nothing_in_a_text_is_markup() {
        let text = RichText(vec![Block::Paragraph(vec![
            Inline::Text("a < b & \"c\"".into()),
            Inline::Link {
                url: "https://a.example/?a=1&b=\"".parse().unwrap(),
                text: vec![Inline::Code("<script>".into())],
            },
        ])]);
        assert_eq!(
            html(&text),
            "<p>a &lt; b &amp; &quot;c&quot;<a href=\"https://a.example/?a=1&amp;b=&quot;\">\
             <code>&lt;script></code></a></p>"
        );
    }

    #[test]
    fn every_kind_of_block_is_written() {
        let article = include_str!("../../../../articles/harbour-notes.json");
        let article: Article = serde_json::from_str(article).unwrap();
        let html = html(&article.body);
        for part in [
            "<p>",
            "<h2>",
            "<ul>",
            "<ol>",
            "<blockquote>",
            "<figure><img src=\"",
            "<table>",
            "<pre><code",
            "<hr>",
            " srcset=\"",
            "<figcaption>",
            "<small class=\"credit\">",
        ] {
            assert!(html.contains(part), "{part} in {html}");
        }
    }
}
