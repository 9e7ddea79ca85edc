//! What every op does with a panic and with a failure: the first ends at the boundary, the second is kept by thread.

use crate::sys::*;
use git2::{Error, ErrorClass, ErrorCode};
use std::cell::RefCell;
use std::ffi::c_int;
use std::panic::{catch_unwind, AssertUnwindSafe};

/// Why an op fails.
pub enum Refusal {
    Git(Error),
    Own(c_int, &'static str),
}

impl From<Error> for Refusal {
    fn from(error: Error) -> Self {
        Refusal::Git(error)
    }
}

struct Last {
    code: c_int,
    klass: c_int,
    message: Box<str>,
}

thread_local!(static LAST: RefCell<Option<Last>> = const { RefCell::new(None) });

pub fn keep(refusal: Refusal) -> c_int {
    let (rc, last) = match refusal {
        Refusal::Own(rc, why) => (rc, Last { code: 0, klass: 0, message: why.into() }),
        Refusal::Git(e) => {
            let rc = match (e.code(), e.class()) {
                (ErrorCode::NotFound, _) => SEAM_E_NOT_FOUND,
                (_, ErrorClass::NoMemory) => SEAM_E_MEMORY,
                _ => SEAM_E_FAILED,
            };
            (rc, Last { code: e.raw_code(), klass: e.raw_class() as c_int, message: e.message().into() })
        }
    };
    LAST.with_borrow_mut(|slot| *slot = Some(last));
    rc
}

/// An op's body: a panic in it is contained.
pub fn contained(body: impl FnOnce() -> c_int) -> c_int {
    catch_unwind(AssertUnwindSafe(body)).unwrap_or_else(|_| keep(Refusal::Own(SEAM_E_PANIC, "a panic was contained")))
}

/// The same for a body that fails by `?`.
pub fn op(body: impl FnOnce() -> Result<(), Refusal>) -> c_int {
    contained(|| body().map_or_else(keep, |()| SEAM_OK))
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
