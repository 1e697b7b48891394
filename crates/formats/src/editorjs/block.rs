//! The blocks of Editor.js.

use model::{Block, Cell, Figure, Inline, Quote, RichText, Table};
use serde_json::Value;

use crate::desk::Desk;
use crate::inline::words;
use crate::limits::MAX_OUTER_FRAMES;
use crate::pick::{self, at, first_text, is_true, list, pixels, text_at};

/// Reads blocks; the notes under them, which are numbered in one row, close the text.
pub(super) fn all(written: &[Value], desk: &mut Desk) -> Vec<Block> {
    let mut found = Vec::new();
    let mut notes = Vec::new();
    for block in written {
        found.extend(blocks(block, desk));
        let told = at(block, "tunes.footnotes").and_then(Value::as_array);
        for note in told.into_iter().flatten().filter_map(Value::as_str) {
            let note = desk.blocks(note, &[]);
            notes.extend((!note.is_empty()).then_some(RichText(note)));
        }
    }
    found.extend((!notes.is_empty()).then_some(Block::NumberedList(notes)));
    found
}

fn blocks(block: &Value, desk: &mut Desk) -> Vec<Block> {
    let data = &block["data"];
    let text = |field: &str| data.get(field).and_then(Value::as_str).unwrap_or_default();
    let one = |block: Option<Block>| block.into_iter().collect();
    match block.get("type").and_then(Value::as_str).unwrap_or("none") {
        "paragraph" => desk.blocks(text("text"), &[]),
        "header" => one(heading(desk.line(text("text")), data)),
        "list" | "nestedList" | "checklist" => {
            if first_text(data, &["meta.start", "start"]).is_some_and(|start| start != "1") {
                desk.skip("numbers of a list that begin elsewhere than at 1");
            }
            one(items(data, text("style") == "ordered", 0, desk))
        }
        "quote" => one(quote(text("text"), text("caption"), desk)),
        "image" | "simpleImage" => one(figure(data, desk).map(Block::Figure)),
        "delimiter" => vec![Block::Rule],
        "code" => vec![Block::Code {
            language: text_at(data, "language"),
            text: text("code").to_owned(),
        }],
        "table" => one(table(data, desk)),
        "warning" => desk.blocks(
            &format!("<p><b>{}</b></p><p>{}</p>", text("title"), text("message")),
            &[],
        ),
        "raw" => desk.blocks(text("html"), &[]),
        "embed" => embed(data, desk),
        "linkTool" => link(data, desk),
        "attaches" => attached(data, desk),
        kind => {
            desk.skip(&format!("block {kind}"));
            Vec::new()
        }
    }
}

fn heading(text: Vec<Inline>, data: &Value) -> Option<Block> {
    let level = data
        .get("level")
        .and_then(Value::as_u64)
        .unwrap_or(2)
        .clamp(2, 4);
    (!text.is_empty()).then(|| Block::Heading {
        level: u8::try_from(level).unwrap_or(2),
        text,
    })
}

/// Items are words, or words with items below them. The JSON parser bounds how deep this goes.
fn items(data: &Value, is_numbered: bool, depth: usize, desk: &mut Desk) -> Option<Block> {
    let texts = texts(data, is_numbered, depth, desk);
    let texts: Vec<RichText> = texts
        .into_iter()
        .filter(|item| !item.is_empty())
        .map(RichText)
        .collect();
    match (texts.is_empty(), is_numbered) {
        (true, _) => None,
        (false, true) => Some(Block::NumberedList(texts)),
        (false, false) => Some(Block::BulletList(texts)),
    }
}

fn texts(data: &Value, is_numbered: bool, depth: usize, desk: &mut Desk) -> Vec<Vec<Block>> {
    let mut found = Vec::new();
    for item in list(data, "items") {
        let words = item
            .as_str()
            .map(str::to_owned)
            .or_else(|| first_text(item, &["content", "text"]));
        let mut blocks = words
            .map(|words| desk.blocks(&format!("{}{words}", tick(item)), &[]))
            .unwrap_or_default();
        if depth + 1 < MAX_OUTER_FRAMES {
            blocks.extend(items(item, is_numbered, depth + 1, desk));
            found.push(blocks);
        } else {
            found.push(blocks);
            found.extend(texts(item, is_numbered, depth, desk));
        }
    }
    found
}

/// Whether an item of things to do is done.
fn tick(item: &Value) -> &'static str {
    let is_done = ["checked", "meta.checked"]
        .iter()
        .find_map(|path| at(item, path)?.as_bool());
    match is_done {
        Some(true) => "☑ ",
        Some(false) => "☐ ",
        None => "",
    }
}

fn quote(text: &str, caption: &str, desk: &mut Desk) -> Option<Block> {
    let body = RichText(desk.blocks(text, &[]));
    let source = desk.line(caption);
    match (body.0.is_empty(), source.is_empty()) {
        (true, true) => None,
        (true, false) => Some(Block::Paragraph(source)),
        (false, _) => Some(Block::Quote(Quote { body, source })),
    }
}

fn figure(data: &Value, desk: &mut Desk) -> Option<Figure> {
    let (width, height) = match data.get("file") {
        Some(file) => (pixels(file, "width"), pixels(file, "height")),
        None => (pixels(data, "width"), pixels(data, "height")),
    };
    let file =
        first_text(data, &["file.url", "url"]).and_then(|url| desk.file(&url, width, height));
    if file.is_none() {
        desk.skip("image without an address");
    }
    let alt = text_at(data, "alt").unwrap_or_default();
    desk.figure(vec![file?], alt, text_at(data, "caption").as_deref(), None)
}

fn table(data: &Value, desk: &mut Desk) -> Option<Block> {
    let rows = at(data, "content")?
        .as_array()?
        .iter()
        .filter_map(Value::as_array);
    let mut rows: Vec<Vec<Cell>> = rows
        .map(|row| {
            row.iter()
                .map(|cell| Cell(desk.line(&said(cell))))
                .collect()
        })
        .collect();
    let head = match is_true(data, "withHeadings") && !rows.is_empty() {
        true => rows.remove(0),
        false => Vec::new(),
    };
    Some(Block::Table(Table {
        caption: Vec::new(),
        head,
        rows,
    }))
}

/// What a cell says; some write numbers there.
fn said(cell: &Value) -> String {
    match cell {
        Value::Bool(is_so) => is_so.to_string(),
        other => pick::text(other).unwrap_or_default(),
    }
}

fn embed(data: &Value, desk: &mut Desk) -> Vec<Block> {
    let size = pixels(data, "width").zip(pixels(data, "height"));
    let caption = text_at(data, "caption").unwrap_or_default();
    let title = desk.plain(&caption);
    let found = ["embed", "source"]
        .iter()
        .find_map(|field| desk.embed(&text_at(data, field)?, title.as_deref(), size));
    match found {
        Some(embed) => vec![Block::Embed(embed)],
        None => {
            desk.skip("embed without an address");
            paragraphs([desk.line(&caption)])
        }
    }
}

/// A page somebody recommends, with what it says of itself.
fn link(data: &Value, desk: &mut Desk) -> Vec<Block> {
    let title = text_at(data, "meta.title");
    let description = text_at(data, "meta.description").unwrap_or_default();
    let found = text_at(data, "link").and_then(|url| desk.embed(&url, title.as_deref(), None));
    match found {
        Some(embed) => {
            let told = paragraphs([words(&description)]);
            std::iter::once(Block::Embed(embed)).chain(told).collect()
        }
        None => {
            desk.skip("linkTool without an address");
            paragraphs([words(&title.unwrap_or_default()), words(&description)])
        }
    }
}

fn attached(data: &Value, desk: &mut Desk) -> Vec<Block> {
    let title = first_text(data, &["title", "file.name"]);
    let found = text_at(data, "file.url").and_then(|url| desk.embed(&url, title.as_deref(), None));
    match found {
        Some(embed) => vec![Block::Embed(embed)],
        None => {
            desk.skip("attaches without an address");
            paragraphs([words(&title.unwrap_or_default())])
        }
    }
}

fn paragraphs<const N: usize>(lines: [Vec<Inline>; N]) -> Vec<Block> {
    let lines = lines.into_iter().filter(|line| !line.is_empty());
    lines.map(Block::Paragraph).collect()
}
