//! Where the server itself fetches articles that it is asked for.

use std::num::NonZeroU32;

use jiff::tz::TimeZone;
use model::MAX_ID_CHARS;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use url::Url;

use super::{ConfigError, required};

/// What stands in the address for the article's own name there.
pub const PLACEHOLDER: &str = "{id}";
/// Longest name, in bytes.
const MAX_NAME_BYTES: usize = 32;

/// A publisher's system that answers with articles: `article="wordpress:123"` is article `123` of source `wordpress`.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields, default)]
pub struct Source {
    /// What ids of its articles begin with, before a `:`: a-z, 0-9, `-`.
    #[serde(skip_serializing_if = "String::is_empty")]
    pub name: String,
    /// Whose articles they are: the id of a `[[site]]`.
    #[serde(skip_serializing_if = "String::is_empty")]
    pub site: String,
    /// Where one of them is, `{id}` standing for its own name there:
    /// `https://news.example/wp-json/wp/v2/posts/{id}?_embed`. `https` only; addresses inside a network are refused.
    #[serde(skip_serializing_if = "String::is_empty")]
    pub url: String,
    /// In what format, as `chuyen article convert --help` names them; without it that is found out.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub format: Option<String>,
    /// Hosts that it may send the server on to, besides its own.
    pub hosts: Vec<String>,
    /// Seconds in which an article is shown without asking again.
    pub cache_s: NonZeroU32,
    /// Local time of times that name no zone; the site's without it.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub zone: Option<String>,
    /// Its plain texts have captions of pictures among their paragraphs: set them apart.
    #[serde(skip_serializing_if = "std::ops::Not::not")]
    pub flat_captions: bool,
    /// For tests alone: `http`, and addresses of this very machine, which readers could otherwise have the server ask.
    #[serde(skip_serializing_if = "std::ops::Not::not")]
    pub dangerously_reach_this_machine: bool,
}

impl Default for Source {
    fn default() -> Self {
        Self {
            name: String::new(),
            site: String::new(),
            url: String::new(),
            format: None,
            hosts: Vec::new(),
            cache_s: NonZeroU32::new(300).expect("300 is not 0"),
            zone: None,
            flat_captions: false,
            dangerously_reach_this_machine: false,
        }
    }
}

impl Source {
    /// The zone, which was found to exist when the configuration was read; none if the site's counts.
    pub fn time_zone(&self) -> Option<TimeZone> {
        let zone = self.zone.as_deref()?;
        TimeZone::get(zone).ok()
    }

    /// Where the article is that is called `name` there; nothing for what is no name.
    ///
    /// Letters, digits, `-`, `_`, `.` and `~`, not beginning with a dot: nothing that means something in an address.
    pub fn address(&self, name: &str) -> Option<Url> {
        let is_part = |c: char| c.is_ascii_alphanumeric() || "-_.~".contains(c);
        let is_name = !name.is_empty()
            && name.len() <= MAX_ID_CHARS
            && !name.starts_with('.')
            && name.chars().all(is_part);
        let url = is_name.then(|| self.url.replace(PLACEHOLDER, name))?;
        Url::parse(&url).ok()
    }

    pub(super) fn check(&self, n: usize, sites: &[super::Site]) -> Result<(), ConfigError> {
        let setting = |field: &str| format!("source[{n}].{field}");
        let invalid = |field: &str, value: &str, rule: &str| ConfigError::Invalid {
            setting: setting(field),
            value: value.to_owned(),
            rule: rule.to_owned(),
        };
        let in_name = |b: u8| b.is_ascii_lowercase() || b.is_ascii_digit() || b == b'-';
        if self.name.is_empty()
            || self.name.len() > MAX_NAME_BYTES
            || !self.name.bytes().all(in_name)
        {
            let rule = format!("it has 1 to {MAX_NAME_BYTES} of a-z, 0-9 and -");
            return Err(invalid("name", &self.name, &rule));
        }
        required(&setting("site"), &self.site, "it is the id of a [[site]]")?;
        if !sites.iter().any(|site| site.id == self.site) {
            return Err(invalid("site", &self.site, "no [[site]] has that id"));
        }
        self.check_url()
            .map_err(|rule| invalid("url", &self.url, rule))?;
        let known = formats::FORMATS.iter().map(|format| format.name);
        let format = self.format.as_deref();
        if let Some(format) = format.filter(|name| !known.clone().any(|known| known == *name)) {
            let rule = format!("it is one of {}", known.collect::<Vec<_>>().join(", "));
            return Err(invalid("format", format, &rule));
        }
        match &self.zone {
            Some(zone) if TimeZone::get(zone).is_err() => {
                Err(invalid("zone", zone, "it is a name like Asia/Ho_Chi_Minh"))
            }
            _ => Ok(()),
        }
    }

    /// The name of an article stands in the path or behind the `?`, never where it could choose another host.
    fn check_url(&self) -> Result<(), &'static str> {
        const RULE: &str =
            "it is a whole address with {id} in its path or behind its ?, and without a password";
        let asked = |name: &str| {
            let mut url = self.address(name)?;
            url.set_fragment(None);
            let is_open = url.username().is_empty() && url.password().is_none();
            is_open.then_some(url)
        };
        let (one, other) = asked("a").zip(asked("b")).ok_or(RULE)?;
        if one == other || one.origin() != other.origin() {
            return Err(RULE);
        }
        match (one.scheme(), self.dangerously_reach_this_machine) {
            ("https", _) | ("http", true) => Ok(()),
            _ => Err("it starts with https:"),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn source(url: &str) -> Source {
        Source {
            name: "wordpress".into(),
            site: "default".into(),
            url: url.into(),
            ..Source::default()
        }
    }

    #[test]
    fn a_name_of_a_reader_s_leads_nowhere_else() {
        let source = source("https://news.example/wp-json/posts/{id}?_embed");
        let url = source.address("12_a-b.c~").unwrap();
        assert_eq!(
            url.as_str(),
            "https://news.example/wp-json/posts/12_a-b.c~?_embed"
        );
        for name in [
            "", ".", "..", ".a", "a/b", "a?b", "a#b", "a%2e", "a b", "a&b", "a@b", "ă", "a:b",
            "a\\b",
        ] {
            assert_eq!(source.address(name), None, "{name}");
        }
    }

    #[test]
    fn an_address_keeps_the_host_from_readers() {
        for (url, is_good) in [
            ("https://news.example/posts/{id}", true),
            ("https://news.example/?p={id}", true),
            ("http://news.example/posts/{id}", false),
            ("https://{id}.example/posts", false),
            ("https://{id}/posts", false),
            ("https://{id}@news.example/posts", false),
            ("https://me:pw@news.example/{id}", false),
            ("https://news.example/posts", false),
            ("https://news.example/#{id}", false),
            ("file:///etc/{id}", false),
            ("{id}", false),
        ] {
            let checked = source(url).check(0, &[super::super::Site::default()]);
            assert_eq!(checked.is_ok(), is_good, "{url}: {checked:?}");
        }
    }
}
