//! The article, as it stands on a partner's page.

use std::collections::BTreeSet;
use std::path::Path;

use serde_json::{Value, json};

use crate::support::{Page, Reader, Setup, css, role, tell};

const HEADLINE: &str = "Hội nghị sơ kết nửa nhiệm kỳ thực hiện Nghị quyết Đại hội XI Đảng bộ tỉnh";

/// Each with the beginning of what stands before it and after it.
const CAPTIONS: [[&str; 3]; 5] = [
    [
        "BDK.VN - Chiều 27-5-2023",
        "Chủ trì điều hành hội nghị.",
        "Chủ trì hội nghị có Ủy viên",
    ],
    [
        "Tại hội nghị, các đồng chí",
        "Đại biểu tham dự hội nghị.",
        "Các ý kiến đóng góp",
    ],
    [
        "Phát biểu kết luận hội nghị",
        "Bí thư Tỉnh ủy Lê Đức Thọ phát biểu bế mạc hội nghị.",
        "Bí thư Tỉnh ủy đề nghị",
    ],
    [
        "Về phát triển văn hoá",
        "Phó bí thư Thường trực Tỉnh ủy - Chủ tịch HĐND tỉnh phát biểu tại hội nghị.",
        "Về quốc phòng, an ninh",
    ],
    [
        "Đối với Báo cáo sơ kết",
        "Chủ tịch UBND tỉnh Trần Ngọc Tam phát biểu tại hội nghị.",
        "Nhiệm vụ từ nay đến cuối nhiệm kỳ",
    ],
];

#[tokio::test]
async fn the_seed_article_stands_on_the_partner_s_page() {
    tell(Setup::default(), async |world| {
        let reader = world.reader().await;
        reader.reads(&world.front_page()).await;
        let article = reader.the(css("chuyen-article > article"));
        article
            .the(role("heading").saying(HEADLINE))
            .appears()
            .await;
        let text = article.text().await;
        let text = text.split_whitespace().collect::<Vec<_>>().join(" ");
        for part in ["Hữu Hiệp", "27/05/2023 - 18:21", "Tin, ảnh: Hữu Hiệp"] {
            assert!(text.contains(part), "{part} in {text}");
        }
        let mut rest = text.as_str();
        for part in CAPTIONS.iter().flatten() {
            let at = rest
                .find(part)
                .unwrap_or_else(|| panic!("{part} in {rest}"));
            rest = &rest[at..];
        }
    })
    .await;
}

#[tokio::test]
async fn every_picture_has_its_caption_its_widths_and_its_place() {
    tell(Setup::default(), async |world| {
        let reader = world.reader().await;
        reader.reads(&world.front_page()).await;
        let figures = reader.the(css("chuyen-article figure"));
        figures.are(CAPTIONS.len()).await;
        for (n, [_, caption, _]) in CAPTIONS.iter().enumerate() {
            let figure = reader.the(css("chuyen-article figure").nth(n));
            figure.the(css("figcaption").saying(caption)).appears().await;
            let picture = figure.the(role("image"));
            let widths = picture.property("srcset").await;
            assert!(widths.contains("480w") && widths.contains("1440w"), "{widths}");
            picture.tells("it.scrollIntoView()").await;
            picture.becomes("it.complete && it.naturalWidth > 0").await;
            let shape = "Math.abs(it.clientWidth / it.clientHeight - it.getAttribute('width') / it.getAttribute('height')) < 0.02";
            assert_eq!(picture.tells(shape).await, json!(true), "{caption}");
        }
    })
    .await;
}

#[tokio::test]
async fn the_article_is_part_of_the_page_and_the_thread_is_not() {
    tell(Setup::default(), async |world| {
        let reader = world.reader().await;
        reader.reads(&world.front_page()).await;
        let headline = "document.querySelector('chuyen-article > article h1').textContent";
        assert_eq!(reader.asks(headline).await, json!(HEADLINE));
        let found = reader.asks("find('Chủ trì điều hành hội nghị')").await;
        assert_eq!(found, json!(true), "find in page");
        for shadowed in ["form", "textarea", "[role=group]"] {
            let inside = format!("document.querySelector('chuyen-article {shadowed}')");
            assert_eq!(reader.asks(&inside).await, Value::Null, "{shadowed}");
        }
    })
    .await;
}

#[tokio::test]
async fn nothing_shifts_on_the_demo_page() {
    tell(Setup::default(), async |world| {
        for (width, height) in [(1280, 800), (360, 740)] {
            let reader = world.reader().await;
            reader.has_a_screen_of(width, height).await;
            reader.measures_shifts().await;
            reader.is_on_slow_4g().await; // or nobody would see what comes late
            reader.reads(&world.front_page()).await;
            assert_steady(&reader).await;
        }
    })
    .await;
}

#[tokio::test]
async fn nothing_shifts_below_the_documented_element() {
    tell(Setup::default(), async |world| {
        let server = world.address();
        let snippet = "chuyen-article:not(:defined), script[data-article] { display: block; min-height: 100vh; }";
        world.page("/snippet.css", Page::file("text/css", snippet));
        let page = Page::with_head(
            &format!(
                r#"<link rel="stylesheet" href="/snippet.css"><script async src="{server}/embed.js"></script>"#
            ),
            r#"<p>Trước.</p><chuyen-article article="bdk-27052023"></chuyen-article><p>Sau.</p>"#,
        );
        let reader = world.reader().await;
        reader.measures_shifts().await;
        reader.is_on_slow_4g().await;
        reader.reads(&world.page("/element.html", page)).await;
        assert_steady(&reader).await;
    })
    .await;
}

async fn assert_steady(reader: &Reader) {
    let last = reader
        .the(css("chuyen-article figure").nth(4))
        .the(role("image"));
    last.tells("it.scrollIntoView()").await;
    last.becomes("it.complete").await;
    let shift = reader.shift().await;
    assert!(shift <= 0.02, "shifted by {shift}");
}

#[tokio::test]
async fn the_host_is_left_as_it_was() {
    tell(Setup::default(), async |world| {
        let own = "<h1>Báo bạn</h1><p>Một <a href='#'>liên kết</a>.</p><ul><li>mục</li></ul><button>nút</button>
            <form><input><textarea></textarea></form><figure><img alt=''><figcaption>chú thích</figcaption></figure>";
        // Of whatever height, it has a scroll bar.
        world.page("/own.css", Page::file("text/css", "html { overflow-y: scroll }"));
        let head = r#"<link rel="stylesheet" href="/own.css">"#;
        let without = world.page("/without.html", Page::with_head(head, own));
        let with = format!("{own}{}", world.tag("bdk-27052023"));
        let with = world.page("/with.html", Page::with_head(head, &with));
        let reader = world.reader().await;
        reader.open(&without).await;
        // The driver leaves a name of its own where it was asked for elements: let it do so on both pages.
        reader.the(role("heading")).appears().await;
        let before = the_host(&reader).await;
        let steps = reader.asks("history.length").await.as_i64();
        reader.open("about:blank").await;
        reader.reads(&with).await;
        let after = the_host(&reader).await;
        for (what, before) in before.as_object().expect("an object") {
            let added = added(before, &after[what]);
            assert_eq!(added, [""; 0], "{what}");
        }
        assert_eq!(reader.asks("location.href").await, json!(with));
        let after = reader.asks("history.length").await.as_i64();
        assert_eq!(after, steps.map(|steps| steps + 2), "a blank page and this");
        assert_eq!(reader.asks("history.state").await, Value::Null);
    })
    .await;
}

/// What a host has of its own: names, looks, cookies.
async fn the_host(reader: &Reader) -> Value {
    let script = "
        const own = [...document.querySelectorAll('html,body,h1,p,a,ul,li,button,input,textarea,img,figcaption')]
            .filter((it) => !it.closest('chuyen-article'));
        // The document grows, and what hangs on its height with it.
        const grows = /^(height|block-size|perspective-origin|transform-origin)$/;
        const looks = (it) => [...getComputedStyle(it)].filter((name) => !grows.test(name))
            .map((name) => `${it.localName} ${name}: ${getComputedStyle(it).getPropertyValue(name)}`);
        return {
            globals: Object.getOwnPropertyNames(window),
            cookies: document.cookie.split(';').filter(Boolean),
            looks: own.flatMap(looks),
        }";
    reader.run(script, Value::Null).await
}

/// What was not there before, as text.
fn added(before: &Value, after: &Value) -> Vec<String> {
    let lines = |list: &Value| -> BTreeSet<String> {
        let list = list.as_array().expect("a list").iter();
        list.map(|line| line.as_str().unwrap_or_default().to_owned())
            .collect()
    };
    lines(after).difference(&lines(before)).cloned().collect()
}

#[tokio::test]
async fn every_kind_of_block_is_shown() {
    tell(Setup::default(), async |world| {
        let reader = world.reader().await;
        let tag = world.tag_with("harbour-notes", r#"data-lang="en""#);
        reader.reads(&world.page_with(&tag)).await;
        let article = reader.the(css("chuyen-article > article[lang=en]"));
        for kind in [
            "h2",
            "ul",
            "ol",
            "blockquote",
            "figure",
            "table",
            "pre",
            "hr",
            "strong",
            "em",
            "s",
            "sub",
            "sup",
            "code",
            "br",
            "a[href]",
            "time",
        ] {
            let there = article
                .tells(&format!("it.querySelector('{kind}') !== null"))
                .await;
            assert_eq!(there, json!(true), "{kind}");
        }
    })
    .await;
}

#[tokio::test]
async fn a_third_party_is_asked_only_after_a_click() {
    tell(Setup::default(), async |world| {
        let reader = world.reader().await;
        let tag = world.tag_with("harbour-notes", r#"data-lang="en""#);
        reader.reads(&world.page_with(&tag)).await;
        let strangers = format!(
            "performance.getEntriesByType('resource').map((it) => it.name)
                .filter((it) => !it.startsWith('{}') && !it.startsWith(location.origin))",
            world.address()
        );
        assert_eq!(reader.asks(&strangers).await, json!([]));
        reader.the(css("chuyen-article iframe")).is_gone().await;
    })
    .await;
}

#[tokio::test]
async fn where_a_frame_is_not_allowed_the_link_stays() {
    tell(Setup::default(), async |world| {
        world.expects("frame-src"); // the partner allows no frame, and says so
        let reader = world.reader().await;
        let tag = world.tag_with("harbour-notes", r#"data-lang="en""#);
        reader.reads(&world.page_with(&tag)).await;
        let embed = reader.the(css(".chuyen-embed").saying("only after you press"));
        let open = embed.the(role("button"));
        open.tells("it.scrollIntoView({ block: 'center' })").await;
        open.click().await;
        reader
            .the(css("chuyen-article > article"))
            .says("does not allow content from")
            .await;
        reader.the(css("chuyen-article iframe")).is_gone().await;
    })
    .await;
}

#[tokio::test]
async fn a_picture_that_fails_keeps_its_caption_and_its_words() {
    tell(Setup::default(), async |world| {
        world.expects("404");
        let pictures = world.server.articles.join("images/bdk-27052023");
        for entry in std::fs::read_dir(&pictures).expect("pictures") {
            let file = entry.expect("a picture").path();
            if file.display().to_string().contains("/1-") {
                std::fs::remove_file(file).expect("removed");
            }
        }
        let reader = world.reader().await;
        reader.measures_shifts().await;
        reader.reads(&world.front_page()).await;
        let figure = reader.the(css("chuyen-article figure").nth(0));
        figure.says("Không tải được ảnh").await;
        figure.says("Minh hoạ: ba người ngồi sau bàn chủ trì").await;
        figure.says("Chủ trì điều hành hội nghị.").await;
        assert_steady(&reader).await;
    })
    .await;
}

#[tokio::test]
async fn an_article_may_be_a_file_on_the_partner_s_site() {
    tell(Setup::default(), async |world| {
        let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("articles");
        let json = std::fs::read(root.join("bdk-27052023.json")).expect("the seed article");
        let file = world.page("/bai/seed.json", Page::file("application/json", json));
        for entry in std::fs::read_dir(root.join("images/bdk-27052023")).expect("pictures") {
            let picture = entry.expect("a picture").path();
            let name = picture
                .file_name()
                .unwrap_or_default()
                .display()
                .to_string();
            let content = std::fs::read(&picture).expect("a picture");
            world.page(
                &format!("/bai/images/bdk-27052023/{name}"),
                Page::file("image/webp", content),
            );
        }
        let page = Page::new(&world.tag(&file)).policy("connect-src", "connect-src 'self'");
        let reader = world.reader().await;
        reader.reads(&world.page("/file.html", page)).await;
        let picture = reader
            .the(css("chuyen-article figure").nth(0))
            .the(role("image"));
        picture.becomes("it.complete && it.naturalWidth > 0").await;
        reader.comments("Lan", "Cùng một chuyện.").await;
        reader.sees_comment("Cùng một chuyện.").await;
        assert_eq!(
            world.texts().await,
            ["Cùng một chuyện."],
            "the thread hangs on the article's id"
        );
    })
    .await;
}
