//! Who was away is told exactly what they missed: nothing is lost, nothing told twice.

use crate::common::asking::said;
use crate::common::listening::{Heard, Listening, without_counts};
use crate::common::walking::walk;
use crate::common::{OPEN, TestApp, on_both};
use futures_util::future::{join, join_all};
use model::{Comment, Posted, Thread};
use server::clock::now_ms;

/// The last word, which every reader waits for.
const LAST: &str = "hết";

/// Numbers that are the same in every run.
struct Dice(u64);

impl Dice {
    /// One of `0..most`.
    fn roll(&mut self, most: usize) -> usize {
        // Knuth's, of MMIX.
        self.0 = self.0.wrapping_mul(6_364_136_223_846_793_005);
        self.0 = self.0.wrapping_add(1_442_695_040_888_963_407);
        (self.0 >> 33) as usize % most
    }
}

/// A reader whose connection breaks again and again.
struct Restless {
    query: String,
    stream: Listening,
    dice: Dice,
    heard: Heard,
}

impl Restless {
    async fn begin(app: &TestApp, seed: u64) -> Self {
        let query = format!("articles={OPEN}&after={}", app.thread(OPEN).await.version);
        Self {
            stream: app.listen(&query).await,
            query,
            dice: Dice(seed),
            heard: Heard::default(),
        }
    }

    /// Listens until the last word has been said.
    async fn follow(mut self, app: &TestApp) -> Heard {
        loop {
            let event = self.stream.event().await;
            self.heard.note(&event);
            if said(&event.comment().comment) == LAST {
                break;
            }
            if self.dice.roll(5) == 0 {
                let last_id = self.stream.last_id.clone();
                self.stream = app.listen_again(&self.query, &last_id).await;
            }
        }
        self.heard
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn of_200_comments_by_8_writers_none_is_lost_and_none_told_twice() {
    on_both(async |app| {
        let readers = join_all((0..4).map(|seed| Restless::begin(app, seed))).await;
        let write = async {
            let writers = (0..8).map(async |writer: u32| {
                for n in 0..25 {
                    app.post(OPEN, &format!("{writer}.{n}")).await;
                }
            });
            join_all(writers).await;
            app.post(OPEN, LAST).await
        };
        let listen = join_all(readers.into_iter().map(|reader| reader.follow(app)));
        let (_, all_heard) = join(write, listen).await;
        let thread = walk(app, "oldest", 100).await;
        for heard in all_heard {
            assert_eq!((heard.versions.len(), heard.total), (201, 201));
            assert_eq!(heard.shown(), without_counts(&thread));
        }
    })
    .await;
}

/// What authors and moderators do, one after the other, at random.
async fn live_a_life(app: &TestApp, dice: &mut Dice) {
    let moderator = app.another_process().await;
    let mut posted: Vec<Posted> = Vec::new();
    for n in 0..60 {
        let what = if posted.is_empty() { 0 } else { dice.roll(10) };
        match what {
            0..3 => posted.push(app.post(OPEN, &n.to_string()).await),
            3..6 => {
                let parent = posted[dice.roll(posted.len())].comment.id.clone();
                // To one that is removed there is no reply.
                if app.ask_comment(&parent).await.is_some_and(is_published) {
                    posted.push(app.reply(OPEN, &n.to_string(), Some(&parent)).await);
                }
            }
            6..8 => drop(
                app.edit(&posted[dice.roll(posted.len())], &format!("{n}!"))
                    .await,
            ),
            8 => drop(app.remove(&posted[dice.roll(posted.len())]).await),
            _ => {
                let id = posted[dice.roll(posted.len())].comment.id.clone();
                moderator.remove(id, now_ms()).await.unwrap();
            }
        }
    }
    moderator.close().await;
}

/// Every comment that is shown: a page of the thread has the first replies only.
async fn whole(app: &TestApp) -> Vec<Comment> {
    let mut comments = Vec::new();
    for comment in walk(app, "newest", 100).await {
        if comment.parent.is_none() {
            let path = format!("api/v1/comments/{}/replies?limit=100", comment.id);
            comments.extend(app.get::<Thread>(&path).await.comments);
            comments.push(comment);
        }
    }
    comments
}

fn is_published(comment: Comment) -> bool {
    comment.status == model::CommentStatus::Published
}

#[tokio::test(flavor = "multi_thread")]
async fn all_that_was_told_together_is_the_thread() {
    for seed in 0..4 {
        on_both(async |app| {
            let reader = Restless::begin(app, seed).await;
            let write = async {
                live_a_life(app, &mut Dice(seed + 100)).await;
                app.post(OPEN, LAST).await
            };
            let (_, heard) = join(write, reader.follow(app)).await;
            let thread = whole(app).await;
            assert_eq!(heard.total, app.thread(OPEN).await.total, "seed {seed}");
            assert_eq!(heard.shown(), without_counts(&thread), "seed {seed}");
        })
        .await;
    }
}
