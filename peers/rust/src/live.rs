//! How many things of a kind there are: each holds a `Live`, whose end is the thing's end.

use std::sync::atomic::{AtomicUsize, Ordering::Relaxed};

pub struct Count(AtomicUsize);

/// One thing that is counted.
pub struct Live(&'static Count);

impl Count {
    pub const fn new() -> Self {
        Count(AtomicUsize::new(0))
    }

    pub fn get(&self) -> usize {
        self.0.load(Relaxed)
    }

    pub fn enter(&'static self) -> Live {
        self.0.fetch_add(1, Relaxed);
        Live(self)
    }
}

impl Drop for Live {
    fn drop(&mut self) {
        self.0 .0.fetch_sub(1, Relaxed);
    }
}
