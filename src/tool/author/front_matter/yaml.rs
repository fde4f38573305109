//! YAML, as the `saphyr-parser` crate reads it, without anchors and tags: front matter has no use for them, and a few of them can stand
//! for more than a machine can hold.

use std::ops::Range;

use saphyr_parser::{Event, Parser, ScalarStyle, ScanError, Span, StrInput};
use serde_json::Value;

use super::{Invalid, Raw, RawValue};

/// Lists and tables within each other, at the most. The format needs three.
const DEPTH: usize = 16;

pub fn read(text: &str) -> Result<Vec<(String, Range<usize>, Raw)>, Invalid> {
    let mut reader =
        Reader { parser: Parser::new_from_str(text), bytes: text.char_indices().map(|(at, _)| at).collect(), length: text.len() };
    loop {
        let (event, range) = reader.next()?;
        match event {
            Event::MappingStart(..) => return reader.table(0),
            Event::StreamEnd => return Ok(Vec::new()),
            Event::StreamStart | Event::DocumentStart(_) | Event::DocumentEnd | Event::Nothing => {}
            _ => return Err(Invalid { range, message: "expected lines of key: value".to_owned() }),
        }
    }
}

struct Reader<'a> {
    parser: Parser<'a, StrInput<'a>>,
    /// Where each character begins: the parser counts characters.
    bytes: Vec<usize>,
    length: usize,
}

impl<'a> Reader<'a> {
    fn next(&mut self) -> Result<(Event<'a>, Range<usize>), Invalid> {
        match self.parser.next_event() {
            Some(Ok((event, span))) => Ok((event, self.range(span))),
            Some(Err(fault)) => Err(self.invalid(&fault)),
            None => Ok((Event::StreamEnd, self.length..self.length)),
        }
    }

    fn range(&self, span: Span) -> Range<usize> {
        self.byte(span.start.index())..self.byte(span.end.index())
    }

    fn byte(&self, character: usize) -> usize {
        self.bytes.get(character).copied().unwrap_or(self.length)
    }

    fn invalid(&self, fault: &ScanError) -> Invalid {
        let start = self.byte(fault.marker().index());
        Invalid { range: start..start, message: fault.info().to_owned() }
    }

    /// The table whose beginning has been read.
    fn table(&mut self, depth: usize) -> Result<Vec<(String, Range<usize>, Raw)>, Invalid> {
        let mut members: Vec<(String, Range<usize>, Raw)> = Vec::new();
        loop {
            let (event, range) = self.next()?;
            let key = match event {
                Event::MappingEnd => return Ok(members),
                Event::Scalar(key, ..) => key.into_owned(),
                _ => return Err(Invalid { range, message: "a key is a word".to_owned() }),
            };
            if members.iter().any(|(known, ..)| *known == key) {
                return Err(Invalid { range, message: format!("the key \"{key}\" stands here twice") });
            }
            let value = self.next()?;
            members.push((key, range, self.raw(value, depth)?));
        }
    }

    fn raw(&mut self, (event, range): (Event<'a>, Range<usize>), depth: usize) -> Result<Raw, Invalid> {
        if depth > DEPTH {
            return Err(Invalid { range, message: format!("lists and tables are nested deeper than {DEPTH}") });
        }
        let start = range.start;
        let value = match event {
            Event::Scalar(_, _, _, Some(_)) => return Err(Invalid { range, message: "a tag has no meaning here".to_owned() }),
            Event::Scalar(text, ScalarStyle::Plain, ..) => match &*text {
                "" | "~" | "null" => RawValue::Scalar(Value::Null),
                _ => RawValue::Plain(text.into_owned()),
            },
            // A folded or literal text ends with the newline of its last line.
            Event::Scalar(text, ScalarStyle::Literal | ScalarStyle::Folded, ..) => RawValue::Scalar(text.trim_end_matches('\n').into()),
            Event::Scalar(text, ..) => RawValue::Scalar(text.into()),
            Event::SequenceStart(..) => {
                let mut items = Vec::new();
                loop {
                    match self.next()? {
                        (Event::SequenceEnd, _) => break,
                        item => items.push(self.raw(item, depth + 1)?),
                    }
                }
                RawValue::List(items)
            }
            Event::MappingStart(..) => RawValue::Table(self.table(depth + 1)?),
            Event::Alias(_) => return Err(Invalid { range, message: "an alias has no meaning here; write the value again".to_owned() }),
            _ => return Err(Invalid { range: start..start, message: "expected a value".to_owned() }),
        };
        Ok(Raw { range, value })
    }
}

/// A plain scalar as what it looks like, by the core schema (YAML 1.2.2, section 10.3.2), as far as JSON has it.
pub fn typed(text: &str) -> Value {
    match text {
        "true" | "True" | "TRUE" => true.into(),
        "false" | "False" | "FALSE" => false.into(),
        _ => text.parse::<i64>().map(Value::from).or_else(|_| text.parse::<f64>().map(Value::from)).unwrap_or_else(|_| text.into()),
    }
}
