//! What the host page wrote on the tag, made sense of.

use std::rc::Rc;

use crate::backend::{BackendHandle, Place, Token, connect};
use crate::share::{Target, chosen, usual};
use crate::words::{VI, Words};

/// The attributes as written, and what stands in where one is absent or makes no sense.
#[derive(Clone, Default)]
pub(super) struct Written {
    /// Base URL of the server.
    pub server: Option<String>,
    /// Where comments live.
    pub backend: Option<String>,
    /// The address that is shared and linked.
    pub url: Option<String>,
    /// Language of the interface.
    pub lang: Option<String>,
    /// Share targets.
    pub share: Option<String>,
    /// The directory the loader came from, absolute.
    pub home: String,
    /// The page's own address, absolute.
    pub page: String,
    /// The language around the tag.
    pub lang_around: Option<String>,
    /// Asks the host page who the reader is to the backend, if it can tell.
    pub token: Option<Token>,
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
    /// Reads the attributes. In place of what makes no sense, which the loader has complained about, stands the default.
    ///
    /// `absolute` resolves an address against the page, if it can be one.
    pub(super) fn read(written: &Written, absolute: impl Fn(&str) -> Option<String>) -> Self {
        let web = |address: &String| {
            absolute(address).filter(|url| url.starts_with("https:") || url.starts_with("http:"))
        };
        let address = |value: &Option<String>, default: &str| {
            let value = value.as_ref().and_then(web);
            value.unwrap_or_else(|| default.to_owned())
        };
        let server = directory(address(&written.server, &written.home));
        let url = address(&written.url, &written.page);
        let lang = written.lang.as_ref().or(written.lang_around.as_ref());
        let words = lang.and_then(|lang| Words::of(lang)).unwrap_or(&VI);
        let targets = chosen(written.share.as_deref().unwrap_or(usual(words.lang)));
        let spelled = written.backend.as_deref().unwrap_or("own");
        let at = spelled.split_once(':');
        let at = at.and_then(|(kind, at)| Some((kind, web(&at.to_owned())?)));
        let kind = at.as_ref().map_or(spelled, |(kind, _)| *kind);
        let place = Place {
            address: match &at {
                Some((_, at)) => at,
                None if kind == "own" => &server,
                None => "",
            },
            url: &url,
            nameless: words.foreign().nameless,
            token: written.token.clone(),
        };
        let backend = connect(kind, &place)
            .or_else(|_| connect("own", &Place::at(&server)))
            .unwrap_or_default();
        Self {
            words,
            original: Some(url.clone()).filter(|url| *url != written.page),
            url,
            targets,
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

    fn read(written: Written) -> Options {
        let written = Written {
            home: "https://news.example/".into(),
            page: "https://site.example/a".into(),
            ..written
        };
        let absolute = |address: &str| match address.split_once(':') {
            Some(_) => Some(address.to_owned()),
            None => Some(format!("https://site.example/{address}")),
        };
        Options::read(&written, absolute)
    }

    fn ids(options: &Options) -> Vec<&str> {
        options.targets.iter().map(|target| target.id).collect()
    }

    #[test]
    fn a_bare_tag_gets_the_defaults() {
        let options = read(Written::default());
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
            read(written).words.lang
        };
        assert_eq!(
            (around("en-GB"), around("VI"), around("fr")),
            ("en", "vi", "vi")
        );
    }

    #[test]
    fn in_place_of_a_wrong_value_stands_the_default() {
        let options = read(Written {
            server: Some("ftp://x".into()),
            backend: Some("disqus:https://c.example".into()),
            url: Some("javascript:alert(1)".into()),
            lang: Some("fr".into()),
            share: Some("zalo myspace orkut zalo".into()),
            ..Written::default()
        });
        assert_eq!(options.words.lang, "vi");
        assert_eq!(options.url, "https://site.example/a");
        assert_eq!(ids(&options), ["zalo"]);
        let backend = options.backend.expect("comments live on the server");
        assert_eq!(backend.address(), "https://news.example/");
    }

    #[test]
    fn comments_may_live_on_a_server_of_another_kind() {
        let address = |backend: &str| {
            let options = read(Written {
                backend: Some(backend.into()),
                ..Written::default()
            });
            options
                .backend
                .expect("comments live somewhere")
                .address()
                .to_owned()
        };
        assert_eq!(address("isso:https://c.example/#bai"), "https://c.example");
        assert_eq!(address("isso:/isso"), "https://site.example//isso");
        for wrong in ["isso:ftp://c.example", "isso", "own:javascript:alert(1)"] {
            assert_eq!(address(wrong), "https://news.example/", "{wrong}");
        }
    }

    #[test]
    fn an_empty_share_is_no_bar_and_none_no_thread() {
        let options = read(Written {
            backend: Some("none".into()),
            share: Some(String::new()),
            ..Written::default()
        });
        assert!(options.targets.is_empty());
        assert!(options.backend.is_none());
    }

    #[test]
    fn a_server_may_live_below_a_path() {
        let options = read(Written {
            server: Some("https://n.example/chuyen".into()),
            ..Written::default()
        });
        let backend = options.backend.expect("comments live on the server");
        assert_eq!(backend.address(), "https://n.example/chuyen/");
    }
}
