//! Group `security`: a length is compared before there is a slice, bytes are parsed by what cannot read behind their end,
//! secrets are in types whose Drop wipes them where they are, and no reference is kept while a function of C's runs that
//! may change what it is to.

mod answers;
mod files;
mod gate;
mod hmac;
mod keys;
mod message;
mod parse;
mod replies;
mod ring;
mod sys;
mod text;
mod unix;

use crate::contain::Result;
use crate::live::Count;
use crate::sys::{elements, Error};
use std::ffi::{c_char, c_void};

pub static OPS: sys::Security = sys::Security {
    live: Some(live),
    message_parse: Some(message::message_parse),
    message_fetch: Some(message::message_fetch),
    message_count: Some(message::message_count),
    message_item: Some(message::message_item),
    message_release: Some(message::message_release),
    heartbeat: Some(replies::heartbeat),
    report_fill: Some(replies::report_fill),
    array_make: Some(replies::array_make),
    quote: Some(text::quote),
    log_refused: Some(text::log_refused),
    number_parse: Some(text::number_parse),
    match_text: Some(text::match_text),
    root_open: Some(files::root_open),
    root_release: Some(files::root_release),
    root_read: Some(files::root_read),
    root_create: Some(files::root_create),
    root_temporary: Some(files::root_temporary),
    key_make: Some(keys::key_make),
    key_parse: Some(keys::key_parse),
    key_clone: Some(keys::key_clone),
    key_replace: Some(keys::key_replace),
    key_release: Some(keys::key_release),
    key_sign: Some(keys::key_sign),
    key_verify: Some(keys::key_verify),
    key_describe: Some(keys::key_describe),
    equal: Some(keys::equal),
    random_fill: Some(files::random_fill),
    ring_make: Some(ring::ring_make),
    ring_release: Some(ring::ring_release),
    ring_add: Some(ring::ring_add),
    ring_remove: Some(ring::ring_remove),
    ring_sign: Some(ring::ring_sign),
    ring_unlock: Some(ring::ring_unlock),
    ring_session: Some(ring::ring_session),
    ring_lock: Some(ring::ring_lock),
    gate_make: Some(gate::gate_make),
    gate_release: Some(gate::gate_release),
    gate_set: Some(gate::gate_set),
    gate_ask: Some(gate::gate_ask),
    gather: Some(answers::gather),
    pick: Some(answers::pick),
    supply: Some(answers::supply),
};

/// Messages, roots, keys, rings, the keys and sessions in them, gates.
static LIVE: Count = Count::new();

extern "C" fn live() -> u64 {
    LIVE.get() as u64
}

/// A counted input of at most `most` bytes.
///
/// # Safety
/// As for `elements`.
unsafe fn input<'a>(start: *const c_void, n: usize, most: usize) -> Result<&'a [u8]> {
    if n > most {
        return Err(Error::Range);
    }
    // SAFETY: the caller's promise.
    unsafe { elements(start.cast(), n) }
}

/// A counted text, which C has as chars: bytes, whatever their encoding.
///
/// # Safety
/// As for `elements`.
unsafe fn input_text<'a>(start: *const c_char, n: usize, most: usize) -> Result<&'a [u8]> {
    // SAFETY: the caller's promise.
    unsafe { input(start.cast(), n, most) }
}
