//! Gates: closed unless somebody opens them.

use super::sys::{Authorise, TEXT_MAX};
use super::{input_text, LIVE};
use crate::contain::{contain, contain_void, need, Result};
use crate::lent::LentBox;
use crate::live::Live;
use crate::sys::{Error, Out};
use std::ffi::{c_char, c_int, c_void};
use std::ptr::NonNull;

pub struct Gate {
    authorise: Option<(Authorise, *mut c_void)>,
    _live: Live,
}

/// Asks whether something is allowed.  Every answer but one is no.
///
/// # Safety
/// C gave the function and the userdata together.
pub unsafe fn allowed(authorise: Authorise, userdata: *mut c_void, subject: &[u8], amount: u64) -> Result {
    // SAFETY: the caller's promise.
    match unsafe { authorise(userdata, subject.as_ptr().cast(), subject.len(), amount) } {
        1 => Ok(()),
        _ => Err(Error::Failed),
    }
}

pub extern "C" fn gate_make(out: Out<'_, LentBox<Gate>>) -> c_int {
    contain(|| {
        need(out)?.write(LentBox::new(Gate { authorise: None, _live: LIVE.enter() })?);
        Ok(())
    })
}

pub extern "C" fn gate_release(gate: Option<LentBox<Gate>>) {
    contain_void(|| drop(gate));
}

pub extern "C" fn gate_set(gate: Option<&mut Gate>, authorise: Option<Authorise>, userdata: *mut c_void) -> c_int {
    contain(|| {
        need(gate)?.authorise = authorise.map(|authorise| (authorise, userdata));
        Ok(())
    })
}

/// The authoriser is copied out of the gate, which it may change: no reference to the gate is kept.
pub extern "C" fn gate_ask(gate: *const Gate, subject: *const c_char, n: usize, amount: u64) -> c_int {
    contain(|| {
        let gate = need(NonNull::new(gate.cast_mut()))?;
        // SAFETY: C lends n bytes for the call.
        let subject = unsafe { input_text(subject, n, TEXT_MAX) }?;
        // SAFETY: the gate is C's to pass, and nobody changes it before the authoriser is called.
        let authorise = unsafe { gate.as_ref() }.authorise;
        let (authorise, userdata) = authorise.ok_or(Error::Failed)?;
        // SAFETY: gate_set got the two together.
        unsafe { allowed(authorise, userdata, subject, amount) }
    })
}
