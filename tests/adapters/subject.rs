//! What is tested: an adapter, and the server that it speaks to.

use std::cell::Cell;
use std::rc::Rc;

use chuyen::backend::{
    BackendError, BackendHandle, Capabilities, Page, PageFunctions, Place, Token, connect, email,
};
use model::{ArticleId, CommentId, Draft, Order, Posted, ProblemKind, Thread};

use crate::common::gives_parser;
use crate::stage;

/// An adapter and a server.
pub struct Subject {
    /// As attribute `backend` begins.
    pub kind: &'static str,
    /// The door of the server.
    pub door: &'static str,
    /// The door of one whose moderators see comments first, if it is another.
    pub moderated: Option<&'static str>,
    /// Where it takes comments.
    pub posts_at: &'static str,
    /// A running server, or what one said when it was recorded.
    pub is_real: bool,
    /// Names thread `n` there: what follows the address, and the article.
    pub thread: fn(u32) -> (String, String),
    /// The same where moderators see comments first.
    pub moderated_thread: fn(u32) -> (String, String),
    /// A text that is refused, the thread it is sent to, and why.
    pub refuses: (&'static str, u32, ProblemKind),
    /// What the page knows the reader by.
    pub token: Option<&'static str>,
    /// What its recording does not show. A server of the same kind has to.
    pub unshown: &'static [&'static str],
}

/// What came of a test, as the table says it.
pub struct Outcome(pub &'static str);

/// It is so.
pub const PASSED: Outcome = Outcome("ok");

/// A thread that somebody is at.
pub struct Visit {
    /// The backend.
    pub backend: BackendHandle,
    /// The article.
    pub article: ArticleId,
}

impl Subject {
    /// Says what came of a test.
    pub async fn reports(&self, behaviour: &str, outcome: &str) {
        let source = if self.is_real { "real" } else { "recorded" };
        stage::report(&format!("{}%20({source})", self.kind), behaviour, outcome).await;
    }

    /// Goes to thread `n`.
    pub fn visits(&self, n: u32) -> Visit {
        self.at(self.door, (self.thread)(n))
    }

    /// Goes to thread `n` where moderators see comments first.
    pub fn visits_moderated(&self, n: u32) -> Visit {
        let door = self.moderated.unwrap_or(self.door);
        self.at(door, (self.moderated_thread)(n))
    }

    fn at(&self, door: &str, (name, article): (String, String)) -> Visit {
        PageFunctions::given_by(&js_sys::eval(PAGE).unwrap().into());
        gives_parser();
        email::give("minh.chau@example.org", false);
        let address = format!("{}{name}", stage::address(door));
        let url = format!("https://news.example/bai-viet/{article}");
        let place = Place {
            url: &url,
            nameless: "Ẩn danh",
            token: self.token.map(token),
            ..Place::at(&address)
        };
        Visit {
            backend: connect(self.kind, &place).unwrap().unwrap(),
            article: article.parse().unwrap(),
        }
    }

    /// What the adapter says it can do.
    pub fn can(&self) -> Capabilities {
        self.visits(0).backend.capabilities()
    }

    /// Why a behaviour is not tested here, if it is not: the capabilities rule it out, or its recording does not show it.
    pub fn excuse(&self, behaviour: &str, has: fn(&Capabilities) -> bool) -> Option<Outcome> {
        match has(&self.can()) {
            false => Some(Outcome("no")),
            true if self.unshown.contains(&behaviour) => Some(Outcome("recorded")),
            true => None,
        }
    }
}

impl Visit {
    /// Reads a page.
    pub async fn reads(&self, order: Order, page: &Page) -> Result<Thread, BackendError> {
        self.backend.thread(&self.article, order, page).await
    }

    /// Reads the first page, newest first.
    pub async fn first(&self) -> Thread {
        self.reads(Order::Newest, &Page::First).await.unwrap()
    }

    /// Posts a comment.
    pub async fn says(&self, text: &str, parent: Option<&CommentId>) -> Posted {
        self.posts(&draft(text, parent)).await.unwrap()
    }

    /// Posts a draft.
    pub async fn posts(&self, draft: &Draft) -> Result<Posted, BackendError> {
        self.backend.post(&self.article, draft).await
    }
}

/// As a host page hands one out.
pub fn token(token: &'static str) -> Token {
    Rc::new(move || Box::pin(async move { Ok(Some(token.to_owned())) }))
}

/// A comment by Minh Châu.
pub fn draft(text: &str, parent: Option<&CommentId>) -> Draft {
    thread_local! {
        static COUNT: Cell<u32> = const { Cell::new(0) };
    }
    let count = COUNT.get();
    COUNT.set(count + 1);
    Draft {
        key: Some(format!("{}kit{count:08}", js_sys::Date::now() as u64)),
        text: text.to_owned(),
        parent: parent.cloned(),
        author_name: "Minh Châu".to_owned(),
    }
}

/// As the loader asks.
const PAGE: &str = "({ ask: async (what, fields, token) => {
    const [method, url] = what.split(' ');
    const body = fields ? new URLSearchParams(JSON.parse(fields)) : undefined;
    const headers = token ? { authorization: `Bearer ${token}` } : {};
    const answer = await fetch(url, { method, body, headers, credentials: 'omit', cache: 'no-store' });
    return `${answer.status} ${answer.headers.get('retry-after') ?? ''}\\n${await answer.text()}`;
}, like: (thread, comment, liked) => {
    const likes = ((self.kit ??= {})[thread] ??= new Set());
    if (!comment) return [...likes].join(' ');
    return (async () => {
        const api = `${thread.split(' ')[0]}api/v1/`;
        self.reader ??= fetch(`${api}reader`, { method: 'POST', credentials: 'omit' }).then((answer) => answer.json());
        const headers = { authorization: `Bearer ${(await self.reader).reader_token}` };
        const answer = await fetch(`${api}comments/${comment}/like`, { method: liked ? 'PUT' : 'DELETE', headers, credentials: 'omit' });
        likes[liked ? 'add' : 'delete'](comment);
        return (await answer.json()).likes;
    })();
} })";

/// The thread for test `n` on a server that was recorded: as it was, or one that is made in its words.
fn recorded_thread(n: u32) -> String {
    match n {
        3 | 5 => "talk".to_owned(),
        4 => "many".to_owned(),
        14..=16 => format!("new-{n}"),
        17 => "attacks".to_owned(),
        _ => "1".to_owned(),
    }
}

/// Our own server.
pub fn own() -> Subject {
    Subject {
        kind: "own",
        door: "chuyen",
        moderated: None,
        posts_at: "/api/v1/articles/",
        is_real: true,
        thread: |n| (String::new(), format!("kit-post-{}", n.max(1))),
        moderated_thread: |n| (String::new(), format!("kit-pre-{n}")),
        refuses: ("\u{200b}", 8, ProblemKind::Empty),
        token: None,
        unshown: &[],
    }
}

/// Isso, from PyPI.
pub fn isso() -> Subject {
    Subject {
        kind: "isso",
        door: "isso",
        moderated: Some("isso-moderated"),
        posts_at: "/new",
        is_real: true,
        thread: |n| (format!("#/kit/{n}"), "kit".to_owned()),
        moderated_thread: |n| (format!("#/kit/{n}"), "kit".to_owned()),
        refuses: ("ab", 8, ProblemKind::Invalid),
        token: None,
        unshown: &[],
    }
}

/// Isso, as it was recorded.
pub fn isso_recorded() -> Subject {
    Subject {
        door: "isso-recorded",
        is_real: false,
        thread: |_| ("#/bai-viet/1".to_owned(), "kit".to_owned()),
        moderated_thread: |_| ("#/bai-viet/2".to_owned(), "kit".to_owned()),
        moderated: None,
        unshown: &["page", "order", "offline", "dropped", "withdrawn", "vote"],
        ..isso()
    }
}

/// WordPress, from Debian, with the plugin that the documentation shows.
pub fn wordpress() -> Subject {
    Subject {
        kind: "wordpress",
        door: "wordpress",
        moderated: None,
        posts_at: "/wp-json/wp/v2/comments",
        is_real: true,
        thread: |n| (format!("#{}", 1001 + n), "kit".to_owned()),
        // Named by the article this time.
        moderated_thread: |n| (String::new(), format!("{}", 1001 + n)),
        refuses: ("Đã đóng", 39, ProblemKind::ThreadClosed),
        token: None,
        unshown: &[],
    }
}

/// WordPress, as it was recorded.
pub fn wordpress_recorded() -> Subject {
    Subject {
        door: "wordpress-recorded",
        is_real: false,
        thread: |_| ("#60".to_owned(), "kit".to_owned()),
        unshown: &[
            "page",
            "post",
            "reply",
            "pending",
            "refuse",
            "offline",
            "dropped",
            "withdrawn",
            "attacks",
        ],
        ..wordpress()
    }
}

/// Waline, from npm.
pub fn waline() -> Subject {
    Subject {
        kind: "waline",
        door: "waline",
        moderated: Some("waline-moderated"),
        posts_at: "/api/comment",
        is_real: true,
        thread: |n| (format!("#/kit/{n}"), "kit".to_owned()),
        moderated_thread: |n| (format!("#/kit/{n}"), "kit".to_owned()),
        refuses: ("Hai lần", 8, ProblemKind::Duplicate),
        token: None,
        unshown: &[],
    }
}

/// A token of `{"user":{"name":"Nguyễn Văn A?","id":"dev_1"}}`.
pub const TOKEN: &str = "eyJhbGciOiAibm9uZSJ9.eyJ1c2VyIjogeyJuYW1lIjogIk5ndXnhu4VuIFbEg24gQT8iLCAiaWQiOiAiZGV2XzEifX0.none";

/// A token of `{"user":{"name":"Trần B","id":"dev_2"}}`.
pub const ANOTHER: &str =
    "eyJhbGciOiAibm9uZSJ9.eyJ1c2VyIjogeyJuYW1lIjogIlRy4bqnbiBCIiwgImlkIjogImRldl8yIn19.none";

/// Remark42, as it was recorded.
pub fn remark42_recorded() -> Subject {
    Subject {
        kind: "remark42",
        door: "remark42-recorded",
        moderated: None,
        posts_at: "/api/v1/comment",
        is_real: false,
        thread: |n| ("#remark".to_owned(), recorded_thread(n)),
        moderated_thread: |n| ("#remark".to_owned(), recorded_thread(n)),
        refuses: ("[x](javascript:alert(1))", 8, ProblemKind::Other),
        token: Some(TOKEN),
        unshown: &[],
    }
}

/// Mastodon, as it was recorded.
pub fn mastodon_recorded() -> Subject {
    Subject {
        kind: "mastodon",
        door: "mastodon-recorded",
        token: None,
        thread: |n| {
            let id = match recorded_thread(n).as_str() {
                "1" => "117020583245459824".to_owned(),
                name => name.to_owned(),
            };
            (format!("/@test_2/{id}"), "kit".to_owned())
        },
        ..remark42_recorded()
    }
}

/// A file.
pub fn static_recorded() -> Subject {
    Subject {
        kind: "static",
        door: "static-recorded",
        token: None,
        thread: |n| (format!("/{}.json", recorded_thread(n)), "kit".to_owned()),
        ..remark42_recorded()
    }
}
