//! Marks piled on one letter until they cover the lines above and below.

use model::{Problem, ProblemKind};
use unicode_normalization::char::is_combining_mark;

use super::Candidate;
use crate::error::Result;

/// Most marks on one letter. Vietnamese needs 2 and composes them; Tibetan and Hebrew need up to 5 or 6.
const MAX_MARKS: usize = 8;

pub(super) fn check(candidate: &Candidate<'_>) -> Result<()> {
    let name = candidate.author_name.map(|name| ("author_name", name));
    let texts = [("text", candidate.text)].into_iter().chain(name);
    for (field, text) in texts {
        let mut marks = 0;
        for c in text.chars() {
            marks = if is_combining_mark(c) { marks + 1 } else { 0 };
            if marks > MAX_MARKS {
                return Err(Problem::from(ProblemKind::BadCharacter)
                    .at(field, &c.escape_unicode().to_string())
                    .limit(MAX_MARKS)
                    .because(format!("more than {MAX_MARKS} marks on one letter"))
                    .into());
            }
        }
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::error::Error;
    use model::RichText;

    fn refused(text: &str, author_name: &str) -> Option<String> {
        let candidate = Candidate {
            text,
            author_name: Some(author_name),
            body: &RichText::default(),
            staff: &[],
        };
        match check(&candidate) {
            Err(Error::Problem(problem)) => problem.field,
            _ => None,
        }
    }

    #[test]
    fn piled_up_marks_are_refused() {
        let piled = format!("a{}", "\u{301}".repeat(9));
        assert_eq!(refused(&piled, "Lan").as_deref(), Some("text"));
        assert_eq!(refused("Hay", &piled).as_deref(), Some("author_name"));
    }

    #[test]
    fn writing_that_needs_marks_passes() {
        let decomposed = "Nghi\u{302}\u{323} quye\u{302}\u{301}t";
        for text in [decomposed, "བསྒྲུབས", "שָׁלוֹם", "น้ำ", "हिन्दी", "👩‍👩‍👧‍👦"]
        {
            assert_eq!(refused(text, text), None, "{text}");
        }
    }
}
