//! JSON as pages wrap it: in comments, in `CDATA`, with line ends inside strings.

use serde_json::Value;

/// Reads the JSON of a script; nothing if it is none, however kindly one looks.
pub(super) fn read(script: &str) -> Option<Value> {
    let bare = script.trim().trim_start_matches('\u{feff}');
    serde_json::from_str(bare)
        .ok()
        .or_else(|| serde_json::from_str(&mended(bare)).ok())
}

/// Takes out what is no JSON: comments, `CDATA`, a last comma, a semicolon; and writes line ends in strings as JSON does.
fn mended(script: &str) -> String {
    let mut out = String::with_capacity(script.len());
    let mut rest = script;
    while let Some(c) = rest.chars().next() {
        let skipped = ["<![CDATA[", "]]>", "<!--", "-->"]
            .iter()
            .find(|mark| rest.starts_with(**mark))
            .map(|mark| mark.len());
        let comment = || match rest.get(..2)? {
            // What follows on the line may be the JSON itself: `//<![CDATA[ {`.
            "//" if rest.trim_start_matches('/').trim_start().starts_with("<![") => Some(2),
            "//" => Some(rest.find(['\n', '{', '[']).unwrap_or(rest.len())),
            "/*" => Some(rest.find("*/").map_or(rest.len(), |end| end + 2)),
            _ => None,
        };
        if let Some(length) = skipped.or_else(comment) {
            rest = &rest[length..];
            continue;
        }
        if c == '"' {
            rest = string(rest, &mut out);
            continue;
        }
        match c {
            ';' => {}
            '}' | ']' => {
                let kept = out.trim_end();
                out.truncate(kept.strip_suffix(',').unwrap_or(kept).len());
                out.push(c);
            }
            c => out.push(c),
        }
        rest = &rest[c.len_utf8()..];
    }
    out
}

/// Copies a string; answers what follows it.
fn string<'a>(rest: &'a str, out: &mut String) -> &'a str {
    let mut is_escaped = false;
    out.push('"');
    for (at, c) in rest.char_indices().skip(1) {
        match c {
            '\n' => out.push_str("\\n"),
            '\r' => {}
            '\t' => out.push_str("\\t"),
            c if c.is_control() => {}
            c => out.push(c),
        }
        if c == '"' && !is_escaped {
            return &rest[at + 1..];
        }
        is_escaped = c == '\\' && !is_escaped;
    }
    ""
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    #[test]
    fn json_is_read_through_what_pages_wrap_it_in() {
        let meant = json!({ "a": "b", "c": [1] });
        for wrapped in [
            r#"{"a": "b", "c": [1]}"#,
            r#"<![CDATA[ {"a": "b", "c": [1]} ]]>"#,
            "//<![CDATA[\n{\"a\": \"b\", \"c\": [1]}\n//]]>",
            "//<![CDATA[ {\"a\": \"b\", \"c\": [1]} //]]>",
            "/* <![CDATA[ */ {\"a\": \"b\", \"c\": [1]} /* ]]> */",
            "<!-- {\"a\": \"b\", \"c\": [1]} -->",
            "// what it is\n{\"a\": \"b\", /* and */ \"c\": [1,],};",
        ] {
            assert_eq!(read(wrapped).as_ref(), Some(&meant), "{wrapped}");
        }
        assert_eq!(
            read("{\"a\": \"b\n// c\"}"),
            Some(json!({ "a": "b\n// c" }))
        );
        assert_eq!(read("var a = 1"), None);
    }
}
