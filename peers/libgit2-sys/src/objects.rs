//! Repositories, commits, blobs, tags: libgit2's own pointers are the handles.

use crate::contain::{check, op, refused};
use crate::sys::*;
use libgit2_sys as raw;
use std::ffi::{c_char, c_int, c_void, CStr, CString};
use std::ptr::{null, null_mut};
use std::slice;

/// Something of libgit2's that is freed when this goes.
pub struct Owned<T>(pub *mut T, unsafe extern "C" fn(*mut T));

impl<T> Owned<T> {
    /// What `make` stores, when it succeeds.
    pub fn new(free: unsafe extern "C" fn(*mut T), make: impl FnOnce(*mut *mut T) -> c_int) -> Result<Self, c_int> {
        let mut made = null_mut();
        check(make(&mut made))?;
        Ok(Owned(made, free))
    }

    /// The pointer, for C to free.
    pub fn give(self) -> *mut c_void {
        std::mem::ManuallyDrop::new(self).0.cast()
    }
}

impl<T> Drop for Owned<T> {
    fn drop(&mut self) {
        // SAFETY: it was made by libgit2, and this is its only owner.
        unsafe { (self.1)(self.0) }
    }
}

/// The object of this kind that `spec` names.
///
/// # Safety
/// A handle of a repository, and a terminated name.
pub unsafe fn find(
    repository: *mut c_void,
    spec: *const c_char,
    kind: raw::git_object_t,
) -> Result<Owned<raw::git_object>, c_int> {
    // SAFETY: the caller's promise; each result has room.
    unsafe {
        let object = Owned::new(raw::git_object_free, |out| raw::git_revparse_single(out, repository.cast(), spec))?;
        Owned::new(raw::git_object_free, |out| match raw::git_object_peel(out, object.0, kind) {
            raw::GIT_ENOTFOUND => raw::GIT_EINVALIDSPEC, // there is such a thing, of another kind
            code => code,
        })
    }
}

/// # Safety
/// `who` is one of libgit2's, and lives as long as what was made of it is used.
unsafe fn person(who: *const raw::git_signature) -> Person {
    // SAFETY: the caller's promise; both texts are terminated.
    unsafe {
        let (name, email) = (CStr::from_ptr((*who).name), CStr::from_ptr((*who).email));
        Person {
            name: name.as_ptr(),
            name_size: name.count_bytes(),
            email: email.as_ptr(),
            email_size: email.count_bytes(),
            when: (*who).when.time,
            offset: (*who).when.offset,
        }
    }
}

/// A terminated copy for libgit2, which takes no lengths.
///
/// # Safety
/// `text` points to `size` bytes, or `size` is 0.
unsafe fn terminated(text: *const c_char, size: usize) -> Result<CString, c_int> {
    // SAFETY: the caller's promise; a slice of no bytes must not be NULL.
    let bytes: &[u8] = if size == 0 { &[] } else { unsafe { slice::from_raw_parts(text.cast(), size) } };
    CString::new(bytes).map_err(|_| refused(SEAM_E_NUL, "a NUL within a text that libgit2 takes as terminated"))
}

pub fn hex(id: &raw::git_oid) -> Id {
    let mut hex = [0; 41];
    // SAFETY: there is room for 40 digits and the terminator.
    unsafe { raw::git_oid_tostr(hex.as_mut_ptr(), hex.len(), id) };
    Id { hex }
}

pub unsafe extern "C" fn open(path: *const c_char, out: *mut *mut c_void) -> c_int {
    raw::init();
    op(|| {
        let mut repository = null_mut();
        // SAFETY: the path is terminated, and `out` has room.
        unsafe {
            check(raw::git_repository_open(&mut repository, path))?;
            out.write(repository.cast());
        }
        Ok(())
    })
}

pub unsafe extern "C" fn close(repository: *mut c_void) {
    // SAFETY: a handle of open(), of which nothing is left; NULL does nothing.
    unsafe { raw::git_repository_free(repository.cast()) }
}

pub unsafe extern "C" fn commit(repository: *mut c_void, spec: *const c_char, out: *mut *mut c_void) -> c_int {
    // SAFETY: the op's handle and name, and room for the result.
    op(|| unsafe { find(repository, spec, raw::GIT_OBJECT_COMMIT).map(|commit| out.write(commit.give())) })
}

pub unsafe extern "C" fn commit_message(commit: *mut c_void, out: *mut *const c_char, size: *mut usize) -> c_int {
    // SAFETY: a handle of commit(), whose message is terminated and lives as long.
    unsafe {
        let message = CStr::from_ptr(raw::git_commit_message_raw(commit.cast()));
        out.write(message.as_ptr());
        size.write(message.count_bytes());
    }
    SEAM_OK
}

pub unsafe extern "C" fn commit_author(commit: *mut c_void, out: *mut Person) -> c_int {
    // SAFETY: a handle of commit(), whose author lives as long; room for a person.
    unsafe { out.write(person(raw::git_commit_author(commit.cast()))) };
    SEAM_OK
}

pub unsafe extern "C" fn commit_free(commit: *mut c_void) {
    // SAFETY: a handle of commit(), or NULL.
    unsafe { raw::git_commit_free(commit.cast()) }
}

pub unsafe extern "C" fn blob(repository: *mut c_void, spec: *const c_char, out: *mut *mut c_void) -> c_int {
    // SAFETY: the op's handle and name, and room for the result.
    op(|| unsafe { find(repository, spec, raw::GIT_OBJECT_BLOB).map(|blob| out.write(blob.give())) })
}

pub unsafe extern "C" fn blob_content(blob: *mut c_void, out: *mut *const c_char, size: *mut usize) -> c_int {
    // SAFETY: a handle of blob(), whose content lives as long.
    unsafe {
        out.write(raw::git_blob_rawcontent(blob.cast()).cast());
        size.write(raw::git_blob_rawsize(blob.cast()) as usize);
    }
    SEAM_OK
}

pub unsafe extern "C" fn blob_free(blob: *mut c_void) {
    // SAFETY: a handle of blob(), or NULL.
    unsafe { raw::git_blob_free(blob.cast()) }
}

pub unsafe extern "C" fn tag(repository: *mut c_void, name: *const c_char, out: *mut *mut c_void) -> c_int {
    op(|| {
        // SAFETY: the op's handle and name, and room for the result.
        unsafe {
            let reference = terminated_pair(c"refs/tags/", CStr::from_ptr(name));
            out.write(find(repository, reference.as_ptr(), raw::GIT_OBJECT_TAG)?.give());
        }
        Ok(())
    })
}

fn terminated_pair(a: &CStr, b: &CStr) -> CString {
    CString::new([a.to_bytes(), b.to_bytes()].concat()).expect("neither holds a NUL")
}

pub unsafe extern "C" fn tag_message(tag: *mut c_void, out: *mut *const c_char, size: *mut usize) -> c_int {
    // SAFETY: a handle of tag(); its message, if it has one, is terminated and lives as long.
    unsafe {
        let message = raw::git_tag_message(tag.cast());
        out.write(message);
        size.write(if message.is_null() { 0 } else { CStr::from_ptr(message).count_bytes() });
    }
    SEAM_OK
}

pub unsafe extern "C" fn tag_tagger(tag: *mut c_void, out: *mut Person) -> c_int {
    // SAFETY: a handle of tag(), whose tagger, if it has one, lives as long; room for a person.
    unsafe {
        let who = raw::git_tag_tagger(tag.cast());
        if who.is_null() {
            return refused(SEAM_E_NOT_FOUND, "the tag has no tagger");
        }
        out.write(person(who));
    }
    SEAM_OK
}

pub unsafe extern "C" fn tag_free(tag: *mut c_void) {
    // SAFETY: a handle of tag(), or NULL.
    unsafe { raw::git_tag_free(tag.cast()) }
}

pub unsafe extern "C" fn commit_create(
    repository: *mut c_void,
    person: *const Person,
    message: *const c_char,
    size: usize,
    out: *mut Id,
) -> c_int {
    // SAFETY: all pointers are the op's, valid during the call; what is made here is freed here.
    op(|| unsafe {
        let who = &*person;
        let (name, email) = (terminated(who.name, who.name_size)?, terminated(who.email, who.email_size)?);
        let message = terminated(message, size)?;
        let author = Owned::new(raw::git_signature_free, |out| {
            raw::git_signature_new(out, name.as_ptr(), email.as_ptr(), who.when, who.offset)
        })?;
        let tree = find(repository, c"HEAD^{tree}".as_ptr(), raw::GIT_OBJECT_TREE)?;
        let (none, mut id) = (null(), raw::git_oid { id: [0; 20] });
        check(raw::git_commit_create(
            &mut id,
            repository.cast(),
            none,
            author.0,
            author.0,
            none,
            message.as_ptr(),
            tree.0.cast(),
            0,
            null_mut(),
        ))?;
        out.write(hex(&id));
        Ok(())
    })
}

pub unsafe extern "C" fn blob_create(
    repository: *mut c_void,
    content: *const c_char,
    size: usize,
    out: *mut Id,
) -> c_int {
    op(|| {
        let mut id = raw::git_oid { id: [0; 20] };
        // SAFETY: `content` has `size` bytes, and the result has room.
        unsafe {
            check(raw::git_blob_create_frombuffer(&mut id, repository.cast(), content.cast(), size))?;
            out.write(hex(&id));
        }
        Ok(())
    })
}

pub unsafe extern "C" fn prettify(
    message: *const c_char,
    size: usize,
    strip: c_int,
    out: *mut *mut c_char,
    out_size: *mut usize,
) -> c_int {
    raw::init();
    op(|| {
        // SAFETY: `message` has `size` bytes, and the results have room; the buffer is libgit2's to free.
        unsafe {
            let message = terminated(message, size)?;
            let mut buf = raw::git_buf { ptr: null_mut(), reserved: 0, size: 0 };
            check(raw::git_message_prettify(&mut buf, message.as_ptr(), strip, b'#' as c_char))?;
            let bytes: Box<[u8]> = slice::from_raw_parts(buf.ptr.cast(), buf.size).into();
            raw::git_buf_dispose(&mut buf);
            out_size.write(bytes.len());
            out.write(Box::into_raw(bytes).cast());
        }
        Ok(())
    })
}

pub unsafe extern "C" fn bytes_free(bytes: *mut c_char, size: usize) {
    if !bytes.is_null() {
        // SAFETY: pointer and size are those of a boxed slice of prettify().
        drop(unsafe { Box::from_raw(std::ptr::slice_from_raw_parts_mut(bytes.cast::<u8>(), size)) });
    }
}
