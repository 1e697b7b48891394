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
    let text = "The tide\nWhat the harbour knows\nSaturday, 27/05/2023 6:21\nLONDON - It rose.\nPhotos: A. Binh\nShare";
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

#[test]
fn the_time_is_read_whole_or_not_at_all() {
    let page = |time: &str| format!("Mưa\n\nMột ngày.\n\n{time}\n\nChiều nay mưa to.");
    for (time, meant) in [
        ("27/05/2023 18:21:05", "2023-05-27T18:21:05+07:00"),
        ("27/05/2023 11:21 (GMT)", "2023-05-27T11:21:00Z"),
        ("27/05/2023 18:21 (GMT+9)", "2023-05-27T18:21:00+09:00"),
        (
            "Cập nhật lúc 18h21, ngày 27/5/2023",
            "2023-05-27T18:21:00+07:00",
        ),
        ("Đăng ngày: 27/05/2023 | 18:21", "2023-05-27T18:21:00+07:00"),
        (
            "Published: Saturday 27 May 2023 18:21",
            "2023-05-27T18:21:00+07:00",
        ),
    ] {
        let read = read_page(&page(time), &[]).unwrap_or_else(|error| panic!("{time}: {error}"));
        assert_eq!(read.article.published_at.as_str(), meant, "{time}");
        assert_eq!(read.article.id.as_str(), "mua-27052023", "{time}");
    }
    for time in [
        "27/05/2023 06:21 PM",
        "06:21 CH, 27/05/2023",
        "27/05/2023 18:21 EST",
        "27/05/2023 18:21 18:22",
    ] {
        let error = read_page(&page(time), &[]).unwrap_err();
        assert!(
            matches!(&error, PageError::Time(written) if written == time),
            "{time}: {error}"
        );
    }
}

#[test]
fn a_sentence_with_a_date_in_it_is_a_sentence() {
    let sentence = "Ngày 27/5/2023 lúc 18:21, hội nghị diễn ra tại tỉnh.";
    let text = format!("Hội nghị\n\n{sentence}\n\n28/05/2023 - 19:00\n\nHội nghị có 50 đại biểu.");
    let article = read_page(&text, &[]).unwrap().article;
    assert_eq!(article.dek.as_deref(), Some(sentence));
    assert_eq!(article.published_at.as_str(), "2023-05-28T19:00:00+07:00");
    let text = format!("Hội nghị\n\n28/05/2023\n\n{sentence}");
    let article = read_page(&text, &[]).unwrap().article;
    assert_eq!(article.lead, [Inline::Text(sentence.into())]);
}

#[test]
fn what_no_reader_sees_is_no_part_of_the_headline() {
    let text = "\u{feff}Mưa\n\n27/05/2023\n\nChiều nay mưa to.\n\nText: STOP to 12345";
    let article = read_page(text, &[]).unwrap().article;
    assert_eq!(article.headline, "Mưa");
    assert!(article.byline.is_empty(), "a number is nobody's name");
}
