//! Memory that goes out: all of it has been written, and none of it is more than was asked for.

use super::sys::{Report, ALLOC_MAX, REPORT_NAME};
use super::{input, input_text};
use crate::contain::{contain, need};
use crate::host::{layout, Lent};
use crate::sys::{Error, Out};
use std::ffi::{c_char, c_int, c_void};
use std::ptr::{self, addr_of_mut};

const HEARTBEAT_PADDING: usize = 16;

pub extern "C" fn heartbeat(
    request: *const c_void,
    n: usize,
    reply: *mut c_void,
    size: usize,
    reply_n: Out<'_, usize>,
) -> c_int {
    contain(|| {
        let reply_n = need(reply_n)?;
        // SAFETY: C lends n bytes for the call.
        let request = unsafe { input(request, n, 2 + usize::from(u16::MAX)) }?;
        if size > 0 {
            need(ptr::NonNull::new(reply))?;
        }
        let (length, payload) = request.split_first_chunk().ok_or(Error::Range)?;
        if usize::from(u16::from_le_bytes(*length)) != payload.len() {
            return Err(Error::Range);
        }
        reply_n.write(n + HEARTBEAT_PADDING);
        if size < n + HEARTBEAT_PADDING {
            return Err(Error::Space);
        }
        // SAFETY: C lends `size` bytes at `reply`, which are enough.
        unsafe {
            ptr::copy(request.as_ptr(), reply.cast(), n);
            reply.cast::<u8>().add(n).write_bytes(0, HEARTBEAT_PADDING);
        }
        Ok(())
    })
}

pub extern "C" fn report_fill(kind: u32, number: u64, name: *const c_char, n: usize, out: Out<'_, Report>) -> c_int {
    contain(|| {
        let out = need(out)?.as_mut_ptr();
        // SAFETY: C lends n bytes for the call.
        let name = unsafe { input_text(name, n, REPORT_NAME) }?;
        let kind = u8::try_from(kind).ok().filter(|kind| (1..=3).contains(kind)).ok_or(Error::Range)?;
        if name.contains(&0) {
            return Err(Error::Nul);
        }
        // SAFETY: it is where C wants a report.  All bytes are cleared first and then each member is written for itself: a
        // struct that is moved there may bring any padding along.
        unsafe {
            out.write_bytes(0, 1);
            addr_of_mut!((*out).kind).write(kind);
            addr_of_mut!((*out).number).write(number);
            addr_of_mut!((*out).name_n).write(n as u16);
            ptr::copy_nonoverlapping(name.as_ptr(), addr_of_mut!((*out).name).cast(), n);
        }
        Ok(())
    })
}

pub extern "C" fn array_make(count: usize, size: usize, out: Out<'_, *mut c_void>) -> c_int {
    contain(|| {
        let out = need(out)?;
        let total = count.checked_mul(size).filter(|total| *total <= ALLOC_MAX).ok_or(Error::Range)?;
        out.write(Lent::filled(layout(total, 16)?, 0)?.into_raw().as_ptr().cast());
        Ok(())
    })
}
