//! What a host page is: the text round the widget, how it is sent, and what may be expected of the widget there.

/// A page that somebody has. `SITE` stands for the widget's address and `ORIGIN` for the page's own, anywhere in it.
#[derive(Clone, Debug)]
pub struct Page {
    pub doctype: &'static str,
    /// The attributes of the root element.
    pub root: String,
    pub head: String,
    /// What stands in the page, where `WIDGET` stands for the widget's element.
    pub body: String,
    /// The attributes of its body.
    pub body_attributes: &'static str,
    pub kind: &'static str,
    pub headers: Vec<(&'static str, String)>,
    /// The attributes of the widget's tag, and of the one that takes the inventory.
    pub tag: &'static str,
    pub viewport: (u32, u32),
    pub end: End,
    /// A pattern of the globals and looks that the page itself changes when it has loaded.
    pub own: &'static str,
    /// The page's own trouble, with or without the widget.
    pub troubles: Vec<&'static str>,
}

/// What comes of the widget.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum End {
    /// All of it.
    Whole,
    /// The topics, by fragments, and an error of this kind that says why no more.
    Reading(&'static str),
    /// What stands inside the element, and an error of this kind.
    Fallback(&'static str),
}

impl Default for Page {
    fn default() -> Page {
        Page {
            doctype: "<!doctype html>",
            root: "lang=\"en\"".to_owned(),
            head: String::new(),
            body: "WIDGET".to_owned(),
            body_attributes: "",
            kind: "text/html; charset=utf-8",
            headers: Vec::new(),
            tag: "",
            viewport: (1280, 900),
            end: End::Whole,
            own: "",
            troubles: Vec::new(),
        }
    }
}

impl Page {
    pub fn styled(css: &str) -> Page {
        Page { head: format!("<style>{css}</style>"), ..Page::default() }
    }

    /// A page with styles of a package, and what its authors put round their content.
    pub fn with_styles(files: &[&str], body: &str) -> Page {
        let link = |file: &&str| format!("<link rel=\"stylesheet\" href=\"{file}\"/>");
        Page { head: files.iter().map(link).collect(), body: body.to_owned(), ..Page::default() }
    }

    /// A page whose scripts run before anything of the widget's.
    pub fn with_scripts(scripts: &[&str]) -> Page {
        let tag = |script: &&str| match script.strip_prefix('/') {
            Some(_) => format!("<script src=\"{script}\"></script>"),
            None => format!("<script>{script}</script>"),
        };
        Page { head: scripts.iter().map(tag).collect(), ..Page::default() }
    }

    pub fn under(policy: &str) -> Page {
        Page { headers: vec![("content-security-policy", policy.to_owned())], ..Page::default() }
    }

    pub fn round(body: &str) -> Page {
        Page { body: body.to_owned(), ..Page::default() }
    }

    pub fn ends(self, end: End) -> Page {
        Page { end, ..self }
    }

    pub fn troubled_by(self, troubles: &[&'static str]) -> Page {
        Page { troubles: troubles.to_vec(), ..self }
    }

    /// The whole text, so that it is XML too.
    pub fn text(&self, recorder: &str) -> String {
        let Page { doctype, root, head, body, body_attributes, tag, .. } = self;
        let body = body.replace("WIDGET", WIDGET);
        format!(
            "{doctype}\n<html {root}>\n<head><meta charset=\"utf-8\"/><title>A host page</title>\
             <meta name=\"viewport\" content=\"width=device-width\"/>{recorder}{head}</head>\n<body {body_attributes}>{body}\
             <p id=\"host\">Text of the host, and <a href=\"#host\">a link</a></p><p><input id=\"field\" aria-label=\"A field\"/></p>\
             <script {tag} crossorigin=\"anonymous\" src=\"SITE/~tests/inventory.js\"></script>\
             <script {tag} async=\"async\" crossorigin=\"anonymous\" src=\"SITE/vital-conditions.js\"></script></body>\n</html>\n"
        )
    }
}

const WIDGET: &str = "<vital-conditions topic=\"voting\"><a href=\"SITE/topics/voting.html\">Voting, to read there</a></vital-conditions>";
