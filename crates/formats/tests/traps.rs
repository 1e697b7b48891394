//! What foreign articles trip readers with, each trap a fact.

mod common;

use common::{blocks, json_of, plain, post, read, read_as, read_json, skipped};
use formats::{ParseError, Unavailable};
use model::{Block, Figure};
use serde_json::{Value, json};

/// The only figure of a text.
fn figure(html: &str) -> Figure {
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

const PICTURE: &str = "<img src=\"a.jpg\" width=\"600\" height=\"400\" alt=\"Người đi trong mưa\">";

#[test]
fn entities_are_decoded_once() {
    let mut wordpress = post("<p>5 &lt; 6 &amp;amp; 7</p>");
    wordpress["title"]["rendered"] = json!("&#8220;Mưa&#8221; &amp;amp; <em>gió</em>");
    let article = read_json(&wordpress).article;
    assert_eq!(article.headline, "“Mưa” &amp; gió");
    assert_eq!(plain(&article.lead), "5 < 6 &amp; 7");

    let feed = |title: &str| {
        read_json(&json!({ "version": "https://jsonfeed.org/version/1.1", "items": [{ "id": "1", "title": title, "content_text": "a &amp; b" }] })).article
    };
    assert_eq!(feed("Fish &amp; <chips>").headline, "Fish & <chips>");
    assert_eq!(feed("AT&T").headline, "AT&T");
    assert_eq!(
        plain(&feed("a").lead),
        "a &amp; b",
        "plain text is as it is written"
    );

    let ld = json!({ "@context": "https://schema.org", "@type": "NewsArticle", "headline": "Q&amp;amp;A &#039;23", "datePublished": "2023-05-27" });
    assert_eq!(read_json(&ld).article.headline, "Q&amp;A '23");
}

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
fn a_link_that_runs_something_is_its_words() {
    assert_eq!(
        json_of("<a href='java\nscript:alert(1)'>a</a> <a href='data:text/html,x'>b</a>"),
        json!([{ "paragraph": [{ "text": "a b" }] }])
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
fn the_line_that_closes_a_text_is_no_part_of_it() {
    let article = read_json(&post("<p>Mưa.</p><p>Gió.</p><p style=\"text-align:right\"><strong>Tin, ảnh: Hữu Hiệp</strong></p>")).article;
    assert_eq!(article.sign_off.as_deref(), Some("Tin, ảnh: Hữu Hiệp"));
    assert_eq!(article.byline[0].name, "Hữu Hiệp");
    assert_eq!(article.body.0.len(), 1);
}

#[test]
fn a_headline_that_the_text_repeats_is_said_once() {
    for html in [
        "<h1>Mưa  lớn</h1><p>a</p>",
        "<h2>MƯA LỚN</h2><p>a</p>",
        "<p><strong>Mưa lớn</strong></p><p>a</p>",
        "<p></p><h1>M\u{1b0}a l\u{1a1}\u{301}n</h1><p>a</p>",
    ] {
        assert_eq!(
            json_of(html),
            json!([{ "paragraph": [{ "text": "a" }] }]),
            "{html}"
        );
    }
    assert_eq!(
        blocks("<h2>Mưa nhỏ</h2><p>a</p>").len(),
        2,
        "another heading stays"
    );
}

#[test]
fn what_counts_readers_and_what_says_nothing_is_left_out() {
    let html = "<!-- a --><script>b</script><style>c</style><p>&nbsp;</p><p> <br> </p><div></div><h2> </h2><ul><li></li></ul><blockquote></blockquote>\
        <img src='https://site.example/pixel.gif' width=1 height=1><img src='https://www.facebook.com/tr?id=1'><img src='https://ad.doubleclick.net/a.jpg'>\
        <p>Mưa<script>d</script></p>";
    assert_eq!(json_of(html), json!([{ "paragraph": [{ "text": "Mưa" }] }]));
}

#[test]
fn both_ways_to_spell_a_vietnamese_tone_stay_as_written() {
    assert_eq!(
        json_of("<p>Tỉnh uỷ và Tỉnh ủy</p>"),
        json!([{ "paragraph": [{ "text": "Tỉnh uỷ và Tỉnh ủy" }] }])
    );
    let mut repeated = post("<h1>Tỉnh ủy họp</h1><p>a</p>");
    repeated["title"]["rendered"] = json!("Tỉnh uỷ họp");
    assert_eq!(
        read_json(&repeated).article.body.0.len(),
        2,
        "which are two spellings, and no repetition"
    );
}

#[test]
fn plain_text_becomes_paragraphs_and_no_figures() {
    let text = "Mưa lớn.\n\nĐại biểu tham dự hội nghị.\r\nHội nghị bế mạc.";
    let ld = json!({ "@context": "https://schema.org", "@type": "NewsArticle", "headline": "a", "datePublished": "2023-05-27", "articleBody": text });
    let article = read_json(&ld).article;
    assert_eq!(article.body.0.len(), 2);
    assert!(
        article
            .body
            .0
            .iter()
            .all(|block| matches!(block, Block::Paragraph(_)))
    );
}

#[test]
fn a_day_alone_and_a_time_without_a_zone_are_read_where_the_clock_hangs() {
    let published = |date: &str| {
        let ld = json!({ "@context": "https://schema.org", "@type": "NewsArticle", "headline": "a", "datePublished": date });
        read_json(&ld).article.published_at.to_string()
    };
    assert_eq!(published("2023-05-27"), "2023-05-27T00:00:00+07:00");
    assert_eq!(
        published("2023-05-27T18:21:00"),
        "2023-05-27T18:21:00+07:00"
    );
    assert_eq!(
        published("2024-01-05T08:00:00+08:00"),
        "2024-01-05T08:00:00+08:00"
    );
    let of = |date: &str, gmt: &str| {
        let mut post = post("a");
        (post["date"], post["date_gmt"]) = (date.into(), gmt.into());
        read_json(&post).article.published_at.to_string()
    };
    assert_eq!(
        of("2020-05-07T21:38:08", "2020-05-07T19:38:08"),
        "2020-05-07T21:38:08+02:00",
        "the record's own zone"
    );
    assert_eq!(
        of("2020-05-07T21:38:08", "0000-00-00T00:00:00"),
        "2020-05-07T21:38:08+07:00"
    );
}

fn unavailable(article: &Value) -> Unavailable {
    match read_as(&article.to_string(), None) {
        Err(ParseError::Unavailable(why)) => why,
        other => panic!("{other:?}"),
    }
}

#[test]
fn what_may_not_be_shown_is_not_read() {
    let with = |mut article: Value, fields: Value| {
        for (name, value) in fields.as_object().expect("fields") {
            article[name] = value.clone();
        }
        article
    };
    let later = Unavailable::Embargoed {
        until: "2999-01-01T00:00:00Z".parse().expect("a time"),
    };
    let ninjs = json!({ "uri": "urn:a", "versioncreated": "2023-05-27T00:00:00Z", "headline": "a", "body_text": "geheim" });
    let ghost = json!({ "uuid": "u", "slug": "s", "id": "1", "title": "a", "html": "<p>geheim", "published_at": "2023-05-27T00:00:00Z" });
    let ans = json!({ "type": "story", "headlines": { "basic": "a" }, "content_elements": [], "publish_date": "2023-05-27T00:00:00Z" });
    let ld = json!({ "@context": "https://schema.org", "@type": "NewsArticle", "headline": "a", "articleBody": "geheim", "datePublished": "2023-05-27" });
    let mut protected = post("");
    protected["content"]["protected"] = true.into();
    for (article, why) in [
        (protected, Unavailable::Protected),
        (
            with(post("a"), json!({ "status": "draft" })),
            Unavailable::Withheld,
        ),
        (
            with(
                post("a"),
                json!({ "status": "future", "date": "2999-01-01T00:00:00", "date_gmt": "2999-01-01T00:00:00" }),
            ),
            later.clone(),
        ),
        (
            with(ninjs.clone(), json!({ "pubstatus": "withheld" })),
            Unavailable::Withheld,
        ),
        (
            with(ninjs.clone(), json!({ "pubStatus": "canceled" })),
            Unavailable::Withheld,
        ),
        (
            with(
                ninjs.clone(),
                json!({ "embargoed": "2999-01-01T00:00:00Z" }),
            ),
            later.clone(),
        ),
        (
            with(
                ninjs.clone(),
                json!({ "embargoedUntil": "2999-01-01T00:00:00Z" }),
            ),
            later.clone(),
        ),
        (
            with(ghost.clone(), json!({ "access": false })),
            Unavailable::Protected,
        ),
        (
            with(ghost.clone(), json!({ "html": null, "visibility": "paid" })),
            Unavailable::Protected,
        ),
        (
            with(ghost.clone(), json!({ "status": "draft" })),
            Unavailable::Withheld,
        ),
        (
            with(ans.clone(), json!({ "status": "draft" })),
            Unavailable::Withheld,
        ),
        (
            with(
                ans.clone(),
                json!({ "embargo_date": "2999-01-01T00:00:00Z" }),
            ),
            later.clone(),
        ),
        (
            with(ld.clone(), json!({ "isAccessibleForFree": "False" })),
            Unavailable::Protected,
        ),
        (
            with(
                ld.clone(),
                json!({ "datePublished": "2999-01-01T00:00:00Z" }),
            ),
            later.clone(),
        ),
    ] {
        assert_eq!(unavailable(&article), why, "{article}");
    }
    let over = with(
        ninjs,
        json!({ "pubstatus": "usable", "embargoed": "2023-05-27T00:00:00Z" }),
    );
    assert_eq!(
        plain(&read_json(&over).article.lead),
        "geheim",
        "what was embargoed is there after"
    );
    assert!(read_as(&with(ghost, json!({ "access": true })).to_string(), None).is_ok());
}

#[test]
fn unknown_parts_are_skipped_counted_and_told() {
    let ans = json!({ "type": "story", "headlines": { "basic": "a" }, "publish_date": "2023-05-27", "content_elements": [
        { "type": "ghost" }, { "type": "text", "content": "b" }, { "type": "ghost" }, { "type": "reference", "referent": { "id": "x" } },
    ] });
    let reading = read_json(&ans);
    assert_eq!(
        skipped(&reading),
        ["2 × element ghost", "1 × element reference"]
    );
    assert_eq!(plain(&reading.article.lead), "b");
    let editor = json!({ "time": 0, "title": "a", "blocks": [{ "type": "poll", "data": {} }, { "type": "paragraph", "data": { "text": "b" } }] });
    assert_eq!(skipped(&read_json(&editor)), ["1 × block poll"]);
    let reading = read_json(&post(
        "a<form>b</form>[gallery ids=\"1,2\"]<p style=\"display: none\">c</p>",
    ));
    assert_eq!(
        skipped(&reading),
        ["1 × shortcode gallery", "1 × <form>", "1 × hidden element"]
    );
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

#[test]
fn tables_lists_quotes_and_marks_keep_their_shape() {
    assert_eq!(
        json_of(
            "<figure class=\"wp-block-table\"><table><thead><tr><th>Xã</th><th>mm</th></tr></thead><tbody><tr><td rowspan=2>An <b>Nhơn</b></td><td>40</td></tr><tr><td>50</td></tr></tbody></table><figcaption>Lượng mưa</figcaption></figure>"
        ),
        json!([{ "table": {
            "caption": [{ "text": "Lượng mưa" }], "head": [[{ "text": "Xã" }], [{ "text": "mm" }]],
            "rows": [[[{ "text": "An " }, { "strong": [{ "text": "Nhơn" }] }], [{ "text": "40" }]], [[], [{ "text": "50" }]]],
        } }])
    );
    let item = |text: &str| json!([{ "paragraph": [{ "text": text }] }]);
    assert_eq!(
        json_of("<ol><li>a</li><ul><li>b</li></ul></ol>"),
        json!([{ "numbered_list": [[{ "paragraph": [{ "text": "a" }] }, { "bullet_list": [item("b")] }]] }])
    );
    assert_eq!(
        json_of("<blockquote><p>a</p><footer>— <cite>b</cite></footer></blockquote>"),
        json!([{ "quote": { "body": [{ "paragraph": [{ "text": "a" }] }], "source": [{ "text": "— " }, { "emphasis": [{ "text": "b" }] }] } }])
    );
    assert_eq!(
        json_of(
            "<p><b>a<i>b<a href=\"https://c.example/\">c<sup>2</sup></a></i></b> <span style=\"font-weight: 700\">d</span></p>"
        ),
        json!([{ "paragraph": [
            { "strong": [{ "text": "a" }, { "emphasis": [{ "text": "b" }, { "link": { "url": "https://c.example/", "text": [{ "text": "c2" }] } }] }] },
            { "text": " " }, { "strong": [{ "text": "d" }] },
        ] }])
    );
    assert_eq!(
        json_of("a<br><br>b<br>c"),
        json!([{ "paragraph": [{ "text": "a" }] }, { "paragraph": [{ "text": "b" }, "line_break", { "text": "c" }] }])
    );
    assert_eq!(
        json_of("<pre><code class=\"language-rust\">fn a() {\n}\n</code></pre>"),
        json!([{ "code": { "language": "rust", "text": "fn a() {\n}" } }])
    );
    assert_eq!(
        json_of("<h3>a<blockquote>b</blockquote>c</h3>"),
        json!([
            { "heading": { "level": 3, "text": [{ "text": "a" }] } }, { "quote": { "body": [{ "paragraph": [{ "text": "b" }] }] } }, { "heading": { "level": 3, "text": [{ "text": "c" }] } },
        ])
    );
}

#[test]
fn parts_of_a_graph_are_joined_by_their_names() {
    let graph = json!({ "@context": "https://schema.org", "@graph": [
        { "@type": "WebSite", "@id": "#site", "name": "Báo" },
        { "@type": ["NewsArticle", "Article"], "@id": "https://a.example/1#article", "mainEntityOfPage": { "@id": "https://a.example/1" }, "headline": "Mưa", "datePublished": "2023-05-27",
          "author": [{ "@id": "#hiep" }, "Ban Thời sự"], "image": { "@id": "#image" }, "keywords": "mưa, gió", "copyrightHolder": { "@id": "#site" }, "copyrightYear": 2023 },
        { "@type": "Person", "@id": "#hiep", "name": "Hữu Hiệp", "url": "/tac-gia/hiep" },
        { "@type": "ImageObject", "@id": "#image", "url": "https://a.example/1.jpg", "width": 1200, "height": "675", "caption": "Mưa lớn. Ảnh: Hữu Hiệp" },
    ] });
    let article = read_json(&graph).article;
    let names: Vec<_> = article.byline.iter().map(|one| one.name.as_str()).collect();
    assert_eq!(names, ["Hữu Hiệp", "Ban Thời sự"]);
    assert_eq!(
        article.byline[0].url.as_ref().map(model::Address::as_str),
        Some("https://a.example/tac-gia/hiep")
    );
    let lead = article.lead_figure.expect("a picture");
    assert_eq!(
        (
            lead.image.width,
            lead.image.height,
            plain(&lead.caption).as_str(),
            lead.credit.as_deref()
        ),
        (1200, 675, "Mưa lớn.", Some("Hữu Hiệp"))
    );
    assert_eq!(
        (article.tags, article.rights.as_deref()),
        (vec!["mưa".to_owned(), "gió".to_owned()], Some("© 2023 Báo"))
    );
    assert_eq!(article.url.as_str(), "https://a.example/1");
}

#[test]
fn of_a_page_json_ld_says_what_it_is_and_html_what_it_says() {
    let page = |script: &str, body: &str| {
        read(&format!(
            "<!DOCTYPE html>\n<html lang=\"vi\"><head><title>x</title><link rel=\"canonical\" href=\"https://a.example/1\"><script type=\"application/ld+json\">{script}</script></head><body><nav>Trang chủ</nav>{body}<footer>y</footer></body></html>"
        ))
    };
    let said = r#"{"@context":"http:\/\/schema.org","@type":"NewsArticle","headline":"Mưa","datePublished":"2023-05-27","description":"Một
ngày"}"#;
    let shown = format!(
        "<article><header><h1>Mưa</h1></header><p>Chiều.</p><figure>{PICTURE}<figcaption>Mưa lớn</figcaption></figure><aside>z</aside></article>"
    );
    for wrapped in [
        said.to_owned(),
        format!("//<![CDATA[\n{said}\n//]]>"),
        format!("/* <![CDATA[ */{said}/* ]]> */"),
        format!("<!-- {said} -->"),
        format!("[{said}]"),
    ] {
        let reading = page(&wrapped, &shown);
        let article = &reading.article;
        assert_eq!(
            (
                article.headline.as_str(),
                article.lang.as_str(),
                article.url.as_str()
            ),
            ("Mưa", "vi", "https://a.example/1"),
            "{wrapped}"
        );
        assert_eq!(plain(&article.lead), "Chiều.");
        assert!(
            matches!(article.body.0.as_slice(), [Block::Figure(figure)] if plain(&figure.caption) == "Mưa lớn")
        );
        assert_eq!(article.dek.as_deref(), Some("Một ngày"));
        assert_eq!(skipped(&reading), ["1 × <header>", "1 × <aside>"]);
    }
    let told = said.replace(
        "\"headline\"",
        "\"articleBody\":\"Chiều.\\nTối, mưa to hơn nhiều.\",\"headline\"",
    );
    assert_eq!(
        page(&told, "<article><p>Ngắn</p></article>")
            .article
            .body
            .0
            .len(),
        1,
        "where the page shows little, what JSON-LD tells"
    );
    let error = read_as("<html><p>a", None).expect_err("no JSON-LD");
    assert!(error.to_string().contains("without JSON-LD"), "{error}");
}

#[test]
fn corrections_and_where_it_was_filed_are_kept() {
    let ld = json!({ "@context": "https://schema.org", "@type": "ReportageNewsArticle", "headline": "a", "datePublished": "2023-05-27", "articleBody": "b",
        "dateline": "BDK.VN", "correction": ["Sai tên.", { "@type": "CorrectionComment", "text": "Sai ngày.", "datePublished": "2023-05-28" }] });
    let article = read_json(&ld).article;
    assert_eq!(article.dateline.as_deref(), Some("BDK.VN"));
    let corrections: Vec<_> = article
        .corrections
        .iter()
        .map(|one| (one.at.as_str(), plain(&one.text)))
        .collect();
    assert_eq!(
        corrections,
        [
            ("2023-05-27T00:00:00+07:00", "Sai tên.".to_owned()),
            ("2023-05-28T00:00:00+07:00", "Sai ngày.".to_owned())
        ]
    );
}

#[test]
fn of_a_feed_the_item_asked_for_is_read() {
    let item = |id: Value, url: &str| json!({ "id": id, "url": url, "title": url, "content_text": "a", "date_published": "2023-05-27" });
    let feed = json!({ "version": "https://jsonfeed.org/version/1", "author": { "name": "Hữu Hiệp" }, "items": [item(json!(7), "https://a.example/7"), item(json!("8"), common::fixtures::ADDRESS)] });
    let article = read_json(&feed).article;
    assert_eq!(
        (article.url.as_str(), article.byline[0].name.as_str()),
        (common::fixtures::ADDRESS, "Hữu Hiệp")
    );
}
