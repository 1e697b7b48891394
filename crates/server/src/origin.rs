//! Pages of which origins may write. Reading is open to all.

use axum::http::{HeaderMap, header};
use model::{Problem, ProblemKind};

use crate::config::Site;
use crate::error::{Error, Result};

/// Lets pass: an origin of the site, the server's own pages, and programs, which send no origin.
///
/// # Errors
/// [`ProblemKind::OriginNotAllowed`] names the origin.
pub fn allow(headers: &HeaderMap, site: &Site) -> Result<()> {
    let Some(origin) = headers.get(header::ORIGIN) else {
        return Ok(());
    };
    let origin = origin.to_str().unwrap_or("not ASCII");
    if site.origins.iter().any(|o| o.as_str() == origin) || is_own(origin, headers) {
        return Ok(());
    }
    let problem = Problem::from(ProblemKind::OriginNotAllowed).at("origin", origin);
    let why = format!("site {:?} does not list this origin", site.id);
    Err(Error::from(problem.because(why)))
}

/// The origin of the page that asks; empty for a program.
pub fn of(headers: &HeaderMap) -> &str {
    let origin = headers.get(header::ORIGIN);
    origin.map_or("", |origin| origin.to_str().unwrap_or("not ASCII"))
}

/// Which origins the page that asks may have. Browsers leave out the origin where a page of the server itself only
/// reads.
pub fn possible(headers: &HeaderMap) -> Vec<String> {
    let host = headers
        .get(header::HOST)
        .and_then(|host| host.to_str().ok());
    match (of(headers), host) {
        ("", Some(host)) => vec![
            String::new(),
            format!("https://{host}"),
            format!("http://{host}"),
        ],
        (origin, _) => vec![origin.to_owned()],
    }
}

/// Does the page come from the host that the request goes to?
fn is_own(origin: &str, headers: &HeaderMap) -> bool {
    let host = headers
        .get(header::HOST)
        .and_then(|host| host.to_str().ok());
    let page = origin.split_once("://").map(|(_, page)| page);
    host.is_some() && host == page
}
