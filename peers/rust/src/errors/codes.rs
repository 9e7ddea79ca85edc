//! Codes and their names.

use super::errno::{EINVAL, ENOENT, ENOMEM, ERANGE};
use crate::contain::{contain, need};
use crate::sys::{Error, Out, Str};
use std::ffi::{c_char, c_int, CStr};

const NAMES: [(c_int, &CStr); 13] = [
    (0, c"SEAM_OK"),
    (Error::Failed as c_int, c"SEAM_E_FAILED"),
    (Error::Null as c_int, c"SEAM_E_NULL"),
    (Error::Nul as c_int, c"SEAM_E_NUL"),
    (Error::Encoding as c_int, c"SEAM_E_ENCODING"),
    (Error::Range as c_int, c"SEAM_E_RANGE"),
    (Error::Space as c_int, c"SEAM_E_SPACE"),
    (Error::Memory as c_int, c"SEAM_E_MEMORY"),
    (Error::Panic as c_int, c"SEAM_E_PANIC"),
    (Error::State as c_int, c"SEAM_E_STATE"),
    (Error::Unsupported as c_int, c"SEAM_E_UNSUPPORTED"),
    (Error::Version as c_int, c"SEAM_E_VERSION"),
    (Error::NotFound as c_int, c"SEAM_E_NOT_FOUND"),
];

/// Static, so it may be lent to C for good.
pub fn name_of(code: c_int) -> &'static CStr {
    NAMES.iter().find(|(number, _)| *number == code).map_or(c"a number that is no code", |(_, name)| name)
}

/// Every int but 0 is true: a cast of the lowest byte would not be.
pub extern "C" fn truth(value: c_int) -> bool {
    value != 0
}

pub extern "C" fn code_name(code: c_int) -> *const c_char {
    name_of(code).as_ptr()
}

pub extern "C" fn code_from_name(name: Str<'_>, code: Out<'_, c_int>) -> c_int {
    contain(|| {
        let (name, code) = (need(name.get())?, need(code)?);
        let (number, _) = NAMES.iter().find(|(_, known)| *known == name).ok_or(Error::NotFound)?;
        code.write(*number);
        Ok(())
    })
}

pub extern "C" fn code_from_errno(error: c_int) -> c_int {
    contain(|| match error {
        0 => Ok(()),
        ENOENT => Err(Error::NotFound),
        ENOMEM => Err(Error::Memory),
        EINVAL | ERANGE => Err(Error::Range),
        _ => Err(Error::Failed),
    })
}
