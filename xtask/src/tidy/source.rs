//! A source file as the rules see it: lines of code, and the paths that they name.

use std::path::Path;

/// One file.
pub struct Source<'a> {
    path: &'a Path,
    text: &'a str,
}

impl<'a> Source<'a> {
    /// `path` starts at the project's top.
    pub fn new(path: &'a Path, text: &'a str) -> Self {
        Self { path, text }
    }

    /// The path, to name the file in a message.
    pub fn name(&self) -> std::path::Display<'a> {
        self.path.display()
    }

    /// Whether it lies in a folder or below.
    pub fn is_under(&self, folder: &str) -> bool {
        self.path.starts_with(folder)
    }

    /// The lines that are no comment, with their numbers from 1.
    pub fn code(&self) -> impl Iterator<Item = (usize, &'a str)> {
        let lines = self
            .text
            .lines()
            .enumerate()
            .map(|(index, line)| (index + 1, uncommented(line)));
        lines.filter(|(_, line)| !line.trim().is_empty())
    }

    /// Every path that the code names, `use` trees spelled out and `super` resolved: `crate::share::Bar`.
    pub fn paths(&self) -> Vec<String> {
        let code: Vec<&str> = self.code().map(|(_, line)| line).collect();
        let code = code.join("\n");
        let mut paths = Vec::new();
        for statement in code.split(';') {
            let last = statement.rsplit('\n').find(|line| is_use(line));
            match last.and_then(|line| statement.find(line)) {
                Some(start) => {
                    let (before, tree) = statement.split_at(start);
                    named(before, &mut paths);
                    let tree = tree.trim_start().trim_start_matches("pub ");
                    expand("", tree.trim_start_matches("use "), &mut paths);
                }
                None => named(statement, &mut paths),
            }
        }
        paths.into_iter().map(|path| self.resolved(&path)).collect()
    }

    fn resolved(&self, path: &str) -> String {
        let (mut module, mut rest) = (self.module(), path);
        if let Some(inner) = rest.strip_prefix("self::") {
            rest = inner;
        } else if !rest.starts_with("super::") {
            return path.to_owned();
        }
        while let Some(outer) = rest.strip_prefix("super::") {
            module.pop();
            rest = outer;
        }
        module.push(rest.to_owned());
        module.join("::")
    }

    /// `src/share/button.rs` → `crate`, `share`, `button`
    fn module(&self) -> Vec<String> {
        let path = self.path.with_extension("");
        let segments = path
            .iter()
            .map(|segment| segment.to_string_lossy().into_owned());
        let inside = segments.skip_while(|segment| segment != "src").skip(1);
        let named = inside.filter(|segment| segment != "mod" && segment != "lib");
        std::iter::once("crate".to_owned()).chain(named).collect()
    }
}

fn uncommented(line: &str) -> &str {
    match line.trim_start().starts_with("//") {
        true => "",
        false => line.split(" // ").next().unwrap_or(line),
    }
}

fn is_use(line: &str) -> bool {
    let line = line.trim_start();
    line.starts_with("use ") || line.starts_with("pub use ")
}

/// Paths of at least two segments.
fn named(code: &str, paths: &mut Vec<String>) {
    let is_part = |c: char| c.is_alphanumeric() || c == '_' || c == ':';
    let runs = code.split(|c| !is_part(c)).map(|run| run.trim_matches(':'));
    paths.extend(runs.filter(|run| run.contains("::")).map(Into::into));
}

/// `a::{b, c::{d, e}}` → `a::b`, `a::c::d`, `a::c::e`
fn expand(prefix: &str, tree: &str, paths: &mut Vec<String>) {
    let tree = tree.trim();
    let Some((head, group)) = tree.split_once('{') else {
        let path = tree.split_whitespace().next().unwrap_or_default(); // without `as name`
        let path = path.trim_end_matches("self").trim_end_matches('*');
        paths.push(format!("{prefix}{path}").trim_end_matches(':').to_owned());
        return;
    };
    let prefix = format!("{prefix}{}", head.trim());
    let (mut depth, mut start) = (0, 0);
    for (at, c) in group.char_indices() {
        match c {
            '{' => depth += 1,
            '}' if depth > 0 => depth -= 1,
            ',' | '}' if depth == 0 => {
                if !group[start..at].trim().is_empty() {
                    expand(&prefix, &group[start..at], paths);
                }
                start = at + 1;
            }
            _ => {}
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn paths(text: &str) -> Vec<String> {
        Source::new(Path::new("src/share/button.rs"), text).paths()
    }

    #[test]
    fn trees_are_spelled_out() {
        assert_eq!(
            paths("use a::{self, b, c::{d as x, e}, f::*};\npub use g;"),
            ["a", "a::b", "a::c::d", "a::c::e", "a::f", "g"]
        );
    }

    #[test]
    fn paths_in_code_count_and_comments_do_not() {
        assert_eq!(paths("// z::y\nlet a = b::c(d); // e::f\n"), ["b::c"]);
    }

    #[test]
    fn paths_that_go_up_are_resolved() {
        assert_eq!(
            paths("use super::targets::TARGETS;"),
            ["crate::share::targets::TARGETS"]
        );
        assert_eq!(paths("use super::super::ui;"), ["crate::ui"]);
    }
}
