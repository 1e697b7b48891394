//! The partner's site: plain files under a strict content security policy, and nothing of the server's.

use std::fs;
use std::io::{Cursor, ErrorKind};
use std::net::{Ipv4Addr, Ipv6Addr, TcpListener};
use std::path::PathBuf;
use std::thread;

use anyhow::{Context, Result, anyhow};
use tiny_http::{Header, Method, Request, Response, Server};

use crate::project;

/// What a browser is told to open. To a browser `localhost` and `127.0.0.1` are two sites.
pub const ADDRESS: &str = "http://localhost:8081";
const PORT: u16 = 8081;

/// The least a partner has to allow.
const POLICY: &str = "default-src 'none'; script-src http://127.0.0.1:8080 'wasm-unsafe-eval'; \
    style-src 'self' http://127.0.0.1:8080; img-src 'self' http://127.0.0.1:8080 data:; \
    connect-src http://127.0.0.1:8080; require-trusted-types-for 'script'; trusted-types chuyen";

/// … for a frame, and a script of the partner's own.
const FRAME_POLICY: &str = "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; frame-src http://127.0.0.1:8080";
/// The page that has one.
const FRAME_PAGE: &str = "frame.html";

/// Listens wherever `localhost` may lead.
pub fn listen() -> Result<Vec<TcpListener>> {
    let mut listeners = vec![super::listen((Ipv4Addr::LOCALHOST, PORT).into())?];
    match TcpListener::bind((Ipv6Addr::LOCALHOST, PORT)) {
        Ok(listener) => listeners.push(listener),
        Err(error) if error.kind() == ErrorKind::AddrInUse => {
            return Err(error).context("port 8081 is taken: stop what listens on [::1]:8081");
        }
        Err(_) => {} // a machine without IPv6
    }
    Ok(listeners)
}

/// Answers in the background until this process ends.
pub fn serve(listener: TcpListener) -> Result<()> {
    let server = Server::from_listener(listener, None).map_err(|error| anyhow!(error))?;
    thread::spawn(move || {
        for request in server.incoming_requests() {
            let response = answer(&request);
            let _ = request.respond(response); // a browser that has gone needs no answer
        }
    });
    Ok(())
}

fn answer(request: &Request) -> Response<Cursor<Vec<u8>>> {
    let page = match request.method() {
        Method::Get | Method::Head => file(request.url()),
        _ => None,
    };
    let Some((path, content)) = page.and_then(|path| Some((path.clone(), fs::read(path).ok()?)))
    else {
        return Response::from_string("not found\n").with_status_code(404);
    };
    let extension = path.extension().unwrap_or_default().to_string_lossy();
    let policy = match path.ends_with(FRAME_PAGE) {
        true => FRAME_POLICY,
        false => POLICY,
    };
    Response::from_data(content)
        .with_header(header("Content-Type", media_type(&extension)))
        .with_header(header("Content-Security-Policy", policy))
        .with_header(header("Cache-Control", "no-store"))
}

/// `/` is `index.html`; whatever else the site has lies under `/examples/`.
fn file(url: &str) -> Option<PathBuf> {
    let path = url.split(['?', '#']).next()?.strip_prefix('/')?;
    match path {
        "" => Some(project::root().join("index.html")),
        _ if path.starts_with("examples/") && path.split('/').all(is_plain) => {
            Some(project::root().join(path))
        }
        _ => None,
    }
}

/// Neither hidden nor a way up.
fn is_plain(segment: &str) -> bool {
    !segment.starts_with('.')
        && segment
            .chars()
            .all(|c| c.is_ascii_alphanumeric() || "-_.".contains(c))
}

fn media_type(extension: &str) -> &'static str {
    match extension {
        "html" => "text/html; charset=utf-8",
        "css" => "text/css; charset=utf-8",
        "js" => "text/javascript; charset=utf-8",
        "json" => "application/json",
        "svg" => "image/svg+xml",
        "webp" => "image/webp",
        "png" => "image/png",
        _ => "application/octet-stream",
    }
}

fn header(name: &str, value: &str) -> Header {
    Header::from_bytes(name, value).expect("headers are written here, in ASCII")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_site_is_its_page_and_its_examples() {
        assert_eq!(file("/?utm=1"), Some(project::root().join("index.html")));
        assert_eq!(
            file("/examples/a.css"),
            Some(project::root().join("examples/a.css"))
        );
        assert_eq!(file("/Cargo.toml"), None);
    }

    #[test]
    fn no_path_leads_out_of_the_examples() {
        for url in [
            "/examples/../Cargo.toml",
            "/examples/%2e%2e/Cargo.toml",
            "/examples/.git",
            "//etc/passwd",
        ] {
            assert_eq!(file(url), None, "{url}");
        }
    }
}
