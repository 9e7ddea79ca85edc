//! Where C enters Rust: a `Result` becomes an error code, and a panic does too.
//!
//! A panic that left an `extern "C"` function would end the process, so every op runs in here.

use crate::sys::Error;
use std::any::Any;
use std::cell::RefCell;
use std::ffi::c_int;
use std::mem;
use std::panic::{catch_unwind, AssertUnwindSafe};

pub type Result<T = ()> = std::result::Result<T, Error>;

thread_local! {
    static LAST_MESSAGE: RefCell<Option<String>> = const { RefCell::new(None) };
}

/// Runs an op.
pub fn contain(op: impl FnOnce() -> Result) -> c_int {
    contain_int(|| op().map(|()| 0))
}

/// Runs an op that has results other than success and failure.
//
// AssertUnwindSafe: what an op changes, it changes in one step that can't panic, or by guards that put it right.
pub fn contain_int(op: impl FnOnce() -> Result<c_int>) -> c_int {
    contain_with(|error| error as c_int, op)
}

/// Runs an op of any type of result; `failed` says how a failure is told in that type.
pub fn contain_with<T>(failed: impl FnOnce(Error) -> T, op: impl FnOnce() -> Result<T>) -> T {
    match catch_unwind(AssertUnwindSafe(op)) {
        Ok(Ok(value)) => value,
        Ok(Err(error)) => failed(error),
        Err(payload) => {
            keep(payload);
            failed(Error::Panic)
        }
    }
}

/// Runs an op that returns nothing.
pub fn contain_void(op: impl FnOnce()) {
    contain(|| {
        op();
        Ok(())
    });
}

/// A required pointer.
pub fn need<T>(pointer: Option<T>) -> Result<T> {
    pointer.ok_or(Error::Null)
}

/// Shows the message of this thread's last panic to `look`.
pub fn last_message<T>(look: impl FnOnce(Option<&str>) -> T) -> T {
    LAST_MESSAGE.with_borrow(|message| look(message.as_deref()))
}

fn keep(payload: Box<dyn Any + Send>) {
    let message = match payload.downcast_ref::<&str>() {
        Some(text) => (*text).to_owned(),
        None => match payload.downcast_ref::<String>() {
            Some(text) => text.clone(),
            None => "a panic with a payload that is no text".to_owned(),
        },
    };
    // A thread that is ending has no place for it any more.
    let _ = LAST_MESSAGE.try_with(|last| last.replace(Some(message)));

    // A payload may be any type, so its destructor may panic too.  Enough is enough: the second payload is leaked.
    if let Err(second) = catch_unwind(AssertUnwindSafe(|| drop(payload))) {
        mem::forget(second);
    }
}
