//! Finds a Rust toolchain that can compile for `wasm32-unknown-unknown`, and runs its cargo.
//!
//! Two kinds will do: one whose sysroot already has the target, and Debian's `rustc-web`, which has the standard
//! library's source and rebuilds it small. Leaves out rustup's own downloads: a target is never added for the user.

use std::env;
use std::ffi::OsStr;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

use anyhow::{Context, Result, bail};

use super::packages;

/// The target that browsers run.
pub const TARGET: &str = "wasm32-unknown-unknown";

const DEBIAN_PACKAGES: [&str; 5] = ["rustc-web", "cargo-web", "rust-web-src", "rust-web-llvm", "lld-22"];

/// What is compiled for browsers.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Module {
    /// The widget.
    Widget,
    /// What searches, apart from it: only those who search fetch it.
    Search,
    /// What makes an index of a catalog that has none.
    Index,
}

impl Module {
    fn arguments(self) -> &'static [&'static str] {
        match self {
            Self::Widget => &["--lib", "--crate-type", "cdylib"],
            Self::Search => &["--bin", "vital-search", "--features", "searching"],
            Self::Index => &["--bin", "vital-index", "--features", "searching"],
        }
    }

    fn file(self) -> &'static str {
        match self {
            Self::Widget => "vital_conditions.wasm",
            Self::Search => "vital-search.wasm",
            Self::Index => "vital-index.wasm",
        }
    }
}

/// Panics end in a trap without a message, and neither `Debug` text nor source places are kept: readers could not see
/// them, and they cost more than half of the module's size. `-Cpanic` given here wins over the profile's `abort`.
const DEBIAN_RUSTFLAGS: &str = "-Zunstable-options -Cpanic=immediate-abort -Zlocation-detail=none -Zfmt-debug=none";

/// A toolchain that can compile for [`TARGET`].
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Toolchain {
    /// The `cargo` and `rustc` on the path, whose sysroot has the target's ready-made standard library.
    WithTarget,
    /// Debian's `rustc-web` and `cargo-web`, which rebuild the standard library for size.
    RebuiltStd,
}

impl Toolchain {
    /// The first that is there, in the order of the variants; Debian's packages are installed where apt may be run.
    ///
    /// # Errors
    /// When neither is there nor can be installed. The message says what to run.
    pub fn find() -> Result<Self> {
        if sysroot().is_some_and(|sysroot| sysroot.join("lib/rustlib").join(TARGET).is_dir()) {
            return Ok(Self::WithTarget);
        }
        packages::ensure(&DEBIAN_PACKAGES)
            .with_context(|| format!("no Rust toolchain for {TARGET}: run `rustup target add {TARGET}`, or on Debian install packages"))?;
        Ok(Self::RebuiltStd)
    }

    /// Whether the standard library is rebuilt for size, which the size budgets presuppose.
    #[must_use]
    pub fn rebuilds_std(&self) -> bool {
        *self == Self::RebuiltStd
    }

    /// Compiles a module of the package at `package` below `target`, and returns the module's path. Cargo shows
    /// its progress on standard error.
    ///
    /// # Errors
    /// When cargo can't be run or the code doesn't compile.
    pub fn compile(&self, module: Module, package: &Path, target: &Path) -> Result<PathBuf> {
        let mut cargo = self.cargo("rustc");
        cargo
            .args(module.arguments())
            .args(["--profile", "widget", "--no-default-features", "--target", TARGET])
            .arg("--target-dir")
            .arg(target);
        if self.rebuilds_std() {
            cargo.args(["-Z", "build-std=std,panic_abort", "-Z", "build-std-features=optimize_for_size"]);
        }
        let status = cargo.current_dir(package).stdin(Stdio::null()).status().context("cargo could not be run")?;
        if !status.success() {
            bail!("the widget did not compile for {TARGET}; see cargo's messages above");
        }
        Ok(target.join(TARGET).join("widget").join(module.file()))
    }

    fn cargo(&self, subcommand: &str) -> Command {
        let mut cargo = match self {
            Self::WithTarget => Command::new("cargo"),
            Self::RebuiltStd => Command::new("/usr/bin/cargo"),
        };
        for (name, _) in env::vars_os().filter(|(name, _)| is_left_by_an_outer_cargo(name)) {
            cargo.env_remove(name);
        }
        match self {
            // A shim that finds its toolchain incomplete must say so rather than download one.
            Self::WithTarget => cargo.env("RUSTUP_AUTO_INSTALL", "0"),
            // The packaged compiler is a stable one; the flags and `-Z build-std` ask for leave in this way.
            Self::RebuiltStd => cargo
                .env_remove("RUSTUP_TOOLCHAIN")
                .env("RUSTC_BOOTSTRAP", "1")
                .env("RUSTC", "/usr/bin/rustc")
                .env("RUSTFLAGS", DEBIAN_RUSTFLAGS),
        };
        cargo.arg(subcommand);
        cargo
    }
}

fn sysroot() -> Option<PathBuf> {
    let output = Command::new("rustc")
        .args(["--print", "sysroot"])
        .env("RUSTUP_AUTO_INSTALL", "0")
        .stdin(Stdio::null())
        .stderr(Stdio::null())
        .output()
        .ok()
        .filter(|output| output.status.success())?;
    Some(PathBuf::from(String::from_utf8(output.stdout).ok()?.trim_end()))
}

/// Whether an environment variable describes the build that started this program (`cargo run`, `cargo test`) or the
/// flags of native code, and so must not reach the wasm build. Settings of the user's cargo (home, network, registries,
/// colours) stay.
/// Source: <https://doc.rust-lang.org/cargo/reference/environment-variables.html>.
fn is_left_by_an_outer_cargo(name: &OsStr) -> bool {
    const NAMES: [&str; 14] = [
        "CARGO",
        "CARGO_BUILD_RUSTFLAGS",
        "CARGO_BUILD_TARGET",
        "CARGO_CRATE_NAME",
        "CARGO_ENCODED_RUSTFLAGS",
        "CARGO_INCREMENTAL",
        "CARGO_PRIMARY_PACKAGE",
        "CARGO_TARGET_TMPDIR",
        // Cargo points the loader at the native toolchain's libraries, which are not the packaged compiler's.
        "LD_LIBRARY_PATH",
        "RUSTC",
        "RUSTC_BOOTSTRAP",
        "RUSTC_WORKSPACE_WRAPPER",
        "RUSTC_WRAPPER",
        "RUSTFLAGS",
    ];
    const PREFIXES: [&str; 4] = ["CARGO_BIN_", "CARGO_MANIFEST_", "CARGO_PKG_", "CARGO_PROFILE_"];
    name.to_str().is_some_and(|name| NAMES.contains(&name) || PREFIXES.iter().any(|prefix| name.starts_with(prefix)))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(name: &str, removed: bool) {
        assert_eq!(is_left_by_an_outer_cargo(OsStr::new(name)), removed, "{name}");
    }

    #[test]
    fn the_outer_build_stays_outside() {
        check("CARGO", true);
        check("CARGO_PKG_NAME", true);
        check("CARGO_MANIFEST_DIR", true);
        check("RUSTFLAGS", true);
        check("LD_LIBRARY_PATH", true);
    }

    #[test]
    fn the_users_settings_reach_the_wasm_build() {
        check("CARGO_HOME", false);
        check("CARGO_HTTP_PROXY", false);
        check("CARGO_REGISTRIES_CRATES_IO_PROTOCOL", false);
        check("CARGO_TERM_COLOR", false);
        check("PATH", false);
    }
}
