//! seam.h and libgit2.h: the shapes that cross the boundary.

use std::ffi::{c_char, c_int, c_void};

pub const SEAM_ABI: u32 = 1;
pub const SEAM_OK: c_int = 0;
pub const SEAM_E_FAILED: c_int = -1;
pub const SEAM_E_NUL: c_int = -3;
pub const SEAM_E_ENCODING: c_int = -4;
pub const SEAM_E_RANGE: c_int = -5;
pub const SEAM_E_MEMORY: c_int = -7;
pub const SEAM_E_PANIC: c_int = -8;
pub const SEAM_E_UNSUPPORTED: c_int = -10;
pub const SEAM_E_VERSION: c_int = -11;
pub const SEAM_E_NOT_FOUND: c_int = -12;
pub const SEAM_UTF8_ONLY: u64 = 1;

#[repr(C)]
pub struct Host {
    pub abi: u32,
    pub size: u32,
    alloc: *const c_void,
    realloc: *const c_void,
    free: *const c_void,
    pub log: unsafe extern "C" fn(*const Host, *const c_char),
}

#[repr(C)]
pub struct Offer {
    pub group: *const c_char,
    pub size: usize,
    pub ops: *const c_void,
}

#[repr(C)]
pub struct Peer {
    pub abi: u32,
    pub size: u32,
    pub name: *const c_char,
    pub language: *const c_char,
    pub toolchain: *const c_char,
    pub traits: u64,
    pub offers: *const Offer,
    pub n_offers: usize,
}

// SAFETY: both point at statics that nobody changes.
unsafe impl Sync for Offer {}
// SAFETY: as above.
unsafe impl Sync for Peer {}

#[repr(C)]
pub struct Versions {
    pub header: [i32; 3],
    pub library: [i32; 3],
    pub binding: *const c_char,
}

#[repr(C)]
pub struct Field {
    pub name: *const c_char,
    pub offset: u32,
    pub size: u32,
}

#[repr(C)]
pub struct Type {
    pub name: *const c_char,
    pub size: u32,
    pub align: u32,
    pub fields: *const Field,
    pub n_fields: usize,
}

#[repr(C)]
pub struct Person {
    pub name: *const c_char,
    pub name_size: usize,
    pub email: *const c_char,
    pub email_size: usize,
    pub when: i64,
    pub offset: i32,
}

#[repr(C)]
pub struct Failure {
    pub code: i32,
    pub klass: i32,
    pub message: *const c_char,
    pub message_size: usize,
}

#[repr(C)]
pub struct Id {
    pub hex: [c_char; 41],
}

pub type Visit = unsafe extern "C" fn(payload: *mut c_void, item: *const c_char, size: usize) -> c_int;

/// struct seam_git_store.
#[repr(C)]
#[derive(Clone, Copy)]
pub struct Store {
    pub payload: *mut c_void,
    pub read: unsafe extern "C" fn(*mut c_void, *const c_char, *mut i32, *mut *const c_char, *mut usize) -> c_int,
    pub exists: Option<unsafe extern "C" fn(*mut c_void, *const c_char) -> c_int>,
    pub free: Option<unsafe extern "C" fn(*mut c_void)>,
}

pub type Credentials =
    unsafe extern "C" fn(*mut c_void, *const c_char, *const c_char, u32, *mut c_char, *mut c_char) -> c_int;

/// struct seam_git_access.
#[repr(C)]
pub struct Access {
    pub payload: *mut c_void,
    pub credentials: Option<Credentials>,
}

type Handle = *mut c_void;
type Text = *const c_char;

/// struct seam_libgit2.
#[repr(C)]
pub struct Ops {
    pub versions: unsafe extern "C" fn(*mut Versions) -> c_int,
    pub describe: unsafe extern "C" fn(Text) -> *const Type,
    pub write: unsafe extern "C" fn(Text, *mut c_void) -> c_int,
    pub read: unsafe extern "C" fn(Text, *const c_void, *mut i64, usize) -> c_int,
    pub constant: unsafe extern "C" fn(Text, *mut i64) -> c_int,
    pub init: unsafe extern "C" fn() -> c_int,
    pub shutdown: unsafe extern "C" fn() -> c_int,
    pub set_allocator: unsafe extern "C" fn(*const c_void) -> c_int,
    pub options_init: unsafe extern "C" fn(Text, u32, *mut c_void) -> c_int,
    pub last_error: unsafe extern "C" fn(*mut Failure) -> c_int,
    pub open: unsafe extern "C" fn(Text, *mut Handle) -> c_int,
    pub close: unsafe extern "C" fn(Handle),
    pub commit: unsafe extern "C" fn(Handle, Text, *mut Handle) -> c_int,
    pub commit_message: unsafe extern "C" fn(Handle, *mut Text, *mut usize) -> c_int,
    pub commit_author: unsafe extern "C" fn(Handle, *mut Person) -> c_int,
    pub commit_free: unsafe extern "C" fn(Handle),
    pub blob: unsafe extern "C" fn(Handle, Text, *mut Handle) -> c_int,
    pub blob_content: unsafe extern "C" fn(Handle, *mut Text, *mut usize) -> c_int,
    pub blob_free: unsafe extern "C" fn(Handle),
    pub tag: unsafe extern "C" fn(Handle, Text, *mut Handle) -> c_int,
    pub tag_message: unsafe extern "C" fn(Handle, *mut Text, *mut usize) -> c_int,
    pub tag_tagger: unsafe extern "C" fn(Handle, *mut Person) -> c_int,
    pub tag_free: unsafe extern "C" fn(Handle),
    pub commit_create: unsafe extern "C" fn(Handle, *const Person, Text, usize, *mut Id) -> c_int,
    pub blob_create: unsafe extern "C" fn(Handle, Text, usize, *mut Id) -> c_int,
    pub prettify: unsafe extern "C" fn(Text, usize, c_int, *mut *mut c_char, *mut usize) -> c_int,
    pub bytes_free: unsafe extern "C" fn(*mut c_char, usize),
    pub foreach: unsafe extern "C" fn(Handle, Text, Visit, *mut c_void, *mut c_int) -> c_int,
    pub foreach_panics: unsafe extern "C" fn(Handle, Text, usize) -> c_int,
    pub odb_backend: Option<unsafe extern "C" fn(Handle, *const Store, i32) -> c_int>,
    pub connect: Option<unsafe extern "C" fn(Handle, Text, *const Access) -> c_int>,
}
