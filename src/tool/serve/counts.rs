//! A receiver of the counts that the attribute `metrics` asks for, so that it can be tried on this machine: it adds them up and shows them.
//!
//! Leaves out keeping them: they are gone when the server ends.

use std::collections::BTreeMap;
use std::sync::{Mutex, PoisonError};

use serde::Deserialize;

use crate::tool::markup::escaped_text;

/// Where counts are sent to, and seen.
pub const PATH: &str = "/vital-counts.html";

/// The largest batch, in bytes. Browsers send no more than this in the background.
pub const LARGEST: usize = 64 << 10;

/// So many different counts are told apart. More would be somebody's mischief.
const MOST: usize = 10_000;

/// Everything counted so far.
#[derive(Debug, Default)]
pub struct Counts(Mutex<BTreeMap<Row, u64>>);

/// What is counted: the partner, the page's path, the event, and the topic or the kind of error that it is about.
type Row = [String; 4];

/// What an element sends.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct Batch {
    version: u32,
    page: String,
    #[serde(default)]
    partner: String,
    counts: Vec<Count>,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct Count {
    event: String,
    #[serde(default)]
    topic: String,
    #[serde(default)]
    kind: String,
    count: u64,
}

impl Counts {
    /// Adds a batch.
    ///
    /// # Errors
    /// When it is none, with what is wrong.
    pub fn add(&self, text: &str) -> Result<(), String> {
        let batch: Batch = serde_json::from_str(text).map_err(|fault| fault.to_string())?;
        if batch.version != 1 {
            return Err(format!("version {} is none that this server knows", batch.version));
        }
        let mut rows = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        for Count { event, topic, kind, count } in batch.counts {
            let row = [batch.partner.clone(), batch.page.clone(), event, topic + &kind];
            if rows.len() < MOST || rows.contains_key(&row) {
                let all = rows.entry(row).or_default();
                *all = all.saturating_add(count);
            }
        }
        Ok(())
    }

    /// A page that shows them and looks for new ones every few seconds.
    #[must_use]
    pub fn page(&self) -> String {
        let rows = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        let rows: String = rows
            .iter()
            .map(|(row, count)| {
                let cells: String = row.iter().map(|cell| format!("<td>{}</td>", escaped_text(cell))).collect();
                format!("<tr>{cells}<td>{count}</td></tr>\n")
            })
            .collect();
        format!(
            "<!doctype html>\n<html lang=\"en\">\n<meta charset=\"utf-8\">\n<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n\
             <meta name=\"color-scheme\" content=\"light dark\">\n<meta http-equiv=\"refresh\" content=\"3\">\n<title>Counts</title>\n\
             <style>body {{ max-width: 60em; margin: 2em auto; padding: 0 1em; font: 1em/1.5 system-ui, sans-serif }}\n\
             td, th {{ padding: 0.2em 0.6em 0.2em 0; text-align: start; overflow-wrap: anywhere }}\ntd:last-child {{ text-align: end }}</style>\n\
             <h1>Counts</h1>\n<p>What elements with <code>metrics=\"{PATH}\"</code> have sent since this server began.</p>\n\
             <table>\n<thead><tr><th>Partner</th><th>Page</th><th>Event</th><th>Topic or kind</th><th>Count</th></tr></thead>\n\
             <tbody>\n{rows}</tbody>\n</table>\n</html>\n"
        )
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(batch: &str, expected: Result<(), &str>) {
        assert_eq!(Counts::default().add(batch), expected.map_err(str::to_owned));
    }

    #[test]
    fn counts_add_up() {
        let counts = Counts::default();
        let batch = r#"{"version":1,"page":"/a","partner":"p<b>","counts":[{"event":"ready","topic":"voting","count":2},{"event":"error","kind":"http","count":1}]}"#;
        counts.add(batch).unwrap();
        counts.add(batch).unwrap();
        let page = counts.page();
        assert!(page.contains("<tr><td>p&lt;b&gt;</td><td>/a</td><td>ready</td><td>voting</td><td>4</td></tr>"), "{page}");
        assert!(page.contains("<td>error</td><td>http</td><td>2</td>"), "{page}");
    }

    #[test]
    fn what_is_no_batch_is_refused() {
        check("", Err("EOF while parsing a value at line 1 column 0"));
        check(r#"{"version":2,"page":"/","counts":[]}"#, Err("version 2 is none that this server knows"));
        check(
            r#"{"version":1,"page":"/","counts":[],"reader":"me"}"#,
            Err("unknown field `reader`, expected one of `version`, `page`, `partner`, `counts` at line 1 column 44"),
        );
    }
}
