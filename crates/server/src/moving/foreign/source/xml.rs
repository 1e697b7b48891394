//! Reads XML as it comes, without looking anything up that it names.

use std::fs::File;
use std::io::{self, BufRead, BufReader, Read, Seek};
use std::path::{Path, PathBuf};

use quick_xml::Reader;
use quick_xml::events::{BytesRef, BytesStart, Event};

use super::MAX_FIELD_BYTES;
use crate::moving::{Fault, MovingError, Result};

/// Deepest nesting of elements.
const MAX_DEPTH: usize = 200;
/// Longest tag or text, in bytes.
const MAX_STEP_BYTES: usize = 32 * 1024 * 1024;

/// A file that is read.
pub(super) struct Xml {
    path: PathBuf,
    reader: Reader<Bounded>,
    size: u64,
    buffer: Vec<u8>,
    open: usize,
    had_root: bool,
}

/// What comes next.
#[derive(Debug, PartialEq)]
pub(super) enum Step {
    /// An element begins: its name without a prefix, and its attribute `id`, whatever the prefix.
    Open(String, Option<String>),
    /// The element that has begun last ends.
    Close,
    /// Some text; the next may go on with it.
    Text(String),
    /// There is no more.
    End,
}

impl Xml {
    pub fn open(path: &Path) -> Result<Self> {
        let mut file = File::open(path).map_err(MovingError::at(path))?;
        let size = file.metadata().map_err(MovingError::at(path))?.len();
        let is_utf16 = is_utf16(&mut file).map_err(MovingError::at(path))?;
        let file = BufReader::new(file);
        let mut reader = Reader::from_reader(Bounded { file, left: 0 });
        let config = reader.config_mut();
        config.expand_empty_elements = true;
        // Addresses with a bare `&` occur.
        config.allow_dangling_amp = true;
        let xml = Self {
            path: path.to_owned(),
            reader,
            size,
            buffer: Vec::new(),
            open: 0,
            had_root: false,
        };
        match is_utf16 {
            true => Err(xml.fault(0, "the file is in UTF-16, only UTF-8 is read".to_owned())),
            false => Ok(xml),
        }
    }

    /// How many bytes there are.
    pub fn size(&self) -> u64 {
        self.size
    }

    /// How many bytes were read.
    pub fn position(&self) -> u64 {
        self.reader.buffer_position()
    }

    pub fn next(&mut self) -> Result<Step> {
        loop {
            let mut buffer = std::mem::take(&mut self.buffer);
            buffer.clear();
            self.reader.get_mut().left = MAX_STEP_BYTES;
            let step = match self.reader.read_event_into(&mut buffer) {
                Ok(event) => step(&event).map_err(|what| self.fault(0, what)),
                Err(quick_xml::Error::Io(cause)) if cause.kind() == io::ErrorKind::FileTooLarge => {
                    Err(self.fault(self.position(), cause.to_string()))
                }
                Err(quick_xml::Error::Io(cause)) => {
                    let cause = std::io::Error::new(cause.kind(), cause.to_string());
                    Err(MovingError::at(&self.path)(cause))
                }
                Err(cause) => Err(self.fault(self.reader.error_position(), cause.to_string())),
            };
            self.buffer = buffer;
            if let Some(step) = step? {
                return self.checked(step);
            }
        }
    }

    fn checked(&mut self, step: Step) -> Result<Step> {
        match step {
            Step::Open(..) if self.open == MAX_DEPTH => {
                let what = format!("elements nest deeper than {MAX_DEPTH}");
                Err(self.fault(self.position(), what))
            }
            Step::Open(..) => {
                self.open += 1;
                self.had_root = true;
                Ok(step)
            }
            Step::Close => {
                self.open = self.open.saturating_sub(1);
                Ok(step)
            }
            Step::End if self.open > 0 || !self.had_root => {
                let what = match self.had_root {
                    true => "the file ends before its last element does",
                    false => "this is no XML",
                };
                Err(self.fault(self.position(), what.to_owned()))
            }
            step => Ok(step),
        }
    }

    /// Something is wrong at this byte.
    pub fn fault(&self, at: u64, what: String) -> MovingError {
        let line = line_of(&self.path, at).unwrap_or_default();
        MovingError::Fault(Fault {
            file: self.path.display().to_string(),
            line,
            what: format!("{what} (byte {at})"),
        })
    }
}

/// A file of which only so much is read in one step.
struct Bounded {
    file: BufReader<File>,
    left: usize,
}

impl Read for Bounded {
    fn read(&mut self, to: &mut [u8]) -> io::Result<usize> {
        let bytes = self.fill_buf()?.read(to)?;
        self.consume(bytes);
        Ok(bytes)
    }
}

impl BufRead for Bounded {
    fn fill_buf(&mut self) -> io::Result<&[u8]> {
        let bytes = self.file.fill_buf()?;
        if self.left == 0 && !bytes.is_empty() {
            let what = format!("a tag or a text that is longer than {MAX_STEP_BYTES} bytes");
            return Err(io::Error::new(io::ErrorKind::FileTooLarge, what));
        }
        Ok(&bytes[..bytes.len().min(self.left)])
    }

    fn consume(&mut self, bytes: usize) {
        self.left = self.left.saturating_sub(bytes);
        self.file.consume(bytes);
    }
}

/// Does it begin as a file in UTF-16 does, with a mark or with `<`?
fn is_utf16(file: &mut File) -> io::Result<bool> {
    let mut first = Vec::with_capacity(2);
    file.by_ref().take(2).read_to_end(&mut first)?;
    file.rewind()?;
    Ok(matches!(
        first[..],
        [0xff, 0xfe] | [0xfe, 0xff] | [b'<', 0] | [0, b'<']
    ))
}

/// What an event means, if it means anything.
fn step(event: &Event<'_>) -> std::result::Result<Option<Step>, String> {
    // No more of it than anybody keeps.
    let text = |bytes: &[u8]| {
        let kept = &bytes[..bytes.len().min(MAX_FIELD_BYTES)];
        Some(Step::Text(String::from_utf8_lossy(kept).into_owned()))
    };
    Ok(match event {
        Event::Start(start) => Some(opened(start)),
        Event::End(_) => Some(Step::Close),
        Event::Text(said) => text(said),
        Event::CData(said) => text(said),
        Event::GeneralRef(name) => Some(Step::Text(resolved(name))),
        Event::Decl(declaration) => match declaration.encoding() {
            Some(Ok(name)) if !is_utf8(&name) => {
                let name = String::from_utf8_lossy(&name);
                return Err(format!("`encoding` is {name:?}, only UTF-8 is read"));
            }
            _ => None,
        },
        Event::Eof => Some(Step::End),
        _ => None,
    })
}

fn opened(start: &BytesStart<'_>) -> Step {
    let name = String::from_utf8_lossy(start.local_name().as_ref()).into_owned();
    let mut attributes = start.attributes().filter_map(|attribute| attribute.ok());
    let id = attributes.find(|attribute| attribute.key.local_name().as_ref() == b"id");
    Step::Open(
        name,
        id.map(|id| String::from_utf8_lossy(&id.value).into_owned()),
    )
}

/// The character that a reference names. Others than XML's own stay as they are written: nothing is expanded.
fn resolved(reference: &BytesRef<'_>) -> String {
    let name = String::from_utf8_lossy(reference).into_owned();
    match reference.resolve_char_ref() {
        Ok(Some(c)) => c.to_string(),
        Err(_) => char::REPLACEMENT_CHARACTER.to_string(),
        Ok(None) => match quick_xml::escape::resolve_xml_entity(&name) {
            Some(text) => text.to_owned(),
            None => format!("&{name};"),
        },
    }
}

fn is_utf8(encoding: &[u8]) -> bool {
    [&b"utf-8"[..], b"utf8", b"us-ascii"]
        .iter()
        .any(|name| encoding.eq_ignore_ascii_case(name))
}

/// On which line a byte is, from 1.
fn line_of(path: &Path, at: u64) -> std::io::Result<u64> {
    let mut file = BufReader::new(File::open(path)?);
    let (mut lines, mut left) = (1, at);
    while left > 0 {
        let buffer = file.fill_buf()?;
        let length = buffer
            .len()
            .min(usize::try_from(left).unwrap_or(usize::MAX));
        if length == 0 {
            break;
        }
        lines += buffer[..length].iter().filter(|b| **b == b'\n').count() as u64;
        file.consume(length);
        left -= length as u64;
    }
    Ok(lines)
}
