//! The XML that WordPress exports.

use std::path::Path;

use super::fields::Fields;
use super::xml::{Step, Xml};
use super::{Piece, SourceComment, SourceThread, Standing, Text, wall_clock_ms};
use crate::moving::Result;
use crate::page_name::{page_name, split_host};

/// What says whose comments they are. Every blog of one installation numbers its own.
const SITE: &[&str] = &["base_blog_url", "link", "base_site_url"];
const ITEM: &[&str] = &["link", "title", "post_id"];
const COMMENT: &[&str] = &[
    "comment_id",
    "comment_author",
    "comment_date",
    "comment_date_gmt",
    "comment_content",
    "comment_approved",
    "comment_type",
    "comment_parent",
];

/// An export that is read.
pub(in super::super) struct Wxr {
    xml: Xml,
    /// What is said of the whole blog, once the channel has begun.
    site: Option<Fields>,
    /// The item that has begun, and its number, which its comments know it by.
    item: Option<Fields>,
    number: u64,
}

impl Wxr {
    pub fn open(path: &Path) -> Result<Self> {
        let mut xml = Xml::open(path)?;
        loop {
            match xml.next()? {
                Step::Open(name, _) if name == "rss" => break,
                Step::Open(name, _) => {
                    let what =
                        format!("the file is a <{name}>, an export of WordPress is an <rss>");
                    return Err(xml.fault(xml.position(), what));
                }
                _ => {}
            }
        }
        Ok(Self {
            xml,
            site: None,
            item: None,
            number: 0,
        })
    }

    pub fn size(&self) -> u64 {
        self.xml.size()
    }

    pub fn position(&self) -> u64 {
        self.xml.position()
    }

    pub fn next(&mut self) -> Result<Option<Piece>> {
        loop {
            match (self.xml.next()?, &mut self.item) {
                (Step::End, _) => return Ok(None),
                (Step::Open(name, _), None) if name == "item" => {
                    self.item = Some(Fields::new(ITEM));
                    self.number += 1;
                }
                (Step::Open(name, _), Some(_)) if name == "comment" => {
                    return self.comment().map(Some);
                }
                (Step::Open(name, id), Some(item)) => item.open(&name, id),
                (Step::Text(text), Some(item)) => item.text(&text),
                (Step::Close, Some(item)) => {
                    if !item.close() {
                        let thread = self.thread();
                        self.item = None;
                        return Ok(Some(Piece::Thread(thread)));
                    }
                }
                (step, None) => self.of_site(step),
            }
        }
    }

    fn of_site(&mut self, step: Step) {
        match (step, &mut self.site) {
            (Step::Open(name, _), None) if name == "channel" => self.site = Some(Fields::new(SITE)),
            (Step::Open(name, id), Some(site)) => site.open(&name, id),
            (Step::Text(text), Some(site)) => site.text(&text),
            (Step::Close, Some(site)) => {
                site.close();
            }
            _ => {}
        }
    }

    /// The name of the blog's first page, or else of the host that the item is on; and the item's own number, as not all
    /// that write such files count comments as WordPress does.
    fn scope(&self) -> String {
        let said = |field: &&str| self.site.as_ref().map_or("", |site| site.get(field));
        let mut pages = SITE.iter().map(|field| page_name(said(field)));
        let item = self.item.as_ref().map_or("", |item| item.get("link"));
        let host = page_name(item).and_then(|page| Some(split_host(&page)?.0.to_owned() + "/"));
        let page = pages.find_map(|page| page).or(host);
        let post = self.item.as_ref().map_or("", |item| item.get("post_id"));
        format!("{} {post}", page.unwrap_or_default())
    }

    fn thread(&self) -> SourceThread {
        let get = |field| self.item.as_ref().map_or("", |item| item.get(field));
        SourceThread {
            key: self.number.to_string(),
            link: get("link").to_owned(),
            id: get("post_id").to_owned(),
            title: get("title").to_owned(),
            is_gone: false,
        }
    }

    fn comment(&mut self) -> Result<Piece> {
        let mut fields = Fields::new(COMMENT);
        loop {
            match self.xml.next()? {
                Step::Open(name, id) => fields.open(&name, id),
                Step::Text(text) => fields.text(&text),
                Step::Close if fields.close() => {}
                Step::Close | Step::End => break,
            }
        }
        let parent = fields.get("comment_parent");
        let parent = Some(parent).filter(|parent| !parent.is_empty() && *parent != "0");
        let times =
            ["comment_date_gmt", "comment_date"].map(|field| wall_clock_ms(fields.get(field)));
        Ok(Piece::Comment(SourceComment {
            id: fields.get("comment_id").to_owned(),
            scope: self.scope(),
            stamp: 0,
            thread: self.number.to_string(),
            parent: parent.map(str::to_owned),
            author: fields.get("comment_author").to_owned(),
            text: Text::Lines(fields.get("comment_content").to_owned()),
            standing: standing(&fields),
            likes: 0,
            posted_at_ms: times.into_iter().flatten().next(),
            edited_at_ms: None,
        }))
    }
}

fn standing(fields: &Fields) -> Standing {
    match (fields.get("comment_type"), fields.get("comment_approved")) {
        ("" | "comment" | "review", approved) => match approved {
            "1" | "approved" => Standing::Published,
            "spam" => Standing::Gone("spam"),
            "trash" | "post-trashed" => Standing::Gone("trash"),
            _ => Standing::Pending,
        },
        (other, _) => Standing::Other(other.to_owned()),
    }
}
