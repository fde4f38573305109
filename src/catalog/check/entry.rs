//! An entry, and the smaller things that it and the catalog are described by.

use super::walk::{FOLLOWED, LOADED};
use super::{Checker, Found};
use crate::catalog::document::{CreditDocument, Field, ImageDocument, PartyDocument, Str};
use crate::catalog::entry::{Credit, Entry, Image, Kind, Link, Party};
use crate::catalog::nearest::nearest;
use crate::catalog::problem::Fault;
use std::rc::Rc;

impl Checker<'_> {
    pub(super) fn entry(&mut self, found: Found) -> Entry {
        let Found { id, title, expires, document, .. } = found;
        Entry {
            kind: self.kind(document.kind),
            label: self.text("label", document.label),
            title,
            summary: self.text("summary", document.summary),
            lang: self.text("lang", document.lang),
            condition: self.reference("condition", document.condition),
            image: self.at("image", |checker| checker.value(document.image).and_then(|image| checker.image(image))),
            provider: self.party("provider", document.provider),
            url: self.link("url", document.url, FOLLOWED),
            body: self.at("body", |checker| checker.items(document.body, Self::block)),
            more: self.flag("more", document.more),
            related: self.references("related", document.related, Some(&id)),
            reviewed: self.date("reviewed", document.reviewed),
            expires,
            id,
        }
    }

    fn kind(&mut self, field: Field<'_, Str>) -> Kind {
        self.at("kind", |checker| {
            let problems = checker.problems.len();
            let name = checker.value(field);
            let Some(Str(name)) = checker.required(name, problems) else { return Kind::Topic };
            if let Some(kind) = Kind::ALL.into_iter().find(|kind| kind.name() == name) {
                return kind;
            }
            let suggestion = nearest(name, Kind::ALL.map(Kind::name)).map(str::to_owned);
            checker.note(Fault::UnknownKind { suggestion }, name);
            Kind::Topic
        })
    }

    #[inline(never)]
    pub(super) fn party(&mut self, name: &str, field: Field<'_, PartyDocument>) -> Option<Party> {
        self.at(name, |checker| {
            let document = checker.value(field)?;
            let name = checker.required_text("name", document.name)?;
            Some(Party { name, url: checker.link("url", document.url, FOLLOWED) })
        })
    }

    pub(super) fn image(&mut self, document: ImageDocument) -> Option<Image> {
        let src = self.required_link("src", document.src, LOADED)?;
        // An empty text is an answer (the picture is decoration); none at all is not.
        if document.alt.is_absent() {
            self.at("alt", |checker| checker.note(Fault::Missing, ""));
        }
        let alt = self.text("alt", document.alt).unwrap_or_default();
        let width = self.number("width", document.width);
        let height = self.number("height", document.height);
        let credit = self.credit(document.credit);
        Some(Image { src, alt, size: width.zip(height).filter(|(width, height)| *width > 0 && *height > 0), credit })
    }

    fn credit(&mut self, field: Field<'_, CreditDocument>) -> Option<Credit> {
        self.at("credit", |checker| {
            let document = checker.value(field)?;
            let text = checker.required_text("text", document.text)?;
            Some(Credit { text, url: checker.link("url", document.url, FOLLOWED) })
        })
    }

    pub(super) fn translations<'d>(&mut self, field: Field<'d, Vec<(&'d str, Field<'d, Str<'d>>)>>) -> Vec<(Rc<str>, Link)> {
        self.at("translations", |checker| {
            let mut links = Vec::new();
            for (lang, url) in checker.value(field).unwrap_or_default() {
                if let Some(link) = checker.link(lang, url, LOADED) {
                    links.push((lang.into(), link));
                }
            }
            links
        })
    }
}
