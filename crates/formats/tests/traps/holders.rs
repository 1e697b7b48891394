//! What only holds the place of a picture, and pictures that are called like it.

use crate::common::{json_of, post, read_json, skipped};

fn shown(html: &str) -> Vec<String> {
    let found = json_of(html).to_string();
    let urls = found.split("mua/").skip(1);
    urls.filter_map(|rest| Some(rest.split('"').next()?.to_owned()))
        .collect()
}

#[test]
fn a_picture_is_known_as_a_placeholder_by_its_whole_name() {
    for name in [
        "photo-301x169.jpg",
        "dai-hoi-1921x1080.jpg",
        "hero-1x1.jpg",
        "my-placeholder.png",
        "lazyload-la-gi.jpg",
        "loading.jpg",
        "1x1/dai-hoi.jpg",
    ] {
        for html in [
            format!("<img src=\"{name}\" width=600 height=400>"),
            format!("<img src=\"{name}\">"),
            format!(
                "<figure><img src=\"blank.gif\" srcset=\"{name} 600w\" width=600 height=400><figcaption>a</figcaption></figure>"
            ),
        ] {
            assert_eq!(
                shown(&html).first().map(String::as_str),
                Some(name),
                "{html}"
            );
        }
    }
}

#[test]
fn a_picture_without_a_file_is_told() {
    let told = "1 × picture without a file";
    for (html, notes) in [
        ("<img src=\"blank.gif\" width=600 height=400>", vec![told]),
        ("<img src=\"/img/1x1.png?v=2\">", vec![told]),
        (
            "<figure><img src=\"data:image/png;base64,iVBORw0KGgo=\" width=600 height=400><figcaption>b</figcaption></figure>",
            vec![told],
        ),
        ("<img width=600 height=400 alt=b>", vec![told]),
        (
            "<img src=\"data:image/gif;base64,R0\" width=1 height=1>",
            vec![],
        ),
        (
            "<img src=\"blank.gif\" width=6 height=4><noscript><img src=a.jpg width=6 height=4></noscript>",
            vec![],
        ),
        (
            "<a href=b><img src=\"blank.gif\" width=6 height=4></a> <noscript>&lt;img src=a.jpg width=6 height=4&gt;</noscript>",
            vec![],
        ),
        (
            "<noscript><img src=a.jpg width=6 height=4></noscript><img src=\"blank.gif\" width=6 height=4>",
            vec![],
        ),
        (
            "<figure><noscript><img src=a.jpg width=6 height=4></noscript><img src=\"blank.gif\" width=6 height=4></figure>",
            vec![],
        ),
    ] {
        assert_eq!(
            skipped(&read_json(&post(&format!("<p>a</p>{html}")))),
            notes,
            "{html}"
        );
    }
}
