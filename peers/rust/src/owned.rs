//! Strings that C owns until it gives them back by the pointer alone.
//!
//! CString::into_raw and CString::from_raw are this pair in std; but from_raw looks for the NUL to know what to free,
//! and so is wrong for a string that carries NULs.  Here the length is kept before the first unit instead.

use crate::contain::Result;
use crate::sys::Error;
use std::alloc::{alloc, dealloc, Layout};
use std::ptr::NonNull;

/// The block of a string of `n` units and a terminator, and where in it the units start.
fn block<T>(n: usize) -> Result<(Layout, usize)> {
    n.checked_add(1)
        .and_then(|units| Layout::array::<T>(units).ok())
        .and_then(|units| Layout::new::<usize>().extend(units).ok())
        .ok_or(Error::Memory)
}

/// Copies the units and puts a terminator behind them; give_back frees the copy.
pub fn hand_out<T: Copy + Default>(units: &[T]) -> Result<*mut T> {
    let (layout, start) = block::<T>(units.len())?;
    // SAFETY: the block is not empty: it has a usize at its start.
    let block = NonNull::new(unsafe { alloc(layout) }).ok_or(Error::Memory)?;
    // SAFETY: the block has the layout of a usize followed, at `start`, by one T more than there are units.
    unsafe {
        block.cast::<usize>().write(units.len());
        let copy = block.add(start).cast::<T>().as_ptr();
        copy.copy_from_nonoverlapping(units.as_ptr(), units.len());
        copy.add(units.len()).write(T::default());
        Ok(copy)
    }
}

/// Frees what hand_out made.
///
/// # Safety
/// `copy` comes from hand_out, with the same T, and is not used afterwards.
pub unsafe fn give_back<T>(copy: NonNull<T>) {
    if let Ok((_, start)) = block::<T>(0) {
        // SAFETY: the length stands at the start of the block, which is the block that hand_out made.
        unsafe {
            let block = copy.cast::<u8>().sub(start);
            if let Ok((layout, _)) = self::block::<T>(block.cast::<usize>().read()) {
                dealloc(block.as_ptr(), layout);
            }
        }
    }
}
