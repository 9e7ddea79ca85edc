//! Box and Vec in lent memory.  Here an allocation may fail, and says so: that is why std's own do not serve.

use crate::contain::Result;
use crate::host::{self, Lent};
use crate::sys::Error;
use std::alloc::Layout;
use std::marker::PhantomData;
use std::mem;
use std::ops::{Deref, DerefMut};
use std::ptr::{self, NonNull};
use std::slice;

/// A Box in lent memory.  As an argument of C's it is an object that comes back to be dropped, and `None` is NULL.
#[repr(transparent)]
pub struct LentBox<T>(NonNull<T>);

// SAFETY: as for std's Box, since the host's functions may be called from any thread.
unsafe impl<T: Send> Send for LentBox<T> {}
// SAFETY: as above.
unsafe impl<T: Sync> Sync for LentBox<T> {}

impl<T> LentBox<T> {
    pub fn new(value: T) -> Result<Self> {
        host::move_in(value).map(LentBox)
    }

    /// The box of an object that comes back as a plain pointer.
    ///
    /// # Safety
    /// The object went out as a LentBox, and nobody else will free it.
    pub unsafe fn from_raw(place: NonNull<T>) -> Self {
        LentBox(place)
    }

    /// Where the value is; the box goes on owning it.
    pub fn as_ptr(&self) -> *mut T {
        self.0.as_ptr()
    }
}

impl<T> Deref for LentBox<T> {
    type Target = T;

    fn deref(&self) -> &T {
        // SAFETY: the box owns the value, and is borrowed.
        unsafe { self.0.as_ref() }
    }
}

impl<T> DerefMut for LentBox<T> {
    fn deref_mut(&mut self) -> &mut T {
        // SAFETY: the box owns the value, and is borrowed by this reference alone.
        unsafe { self.0.as_mut() }
    }
}

impl<T> Drop for LentBox<T> {
    fn drop(&mut self) {
        // SAFETY: the block is the box's, of move_in, which makes them of this layout.
        let _block = unsafe { Lent::from_raw(self.0.cast(), Layout::new::<T>()) };
        // SAFETY: the value is dropped once.  It is not moved out first: that would leave a copy of it behind.
        unsafe { ptr::drop_in_place(self.0.as_ptr()) };
    }
}

/// A Vec in lent memory, of items that have a size.
pub struct LentVec<T> {
    block: Option<Lent>,
    len: usize,
    items: PhantomData<T>,
}

impl<T> LentVec<T> {
    pub const fn new() -> Self {
        LentVec { block: None, len: 0, items: PhantomData }
    }

    pub fn with_capacity(capacity: usize) -> Result<Self> {
        let mut new = LentVec::new();
        new.grow(capacity)?;
        Ok(new)
    }

    fn start(&self) -> *mut T {
        self.block.as_ref().map_or(ptr::dangling_mut(), |block| block.as_ptr().cast())
    }

    fn capacity(&self) -> usize {
        self.block.as_ref().map_or(0, |block| block.layout().size() / size_of::<T>())
    }

    /// Room for `capacity` items, of which there are more than before.
    fn grow(&mut self, capacity: usize) -> Result {
        let layout = Layout::array::<T>(capacity).map_err(|_| Error::Memory)?;
        match &mut self.block {
            _ if capacity == 0 => {}
            Some(block) => block.resize(layout.size())?,
            None => self.block = Some(Lent::new(layout)?),
        }
        Ok(())
    }

    /// Room for one item more.
    pub fn reserve(&mut self) -> Result {
        if self.len == self.capacity() {
            self.grow((self.len * 2).max(4))?;
        }
        Ok(())
    }

    pub fn push(&mut self, item: T) -> Result {
        self.insert(self.len, item)
    }

    pub fn insert(&mut self, at: usize, item: T) -> Result {
        assert!(at <= self.len, "there is no place {at}");
        self.reserve()?;
        // SAFETY: there is room for an item more, so for those from `at` on too, one further; the gap is filled.
        unsafe {
            let place = self.start().add(at);
            ptr::copy(place, place.add(1), self.len - at);
            place.write(item);
        }
        self.len += 1;
        Ok(())
    }

    /// Takes an item out; the last one gets its place.
    pub fn swap_remove(&mut self, at: usize) -> T {
        let last = self.len - 1;
        self.swap(at, last);
        self.len = last;
        // SAFETY: there is an item behind the new length, and nobody else will take it.
        unsafe { self.start().add(last).read() }
    }
}

impl LentVec<u8> {
    /// Puts bytes behind the others.
    pub fn extend(&mut self, bytes: &[u8]) -> Result {
        let len = self.len.checked_add(bytes.len()).ok_or(Error::Memory)?;
        if len > self.capacity() {
            self.grow(len.max(self.len * 2))?;
        }
        // SAFETY: there is room for so many behind what there is.
        unsafe { ptr::copy_nonoverlapping(bytes.as_ptr(), self.start().add(self.len), bytes.len()) };
        self.len = len;
        Ok(())
    }

    /// The block, of just the size of what was put there.
    pub fn into_lent(mut self) -> Result<Lent> {
        match self.block.take() {
            Some(mut block) => {
                if block.layout().size() != self.len {
                    block.resize(self.len)?;
                }
                Ok(block)
            }
            None => Lent::copy_of(&[]),
        }
    }
}

impl<T: Copy> LentVec<T> {
    /// A copy with room for `more` items more.
    pub fn copy_with(&self, more: usize) -> Result<Self> {
        let mut copy = LentVec::with_capacity(self.len.checked_add(more).ok_or(Error::Memory)?)?;
        // SAFETY: there is room for at least as many, in a block of its own.
        unsafe { ptr::copy_nonoverlapping(self.start(), copy.start(), self.len) };
        copy.len = self.len;
        Ok(copy)
    }
}

impl<T> Deref for LentVec<T> {
    type Target = [T];

    fn deref(&self) -> &[T] {
        // SAFETY: there are `len` items, and borrowing self keeps them from being changed.
        unsafe { slice::from_raw_parts(self.start(), self.len) }
    }
}

impl<T> DerefMut for LentVec<T> {
    fn deref_mut(&mut self) -> &mut [T] {
        // SAFETY: there are `len` items, and self is borrowed by this reference alone.
        unsafe { slice::from_raw_parts_mut(self.start(), self.len) }
    }
}

impl<T> Drop for LentVec<T> {
    fn drop(&mut self) {
        let items: *mut [T] = &mut **self;
        self.len = 0;
        if mem::needs_drop::<T>() {
            // SAFETY: nobody sees the items any more.
            unsafe { ptr::drop_in_place(items) };
        }
    }
}
