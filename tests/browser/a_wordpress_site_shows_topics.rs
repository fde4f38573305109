//! The plugin in a real WordPress, as readers meet what authors have written there.

use super::titles::{BELONGING, HOME, VOTING};
use super::wordpress::posts::{block, link, loaders, pictured, sent};
use super::wordpress::{User, alone_in_wordpress, in_wordpress};
use serde_json::{Value, json};

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
