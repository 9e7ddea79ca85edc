//! Error objects: a chain of boxes in lent memory.

use super::sys::View;
use super::LIVE;
use crate::contain::{contain, contain_void, need, Result};
use crate::lent::{LentBox, LentVec};
use crate::live::Live;
use crate::sys::{elements, Error, Out};
use std::ffi::{c_char, c_int};
use std::ptr::{self, NonNull};

pub struct Failure {
    domain: i32,
    code: i32,
    message: LentVec<u8>, // a NUL behind it
    cause: Option<LentBox<Failure>>,
    _live: Live,
}

impl Failure {
    /// Without a cause at first: who has one gives it when all that can fail is done.
    pub fn new(domain: i32, code: i32, message: &[u8], cause: Option<LentBox<Failure>>) -> Result<LentBox<Self>> {
        let mut copy = LentVec::with_capacity(message.len().checked_add(1).ok_or(Error::Memory)?)?;
        copy.extend(message)?;
        copy.push(0)?;
        LentBox::new(Failure { domain, code, message: copy, cause, _live: LIVE.enter() })
    }
}

impl Drop for Failure {
    /// One after the other: of a long chain each within the last would be more than the stack takes.
    fn drop(&mut self) {
        let mut next = self.cause.take();
        while let Some(mut failure) = next {
            next = failure.cause.take();
        }
    }
}

pub extern "C" fn error_new(
    domain: i32,
    code: i32,
    message: *const c_char,
    n: usize,
    cause: *mut Failure,
    out: Out<'_, LentBox<Failure>>,
) -> c_int {
    contain(|| {
        let out = need(out)?;
        if code == 0 {
            return Err(Error::Range);
        }
        // SAFETY: C lends n bytes for the call.
        let message = unsafe { elements(message.cast::<u8>(), n) }?;
        let mut failure = Failure::new(domain, code, message, None)?;
        // SAFETY: C gives a cause away when the call succeeds, which it does from here on.
        failure.cause = NonNull::new(cause).map(|cause| unsafe { LentBox::from_raw(cause) });
        out.write(failure);
        Ok(())
    })
}

pub extern "C" fn error_view(error: Option<&Failure>, out: Out<'_, View>) -> c_int {
    contain(|| {
        let (error, out) = (need(error)?, need(out)?);
        let message = error.message.as_ptr().cast();
        out.write(View { domain: error.domain, code: error.code, message, message_n: error.message.len() - 1 });
        Ok(())
    })
}

pub extern "C" fn error_cause(error: Option<&Failure>, out: Out<'_, *const Failure>) -> c_int {
    contain(|| {
        let (error, out) = (need(error)?, need(out)?);
        out.write(ptr::from_ref(&**error.cause.as_ref().ok_or(Error::NotFound)?));
        Ok(())
    })
}

pub extern "C" fn error_free(error: Option<LentBox<Failure>>) {
    contain_void(|| drop(error));
}
