//! Why a comment was refused, as its author is told.

use super::lines::words;

words! {
    /// Why a comment was refused, as its author is told. Each is a sentence.
    pub struct RefusalWords {
        /// No text.
        pub empty_text: &'static str,
        /// No name.
        pub empty_name: &'static str,
        /// More than `{limit}` characters.
        pub too_long: &'static str,
        /// A character that is not allowed.
        pub bad_character: &'static str,
        /// What it answers is not there any more.
        pub parent_unavailable: &'static str,
        /// The thread is closed.
        pub thread_closed: &'static str,
        /// The same was said a moment ago.
        pub duplicate: &'static str,
        /// This browser has no right over it.
        pub wrong_token: &'static str,
        /// The name is the newsroom's.
        pub name_reserved: &'static str,
        /// The reader is not signed in any more.
        pub session: &'static str,
        /// It is too late to change it.
        pub edit_window_over: &'static str,
        /// Nobody may comment from this page.
        pub origin_not_allowed: &'static str,
        /// The server does not know the article or the comment.
        pub not_found: &'static str,
        /// Anything else.
        pub other: &'static str,
    }
}
