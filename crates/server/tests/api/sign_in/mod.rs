//! Readers say who they are: by e-mail, by a partner's token, at a provider of OpenID Connect.

mod email;
mod mailing;
mod offered;
mod oidc;
mod oidc_tokens;
mod partner;
mod partner_tokens;
mod provider;
mod provider_key;
mod reader;
mod session;
mod sink;
mod staff;

use model::SignedIn;
use reqwest::{Method, Response};
use server::clock::now_ms;
use server::config::Config;
use server::session::{Page, Sessions};
use server::store::{Account, AccountKind, Reader};
use server::token::Tokens;
use sqlx::{AnyConnection, AssertSqlSafe, Connection, Executor};

use crate::common::asking::new_key;
use crate::common::{PARTNER, TestApp};

/// The secret of servers whose sessions a test makes itself.
const SECRET: &str = "0123456789abcdef0123456789abcdef";

fn with_secret(config: &mut Config) {
    config.secret = Some(SECRET.into());
}

/// A reader of a site, as if they had signed in.
async fn account(app: &TestApp, site: &str, name: &str) -> Account {
    let reader = Reader {
        site: site.into(),
        kind: AccountKind::Partner,
        subject_hash: name.into(),
        name: name.into(),
        now_ms: now_ms(),
    };
    app.store().sign_in(reader).await.unwrap()
}

/// A session of theirs that lasts for `good_for_s`, on a page of `origin`.
fn session(account: &Account, origin: &str, good_for_s: i64) -> String {
    let site = &account.site;
    let ends_at_s = now_ms() / 1000 + good_for_s;
    Sessions::new(Tokens::new(SECRET.into())).give(&account.id, Page { site, origin }, ends_at_s)
}

/// A form as the widget sends it from a page of `origin`; an empty one is a program's.
async fn send_from(app: &TestApp, origin: &str, path: &str, fields: &[(&str, &str)]) -> Response {
    let mut ask = app.ask(Method::POST, path).form(fields);
    if !origin.is_empty() {
        ask = ask.header("origin", origin);
    }
    ask.send().await.unwrap()
}

/// A comment that says only who is signed in, not their name.
async fn post_with(app: &TestApp, article: &str, session: &str) -> Response {
    let key = new_key();
    let fields = [("text", "Hay quá"), ("key", &key), ("session", session)];
    app.send(article, &fields).await
}

/// Gives a comment a new text, from a page of the partner.
async fn edit_with(app: &TestApp, id: &model::CommentId, session: &str) -> Response {
    let ask = app.as_author(Method::PATCH, id, session);
    ask.header("origin", PARTNER)
        .form(&[("text", "Sửa lại")])
        .send()
        .await
        .unwrap()
}

/// Changes the database behind the server's back.
async fn sql(app: &TestApp, sql: &str) {
    sqlx::any::install_default_drivers();
    let mut db = AnyConnection::connect(&app.database_url).await.unwrap();
    db.execute(AssertSqlSafe(sql.to_owned())).await.unwrap();
    db.close().await.unwrap();
}

/// The session works: it posts.
async fn assert_signed_in(app: &TestApp, article: &str, signed_in: &SignedIn) {
    let answer = post_with(app, article, &signed_in.session).await;
    let posted: model::Posted = crate::common::asking::read(answer, 201).await;
    assert_eq!(posted.comment.author.name, signed_in.name);
}
