//! What WordPress exports.

use super::{fixture, import, lead, place, shown};
use crate::common::binary::write;
use crate::common::{CLOSED, OPEN, OTHER, on_both};
use model::Thread;
use server::store::AliasTarget;

/// An export with one post, whose comments are these.
pub fn post(link: &str, comments: &str) -> String {
    format!("<item><link>{link}</link><wp:post_id>4</wp:post_id>{comments}</item>")
}

pub fn export(items: &str) -> String {
    format!(
        "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<rss version=\"2.0\" \
         xmlns:wp=\"http://wordpress.org/export/1.2/\"><channel>\n{items}\n</channel></rss>\n"
    )
}

/// One comment of `Lan`, whose other fields are these.
pub fn comment(id: u32, parent: u32, text: &str, more: &str) -> String {
    let (minute, second) = (id / 60 % 60, id % 60);
    let hour = id / 3_600 % 24;
    format!(
        "<wp:comment><wp:comment_id>{id}</wp:comment_id><wp:comment_author>Lan</wp:comment_author>\
         <wp:comment_date_gmt>2020-01-02 {hour:02}:{minute:02}:{second:02}</wp:comment_date_gmt>\
         <wp:comment_content><![CDATA[{text}]]></wp:comment_content>\
         <wp:comment_approved>1</wp:comment_approved><wp:comment_parent>{parent}</wp:comment_parent>\
         {more}</wp:comment>\n"
    )
}

fn depths(all: &[(usize, String, String)]) -> Vec<(usize, &str)> {
    all.iter()
        .map(|(depth, _, said)| (*depth, said.as_str()))
        .collect()
}

#[tokio::test]
async fn an_export_of_a_blog_becomes_threads_with_their_order_names_and_times() {
    on_both(async |app| {
        let (_folder, place) = place(app);
        lead(
            app,
            "//example.tld/2014/test",
            AliasTarget::Article(OPEN.parse().unwrap()),
        )
        .await;
        let version = app.thread(OPEN).await.version;
        let file = fixture("wxr-isso.xml");
        let said = import(app, &place, &["wxr", &file]).await;
        for line in [
            "8 comments in 3 threads",
            "7 new, 0 here already",
            "without an article: 1 comment in 1 thread",
            "  http://example.tld/?p=4\t1 comment\tno article is known there",
        ] {
            assert!(said.lines().any(|said| said == line), "{line} in {said}");
        }
        let all = shown(app, OPEN).await;
        assert_eq!(
            depths(&all),
            [
                (0, "Erster!1"),
                (0, "Zweiter."),
                (1, "Drölfter!"),
                (2, "Yet another reply."),
                (2, "..."),
                (
                    0,
                    "When you have a comment with multiple lines:WordPress exports it like this."
                ),
                (0, "..."),
            ]
        );
        assert_eq!(
            (all[0].1.as_str(), all[5].1.as_str()),
            ("Ohai", "Multiline Author")
        );
        let thread: Thread = app
            .get(&format!("api/v1/articles/{OPEN}/thread?order=oldest"))
            .await;
        assert_eq!(thread.total, 7);
        assert!(thread.version > version, "whoever has it cached notices");
        // 2014-01-14 17:32:12 and 2022-06-06 02:13:14, in UTC.
        let times: Vec<_> = thread.comments.iter().map(|c| c.posted_at_ms).collect();
        assert_eq!((times[0], times[5]), (1_389_720_732_000, 1_654_481_594_000));
        // What was left over comes with the next run.
        write(
            &place.folder,
            "map",
            &format!("# bài cũ\nhttps://example.tld/?p=4\t{OTHER}\n"),
        );
        let said = import(app, &place, &["wxr", &file, "--map", "map"]).await;
        assert!(
            said.contains("1 new, 7 here already") && !said.contains("without an article"),
            "{said}"
        );
        assert_eq!(depths(&shown(app, OTHER).await), [(0, "...")]);
    })
    .await;
}

#[tokio::test]
async fn everything_odd_in_an_export_is_told_and_nothing_of_it_is_lost_silently() {
    on_both(async |app| {
        let (_folder, place) = place(app);
        let field =
            |name: &str, value: &str| format!("<wp:comment_{name}>{value}</wp:comment_{name}>");
        let mut comments = String::new();
        for (id, parent, text, more) in [
            (1, 0, "gốc", String::new()),
            (2, 0, "rác", String::new()),
            (3, 2, "dưới rác", String::new()),
            (4, 0, "rác khác", String::new()),
            (5, 0, "ping", field("type", "pingback")),
            (6, 5, "dưới ping", String::new()),
            (7, 0, "đơn hàng", field("type", "order_note")),
            (8, 9, "vòng một", String::new()),
            (9, 8, "vòng hai", String::new()),
            (10, 77, "mồ côi", String::new()),
            (11, 0, "", String::new()),
            (
                12,
                0,
                "chia ]]><![CDATA[đôi &amp; &#1;\u{8}hết",
                String::new(),
            ),
            (
                13,
                0,
                "<script>alert(1)</script><p onclick=x>an toàn</p>",
                String::new(),
            ),
            (1, 0, "lần hai", String::new()),
            (14, 0, "chờ", String::new()),
        ] {
            let status = match id {
                2 | 4 => "spam",
                14 => "0",
                _ => "1",
            };
            let one = comment(id, parent, text, &more);
            comments += &one.replace("approved>1<", &format!("approved>{status}<"));
        }
        let long = comment(15, 0, &"ệ".repeat(10_020), "").replace("Lan", &"L".repeat(90));
        let nobody = comment(16, 0, "ai", "")
            .replace("Lan", "")
            .replace("2020-01-02", "0000-00-00");
        write(
            &place.folder,
            "a.xml",
            &export(&post("http://x.example/", &(comments + &long + &nobody))),
        );
        let said = import(app, &place, &["wxr", "a.xml", "--article", OPEN]).await;
        for line in [
            "17 comments in 1 thread",
            "13 new, 0 here already",
            "of these, waiting for a moderator: 1",
            "answers to what is not there, now on the article: 2",
            "answers in a circle, now on the article: 1",
            "names cut: 1",
            "without a name: 1",
            "texts cut: 1",
            "without a text: 1",
            "without a time, now with that of a comment beside them: 1",
            "spam, place kept for what is below: 1",
            "skipped, spam: 1",
            "skipped, pingback: 1",
            "skipped, order_note: 1",
            "skipped, with an id that came before: 1",
        ] {
            assert!(said.lines().any(|said| said == line), "{line} in {said}");
        }
        let all = shown(app, OPEN).await;
        let shown: Vec<_> = depths(&all)
            .into_iter()
            .map(|(depth, said)| (depth, said.chars().take(12).collect::<String>()))
            .collect();
        let expected = [
            (0, "gốc"),
            (0, ""),
            (1, "dưới rác"),
            (0, "dưới ping"),
            (0, "vòng một"),
            (1, "vòng hai"),
            (0, "mồ côi"),
            (0, "chia đôi & "),
            (0, "an toàn"),
            (0, "ệệệệệệệệệệệệ"),
            (0, "ai"),
        ];
        for (depth, said) in expected {
            let there = shown.iter().any(|(at, text)| {
                text.starts_with(said)
                    && (said.is_empty() == text.is_empty())
                    && (*at == depth || said.starts_with("vòng"))
            });
            assert!(there, "{depth} {said} in {shown:?}");
        }
        assert_eq!(all.len(), expected.len());
        assert!(all.iter().any(|(_, name, _)| name == "Khách"));
        assert!(all.iter().any(|(_, name, _)| *name == "L".repeat(80)));
        assert_eq!(app.store().waiting(None).await.unwrap().len(), 1);
        // The spam's words are nowhere.
        let text =
            String::from_utf8(app.bytes(&format!("api/v1/articles/{OPEN}/thread")).await).unwrap();
        assert!(
            !text.contains("rác khác") && !text.contains("alert"),
            "{text}"
        );
    })
    .await;
}

#[tokio::test]
async fn answers_that_come_before_and_chains_that_are_too_deep_find_their_places() {
    on_both(async |app| {
        let (_folder, place) = place(app);
        // The deepest first: each answers the next.
        let comments: String = (1..=12)
            .rev()
            .map(|id| comment(id, id - 1, &id.to_string(), ""))
            .collect();
        write(
            &place.folder,
            "a.xml",
            &export(&post("https://news.example/tin-1/?utm_source=x", &comments)),
        );
        let said = import(app, &place, &["wxr", "a.xml"]).await;
        assert!(said.contains("too deep, now one level up: 3"), "{said}");
        let thread = app.thread(OPEN).await;
        assert_eq!(thread.total, 12);
        let root = &thread.comments[0].id;
        let replies: Thread = app.get(&format!("api/v1/comments/{root}/replies")).await;
        let said: Vec<_> = replies
            .comments
            .iter()
            .map(crate::common::asking::said)
            .collect();
        assert_eq!(
            said,
            ["2", "3", "4", "5", "6", "7", "8", "9", "10", "11", "12"]
        );
        let eighth = &replies.comments[6].id;
        let under_it = replies
            .comments
            .iter()
            .filter(|c| c.parent.as_ref() == Some(eighth));
        assert_eq!(under_it.count(), 4);
    })
    .await;
}

#[tokio::test]
async fn addresses_of_one_page_are_one_thread_and_a_template_finds_the_others() {
    on_both(async |app| {
        let (_folder, place) = place(app);
        let items = [
            ("http://news.example/tin-1", 1),
            ("https://NEWS.example/tin-1/?utm_campaign=a#x", 2),
            ("https://cu.example/2019/tin-2.html", 3),
            ("https://cu.example/2019/khong-co.html", 4),
            ("https://cu.example/2019/tin-cu.html", 5),
        ];
        let items = items.map(|(link, id)| post(link, &comment(id, 0, &id.to_string(), "")));
        write(&place.folder, "a.xml", &export(&items.concat()));
        let template = "https://cu.example/2019/{id}.html";
        let said = import(app, &place, &["wxr", "a.xml", "--url-template", template]).await;
        assert!(said.contains("threads joined with another: 1"), "{said}");
        assert!(
            said.contains("khong-co.html\t1 comment\tthere is no article khong-co"),
            "{said}"
        );
        assert_eq!(depths(&shown(app, OPEN).await), [(0, "1"), (0, "2")]);
        assert_eq!(depths(&shown(app, OTHER).await), [(0, "3")]);
        // An old thread may be closed.
        assert_eq!(depths(&shown(app, CLOSED).await), [(0, "5")]);
        assert!(
            place
                .fail(&["import", "wxr", "a.xml", "--url-template", "https://a.vn/"])
                .contains("{id}")
        );
        assert!(
            place
                .fail(&["import", "wxr", "a.xml", "--article", "none"])
                .contains("no article none")
        );
    })
    .await;
}

#[tokio::test]
async fn what_was_imported_is_known_again_after_its_thread_has_moved() {
    on_both(async |app| {
        let (_folder, place) = place(app);
        let comments = comment(1, 0, "một", "") + &comment(2, 1, "hai", "");
        write(
            &place.folder,
            "a.xml",
            &export(&post("https://news.example/tin-1", &comments)),
        );
        place.say(&["import", "wxr", "a.xml"]);
        place.say(&["alias", "move", OPEN, OTHER]);
        let more = comments + &comment(3, 2, "ba", "");
        write(
            &place.folder,
            "a.xml",
            &export(&post("https://news.example/tin-1", &more)),
        );
        let said = import(app, &place, &["wxr", "a.xml"]).await;
        assert!(said.contains("1 new, 2 here already"), "{said}");
        assert_eq!(
            depths(&shown(app, OTHER).await),
            [(0, "một"), (1, "hai"), (2, "ba")]
        );
    })
    .await;
}

#[tokio::test]
async fn what_is_no_export_is_refused_with_line_and_byte() {
    on_both(async |app| {
        let (_folder, place) = place(app);
        let good = export(&post(
            "https://news.example/tin-1",
            &comment(1, 0, "một", ""),
        ));
        for (text, why) in [
            (good.replace("</item>", "</itm>"), "a.xml:4: "),
            (
                good.replace("</channel></rss>", ""),
                ": the file ends before its last element does",
            ),
            (
                good.replace("UTF-8", "ISO-8859-1"),
                "`encoding` is \"ISO-8859-1\"",
            ),
            ("<disqus></disqus>".into(), "the file is a <disqus>"),
            ("xin chào".into(), "this is no XML"),
            (String::new(), "this is no XML"),
            (
                "<rss>".to_owned() + &"<a>".repeat(300),
                "elements nest deeper than 200",
            ),
        ] {
            write(&place.folder, "a.xml", &text);
            let error = place.fail(&["import", "wxr", "a.xml"]);
            assert!(
                error.contains(why) && error.contains("(byte "),
                "{why} in {error}"
            );
        }
        assert!(
            place
                .fail(&["import", "wxr", "none.xml"])
                .contains("none.xml")
        );
        assert_eq!(app.thread(OPEN).await.total, 0);
    })
    .await;
}
