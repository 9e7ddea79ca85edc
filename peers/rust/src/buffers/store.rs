//! Stores: an enum says whose bytes it holds, and its Drop gives them back to whom they belong.

use super::sys::Release;
use super::{copy, input_bytes, output, size_of_items, Room};
use crate::contain::{contain, contain_void, need, Result};
use crate::host::Lent;
use crate::lent::LentBox;
use crate::live::{Count, Live};
use crate::sys::{elements, Error, Out};
use std::ffi::{c_int, c_void};
use std::mem;
use std::ptr;

static LIVE: Count = Count::new();

pub extern "C" fn live() -> u64 {
    LIVE.get() as u64
}

pub struct Store {
    held: Held,
    _live: Live,
}

enum Held {
    Nothing,
    Copy(Lent),
    Adopted(Adopted),
}

/// C's bytes, kept where C has them until release is called.
struct Adopted {
    bytes: *const c_void,
    n: usize,
    release: Release,
    userdata: *mut c_void,
}

impl Drop for Adopted {
    fn drop(&mut self) {
        // SAFETY: C gave them together, and an Adopted is dropped once.
        unsafe { (self.release)(self.userdata, self.bytes, self.n) };
    }
}

impl Store {
    fn bytes(&self) -> &[u8] {
        match &self.held {
            Held::Nothing => &[],
            Held::Copy(block) => block.as_bytes(),
            // SAFETY: C leaves them as they are until release is called.
            Held::Adopted(adopted) => unsafe { elements(adopted.bytes.cast(), adopted.n) }.unwrap_or(&[]),
        }
    }

    /// Holds something else.  What it held goes when that is done.
    fn hold(&mut self, held: Held) {
        drop(mem::replace(&mut self.held, held));
    }

    /// What it holds from `offset` on.
    fn from(&self, offset: usize) -> Result<&[u8]> {
        self.bytes().get(offset..).ok_or(Error::Range)
    }
}

pub extern "C" fn store_new(out: Out<'_, LentBox<Store>>) -> c_int {
    contain(|| {
        let out = need(out)?;
        out.write(LentBox::new(Store { held: Held::Nothing, _live: LIVE.enter() })?);
        Ok(())
    })
}

pub extern "C" fn store_free(store: Option<LentBox<Store>>) {
    contain_void(|| drop(store));
}

pub extern "C" fn store_set(store: Option<&mut Store>, bytes: *const c_void, n: usize) -> c_int {
    contain(|| {
        let store = need(store)?;
        // SAFETY: C lends n bytes for the call; those that the store holds stay until they are copied.
        let bytes = unsafe { input_bytes(bytes, n) }?;
        let copy = match bytes {
            [] => Held::Nothing,
            _ => Held::Copy(Lent::copy_of(bytes)?),
        };
        store.hold(copy);
        Ok(())
    })
}

pub extern "C" fn store_adopt(
    store: Option<&mut Store>,
    bytes: *const c_void,
    n: usize,
    release: Option<Release>,
    userdata: *mut c_void,
) -> c_int {
    contain(|| {
        let (store, release) = (need(store)?, need(release)?);
        // SAFETY: C lends n bytes.  Here they are only looked at for what may be wrong with the pointer.
        unsafe { input_bytes(bytes, n) }?;
        store.hold(Held::Adopted(Adopted { bytes, n, release, userdata }));
        Ok(())
    })
}

pub extern "C" fn store_clear(store: Option<&mut Store>) -> c_int {
    contain(|| {
        need(store)?.hold(Held::Nothing);
        Ok(())
    })
}

pub extern "C" fn store_view(store: Option<&Store>, bytes: Out<'_, *const c_void>, n: Out<'_, usize>) -> c_int {
    contain(|| {
        let (store, bytes, n) = (need(store)?, need(bytes)?, need(n)?);
        bytes.write(store.bytes().as_ptr().cast());
        n.write(store.bytes().len());
        Ok(())
    })
}

pub extern "C" fn store_copy(store: Option<&Store>, to: *mut c_void, size: Option<&mut usize>) -> c_int {
    contain(|| {
        let store = need(store)?;
        // SAFETY: C lends room for *size bytes for the call.
        let room = unsafe { Room::new(to.cast::<u8>(), size) }?;
        copy(room.take(store.bytes().len())?, store.bytes());
        Ok(())
    })
}

pub extern "C" fn store_read(
    store: Option<&Store>,
    offset: usize,
    to: *mut c_void,
    n: usize,
    done: Out<'_, usize>,
) -> c_int {
    contain(|| {
        let (store, done) = (need(store)?, need(done)?);
        // SAFETY: C lends room for n bytes for the call.
        let to = unsafe { output(to.cast::<u8>(), n) }?;
        let from = store.from(offset)?;
        let part = from.len().min(n);
        copy(&mut to[..part], &from[..part]);
        done.write(part);
        Ok(())
    })
}

pub extern "C" fn store_write(store: Option<&mut Store>, offset: usize, bytes: *const c_void, n: usize) -> c_int {
    contain(|| {
        let store = need(store)?;
        size_of_items(n, 1)?;
        if n > 0 && bytes.is_null() {
            return Err(Error::Null);
        }
        if n > store.from(offset)?.len() {
            return Err(Error::Range);
        }
        match &store.held {
            Held::Adopted(_) => Err(Error::State),
            Held::Copy(block) if n > 0 => {
                // SAFETY: C lends n bytes, which may be in this block, where n bytes fit in at `offset`.
                unsafe { ptr::copy(bytes.cast(), block.as_ptr().add(offset), n) };
                Ok(())
            }
            _ => Ok(()),
        }
    })
}
