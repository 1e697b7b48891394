//! The articles shipped with the project.

use std::collections::BTreeSet;

use model::{Article, Block, Inline};
use serde_json::Value;

const SEED_TEXT: &str = include_str!("fixtures/bdk-27052023/seed-article.txt");
const SEED: &str = include_str!("../../../articles/bdk-27052023.json");
const HARBOUR: &str = include_str!("../../../articles/harbour-notes.json");

fn read(json: &str) -> Article {
    formats::parse(json).unwrap_or_else(|e| panic!("{e}"))
}

/// What a reader would read of a line, formatting aside.
fn plain(text: &[Inline]) -> String {
    text.iter()
        .map(|inline| match inline {
            Inline::Text(text) | Inline::Code(text) => text.clone(),
            Inline::Link { text, .. }
            | Inline::Strong(text)
            | Inline::Emphasis(text)
            | Inline::Strike(text)
            | Inline::Sub(text)
            | Inline::Sup(text) => plain(text),
            Inline::LineBreak => "\n".to_owned(),
        })
        .collect()
}

/// The seed article as its newspaper's site prints it, one part a line.
fn as_printed(article: &Article) -> String {
    let time = &article.published_at;
    let mut lines = vec![
        article.headline.clone(),
        format!(
            "{}/{}/{} - {}",
            time.day(),
            time.month(),
            time.year(),
            time.clock()
        ),
        format!(
            "{} - {}",
            article.dateline.as_deref().unwrap_or_default(),
            plain(&article.lead)
        ),
    ];
    lines.extend(article.body.0.iter().map(|block| match block {
        Block::Paragraph(text) => plain(text),
        Block::Figure(figure) => plain(&figure.caption),
        other => panic!("the seed text has no {other:?}"),
    }));
    lines.extend(article.sign_off.clone());
    lines.join("\n\n")
}

#[test]
fn the_seed_article_says_every_word_of_the_text_file() {
    let (text, site_chrome) = SEED_TEXT
        .split_once("\n\nChia sẻ bài viết\n\n")
        .expect("the site's own two lines stand at the end");
    assert_eq!(site_chrome, "BÌNH LUẬN");
    let printed = as_printed(&read(SEED));
    assert!(printed.split_whitespace().eq(text.split_whitespace()));
    assert_eq!(printed, text, "and every space and paragraph of it");
}

#[test]
fn the_seed_article_has_its_five_captions_and_the_photographers_name() {
    let article = read(SEED);
    let figures: Vec<_> = article
        .body
        .0
        .iter()
        .filter_map(|block| match block {
            Block::Figure(figure) => Some(figure),
            _ => None,
        })
        .collect();
    let captions: Vec<_> = figures.iter().map(|f| plain(&f.caption)).collect();
    assert_eq!(
        captions,
        [
            "Chủ trì điều hành hội nghị.",
            "Đại biểu tham dự hội nghị.",
            "Bí thư Tỉnh ủy Lê Đức Thọ phát biểu bế mạc hội nghị.",
            "Phó bí thư Thường trực Tỉnh ủy - Chủ tịch HĐND tỉnh phát biểu tại hội nghị.",
            "Chủ tịch UBND tỉnh Trần Ngọc Tam phát biểu tại hội nghị.",
        ]
    );
    assert!(
        figures
            .iter()
            .all(|f| f.credit.as_deref() == Some("Hữu Hiệp"))
    );
    assert_eq!(article.byline[0].name, "Hữu Hiệp");
    assert_eq!(
        article.published_at.as_str(),
        "2023-05-27T18:21:00+07:00",
        "the zone is Vietnam's"
    );
}

#[test]
fn every_picture_is_there_in_the_size_it_claims() {
    for json in [SEED, HARBOUR] {
        let mut files = Vec::new();
        each_block(&read(json), &mut |block| match block {
            Block::Figure(figure) => files.push(figure.image.clone()),
            Block::Gallery(gallery) => {
                files.extend(gallery.figures.iter().map(|f| f.image.clone()))
            }
            _ => {}
        });
        files.extend(read(json).lead_figure.map(|f| f.image));
        assert_eq!(files.len(), 5);
        for image in files {
            assert_eq!(size(image.url.as_str()), (image.width, image.height));
            for rendition in &image.renditions {
                let (width, height) = size(rendition.url.as_str());
                assert_eq!(width, rendition.width);
                assert_eq!(width * image.height, height * image.width, "same shape");
            }
            assert!(!image.alt.is_empty());
        }
    }
}

/// Width and height of a lossy WebP file among the articles' pictures.
fn size(path: &str) -> (u32, u32) {
    let path = format!("{}/../../articles/{path}", env!("CARGO_MANIFEST_DIR"));
    let file = std::fs::read(&path).unwrap_or_else(|e| panic!("{path}: {e}"));
    assert_eq!(&file[12..16], b"VP8 ", "{path}");
    let number = |at: usize| u32::from(u16::from_le_bytes([file[at], file[at + 1]]) & 0x3fff);
    (number(26), number(28))
}

#[test]
fn the_second_article_uses_every_block_and_every_inline() {
    let article = read(HARBOUR);
    let mut kinds = BTreeSet::new();
    let mut note_inlines = |text: &[Inline]| note(text, &mut kinds);
    note_inlines(&article.lead);
    let mut blocks = BTreeSet::new();
    each_block(&article, &mut |block| {
        blocks.insert(kind(block));
        if let Block::Paragraph(text) = block {
            note_inlines(text);
        }
    });
    assert_eq!(blocks.len(), 11, "{blocks:?}");
    assert_eq!(kinds.len(), 9, "{kinds:?}");
}

#[test]
fn the_second_article_fills_every_field() {
    let schema: Value =
        serde_json::from_str(include_str!("../../../schemas/article.schema.json")).expect("JSON");
    let article = serde_json::to_value(read(HARBOUR)).expect("an article is JSON");
    for field in schema["properties"].as_object().expect("fields").keys() {
        assert!(article.get(field).is_some(), "{field}");
    }
}

fn each_block(article: &Article, see: &mut impl FnMut(&Block)) {
    fn walk(blocks: &[Block], see: &mut impl FnMut(&Block)) {
        for block in blocks {
            see(block);
            match block {
                Block::BulletList(items) | Block::NumberedList(items) => {
                    items.iter().for_each(|item| walk(&item.0, see))
                }
                Block::Quote(quote) => walk(&quote.body.0, see),
                _ => {}
            }
        }
    }
    walk(&article.body.0, see);
}

/// One name for each kind there is: a new kind does not compile until it is here.
fn kind(block: &Block) -> &'static str {
    match block {
        Block::Paragraph(_) => "paragraph",
        Block::Heading { .. } => "heading",
        Block::BulletList(_) => "bullet list",
        Block::NumberedList(_) => "numbered list",
        Block::Quote(_) => "quote",
        Block::Figure(_) => "figure",
        Block::Gallery(_) => "gallery",
        Block::Table(_) => "table",
        Block::Code { .. } => "code",
        Block::Embed(_) => "embed",
        Block::Rule => "rule",
    }
}

fn note(text: &[Inline], kinds: &mut BTreeSet<&'static str>) {
    for inline in text {
        let (kind, inner): (_, &[Inline]) = match inline {
            Inline::Text(_) => ("text", &[]),
            Inline::Link { text, .. } => ("link", text),
            Inline::Strong(text) => ("strong", text),
            Inline::Emphasis(text) => ("emphasis", text),
            Inline::Strike(text) => ("strike", text),
            Inline::Sub(text) => ("sub", text),
            Inline::Sup(text) => ("sup", text),
            Inline::Code(_) => ("code", &[]),
            Inline::LineBreak => ("line break", &[]),
        };
        kinds.insert(kind);
        note(inner, kinds);
    }
}
