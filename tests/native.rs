//! Every view renders without a browser: props in, HTML out.
#![cfg(not(target_arch = "wasm32"))]
#![allow(clippy::unwrap_used, reason = "what is not there fails the test")]

use std::fs;
use std::rc::Rc;

use chuyen::backend::{KINDS, capability_table};
use chuyen::page::{About, BelowProps, PieceProps, Scene};
use chuyen::share::{TARGETS, chosen, usual};
use chuyen::ssr;
use chuyen::words::{EN, VI};
use model::Article;
use serde_json::Value;

/// Fields that are for machines.
const UNSEEN: [&str; 9] = [
    "id",
    "url",
    "lang",
    "published_at",
    "updated_at",
    "at",
    "language",
    "commenting",
    "alt",
];

fn articles() -> Vec<Article> {
    let folder = concat!(env!("CARGO_MANIFEST_DIR"), "/articles");
    let files = fs::read_dir(folder)
        .unwrap()
        .map(|file| file.unwrap().path());
    let articles: Vec<_> = files
        .filter(|path| path.extension().is_some_and(|ext| ext == "json"))
        .map(|path| formats::parse(&fs::read_to_string(path).unwrap()).unwrap())
        .collect();
    assert_eq!(articles.len(), 2);
    articles
}

fn page(article: &Article) -> String {
    let below = BelowProps {
        about: About::of(article),
        scene: Scene {
            words: &VI,
            url: article.url.to_string().into(),
            targets: chosen(usual("vi")),
            spare_targets: Rc::default(),
            backend: None,
        },
        begin: Default::default(),
        on_event: yew::Callback::noop(),
    };
    let article = Rc::new(article.clone());
    ssr::piece(PieceProps {
        article,
        words: &VI,
    }) + &ssr::below(below)
}

/// What a reader reads, spaces made one.
fn text(html: &str) -> String {
    let mut text = String::new();
    for part in html.split('<') {
        text.push_str(part.split_once('>').map_or(part, |(_, after)| after));
        text.push(' ');
    }
    for (entity, character) in [
        ("&lt;", "<"),
        ("&gt;", ">"),
        ("&quot;", "\""),
        ("&#x27;", "'"),
        ("&amp;", "&"),
    ] {
        text = text.replace(entity, character);
    }
    spaced(&text)
}

fn spaced(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// Every text for readers, wherever it stands.
fn strings(value: &Value, found: &mut Vec<String>) {
    match value {
        Value::String(kind) if ["line_break", "rule"].contains(&kind.as_str()) => {}
        Value::String(text) => found.push(spaced(text)),
        Value::Array(items) => items.iter().for_each(|item| strings(item, found)),
        Value::Object(fields) => fields
            .iter()
            .filter(|(name, _)| !UNSEEN.contains(&name.as_str()))
            .for_each(|(_, value)| strings(value, found)),
        _ => {}
    }
}

/// The start tags of an element.
fn tags<'a>(html: &'a str, name: &str) -> Vec<&'a str> {
    let start = format!("<{name} ");
    let tags = html.match_indices(&start);
    tags.map(|(at, _)| html[at..].split_once('>').unwrap().0)
        .collect()
}

#[test]
fn not_one_word_is_lost() {
    for article in articles() {
        let read = text(&page(&article));
        let mut words = Vec::new();
        strings(&serde_json::to_value(&article).unwrap(), &mut words);
        assert!(words.len() > 20);
        for words in words {
            assert!(read.contains(&words), "{words:?} of {}", article.id);
        }
    }
}

#[test]
fn the_seed_article_reads_as_it_was_printed() {
    let article = articles()
        .into_iter()
        .find(|one| one.id.as_str() == "bdk-27052023");
    let read = text(&page(&article.unwrap()));
    for line in [
        "Hữu Hiệp 27/05/2023 - 18:21 BDK.VN - Chiều 27-5-2023, Ban Thường vụ Tỉnh ủy",
        "Chủ trì điều hành hội nghị. Ảnh: Hữu Hiệp",
        "”, Bí thư Tỉnh ủy Lê Đức Thọ nhấn mạnh. Tin, ảnh: Hữu Hiệp",
    ] {
        assert!(read.contains(line), "{line}");
    }
}

#[test]
fn every_picture_has_its_place_and_says_what_it_shows() {
    for article in articles() {
        let html = page(&article);
        let pictures = tags(&html, "img");
        assert!(pictures.len() >= 5, "{}", article.id);
        for (n, picture) in pictures.iter().enumerate() {
            for attribute in [
                "width=\"",
                "height=\"",
                "alt=\"",
                "src=\"",
                "decoding=\"async\"",
            ] {
                assert!(picture.contains(attribute), "{attribute} in {picture}");
            }
            assert_eq!(picture.contains("loading=\"lazy\""), n > 0, "{picture}");
        }
    }
}

#[test]
fn nothing_a_strict_host_forbids_is_written() {
    for article in articles() {
        let html = page(&article);
        for forbidden in [
            " style=",
            "javascript:",
            " onclick=",
            " onerror=",
            "<script",
            "<style",
            "<iframe",
        ] {
            assert!(!html.contains(forbidden), "{forbidden} in {}", article.id);
        }
    }
}

#[test]
fn links_to_share_are_there_without_any_script() {
    for article in articles() {
        let html = page(&article);
        for link in [
            "https://button-share.zalo.me/",
            "https://www.facebook.com/sharer/",
            "mailto:?subject=",
        ] {
            assert!(
                tags(&html, "a").iter().any(|tag| tag.contains(link)),
                "{link}"
            );
        }
        // Whether the browser has a sheet of its own, only a browser knows.
        let system = html.find("data-target=\"system\"").unwrap();
        let item = html[..system].rfind("<li").unwrap();
        assert!(
            html[item..].starts_with("<li hidden"),
            "{}",
            &html[item..system]
        );
    }
}

#[test]
fn the_loader_speaks_the_widget_s_words() {
    let loader = concat!(env!("CARGO_MANIFEST_DIR"), "/loader");
    let loader = ["words.js", "pictures.js", "asked_words.js"]
        .map(|file| fs::read_to_string(format!("{loader}/{file}")).unwrap())
        .concat();
    for words in [&VI, &EN] {
        let (article, share) = (words.article(), words.share());
        for said in [
            article.unreachable,
            article.retry,
            article.picture_failed,
            share.copy_by_hand,
            share.link,
            words.code,
            words.composer.cancel,
            words.composer.preview,
            words.composer.name,
            words.composer.sign_in,
            words.refusal.empty_text,
            words.refusal.bad_character,
        ] {
            assert!(loader.contains(&format!("\"{said}\"")), "{said}");
        }
    }
}

#[test]
fn the_loader_names_what_the_widget_knows() {
    let loader = concat!(env!("CARGO_MANIFEST_DIR"), "/loader/attributes.js");
    let loader = fs::read_to_string(loader).unwrap();
    let targets = TARGETS.each_ref().map(|target| target.id);
    for (attribute, known) in [("share", &targets[..]), ("backend", KINDS)] {
        let known: Vec<_> = known.iter().map(|id| format!("\"{id}\"")).collect();
        let line = format!("{attribute}: [{}]", known.join(", "));
        assert!(loader.contains(&line), "{line} in {loader}");
    }
}

#[test]
fn the_documentation_says_what_each_backend_can_do() {
    let docs = concat!(env!("CARGO_MANIFEST_DIR"), "/docs/backends.md");
    let docs = fs::read_to_string(docs).unwrap();
    let table = capability_table();
    let marked = format!("<!-- capabilities -->\n{table}<!-- /capabilities -->");
    assert!(
        docs.contains(&marked),
        "put into docs/backends.md:\n{table}"
    );
    for kind in KINDS
        .iter()
        .filter(|kind| !matches!(**kind, "own" | "none"))
    {
        assert!(docs.contains(&format!("backend=\"{kind}:")), "{kind}");
    }
}
