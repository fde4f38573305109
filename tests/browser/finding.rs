//! Finds what a reader would: by role and accessible name, as the browser computes them, inside a widget's shadow root.

use super::driver::{Browser, PATIENCE, elements, handle};
use serde_json::{Value, json};
use std::time::{Duration, Instant};

/// One of the widgets on the page, counted from 0 in document order.
#[derive(Clone, Copy)]
pub struct Widget<'a> {
    pub browser: &'a Browser,
    pub nth: usize,
}

/// A search that hasn't begun.
#[derive(Clone, Copy)]
pub struct Sought<'a, 'n> {
    widget: Widget<'a>,
    role: &'n str,
    name: Name<'n>,
    within: Option<(&'n str, &'n str)>,
}

#[derive(Clone, Copy, Debug)]
enum Name<'n> {
    Any,
    Is(&'n str),
    Starts(&'n str),
}

/// An element of the page, by WebDriver's own reference.
pub struct Found<'a> {
    pub browser: &'a Browser,
    pub id: String,
    pub name: String,
}

impl<'a> Widget<'a> {
    pub fn role<'n>(self, role: &'n str, name: &'n str) -> Sought<'a, 'n> {
        Sought { widget: self, role, name: Name::Is(name), within: None }
    }

    pub fn role_starting<'n>(self, role: &'n str, start: &'n str) -> Sought<'a, 'n> {
        Sought { widget: self, role, name: Name::Starts(start), within: None }
    }

    pub fn any<'n>(self, role: &'n str) -> Sought<'a, 'n> {
        Sought { widget: self, role, name: Name::Any, within: None }
    }

    /// Runs the body of a function in the page, where `widget` is the element, `root` its shadow root and `given` the argument.
    pub async fn script(self, body: &str, given: Value) -> Value {
        self.browser.script(&self.preamble(body), &[given]).await
    }

    pub async fn until(self, what: &str, body: &str) -> Value {
        self.browser.until(what, &self.preamble(body), &[]).await
    }

    fn preamble(self, body: &str) -> String {
        let nth = self.nth;
        format!(
            "const widget = document.querySelectorAll('vital-conditions')[{nth}]; const root = widget && widget.shadowRoot; \
             const given = arguments[0]; {body}"
        )
    }

    /// Waits until a topic with this title can be read.
    pub async fn shows(self, title: &str) {
        self.role("article", title).one().await;
    }

    /// Waits until its wasm has taken over from reading by fragments. It does so after a while, or when it is wanted.
    pub async fn runs_on_wasm(self) {
        self.is_ready().await;
        self.until("its wasm has taken over", "return !!root.querySelector('.vital > [role=status]')").await;
    }

    /// Has it go on to an entry, and waits until it is there.
    pub async fn goes_on_to(self, topic: &str) {
        let step =
            "return new Promise(done => { widget.addEventListener('vital-navigated', done, { once: true }); widget.navigate(given) })";
        self.script(step, topic.into()).await;
    }

    /// Waits until a click is carried out at once.
    pub async fn is_ready(self) {
        self.until("the widget is ready", "return !!widget.ready && widget.ready.then(() => true)").await;
    }

    /// The text that assistive technology was told last.
    pub async fn status(self) -> String {
        let status = self.any("status").one().await;
        status.text().await
    }

    /// What is focused inside the widget.
    pub async fn focused(self) -> Option<Found<'a>> {
        let focused = self.script("return [root.activeElement].filter(Boolean)", Value::Null).await;
        let id = elements(&focused).pop()?;
        let (_, name) = self.browser.role_and_name(&id).await?;
        Some(Found { browser: self.browser, id, name })
    }
}

impl<'a, 'n> Sought<'a, 'n> {
    /// Within an element with this role and name.
    pub fn within(self, role: &'n str, name: &'n str) -> Sought<'a, 'n> {
        Sought { within: Some((role, name)), ..self }
    }

    /// Waits for the one element there must be.
    pub async fn one(self) -> Found<'a> {
        let deadline = Instant::now() + PATIENCE;
        loop {
            let mut found = self.all().await;
            match found.len() {
                1 => return found.remove(0),
                0 => {}
                more => panic!("{more} elements are {}", self.description()),
            }
            if Instant::now() > deadline {
                let text = self.widget.script("return root ? root.textContent : 'no shadow root'", Value::Null).await;
                let others: Vec<String> =
                    Sought { name: Name::Any, ..self }.matching(Value::Null).await.into_iter().map(|other| other.name).collect();
                panic!("nothing is {}, but there are {others:?}; the widget says: {text}", self.description());
            }
            tokio::time::sleep(Duration::from_millis(40)).await;
        }
    }

    /// Those there are now.
    pub async fn all(self) -> Vec<Found<'a>> {
        let scope = match self.within {
            None => Value::Null,
            Some((role, name)) => {
                let outer = Sought { role, name: Name::Is(name), within: None, ..self };
                match outer.matching(Value::Null).await.first() {
                    Some(found) => handle(&found.id),
                    None => return Vec::new(),
                }
            }
        };
        self.matching(scope).await
    }

    pub async fn is_there(self) -> bool {
        !self.all().await.is_empty()
    }

    async fn matching(self, scope: Value) -> Vec<Found<'a>> {
        let (is, part) = match self.name {
            Name::Any => (false, ""),
            Name::Is(name) | Name::Starts(name) => (true, name),
        };
        // Asking the browser for a name takes a round trip an element. An element whose own text and label say nothing
        // like it is left out, unless it is named by another one.
        let search = "if (!root) return []; const found = [...(arguments[1] || root).querySelectorAll(given.selector)]; \
             const flat = text => text.replace(/\\s+/g, ' '); \
             const seen = found.filter(one => one.checkVisibility({ checkVisibilityCSS: true })); \
             return seen.filter(one => !given.is || one.hasAttribute('aria-labelledby') \
               || flat(one.getAttribute('aria-label') || one.getAttribute('alt') || one.textContent).includes(given.part))";
        let given = json!({ "selector": selector(self.role), "is": is, "part": part });
        // WebKit knows an element only where it is an argument by itself, and not that one is gone before it is answered.
        let answer = match self.widget.browser.try_script(&self.widget.preamble(search), &[given, scope]).await {
            Err(error) if is_gone(&error) => return Vec::new(),
            answer => answer.unwrap_or_else(|error| panic!("{search}\n{error}")),
        };
        let mut matching = Vec::new();
        for id in elements(&answer) {
            let Some((role, name)) = self.widget.browser.role_and_name(&id).await else { continue };
            let fits = match self.name {
                Name::Any => true,
                Name::Is(wanted) => plain(&name) == plain(wanted),
                Name::Starts(start) => plain(&name).starts_with(&plain(start)),
            };
            if role == self.role && fits {
                matching.push(Found { browser: self.widget.browser, id, name });
            }
        }
        matching
    }

    fn description(self) -> String {
        let within = self.within.map(|(role, name)| format!(" within {role} {name:?}")).unwrap_or_default();
        format!("{} {:?}{within}", self.role, self.name)
    }
}

impl Found<'_> {
    pub async fn click(&self) {
        // At once, whatever the page would have scrolling look like.
        self.script("element.scrollIntoView({ block: 'nearest', behavior: 'instant' })").await;
        // A link in a drawing has no box of its own for drivers. Its text has one, in the middle of what can be clicked.
        let text = elements(&self.script("return element.ownerSVGElement ? [element.querySelector('text')] : []").await);
        match text.first() {
            Some(text) => self.browser.click_with(text, 0, None).await,
            None => self.browser.click(&self.id).await,
        }
    }

    pub async fn click_with(&self, button: u64, held: Option<char>) {
        self.browser.click_with(&self.id, button, held).await;
    }

    /// Runs the body of a function in the page, where `element` is this one.
    pub async fn script(&self, body: &str) -> Value {
        self.browser.script(&format!("const element = arguments[0]; {body}"), &[handle(&self.id)]).await
    }

    pub async fn text(&self) -> String {
        self.script("return element.textContent.trim()").await.as_str().unwrap_or_default().to_owned()
    }

    pub async fn attribute(&self, name: &str) -> Option<String> {
        self.script(&format!("return element.getAttribute({name:?})")).await.as_str().map(str::to_owned)
    }

    pub async fn tag(&self) -> String {
        self.script("return element.localName").await.as_str().unwrap_or_default().to_owned()
    }

    pub async fn is_in_view(&self) -> bool {
        let script = "const { top, bottom } = element.getBoundingClientRect(); return top >= -1 && bottom <= innerHeight + 1";
        self.script(script).await == Value::Bool(true)
    }
}

/// Whether an element left the page while it was looked at.
fn is_gone(error: &fantoccini::error::CmdError) -> bool {
    let error = error.to_string();
    ["stale element", "Stale element", "no longer attached"].iter().any(|part| error.contains(part))
}

/// A name without the marks that keep words of another direction apart: Firefox tells assistive technology none of them.
fn plain(name: &str) -> String {
    name.replace(['\u{2066}', '\u{2067}', '\u{2068}', '\u{2069}'], "")
}

/// The elements that can have a role without saying so, and those that say so.
fn selector(role: &str) -> &'static str {
    match role {
        "link" => "a[href], [role=link]",
        "button" => "button, [role=button], summary",
        "heading" => "h1, h2, h3, h4, h5, h6, [role=heading]",
        "article" => "article, [role=article]",
        "navigation" => "nav, [role=navigation]",
        "status" => "[role=status], output",
        "alert" => "[role=alert]",
        "list" => "ul, ol, [role=list]",
        "listitem" => "li, [role=listitem]",
        "image" => "img, [role=img]",
        "region" => "section, [role=region]",
        "search" => "[role=search]",
        "combobox" => "[role=combobox], select",
        "listbox" => "[role=listbox]",
        "option" => "[role=option]",
        _ => panic!("no element is known to have the role {role:?}"),
    }
}
