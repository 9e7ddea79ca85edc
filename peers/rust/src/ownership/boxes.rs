//! Boxes: each keeps the allocator that it came from, which is C's own or the lent one.

use super::LIVE;
use crate::contain::{contain, contain_void, need, Result};
use crate::host::{self, Lent};
use crate::live::Live;
use crate::sys::{elements, Error, Out};
use std::ffi::{c_int, c_void};
use std::ptr::NonNull;
use std::sync::{Mutex, PoisonError};

/// `struct seam_own_allocator`
#[derive(Clone, Copy)]
#[repr(C)]
pub struct Allocator {
    alloc: Option<unsafe extern "C" fn(context: *mut c_void, size: usize) -> *mut c_void>,
    free: Option<unsafe extern "C" fn(context: *mut c_void, block: *mut c_void, size: usize)>,
    context: *mut c_void,
}

// SAFETY: C lets its functions be called on any thread that calls ops; the context is never read.
unsafe impl Send for Allocator {}

/// None: the lent one.
static CURRENT: Mutex<Option<Allocator>> = Mutex::new(None);

const ALIGN: usize = 16;

/// A block, and who takes it back.
struct Block {
    at: NonNull<u8>,
    size: usize,
    from: Option<Allocator>,
}

impl Block {
    /// Of at least a byte: what C's allocator makes of 0 is nobody's business.
    fn new(from: Option<Allocator>, size: usize) -> Result<Self> {
        let size = size.max(1);
        let at = match from {
            None => Lent::new(host::layout(size, ALIGN)?)?.into_raw(),
            Some(Allocator { alloc: Some(alloc), context, .. }) => {
                // SAFETY: the function is C's, for this context.
                NonNull::new(unsafe { alloc(context, size) }).ok_or(Error::Memory)?.cast()
            }
            Some(_) => return Err(Error::Null),
        };
        Ok(Block { at, size, from })
    }

    fn copy_of(from: Option<Allocator>, bytes: &[u8]) -> Result<Self> {
        let block = Block::new(from, bytes.len())?;
        // SAFETY: the block is new, and large enough.
        unsafe { block.at.as_ptr().copy_from_nonoverlapping(bytes.as_ptr(), bytes.len()) };
        Ok(block)
    }
}

impl Drop for Block {
    fn drop(&mut self) {
        match self.from {
            None => {
                if let Ok(layout) = host::layout(self.size, ALIGN) {
                    // SAFETY: new() took the block from there, with this layout.
                    drop(unsafe { Lent::from_raw(self.at, layout) });
                }
            }
            Some(Allocator { free: Some(free), context, .. }) => {
                // SAFETY: new() took the block from there, with this size.
                unsafe { free(context, self.at.as_ptr().cast(), self.size) };
            }
            Some(_) => {}
        }
    }
}

/// What stands at the start of `own`, which is the block that the handle points to.
pub struct Kept {
    own: Block,
    bytes: Block,
    size: usize,
    _live: Live,
}

pub extern "C" fn allocator_use(allocator: Option<&Allocator>) -> c_int {
    contain(|| {
        if let Some(allocator) = allocator {
            need(allocator.alloc)?;
            need(allocator.free)?;
        }
        *CURRENT.lock().unwrap_or_else(PoisonError::into_inner) = allocator.copied();
        Ok(())
    })
}

pub extern "C" fn create(bytes: *const c_void, size: usize, out: Out<'_, NonNull<Kept>>) -> c_int {
    contain(|| {
        // SAFETY: C lends `size` bytes for the call.
        let (bytes, out) = (unsafe { elements(bytes.cast::<u8>(), size) }?, need(out)?);
        let from = *CURRENT.lock().unwrap_or_else(PoisonError::into_inner);
        let own = Block::new(from, size_of::<Kept>())?;
        let kept = own.at.cast::<Kept>();
        let bytes = Block::copy_of(from, bytes)?;
        // SAFETY: the block is new, large enough, and more than aligned.
        unsafe { kept.write(Kept { own, bytes, size, _live: LIVE.enter() }) };
        out.write(kept);
        Ok(())
    })
}

pub extern "C" fn set(kept: Option<&mut Kept>, bytes: *const c_void, size: usize) -> c_int {
    contain(|| {
        let kept = need(kept)?;
        // SAFETY: C lends `size` bytes for the call; they may be the box's own, which are dropped last.
        let new = Block::copy_of(kept.own.from, unsafe { elements(bytes.cast::<u8>(), size) }?)?;
        kept.bytes = new;
        kept.size = size;
        Ok(())
    })
}

pub extern "C" fn get(kept: Option<&Kept>, out: Out<'_, *const c_void>, size: Out<'_, usize>) -> c_int {
    contain(|| {
        let (kept, out, size) = (need(kept)?, need(out)?, need(size)?);
        out.write(kept.bytes.at.as_ptr().cast_const().cast());
        size.write(kept.size);
        Ok(())
    })
}

pub extern "C" fn destroy(kept: *mut Kept) {
    contain_void(|| {
        // SAFETY: C gives back a box of create's.  It is moved out of its own block, which ends after it.
        drop(NonNull::new(kept).map(|kept| unsafe { kept.read() }));
    });
}

const _: () = assert!(align_of::<Kept>() <= ALIGN);
