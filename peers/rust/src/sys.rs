//! What the C headers declare: seam/seam.h, and the table of each group.
//!
//! Only C calls what stands in a table, and it keeps the promises of the headers.  So a pointer has the type that says
//! what was promised, and NULL is `None`:
//!
//! | type                              | the pointer                                                                 |
//! |-----------------------------------|-----------------------------------------------------------------------------|
//! | `Option<&T>`, `Option<&mut T>`    | to a T, which C leaves alone during the call                                |
//! | `Out<T>`                          | to where a T is to be stored; what is there need not be one                 |
//! | `Option<Box<T>>`                  | to a T that was boxed here, and comes back to be dropped                    |
//! | `Option<LentBox<T>>`              | the same, where the T is in lent memory                                     |
//! | `Option<&Counted<T>>`             | to a T with counted references, of which C has one                          |
//! | `Option<LentArc<T>>`              | to such a T: a reference that C gives back                                  |
//! | `Str`                             | to a terminated string, which C leaves alone during the call                |
//! | `*const T`, `*mut T`              | all else: it stands with a length, or callbacks may change what it points to |

use crate::callbacks::bus::{Bus, Subscribed, Watch};
use crate::callbacks::streams::{Answer, Memory, Transfer};
use crate::callbacks::values::{Echoes, Relay, RelayStructs, Structs, Twelve, TwelveFn, Values};
use crate::callbacks::work::{Done, Work};
use crate::contain::Result;
use crate::counted::{Counted, LentArc};
use crate::lent::LentBox;
use crate::ownership::arenas::Arena;
use crate::ownership::boxes::{Allocator, Kept};
use crate::ownership::buffers::{Buffer, Free};
use crate::ownership::bundles::{Bundle, Iter};
use crate::ownership::files::File;
use crate::ownership::nodes::Node as OwnNode;
use crate::ownership::records::{Give, Packet, Record, Strings as TextParts, Take};
use crate::ownership::{Child, Holder, LentList, Object as OwnObject, Parent, Shared, Slot};
use crate::strings::{List, Store};
use std::alloc::Layout as MemoryLayout;
use std::ffi::{c_char, c_int, c_void, CStr};
use std::marker::PhantomData;
use std::mem::MaybeUninit;
use std::ptr::NonNull;
use std::{ptr, slice};

pub const SEAM_ABI: u32 = 1;

/// `enum seam_error`
#[derive(Clone, Copy)]
#[repr(i32)]
#[allow(dead_code)]
pub enum Error {
    Failed = -1,
    Null = -2,
    Nul = -3,
    Encoding = -4,
    Range = -5,
    Space = -6,
    Memory = -7,
    Panic = -8,
    State = -9,
    Unsupported = -10,
    Version = -11,
    NotFound = -12,
}

pub const SEAM_UTF8_ONLY: u64 = 1 << 0;
pub const SEAM_PANIC_ABORTS: u64 = 1 << 4;

/// `struct seam_host`
#[repr(C)]
pub struct Host {
    pub abi: u32,
    pub size: u32,
    pub alloc: unsafe extern "C" fn(host: &Host, size: usize, align: usize) -> *mut c_void,
    pub realloc: unsafe extern "C" fn(
        host: &Host,
        block: *mut c_void,
        old_size: usize,
        align: usize,
        new_size: usize,
    ) -> *mut c_void,
    pub free: unsafe extern "C" fn(host: &Host, block: *mut c_void, size: usize, align: usize),
    pub log: unsafe extern "C" fn(host: &Host, text: *const c_char),
}

/// `struct seam_offer`
#[repr(C)]
pub struct Offer {
    group: *const c_char,
    size: usize,
    ops: *const c_void,
}

impl Offer {
    pub const fn new<T>(group: &'static CStr, ops: &'static T) -> Self {
        Offer { group: group.as_ptr(), size: size_of::<T>(), ops: ptr::from_ref(ops).cast() }
    }
}

/// `struct seam_peer`
#[repr(C)]
pub struct Peer {
    abi: u32,
    size: u32,
    name: *const c_char,
    language: *const c_char,
    toolchain: *const c_char,
    traits: u64,
    offers: *const Offer,
    n_offers: usize,
}

impl Peer {
    pub const fn new(
        name: &'static CStr,
        language: &'static CStr,
        toolchain: &'static CStr,
        traits: u64,
        offers: &'static [Offer],
    ) -> Self {
        Peer {
            abi: SEAM_ABI,
            size: size_of::<Peer>() as u32,
            name: name.as_ptr(),
            language: language.as_ptr(),
            toolchain: toolchain.as_ptr(),
            traits,
            offers: offers.as_ptr(),
            n_offers: offers.len(),
        }
    }
}

// SAFETY: all that the pointers of an Offer or a Peer reach is 'static and never written.
unsafe impl Sync for Offer {}
// SAFETY: as above.
unsafe impl Sync for Peer {}

/// An out-parameter.
pub type Out<'a, T> = Option<&'a mut MaybeUninit<T>>;

/// A terminated string that is borrowed for the call, or NULL.
#[derive(Clone, Copy)]
#[repr(transparent)]
pub struct Str<'a>(*const c_char, PhantomData<&'a CStr>);

impl<'a> Str<'a> {
    pub fn get(self) -> Option<&'a CStr> {
        if self.0.is_null() {
            return None;
        }
        // SAFETY: a Str comes from C alone, which gives terminated strings and leaves them alone during 'a.
        Some(unsafe { CStr::from_ptr(self.0) })
    }
}

/// The elements of an array that C passes as pointer and length.  An empty one may have any pointer.
///
/// # Safety
/// There are `n` elements at `start`, unless it is NULL, and nobody writes them during 'a.
pub unsafe fn elements<'a, T>(start: *const T, n: usize) -> Result<&'a [T]> {
    if n == 0 {
        return Ok(&[]);
    }
    if start.is_null() {
        return Err(Error::Null);
    }
    // No array is that large, whatever C says.
    MemoryLayout::array::<T>(n).map_err(|_| Error::Memory)?;
    // SAFETY: the caller's promise.
    Ok(unsafe { slice::from_raw_parts(start, n) })
}

/// A struct that says its own size, as far as its maker knew it; what it does not hold is zero.
///
/// # Safety
/// T is `repr(C)`, starts with a `usize`, is good when all of it is zero, and has no member smaller than `smallest`.
/// At `from` there are as many bytes as stand in that `usize`, itself included.
pub unsafe fn known<T: Copy>(from: NonNull<T>, smallest: usize) -> T {
    let mut known = MaybeUninit::<T>::zeroed();
    // SAFETY: the caller's promise; no more is copied than either has, and a member whole or not at all.
    unsafe {
        let size = from.cast::<usize>().read().min(size_of::<T>());
        ptr::copy_nonoverlapping(from.cast::<u8>().as_ptr(), known.as_mut_ptr().cast(), size - size % smallest);
        known.assume_init()
    }
}

/// Declares a table of C function pointers.
macro_rules! table {
    ($(#[$doc:meta])* $name:ident { $(fn $op:ident($($arg:ident: $type:ty),*) $(-> $result:ty)?;)* }) => {
        $(#[$doc])*
        #[repr(C)]
        pub struct $name {
            $(pub $op: Option<extern "C" fn($($arg: $type),*) $(-> $result)?>,)*
        }
    };
}
pub(crate) use table; // a group may declare its table beside its ops

// ---- layout ---------------------------------------------------------------------------------------------------------

pub use crate::layout::types::{Enums, Fixed12, Fixed24, List as Node, Options, Tagged, Vec2};

/// `struct seam_view`
#[repr(C)]
pub struct View {
    pub size: u64,
    pub align: u64,
    pub offset: u64,
    pub count: u64,
    pub kind: u32,
    pub is_signed: u32,
}

table! {
    /// `struct seam_layout`
    Layout {
        fn describe(r#type: Str<'_>, field: Str<'_>, out: Out<'_, View>) -> c_int;
        fn write(r#type: Str<'_>, field: Str<'_>, object: *mut c_void, leaf: *const c_void) -> c_int;
        fn read(r#type: Str<'_>, field: Str<'_>, object: *const c_void, leaf: *mut c_void) -> c_int;
        fn emit(r#type: Str<'_>, object: *const c_void, bytes: *mut c_void, size: usize) -> c_int;
        fn fill(out: *mut Fixed12, n: usize, first: u32) -> c_int;
        fn sum(items: *const Fixed12, n: usize, out: Out<'_, u64>) -> c_int;
        fn truth(number: i64, out: Out<'_, bool>) -> c_int;
        fn enum_value(name: Str<'_>, number: Out<'_, i64>) -> c_int;
        fn enum_name(r#type: Str<'_>, number: i64, name: Out<'_, *const c_char>) -> c_int;
        fn enum_load(from: Option<&Enums>, grade: Out<'_, i64>, flag: Out<'_, i64>) -> c_int;
        fn tagged_get(from: Option<&Tagged>, tag: u32, out: *mut c_void) -> c_int;
        fn tagged_set(object: Option<&mut Tagged>, tag: u32, value: *const c_void) -> c_int;
        fn list_sum(head: *const Node, out: Out<'_, i64>) -> c_int;
        fn options_init(options: *mut c_void, version: u32) -> c_int;
        fn options_apply(from: *const c_void, out: Out<'_, Options>) -> c_int;
        fn copy_fixed12(from: Option<&Fixed12>, out: Out<'_, Fixed12>) -> c_int;
        fn take_fixed12(value: Fixed12, out: Out<'_, Fixed12>) -> c_int;
        fn give_fixed12(from: Option<&Fixed12>) -> Fixed12;
        fn copy_fixed24(from: Option<&Fixed24>, out: Out<'_, Fixed24>) -> c_int;
        fn take_fixed24(value: Fixed24, out: Out<'_, Fixed24>) -> c_int;
        fn give_fixed24(from: Option<&Fixed24>) -> Fixed24;
        fn copy_vec2(from: Option<&Vec2>, out: Out<'_, Vec2>) -> c_int;
        fn take_vec2(value: Vec2, out: Out<'_, Vec2>) -> c_int;
        fn give_vec2(from: Option<&Vec2>) -> Vec2;
    }
}

// ---- strings --------------------------------------------------------------------------------------------------------

/// `SEAM_STRINGS_FIELD`
pub const STRINGS_FIELD: usize = 16;

/// `seam_strings_visitor`
pub type Visitor = unsafe extern "C" fn(userdata: *mut c_void, piece: *const c_char, n: usize);

table! {
    /// `struct seam_strings`
    Strings {
        fn echo(s: Str<'_>, out: Out<'_, *mut c_char>) -> c_int;
        fn echo_optional(s: Str<'_>, out: Out<'_, *mut c_char>) -> c_int;
        fn echo_n(s: *const c_char, n: usize, out: Out<'_, *mut c_char>, out_n: Out<'_, usize>,
                  nul_at: Out<'_, usize>) -> c_int;
        fn terminate(s: *const c_char, n: usize, out: Out<'_, *mut c_char>, nul_at: Out<'_, usize>) -> c_int;
        fn release(s: *mut c_char);
        fn length(s: Str<'_>, n: Out<'_, usize>) -> c_int;
        fn compare(a: Str<'_>, b: Str<'_>, order: Out<'_, c_int>) -> c_int;
        fn concat(a: Str<'_>, b: Str<'_>, out: Out<'_, *mut c_char>) -> c_int;
        fn lossy(s: *const c_char, n: usize, out: Out<'_, *mut c_char>, out_n: Out<'_, usize>) -> c_int;
        fn store_new(out: Out<'_, Box<Store>>) -> c_int;
        fn store_free(store: Option<Box<Store>>);
        fn store_set(store: Option<&mut Store>, s: Str<'_>) -> c_int;
        fn store_get(store: Option<&Store>, out: Out<'_, *const c_char>) -> c_int;
        fn fill(store: Option<&Store>, buf: *mut c_char, size: usize, needed: Out<'_, usize>) -> c_int;
        fn utf16_from_utf8(s: *const c_char, n: usize, out: Out<'_, *mut u16>, out_n: Out<'_, usize>,
                           nul_at: Out<'_, usize>) -> c_int;
        fn utf16_to_utf8(s: *const c_void, n: usize, out: Out<'_, *mut c_char>, out_n: Out<'_, usize>,
                         nul_at: Out<'_, usize>) -> c_int;
        fn utf16_length(s: *const c_void, units: Out<'_, usize>) -> c_int;
        fn utf16_release(s: *mut u16);
        fn list_new(items: *const *const c_char, lengths: *const usize, n: usize, out: Out<'_, Box<List>>,
                    nul_item: Out<'_, usize>, nul_at: Out<'_, usize>) -> c_int;
        fn list_count(list: Option<&List>, n: Out<'_, usize>) -> c_int;
        fn list_get(list: Option<&List>, i: usize, out: Out<'_, *const c_char>, out_n: Out<'_, usize>) -> c_int;
        fn list_free(list: Option<Box<List>>);
        fn list_join(items: *const Str<'_>, n: usize, separator: Str<'_>, out: Out<'_, *mut c_char>) -> c_int;
        fn list_split(s: Str<'_>, separator: c_char, out: Out<'_, *mut *mut c_char>, out_n: Out<'_, usize>) -> c_int;
        fn list_release(array: *mut *mut c_char, n: usize);
        fn field_get(field: Option<&[u8; STRINGS_FIELD]>, out: Out<'_, *mut c_char>) -> c_int;
        fn field_set(field: Option<&mut [u8; STRINGS_FIELD]>, s: Str<'_>) -> c_int;
        fn error_set(text: *const c_char, n: usize, nul_at: Out<'_, usize>) -> c_int;
        fn error_text(out: Out<'_, *const c_char>, out_n: Out<'_, usize>) -> c_int;
        fn visit(s: *const c_char, n: usize, separator: c_char, visitor: Option<Visitor>, userdata: *mut c_void,
                 nul_at: Out<'_, usize>) -> c_int;
    }
}

// ---- ownership ------------------------------------------------------------------------------------------------------

/// `SEAM_CHILD_KEEPS`
pub const CHILD_KEEPS: u32 = 1;

// `enum seam_own_text_kind`
pub const TEXT_NONE: u32 = 0;
pub const TEXT_STATIC: u32 = 1;
pub const TEXT_INLINE: u32 = 2;
pub const TEXT_HEAP: u32 = 3;

/// `SEAM_TEXT_SMALL`
pub const TEXT_SMALL: usize = 16;

/// `SEAM_HOLDER_MAX`
pub const HOLDER_MAX: usize = 4096;

/// `struct seam_own_text`
#[repr(C)]
pub struct Text {
    pub bytes: *const c_char,
    pub size: usize,
    pub kind: u32,
    pub reserved: u32,
    pub small: [c_char; TEXT_SMALL],
}

/// `seam_own_release_fn`, `seam_destroy_fn`
pub type Destructor = unsafe extern "C" fn(userdata: *mut c_void);

table! {
    /// `struct seam_ownership`
    Ownership {
        fn live() -> u64;
        fn block_make(size: usize, align: usize, fill: u8, out: Out<'_, *mut c_void>) -> c_int;
        fn block_free(block: *mut c_void, size: usize, align: usize);
        fn lent_make(size: usize, align: usize, fill: u8, out: Out<'_, *mut c_void>) -> c_int;
        fn lent_resize(block: *mut c_void, old_size: usize, align: usize, new_size: usize, fill: u8,
                       out: Out<'_, *mut c_void>) -> c_int;
        fn lent_free(block: *mut c_void, size: usize, align: usize);
        fn object_create(value: i64, name: Str<'_>, out: Out<'_, Box<OwnObject>>) -> c_int;
        fn object_destroy(object: *mut OwnObject);
        fn object_get(object: Option<&OwnObject>, out: Out<'_, i64>) -> c_int;
        fn object_set(object: *mut OwnObject, value: i64) -> c_int;
        fn object_name(object: Option<&OwnObject>, out: Out<'_, *const c_char>) -> c_int;
        fn object_rename(object: *mut OwnObject, name: Str<'_>) -> c_int;
        fn object_clone(object: Option<&OwnObject>, out: Out<'_, Box<OwnObject>>) -> c_int;
        fn object_into_raw(object: *mut OwnObject, out: Out<'_, *mut c_void>) -> c_int;
        fn object_from_raw(raw: *mut c_void, out: Out<'_, *mut OwnObject>) -> c_int;
        fn shared_create(value: i64, out: Out<'_, LentArc<Shared>>) -> c_int;
        fn shared_retain(shared: Option<&Counted<Shared>>) -> c_int;
        fn shared_release(shared: Option<LentArc<Shared>>);
        fn shared_count(shared: Option<&Counted<Shared>>, out: Out<'_, u64>) -> c_int;
        fn shared_get(shared: Option<&Counted<Shared>>, out: Out<'_, i64>) -> c_int;
        fn list_create(out: Out<'_, *mut LentList>) -> c_int;
        fn list_destroy(list: *mut LentList);
        fn list_push(list: Option<&mut LentList>, bytes: *const c_void, size: usize) -> c_int;
        fn list_count(list: Option<&LentList>, out: Out<'_, usize>) -> c_int;
        fn list_at(list: Option<&LentList>, index: usize, out: Out<'_, *const c_void>, size: Out<'_, usize>) -> c_int;
        fn list_clone(list: Option<&LentList>, out: Out<'_, *mut LentList>) -> c_int;
        fn child_policy() -> u32;
        fn parent_create(value: i64, out: Out<'_, *const Parent>) -> c_int;
        fn parent_set(parent: Option<&Parent>, value: i64) -> c_int;
        fn parent_destroy(parent: *const Parent) -> c_int;
        fn parent_child(parent: *const Parent, out: Out<'_, Box<Child>>) -> c_int;
        fn child_get(child: Option<&Child>, out: Out<'_, i64>) -> c_int;
        fn child_destroy(child: Option<Box<Child>>);
        fn holder_create(out: Out<'_, Box<Holder>>) -> c_int;
        fn holder_destroy(holder: Option<Box<Holder>>);
        fn holder_give(holder: Option<&mut Holder>, block: *mut c_void, size: usize, align: usize) -> c_int;
        fn holder_put(holder: Option<&mut Holder>, block: *mut c_void, size: usize, align: usize) -> c_int;
        fn holder_take(holder: Option<&mut Holder>, block: Out<'_, *mut c_void>, size: Out<'_, usize>,
                       align: Out<'_, usize>) -> c_int;
        fn slot_create(out: Out<'_, Box<Slot>>) -> c_int;
        fn slot_destroy(slot: Option<Box<Slot>>);
        fn slot_set(slot: Option<&mut Slot>, userdata: *mut c_void, release: Option<Destructor>) -> c_int;
        fn slot_get(slot: Option<&Slot>, out: Out<'_, *mut c_void>) -> c_int;
        fn slot_clear(slot: Option<&mut Slot>) -> c_int;
        fn slot_freeze(slot: Option<&mut Slot>) -> c_int;
        fn text_make(bytes: *const c_char, size: usize, out: Out<'_, Text>) -> c_int;
        fn text_free(text: Option<&mut Text>);
        fn id_open(value: i64, out: Out<'_, u64>) -> c_int;
        fn id_get(id: u64, out: Out<'_, i64>) -> c_int;
        fn id_close(id: u64) -> c_int;
        fn shared_retain_many(shared: Option<&Counted<Shared>>, n: u64) -> c_int;
        fn shared_release_many(shared: *mut Counted<Shared>, n: u64) -> c_int;
        fn object_constant(out: Out<'_, *const OwnObject>) -> c_int;
        fn id_move(id: u64, out: Out<'_, u64>) -> c_int;
        fn file_create(out: Out<'_, LentBox<File>>) -> c_int;
        fn file_destroy(file: Option<LentBox<File>>);
        fn file_attach(file: Option<&mut File>, descriptor: c_int, mode: u32) -> c_int;
        fn file_adopt(file: Option<&mut File>, descriptor: c_int) -> c_int;
        fn file_descriptor(file: Option<&File>, out: Out<'_, c_int>) -> c_int;
        fn file_detach(file: Option<&mut File>, out: Out<'_, c_int>) -> c_int;
        fn node_create(value: i64, out: Out<'_, LentArc<OwnNode>>) -> c_int;
        fn node_ref(node: Option<&Counted<OwnNode>>) -> c_int;
        fn node_unref(node: Option<LentArc<OwnNode>>);
        fn node_count(node: Option<&Counted<OwnNode>>, out: Out<'_, u64>) -> c_int;
        fn node_value(node: Option<&Counted<OwnNode>>, out: Out<'_, i64>) -> c_int;
        fn node_set_child(node: Option<&Counted<OwnNode>>, child: Option<&Counted<OwnNode>>) -> c_int;
        fn node_adopt_child(node: Option<&Counted<OwnNode>>, child: *mut Counted<OwnNode>) -> c_int;
        fn node_peek_child(node: Option<&Counted<OwnNode>>, out: Out<'_, *mut Counted<OwnNode>>) -> c_int;
        fn node_get_child(node: Option<&Counted<OwnNode>>, out: Out<'_, Option<LentArc<OwnNode>>>) -> c_int;
        fn node_steal_child(node: Option<&Counted<OwnNode>>, out: Out<'_, Option<LentArc<OwnNode>>>) -> c_int;
        fn node_set_friend(node: Option<&Counted<OwnNode>>, other: Option<&Counted<OwnNode>>) -> c_int;
        fn node_get_friend(node: Option<&Counted<OwnNode>>, out: Out<'_, LentArc<OwnNode>>) -> c_int;
        fn node_clone(node: Option<&Counted<OwnNode>>, out: Out<'_, LentArc<OwnNode>>) -> c_int;
        fn bundle_make(nodes: *const Option<&Counted<OwnNode>>, count: usize, out: Out<'_, LentArc<Bundle>>) -> c_int;
        fn bundle_add(bundle: Option<&Counted<Bundle>>, node: Option<&Counted<OwnNode>>) -> c_int;
        fn bundle_destroy(bundle: Option<LentArc<Bundle>>) -> c_int;
        fn bundle_iterate(bundle: Option<&Counted<Bundle>>, out: Out<'_, LentBox<Iter>>) -> c_int;
        fn iterator_next(iterator: Option<&mut Iter>, out: Out<'_, *mut Counted<OwnNode>>) -> c_int;
        fn iterator_destroy(iterator: Option<LentBox<Iter>>);
        fn strings_split(text: Str<'_>, separator: c_char, out: Out<'_, TextParts>) -> c_int;
        fn strings_free(strings: Option<&mut TextParts>);
        fn record_init(record: Out<'_, Record>) -> c_int;
        fn record_set(record: Option<&mut Record>, title: Str<'_>, bytes: *const u8, size: usize,
                      node: Option<&Counted<OwnNode>>) -> c_int;
        fn record_move(from: *mut Record, to: *mut MaybeUninit<Record>) -> c_int;
        fn record_clear(record: Option<&mut Record>);
        fn packet_make(bytes: *const c_void, size: usize, out: Out<'_, *mut Packet>) -> c_int;
        fn blocks_hand_out(count: usize, size: usize, take: Option<Take>, userdata: *mut c_void) -> c_int;
        fn blocks_collect(give: Option<Give>, userdata: *mut c_void, out: Out<'_, u64>) -> c_int;
        fn arena_create(out: Out<'_, LentBox<Arena>>) -> c_int;
        fn arena_alloc(arena: Option<&mut Arena>, size: usize, align: usize, out: Out<'_, *mut c_void>) -> c_int;
        fn arena_defer(arena: Option<&mut Arena>, userdata: *mut c_void, release: Option<Destructor>) -> c_int;
        fn arena_reset(arena: Option<&mut Arena>) -> c_int;
        fn arena_destroy(arena: *mut Arena);
        fn free_policy() -> u32;
        fn free_pending() -> c_int;
        fn buffer_wrap(bytes: *mut c_void, size: usize, free: Option<Free>, context: *mut c_void,
                       out: Out<'_, LentBox<Buffer>>) -> c_int;
        fn buffer_slice(buffer: Option<&Buffer>, offset: usize, size: usize, out: Out<'_, LentBox<Buffer>>) -> c_int;
        fn buffer_copy(buffer: Option<&Buffer>, out: Out<'_, LentBox<Buffer>>) -> c_int;
        fn buffer_pin(buffer: Option<&mut Buffer>, bytes: Out<'_, *mut c_void>, size: Out<'_, usize>) -> c_int;
        fn buffer_unpin(buffer: Option<&mut Buffer>) -> c_int;
        fn buffer_detach(buffer: Option<&Buffer>) -> c_int;
        fn buffer_destroy(buffer: Option<LentBox<Buffer>>);
        fn allocator_use(allocator: Option<&Allocator>) -> c_int;
        fn box_create(bytes: *const c_void, size: usize, out: Out<'_, NonNull<Kept>>) -> c_int;
        fn box_set(kept: Option<&mut Kept>, bytes: *const c_void, size: usize) -> c_int;
        fn box_get(kept: Option<&Kept>, out: Out<'_, *const c_void>, size: Out<'_, usize>) -> c_int;
        fn box_destroy(kept: *mut Kept);
    }
}

// ---- callbacks ------------------------------------------------------------------------------------------------------

// `enum seam_raise`
pub const RAISE_TEXT: c_int = 1;
pub const RAISE_NUMBER: c_int = 2;
pub const RAISE_CLEANUP: c_int = 3;
pub const RAISE_RUNTIME: c_int = 4;
pub const RAISE_TWICE: c_int = 5;

// `enum seam_live_kind`
pub const LIVE_BUSES: c_int = 1;
pub const LIVE_SUBSCRIPTIONS: c_int = 2;
pub const LIVE_CLOSURES: c_int = 3;
pub const LIVE_OBJECTS: c_int = 4;
pub const LIVE_WORKS: c_int = 5;

/// `seam_visit_fn`
pub type Visit =
    unsafe extern "C" fn(index: u32, value: u64, fraction: f64, name: *const c_char, userdata: *mut c_void) -> c_int;

/// `seam_compare_fn`
pub type Compare = unsafe extern "C" fn(a: i64, b: i64, userdata: *mut c_void) -> c_int;

/// `seam_event_fn`
pub type Event = unsafe extern "C" fn(id: u64, event: i64, userdata: *mut c_void) -> c_int;

/// `seam_closure_fn`
pub type ClosureFn = extern "C" fn(context: *mut c_void, argument: i64, sum: Out<'_, i64>) -> c_int;

/// `struct seam_methods`
#[repr(C)]
pub struct Methods {
    pub size: usize,
    pub reset: Option<unsafe extern "C" fn(this: *mut c_void) -> c_int>,
    pub add: Option<unsafe extern "C" fn(this: *mut c_void, n: i64) -> c_int>,
    pub total: Option<unsafe extern "C" fn(this: *mut c_void, total: Out<'_, i64>) -> c_int>,
    pub destroy: Option<unsafe extern "C" fn(this: *mut c_void)>,
}

/// `struct seam_object`
#[derive(Clone, Copy)]
#[repr(C)]
pub struct Object {
    pub methods: *const Methods,
    pub this: *mut c_void,
}

table! {
    /// `struct seam_callbacks`
    Callbacks {
        fn each(count: u32, visit: Option<Visit>, userdata: *mut c_void, result: *mut c_int) -> c_int;
        fn walk(count: u32, visit: Option<Visit>, userdata: *mut c_void) -> c_int;
        fn sort(items: *mut i64, n: usize, compare: Option<Compare>, userdata: *mut c_void) -> c_int;
        fn bus_new(bus: Out<'_, *const Bus>) -> c_int;
        fn bus_free(bus: *const Bus) -> c_int;
        fn subscribe(bus: *const Bus, callback: Option<Event>, userdata: *mut c_void, destroy: Option<Destructor>,
                     id: Out<'_, u64>) -> c_int;
        fn unsubscribe(bus: *const Bus, id: u64) -> c_int;
        fn replace(bus: *const Bus, id: u64, callback: Option<Event>, userdata: *mut c_void,
                   destroy: Option<Destructor>) -> c_int;
        fn fire(bus: *const Bus, id: u64, event: i64, result: *mut c_int) -> c_int;
        fn fire_all(bus: *const Bus, event: i64, called: *mut u32, result: *mut c_int) -> c_int;
        fn bus_recover(bus: *const Bus) -> c_int;
        fn lock_probe(bus: Option<&Bus>) -> c_int;
        fn live(kind: c_int, count: Out<'_, usize>) -> c_int;
        fn raise(kind: c_int, text: Str<'_>) -> c_int;
        fn raise_after(count: u32, kind: c_int, text: Str<'_>, visit: Option<Visit>, userdata: *mut c_void) -> c_int;
        fn last_message(buffer: *mut c_char, size: usize, length: Out<'_, usize>) -> c_int;
        fn closure_new(captured: i64, function: Out<'_, ClosureFn>, context: Out<'_, *mut c_void>) -> c_int;
        fn closure_free(function: Option<ClosureFn>, context: *mut c_void) -> c_int;
        fn object_new(start: i64, object: Out<'_, Object>) -> c_int;
        fn object_drive(object: Option<&Object>, numbers: *const i64, n: usize, total: *mut i64,
                        result: *mut c_int) -> c_int;
        fn relay(functions: *const Relay, from: *const Values, userdata: *mut c_void, out: *mut Values) -> c_int;
        fn relay_structs(functions: *const RelayStructs, from: *const Structs, userdata: *mut c_void,
                         out: *mut Structs) -> c_int;
        fn call_twelve(values: Option<&Twelve>, callback: Option<TwelveFn>, userdata: *mut c_void,
                       result: *mut f64) -> c_int;
        fn echoes(functions: Out<'_, Echoes>) -> c_int;
        fn bus_new_for(kind: c_int, bus: Out<'_, *const Bus>) -> c_int;
        fn subscribe_with(bus: *const Bus, subscription: *const Subscribed, id: Out<'_, u64>) -> c_int;
        fn bus_watch(bus: *const Bus, watch: *const Watch) -> c_int;
        fn ask(question: *const c_char, length: usize, answer: Option<Answer>, userdata: *mut c_void,
               text: *mut *mut c_char, n: *mut usize) -> c_int;
        fn transfer(transfer: *const Transfer, name: Str<'_>, done: *mut u64, result: *mut i64) -> c_int;
        fn join(parts: *const Str<'_>, n: usize, memory: *const Memory, text: *mut *mut c_char) -> c_int;
        fn work_start(count: u32, visit: Option<Visit>, done: Option<Done>, userdata: *mut c_void, r#where: c_int,
                      work: Out<'_, *const Work>) -> c_int;
        fn work_cancel(work: Option<&Work>) -> c_int;
        fn work_wait(work: *const Work) -> c_int;
        fn work_free(work: *const Work) -> c_int;
    }
}
