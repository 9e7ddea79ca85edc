//! errno.  std reads it (io::Error::last_os_error) but does not set it; so C's own way is declared here, a function that
//! says where this thread's errno is.

use std::ffi::c_int;

pub const ENOENT: c_int = 2;
pub const EINTR: c_int = 4;
pub const EIO: c_int = 5;
pub const ENOMEM: c_int = 12;
pub const EINVAL: c_int = 22;
pub const ERANGE: c_int = 34;

extern "C" {
    #[cfg_attr(any(target_os = "macos", target_os = "ios", target_os = "freebsd"), link_name = "__error")]
    #[cfg_attr(target_os = "windows", link_name = "_errno")]
    #[cfg_attr(any(target_os = "android", target_os = "openbsd", target_os = "netbsd"), link_name = "__errno")]
    fn __errno_location() -> *mut c_int;
}

pub fn get() -> c_int {
    // SAFETY: the place is this thread's own, and there as long as the thread.
    unsafe { *__errno_location() }
}

pub fn set(value: c_int) {
    // SAFETY: as above.
    unsafe { *__errno_location() = value }
}
