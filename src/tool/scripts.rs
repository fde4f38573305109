//! Minifies JavaScript: the loader as a classic script that engines of any age must be able to read, the glue as a
//! module for those of the baseline.
//!
//! Leaves out bundling: each file stands alone.

use anyhow::{Result, anyhow, bail};
use oxc_allocator::Allocator;
use oxc_codegen::{Codegen, CodegenOptions, CommentOptions};
use oxc_compat::EngineTargets;
use oxc_minifier::{CompressOptions, MangleOptions, Minifier, MinifierOptions};
use oxc_parser::Parser;
use oxc_span::SourceType;

/// What classic scripts are written for. Engines older than the baseline run the loader too: they must get through it
/// without an error, to keep the fallback, so the minifier may not bring in newer syntax.
const EVERYWHERE: &str = "es2017";

/// What modules are written for: the oldest engines that run the widget.
const BASELINE: &str = "chrome111,edge111,firefox123,safari16.4";

/// How a file is loaded, which decides how far its names reach.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Kind {
    /// `<script src>`: names at the top belong to the page, so they are kept as they are.
    Classic,
    /// `import`: names at the top are the file's own, so they are shortened too.
    Module,
}

/// `source` without comments and needless space, its local names shortened. `name` only appears in messages.
///
/// # Errors
/// When `source` is not valid JavaScript of that kind. The message has line and column.
pub fn minify(name: &str, source: &str, kind: Kind) -> Result<String> {
    let allocator = Allocator::default();
    let (source_type, target) = match kind {
        Kind::Classic => (SourceType::script(), EVERYWHERE),
        Kind::Module => (SourceType::mjs(), BASELINE),
    };
    let parsed = Parser::new(&allocator, source, source_type).parse();
    let faults: Vec<String> =
        parsed.diagnostics.iter().map(|fault| format!("{:?}", fault.clone().with_source_code(source.to_owned()))).collect();
    if !faults.is_empty() {
        bail!("{name} is not valid JavaScript: {}", faults.join("\n"));
    }
    let mut program = parsed.program;
    let target = EngineTargets::from_target(target).map_err(|fault| anyhow!("{fault}"))?;
    let minified = Minifier::new(MinifierOptions {
        mangle: Some(MangleOptions::default()),
        mangle_properties: None,
        compress: Some(CompressOptions { target, ..CompressOptions::smallest() }),
    })
    .minify(&allocator, &mut program);
    let options = CodegenOptions { minify: true, comments: CommentOptions::disabled(), ..CodegenOptions::default() };
    let printed = Codegen::new()
        .with_options(options)
        .with_scoping(minified.scoping)
        .with_private_member_mappings(minified.class_private_mappings)
        .build(&program);
    Ok(printed.code)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(kind: Kind, source: &str, expected: &str) {
        assert_eq!(minify("test.js", source, kind).unwrap(), expected);
    }

    #[test]
    fn a_classic_script_keeps_its_names_at_the_top() {
        check(Kind::Classic, "// a comment\nfunction start(long) { return long + 1; }\n", "function start(e){return e+1}");
    }

    #[test]
    fn what_a_function_called_at_once_holds_stays_inside_it() {
        check(
            Kind::Classic,
            "(() => { 'use strict'; let count = 0; function unused() {} window.next = () => ++count; })();",
            r#"(()=>{"use strict";let e=0;window.next=()=>++e})();"#,
        );
    }

    #[test]
    fn a_module_shortens_its_names_at_the_top() {
        check(
            Kind::Module,
            "let memory; export function start() { memory ??= window.open(); return memory; }",
            "let e;export function start(){return e??=window.open(),e}",
        );
    }

    #[test]
    fn no_syntax_is_brought_in_that_older_engines_stumble_over() {
        let source = "window.a = window.b === null || window.b === undefined ? 1 : window.b; if (!window.c) window.c = 1;";
        let classic = minify("loader.js", source, Kind::Classic).unwrap();
        assert!(!classic.contains("??") && !classic.contains("||="), "{classic}");
    }

    #[test]
    fn a_fault_names_the_file() {
        let message = minify("loader.js", "let = ;", Kind::Classic).unwrap_err().to_string();
        assert!(message.starts_with("loader.js is not valid JavaScript: "), "{message}");
    }
}
