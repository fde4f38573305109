//! The block editor of a real WordPress: an author who may not write scripts chooses a topic, sees it, and publishes it.

use super::titles::{BELONGING, VOTING};
use super::wordpress::editor::Editor;
use super::wordpress::posts::{block, link, loaders, pictured, sent};
use super::wordpress::{User, in_wordpress};
use serde_json::json;

#[test]
fn by_keyboard_and_readers_see_it() {
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
fn by_pasting_its_link() {
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
fn and_another_later_on_a_small_screen() {
    in_wordpress(async |stage, site| {
        stage.expect(REFUSED);
        // What strips scripts from an author's texts writes signs in its own way.
        let voting = link(site, "voting", "Q &amp; A &lt;b&gt; “quoted”");
        let address = site.publish(User::Author, &block(r#"{"topic":"voting","theme":"dark"}"#, &voting));
        let expected = format!("<vital-conditions topic=\"voting\" theme=\"dark\">{voting}</vital-conditions>");
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
        editor.choose_another("racis").await;
        editor.previews(0, "Racism").await;
        let (_, address) = editor.publish().await;
        stage.browser.goto(&address).await;
        let expected = format!("<vital-conditions topic=\"racism\" theme=\"dark\">{}</vital-conditions>", link(site, "racism", "Racism"));
        assert_eq!(sent(&stage.browser, &address).await, [expected]);
    });
}

#[test]
fn and_hears_when_the_publisher_does_not_answer() {
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

/// What WordPress's editor asks of WordPress although an author may not, is answered with the status 403.
const REFUSED: &str = "/wp-json/wp/v2/";
