//! Editor.js: a list of typed blocks, their words as HTML. It knows no address, author or language.

use model::{Article, Block, Cell, Figure, Inline, Quote, RichText, Table};
use serde_json::Value;

use crate::desk::Desk;
use crate::draft::Draft;
use crate::inline::plain;
use crate::limits::MAX_OUTER_FRAMES;
use crate::pick::{at, first_text, is_true, list, pixels, text_at};
use crate::{Format, ParseError};

pub(crate) const FORMAT: Format = Format {
    name: "editorjs",
    title: "Editor.js",
    looks_like,
    read,
};

fn looks_like(value: &Value) -> bool {
    let is_block = |block: &Value| {
        block.get("type").is_some_and(Value::is_string) && block.get("data").is_some()
    };
    list(value, "blocks").first().is_some_and(is_block)
}

fn read(value: &Value, desk: &mut Desk) -> Result<Article, ParseError> {
    let mut body: Vec<Block> = list(value, "blocks")
        .iter()
        .flat_map(|block| blocks(block, desk))
        .collect();
    let headline = text_at(value, "title").or_else(|| heading_above(&mut body));
    let draft = Draft {
        headline,
        published_at: value
            .get("time")
            .and_then(Value::as_i64)
            .and_then(|ms| desk.time_of(ms)),
        body,
        ..Draft::default()
    };
    draft.finish(FORMAT.name, desk)
}

/// What it is called may stand in the text: as what it begins with, or as a large heading under a picture.
///
/// A heading further down is of its own part, where it would be missed.
fn heading_above(body: &mut Vec<Block>) -> Option<String> {
    let is_seen = |block: &Block| {
        matches!(
            block,
            Block::Figure(_) | Block::Gallery(_) | Block::Embed(_) | Block::Rule
        )
    };
    let first = body.iter().position(|block| !is_seen(block))?;
    match &body[first] {
        Block::Heading { level, text } if first == 0 || *level <= 2 => {
            let headline = plain(text);
            body.remove(first);
            Some(headline)
        }
        _ => None,
    }
}

fn blocks(block: &Value, desk: &mut Desk) -> Vec<Block> {
    let data = &block["data"];
    let text = |field: &str| data.get(field).and_then(Value::as_str).unwrap_or_default();
    let one = |block: Option<Block>| block.into_iter().collect();
    match block.get("type").and_then(Value::as_str).unwrap_or("none") {
        "paragraph" => desk.blocks(text("text"), &[]),
        "header" => one(heading(desk.line(text("text")), data)),
        "list" | "nestedList" | "checklist" => {
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
        "embed" => {
            let size = pixels(data, "width").zip(pixels(data, "height"));
            let caption = desk.plain(text("caption"));
            let found = first_text(data, &["embed", "source"])
                .and_then(|url| desk.embed(&url, caption.as_deref(), size));
            one(found.map(Block::Embed))
        }
        "linkTool" => one(text_at(data, "link")
            .and_then(|url| desk.embed(&url, text_at(data, "meta.title").as_deref(), None))
            .map(Block::Embed)),
        "attaches" => one(text_at(data, "file.url")
            .and_then(|url| desk.embed(&url, text_at(data, "title").as_deref(), None))
            .map(Block::Embed)),
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
            .map(|words| desk.blocks(&words, &[]))
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

fn quote(text: &str, caption: &str, desk: &mut Desk) -> Option<Block> {
    let body = RichText(desk.blocks(text, &[]));
    let source = desk.line(caption);
    (!body.0.is_empty()).then_some(Block::Quote(Quote { body, source }))
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
                .map(|cell| Cell(desk.line(cell.as_str().unwrap_or_default())))
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
