//! Things by the comment they belong to, as a sorted list: a page holds a few hundred at most, and the code of a tree is
//! some kilobytes for every kind of thing.

use model::CommentId;

/// A thing of each of some comments.
#[derive(Clone, Debug, PartialEq)]
pub struct ById<T>(Vec<(CommentId, T)>);

impl<T> Default for ById<T> {
    fn default() -> Self {
        Self(Vec::new())
    }
}

impl<T> ById<T> {
    fn place(&self, id: &CommentId) -> Result<usize, usize> {
        self.0.binary_search_by(|(other, _)| other.cmp(id))
    }

    /// What belongs to this comment.
    pub fn get(&self, id: &CommentId) -> Option<&T> {
        self.place(id).ok().map(|at| &self.0[at].1)
    }

    /// What belongs to this comment, to be changed.
    pub fn get_mut(&mut self, id: &CommentId) -> Option<&mut T> {
        self.place(id).ok().map(|at| &mut self.0[at].1)
    }

    /// Puts a thing in the place of what belonged to this comment.
    pub fn insert(&mut self, id: CommentId, thing: T) {
        match self.place(&id) {
            Ok(at) => self.0[at].1 = thing,
            Err(at) => self.0.insert(at, (id, thing)),
        }
    }

    /// Takes away what belongs to this comment.
    pub fn remove(&mut self, id: &CommentId) {
        if let Ok(at) = self.place(id) {
            self.0.remove(at);
        }
    }

    /// All things, by the order of their comments' ids.
    pub fn values(&self) -> impl Iterator<Item = &T> {
        self.0.iter().map(|(_, thing)| thing)
    }

    /// How many things there are.
    pub fn len(&self) -> usize {
        self.0.len()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn id(name: &str) -> CommentId {
        name.parse().expect("an id")
    }

    #[test]
    fn a_thing_is_found_by_its_comment_alone() {
        let mut things = ById::default();
        for name in ["c", "a", "b", "a"] {
            things.insert(id(name), name.to_uppercase());
        }
        assert_eq!(things.len(), 3);
        assert_eq!(things.values().collect::<Vec<_>>(), ["A", "B", "C"]);
        things.remove(&id("b"));
        things.remove(&id("d"));
        assert_eq!(things.get(&id("b")), None);
        if let Some(thing) = things.get_mut(&id("c")) {
            thing.push('!');
        }
        assert_eq!(things.get(&id("c")).map(String::as_str), Some("C!"));
    }
}
