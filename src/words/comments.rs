//! Words of the thread and its composer.

/// Words of the thread and its composer.
pub struct CommentWords {
    /// Heading of the thread.
    pub heading: &'static str,
}
