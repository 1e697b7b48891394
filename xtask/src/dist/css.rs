//! One style sheet of many: a sheet that is adopted by a shadow root cannot import another.

use std::collections::BTreeSet;

use anyhow::{Result, bail};

/// Puts the content of `./x.css` in the place of each line `@import "./x.css";`, starting with the sheet `name`.
///
/// # Errors
/// If a sheet cannot be read, is imported twice, or imports anything but a neighbour.
pub fn flatten(name: &str, read: impl Fn(&str) -> Result<String>) -> Result<String> {
    let mut flat = String::new();
    append(name, &read, &mut BTreeSet::new(), &mut flat)?;
    Ok(flat)
}

fn append(
    name: &str,
    read: &impl Fn(&str) -> Result<String>,
    seen: &mut BTreeSet<String>,
    flat: &mut String,
) -> Result<()> {
    if !seen.insert(name.to_owned()) {
        bail!("{name} is imported twice");
    }
    for line in read(name)?.lines() {
        match line.trim().strip_prefix("@import") {
            None => {
                flat.push_str(line);
                flat.push('\n');
            }
            Some(import) => match neighbour(import) {
                Some(neighbour) => append(neighbour, read, seen, flat)?,
                None => bail!("{name}: write {line:?} as @import \"./x.css\";"),
            },
        }
    }
    Ok(())
}

/// ` "./x.css";` → `x.css`
fn neighbour(import: &str) -> Option<&str> {
    let name = import.trim().strip_prefix("\"./")?.strip_suffix("\";")?;
    (!name.contains(['/', '"'])).then_some(name)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn sheet(name: &str) -> Result<String> {
        Ok(match name {
            "root.css" => "@layer a, b;\n@import \"./a.css\";\nb {}\n",
            "a.css" => "@import \"./leaf.css\";\na {}",
            "leaf.css" => "leaf {}",
            "circle.css" => "@import \"./circle.css\";",
            "far.css" => "@import url(https://example.com/x.css);",
            _ => bail!("no sheet {name}"),
        }
        .into())
    }

    #[test]
    fn imports_are_replaced_where_they_stand() {
        let flat = flatten("root.css", sheet).unwrap();
        assert_eq!(flat, "@layer a, b;\nleaf {}\na {}\nb {}\n");
    }

    #[test]
    fn a_circle_is_an_error() {
        assert!(flatten("circle.css", sheet).is_err());
    }

    #[test]
    fn only_neighbours_are_imported() {
        assert!(flatten("far.css", sheet).is_err());
    }
}
