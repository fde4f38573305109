//! Fills templates: files of this project in which the build replaces placeholders by what is only known then.

use anyhow::{Result, ensure};

/// `template` with each placeholder replaced by what stands for it. `place` names the template in messages.
///
/// # Errors
/// When a placeholder is missing, so that no template loses what it was written for.
pub fn filled(place: &str, template: &str, values: &[(&str, &str)]) -> Result<String> {
    let mut text = template.to_owned();
    for (placeholder, value) in values {
        ensure!(text.contains(placeholder), "{place}: {placeholder} is missing; the build puts in its place what is only known then");
        text = text.replace(placeholder, value);
    }
    Ok(text)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_placeholder_is_replaced_wherever_it_stands() {
        assert_eq!(filled("a.js", "A, B, A", &[("A", "1"), ("B", "2")]).unwrap(), "1, 2, 1");
    }

    #[test]
    fn a_template_without_a_placeholder_is_refused() {
        assert_eq!(
            filled("a.js", "A", &[("A", "1"), ("B", "2")]).unwrap_err().to_string(),
            "a.js: B is missing; the build puts in its place what is only known then"
        );
    }
}
