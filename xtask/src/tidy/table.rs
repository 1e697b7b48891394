//! The rules for source files, as data.

/// A folder from the project's top, and what its code never has.
pub type Rule = (&'static str, &'static [&'static str]);

/// Files, sockets, clocks: what a crate of plain functions has no business with.
const OUTSIDE: &[&str] = &[
    "std::env",
    "std::fs",
    "std::io",
    "std::net",
    "std::thread",
    "std::time",
];

/// Who never names which path, nor anything in it.
pub const IMPORTS: &[Rule] = &[
    ("crates/model/src", OUTSIDE),
    ("crates/formats/src", OUTSIDE),
    ("crates/server/src/routes", &["sqlx"]),
    ("crates/server/src/store", &["axum", "yew", "crate::routes"]),
    (
        "src/article",
        &["crate::comments", "crate::embed", "crate::share"],
    ),
    (
        "src/comments",
        &["crate::article", "crate::embed", "crate::share"],
    ),
    (
        "src/share",
        &["crate::article", "crate::comments", "crate::embed"],
    ),
    (
        "src/backend",
        &[
            "yew",
            "crate::article",
            "crate::comments",
            "crate::embed",
            "crate::share",
            "crate::ui",
        ],
    ),
    (
        "src/ui",
        &[
            "model",
            "crate::article",
            "crate::backend",
            "crate::comments",
            "crate::embed",
            "crate::share",
        ],
    ),
];

/// Who never writes what.
pub const SPELLINGS: &[Rule] = &[
    // Rich text is a tree: no string ever becomes markup.
    (
        "src",
        &[
            "from_html_unchecked",
            "innerHTML",
            "set_inner_html",
            "set_outer_html",
            "insert_adjacent_html",
        ],
    ),
    // A host page's policy need not allow inline styles.
    ("src", &[" style={", " style=\"", ".set_css_text("]),
    (
        "crates/server/src/routes",
        &["select ", "insert into ", "update ", "delete from "],
    ),
];

/// The views of the widget, to which a backend is a backend.
pub const VIEWS: [&str; 3] = ["src/article", "src/comments", "src/share"];
