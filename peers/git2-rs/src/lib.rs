//! git2 as a peer of the group `libgit2`.

mod contain;
mod declarations;
mod objects;
mod remotes;
mod sys;
mod walks;

use libgit2_sys as raw;
use std::ffi::{c_char, c_int, c_void, CStr, CString};
use std::mem::size_of;
use sys::*;

/// For `declarations`: who speaks, and which libgit2-sys this was built with.
pub const BINDING: &CStr = c"git2 0.21.0";
pub const LOCK: &str = include_str!("../Cargo.lock");

/// libgit2's own count: git2's one init, which it never takes back, is in it.
unsafe extern "C" fn init() -> c_int {
    // SAFETY: it may be called at any time.
    unsafe { raw::git_libgit2_init() }
}

unsafe extern "C" fn shutdown() -> c_int {
    // SAFETY: the caller balances it.
    unsafe { raw::git_libgit2_shutdown() }
}

unsafe extern "C" fn set_allocator(allocator: *const c_void) -> c_int {
    contain::op(|| {
        // SAFETY: the caller gives a git_allocator of the header; libgit2 copies it.
        match unsafe { raw::git_libgit2_opts(raw::GIT_OPT_SET_ALLOCATOR as c_int, allocator) } {
            0 => Ok(()),
            code => Err(git2::Error::last_error(code).into()),
        }
    })
}

static OPS: Ops = Ops {
    versions: declarations::versions,
    describe: declarations::describe,
    write: declarations::write,
    read: declarations::read,
    constant: declarations::constant,
    options_init: declarations::options_init,
    init,
    shutdown,
    set_allocator,
    last_error: contain::last_error,
    open: objects::open,
    close: objects::close,
    commit: objects::commit,
    commit_message: objects::commit_message,
    commit_author: objects::commit_author,
    commit_free: objects::commit_free,
    blob: objects::blob,
    blob_content: objects::blob_content,
    blob_free: objects::blob_free,
    tag: objects::tag,
    tag_message: objects::tag_message,
    tag_tagger: objects::tag_tagger,
    tag_free: objects::tag_free,
    commit_create: objects::commit_create,
    blob_create: objects::blob_create,
    prettify: objects::prettify,
    bytes_free: objects::bytes_free,
    foreach: walks::foreach,
    foreach_panics: walks::foreach_panics,
    odb_backend: None, // git2 adds none but its own
    connect: Some(remotes::connect),
};

static OFFERS: [Offer; 1] =
    [Offer { group: c"libgit2".as_ptr(), size: size_of::<Ops>(), ops: (&raw const OPS).cast() }];

const TOOLCHAIN: &CStr = match CStr::from_bytes_with_nul(concat!(env!("RUSTC_VERSION"), ", git2 0.21.0\0").as_bytes()) {
    Ok(toolchain) => toolchain,
    Err(_) => c"rustc",
};

static PEER: Peer = Peer {
    abi: SEAM_ABI,
    size: size_of::<Peer>() as u32,
    name: c"git2-rs".as_ptr(),
    language: c"Rust".as_ptr(),
    toolchain: TOOLCHAIN.as_ptr(),
    traits: SEAM_UTF8_ONLY,
    offers: OFFERS.as_ptr(),
    n_offers: OFFERS.len(),
};

fn log(host: &Host, text: String) {
    if let Ok(text) = CString::new(text) {
        // SAFETY: the host lives as long as the process; it copies the text.
        unsafe { (host.log)(host, text.as_ptr() as *const c_char) };
    }
}

/// The way in.  Structs of two versions of libgit2 must never meet: git2's build looks for 1.9.7 by pkg-config, but what
/// is loaded in the end is another question.
#[no_mangle]
pub extern "C" fn seam_peer_open(host: Option<&'static Host>) -> Option<&'static Peer> {
    let host = host.filter(|h| h.abi == SEAM_ABI && h.size as usize >= size_of::<Host>())?;
    let mut v = Versions { header: [0; 3], library: [0; 3], binding: std::ptr::null() };
    // SAFETY: there is room for the versions.
    unsafe { declarations::versions(&mut v) };
    if v.header != v.library {
        log(host, format!("libgit2-sys declares libgit2 {:?}, but {:?} is what was loaded", v.header, v.library));
        return None;
    }
    std::panic::set_hook(Box::new(|_| {}));
    Some(&PEER)
}
