//! What std has no words for: a file by its name in a folder that is open, never through a link; and random bytes.

use std::ffi::{c_char, c_int, c_void, CStr};
use std::fs::File;
use std::io::{Error, Result};
use std::os::fd::{AsFd, AsRawFd, FromRawFd};

#[cfg(any(target_os = "linux", target_os = "android"))]
mod flags {
    use std::ffi::c_int;

    pub const CREATE: c_int = 0o100;
    pub const EXCLUSIVE: c_int = 0o200;
    pub const NONBLOCK: c_int = 0o4000;
    pub const CLOSE_ON_EXEC: c_int = 0o2_000_000;
    const ARM: bool = cfg!(any(target_arch = "aarch64", target_arch = "arm", target_arch = "powerpc64"));
    pub const FOLDER: c_int = if ARM { 0o40_000 } else { 0o200_000 };
    pub const NO_LINK: c_int = if ARM { 0o100_000 } else { 0o400_000 };
    pub const NAME_TOO_LONG: c_int = 36;
    pub const LOOP: c_int = 40;
}

#[cfg(not(any(target_os = "linux", target_os = "android")))]
mod flags {
    use std::ffi::c_int;

    pub const CREATE: c_int = 0x200;
    pub const EXCLUSIVE: c_int = 0x800;
    pub const NONBLOCK: c_int = 4;
    pub const CLOSE_ON_EXEC: c_int = 0x100_0000;
    pub const FOLDER: c_int = 0x10_0000;
    pub const NO_LINK: c_int = 0x100;
    pub const NAME_TOO_LONG: c_int = 63;
    pub const LOOP: c_int = 62;
}

pub use flags::{FOLDER, LOOP, NAME_TOO_LONG};

const WRITE_ONLY: c_int = 1;

/// What a file is opened for.  A pipe that nobody writes is not waited for.
pub const TO_ENTER: c_int = flags::FOLDER;
pub const TO_READ: c_int = flags::NONBLOCK;
pub const TO_CREATE: c_int = WRITE_ONLY | flags::CREATE | flags::EXCLUSIVE;

extern "C" {
    fn openat(folder: c_int, name: *const c_char, flags: c_int, ...) -> c_int;
    fn unlinkat(folder: c_int, name: *const c_char, flags: c_int) -> c_int;
    fn readlinkat(folder: c_int, name: *const c_char, to: *mut c_char, size: usize) -> isize;
    fn getentropy(to: *mut c_void, size: usize) -> c_int;
}

/// Opens what has this name in the folder, unless it is a link.  What is created is its owner's alone.
pub fn open(folder: impl AsFd, name: &CStr, purpose: c_int) -> Result<File> {
    let (folder, owner_only): (c_int, u32) = (folder.as_fd().as_raw_fd(), 0o600);
    // SAFETY: the folder is open and the name terminated; the mode is what open takes when it creates.
    match unsafe { openat(folder, name.as_ptr(), purpose | flags::NO_LINK | flags::CLOSE_ON_EXEC, owner_only) } {
        ..0 => Err(Error::last_os_error()),
        // SAFETY: the descriptor is new, and nobody else's.
        file => Ok(unsafe { File::from_raw_fd(file) }),
    }
}

pub fn is_link(folder: impl AsFd, name: &CStr) -> bool {
    let mut to = [0; 1];
    // SAFETY: the folder is open and the name terminated; one byte is written at most.
    unsafe { readlinkat(folder.as_fd().as_raw_fd(), name.as_ptr(), to.as_mut_ptr(), to.len()) >= 0 }
}

pub fn remove(folder: impl AsFd, name: &CStr) {
    // SAFETY: the folder is open and the name terminated.  It is the way back from a failure, which is what is told.
    unsafe { unlinkat(folder.as_fd().as_raw_fd(), name.as_ptr(), 0) };
}

/// Fills the bytes from the system's source, which gives so many at a time.
pub fn random(bytes: &mut [u8]) -> Result<()> {
    for part in bytes.chunks_mut(256) {
        // SAFETY: the slice is written, and nothing else.
        if unsafe { getentropy(part.as_mut_ptr().cast(), part.len()) } != 0 {
            return Err(Error::last_os_error());
        }
    }
    Ok(())
}
