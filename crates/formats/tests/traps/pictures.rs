//! Pictures, their captions and what plays.

use crate::common::{blocks, json_of, plain, post, read_json, skipped};
use model::{Block, Figure};
use serde_json::json;

/// The only figure of a text.
pub fn figure(html: &str) -> Figure {
    let found = blocks(html);
    let mut figures = found.into_iter().filter_map(|block| match block {
        Block::Figure(figure) => Some(figure),
        _ => None,
    });
    let figure = figures.next().expect("a figure");
    assert_eq!(figures.next(), None, "one figure");
    figure
}

fn caption(html: &str) -> (String, Option<String>) {
    let figure = figure(html);
    (plain(&figure.caption), figure.credit)
}

/// A picture as most write it.
pub const PICTURE: &str =
    "<img src=\"a.jpg\" width=\"600\" height=\"400\" alt=\"Người đi trong mưa\">";

#[test]
fn addresses_start_at_the_article_s_own_page() {
    let image = figure(
        "<img src=\"../a.jpg\" width=6 height=4 srcset=\"/b.jpg 300w, //cdn.example/c.jpg 900w\">",
    )
    .image;
    assert_eq!(image.url.as_str(), "https://site.example/2023/05/a.jpg");
    let renditions: Vec<_> = image
        .renditions
        .iter()
        .map(|other| (other.url.as_str(), other.width))
        .collect();
    assert_eq!(
        renditions,
        [
            ("https://site.example/b.jpg", 300),
            ("https://cdn.example/c.jpg", 900)
        ]
    );
    assert_eq!(
        json_of("<a href='?p=1'>a</a>"),
        json!([{ "paragraph": [{ "link": { "url": "https://site.example/2023/05/mua/?p=1", "text": [{ "text": "a" }] } }] }])
    );
    let feed = json!({ "version": "https://jsonfeed.org/version/1.1", "home_page_url": "https://home.example/", "items": [{ "id": "1", "title": "a", "content_html": "<a href='b'>c</a>" }] });
    assert!(
        serde_json::to_string(&read_json(&feed).article.lead)
            .expect("JSON")
            .contains("https://home.example/b")
    );
}

#[test]
fn a_picture_over_http_is_asked_for_over_https_and_told() {
    let reading = read_json(&post(
        "<img src='http://old.example/a.jpg' width=6 height=4><img src='http://old.example:8080/a.jpg' width=6 height=4>",
    ));
    let article = serde_json::to_string(&reading.article.body).expect("JSON");
    assert!(
        article.contains("https://old.example/a.jpg")
            && article.contains("http://old.example:8080/a.jpg")
    );
    assert_eq!(
        skipped(&reading),
        [
            "1 × picture over http:, asked for over https:",
            "1 × picture over http: at a port, which a page over https: may not show"
        ]
    );
}

#[test]
fn a_caption_is_found_however_it_is_written() {
    for html in [
        format!(
            "<figure class=\"wp-block-image\">{PICTURE}<figcaption class=\"wp-element-caption\">Mưa lớn</figcaption></figure>"
        ),
        format!(
            "<div class=\"wp-caption\" style=\"width: 610px\"><a href=\"big.jpg\">{PICTURE}</a><p class=\"wp-caption-text\">Mưa lớn</p></div>"
        ),
        format!(
            "[caption id=\"attachment_7\" align=\"center\" width=\"600\"]<a href=\"b\">{PICTURE}</a> Mưa lớn[/caption]"
        ),
        format!("<p>[caption width=\"600\"]{PICTURE} Mưa lớn[/caption]</p>"),
        format!("<table><tr><td>{PICTURE}</td></tr><tr><td>Mưa lớn</td></tr></table>"),
        format!(
            "<figure><picture><source srcset=\"b.webp\">{PICTURE}</picture><div><figcaption><p>Mưa lớn</p></figcaption></div></figure>"
        ),
    ] {
        assert_eq!(caption(&html), ("Mưa lớn".to_owned(), None), "{html}");
        let image = figure(&html).image;
        assert_eq!(
            (image.width, image.height, image.alt.as_str()),
            (600, 400, "Người đi trong mưa"),
            "{html}"
        );
    }
}

#[test]
fn what_a_picture_shows_is_no_caption() {
    assert_eq!(caption(PICTURE), (String::new(), None));
    assert_eq!(
        caption(&format!("<figure>{PICTURE}</figure>")),
        (String::new(), None)
    );
}

#[test]
fn the_caption_under_the_picture_weighs_more_than_that_of_the_library() {
    let with = |html: &str| {
        let mut post = post(html);
        post["_embedded"] = json!({ "wp:featuredmedia": [{
            "id": 35, "source_url": "https://site.example/a.jpg", "alt_text": "Mái nhà", "caption": { "rendered": "<p>Từ thư viện. Ảnh: Hữu Hiệp</p>" },
            "media_details": { "width": 1200, "height": 800, "sizes": { "medium": { "source_url": "https://site.example/a-300x200.jpg", "width": 300, "height": 200 } } },
        }] });
        read_json(&post).article
    };
    let of = |block: &Block| match block {
        Block::Figure(figure) => (
            plain(&figure.caption),
            figure.credit.clone(),
            figure.image.width,
        ),
        other => panic!("{other:?}"),
    };
    let shown = with(
        "<figure><img class=\"wp-image-35\" src=\"a-300x200.jpg\"><figcaption>Trong bài</figcaption></figure>",
    );
    assert_eq!(
        of(&shown.body.0[0]),
        ("Trong bài".to_owned(), Some("Hữu Hiệp".to_owned()), 1200)
    );
    assert_eq!(shown.lead_figure, None, "it is shown once");
    let bare = with("<figure><img class=\"wp-image-35\" src=\"a-300x200.jpg\"></figure>");
    assert_eq!(of(&bare.body.0[0]).0, "Từ thư viện.");
    let above = with("<p>Không ảnh</p>");
    let lead = above.lead_figure.expect("the featured picture");
    assert_eq!(
        (
            plain(&lead.caption).as_str(),
            lead.credit.as_deref(),
            lead.image.alt.as_str()
        ),
        ("Từ thư viện.", Some("Hữu Hiệp"), "Mái nhà")
    );
    assert_eq!(lead.image.renditions.len(), 2);
}

#[test]
fn a_gallery_keeps_the_caption_of_each_picture_and_its_own() {
    let picture = |n: u32| format!("<img src=\"{n}.jpg\" width=\"6\" height=\"4\">");
    for html in [
        format!(
            "<figure class=\"wp-block-gallery\"><figure>{}<figcaption>một</figcaption></figure><figure>{}</figure><figcaption>cả hai</figcaption></figure>",
            picture(1),
            picture(2)
        ),
        format!(
            "<figure><ul class=\"wp-block-gallery\"><li class=\"blocks-gallery-item\"><figure>{}<figcaption>một</figcaption></figure></li><li class=\"blocks-gallery-item\">{}</li></ul><figcaption>cả hai</figcaption></figure>",
            picture(1),
            picture(2)
        ),
        format!(
            "<div class=\"gallery\"><dl class=\"gallery-item\"><dt>{}</dt><dd class=\"wp-caption-text\">một</dd></dl><dl class=\"gallery-item\"><dt>{}</dt></dl><p class=\"gallery-caption\">cả hai</p></div>",
            picture(1),
            picture(2)
        ),
    ] {
        let found = blocks(&html);
        let [Block::Gallery(gallery)] = found.as_slice() else {
            panic!("{found:?}");
        };
        let captions: Vec<_> = gallery
            .figures
            .iter()
            .map(|figure| plain(&figure.caption))
            .collect();
        assert_eq!(
            (captions, plain(&gallery.caption)),
            (vec!["một".to_owned(), String::new()], "cả hai".to_owned()),
            "{html}"
        );
    }
}

#[test]
fn a_picture_that_loads_late_is_the_picture_it_will_be() {
    const DOT: &str =
        "data:image/gif;base64,R0lGODlhAQABAIAAAAAAAP///yH5BAEAAAAALAAAAAABAAEAAAIBRAA7";
    for html in [
        format!("<img src=\"{DOT}\" data-src=\"a.jpg\" width=6 height=4>"),
        format!("<img src=\"{DOT}\" data-lazy-src=\"a.jpg\" width=6 height=4>"),
        format!("<img src=\"{DOT}\" data-srcset=\"b.jpg 300w, a.jpg 900w\" width=6 height=4>"),
        "<img src=\"/img/lazy-load.png\" data-original=\"a.jpg\" width=6 height=4>".to_owned(),
        format!("<img src=\"{DOT}\" width=6 height=4><noscript><img src=\"a.jpg\" width=6 height=4></noscript>"),
        format!("<figure><img class=\"lazy\" src=\"{DOT}\" data-src=\"a.jpg\" width=6 height=4><noscript><img src=\"a.jpg\" width=6 height=4></noscript></figure>"),
        "<picture><source data-srcset=\"a.jpg\"><img width=6 height=4></picture>".to_owned(),
        "<amp-img src=\"a.jpg\" width=\"6\" height=\"4\" layout=\"responsive\"><noscript><img src=\"a.jpg\"></noscript></amp-img>".to_owned(),
    ] {
        assert_eq!(figure(&html).image.url.as_str(), "https://site.example/2023/05/mua/a.jpg", "{html}");
    }
}

#[test]
fn a_picture_s_size_is_taken_from_where_it_is_told() {
    let size = |html: &str| {
        let image = figure(html).image;
        (image.width, image.height)
    };
    assert_eq!(size("<img src=a.jpg width=640px height=480>"), (640, 480));
    assert_eq!(size("<img src=a-1024x683.jpg>"), (1024, 683));
    assert_eq!(size("<img src='a.jpg?w=800&amp;h=450'>"), (800, 450));
    assert_eq!(
        size("<img src=a.jpg style='width: 300px; height: 200px'>"),
        (300, 200)
    );
    assert_eq!(
        size("<img src=a.jpg data-orig-size='2000,1500'>"),
        (2000, 1500)
    );
    // From here on three to two is assumed.
    assert_eq!(size("<img src=a.jpg width=900 height=auto>"), (900, 600));
    assert_eq!(
        size("<img src=a.jpg srcset='a.jpg 300w, b.jpg 1500w'>"),
        (1500, 1000)
    );
    assert_eq!(size("<img src=a.jpg width='100%'>"), (1200, 800));
    assert_eq!(
        size("<img src=a.jpg width=40000 height=20000>"),
        (20_000, 10_000)
    );
}

#[test]
fn who_took_the_picture_is_told_apart_from_what_it_means() {
    for (written, caption_is, credit) in [
        ("Mưa lớn. Ảnh: Hữu Hiệp", "Mưa lớn.", "Hữu Hiệp"),
        ("Mưa lớn (Ảnh: Hữu Hiệp)", "Mưa lớn", "Hữu Hiệp"),
        (
            "Heavy rain. (Photo: Ann Jones/AP)",
            "Heavy rain.",
            "Ann Jones/AP",
        ),
        (
            "Mưa lớn. <em>Ảnh: <strong>Hữu Hiệp</strong></em>",
            "Mưa lớn.",
            "Hữu Hiệp",
        ),
        ("Mưa lớn<br>Ảnh: TTXVN", "Mưa lớn", "TTXVN"),
        (
            "Mưa lớn <span class=\"credit\">Hữu Hiệp</span>",
            "Mưa lớn",
            "Hữu Hiệp",
        ),
    ] {
        let html = format!("<figure>{PICTURE}<figcaption>{written}</figcaption></figure>");
        assert_eq!(
            caption(&html),
            (caption_is.to_owned(), Some(credit.to_owned())),
            "{written}"
        );
    }
}

#[test]
fn a_player_that_is_known_waits_to_be_asked_for_and_others_are_links() {
    let film = json!({ "embed": {
        "url": "https://www.youtube.com/watch?v=abc", "title": "Mưa", "provider": "YouTube",
        "frame": { "url": "https://www.youtube.com/embed/abc", "width": 500, "height": 281 },
    } });
    let html = "<figure class=\"wp-block-embed\"><div class=\"wp-block-embed__wrapper\"><iframe title=\"Mưa\" width=\"500\" height=\"281\" src=\"https://www.youtube.com/embed/abc\"></iframe></div></figure>";
    assert_eq!(json_of(html), json!([film]));
    let bare = json_of(
        "<figure class=\"wp-block-embed\"><div class=\"wp-block-embed__wrapper\">\nhttps://www.youtube.com/watch?v=abc\n</div><figcaption>Mưa rơi</figcaption></figure>",
    );
    assert_eq!(
        bare[0]["embed"]["frame"]["url"],
        "https://www.youtube.com/embed/abc"
    );
    assert_eq!(bare[1], json!({ "paragraph": [{ "text": "Mưa rơi" }] }));
    let reading = read_json(&post(
        "<iframe src=\"https://maps.example/a\" title=\"Bản đồ\"></iframe>",
    ));
    assert_eq!(
        serde_json::to_value(&reading.article.lead).expect("JSON"),
        json!([{ "link": { "url": "https://maps.example/a", "text": [{ "text": "Bản đồ" }] } }])
    );
    assert_eq!(
        skipped(&reading),
        ["1 × frame of maps.example, a link instead"]
    );
}

#[test]
fn ghost_s_cards_are_what_they_show() {
    let card = |html: &str| json_of(html)[0]["embed"].clone();
    let bookmark = card(
        "<figure class=\"kg-card kg-bookmark-card\"><a class=\"kg-bookmark-container\" href=\"https://a.example/b\"><div class=\"kg-bookmark-content\"><div class=\"kg-bookmark-title\">Mưa</div><div class=\"kg-bookmark-description\">c</div><div class=\"kg-bookmark-metadata\"><img class=\"kg-bookmark-icon\" src=\"i.png\"><span class=\"kg-bookmark-publisher\">Báo A</span></div></div></a></figure>",
    );
    assert_eq!(
        bookmark,
        json!({ "url": "https://a.example/b", "title": "Mưa", "provider": "Báo A" })
    );
    let audio = card(
        "<div class=\"kg-card kg-audio-card\"><div class=\"kg-audio-title\">Tiếng mưa</div><audio src=\"https://a.example/c.mp3\"></audio><button>x</button><span class=\"kg-audio-current-time\">0:00</span></div>",
    );
    assert_eq!(
        audio,
        json!({ "url": "https://a.example/c.mp3", "title": "Tiếng mưa", "provider": "a.example" })
    );
}
