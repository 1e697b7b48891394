//! Words of the thread.

use super::lines::words;

words! {
    /// Words of the thread.
    pub struct CommentWords {
        /// Heading of the thread.
        pub heading: &'static str,
        /// Names the choice of orders.
        pub order: &'static str,
        /// Newest first.
        pub newest: &'static str,
        /// Oldest first.
        pub oldest: &'static str,
        /// Best liked first.
        pub best: &'static str,
        /// The comments are on their way.
        pub loading: &'static str,
        /// Nobody said anything yet.
        pub empty: &'static str,
        /// The thread takes no more comments.
        pub closed: &'static str,
        /// No answer came.
        pub unreachable: &'static str,
        /// The server cannot serve now.
        pub unavailable: &'static str,
        /// The server knows no such thread.
        pub unknown: &'static str,
        /// Asks again.
        pub try_again: &'static str,
        /// Shows what was posted meanwhile.
        pub news: [&'static str; 2],
        /// Asks for more comments on the article.
        pub more: &'static str,
        /// Asks for more replies below a comment.
        pub more_replies: [&'static str; 2],
        /// Opens and closes the replies below a comment.
        pub replies: [&'static str; 2],
        /// Said when more is there.
        pub loaded: [&'static str; 2],
        /// Before the name of whom a reply answers.
        pub answers: &'static str,
        /// How deep a reply stands, for those who do not see it.
        pub level: &'static str,
        /// The text is not the first.
        pub edited: &'static str,
        /// Stands in place of a comment that is gone.
        pub removed: &'static str,
        /// Answers a comment.
        pub reply: &'static str,
        /// The same, saying whose comment.
        pub reply_to: &'static str,
        /// Likes a comment.
        pub like: &'static str,
        /// Said when a like was not taken.
        pub not_liked: &'static str,
        /// Tells a moderator about a comment.
        pub report: &'static str,
        /// Changes one's own comment.
        pub edit: &'static str,
        /// Takes one's own comment back.
        pub remove: &'static str,
        /// Has again what was just taken back.
        pub undo: &'static str,
        /// It is being posted.
        pub sending: &'static str,
        /// It is posted as soon as the network is back.
        pub waiting_for_network: &'static str,
        /// It is posted as soon as the server can take it.
        pub waiting_for_server: &'static str,
        /// It is posted in `{n}` seconds: the reader was too fast.
        pub waiting_for_limit: [&'static str; 2],
        /// Posts it now.
        pub send_now: &'static str,
        /// It waits for a moderator.
        pub pending: &'static str,
        /// Said when it was posted and waits for a moderator.
        pub will_be_reviewed: &'static str,
        /// Said when it was posted.
        pub posted: &'static str,
        /// Said when its new text was taken.
        pub saved: &'static str,
        /// It is being removed.
        pub removing: &'static str,
        /// Said when it was removed.
        pub removed_own: &'static str,
        /// It was not posted, because of `{reason}`.
        pub not_posted: &'static str,
        /// It was not changed, because of `{reason}`.
        pub not_edited: &'static str,
        /// It was not removed, because of `{reason}`.
        pub not_removed: &'static str,
        /// A moderator did not publish it.
        pub declined: &'static str,
        /// Opens a refused text, to be mended.
        pub mend: &'static str,
        /// Puts a notice away.
        pub dismiss: &'static str,
    }
}
