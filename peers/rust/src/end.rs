//! C's userdata with the function that releases it: dropped, it is released.

use crate::sys::Destructor;
use std::ffi::c_void;
use std::ptr;

pub struct End {
    userdata: *mut c_void,
    release: Option<Destructor>,
}

// SAFETY: C lets the peer release a userdata on any thread that the header allows it on; the pointer is never read.
unsafe impl Send for End {}
// SAFETY: as above.
unsafe impl Sync for End {}

impl End {
    /// Nothing to be released: what stands there until an op can't fail any more.
    pub const NONE: End = End { userdata: ptr::null_mut(), release: None };

    pub fn new(userdata: *mut c_void, release: Option<Destructor>) -> Self {
        End { userdata, release }
    }

    pub fn userdata(&self) -> *mut c_void {
        self.userdata
    }
}

impl Drop for End {
    fn drop(&mut self) {
        if let Some(release) = self.release {
            // SAFETY: C gave the two together, and an End is dropped once.
            unsafe { release(self.userdata) };
        }
    }
}
