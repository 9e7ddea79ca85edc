//! Shelves: items in the order of their keys.

use super::last::{self, contain_and_tell, Told};
use super::sys::{Item, ShelfFn, ShelfInfo, ITEM_BROKEN, ITEM_DIRTY, ITEM_PLAIN, SHELF_LIMIT, SHELF_ONCE, SHELF_OVER};
use super::LIVE;
use crate::contain::{contain, contain_int, need, Result};
use crate::host::Lent;
use crate::lent::{LentBox, LentVec};
use crate::live::Live;
use crate::sys::{elements, Error, Out, Str};
use std::ffi::{c_int, c_void, CStr};
use std::rc::Rc;

pub struct Shelf {
    label: Lent, // terminated
    items: LentVec<Item>,
    rules: Rules,
    _live: Live,
}

/// What is put on the shelf by.
#[derive(Clone, Copy)]
struct Rules {
    mode: c_int,
    limit: u32,
}

impl Rules {
    fn put(self, items: &mut LentVec<Item>, item: Item) -> Result {
        match item.kind {
            _ if item.key < 0 => return Err(Error::Range),
            ITEM_PLAIN | ITEM_DIRTY => {}
            ITEM_BROKEN if item.value != 0 && i32::try_from(item.value).is_ok() => {}
            _ => return Err(Error::Range),
        }
        match items.binary_search_by_key(&item.key, |item| item.key) {
            Ok(_) if self.mode == SHELF_ONCE => Err(Error::State),
            Ok(at) => {
                items[at] = item;
                Ok(())
            }
            Err(_) if items.len() >= self.limit as usize => Err(Error::Space),
            Err(at) => items.insert(at, item),
        }
    }
}

impl Shelf {
    fn new(mode: c_int, limit: u32, label: &CStr) -> Result<LentBox<Self>> {
        if ![SHELF_ONCE, SHELF_OVER].contains(&mode) || !(1..=SHELF_LIMIT).contains(&limit) {
            return Err(Error::Range);
        }
        LentBox::new(Shelf {
            label: Lent::copy_of(label.to_bytes_with_nul())?,
            items: LentVec::new(),
            rules: Rules { mode, limit },
            _live: LIVE.enter(),
        })
    }

    pub fn item(&self, key: i32) -> Option<&Item> {
        self.items.binary_search_by_key(&key, |item| item.key).ok().map(|at| &self.items[at])
    }

    /// The place of the value of an item that can be read.
    pub fn value(&self, key: i32) -> Result<&i64> {
        if key < 0 {
            return Err(Error::Range);
        }
        match self.item(key).ok_or(Error::NotFound)? {
            item if item.kind == ITEM_BROKEN => Err(Error::Failed),
            item => Ok(&item.value),
        }
    }

    /// The device's code of a broken item.
    pub fn device_code(&self, key: i32) -> Option<i32> {
        let item = self.item(key).filter(|item| item.kind == ITEM_BROKEN)?;
        i32::try_from(item.value).ok()
    }

    /// Its end, which is one either way.
    fn close(shelf: LentBox<Shelf>) -> Result {
        match shelf.items.iter().any(|item| item.kind == ITEM_DIRTY) {
            true => Err(Error::Failed),
            false => Ok(()),
        }
    }
}

fn not_closed_well(error: Error) -> Rc<Told> {
    Told::of_shelf(error, "a dirty item was on the shelf when it was closed")
}

pub extern "C" fn shelf_new(mode: c_int, limit: u32, label: Str<'_>, out: Out<'_, LentBox<Shelf>>) -> c_int {
    contain(|| {
        let (label, out) = (need(label.get())?, need(out)?);
        out.write(Shelf::new(mode, limit, label)?);
        Ok(())
    })
}

pub extern "C" fn shelf_close(shelf: Option<LentBox<Shelf>>) -> c_int {
    contain_and_tell(not_closed_well, || shelf.map_or(Ok(()), Shelf::close))
}

pub extern "C" fn shelf_info(shelf: Option<&Shelf>, out: Out<'_, ShelfInfo>) -> c_int {
    contain(|| {
        let (shelf, out) = (need(shelf)?, need(out)?);
        let Rules { mode, limit } = shelf.rules;
        out.write(ShelfInfo { label: shelf.label.as_ptr().cast(), count: shelf.items.len() as u64, limit, mode });
        Ok(())
    })
}

pub extern "C" fn shelf_put(shelf: Option<&mut Shelf>, key: i32, kind: i32, value: i64) -> c_int {
    contain(|| {
        let shelf = need(shelf)?;
        shelf.rules.put(&mut shelf.items, Item { value, key, kind })
    })
}

/// All are put on a copy, which takes the place of what was there when that is done.
pub extern "C" fn shelf_put_all(shelf: Option<&mut Shelf>, items: *const Item, n: usize, bad: Out<'_, usize>) -> c_int {
    let describe = |error| Told::of_shelf(error, "not all of the items can be put on the shelf: none was");
    contain_and_tell(describe, || {
        let (shelf, bad) = (need(shelf)?, need(bad)?);
        // SAFETY: C lends n items for the call.
        let items = unsafe { elements(items, n) }?;
        let room = n.min(shelf.rules.limit as usize - shelf.items.len());
        let mut copy = shelf.items.copy_with(room)?;
        for (index, item) in items.iter().enumerate() {
            shelf.rules.put(&mut copy, *item).inspect_err(|_| {
                bad.write(index);
            })?;
        }
        shelf.items = copy;
        last::put(None);
        Ok(())
    })
}

/// While C's function has the shelf, nothing here looks at it: the box is what owns it, and a box alone is no look.
pub extern "C" fn scoped(f: Option<ShelfFn>, userdata: *mut c_void) -> c_int {
    contain_int(|| {
        let f = need(f)?;
        let shelf = Shelf::new(SHELF_ONCE, 8, c"scoped")?;
        // SAFETY: C gave the two together; the shelf is there until it is closed here.
        let code = unsafe { f(userdata, shelf.as_ptr()) };
        match (code, Shelf::close(shelf)) {
            (0, closed) => closed.inspect_err(|error| last::put(Some(not_closed_well(*error)))).map(|()| 0),
            (code, _) => Ok(code),
        }
    })
}
