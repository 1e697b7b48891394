//! One picture in several places is shown once.

use crate::common::{blocks, plain, read_json};
use crate::pictures::figure;

#[test]
fn a_picture_that_stands_again_for_those_without_scripts_is_shown_once() {
    let late = "<img data-src=a.jpg width=6 height=4>";
    let unseen = "<noscript><img src=a.jpg width=6 height=4></noscript>";
    let other = "<noscript><img src=a-1024x683.jpg></noscript>";
    for html in [
        format!("{late}{unseen}"),
        format!("<p>{late}\n<!-- x -->{unseen}</p>"),
        format!("{unseen}{late}"),
        format!("{late}{other}"),
        format!("<picture><source srcset=b.webp>{late}</picture>{other}"),
        format!("<a href=b>{late}</a>{other}"),
        format!("<figure>{late}{other}</figure>"),
        format!("<figure>{unseen}{late}<figcaption>x</figcaption></figure>"),
        format!("<div class=wp-caption><a href=b>{late}{other}</a><p>x</p></div>"),
        format!("{late}<noscript>&lt;img src=a-1024x683.jpg&gt;</noscript>"),
        format!("<figure>{late}<noscript>&lt;img src=a-1024x683.jpg&gt;</noscript></figure>"),
        format!("<noscript>&lt;img src=a.jpg width=6 height=4&gt;</noscript>{late}"),
    ] {
        let found = figure(&html);
        assert_eq!(
            (
                found.image.url.as_str(),
                plain(&found.caption).replace('x', "").as_str()
            ),
            ("https://site.example/2023/05/mua/a.jpg", ""),
            "{html}"
        );
    }
}

#[test]
fn a_picture_that_stands_only_for_those_without_scripts_is_shown() {
    let late = |n: u32| format!("<img data-src={n}.jpg width=6 height=4>");
    let unseen = |n: u32| format!("<noscript><img src={n}.jpg width=6 height=4></noscript>");
    let hold = "<img src=data:image/gif;base64,x width=6 height=4>";
    for html in [
        format!("{}{}", unseen(1), unseen(2)),
        format!("{}<p>x</p>{}", late(1), unseen(2)),
        format!("{hold}{}{hold}{}", unseen(1), unseen(2)),
        format!("{}{hold}{}", late(1), unseen(2)),
        format!("{}{}{}{}", late(1), unseen(1), late(2), unseen(2)),
        format!("{}{}{}{}", unseen(1), late(1), unseen(2), late(2)),
        format!("{}{}", unseen(1), late(2)),
    ] {
        for html in [
            html.clone(),
            format!("<figure>{html}</figure>"),
            html.replace("<noscript><", "<noscript>&lt;"),
        ] {
            let found = serde_json::to_string(&blocks(&html)).expect("JSON");
            for url in ["mua/1.jpg", "mua/2.jpg"] {
                assert_eq!(found.matches(url).count(), 1, "{url} of {html}");
            }
        }
    }
}

#[test]
fn a_picture_in_another_size_is_the_same_picture() {
    let shown = |above: &str, in_text: &str| {
        let article = read_json(&serde_json::json!({
            "version": "https://jsonfeed.org/version/1.1",
            "items": [{ "id": "1", "url": "https://a.example/1", "title": "a", "image": above, "content_html": format!("<p>Một</p><img src='{in_text}' width=900 height=600>") }],
        }));
        article.article.lead_figure.is_some()
    };
    for (above, in_text) in [
        ("/2023/1200x630/a.jpg", "/2023/a.jpg"),
        ("/w1200/2023/a.jpg", "https://cdn.example/2023/a.jpg?w=680"),
        ("/2023/a-1024x683.jpg", "/2023/a.jpg"),
        ("/2023/a.jpg", "/2023/a-scaled.webp"),
        (
            "/thumbnail/510x286/hoi-nghi-so-ket.jpg",
            "/upload/2023/hoi-nghi-so-ket.jpg",
        ),
    ] {
        assert!(!shown(above, in_text), "{above} is {in_text}");
    }
    for (above, in_text) in [
        ("/2023/a.jpg", "/2023/b.jpg"),
        ("/mot/1.jpg", "/hai/1.jpg"),
        ("/image.php?id=1", "/image.php?id=2"),
        ("/_next/image?url=a.jpg", "/_next/image?url=b.jpg"),
        ("/mot/1200x630.jpg", "/hai/1200x630.jpg"),
        ("/2023/20230527-0001.jpg", "/2023/20230527-0002.jpg"),
    ] {
        assert!(shown(above, in_text), "{above} is not {in_text}");
    }
}
