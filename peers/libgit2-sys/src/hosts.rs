//! What the host does for libgit2: an object database of its own, answers to servers.

use crate::contain::{check, op};
use crate::objects::{hex, Owned};
use crate::sys::*;
use libgit2_sys as raw;
use std::ffi::{c_char, c_int, c_uint, c_void};
use std::mem::MaybeUninit;
use std::ptr::null;

/// libgit2's vtable, and behind it whom its functions call.
#[repr(C)]
struct Backend {
    is: raw::git_odb_backend,
    store: Store,
}

/// # Safety
/// `is` is the beginning of a Backend that libgit2 has not freed.
unsafe fn store_of(is: *mut raw::git_odb_backend) -> Store {
    // SAFETY: the caller's promise.
    unsafe { (*is.cast::<Backend>()).store }
}

extern "C" fn read(
    out: *mut *mut c_void,
    size: *mut usize,
    kind: *mut raw::git_object_t,
    is: *mut raw::git_odb_backend,
    id: *const raw::git_oid,
) -> c_int {
    let (mut type_read, mut content, mut n) = (0, null(), 0);
    // SAFETY: libgit2's promises on its callbacks, and the host's on its store; what libgit2 gets it frees itself.
    unsafe {
        let store = store_of(is);
        let code = (store.read)(store.payload, hex(&*id).hex.as_ptr(), &mut type_read, &mut content, &mut n);
        if code < 0 {
            return code;
        }
        let copy = raw::git_odb_backend_data_alloc(is, n + 1);
        if copy.is_null() {
            return raw::GIT_ERROR;
        }
        if n > 0 {
            copy.cast::<u8>().copy_from_nonoverlapping(content.cast(), n);
        }
        out.write(copy);
        size.write(n);
        kind.write(type_read);
    }
    0
}

extern "C" fn exists(is: *mut raw::git_odb_backend, id: *const raw::git_oid) -> c_int {
    // SAFETY: as above.
    unsafe {
        let store = store_of(is);
        store.exists.map_or(0, |exists| exists(store.payload, hex(&*id).hex.as_ptr()))
    }
}

extern "C" fn free(is: *mut raw::git_odb_backend) {
    // SAFETY: libgit2 calls it once, and nothing after it; the box is odb_backend()'s.
    unsafe {
        let backend = Box::from_raw(is.cast::<Backend>());
        if let Some(free) = backend.store.free {
            free(backend.store.payload);
        }
    }
}

pub unsafe extern "C" fn odb_backend(repository: *mut c_void, store: *const Store, priority: i32) -> c_int {
    // SAFETY: the op's handle and store; libgit2 owns the backend once it is added.
    op(|| unsafe {
        let mut is = MaybeUninit::<raw::git_odb_backend>::uninit();
        check(raw::git_odb_init_backend(is.as_mut_ptr(), raw::GIT_ODB_BACKEND_VERSION))?;
        let mut is = is.assume_init();
        is.read = Some(read);
        is.exists = (*store).exists.map(|_| exists as _);
        is.free = Some(free);
        let odb = Owned::new(raw::git_odb_free, |out| raw::git_repository_odb(out, repository.cast()))?;
        let backend = Box::into_raw(Box::new(Backend { is, store: *store }));
        check(raw::git_odb_add_backend(odb.0, backend.cast(), priority)).inspect_err(|_| drop(Box::from_raw(backend)))
    })
}

extern "C" fn acquire(
    out: *mut *mut raw::git_cred,
    url: *const c_char,
    user: *const c_char,
    allowed: c_uint,
    payload: *mut c_void,
) -> c_int {
    let (mut name, mut password) = ([0 as c_char; 64], [0 as c_char; 64]);
    // SAFETY: the payload is connect()'s access, which has a function when this is called; both answers are terminated.
    unsafe {
        let access = &*payload.cast::<Access>();
        let Some(credentials) = access.credentials else { return raw::GIT_PASSTHROUGH };
        match credentials(access.payload, url, user, allowed, name.as_mut_ptr(), password.as_mut_ptr()) {
            0 => raw::git_cred_userpass_plaintext_new(out, name.as_ptr(), password.as_ptr()),
            code => code,
        }
    }
}

pub unsafe extern "C" fn connect(repository: *mut c_void, url: *const c_char, access: *const Access) -> c_int {
    // SAFETY: the op's handle, text and host; the callbacks live as long as the connection.
    op(|| unsafe {
        let remote =
            Owned::new(raw::git_remote_free, |out| raw::git_remote_create_anonymous(out, repository.cast(), url))?;
        let mut callbacks = MaybeUninit::<raw::git_remote_callbacks>::uninit();
        check(raw::git_remote_init_callbacks(callbacks.as_mut_ptr(), raw::GIT_REMOTE_CALLBACKS_VERSION))?;
        let mut callbacks = callbacks.assume_init();
        callbacks.credentials = (*access).credentials.map(|_| acquire as _);
        callbacks.payload = access.cast_mut().cast();
        check(raw::git_remote_connect(remote.0, raw::GIT_DIRECTION_FETCH, &callbacks, null(), null()))?;
        check(raw::git_remote_disconnect(remote.0))
    })
}
