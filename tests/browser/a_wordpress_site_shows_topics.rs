//! The plugin in a real WordPress, as those who write, read and administer its site meet it.

use super::driver::Browser;
use super::stage::Stage;
use super::titles::{BELONGING, HOME, VOTING};
use super::wordpress::editor::Editor;
use super::wordpress::{User, WordPress, alone_in_wordpress, in_wordpress};
use serde_json::{Value, json};

#[test]
fn an_author_chooses_a_topic_by_keyboard_and_readers_see_it() {
    in_wordpress(async |stage, site| {
        stage.expect(REFUSED);
        site.sign_in(stage, User::Author).await;
        let editor = Editor::open(stage, site, None).await;
        editor.begin("How we vote").await;
        editor.insert_block().await;
        editor.choose("voti").await;
        editor.previews(0, VOTING).await;
        stage.browser.screenshot("wordpress-editor").await;
        let before = stage.browser.url().await;
        editor.click_a_link().await;
        assert_eq!((stage.browser.url().await, stage.browser.windows().await), (before, 1), "a click in the preview goes nowhere");
        let selected = "return wp.data.select('core/block-editor').getSelectedBlock()?.name";
        assert_eq!(editor.script(selected).await, "vital-conditions/topic", "it selects the block");
        let (post, address) = editor.publish().await;

        let saved = site.run("return get_post( $given )->post_content;", json!(post));
        let link = link(site, "voting", VOTING);
        assert_eq!(saved, json!(block(r#"{"topic":"voting"}"#, &link)));
        stage.browser.goto("about:blank").await;
        stage.browser.devtools("Network.clearBrowserCookies", json!({})).await;
        pictured(stage, &address, "wordpress-block").await;
        stage.widget().shows(VOTING).await;
        assert_eq!(loaders(&stage.browser).await, json!([[format!("{}vital-conditions.js", site.publisher), true, "anonymous"]]));
        assert_eq!(sent(&stage.browser, &address).await, [format!("<vital-conditions topic=\"voting\">{link}</vital-conditions>")]);
    });
}

#[test]
fn a_shortcode_shows_a_topic_as_it_says() {
    in_wordpress(async |stage, site| {
        let all = "[vital-conditions topic=\"humane-housing\" layout=\"compact\" theme=\"dark\" lang=\"es-MX\" heading-level=\"3\" loading=\"eager\" \
                   images=\"any\" partner=\"library\" colour=\"red\"]";
        let address = site.publish(User::Author, all);
        pictured(stage, &address, "wordpress-shortcode").await;
        stage.widget().shows("Vivienda digna").await;
        assert_eq!(stage.widget().role("heading", "Vivienda digna").one().await.tag().await, "h3");
        let expected = format!(
            "<vital-conditions topic=\"humane-housing\" lang=\"es-MX\" layout=\"compact\" theme=\"dark\" heading-level=\"3\" loading=\"eager\" images=\"any\">\
             {}</vital-conditions>",
            link(site, "es/humane-housing", "Vivienda digna")
        );
        assert_eq!(sent(&stage.browser, &address).await, [expected]);
    });
}

#[test]
fn what_a_shortcode_says_wrongly_counts_as_unsaid() {
    in_wordpress(async |stage, site| {
        let address = site.publish(
            User::Author,
            "[vital-conditions layout=\"CARDS\" theme=\"sepia\" lang=\"?\" heading-level=\"6\" loading=\"\" images]",
        );
        stage.browser.goto(&address).await;
        stage.widget().shows(HOME).await;
        let expected = format!("<vital-conditions>{}</vital-conditions>", link(site, "seven-vital-conditions", HOME));
        assert_eq!(sent(&stage.browser, &address).await, [expected]);
    });
}

#[test]
fn the_script_comes_once_with_topics_and_not_without() {
    in_wordpress(async |stage, site| {
        let voting = block(r#"{"topic":"voting","layout":"cards"}"#, &link(site, "voting", VOTING));
        let both = site.publish(User::Author, &format!("{voting}\n\n[vital-conditions topic=\"belonging-and-civic-muscle\"]"));
        let neither = site.publish(User::Author, "Nothing but text.");
        stage.browser.goto(&both).await;
        stage.widget().shows(VOTING).await;
        stage.browser.script("document.querySelectorAll('vital-conditions')[1].scrollIntoView()", &[]).await;
        stage.nth(1).shows(BELONGING).await;
        assert_eq!(loaders(&stage.browser).await.as_array().map(Vec::len), Some(1));
        stage.browser.goto(&neither).await;
        assert_eq!(loaders(&stage.browser).await, json!([]));
        let feed = "return fetch(arguments[0]).then(answer => answer.text())";
        let feed = stage.browser.script(feed, &[format!("{}/feed/", site.address).into()]).await;
        let feed = feed.as_str().unwrap_or_default();
        assert!(feed.contains(&link(site, "voting", VOTING)) && !feed.contains("<vital-conditions"), "{feed}");
    });
}

#[test]
fn a_pasted_link_becomes_the_topic() {
    in_wordpress(async |stage, site| {
        stage.expect(REFUSED);
        site.sign_in(stage, User::Author).await;
        let editor = Editor::open(stage, site, None).await;
        editor.begin("A link").await;
        editor.paste(&format!("{}topics/belonging-and-civic-muscle.html#vital-title", site.publisher)).await;
        editor.previews(0, BELONGING).await;
        editor.until("the title", "return canvas.querySelector('vital-conditions a').textContent.startsWith('Belonging')").await;
        let (_, address) = editor.publish().await;
        stage.browser.goto(&address).await;
        stage.widget().shows(BELONGING).await;
        let expected = |more: &str, link: &str| format!("<vital-conditions {more}>{link}</vital-conditions>");
        let belonging = expected("topic=\"belonging-and-civic-muscle\"", &link(site, "belonging-and-civic-muscle", BELONGING));
        assert_eq!(sent(&stage.browser, &address).await, [belonging.as_str()]);

        // As older posts and other editors have it.
        let url = |id: &str| format!("{}topics/{id}.html", site.publisher);
        let embed = format!(
            "<!-- wp:embed {{\"url\":\"{0}\"}} -->\n<figure class=\"wp-block-embed\"><div class=\"wp-block-embed__wrapper\">\n{0}\n</div></figure>\n<!-- /wp:embed -->",
            url("es/humane-housing")
        );
        let housing = expected("topic=\"humane-housing\" lang=\"es\"", &link(site, "es/humane-housing", "Vivienda digna"));
        for (content, element) in [(url("belonging-and-civic-muscle"), belonging), (embed, housing)] {
            assert_eq!(sent(&stage.browser, &site.publish(User::Author, &content)).await, [element]);
        }
    });
}

#[test]
fn a_post_is_edited_again_on_a_small_screen_too() {
    in_wordpress(async |stage, site| {
        stage.expect(REFUSED);
        // What strips scripts from an author's texts writes signs in its own way.
        let link = link(site, "voting", "Q &amp; A &lt;b&gt; “quoted”");
        let address = site.publish(User::Author, &block(r#"{"topic":"voting","theme":"dark"}"#, &link));
        let expected = format!("<vital-conditions topic=\"voting\" theme=\"dark\">{link}</vital-conditions>");
        site.sign_in(stage, User::Author).await;
        stage.browser.goto(&address).await;
        assert_eq!(sent(&stage.browser, &address).await, [expected]);
        let post = site.run("return url_to_postid( $given );", json!(address)).as_u64();
        let editor = Editor::open(stage, site, post).await;
        editor.previews(0, VOTING).await;
        assert!(editor.takes_all_blocks().await);
        editor.show_on_a_telephone().await;
        editor.previews(0, VOTING).await;
        stage.browser.screenshot("wordpress-editor-telephone").await;
    });
}

#[test]
fn an_editor_hears_that_the_publisher_does_not_answer() {
    in_wordpress(async |stage, site| {
        for expected in [REFUSED, "ERR_BLOCKED_BY_CLIENT", "/index.json"] {
            stage.expect(expected);
        }
        site.sign_in(stage, User::Author).await;
        stage.browser.devtools("Network.enable", json!({})).await;
        stage.browser.devtools("Network.setBlockedURLs", json!({ "urls": ["*/index.json"] })).await;
        let editor = Editor::open(stage, site, None).await;
        editor.begin("A post").await;
        editor.insert_block().await;
        let fault = "const notice = canvas.querySelector('[data-type=\"vital-conditions/topic\"] .components-notice'); return notice && notice.textContent";
        let fault = editor.until("the fault", fault).await;
        let expected = format!("The topics could not be fetched from {}: Failed to fetch", site.publisher);
        assert!(fault.as_str().unwrap_or_default().contains(&expected), "{fault}");
        stage.browser.screenshot("wordpress-editor-fault").await;
        stage.browser.devtools("Network.setBlockedURLs", json!({ "urls": [] })).await;
        editor.script("canvas.querySelector('[data-type=\"vital-conditions/topic\"] button').click()").await;
        editor.choose("voti").await;
        editor.previews(0, VOTING).await;
    });
}

#[test]
fn whatever_is_written_comes_out_as_text() {
    alone_in_wordpress(async |stage, site| {
        let breaking = "\"'><img src=x onerror=window.broken=1><script>window.broken=1</script>";
        let settings = json!({ "host": site.publisher, "metrics": format!("{}counts{breaking}", site.publisher), "partner": breaking });
        site.run("return update_option( 'vital_conditions', $given );", settings);
        let json = |value: Value| value.to_string().replace('<', "\\u003c").replace('>', "\\u003e").replace("--", "\\u002d\\u002d");
        let attributes = json(json!({
            "topic": breaking, "lang": breaking, "layout": breaking, "theme": breaking, "headingLevel": breaking, "loading": breaking,
            "images": breaking, "partner": breaking, "className": breaking, "onclick": "window.broken=1",
        }));
        let evil = "<a href=\"javascript:window.broken=1\" onclick=\"window.broken=1\">A<img src=x onerror=window.broken=1></a>";
        let mut content = block(&attributes, evil) + "\n\n" + &block(r#"{"topic":"voting"}"#, evil);
        for name in [
            "topic",
            "lang",
            "layout",
            "theme",
            "heading-level",
            "loading",
            "images",
            "partner",
            "metrics",
            "catalog",
            "overlay",
            "onclick",
        ] {
            // Each kind of quotation marks in the other.
            content += &format!(
                "\n\n[vital-conditions {name}='\" onmouseover=\"window.broken=1\" a=\"']\n\n[vital-conditions {name}=\"' onmouseover='window.broken=1\"]"
            );
            content += &format!("\n\n[vital-conditions {name}='javascript:window.broken=1']");
        }
        for user in [User::Admin, User::Author] {
            let address = site.publish(user, &content);
            stage.expect("404");
            stage.browser.goto(&address).await;
            let elements = "return [...document.querySelectorAll('vital-conditions')].flatMap(one => [one, ...one.querySelectorAll('*')]) \
                            .map(one => [one.localName, ...[...one.attributes].map(({ name }) => name)].join(' '))";
            let known = ["vital-conditions topic metrics partner", "vital-conditions metrics partner", "a href"];
            let found: Vec<String> = serde_json::from_value(stage.browser.script(elements, &[]).await).expect("texts");
            assert!(found.len() > 38 && found.iter().all(|one| known.contains(&one.as_str())), "{found:#?}");
            let links = "return [...document.querySelectorAll('vital-conditions a')].every(link => link.protocol === 'http:')";
            assert_eq!(stage.browser.script(links, &[]).await, true);
            stage.browser.script("document.querySelectorAll('vital-conditions, vital-conditions *').forEach(one => { one.dispatchEvent(new Event('mouseover')); one.dispatchEvent(new Event('click')) })", &[]).await;
            assert_eq!(stage.browser.script("return window.broken === undefined", &[]).await, true);
        }
        stage.browser.goto("about:blank").await;
    });
}

#[test]
fn the_settings_take_no_address_at_which_nothing_is_published() {
    alone_in_wordpress(async |stage, site| {
        site.sign_in(stage, User::Admin).await;
        let elsewhere = site.upload("elsewhere/index.json", r#"{ "version": 1 }"#);
        let elsewhere = elsewhere.trim_end_matches("index.json");
        for (address, expected) in [
            ("well-being", "“well-being” is no address of a folder. Name the whole of it, such as https://example.org/vital/.".to_owned()),
            ("javascript://example.org/%0Aalert(1)", "“javascript://example.org/%0Aalert(1)” is no address of a folder.".to_owned()),
            (
                "http://127.0.0.1:1/vital",
                "http://127.0.0.1:1/vital/index.json could not be fetched: A valid URL was not provided.".to_owned(),
            ),
            (
                &format!("{}topics?a#b", site.publisher),
                format!("{}topics/index.json answered with the status 404, so nothing is published there.", site.publisher),
            ),
            (elsewhere, format!("{elsewhere}index.json is no index of topics, so the widget is not published there.")),
        ] {
            let said = sent_to_settings(stage, site, &[("host", address), ("partner", "library")]).await;
            assert!(said.starts_with(&expected) && said.ends_with("What was set before is kept."), "{address}: {said}");
            assert_eq!(kept(site, "host"), site.publisher.as_str(), "{address}");
        }
        stage.browser.screenshot("wordpress-settings").await;
        assert_eq!(kept(site, "partner"), "library");
        let said = sent_to_settings(stage, site, &[("metrics", "counts")]).await;
        assert!(said.starts_with("“counts” is no address that counts can be sent to."), "{said}");

        let saved = "Settings saved.";
        let publisher = site.publisher.trim_end_matches('/');
        assert_eq!(sent_to_settings(stage, site, &[("host", "")]).await, saved);
        assert_eq!(kept(site, "host"), "");
        assert_eq!(sent_to_settings(stage, site, &[("host", publisher), ("metrics", "/counts")]).await, saved);
        assert_eq!(kept(site, "host"), site.publisher.as_str(), "with a slash at its end");
        let address = site.publish(User::Author, "[vital-conditions topic=\"voting\"]");
        let expected = format!(
            "<vital-conditions topic=\"voting\" metrics=\"/counts\" partner=\"library\">{}</vital-conditions>",
            link(site, "voting", VOTING)
        );
        assert_eq!(sent(&stage.browser, &address).await, [expected]);
    });
}

#[test]
fn without_a_publisher_the_editor_leads_to_the_settings() {
    alone_in_wordpress(async |stage, site| {
        // The plugin knows the publisher that it was built for, which is not there.
        let preset = "return array( VitalConditions\\default_host(), file_put_contents( VitalConditions\\FOLDER . '/preset.php', '<?php return \\'\\';' ) );";
        assert_eq!(site.run(preset, Value::Null)[0], super::site::BASE);
        site.run("return delete_option( 'vital_conditions' );", Value::Null);
        site.sign_in(stage, User::Admin).await;
        let address = site.publish(User::Admin, &block(r#"{"topic":"voting"}"#, &link(site, "voting", VOTING)));
        stage.browser.goto(&address).await;
        assert_eq!(loaders(&stage.browser).await, json!([]));
        let shown = "const link = document.querySelector('.wp-block-vital-conditions-topic a'); return link.textContent";
        assert_eq!(stage.browser.script(shown, &[]).await, VOTING);
        let post = site.run("return url_to_postid( $given );", json!(address)).as_u64();
        let editor = Editor::open(stage, site, post).await;
        let lead = "return canvas.querySelector('[data-type=\"vital-conditions/topic\"] a.is-primary')?.href";
        let lead = editor.until("the way to the settings", lead).await;
        assert_eq!(lead, format!("{}/wp-admin/options-general.php?page=vital-conditions", site.address));
    });
}

#[test]
fn without_the_plugin_the_page_reads_on_and_nothing_is_kept() {
    alone_in_wordpress(async |stage, site| {
        let address = site.publish(
            User::Author,
            &format!("{}\n\n[vital-conditions topic=\"voting\"]", block(r#"{"topic":"voting"}"#, &link(site, "voting", VOTING))),
        );
        stage.browser.goto(&address).await;
        stage.widget().shows(VOTING).await;
        let kept = "return array( get_option( 'vital_conditions' ), get_transient( 'vital_conditions_known' ) );";
        let before = site.run(kept, Value::Null);
        assert!(before[0].is_object() && before[1].is_object(), "{before}");

        let plugin = "'vital-conditions/vital-conditions.php'";
        let deactivate = format!("require_once ABSPATH . 'wp-admin/includes/plugin.php'; return deactivate_plugins( {plugin} );");
        site.run(&deactivate, Value::Null);
        stage.browser.goto(&address).await;
        let page = "return [...document.querySelectorAll('.wp-block-vital-conditions-topic')].map(one => one.outerHTML)";
        let expected = format!("<p class=\"wp-block-vital-conditions-topic\">{}</p>", link(site, "voting", VOTING));
        assert_eq!(stage.browser.script(page, &[]).await, json!([expected]));
        assert_eq!(loaders(&stage.browser).await, json!([]));

        let uninstall = format!("require_once ABSPATH . 'wp-admin/includes/plugin.php'; return uninstall_plugin( {plugin} );");
        assert_eq!(site.run(&uninstall, Value::Null), true);
        assert_eq!(site.run(kept, Value::Null), json!([false, false]));
    });
}

/// What WordPress's editor asks of WordPress although an author may not, is answered with the status 403.
const REFUSED: &str = "/wp-json/wp/v2/";

/// The loader's tags on the page, with the attributes that they need.
async fn loaders(browser: &Browser) -> Value {
    let tags =
        "return [...document.querySelectorAll('script[src$=\"vital-conditions.js\"]')].map(tag => [tag.src, tag.async, tag.crossOrigin])";
    browser.script(tags, &[]).await
}

/// The elements on a page as they are sent, before scripts have seen them.
async fn sent(browser: &Browser, address: &str) -> Vec<String> {
    let fetch = "return fetch(arguments[0]).then(answer => answer.text()).then(text => text.match(/<vital-conditions[^]*?<\\/vital-conditions>/g) || [])";
    serde_json::from_value(browser.script(fetch, &[address.into()]).await).expect("texts")
}

/// Sends the settings' form with these fields changed, and gives what the page says then.
async fn sent_to_settings(stage: &Stage, site: &WordPress, fields: &[(&str, &str)]) -> String {
    stage.browser.goto(&format!("{}/wp-admin/options-general.php?page=vital-conditions", site.address)).await;
    for (name, value) in fields {
        let fill = "document.getElementById(`vital-conditions-${arguments[0]}`).value = arguments[1]";
        stage.browser.script(fill, &[(*name).into(), (*value).into()]).await;
    }
    stage.browser.script("document.querySelector('#submit').click()", &[]).await;
    let said = "const said = document.querySelector('.settings-error p'); return said && said.textContent";
    let said = stage.browser.until("what the page says", said, &[]).await;
    said.as_str().unwrap_or_default().to_owned()
}

fn kept(site: &WordPress, name: &str) -> Value {
    site.run("return VitalConditions\\settings()[ $given ];", json!(name))
}

fn link(site: &WordPress, page: &str, title: &str) -> String {
    format!("<a href=\"{}topics/{page}.html\">{title}</a>", site.publisher)
}

/// A block as the editor saves it.
fn block(attributes: &str, link: &str) -> String {
    format!(
        "<!-- wp:vital-conditions/topic {attributes} -->\n<p class=\"wp-block-vital-conditions-topic\">{link}</p>\n<!-- /wp:vital-conditions/topic -->"
    )
}

/// Shows a page as wide as a telephone and as wide as a desk's screen, with a picture of each, and nothing sticks out sideways.
async fn pictured(stage: &Stage, address: &str, name: &str) {
    for width in [390, 1280] {
        stage.browser.resize(width, 900).await;
        stage.browser.goto(address).await;
        stage.widget().any("article").one().await;
        stage
            .widget()
            .until("every picture in view", "return [...root.querySelectorAll('img')].slice(0, 1).every(one => one.complete)")
            .await;
        assert_eq!(stage.browser.script("return document.documentElement.scrollWidth > innerWidth", &[]).await, false, "{width}");
        stage.browser.settle().await;
        stage.browser.screenshot(&format!("{name}-{width}")).await;
    }
}
