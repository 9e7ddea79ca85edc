//! The ops of the peer @name@.  Each is named in table.c; the group's header says what it does.

use std::ffi::{c_char, c_int, CStr, CString};
use std::panic::{catch_unwind, AssertUnwindSafe};

const SEAM_OK: c_int = 0;
const SEAM_E_NULL: c_int = -2;
const SEAM_E_PANIC: c_int = -8;

/// No panic may leave an op: C is on the other side.
fn contained(op: impl FnOnce() -> c_int) -> c_int {
    catch_unwind(AssertUnwindSafe(op)).unwrap_or(SEAM_E_PANIC)
}

/// # Safety
/// `s` is terminated and readable, `out` writable, or NULL.
#[no_mangle]
pub unsafe extern "C" fn @name@_echo(s: *const c_char, out: *mut *mut c_char) -> c_int {
    if s.is_null() || out.is_null() {
        return SEAM_E_NULL;
    }
    contained(|| {
        // SAFETY: the caller says so.
        let text = unsafe { CStr::from_ptr(s) };
        // Here stands a call of your library, which takes a string and gives one back.
        let answer: CString = text.to_owned();
        // SAFETY: the caller says so.
        unsafe { out.write(answer.into_raw()) };
        SEAM_OK
    })
}

/// # Safety
/// `s` is what `@name@_echo` gave, and was not released yet, or NULL.
#[no_mangle]
pub unsafe extern "C" fn @name@_release(s: *mut c_char) {
    if !s.is_null() {
        // SAFETY: the caller says so.
        drop(unsafe { CString::from_raw(s) });
    }
}
