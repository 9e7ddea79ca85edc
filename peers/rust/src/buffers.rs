//! Group `buffers`: a pointer and a length become a slice as soon as the length has been looked at, and the slice is all
//! that the rest sees.  What C wants written is a slice of MaybeUninit: nothing says that there is anything in it yet.

mod arrays;
mod bytes;
mod owned;
mod store;
mod sys;

use crate::contain::{need, Result};
use crate::sys::{elements, Error};
use std::ffi::c_void;
use std::mem::MaybeUninit;
use std::{ptr, slice};
use sys::MOST;

pub static OPS: sys::Buffers = sys::Buffers {
    live: Some(store::live),
    digest: Some(bytes::digest),
    find: Some(bytes::find),
    describe: Some(bytes::describe),
    sum_u32: Some(bytes::sum_u32),
    hex: Some(bytes::hex),
    reverse: Some(bytes::reverse),
    r#move: Some(bytes::move_within),
    decode: Some(arrays::decode),
    encode: Some(arrays::encode),
    raise: Some(arrays::raise),
    slice: Some(arrays::slice),
    gather: Some(arrays::gather),
    scatter: Some(arrays::scatter),
    gather_rows: Some(arrays::gather_rows),
    owned_copy: Some(owned::owned_copy),
    owned_append: Some(owned::owned_append),
    owned_resize: Some(owned::owned_resize),
    owned_fit: Some(owned::owned_fit),
    owned_free: Some(owned::owned_free),
    store_new: Some(store::store_new),
    store_free: Some(store::store_free),
    store_set: Some(store::store_set),
    store_adopt: Some(store::store_adopt),
    store_clear: Some(store::store_clear),
    store_view: Some(store::store_view),
    store_copy: Some(store::store_copy),
    store_read: Some(store::store_read),
    store_write: Some(store::store_write),
};

/// The size of n items, unless that is more than an op takes.
fn size_of_items(n: usize, size: usize) -> Result<usize> {
    n.checked_mul(size).filter(|bytes| n <= MOST && *bytes <= MOST).ok_or(Error::Range)
}

/// Counted items to read.
///
/// # Safety
/// As for `elements`.
unsafe fn input<'a, T>(start: *const T, n: usize) -> Result<&'a [T]> {
    size_of_items(n, size_of::<T>())?;
    // SAFETY: the caller's promise.
    unsafe { elements(start, n) }
}

/// Counted bytes to read.
///
/// # Safety
/// As for `elements`.
unsafe fn input_bytes<'a>(start: *const c_void, n: usize) -> Result<&'a [u8]> {
    // SAFETY: the caller's promise.
    unsafe { input(start.cast(), n) }
}

/// Counted items to write.
///
/// # Safety
/// There is room for `n` items at `start`, unless it is NULL, and nobody else looks there during 'a.
unsafe fn output<'a, T>(start: *mut T, n: usize) -> Result<&'a mut [MaybeUninit<T>]> {
    size_of_items(n, size_of::<T>())?;
    if n == 0 {
        return Ok(&mut []);
    }
    let start = need(ptr::NonNull::new(start))?;
    // SAFETY: the caller's promise; what is not initialised is a MaybeUninit.
    Ok(unsafe { slice::from_raw_parts_mut(start.as_ptr().cast(), n) })
}

/// The caller's memory for a result: the room and where its size stands.
struct Room<'a, T> {
    room: &'a mut [MaybeUninit<T>],
    size: &'a mut usize,
}

impl<'a, T> Room<'a, T> {
    /// # Safety
    /// As for `output`; *size says how many items there is room for.
    unsafe fn new(to: *mut T, size: Option<&'a mut usize>) -> Result<Self> {
        let size = need(size)?;
        // SAFETY: the caller's promise.
        Ok(Room { room: unsafe { output(to, *size) }?, size })
    }

    /// The room for a result of `needed` items.  What else may be wrong has been looked at: this tells the size.
    fn take(self, needed: usize) -> Result<&'a mut [MaybeUninit<T>]> {
        size_of_items(needed, size_of::<T>())?;
        *self.size = needed;
        self.room.get_mut(..needed).ok_or(Error::Space)
    }
}

/// Copies bytes to where there is room for just as many.
fn copy(to: &mut [MaybeUninit<u8>], from: &[u8]) {
    assert_eq!(to.len(), from.len());
    // SAFETY: both have this length, and a mutable slice overlaps no other.
    unsafe { ptr::copy_nonoverlapping(from.as_ptr(), to.as_mut_ptr().cast(), from.len()) };
}
