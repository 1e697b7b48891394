//! One name for one page, however its address is written.

use url::Url;

/// Longest name of a page, in bytes; longer addresses name none.
const MAX_BYTES: usize = 2_000;
/// Fields that tell where a reader came from, not what they read; besides these all that begin with `utm_`.
const TRACKING: [&str; 3] = ["fbclid", "gclid", "zarsrc"];

/// `//host/path?query`: without the scheme, a usual port, a slash at the end, the fragment, and fields of the query that
/// only track readers. None if it is no address of a page.
///
/// # Example
/// ```
/// use server::page_name::page_name;
/// let name = page_name("HTTP://Báo.example:80/tin/?utm_source=zalo&p=4#c1");
/// assert_eq!(name.as_deref(), Some("//xn--bo-mia.example/tin?p=4"));
/// assert_eq!(page_name("mailto:lan@news.example"), None);
/// ```
pub fn page_name(address: &str) -> Option<String> {
    let url = Url::parse(address.trim()).ok()?;
    if !matches!(url.scheme(), "http" | "https") {
        return None;
    }
    let mut name = host_of(&url)?;
    let path = url.path().trim_end_matches('/');
    name.push_str(if path.is_empty() { "/" } else { path });
    let fields = url.query().unwrap_or_default().split('&');
    let mut before = '?';
    for field in fields.filter(|field| !field.is_empty() && !is_tracking(field)) {
        name.push(before);
        name.push_str(field);
        before = '&';
    }
    let name = upper_escapes(&name);
    (name.len() <= MAX_BYTES).then_some(name)
}

/// `//host` of an address or of a name of a host, with its port if it is an unusual one.
pub fn host_name(host: &str) -> Option<String> {
    let host = host.trim();
    let host = host.strip_prefix("//").unwrap_or(host);
    let address = match host.contains("://") {
        true => host.to_owned(),
        false => format!("https://{host}"),
    };
    let url = Url::parse(&address).ok()?;
    let is_host = url.path() == "/" && url.query().is_none() && url.fragment().is_none();
    host_of(&url).filter(|_| is_host)
}

/// A page's name in two: its host, and the rest.
pub(crate) fn split_host(page: &str) -> Option<(&str, &str)> {
    let slash = page.strip_prefix("//")?.find('/')? + 2;
    Some(page.split_at(slash))
}

fn host_of(url: &Url) -> Option<String> {
    let host = url.host_str().filter(|host| !host.is_empty())?;
    // Of either scheme: that of a page may have changed.
    let port = url.port().filter(|port| !matches!(port, 80 | 443));
    Some(match port {
        Some(port) => format!("//{host}:{port}"),
        None => format!("//{host}"),
    })
}

fn is_tracking(field: &str) -> bool {
    let key = field.split('=').next().unwrap_or_default();
    let key = key.to_ascii_lowercase();
    key.starts_with("utm_") || TRACKING.contains(&key.as_str())
}

/// `%c3` is `%C3`.
fn upper_escapes(name: &str) -> String {
    let mut left = 0;
    let upper = name.chars().map(|c| match c {
        '%' => {
            left = 2;
            c
        }
        c if left > 0 => {
            left -= 1;
            c.to_ascii_uppercase()
        }
        c => c,
    });
    upper.collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn one_page_has_one_name() {
        for address in [
            "https://news.example/tin/1",
            "http://news.example/tin/1/",
            "http://news.example:80/tin/1",
            "HTTPS://News.Example:443/tin/1#comments",
            "https://news.example/tin/1?utm_source=zalo&utm_medium=x",
            " https://news.example/tin/1?fbclid=abc ",
        ] {
            let name = page_name(address);
            assert_eq!(name.as_deref(), Some("//news.example/tin/1"), "{address}");
        }
        assert_eq!(
            page_name("http://a.vn/t%c3%adn"),
            page_name("https://a.vn/tín")
        );
        assert_eq!(page_name("http://a.vn").as_deref(), Some("//a.vn/"));
    }

    #[test]
    fn other_pages_have_other_names() {
        let names = ["?p=4", "?p=5", "", "a", "A", "a/b"]
            .map(|rest| page_name(&format!("http://a.vn/{rest}")));
        for (n, name) in names.iter().enumerate() {
            assert!(name.is_some() && !names[..n].contains(name), "{name:?}");
        }
        for none in ["", "/tin/1", "ftp://a.vn/", "javascript:1", "http://"] {
            assert_eq!(page_name(none), None, "{none}");
        }
        let long = format!("http://a.vn/{}", "a".repeat(MAX_BYTES));
        assert_eq!(page_name(&long), None);
    }

    #[test]
    fn a_host_is_named_without_a_path() {
        assert_eq!(host_name("Old.example").as_deref(), Some("//old.example"));
        assert_eq!(host_name("//old.example").as_deref(), Some("//old.example"));
        assert_eq!(
            host_name("http://a.vn:8080/").as_deref(),
            Some("//a.vn:8080")
        );
        assert_eq!(host_name("a.vn/tin"), None);
        assert_eq!(split_host("//a.vn/tin?x"), Some(("//a.vn", "/tin?x")));
        assert_eq!(split_host("//a.vn"), None);
    }
}
