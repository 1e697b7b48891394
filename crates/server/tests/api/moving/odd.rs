//! Files in which something is missing, spelled otherwise, or far too long.

use super::wxr::{comment, export, post};
use super::{import, lead, place};
use crate::common::binary::write;
use crate::common::{OPEN, OTHER, on_both};
use server::store::AliasTarget;

/// A post of Disqus on thread 1.
fn post_of_disqus(id: u32, text: &str, more: &str) -> String {
    format!(
        "<post d:id=\"{id}\"><message><![CDATA[{text}]]></message><createdAt>2013-10-11T06:51:33Z</createdAt>\
         <author><name>Lan</name></author><thread d:id=\"1\"/>{more}</post>"
    )
}

fn disqus(pieces: &str) -> String {
    format!("<disqus xmlns:d=\"http://disqus.com/disqus-internals\">{pieces}</disqus>")
}

#[tokio::test]
async fn comments_whose_page_nobody_knows_are_not_put_on_the_front_page() {
    on_both(async |app| {
        let (_folder, place) = place(app);
        let front = AliasTarget::Article(OPEN.parse().unwrap());
        lead(app, "//news.example/", front).await;
        write(
            &place.folder,
            "a.xml",
            &disqus(&post_of_disqus(1, "lạc", "")),
        );
        write(
            &place.folder,
            "map",
            &format!("https://news.example/\t{OTHER}\n"),
        );
        for more in [&[][..], &["--map", "map"]] {
            let args = [&["disqus", "a.xml", "--base", "https://news.example"], more].concat();
            let said = import(app, &place, &args).await;
            assert!(said.contains("0 new, 0 here"), "{said}");
            assert!(said.contains("without an article: 1 comment"), "{said}");
        }
    })
    .await;
}

#[tokio::test]
async fn what_waits_and_what_is_gone_with_its_page_is_not_shown() {
    on_both(async |app| {
        let (_folder, place) = place(app);
        let approved = |how: &str| format!("<isApproved>{how}</isApproved>");
        let gone = post_of_disqus(9, "mất", "").replace("thread d:id=\"1\"", "thread d:id=\"2\"");
        let pieces = [
            "<thread d:id=\"1\"><link>https://news.example/tin-1</link><isDeleted>false</isDeleted></thread>",
            "<thread d:id=\"2\"><link>https://news.example/tin-2</link><isDeleted>true</isDeleted></thread>",
            &post_of_disqus(1, "một", &approved("False")),
            &post_of_disqus(2, "hai", &approved("0")),
            &post_of_disqus(3, "ba", &approved("True")),
            &post_of_disqus(4, "bốn", &approved("1")),
            &gone,
        ];
        write(&place.folder, "a.xml", &disqus(&pieces.concat()));
        let said = import(app, &place, &["disqus", "a.xml"]).await;
        for line in [
            "4 new, 0 here already",
            "of these, waiting for a moderator: 2",
            "skipped, on a page that was deleted: 1",
        ] {
            assert!(said.lines().any(|said| said == line), "{line} in {said}");
        }
        assert_eq!(app.thread(OPEN).await.total, 2);
        assert_eq!(app.thread(OTHER).await.total, 0);
    })
    .await;
}

#[tokio::test]
async fn links_lead_where_they_led_before_disqus_counted_who_follows_them() {
    on_both(async |app| {
        let (_folder, place) = place(app);
        let link = "https://disq.us/url?url=https%3A%2F%2Fa.example%2Fx%3Fy%3D1%3AAbCdEfGhIjKlMnOpQrStUvWxYz0&amp;cuid=7";
        let text = format!("<p>xem <a href=\"{link}\" rel=\"nofollow\">đây</a></p>");
        write(&place.folder, "a.xml", &disqus(&post_of_disqus(1, &text, "")));
        import(app, &place, &["disqus", "a.xml", "--article", OPEN]).await;
        let thread = app.bytes(&format!("api/v1/articles/{OPEN}/thread")).await;
        let thread = String::from_utf8(thread).unwrap();
        assert!(thread.contains("\"https://a.example/x?y=1\""), "{thread}");
        assert!(!thread.contains("disq.us"), "{thread}");
    })
    .await;
}

#[tokio::test]
async fn the_first_comments_without_a_time_have_that_of_the_first_that_has_one() {
    on_both(async |app| {
        let (_folder, place) = place(app);
        let undated = |id| comment(id, 0, &id.to_string(), "").replace("2020-01-02", "0000-00-00");
        let comments = undated(1) + &comment(2, 0, "2", "") + &undated(3);
        let file = export(&post("https://news.example/tin-1", &comments));
        write(&place.folder, "a.xml", &file);
        let said = import(app, &place, &["wxr", "a.xml"]).await;
        let line = "without a time, now with that of a comment beside them: 2";
        assert!(said.lines().any(|said| said == line), "{said}");
        let thread = app.thread(OPEN).await;
        for comment in &thread.comments {
            assert_eq!(comment.posted_at_ms, 1_577_923_202_000);
        }

        let file = export(&post("https://news.example/tin-2", &undated(1)));
        let file = file.replace("<channel>", "<channel><link>https://other.example</link>");
        write(&place.folder, "b.xml", &file);
        let said = import(app, &place, &["wxr", "b.xml"]).await;
        let line = "without a time, like all in the file, now in 1970: 1";
        assert!(said.lines().any(|said| said == line), "{said}");
    })
    .await;
}

#[tokio::test]
async fn a_file_in_utf_16_is_told_from_what_is_no_xml() {
    on_both(async |app| {
        let (_folder, place) = place(app);
        let text = export(&post("https://news.example/tin-1", ""));
        for (mark, order) in [
            ([0xff, 0xfe], u16::to_le_bytes as fn(u16) -> [u8; 2]),
            ([0xfe, 0xff], u16::to_be_bytes),
        ] {
            let mut bytes = mark.to_vec();
            bytes.extend(text.encode_utf16().flat_map(order));
            std::fs::write(place.folder.join("a.xml"), bytes).unwrap();
            let error = place.fail(&["import", "wxr", "a.xml"]);
            assert!(
                error.contains("a.xml:1: ")
                    && error.contains("UTF-16")
                    && error.contains("only UTF-8 is read"),
                "{error}"
            );
        }
    })
    .await;
}

#[tokio::test]
async fn a_text_without_an_end_is_refused_before_it_fills_the_memory() {
    on_both(async |app| {
        let (_folder, place) = place(app);
        let endless = "a".repeat(40 * 1024 * 1024);
        let file = export(&post(
            "https://news.example/tin-1",
            &comment(1, 0, &endless, ""),
        ));
        write(&place.folder, "a.xml", &file);
        let error = place.fail(&["import", "wxr", "a.xml"]);
        assert!(
            error.contains("a.xml:3: ") && error.contains("longer than 33554432 bytes"),
            "{error}"
        );
        assert_eq!(app.thread(OPEN).await.total, 0);
    })
    .await;
}
