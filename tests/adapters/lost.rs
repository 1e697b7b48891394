//! Nothing is lost, and nothing is said twice, on a network that loses answers.

use chuyen::backend::{BackendError, Page};
use model::{CommentStatus, Order};

use crate::common::thread_page::{ThreadPage, name_in, send, write_in};
use crate::common::{appears, until};
use crate::stage;
use crate::subject::{Outcome, PASSED, Subject, Visit, draft};

/// Few words and a long address, encoded as browsers copy them.
const REPLY: &str = "Xem https://vi.wikipedia.org/wiki/Danh_s%C3%A1ch_%C4%91%C6%A1n_v%E1%BB%8B_h%C3%A0nh_ch%C3%ADnh_c%E1%BB%A7a_Vi%E1%BB%87t_Nam";

/// Without a network nothing comes and nothing goes; with one, all does.
pub async fn offline(subject: &Subject) -> Outcome {
    if let Some(excuse) = subject.excuse("offline", |_| true) {
        return excuse;
    }
    let visit = subject.visits(14);
    let before = visit.first().await.comments.len();
    let draft = subject.can().post.then(|| draft("Gửi khi có mạng", None));
    stage::tell(subject.door, "shut").await;
    let read = visit.reads(Order::Newest, &Page::First).await;
    assert_eq!(read.err(), Some(BackendError::Offline));
    if let Some(draft) = &draft {
        assert_eq!(visit.posts(draft).await.err(), Some(BackendError::Offline));
    }
    stage::tell(subject.door, "open").await;
    if let Some(draft) = &draft {
        visit.posts(draft).await.unwrap();
    }
    let sent = usize::from(draft.is_some());
    assert_eq!(visit.first().await.comments.len(), before + sent);
    PASSED
}

/// A reader whose answer is lost posted once: the page looks before it sends again.
pub async fn dropped(subject: &Subject) -> Outcome {
    if let Some(excuse) = subject.excuse("dropped", |can| can.post) {
        return excuse;
    }
    let visit = subject.visits(15);
    let before = stage::posts(subject.door, subject.posts_at).await;
    let page = ThreadPage::of(visit.backend.clone(), visit.article.clone(), None);
    appears(&page.root, "[data-state=empty]").await;
    stage::tell(subject.door, "lose?method=POST").await;
    let form = appears(&page.root, ".chuyen-thread > form").await;
    write_in(&form, "Chỉ **một** lần thôi");
    if subject.can().names {
        name_in(&form, "Minh Châu");
    }
    send(&form);
    page.comment("một", "waiting").await;
    until("it stands", || {
        let comment = page.find("một");
        comment.is_some_and(|c| c.get_attribute("data-status").as_deref() == Some("published"))
    })
    .await;
    assert_eq!(visit.first().await.comments.len(), 1, "once");
    let sent = stage::posts(subject.door, subject.posts_at).await - before;
    let by_key = visit.backend.capabilities().repeats;
    assert_eq!(sent, if by_key { 2 } else { 1 }, "a key, or a look");
    is_known_again(&visit, subject).await;
    PASSED
}

/// A reply that servers show otherwise than it was written, whose answer is lost, is known again.
async fn is_known_again(visit: &Visit, subject: &Subject) {
    let root = visit.first().await.comments[0].id.clone();
    let reply = draft(REPLY, Some(&root).filter(|_| subject.can().reply_depth > 0));
    stage::tell(subject.door, "lose?method=POST").await;
    let before = stage::posts(subject.door, subject.posts_at).await;
    let lost = visit.posts(&reply).await;
    assert_eq!(lost.err(), Some(BackendError::Offline));
    let posted = visit.posts(&reply).await.unwrap().comment;
    let sent = stage::posts(subject.door, subject.posts_at).await - before;
    assert_eq!(sent, if subject.can().repeats { 2 } else { 1 });
    assert_eq!(posted.status, CommentStatus::Published);
    assert_eq!(visit.first().await.comments.len(), 2, "once");
}

/// What is taken back before it was answered is not sent to find out whether it stands.
pub async fn withdrawn(subject: &Subject) -> Outcome {
    if let Some(excuse) = subject.excuse("withdrawn", |can| can.post) {
        return excuse;
    }
    if subject.can().repeats {
        return Outcome("by-key");
    }
    let visit = subject.visits(16);
    let arrived = draft("Đã tới nơi", None);
    stage::tell(subject.door, "lose?method=POST").await;
    assert_eq!(
        visit.posts(&arrived).await.err(),
        Some(BackendError::Offline)
    );
    let found = visit.backend.find(&visit.article, &arrived).await.unwrap();
    assert_eq!(
        visit.posts(&arrived).await.unwrap().comment.id,
        found.comment.id
    );
    let never = draft("Chưa tới nơi", None);
    stage::tell(subject.door, "shut").await;
    assert_eq!(visit.posts(&never).await.err(), Some(BackendError::Offline));
    stage::tell(subject.door, "open").await;
    let gone = visit.backend.find(&visit.article, &never).await;
    assert_eq!(gone.err(), Some(BackendError::Gone));
    assert_eq!(visit.first().await.comments.len(), 1);
    PASSED
}
