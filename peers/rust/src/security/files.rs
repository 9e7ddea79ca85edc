//! Files below a root.  A path is walked name by name, each opened in the folder before and never through a link; what has
//! been opened is what is used, names are not looked at again.  Every descriptor is a File, which closes it.

use super::gate::allowed;
use super::sys::{Authorise, ALLOC_MAX, PATH_MAX, PATH_NAME_MAX, TEMPORARY};
use super::{input_text, unix, LIVE};
use crate::contain::{contain, contain_void, need, Result};
use crate::lent::LentBox;
use crate::live::Live;
use crate::sys::{elements, Error, Out};
use std::ffi::{c_char, c_int, c_void, CStr, CString, OsStr};
use std::fmt::Write as _;
use std::fs::{File, OpenOptions};
use std::io::{self, ErrorKind, Read, Write};
use std::os::unix::ffi::OsStrExt;
use std::os::unix::fs::OpenOptionsExt;
use std::ptr::NonNull;
use std::slice;

pub struct Root {
    folder: File,
    _live: Live,
}

/// A path in a root, taken apart; it has been looked at, and is in no folder yet.
struct Below {
    folders: Vec<CString>,
    last: CString,
}

fn name(bytes: &[u8]) -> Result<CString> {
    match bytes {
        b"" | b"." | b".." => Err(Error::Range),
        _ if bytes.len() > PATH_NAME_MAX => Err(Error::Range),
        _ => CString::new(bytes).map_err(|_| Error::Nul),
    }
}

impl Below {
    fn new(path: &[u8]) -> Result<Self> {
        if path.contains(&0) {
            return Err(Error::Nul);
        }
        let mut folders = path.split(|byte| *byte == b'/').map(name).collect::<Result<Vec<_>>>()?;
        std::str::from_utf8(path).map_err(|_| Error::Encoding)?;
        let last = folders.pop().ok_or(Error::Range)?;
        Ok(Below { folders, last })
    }

    /// The folder of the last name.
    fn folder(&self, root: &Root) -> Result<Option<File>> {
        let mut folder = None;
        for name in &self.folders {
            let above = folder.as_ref().unwrap_or(&root.folder);
            folder = Some(open(above, name, unix::TO_ENTER)?);
        }
        Ok(folder)
    }
}

fn open(folder: &File, name: &CStr, purpose: c_int) -> Result<File> {
    unix::open(folder, name, purpose).map_err(|error| refused(folder, name, &error))
}

fn refused(folder: &File, name: &CStr, error: &io::Error) -> Error {
    match (error.kind(), error.raw_os_error()) {
        (ErrorKind::AlreadyExists, _) => Error::State,
        (_, Some(unix::LOOP | unix::NAME_TOO_LONG)) => Error::Range,
        _ if unix::is_link(folder, name) => Error::Range,
        (ErrorKind::NotFound | ErrorKind::NotADirectory, _) => Error::NotFound,
        _ => Error::Failed,
    }
}

pub extern "C" fn root_open(path: *const c_char, n: usize, out: Out<'_, LentBox<Root>>) -> c_int {
    contain(|| {
        let out = need(out)?;
        // SAFETY: C lends n bytes for the call.
        let path = unsafe { input_text(path, n, PATH_MAX) }?;
        if path.first() != Some(&b'/') {
            return Err(Error::Range);
        }
        if path.contains(&0) {
            return Err(Error::Nul);
        }
        let folder = OpenOptions::new().read(true).custom_flags(unix::FOLDER).open(OsStr::from_bytes(path));
        let folder = folder.map_err(|error| match error.kind() {
            ErrorKind::NotFound => Error::NotFound,
            _ => Error::Failed,
        })?;
        out.write(LentBox::new(Root { folder, _live: LIVE.enter() })?);
        Ok(())
    })
}

pub extern "C" fn root_release(root: Option<LentBox<Root>>) {
    contain_void(|| drop(root));
}

pub extern "C" fn root_read(
    root: Option<&Root>,
    path: *const c_char,
    n: usize,
    authorise: Option<Authorise>,
    userdata: *mut c_void,
    buffer: *mut c_void,
    size: usize,
    out_n: Out<'_, usize>,
) -> c_int {
    contain(|| {
        let (root, authorise, out_n) = (need(root)?, need(authorise)?, need(out_n)?);
        if size > 0 {
            need(NonNull::new(buffer))?;
        }
        // SAFETY: C lends n bytes for the call.
        let path = unsafe { input_text(path, n, PATH_MAX) }?;
        let below = Below::new(path)?;
        let folder = below.folder(root)?;
        let mut file = open(folder.as_ref().unwrap_or(&root.folder), &below.last, unix::TO_READ)?;
        let status = file.metadata().map_err(|_| Error::Failed)?;
        if !status.is_file() {
            return Err(Error::Failed);
        }
        let whole = usize::try_from(status.len()).map_err(|_| Error::Failed)?;
        if whole > size {
            out_n.write(whole);
            return Err(Error::Space);
        }
        // SAFETY: C gave the two together.
        unsafe { allowed(authorise, userdata, path, status.len()) }?;
        if whole > 0 {
            // SAFETY: C lends `size` bytes for the call, which are no fewer; now there is something in them.
            let buffer = unsafe {
                buffer.write_bytes(0, whole);
                slice::from_raw_parts_mut(buffer.cast(), whole)
            };
            file.read_exact(buffer).map_err(|error| match error.kind() {
                ErrorKind::UnexpectedEof => Error::State,
                _ => Error::Failed,
            })?;
        }
        out_n.write(whole);
        Ok(())
    })
}

fn create(root: &Root, path: &[u8], bytes: &[u8]) -> Result {
    let below = Below::new(path)?;
    let folder = below.folder(root)?;
    let folder = folder.as_ref().unwrap_or(&root.folder);
    open(folder, &below.last, unix::TO_CREATE)?.write_all(bytes).map_err(|_| {
        unix::remove(folder, &below.last);
        Error::Failed
    })
}

pub extern "C" fn root_create(
    root: Option<&Root>,
    path: *const c_char,
    n: usize,
    bytes: *const c_void,
    size: usize,
) -> c_int {
    contain(|| {
        let root = need(root)?;
        // SAFETY: C lends so many bytes of each for the call.
        let (path, bytes) = unsafe { (input_text(path, n, PATH_MAX)?, elements(bytes.cast(), size)?) };
        create(root, path, bytes)
    })
}

pub extern "C" fn root_temporary(
    root: Option<&Root>,
    bytes: *const c_void,
    size: usize,
    name: Out<'_, [u8; TEMPORARY]>,
) -> c_int {
    contain(|| {
        let (root, name) = (need(root)?, need(name)?);
        // SAFETY: C lends `size` bytes for the call.
        let bytes = unsafe { elements(bytes.cast(), size) }?;
        let mut random = [0; 16];
        unix::random(&mut random).map_err(|_| Error::Failed)?;
        let mut made = "tmp-".to_owned();
        for byte in random {
            write!(made, "{byte:02x}").map_err(|_| Error::Failed)?;
        }
        create(root, made.as_bytes(), bytes)?;
        made.push('\0');
        name.write(made.as_bytes().try_into().map_err(|_| Error::Failed)?);
        Ok(())
    })
}

/// The buffer is cleared first: then it is a slice of bytes, whatever was in it.
pub extern "C" fn random_fill(buffer: *mut c_void, n: usize) -> c_int {
    contain(|| {
        if n > ALLOC_MAX {
            return Err(Error::Range);
        }
        if n == 0 {
            return Ok(());
        }
        let buffer = need(NonNull::new(buffer))?.cast::<u8>();
        // SAFETY: C lends n bytes for the call.
        let bytes = unsafe {
            buffer.write_bytes(0, n);
            slice::from_raw_parts_mut(buffer.as_ptr(), n)
        };
        unix::random(bytes).map_err(|_| Error::Failed)
    })
}
