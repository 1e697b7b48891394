//! Every word shown to a reader, in each language of the interface.

mod article;
mod calendar;
mod comments;
mod composer;
mod en;
#[cfg(feature = "full")]
mod foreign;
mod lines;
mod refusal;
mod share;
mod time;
mod vi;

pub use article::ArticleWords;
pub use calendar::rfc3339;
pub use comments::CommentWords;
pub use composer::ComposerWords;
pub use en::EN;
#[cfg(feature = "full")]
pub use foreign::ForeignWords;
pub use refusal::RefusalWords;
pub use share::ShareWords;
pub use time::{Passed, TimeWords, Zone};
pub use vi::VI;

use lines::{Lines, words};

words! {
    /// The words of one language.
    ///
    /// `{names}` in braces stand for what is filled in.
    pub struct Words {
        /// The language, BCP 47.
        pub lang: &'static str,
        /// Stands between thousands.
        pub thousands: &'static str,
        /// Moments and how long ago they were.
        pub time: TimeWords,
        /// Names lines of code.
        pub code: &'static str,
        /// The thread.
        pub comments: CommentWords,
        /// The box that comments are written in.
        pub composer: ComposerWords,
        /// Why a comment was refused.
        pub refusal: RefusalWords,
    }
}

impl Words {
    /// In and around an article. They stand apart, so that a program without articles goes without them.
    pub fn article(&self) -> &'static ArticleWords {
        match self.lang {
            "en" => &en::ARTICLE,
            _ => &vi::ARTICLE,
        }
    }

    /// About servers of another kind, which only a program speaks of that knows them.
    #[cfg(feature = "full")]
    pub fn foreign(&self) -> &'static ForeignWords {
        match self.lang {
            "en" => &foreign::EN,
            _ => &foreign::VI,
        }
    }

    /// In the share bar, which a program goes without where the server renders it.
    pub fn share(&self) -> &'static ShareWords {
        match self.lang {
            "en" => &en::SHARE,
            _ => &vi::SHARE,
        }
    }

    /// For a program that was built without them: all but what is in and around an article and in the share bar.
    pub fn lines(&self) -> String {
        let mut lines = Vec::new();
        Self::clone(self).each(&mut |line| lines.push(*line));
        lines.join("\n")
    }

    /// What [`lines`](Self::lines) wrote. It stays as long as the page; a line that is missing is Vietnamese.
    ///
    /// # Example
    /// ```
    /// use chuyen::words::{EN, Words};
    /// assert_eq!(Words::told(EN.lines()).lines(), EN.lines());
    /// ```
    pub fn told(lines: String) -> &'static Self {
        let mut told = VI;
        let mut lines = String::leak(lines).split('\n');
        told.each(&mut |line| {
            if let Some(said) = lines.next() {
                *line = said;
            }
        });
        Box::leak(Box::new(told))
    }

    /// One of two forms, for one thing and for several, with the number in place of `{n}`.
    ///
    /// # Example
    /// ```
    /// use chuyen::words::{EN, VI};
    /// let minutes = ["1 minute ago", "{n} minutes ago"];
    /// assert_eq!(EN.count(minutes, 1), "1 minute ago");
    /// assert_eq!(VI.count(["", "{n} bình luận"], 1_234), "1.234 bình luận");
    /// ```
    pub fn count(&self, [one, many]: [&str; 2], n: impl Into<i64>) -> String {
        match n.into() {
            1 => one.to_owned(),
            n => fill(many, &[("n", &self.number(n))]),
        }
    }

    /// A whole number, its thousands set apart.
    pub fn number(&self, n: impl Into<i64>) -> String {
        let digits = n.into().to_string();
        let mut written = String::new();
        for (place, digit) in (1..=digits.len()).rev().zip(digits.chars()) {
            written.push(digit);
            if place % 3 == 1 && place > 1 && digit != '-' {
                written.push_str(self.thousands);
            }
        }
        written
    }

    /// The words of `lang`, a BCP 47 tag such as `vi` or `en-GB`; none if they are not spoken here.
    pub fn of(lang: &str) -> Option<&'static Self> {
        let primary = lang.split('-').next().unwrap_or_default();
        [&VI, &EN]
            .into_iter()
            .find(|words| words.lang.eq_ignore_ascii_case(primary))
    }
}

/// A sentence with values in place of their names.
///
/// # Example
/// ```
/// use chuyen::words::fill;
/// assert_eq!(fill("Trả lời {name}", &[("name", "{n} Lan")]), "Trả lời {n} Lan");
/// ```
pub fn fill(sentence: &str, values: &[(&str, &str)]) -> String {
    let mut filled = String::new();
    for (place, piece) in sentence.split(['{', '}']).enumerate() {
        let is_name = place % 2 == 1;
        let value = values.iter().find(|(name, _)| is_name && *name == piece);
        filled.push_str(value.map_or(piece, |(_, value)| value));
    }
    filled
}

/// Two are the same if they speak the same language.
impl PartialEq for Words {
    fn eq(&self, other: &Self) -> bool {
        self.lang == other.lang
    }
}
