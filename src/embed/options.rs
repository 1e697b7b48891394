//! What the host page wrote on the tag, made sense of.

use std::rc::Rc;

use crate::backend::{BackendHandle, KINDS, connect};
use crate::share::{TARGETS, Target, chosen, usual};
use crate::words::{VI, Words};

/// Values of attribute `theme`.
const THEMES: [&str; 3] = ["auto", "light", "dark"];
/// Values of attribute `lang`.
const LANGS: &str = "vi, en";

/// The attributes as written, and what stands in where one is absent or makes no sense.
#[derive(Clone, Debug, Default)]
pub(super) struct Written {
    /// Base URL of the server.
    pub server: Option<String>,
    /// Where comments live.
    pub backend: Option<String>,
    /// The address that is shared and linked.
    pub url: Option<String>,
    /// Language of the interface.
    pub lang: Option<String>,
    /// Colours.
    pub theme: Option<String>,
    /// Share targets.
    pub share: Option<String>,
    /// The directory the loader came from, absolute.
    pub home: String,
    /// The page's own address, absolute.
    pub page: String,
    /// The language around the tag.
    pub lang_around: Option<String>,
}

/// What the widget goes by.
#[derive(Clone, PartialEq)]
pub(super) struct Options {
    /// The interface's words.
    pub words: &'static Words,
    /// The address that is shared and linked.
    pub url: String,
    /// The article's own page, if the tag names it and it is not this one.
    pub original: Option<String>,
    /// Share targets in order.
    pub targets: Rc<[&'static Target]>,
    /// Where comments live, if anywhere.
    pub backend: Option<BackendHandle>,
}

impl Options {
    /// Reads the attributes. Every one that makes no sense is complained about, by name, value and
    /// what is allowed, and its default is used.
    ///
    /// `absolute` resolves an address against the page, if it can be one.
    pub(super) fn read(
        written: &Written,
        absolute: impl Fn(&str) -> Option<String>,
        mut complain: impl FnMut(String),
    ) -> Self {
        let web = |address: &String| {
            absolute(address).filter(|url| url.starts_with("https:") || url.starts_with("http:"))
        };
        let mut wrong = |name: &str, value: &str, allowed: &str| {
            complain(format!(
                "attribute {name}=\"{value}\" is not understood; allowed: {allowed}"
            ));
        };
        let mut address = |name: &str, value: &Option<String>, default: &str| {
            let Some(value) = value else {
                return default.to_owned();
            };
            web(value).unwrap_or_else(|| {
                wrong(name, value, "an address that starts with http: or https:");
                default.to_owned()
            })
        };
        let server = directory(address("server", &written.server, &written.home));
        let url = address("url", &written.url, &written.page);

        let around = written.lang_around.as_deref().and_then(Words::of);
        let words = match &written.lang {
            None => around.unwrap_or(&VI),
            Some(lang) => Words::of(lang).unwrap_or_else(|| {
                wrong("lang", lang, LANGS);
                &VI
            }),
        };
        if let Some(theme) = written
            .theme
            .as_deref()
            .filter(|theme| !THEMES.contains(theme))
        {
            wrong("theme", theme, &THEMES.join(", "));
        }
        let share = written.share.as_deref().unwrap_or(usual(words.lang));
        let (targets, unknown) = chosen(share);
        if !unknown.is_empty() {
            wrong(
                "share",
                &unknown.join(" "),
                &TARGETS.each_ref().map(|target| target.id).join(", "),
            );
        }
        let spelled = written.backend.as_deref().unwrap_or("own");
        let (kind, at) = spelled.split_once(':').unwrap_or((spelled, &server));
        let backend = connect(kind, at).unwrap_or_else(|_| {
            wrong("backend", spelled, &KINDS.join(", "));
            connect("own", &server).unwrap_or_default()
        });
        Self {
            words,
            original: Some(url.clone()).filter(|url| *url != written.page),
            url,
            targets: targets.into(),
            backend,
        }
    }
}

/// The same as the address of a directory: what is joined to it stands below it.
fn directory(url: String) -> String {
    match url.ends_with('/') {
        true => url,
        false => url + "/",
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(written: Written) -> (Options, Vec<String>) {
        let written = Written {
            home: "https://news.example/".into(),
            page: "https://site.example/a".into(),
            ..written
        };
        let absolute = |address: &str| match address.split_once(':') {
            Some(_) => Some(address.to_owned()),
            None => Some(format!("https://site.example/{address}")),
        };
        let mut complaints = Vec::new();
        let options = Options::read(&written, absolute, |said| complaints.push(said));
        (options, complaints)
    }

    fn ids(options: &Options) -> Vec<&str> {
        options.targets.iter().map(|target| target.id).collect()
    }

    #[test]
    fn a_bare_tag_gets_the_defaults() {
        let (options, complaints) = read(Written::default());
        assert_eq!(complaints, [""; 0]);
        assert_eq!(options.words.lang, "vi");
        assert_eq!(options.url, "https://site.example/a");
        assert_eq!(ids(&options)[0], "zalo");
        let backend = options.backend.expect("comments live on the server");
        assert_eq!(backend.address(), "https://news.example/");
    }

    #[test]
    fn the_interface_speaks_the_language_around_the_tag() {
        let around = |lang: &str| {
            let written = Written {
                lang_around: Some(lang.into()),
                ..Written::default()
            };
            read(written).0.words.lang
        };
        assert_eq!(
            (around("en-GB"), around("VI"), around("fr")),
            ("en", "vi", "vi")
        );
    }

    #[test]
    fn a_wrong_value_is_named_with_what_is_allowed_and_its_default_used() {
        let (options, complaints) = read(Written {
            server: Some("ftp://x".into()),
            backend: Some("isso:https://c.example".into()),
            url: Some("javascript:alert(1)".into()),
            lang: Some("fr".into()),
            theme: Some("pink".into()),
            share: Some("zalo myspace orkut zalo".into()),
            ..Written::default()
        });
        for (said, parts) in complaints.iter().zip([
            ["server", "ftp://x", "https:"],
            ["url", "javascript:alert(1)", "https:"],
            ["lang", "fr", "vi, en"],
            ["theme", "pink", "auto, light, dark"],
            ["share", "myspace orkut", "facebook"],
            ["backend", "isso:https://c.example", "own, none"],
        ]) {
            assert!(parts.iter().all(|part| said.contains(part)), "{said}");
        }
        assert_eq!(complaints.len(), 6);
        assert_eq!(options.words.lang, "vi");
        assert_eq!(options.url, "https://site.example/a");
        assert_eq!(ids(&options), ["zalo"]);
        assert!(options.backend.is_some());
    }

    #[test]
    fn an_empty_share_is_no_bar_and_none_no_thread() {
        let (options, complaints) = read(Written {
            backend: Some("none".into()),
            share: Some(String::new()),
            ..Written::default()
        });
        assert_eq!(complaints, [""; 0]);
        assert!(options.targets.is_empty());
        assert!(options.backend.is_none());
    }

    #[test]
    fn a_server_may_live_below_a_path() {
        let (options, _) = read(Written {
            server: Some("https://n.example/chuyen".into()),
            ..Written::default()
        });
        let backend = options.backend.expect("comments live on the server");
        assert_eq!(backend.address(), "https://n.example/chuyen/");
    }
}
