//! What stands in a figure beside its picture.

use crate::common::{blocks, json_of, plain, post, read_json, skipped};
use crate::pictures::{PICTURE, figure};
use model::Block;
use serde_json::{Value, json};

fn caption(html: &str) -> Value {
    serde_json::to_value(figure(html).caption).expect("a caption is JSON")
}

#[test]
fn words_in_a_figure_keep_spaces_links_and_marks() {
    let words = json!([
        { "text": "Mưa " }, { "strong": [{ "text": "lớn" }] }, { "text": " hôm " },
        { "link": { "url": "https://site.example/x", "text": [{ "text": "qua" }] } },
    ]);
    let written = "Mưa <b>lớn</b> hôm <a href=/x>qua</a>";
    for html in [
        format!("<figure>{PICTURE}<p>{written}</p></figure>"),
        format!("<figure>{PICTURE}{written}</figure>"),
        format!("<figure>{written}{PICTURE}</figure>"),
        format!("<figure><div>{PICTURE}</div><div><p>{written}</p></div></figure>"),
        format!("<div class=wp-caption>{PICTURE}<p>{written}</p></div>"),
        format!("<table><tr><td>{PICTURE}<p>{written}</p></td></tr></table>"),
    ] {
        assert_eq!(caption(&html), words, "{html}");
    }
}

#[test]
fn no_words_of_a_figure_are_lost_to_others() {
    for html in [
        format!("<figure>{PICTURE}<p>một</p><p>hai</p><figcaption>ba</figcaption></figure>"),
        format!("<figure>một{PICTURE}<p>hai</p>ba</figure>"),
        format!(
            "<div class=gallery><div class=gallery-item>{PICTURE}<p class=wp-caption-text>một</p><p>hai</p></div><p>ba</p></div>"
        ),
        format!(
            "<figure class=wp-block-gallery><figure>{PICTURE}<figcaption>một</figcaption></figure><p>hai</p><figcaption>ba</figcaption></figure>"
        ),
        format!("<figure><figcaption>một<p>hai</p>ba</figcaption>{PICTURE}</figure>"),
    ] {
        assert_eq!(plain(&figure(&html).caption), "một\nhai\nba", "{html}");
    }
}

#[test]
fn a_picture_in_a_caption_is_left_out_and_told() {
    for icon in [
        "<img src=icon.png>",
        "<img src=icon.svg width=16 height=16 alt=ALT>",
    ] {
        for html in [
            format!(
                "<figure>{PICTURE}<figcaption>{icon} Mưa <a href=/x>lớn</a></figcaption></figure>"
            ),
            format!(
                "<figure><figcaption>Mưa {icon}<a href=/x>lớn</a></figcaption>{PICTURE}</figure>"
            ),
            format!(
                "<div class=wp-caption>{PICTURE}<p class=wp-caption-text>Mưa <a href=/x>lớn</a>{icon}</p></div>"
            ),
        ] {
            let link =
                json!({ "link": { "url": "https://site.example/x", "text": [{ "text": "lớn" }] } });
            assert_eq!(caption(&html), json!([{ "text": "Mưa " }, link]), "{html}");
            assert_eq!(
                skipped(&read_json(&post(&html))),
                ["1 × picture in a line of text"],
                "{html}"
            );
        }
    }
    let sign = format!(
        "<figure>{PICTURE}<figcaption>Mưa <img class=emoji alt=\"☔\" src=a.svg></figcaption></figure>"
    );
    assert_eq!(plain(&figure(&sign).caption), "Mưa ☔");
    let only = format!("<figure><figcaption>{PICTURE} Mưa</figcaption></figure>");
    assert_eq!(
        plain(&figure(&only).caption),
        "Mưa",
        "the only picture is no icon"
    );
}

#[test]
fn everyone_who_is_credited_is_named() {
    let credit = |written: &str| {
        let figure = figure(&format!(
            "<figure>{PICTURE}<figcaption>{written}</figcaption></figure>"
        ));
        (plain(&figure.caption), figure.credit.unwrap_or_default())
    };
    let of = |caption: &str, credit: &str| (caption.to_owned(), credit.to_owned());
    assert_eq!(
        credit(
            "Mưa <i>rất <span class=credit>Ảnh: Hữu Hiệp</span> lớn</i> <span class=copyright>TTXVN</span>"
        ),
        of("Mưa rất lớn", "Hữu Hiệp, TTXVN")
    );
    assert_eq!(
        credit("Mưa. Ảnh: Hữu Hiệp <span class=credit>TTXVN</span>"),
        of("Mưa. Ảnh: Hữu Hiệp", "TTXVN"),
        "where one is set apart already, the other stays where it is"
    );
    assert_eq!(
        credit("Mưa. Ảnh: TTXVN <span class=credit>TTXVN</span>"),
        of("Mưa.", "TTXVN")
    );
    assert_eq!(
        credit("<div class=byline><p>Hữu Hiệp</p><p>TTXVN</p></div>"),
        of("", "Hữu Hiệp, TTXVN")
    );
}

#[test]
fn a_figure_of_more_pictures_than_anyone_looks_at_is_cut_and_told() {
    let picture = |n: usize| {
        format!("<div class=gallery-item><img src={n}.jpg width=6 height=4><p>{n}</p></div>")
    };
    let html: String = (0..20_000).map(picture).collect();
    let reading = read_json(&post(&format!("<figure>{html}</figure>")));
    let [Block::Gallery(gallery)] = reading.article.body.0.as_slice() else {
        panic!("one gallery");
    };
    assert_eq!((gallery.figures.len(), gallery.caption.len()), (200, 0));
    assert_eq!(
        skipped(&reading),
        ["19800 × picture after the first 200 of a gallery"]
    );
    let same = format!("<figure>{}</figure>", PICTURE.repeat(300));
    assert_eq!(blocks(&same).len(), 1);
    assert_eq!(
        skipped(&read_json(&post(&same))),
        Vec::<String>::new(),
        "the same one is shown once"
    );
}

#[test]
fn what_is_left_out_of_a_figure_is_told() {
    let html = format!(
        "<figure>{PICTURE}<button><svg></svg>Phóng to</button><figcaption>Mưa</figcaption></figure>"
    );
    assert_eq!(
        json_of(&html)[0]["figure"]["caption"],
        json!([{ "text": "Mưa" }])
    );
    assert_eq!(skipped(&read_json(&post(&html))), ["1 × <button>"]);
}

#[test]
fn pictures_in_rows_with_a_row_of_captions_below_are_a_gallery() {
    let picture = |n: u32| format!("<td><a href=b><img src={n}.jpg width=6 height=4></a></td>");
    let gallery = |rows: &str| {
        let reading = read_json(&post(&format!("<p>a</p><table>{rows}</table>")));
        assert_eq!(skipped(&reading), [""; 0], "{rows}");
        match reading.article.body.0.as_slice() {
            [Block::Gallery(gallery)] => {
                let figures = gallery.figures.iter();
                let captions = figures.map(|one| plain(&one.caption));
                (captions.collect::<Vec<_>>(), plain(&gallery.caption))
            }
            other => panic!("{rows}: {other:?}"),
        }
    };
    let two = picture(1) + &picture(2);
    let each = (vec!["một".to_owned(), "hai".to_owned()], String::new());
    assert_eq!(
        gallery(&format!(
            "<tr>{two}</tr><tr><td>một</td><td><p>hai</p></td></tr>"
        )),
        each
    );
    assert_eq!(
        gallery(&format!(
            "<tbody><tr>{}</tr><tr><td>một</td></tr><tr>{}</tr><tr><td>hai</td></tr></tbody>",
            picture(1),
            picture(2)
        )),
        each
    );
    assert_eq!(
        gallery(&format!("<tr>{two}</tr><tr><td colspan=2>cả hai</td></tr>")),
        (vec![String::new(), String::new()], "cả hai".to_owned())
    );
    assert_eq!(
        gallery(&format!("<tr>{two}</tr><tr>{}<td></td></tr>", picture(3)))
            .0
            .len(),
        3
    );
    for rows in [
        format!(
            "<tr>{}<td>một</td></tr><tr>{}<td>hai</td></tr>",
            picture(1),
            picture(2)
        ),
        format!("<tr><th>ảnh</th><th>tên</th></tr><tr>{two}</tr>"),
        format!("<tr>{two}</tr><tr><td>một</td><td>hai</td></tr><tr><td>ba</td><td>bốn</td></tr>"),
    ] {
        let reading = read_json(&post(&format!("<p>a</p><table>{rows}</table>")));
        assert!(
            matches!(reading.article.body.0[..], [Block::Table(_)]),
            "{rows}"
        );
        assert_eq!(
            skipped(&reading),
            ["2 × picture in a line of text"],
            "{rows}"
        );
    }
}
