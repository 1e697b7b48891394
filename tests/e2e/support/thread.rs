//! What a reader does with a thread, in the words of the Vietnamese interface.

use std::time::Duration;

use serde_json::json;

use super::reader::Reader;
use super::spot::{Spot, button, comment, css, field, link, role};
use super::until;

const COMPOSER: &str = "Gửi bình luận của bạn";
/// Longer than the widget waits between two of its first five tries.
const NEXT_TRY: Duration = Duration::from_secs(30);

impl Reader {
    /// Opens a page with the tag and waits until article and thread stand.
    pub async fn reads(&self, url: &str) {
        self.open(url).await;
        self.the(css("chuyen-article > article h1")).appears().await;
        self.sees_the_thread().await;
    }

    /// Waits until the thread was fetched.
    pub async fn sees_the_thread(&self) {
        let thread = "(() => { const it = document.querySelector('chuyen-article')?.shadowRoot?.querySelector('.chuyen-thread');
            return it !== null && it !== undefined && !/Đang tải|Loading/.test(it.innerText) })()";
        self.waits_until(thread).await;
    }

    /// The field in which a comment on the article is written.
    pub fn composer(&self) -> Spot<'_> {
        self.the(field(COMPOSER))
    }

    /// Writes a comment on the article, and the name under it, in place of what stood there.
    pub async fn writes(&self, name: &str, text: &str) {
        self.the(css("body")).writes(name, text).await;
    }

    /// Sends what is written.
    pub async fn sends(&self) {
        self.the(css("body")).sends().await;
    }

    /// Writes a comment on the article and sends it.
    pub async fn comments(&self, name: &str, text: &str) {
        self.the(css("body")).comments(name, text).await;
    }

    /// Answers the comment that says `to`.
    pub async fn replies(&self, to: &str, name: &str, text: &str) {
        self.what_is_said(to)
            .the(css("[data-deed=reply]"))
            .click()
            .await;
        let form = self.the(comment(to)).the(css("form"));
        form.the(css("textarea")).is_retyped(text).await;
        form.the(field("Tên của bạn")).is_retyped(name).await;
        form.the(button("Gửi trả lời")).click().await;
    }

    /// Gives the reader's own comment that says `text` another.
    pub async fn edits(&self, text: &str, by: &str) {
        self.what_is_said(text).the(button("Sửa")).click().await;
        self.the(field("Sửa bình luận")).is_retyped(by).await;
        self.the(button("Lưu")).click().await;
    }

    /// Takes the reader's own comment that says `text` back.
    pub async fn removes(&self, text: &str) {
        let own = self.what_is_said(text);
        own.the(button("Xoá")).click().await;
        own.the(button("Hoàn tác")).appears().await;
    }

    /// The comment that says `text` and what can be done with it, without the replies under it.
    pub fn what_is_said(&self, text: &str) -> Spot<'_> {
        self.the(comment(text))
            .the(css(".chuyen-comment-main").nth(0))
    }

    /// Waits until the comment is there as everybody sees it.
    pub async fn sees_comment(&self, text: &str) {
        let seen = self.the(comment(text));
        seen.becomes("it.dataset.status === 'published'").await;
    }

    /// The same for what could not be sent at first, however long the widget waits to try again.
    pub async fn sees_it_sent(&self, text: &str) {
        let sent = css(".chuyen-comment[data-status=published]").saying(text);
        let sent = self.the(sent);
        let waited = format!("{text:?} is sent");
        until(NEXT_TRY, &waited, async || sent.count().await > 0).await;
    }

    /// Asks for the next page of the thread.
    pub async fn sees_more(&self) {
        self.the(link("Xem thêm bình luận")).click().await;
    }

    /// Chooses an order.
    pub async fn orders_by(&self, order: &str) {
        self.the(role("link").saying(order)).click().await;
    }

    /// Waits until the comment at `spot` says that it waits to be sent.
    pub async fn is_told_to_wait(&self, spot: &Spot<'_>) {
        spot.becomes("/sẽ tự gửi/.test(it.innerText)").await;
    }

    /// Waits until a field is marked as wrong, the reason beside it, and the focus in it.
    pub async fn is_told_what_is_wrong(&self, spot: &Spot<'_>) {
        spot.becomes("it.getAttribute('aria-invalid') === 'true'")
            .await;
        let reason = "it.getAttribute('aria-describedby').split(' ')
            .some((id) => it.getRootNode().getElementById(id)?.innerText.trim().length > 5)";
        spot.becomes(reason).await;
        spot.becomes("it.getRootNode().activeElement === it").await;
    }

    /// Is what was typed still there, in a field or as a comment of one's own?
    pub async fn still_has(&self, text: &str) -> bool {
        let there = "const thread = document.querySelector('chuyen-article').shadowRoot;
            const text = arguments[0].normalize();
            return thread.textContent.includes(text)
                || [...thread.querySelectorAll('textarea')].some((field) => field.value.normalize() === text)";
        self.run(there, text).await == json!(true)
    }

    /// Puts a text in a field at once, in place of what stood there, as pasting does.
    pub async fn pastes_into(&self, spot: &Spot<'_>, text: &str) {
        spot.click().await;
        spot.tells("it.select()").await;
        self.devtools("Input.insertText", json!({ "text": text }))
            .await;
    }
}

/// Where there is more than one tag: what is done in the thread of one.
impl Spot<'_> {
    /// Writes a comment on the article, and the name under it, in place of what stood there.
    pub async fn writes(&self, name: &str, text: &str) {
        self.the(field(COMPOSER)).is_retyped(text).await;
        self.the(field("Tên của bạn")).is_retyped(name).await;
    }

    /// Sends what is written.
    pub async fn sends(&self) {
        self.the(button("Gửi bình luận")).click().await;
    }

    /// Writes a comment on the article and sends it.
    pub async fn comments(&self, name: &str, text: &str) {
        self.writes(name, text).await;
        self.sends().await;
    }
}
