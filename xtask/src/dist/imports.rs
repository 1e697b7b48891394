//! Short names for what the WASM imports from its glue.
//!
//! wasm-bindgen names each import after what it does and a hash, in both files; the hashes alone are a fifth of the
//! glue once it is compressed.

use std::collections::HashMap;

use wasm_bindgen_cli_support::Output;

/// Renames every import in the WASM, and returns the glue with the same names.
pub fn shorten(output: &mut Output) -> String {
    let mut names = HashMap::new();
    for (index, import) in output.wasm_mut().imports.iter_mut().enumerate() {
        let short = format!("_{index}");
        let long = std::mem::replace(&mut import.name, short.clone());
        names.insert(long, short);
    }
    renamed(output.js(), &names)
}

/// Replaces whole words.
fn renamed(script: &str, names: &HashMap<String, String>) -> String {
    let is_inside = |c: char| c.is_alphanumeric() || c == '_' || c == '$';
    let mut result = String::with_capacity(script.len());
    let mut rest = script;
    while !rest.is_empty() {
        let end = rest.find(|c| !is_inside(c)).unwrap_or(rest.len());
        let (word, after) = rest.split_at(end);
        let next = after.find(is_inside).unwrap_or(after.len());
        let (between, next) = after.split_at(next);
        result.push_str(names.get(word).map_or(word, String::as_str));
        result.push_str(between);
        rest = next;
    }
    result
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_whole_words_are_renamed() {
        let names = HashMap::from([("__wbg_log_1".to_owned(), "_0".to_owned())]);
        let script = "({ __wbg_log_1: function(a) { x.__wbg_log_12(\"ý\"); } })";
        assert_eq!(
            renamed(script, &names),
            "({ _0: function(a) { x.__wbg_log_12(\"ý\"); } })"
        );
    }
}
