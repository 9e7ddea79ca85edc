//! Owned buffers: a Vec in two halves, of which C may hold and change both.  So there is never more in the struct than
//! what it says, and a `Lent` is made of it just when its block is to be freed.

use super::sys::{Owned, MOST};
use super::{input_bytes, size_of_items};
use crate::contain::{contain, contain_void, need, Result};
use crate::host::{self, Lent};
use crate::sys::{Error, Out};
use std::ffi::{c_int, c_void};
use std::ptr::{self, NonNull};

impl Owned {
    const EMPTY: Owned = Owned { bytes: ptr::null_mut(), size: 0, capacity: 0 };

    /// What C gave, if it is a buffer.
    fn sound(buffer: Option<&mut Owned>) -> Result<&mut Owned> {
        let buffer = need(buffer)?;
        if buffer.size > buffer.capacity || buffer.capacity > MOST {
            return Err(Error::Range);
        }
        if buffer.capacity > 0 && buffer.bytes.is_null() {
            return Err(Error::Null);
        }
        Ok(buffer)
    }

    /// Moves what the buffer holds, as far as there is room, to a block of another capacity.  The old one is returned:
    /// somebody may want to read there before it goes.
    fn change_block(&mut self, capacity: usize) -> Result<Option<Lent>> {
        let new = match capacity {
            0 => None,
            _ => Some(Lent::new(host::layout(capacity, 1)?)?),
        };
        let old = self.take_block();
        self.capacity = capacity;
        if let Some(new) = new {
            let bytes = new.into_raw().as_ptr();
            if let Some(old) = &old {
                // SAFETY: both blocks are that large, and the new one is nobody else's.
                unsafe { ptr::copy_nonoverlapping(old.as_ptr(), bytes, self.size.min(capacity)) };
            }
            self.bytes = bytes;
        }
        Ok(old)
    }

    /// Takes the block out of the struct.
    fn take_block(&mut self) -> Option<Lent> {
        let block = NonNull::new(self.bytes).filter(|_| self.capacity > 0);
        let layout = host::layout(self.capacity, 1).ok();
        (self.bytes, self.capacity) = (ptr::null_mut(), 0);
        // SAFETY: a buffer that has a capacity owns a block of lent memory of this size and alignment, and just gave
        // it up.
        block.zip(layout).map(|(block, layout)| unsafe { Lent::from_raw(block, layout) })
    }
}

pub extern "C" fn owned_copy(bytes: *const c_void, n: usize, out: Out<'_, Owned>) -> c_int {
    contain(|| {
        let out = need(out)?;
        // SAFETY: C lends n bytes for the call.
        let bytes = unsafe { input_bytes(bytes, n) }?;
        let block = match bytes {
            [] => ptr::null_mut(),
            _ => Lent::copy_of(bytes)?.into_raw().as_ptr(),
        };
        out.write(Owned { bytes: block, size: n, capacity: n });
        Ok(())
    })
}

pub extern "C" fn owned_append(buffer: Option<&mut Owned>, bytes: *const c_void, n: usize) -> c_int {
    contain(|| {
        let buffer = Owned::sound(buffer)?;
        size_of_items(n, 1)?;
        let size = size_of_items(buffer.size + n, 1)?;
        if n == 0 {
            return Ok(());
        }
        let bytes = need(NonNull::new(bytes.cast_mut()))?;
        let old = match size > buffer.capacity {
            // Twice as much, so that appending byte by byte copies each byte a few times only.
            true => buffer.change_block(size.max(buffer.capacity * 2).min(MOST))?,
            false => None,
        };
        // SAFETY: C lends n bytes for the call, it may be in the old block, which is still there; and behind those that
        // the buffer holds there is room for n.
        unsafe { ptr::copy(bytes.cast().as_ptr(), buffer.bytes.add(buffer.size), n) };
        buffer.size = size;
        drop(old);
        Ok(())
    })
}

pub extern "C" fn owned_resize(buffer: Option<&mut Owned>, size: usize, fill: u8) -> c_int {
    contain(|| {
        let buffer = Owned::sound(buffer)?;
        size_of_items(size, 1)?;
        if size > buffer.capacity {
            drop(buffer.change_block(size)?);
        }
        if size > buffer.size {
            // SAFETY: the block has at least `size` bytes.
            unsafe { ptr::write_bytes(buffer.bytes.add(buffer.size), fill, size - buffer.size) };
        }
        buffer.size = size;
        Ok(())
    })
}

pub extern "C" fn owned_fit(buffer: Option<&mut Owned>) -> c_int {
    contain(|| {
        let buffer = Owned::sound(buffer)?;
        if buffer.size < buffer.capacity {
            drop(buffer.change_block(buffer.size)?);
        }
        Ok(())
    })
}

pub extern "C" fn owned_free(buffer: Option<&mut Owned>) {
    contain_void(|| {
        if let Some(buffer) = buffer {
            drop(buffer.take_block());
            *buffer = Owned::EMPTY;
        }
    });
}
