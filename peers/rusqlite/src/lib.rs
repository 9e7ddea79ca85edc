//! rusqlite as a peer of the group `sqlite`.

mod callbacks;
mod connection;
mod contain;
mod sys;
mod values;

use std::ffi::CStr;
use std::mem::size_of;
use sys::*;

static OPS: Ops = Ops {
    version: connection::version,
    config_malloc: connection::config_malloc,
    shutdown: connection::shutdown,
    open: connection::open,
    close: connection::close,
    close_v2: None,
    failure: contain::failure,
    run: connection::run,
    exec: [None; 2],
    statement: [None; 13],
    handler: callbacks::handler,
    busy: callbacks::busy,
    authorizer: callbacks::authorizer,
    function: callbacks::function,
    aggregate: callbacks::aggregate,
    collation: callbacks::collation,
    result: None,
    aux_set: callbacks::aux_set,
    aux_get: callbacks::aux_get,
    panics: callbacks::panics,
    blob_open: connection::blob_open,
    blob_bytes: connection::blob_bytes,
    blob_read: connection::blob_read,
    blob_write: connection::blob_write,
    blob_close: connection::blob_close,
};

static OFFERS: [Offer; 1] = [Offer { group: c"sqlite".as_ptr(), size: size_of::<Ops>(), ops: (&raw const OPS).cast() }];

const TOOLCHAIN: &CStr =
    match CStr::from_bytes_with_nul(concat!(env!("RUSTC_VERSION"), ", rusqlite 0.42.0\0").as_bytes()) {
        Ok(toolchain) => toolchain,
        Err(_) => c"rustc",
    };

static PEER: Peer = Peer {
    abi: SEAM_ABI,
    size: size_of::<Peer>() as u32,
    name: c"rusqlite".as_ptr(),
    language: c"Rust".as_ptr(),
    toolchain: TOOLCHAIN.as_ptr(),
    traits: SEAM_UTF8_ONLY,
    offers: OFFERS.as_ptr(),
    n_offers: OFFERS.len(),
};

/// The way in.
#[no_mangle]
pub extern "C" fn seam_peer_open(host: Option<&'static Host>) -> Option<&'static Peer> {
    host.filter(|h| h.abi == SEAM_ABI && h.size as usize >= size_of::<Host>())?;
    std::panic::set_hook(Box::new(|_| {}));
    Some(&PEER)
}
