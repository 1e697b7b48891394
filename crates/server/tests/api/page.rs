//! An article's page of its own, which needs no script: links and forms do all.

use model::{Problem, ProblemKind};
use reqwest::{Client, Method, Response, StatusCode, redirect};

use crate::common::asking::{new_key, refused};
use crate::common::{CLOSED, OPEN, PRE, TestApp, on_both};
use crate::html::html;

const PAGE: &str = "text/html,application/xhtml+xml";

/// A form as a browser without script sends it, which shows the answer as a page.
async fn form(app: &TestApp, article: &str, fields: &[(&str, &str)]) -> Response {
    let client = Client::builder().redirect(redirect::Policy::none());
    let url = format!("{}api/v1/articles/{article}/comments", app.url);
    let form = client.build().unwrap().post(url).form(fields);
    form.header("accept", PAGE).send().await.unwrap()
}

fn location(response: &Response) -> String {
    assert_eq!(response.status(), StatusCode::SEE_OTHER);
    let to = response.headers()["location"].to_str().unwrap();
    response.url().join(to).unwrap().to_string()
}

#[tokio::test]
async fn a_page_of_its_own_needs_no_script() {
    on_both(async |app| {
        app.post(OPEN, "một").await;
        let response = app
            .ask(Method::GET, &format!("articles/{OPEN}"))
            .send()
            .await
            .unwrap();
        let policy = response.headers()["content-security-policy"]
            .to_str()
            .unwrap()
            .to_owned();
        assert!(
            policy.contains("form-action 'self'") && policy.contains("trusted-types chuyen"),
            "{policy}"
        );
        let page = response.text().await.unwrap();
        for part in [
            "<!doctype html><html lang=\"vi\">",
            "<title>Mưa đầu mùa</title>",
            "<link rel=\"canonical\" href=\"https://news.example/tin-1\">",
            "<meta property=\"og:title\" content=\"Mưa đầu mùa\">",
            "<meta name=\"description\" content=\"Chiều nay trời mưa.\">",
            "<form",
            "action=\"../api/v1/articles/tin-1/comments\"",
            "name=\"text\"",
            "href=\"../articles/tin-1?order=oldest#chuyen-thread\"",
        ] {
            assert!(page.contains(part), "{part} in {page}");
        }
        assert!(
            !page.contains("hidden=\"\" class=\"chuyen-composer-more\""),
            "the name can be given"
        );
        let closed = html(app, &format!("articles/{CLOSED}")).await;
        assert!(!closed.contains("<form"));
    })
    .await;
}

#[tokio::test]
async fn a_form_is_answered_with_where_the_comment_stands() {
    on_both(async |app| {
        let fields = [("text", "không cần máy"), ("author_name", "Lan")];
        let to = location(&form(app, OPEN, &fields).await);
        let id = app.thread(OPEN).await.comments[0].id.clone();
        assert_eq!(
            to,
            format!("{}articles/{OPEN}?around={id}#chuyen-c-{id}", app.url)
        );
        let page = html(app, &format!("articles/{OPEN}?around={id}")).await;
        assert!(page.contains("không cần máy"));

        let to = location(&form(app, PRE, &fields).await);
        assert_eq!(
            to,
            format!("{}articles/{PRE}?sent=pending#chuyen-thread", app.url)
        );
        let page = html(app, &format!("articles/{PRE}?sent=pending")).await;
        assert!(
            page.contains("sẽ hiển thị sau khi được kiểm duyệt") && !page.contains("không cần máy")
        );
    })
    .await;
}

#[tokio::test]
async fn a_refused_form_comes_back_with_what_was_typed_and_why() {
    on_both(async |app| {
        let answer = form(
            app,
            OPEN,
            &[("text", "giữ <lại> nhé"), ("author_name", " ")],
        )
        .await;
        assert_eq!(answer.status(), StatusCode::UNPROCESSABLE_ENTITY);
        assert_eq!(answer.headers()["cache-control"], "no-store");
        // Or a browser would not say that the next try comes from here.
        assert_eq!(answer.headers()["referrer-policy"], "same-origin");
        let sent_to = answer.url().clone();
        let page = answer.text().await.unwrap();
        let style = page.split("rel=\"stylesheet\" href=\"").nth(1).unwrap();
        let style = sent_to.join(style.split('"').next().unwrap()).unwrap();
        assert!(style.as_str().starts_with(&format!("{}assets/", app.url)));
        for part in [
            "giữ &lt;lại&gt; nhé</textarea>",
            "aria-invalid=\"true\"",
            "role=\"alert\"",
        ] {
            assert!(page.contains(part), "{part} in {page}");
        }
        let root = app.post(OPEN, "gốc").await.comment.id;
        let fields = [
            ("text", "  "),
            ("author_name", "Lan"),
            ("parent", root.as_str()),
        ];
        let page = form(app, OPEN, &fields).await.text().await.unwrap();
        assert!(page.contains("id=\"chuyen-reply\""), "{page}");
        assert!(page.contains("value=\"Lan\""), "{page}");
        // A program still gets a problem.
        let refusal = app
            .send(OPEN, &[("text", ""), ("author_name", "Lan")])
            .await;
        let _: Problem = refused(refusal, ProblemKind::Empty).await;
    })
    .await;
}

#[tokio::test]
async fn without_script_more_of_a_thread_is_a_link_away() {
    on_both(async |app| {
        let root = app.post(OPEN, "gốc").await.comment.id;
        for n in 1..=5 {
            app.reply(OPEN, &format!("lá {n}."), Some(&root)).await;
        }
        for n in 1..=20 {
            app.post(OPEN, &format!("ý {n}.")).await;
        }
        let page = html(app, &format!("articles/{OPEN}")).await;
        let more = page
            .split("href=\"")
            .filter_map(|rest| rest.split('"').next());
        let more: Vec<_> = more.filter(|href| href.contains("cursor=")).collect();
        let [next] = more.as_slice() else {
            panic!("{more:?}")
        };
        let next = next.replace("&amp;", "&").replace("../", "");
        let next = html(app, next.split('#').next().unwrap()).await;
        assert!(next.contains("gốc") && next.contains("lá 3.") && !next.contains("lá 4."));
        assert!(next.contains(&format!("?replies={root}")));
        let branch = html(app, &format!("articles/{OPEN}?replies={root}")).await;
        assert!(branch.contains("lá 5.") && !branch.contains("ý 20."));
        let reply = html(app, &format!("articles/{OPEN}?reply={root}")).await;
        let field = format!("<input value=\"{root}\" type=\"hidden\" name=\"parent\"");
        assert!(reply.contains(&field), "{reply}");
    })
    .await;
}

/// What 64 readers see while eight writers write, one of them another process.

#[tokio::test]
async fn a_duplicate_form_is_not_posted_twice() {
    on_both(async |app| {
        let fields = [("text", "một lần"), ("author_name", "Lan")];
        location(&form(app, OPEN, &fields).await);
        let again = form(app, OPEN, &fields).await;
        assert_eq!(again.status(), StatusCode::CONFLICT);
        assert!(again.text().await.unwrap().contains("một lần</textarea>"));
        // With a key it is the same comment.
        let key = new_key();
        let keyed = [
            ("text", "có khoá"),
            ("author_name", "Lan"),
            ("key", key.as_str()),
        ];
        let (first, second) = (form(app, OPEN, &keyed).await, form(app, OPEN, &keyed).await);
        assert_eq!(location(&first), location(&second));
    })
    .await;
}

/// What a browser is shown that goes there.
async fn browsed(app: &TestApp, path: &str) -> (StatusCode, String) {
    let client = Client::builder().redirect(redirect::Policy::limited(2));
    let client = client.build().unwrap();
    let answer = client.get(format!("{}{path}", app.url));
    let answer = answer.header("accept", PAGE).send().await.unwrap();
    let kind = answer.headers()["content-type"].to_str().unwrap();
    assert_eq!(kind, "text/html; charset=utf-8", "{path}");
    (answer.status(), answer.text().await.unwrap())
}

#[tokio::test]
async fn a_person_is_told_in_words_where_there_is_no_article_and_a_program_gets_the_problem() {
    on_both(async |app| {
        for path in ["articles/khong-co", "embed/khong-co"] {
            let (status, page) = browsed(app, path).await;
            assert_eq!(status, StatusCode::NOT_FOUND);
            assert!(
                page.contains("<html lang=\"vi\">") && page.contains("Không tìm thấy bài viết này"),
                "{page}"
            );
            let (_, page) = browsed(app, &format!("{path}?lang=en")).await;
            assert!(page.contains("This article was not found"), "{page}");
            let answer = app.ask(Method::GET, path).send().await.unwrap();
            refused(answer, ProblemKind::NotFound).await;
        }
        let path = format!("articles/{OPEN}?order=<b>");
        let (status, page) = browsed(app, &path).await;
        assert_eq!(status, StatusCode::BAD_REQUEST);
        assert!(
            page.contains("order=&lt;b>") && !page.contains("<b>"),
            "{page}"
        );
    })
    .await;
}

#[tokio::test]
async fn the_link_to_a_comment_that_is_gone_leads_to_its_article() {
    on_both(async |app| {
        let (status, page) = browsed(app, &format!("articles/{OPEN}?replies=gone")).await;
        assert_eq!(status, StatusCode::OK);
        assert!(page.contains("<title>Mưa đầu mùa</title>"), "{page}");
        let gone = app.ask(Method::GET, &format!("articles/{OPEN}?replies=gone"));
        refused(gone.send().await.unwrap(), ProblemKind::NotFound).await;
    })
    .await;
}
