//! Moderation by the server itself: what no reader should be asked to look at.
//!
//! What only the database can tell, such as the same comment a moment ago, is refused where it is written.

mod marks;
mod says_something;
mod staff_name;

use model::RichText;

use crate::config::Staff;
use crate::error::Result;

/// A comment, a name or a new text on its way in.
pub struct Candidate<'a> {
    /// As typed, in Unicode's NFC.
    pub text: &'a str,
    /// Who writes, if it is a reader; none when a text is changed.
    pub author_name: Option<&'a str>,
    /// What the text becomes.
    pub body: &'a RichText,
    /// Whose names the site keeps.
    pub staff: &'a [Staff],
}

/// Refuses a comment, or lets it pass.
type Check = fn(&Candidate<'_>) -> Result<()>;

/// In running order.
const CHECKS: &[Check] = &[marks::check, says_something::check, staff_name::check];

/// Runs every check until one refuses.
///
/// # Errors
/// What the first check to refuse says.
pub fn run(candidate: &Candidate<'_>) -> Result<()> {
    CHECKS.iter().try_for_each(|check| check(candidate))
}

/// Runs the checks that look at names.
///
/// # Errors
/// What the first check to refuse says.
pub fn run_name(name: &str, staff: &[Staff]) -> Result<()> {
    let candidate = Candidate {
        text: "",
        author_name: Some(name),
        body: &RichText::default(),
        staff,
    };
    marks::check(&candidate)?;
    staff_name::check(&candidate)
}
