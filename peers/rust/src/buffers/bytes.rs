//! Bytes that are read, and bytes that go from the caller's memory to the caller's.

use super::sys::Summary;
use super::{input_bytes, output, size_of_items, Room};
use crate::contain::{contain, need};
use crate::sys::{Error, Out};
use std::ffi::{c_int, c_void};
use std::ptr::addr_of_mut;
use std::slice;

pub extern "C" fn digest(bytes: *const c_void, n: usize, out: Out<'_, u64>) -> c_int {
    contain(|| {
        let out = need(out)?;
        // SAFETY: C lends n bytes for the call.
        let bytes = unsafe { input_bytes(bytes, n) }?;
        let hash = bytes.iter().fold(14_695_981_039_346_656_037_u64, |hash, byte| {
            (hash ^ u64::from(*byte)).wrapping_mul(1_099_511_628_211)
        });
        out.write(hash);
        Ok(())
    })
}

pub extern "C" fn find(
    hay: *const c_void,
    hay_n: usize,
    needle: *const c_void,
    needle_n: usize,
    at: Out<'_, usize>,
) -> c_int {
    contain(|| {
        let at = need(at)?;
        // SAFETY: C lends so many bytes of each for the call.
        let (hay, needle) = unsafe { (input_bytes(hay, hay_n)?, input_bytes(needle, needle_n)?) };
        let index = match needle {
            [] => Some(0), // windows() takes no size of 0
            _ => hay.windows(needle.len()).position(|window| window == needle),
        };
        at.write(index.ok_or(Error::NotFound)?);
        Ok(())
    })
}

pub extern "C" fn describe(bytes: *const c_void, n: usize, out: Out<'_, Summary>) -> c_int {
    contain(|| {
        let out = need(out)?.as_mut_ptr();
        // SAFETY: C lends n bytes for the call.
        let bytes = unsafe { input_bytes(bytes, n) }?;
        let zeros = bytes.iter().filter(|byte| **byte == 0).count() as u32; // MOST at most
        let first_zero = bytes.iter().position(|byte| *byte == 0).unwrap_or(n);
        // SAFETY: it is where C wants a summary, and is written member by member: a move may bring padding along.
        unsafe {
            addr_of_mut!((*out).least).write(bytes.iter().copied().min().unwrap_or(0));
            addr_of_mut!((*out).most).write(bytes.iter().copied().max().unwrap_or(0));
            addr_of_mut!((*out).size).write(n as u64);
            addr_of_mut!((*out).last).write(bytes.last().copied().unwrap_or(0));
            addr_of_mut!((*out).zeros).write(zeros);
            addr_of_mut!((*out).first_zero).write(first_zero as u64);
        }
        Ok(())
    })
}

/// The numbers stand at any address, so they are read as bytes.
pub extern "C" fn sum_u32(numbers: *const c_void, count: usize, out: Out<'_, u64>) -> c_int {
    contain(|| {
        let out = need(out)?;
        // SAFETY: C lends `count` numbers for the call.
        let bytes = unsafe { input_bytes(numbers, size_of_items(count, size_of::<u32>())?) }?;
        let numbers = bytes.chunks_exact(size_of::<u32>()).map(|bytes| {
            let bytes = bytes.try_into().expect("the chunks have the size of a number");
            u64::from(u32::from_ne_bytes(bytes))
        });
        out.write(numbers.sum());
        Ok(())
    })
}

pub extern "C" fn hex(bytes: *const c_void, n: usize, to: *mut c_void, size: Option<&mut usize>) -> c_int {
    contain(|| {
        // SAFETY: C lends n bytes and room for *size for the call.
        let (bytes, room) = unsafe { (input_bytes(bytes, n)?, Room::new(to.cast::<u8>(), size)?) };
        let text = room.take(size_of_items(n, 2)?)?;
        for (digits, byte) in text.chunks_exact_mut(2).zip(bytes) {
            digits[0].write(b"0123456789abcdef"[usize::from(byte >> 4)]);
            digits[1].write(b"0123456789abcdef"[usize::from(byte & 15)]);
        }
        Ok(())
    })
}

/// Two slices may not overlap when one is mutable, so whether they are the same is settled before there are any.
pub extern "C" fn reverse(from: *const c_void, n: usize, to: *mut c_void) -> c_int {
    contain(|| {
        size_of_items(n, 1)?;
        let apart = from.addr().abs_diff(to.addr());
        if n == 0 {
            return Ok(());
        }
        if from.is_null() || to.is_null() {
            return Err(Error::Null);
        }
        if apart == 0 {
            // SAFETY: C lends these n bytes for the call, to be read and written.
            unsafe { slice::from_raw_parts_mut(to.cast::<u8>(), n) }.reverse();
            return Ok(());
        }
        if apart < n {
            return Err(Error::Range);
        }
        // SAFETY: C lends n bytes and room for n, which do not overlap.
        let (from, to) = unsafe { (input_bytes(from, n)?, output(to.cast::<u8>(), n)?) };
        for (to, from) in to.iter_mut().zip(from.iter().rev()) {
            to.write(*from);
        }
        Ok(())
    })
}

pub extern "C" fn move_within(bytes: *mut c_void, size: usize, to: usize, from: usize, n: usize) -> c_int {
    contain(|| {
        // SAFETY: C lends `size` bytes for the call.
        let bytes = unsafe { output(bytes.cast::<u8>(), size) }?;
        let within = |start: usize| start.checked_add(n).is_some_and(|end| end <= size);
        if !within(to) || !within(from) {
            return Err(Error::Range);
        }
        bytes.copy_within(from..from + n, to);
        Ok(())
    })
}
