//! Servers, and who answers them.

use crate::contain::op;
use crate::objects::{as_ref, ascii};
use crate::sys::*;
use git2::{Cred, CredentialType, Direction, Error, ErrorClass, ErrorCode, RemoteCallbacks, Repository};
use std::ffi::{c_char, c_int, c_void, CStr, CString};

/// The host's answer to a server.
fn answer(
    credentials: Credentials,
    payload: *mut c_void,
    url: &str,
    user: Option<&str>,
    allowed: CredentialType,
) -> Result<Cred, Error> {
    let nul = |_| Error::from_str("a NUL in a URL");
    let (url, user) = (CString::new(url).map_err(nul)?, user.map(CString::new).transpose().map_err(nul)?);
    let user = user.as_ref().map_or(std::ptr::null(), |user| user.as_ptr());
    let (mut name, mut password) = ([0 as c_char; 64], [0 as c_char; 64]);
    // SAFETY: the host's function, with terminated texts and room for its answers, which it terminates.
    let (code, name, password) = unsafe {
        let code = credentials(payload, url.as_ptr(), user, allowed.bits(), name.as_mut_ptr(), password.as_mut_ptr());
        (code, CStr::from_ptr(name.as_ptr()), CStr::from_ptr(password.as_ptr()))
    };
    if code != 0 {
        return Err(refusal(code));
    }
    let utf8 = |_| Error::from_str("what is answered is not UTF-8");
    Cred::userpass_plaintext(name.to_str().map_err(utf8)?, password.to_str().map_err(utf8)?)
}

/// git2 has a name for each number that a callback may refuse with.
fn refusal(code: c_int) -> Error {
    let code = if code == libgit2_sys::GIT_EUSER { ErrorCode::User } else { ErrorCode::GenericError };
    Error::new(code, ErrorClass::Callback, "the host refuses")
}

pub unsafe extern "C" fn connect(repository: *mut c_void, url: *const c_char, access: *const Access) -> c_int {
    op(|| {
        // SAFETY: the handle, the text and the host's functions are the op's.
        let (repository, url, access) = unsafe { (as_ref::<Repository>(repository), ascii(url)?, &*access) };
        let mut callbacks = RemoteCallbacks::new();
        if let Some(credentials) = access.credentials {
            let payload = access.payload;
            callbacks.credentials(move |url, user, allowed| answer(credentials, payload, url, user, allowed));
        }
        let mut remote = repository.remote_anonymous(url)?;
        remote.connect_auth(Direction::Fetch, Some(callbacks), None)?;
        Ok(())
    })
}
