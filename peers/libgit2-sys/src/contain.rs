//! What every op does with a failure, and with a panic: the first is kept by thread, the second ends at the boundary.

use crate::sys::*;
use libgit2_sys as raw;
use std::cell::RefCell;
use std::ffi::{c_int, CStr};
use std::panic::{catch_unwind, AssertUnwindSafe};

struct Last {
    code: c_int,
    klass: c_int,
    message: Box<[u8]>,
}

thread_local!(static LAST: RefCell<Option<Last>> = const { RefCell::new(None) });

fn keep(code: c_int, klass: c_int, message: &[u8]) {
    LAST.with_borrow_mut(|slot| *slot = Some(Last { code, klass, message: message.into() }));
}

/// A failure that libgit2 has not seen.
pub fn refused(rc: c_int, why: &str) -> c_int {
    keep(0, 0, why.as_bytes());
    rc
}

/// What an op returns for libgit2's code; a negative one is kept, with libgit2's class and text.
pub fn outcome(code: c_int) -> c_int {
    if code >= 0 {
        return SEAM_OK;
    }
    // SAFETY: the thread's error lives until its next call of libgit2; its message is terminated.
    let (klass, message) = unsafe {
        match raw::git_error_last().as_ref() {
            Some(error) if !error.message.is_null() => (error.klass, CStr::from_ptr(error.message).to_bytes()),
            _ => (0, &b"libgit2 gave no reason"[..]),
        }
    };
    keep(code, klass, message);
    match (code, klass) {
        (_, k) if k == raw::GIT_ERROR_NOMEMORY as c_int => SEAM_E_MEMORY,
        (raw::GIT_ENOTFOUND, _) => SEAM_E_NOT_FOUND,
        _ => SEAM_E_FAILED,
    }
}

/// An op's body: a panic in it is contained.
pub fn contained(body: impl FnOnce() -> c_int) -> c_int {
    catch_unwind(AssertUnwindSafe(body)).unwrap_or_else(|_| refused(SEAM_E_PANIC, "a panic was contained"))
}

/// The same for a body that leaves early, by `?`, with the op's code.
pub fn op(body: impl FnOnce() -> Result<(), c_int>) -> c_int {
    contained(|| body().err().unwrap_or(SEAM_OK))
}

/// A call of libgit2's, for `?`.
pub fn check(code: c_int) -> Result<(), c_int> {
    match outcome(code) {
        SEAM_OK => Ok(()),
        rc => Err(rc),
    }
}

pub unsafe extern "C" fn last_error(out: *mut Failure) -> c_int {
    LAST.with_borrow(|slot| match slot {
        None => SEAM_E_NOT_FOUND,
        Some(last) => {
            let failure = Failure {
                code: last.code,
                klass: last.klass,
                message: last.message.as_ptr().cast(),
                message_size: last.message.len(),
            };
            // SAFETY: the caller gives room for one.
            unsafe { out.write(failure) };
            SEAM_OK
        }
    })
}
