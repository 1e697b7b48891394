//! The rules, on the page they were made for.

use super::*;

const SEED: &str = include_str!("../../../formats/tests/fixtures/bdk-27052023/seed-article.txt");
const ARTICLE: &str = include_str!("../../../../articles/bdk-27052023.json");

fn seed() -> Article {
    serde_json::from_str(ARTICLE).unwrap()
}

fn pictures(article: &Article) -> Vec<Image> {
    let figures = article.body.0.iter().filter_map(|block| match block {
        Block::Figure(figure) => Some(figure.image.clone()),
        _ => None,
    });
    figures.collect()
}

fn vietnam() -> TimeZone {
    TimeZone::get("Asia/Ho_Chi_Minh").unwrap()
}

fn read_page(text: &str, pictures: &[Image]) -> Result<Read, PageError> {
    read(&Page {
        text,
        zone: &vietnam(),
        front: "https://baodongkhoi.vn/",
        pictures,
    })
}

#[test]
fn the_page_becomes_the_article() {
    let wanted = seed();
    let read = read_page(SEED, &pictures(&wanted)).unwrap();
    assert_eq!(read.left_out, ["Chia sẻ bài viết", "BÌNH LUẬN"]);
    assert_eq!(read.without_picture, 0);
    // What no page says of itself.
    let article = Article {
        id: wanted.id.clone(),
        section: wanted.section.clone(),
        rights: wanted.rights.clone(),
        ..read.article
    };
    assert_eq!(article, wanted);
}

#[test]
fn without_pictures_no_word_is_lost() {
    let read = read_page(SEED, &[]).unwrap();
    assert_eq!(read.without_picture, 5);
    let words = |article: &Article| crate::outlets::text(&article.body);
    assert_eq!(words(&read.article), words(&seed()));
    let first = &read.article.body.0[0];
    let caption = Inline::Text("Chủ trì điều hành hội nghị.".into());
    assert_eq!(
        *first,
        Block::Paragraph(vec![Inline::Emphasis(vec![caption])])
    );
}

#[test]
fn what_is_not_there_is_named() {
    for (text, part) in [
        ("", "no headline"),
        ("Bình luận\n\nChia sẻ", "no headline"),
        ("Mưa\n\nKhông có giờ.", "no time"),
        ("Mưa\n\n27/05/2023 - 18:21", "no text"),
        ("Mưa\n\n31/02/2023 - 18:21\n\nMưa.", "does not exist"),
        ("Mưa\n\n27/05/2023 - 28:21\n\nMưa.", "does not exist"),
    ] {
        let error = read_page(text, &[]).unwrap_err().to_string();
        assert!(error.contains(part), "{part} in {error}");
    }
    let large = "a".repeat(MAX_ARTICLE_BYTES + 1);
    let error = read_page(&large, &[]).unwrap_err().to_string();
    assert!(
        error.contains("2097153") && error.contains("2097152"),
        "{error}"
    );
}

#[test]
fn a_page_in_english_without_blank_lines_is_read_too() {
    let text = "The tide\nWhat the harbour knows\nMay 27, 27/05/2023 6:21\nLONDON - It rose.\nPhotos: A. Binh\nShare";
    let Read {
        article, left_out, ..
    } = read_page(text, &[]).unwrap();
    assert_eq!(article.lang, "en");
    assert_eq!(article.dek.as_deref(), Some("What the harbour knows"));
    assert_eq!(article.published_at.as_str(), "2023-05-27T06:21:00+07:00");
    assert_eq!(article.dateline.as_deref(), Some("LONDON"));
    assert_eq!(article.lead, [Inline::Text("It rose.".into())]);
    assert_eq!(
        (article.byline.len(), article.sign_off.as_deref()),
        (0, Some("Photos: A. Binh"))
    );
    assert_eq!(left_out, ["Share"]);
    assert_eq!(article.id.as_str(), "the-tide-27052023");
}
