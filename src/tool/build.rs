//! `vital build`: puts together the folder that any static host can serve.
//!
//! Leaves out how each part is made: compiling, minifying, compressing and writing have modules of their own.

use std::collections::BTreeMap;
use std::fs;
use std::path::PathBuf;
use std::sync::{Mutex, PoisonError};
use std::thread;

use anyhow::{Context, Result, anyhow};

use super::addresses::{Addresses, BaseUrl};
use super::assets::{Cache, hashed_name, integrity};
use super::check;
use super::content::{Content, Edition};
use super::fault::Fault;
use super::frozen;
use super::language;
use super::loader::{self, Loader, Named, Pinned};
use super::overlay;
use super::prerender::{Embedded, HOME, Names, Pages, Topic};
use super::scripts::{self, Kind};
use super::site::{LOADER, Manifest, Site};
use super::snippets;
use super::source::Reader;
use super::template;
use super::toolchain::Module;
use super::versions::{Version, Versions};
use super::{interface, not_found, npm, plugin, search, sitemap, styles, wasm};
use crate::catalog::Date;
use crate::components;
use crate::search::{Document, SHOWN};

/// The parts that have a size budget, in the order in which a reader's browser asks for them, with the budget in bytes
/// as brotli packs them.
const BUDGETS: [(&str, usize); 4] = [("loader", 4650), ("glue", 9650), ("styles", 3000), ("wasm", 90000)];

/// What goes into one module with the glue, so that it is there when it is needed: what mounts a widget, and what takes steps by fragments.
const BEHIND: [&str; 2] = ["mount", "reader"];

/// The same of the search's glue.
const SEARCHING: [&str; 4] = ["search/words", "search/sources", "search/results", "search/combobox"];

/// The page on which partners choose what to paste, and its scripts.
const CONFIGURATOR: [&str; 5] =
    ["configure.html", "configure/catalog.js", "configure/page.js", "configure/places.js", "configure/snippets.js"];

/// Where a build reads and where it keeps its intermediate results.
#[derive(Debug, Clone)]
pub struct Workshop {
    /// The package's folder, with `Cargo.toml`, `www/` and `src/`.
    pub package: PathBuf,
    /// The folder for everything that can be made again.
    pub target: PathBuf,
}

impl Workshop {
    /// This package, and the target folder that cargo uses for it.
    #[must_use]
    pub fn of_this_package() -> Self {
        let package = PathBuf::from(env!("CARGO_MANIFEST_DIR"));
        let target = std::env::var_os("CARGO_TARGET_DIR").map_or_else(|| package.join("target"), PathBuf::from);
        Self { package, target }
    }

    /// The pages that a browser gets beside a build.
    #[must_use]
    pub fn pages(&self) -> PathBuf {
        self.package.join("www")
    }

    /// The results of earlier runs.
    #[must_use]
    pub fn cache(&self) -> Cache {
        Cache::new(self.target.join("vital/cache"))
    }
}

/// What a build has put together.
#[derive(Debug, Clone)]
pub struct Built {
    /// The files that have a size budget.
    pub parts: Parts,
    /// What is wrong with the content. The rest of it is in the site all the same.
    pub faults: Vec<Fault>,
    /// The content that the site was made from.
    pub content: Content,
    /// The version of the code that pages may be pinned to.
    pub version: Version,
}

/// Where a folder is published, and what is wanted of it.
#[derive(Debug, Clone, Default)]
pub struct Wishes {
    /// The folder's address, where it is known.
    pub base: Option<BaseUrl>,
    /// Whether there are snippets for every topic; absent: where they don't add up to too much.
    pub snippets: Option<bool>,
    /// Whether the folder is never to change, so that pages may be pinned to its texts too.
    pub frozen: bool,
}

/// Puts into `site` everything that is published of what `reader` reads.
///
/// # Errors
/// When the catalog can't be read, the widget can't be made, or a file can't be written.
pub fn build(workshop: &Workshop, reader: &mut Reader, wishes: &Wishes, site: &Site) -> Result<Built> {
    let today = check::today()?;
    let styles = Sheet::prepare()?;
    let (content, (parts, loader), faults, scripts) = thread::scope(|scope| {
        // The compiler has work of its own, and neither the checks nor the pages wait for it.
        let making = scope.spawn(|| add_widget(site, workshop, &styles));
        let content = reader.read()?;
        let reader = &*reader;
        let (faults, scripts) =
            rayon::join(|| check::check(reader.source(), &content, today), || draw(reader, &content, &styles, wishes, today, site));
        let parts = making.join().map_err(|_| anyhow!("the widget could not be made"))??;
        anyhow::Ok((content, parts, faults, scripts?))
    })?;
    let languages: Vec<&str> = content.editions.iter().map(Edition::tag).collect();
    let floating = loader.floating(&languages)?;
    site.put(LOADER, snippets::alone(&floating))?;
    let lists = if wishes.frozen { frozen::publish(site)? } else { Vec::new() };
    let Pinned { version, alone, source } = loader.pinned(&languages, &lists)?;
    site.put(&version.loader, alone)?;
    Versions::publish(site, &version)?;
    // What brings a topic along can vouch for it where it never changes.
    let bringing = if wishes.frozen { source } else { floating };
    for (path, fragment) in &scripts {
        site.put(path, snippets::script(&bringing, &styles, fragment, &site.text(fragment)?))?;
    }
    site.put(interface::DECLARATIONS, interface::declarations())?;
    site.put(interface::MANIFEST, interface::manifest(LOADER)?)?;
    if let Some(base) = &wishes.base {
        npm::put(site, base)?;
    }
    for name in CONFIGURATOR {
        let path = workshop.pages().join(name);
        site.put(name, fs::read(&path).with_context(|| format!("{} could not be read", path.display()))?)?;
    }
    site.put(plugin::PATH, plugin::pack(&workshop.package, wishes.base.as_ref())?)?;
    Ok(Built { parts, faults: faults.into_iter().filter(Fault::counts).collect(), content, version })
}

/// Puts all that is made of the content into `site`: catalogs, pages and what leads to them, pictures. Gives the paths of scripts for
/// one topic, and of the fragments that go into them once the loader is there.
fn draw(reader: &Reader, content: &Content, styles: &Sheet, wishes: &Wishes, today: Date, site: &Site) -> Result<Vec<(String, String)>> {
    let mut scripts = Vec::new();
    let editions: Vec<Edition> = content.editions.iter().map(|edition| overlay::applied(edition, today)).collect();
    let source = reader.source();
    let own = source.files(&editions)?.into_iter().map(|picture| (source.folder().join(&picture), picture));
    let local = reader.overlay().into_iter().flat_map(|overlay| overlay.pictures(&editions)).map(|(picture, path)| (path, picture));
    for (path, picture) in own.chain(local) {
        let file = fs::read(&path).with_context(|| format!("{} could not be read", path.display()))?;
        site.put(picture, file)?;
    }
    let pages = |edition| Pages::new(edition, &styles.name, Names::Hashed);
    let editions: Vec<Pages> = editions.into_iter().map(pages).collect::<Result<_>>()?;
    let addresses = Addresses::new(wishes.base.clone(), editions.iter().map(Pages::edition), today);
    for pages in &editions {
        let has_snippets = wishes.snippets.unwrap_or(pages.edition().entries.len() <= snippets::MOST);
        let forms = wishes.base.as_ref().filter(|_| has_snippets).map(|base| (base, &*styles.content));
        let documents: Mutex<Vec<Document>> = Mutex::default();
        let files = pages.each(&addresses, forms, |name, mut topic| {
            documents.lock().unwrap_or_else(PoisonError::into_inner).extend(topic.document.take());
            publish(site, pages, name, topic)
        })?;
        for (path, content) in search::files(pages.edition(), documents.into_inner().unwrap_or_else(PoisonError::into_inner))? {
            site.put(path, content)?;
        }
        for (path, json) in pages.index(&files) {
            site.put(path, json)?;
        }
        let home = pages.home(|id| files.contains_key(id));
        if let Some(home) = home {
            site.put(pages.fragment(HOME), site.text(&pages.fragment(home))?)?;
        }
        if has_snippets {
            let ids = files.keys().filter(|name| pages.excerpts().id(name) == Some(name));
            let names = ids.copied().chain(home.map(|_| HOME));
            scripts.extend(names.map(|name| (pages.snippet(name, "js"), pages.fragment(name))));
        }
        site.put(&pages.edition().name, &*pages.edition().json())?;
    }
    for (path, sitemap) in sitemap::files(&addresses) {
        site.put(path, sitemap)?;
    }
    site.put(not_found::PATH, not_found::page(&addresses))?;
    Ok(scripts)
}

/// Puts a topic into `site` in every form, and gives the path of the widget's file.
fn publish(site: &Site, pages: &Pages, name: &str, topic: Topic) -> Result<String> {
    site.put(pages.page(name), topic.page)?;
    site.put(pages.fragment(name), topic.fragment)?;
    if let Some(shard) = topic.shard {
        site.put(&topic.file, shard)?;
    }
    if let Some(Embedded { form, strict, oembed }) = topic.embedded {
        site.put(pages.snippet(name, "html"), form)?;
        site.put(pages.snippet(name, "strict.html"), strict)?;
        site.put(pages.oembed(name), oembed)?;
    }
    Ok(topic.file)
}

/// The stylesheet, as it is published.
#[derive(Debug, Clone)]
pub struct Sheet {
    /// Its path in the published folder.
    pub name: String,
    pub content: String,
}

impl Sheet {
    /// # Errors
    /// When the components' styles are not valid CSS.
    pub fn prepare() -> Result<Self> {
        let content = styles::prepare(&components::stylesheet())?;
        Ok(Self { name: hashed_name("styles", "css", content.as_bytes()), content })
    }
}

/// The names of the parts, and whether their sizes are bound by the budgets.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Parts {
    names: [String; 4],
    bound: bool,
}

/// Adds the assets that the loader and the glue name, and gives the loader.
///
/// # Errors
/// When one of them can't be made; the message says which and why.
pub fn add_widget(site: &Site, workshop: &Workshop, styles: &Sheet) -> Result<(Parts, Loader)> {
    let read = |name: &str| {
        let path = workshop.pages().join(format!("{name}.js"));
        fs::read_to_string(&path).with_context(|| format!("{} could not be read", path.display()))
    };
    let module = |name: &str| -> Result<(String, String)> {
        let module = scripts::minify(&format!("{name}.js"), &read(name)?, Kind::Module)?;
        Ok((hashed_name(name, "js", module.as_bytes()), module))
    };
    let [metrics, debug, tools, history, contrast] = ["metrics", "debug", "tools", "history", "contrast"].map(module);
    let [metrics, debug, tools, history, contrast] = [metrics?, debug?, tools?, history?, contrast?];
    let words: Vec<(&str, String, &str)> =
        language::published().iter().map(|(lang, lines)| (*lang, words_name(lang, lines), &**lines)).collect();
    let words_names: BTreeMap<&str, &String> = words.iter().map(|(lang, name, _)| (*lang, name)).collect();
    let searching = searching(workshop, &read, &words_names)?;
    let behind = BEHIND.map(read).into_iter().collect::<Result<Vec<_>>>()?.join("\n");
    let later = styles::prepare(&components::later_stylesheet())?;
    let named = [
        ("METRICS", serde_json::to_string(&metrics.0)?),
        ("TOOLS", serde_json::to_string(&tools.0)?),
        ("HISTORY", serde_json::to_string(&history.0)?),
        ("CONTRAST", serde_json::to_string(&contrast.0)?),
        ("FIELD", serde_json::to_string(&searching[0].0)?),
        ("WORDS", serde_json::to_string(&words_names)?),
        ("LATER_STYLES", serde_json::to_string(&later)?),
    ];
    let behind = loader::filled(&behind, &named.each_ref().map(|(name, literal)| (*name, &**literal)))?;
    let widget = wasm::build(Module::Widget, &workshop.package, &workshop.target, &workshop.cache(), &behind)?;
    let glue_name = hashed_name("glue", "js", &widget.glue);
    let wasm_name = hashed_name("widget", "wasm", &widget.module);
    let mut files = vec![
        (metrics.0, metrics.1.as_bytes()),
        (debug.0.clone(), debug.1.as_bytes()),
        (tools.0, tools.1.as_bytes()),
        (history.0, history.1.as_bytes()),
        (contrast.0, contrast.1.as_bytes()),
        (glue_name.clone(), &*widget.glue),
        (wasm_name.clone(), &*widget.module),
        (styles.name.clone(), styles.content.as_bytes()),
    ];
    files.extend(words.into_iter().map(|(_, name, lines)| (name, lines.as_bytes())));
    files.extend(searching.iter().map(|(path, content)| (path.clone(), &**content)));
    for (path, content) in &files {
        site.put(path, content)?;
    }
    let named = Named { glue: glue_name.clone(), wasm: wasm_name.clone(), styles: styles.name.clone(), debug: debug.0 };
    let loader = Loader::read(read, named, files.into_iter().map(|(path, content)| (path, integrity(content))))?;
    Ok((Parts { names: [LOADER.to_owned(), glue_name, styles.name.clone(), wasm_name], bound: widget.rebuilt_std }, loader))
}

/// What searches, apart from the widget, with the paths: the module of the field first, then that of the results and that which makes an
/// index, each before its wasm.
fn searching(
    workshop: &Workshop,
    read: &impl Fn(&str) -> Result<String>,
    words: &BTreeMap<&str, &String>,
) -> Result<Vec<(String, Vec<u8>)>> {
    let sheet = |name: &str| -> Result<String> {
        let path = workshop.pages().join(format!("search/{name}.css"));
        let source = fs::read_to_string(&path).with_context(|| format!("{} could not be read", path.display()))?;
        Ok(serde_json::to_string(&styles::prepare(&source)?)?)
    };
    // The wasm doesn't depend on what is behind its glue, which names it.
    let module = |module: Module, stem: &str, wasm: &str, source: &str| -> Result<[(String, Vec<u8>); 2]> {
        let built = wasm::build(module, &workshop.package, &workshop.target, &workshop.cache(), source)?;
        let path = hashed_name(wasm, "wasm", &built.module);
        let placeholder = format!("__VITAL_{}_WASM__", wasm.to_uppercase());
        let glue = template::filled("www/", &String::from_utf8(built.glue)?, &[(&placeholder, &path)])?;
        Ok([(hashed_name(stem, "js", glue.as_bytes()), glue.into_bytes()), (path, built.module)])
    };
    let [whole, index_wasm] = module(Module::Index, "whole", "index", &read("search/whole")?)?;
    let source = SEARCHING.map(read).into_iter().collect::<Result<Vec<_>>>()?.join("\n");
    let named = [
        ("SENTENCES", serde_json::to_string(&language::sentences(&language::RESULTS))?),
        ("WORDS", serde_json::to_string(words)?),
        ("RESULT_STYLES", sheet("results")?),
        ("WHOLE", serde_json::to_string(&whole.0)?),
        ("SHOWN", SHOWN.to_string()),
    ];
    let source = loader::filled(&source, &named.each_ref().map(|(name, literal)| (*name, &**literal)))?;
    let [results, search_wasm] = module(Module::Search, "search", "search", &source)?;
    let named = [
        ("SEARCH", serde_json::to_string(&results.0)?),
        ("LABELS", serde_json::to_string(&language::labels(&language::FIELD))?),
        ("FIELD_STYLES", sheet("field")?),
    ];
    let field = loader::filled(&read("search/field")?, &named.each_ref().map(|(name, literal)| (*name, &**literal)))?;
    let field = scripts::minify("search/field.js", &field, Kind::Module)?;
    Ok(vec![(hashed_name("field", "js", field.as_bytes()), field.into_bytes()), results, search_wasm, whole, index_wasm])
}

/// The path of a language's words in the published folder.
fn words_name(lang: &str, lines: &str) -> String {
    hashed_name(&format!("words-{lang}"), "txt", lines.as_bytes())
}

/// The sizes of the parts as a table in plain text, one line a part. A part over its budget is marked.
#[must_use]
pub fn size_table(parts: &Parts, manifest: &Manifest) -> String {
    let mut table = format!("{:<8}{:>10}{}\n", "brotli", "bytes", if parts.bound { "    budget" } else { "" });
    for (name, (part, budget)) in parts.names.iter().zip(BUDGETS) {
        let bytes = manifest.get(name).and_then(|listed| listed.brotli).unwrap_or_default();
        let verdict = match (parts.bound, bytes > budget) {
            (true, true) => format!("{budget:>10}  over by {}", bytes - budget),
            (true, false) => format!("{budget:>10}"),
            (false, _) => String::new(),
        };
        table += &format!("{part:<8}{bytes:>10}{verdict}\n");
    }
    table
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::tool::assets::{SEARCH, SHARDS};
    use crate::tool::site::Listed;
    use crate::tool::source::Source;

    fn check_table(bound: bool, expected: &str) {
        let names = BUDGETS.map(|(part, _)| part.to_owned());
        let listed = |brotli| Listed { bytes: 0, brotli: Some(brotli), integrity: String::new() };
        let manifest = names.iter().cloned().zip([4299, 6300, 3001, 70_000].map(listed)).collect();
        assert_eq!(size_table(&Parts { names, bound }, &manifest), expected);
    }

    #[test]
    fn a_size_over_its_budget_is_marked() {
        check_table(
            true,
            "brotli       bytes    budget\n\
             loader        4299      4650\n\
             glue          6300      9650\n\
             styles        3001      3000  over by 1\n\
             wasm         70000     90000\n",
        );
    }

    #[test]
    fn without_a_rebuilt_standard_library_sizes_stand_alone() {
        check_table(false, "brotli       bytes\nloader        4299\nglue          6300\nstyles        3001\nwasm         70000\n");
    }

    fn check_files(base: Option<&str>, snippets: Option<bool>, expected: &str) {
        let folder = tempfile::tempdir().unwrap();
        let catalog = folder.path().join("ours.json");
        let json = r#"{ "version": 1, "entries": [{ "id": "a", "aliases": ["old-a"], "kind": "topic", "title": "A" }] }"#;
        fs::write(&catalog, json).unwrap();
        let mut reader = Reader::new(Source::open(Some(&catalog)).unwrap(), false, None);
        let content = reader.read().unwrap();
        let styles = Sheet { name: "assets/styles.0.css".to_owned(), content: String::new() };
        let wishes = Wishes { base: base.map(|base| base.parse().unwrap()), snippets, frozen: false };
        let site = Site::begin(&folder.path().join("out"), &Cache::new(folder.path().join("cache"))).unwrap();
        let scripts = draw(&reader, &content, &styles, &wishes, check::today().unwrap(), &site).unwrap();
        let (_, manifest) = site.finish().unwrap();
        let mut files: Vec<String> = manifest.into_keys().chain(scripts.into_iter().map(|(path, _)| path)).collect();
        files.sort();
        // Files of entries and of the index have a hash in their names.
        let files = files.iter().map(|path| match path.split_once('.') {
            Some((stem, _)) if path.starts_with(SHARDS) => format!("{stem}.HASH.json"),
            Some((stem, _)) if path.starts_with(SEARCH) && !path.ends_with("root.bin") => format!("{stem}.HASH.bin"),
            _ => path.clone(),
        });
        assert_eq!(files.collect::<Vec<_>>().join(" "), expected);
    }

    #[test]
    fn what_needs_an_address_is_made_where_it_is_known() {
        let always = "404.html catalog.json entries/a.HASH.json index.json";
        let topics = "topics/a.html topics/old-a.html";
        let search = "search/0.HASH.bin search/1.HASH.bin search/root.bin";
        check_files(None, Some(false), &format!("{always} {search} t/_.json t/a.json t/old-a.json {topics}"));
        check_files(None, None, &format!("{always} {search} t/_.js t/_.json t/a.js t/a.json t/old-a.json {topics}"));
        check_files(
            Some("https://example.org"),
            None,
            &format!(
                "{always} oembed/a.json {search} sitemap.xml t/_.js t/_.json t/a.html t/a.js t/a.json t/a.strict.html t/old-a.json {topics}"
            ),
        );
    }
}
