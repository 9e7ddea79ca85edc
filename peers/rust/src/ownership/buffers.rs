//! Buffers: memory of C's that the peer counts.  A slice shares the memory that it is a slice of.

use super::LIVE;
use crate::contain::{contain, contain_void, need, Result};
use crate::counted::LentArc;
use crate::host::Lent;
use crate::lent::LentBox;
use crate::live::Live;
use crate::sys::{elements, Error, Out};
use std::cell::{Cell, RefCell};
use std::ffi::{c_int, c_void};
use std::ptr::NonNull;

/// `seam_own_free_fn`
pub type Free = unsafe extern "C" fn(bytes: *mut c_void, context: *mut c_void);

pub struct Buffer {
    memory: LentArc<Memory>,
    offset: usize,
    size: usize,
    pins: usize,
    _live: Live,
}

/// What a buffer and all its slices share.
struct Memory {
    bytes: RefCell<Option<Bytes>>, // None: detached
    pins: Cell<usize>,
}

enum Bytes {
    Wrapped(Wrapped),
    Own(Lent),
}

/// Bytes of C's; dropped, they are freed in C's way.
struct Wrapped {
    bytes: NonNull<u8>,
    free: Option<Free>,
    context: *mut c_void,
}

impl Drop for Wrapped {
    fn drop(&mut self) {
        if let Some(free) = self.free {
            // SAFETY: C gave the three together, and a Wrapped is dropped once.
            unsafe { free(self.bytes.as_ptr().cast(), self.context) };
        }
    }
}

impl Buffer {
    /// Over memory whose bytes are put in by the caller, when nothing fails any more.
    fn new(size: usize) -> Result<LentBox<Self>> {
        let memory = LentArc::new(Memory { bytes: RefCell::new(None), pins: Cell::new(0) })?;
        LentBox::new(Buffer { memory, offset: 0, size, pins: 0, _live: LIVE.enter() })
    }

    fn start(&self) -> Result<*mut u8> {
        let start = match self.memory.bytes.borrow().as_ref().ok_or(Error::State)? {
            Bytes::Wrapped(wrapped) => wrapped.bytes.as_ptr(),
            Bytes::Own(lent) => lent.as_ptr(),
        };
        // SAFETY: the offset was found to be within the bytes when the slice was made.
        Ok(unsafe { start.add(self.offset) })
    }
}

/// `enum seam_own_free_policy`: Drop is at once.
pub extern "C" fn free_policy() -> u32 {
    1
}

pub extern "C" fn free_pending() -> c_int {
    0
}

pub extern "C" fn wrap(
    bytes: *mut c_void,
    size: usize,
    free: Option<Free>,
    context: *mut c_void,
    out: Out<'_, LentBox<Buffer>>,
) -> c_int {
    contain(|| {
        let (bytes, out) = (need(NonNull::new(bytes.cast()))?, need(out)?);
        let buffer = Buffer::new(size)?;
        buffer.memory.bytes.replace(Some(Bytes::Wrapped(Wrapped { bytes, free, context })));
        out.write(buffer);
        Ok(())
    })
}

pub extern "C" fn slice(buffer: Option<&Buffer>, offset: usize, size: usize, out: Out<'_, LentBox<Buffer>>) -> c_int {
    contain(|| {
        let (buffer, out) = (need(buffer)?, need(out)?);
        buffer.start()?;
        // What is left behind the offset is found without a sum, which might overflow.
        if buffer.size.checked_sub(offset).is_none_or(|left| size > left) {
            return Err(Error::Range);
        }
        let (memory, offset) = (buffer.memory.clone(), buffer.offset + offset);
        out.write(LentBox::new(Buffer { memory, offset, size, pins: 0, _live: LIVE.enter() })?);
        Ok(())
    })
}

pub extern "C" fn copy(buffer: Option<&Buffer>, out: Out<'_, LentBox<Buffer>>) -> c_int {
    contain(|| {
        let (buffer, out) = (need(buffer)?, need(out)?);
        // SAFETY: the bytes are there until they are freed, and C writes none of them during the call.
        let bytes = unsafe { elements(buffer.start()?, buffer.size) }?;
        let copy = Buffer::new(buffer.size)?;
        copy.memory.bytes.replace(Some(Bytes::Own(Lent::copy_of(bytes)?)));
        out.write(copy);
        Ok(())
    })
}

pub extern "C" fn pin(buffer: Option<&mut Buffer>, bytes: Out<'_, *mut c_void>, size: Out<'_, usize>) -> c_int {
    contain(|| {
        let (buffer, bytes, size) = (need(buffer)?, need(bytes)?, need(size)?);
        bytes.write(buffer.start()?.cast());
        size.write(buffer.size);
        buffer.pins += 1;
        buffer.memory.pins.set(buffer.memory.pins.get() + 1);
        Ok(())
    })
}

pub extern "C" fn unpin(buffer: Option<&mut Buffer>) -> c_int {
    contain(|| {
        let buffer = need(buffer)?;
        buffer.pins = buffer.pins.checked_sub(1).ok_or(Error::State)?;
        buffer.memory.pins.set(buffer.memory.pins.get() - 1);
        Ok(())
    })
}

pub extern "C" fn detach(buffer: Option<&Buffer>) -> c_int {
    contain(|| {
        let memory = &need(buffer)?.memory;
        if memory.pins.get() > 0 {
            return Err(Error::State);
        }
        let bytes = memory.bytes.take().ok_or(Error::State)?;
        drop(bytes);
        Ok(())
    })
}

pub extern "C" fn destroy(buffer: Option<LentBox<Buffer>>) {
    contain_void(|| drop(buffer));
}
