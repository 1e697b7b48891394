//! Words of the box that comments are written in.

use super::lines::words;

words! {
    /// Words of the box that comments are written in.
    pub struct ComposerWords {
        /// Names the box under an article.
        pub comment: &'static str,
        /// Names the box under a comment by `{name}`.
        pub reply: &'static str,
        /// Names the box that holds one's own comment.
        pub edit: &'static str,
        /// Names the field for the name.
        pub name: &'static str,
        /// Keeps the name for next time.
        pub remember: &'static str,
        /// Says who the reader is.
        pub sign_in: &'static str,
        /// Posts a comment.
        pub post_comment: &'static str,
        /// Posts a reply.
        pub post_reply: &'static str,
        /// Takes the new text.
        pub save: &'static str,
        /// Shows how the text will look.
        pub preview: &'static str,
        /// Throws away what is written.
        pub discard: &'static str,
        /// Leaves; what was typed is kept.
        pub cancel: &'static str,
        /// Said when few characters are left.
        pub left: [&'static str; 2],
        /// Said when there are too many.
        pub over: [&'static str; 2],
    }
}
