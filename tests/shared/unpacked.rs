//! Debian packages, unpacked into the target folder and not installed: an installed server would start by itself.
//!
//! Leaves out what is run of them.

use std::fs;
use std::path::Path;
use std::process::Command;

/// Fetches packages, after it has said so, and unpacks them in `folder`.
pub fn unpack(folder: &Path, packages: &[String]) {
    fs::create_dir_all(folder).expect("a folder for the packages");
    eprintln!("Fetching through apt, to unpack in {}: {}", folder.display(), packages.join(" "));
    let fetched = Command::new("apt-get").args(["download", "--quiet"]).args(packages).current_dir(folder).status();
    assert!(
        fetched.is_ok_and(|status| status.success()),
        "Debian's packages {} could not be fetched; run `sudo apt-get update` once, on Debian",
        packages.join(" ")
    );
    for package in fs::read_dir(folder).expect("the folder").filter_map(Result::ok).map(|entry| entry.path()) {
        if package.extension().is_some_and(|extension| extension == "deb") {
            let unpacked = Command::new("dpkg").arg("-x").arg(&package).arg(folder).status();
            assert!(unpacked.is_ok_and(|status| status.success()), "{} is unpacked", package.display());
        }
    }
}
