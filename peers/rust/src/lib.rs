//! The Rust peer: std alone.

mod buffers;
mod callbacks;
mod contain;
mod counted;
mod end;
mod errors;
mod here;
mod host;
mod layout;
mod lent;
mod live;
mod owned;
mod ownership;
mod security;
mod signals;
mod strings;
mod sys;
mod threads;

use std::ffi::CStr;
use std::panic;
use sys::{Host, Offer, Peer};

const TOOLCHAIN: &CStr = match CStr::from_bytes_with_nul(concat!(env!("RUSTC_VERSION"), "\0").as_bytes()) {
    Ok(toolchain) => toolchain,
    Err(_) => c"rustc",
};

static OFFERS: [Offer; 8] = [
    Offer::new(c"layout", &layout::OPS),
    Offer::new(c"strings", &strings::OPS),
    Offer::new(c"ownership", &ownership::OPS),
    Offer::new(c"callbacks", &callbacks::OPS),
    Offer::new(c"buffers", &buffers::OPS),
    Offer::new(c"errors", &errors::OPS),
    Offer::new(c"security", &security::OPS),
    Offer::new(c"threads", &threads::OPS),
];

/// Built with panic = "abort" a panic is not contained, it ends the process: that is said here, and held to.
const TRAITS: u64 = sys::SEAM_UTF8_ONLY | if cfg!(panic = "abort") { sys::SEAM_PANIC_ABORTS } else { 0 };

static PEER: Peer = Peer::new(c"rust", c"Rust", TOOLCHAIN, TRAITS, &OFFERS);

/// The way in.
#[no_mangle]
pub extern "C" fn seam_peer_open(host: Option<&'static Host>) -> Option<&'static Peer> {
    let host = host?;
    if host.abi != sys::SEAM_ABI || (host.size as usize) < size_of::<Host>() {
        return None;
    }
    host::keep(host);
    // A panic becomes an error code and a message (contain.rs); nobody wants it on stderr as well.
    panic::set_hook(Box::new(|_| {}));
    Some(&PEER)
}
