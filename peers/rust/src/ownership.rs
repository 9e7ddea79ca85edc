//! Group `ownership`: Box for what has one owner, Arc for what has several, Lent for the host's own memory; and Drop,
//! which gives back on every way out of an op what its success would have handed over.

pub mod arenas;
pub mod boxes;
pub mod buffers;
pub mod bundles;
pub mod files;
pub mod nodes;
pub mod records;

use crate::contain::{contain, contain_void, need, Result};
use crate::counted::{Counted, LentArc};
use crate::end::End;
use crate::host::{self, Lent};
use crate::live::{Count, Live};
use crate::sys::{self, elements, Destructor, Error, Out, Ownership, Str, Text};
use std::alloc::{self, Layout};
use std::collections::BTreeMap;
use std::ffi::{c_char, c_int, c_void, CStr, CString};
use std::mem::{self, ManuallyDrop};
use std::ptr::{self, NonNull};
use std::slice;
use std::sync::atomic::{AtomicI64, Ordering::Relaxed};
use std::sync::{Arc, LazyLock, Mutex, MutexGuard, PoisonError};

pub static OPS: Ownership = Ownership {
    live: Some(live),
    block_make: Some(block_make),
    block_free: Some(block_free),
    lent_make: Some(lent_make),
    lent_resize: Some(lent_resize),
    lent_free: Some(lent_free),
    object_create: Some(object_create),
    object_destroy: Some(object_destroy),
    object_get: Some(object_get),
    object_set: Some(object_set),
    object_name: Some(object_name),
    object_rename: Some(object_rename),
    object_clone: Some(object_clone),
    object_into_raw: Some(object_into_raw),
    object_from_raw: Some(object_from_raw),
    shared_create: Some(shared_create),
    shared_retain: Some(shared_retain),
    shared_release: Some(shared_release),
    shared_count: Some(shared_count),
    shared_get: Some(shared_get),
    list_create: Some(list_create),
    list_destroy: Some(list_destroy),
    list_push: Some(list_push),
    list_count: Some(list_count),
    list_at: Some(list_at),
    list_clone: Some(list_clone),
    child_policy: Some(child_policy),
    parent_create: Some(parent_create),
    parent_set: Some(parent_set),
    parent_destroy: Some(parent_destroy),
    parent_child: Some(parent_child),
    child_get: Some(child_get),
    child_destroy: Some(child_destroy),
    holder_create: Some(holder_create),
    holder_destroy: Some(holder_destroy),
    holder_give: Some(holder_give),
    holder_put: Some(holder_put),
    holder_take: Some(holder_take),
    slot_create: Some(slot_create),
    slot_destroy: Some(slot_destroy),
    slot_set: Some(slot_set),
    slot_get: Some(slot_get),
    slot_clear: Some(slot_clear),
    slot_freeze: Some(slot_freeze),
    text_make: Some(text_make),
    text_free: Some(text_free),
    id_open: Some(id_open),
    id_get: Some(id_get),
    id_close: Some(id_close),
    shared_retain_many: Some(shared_retain_many),
    shared_release_many: Some(shared_release_many),
    object_constant: Some(object_constant),
    id_move: Some(id_move),
    file_create: Some(files::create),
    file_destroy: Some(files::destroy),
    file_attach: Some(files::attach),
    file_adopt: Some(files::adopt),
    file_descriptor: Some(files::descriptor),
    file_detach: Some(files::detach),
    node_create: Some(nodes::create),
    node_ref: Some(nodes::r#ref),
    node_unref: Some(nodes::unref),
    node_count: Some(nodes::count),
    node_value: Some(nodes::value),
    node_set_child: Some(nodes::set_child),
    node_adopt_child: Some(nodes::adopt_child),
    node_peek_child: Some(nodes::peek_child),
    node_get_child: Some(nodes::get_child),
    node_steal_child: Some(nodes::steal_child),
    node_set_friend: Some(nodes::set_friend),
    node_get_friend: Some(nodes::get_friend),
    node_clone: Some(nodes::clone),
    bundle_make: Some(bundles::make),
    bundle_add: Some(bundles::add),
    bundle_destroy: Some(bundles::destroy),
    bundle_iterate: Some(bundles::iterate),
    iterator_next: Some(bundles::iterator_next),
    iterator_destroy: Some(bundles::iterator_destroy),
    strings_split: Some(records::strings_split),
    strings_free: Some(records::strings_free),
    record_init: Some(records::record_init),
    record_set: Some(records::record_set),
    record_move: Some(records::record_move),
    record_clear: Some(records::record_clear),
    packet_make: Some(records::packet_make),
    blocks_hand_out: Some(records::blocks_hand_out),
    blocks_collect: Some(records::blocks_collect),
    arena_create: Some(arenas::create),
    arena_alloc: Some(arenas::alloc),
    arena_defer: Some(arenas::defer),
    arena_reset: Some(arenas::reset),
    arena_destroy: Some(arenas::destroy),
    free_policy: Some(buffers::free_policy),
    free_pending: Some(buffers::free_pending),
    buffer_wrap: Some(buffers::wrap),
    buffer_slice: Some(buffers::slice),
    buffer_copy: Some(buffers::copy),
    buffer_pin: Some(buffers::pin),
    buffer_unpin: Some(buffers::unpin),
    buffer_detach: Some(buffers::detach),
    buffer_destroy: Some(buffers::destroy),
    allocator_use: Some(boxes::allocator_use),
    box_create: Some(boxes::create),
    box_set: Some(boxes::set),
    box_get: Some(boxes::get),
    box_destroy: Some(boxes::destroy),
};

static LIVE: Count = Count::new();

extern "C" fn live() -> u64 {
    LIVE.get() as u64
}

// ---- blocks of Rust's own memory ------------------------------------------------------------------------------------

/// Rust's allocator gives no block of size 0, so the smallest one has a byte.
fn block_layout(size: usize, align: usize) -> Result<Layout> {
    host::layout(size.max(1), align)
}

extern "C" fn block_make(size: usize, align: usize, fill: u8, out: Out<'_, *mut c_void>) -> c_int {
    contain(|| {
        let out = need(out)?;
        let layout = block_layout(size, align)?;
        // SAFETY: the layout's size is not 0.
        let block = NonNull::new(unsafe { alloc::alloc(layout) }).ok_or(Error::Memory)?;
        // SAFETY: the block is new and has at least `size` bytes.
        unsafe { block.write_bytes(fill, size) };
        out.write(block.as_ptr().cast());
        Ok(())
    })
}

extern "C" fn block_free(block: *mut c_void, size: usize, align: usize) {
    contain_void(|| {
        if let (false, Ok(layout)) = (block.is_null(), block_layout(size, align)) {
            // SAFETY: C gives back a block of block_make, with the size and alignment that it was made with.
            unsafe { alloc::dealloc(block.cast(), layout) };
        }
    });
}

// ---- blocks of lent memory ------------------------------------------------------------------------------------------

extern "C" fn lent_make(size: usize, align: usize, fill: u8, out: Out<'_, *mut c_void>) -> c_int {
    contain(|| {
        let out = need(out)?;
        let block = Lent::filled(host::layout(size, align)?, fill)?;
        out.write(block.into_raw().as_ptr().cast());
        Ok(())
    })
}

extern "C" fn lent_resize(
    block: *mut c_void,
    old_size: usize,
    align: usize,
    new_size: usize,
    fill: u8,
    out: Out<'_, *mut c_void>,
) -> c_int {
    contain(|| {
        let (block, out) = (need(NonNull::new(block))?, need(out)?);
        let layout = host::layout(old_size, align)?;
        // SAFETY: C passes a live block of lent memory with its size and alignment.  If it can't be resized it stays
        // C's, which is why it is not dropped on the way out.
        let mut block = ManuallyDrop::new(unsafe { Lent::from_raw(block.cast(), layout) });
        block.resize(new_size)?;
        if new_size > old_size {
            // SAFETY: the block has new_size bytes now.
            unsafe { ptr::write_bytes(block.as_ptr().add(old_size), fill, new_size - old_size) };
        }
        out.write(block.as_ptr().cast());
        Ok(())
    })
}

extern "C" fn lent_free(block: *mut c_void, size: usize, align: usize) {
    contain_void(|| {
        if let (Some(block), Ok(layout)) = (NonNull::new(block), host::layout(size, align)) {
            // SAFETY: C gives away a live block of lent memory with its size and alignment.
            drop(unsafe { Lent::from_raw(block.cast(), layout) });
        }
    });
}

// ---- objects: one owner ---------------------------------------------------------------------------------------------

pub struct Object {
    value: i64,
    name: CString,
    _live: Option<Live>, // None: the constant one, which does not count
}

/// The one object that is nobody's: it is found by its address before a handle is taken for one that can be changed.
static CONSTANT: LazyLock<Object> = LazyLock::new(|| Object { value: 0, name: c"constant".to_owned(), _live: None });

impl Object {
    fn new(value: i64, name: &CStr) -> Box<Self> {
        Box::new(Object { value, name: name.to_owned(), _live: Some(LIVE.enter()) })
    }

    /// An object that can be changed.
    ///
    /// # Safety
    /// The handle is C's, which uses the object in no other op meanwhile.
    unsafe fn of<'a>(handle: *mut Object) -> Result<&'a mut Self> {
        let handle = need(NonNull::new(handle))?;
        if ptr::eq(handle.as_ptr(), &*CONSTANT) {
            return Err(Error::State);
        }
        // SAFETY: the caller's promise, and it is not the constant.
        Ok(unsafe { &mut *handle.as_ptr() })
    }
}

extern "C" fn object_constant(out: Out<'_, *const Object>) -> c_int {
    contain(|| {
        need(out)?.write(&*CONSTANT);
        Ok(())
    })
}

extern "C" fn object_create(value: i64, name: Str<'_>, out: Out<'_, Box<Object>>) -> c_int {
    contain(|| {
        let (name, out) = (need(name.get())?, need(out)?);
        out.write(Object::new(value, name));
        Ok(())
    })
}

extern "C" fn object_destroy(object: *mut Object) {
    contain_void(|| {
        // SAFETY: C gives the handle back.
        if let Ok(object) = unsafe { Object::of(object) } {
            // SAFETY: it is a Box, since it is not the constant.
            drop(unsafe { Box::from_raw(object) });
        }
    });
}

extern "C" fn object_get(object: Option<&Object>, out: Out<'_, i64>) -> c_int {
    contain(|| {
        let (object, out) = (need(object)?, need(out)?);
        out.write(object.value);
        Ok(())
    })
}

extern "C" fn object_set(object: *mut Object, value: i64) -> c_int {
    contain(|| {
        // SAFETY: the handle is C's.
        unsafe { Object::of(object) }?.value = value;
        Ok(())
    })
}

extern "C" fn object_name(object: Option<&Object>, out: Out<'_, *const c_char>) -> c_int {
    contain(|| {
        let (object, out) = (need(object)?, need(out)?);
        out.write(object.name.as_ptr());
        Ok(())
    })
}

extern "C" fn object_rename(object: *mut Object, name: Str<'_>) -> c_int {
    contain(|| {
        // SAFETY: the handle is C's.  The name may be the object's own, which is apart from it.
        let (object, name) = (unsafe { Object::of(object) }?, need(name.get())?);
        // Copied before the old name is dropped, since it may be that one.
        object.name = name.to_owned();
        Ok(())
    })
}

extern "C" fn object_clone(object: Option<&Object>, out: Out<'_, Box<Object>>) -> c_int {
    contain(|| {
        let (object, out) = (need(object)?, need(out)?);
        out.write(Object::new(object.value, &object.name));
        Ok(())
    })
}

/// The handle is a plain pointer already; the object is kept from being dropped by never making a Box of it.
extern "C" fn object_into_raw(object: *mut Object, out: Out<'_, *mut c_void>) -> c_int {
    contain(|| {
        let (object, out) = (need(NonNull::new(object))?, need(out)?);
        out.write(object.as_ptr().cast());
        Ok(())
    })
}

extern "C" fn object_from_raw(raw: *mut c_void, out: Out<'_, *mut Object>) -> c_int {
    contain(|| {
        let (raw, out) = (need(NonNull::new(raw))?, need(out)?);
        out.write(raw.as_ptr().cast());
        Ok(())
    })
}

// ---- shared objects: counted references -----------------------------------------------------------------------------

pub struct Shared {
    value: i64,
    _live: Live,
}

/// `SEAM_SHARED_MAX`
const SHARED_MAX: usize = 0xFFFF_FFFF;

extern "C" fn shared_create(value: i64, out: Out<'_, LentArc<Shared>>) -> c_int {
    contain(|| {
        let out = need(out)?;
        out.write(LentArc::new(Shared { value, _live: LIVE.enter() })?);
        Ok(())
    })
}

extern "C" fn shared_retain(shared: Option<&Counted<Shared>>) -> c_int {
    contain(|| need(shared)?.retain_many(1, SHARED_MAX))
}

extern "C" fn shared_retain_many(shared: Option<&Counted<Shared>>, n: u64) -> c_int {
    contain(|| need(shared)?.retain_many(usize::try_from(n).map_err(|_| Error::Range)?, SHARED_MAX))
}

extern "C" fn shared_release(shared: Option<LentArc<Shared>>) {
    contain_void(|| drop(shared));
}

extern "C" fn shared_release_many(shared: *mut Counted<Shared>, n: u64) -> c_int {
    contain(|| {
        let shared = need(NonNull::new(shared))?;
        let n = usize::try_from(n).map_err(|_| Error::Range)?;
        if n > 0 {
            // SAFETY: C gives `n` references back; the last of them is left for the drop.
            unsafe {
                shared.as_ref().release_all_but_one(n)?;
                drop(LentArc::from_raw(shared));
            }
        }
        Ok(())
    })
}

extern "C" fn shared_count(shared: Option<&Counted<Shared>>, out: Out<'_, u64>) -> c_int {
    contain(|| {
        let (shared, out) = (need(shared)?, need(out)?);
        out.write(shared.count() as u64);
        Ok(())
    })
}

extern "C" fn shared_get(shared: Option<&Counted<Shared>>, out: Out<'_, i64>) -> c_int {
    contain(|| {
        let (shared, out) = (need(shared)?, need(out)?);
        out.write(shared.value);
        Ok(())
    })
}

// ---- lists: lent memory, whole --------------------------------------------------------------------------------------

/// A Vec in lent memory, of entries in lent memory.
pub struct LentList {
    table: Option<Lent>,
    count: usize,
    _live: Live,
}

impl LentList {
    fn new() -> Self {
        LentList { table: None, count: 0, _live: LIVE.enter() }
    }

    fn start(&self) -> *mut Lent {
        self.table.as_ref().map_or(ptr::dangling_mut(), |table| table.as_ptr().cast())
    }

    fn entries(&self) -> &[Lent] {
        // SAFETY: the table holds `count` entries, and borrowing self keeps them from being changed.
        unsafe { slice::from_raw_parts(self.start(), self.count) }
    }

    fn push(&mut self, bytes: &[u8]) -> Result {
        let entry = Lent::copy_of(bytes)?;
        self.make_room()?;
        // SAFETY: there is room for an entry behind the last one.
        unsafe { self.start().add(self.count).write(entry) };
        self.count += 1;
        Ok(())
    }

    fn make_room(&mut self) -> Result {
        match &mut self.table {
            None => self.table = Some(Lent::new(Layout::new::<[Lent; 4]>())?),
            Some(table) if table.layout().size() == self.count * size_of::<Lent>() => {
                table.resize(table.layout().size() * 2)?;
            }
            Some(_) => {}
        }
        Ok(())
    }

    fn try_clone(&self) -> Result<Self> {
        let mut list = LentList::new();
        for entry in self.entries() {
            list.push(entry.as_bytes())?;
        }
        Ok(list)
    }
}

impl Drop for LentList {
    fn drop(&mut self) {
        // SAFETY: the table holds `count` entries, which nobody uses after this.
        unsafe { ptr::drop_in_place(ptr::slice_from_raw_parts_mut(self.start(), self.count)) };
    }
}

extern "C" fn list_create(out: Out<'_, *mut LentList>) -> c_int {
    contain(|| {
        let out = need(out)?;
        out.write(host::move_in(LentList::new())?.as_ptr());
        Ok(())
    })
}

extern "C" fn list_destroy(list: *mut LentList) {
    contain_void(|| {
        if let Some(list) = NonNull::new(list) {
            // SAFETY: C gives back a list that move_in made.
            drop(unsafe { host::move_out(list) });
        }
    });
}

extern "C" fn list_push(list: Option<&mut LentList>, bytes: *const c_void, size: usize) -> c_int {
    contain(|| {
        let list = need(list)?;
        need(NonNull::new(bytes.cast_mut()))?;
        // SAFETY: C lends `size` bytes for the call.
        list.push(unsafe { elements(bytes.cast(), size) }?)
    })
}

extern "C" fn list_count(list: Option<&LentList>, out: Out<'_, usize>) -> c_int {
    contain(|| {
        let (list, out) = (need(list)?, need(out)?);
        out.write(list.count);
        Ok(())
    })
}

extern "C" fn list_at(
    list: Option<&LentList>,
    index: usize,
    out: Out<'_, *const c_void>,
    size: Out<'_, usize>,
) -> c_int {
    contain(|| {
        let (list, out, size) = (need(list)?, need(out)?, need(size)?);
        let entry = list.entries().get(index).ok_or(Error::Range)?;
        out.write(entry.as_ptr().cast());
        size.write(entry.layout().size());
        Ok(())
    })
}

extern "C" fn list_clone(list: Option<&LentList>, out: Out<'_, *mut LentList>) -> c_int {
    contain(|| {
        let (list, out) = (need(list)?, need(out)?);
        out.write(host::move_in(list.try_clone()?)?.as_ptr());
        Ok(())
    })
}

// ---- parents and children: the child keeps its parent ---------------------------------------------------------------

pub struct Parent {
    value: AtomicI64,
    _live: Live,
}

pub struct Child {
    parent: Arc<Parent>,
    _live: Live,
}

extern "C" fn child_policy() -> u32 {
    sys::CHILD_KEEPS
}

extern "C" fn parent_create(value: i64, out: Out<'_, *const Parent>) -> c_int {
    contain(|| {
        let out = need(out)?;
        out.write(Arc::into_raw(Arc::new(Parent { value: AtomicI64::new(value), _live: LIVE.enter() })));
        Ok(())
    })
}

extern "C" fn parent_set(parent: Option<&Parent>, value: i64) -> c_int {
    contain(|| {
        need(parent)?.value.store(value, Relaxed);
        Ok(())
    })
}

extern "C" fn parent_destroy(parent: *const Parent) -> c_int {
    contain(|| {
        if !parent.is_null() {
            // SAFETY: the pointer comes from Arc::into_raw, and C gives back its reference.
            drop(unsafe { Arc::from_raw(parent) });
        }
        Ok(())
    })
}

extern "C" fn parent_child(parent: *const Parent, out: Out<'_, Box<Child>>) -> c_int {
    contain(|| {
        need(NonNull::new(parent.cast_mut()))?;
        let out = need(out)?;
        // SAFETY: the pointer comes from Arc::into_raw.  C's reference stays; the child gets one of its own.
        let parent = ManuallyDrop::new(unsafe { Arc::from_raw(parent) });
        out.write(Box::new(Child { parent: Arc::clone(&parent), _live: LIVE.enter() }));
        Ok(())
    })
}

extern "C" fn child_get(child: Option<&Child>, out: Out<'_, i64>) -> c_int {
    contain(|| {
        let (child, out) = (need(child)?, need(out)?);
        out.write(child.parent.value.load(Relaxed));
        Ok(())
    })
}

extern "C" fn child_destroy(child: Option<Box<Child>>) {
    contain_void(|| drop(child));
}

// ---- holders: lent memory changes its owner -------------------------------------------------------------------------

pub struct Holder {
    held: Option<Lent>,
    _live: Live,
}

extern "C" fn holder_create(out: Out<'_, Box<Holder>>) -> c_int {
    contain(|| {
        let out = need(out)?;
        out.write(Box::new(Holder { held: None, _live: LIVE.enter() }));
        Ok(())
    })
}

extern "C" fn holder_destroy(holder: Option<Box<Holder>>) {
    contain_void(|| drop(holder));
}

/// Takes the block last of all, so that on failure it is still C's.
extern "C" fn holder_give(holder: Option<&mut Holder>, block: *mut c_void, size: usize, align: usize) -> c_int {
    contain(|| {
        let (holder, block) = (need(holder)?, need(NonNull::new(block))?);
        let layout = host::layout(size, align)?;
        if size > sys::HOLDER_MAX {
            return Err(Error::Range);
        }
        if holder.held.is_some() {
            return Err(Error::State);
        }
        // SAFETY: C gives away a live block of lent memory with its size and alignment.
        holder.held = Some(unsafe { Lent::from_raw(block.cast(), layout) });
        Ok(())
    })
}

/// Takes the block first of all, so that on failure it is dropped.
extern "C" fn holder_put(holder: Option<&mut Holder>, block: *mut c_void, size: usize, align: usize) -> c_int {
    contain(|| {
        let block = need(NonNull::new(block))?;
        // SAFETY: C gives away a live block of lent memory with its size and alignment.
        let block = unsafe { Lent::from_raw(block.cast(), host::layout(size, align)?) };
        let holder = need(holder)?;
        if size > sys::HOLDER_MAX {
            return Err(Error::Range);
        }
        holder.held = Some(block);
        Ok(())
    })
}

extern "C" fn holder_take(
    holder: Option<&mut Holder>,
    block: Out<'_, *mut c_void>,
    size: Out<'_, usize>,
    align: Out<'_, usize>,
) -> c_int {
    contain(|| {
        let (holder, block, size, align) = (need(holder)?, need(block)?, need(size)?, need(align)?);
        let held = holder.held.take().ok_or(Error::State)?;
        size.write(held.layout().size());
        align.write(held.layout().align());
        block.write(held.into_raw().as_ptr().cast());
        Ok(())
    })
}

// ---- slots: userdata with a destructor ------------------------------------------------------------------------------

pub struct Slot {
    registered: Option<End>,
    frozen: bool,
    _live: Live,
}

extern "C" fn slot_create(out: Out<'_, Box<Slot>>) -> c_int {
    contain(|| {
        let out = need(out)?;
        out.write(Box::new(Slot { registered: None, frozen: false, _live: LIVE.enter() }));
        Ok(())
    })
}

extern "C" fn slot_destroy(slot: Option<Box<Slot>>) {
    contain_void(|| drop(slot));
}

extern "C" fn slot_set(slot: Option<&mut Slot>, userdata: *mut c_void, release: Option<Destructor>) -> c_int {
    contain(|| {
        let new = End::new(userdata, release);
        let slot = need(slot)?;
        if slot.frozen {
            return Err(Error::State);
        }
        drop(slot.registered.replace(new));
        Ok(())
    })
}

extern "C" fn slot_get(slot: Option<&Slot>, out: Out<'_, *mut c_void>) -> c_int {
    contain(|| {
        let (slot, out) = (need(slot)?, need(out)?);
        out.write(slot.registered.as_ref().ok_or(Error::State)?.userdata());
        Ok(())
    })
}

extern "C" fn slot_clear(slot: Option<&mut Slot>) -> c_int {
    contain(|| {
        let slot = need(slot)?;
        if slot.frozen {
            return Err(Error::State);
        }
        drop(slot.registered.take());
        Ok(())
    })
}

extern "C" fn slot_freeze(slot: Option<&mut Slot>) -> c_int {
    contain(|| {
        need(slot)?.frozen = true;
        Ok(())
    })
}

// ---- texts: static, inline and heap bytes behind one free -----------------------------------------------------------

extern "C" fn text_make(bytes: *const c_char, size: usize, out: Out<'_, Text>) -> c_int {
    contain(|| {
        // SAFETY: C lends `size` bytes for the call.
        let (from, out) = (unsafe { elements(bytes, size) }?, need(out)?);
        let text = out.write(Text {
            bytes: c"".as_ptr(),
            size,
            kind: sys::TEXT_STATIC,
            reserved: 0,
            small: [0; sys::TEXT_SMALL],
        });
        if size >= sys::TEXT_SMALL {
            let heap: Box<[c_char]> = [from, &[0]].concat().into();
            text.bytes = Box::into_raw(heap).cast();
            text.kind = sys::TEXT_HEAP;
        } else if size > 0 {
            text.small[..size].copy_from_slice(from);
            text.bytes = text.small.as_ptr();
            text.kind = sys::TEXT_INLINE;
        }
        Ok(())
    })
}

extern "C" fn text_free(text: Option<&mut Text>) {
    contain_void(|| {
        let Some(text) = text else { return };
        if text.kind == sys::TEXT_HEAP {
            let heap = ptr::slice_from_raw_parts_mut(text.bytes.cast_mut(), text.size + 1);
            // SAFETY: text_make left these bytes, from a Box of this length, and TEXT_HEAP stands for having it.
            drop(unsafe { Box::from_raw(heap) });
        }
        text.bytes = ptr::null();
        text.size = 0;
        text.kind = sys::TEXT_NONE;
    });
}

// ---- ids: handles that know when they are stale ---------------------------------------------------------------------

struct Ids {
    last: u64,
    open: BTreeMap<u64, (i64, Live)>,
}

/// The open ids.  A thread that panicked has left them whole, so poison is no reason to refuse.
fn ids() -> MutexGuard<'static, Ids> {
    static IDS: Mutex<Ids> = Mutex::new(Ids { last: 0, open: BTreeMap::new() });
    IDS.lock().unwrap_or_else(PoisonError::into_inner)
}

extern "C" fn id_open(value: i64, out: Out<'_, u64>) -> c_int {
    contain(|| {
        let out = need(out)?;
        let mut ids = ids();
        ids.last += 1;
        let id = ids.last;
        ids.open.insert(id, (value, LIVE.enter()));
        out.write(id);
        Ok(())
    })
}

extern "C" fn id_move(id: u64, out: Out<'_, u64>) -> c_int {
    contain(|| {
        let out = need(out)?;
        let mut ids = ids();
        let object = ids.open.remove(&id).ok_or(Error::NotFound)?;
        ids.last += 1;
        let id = ids.last;
        ids.open.insert(id, object);
        out.write(id);
        Ok(())
    })
}

extern "C" fn id_get(id: u64, out: Out<'_, i64>) -> c_int {
    contain(|| {
        let out = need(out)?;
        out.write(ids().open.get(&id).ok_or(Error::NotFound)?.0);
        Ok(())
    })
}

extern "C" fn id_close(id: u64) -> c_int {
    contain(|| {
        let mut ids = ids();
        ids.open.remove(&id).ok_or(Error::NotFound)?;
        if ids.open.is_empty() {
            // An empty map may keep a node.
            drop(mem::take(&mut ids.open));
        }
        Ok(())
    })
}
