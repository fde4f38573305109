//! Many entries of the kind that a real catalog has, each like no other, and the same ones as a site of Hugo.

use std::fmt::Write;
use std::fs;
use std::path::Path;

use super::words::{Dice, WORDS};

/// A catalog of so many entries. Writes nothing where it is there already.
pub fn write(folder: &Path, entries: usize) {
    if folder.join("catalog.toml").exists() {
        return;
    }
    fs::create_dir_all(folder.join("art")).expect("the folder can be made");
    for picture in 0..20 {
        let svg = format!(
            r##"<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 640 360"><circle cx="{picture}" cy="9" r="9" fill="#a33"/></svg>"##
        );
        fs::write(folder.join(format!("art/p{picture}.svg")), svg).expect("a picture can be written");
    }
    let mut dice = Dice(7);
    for entry in 0..entries {
        fs::write(folder.join(format!("entry-{entry}.md")), markdown(&mut dice, entry, entries)).expect("an entry can be written");
    }
    fs::write(folder.join("catalog.toml"), "title = \"Sample\"\nlang = \"en\"\nhome = \"entry-0\"\n").expect("the facts can be written");
}

/// Changes one entry.
pub fn touch(folder: &Path, round: usize) {
    let path = folder.join("entry-9.md");
    let text = fs::read_to_string(&path).expect("the entry is there");
    let changed =
        text.split("\n\nRound").next().unwrap_or_default().to_owned() + &format!("\n\nRound {round} of {}.\n", std::process::id());
    fs::write(&path, changed).expect("the entry can be written");
}

fn markdown(dice: &mut Dice, entry: usize, entries: usize) -> String {
    // The next one is related, so that all can be reached.
    let mut near = vec![(entry + 1) % entries];
    while near.len() < 8.min(entries) {
        let other = dice.next(entries);
        if other != entry && !near.contains(&other) {
            near.push(other);
        }
    }
    let related: Vec<String> = near.iter().map(|near| format!("\"entry-{near}\"")).collect();
    let kind = if entry < 7 { "condition" } else { ["topic", "topic", "story"][entry % 3] };
    let mut text = format!(
        "+++\ntitle = \"Entry {entry} on {} and {}\"\nkind = \"{kind}\"\nsummary = \"{}\"\ncondition = \"entry-{}\"\nrelated = [{}]\n\
         image = {{ src = \"art/p{}.svg\", alt = \"A circle near the corner, number {entry}.\" }}\nreviewed = \"2026-11-01\"\n+++\n\n",
        WORDS[dice.next(28)],
        WORDS[dice.next(28)],
        dice.sentences(2),
        entry % 7.min(entries),
        related.join(", "),
        entry % 20,
    );
    let link = |near: usize| format!("[entry {near} and its people](entry-{near}.md)");
    let _ = write!(text, "{} See {}. {}\n\n", dice.sentences(3), link(near[1 % near.len()]), dice.sentences(2));
    let _ = write!(text, "{} **{}** {}\n\n", dice.sentences(2), dice.sentence(), dice.sentences(2));
    let _ = write!(text, "## What a community can do\n\n- {}\n- {}\n- {}\n\n", dice.sentence(), dice.sentence(), dice.sentence());
    let _ = write!(text, "> {}\n>\n> — [The report, page {entry}](https://report.example/{entry})\n\n", dice.sentence());
    let _ = write!(text, "{} More at [a site elsewhere](https://site{}.example/a).\n\n", dice.sentences(4), entry % 50);
    let _ = write!(text, "## Near this {{.section}}\n\n{}\n\n- {}\n- {}\n", dice.sentence(), link(near[0]), link(near[2 % near.len()]));
    text
}

/// The same files as content of a site of Hugo, with a page an entry and cards of what is related.
pub fn write_hugo(ours: &Path, site: &Path) {
    if site.join("hugo.done").exists() {
        return;
    }
    for folder in ["content/topics", "layouts/_default/_markup", "layouts/partials", "static/art"] {
        fs::create_dir_all(site.join(folder)).expect("the folder can be made");
    }
    for entry in fs::read_dir(ours).expect("the sample is there").flatten() {
        let name = entry.file_name().to_string_lossy().into_owned();
        if name.ends_with(".md") {
            fs::copy(entry.path(), site.join("content/topics").join(name)).expect("an entry can be copied");
        }
    }
    for entry in fs::read_dir(ours.join("art")).expect("the pictures are there").flatten() {
        fs::copy(entry.path(), site.join("static/art").join(entry.file_name())).expect("a picture can be copied");
    }
    let files = [
        (
            "config.toml",
            "baseURL = \"https://site.example/\"\ntitle = \"Sample\"\ndisableKinds = [\"taxonomy\", \"term\", \"RSS\", \"sitemap\", \"home\", \"section\"]\nuglyURLs = true\n",
        ),
        (
            "layouts/_default/single.html",
            "<!doctype html><html lang=\"en\"><head><meta charset=\"utf-8\"><title>{{ .Title }}</title>\
             <meta name=\"description\" content=\"{{ .Params.summary }}\"></head><body><article><header><p>{{ .Params.kind }}</p>\
             <h1>{{ .Title }}</h1></header>{{ with .Params.image }}<img src=\"/{{ .src }}\" alt=\"{{ .alt }}\" width=\"640\" height=\"360\">{{ end }}\
             {{ .Content }}<nav><h2>Related topics</h2><ul>{{ range .Params.related }}{{ partial \"card.html\" . }}{{ end }}</ul></nav></article></body></html>\n",
        ),
        (
            "layouts/partials/card.html",
            "{{ with site.GetPage (printf \"/topics/%s.md\" .) }}<li><p>{{ .Params.kind }}</p><p><a href=\"{{ .RelPermalink }}\">{{ .Title }}</a></p>\
             {{ with .Params.image }}<img src=\"/{{ .src }}\" alt=\"{{ .alt }}\" width=\"640\" height=\"360\" loading=\"lazy\">{{ end }}</li>{{ end }}",
        ),
        (
            "layouts/_default/_markup/render-link.html",
            "<a href=\"{{ if strings.HasSuffix .Destination \".md\" }}{{ strings.TrimSuffix \".md\" .Destination }}.html{{ else }}{{ .Destination }}{{ end }}\">{{ .Text | safeHTML }}</a>",
        ),
        ("hugo.done", ""),
    ];
    for (name, text) in files {
        fs::write(site.join(name), text).expect("the site's files can be written");
    }
}
