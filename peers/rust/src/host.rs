//! The host, and the allocator that it lends.

use crate::contain::Result;
use crate::sys::{Error, Host};
use std::alloc::Layout;
use std::mem::ManuallyDrop;
use std::ptr::{self, NonNull};
use std::slice;
use std::sync::OnceLock;

static HOST: OnceLock<&'static Host> = OnceLock::new();

/// Keeps the host for the life of the process.
pub fn keep(host: &'static Host) {
    HOST.get_or_init(|| host);
}

fn host() -> &'static Host {
    HOST.get().expect("seam_peer_open is called before any op")
}

/// Size and alignment as C passes them.
pub fn layout(size: usize, align: usize) -> Result<Layout> {
    if !align.is_power_of_two() {
        return Err(Error::Range);
    }
    Layout::from_size_align(size, align).map_err(|_| Error::Memory)
}

/// A block of lent memory.  Dropped, it goes back to the host with the size and alignment that it was asked for.
pub struct Lent {
    block: NonNull<u8>,
    layout: Layout,
}

// SAFETY: the host's functions may be called from any thread, and a block is owned like a Box<[u8]>.
unsafe impl Send for Lent {}
// SAFETY: as above.
unsafe impl Sync for Lent {}

impl Lent {
    pub fn new(layout: Layout) -> Result<Self> {
        // SAFETY: the alignment of a Layout is a power of two, which is all that the host asks for.
        let block = unsafe { (host().alloc)(host(), layout.size(), layout.align()) };
        let block = NonNull::new(block.cast()).ok_or(Error::Memory)?;
        Ok(Lent { block, layout })
    }

    pub fn filled(layout: Layout, byte: u8) -> Result<Self> {
        let new = Lent::new(layout)?;
        // SAFETY: the block has that many bytes, and nobody else knows it.
        unsafe { ptr::write_bytes(new.block.as_ptr(), byte, layout.size()) };
        Ok(new)
    }

    pub fn copy_of(bytes: &[u8]) -> Result<Self> {
        let new = Lent::new(Layout::for_value(bytes))?;
        // SAFETY: the block is new and as large as `bytes`.
        unsafe { ptr::copy_nonoverlapping(bytes.as_ptr(), new.block.as_ptr(), bytes.len()) };
        Ok(new)
    }

    /// Takes over a block.
    ///
    /// # Safety
    /// It is a live block of the lent allocator, made with this layout, and nobody else will free it.
    pub unsafe fn from_raw(block: NonNull<u8>, layout: Layout) -> Self {
        Lent { block, layout }
    }

    /// Gives the block away: from now on somebody else frees it.
    pub fn into_raw(self) -> NonNull<u8> {
        ManuallyDrop::new(self).block
    }

    pub fn layout(&self) -> Layout {
        self.layout
    }

    pub fn as_ptr(&self) -> *mut u8 {
        self.block.as_ptr()
    }

    /// The bytes of a block that was made by `copy_of` or `filled`.
    pub fn as_bytes(&self) -> &[u8] {
        // SAFETY: it is that large, initialised, and lives as long as self.
        unsafe { slice::from_raw_parts(self.block.as_ptr(), self.layout.size()) }
    }

    /// Makes the block larger or smaller.  On failure it is as it was.
    pub fn resize(&mut self, size: usize) -> Result {
        let layout = layout(size, self.layout.align())?;
        // SAFETY: self owns the block, which was made with this size and alignment.
        let block =
            unsafe { (host().realloc)(host(), self.block.as_ptr().cast(), self.layout.size(), layout.align(), size) };
        self.block = NonNull::new(block.cast()).ok_or(Error::Memory)?;
        self.layout = layout;
        Ok(())
    }
}

impl Drop for Lent {
    fn drop(&mut self) {
        // SAFETY: self owns the block, which was made with this size and alignment.
        unsafe { (host().free)(host(), self.block.as_ptr().cast(), self.layout.size(), self.layout.align()) }
    }
}

/// Moves a value into lent memory, as Box::into_raw(Box::new(value)) does into Rust's own.
pub fn move_in<T>(value: T) -> Result<NonNull<T>> {
    make_in(|| value)
}

/// The same for a value that is made when there is a place for it.
pub fn make_in<T>(value: impl FnOnce() -> T) -> Result<NonNull<T>> {
    let block = Lent::new(Layout::new::<T>())?;
    let value = value();
    let place = block.into_raw().cast::<T>();
    // SAFETY: the block is new, large enough and aligned for a T.
    unsafe { place.write(value) };
    Ok(place)
}

/// Moves the value out again, and gives the block back.
///
/// # Safety
/// `place` comes from move_in, and is not used afterwards.
pub unsafe fn move_out<T>(place: NonNull<T>) -> T {
    // SAFETY: the caller promises that there is a T, in a block of that layout.
    let (value, _block) = unsafe { (place.read(), Lent::from_raw(place.cast(), Layout::new::<T>())) };
    value
}
