//! Words that stand in and around an article.

/// Words that stand in and around an article.
pub struct ArticleWords {
    /// Before the name of who made a picture.
    pub photo: &'static str,
    /// A picture did not come.
    pub picture_failed: &'static str,
    /// Before the moment of the last change.
    pub updated: &'static str,
    /// Names a table that has no caption.
    pub table: &'static str,
    /// Heading of what was wrong before.
    pub corrections: &'static str,
    /// Heading of the topics.
    pub tags: &'static str,
    /// Heading of where to read on.
    pub related: &'static str,
    /// Brings what lives at `{provider}`.
    pub embed_load: &'static str,
    /// What asking for it means.
    pub embed_notice: &'static str,
    /// This page does not allow frames of `{provider}`.
    pub embed_blocked: &'static str,
    /// The article is on its way.
    pub loading: &'static str,
    /// No connection.
    pub unreachable: &'static str,
    /// The server cannot answer right now.
    pub unavailable: &'static str,
    /// No such article.
    pub unknown: &'static str,
    /// What came is no article.
    pub unreadable: &'static str,
    /// It is not to be shown yet.
    pub embargoed: &'static str,
    /// It was taken back.
    pub withheld: &'static str,
    /// It is not for everybody.
    pub protected: &'static str,
    /// Asks again.
    pub retry: &'static str,
    /// Leads to the article's own page.
    pub original: &'static str,
}
