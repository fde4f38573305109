//! A report in SARIF, the Static Analysis Results Interchange Format, version 2.1.0:
//! <https://docs.oasis-open.org/sarif/sarif/v2.1.0/sarif-v2.1.0.html>.
//!
//! Leaves out all but what code hosts show: the rules, and each fault with its place.

use std::path::Path;

use anyhow::{Result, anyhow};
use serde_json::{Value, json};
use url::Url;

use crate::tool::fault::{Fault, Level, Rule};

/// The log of one run.
///
/// # Errors
/// When a file's name can't be an address.
pub fn log(faults: &[Fault], here: &Path) -> Result<Value> {
    let rule = |rule: &Rule| {
        json!({
            "id": rule.name(),
            "shortDescription": { "text": rule.about() },
            "defaultConfiguration": { "level": level(rule.level()) },
        })
    };
    Ok(json!({
        "$schema": "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json",
        "version": "2.1.0",
        "runs": [{
            "tool": { "driver": {
                "name": "vital check",
                "version": env!("CARGO_PKG_VERSION"),
                "rules": Rule::ALL.iter().map(rule).collect::<Vec<Value>>(),
            } },
            "columnKind": "unicodeCodePoints",
            "results": faults.iter().map(|fault| result(fault, here)).collect::<Result<Vec<Value>>>()?,
        }],
    }))
}

fn result(fault: &Fault, here: &Path) -> Result<Value> {
    let place = &fault.place;
    Ok(json!({
        "ruleId": fault.rule.name(),
        "ruleIndex": Rule::ALL.iter().position(|rule| *rule == fault.rule),
        "level": level(fault.level),
        "message": { "text": fault.message },
        "locations": [{ "physicalLocation": {
            "artifactLocation": { "uri": address(&place.file, here)? },
            "region": {
                "startLine": place.line,
                "startColumn": place.column,
                "endLine": place.line,
                "endColumn": place.end_column,
            },
        } }],
    }))
}

fn level(level: Level) -> &'static str {
    match level {
        Level::Error => "error",
        Level::Warning => "warning",
        Level::Hint => "note",
    }
}

/// A relative address where `file` is below `here`, and a whole one elsewhere. The standard wants slashes and no spaces.
fn address(file: &str, here: &Path) -> Result<String> {
    let no_address = || anyhow!("{file} can't be written as an address");
    let base = Url::from_directory_path(here).map_err(|()| no_address())?;
    // Parsing it again resolves the dots in it.
    let file = Url::from_file_path(here.join(file)).ok().and_then(|file| Url::parse(file.as_str()).ok()).ok_or_else(no_address)?;
    let relative = base.make_relative(&file).filter(|relative| !relative.starts_with("../"));
    Ok(relative.unwrap_or_else(|| file.into()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    #[cfg(unix)]
    fn files_are_named_by_addresses() {
        let check = |file: &str, expected: &str| assert_eq!(address(file, Path::new("/home/ada/here")).unwrap(), expected);
        check("catalog/my vote.md", "catalog/my%20vote.md");
        check("/home/ada/here/a.md", "a.md");
        check("../a.md", "file:///home/ada/a.md");
        check("/elsewhere/a.md", "file:///elsewhere/a.md");
    }
}
