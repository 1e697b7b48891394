//! Addresses as they are written in the wild, made absolute.

use model::Address;

/// The parts of an absolute `http` or `https` address.
struct Parts<'a> {
    scheme: &'a str,
    host: &'a str,
    path: &'a str,
}

fn parts(address: &str) -> Option<Parts<'_>> {
    let (scheme, rest) = address.split_once("://")?;
    let end = rest.find(['/', '?', '#']).unwrap_or(rest.len());
    let (host, rest) = rest.split_at(end);
    let path = &rest[..rest.find(['?', '#']).unwrap_or(rest.len())];
    (!host.is_empty()).then_some(Parts { scheme, host, path })
}

/// Host and port of an address, without `www.`; nothing if it has none.
pub(crate) fn host(address: &str) -> Option<&str> {
    let host = parts(address)?.host;
    let host = host.rsplit_once('@').map_or(host, |(_, host)| host);
    Some(host.strip_prefix("www.").unwrap_or(host))
}

/// Scheme and host, as in `https://example.com`.
pub(crate) fn origin(address: &str) -> Option<String> {
    let parts = parts(address)?;
    Some(format!("{}://{}", parts.scheme, parts.host))
}

/// Is it an absolute address of a page?
pub(crate) fn is_web(address: &str) -> bool {
    let lower = address.get(..8).unwrap_or(address).to_ascii_lowercase();
    (lower.starts_with("http://") || lower.starts_with("https://")) && parts(address).is_some()
}

/// Is it the front page of a site?
pub(crate) fn is_front(address: &str) -> bool {
    let Some((_, rest)) = address.split_once("://") else {
        return false;
    };
    let page = rest.split('#').next().unwrap_or(rest);
    page.trim_end_matches(['/', '?']).find(['/', '?']).is_none()
}

/// Do both lead to one page, in whatever scheme and to whichever part of it?
pub(crate) fn is_same_page(one: &str, other: &str) -> bool {
    let page = |address: &str| {
        let (_, rest) = address.split_once("://")?;
        let rest = rest.split('#').next().unwrap_or(rest).trim_end_matches('/');
        Some(rest.strip_prefix("www.").unwrap_or(rest).to_owned())
    };
    page(one).is_some_and(|one| Some(one) == page(other))
}

/// What a browser reads: no blanks around, no tabs and line ends inside, other blanks escaped.
fn as_read(reference: &str) -> String {
    let mut read = String::with_capacity(reference.len());
    for c in reference
        .trim_matches(|c: char| c.is_whitespace() || c.is_control())
        .chars()
    {
        match c {
            '\t' | '\n' | '\r' => {}
            c if c.is_whitespace() || c.is_control() => {
                for byte in c.encode_utf8(&mut [0; 4]).bytes() {
                    read.push_str(&format!("%{byte:02X}"));
                }
            }
            c => read.push(c),
        }
    }
    read
}

/// The scheme in front, if there is one.
fn scheme(reference: &str) -> Option<&str> {
    let end = reference.find([':', '/', '?', '#', '\\'])?;
    let (scheme, rest) = reference.split_at(end);
    let is_name = |scheme: &str| {
        scheme.starts_with(|c: char| c.is_ascii_alphabetic())
            && scheme
                .chars()
                .all(|c| c.is_ascii_alphanumeric() || matches!(c, '+' | '-' | '.'))
    };
    (rest.starts_with(':') && is_name(scheme)).then_some(scheme)
}

/// The address that `reference` means on the page at `base`; nothing if it is none a reader may be led to.
pub(crate) fn resolve(base: &str, reference: &str) -> Option<Address> {
    let reference = as_read(reference);
    if reference.is_empty() {
        return None;
    }
    if let Some(scheme) = scheme(&reference) {
        let is_mail = scheme.eq_ignore_ascii_case("mailto");
        return reference
            .parse()
            .ok()
            .filter(|_| is_mail || is_web(&reference));
    }
    let Some(parts) = parts(base).filter(|_| is_web(base)) else {
        return reference.parse().ok();
    };
    let reference = match reference.find(['?', '#']) {
        Some(end) => reference[..end].replace('\\', "/") + &reference[end..],
        None => reference.replace('\\', "/"),
    };
    let (scheme, host) = (parts.scheme, parts.host);
    let whole = if reference.starts_with("//") {
        format!("{scheme}:{reference}")
    } else if reference.starts_with('#') {
        format!("{}{reference}", base.split('#').next().unwrap_or(base))
    } else if reference.starts_with('?') {
        format!("{scheme}://{host}{}{reference}", parts.path)
    } else {
        let end = reference.find(['?', '#']).unwrap_or(reference.len());
        let (path, rest) = reference.split_at(end);
        let folder = &parts.path[..parts.path.rfind('/').map_or(0, |slash| slash + 1)];
        let path = match path.starts_with('/') {
            true => without_dots(path),
            false => without_dots(&format!("/{}{path}", folder.trim_start_matches('/'))),
        };
        format!("{scheme}://{host}{path}{rest}")
    };
    whole.parse().ok().filter(|_| is_web(&whole))
}

/// A path with its `.` and `..` walked.
fn without_dots(path: &str) -> String {
    let mut kept: Vec<&str> = Vec::new();
    let mut pieces = path.split('/').skip(1).peekable();
    while let Some(piece) = pieces.next() {
        let is_last = pieces.peek().is_none();
        match piece {
            "." | ".." => {
                if piece == ".." {
                    kept.pop();
                }
                if is_last {
                    kept.push("");
                }
            }
            piece => kept.push(piece),
        }
    }
    format!("/{}", kept.join("/"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_reference_means_what_it_means_to_a_browser() {
        let base = "https://a.example/tin/2023/bai.html?x#y";
        for (reference, meant) in [
            ("https://b.example/c", "https://b.example/c"),
            ("//cdn.example/c.jpg", "https://cdn.example/c.jpg"),
            ("/c?d", "https://a.example/c?d"),
            ("c.jpg", "https://a.example/tin/2023/c.jpg"),
            ("../c.jpg", "https://a.example/tin/c.jpg"),
            ("../../../../c.jpg", "https://a.example/c.jpg"),
            ("./", "https://a.example/tin/2023/"),
            ("?d=1", "https://a.example/tin/2023/bai.html?d=1"),
            ("#d", "https://a.example/tin/2023/bai.html?x#d"),
            (" ảnh 1.jpg\n", "https://a.example/tin/2023/ảnh%201.jpg"),
            ("htt\nps://b.example/", "https://b.example/"),
            ("\\\\b.example\\c", "https://b.example/c"),
            ("mailto:a@b.example", "mailto:a@b.example"),
        ] {
            let found = resolve(base, reference);
            assert_eq!(
                found.as_ref().map(Address::as_str),
                Some(meant),
                "{reference}"
            );
        }
    }

    #[test]
    fn what_runs_is_no_address() {
        for bad in [
            "javascript:1",
            "java\nscript:1",
            " jAvascript:1",
            "data:text/html,x",
            "vbscript:1",
            "http://",
            "",
            "\u{1}javascript:1",
        ] {
            assert_eq!(resolve("https://a.example/", bad), None, "{bad}");
        }
    }
}
