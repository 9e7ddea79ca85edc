//! Arc and Weak in lent memory.  std's own take theirs from Rust's allocator, and end the process when there is none.

use crate::contain::Result;
use crate::host::{self, Lent};
use crate::sys::Error;
use std::alloc::Layout;
use std::cell::UnsafeCell;
use std::mem::ManuallyDrop;
use std::ops::Deref;
use std::ptr::NonNull;
use std::sync::atomic::{AtomicUsize, Ordering::*};

/// A value and its counts: what a handle of C's points to.
pub struct Counted<T> {
    strong: AtomicUsize,
    weak: AtomicUsize,                  // and one for all the strong ones together
    value: UnsafeCell<ManuallyDrop<T>>, // whose end may come by way of any reference
}

/// A reference that keeps the value.  As an argument of C's it is one that C gives back, and `None` is NULL.
#[repr(transparent)]
pub struct LentArc<T>(NonNull<Counted<T>>);

/// A reference that keeps the block alone, to tell whether the value is gone.
pub struct LentWeak<T>(NonNull<Counted<T>>);

// SAFETY: as for std's Arc: the value is seen by, and may end on, each thread that has a reference; the counts are
// atomic.
unsafe impl<T: Send + Sync> Send for LentArc<T> {}
// SAFETY: as above.
unsafe impl<T: Send + Sync> Sync for LentArc<T> {}

impl<T> Counted<T> {
    /// A reference more, from a handle that C keeps.
    pub fn retain(&self) -> LentArc<T> {
        // Relaxed: who has a reference can't be overtaken by the end of the value.
        self.strong.fetch_add(1, Relaxed);
        LentArc(NonNull::from(self))
    }

    /// References for C to keep, all or none: there are never more than `most`.
    pub fn retain_many(&self, n: usize, most: usize) -> Result {
        let more = |count: usize| count.checked_add(n).filter(|count| *count <= most);
        self.strong.fetch_update(Relaxed, Relaxed, more).map(|_| ()).map_err(|_| Error::Range)
    }

    /// Gives back `n` references, which are not 0, but for one: LentArc::from_raw takes that over.
    ///
    /// # Safety
    /// The references are C's, which gives them back, if there are that many.
    pub unsafe fn release_all_but_one(&self, n: usize) -> Result {
        let less = |count: usize| (n <= count).then(|| count - (n - 1));
        self.strong.fetch_update(Release, Relaxed, less).map(|_| ()).map_err(|_| Error::Range)
    }

    pub fn downgrade(&self) -> LentWeak<T> {
        self.weak.fetch_add(1, Relaxed);
        LentWeak(NonNull::from(self))
    }

    pub fn count(&self) -> usize {
        self.strong.load(Acquire)
    }
}

impl<T> Deref for Counted<T> {
    type Target = T;

    fn deref(&self) -> &T {
        // SAFETY: who sees the Counted has, or borrows, a reference, so the value is there; it is not written.
        unsafe { &*self.value.get() }
    }
}

impl<T> LentArc<T> {
    pub fn new(value: T) -> Result<Self> {
        Self::new_with(|| value)
    }

    /// The value is made when there is a place for it: a failure makes, and drops, nothing.
    pub fn new_with(value: impl FnOnce() -> T) -> Result<Self> {
        let new = || Counted {
            strong: AtomicUsize::new(1),
            weak: AtomicUsize::new(1),
            value: UnsafeCell::new(ManuallyDrop::new(value())),
        };
        host::make_in(new).map(LentArc)
    }

    /// Where the value and its counts are; the reference stays.
    pub fn as_ptr(&self) -> *mut Counted<T> {
        self.0.as_ptr()
    }

    /// Gives the reference away.
    pub fn into_raw(self) -> *mut Counted<T> {
        ManuallyDrop::new(self).as_ptr()
    }

    /// Takes over a reference.
    ///
    /// # Safety
    /// It comes from into_raw or retain_many, or C gives it back.
    pub unsafe fn from_raw(counted: NonNull<Counted<T>>) -> Self {
        LentArc(counted)
    }

    fn counted(&self) -> &Counted<T> {
        // SAFETY: a reference keeps the block, and the value in it.
        unsafe { self.0.as_ref() }
    }
}

impl<T> Clone for LentArc<T> {
    fn clone(&self) -> Self {
        self.counted().retain()
    }
}

impl<T> Deref for LentArc<T> {
    type Target = Counted<T>;

    fn deref(&self) -> &Counted<T> {
        self.counted()
    }
}

impl<T> Drop for LentArc<T> {
    fn drop(&mut self) {
        // AcqRel: what the other owners did to the value comes before its end.
        if self.counted().strong.fetch_sub(1, AcqRel) == 1 {
            let _block = LentWeak(self.0);
            // SAFETY: this was the last reference, and no weak one will make a new one.
            unsafe { ManuallyDrop::drop(&mut *self.0.as_ref().value.get()) };
        }
    }
}

impl<T> LentWeak<T> {
    /// A reference to the value, if it is still there.
    pub fn upgrade(&self) -> Option<LentArc<T>> {
        // SAFETY: the block is kept by this reference.
        let strong = unsafe { &self.0.as_ref().strong };
        let more = |n: usize| if n == 0 { None } else { Some(n + 1) };
        strong.fetch_update(AcqRel, Acquire, more).ok().map(|_| LentArc(self.0))
    }
}

impl<T> Drop for LentWeak<T> {
    fn drop(&mut self) {
        // SAFETY: the block is kept by this reference.
        if unsafe { &self.0.as_ref().weak }.fetch_sub(1, AcqRel) == 1 {
            // SAFETY: nobody else knows the block any more; the value in it is gone.
            drop(unsafe { Lent::from_raw(self.0.cast(), Layout::new::<Counted<T>>()) });
        }
    }
}
