//! Group `errors`: inside, a failure is the Err of a Result, and `?` brings it to the op; there it becomes what C is told
//! by this op: a code, NULL, errno, an error object, the last error.  Numbers of C's stay the numbers that they are.

mod calls;
mod codes;
mod errno;
mod last;
mod objects;
mod shelf;
mod sys;
mod ways;

use crate::live::Count;

pub static OPS: sys::Errors = sys::Errors {
    relay: Some(calls::relay),
    relay_int64: Some(calls::relay_int64),
    relay_uint32: Some(calls::relay_uint32),
    relay_status: Some(calls::relay_status),
    truth: Some(codes::truth),
    code_name: Some(codes::code_name),
    code_from_name: Some(codes::code_from_name),
    code_from_errno: Some(codes::code_from_errno),
    shelf_new: Some(shelf::shelf_new),
    shelf_close: Some(shelf::shelf_close),
    shelf_info: Some(shelf::shelf_info),
    shelf_put: Some(shelf::shelf_put),
    shelf_put_all: Some(shelf::shelf_put_all),
    get: Some(ways::get),
    find: Some(ways::find),
    contains: Some(ways::contains),
    read: Some(ways::read),
    get_errno: Some(ways::get_errno),
    get_report: Some(ways::get_report),
    get_error: Some(ways::get_error),
    attempt: Some(ways::attempt),
    fail: Some(last::fail),
    last_error: Some(last::last_error),
    last_error_take: Some(last::last_error_take),
    last_error_clear: Some(last::last_error_clear),
    scoped: Some(shelf::scoped),
    panic: Some(last::panic),
    error_new: Some(objects::error_new),
    error_view: Some(objects::error_view),
    error_cause: Some(objects::error_cause),
    error_free: Some(objects::error_free),
    set_errno: Some(calls::set_errno),
    relay_errno: Some(calls::relay_errno),
    retry: Some(calls::retry),
    transact: Some(calls::transact),
    run_all: Some(calls::run_all),
    live: Some(live),
};

/// Shelves and error objects.
static LIVE: Count = Count::new();

extern "C" fn live() -> u64 {
    LIVE.get() as u64
}
