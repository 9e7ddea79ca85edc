//! seam.h and sqlite.h: the shapes that cross the boundary.

use std::ffi::{c_char, c_int, c_void};

pub const SEAM_ABI: u32 = 1;
pub const SEAM_OK: c_int = 0;
pub const SEAM_E_FAILED: c_int = -1;
pub const SEAM_E_NUL: c_int = -3;
pub const SEAM_E_ENCODING: c_int = -4;
pub const SEAM_E_RANGE: c_int = -5;
pub const SEAM_E_MEMORY: c_int = -7;
pub const SEAM_E_PANIC: c_int = -8;
pub const SEAM_E_STATE: c_int = -9;
pub const SEAM_E_NOT_FOUND: c_int = -12;
pub const SEAM_UTF8_ONLY: u64 = 1;

#[repr(C)]
pub struct Host {
    pub abi: u32,
    pub size: u32,
    alloc: *const c_void,
    realloc: *const c_void,
    free: *const c_void,
    log: *const c_void,
}

// SAFETY: the host's functions may be called from any thread.
unsafe impl Sync for Host {}

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
#[derive(Clone, Copy)]
pub struct Value {
    pub kind: i32,
    pub integer: i64,
    pub real: f64,
    pub bytes: *const c_char,
    pub size: usize,
}

pub const INTEGER: i32 = 1;
pub const FLOAT: i32 = 2;
pub const TEXT: i32 = 3;
pub const BLOB: i32 = 4;
pub const NULL: i32 = 5;

#[repr(C)]
pub struct Failure {
    pub code: i32,
    pub extended: i32,
    pub message: *const c_char,
    pub size: usize,
}

pub type Destroy = Option<unsafe extern "C" fn(*mut c_void)>;
pub type RowFn = Option<unsafe extern "C" fn(*mut c_void, *const Value, usize) -> c_int>;
pub type HandlerFn = Option<unsafe extern "C" fn(*mut c_void) -> c_int>;
pub type BusyFn = Option<unsafe extern "C" fn(*mut c_void, c_int) -> c_int>;
pub type AuthorizerFn = Option<
    unsafe extern "C" fn(*mut c_void, c_int, *const c_char, *const c_char, *const c_char, *const c_char) -> c_int,
>;
pub type Call = unsafe extern "C" fn(*mut c_void, *mut c_void, *const Value, usize, *mut Value) -> c_int;
pub type Step = unsafe extern "C" fn(*mut c_void, *mut *mut c_void, *const Value, usize, *mut Value) -> c_int;
pub type Finish = unsafe extern "C" fn(*mut c_void, *mut *mut c_void, *mut Value) -> c_int;
pub type Compare = unsafe extern "C" fn(*mut c_void, *const c_char, usize, *const c_char, usize) -> c_int;

/// An op that rusqlite has nothing for.
pub type Absent = Option<unsafe extern "C" fn()>;

/// struct seam_sqlite, member by member.
#[repr(C)]
pub struct Ops {
    pub version: unsafe extern "C" fn(*mut i32) -> c_int,
    pub config_malloc: unsafe extern "C" fn(*const c_void) -> c_int,
    pub shutdown: unsafe extern "C" fn() -> c_int,
    pub open: unsafe extern "C" fn(*const c_char, *mut *mut c_void) -> c_int,
    pub close: unsafe extern "C" fn(*mut c_void) -> c_int,
    pub close_v2: Absent,
    pub failure: unsafe extern "C" fn(*mut c_void, *mut Failure) -> c_int,
    pub run: unsafe extern "C" fn(*mut c_void, *const c_char, usize, *const Value, usize, RowFn, *mut c_void) -> c_int,
    pub exec: [Absent; 2],
    pub statement: [Absent; 13],
    pub handler: unsafe extern "C" fn(*mut c_void, *const c_char, HandlerFn, *mut c_void) -> c_int,
    pub busy: unsafe extern "C" fn(*mut c_void, BusyFn, *mut c_void) -> c_int,
    pub authorizer: unsafe extern "C" fn(*mut c_void, AuthorizerFn, *mut c_void) -> c_int,
    pub function:
        unsafe extern "C" fn(*mut c_void, *const c_char, usize, c_int, Option<Call>, *mut c_void, Destroy) -> c_int,
    pub aggregate: unsafe extern "C" fn(
        *mut c_void,
        *const c_char,
        usize,
        c_int,
        Option<Step>,
        Option<Finish>,
        *mut c_void,
        Destroy,
    ) -> c_int,
    pub collation:
        unsafe extern "C" fn(*mut c_void, *const c_char, usize, Option<Compare>, *mut c_void, Destroy) -> c_int,
    pub result: Absent,
    pub aux_set: unsafe extern "C" fn(*mut c_void, c_int, *mut c_void, Destroy) -> c_int,
    pub aux_get: unsafe extern "C" fn(*mut c_void, c_int) -> *mut c_void,
    pub panics: unsafe extern "C" fn(*mut c_void, *const c_char, *const c_char, usize) -> c_int,
    pub blob_open:
        unsafe extern "C" fn(*mut c_void, *const c_char, *const c_char, i64, c_int, *mut *mut c_void) -> c_int,
    pub blob_bytes: unsafe extern "C" fn(*mut c_void, *mut i64) -> c_int,
    pub blob_read: unsafe extern "C" fn(*mut c_void, *mut c_void, usize, i64) -> c_int,
    pub blob_write: unsafe extern "C" fn(*mut c_void, *const c_void, usize, i64) -> c_int,
    pub blob_close: unsafe extern "C" fn(*mut c_void),
}
