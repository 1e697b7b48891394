//! The widget, compiled to WASM for the least bytes.

use std::env;
use std::fs;
use std::path::{Path, PathBuf};

use anyhow::{Context, Result, bail};
use wasm_bindgen_cli_support::Bindgen;

use super::minify::Minifier;
use super::{imports, order};
use crate::process;
use crate::project;
use crate::tools::rust;

const PROFILE: &str = "release-wasm";

/// What is compiled of the widget.
pub struct Program {
    /// Names its files.
    pub name: &'static str,
    features: &'static [&'static str],
}

/// One brings to life what the server rendered; the other renders articles too.
pub const PROGRAMS: [Program; 2] = [
    Program {
        name: "islands",
        features: &[],
    },
    Program {
        name: "full",
        features: &["full"],
    },
];

/// The two files that a browser runs.
pub struct Built {
    /// Names them.
    pub name: &'static str,
    /// The module that starts the WASM and carries its calls to the browser.
    pub glue: String,
    /// The code.
    pub wasm: Vec<u8>,
}

/// Where a program is kept with the names of its functions, which nobody is sent.
pub fn named(program: &str) -> PathBuf {
    project::target().join(format!("named/{program}.wasm"))
}

/// Compiles a program and makes its glue.
pub fn build(program: Program, minifier: &Minifier) -> Result<Built> {
    let compiled = compile(&program)?;
    bind(program.name, &compiled, minifier).context("cannot make the glue of the WASM")
}

/// Compiles the widget together with a standard library that is rebuilt for size: nothing unwinds, no panic has a
/// message, and no path or type name of the sources is kept for one. That takes 15 % off. With `CHUYEN_PLAIN` set it is
/// what stable Rust does without.
fn compile(program: &Program) -> Result<PathBuf> {
    let mut cargo = rust::cargo();
    cargo
        .args(["rustc", "--package=chuyen", "--lib", "--crate-type=cdylib"])
        .args(["--profile", PROFILE, "--target", rust::WASM])
        .args([
            "--no-default-features",
            "--features",
            &program.features.join(","),
        ])
        .env("CARGO_ENCODED_RUSTFLAGS", flags()?.join("\u{1f}"));
    if !is_plain() {
        cargo
            .args([
                "-Zbuild-std=std,panic_abort",
                "-Zbuild-std-features=optimize_for_size",
            ])
            .env("RUSTC_BOOTSTRAP", "1"); // these flags are unstable; the pinned toolchain keeps them steady
    }
    process::run(&mut cargo)?;
    Ok(project::target()
        .join(rust::WASM)
        .join(PROFILE)
        .join("chuyen.wasm"))
}

/// Whether whoever builds wants nothing unstable.
pub fn is_plain() -> bool {
    env::var_os("CHUYEN_PLAIN").is_some()
}

fn flags() -> Result<Vec<String>> {
    let unstable = [
        "-Zunstable-options",
        "-Cpanic=immediate-abort",
        "-Zfmt-debug=none",
        "-Zlocation-detail=none",
        "-Ctarget-feature=-reference-types", // whose tables take more than they save: 1.1 kB
    ];
    let unstable = unstable.iter().filter(|_| !is_plain());
    let mut flags: Vec<String> = unstable.map(|flag| (*flag).to_owned()).collect();
    let home = env::home_dir().context("no home folder")?;
    let cargo_home = env::var_os("CARGO_HOME").map_or(home.join(".cargo"), PathBuf::from);
    for folder in [project::root(), &cargo_home, &rust::sysroot()?] {
        flags.push(format!("--remap-path-prefix={}=", folder.display()));
    }
    Ok(flags)
}

fn bind(name: &'static str, compiled: &Path, minifier: &Minifier) -> Result<Built> {
    let mut output = Bindgen::new()
        .input_path(compiled)
        .out_name(name)
        .web(true)?
        .omit_default_module_path(true) // the loader knows the hashed name
        .remove_producers_section(true)
        .generate_output()?;
    let has_snippets = output.snippets().values().any(|list| !list.is_empty());
    if has_snippets || !output.local_modules().is_empty() {
        bail!("a crate brings JavaScript of its own, which would have to be hashed and served too");
    }
    let glue = imports::shorten(&mut output);
    let wasm = minifier.wasm(output.wasm_mut().emit_wasm())?;
    let kept = named(name);
    fs::create_dir_all(kept.parent().unwrap_or(&kept))?;
    fs::write(&kept, &wasm).with_context(|| format!("cannot write {}", kept.display()))?;
    Ok(Built {
        name,
        glue,
        wasm: order::by_likeness(&wasm)?,
    })
}
