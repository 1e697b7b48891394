//! What stands in the elements of one record.

use std::collections::HashMap;

use super::MAX_FIELD_BYTES;

/// Texts by the names of their elements, outermost first, with `/` between them.
#[derive(Default)]
pub(super) struct Fields {
    wanted: &'static [&'static str],
    path: Vec<String>,
    found: HashMap<String, String>,
}

impl Fields {
    /// An empty record, in which only these fields count.
    pub fn new(wanted: &'static [&'static str]) -> Self {
        Self {
            wanted,
            ..Self::default()
        }
    }

    /// An element begins; its attribute `id`, if it has one, is the field `name@id`.
    pub fn open(&mut self, name: &str, id: Option<String>) {
        self.path.push(name.to_owned());
        if let Some(id) = id {
            self.put(&format!("{}@id", self.path.join("/")), &id);
        }
    }

    /// An element ends; false if it is the record itself.
    pub fn close(&mut self) -> bool {
        self.path.pop().is_some()
    }

    /// Text in the element that has begun last.
    pub fn text(&mut self, text: &str) {
        self.put(&self.path.join("/"), text);
    }

    /// What a field says, without space around it; empty if it is not there.
    pub fn get(&self, field: &str) -> &str {
        self.found.get(field).map_or("", |text| text.trim())
    }

    fn put(&mut self, field: &str, text: &str) {
        if !self.wanted.contains(&field) {
            return;
        }
        let found = self.found.entry(field.to_owned()).or_default();
        let room = MAX_FIELD_BYTES.saturating_sub(found.len());
        found.push_str(&text[..text.floor_char_boundary(room.min(text.len()))]);
    }
}
