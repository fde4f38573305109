//! The words of the user interface, in one place, so that a language is one value of [`Words`].
//! The words of the content are the catalog's.

use crate::catalog::{Entry, Kind};
use crate::navigation::FailureKind;

/// Whole sentences, with `{}` where a name goes: no language has to follow another's word order.
pub struct Words {
    /// A BCP 47 tag.
    pub lang: &'static str,
    pub loading: &'static str,
    pub related: &'static str,
    related_to: &'static str,
    trail: &'static str,
    back_to: &'static str,
    forward_to: &'static str,
    showing: &'static str,
    pub try_again: &'static str,
    failed: &'static str,
    unknown_topic: &'static str,
    did_you_mean: &'static str,
    go_to: &'static str,
    pub empty: &'static str,
    provider: &'static str,
    summary_by: &'static str,
    site: &'static str,
    original: &'static str,
    picture_by: &'static str,
    pub transcript: &'static str,
    condition: &'static str,
    topic: &'static str,
    story: &'static str,
    resource: &'static str,
    collection: &'static str,
    labelled: &'static str,
    collection_of: &'static str,
    network: &'static str,
    http: &'static str,
    timeout: &'static str,
    too_large: &'static str,
    unreadable: &'static str,
    version: &'static str,
    /// On a page that the tool writes, so that no reader of the widget has to load it.
    #[cfg(feature = "tool")]
    pub no_page: &'static str,
}

impl Words {
    /// Those of a language, by its BCP 47 tag; English where there are none.
    pub fn of(lang: &str) -> &'static Words {
        let primary = lang.split('-').next().unwrap_or_default();
        ALL.into_iter().find(|words| words.lang.eq_ignore_ascii_case(primary)).unwrap_or(&ENGLISH)
    }
}

/// What a language calls itself, by its BCP 47 tag; the tag where that is not known here.
pub fn autonym(lang: &str) -> &str {
    const NAMES: [(&str, &str); 8] = [
        ("en", "English"),
        ("es", "Español"),
        ("fr", "Français"),
        ("vi", "Tiếng Việt"),
        ("zh", "中文"),
        ("ar", "العربية"),
        ("ht", "Kreyòl ayisyen"),
        ("tl", "Tagalog"),
    ];
    let primary = lang.split('-').next().unwrap_or_default();
    NAMES.into_iter().find(|(tag, _)| tag.eq_ignore_ascii_case(primary)).map_or(lang, |(_, name)| name)
}

const ALL: [&Words; 2] = [&ENGLISH, &SPANISH];

pub static ENGLISH: Words = Words {
    lang: "en",
    loading: "Loading",
    related: "Related topics",
    related_to: "Related topics: {}",
    trail: "Trail: {}",
    back_to: "Back to {}",
    forward_to: "Forward to {}",
    showing: "Now showing: {}",
    try_again: "Try again",
    failed: "This content could not be shown.",
    unknown_topic: "There is no topic called “{}” here.",
    did_you_mean: "Did you mean {}?",
    go_to: "Go to {}",
    empty: "There are no topics here yet.",
    provider: "Brought to you by {}",
    summary_by: "Summary by {}",
    site: "at {}",
    original: "See the original at {}",
    picture_by: "Picture: {}",
    transcript: "Read the transcript",
    condition: "Vital condition",
    topic: "Topic",
    story: "Story",
    resource: "Resource",
    collection: "Collection",
    labelled: "{} - {}",
    collection_of: "Collection of {}",
    network: "The connection failed. Check that you are online.",
    http: "The server could not deliver it.",
    timeout: "The server took too long to answer.",
    too_large: "The file is larger than this page can take.",
    unreadable: "The file could not be read. The publisher of this page needs to mend it.",
    version: "The file is newer than this page can read. The publisher of this page needs to update it.",
    #[cfg(feature = "tool")]
    no_page: "There is no page at this address.",
};

pub static SPANISH: Words = Words {
    lang: "es",
    loading: "Cargando",
    related: "Temas relacionados",
    related_to: "Temas relacionados: {}",
    trail: "Recorrido: {}",
    back_to: "Volver a {}",
    forward_to: "Avanzar a {}",
    showing: "Ahora se muestra: {}",
    try_again: "Intentar de nuevo",
    failed: "No se pudo mostrar este contenido.",
    unknown_topic: "Aquí no hay ningún tema llamado “{}”.",
    did_you_mean: "¿Quiso decir {}?",
    go_to: "Ir a {}",
    empty: "Todavía no hay temas aquí.",
    provider: "Presentado por {}",
    summary_by: "Resumen de {}",
    site: "en {}",
    original: "Ver el original en {}",
    picture_by: "Imagen: {}",
    transcript: "Leer la transcripción",
    condition: "Condición vital",
    topic: "Tema",
    story: "Historia",
    resource: "Recurso",
    collection: "Colección",
    labelled: "{} - {}",
    collection_of: "Colección de {}",
    network: "Falló la conexión. Compruebe que tiene acceso a internet.",
    http: "El servidor no pudo entregarlo.",
    timeout: "El servidor tardó demasiado en responder.",
    too_large: "El archivo es más grande de lo que esta página admite.",
    unreadable: "No se pudo leer el archivo. Quien publica esta página tiene que corregirlo.",
    version: "El archivo es más nuevo de lo que esta página puede leer. Quien publica esta página tiene que actualizarla.",
    #[cfg(feature = "tool")]
    no_page: "En esta dirección no hay ninguna página.",
};

impl Words {
    pub fn related_to(&self, title: &str) -> String {
        fill(self.related_to, &[title])
    }
    pub fn trail(&self, title: &str) -> String {
        fill(self.trail, &[title])
    }
    pub fn back_to(&self, title: &str) -> String {
        fill(self.back_to, &[title])
    }
    pub fn forward_to(&self, title: &str) -> String {
        fill(self.forward_to, &[title])
    }
    pub fn showing(&self, title: &str) -> String {
        fill(self.showing, &[title])
    }
    pub fn unknown_topic(&self, wanted: &str) -> String {
        fill(self.unknown_topic, &[wanted])
    }
    pub fn did_you_mean(&self, title: &str) -> String {
        fill(self.did_you_mean, &[title])
    }
    pub fn go_to(&self, title: &str) -> String {
        fill(self.go_to, &[title])
    }
    pub fn provider(&self, name: &str) -> String {
        fill(self.provider, &[name])
    }
    pub fn summary_by(&self, name: &str) -> String {
        fill(self.summary_by, &[name])
    }
    pub fn site(&self, host: &str) -> String {
        fill(self.site, &[host])
    }
    pub fn original(&self, host: &str) -> String {
        fill(self.original, &[host])
    }
    pub fn picture_by(&self, name: &str) -> String {
        fill(self.picture_by, &[name])
    }

    /// "Topic", "Topic - Possibilities", "Collection of conditions".
    pub fn label(&self, entry: &Entry) -> String {
        let kind = match entry.kind {
            Kind::Condition => self.condition,
            Kind::Topic => self.topic,
            Kind::Story => self.story,
            Kind::Resource => self.resource,
            Kind::Collection => self.collection,
        };
        match &entry.label {
            None => kind.to_owned(),
            Some(label) if entry.kind == Kind::Collection => fill(self.collection_of, &[label]),
            Some(label) => fill(self.labelled, &[kind, label]),
        }
    }

    /// What happened, for the reader. The host's page gets the technical message by event.
    pub fn failure(&self, kind: FailureKind) -> String {
        let reason = match kind {
            FailureKind::Network => self.network,
            FailureKind::Http => self.http,
            FailureKind::Timeout => self.timeout,
            FailureKind::TooLarge => self.too_large,
            FailureKind::Parse | FailureKind::Integrity => self.unreadable,
            FailureKind::Version => self.version,
        };
        format!("{} {reason}", self.failed)
    }
}

/// Puts the names where the sentence has `{}`, in order.
fn fill(sentence: &str, names: &[&str]) -> String {
    let mut filled = String::with_capacity(sentence.len() + 32);
    let mut names = names.iter();
    for (at, part) in sentence.split('{').enumerate() {
        if at == 0 {
            filled.push_str(part);
        } else {
            filled.push_str(names.next().unwrap_or(&""));
            filled.push_str(part.strip_prefix('}').unwrap_or(part));
        }
    }
    filled
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_tag_means_its_language() {
        let check = |lang: &str, expected: &str| assert_eq!(Words::of(lang).lang, expected, "{lang}");
        check("es", "es");
        check("ES-mx", "es");
        check("est", "en");
        check("", "en");
        assert_eq!((autonym("zh-Hans"), autonym("de")), ("中文", "de"));
    }

    #[test]
    fn every_language_has_a_place_for_every_name() {
        for words in ALL {
            for (sentence, names) in [(words.related_to, 1), (words.showing, 1), (words.unknown_topic, 1), (words.labelled, 2)] {
                assert_eq!(sentence.matches("{}").count(), names, "{}: {sentence}", words.lang);
            }
        }
    }

    #[test]
    fn names_stand_where_the_sentence_wants_them() {
        assert_eq!(fill("{} - {}", &["Topic", "Possibilities"]), "Topic - Possibilities");
        assert_eq!(ENGLISH.back_to("a {} of b"), "Back to a {} of b");
    }
}
