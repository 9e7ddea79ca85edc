//! The walk over a message.  It is done twice by the same code: once to see that the message is sound and what it takes,
//! with nowhere to put that; then in a copy that nobody else can change, into memory of just that size.

use super::sys::{
    Item, ARRAY, DEPTH_MAX, EXPANDED_MAX, ITEMS_MAX, KIND, LIST, MESSAGE_MAX, NAME, NAME_MAX, NUMBER, PLACES_MAX, RUNS,
    SUBJECT, TEXT, VARINT,
};
use crate::contain::Result;
use crate::lent::LentVec;
use crate::sys::Error;
use std::ptr;

/// The bytes before the items of a message: its version and how many they are.
pub const HEADER: usize = 5;

/// Where a walk puts what it finds.
pub struct Found {
    pub items: LentVec<Item>,
    pub expanded: LentVec<u8>,
}

/// What a walk has come to.
pub struct Walk<'a> {
    message: &'a [u8],
    found: Option<&'a mut Found>,
    pub items: usize,
    pub expanded: usize,
    subject: bool,
}

/// Bytes that are read from the front.
struct Reader<'a>(&'a [u8]);

impl<'a> Reader<'a> {
    fn take(&mut self, n: usize) -> Result<&'a [u8]> {
        if n > self.0.len() {
            return Err(Error::Range);
        }
        let (taken, rest) = self.0.split_at(n);
        self.0 = rest;
        Ok(taken)
    }

    fn array<const N: usize>(&mut self) -> Result<[u8; N]> {
        Ok(self.take(N)?.try_into().expect("so many were taken"))
    }

    fn byte(&mut self) -> Result<u8> {
        self.array().map(|[byte]| byte)
    }

    fn count(&mut self) -> Result<usize> {
        self.array().map(|bytes| u32::from_le_bytes(bytes) as usize)
    }

    /// That was all.
    fn end(self) -> Result {
        if self.0.is_empty() {
            Ok(())
        } else {
            Err(Error::Range)
        }
    }
}

/// A list that is open: the rest of its content, and how many items it still has.
#[derive(Clone, Copy)]
struct Open<'a> {
    rest: &'a [u8],
    left: usize,
}

/// What an item says besides its tag and depth.
#[derive(Default)]
struct Content<'a> {
    number: u64,
    bytes: &'a [u8],
    expanded: Option<usize>, // so many bytes, which have just been put at the end of `expanded`
}

impl<'a> Walk<'a> {
    pub fn of(message: &'a [u8], found: Option<&'a mut Found>) -> Result<Self> {
        let mut walk = Walk { message, found, items: 0, expanded: 0, subject: false };
        walk.run()?;
        Ok(walk)
    }

    fn run(&mut self) -> Result {
        if self.message.len() > MESSAGE_MAX {
            return Err(Error::Range);
        }
        let mut header = Reader(self.message);
        if header.byte()? != 1 {
            return Err(Error::Range);
        }
        let left = header.count()?;
        let mut lists = [Open { rest: header.0, left }; DEPTH_MAX + 1];
        let mut depth = 0;
        loop {
            if lists[depth].left == 0 {
                Reader(lists[depth].rest).end()?;
                if depth == 0 {
                    return Ok(());
                }
                depth -= 1;
                continue;
            }
            let mut reader = Reader(lists[depth].rest);
            let (tag, size) = (reader.byte()?, reader.count()?);
            let content = reader.take(size)?;
            lists[depth] = Open { rest: reader.0, left: lists[depth].left - 1 };
            if tag != LIST {
                let content = self.content(tag, content)?;
                self.item(tag, depth, &content)?;
                continue;
            }
            let mut content = Reader(content);
            let left = content.count()?;
            self.item(tag, depth, &Content { number: left as u64, ..Content::default() })?;
            depth += 1;
            *lists.get_mut(depth).ok_or(Error::Range)? = Open { rest: content.0, left };
        }
    }

    fn item(&mut self, tag: u8, depth: usize, content: &Content) -> Result {
        if self.items == ITEMS_MAX {
            return Err(Error::Range);
        }
        self.items += 1;
        let Some(found) = &mut self.found else { return Ok(()) };
        let bytes = match content.expanded {
            Some(size) => &found.expanded[found.expanded.len() - size..],
            None => content.bytes,
        };
        found.items.push(Item {
            tag: u32::from(tag),
            depth: depth as u32,
            number: content.number,
            bytes: if bytes.is_empty() { ptr::null() } else { bytes.as_ptr().cast() },
            size: bytes.len(),
        })
    }

    fn content(&mut self, tag: u8, content: &'a [u8]) -> Result<Content<'a>> {
        let mut reader = Reader(content);
        let number = match tag {
            NUMBER => u64::from_le_bytes(reader.array()?),
            KIND => reader.count().map(|kind| kind as u64)?,
            VARINT => varint(&mut reader)?,
            TEXT | SUBJECT => return self.text(tag, content),
            ARRAY => return array(reader),
            RUNS => return self.runs(reader),
            NAME => return self.name(content),
            _ => return Err(Error::Range),
        };
        if tag == KIND && !(1..=3).contains(&number) {
            return Err(Error::Range);
        }
        reader.end()?;
        Ok(Content { number, ..Content::default() })
    }

    fn text(&mut self, tag: u8, bytes: &'a [u8]) -> Result<Content<'a>> {
        if tag == SUBJECT && std::mem::replace(&mut self.subject, true) {
            return Err(Error::Range);
        }
        std::str::from_utf8(bytes).map_err(|_| Error::Encoding)?;
        Ok(Content { bytes, ..Content::default() })
    }

    /// Counts expanded bytes, and puts them where they belong.
    fn expand(&mut self, bytes: &[u8]) -> Result {
        if bytes.len() > EXPANDED_MAX - self.expanded {
            return Err(Error::Range);
        }
        self.expanded += bytes.len();
        self.found.as_mut().map_or(Ok(()), |found| found.expanded.extend(bytes))
    }

    fn runs(&mut self, mut reader: Reader) -> Result<Content<'a>> {
        let (start, size) = (self.expanded, reader.count()?);
        while !reader.0.is_empty() {
            let [n, byte] = reader.array()?;
            if n == 0 {
                return Err(Error::Range);
            }
            self.expand(&[byte; u8::MAX as usize][..usize::from(n)])?;
        }
        if self.expanded - start != size {
            return Err(Error::Range);
        }
        Ok(Content { expanded: Some(size), ..Content::default() })
    }

    /// Only what stands before a run in the message may be gone on at, so there is an end to it.
    fn name(&mut self, content: &'a [u8]) -> Result<Content<'a>> {
        let message: &'a [u8] = self.message;
        let mut run = content.as_ptr().addr() - message.as_ptr().addr(); // where it starts
        let mut reader = Reader(content);
        let (start, mut places) = (self.expanded, 0);
        loop {
            let length = reader.byte()?;
            match length {
                0 => break,
                1..=63 => self.label(start, reader.take(usize::from(length))?)?,
                0xC0.. => {
                    let place = usize::from(length & 0x3F) << 8 | usize::from(reader.byte()?);
                    if places == 0 {
                        reader.end()?;
                    }
                    places += 1;
                    if place >= run || places > PLACES_MAX {
                        return Err(Error::Range);
                    }
                    run = place;
                    reader = Reader(&message[place..]);
                }
                _ => return Err(Error::Range),
            }
        }
        if places == 0 {
            reader.end()?;
        }
        Ok(Content { expanded: Some(self.expanded - start), ..Content::default() })
    }

    /// A label of a name that starts at `start`.
    fn label(&mut self, start: usize, label: &[u8]) -> Result {
        if label.contains(&0) || label.contains(&b'.') {
            return Err(Error::Range);
        }
        if self.expanded > start {
            self.expand(b".")?;
        }
        self.expand(label)?;
        if self.expanded - start > NAME_MAX {
            Err(Error::Range)
        } else {
            Ok(())
        }
    }
}

fn array(mut reader: Reader) -> Result<Content> {
    let (count, size) = (reader.count()?, reader.count()?);
    if ![1, 2, 4, 8].contains(&size) || count.checked_mul(size) != Some(reader.0.len()) {
        return Err(Error::Range);
    }
    Ok(Content { number: count as u64, bytes: reader.0, expanded: None })
}

fn varint(reader: &mut Reader) -> Result<u64> {
    let mut number = 0;
    for shift in (0..u64::BITS).step_by(7) {
        let byte = reader.byte()?;
        let bits = u64::from(byte & 0x7F);
        // Bits that fall off, and a last byte that says nothing: not the shortest form, or not 64 bits.
        if bits << shift >> shift != bits || (byte == 0 && shift > 0) {
            return Err(Error::Range);
        }
        number |= bits << shift;
        if byte < 0x80 {
            return Ok(number);
        }
    }
    Err(Error::Range)
}
