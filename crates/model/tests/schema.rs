//! The JSON Schema that is published is the one the types spell.

use std::fs;

use serde_json::Value;

const PATH: &str = concat!(
    env!("CARGO_MANIFEST_DIR"),
    "/../../schemas/article.schema.json"
);

/// `CHUYEN_UPDATE=1 cargo test -p model --all-features` writes the file anew.
#[test]
fn the_schema_of_an_article_is_the_one_published() {
    let wanted = schemars::schema_for!(model::Article).to_value();
    if std::env::var_os("CHUYEN_UPDATE").is_some() {
        let text = serde_json::to_string_pretty(&wanted).expect("a schema is JSON");
        fs::write(PATH, text + "\n").expect("the folder is there");
    }
    let published = fs::read_to_string(PATH).unwrap_or_default();
    let published: Value = serde_json::from_str(&published).unwrap_or_default();
    assert!(
        published == wanted,
        "schemas/article.schema.json is not what the types say; run this test with CHUYEN_UPDATE=1"
    );
}
