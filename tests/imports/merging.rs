//! Importing again: what an editor changed or deleted stays so, and the source's news arrive everywhere else.

use std::collections::BTreeMap;
use std::fs;
use std::path::Path;

use vital_conditions::tool::import::{self, Change, Report};

use super::counting::{fixture, read, request, sample};

/// The change of every file.
fn changes(report: &Report) -> BTreeMap<&str, Change> {
    report.files.iter().map(|outcome| (outcome.file.as_str(), outcome.change)).collect()
}

/// Every file of a folder, with its content.
pub fn listing(folder: &Path) -> BTreeMap<String, Vec<u8>> {
    let mut files = BTreeMap::new();
    for entry in fs::read_dir(folder).unwrap() {
        let entry = entry.unwrap();
        let name = entry.file_name().into_string().unwrap();
        if entry.file_type().unwrap().is_dir() {
            files.insert(format!("{name}/"), Vec::new());
            files.extend(listing(&entry.path()).into_iter().map(|(below, content)| (format!("{name}/{below}"), content)));
        } else {
            files.insert(name, fs::read(entry.path()).unwrap());
        }
    }
    files
}

fn import(source: &Path, into: &Path) -> Report {
    import::import(&request(source, into)).unwrap()
}

#[test]
fn a_second_import_of_the_same_source_changes_nothing() {
    for name in ["wordpress.xml", "rss.xml", "atom.xml", "feed.json", "table.csv", "pages", "medlineplus.xml", "graph.jsonld"] {
        let folder = tempfile::tempdir().unwrap();
        let into = folder.path().join("catalog");
        import(&fixture(name), &into);
        let before = listing(&into);
        let report = import(&fixture(name), &into);
        assert_eq!(listing(&into), before, "{name}");
        assert!(report.files.iter().all(|outcome| outcome.change == Change::Unchanged), "{name}: {report}");
    }
}

#[test]
fn a_dry_run_writes_nothing() {
    let folder = tempfile::tempdir().unwrap();
    let into = folder.path().join("catalog");
    let mut request = request(&fixture("rss.xml"), &into);
    request.dry_run = true;
    let report = import::import(&request).unwrap();
    assert_eq!(report.files.len(), 5);
    assert!(!into.exists() && listing(folder.path()).is_empty());
}

#[test]
fn an_editors_changes_stay_and_news_arrive() {
    let folder = tempfile::tempdir().unwrap();
    let (into, source) = (folder.path().join("catalog"), folder.path().join("rss.xml"));
    // The folder is an editor's already, and has an entry with a name that the feed would take.
    fs::create_dir(&into).unwrap();
    fs::write(into.join("catalog.toml"), "title = \"Ours\"\nlang = \"en\"\nhome = \"a-bench-every-200-steps\"\n").unwrap();
    let own = "+++\ntitle = \"Our own bench\"\nkind = \"topic\"\n+++\n\nOurs.\n";
    fs::write(into.join("a-bench-every-200-steps.md"), own).unwrap();
    fs::write(&source, sample("rss.xml")).unwrap();
    let first = import(&source, &into);
    assert_eq!(changes(&first).len(), 4);
    assert_eq!(changes(&first)["a-bench-every-200-steps-2.md"], Change::New);

    // The editor changes two entries and deletes a third.
    let edited = |name: &str| {
        let path = into.join(name);
        fs::write(&path, fs::read_to_string(&path).unwrap() + "\nAn editor's sentence.\n").unwrap();
        fs::read_to_string(&path).unwrap()
    };
    let bench = edited("a-bench-every-200-steps-2.md");
    let bread = edited("elsewhere-bread-for-all.md");
    fs::remove_file(into.join("listening-to-the-night-shift-the-nurses.md")).unwrap();

    // The source changes one of those, one that nobody touched, and has a new one; the first loses nothing by it.
    let text = sample("rss.xml")
        .replace("<li>Sit.</li>", "<li>Sit down.</li>")
        .replace("two wet winters", "three wet winters")
        .replace("</channel>", "<item><title>News</title><guid>n</guid><description>A <b>new</b> one.</description></item></channel>");
    fs::write(&source, &text).unwrap();
    let second = import(&source, &into);
    assert_eq!(
        changes(&second),
        BTreeMap::from([
            ("a-bench-every-200-steps-2.md", Change::KeptOverNews),
            ("elsewhere-bread-for-all.md", Change::Kept),
            ("the-river-path-re-opened.md", Change::Updated),
            ("listening-to-the-night-shift-the-nurses.md", Change::StaysDeleted),
            ("news.md", Change::New),
        ])
    );
    assert_eq!(fs::read_to_string(into.join("a-bench-every-200-steps-2.md")).unwrap(), bench);
    assert_eq!(fs::read_to_string(into.join("elsewhere-bread-for-all.md")).unwrap(), bread);
    assert_eq!(fs::read_to_string(into.join("a-bench-every-200-steps.md")).unwrap(), own);
    assert!(!into.join("listening-to-the-night-shift-the-nurses.md").exists());
    assert!(fs::read_to_string(into.join("the-river-path-re-opened.md")).unwrap().contains("three wet winters"));
    assert_eq!(
        fs::read_to_string(into.join("catalog.toml")).unwrap(),
        "title = \"Ours\"\nlang = \"en\"\nhome = \"a-bench-every-200-steps\"\n"
    );

    // The source loses an entry: it stays, and is named.
    let start = text.find("<item>\n    <title>The river path").unwrap();
    let end = start + text[start..].find("</item>").unwrap() + "</item>".len();
    fs::write(&source, format!("{}{}", &text[..start], &text[end..])).unwrap();
    let third = import(&source, &into);
    assert_eq!(changes(&third)["the-river-path-re-opened.md"], Change::Gone);
    assert!(into.join("the-river-path-re-opened.md").exists());
    read(&into);
}

#[test]
fn links_to_what_an_editor_deleted_lead_to_the_original() {
    let folder = tempfile::tempdir().unwrap();
    let into = folder.path().join("catalog");
    import(&fixture("rss.xml"), &into);
    fs::remove_file(into.join("the-river-path-re-opened.md")).unwrap();
    import(&fixture("rss.xml"), &into);
    let bench = fs::read_to_string(into.join("a-bench-every-200-steps.md")).unwrap();
    assert!(bench.contains("[the river path](https://notes.example.org/river-path)"), "{bench}");
    read(&into);
}

#[test]
fn two_sources_share_a_folder() {
    let folder = tempfile::tempdir().unwrap();
    let into = folder.path().join("catalog");
    import(&fixture("rss.xml"), &into);
    let second = import(&fixture("atom.xml"), &into);
    assert!(second.files.iter().all(|outcome| outcome.change == Change::New), "{second}");
    let third = import(&fixture("rss.xml"), &into);
    assert!(third.files.iter().all(|outcome| outcome.change == Change::Unchanged), "{third}");
    read(&into);
}

#[test]
fn a_replaced_picture_stays() {
    let folder = tempfile::tempdir().unwrap();
    let into = folder.path().join("catalog");
    import(&fixture("pages"), &into);
    fs::write(into.join("art/valley.svg"), "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 1 1\"/>").unwrap();
    let report = import(&fixture("pages"), &into);
    assert_eq!(changes(&report)["art/valley.svg"], Change::Kept);
    assert!(fs::read_to_string(into.join("art/valley.svg")).unwrap().contains("0 0 1 1"));
}
