//! What an operator types that means nothing is refused, not done in silence.

use super::{fixture, place};
use crate::common::binary::write;
use crate::common::{OPEN, OTHER, on_both, small};

#[tokio::test]
async fn an_article_and_a_base_that_nothing_can_belong_to_are_named() {
    on_both(async |app| {
        let (_folder, place) = place(app);
        let disqus = fixture("disqus-isso.xml");
        for dry in [&["--dry-run"][..], &[]] {
            let run = [&["import", "disqus", &disqus, "--article", "khong-co"], dry].concat();
            let error = place.fail(&run);
            assert!(error.contains("no article khong-co"), "{error}");
        }
        let isso = fixture("isso-generic.json");
        for base in ["news.example", "ftp://news.example", "https://"] {
            let error = place.fail(&["import", "isso", &isso, "--base", base]);
            assert!(error.contains("--base") && error.contains(base), "{error}");
        }
        let error = place.fail(&["article", "list", "--site", "khong-co"]);
        assert!(error.contains("khong-co"), "{error}");
        assert!(
            place
                .say(&["article", "list", "--site", "news"])
                .contains(OPEN)
        );
    })
    .await;
}

#[tokio::test]
async fn hosts_that_lead_to_each_other_are_refused() {
    on_both(async |app| {
        let (_folder, place) = place(app);
        let lead = |from: &str, to: &str| place.fail(&["alias", "host", from, to]);
        assert!(lead("c.example", "C.example").contains("leads to itself"));
        place.say(&["alias", "host", "a.example", "b.example"]);
        place.say(&["alias", "host", "b.example", "c.example"]);
        assert!(lead("c.example", "a.example").contains("leads to //c.example already"));
        assert!(lead("b.example", "a.example").contains("leads to //b.example already"));
        place.say(&["alias", "host", "b.example", "d.example"]);
    })
    .await;
}

#[tokio::test]
async fn what_is_listed_can_be_typed_again() {
    on_both(async |app| {
        let (_folder, place) = place(app);
        assert_eq!(
            place.say(&["article", "remove", OTHER]),
            format!("{OTHER} withdrawn\n")
        );
        let again = place.fail(&["article", "remove", OTHER]);
        assert!(again.contains("tin-2 is withdrawn already"), "{again}");
        assert!(
            place
                .fail(&["article", "remove", "khong-co"])
                .contains("no such article")
        );
        write(
            &place.folder,
            "bom.json",
            &format!("\u{feff}{}", small(OTHER)),
        );
        write(&place.folder, "chuyen.toml", "[[site]]\nid = \"news\"\n");
        let add = ["article", "add", "bom.json", "--site", "news"];
        assert_eq!(place.say(&add), format!("{OTHER} replaced\n"));
        place.say(&["alias", "add", "//old.example/bai", OPEN]);
        let said = place.say(&["alias", "move", "//old.example/bai", OTHER]);
        assert!(
            said.starts_with(&format!("0 comments moved from {OPEN}")),
            "{said}"
        );
    })
    .await;
}
