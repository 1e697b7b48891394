//! What to embed for an address: oEmbed 1.0, <https://oembed.com>.

use std::sync::Arc;

use axum::extract::State;
use axum::http::{HeaderMap, StatusCode, header};
use axum::response::Response;
use model::{Article, ArticleId, Problem, ProblemKind};
use percent_encoding::{percent_decode_str, utf8_percent_encode};
use serde::{Deserialize, Serialize};
use url::Url;

use super::alias::canonical;
use super::piece::article_of;
use super::thread;
use crate::app::App;
use crate::caching;
use crate::config::is_loopback;
use crate::document::escaped;
use crate::error::{Error, Result};
use crate::outlets::jsonld::figures;
use crate::render::{RESERVED, turn};
use crate::request::Query;

/// How wide a frame is, in CSS pixels, if nobody asks for less: a column to read in.
const WIDTH: u32 = 640;
/// How tall it is until it has told its height itself, in CSS pixels.
const HEIGHT: u32 = 800;
/// How long a site may go by the answer, in seconds.
const CACHE_AGE_S: u32 = 3_600;
/// The parts of a server where an article has an address.
const PLACES: [&str; 2] = ["articles/", "embed/"];

/// All of it text, so that a refusal can name the field.
#[derive(Deserialize)]
pub(super) struct OembedQuery {
    url: Option<String>,
    format: Option<String>,
    maxwidth: Option<String>,
    maxheight: Option<String>,
}

/// What to embed.
#[derive(Debug, Serialize, utoipa::ToSchema)]
pub(super) struct Oembed {
    /// Always `1.0`.
    version: &'static str,
    /// Always `rich`.
    #[serde(rename = "type")]
    kind: &'static str,
    /// The headline.
    title: String,
    /// Who wrote it.
    #[serde(skip_serializing_if = "Option::is_none")]
    author_name: Option<String>,
    /// Who published it.
    provider_name: String,
    /// Their front page, or else the server's address.
    provider_url: String,
    /// Seconds in which the answer may be used again.
    cache_age: u32,
    /// A frame with the article and its thread.
    html: String,
    /// Width of the frame in CSS pixels.
    width: u32,
    /// Height of the frame in CSS pixels.
    height: u32,
    /// The first picture.
    #[serde(flatten, skip_serializing_if = "Option::is_none")]
    thumbnail: Option<Thumbnail>,
}

/// A picture of an article, no larger than was asked for.
#[derive(Debug, PartialEq, Serialize, utoipa::ToSchema)]
pub(super) struct Thumbnail {
    /// The file.
    thumbnail_url: String,
    /// Its width in pixels.
    thumbnail_width: u32,
    /// Its height in pixels.
    thumbnail_height: u32,
}

/// The most that a site has room for, in CSS pixels.
#[derive(Clone, Copy)]
struct Room {
    width: u32,
    height: u32,
}

/// What a site embeds for the address of an article: that of its page here, or its canonical one.
#[utoipa::path(
    get,
    path = "/oembed",
    params(
        ("url" = String, Query, description = "The address."),
        ("format" = Option<String>, Query, description = "`json`, the only one there is."),
        ("maxwidth" = Option<u32>, Query, description = "Most pixels in width."),
        ("maxheight" = Option<u32>, Query, description = "Most pixels in height."),
    ),
    responses(
        (status = 200, description = "A frame, as HTML.", body = Oembed),
        (status = 304, description = "Unchanged since the `ETag` in `If-None-Match`."),
        (status = 400, description = "A parameter is missing or cannot be read; the problem names it.", body = Problem, content_type = "application/problem+json"),
        (status = 404, description = "No article has that address.", body = Problem, content_type = "application/problem+json"),
        (status = 501, description = "Another format than JSON.", body = Problem, content_type = "application/problem+json"),
    )
)]
pub(super) async fn get(
    State(app): State<Arc<App>>,
    Query(query): Query<OembedQuery>,
    headers: HeaderMap,
) -> Result<Response> {
    let url = query.url.as_deref().ok_or_else(|| Error::missing("url"))?;
    known_format(query.format.as_deref())?;
    let room = Room {
        width: most("maxwidth", query.maxwidth.as_deref())?,
        height: most("maxheight", query.maxheight.as_deref())?,
    };
    let url = Url::parse(url).map_err(|e| Error::malformed("url", url, e))?;
    let home = home(&app, &headers, &url)?;
    let id = match id_here(&url, &home) {
        Some(id) => canonical(&app, id).await?,
        None => id_elsewhere(&app, &url).await?,
    };
    let row = thread::article(&app, &id)
        .await
        .map_err(|e| unknown(e, &url))?;
    let article = article_of(&row)?;
    let site = app.site(&row.site);
    let (name, front) = match &site.publisher {
        Some(publisher) => (publisher.name.clone(), publisher.url.as_ref()),
        None => (site.id.clone(), None),
    };
    let oembed = Oembed {
        provider_name: name,
        provider_url: front.map_or_else(|| home.to_string(), |url| url.to_string()),
        ..oembed(article, &home, room)
    };
    let json = serde_json::to_string(&oembed).expect("names are strings");
    Ok(caching::public(&headers, &caching::tag_of(&json), || {
        json.clone()
    }))
}

fn known_format(format: Option<&str>) -> Result<()> {
    match format {
        None | Some("json") => Ok(()),
        Some(other) => Err(Problem {
            status: StatusCode::NOT_IMPLEMENTED.as_u16(),
            title: "not implemented".to_owned(),
            ..Problem::from(ProblemKind::Other)
                .at("format", other)
                .because("the format is json")
        }
        .into()),
    }
}

/// A number of pixels; as many as there may be, if nobody says.
fn most(field: &str, pixels: Option<&str>) -> Result<u32> {
    let Some(pixels) = pixels else {
        return Ok(u32::MAX);
    };
    match pixels.parse() {
        Ok(most) if most > 0 => Ok(most),
        _ => Err(Error::malformed(
            field,
            pixels,
            "it is a number of pixels from 1 on",
        )),
    }
}

/// Where the server is: as it is set, or else as it was asked.
fn home(app: &App, headers: &HeaderMap, url: &Url) -> Result<Url> {
    let host = headers
        .get(header::HOST)
        .and_then(|host| host.to_str().ok());
    let host = host.unwrap_or_default();
    if host.contains(['/', '\\', '?', '#', '@']) {
        return Err(Error::malformed("host", host, "it is a host and a port"));
    }
    let home = match &app.home {
        Some(home) => home.clone(),
        None => {
            let name = host.rsplit_once(':').map_or(host, |(name, _)| name);
            let scheme = match (authority(url) == host, is_loopback(name)) {
                (true, _) => url.scheme(),
                (false, true) => "http",
                (false, false) => "https",
            };
            format!("{scheme}://{host}/")
        }
    };
    Url::parse(&home).map_err(|e| Error::malformed("host", host, e))
}

/// Host and port, as a request names them.
fn authority(url: &Url) -> &str {
    &url[url::Position::BeforeHost..url::Position::AfterPort]
}

/// The article whose page on this server has that address.
fn id_here(url: &Url, home: &Url) -> Option<ArticleId> {
    let is_here = url.scheme().starts_with("http") && authority(url) == authority(home);
    let path = url.path().strip_prefix(home.path()).filter(|_| is_here)?;
    let name = PLACES.iter().find_map(|place| path.strip_prefix(place))?;
    let id = percent_decode_str(name).decode_utf8().ok()?;
    id.parse().ok()
}

/// The article whose canonical page has that address, whatever stands behind its `?` or `#`.
async fn id_elsewhere(app: &App, url: &Url) -> Result<ArticleId> {
    let mut bare = url.clone();
    bare.set_fragment(None);
    let exact = app.store.article_at(bare.as_str()).await?;
    if let Some(id) = exact {
        return Ok(id);
    }
    bare.set_query(None);
    let id = app.store.article_at(bare.as_str()).await?;
    id.ok_or_else(|| unknown(Error::not_found(), url))
}

/// That nothing is there is said of the address that was asked for.
fn unknown(error: Error, url: &Url) -> Error {
    let problem = error.problem();
    match problem.kind {
        ProblemKind::NotFound => problem
            .at("url", url.as_str())
            .because("no article of this server has that address")
            .into(),
        _ => error,
    }
}

fn oembed(mut article: Article, home: &Url, room: Room) -> Oembed {
    article.map_addresses(&mut |address| turn(address, home.as_str()));
    let (width, height) = (room.width.min(WIDTH), room.height.min(HEIGHT));
    let names = article.byline.iter().map(|by| by.name.as_str());
    let names: Vec<_> = names.collect();
    Oembed {
        version: "1.0",
        kind: "rich",
        author_name: Some(names.join(", ")).filter(|names| !names.is_empty()),
        provider_name: String::new(),
        provider_url: String::new(),
        cache_age: CACHE_AGE_S,
        html: frame(&article, home, (width, height)),
        width,
        height,
        thumbnail: thumbnail(&article, room),
        title: article.headline,
    }
}

/// As plain as can be: many sites let nothing else of a frame through.
fn frame(article: &Article, home: &Url, (width, height): (u32, u32)) -> String {
    let id = utf8_percent_encode(article.id.as_str(), RESERVED);
    format!(
        "<iframe src=\"{}embed/{id}\" width=\"{width}\" height=\"{height}\" frameborder=\"0\" \
         title=\"{}\"></iframe>",
        escaped(home.as_str()),
        escaped(&article.headline),
    )
}

/// The largest file of the first picture that there is room for.
fn thumbnail(article: &Article, room: Room) -> Option<Thumbnail> {
    let image = &figures(article).next()?.image;
    let files = image.renditions.iter().map(|it| (&it.url, it.width));
    let files = files.chain([(&image.url, image.width)]);
    let sized = files.map(|(url, width)| {
        let height = u64::from(width) * u64::from(image.height) / u64::from(image.width.max(1));
        (url, width, u32::try_from(height).unwrap_or(u32::MAX).max(1))
    });
    let fits = sized.filter(|(url, width, height)| {
        url.is_web() && *width <= room.width && *height <= room.height
    });
    let (url, width, height) = fits.max_by_key(|(_, width, _)| *width)?;
    Some(Thumbnail {
        thumbnail_url: url.to_string(),
        thumbnail_width: width,
        thumbnail_height: height,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn seed() -> Article {
        let json = include_str!("../../../../articles/bdk-27052023.json");
        crate::articles::parse(json, "bdk").unwrap()
    }

    fn url(url: &str) -> Url {
        Url::parse(url).unwrap()
    }

    #[test]
    fn an_address_here_names_its_article() {
        let home = url("https://news.example/chuyen/");
        let id = |address: &str| id_here(&url(address), &home).map(String::from);
        let tin = Some("tin-1".to_owned());
        assert_eq!(id("https://news.example/chuyen/articles/tin-1"), tin);
        assert_eq!(
            id("http://news.example/chuyen/articles/tin-1?order=best#x"),
            tin
        );
        assert_eq!(id("https://news.example/chuyen/embed/tin-1"), tin);
        let accented = id("https://news.example/chuyen/articles/m%C6%B0a");
        assert_eq!(accented.as_deref(), Some("mưa"));
        for other in [
            "https://news.example/articles/tin-1",
            "https://news.example:8443/chuyen/articles/tin-1",
            "https://other.example/chuyen/articles/tin-1",
            "https://news.example/chuyen/articles/tin-1/x",
            "https://news.example/chuyen/articles/",
            "https://news.example/chuyen/media/s/x.webp",
        ] {
            assert_eq!(id(other), None, "{other}");
        }
    }

    #[test]
    fn nothing_is_larger_than_there_is_room() {
        let home = url("https://news.example/");
        let width = |width, height| {
            let answer = oembed(seed(), &home, Room { width, height });
            let thumbnail = answer
                .thumbnail
                .map(|it| (it.thumbnail_width, it.thumbnail_height));
            (answer.width, answer.height, thumbnail)
        };
        assert_eq!(width(u32::MAX, u32::MAX), (640, 800, Some((1440, 960))));
        assert_eq!(width(1_000, 500), (640, 500, Some((480, 320))));
        assert_eq!(width(320, 300), (320, 300, None));
    }

    #[test]
    fn a_headline_stays_in_its_attribute() {
        let mut article = seed();
        article.headline = "\"><script>".to_owned();
        let home = url("https://news.example/");
        let html = frame(&article, &home, (1, 2));
        assert_eq!(
            html,
            "<iframe src=\"https://news.example/embed/bdk-27052023\" width=\"1\" height=\"2\" frameborder=\"0\" \
             title=\"&quot;>&lt;script>\"></iframe>"
        );
    }
}
