//! Which crates the widget's wasm is made of: the bytes of its functions, by the crate whose code they are, largest first.
//!
//! `cargo bench --bench wasm` compiles the widget as a build does and prints the table; `cargo bench --bench wasm -- FUNCTIONS` also names the
//! largest so many functions. With `-- search` and `-- index` it is the wasm that searches, or that makes an index. A generic function counts for the crate that wrote it, wherever it is used. The bytes are raw; packing makes a
//! third of them.

use std::collections::HashMap;
use std::{env, fs};

use anyhow::{Context, Result};
use vital_conditions::tool::build::Workshop;
use vital_conditions::tool::toolchain::{Module, Toolchain};
use wasm_bindgen_cli_support::Bindgen;
use wasmparser::{KnownCustom, Name, Parser, Payload, TypeRef};

fn main() -> Result<()> {
    // `cargo test --benches` and the like only want to know that this compiles.
    if !env::args().any(|argument| argument == "--bench") {
        return Ok(());
    }
    let most = env::args().filter_map(|argument| argument.parse().ok()).next().unwrap_or(0);
    let is_named = |name: &str| env::args().any(|argument| argument == name);
    let module = match () {
        () if is_named("search") => Module::Search,
        () if is_named("index") => Module::Index,
        () => Module::Widget,
    };
    let workshop = Workshop::of_this_package();
    let path = Toolchain::find()?.compile(module, &workshop.package, &workshop.target.join("wasm"))?;
    let compiled = fs::read(&path).with_context(|| format!("{} could not be read", path.display()))?;
    // What only tells wasm-bindgen how to bind goes with the binding. A build takes the names out too.
    let module = Bindgen::new().input_bytes("widget", compiled).web(true)?.generate_output()?.wasm_mut().emit_wasm();
    let mut functions = functions(&module)?;
    let all: usize = functions.iter().map(|(_, bytes)| bytes).sum();
    let mut crates: HashMap<String, usize> = HashMap::new();
    for (name, bytes) in &functions {
        *crates.entry(crate_of(name).to_owned()).or_default() += bytes;
    }
    let mut crates: Vec<(String, usize)> = crates.into_iter().collect();
    crates.sort_by_key(|(name, bytes)| (usize::MAX - bytes, name.clone()));
    println!("{:<28}{:>9}{:>7}", "crate", "bytes", "%");
    for (name, bytes) in crates.iter().map(|(name, bytes)| (&**name, *bytes)).chain([("all functions", all)]) {
        println!("{name:<28}{bytes:>9}{:>7.1}", 100.0 * bytes as f64 / all as f64);
    }
    functions.sort_by_key(|(_, bytes)| usize::MAX - bytes);
    for (name, bytes) in functions.iter().take(most) {
        println!("{bytes:>9}  {name}");
    }
    Ok(())
}

/// Every function that has code, with its name and its bytes.
fn functions(module: &[u8]) -> Result<Vec<(String, usize)>> {
    let (mut imported, mut sizes, mut names) = (0, Vec::new(), HashMap::new());
    for payload in Parser::new(0).parse_all(module) {
        match payload? {
            Payload::ImportSection(imports) => {
                for import in imports.into_imports() {
                    imported += u32::from(matches!(import?.ty, TypeRef::Func(_) | TypeRef::FuncExact(_)));
                }
            }
            Payload::CodeSectionEntry(body) => sizes.push(body.range().len()),
            Payload::CustomSection(section) => {
                let KnownCustom::Name(parts) = section.as_known() else { continue };
                for part in parts {
                    let Name::Function(list) = part? else { continue };
                    for naming in list {
                        let naming = naming?;
                        names.insert(naming.index, without_hashes(naming.name));
                    }
                }
            }
            _ => {}
        }
    }
    Ok((imported..).zip(sizes).map(|(index, bytes)| (names.remove(&index).unwrap_or_default(), bytes)).collect())
}

/// A crate's name is followed by a hash in square brackets.
fn without_hashes(name: &str) -> String {
    let mut parts = name.split('[');
    let first = parts.next().unwrap_or_default().to_owned();
    parts.fold(first, |name, part| match part.split_once(']') {
        Some((hash, rest)) if hash.len() >= 12 && hash.bytes().all(|byte| byte.is_ascii_hexdigit()) => name + rest,
        _ => name + "[" + part,
    })
}

/// The crate whose code a function is: the one of the first path that its name says, also inside the signs of an implementation. What is
/// implemented for the language's own types is the core library's.
fn crate_of(name: &str) -> &str {
    let first = name.split_once("::").map(|(first, _)| first).and_then(|first| first.rsplit([' ', '<', '&', '(', '[', '*']).next());
    match first {
        None | Some("") => "without a crate",
        Some(own) if own.ends_with(['>', ']']) => "core",
        Some(first) => first,
    }
}
