//! What becomes of a request on its way.

use super::dice::Dice;

/// What becomes of a request.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Fate {
    /// It arrives, and so does its answer.
    Passes,
    /// It never arrives.
    CutBefore,
    /// A part of it arrives.
    CutWithin,
    /// It arrives, and the line is cut before it is answered.
    CutAfter,
    /// It is answered, and the answer is lost.
    LosesAnswer,
    /// A part of its answer comes back.
    TearsAnswer,
    /// It arrives, and something in between says that it did not.
    Denied,
    /// It arrives twice, at once.
    Twice,
    /// It arrives, and a second time when its author has gone on.
    TwiceLater,
    /// It arrives when its author has given it up and gone on.
    Late,
}

impl Fate {
    /// All of them.
    pub const ALL: [Self; 10] = [
        Self::Passes,
        Self::CutBefore,
        Self::CutWithin,
        Self::CutAfter,
        Self::LosesAnswer,
        Self::TearsAnswer,
        Self::Denied,
        Self::Twice,
        Self::TwiceLater,
        Self::Late,
    ];

    /// By chance. Every third request gets through, or nobody would come to an end.
    pub fn thrown(dice: &mut Dice) -> Self {
        match dice.below(3) {
            0 => Self::Passes,
            _ => Self::ALL[dice.below(Self::ALL.len())],
        }
    }
}
