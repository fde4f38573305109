//! The blocks of a body, and the runs of their texts.

use super::Checker;
use super::walk::{FOLLOWED, LOADED};
use crate::catalog::block::{Block, Level, List, Media, MediaKind, Quote, QuoteStyle, Run, Section, Target, Text};
use crate::catalog::document::{BlockDocument, Field, MediaDocument, QuoteDocument, RunDocument, SectionDocument, Str, TextDocument};
use crate::catalog::nearest::nearest;
use crate::catalog::problem::Fault;
use std::rc::Rc;

/// The types that the format knows.
const BLOCKS: [&str; 8] = ["paragraph", "heading", "list", "quote", "section", "featured", "image", "media"];

impl Checker<'_> {
    pub(super) fn block(&mut self, document: BlockDocument) -> Option<Block> {
        Some(match document {
            BlockDocument::Paragraph(paragraph) => Block::Paragraph(self.required_runs(paragraph.text)?),
            BlockDocument::Heading(heading) => {
                let level = self.at("level", |checker| {
                    let level = checker.value(heading.level).unwrap_or(2);
                    if !(2..=6).contains(&level) {
                        checker.note(Fault::HeadingLevel, &level.to_string());
                    }
                    Level(level.clamp(2, 6) as u8)
                });
                Block::Heading(level, self.required_runs(heading.text)?)
            }
            BlockDocument::List(list) => {
                let ordered = self.flag("ordered", list.ordered);
                let items = self.at("items", |checker| checker.items(list.items, |checker, item| Some(checker.runs(item))));
                if items.is_empty() {
                    return None;
                }
                Block::List(List { ordered, items })
            }
            BlockDocument::Quote(quote) => Block::Quote(self.quote(quote)?),
            BlockDocument::Section(section) => Block::Section(self.section(section)),
            BlockDocument::Featured(featured) => Block::Featured(self.at("entry", |checker| {
                let problems = checker.problems.len();
                let name = checker.value(featured.entry);
                let Str(name) = checker.required(name, problems)?;
                checker.place(name).map(|place| checker.ids[place].clone())
            })?),
            BlockDocument::Image(image) => Block::Image(self.image(image)?),
            BlockDocument::Media(media) => Block::Media(self.media(media)?),
            BlockDocument::Unknown(name) => {
                let suggestion = nearest(name, BLOCKS).map(str::to_owned);
                self.at("type", |checker| match &*name {
                    "" => checker.note(Fault::Missing, ""),
                    name => checker.note(Fault::UnknownBlock { suggestion }, name),
                });
                return None;
            }
        })
    }

    fn quote(&mut self, document: QuoteDocument) -> Option<Quote> {
        let style = self.at("style", |checker| {
            let names = ["block", "pull"];
            match checker.one_of(document.style, &names, "\"block\" and \"pull\"") {
                Some(1) => QuoteStyle::Pull,
                _ => QuoteStyle::Block,
            }
        });
        Some(Quote {
            style,
            paraphrase: self.flag("paraphrase", document.paraphrase),
            text: self.required_runs(document.text)?,
            cite: self.text("cite", document.cite),
            url: self.link("url", document.url, FOLLOWED),
        })
    }

    /// The place of a value among those allowed; the first counts where it is another.
    fn one_of(&mut self, field: Field<'_, Str>, names: &[&str], allowed: &'static str) -> Option<usize> {
        let Str(found) = self.value(field)?;
        let place = names.iter().position(|name| *name == found);
        if place.is_none() {
            self.note(Fault::UnknownValue { allowed }, found);
        }
        place
    }

    fn section(&mut self, document: SectionDocument) -> Section {
        Section {
            title: self.text("title", document.title),
            text: self.at("text", |checker| checker.value(document.text).map(|text| checker.runs(text))).filter(|text| !text.is_empty()),
            entries: self.references("entries", document.entries, None),
        }
    }

    fn media(&mut self, document: MediaDocument) -> Option<Media> {
        let kind = self.at("media", |checker| match checker.one_of(document.media, &["audio", "video"], "\"audio\" and \"video\"") {
            Some(1) => MediaKind::Video,
            _ => MediaKind::Audio,
        });
        let src = self.required_link("src", document.src, LOADED);
        let title = self.required_text("title", document.title);
        let transcript = self.link("transcript", document.transcript, FOLLOWED);
        Some(Media { kind, src: src?, title: title?, transcript })
    }

    fn required_runs(&mut self, field: Field<'_, TextDocument>) -> Option<Text> {
        self.at("text", |checker| {
            let problems = checker.problems.len();
            let text = checker.value(field).map(|text| checker.runs(text)).filter(|text| !text.is_empty());
            checker.required(text, problems)
        })
    }

    fn runs(&mut self, document: TextDocument) -> Text {
        match document {
            TextDocument::Plain(text) => Text(self.limited(text).map(plain).into_iter().collect()),
            TextDocument::Runs(runs) => Text(self.each(runs, Self::run)),
        }
    }

    fn run(&mut self, document: RunDocument) -> Option<Run> {
        let marked = match document {
            // A run of nothing but white space parts two others.
            RunDocument::Plain(Str(text)) if text.trim().is_empty() => return Some(plain((*text).into())),
            RunDocument::Plain(text) => return self.limited(text).map(plain),
            RunDocument::Marked(marked) => marked,
        };
        let text = self.required_text("text", marked.text)?;
        if !marked.href.is_absent() && !marked.entry.is_absent() {
            self.note(Fault::TwoTargets, &text);
        }
        let entry = self.reference("entry", marked.entry);
        let link = self.link("href", marked.href, FOLLOWED);
        Some(Run {
            text,
            strong: self.flag("strong", marked.strong),
            em: self.flag("em", marked.em),
            target: entry.map(Target::Entry).or(link.map(Target::Link)),
        })
    }
}

fn plain(text: Rc<str>) -> Run {
    Run { text, strong: false, em: false, target: None }
}
