//! What a source file breaks of the table.

use super::source::Source;
use super::table::{IMPORTS, Rule, SPELLINGS, VIEWS};

/// What a file names and may not.
pub fn breaches(source: &Source) -> Vec<String> {
    let mut breaches = Vec::new();
    for (folder, never) in under(source, IMPORTS) {
        for path in source.paths() {
            if never.iter().any(|never| is_or_is_in(&path, never)) {
                breaches.push(format!("{}: {folder} may not know {path}", source.name()));
            }
        }
    }
    for (folder, never) in under(source, SPELLINGS) {
        for (number, line) in source.code() {
            if let Some(never) = never.iter().find(|never| line.contains(*never)) {
                breaches.push(format!(
                    "{}:{number}: no `{}` in {folder}",
                    source.name(),
                    never.trim()
                ));
            }
        }
    }
    if VIEWS.iter().any(|view| source.is_under(view)) {
        let adapters = source.paths().into_iter().filter(|path| is_adapter(path));
        breaches.extend(
            adapters
                .map(|path| format!("{}: views may not know the adapter {path}", source.name())),
        );
    }
    if source.is_under("src") {
        let stray = source
            .code()
            .filter(|(number, line)| is_stray_cfg(source, *number, line));
        breaches.extend(stray.map(|(number, _)| {
            format!(
                "{}:{number}: `cfg` stands on modules and functions, never inside one",
                source.name()
            )
        }));
    }
    breaches
}

fn under(source: &Source, rules: &'static [Rule]) -> impl Iterator<Item = &'static Rule> {
    rules.iter().filter(|(folder, _)| source.is_under(folder))
}

/// `crate::backend::own::OwnBackend`: a module of the backends, not one of the types they share.
fn is_adapter(path: &str) -> bool {
    path.strip_prefix("crate::backend::")
        .and_then(|rest| rest.split_once("::"))
        .is_some_and(|(module, _)| module.starts_with(char::is_lowercase))
}

fn is_or_is_in(path: &str, module: &str) -> bool {
    path.strip_prefix(module)
        .is_some_and(|rest| rest.is_empty() || rest.starts_with("::"))
}

fn is_stray_cfg(source: &Source, number: usize, line: &str) -> bool {
    if line.contains("cfg!(target_arch") || line.contains("cfg!(feature") {
        return true;
    }
    let line = line.trim();
    let is_cfg =
        line.starts_with("#[cfg(") && (line.contains("target_arch") || line.contains("feature"));
    let below = source
        .code()
        .find(|(below, line)| *below > number && !line.trim().starts_with("#["));
    is_cfg
        && below
            .is_some_and(|(_, item)| !["mod", "fn", "use"].iter().any(|kind| declares(item, kind)))
}

/// Whether a line declares an item of this kind: `pub(crate) async fn name`.
fn declares(line: &str, kind: &str) -> bool {
    let mut words = line
        .split_whitespace()
        .filter(|word| !word.starts_with("pub") && *word != "async");
    words.next() == Some(kind)
}

#[cfg(test)]
mod tests {
    use std::path::Path;

    use super::*;

    fn count(path: &str, text: &str) -> usize {
        breaches(&Source::new(Path::new(path), text)).len()
    }

    #[test]
    fn views_do_not_know_each_other() {
        assert_eq!(count("src/article/mod.rs", "use crate::share::Bar;"), 1);
        assert_eq!(count("src/article/mod.rs", "use crate::{share, ui};"), 1);
        assert_eq!(
            count("src/share/button.rs", "use super::super::comments::Thread;"),
            1
        );
        assert_eq!(count("src/page.rs", "use crate::{article, share};"), 0);
    }

    #[test]
    fn views_know_backends_but_no_adapter() {
        assert_eq!(
            count(
                "src/comments/thread.rs",
                "use crate::backend::{BackendError, BackendHandle};"
            ),
            0
        );
        assert_eq!(
            count(
                "src/comments/thread.rs",
                "use crate::backend::own::OwnBackend;"
            ),
            1
        );
    }

    #[test]
    fn a_name_that_only_starts_alike_is_another() {
        assert_eq!(count("src/ui/button.rs", "use models::Button;"), 0);
        assert_eq!(
            count("src/ui/button.rs", "fn draw(article: model::Article) {}"),
            1
        );
    }

    #[test]
    fn no_string_becomes_markup() {
        assert_eq!(count("src/ui/icon.rs", "Html::from_html_unchecked(svg)"), 1);
        assert_eq!(count("src/ui/icon.rs", "// never from_html_unchecked"), 0);
        assert_eq!(
            count("src/ui/icon.rs", "html! { <i style=\"color: red\" /> }"),
            1
        );
    }

    #[test]
    fn sql_stays_in_the_store() {
        assert_eq!(
            count(
                "crates/server/src/routes/a.rs",
                "sqlx::query(\"select id from comment\")"
            ),
            2
        );
        assert_eq!(
            count(
                "crates/server/src/store/a.rs",
                "sqlx::query(\"select id from comment\")"
            ),
            0
        );
        assert_eq!(count("crates/server/src/store/a.rs", "use axum::Json;"), 1);
    }

    #[test]
    fn cfg_stands_on_functions_and_modules() {
        assert_eq!(
            count(
                "src/lib.rs",
                "#[cfg(target_arch = \"wasm32\")]\npub mod embed;"
            ),
            0
        );
        assert_eq!(
            count(
                "src/a.rs",
                "fn a() {\n#[cfg(target_arch = \"wasm32\")]\nlet b = 1;\n}"
            ),
            1
        );
        assert_eq!(count("src/a.rs", "if cfg!(target_arch = \"wasm32\") {}"), 1);
    }
}
