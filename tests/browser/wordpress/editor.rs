//! WordPress's block editor, by keyboard. What is edited is in the page itself or, in some versions, in a frame.

use super::WordPress;
use crate::driver::Browser;
use crate::keys::{CONTROL, RETURN, TAB};
use crate::stage::Stage;
use serde_json::{Value, json};

pub struct Editor<'a> {
    browser: &'a Browser,
}

/// Where the content is: `canvas` is a document.
const CANVAS: &str = "const canvas = (document.querySelector('iframe[name=editor-canvas]') || {}).contentDocument || document; ";

impl Editor<'_> {
    /// Opens the editor for a post, or for a new one.
    pub async fn open<'a>(stage: &'a Stage, site: &WordPress, post: Option<u64>) -> Editor<'a> {
        let page = post.map_or_else(|| "post-new.php".to_owned(), |post| format!("post.php?post={post}&action=edit"));
        stage.browser.goto(&format!("{}/wp-admin/{page}", site.address)).await;
        let editor = Editor { browser: &stage.browser };
        editor
            .until(
                "the editor",
                "return !!canvas.querySelector('.editor-post-title [contenteditable], .editor-post-title[contenteditable]')",
            )
            .await;
        editor
    }

    /// Runs the body of a function where `canvas` is the document of the content, until it answers something true.
    pub async fn until(&self, what: &str, body: &str) -> Value {
        self.browser.until(what, &format!("{CANVAS}{body}"), &[]).await
    }

    pub async fn script(&self, body: &str) -> Value {
        self.browser.script(&format!("{CANVAS}{body}"), &[]).await
    }

    pub async fn write(&self, text: &str) {
        self.browser.press(&text.chars().collect::<Vec<_>>()).await;
    }

    /// Begins a post: its title, and then an empty paragraph, which has the focus.
    pub async fn begin(&self, title: &str) {
        self.script("canvas.querySelector('.editor-post-title[contenteditable], .editor-post-title [contenteditable]').focus()").await;
        self.write(title).await;
        self.browser.press(&[RETURN]).await;
        self.until("an empty paragraph", "return canvas.activeElement.matches('[data-type=\"core/paragraph\"]')").await;
    }

    /// Adds the plugin's block, by its name in the list that a slash opens.
    pub async fn insert_block(&self) {
        self.write("/vital").await;
        // What is offered changes with every letter.
        let offered = "const options = document.querySelectorAll('[role=option]'); \
                       return options.length === 1 && options[0].textContent.includes('Vital Conditions topic')";
        self.until("the block as the only one that is offered", offered).await;
        self.browser.press(&[RETURN]).await;
        self.until("the block", "return !!canvas.querySelector('[data-type=\"vital-conditions/topic\"]')").await;
    }

    /// Chooses the one topic that has this part in its title, in the block that was inserted last.
    pub async fn choose(&self, part: &str) {
        self.until("the picker", "return !!canvas.querySelector('.components-combobox-control input')").await;
        self.until("the focus in the block", "return !!canvas.activeElement.closest('[data-type=\"vital-conditions/topic\"]')").await;
        if self.script("return canvas.activeElement.localName").await != "input" {
            self.browser.press(&[TAB]).await;
        }
        self.write(part).await;
        self.until("one topic", "return canvas.querySelectorAll('.components-combobox-control [role=option]').length === 1").await;
        self.browser.press(&[RETURN]).await;
    }

    /// Has the first of the plugin's blocks ask for another topic, by the button above it.
    pub async fn choose_another(&self, part: &str) {
        let select = "const block = canvas.querySelector('[data-type=\"vital-conditions/topic\"]').dataset.block; \
                      wp.data.dispatch('core/block-editor').selectBlock(block)";
        self.script(select).await;
        let button = "const button = [...document.querySelectorAll('button')].find(one => one.textContent === 'Choose another topic'); \
                      if (button) button.focus(); return !!button";
        self.until("the button", button).await;
        self.browser.press(&[RETURN]).await;
        self.choose(part).await;
    }

    /// Waits until a block's preview shows a topic.
    pub async fn previews(&self, nth: usize, title: &str) {
        let shows = format!(
            "const widget = canvas.querySelectorAll('vital-conditions')[{nth}]; const title = widget?.shadowRoot?.querySelector('article .title'); \
             return title?.textContent === {title:?}"
        );
        self.until("the preview", &shows).await;
    }

    /// Whether the editor takes every block for what it has saved.
    pub async fn takes_all_blocks(&self) -> bool {
        self.until("the blocks", "return wp.data.select('core/block-editor').getBlockCount() > 0").await;
        self.script("return wp.data.select('core/block-editor').getBlocks().every(block => block.isValid)").await == true
    }

    /// Shows the content as wide as on a telephone, in a frame.
    pub async fn show_on_a_telephone(&self) {
        let set = "const { setDeviceType } = wp.data.dispatch('core/editor'); \
                   (setDeviceType || wp.data.dispatch('core/edit-post').__experimentalSetPreviewDeviceType)('Mobile')";
        self.script(set).await;
        self.until("the frame", "return canvas !== document && canvas.defaultView.innerWidth < 500").await;
    }

    /// Pastes a text that was copied elsewhere.
    pub async fn paste(&self, text: &str) {
        self.browser
            .devtools("Browser.grantPermissions", json!({ "permissions": ["clipboardReadWrite", "clipboardSanitizedWrite"] }))
            .await;
        self.browser.script("return (top || window).navigator.clipboard.writeText(arguments[0])", &[text.into()]).await;
        self.browser.chord(CONTROL, 'v').await;
    }

    /// Publishes the post by its two buttons, or updates one that is public by its one, and gives its id and address.
    pub async fn publish(&self) -> (u64, String) {
        let is_new = self.script("return !wp.data.select('core/editor').isCurrentPostPublished()").await == true;
        let buttons: &[&str] = match is_new {
            true => &[".editor-post-publish-panel__toggle", ".editor-post-publish-panel .editor-post-publish-button"],
            false => &[".editor-post-publish-button"],
        };
        for button in buttons {
            let ready = format!(
                "const button = document.querySelector('{button}:not([aria-disabled=true])'); if (button) button.focus(); return !!button"
            );
            self.until(button, &ready).await;
            self.browser.press(&[RETURN]).await;
        }
        self.until("the post is published", "const post = wp.data.select('core/editor'); return post.isCurrentPostPublished() && !post.isSavingPost() && !post.isEditedPostDirty()").await;
        let post =
            self.script("const editor = wp.data.select('core/editor'); return [editor.getCurrentPostId(), editor.getPermalink()]").await;
        (post[0].as_u64().expect("an id"), post[1].as_str().expect("an address").to_owned())
    }

    /// Clicks the first link in the first widget.
    pub async fn click_a_link(&self) {
        let place = "const link = canvas.querySelector('vital-conditions').shadowRoot.querySelector('a'); link.scrollIntoView({ block: 'nearest' }); \
                     const box = link.getClientRects()[0]; const frame = canvas.defaultView.frameElement?.getBoundingClientRect() || { x: 0, y: 0 }; \
                     return [frame.x + box.x + box.width / 2, frame.y + box.y + box.height / 2]";
        let place = self.script(place).await;
        let [x, y] = [0, 1].map(|axis| place[axis].as_f64().expect("a place"));
        self.browser.click_at(x, y).await;
    }
}
