//! Which thread this is.
//!
//! thread::current() makes a Thread for a thread that is not Rust's, and has none to give when the thread is ending.
//! The address of a thread-local without a destructor is there from the first to the last moment of any thread.

use std::ptr;

thread_local! {
    static HERE: u8 = const { 0 };
}

/// A thread, as long as it is running: another one may have the same number later.
#[derive(Clone, Copy, PartialEq, Eq)]
pub struct Thread(usize);

impl Thread {
    pub fn here() -> Self {
        Thread(HERE.with(|here| ptr::from_ref(here).addr()))
    }
}
