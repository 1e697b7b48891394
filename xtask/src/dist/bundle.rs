//! One plain script of the loader's modules: a script tag cannot import, and nothing may be fetched before the loader runs.
//!
//! The modules import names from each other and nothing else, so putting them one after the other, each after what it
//! imports, says the same.

use std::collections::BTreeSet;

use anyhow::{Context, Result, bail};

/// Puts the module `name` and all it imports into one function of their own, so that the page sees none of their names.
///
/// # Errors
/// If a module cannot be read, or imports anything but names of a neighbour.
pub fn script(name: &str, read: impl Fn(&str) -> Result<String>) -> Result<String> {
    let mut body = String::new();
    append(name, &read, &mut BTreeSet::new(), &mut body)?;
    Ok(format!("(() => {{\n{body}}})();\n"))
}

/// Puts the module `name` and all it imports into one module, which exports what `name` does.
///
/// # Errors
/// As [`script`].
pub fn module(name: &str, read: impl Fn(&str) -> Result<String>) -> Result<String> {
    let mut body = String::new();
    let exports: Vec<String> = read(name)?.lines().filter_map(exported).collect();
    append(name, &read, &mut BTreeSet::new(), &mut body)?;
    Ok(format!("{body}export {{ {} }};\n", exports.join(", ")))
}

/// `export const x = …` → `x`
fn exported(line: &str) -> Option<String> {
    let declared = line.strip_prefix("export const ")?;
    let name = declared.split([' ', '=']).next()?;
    Some(name.to_owned())
}

fn append(
    name: &str,
    read: &impl Fn(&str) -> Result<String>,
    seen: &mut BTreeSet<String>,
    body: &mut String,
) -> Result<()> {
    if !seen.insert(name.to_owned()) {
        return Ok(());
    }
    for line in read(name)?.lines() {
        if line.starts_with("import ") {
            let neighbour = neighbour(line);
            let neighbour = neighbour.with_context(|| format!("{name}: {line:?}"))?;
            append(neighbour, read, seen, body)?;
            continue;
        }
        if line.starts_with("export {") || line.starts_with("export default") {
            bail!("{name}: export what is declared, where it is declared: {line:?}");
        }
        body.push_str(line.strip_prefix("export ").unwrap_or(line));
        body.push('\n');
    }
    Ok(())
}

/// `import { a } from "./x.js";` → `x.js`
fn neighbour(import: &str) -> Result<&str> {
    let from = import
        .strip_prefix("import {")
        .and_then(|rest| rest.split_once("} from \"./"));
    let name = from.and_then(|(_, rest)| rest.strip_suffix("\";"));
    name.filter(|name| !name.contains(['/', '"']))
        .context("write an import as: import { a, b } from \"./x.js\";")
}

#[cfg(test)]
mod tests {
    use super::*;

    fn module(name: &str) -> Result<String> {
        Ok(match name {
            "root.js" => {
                "import { a } from \"./a.js\";\nimport { leaf } from \"./leaf.js\";\na(leaf);"
            }
            "a.js" => "import { leaf } from \"./leaf.js\";\nexport const a = leaf;",
            "leaf.js" => "export const leaf = 1;",
            "far.js" => "import x from \"https://example.com/x.js\";",
            _ => bail!("no module {name}"),
        }
        .into())
    }

    #[test]
    fn each_module_stands_once_after_what_it_imports() {
        let script = script("root.js", module).unwrap();
        assert_eq!(
            script,
            "(() => {\nconst leaf = 1;\nconst a = leaf;\na(leaf);\n})();\n"
        );
    }

    #[test]
    fn a_module_exports_what_its_first_one_does() {
        let module = super::module("a.js", module).unwrap();
        assert_eq!(module, "const leaf = 1;\nconst a = leaf;\nexport { a };\n");
    }

    #[test]
    fn only_names_of_neighbours_are_imported() {
        assert!(script("far.js", module).is_err());
    }
}
