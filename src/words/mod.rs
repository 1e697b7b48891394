//! Every word shown to a reader, in each language of the interface.

mod comments;
mod en;
mod time;
mod vi;

pub use comments::CommentWords;
pub use en::EN;
pub use time::Clock;
pub use vi::VI;

use time::TimeWords;

/// The words of one language.
pub struct Words {
    /// The language, BCP 47.
    pub lang: &'static str,
    /// Moments and how long ago they were.
    pub time: TimeWords,
    /// The thread and its composer.
    pub comments: CommentWords,
}

impl Words {
    /// The words of `lang`, a BCP 47 tag such as `vi` or `en-GB`; none if they are not spoken here.
    pub fn of(lang: &str) -> Option<&'static Self> {
        let primary = lang.split('-').next().unwrap_or_default();
        [&VI, &EN]
            .into_iter()
            .find(|words| words.lang.eq_ignore_ascii_case(primary))
    }
}

/// Two are the same if they speak the same language.
impl PartialEq for Words {
    fn eq(&self, other: &Self) -> bool {
        self.lang == other.lang
    }
}
