//! errors/errors.h

use super::objects::Failure;
use super::shelf::Shelf;
use crate::lent::LentBox;
use crate::sys::{table, Out, Str};
use std::ffi::{c_char, c_int, c_void};

// `SEAM_DOMAIN_…`
pub const DOMAIN_SHELF: i32 = 1;
pub const DOMAIN_DEVICE: i32 = 2;
pub const DOMAIN_PANIC: i32 = 3;

/// `SEAM_SHELF_LIMIT`
pub const SHELF_LIMIT: u32 = 1000;

// `SEAM_SHELF_…`
pub const SHELF_ONCE: c_int = 1;
pub const SHELF_OVER: c_int = 2;

// `SEAM_ITEM_…`
pub const ITEM_PLAIN: i32 = 1;
pub const ITEM_BROKEN: i32 = 2;
pub const ITEM_DIRTY: i32 = 3;

/// `SEAM_REPORT_TEXT`
pub const REPORT_TEXT: usize = 24;

/// `struct seam_errors_item`
#[derive(Clone, Copy)]
#[repr(C)]
pub struct Item {
    pub value: i64,
    pub key: i32,
    pub kind: i32,
}

/// `struct seam_errors_shelf_info`
#[repr(C)]
pub struct ShelfInfo {
    pub label: *const c_char,
    pub count: u64,
    pub limit: u32,
    pub mode: i32,
}

/// `struct seam_errors_view`
#[repr(C)]
pub struct View {
    pub domain: i32,
    pub code: i32,
    pub message: *const c_char,
    pub message_n: usize,
}

/// `struct seam_errors_report`
#[repr(C)]
pub struct Report {
    pub value: i64,
    pub code: i32,
    pub key: i32,
    pub text: [u8; REPORT_TEXT],
}

/// `seam_errors_int_fn` and its like.  An `enum seam_errors_status` comes as the int that it is: not every number that may
/// arrive has a name, and a Rust enum of another number would be undefined.
pub type IntFn = unsafe extern "C" fn(userdata: *mut c_void) -> c_int;
pub type Int64Fn = unsafe extern "C" fn(userdata: *mut c_void) -> i64;
pub type Uint32Fn = unsafe extern "C" fn(userdata: *mut c_void) -> u32;
pub type StatusFn = unsafe extern "C" fn(userdata: *mut c_void) -> c_int;

/// `seam_errors_shelf_fn`
pub type ShelfFn = unsafe extern "C" fn(userdata: *mut c_void, shelf: *mut Shelf) -> c_int;

/// `seam_errors_step_fn`
pub type Step = unsafe extern "C" fn(userdata: *mut c_void, index: usize) -> c_int;

/// `seam_errors_reporter`
pub type Reporter = unsafe extern "C" fn(userdata: *mut c_void, error: &View) -> c_int;

table! {
    /// `struct seam_errors`
    Errors {
        fn relay(f: Option<IntFn>, userdata: *mut c_void) -> c_int;
        fn relay_int64(f: Option<Int64Fn>, userdata: *mut c_void) -> i64;
        fn relay_uint32(f: Option<Uint32Fn>, userdata: *mut c_void) -> u32;
        fn relay_status(f: Option<StatusFn>, userdata: *mut c_void) -> c_int;
        fn truth(value: c_int) -> bool;
        fn code_name(code: c_int) -> *const c_char;
        fn code_from_name(name: Str<'_>, code: Out<'_, c_int>) -> c_int;
        fn code_from_errno(error: c_int) -> c_int;
        fn shelf_new(mode: c_int, limit: u32, label: Str<'_>, out: Out<'_, LentBox<Shelf>>) -> c_int;
        fn shelf_close(shelf: Option<LentBox<Shelf>>) -> c_int;
        fn shelf_info(shelf: Option<&Shelf>, out: Out<'_, ShelfInfo>) -> c_int;
        fn shelf_put(shelf: Option<&mut Shelf>, key: i32, kind: i32, value: i64) -> c_int;
        fn shelf_put_all(shelf: Option<&mut Shelf>, items: *const Item, n: usize, bad: Out<'_, usize>) -> c_int;
        fn get(shelf: Option<&Shelf>, key: i32, out: Out<'_, i64>) -> c_int;
        fn find(shelf: Option<&Shelf>, key: i32) -> *const i64;
        fn contains(shelf: Option<&Shelf>, key: i32) -> bool;
        fn read(shelf: Option<&Shelf>, first: i32, values: *mut i64, n: usize) -> i64;
        fn get_errno(shelf: Option<&Shelf>, key: i32, out: Out<'_, i64>) -> c_int;
        fn get_report(shelf: Option<&Shelf>, key: i32, report: Out<'_, Report>) -> bool;
        fn get_error(shelf: Option<&Shelf>, key: i32, out: Out<'_, i64>,
                     error: Option<&mut Option<LentBox<Failure>>>) -> c_int;
        fn attempt(shelf: Option<&Shelf>, key: i32, out: Out<'_, i64>, reporter: Option<Reporter>,
                   userdata: *mut c_void) -> c_int;
        fn fail(domain: i32, code: i32, message: *const c_char, n: usize) -> c_int;
        fn last_error(out: Out<'_, View>) -> c_int;
        fn last_error_take(out: Out<'_, LentBox<Failure>>) -> c_int;
        fn last_error_clear();
        fn scoped(f: Option<ShelfFn>, userdata: *mut c_void) -> c_int;
        fn panic(text: Str<'_>) -> c_int;
        fn error_new(domain: i32, code: i32, message: *const c_char, n: usize, cause: *mut Failure,
                     out: Out<'_, LentBox<Failure>>) -> c_int;
        fn error_view(error: Option<&Failure>, out: Out<'_, View>) -> c_int;
        fn error_cause(error: Option<&Failure>, out: Out<'_, *const Failure>) -> c_int;
        fn error_free(error: Option<LentBox<Failure>>);
        fn set_errno(value: c_int) -> c_int;
        fn relay_errno(f: Option<IntFn>, userdata: *mut c_void, seen: Out<'_, c_int>) -> c_int;
        fn retry(f: Option<IntFn>, userdata: *mut c_void, most: u32, tries: Out<'_, u32>) -> c_int;
        fn transact(n: usize, step: Option<Step>, undo: Option<Step>, userdata: *mut c_void,
                    failed_at: Out<'_, usize>) -> c_int;
        fn run_all(n: usize, step: Option<Step>, userdata: *mut c_void, first: Out<'_, usize>,
                   failed: Out<'_, usize>) -> c_int;
        fn live() -> u64;
    }
}
