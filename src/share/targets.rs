//! Where an article can be shared to.

use std::rc::Rc;

use serde::Serialize;

use super::link::{Link, base64, encoded, shortened};
use crate::json;
use crate::ui::Icon;
use crate::words::ShareWords;

/// Most that X takes, its address (23) and a space not counted.
const X_TEXT: usize = 256;

/// One place to share to.
pub struct Target {
    /// As in attribute `share`.
    pub id: &'static str,
    /// What is drawn beside its name.
    pub icon: Icon,
    /// Its name.
    pub name: Name,
    /// What pressing it does.
    pub kind: Kind,
}

/// A target is the same if it has the same id.
impl PartialEq for Target {
    fn eq(&self, other: &Self) -> bool {
        self.id == other.id
    }
}

/// What a target is called.
pub enum Name {
    /// Everywhere the same.
    Brand(&'static str),
    /// In the reader's language.
    Said(fn(&ShareWords) -> &'static str),
}

/// What pressing a target does.
pub enum Kind {
    /// Follows a plain link to `endpoint`, each value of the query encoded once.
    Page {
        /// Where the query goes.
        endpoint: &'static str,
        /// Its names and values, not yet encoded.
        query: fn(&Link) -> Vec<(&'static str, String)>,
    },
    /// Opens the reader's mail program.
    Mail,
    /// Copies the link.
    Copy,
    /// Prints the page.
    Print,
    /// Opens the system's own sheet, where the browser has one.
    System,
}

/// Every target, by the names that attribute `share` may hold.
pub static TARGETS: [Target; 10] = [
    Target {
        id: "zalo",
        icon: Icon::Zalo,
        name: Name::Brand("Zalo"),
        kind: Kind::Page {
            endpoint: "https://button-share.zalo.me/share_external",
            query: zalo,
        },
    },
    Target {
        id: "facebook",
        icon: Icon::Facebook,
        name: Name::Brand("Facebook"),
        kind: Kind::Page {
            endpoint: "https://www.facebook.com/sharer/sharer.php",
            query: |link| vec![("u", link.url().to_owned())],
        },
    },
    Target {
        id: "x",
        icon: Icon::X,
        name: Name::Brand("X"),
        kind: Kind::Page {
            endpoint: "https://x.com/intent/tweet",
            query: |link| {
                vec![
                    ("text", shortened(link.headline(), X_TEXT)),
                    ("url", link.url().to_owned()),
                ]
            },
        },
    },
    Target {
        id: "telegram",
        icon: Icon::Telegram,
        name: Name::Brand("Telegram"),
        kind: Kind::Page {
            endpoint: "https://t.me/share/url",
            query: |link| {
                vec![
                    ("url", link.url().to_owned()),
                    ("text", link.headline().to_owned()),
                ]
            },
        },
    },
    Target {
        id: "whatsapp",
        icon: Icon::WhatsApp,
        name: Name::Brand("WhatsApp"),
        kind: Kind::Page {
            endpoint: "https://wa.me/",
            query: |link| vec![("text", format!("{} {}", link.headline(), link.url()))],
        },
    },
    Target {
        id: "linkedin",
        icon: Icon::LinkedIn,
        name: Name::Brand("LinkedIn"),
        kind: Kind::Page {
            endpoint: "https://www.linkedin.com/sharing/share-offsite/",
            query: |link| vec![("url", link.url().to_owned())],
        },
    },
    Target {
        id: "email",
        icon: Icon::Envelope,
        name: Name::Said(|words| words.email),
        kind: Kind::Mail,
    },
    Target {
        id: "copy",
        icon: Icon::Chain,
        name: Name::Said(|words| words.copy),
        kind: Kind::Copy,
    },
    Target {
        id: "print",
        icon: Icon::Printer,
        name: Name::Said(|words| words.print),
        kind: Kind::Print,
    },
    Target {
        id: "system",
        icon: Icon::Share,
        name: Name::Said(|words| words.system),
        kind: Kind::System,
    },
];

/// What a bar holds unless the host page says otherwise, as attribute `share` would spell it.
pub fn usual(lang: &str) -> &'static str {
    match lang {
        "vi" => "zalo facebook email copy print system",
        _ => "facebook x whatsapp email copy print system",
    }
}

/// The targets named in `share`, in that order and each once; nobody knows the others.
///
/// # Example
/// ```
/// let targets = chuyen::share::chosen("copy myspace zalo copy");
/// assert_eq!(targets.iter().map(|target| target.id).collect::<Vec<_>>(), ["copy", "zalo"]);
/// ```
pub fn chosen(share: &str) -> Rc<[&'static Target]> {
    let mut targets = Vec::new();
    for target in share.split_whitespace().filter_map(Target::named) {
        if !targets.contains(&target) {
            targets.push(target);
        }
    }
    targets.into()
}

/// Zalo reads its address from JSON in base64.
fn zalo(link: &Link) -> Vec<(&'static str, String)> {
    #[derive(Serialize)]
    struct Shared<'a> {
        url: &'a str,
    }
    let json = json::write(&Shared { url: link.url() });
    vec![
        ("layout", "1".to_owned()),
        ("color", "blue".to_owned()),
        ("customize", "false".to_owned()),
        ("d", base64(&json)),
        ("shareType", "0".to_owned()),
    ]
}

impl Target {
    /// The target called `id`.
    pub fn named(id: &str) -> Option<&'static Self> {
        TARGETS.iter().find(|target| target.id == id)
    }

    /// Its name in the reader's language.
    pub fn name(&self, words: &ShareWords) -> &'static str {
        match self.name {
            Name::Brand(name) => name,
            Name::Said(say) => say(words),
        }
    }

    /// Where it leads; none if pressing it does something here.
    pub fn href(&self, link: &Link) -> Option<String> {
        match &self.kind {
            Kind::Page { endpoint, query } => {
                let query = query(link)
                    .iter()
                    .map(|(name, value)| format!("{name}={}", encoded(value)))
                    .collect::<Vec<_>>()
                    .join("&");
                Some(format!("{endpoint}?{query}"))
            }
            // RFC 6068: a line ends with CR LF.
            Kind::Mail => Some(format!(
                "mailto:?subject={}&body={}",
                encoded(link.headline()),
                encoded(&format!("{}\r\n\r\n{}", link.headline(), link.url()))
            )),
            Kind::Copy | Kind::Print | Kind::System => None,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn href(id: &str, url: &str, headline: &str) -> String {
        let link = Link::new(url, headline).unwrap();
        Target::named(id).unwrap().href(&link).unwrap()
    }

    #[test]
    fn every_value_is_encoded_once() {
        let url = "https://a.example/b?c=1&d=%E1%BB%87#e";
        for target in &TARGETS {
            let link = Link::new(url, "Mưa & gió = “100%”").unwrap();
            let Some(href) = target.href(&link) else {
                continue;
            };
            assert!(!href.contains(['+', ' ', '“']), "{href}");
            let (_, query) = href.split_once('?').unwrap();
            assert!(
                query.split('&').all(|pair| pair.matches('=').count() == 1),
                "{href}"
            );
        }
        assert_eq!(
            href("facebook", url, "Mưa"),
            "https://www.facebook.com/sharer/sharer.php?u=https%3A%2F%2Fa.example%2Fb%3Fc%3D1%26d%3D%25E1%25BB%2587%23e"
        );
    }

    #[test]
    fn each_target_gets_what_it_reads() {
        for (id, wanted) in [
            (
                "x",
                "https://x.com/intent/tweet?text=M%C6%B0a%20to&url=https%3A%2F%2Fa.example%2F",
            ),
            (
                "telegram",
                "https://t.me/share/url?url=https%3A%2F%2Fa.example%2F&text=M%C6%B0a%20to",
            ),
            (
                "whatsapp",
                "https://wa.me/?text=M%C6%B0a%20to%20https%3A%2F%2Fa.example%2F",
            ),
            (
                "linkedin",
                "https://www.linkedin.com/sharing/share-offsite/?url=https%3A%2F%2Fa.example%2F",
            ),
            (
                "email",
                "mailto:?subject=M%C6%B0a%20to&body=M%C6%B0a%20to%0D%0A%0D%0Ahttps%3A%2F%2Fa.example%2F",
            ),
        ] {
            assert_eq!(href(id, "https://a.example/", "Mưa to"), wanted);
        }
    }

    #[test]
    fn zalo_gets_json_in_base64() {
        assert_eq!(
            href("zalo", "https://a.example/?>>", "Mưa"),
            // {"url":"https://a.example/?>>"}
            "https://button-share.zalo.me/share_external?layout=1&color=blue&customize=false&d=eyJ1cmwiOiJodHRwczovL2EuZXhhbXBsZS8%2FPj4ifQ%3D%3D&shareType=0"
        );
    }

    #[test]
    fn a_headline_is_shortened_for_x_and_an_address_never() {
        let url = format!("https://a.example/{}", "b".repeat(500));
        let href = href("x", &url, &"tin vắn ".repeat(60));
        assert!(href.ends_with(&"b".repeat(500)));
        assert!(href.contains("tin%20v%E1%BA%AFn%E2%80%A6&url="), "{href}");
    }
}
