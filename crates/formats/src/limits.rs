//! How deep text may stand in text: together no deeper than [`model::MAX_TEXT_DEPTH`].

use model::MAX_TEXT_DEPTH;

/// Lists and quotes in one another that a format has of its own; deeper ones keep their text and lose their frame.
pub(crate) const MAX_OUTER_FRAMES: usize = 3;
/// The same in one piece of HTML, which may stand in those.
pub(crate) const MAX_FRAMES: usize = 6;
/// Marks in one another; deeper ones keep their text.
pub(crate) const MAX_MARKS: usize = 3;

// A caption in a gallery is four levels deep before its first mark.
const _: () = assert!(MAX_OUTER_FRAMES + MAX_FRAMES + 4 + MAX_MARKS <= MAX_TEXT_DEPTH);
