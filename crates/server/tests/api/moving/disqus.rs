//! What Disqus exports.

use super::{fixture, import, lead, place, shown};
use crate::common::binary::write;
use crate::common::{OPEN, OTHER, on_both};
use server::store::AliasTarget;

#[tokio::test]
async fn an_export_with_all_its_oddities_is_brought_in_and_what_is_odd_is_told() {
    on_both(async |app| {
        let (_folder, place) = place(app);
        lead(app, "//example.org/", AliasTarget::Article(OPEN.parse().unwrap())).await;
        let file = fixture("disqus-isso.xml");
        let said = import(app, &place, &["disqus", &file]).await;
        for line in [
            "6 comments in 3 threads",
            "4 new, 0 here already",
            "deleted, place kept for what is below: 1",
            "without an article: 2 comments in 2 threads",
            "  1337\t1 comment\tno article is known there",
            "  http://localhost:4000/blog/2013/02/12/redacted/index.html\t1 comment\tno article is known there",
        ] {
            assert!(said.lines().any(|said| said == line), "{line} in {said}");
        }
        let all = shown(app, OPEN).await;
        let all: Vec<_> = all.iter().map(|(depth, name, said)| (*depth, name.as_str(), said.as_str())).collect();
        assert_eq!(
            all,
            [
                (0, "peter", "..."),
                (1, "user", "Hello, World."),
                (0, "", ""),
                (1, "user", "Hello, World."),
            ]
        );
        let thread = app.thread(OPEN).await;
        assert_eq!(thread.total, 3);
        // 2013-10-10T19:20:29Z
        assert!(thread.comments.iter().any(|c| c.posted_at_ms == 1_381_432_829_000));
        let stored = app.store().snapshot().await.unwrap();
        drop(stored);
        let text = String::from_utf8(app.bytes(&format!("api/v1/articles/{OPEN}/thread")).await).unwrap();
        assert!(!text.contains("foo@bar.com") && !text.contains("127.0.0.1"), "{text}");
    })
    .await;
}

#[tokio::test]
async fn threads_are_found_by_the_identifier_that_the_site_gave_them() {
    on_both(async |app| {
        let (_folder, place) = place(app);
        let export = "<disqus xmlns:d=\"http://disqus.com/disqus-internals\">\
            <post d:id=\"9\"><message><![CDATA[<p>đáp <a href=\"/x\">kia</a></p>]]></message>\
            <createdAt>2013-10-11T06:51:33Z</createdAt><author><username>lan</username></author>\
            <thread d:id=\"2\"/><parent d:id=\"8\"/></post>\
            <thread d:id=\"1\"><id>tin-2</id><link>http://a.vn/x</link></thread>\
            <thread d:id=\"2\"><id>tin-2</id><link>https://a.vn/x</link></thread>\
            <post d:id=\"8\"><message>&lt;b&gt;gốc&lt;/b&gt;</message><createdAt>2013-10-11T06:50:00Z</createdAt>\
            <author><name>Minh</name></author><thread d:id=\"1\"/></post></disqus>";
        write(&place.folder, "a.xml", export);
        let said = import(app, &place, &["disqus", "a.xml"]).await;
        assert!(said.contains("2 new") && said.contains("joined with another: 1"), "{said}");
        let all = shown(app, OTHER).await;
        assert_eq!(all[0], (0, "Minh".into(), "gốc".into()));
        assert_eq!(all[1], (1, "lan".into(), "đáp kia".into()));
        let text = String::from_utf8(app.bytes(&format!("api/v1/articles/{OTHER}/thread")).await).unwrap();
        assert!(text.contains("https://a.vn/x"), "links start at the page: {text}");
    })
    .await;
}
