//! Every format that can be imported: what a sample holds is in the catalog that is made of it, counted by another way than
//! the importer's own; what is not is in the report. And an import never costs an editor anything.

#[path = "imports/counting.rs"]
mod counting;
#[path = "imports/hostile.rs"]
mod hostile;
#[path = "imports/merging.rs"]
mod merging;

use counting::{Sample, all_between, between, check, entries, entry, sample, unescaped};
use serde_json::{Value, json};
use vital_conditions::tool::import::{Loss, Report};

/// The remarks of a report without their places.
fn remarks(report: &Report, loss: Loss) -> Vec<&str> {
    report.omissions.iter().filter(|omission| omission.loss == loss).map(|omission| omission.what.as_str()).collect()
}

fn kinds(catalog: &Value, kind: &str) -> usize {
    entries(catalog).iter().filter(|entry| entry["kind"] == kind).count()
}

fn unchanged(address: &str) -> String {
    address.to_owned()
}

#[test]
fn a_wordpress_export() {
    let text = sample("wordpress.xml");
    let mut expected = Vec::new();
    for item in all_between(&text, "<item>", "</item>") {
        let field = |name: &str| between(item, &format!("<{name}><![CDATA["), "]]>").map_or("", |(field, _)| field);
        let is_shown = field("wp:status") == "publish" && matches!(field("wp:post_type"), "post" | "page");
        if !is_shown {
            continue;
        }
        let mut html = field("content:encoded").to_owned();
        for (shortcode, meant) in [
            ("[contact-form-7 id=\"77\" title=\"Tell us\"]", ""),
            ("[caption id=\"attachment_33\" align=\"alignnone\" width=\"300\"]", ""),
            // A link around nothing but a picture has no words that could be a link.
            ("<a href=\"https://elmstreet.example.org/wp-content/uploads/bus.jpg\">", ""),
            ("[/caption]", ""),
            ("[audio mp3=\"https://elmstreet.example.org/wp-content/uploads/drivers.mp3\"][/audio]", ""),
        ] {
            html = html.replace(shortcode, meant);
        }
        // The address that WordPress shows as a player is a link to it.
        let player = "\nhttps://video.example.com/watch?v=1\n";
        html = html.replace(player, "<a href=\"https://video.example.com/watch?v=1\">https://video.example.com/watch?v=1</a>");
        expected.push(Sample::of_html(field("title"), &html, |address| match address {
            "https://elmstreet.example.org/join/" => "entry: How to join".to_owned(),
            "https://elmstreet.example.org/?p=12" | "/2026/05/the-garden-behind-the-library/#beds" => {
                "entry: The garden behind the library".to_owned()
            }
            other => other.to_owned(),
        }));
    }
    assert_eq!(expected.len(), 5);
    let (report, catalog) = check("wordpress.xml", &expected);
    // Five that are shown and the page that lists them; the draft is written and not shown.
    assert_eq!((entries(&catalog).len(), report.files.len()), (6, 7));
    assert_eq!((kinds(&catalog, "story"), kinds(&catalog, "topic"), kinds(&catalog, "collection")), (3, 2, 1));
    assert_eq!(catalog["home"], "elm-street-neighbors");
    assert_eq!(catalog["lang"], "en-US");
    let garden = entry(&catalog, "The garden behind the library");
    assert_eq!(garden["image"]["alt"], "Neighbors carry soil in buckets");
    assert_eq!(garden["summary"], "How a gravel lot became a garden for forty-one households.");
    assert_eq!(garden["label"], "Garden");
    let body = garden["body"].as_array().unwrap();
    assert!(body.contains(
        &json!({ "type": "list", "ordered": false, "items": ["Beans, because children like to pick them", "Herbs", "mint", "thyme"] })
    ));
    assert_eq!(remarks(&report, Loss::Changed).len(), 3);
    let left_out = remarks(&report, Loss::LeftOut).join("\n");
    for what in [
        "contact-form-7",
        "a script",
        "maps.example.com",
        "javascript:void(0)",
        "onclick",
        "Summer fair",
        "An old notice",
        "latest-posts",
        "wp:comment",
    ] {
        assert!(left_out.contains(what), "{what}:\n{left_out}");
    }
    let script = report.omissions.iter().find(|omission| omission.what == "a script").unwrap();
    let line = text.lines().position(|line| line.contains("Night bus, first month")).unwrap();
    let place = format!("wordpress.xml:{line}:2: not carried over: a script, in \"Night bus, first month\"");
    assert!(script.to_string().ends_with(&place), "{script}");
}

#[test]
fn an_rss_feed() {
    let text = sample("rss.xml");
    let rename = |address: &str| match address {
        "https://notes.example.org/river-path" => "entry: The river path, re-opened".to_owned(),
        "/benches" => "entry: A bench every 200 steps".to_owned(),
        other => other.to_owned(),
    };
    let items = all_between(&text, "<item>", "</item>");
    let mut expected = Vec::new();
    for item in &items {
        let title = unescaped(between(item, "<title>", "</title>").unwrap().0);
        let content = between(item, "<content:encoded><![CDATA[", "]]>").map(|(html, _)| html.to_owned());
        let escaped = || between(item, "<description>&lt;", "</description>").map(|(html, _)| unescaped(&format!("&lt;{html}")));
        expected.push(Sample::of_html(&title, &content.or_else(escaped).unwrap_or_default(), rename));
    }
    let (_, catalog) = check("rss.xml", &expected);
    assert_eq!((entries(&catalog).len(), kinds(&catalog, "story")), (items.len() + 1, items.len()));
    let bench = entry(&catalog, "A bench every 200 steps");
    assert_eq!(bench["image"]["credit"]["text"], "Mia");
    assert_eq!(bench["summary"], "Why older people walk further where they can sit down.");
    let shift = entry(&catalog, "Listening to the night shift & the nurses");
    assert_eq!(shift["body"][0]["media"], "audio");
    assert_eq!(shift["body"][0]["src"], "https://notes.example.org/audio/night-shift.mp3");
    let bread = entry(&catalog, "Elsewhere: bread for all");
    assert_eq!((&bread["provider"]["name"], &bread["body"]), (&json!("The Bread Paper"), &Value::Null));
    assert_eq!(bread["summary"], "A bakery that sells yesterday's bread for what people can pay.");
}

#[test]
fn an_atom_feed() {
    let text = sample("atom.xml");
    let rename = |address: &str| match address {
        "card.html" => "entry: The library card for everything".to_owned(),
        "tools.html" => "entry: Tools & trust".to_owned(),
        other => other.to_owned(),
    };
    let (xhtml, _) = between(&text, "<content type=\"xhtml\">", "</content>").unwrap();
    // The source of the quotation has an address and no words, so the address stands in for them.
    let xhtml = xhtml.replace("</p></blockquote>", "</p> https://lake.example.org/voices</blockquote>");
    let (html, _) = between(&text, "<content type=\"html\">", "</content>").unwrap();
    let (plain, _) = between(&text, "<content type=\"text\">", "</content>").unwrap();
    let expected = [
        Sample::of_html("Tools & trust", &xhtml, rename),
        Sample::of_html("The library card for everything", &unescaped(html), rename),
        Sample::of_html("Remar juntos", plain, rename),
    ];
    let (_, catalog) = check("atom.xml", &expected);
    assert_eq!(entries(&catalog).len(), text.matches("<entry").count() + 1);
    let row = entry(&catalog, "Remar juntos");
    assert_eq!((&row["lang"], &row["url"]), (&json!("es"), &json!("https://lake.example.org/blog/remar.html")));
    assert_eq!(
        row["body"][2],
        json!({ "type": "media", "media": "video", "src": "https://lake.example.org/video/remar.mp4", "title": "Un domingo en el lago" })
    );
}

#[test]
fn a_json_feed() {
    let feed: Value = serde_json::from_str(&sample("feed.json")).unwrap();
    let items = feed["items"].as_array().unwrap();
    let expected: Vec<Sample> = items
        .iter()
        .map(|item| {
            let title = item["title"].as_str().unwrap();
            let rename = |address: &str| if address == "bread" { "entry: Bread for beginners".to_owned() } else { address.to_owned() };
            match item["content_html"].as_str() {
                Some(html) => Sample::of_html(title, html, rename),
                None => {
                    Sample { title: title.to_owned(), words: counting::words(item["content_text"].as_str().unwrap()), links: Vec::new() }
                }
            }
        })
        .collect();
    let (report, catalog) = check("feed.json", &expected);
    assert_eq!(entries(&catalog).len(), items.len() + 1);
    assert_eq!(entry(&catalog, "Soup on Thursdays")["image"], json!({ "src": "https://hill.example.org/img/table.jpg", "alt": "" }));
    assert_eq!(remarks(&report, Loss::Incomplete).len(), 1);
}

#[test]
fn a_table() {
    let html = "<p>We read applications <em>together</em>.</p><ul><li><a href=\"https://jobs.example.org/cv\">CV help</a></li><li>Coffee</li></ul>";
    let plain = |title, text| Sample::of_html(title, text, unchanged);
    let expected = [
        plain("Food bank", ""),
        plain("The \"open door\" clinic", "Come in on weekdays.\n\nBring *nothing* but yourself, #1 rule."),
        plain("Job club", html),
        plain("Ride share", ""),
    ];
    let (report, catalog) = check("table.csv", &expected);
    assert_eq!((entries(&catalog).len(), kinds(&catalog, "resource")), (5, 2));
    let bank = entry(&catalog, "Food bank");
    assert_eq!(bank["related"], json!(["clinic", "job-club"]));
    assert_eq!(bank["provider"], json!({ "name": "Food Partners", "url": "https://partners.example.org/" }));
    assert_eq!(bank["summary"], "Opens at 8, closes when the shelves are empty.");
    assert_eq!(entry(&catalog, "Job club")["url"], "https://jobs.example.org/?a=1&copy=2");
    assert_eq!(remarks(&report, Loss::LeftOut), ["the column \"internal_note\""]);
}

#[test]
fn a_folder_of_pages() {
    let main = |name: &str| between(&sample(name), "</h1>", "</main>").unwrap().0.to_owned();
    let rename = |address: &str| match address.split('#').next().unwrap() {
        "housing.html" => "entry: Housing".to_owned(),
        "about/team.html" | "./about/team.html" => "entry: The team".to_owned(),
        "index.html" | "../index.html" => "entry: Maple Valley Coalition".to_owned(),
        other => other.to_owned(),
    };
    let housing = main("pages/housing.html").replace("<a href=\"files/plan.pdf\">plan</a>", "plan");
    let team = std::fs::read(counting::fixture("pages/about/team.html")).unwrap();
    let team: String = team.iter().map(|byte| if *byte == 0x97 { '—' } else { char::from(*byte) }).collect();
    let expected = [
        Sample::of_html("Maple Valley Coalition", &main("pages/index.html"), rename),
        Sample::of_html("Housing", &housing, rename),
        Sample::of_html("The team", between(&team, "<body>", "</body>").unwrap().0, rename),
    ];
    let (report, catalog) = check("pages", &expected);
    assert_eq!((entries(&catalog).len(), &catalog["home"]), (3, &json!("maple-valley-coalition")));
    assert_eq!(entry(&catalog, "The team")["id"], "about-team");
    let picture = json!({ "type": "image", "src": "art/valley.svg", "alt": "Hills above a river", "width": 640, "height": 360 });
    assert!(entry(&catalog, "Housing")["body"].as_array().unwrap().contains(&picture));
    assert!(report.files.iter().any(|outcome| outcome.file == "art/valley.svg"));
    assert_eq!(remarks(&report, Loss::LeftOut).len(), 3);
}

#[test]
fn topics_of_medlineplus() {
    let text = sample("medlineplus.xml");
    let rename =
        |address: &str| if address.ends_with("restfulsleep.html") { "entry: Restful Sleep".to_owned() } else { address.to_owned() };
    let mut expected = Vec::new();
    for topic in all_between(&text, "<health-topic ", "</health-topic>") {
        let title = between(topic, "title=\"", "\"").unwrap().0;
        let summary = unescaped(between(topic, "<full-summary>", "</full-summary>").unwrap().0);
        let mut sample = Sample::of_html(title, &summary, rename);
        let names = all_between(topic, "<also-called>", "</also-called>");
        if !names.is_empty() {
            let called = counting::words(&format!("Also called: {}", names.join("; ")));
            sample.words.splice(0..0, called);
        }
        if let Some((institute, _)) = between(topic, "<primary-institute ", "</primary-institute>") {
            sample.words.extend(counting::words(institute.split_once('>').unwrap().1));
            sample.links.push(between(institute, "url=\"", "\"").unwrap().0.to_owned());
        }
        for site in all_between(topic, "<site ", "</site>") {
            let title = unescaped(between(site, "title=\"", "\"").unwrap().0);
            sample.words.extend(counting::words(between(site, "<information-category>", "<").unwrap().0));
            sample.words.push(if title.starts_with("Tables") { "\u{1}tables-for-ten" } else { "\u{1}walking-groups-you" }.to_owned());
            sample.links.push(format!("entry: {title}"));
        }
        expected.push(sample);
    }
    let (_, catalog) = check("medlineplus.xml", &expected);
    assert_eq!((kinds(&catalog, "topic"), kinds(&catalog, "resource"), entries(&catalog).len()), (3, 2, 6));
    let company = entry(&catalog, "Company and Health");
    assert_eq!(company["related"], json!(["restful-sleep"]));
    assert_eq!(company["summary"], "Why being with others is good for body and mind, and how to begin.");
    assert_eq!(entry(&catalog, "Compañía y salud")["lang"], "es");
    let walks = entry(&catalog, "Walking Groups & You");
    assert_eq!((&walks["url"], &walks["provider"]["name"]), (&json!("https://walks.example.org/"), &json!("Walks Society")));
}

#[test]
fn schema_org_data() {
    let data: Value = serde_json::from_str(&sample("graph.jsonld")).unwrap();
    let graph = data["@graph"].as_array().unwrap();
    let text = |index: usize, name: &str| graph[index][name].as_str().unwrap();
    let plain = |title, text: &str| Sample { title, words: counting::words(text), links: Vec::new() };
    let rename = |address: &str| if address.ends_with("/porch") { format!("entry: {}", text(2, "headline")) } else { address.to_owned() };
    let list = graph[5]["itemListElement"].as_array().unwrap();
    let expected = [
        plain(text(2, "headline").to_owned(), text(2, "articleBody")),
        Sample::of_html(text(3, "headline"), text(3, "articleBody"), rename),
        plain(text(4, "name").to_owned(), text(4, "transcript")),
        Sample {
            title: text(5, "name").to_owned(),
            words: list.iter().flat_map(|item| counting::words(item["name"].as_str().unwrap())).collect(),
            links: list.iter().map(|item| rename(item["url"].as_str().unwrap())).collect(),
        },
    ];
    let (report, catalog) = check("graph.jsonld", &expected);
    assert_eq!((entries(&catalog).len(), kinds(&catalog, "story"), kinds(&catalog, "resource")), (5, 2, 1));
    let porch = entry(&catalog, text(2, "headline"));
    assert_eq!(porch["provider"], json!({ "name": "North Side Press", "url": "https://press.example.org/" }));
    assert_eq!(porch["image"]["alt"], "A porch with nine chairs");
    assert_eq!(porch["related"], json!([entry(&catalog, text(3, "headline"))["id"]]));
    assert!(remarks(&report, Loss::LeftOut).contains(&"the piece of data of the type \"Event\""));

    let page = sample("page-with-data.html");
    let shade = Sample::of_html("Shade trees", between(&page, "<body>", "</body>").unwrap().0, unchanged);
    let (_, catalog) = check("page-with-data.html", &[shade]);
    assert_eq!((entries(&catalog).len(), &entries(&catalog)[0]["reviewed"]), (1, &json!("2026-03-01")));
}
