//! What is noted of what was sent, where more goes wrong than one answer.

use std::cell::Cell;
use std::rc::Rc;

use chuyen::backend::{BackendError, BackendHandle, Page, Place, connect};
use model::{ArticleId, CommentStatus, Draft, Order, Posted, ProblemKind};
use wasm_bindgen_test::wasm_bindgen_test;

use crate::common::gives_parser;
use crate::common::thread_page::{storage, stored};
use crate::stage;
use crate::subject::{ANOTHER, TOKEN, draft, waline, wordpress};

const REMARK42: &str = "remark42-recorded";

/// A reader on a page that knows them by a token, as long as they are signed in.
struct Reader {
    backend: BackendHandle,
    token: Rc<Cell<Option<&'static str>>>,
}

impl Reader {
    fn at(thread: &str) -> Self {
        gives_parser();
        let token = Rc::new(Cell::new(Some(TOKEN)));
        let given = token.clone();
        let address = format!("{}#remark", stage::address(REMARK42));
        let url = format!("https://news.example/bai-viet/{thread}");
        let place = Place {
            url: &url,
            token: Some(Rc::new(move || {
                let token = given.get().map(str::to_owned);
                Box::pin(async move { Ok(token) })
            })),
            ..Place::at(&address)
        };
        let backend = connect("remark42", &place).unwrap().unwrap();
        Self { backend, token }
    }

    async fn posts(&self, draft: &Draft) -> Result<Posted, BackendError> {
        self.backend.post(&article(), draft).await
    }
}

fn article() -> ArticleId {
    "kit".parse().unwrap()
}

fn refusal(answer: Result<Posted, BackendError>) -> ProblemKind {
    match answer {
        Err(BackendError::Refused(problem)) => problem.kind,
        other => panic!("{other:?}"),
    }
}

#[wasm_bindgen_test]
async fn what_arrived_is_found_by_a_reader_who_is_no_longer_signed_in() {
    let reader = Reader::at("new-signed-out");
    let arrived = draft("Đã tới nơi", None);
    stage::tell(REMARK42, "lose?method=POST").await;
    assert_eq!(
        reader.posts(&arrived).await.err(),
        Some(BackendError::Offline)
    );
    reader.token.set(None);
    let posted = reader.posts(&arrived).await.unwrap();
    assert_eq!(posted.comment.author.name, "Nguyễn Văn A?");
    let never = draft("Chưa gửi", None);
    assert_eq!(
        refusal(reader.posts(&never).await),
        ProblemKind::SignInUnavailable
    );
}

#[wasm_bindgen_test]
async fn what_one_reader_wrote_is_not_sent_as_another() {
    let reader = Reader::at("new-another");
    let written = draft("Của A", None);
    stage::tell(REMARK42, "shut").await;
    assert_eq!(
        reader.posts(&written).await.err(),
        Some(BackendError::Offline)
    );
    stage::tell(REMARK42, "open").await;
    reader.token.set(Some(ANOTHER));
    assert_eq!(
        refusal(reader.posts(&written).await),
        ProblemKind::SignInUnavailable
    );
    reader.token.set(Some(TOKEN));
    let posted = reader.posts(&written).await.unwrap();
    assert_eq!(posted.comment.author.name, "Nguyễn Văn A?");
}

#[wasm_bindgen_test]
async fn a_repeat_that_is_refused_for_what_stood_before_is_refused() {
    for subject in [waline(), wordpress()] {
        let visit = subject.visits(20);
        visit.says("Nói một lần rồi", None).await;
        let again = draft("Nói một lần rồi", None);
        stage::tell(subject.door, "shut").await;
        assert_eq!(visit.posts(&again).await.err(), Some(BackendError::Offline));
        stage::tell(subject.door, "open").await;
        let kind = refusal(visit.posts(&again).await);
        assert_eq!(kind, ProblemKind::Duplicate, "{}", subject.kind);
    }
}

#[wasm_bindgen_test]
async fn a_reply_far_down_is_found_after_a_reload() {
    let subject = waline();
    let visit = subject.visits(21);
    let root = visit.says("Ý kiến cũ nhất", None).await.comment;
    // Those of the same second may come in any order.
    let mut newer = 0;
    for n in 0.. {
        let said = visit.says(&format!("Ý kiến mới hơn, số {n}"), None).await;
        newer += i32::from(said.comment.posted_at_ms / 1_000 > root.posted_at_ms / 1_000);
        if newer > 100 {
            break;
        }
    }
    let reply = draft("Trả lời muộn", Some(&root.id));
    let before = stage::posts(subject.door, subject.posts_at).await;
    stage::tell(subject.door, "lose?method=POST").await;
    assert_eq!(visit.posts(&reply).await.err(), Some(BackendError::Offline));
    let posted = subject.visits(21).posts(&reply).await.unwrap().comment;
    let sent = stage::posts(subject.door, subject.posts_at).await - before;
    assert_eq!((sent, posted.status), (1, CommentStatus::Published));
}

/// Leaves room for so many characters in the page's storage, until it is dropped.
struct Full;

impl Full {
    const FILLER: &str = "filler";

    fn but(room: usize) -> Self {
        let (mut size, mut step) = (0, 1 << 22);
        while step > 0 {
            let longer = "x".repeat(size + step);
            match storage().set_item(Self::FILLER, &longer) {
                Ok(()) => size += step,
                Err(_) => step /= 2,
            }
        }
        let shorter = "x".repeat(size - room);
        storage().set_item(Self::FILLER, &shorter).unwrap();
        Self
    }
}

impl Drop for Full {
    fn drop(&mut self) {
        storage().remove_item(Self::FILLER).unwrap();
    }
}

#[wasm_bindgen_test]
async fn that_something_was_sent_stays_noted_where_no_more_can_be() {
    let reader = Reader::at("new-full");
    let sent = draft("Hết chỗ", None);
    let full = Full::but(300);
    reader.posts(&sent).await.unwrap();
    drop(full);
    let note = format!(
        "chuyen:sent {} {}",
        stage::address(REMARK42),
        sent.key.unwrap()
    );
    assert_eq!(stored(&note).len(), 1);
}

#[wasm_bindgen_test]
async fn an_answer_without_end_is_not_waited_for() {
    let backend = connect("static", &Place::at(&stage::address("endless")));
    let backend = backend.unwrap().unwrap();
    let answer = backend
        .thread(&article(), Order::Newest, &Page::First)
        .await;
    assert!(
        matches!(answer, Err(BackendError::Protocol { .. })),
        "{answer:?}"
    );
}
