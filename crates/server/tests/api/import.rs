//! What becomes of a page that was copied as plain text.

use crate::cli::{SITES, on_both};
use crate::common::asking::read;
use crate::common::binary::write;
use model::Article;
use serde_json::Value;

#[tokio::test]
async fn a_newspaper_s_page_is_imported_as_the_article_it_prints() {
    on_both(async |place| {
        let origin = "origins = [\"https://baodongkhoi.vn\"]\n";
        write(&place.folder, "chuyen.toml", &format!("{SITES}{origin}"));
        let root = concat!(env!("CARGO_MANIFEST_DIR"), "/../..");
        let wanted = std::fs::read_to_string(format!("{root}/articles/bdk-27052023.json")).unwrap();
        let wanted: Value = serde_json::from_str(&wanted).unwrap();
        let blocks = wanted["body"].as_array().unwrap().iter();
        let pictures: Value = blocks
            .filter_map(|block| block.pointer("/figure/image").cloned())
            .collect();
        write(&place.folder, "pictures.json", &pictures.to_string());
        let page = format!("{root}/crates/formats/tests/fixtures/bdk-27052023/seed-article.txt");
        let import = [
            "article",
            "import",
            page.as_str(),
            "--id",
            "bdk-27052023",
            "--section",
            "Thời sự – Chính trị",
            "--rights",
            "© Báo Đồng Khởi",
            "--pictures",
            "pictures.json",
        ];
        let printed = place.run(&[&import[..], &["--print"]].concat());
        let told = String::from_utf8(printed.stderr).unwrap();
        assert_eq!(told, "left out: Chia sẻ bài viết\nleft out: BÌNH LUẬN\n");
        let printed: Article = serde_json::from_slice(&printed.stdout).unwrap();
        assert_eq!(printed, serde_json::from_value(wanted.clone()).unwrap());
        assert_eq!(place.say(&["article", "list"]), "", "nothing was stored");
        assert_eq!(place.say(&import), "bdk-27052023 added\n");
        let server = place.serve();
        let stored = reqwest::get(format!("{}api/v1/articles/bdk-27052023", server.url)).await;
        let stored: Value = read(stored.unwrap(), 200).await;
        assert_eq!(stored["headline"], wanted["headline"]);
        assert_eq!(
            stored.pointer("/body/0/figure/image/url").unwrap(),
            "../../../media/news/images/bdk-27052023/1-chu-tri-960.webp"
        );
        write(&place.folder, "page.txt", "Mưa\n\nhôm nay");
        let error = place.fail(&["article", "import", "page.txt"]);
        assert!(
            error.contains("page.txt") && error.contains("no time"),
            "{error}"
        );
        write(&place.folder, "chuyen.toml", SITES);
        let error = place.fail(&["article", "import", "page.txt"]);
        assert!(
            error.contains("news") && error.contains("--address"),
            "{error}"
        );
    })
    .await;
}
