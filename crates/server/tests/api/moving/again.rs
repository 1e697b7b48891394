//! A comment is known again, however its file spells its page and wherever it went; and two comments are never taken for one.

use super::wxr::{comment, export, post};
use super::{import, isso, lead, place, shown};
use crate::common::binary::{Place, write};
use crate::common::{OPEN, OTHER, TestApp, on_both};
use server::store::AliasTarget;

async fn texts(app: &TestApp, article: &str) -> Vec<String> {
    let all = shown(app, article).await;
    let mut said: Vec<_> = all.into_iter().map(|(_, _, said)| said).collect();
    said.sort();
    said
}

/// Each run says how many were new and how many were here.
fn each_says(place: &Place, runs: &[(&[&str], &str)]) {
    for (args, counts) in runs {
        let args = [&["import"], *args].concat();
        let said = place.say(&args);
        assert!(said.contains(counts), "{args:?}: {counts} in {said}");
    }
}

#[tokio::test]
async fn comments_that_share_a_number_on_pages_that_are_nearly_one_are_all_kept() {
    on_both(async |app| {
        let (_folder, place) = place(app);
        let pages = ["/a", "/a/", "/#!/q1", "/#!/q2"];
        let threads = pages.map(|page| {
            format!(
                "{{\"id\":\"{page}\",\"title\":\"\",\"comments\":[{{\"id\":0,\"author\":\"Lan\",\
                 \"text\":\"ở {page}\",\"created\":\"2020-01-02 03:04:05\"}},{{\"id\":1,\"parent\":0,\
                 \"author\":\"Lan\",\"text\":\"dưới {page}\",\"created\":\"2020-01-02 03:04:06\"}}]}}"
            )
        });
        write(
            &place.folder,
            "a.json",
            &format!("[{}]", threads.join(",")),
        );
        let said = import(app, &place, &["isso", "a.json", "--article", OPEN]).await;
        assert!(said.contains("8 new, 0 here already"), "{said}");
        let mut all = pages
            .map(|page| [format!("dưới {page}"), format!("ở {page}")])
            .concat();
        all.sort();
        assert_eq!(texts(app, OPEN).await, all);
    })
    .await;
}

#[tokio::test]
async fn a_database_of_isso_is_known_again_on_any_base_and_any_article() {
    on_both(async |app| {
        let (_folder, place) = place(app);
        isso::database(&place.folder.join("a.db")).await;
        each_says(
            &place,
            &[
                (&["isso", "a.db", "--article", OTHER], "6 new, 0 here"),
                (
                    &["isso", "a.db", "--base", "https://news.example"],
                    "0 new, 5 here",
                ),
                (
                    &[
                        "isso",
                        "a.db",
                        "--base",
                        "https://cu.example",
                        "--article",
                        OPEN,
                    ],
                    "0 new, 6 here",
                ),
            ],
        );
        assert_eq!(app.thread(OPEN).await.total, 0);
    })
    .await;
}

#[tokio::test]
async fn a_blog_is_known_again_when_its_links_are_spelled_otherwise() {
    on_both(async |app| {
        let (_folder, place) = place(app);
        let page = AliasTarget::Article(OPEN.parse().unwrap());
        lead(app, "//news.example/?p=4", page).await;
        let two = comment(1, 0, "một", "") + &comment(2, 1, "hai", "");
        let three = two.clone() + &comment(3, 2, "ba", "");
        let channel = |link: &str, items: &str| export(&format!("<link>{link}</link>{items}"));
        let plain = post("https://news.example/?p=4", &two);
        write(
            &place.folder,
            "a.xml",
            &channel("http://news.example", &plain),
        );
        let pretty = post("https://news.example/tin-1/", &three);
        write(
            &place.folder,
            "b.xml",
            &channel("https://news.example/", &pretty),
        );
        each_says(
            &place,
            &[
                (&["wxr", "a.xml"], "2 new, 0 here"),
                (&["wxr", "b.xml"], "1 new, 2 here"),
                (&["wxr", "a.xml", "--article", OTHER], "0 new, 2 here"),
            ],
        );
        let depths: Vec<_> = shown(app, OPEN).await.into_iter().map(|c| c.0).collect();
        assert_eq!(depths, [0, 1, 2]);
    })
    .await;
}

#[tokio::test]
async fn two_blogs_with_the_same_numbers_are_two_blogs() {
    on_both(async |app| {
        let (_folder, place) = place(app);
        for (file, link) in [
            ("a.xml", "https://a.example"),
            ("b.xml", "https://b.example"),
        ] {
            let item = post("/bai", &comment(1, 0, file, ""));
            let all = format!(
                "<link>{link}</link><wp:base_site_url>https://wp.example</wp:base_site_url>{item}"
            );
            write(&place.folder, file, &export(&all));
        }
        each_says(
            &place,
            &[
                (&["wxr", "a.xml", "--article", OPEN], "1 new, 0 here"),
                (&["wxr", "b.xml", "--article", OPEN], "1 new, 0 here"),
            ],
        );
        assert_eq!(texts(app, OPEN).await, ["a.xml", "b.xml"]);
    })
    .await;
}
