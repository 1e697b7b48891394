//! The XML that Disqus exports.

use std::path::Path;

use super::fields::Fields;
use super::xml::{Step, Xml};
use super::{Piece, SourceComment, SourceThread, Standing, Text, instant_ms, is_false, is_true};
use crate::moving::Result;

const THREAD: &[&str] = &["id", "link", "title", "isDeleted"];
const POST: &[&str] = &[
    "message",
    "createdAt",
    "isDeleted",
    "isSpam",
    "isApproved",
    "author/name",
    "author/username",
    "thread@id",
    "parent@id",
];

/// An export that is read.
pub(in super::super) struct Disqus {
    xml: Xml,
    depth: usize,
}

impl Disqus {
    pub fn open(path: &Path) -> Result<Self> {
        let mut xml = Xml::open(path)?;
        loop {
            match xml.next()? {
                Step::Open(name, _) if name == "disqus" => return Ok(Self { xml, depth: 1 }),
                Step::Open(name, _) => {
                    let what = format!("the file is a <{name}>, an export of Disqus is a <disqus>");
                    return Err(xml.fault(xml.position(), what));
                }
                _ => {}
            }
        }
    }

    pub fn size(&self) -> u64 {
        self.xml.size()
    }

    pub fn position(&self) -> u64 {
        self.xml.position()
    }

    pub fn next(&mut self) -> Result<Option<Piece>> {
        loop {
            match self.xml.next()? {
                Step::Open(name, id) if self.depth == 1 && name == "thread" => {
                    let fields = self.record(THREAD)?;
                    return Ok(Some(Piece::Thread(thread(id.unwrap_or_default(), &fields))));
                }
                Step::Open(name, id) if self.depth == 1 && name == "post" => {
                    let fields = self.record(POST)?;
                    return Ok(Some(Piece::Comment(post(id.unwrap_or_default(), &fields))));
                }
                Step::Open(..) => self.depth += 1,
                Step::Close => self.depth = self.depth.saturating_sub(1),
                Step::Text(_) => {}
                Step::End => return Ok(None),
            }
        }
    }

    /// Reads to the end of the element that has just begun.
    fn record(&mut self, wanted: &'static [&'static str]) -> Result<Fields> {
        let mut fields = Fields::new(wanted);
        loop {
            match self.xml.next()? {
                Step::Open(name, id) => fields.open(&name, id),
                Step::Text(text) => fields.text(&text),
                Step::Close if fields.close() => {}
                Step::Close | Step::End => return Ok(fields),
            }
        }
    }
}

fn thread(key: String, fields: &Fields) -> SourceThread {
    SourceThread {
        key,
        link: fields.get("link").to_owned(),
        id: fields.get("id").to_owned(),
        title: fields.get("title").to_owned(),
        is_gone: is_true(fields.get("isDeleted")),
    }
}

fn post(id: String, fields: &Fields) -> SourceComment {
    let standing = match fields {
        _ if is_true(fields.get("isSpam")) => Standing::Gone("spam"),
        _ if is_true(fields.get("isDeleted")) => Standing::Gone("deleted"),
        _ if is_false(fields.get("isApproved")) => Standing::Pending,
        _ => Standing::Published,
    };
    let names = ["author/name", "author/username"].map(|name| fields.get(name));
    let name = names.into_iter().find(|name| !name.is_empty());
    SourceComment {
        id,
        // Its ids are those of all sites.
        scope: String::new(),
        stamp: 0,
        thread: fields.get("thread@id").to_owned(),
        parent: Some(fields.get("parent@id").to_owned()).filter(|parent| !parent.is_empty()),
        author: name.unwrap_or_default().to_owned(),
        text: Text::Html(fields.get("message").to_owned()),
        standing,
        likes: 0,
        posted_at_ms: instant_ms(fields.get("createdAt")),
        edited_at_ms: None,
    }
}
