//! What a composer knows of what is typed in it. The text itself stays in the field: a field that
//! is written to while an input method composes loses what is being composed.

use std::rc::Rc;

use model::{MAX_COMMENT_CHARS, Problem};
use yew::Reducible;

use crate::words::Words;

use super::{begin::Writing, reason::is_about_name};

/// How many characters are left when a reader who does not see the count is told so.
const TOLD_AT: [usize; 4] = [500, 100, 20, 0];

/// A composer at work.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Composing {
    /// It shows its name field and its button.
    pub is_open: bool,
    /// Characters typed, as the server counts them.
    pub chars: usize,
    /// What is wrong with it.
    pub fault: Option<Problem>,
}

/// What happens in a composer.
pub enum Typing {
    /// The focus came.
    Entered,
    /// The text is now this.
    Text(String),
    /// The name changed.
    Name,
    /// It cannot be sent like this.
    Refused(Problem),
    /// It was sent.
    Sent,
}

impl Composing {
    /// Something is being written when the page begins.
    pub fn begun(writing: &Writing) -> Self {
        Self {
            is_open: true,
            chars: counted(&writing.draft.text),
            fault: writing.problem.clone(),
        }
    }

    /// Is something wrong with the text?
    pub fn text_fault(&self) -> Option<&Problem> {
        self.fault
            .as_ref()
            .filter(|problem| !is_about_name(problem))
    }

    /// Is something wrong with the name?
    pub fn name_fault(&self) -> Option<&Problem> {
        self.fault.as_ref().filter(|problem| is_about_name(problem))
    }

    /// Are there more characters than allowed?
    pub fn is_over(&self) -> bool {
        self.chars > MAX_COMMENT_CHARS
    }

    /// What to tell a reader who does not see the count: nothing, until few characters are left.
    ///
    /// The words change only at certain counts, so that a screen reader does not talk into every letter.
    pub fn told(&self, words: &Words) -> String {
        let number = |n: usize| i64::try_from(n).unwrap_or(i64::MAX);
        let Some(left) = MAX_COMMENT_CHARS.checked_sub(self.chars) else {
            let over = self.chars - MAX_COMMENT_CHARS;
            return words.count(words.composer.over, number(over));
        };
        match TOLD_AT.into_iter().rev().find(|at| left <= *at) {
            Some(at) => words.count(words.composer.left, number(at)),
            None => String::new(),
        }
    }
}

impl Reducible for Composing {
    type Action = Typing;

    fn reduce(self: Rc<Self>, typing: Typing) -> Rc<Self> {
        let mut next = Self::clone(&self);
        match typing {
            Typing::Entered => next.is_open = true,
            Typing::Text(text) => {
                next.chars = counted(&text);
                next.is_open |= next.chars > 0;
                next.fault = next.name_fault().cloned();
            }
            Typing::Name => next.fault = next.text_fault().cloned(),
            Typing::Refused(problem) => {
                next.is_open = true;
                next.fault = Some(problem);
            }
            Typing::Sent => next = Self::default(),
        }
        Rc::new(next)
    }
}

/// Characters as the server counts them.
fn counted(text: &str) -> usize {
    text.trim().chars().count()
}

#[cfg(test)]
mod tests {
    use model::ProblemKind;

    use crate::words::VI;

    use super::*;

    fn after(typing: impl IntoIterator<Item = Typing>) -> Composing {
        let begin = Rc::new(Composing::default());
        let end = typing.into_iter().fold(begin, |now, next| now.reduce(next));
        Composing::clone(&end)
    }

    #[test]
    fn characters_are_counted_as_the_server_counts_them() {
        let typed = after([Typing::Text("  Tiếng Việt 👍🏽 \n".into())]);
        assert_eq!(typed.chars, 13);
    }

    #[test]
    fn few_characters_left_are_told_rarely() {
        let told = |chars: usize| after([Typing::Text("ệ".repeat(chars))]).told(&VI);
        assert_eq!(told(9_499), "");
        assert_eq!(told(9_500), "Còn 500 ký tự");
        assert_eq!(told(9_501), told(9_500));
        assert_eq!(told(9_980), "Còn 20 ký tự");
        assert_eq!(told(10_000), "Còn 0 ký tự");
        assert_eq!(told(10_002), "Thừa 2 ký tự");
    }

    #[test]
    fn typing_in_a_field_answers_what_was_wrong_with_it_alone() {
        let refused =
            |field: &str| Typing::Refused(Problem::from(ProblemKind::Empty).at(field, ""));
        let mended = after([refused("author_name"), Typing::Text("Hay".into())]);
        assert!(mended.name_fault().is_some());
        let mended = after([refused("author_name"), Typing::Name]);
        assert_eq!(mended.fault, None);
        let mended = after([refused("text"), Typing::Name, Typing::Text("Hay".into())]);
        assert_eq!(mended.fault, None);
    }
}
