//! The foreign articles that are read in tests, natively and in a browser alike.

/// Calls a macro with format and name of each.
#[macro_export]
macro_rules! each_fixture {
    ($with:ident) => {
        $with! {
            ("ans", "story-fixture-good"),
            ("ans", "story-fixture-good-dropcap"),
            ("ans", "story-fixture-good-multi-site"),
            ("ans", "story-fixture-good-mystery-element"),
            ("editorjs", "example"),
            ("ghost", "posts"),
            ("jsonfeed", "spec-1.1-example-1"),
            ("jsonfeed", "spec-1.1-example-2"),
            ("jsonfeed", "spec-1.1-example-3"),
            ("jsonfeed", "version_json_10"),
            ("jsonfeed", "version_json_11"),
            ("jsonfeed", "version_json_11_deprecated_author"),
            ("jsonld", "article-schemaorg-1"),
            ("jsonld", "newsarticle-schemaorg-eg0245"),
            ("jsonld", "reportagenewsarticle-schemaorg"),
            ("ninjs", "doc-1.6-005_complex_text_article"),
            ("ninjs", "doc-1.6-006_photo_only"),
            ("ninjs", "doc-1.6-007_multimedia"),
            ("ninjs", "doc-2.2-005_complex_text_article"),
            ("ninjs", "doc-2.2-006_photo_only"),
            ("ninjs", "doc-2.2-007_multimedia"),
            ("ninjs", "doc-3.1-005_complex_text_article"),
            ("ninjs", "doc-3.1-006_photo_only"),
            ("ninjs", "doc-3.1-007_multimedia"),
            ("ninjs", "v1.4-composite-text-photo"),
            ("ninjs", "v1.4-medium-text"),
            ("ninjs", "v1.4-simple-photo"),
            ("ninjs", "v2.1-simple-text"),
            ("ninjs", "v2.1-tt-text-image"),
            ("ninjs", "v3.0-dpa-text"),
            ("ninjs", "v3.0-simple-text"),
            ("ninjs", "v3.0-tt-text-image"),
            ("ninjs", "valid-1.3-regex-bug"),
            ("wordpress", "post-embed-featuredmedia"),
            ("wordpress", "post-embed-inline-images"),
        }
    };
}

/// Where every fixture is said to come from.
pub const ADDRESS: &str = "https://partner.example/tin/bai-1";
/// 2026-01-01, when every fixture is read.
pub const NOW_MS: i64 = 1_767_225_600_000;
