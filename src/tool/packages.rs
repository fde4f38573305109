//! Debian packages that a step needs: which are missing, and their installation through apt where that is allowed.
//!
//! Leaves out other package managers: elsewhere the answer is one line saying what to install.

use std::io;
use std::process::{Command, Stdio};

use anyhow::{Context, Result, bail};

/// Makes sure that every one of `packages` is installed, installing what is missing.
///
/// Installation runs only as root or where `sudo` asks for no password, so that no step ever waits for a reader of a
/// prompt. What is installed is said in one line first, and apt's own progress follows on standard error.
///
/// # Errors
/// When a package is missing and can't be installed; the message then says what to run.
pub fn ensure(packages: &[&str]) -> Result<()> {
    let missing = missing(packages)?;
    if missing.is_empty() {
        return Ok(());
    }
    let Some(privilege) = Privilege::find() else {
        bail!("installing needs root or passwordless sudo; run `sudo apt-get install --no-install-recommends {}`", missing.join(" "));
    };
    eprintln!("Installing through apt: {}", missing.join(" "));
    if !missing.iter().all(|package| is_known(package)) {
        privilege.apt_get(&["update"])?;
    }
    let mut install = vec!["install", "--yes", "--no-install-recommends"];
    install.extend(&missing);
    if privilege.apt_get(&install).is_err() {
        // The package lists can name versions that the archive has since replaced; one fresh look settles it.
        privilege.apt_get(&["update"])?;
        privilege.apt_get(&install)?;
    }
    Ok(())
}

/// Those of `packages` that dpkg doesn't hold as installed, in the order given.
///
/// # Errors
/// When this is no Debian machine, that is, when `dpkg-query` can't be run.
pub fn missing<'a>(packages: &[&'a str]) -> Result<Vec<&'a str>> {
    // dpkg-query exits with 1 for a package it has never heard of and still prints the others.
    let output = Command::new("dpkg-query")
        .args(["--show", "--showformat", "${db:Status-Status} ${Package}\n"])
        .args(packages)
        .output()
        .with_context(|| format!("this is no Debian machine; install by hand: {}", packages.join(" ")))?;
    Ok(not_installed(packages, &String::from_utf8_lossy(&output.stdout)))
}

fn not_installed<'a>(packages: &[&'a str], listing: &str) -> Vec<&'a str> {
    packages
        .iter()
        .copied()
        .filter(|package| !listing.lines().any(|line| line.strip_prefix("installed ").is_some_and(|name| name == *package)))
        .collect()
}

fn is_known(package: &str) -> bool {
    Command::new("apt-cache")
        .args(["show", "--no-all-versions", package])
        .stdout(Stdio::null())
        .stderr(Stdio::null())
        .status()
        .is_ok_and(|status| status.success())
}

/// How apt may be run on this machine.
enum Privilege {
    Root,
    Sudo,
}

impl Privilege {
    fn find() -> Option<Self> {
        let quiet_success = |program: &str, arguments: &[&str]| {
            Command::new(program)
                .args(arguments)
                .stdin(Stdio::null())
                .stderr(Stdio::null())
                .output()
                .ok()
                .filter(|output| output.status.success())
        };
        let user = quiet_success("id", &["-u"])?;
        if user.stdout.trim_ascii() == b"0" {
            return Some(Self::Root);
        }
        quiet_success("sudo", &["--non-interactive", "true"]).map(|_| Self::Sudo)
    }

    fn apt_get(&self, arguments: &[&str]) -> Result<()> {
        // sudo drops the environment, so the variable goes through `env` on its far side.
        let environment = ["env", "DEBIAN_FRONTEND=noninteractive", "apt-get", "-o", "DPkg::Lock::Timeout=120"];
        let mut command = match self {
            Self::Root => Command::new(environment[0]),
            Self::Sudo => {
                let mut command = Command::new("sudo");
                command.args(["--non-interactive", environment[0]]);
                command
            }
        };
        let status = command
            .args(&environment[1..])
            .args(arguments)
            .stdin(Stdio::null())
            .stdout(Stdio::from(io::stderr()))
            .status()
            .context("apt-get could not be run")?;
        if !status.success() {
            bail!("`apt-get {}` failed ({status})", arguments.join(" "));
        }
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_package_counts_only_when_installed_under_its_whole_name() {
        let listing = "installed cargo-web\nconfig-files lld-22\nnot-installed rustc-web\n";
        assert_eq!(not_installed(&["rustc-web", "cargo", "cargo-web", "lld-22"], listing), ["rustc-web", "cargo", "lld-22"]);
    }
}
