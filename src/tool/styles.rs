//! Prepares the stylesheet: adds what engines without `light-dark()` need, then minifies.
//!
//! Tokens are written once, as `--name: light-dark(LIGHT, DARK);`. Firefox before 120, Chrome before 123 and Safari
//! before 17.5 don't know that function and would drop every colour, so the two halves are also written out apart,
//! behind `@supports`. Leaves out prefixes: the baseline needs none.

use std::ops::Range;

use anyhow::{Result, anyhow, bail};
use swc_common::{BytePos, Span, Spanned, input::StringInput};
use swc_css_ast::{ComponentValue, Declaration, DeclarationName, QualifiedRule, Rule, Stylesheet, Token};
use swc_css_codegen::writer::basic::{BasicCssWriter, BasicCssWriterConfig};
use swc_css_codegen::{CodeGenerator, CodegenConfig, Emit};
use swc_css_parser::parser::ParserConfig;

/// The attribute that says which half is shown; the widget sets it where `light-dark()` is missing.
const DARK: &str = r#"[data-theme="dark"]"#;

/// `source` with the fallback for engines without `light-dark()` appended, minified.
///
/// # Errors
/// When `source` is not valid CSS, or a token with `light-dark()` stands anywhere but in one rule at the top level.
pub fn prepare(source: &str) -> Result<String> {
    minify(&format!("{source}\n{}", fallback(source)?))
}

/// `source` without comments and needless space. No value is computed and no rule is merged.
///
/// # Errors
/// When `source` is not valid CSS.
pub fn minify(source: &str) -> Result<String> {
    let stylesheet = parse(source)?;
    let mut output = String::new();
    let writer = BasicCssWriter::new(&mut output, None, BasicCssWriterConfig::default());
    CodeGenerator::new(writer, CodegenConfig { minify: true }).emit(&stylesheet)?;
    Ok(output)
}

/// The rules for engines without `light-dark()`; empty when no token uses it.
fn fallback(source: &str) -> Result<String> {
    let mut tokens = None;
    for rule in &parse(source)?.rules {
        let Rule::QualifiedRule(rule) = rule else { continue };
        let (light, dark) = halves(source, rule);
        if light.is_empty() {
            continue;
        }
        if tokens.is_some() {
            bail!("{}: tokens with light-dark() stand in a second rule; keep them in one", place(source, rule.span));
        }
        tokens = Some((&source[range(rule.prelude.span())], light, dark));
    }
    let Some((selector, light, dark)) = tokens else { return Ok(String::new()) };
    let selector = selector.trim();
    // An attribute can't follow `:host` directly; the pseudo-class takes it as an argument.
    let dark_selector = if selector == ":host" { format!(":host({DARK})") } else { format!("{selector}{DARK}") };
    Ok(format!("@supports not (color: light-dark(red, red)) {{ {selector} {{ {light} }} {dark_selector} {{ {dark} }} }}"))
}

/// The rule's tokens with `light-dark()`, written out for the light and for the dark scheme.
fn halves(source: &str, rule: &QualifiedRule) -> (String, String) {
    let (mut light, mut dark) = (String::new(), String::new());
    for value in &rule.block.value {
        if let ComponentValue::Declaration(declaration) = value
            && let Some(choices) = choices(declaration)
        {
            let text = &source[range(declaration.span)];
            let start = range(declaration.span).start;
            light += &(substitute(text, start, &choices, |choice| &source[choice.light.clone()]) + "; ");
            dark += &(substitute(text, start, &choices, |choice| &source[choice.dark.clone()]) + "; ");
        }
    }
    (light, dark)
}

/// One use of `light-dark()`, as ranges of the source.
struct Choice {
    whole: Range<usize>,
    light: Range<usize>,
    dark: Range<usize>,
}

/// The uses of `light-dark()` in a token's value, in order; `None` without any, or when this is no token.
fn choices(declaration: &Declaration) -> Option<Vec<Choice>> {
    let DeclarationName::DashedIdent(_) = &declaration.name else { return None };
    let mut found = Vec::new();
    collect(&declaration.value, &mut found);
    (!found.is_empty()).then_some(found)
}

fn collect(values: &[ComponentValue], found: &mut Vec<Choice>) {
    for value in values {
        match value {
            ComponentValue::Function(function) if function.name == *"light-dark" => {
                let comma = function.value.iter().find_map(|value| match value {
                    ComponentValue::PreservedToken(token) if token.token == Token::Comma => Some(range(token.span)),
                    _ => None,
                });
                let whole = range(function.span);
                if let Some(comma) = comma {
                    let light = whole.start + "light-dark(".len()..comma.start;
                    found.push(Choice { light, dark: comma.end..whole.end - 1, whole });
                }
            }
            ComponentValue::Function(function) => collect(&function.value, found),
            ComponentValue::SimpleBlock(block) => collect(&block.value, found),
            ComponentValue::ListOfComponentValues(list) => collect(&list.children, found),
            _ => {}
        }
    }
}

/// `text`, which begins at `start` of the source, with each choice replaced by the half that `pick` takes.
fn substitute<'a>(text: &str, start: usize, choices: &[Choice], pick: impl Fn(&Choice) -> &'a str) -> String {
    let mut output = String::new();
    let mut done = start;
    for choice in choices {
        output += &text[done - start..choice.whole.start - start];
        output += pick(choice).trim();
        done = choice.whole.end;
    }
    output + &text[done - start..]
}

fn parse(source: &str) -> Result<Stylesheet> {
    // Position 0 means "nowhere" to the parser, so the text begins at 1.
    let end = BytePos(u32::try_from(source.len())? + 1);
    let mut faults = Vec::new();
    let parsed = swc_css_parser::parse_string_input::<Stylesheet>(
        StringInput::new(source, BytePos(1), end),
        None,
        ParserConfig::default(),
        &mut faults,
    );
    let stylesheet = match parsed {
        Ok(stylesheet) => stylesheet,
        Err(fault) => {
            faults.insert(0, fault);
            return Err(described(source, faults));
        }
    };
    if faults.is_empty() { Ok(stylesheet) } else { Err(described(source, faults)) }
}

fn described(source: &str, faults: Vec<swc_css_parser::error::Error>) -> anyhow::Error {
    let lines: Vec<String> = faults
        .into_iter()
        .map(|fault| {
            let message = fault.message();
            format!("{}: {message}", place(source, fault.into_inner().0))
        })
        .collect();
    anyhow!("the stylesheet is not valid CSS: {}", lines.join("; "))
}

fn range(span: Span) -> Range<usize> {
    span.lo.0 as usize - 1..span.hi.0 as usize - 1
}

fn place(source: &str, span: Span) -> String {
    let before = &source[..range(span).start.min(source.len())];
    let line = before.matches('\n').count() + 1;
    let column = before.rsplit('\n').next().map_or(0, |text| text.chars().count()) + 1;
    format!("line {line}, column {column}")
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(source: &str, expected: &str) {
        assert_eq!(minify(source).unwrap(), expected);
    }

    fn check_fallback(source: &str, expected: &str) {
        assert_eq!(minify(&fallback(source).unwrap()).unwrap(), expected);
    }

    #[test]
    fn space_inside_values_that_need_it_stays() {
        check("a { width: clamp(1rem, 2vw + 1rem, 3rem) }", "a{width:clamp(1rem,2vw + 1rem,3rem)}");
        check("a { width: calc((100% - 2 * var(--x, 1px)) / 3) }", "a{width:calc((100% - 2*var(--x,1px))/3)}");
        check("a { margin: min(1px + 2px, -3px) }", "a{margin:min(1px + 2px,-3px)}");
        check("a { --y: 1px + 2px }", "a{--y:1px + 2px}");
    }

    #[test]
    fn an_empty_custom_property_stays_empty_and_present() {
        check("a { --x: ; }", "a{--x: }");
    }

    #[test]
    fn conditions_keep_their_meaning() {
        check("@media (width <= 40em) and (hover: hover) { a { color: red } }", "@media(width<=40em)and (hover:hover){a{color:red}}");
        check("@container vital (width >= 30rem) { a { gap: 0 } }", "@container vital (width>=30rem){a{gap:0}}");
        check("@supports not (color: light-dark(red, red)) { a { gap: 0 } }", "@supports not (color:light-dark(red,red)){a{gap:0}}");
        check("@media not all and (forced-colors: active) { a { gap: 0 } }", "@media not all and (forced-colors:active){a{gap:0}}");
    }

    #[test]
    fn selectors_keep_their_meaning() {
        check(":host(:focus-within) .a > .b :hover::before { gap: 0 }", ":host(:focus-within) .a>.b :hover::before{gap:0}");
        check(".card :is(a, button):where(:not(.x)) { gap: 0 }", ".card :is(a,button):where(:not(.x)){gap:0}");
        check("::slotted(a), x::part(card), .a * { gap: 0 }", "::slotted(a),x::part(card),.a *{gap:0}");
        check(r#"[data-a] [data-b="c d"] { gap: 0 }"#, r#"[data-a] [data-b="c d"]{gap:0}"#);
    }

    #[test]
    fn newer_values_pass_through() {
        check("a { color: light-dark(#111111, oklch(0.9 0.02 200)) }", "a{color:light-dark(#111,oklch(.9 .02 200))}");
        check("a { padding-block: 0 1px; inset-inline-start: -0.5em }", "a{padding-block:0 1px;inset-inline-start:-.5em}");
        check("a { font: 400 1rem/1.5 system-ui, \"Segoe UI\" }", "a{font:400 1rem/1.5 system-ui,\"Segoe UI\"}");
    }

    #[test]
    fn both_halves_of_every_token_are_written_out() {
        check_fallback(
            ":host { --a: light-dark(#fff, rgb(0 0 0 / 50%)); --gap: 1rem; --b: 1px solid light-dark(red, blue); }",
            "@supports not (color:light-dark(red,red)){:host{--a:#fff;--b:1px solid red}\
             :host([data-theme=\"dark\"]){--a:rgb(0 0 0 / 50%);--b:1px solid blue}}",
        );
    }

    #[test]
    fn the_dark_half_follows_the_rule_that_holds_the_tokens() {
        check_fallback(
            ".vital { --a: light-dark(red, blue) }",
            "@supports not (color:light-dark(red,red)){.vital{--a:red}.vital[data-theme=\"dark\"]{--a:blue}}",
        );
    }

    #[test]
    fn without_tokens_there_is_no_fallback() {
        assert_eq!(fallback("a { color: red }").unwrap(), "");
    }

    #[test]
    fn tokens_in_two_rules_are_refused() {
        let message = fallback("a { --a: light-dark(red, blue) }\nb { --b: light-dark(red, blue) }").unwrap_err().to_string();
        assert_eq!(message, "line 2, column 1: tokens with light-dark() stand in a second rule; keep them in one");
    }

    #[test]
    fn a_fault_has_its_place() {
        let message = minify("a { color: red }\n}").unwrap_err().to_string();
        assert!(message.starts_with("the stylesheet is not valid CSS: line 2, column 1: "), "{message}");
    }
}
