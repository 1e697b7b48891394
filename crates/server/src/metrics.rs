//! What is counted while a server runs, for those who watch it: numbers by route, never by reader or article.
//!
//! A few counters, written out as Prometheus reads them. They are not served where readers ask, but at an address of
//! their own.

use std::collections::BTreeMap;
use std::fmt::Write;
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering::Relaxed};
use std::time::{Duration, Instant};

use axum::Router;
use axum::extract::{MatchedPath, Request, State};
use axum::http::{Method, StatusCode, header};
use axum::middleware::Next;
use axum::response::{IntoResponse, Response};
use model::CommentStatus;
use tokio::net::TcpListener;

use crate::app::App;
use crate::connections;
use crate::error::{Error, Result};

/// Where they are found.
const PATH: &str = "/metrics";
/// The format, as Prometheus names it.
const TEXT: &str = "text/plain; version=0.0.4; charset=utf-8";
/// Upper ends of the steps that durations are counted by, in microseconds.
const STEPS_US: [u64; 11] = [
    500, 1_000, 2_500, 5_000, 10_000, 25_000, 50_000, 100_000, 250_000, 1_000_000, 5_000_000,
];
/// Classes of status: 1xx to 5xx.
const CLASSES: usize = 5;
/// Stands for addresses that lead nowhere: each of them by itself would be a reader's own words.
const NOWHERE: &str = "none";

/// Counters that only go up.
#[derive(Debug)]
pub struct Metrics {
    routes: BTreeMap<String, Route>,
    nowhere: Route,
    published: AtomicU64,
    pending: AtomicU64,
}

/// Answers of one route.
#[derive(Debug, Default)]
struct Route {
    by_class: [AtomicU64; CLASSES],
    /// By the first step that is long enough; the last has the longer ones.
    by_step: [AtomicU64; STEPS_US.len() + 1],
    total_us: AtomicU64,
}

impl Metrics {
    /// Nothing counted yet. Routes are known beforehand, so that counting never waits.
    pub fn new(routes: impl Iterator<Item = String>) -> Self {
        Self {
            routes: routes.map(|path| (path, Route::default())).collect(),
            nowhere: Route::default(),
            published: AtomicU64::default(),
            pending: AtomicU64::default(),
        }
    }

    /// A comment was posted, and stands like this.
    pub fn posted(&self, status: CommentStatus) {
        match status {
            CommentStatus::Published => self.published.fetch_add(1, Relaxed),
            CommentStatus::Pending | CommentStatus::Removed => self.pending.fetch_add(1, Relaxed),
        };
    }

    fn answered(&self, route: Option<&str>, status: StatusCode, took: Duration) {
        let route = route.and_then(|route| self.routes.get(route));
        route.unwrap_or(&self.nowhere).answered(status, took);
    }

    fn all(&self) -> impl Iterator<Item = (&str, &Route)> {
        let known = self
            .routes
            .iter()
            .map(|(path, route)| (path.as_str(), route));
        let all = known.chain([(NOWHERE, &self.nowhere)]);
        all.filter(|(_, route)| route.answers() > 0)
    }
}

impl Route {
    fn answered(&self, status: StatusCode, took: Duration) {
        let class = usize::from(status.as_u16() / 100).clamp(1, CLASSES);
        self.by_class[class - 1].fetch_add(1, Relaxed);
        let took_us = u64::try_from(took.as_micros()).unwrap_or(u64::MAX);
        let step = STEPS_US.iter().position(|most| took_us <= *most);
        self.by_step[step.unwrap_or(STEPS_US.len())].fetch_add(1, Relaxed);
        self.total_us.fetch_add(took_us, Relaxed);
    }

    fn answers(&self) -> u64 {
        self.by_step.iter().map(|step| step.load(Relaxed)).sum()
    }
}

/// Counts an answer and the time until it began.
pub async fn count(State(app): State<Arc<App>>, request: Request, next: Next) -> Response {
    let route = request.extensions().get::<MatchedPath>().cloned();
    let began = Instant::now();
    let response = next.run(request).await;
    let route = route.as_ref().map(MatchedPath::as_str);
    app.metrics
        .answered(route, response.status(), began.elapsed());
    response
}

/// Answers at an address of its own, as long as the program runs.
pub async fn serve(app: Arc<App>, listener: TcpListener) {
    let router = Router::new().fallback(show).with_state(app);
    connections::serve(listener, router, std::future::pending()).await;
}

async fn show(State(app): State<Arc<App>>, request: Request) -> Result<Response> {
    match (request.method(), request.uri().path()) {
        (&Method::GET, PATH) => Ok(([(header::CONTENT_TYPE, TEXT)], text(&app)).into_response()),
        _ => Err(Error::not_found()),
    }
}

/// Everything, as Prometheus reads it: <https://prometheus.io/docs/instrumenting/exposition_formats/>.
fn text(app: &App) -> String {
    let mut out = String::new();
    requests(&mut out, &app.metrics);
    let posted = [
        ("published", app.metrics.published.load(Relaxed)),
        ("pending", app.metrics.pending.load(Relaxed)),
    ];
    let name = "chuyen_comments_posted_total";
    family(
        &mut out,
        name,
        "counter",
        "Comments posted, as they stood then.",
    );
    for (status, count) in posted {
        line(&mut out, name, &[("status", status)], count);
    }
    let name = "chuyen_finished_answers_total";
    family(
        &mut out,
        name,
        "counter",
        "Answers that are the same for every reader, taken from memory or made.",
    );
    let (taken, made) = app.shelf.counts();
    for (result, count) in [("hit", taken.saturating_sub(made)), ("miss", made)] {
        line(&mut out, name, &[("result", result)], count);
    }
    let name = "chuyen_event_streams_open";
    family(&mut out, name, "gauge", "Open streams of events.");
    line(&mut out, name, &[], app.live.streams().into());
    out
}

fn requests(out: &mut String, metrics: &Metrics) {
    let name = "chuyen_requests_total";
    family(
        out,
        name,
        "counter",
        "Answers, by route and class of status.",
    );
    for (path, route) in metrics.all() {
        for (class, count) in route.by_class.iter().enumerate() {
            let count = count.load(Relaxed);
            if count > 0 {
                let class = format!("{}xx", class + 1);
                line(out, name, &[("route", path), ("status", &class)], count);
            }
        }
    }
    let name = "chuyen_request_duration_seconds";
    family(out, name, "histogram", "Time until an answer began.");
    for (path, route) in metrics.all() {
        durations(out, name, path, route);
    }
}

fn durations(out: &mut String, name: &str, path: &str, route: &Route) {
    let ends = STEPS_US.iter().map(|us| seconds(*us));
    let ends = ends.chain(["+Inf".to_owned()]);
    let mut so_far = 0;
    for (end, step) in ends.zip(&route.by_step) {
        so_far += step.load(Relaxed);
        let labels = [("route", path), ("le", end.as_str())];
        line(out, &format!("{name}_bucket"), &labels, so_far);
    }
    let total = seconds(route.total_us.load(Relaxed));
    let labels = labels(&[("route", path)]);
    writeln!(out, "{name}_sum{labels} {total}").expect("a string takes every write");
    writeln!(out, "{name}_count{labels} {so_far}").expect("a string takes every write");
}

fn family(out: &mut String, name: &str, kind: &str, what: &str) {
    writeln!(out, "# HELP {name} {what}\n# TYPE {name} {kind}")
        .expect("a string takes every write");
}

fn line(out: &mut String, name: &str, with: &[(&str, &str)], count: u64) {
    writeln!(out, "{name}{} {count}", labels(with)).expect("a string takes every write");
}

/// Routes and words of this file: nothing in them has to be escaped.
fn labels(with: &[(&str, &str)]) -> String {
    let labels = with
        .iter()
        .map(|(name, value)| format!("{name}=\"{value}\""));
    let labels: Vec<_> = labels.collect();
    match labels.is_empty() {
        true => String::new(),
        false => format!("{{{}}}", labels.join(",")),
    }
}

/// Exact, without the noise of floating point.
fn seconds(us: u64) -> String {
    let (whole, rest) = (us / 1_000_000, us % 1_000_000);
    match rest {
        0 => whole.to_string(),
        rest => format!("{whole}.{}", format!("{rest:06}").trim_end_matches('0')),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn answers_are_counted_by_route_class_and_duration() {
        let metrics = Metrics::new(["/a/{id}".to_owned()].into_iter());
        let ms = Duration::from_millis;
        metrics.answered(Some("/a/{id}"), StatusCode::OK, ms(1));
        metrics.answered(Some("/a/{id}"), StatusCode::OK, ms(7_000));
        metrics.answered(Some("/a/{id}"), StatusCode::NOT_FOUND, ms(2));
        metrics.answered(None, StatusCode::NOT_FOUND, ms(0));
        let mut out = String::new();
        requests(&mut out, &metrics);
        for line in [
            "chuyen_requests_total{route=\"/a/{id}\",status=\"2xx\"} 2",
            "chuyen_requests_total{route=\"/a/{id}\",status=\"4xx\"} 1",
            "chuyen_requests_total{route=\"none\",status=\"4xx\"} 1",
            "chuyen_request_duration_seconds_bucket{route=\"/a/{id}\",le=\"0.0005\"} 0",
            "chuyen_request_duration_seconds_bucket{route=\"/a/{id}\",le=\"0.001\"} 1",
            "chuyen_request_duration_seconds_bucket{route=\"/a/{id}\",le=\"5\"} 2",
            "chuyen_request_duration_seconds_bucket{route=\"/a/{id}\",le=\"+Inf\"} 3",
            "chuyen_request_duration_seconds_sum{route=\"/a/{id}\"} 7.003",
            "chuyen_request_duration_seconds_count{route=\"/a/{id}\"} 3",
        ] {
            assert!(out.lines().any(|found| found == line), "{line} in {out}");
        }
    }
}
