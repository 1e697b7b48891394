//! Numbers of lists that an article cannot tell: its own begin at 1.

use super::walk::Walk;

impl Walk<'_> {
    /// Counts a numbered list whose items have other numbers than 1, 2, 3 …
    pub(super) fn numbers(&mut self, at: usize) {
        let is = |at: usize, name: &str, number: usize| {
            let said = self.tree.attribute(at, name);
            said.and_then(|said| said.trim().parse().ok())
                .is_none_or(|said: i64| i64::try_from(number).is_ok_and(|number| said == number))
        };
        let (mut inside, mut number) = (at + 1, 0);
        let mut are_usual = is(at, "start", 1) && !self.tree.has(at, "reversed");
        while inside < self.tree.end(at) {
            if self.tree.name(inside) == "li" {
                number += 1;
                are_usual &= is(inside, "value", number);
            }
            inside = self.tree.end(inside);
        }
        if !are_usual {
            self.notes
                .skip("numbers of a list that begin elsewhere than at 1");
        }
    }
}
