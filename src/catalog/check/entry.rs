//! An entry, and the smaller things that it and the catalog are described by.

use super::walk::{FOLLOWED, LOADED};
use super::{Checker, Found};
use crate::catalog::document::{CreditDocument, Field, ImageDocument, PartyDocument, Str};
use crate::catalog::entry::{Credit, Entry, Image, Kind, Link, Party};
use crate::catalog::nearest::nearest;
use crate::catalog::problem::Fault;
use std::borrow::Cow;
use std::rc::Rc;

impl Checker<'_> {
    pub(super) fn entry(&mut self, found: Found) -> Entry {
        let Found { id, title, expires, document, .. } = found;
        Entry {
            kind: self.at("kind", |checker| checker.kind(document.kind)),
            label: self.at("label", |checker| checker.text(document.label)),
            title,
            summary: self.at("summary", |checker| checker.text(document.summary)),
            lang: self.at("lang", |checker| checker.text(document.lang)),
            condition: self.at("condition", |checker| checker.reference(document.condition)),
            image: self.at("image", |checker| checker.value(document.image).and_then(|image| checker.image(image))),
            provider: self.at("provider", |checker| checker.party(document.provider)),
            url: self.at("url", |checker| checker.link(document.url, FOLLOWED)),
            body: self.at("body", |checker| checker.items(document.body, Self::block)),
            more: self.at("more", |checker| checker.value(document.more)).unwrap_or_default(),
            related: self.at("related", |checker| checker.references(document.related, Some(&id))),
            reviewed: self.at("reviewed", |checker| checker.date(document.reviewed)),
            expires,
            id,
        }
    }

    pub(super) fn kind(&mut self, field: Field<'_, Str>) -> Kind {
        let problems = self.problems.len();
        let name = self.value(field);
        let Some(Str(name)) = self.required(name, problems) else { return Kind::Topic };
        if let Some(kind) = Kind::ALL.into_iter().find(|kind| kind.name() == name) {
            return kind;
        }
        let suggestion = nearest(&name, Kind::ALL.map(Kind::name)).map(str::to_owned);
        self.note(Fault::UnknownKind { suggestion }, &name);
        Kind::Topic
    }

    pub(super) fn party(&mut self, field: Field<'_, PartyDocument>) -> Option<Party> {
        let document = self.value(field)?;
        let name = self.at("name", |checker| checker.required_text(document.name))?;
        Some(Party { name, url: self.at("url", |checker| checker.link(document.url, FOLLOWED)) })
    }

    pub(super) fn image(&mut self, document: ImageDocument) -> Option<Image> {
        let src = self.at("src", |checker| checker.required_link(document.src, LOADED))?;
        let alt = self.at("alt", |checker| {
            // An empty text is an answer (the picture is decoration); none at all is not.
            if document.alt.is_absent() {
                checker.note(Fault::Missing, "");
            }
            checker.text(document.alt).unwrap_or_default()
        });
        let width = self.at("width", |checker| checker.value(document.width));
        let height = self.at("height", |checker| checker.value(document.height));
        let credit = self.at("credit", |checker| checker.credit(document.credit));
        Some(Image { src, alt, size: width.zip(height).filter(|(width, height)| *width > 0 && *height > 0), credit })
    }

    pub(super) fn credit(&mut self, field: Field<'_, CreditDocument>) -> Option<Credit> {
        let document = self.value(field)?;
        let text = self.at("text", |checker| checker.required_text(document.text))?;
        Some(Credit { text, url: self.at("url", |checker| checker.link(document.url, FOLLOWED)) })
    }

    pub(super) fn translations<'d>(&mut self, field: Field<'d, Vec<(Cow<'d, str>, Field<'d, Str<'d>>)>>) -> Vec<(Rc<str>, Link)> {
        let mut links = Vec::new();
        for (lang, url) in self.value(field).unwrap_or_default() {
            if let Some(link) = self.at(&lang, |checker| checker.link(url, LOADED)) {
                links.push(((*lang).into(), link));
            }
        }
        links
    }
}
