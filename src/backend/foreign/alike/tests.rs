//! What servers make of what is typed, and what they make of something else.

use super::*;
use crate::backend::foreign::said::as_typed;

/// An article of a newspaper.
const LONG: &str = "https://vnexpress.net/ha-noi-cam-xe-may-chay-xang-trong-vanh-dai-mot-tu-ngay-mot-thang-bay-nam-hai-nghin-khong-tram-hai-muoi-sau-4912345.html";

/// As a server shows words without marks.
fn shown(words: &str, typed: &str) -> bool {
    resembles(&as_typed(words), typed)
}

/// As it shows `words` and a link.
fn linked(words: &str, to: &str, text: &str, typed: &str) -> bool {
    let text = vec![Inline::Text(text.into())];
    let url = to.parse().unwrap();
    let line = vec![Inline::Text(words.into()), Inline::Link { url, text }];
    resembles(&RichText(vec![Block::Paragraph(line)]), typed)
}

#[test]
fn marks_and_addresses_may_be_missing_but_no_words() {
    assert!(shown("Hay quá!", "**Hay** quá"));
    assert!(shown("xem ở đây", "xem [ở đây](http://a.vn/rat-dai-dong)"));
    assert!(shown("", "👍"));
    assert!(!shown("Hay quá", "Hay"));
    assert!(!shown("Hay", "Hay quá, cảm ơn phóng viên"));
    assert!(!shown("quá hay", "hay quá"));
    assert!(same_name("Lan &  An", "lan & an"));
    assert!(!same_name("Lan", "Lan An"));
}

#[test]
fn a_long_address_may_be_shortened() {
    let short: String = LONG.chars().take(45).chain("...".chars()).collect();
    let typed = format!("Xem thêm bài này: {LONG}");
    assert!(linked("Xem thêm bài này: ", LONG, &short, &typed));
    assert!(shown(&format!("Xem thêm bài này: {short}"), &typed));
    assert!(linked("", LONG, &short, LONG));
}

#[test]
fn a_comment_that_leads_elsewhere_is_another() {
    let other = LONG.replace("4912345", "4912346");
    let short: String = LONG.chars().take(45).chain("...".chars()).collect();
    for words in ["", "Xem thêm: "] {
        let typed = format!("{words}{LONG}");
        assert!(!linked(words, &other, &short, &typed), "{words}");
        assert!(!shown(&format!("{words}{other}"), &typed), "{words}");
    }
    assert!(!shown("👍", LONG));
    assert!(!linked(
        "xem ",
        "https://a.vn/1",
        "ở đây",
        "xem [ở đây](https://a.vn/2)"
    ));
}

#[test]
fn pictures_and_labels_may_be_missing() {
    assert!(shown("", "![mèo con](https://a.vn/meo.png)"));
    assert!(shown("mèo con", "![mèo con](https://a.vn/meo.png)"));
    assert!(!shown("👍", "![mèo con](https://a.vn/meo.png)"));
    assert!(linked(
        "",
        "https://a.vn/meo.png",
        "meo.png",
        "![](https://a.vn/meo.png)"
    ));
    assert!(!shown("chó con", "![mèo con](https://a.vn/meo.png)"));
    let labelled = "Xem [bài][1] nhé\n\n[1]: https://a.vn/bai-viet-rat-dai";
    assert!(linked(
        "Xem nhé ",
        "https://a.vn/bai-viet-rat-dai",
        "bài",
        "Xem nhé [bài][1]\n\n[1]: https://a.vn/bai-viet-rat-dai"
    ));
    assert!(shown("Xem bài nhé", labelled));
    assert!(shown(
        "Xem [bài][1] nhé\n\n[1]: https://a.vn/bai-viet-rat-dai",
        labelled
    ));
}

#[test]
fn an_address_may_be_written_out() {
    let typed = "Đọc https://vi.wikipedia.org/wiki/Vi%E1%BB%87t_Nam nhé";
    assert!(shown(
        "Đọc https://vi.wikipedia.org/wiki/Việt_Nam nhé",
        typed
    ));
    assert!(linked(
        "Đọc nhé ",
        "https://vi.wikipedia.org/wiki/Vi%E1%BB%87t_Nam",
        "https://vi.wikipedia.org/wiki/Việt_Nam",
        "Đọc nhé https://vi.wikipedia.org/wiki/Vi%E1%BB%87t_Nam"
    ));
    assert!(shown("www.a.vn/ngày", "www.a.vn/ng%C3%A0y"));
    assert!(shown("Giảm 100% rồi", "Giảm **100%** rồi"));
}

#[test]
fn an_address_of_the_same_site_is_no_word() {
    assert!(linked(
        "xem ",
        "https://c.example/tin/1",
        "ở đây",
        "xem [ở đây](/tin/1)"
    ));
}
