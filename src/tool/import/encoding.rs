//! From the bytes of a source to its text: byte order mark, declared encoding, else UTF-8.
//!
//! Leaves out guessing: a text that isn't what it says is refused at the first byte that is wrong.

use encoding_rs::{Encoding, UTF_8, UTF_16BE, UTF_16LE};

use super::source_text::{Refusal, SourceText};

/// Where a format says how it is encoded.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Declared {
    /// `<?xml version="1.0" encoding="…"?>`.
    Xml,
    /// `<meta charset="…">` or its older form.
    Html,
    /// Nowhere: it is UTF-8.
    Nowhere,
}

/// How far into a page its declaration may stand. Source:
/// <https://html.spec.whatwg.org/multipage/parsing.html#prescan-a-byte-stream-to-determine-its-encoding>.
const PRESCAN: usize = 1024;

/// The text of `bytes`, which are the content of `file`.
///
/// # Errors
/// When the declared encoding is unknown, or a byte doesn't belong to it.
pub fn decode(file: &str, bytes: &[u8], declared: Declared) -> Result<SourceText, Refusal> {
    let (encoding, mark) = match Encoding::for_bom(bytes) {
        Some((encoding, length)) => (encoding, length),
        None => (encoding_of(file, bytes, declared)?, 0),
    };
    let bytes = &bytes[mark..];
    if encoding != UTF_8 {
        return match encoding.decode_without_bom_handling_and_without_replacement(bytes) {
            Some(text) => Ok(SourceText::new(file, text.into_owned())),
            None => {
                // With the faulty bytes replaced, the first replacement is where they stand.
                let (text, _) = encoding.decode_without_bom_handling(bytes);
                let offset = text.find('\u{fffd}').unwrap_or(0);
                Err(SourceText::new(file, text.into_owned()).refuse(offset, misfit(encoding.name())))
            }
        };
    }
    match std::str::from_utf8(bytes) {
        Ok(text) => Ok(SourceText::new(file, text.to_owned())),
        Err(fault) => {
            let sound = String::from_utf8_lossy(&bytes[..fault.valid_up_to()]).into_owned();
            let end = sound.len();
            Err(SourceText::new(file, sound).refuse(end, misfit("UTF-8")))
        }
    }
}

fn misfit(name: &str) -> String {
    format!("this byte is not {name}, which the text should be: export it again as UTF-8, or declare the encoding it has")
}

fn encoding_of(file: &str, bytes: &[u8], declared: Declared) -> Result<&'static Encoding, Refusal> {
    // Declarations are ASCII, so any encoding that can declare itself shows them as such.
    let head: String = bytes.iter().take(PRESCAN).map(|byte| char::from(*byte)).collect();
    let label = match declared {
        Declared::Nowhere => None,
        Declared::Xml => {
            let end = head.find("?>").unwrap_or(0);
            head.starts_with("<?xml").then(|| after(&head[..end], "encoding")).flatten()
        }
        Declared::Html => head.find("charset").and_then(|_| after(&head, "charset")),
    };
    let Some((label, offset)) = label else { return Ok(UTF_8) };
    // A text whose declaration can be read byte by byte is not UTF-16, whatever it says; some tools write that.
    Encoding::for_label(label.as_bytes())
        .ok_or_else(|| {
            let message = format!("no encoding is called \"{label}\": export the file again as UTF-8");
            SourceText::new(file, head.clone()).refuse(offset, message)
        })
        .map(|encoding| if [UTF_16BE, UTF_16LE].contains(&encoding) { UTF_8 } else { encoding })
}

/// The value after `name =`, with or without quotation marks, and where it begins.
fn after<'a>(text: &'a str, name: &str) -> Option<(&'a str, usize)> {
    let rest = &text[text.find(name)? + name.len()..];
    let rest = rest.trim_start().strip_prefix('=')?.trim_start();
    let rest = rest.strip_prefix(['"', '\'']).unwrap_or(rest);
    let end = rest.find(|character: char| matches!(character, '"' | '\'' | '>' | ';' | '/') || character.is_whitespace())?;
    Some((&rest[..end], text.len() - rest.len())).filter(|(label, _)| !label.is_empty())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(bytes: &[u8], declared: Declared, expected: Result<&str, &str>) {
        let text = decode("a", bytes, declared);
        let text = text.as_ref().map(SourceText::text).map_err(ToString::to_string);
        assert_eq!(text, expected.map_err(ToOwned::to_owned));
    }

    #[test]
    fn declared_encodings_and_byte_order_marks_count() {
        check(b"<?xml version='1.0' encoding='ISO-8859-1'?>\xe9", Declared::Xml, Ok("<?xml version='1.0' encoding='ISO-8859-1'?>é"));
        check(b"<meta charset=windows-1252>\x80", Declared::Html, Ok("<meta charset=windows-1252>€"));
        check(b"\xef\xbb\xbfa", Declared::Nowhere, Ok("a"));
        check(b"\xff\xfea\0", Declared::Xml, Ok("a"));
        check("<meta charset='utf-16'>é".as_bytes(), Declared::Html, Ok("<meta charset='utf-16'>é"));
    }

    #[test]
    fn a_byte_that_does_not_belong_is_refused_where_it_stands() {
        let message = "this byte is not UTF-8, which the text should be: export it again as UTF-8, or declare the encoding it has";
        check(b"a\nb\xe9c", Declared::Nowhere, Err(&format!("a:2:2: {message}")));
        let message = "no encoding is called \"klingon\": export the file again as UTF-8";
        check(b"<?xml version=\"1.0\" encoding=\"klingon\"?>", Declared::Xml, Err(&format!("a:1:31: {message}")));
    }
}
