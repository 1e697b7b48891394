//! A parsed page: its nodes in document order, whoever parsed it.

/// Elements and text in document order, copied from the browser's DOM or written by `html5ever`.
///
/// The order is the whole structure: the nodes inside a node follow it, up to its `end`. So nothing is
/// walked twice, nothing recurses, and dropping it is dropping a list.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Tree {
    nodes: Vec<Node>,
    open: Vec<usize>,
}

#[derive(Clone, Debug, PartialEq)]
struct Node {
    /// Index of the node after the last one inside.
    end: usize,
    /// Index of the element around; itself if there is none.
    parent: usize,
    what: What,
}

#[derive(Clone, Debug, PartialEq)]
enum What {
    Text(String),
    Element {
        name: String,
        attributes: Vec<(String, String)>,
    },
}

impl Tree {
    /// Begins an element; what is added until [`Tree::close`] stands inside. The name is lower-case.
    pub fn open(&mut self, name: &str, attributes: Vec<(String, String)>) {
        let at = self.add(What::Element {
            name: name.to_owned(),
            attributes,
        });
        self.open.push(at);
    }

    /// Adds text, entities decoded.
    pub fn text(&mut self, text: &str) {
        self.add(What::Text(text.to_owned()));
    }

    /// Ends the element begun last.
    pub fn close(&mut self) {
        if let Some(at) = self.open.pop() {
            self.nodes[at].end = self.nodes.len();
        }
    }

    fn add(&mut self, what: What) -> usize {
        let at = self.nodes.len();
        self.nodes.push(Node {
            end: at + 1,
            parent: self.open.last().copied().unwrap_or(at),
            what,
        });
        at
    }

    pub(crate) fn len(&self) -> usize {
        self.nodes.len()
    }

    /// Index of the node after the last one inside.
    pub(crate) fn end(&self, at: usize) -> usize {
        self.nodes[at].end
    }

    /// Index of the element around; itself if there is none.
    pub(crate) fn parent(&self, at: usize) -> usize {
        self.nodes[at].parent
    }

    /// Its text, if it is text.
    pub(crate) fn text_at(&self, at: usize) -> Option<&str> {
        match &self.nodes[at].what {
            What::Text(text) => Some(text),
            What::Element { .. } => None,
        }
    }

    /// Its name, if it is an element, else nothing.
    pub(crate) fn name(&self, at: usize) -> &str {
        match &self.nodes[at].what {
            What::Element { name, .. } => name,
            What::Text(_) => "",
        }
    }

    /// What an attribute holds, blanks around it aside; nothing if it holds nothing.
    pub(crate) fn attribute(&self, at: usize, wanted: &str) -> Option<&str> {
        let What::Element { attributes, .. } = &self.nodes[at].what else {
            return None;
        };
        let (_, value) = attributes.iter().find(|(name, _)| name == wanted)?;
        Some(value.trim()).filter(|value| !value.is_empty())
    }

    /// Is the attribute there, even without a value?
    pub(crate) fn has(&self, at: usize, wanted: &str) -> bool {
        match &self.nodes[at].what {
            What::Element { attributes, .. } => attributes.iter().any(|(name, _)| name == wanted),
            What::Text(_) => false,
        }
    }

    /// Is it of one of these classes?
    pub(crate) fn is_of(&self, at: usize, classes: &[&str]) -> bool {
        let written = self.attribute(at, "class").unwrap_or_default();
        written
            .split_ascii_whitespace()
            .any(|class| classes.contains(&class))
    }

    /// The first element inside that `wanted` accepts.
    pub(crate) fn find(&self, inside: usize, wanted: impl Fn(usize) -> bool) -> Option<usize> {
        (inside + 1..self.end(inside)).find(|at| !self.name(*at).is_empty() && wanted(*at))
    }

    /// All text inside, as it stands, without that of scripts and styles.
    pub(crate) fn words(&self, inside: usize) -> String {
        let mut words = String::new();
        let mut at = inside;
        while at < self.end(inside) {
            match self.text_at(at) {
                Some(text) => words.push_str(text),
                None if ["script", "style", "template"].contains(&self.name(at)) => {
                    at = self.end(at);
                    continue;
                }
                None if self.name(at) == "br" => words.push('\n'),
                None => {}
            }
            at += 1;
        }
        words
    }
}
