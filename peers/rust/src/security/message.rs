//! Messages.

use super::parse::{Found, Walk, HEADER};
use super::sys::{Item, Read, MESSAGE_MAX};
use super::{input, LIVE};
use crate::contain::{contain, contain_void, need, Result};
use crate::host::{layout, Lent};
use crate::lent::{LentBox, LentVec};
use crate::live::Live;
use crate::sys::{Error, Out};
use std::ffi::{c_int, c_void};

/// Its items point into the copy and into what has been expanded; both stay where they are.
pub struct Message {
    found: Found,
    _copy: Lent,
    _live: Live,
}

impl Message {
    /// Of a copy that has been found sound, with room for what was found.
    fn new(copy: Lent, items: usize, expanded: usize) -> Result<LentBox<Self>> {
        let found = Found { items: LentVec::with_capacity(items)?, expanded: LentVec::with_capacity(expanded)? };
        let mut message = LentBox::new(Message { found, _copy: copy, _live: LIVE.enter() })?;
        let Message { found, _copy: copy, .. } = &mut *message;
        Walk::of(copy.as_bytes(), Some(found))?;
        Ok(message)
    }
}

pub extern "C" fn message_parse(bytes: *const c_void, n: usize, out: Out<'_, LentBox<Message>>) -> c_int {
    contain(|| {
        let out = need(out)?;
        // SAFETY: C lends n bytes for the call.
        let bytes = unsafe { input(bytes, n, MESSAGE_MAX) }?;
        let Walk { items, expanded, .. } = Walk::of(bytes, None)?;
        out.write(Message::new(Lent::copy_of(bytes)?, items, expanded)?);
        Ok(())
    })
}

/// Each byte is read once, into memory of the peer's own, and looked at there only.
pub extern "C" fn message_fetch(read: Option<Read>, userdata: *mut c_void, out: Out<'_, LentBox<Message>>) -> c_int {
    contain(|| {
        let (read, out) = (need(read)?, need(out)?);
        let fetch = |offset: u64, to: *mut u8, n: usize| {
            // SAFETY: C gave the two together; there is room for n bytes at `to`.
            match unsafe { read(userdata, offset, to.cast(), n) } {
                got if got == n as i64 => Ok(()),
                _ => Err(Error::Failed),
            }
        };
        let mut length = [0; 4];
        fetch(0, length.as_mut_ptr(), length.len())?;
        let n = u32::from_le_bytes(length) as usize;
        if !(HEADER..=MESSAGE_MAX).contains(&n) {
            return Err(Error::Range);
        }
        let copy = Lent::filled(layout(n, 1)?, 0)?;
        fetch(4, copy.as_ptr(), n)?;
        let Walk { items, expanded, .. } = Walk::of(copy.as_bytes(), None)?;
        out.write(Message::new(copy, items, expanded)?);
        Ok(())
    })
}

pub extern "C" fn message_count(message: Option<&Message>, out: Out<'_, usize>) -> c_int {
    contain(|| {
        let (message, out) = (need(message)?, need(out)?);
        out.write(message.found.items.len());
        Ok(())
    })
}

pub extern "C" fn message_item(message: Option<&Message>, index: usize, out: Out<'_, Item>) -> c_int {
    contain(|| {
        let (message, out) = (need(message)?, need(out)?);
        out.write(*message.found.items.get(index).ok_or(Error::Range)?);
        Ok(())
    })
}

pub extern "C" fn message_release(message: Option<LentBox<Message>>) {
    contain_void(|| drop(message));
}
