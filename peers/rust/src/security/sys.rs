//! security/security.h

use super::files::Root;
use super::gate::Gate;
use super::keys::Key;
use super::message::Message;
use super::ring::Ring;
use crate::lent::LentBox;
use crate::sys::{table, Out};
use std::ffi::{c_char, c_int, c_void};

// `SEAM_SEC_…_MAX` and their like
pub const ALLOC_MAX: usize = 1_048_576;
pub const MESSAGE_MAX: usize = 1_048_576;
pub const ITEMS_MAX: usize = 16_384;
pub const DEPTH_MAX: usize = 32;
pub const EXPANDED_MAX: usize = 65_536;
pub const NAME_MAX: usize = 255;
pub const PLACES_MAX: usize = 16;
pub const TEXT_MAX: usize = 65_536;
pub const PATH_MAX: usize = 1024;
pub const PATH_NAME_MAX: usize = 255;
pub const KEY_MIN: usize = 16;
pub const KEY_MAX: usize = 256;
pub const TAG: usize = 32;
pub const KEYS_MAX: usize = 64;
pub const SESSIONS_MAX: usize = 16;
pub const TEMPORARY: usize = 37;
pub const REPORT_NAME: usize = 13;

// `enum seam_sec_tag`
pub const NUMBER: u8 = 1;
pub const TEXT: u8 = 2;
pub const KIND: u8 = 3;
pub const LIST: u8 = 4;
pub const ARRAY: u8 = 5;
pub const RUNS: u8 = 6;
pub const NAME: u8 = 7;
pub const VARINT: u8 = 8;
pub const SUBJECT: u8 = 9;

// `enum seam_sec_quote`
pub const SHELL: u32 = 1;
pub const CSV: u32 = 2;
pub const HTML: u32 = 3;
pub const LOG: u32 = 4;

/// `struct seam_sec_item`
#[derive(Clone, Copy)]
#[repr(C)]
pub struct Item {
    pub tag: u32,
    pub depth: u32,
    pub number: u64,
    pub bytes: *const c_void,
    pub size: usize,
}

/// `struct seam_sec_report`
#[repr(C)]
pub struct Report {
    pub kind: u8,
    pub number: u64,
    pub name_n: u16,
    pub name: [u8; REPORT_NAME],
}

/// `seam_sec_read_fn` and so on
pub type Read = unsafe extern "C" fn(userdata: *mut c_void, offset: u64, buffer: *mut c_void, n: usize) -> i64;
pub type Authorise =
    unsafe extern "C" fn(userdata: *mut c_void, subject: *const c_char, n: usize, amount: u64) -> c_int;
pub type Line = unsafe extern "C" fn(userdata: *mut c_void, line: *const c_char, n: usize);
pub type Prompt = unsafe extern "C" fn(userdata: *mut c_void, buffer: *mut c_char, size: usize) -> i64;
pub type Source = unsafe extern "C" fn(userdata: *mut c_void, numbers: *mut u64, capacity: usize) -> i64;
pub type Choose = unsafe extern "C" fn(userdata: *mut c_void, numbers: *const u64, n: usize) -> i64;
pub type Give = unsafe extern "C" fn(userdata: *mut c_void, bytes: &mut *const c_void, n: &mut usize) -> c_int;
pub type Same = unsafe extern "C" fn(userdata: *mut c_void, pattern: u8, text: u8) -> c_int;

table! {
    /// `struct seam_security`
    Security {
        fn live() -> u64;
        fn message_parse(bytes: *const c_void, n: usize, out: Out<'_, LentBox<Message>>) -> c_int;
        fn message_fetch(read: Option<Read>, userdata: *mut c_void, out: Out<'_, LentBox<Message>>) -> c_int;
        fn message_count(message: Option<&Message>, out: Out<'_, usize>) -> c_int;
        fn message_item(message: Option<&Message>, index: usize, out: Out<'_, Item>) -> c_int;
        fn message_release(message: Option<LentBox<Message>>);
        fn heartbeat(request: *const c_void, n: usize, reply: *mut c_void, size: usize,
                     reply_n: Out<'_, usize>) -> c_int;
        fn report_fill(kind: u32, number: u64, name: *const c_char, n: usize, out: Out<'_, Report>) -> c_int;
        fn array_make(count: usize, size: usize, out: Out<'_, *mut c_void>) -> c_int;
        fn quote(how: u32, text: *const c_char, n: usize, out: Out<'_, *mut c_char>, out_n: Out<'_, usize>) -> c_int;
        fn log_refused(name: *const c_char, n: usize, line: Option<Line>, userdata: *mut c_void) -> c_int;
        fn number_parse(text: *const c_char, n: usize, min: i64, max: i64, out: Out<'_, i64>) -> c_int;
        fn match_text(pattern: *const c_char, pattern_n: usize, text: *const c_char, text_n: usize, same: Option<Same>,
                      userdata: *mut c_void, out: Out<'_, i32>) -> c_int;
        fn root_open(path: *const c_char, n: usize, out: Out<'_, LentBox<Root>>) -> c_int;
        fn root_release(root: Option<LentBox<Root>>);
        fn root_read(root: Option<&Root>, path: *const c_char, n: usize, authorise: Option<Authorise>,
                     userdata: *mut c_void, buffer: *mut c_void, size: usize, out_n: Out<'_, usize>) -> c_int;
        fn root_create(root: Option<&Root>, path: *const c_char, n: usize, bytes: *const c_void, size: usize) -> c_int;
        fn root_temporary(root: Option<&Root>, bytes: *const c_void, size: usize, name: Out<'_, [u8; TEMPORARY]>)
            -> c_int;
        fn key_make(bytes: *const c_void, n: usize, out: Out<'_, LentBox<Key>>) -> c_int;
        fn key_parse(digits: *const c_char, n: usize, why: *mut c_char, why_size: usize,
                     out: Out<'_, LentBox<Key>>) -> c_int;
        fn key_clone(key: Option<&Key>, out: Out<'_, LentBox<Key>>) -> c_int;
        fn key_replace(key: Option<&mut Key>, bytes: *const c_void, n: usize) -> c_int;
        fn key_release(key: Option<LentBox<Key>>);
        fn key_sign(key: Option<&Key>, data: *const c_void, n: usize, tag: Out<'_, [u8; TAG]>) -> c_int;
        fn key_verify(key: Option<&Key>, data: *const c_void, n: usize, tag: *const c_void, tag_n: usize) -> c_int;
        fn key_describe(key: Option<&Key>, out: Out<'_, *mut c_char>, out_n: Out<'_, usize>) -> c_int;
        fn equal(a: *const c_void, a_n: usize, b: *const c_void, b_n: usize, out: Out<'_, i32>) -> c_int;
        fn random_fill(buffer: *mut c_void, n: usize) -> c_int;
        fn ring_make(out: Out<'_, LentBox<Ring>>) -> c_int;
        fn ring_release(ring: Option<LentBox<Ring>>);
        fn ring_add(ring: Option<&mut Ring>, bytes: *const c_void, n: usize, id: Out<'_, u64>) -> c_int;
        fn ring_remove(ring: Option<&mut Ring>, id: u64) -> c_int;
        fn ring_sign(ring: Option<&Ring>, id: u64, data: *const c_void, n: usize, tag: Out<'_, [u8; TAG]>) -> c_int;
        fn ring_unlock(ring: *mut Ring, id: u64, prompt: Option<Prompt>, userdata: *mut c_void,
                       session: Out<'_, u64>) -> c_int;
        fn ring_session(ring: Option<&Ring>, session: u64, id: Out<'_, u64>) -> c_int;
        fn ring_lock(ring: Option<&mut Ring>, session: u64) -> c_int;
        fn gate_make(out: Out<'_, LentBox<Gate>>) -> c_int;
        fn gate_release(gate: Option<LentBox<Gate>>);
        fn gate_set(gate: Option<&mut Gate>, authorise: Option<Authorise>, userdata: *mut c_void) -> c_int;
        fn gate_ask(gate: *const Gate, subject: *const c_char, n: usize, amount: u64) -> c_int;
        fn gather(source: Option<Source>, userdata: *mut c_void, count: Out<'_, usize>, sum: Out<'_, u64>) -> c_int;
        fn pick(numbers: *const u64, n: usize, choose: Option<Choose>, userdata: *mut c_void,
                out: Out<'_, u64>) -> c_int;
        fn supply(give: Option<Give>, userdata: *mut c_void, out: Out<'_, *mut c_void>, out_n: Out<'_, usize>) -> c_int;
    }
}
