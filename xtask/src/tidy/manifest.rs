//! The rules for dependencies between packages.

use std::fs;
use std::path::Path;

use anyhow::{Context, Result};

/// What a package may depend on.
enum May {
    /// These and nothing else.
    Only(&'static [&'static str]),
    /// Anything but these.
    NeverOn(&'static [&'static str]),
}

const PACKAGES: &[(&str, May)] = &[
    (
        "crates/model",
        May::Only(&["schemars", "serde", "thiserror", "utoipa"]),
    ),
    (
        "crates/formats",
        May::NeverOn(&["axum", "chuyen", "server", "sqlx", "tokio", "yew"]),
    ),
    (".", May::NeverOn(&["axum", "server", "sqlx", "tokio"])),
    (
        "xtask",
        May::NeverOn(&["chuyen", "formats", "model", "server"]),
    ),
];

/// Dependencies that a package may not have.
pub fn breaches(root: &Path) -> Result<Vec<String>> {
    let mut breaches = Vec::new();
    for (package, may) in PACKAGES {
        let path = root.join(package).join("Cargo.toml");
        let manifest =
            fs::read_to_string(&path).with_context(|| format!("cannot read {}", path.display()))?;
        let refused = dependencies(&manifest)
            .into_iter()
            .filter(|name| match may {
                May::Only(allowed) => !allowed.contains(name),
                May::NeverOn(denied) => denied.contains(name),
            });
        breaches
            .extend(refused.map(|name| format!("{package}/Cargo.toml: may not depend on {name}")));
    }
    Ok(breaches)
}

/// The names under `[dependencies]`, also of one target; not those of tests or of the workspace.
fn dependencies(manifest: &str) -> Vec<&str> {
    let mut names = Vec::new();
    let mut is_inside = false;
    for line in manifest.lines() {
        if line.starts_with('[') {
            let (before, name) = line.split_once("dependencies").unwrap_or(("", ""));
            is_inside = before == "[" || before.starts_with("[target.") && before.ends_with("'.");
            if is_inside {
                names.push(name.trim_matches(['.', ']'])); // `[dependencies.serde]`
            }
        } else if is_inside && line.starts_with(char::is_alphabetic) {
            names.extend(line.split(['=', '.', ' ']).next());
        }
    }
    names.retain(|name| !name.is_empty());
    names
}

#[cfg(test)]
mod tests {
    use super::dependencies;

    #[test]
    fn dependencies_of_one_target_count() {
        let manifest = "[target.'cfg(unix)'.dependencies]\nnix = \"1\"\n[target.'cfg(unix)'.dependencies.web-sys]\nversion = \"1\"";
        assert!(dependencies(manifest).starts_with(&["nix", "web-sys"]));
    }

    #[test]
    fn dependencies_of_tests_and_of_the_workspace_do_not_count() {
        let manifest = "[workspace.dependencies]\naxum = \"1\"\n[dependencies]\n# why\nserde = \"1\"\nmodel.workspace = true\n\n[dev-dependencies]\ninsta = \"1\"\n[target.'cfg(unix)'.dev-dependencies]\nnix = \"1\"";
        assert_eq!(dependencies(manifest), ["serde", "model"]);
    }
}
