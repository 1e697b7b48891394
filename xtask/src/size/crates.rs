//! Which crate's code a program is made of.

use std::cmp::Reverse;
use std::collections::BTreeMap;
use std::path::Path;

use anyhow::{Context, Result};
use wasmparser::{KnownCustom, Name, Parser, Payload, TypeRef};

/// Bytes before compression, by crate.
pub type Weights = BTreeMap<String, u64>;

/// Their functions count for the crate whose types they handle, if their names tell one.
const STD: [&str; 3] = ["core", "alloc", "std"];
/// Functions that no crate has a name for: what binds the program to the browser, and the compiler's own.
const UNNAMED: &str = "(other functions)";
/// Words, tables and everything else that is not code.
const DATA: &str = "(data)";
const REST: &str = "(rest of the module)";

/// Weighs a module that still has its names.
pub fn weigh(named: &Path) -> Result<Weights> {
    let module =
        std::fs::read(named).with_context(|| format!("cannot read {}", named.display()))?;
    weights(&module).with_context(|| format!("{} is no module", named.display()))
}

fn weights(module: &[u8]) -> Result<Weights> {
    let mut imported = 0;
    let mut bodies = Vec::new();
    let mut names = BTreeMap::new();
    let mut weights = Weights::new();
    let mut rest = module.len() as u64;
    for payload in Parser::new(0).parse_all(module) {
        match payload? {
            Payload::ImportSection(imports) => {
                for import in imports.into_imports() {
                    imported += u32::from(matches!(import?.ty, TypeRef::Func(_)));
                }
            }
            Payload::CodeSectionEntry(body) => bodies.push(body.range().len() as u64),
            Payload::DataSection(data) => {
                weights.insert(DATA.into(), data.range().len() as u64);
            }
            Payload::CustomSection(custom) => {
                rest -= custom.range().len() as u64; // not in the file that is sent
                if let KnownCustom::Name(sections) = custom.as_known() {
                    for section in sections {
                        if let Name::Function(functions) = section? {
                            for naming in functions {
                                let naming = naming?;
                                names.insert(naming.index, naming.name);
                            }
                        }
                    }
                }
            }
            _ => {}
        }
    }
    for (index, bytes) in (imported..).zip(bodies) {
        let name = names.get(&index).copied().unwrap_or_default();
        *weights.entry(crate_of(name).to_owned()).or_default() += bytes;
    }
    let known: u64 = weights.values().sum();
    weights.insert(REST.into(), rest.saturating_sub(known));
    Ok(weights)
}

/// The crate that a function was compiled for: the first in its name that is not the standard library. The compiler
/// writes each as `name[hash]::`.
fn crate_of(function: &str) -> &str {
    let is_part = |c: char| c.is_ascii_alphanumeric() || c == '_';
    let mut known = UNNAMED;
    for (at, _) in function.match_indices('[') {
        let before = &function[..at];
        let name = &before[before.trim_end_matches(is_part).len()..];
        let is_crate = function[at + 1..]
            .split_once("]::")
            .is_some_and(|(hash, _)| hash.chars().all(|c| c.is_ascii_hexdigit()));
        match is_crate && !name.is_empty() {
            true if STD.contains(&name) => known = "std",
            true => return name,
            false => {}
        }
    }
    known
}

/// The heaviest first, beside what they weigh in the other programs.
pub fn as_table(programs: &[(&str, Weights)]) -> String {
    let mut names: Vec<&String> = programs.iter().flat_map(|(_, all)| all.keys()).collect();
    names.sort_unstable();
    names.dedup();
    let bytes = |name: &str| -> Vec<u64> {
        let of = |(_, all): &(_, Weights)| all.get(name).copied().unwrap_or_default();
        programs.iter().map(of).collect()
    };
    names.sort_by_key(|name| Reverse(bytes(name).iter().sum::<u64>()));
    let row = |name: &str, cells: Vec<String>| {
        let cells: String = cells.iter().map(|cell| format!("{cell:>18}")).collect();
        format!("{name:<26}{cells}\n")
    };
    let mut table = row(
        "crate, raw bytes",
        programs.iter().map(|(name, _)| (*name).into()).collect(),
    );
    let totals: Vec<u64> = programs.iter().map(|(_, all)| all.values().sum()).collect();
    for name in names {
        let cells = bytes(name).into_iter().zip(&totals);
        let cells = cells.map(|(bytes, total)| {
            format!("{bytes} {:>5.1} %", 100.0 * bytes as f64 / *total as f64)
        });
        table += &row(name, cells.collect());
    }
    table
}

#[cfg(test)]
mod tests {
    use wasm_encoder::{
        CodeSection, Function, FunctionSection, Module, NameMap, NameSection, TypeSection,
    };

    use super::*;

    #[test]
    fn a_function_belongs_to_the_first_crate_in_its_name_that_is_not_the_standard_library() {
        for (function, name) in [
            ("<chuyen[c0]::comments::thread::Thread>::render", "chuyen"),
            (
                "<yew[1]::html::Html as core[2]::clone::Clone>::clone",
                "yew",
            ),
            ("core[2]::ptr::drop_in_place::<model[3]::Thread>", "model"),
            ("<[u8] as alloc[4]::slice::Join<u8>>::join", "std"),
            ("memcpy", UNNAMED),
            ("", UNNAMED),
        ] {
            assert_eq!(crate_of(function), name, "{function}");
        }
    }

    #[test]
    fn every_byte_that_is_sent_is_counted_once() -> Result<()> {
        let mut module = Module::new();
        let mut types = TypeSection::new();
        types.ty().function([], []);
        let mut functions = FunctionSection::new();
        functions.function(0).function(0);
        let mut code = CodeSection::new();
        for _ in 0..2 {
            let mut body = Function::new([]);
            body.instructions().end();
            code.function(&body);
        }
        module.section(&types).section(&functions).section(&code);
        let sent = module.as_slice().len() as u64;
        let mut names = NameSection::new();
        let mut map = NameMap::new();
        map.append(0, "yew[1]::a");
        map.append(1, "yew[1]::b");
        names.functions(&map);
        module.section(&names);
        let weights = weights(&module.finish())?;
        assert_eq!(weights["yew"], 4);
        let headers = 2; // of the section with the names: its kind and its length
        assert_eq!(weights.values().sum::<u64>(), sent + headers);
        Ok(())
    }
}
