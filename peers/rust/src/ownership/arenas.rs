//! Arenas: many allocations and one end.

use super::LIVE;
use crate::contain::{contain, contain_void, need, Result};
use crate::end::End;
use crate::host::{self, Lent};
use crate::lent::{LentBox, LentVec};
use crate::live::Live;
use crate::sys::{Destructor, Error, Out};
use std::alloc::Layout;
use std::ffi::{c_int, c_void};
use std::ptr::NonNull;

pub struct Arena {
    chunks: LentVec<Lent>,
    used: usize, // of the last one
    deferred: LentVec<End>,
    _live: Live,
}

const CHUNK: usize = 1000;

impl Arena {
    /// From the last chunk, if it has room.
    fn bump(&mut self, layout: Layout) -> Option<*mut u8> {
        let chunk = self.chunks.last()?;
        let free = chunk.as_ptr().wrapping_add(self.used);
        let start = self.used.checked_add(free.align_offset(layout.align()))?;
        let end = start.checked_add(layout.size())?;
        if end > chunk.layout().size() {
            return None;
        }
        self.used = end;
        // SAFETY: all of the allocation is within the chunk.
        Some(unsafe { chunk.as_ptr().add(start) })
    }

    fn alloc(&mut self, layout: Layout) -> Result<*mut u8> {
        if let Some(place) = self.bump(layout) {
            return Ok(place);
        }
        let chunk = Lent::new(host::layout(layout.size().max(CHUNK), layout.align())?)?;
        self.chunks.push(chunk)?;
        self.used = 0;
        self.bump(layout).ok_or(Error::Memory)
    }

    fn reset(&mut self) {
        while let Some(last) = self.deferred.len().checked_sub(1) {
            drop(self.deferred.swap_remove(last));
        }
        self.chunks = LentVec::new();
        self.used = 0;
    }
}

/// The destructors first, while the bytes are still there.
impl Drop for Arena {
    fn drop(&mut self) {
        self.reset();
    }
}

pub extern "C" fn create(out: Out<'_, LentBox<Arena>>) -> c_int {
    contain(|| {
        let out = need(out)?;
        let arena = Arena { chunks: LentVec::new(), used: 0, deferred: LentVec::new(), _live: LIVE.enter() };
        out.write(LentBox::new(arena)?);
        Ok(())
    })
}

pub extern "C" fn alloc(arena: Option<&mut Arena>, size: usize, align: usize, out: Out<'_, *mut c_void>) -> c_int {
    contain(|| {
        let (arena, out) = (need(arena)?, need(out)?);
        // Not one byte is too few: each allocation has an address of its own.
        out.write(arena.alloc(host::layout(size.max(1), align)?)?.cast());
        Ok(())
    })
}

pub extern "C" fn defer(arena: Option<&mut Arena>, userdata: *mut c_void, release: Option<Destructor>) -> c_int {
    contain(|| {
        let (arena, release) = (need(arena)?, need(release)?);
        arena.deferred.push(End::NONE)?;
        // Nothing fails any more, so the userdata is the arena's.
        let last = arena.deferred.len() - 1;
        arena.deferred[last] = End::new(userdata, Some(release));
        Ok(())
    })
}

pub extern "C" fn reset(arena: Option<&mut Arena>) -> c_int {
    contain(|| {
        need(arena)?.reset();
        Ok(())
    })
}

pub extern "C" fn destroy(arena: *mut Arena) {
    contain_void(|| {
        // SAFETY: C gives back an arena of create's.
        drop(NonNull::new(arena).map(|arena| unsafe { LentBox::from_raw(arena) }));
    });
}
