//! What is to be done to make a version of what a target holds, and in which order: what a file names is there before the file that
//! names it, and nothing that is named is taken away.
//!
//! Decides from what is known and touches nothing.

use std::collections::{BTreeMap, BTreeSet};

use super::record::{self, Unfinished};
use super::version::{Objects, Present, unpacked};
use crate::tool::assets::{self, FRAGMENTS, HASHED, PAGES, SEARCH, SHARDS};
use crate::tool::loader;
use crate::tool::npm;
use crate::tool::oembed;
use crate::tool::site::{LOADER, MANIFEST};

/// The list of the versions that pages out there may still name. It says what is not to be removed, so it isn't either.
pub use crate::tool::versions::PATH as VERSIONS;

/// What a target is like.
#[derive(Debug, Clone, Copy)]
pub struct Standing<'a> {
    /// The last whole version, with its id. Nothing before the first.
    pub base: (&'a str, &'a Objects),
    pub present: &'a Present,
    /// What a run has begun that didn't end.
    pub unfinished: Option<&'a Unfinished>,
    /// Whether what is there was put by this tool, with its headers.
    pub is_own: bool,
}

#[derive(Debug, Default, PartialEq, Eq)]
pub struct Plan {
    /// What is there and will be replaced or removed.
    pub changed: BTreeSet<String>,
    /// What is not there and will be.
    pub added: BTreeSet<String>,
    /// What of the base is copied aside before.
    pub saves: Vec<String>,
    /// What is put, each stage after the one before has ended.
    pub stages: Vec<Vec<String>>,
    /// What is taken away after everything else.
    pub removals: Vec<String>,
}

/// How the version `id`, with the objects `goal`, comes about.
pub fn plan(id: &str, goal: &Objects, standing: &Standing) -> Plan {
    let Standing { base: (base_id, base), present, unfinished, .. } = *standing;
    let mut plan = Plan::default();
    let mut stages: BTreeMap<(u8, u8), Vec<String>> = BTreeMap::new();
    for path in goal.keys().filter(|path| standing.needs(id, goal, path)) {
        stages.entry(stage(path, present)).or_default().push(path.clone());
        if !is_hashed(path) {
            let paths = if present.contains_key(path) { &mut plan.changed } else { &mut plan.added };
            paths.insert(path.clone());
        }
    }
    plan.stages = stages.into_values().collect();
    let begun = unfinished.into_iter().flat_map(Unfinished::touched);
    let known: BTreeSet<&String> = base.keys().chain(begun).collect();
    let stale = known.into_iter().filter(|path| !goal.contains_key(*path) && !is_lasting(path));
    plan.removals = stale.filter(|path| present.contains_key(*path)).cloned().collect();
    plan.changed.extend(plan.removals.iter().cloned());
    // What an earlier run has touched was saved by it.
    let is_as_in_base = |path: &&String| base.contains_key(*path) && !unfinished.is_some_and(|unfinished| unfinished.has_touched(path));
    let unsaved = plan.changed.iter().filter(is_as_in_base).filter(|path| !present.contains_key(&record::kept(base_id, path)));
    plan.saves = unsaved.cloned().collect();
    plan
}

impl Standing<'_> {
    /// Whether an object of the version `id` has to be put, or is there as it should be.
    fn needs(&self, id: &str, goal: &Objects, path: &str) -> bool {
        let object = &goal[path];
        let Some(size) = self.present.get(path) else { return true };
        if !self.is_own || object.size.is_some_and(|expected| expected != *size) {
            return true;
        }
        let before = self.base.1.get(path);
        if is_hashed(path) || npm::is_tarball(path) {
            // The name says what is in it, or of which version it is, and puts are whole or not at all.
            return before.is_some_and(|before| before.print != object.print);
        }
        match self.unfinished {
            Some(unfinished) if unfinished.changed.contains(path) => true,
            // It is this version's if no other was begun.
            Some(unfinished) if unfinished.added.contains(path) => unfinished.goals != [id],
            _ => before.is_none_or(|before| before.print != object.print),
        }
    }
}

/// Whether a file is named out there for longer than a version is published: by open pages, pasted tags, and the lock files of apps.
fn is_lasting(path: &str) -> bool {
    is_hashed(path) || path == VERSIONS || npm::is_tarball(path)
}

/// Whether the name of a file changes with its content: `assets/`, `entries/` and `search/`, with the hash before the ending, and pinned loaders.
pub fn is_hashed(path: &str) -> bool {
    let path = unpacked(path).map_or(path, |(file, _)| file);
    if loader::is_pinned(path) {
        return true;
    }
    let mut parts = path.rsplit('.');
    let hash = parts.nth(1).filter(|_| parts.next().is_some()).unwrap_or_default();
    let is_hash = hash.len() == 8 && hash.bytes().all(|digit| digit.is_ascii_digit() || matches!(digit, b'a'..=b'f'));
    is_hash && [HASHED, SHARDS, SEARCH].iter().any(|folder| path.starts_with(folder))
}

/// Additions come before changes: nothing that readers have names them yet, and what is changed may name any of them. Within both
/// what is named comes first.
fn stage(path: &str, present: &Present) -> (u8, u8) {
    let rank = rank(path);
    (u8::from(rank > 0 && (rank > 3 || present.contains_key(path))), rank)
}

fn rank(path: &str) -> u8 {
    let file = unpacked(path).map_or(path, |(file, _)| file);
    let is_script = file.starts_with(FRAGMENTS) && assets::content_type(file).starts_with("text/javascript");
    if file == MANIFEST {
        5
    } else if file == LOADER || is_script {
        // They carry the loader, which names assets and reads everything else.
        4
    } else if is_hashed(file) && !loader::is_pinned(file) {
        0
    } else if is_hashed(file) || assets::is_picture(file) {
        1
    } else if [FRAGMENTS, PAGES, oembed::FOLDER].iter().any(|folder| file.starts_with(folder)) {
        2
    } else {
        // Indexes, catalogs, and what else leads to topics.
        3
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::tool::publish::version::Object;

    /// Paths with what stands for their content: `t/a.json=1 index.json=1`.
    fn objects(text: &str) -> Objects {
        let pairs = text.split_whitespace().map(|pair| pair.split_once('=').unwrap());
        pairs.map(|(path, print)| (path.to_owned(), Object { print: print.to_owned(), size: None })).collect()
    }

    fn described(plan: &Plan) -> String {
        let stages: Vec<String> = plan.stages.iter().map(|stage| stage.join(" ")).collect();
        format!("save {} | put {} | remove {}", plan.saves.join(" "), stages.join(" > "), plan.removals.join(" "))
    }

    fn check(base: &str, goal: &str, present: &str, unfinished: Option<&Unfinished>, expected: &str) {
        let (base, goal) = (objects(base), objects(goal));
        let present = present.split_whitespace().map(|path| (path.to_owned(), 1)).collect();
        let standing = Standing { base: ("b", &base), present: &present, unfinished, is_own: true };
        assert_eq!(described(&plan("g", &goal, &standing)), expected);
    }

    const BASE: &str = "assets/glue.00000000.js=1 entries/a.00000000.json=1 art/a.svg=1 t/a.json=1 t/a.js=1 topics/a.html=1 index.json=1 \
                        vital-conditions.js=1 vital-conditions.js.br=1 manifest.json=1";

    fn paths(objects: &str) -> String {
        objects.split_whitespace().map(|pair| pair.split_once('=').unwrap().0).collect::<Vec<_>>().join(" ")
    }

    #[test]
    fn what_is_named_comes_before_what_names_it() {
        check(
            "",
            BASE,
            "",
            None,
            "save  | put assets/glue.00000000.js entries/a.00000000.json > art/a.svg > t/a.json topics/a.html > index.json > \
             t/a.js vital-conditions.js vital-conditions.js.br > manifest.json | remove ",
        );
    }

    #[test]
    fn additions_come_before_changes_and_removals_last() {
        let goal = "assets/glue.11111111.js=2 art/a.svg=1 art/b.svg=2 t/a.json=2 t/b.json=2 topics/a.html=1 index.json=2 \
                    vital-conditions.js=1 vital-conditions.js.br=1 manifest.json=2";
        check(
            BASE,
            goal,
            &paths(BASE),
            None,
            "save index.json manifest.json t/a.js t/a.json | put assets/glue.11111111.js > art/b.svg > t/b.json > t/a.json > index.json > \
             manifest.json | remove t/a.js",
        );
    }

    #[test]
    fn nothing_is_done_where_nothing_has_changed() {
        check(BASE, BASE, &paths(BASE), None, "save  | put  | remove ");
        let lost = paths(BASE).replace("t/a.json ", "").replace("entries/a.00000000.json ", "");
        check(BASE, BASE, &lost, None, "save  | put entries/a.00000000.json > t/a.json | remove ");
    }

    #[test]
    fn what_is_named_out_there_stays() {
        let lasting =
            "versions.json assets/01234567/vital-conditions.js assets/01234567/vital-conditions.js.br npm/vital-conditions-0.1.0.tgz";
        let base = lasting.split(' ').map(|path| format!("{path}=1 ")).collect::<String>() + "manifest.json=1";
        check(&base, "manifest.json=1", &format!("{lasting} manifest.json"), None, "save  | put  | remove ");
    }

    #[test]
    fn a_pinned_loader_comes_after_what_it_names() {
        let goal = "assets/01234567/vital-conditions.js=1 assets/glue.00000000.js=1 vital-conditions.js=1";
        let expected = "save  | put assets/glue.00000000.js > assets/01234567/vital-conditions.js > vital-conditions.js | remove ";
        check("", goal, "", None, expected);
    }

    fn begun(goals: &[&str], changed: &str, added: &str) -> Unfinished {
        let set = |text: &str| text.split_whitespace().map(str::to_owned).collect();
        Unfinished {
            base: Some("b".to_owned()),
            goals: goals.iter().map(|goal| (*goal).to_owned()).collect(),
            back: false,
            changed: set(changed),
            added: set(added),
            saving: set("t/c.json"),
        }
    }

    #[test]
    fn what_an_earlier_run_may_have_changed_is_put_again_and_not_saved_again() {
        let base = "t/a.json=1 t/c.json=1 manifest.json=1";
        let goal = "t/a.json=2 t/b.json=2 t/c.json=1 manifest.json=2 sitemap.xml=2";
        let present = "t/a.json t/b.json t/c.json manifest.json sitemap.xml .vital/versions/b/t/a.json";
        // The sitemap was somebody else's, and may still be.
        let same = begun(&["g"], "t/a.json manifest.json sitemap.xml", "t/b.json");
        check(base, goal, present, Some(&same), "save  | put t/a.json > sitemap.xml > manifest.json | remove ");
        // Another version was begun before: it may have put anything where it was to, and something that this one doesn't have.
        let other = begun(&["f", "g"], "manifest.json", "t/b.json t/d.json");
        let expected = "save  | put t/a.json t/b.json > sitemap.xml > manifest.json | remove t/d.json";
        check(base, goal, &format!("{present} t/d.json"), Some(&other), expected);
    }

    #[test]
    fn a_name_carries_a_hash_only_where_a_build_puts_one() {
        for path in ["assets/glue.0123abcd.js", "assets/glue.0123abcd.js.br", "entries/es/a.0123abcd.json", "entries/~.0123abcd.json"] {
            assert!(is_hashed(path), "{path}");
        }
        for path in
            ["assets/logo.svg", "assets/logo.svg.gz", "entries/a.json", "art/a.0123abcd.svg", "assets/0123abcd.js", "assets/a.0123ABCD.js"]
        {
            assert!(!is_hashed(path), "{path}");
        }
    }
}
