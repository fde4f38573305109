//! Turns the compiled module into what a browser loads: wasm-bindgen's glue, minified, and the module it goes with.
//!
//! Leaves out wasm-opt, which is no library in Rust; the compiler's own size flags do that work.

use std::fs;
use std::path::Path;

use anyhow::{Context, Result};
use wasm_bindgen_cli_support::Bindgen;

use super::assets::{Cache, Key};
use super::scripts::{self, Kind};
use super::toolchain::{Module, Toolchain};

/// A module as a browser loads it.
#[derive(Debug)]
pub struct Built {
    /// An ES module whose default export takes the wasm module's URL.
    pub glue: Vec<u8>,
    /// The wasm module.
    pub module: Vec<u8>,
    /// Whether the toolchain rebuilt the standard library for size, as the size budgets presuppose.
    pub rebuilt_std: bool,
}

/// Compiles a module of the package at `package` below `target` and generates the glue, with the source `behind` in one module with it; what has not
/// changed is taken from `cache`.
///
/// # Errors
/// When no toolchain is there, the code doesn't compile, or wasm-bindgen refuses the module.
pub fn build(module: Module, package: &Path, target: &Path, cache: &Cache, behind: &str) -> Result<Built> {
    let toolchain = Toolchain::find()?;
    let compiled = toolchain.compile(module, package, &target.join("wasm"))?;
    let compiled = fs::read(&compiled).with_context(|| format!("{} could not be read", compiled.display()))?;
    // The steps themselves are part of what the result depends on, as are the versions of the crates that take them.
    let recipe = concat!(include_str!("wasm.rs"), include_str!("scripts.rs"), include_str!("../../Cargo.lock"));
    let key = Key::of(&[recipe.as_bytes(), behind.as_bytes(), &compiled]);
    let rebuilt_std = toolchain.rebuilds_std();
    if let (Some(glue), Some(module)) = (cache.get(&key, "glue.js"), cache.get(&key, "wasm")) {
        return Ok(Built { glue, module, rebuilt_std });
    }
    let (glue, module) = bind(compiled, behind)?;
    cache.put(&key, "glue.js", &glue)?;
    cache.put(&key, "wasm", &module)?;
    Ok(Built { glue, module, rebuilt_std })
}

fn bind(compiled: Vec<u8>, behind: &str) -> Result<(Vec<u8>, Vec<u8>)> {
    let mut output = Bindgen::new()
        .input_bytes("widget", compiled)
        .web(true)
        .and_then(|bindgen| {
            bindgen
                .typescript(false)
                // The loader alone knows the hashed name of the module.
                .omit_default_module_path(true)
                // Names and producers only serve debuggers, and differ from machine to machine.
                .remove_name_section(true)
                .remove_producers_section(true)
                .generate_output()
        })
        .context("wasm-bindgen could not read the compiled module")?;
    let glue = scripts::minify("the glue", &format!("{}\n{behind}", output.js()), Kind::Module)?;
    Ok((glue.into_bytes(), output.wasm_mut().emit_wasm()))
}
