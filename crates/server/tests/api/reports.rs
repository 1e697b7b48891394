//! Reports: what readers ask moderators to look at.

use crate::common::asking::{refused, said};
use crate::common::readers::behind_a_proxy;
use crate::common::walking::{roots, walk};
use crate::common::{OPEN, PARTNER, PRE, on_both, on_both_with};
use model::{ProblemKind, ReportReason};
use reqwest::Method;
use server::clock::now_ms;
use server::store::{Decision, Reported};

/// What was said of each reported comment, newest first.
fn reasons(reported: &[Reported]) -> Vec<(String, Vec<&'static str>)> {
    let reasons = |reported: &Reported| {
        let names = reported.reports.iter().map(|report| report.reason.name());
        (said(&reported.stored.comment), names.collect())
    };
    reported.iter().map(reasons).collect()
}

#[tokio::test]
async fn a_reader_has_one_report_for_each_comment_and_may_change_it() {
    on_both(async |app| {
        let id = app.post(OPEN, "một").await.comment.id;
        let token = app.reader(1).await;
        for (reason, note) in [("spam", ""), ("abuse", " Chửi\r\nbạn tôi. ")] {
            let fields = [("reason", reason), ("note", note), ("reader_token", &token)];
            assert_eq!(app.report(&id, &fields).await.status(), 204);
        }
        let reported = app.store().reported(None).await.unwrap();
        assert_eq!(reasons(&reported), [("một".to_owned(), vec!["abuse"])]);
        let report = &reported[0].reports[0];
        assert_eq!(report.reason, ReportReason::Abuse);
        assert_eq!(report.note, "Chửi\nbạn tôi.");
        assert!(report.by_known_reader && report.at_ms <= now_ms());
        // Readers see nothing of it.
        let public = String::from_utf8(app.bytes(&format!("api/v1/comments/{id}")).await).unwrap();
        assert!(
            !public.contains("report") && !public.contains("abuse"),
            "{public}"
        );
    })
    .await;
}

#[tokio::test]
async fn one_reader_at_once_is_one_report() {
    on_both(async |app| {
        let id = app.post(OPEN, "một").await.comment.id;
        let token = app.reader(1).await;
        let fields = [("reason", "spam"), ("reader_token", token.as_str())];
        let sent = (0..8).map(|_| app.report(&id, &fields));
        for answer in futures_util::future::join_all(sent).await {
            assert_eq!(answer.status(), 204);
        }
        let reported = app.store().reported(None).await.unwrap();
        assert_eq!(reported[0].reports.len(), 1);
    })
    .await;
}

#[tokio::test]
async fn reports_of_many_lower_a_comment_until_they_are_dismissed() {
    on_both_with(behind_a_proxy, async |app| {
        let ids = [app.post(OPEN, "một").await, app.post(OPEN, "hai").await];
        let ids = ids.map(|posted| posted.comment.id);
        let mut readers = Vec::new();
        for n in 1..=3 {
            readers.push(app.reader(n).await);
        }
        for reader in &readers {
            app.like(&ids[0], reader, true).await;
        }
        app.like(&ids[1], &readers[0], true).await;
        let best = async || roots(&walk(app, "best", 10).await);
        assert_eq!(best().await, ["một", "hai"]);
        // Without a token it may be one reader many times: that lowers nothing.
        for _ in 0..5 {
            assert_eq!(
                app.report(&ids[0], &[("reason", "spam")]).await.status(),
                204
            );
        }
        assert_eq!(best().await, ["một", "hai"]);
        for reader in &readers {
            let fields = [("reason", "off_topic"), ("reader_token", reader.as_str())];
            assert_eq!(app.report(&ids[0], &fields).await.status(), 204);
        }
        assert_eq!(best().await, ["hai", "một"]);

        let version = app.thread(OPEN).await.version;
        let store = app.another_process().await;
        let dismiss = async || {
            store
                .dismiss_reports(ids[0].clone(), now_ms())
                .await
                .unwrap()
        };
        assert_eq!(dismiss().await, Decision::Done);
        assert_eq!(dismiss().await, Decision::Unchanged);
        assert_eq!(best().await, ["một", "hai"]);
        assert!(app.thread(OPEN).await.version > version);
        // Who was told no is not heard again; somebody else is.
        let again = [("reason", "illegal"), ("reader_token", readers[0].as_str())];
        assert_eq!(app.report(&ids[0], &again).await.status(), 204);
        assert_eq!(store.reported(None).await.unwrap(), []);
        let other = app.reader(4).await;
        let other = [("reason", "illegal"), ("reader_token", other.as_str())];
        assert_eq!(app.report(&ids[0], &other).await.status(), 204);
        let reported = store.reported(None).await.unwrap();
        assert_eq!(reasons(&reported), [("một".to_owned(), vec!["illegal"])]);
        store.close().await;
    })
    .await;
}

#[tokio::test]
async fn moderators_see_what_is_reported_most_and_only_what_stands() {
    on_both(async |app| {
        let (one, two) = (app.post(OPEN, "một").await, app.post(OPEN, "hai").await);
        app.report(&one.comment.id, &[("reason", "spam")]).await;
        for reason in ["other", "illegal"] {
            app.report(&two.comment.id, &[("reason", reason)]).await;
        }
        let store = app.store();
        let reported = store.reported(Some("news")).await.unwrap();
        let (one_said, two_said) = ("một".to_owned(), "hai".to_owned());
        assert_eq!(
            reasons(&reported),
            [
                (two_said, vec!["illegal", "other"]),
                (one_said, vec!["spam"])
            ]
        );
        assert!(!reported[0].reports[0].by_known_reader);
        assert_eq!(store.reported(Some("weekly")).await.unwrap(), []);
        for posted in [&one, &two] {
            assert_eq!(app.remove(posted).await.status(), 204);
        }
        assert_eq!(store.reported(None).await.unwrap(), []);
    })
    .await;
}

#[tokio::test]
async fn what_cannot_be_a_report_is_refused_by_name() {
    on_both(async |app| {
        let id = app.post(OPEN, "một").await.comment.id;
        let long = "ệ".repeat(501);
        let refusals: [(&[(&str, &str)], _, _, _); 5] = [
            (&[], ProblemKind::Malformed, "reason", None),
            (
                &[("reason", "boring")],
                ProblemKind::Invalid,
                "reason",
                None,
            ),
            (
                &[("reason", "spam"), ("note", &long)],
                ProblemKind::TooLong,
                "note",
                Some(500),
            ),
            (
                &[("reason", "spam"), ("note", "a\0")],
                ProblemKind::BadCharacter,
                "note",
                None,
            ),
            (
                &[("reason", "spam"), ("reader_token", "x")],
                ProblemKind::ReaderToken,
                "reader_token",
                None,
            ),
        ];
        for (fields, kind, field, limit) in refusals {
            let problem = refused(app.report(&id, fields).await, kind).await;
            assert_eq!(
                (problem.field.as_deref(), problem.limit),
                (Some(field), limit)
            );
        }
        let pending = app.post(PRE, "chờ").await.comment.id;
        let spam = [("reason", "spam"), ("reader_token", "")];
        refused(app.report(&pending, &spam).await, ProblemKind::NotFound).await;
        assert_eq!(app.store().reported(None).await.unwrap(), []);
    })
    .await;
}

#[tokio::test]
async fn a_form_without_script_reports_too_and_one_client_only_so_often() {
    on_both(async |app| {
        let id = app.post(OPEN, "một").await.comment.id;
        let path = format!("api/v1/comments/{id}/report");
        let browser = reqwest::Client::builder().redirect(reqwest::redirect::Policy::none());
        let browser = browser.build().unwrap();
        let send = async |origin: &str| {
            let form = browser.post(format!("{}{path}", app.url));
            let form = form
                .header("accept", "text/html,*/*")
                .header("origin", origin);
            form.form(&[("reason", "abuse")]).send().await.unwrap()
        };
        let own = app.url.trim_end_matches('/');
        let answer = send(own).await;
        assert_eq!(answer.status(), 303);
        let to = answer.headers()["location"].to_str().unwrap();
        let page = format!("{}{path}", app.url).parse::<url::Url>().unwrap();
        let page = page.join(to).unwrap();
        let place = format!("{}articles/{OPEN}?around={id}#chuyen-c-{id}", app.url);
        assert_eq!(page.as_str(), place);
        refused(
            send("https://evil.example").await,
            ProblemKind::OriginNotAllowed,
        )
        .await;
        for _ in 2..10 {
            assert_eq!(send(PARTNER).await.status(), 303);
        }
        refused(send(PARTNER).await, ProblemKind::RateLimited).await;
        let reported = app.store().reported(None).await.unwrap();
        assert_eq!(reported[0].reports.len(), 9);
        let read = app.ask(Method::GET, &path).send().await.unwrap();
        assert_eq!(read.status(), 405);
    })
    .await;
}
