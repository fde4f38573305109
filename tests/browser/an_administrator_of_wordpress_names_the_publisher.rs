//! The plugin's settings in a real WordPress: where the widget is published, and who may say so.

use super::stage::Stage;
use super::titles::VOTING;
use super::wordpress::editor::Editor;
use super::wordpress::posts::{block, link, loaders, sent};
use super::wordpress::{User, WordPress, alone_in_wordpress};
use serde_json::{Value, json};

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
fn who_may_not_put_scripts_on_pages_may_not_choose_whose_script_runs() {
    alone_in_wordpress(async |stage, site| {
        let grant = "return get_user_by( 'login', 'author' )->add_cap( 'manage_options', $given );";
        site.run(grant, json!(true));
        site.sign_in(stage, User::Author).await;
        // The field says so, and whatever is sent in its place isn't heeded.
        let said = sent_to_settings(stage, site, &[("host", "https://evil.invalid/"), ("partner", "library")]).await;
        assert_eq!(said, "Settings saved.");
        assert_eq!((kept(site, "host"), kept(site, "partner")), (json!(site.publisher), json!("library")));
        let is_locked = "return document.querySelector('#vital-conditions-host').readOnly";
        assert_eq!(stage.browser.script(is_locked, &[]).await, true);
        site.run(grant, json!(false));
        stage.expect("403");
        stage.browser.goto(&format!("{}/wp-admin/options-general.php?page=vital-conditions", site.address)).await;
        assert_eq!(stage.browser.script("return !!document.querySelector('#vital-conditions-host')", &[]).await, false);
    });
}

#[test]
fn without_a_publisher_the_editor_leads_to_the_settings() {
    alone_in_wordpress(async |stage, site| {
        assert_eq!(
            site.run("return VitalConditions\\default_host();", Value::Null),
            super::site::BASE,
            "the address that it was built with"
        );
        // Now it is one that was built without an address.
        let preset = "$file = VitalConditions\\FOLDER . '/preset.php'; $before = file_get_contents( $file ); \
                      file_put_contents( $file, $given ); return $before;";
        let before = site.run(preset, json!("<?php return '';"));
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
        site.run(preset, before);
    });
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
