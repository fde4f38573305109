//! Reads CSV with a header row, one entry a row. Source: RFC 4180, <https://www.rfc-editor.org/rfc/rfc4180>.
//!
//! Semicolons and tabs part fields too, since spreadsheets in many languages write them. Leaves out formulas and types:
//! every field is text.

use csv::{ByteRecord, ErrorKind, ReaderBuilder, StringRecord};

use super::gathering::{Gathering, paragraphs};
use super::html::{self, Reading};
use super::imported::{Channel, Collection, Imported, Party, Picture};
use super::report::Note;
use super::source_text::{Refusal, SourceText};

/// The columns that are carried over, by their names in the header row.
pub const COLUMNS: [&str; 17] = [
    "id",
    "title",
    "summary",
    "url",
    "provider",
    "provider_url",
    "label",
    "kind",
    "condition",
    "image",
    "image_alt",
    "image_credit",
    "body",
    "related",
    "aliases",
    "lang",
    "reviewed",
];
/// One more, apart so that the table stays in one line of the documentation.
const EXPIRES: &str = "expires";

/// The kinds that a row may have; `resource` where it has none.
const KINDS: [&str; 5] = ["condition", "topic", "story", "resource", "collection"];

/// The entries of a table.
///
/// # Errors
/// When the header has no title, or a row has another number of fields than the header.
pub fn read(source: &SourceText) -> Result<Collection, Refusal> {
    let text = source.text();
    let mut reader = ReaderBuilder::new().delimiter(delimiter(text)).from_reader(text.as_bytes());
    let header = reader.headers().map_err(|fault| malformed(source, &fault))?.clone();
    let names: Vec<String> = header.iter().map(|name| name.trim().to_lowercase().replace([' ', '-'], "_")).collect();
    if !names.iter().any(|name| name == "title") {
        let known = COLUMNS.join(", ");
        return Err(source
            .refuse(0, format!("the first line names no column \"title\": write the names of the columns there ({known}, {EXPIRES})")));
    }
    let name = html::file_name(&source.file().replace('\\', "/"));
    let title = name.rsplit_once('.').map_or(name.as_str(), |(stem, _)| stem).to_owned();
    let mut gathering = Gathering::new(source, Channel { identity: name, title: Some(title), ..Channel::default() });
    for column in names.iter().filter(|name| !COLUMNS.contains(&name.as_str()) && *name != EXPIRES) {
        gathering.leave_out(0, format!("the column \"{column}\""));
    }
    let mut last = 0;
    for record in reader.records() {
        let record = record.map_err(|fault| malformed(source, &fault))?;
        last = record.position().map_or(0, |position| position.byte() as usize);
        // Blank lines stand between a record's position and its first character.
        let offset = last + text[last..].len() - text[last..].trim_start_matches(['\r', '\n']).len();
        row(&Row { names: &names, record: &record }, offset, &mut gathering)?;
    }
    match unclosed(text, last) {
        true => Err(source.refuse(last, UNCLOSED)),
        false => Ok(gathering.finish()),
    }
}

const UNCLOSED: &str = "a quotation mark in this row is opened and not closed: close it, or export the table again";

/// Whether a quotation mark is never closed in the last row: it swallows the rest of the file, without a word of the parser's.
fn unclosed(text: &str, row: usize) -> bool {
    text[row..].matches('"').count() % 2 == 1
}

struct Row<'a> {
    names: &'a [String],
    record: &'a StringRecord,
}

impl Row<'_> {
    fn get(&self, name: &str) -> Option<String> {
        let column = self.names.iter().position(|known| known == name)?;
        self.record.get(column).map(str::trim).filter(|field| !field.is_empty()).map(ToOwned::to_owned)
    }

    /// A field that holds a list, parted by semicolons, bars or line breaks.
    fn list(&self, name: &str) -> Vec<String> {
        let field = self.get(name).unwrap_or_default();
        field.split([';', '|', '\n']).map(str::trim).filter(|part| !part.is_empty()).map(ToOwned::to_owned).collect()
    }
}

fn row(row: &Row, offset: usize, gathering: &mut Gathering) -> Result<(), Refusal> {
    let mut notes = Vec::new();
    let id = row.get("id");
    let kind = row.get("kind").map(|kind| kind.to_lowercase());
    let known = kind.as_deref().map_or(Some("resource"), |kind| KINDS.into_iter().find(|known| *known == kind));
    if known.is_none() {
        let kind = kind.as_deref().unwrap_or_default();
        notes.push(Note::changed(format!("the kind \"{kind}\", which is none of {}; it is a resource now", KINDS.join(", "))));
    }
    let key = id.clone().or_else(|| row.get("url")).unwrap_or_default();
    let mut entry = Imported::new(key, known.unwrap_or("resource"), gathering.source.place(offset));
    entry.slug = id;
    entry.title = row.get("title").unwrap_or_default();
    entry.summary = row.get("summary");
    entry.url = row.get("url");
    entry.label = row.get("label");
    entry.condition = row.get("condition");
    entry.lang = row.get("lang");
    entry.reviewed = row.get("reviewed");
    entry.expires = row.get(EXPIRES);
    entry.related = row.list("related");
    entry.aliases = row.list("aliases");
    match (row.get("provider"), row.get("provider_url")) {
        (Some(name), url) => entry.provider = Some(Party { name, url }),
        (None, Some(url)) => notes.push(Note::left_out(format!("the provider_url {url}, as there is no provider"))),
        (None, None) => {}
    }
    if let Some(src) = row.get("image") {
        let alt = row.get("image_alt");
        notes.extend(html::missing_alt(alt.as_deref(), &src));
        entry.picture = Some(Picture { src, alt: alt.unwrap_or_default(), credit: row.get("image_credit") });
    }
    if let Some(body) = row.get("body") {
        entry.body = if body.starts_with('<') { gathering.html(offset, &body, Reading::default(), &mut notes)? } else { paragraphs(&body) };
    }
    gathering.add(entry, notes);
    Ok(())
}

/// What parts the names in the first line: whichever of the three occurs most often outside of quotation marks.
fn delimiter(text: &str) -> u8 {
    let header = text.lines().next().unwrap_or_default();
    let outside: String = header.split('"').step_by(2).collect();
    let count = |delimiter: &u8| outside.bytes().filter(|byte| byte == delimiter).count();
    // Of equals the last wins, which is the comma.
    [b'\t', b';', b','].into_iter().max_by_key(count).unwrap_or(b',')
}

/// Whether the first line names a title beside other columns, and so looks like the header of a table.
#[must_use]
pub fn looks_like(text: &str) -> bool {
    let mut reader = ReaderBuilder::new().delimiter(delimiter(text)).has_headers(false).from_reader(text.as_bytes());
    let mut header = ByteRecord::new();
    let is_read = reader.read_byte_record(&mut header).unwrap_or(false);
    is_read && header.len() > 1 && header.iter().any(|name| name.trim_ascii().eq_ignore_ascii_case(b"title"))
}

fn malformed(source: &SourceText, fault: &csv::Error) -> Refusal {
    let offset = fault.position().map_or(0, |position| position.byte() as usize);
    let offset = offset + source.text()[offset..].len() - source.text()[offset..].trim_start_matches(['\r', '\n']).len();
    match fault.kind() {
        _ if unclosed(source.text(), offset) => source.refuse(offset, UNCLOSED),
        ErrorKind::UnequalLengths { expected_len, len, .. } => source.refuse(
            offset,
            format!("this row has {len} fields and the first line {expected_len}: quote fields that hold the delimiter, or export the table again"),
        ),
        _ => source.refuse(offset, format!("this table can't be read ({fault}): export it again as CSV in UTF-8")),
    }
}
