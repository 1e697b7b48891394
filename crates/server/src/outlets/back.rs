//! What went out and is read again.

use formats::html::Html5ever;
use formats::{FixedOffset, Source};
use model::{
    Article, Block, Commenting, Contributor, Correction, Embed, Figure, Frame, Inline, Quote,
    Related, RichText, Section,
};
use serde_json::Value;

use super::jsonfeed::feed;
use super::jsonld::{Beside, news_article};

const SEED: &str = include_str!("../../../../articles/bdk-27052023.json");
const NOTES: &str = include_str!("../../../../articles/harbour-notes.json");

/// One that stands somewhere: as it went out, its addresses lead from there.
fn article(json: &str) -> Article {
    let mut article: Article = serde_json::from_str(json).unwrap();
    article.map_addresses(&mut |url| {
        if !url.is_web() {
            *url = format!("https://a.example/{url}").parse().unwrap();
        }
    });
    article
}

fn back(json: &Value) -> Article {
    let source = Source {
        text: &json.to_string(),
        format: None,
        address: "https://partner.example/",
        zone: &FixedOffset::UTC,
        flat_captions: false,
        html: &Html5ever,
        now_ms: i64::MAX,
    };
    formats::read(&source).unwrap().article
}

fn whole(article: &Article) -> Value {
    let beside = Beside {
        whole: true,
        ..Beside::default()
    };
    news_article(article, beside)
}

fn words(text: &str) -> Vec<Inline> {
    vec![Inline::Text(text.into())]
}

fn paragraph(text: &str) -> Block {
    Block::Paragraph(words(text))
}

/// The seed with everything that it lacks.
fn full() -> Article {
    let mut article = article(SEED);
    let url = |url: &str| url.parse().unwrap();
    article.kicker = Some("Xây dựng Đảng".into());
    article.dek = Some("Ba năm còn lại.".into());
    article.section = Some(Section {
        name: "Thời sự".into(),
        url: Some(url("https://a.example/thoi-su")),
    });
    article.tags = vec!["Bến Tre".into()];
    article.byline.push(Contributor {
        name: "Lan".into(),
        role: Some("Ảnh".into()),
        url: Some(url("https://a.example/lan")),
    });
    article.related = vec![Related {
        headline: "Mưa".into(),
        url: url("https://a.example/mua"),
    }];
    article.rights = Some("© Báo".into());
    article.commenting = Commenting::Closed;
    let at = |at: &str| at.parse().unwrap();
    article.corrections = vec![
        Correction {
            at: at("2023-05-29T08:00:00+07:00"),
            text: words("Đã sửa năm."),
        },
        Correction {
            at: at("2023-05-28T08:00:00+07:00"),
            text: words("Đã sửa tên."),
        },
    ];
    if let Block::Figure(figure) = article.body.0.remove(0) {
        article.lead_figure = Some(figure);
    }
    article.body.0.extend([
        Block::Quote(Quote {
            body: RichText(vec![paragraph("Mưa to.")]),
            source: words("Bà Lan"),
        }),
        Block::Code {
            language: Some("rust".into()),
            text: "fn main() {}".into(),
        },
        Block::Embed(Embed {
            url: url("https://www.youtube.com/watch?v=abc"),
            title: "Phim <1>".into(),
            provider: "YouTube".into(),
            frame: Some(Frame {
                url: url("https://www.youtube.com/embed/abc"),
                width: 560,
                height: 315,
            }),
        }),
        Block::Embed(Embed {
            url: url("https://a.example/luat.pdf"),
            title: "Luật".into(),
            provider: "a.example".into(),
            frame: None,
        }),
        paragraph("Hết."),
    ]);
    article
}

/// The parts in which two articles are not the same. A `srcset` names the picture itself among its sizes.
fn told_apart(one: &Article, other: &Article) -> Vec<String> {
    let plain = |article: &Article| {
        let mut article = article.clone();
        let figures = article.body.0.iter_mut().flat_map(|block| match block {
            Block::Figure(figure) => std::slice::from_mut(figure),
            Block::Gallery(gallery) => &mut gallery.figures,
            _ => &mut [],
        });
        for Figure { image, .. } in figures.chain(&mut article.lead_figure) {
            image.renditions.retain(|file| file.width != image.width);
        }
        article
    };
    let (mut one, mut other) = (plain(one), plain(other));
    assert_eq!(one.body.0.len(), other.body.0.len());
    let blocks = one.body.0.drain(..).zip(other.body.0.drain(..));
    let blocks = blocks.filter(|(one, other)| one != other);
    let mut told: Vec<_> = blocks.map(|both| format!("{both:?}")).collect();
    if one != other {
        told.push(format!("{one:?} {other:?}"));
    }
    told
}

#[test]
fn a_feed_comes_back_as_it_went_out() {
    // Its map is of a site whose players are not among those that formats know: it stays a link.
    let mut notes = article(NOTES);
    for block in &mut notes.body.0 {
        if let Block::Embed(embed) = block {
            embed.frame = None;
        }
    }
    for article in [article(SEED), full(), notes] {
        let back = back(&feed(&article));
        assert_eq!(told_apart(&back, &article), [""; 0]);
    }
}

#[test]
fn what_was_changed_in_a_feed_is_what_is_read() {
    let mut feed = feed(&full());
    let html = feed["items"][0]["content_html"].as_str().unwrap();
    let html = html.replace("Đã sửa tên.", "Đã sửa họ tên.");
    let html = html.replace("BDK.VN - Chiều", "Bến Tre - Chiều");
    feed["items"][0]["content_html"] = html.into();
    feed["items"][0]["tags"] = serde_json::json!(["Bến Tre"]);
    let back = back(&feed);
    assert_eq!(back.corrections.len(), 1);
    assert!(back.body.0.contains(&paragraph("Đã sửa họ tên.")));
    assert_eq!(back.dateline, None);
    assert_eq!(
        (back.section, back.tags),
        (None, vec!["Bến Tre".to_owned()])
    );
}

#[test]
fn json_ld_comes_back_with_its_text_and_each_caption_once() {
    let article = article(SEED);
    let there = back(&whole(&article));
    assert_eq!(there.id, article.id);
    let sign_off = article.sign_off.map(|line| line.replace('\u{a0}', " "));
    assert_eq!(there.sign_off, sign_off);
    assert_eq!(there.dateline, article.dateline);
    assert_eq!(there.lead, article.lead);
    let paragraphs = article.body.0.iter();
    let paragraphs: Vec<_> = paragraphs
        .filter(|block| matches!(block, Block::Paragraph(_)))
        .cloned()
        .collect();
    assert_eq!(there.body.0, paragraphs);
    let again = back(&whole(&there));
    assert_eq!(told_apart(&again, &there), [""; 0]);
}
