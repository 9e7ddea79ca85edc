//! Functions of C's that fail: what they return is passed on as it is.

use super::errno;
use super::sys::{Int64Fn, IntFn, StatusFn, Step, Uint32Fn};
use crate::contain::{contain_int, contain_with, need};
use crate::sys::{Error, Out};
use std::ffi::{c_int, c_void};

pub extern "C" fn relay(f: Option<IntFn>, userdata: *mut c_void) -> c_int {
    // SAFETY: C gave the two together.
    contain_int(|| Ok(unsafe { need(f)?(userdata) }))
}

pub extern "C" fn relay_int64(f: Option<Int64Fn>, userdata: *mut c_void) -> i64 {
    // SAFETY: as above.
    contain_with(|error| error as i64, || Ok(unsafe { need(f)?(userdata) }))
}

pub extern "C" fn relay_uint32(f: Option<Uint32Fn>, userdata: *mut c_void) -> u32 {
    // SAFETY: as above.
    contain_with(|error| error as u32, || Ok(unsafe { need(f)?(userdata) }))
}

pub extern "C" fn relay_status(f: Option<StatusFn>, userdata: *mut c_void) -> c_int {
    // SAFETY: as above.
    contain_int(|| Ok(unsafe { need(f)?(userdata) }))
}

pub extern "C" fn set_errno(value: c_int) -> c_int {
    errno::set(value);
    if value == 0 {
        0
    } else {
        -1
    }
}

/// Between the call and the look at errno stands nothing that could set it: it is looked at first.
pub extern "C" fn relay_errno(f: Option<IntFn>, userdata: *mut c_void, seen: Out<'_, c_int>) -> c_int {
    contain_int(|| {
        let (f, seen) = (need(f)?, need(seen)?);
        // SAFETY: C gave the two together.
        let result = unsafe { f(userdata) };
        if result < 0 {
            seen.write(errno::get());
        }
        Ok(result)
    })
}

pub extern "C" fn retry(f: Option<IntFn>, userdata: *mut c_void, most: u32, tries: Out<'_, u32>) -> c_int {
    contain_int(|| {
        let (f, tries) = (need(f)?, need(tries)?);
        if most == 0 {
            return Err(Error::Range);
        }
        let mut count = 0;
        loop {
            // SAFETY: C gave the two together.
            let result = unsafe { f(userdata) };
            count += 1;
            if result >= 0 || errno::get() != errno::EINTR || count == most {
                tries.write(count);
                return Ok(result);
            }
        }
    })
}

pub extern "C" fn transact(
    n: usize,
    step: Option<Step>,
    undo: Option<Step>,
    userdata: *mut c_void,
    failed_at: Out<'_, usize>,
) -> c_int {
    contain_int(|| {
        let (step, failed_at) = (need(step)?, need(failed_at)?);
        for index in 0..n {
            // SAFETY: C gave the three together.
            let code = unsafe { step(userdata, index) };
            if code == 0 {
                continue;
            }
            for done in (0..index).rev() {
                if let Some(undo) = undo {
                    // SAFETY: as above.  What it returns does not matter: the first failure is the one that is told.
                    unsafe { undo(userdata, done) };
                }
            }
            failed_at.write(index);
            return Ok(code);
        }
        Ok(0)
    })
}

pub extern "C" fn run_all(
    n: usize,
    step: Option<Step>,
    userdata: *mut c_void,
    first: Out<'_, usize>,
    failed: Out<'_, usize>,
) -> c_int {
    contain_int(|| {
        let (step, first, failed) = (need(step)?, need(first)?, need(failed)?);
        let (mut count, mut kept) = (0, None);
        for index in 0..n {
            // SAFETY: C gave the two together.
            let code = unsafe { step(userdata, index) };
            if code != 0 {
                count += 1;
                kept.get_or_insert((index, code));
            }
        }
        failed.write(count);
        Ok(match kept {
            Some((index, code)) => {
                first.write(index);
                code
            }
            None => 0,
        })
    })
}
