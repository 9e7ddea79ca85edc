//! Repositories, commits, blobs, tags: git2's own objects, boxed, as handles.

use crate::contain::{op, Refusal};
use crate::sys::*;
use git2::{Blob, Commit, Object, ObjectType, Oid, Repository, Signature, Tag, Time};
use std::ffi::{c_char, c_int, c_void, CStr, OsStr};
use std::os::unix::ffi::OsStrExt;
use std::{slice, str};

fn handle<T>(object: T) -> *mut c_void {
    Box::into_raw(Box::new(object)).cast()
}

/// # Safety
/// `handle` is NULL, or came from [`handle`] with this type, and is used no more.
unsafe fn give_back<T>(handle: *mut c_void) {
    if !handle.is_null() {
        // SAFETY: the caller's promise.
        drop(unsafe { Box::from_raw(handle.cast::<T>()) });
    }
}

/// # Safety
/// `handle` came from [`handle`] with this type and lives for `'a`.
pub unsafe fn as_ref<'a, T>(handle: *mut c_void) -> &'a T {
    // SAFETY: the caller's promise.
    unsafe { &*handle.cast::<T>() }
}

/// # Safety
/// `text` is terminated and lives for `'a`.
pub unsafe fn ascii<'a>(text: *const c_char) -> Result<&'a str, Refusal> {
    // SAFETY: the caller's promise.
    let bytes = unsafe { CStr::from_ptr(text) };
    bytes.to_str().map_err(|_| Refusal::Own(SEAM_E_ENCODING, "the name is not UTF-8"))
}

/// A counted text as git2 takes it.
///
/// # Safety
/// `text` points to `size` bytes that live for `'a`, or `size` is 0.
unsafe fn text<'a>(text: *const c_char, size: usize) -> Result<&'a str, Refusal> {
    // SAFETY: the caller's promise; a slice of no bytes must not be NULL.
    let bytes: &[u8] = if size == 0 { &[] } else { unsafe { slice::from_raw_parts(text.cast(), size) } };
    if bytes.contains(&0) {
        return Err(Refusal::Own(SEAM_E_NUL, "a NUL within a text that libgit2 takes as terminated"));
    }
    str::from_utf8(bytes).map_err(|_| Refusal::Own(SEAM_E_ENCODING, "the text is not UTF-8"))
}

fn person(who: &Signature<'_>) -> Person {
    Person {
        name: who.name_bytes().as_ptr().cast(),
        name_size: who.name_bytes().len(),
        email: who.email_bytes().as_ptr().cast(),
        email_size: who.email_bytes().len(),
        when: who.when().seconds(),
        offset: who.when().offset_minutes(),
    }
}

fn hex(id: Oid) -> Id {
    let mut hex = [0; 41];
    for (to, from) in hex.iter_mut().zip(id.to_string().bytes()) {
        *to = from as c_char;
    }
    Id { hex }
}

/// # Safety
/// As the op's: a handle of a repository, a terminated name.
unsafe fn find<'a>(repository: *mut c_void, spec: *const c_char, kind: ObjectType) -> Result<Object<'a>, Refusal> {
    // SAFETY: the caller's promise.
    let (repository, spec) = unsafe { (as_ref::<Repository>(repository), ascii(spec)?) };
    Ok(repository.revparse_single(spec)?.peel(kind)?)
}

pub unsafe extern "C" fn open(path: *const c_char, out: *mut *mut c_void) -> c_int {
    op(|| {
        // SAFETY: the path is terminated, and `out` has room.
        unsafe {
            let path = OsStr::from_bytes(CStr::from_ptr(path).to_bytes());
            out.write(handle(Repository::open(path)?));
        }
        Ok(())
    })
}

pub unsafe extern "C" fn close(repository: *mut c_void) {
    // SAFETY: a handle of open(), of which nothing is left.
    unsafe { give_back::<Repository>(repository) }
}

// A child's lifetime is its repository's in git2; the contract says that it is freed before its repository, and so the
// handle holds it as 'static.

pub unsafe extern "C" fn commit(repository: *mut c_void, spec: *const c_char, out: *mut *mut c_void) -> c_int {
    op(|| {
        // SAFETY: handles and texts are the op's; see above for 'static.
        unsafe {
            let commit: Commit<'static> = find(repository, spec, ObjectType::Commit)?.peel_to_commit()?;
            out.write(handle(commit));
        }
        Ok(())
    })
}

pub unsafe extern "C" fn commit_message(commit: *mut c_void, out: *mut *const c_char, size: *mut usize) -> c_int {
    op(|| {
        // SAFETY: a handle of commit(); the bytes are libgit2's, and live as long as it.
        unsafe {
            let message = as_ref::<Commit<'static>>(commit).message_raw_bytes();
            out.write(message.as_ptr().cast());
            size.write(message.len());
        }
        Ok(())
    })
}

pub unsafe extern "C" fn commit_author(commit: *mut c_void, out: *mut Person) -> c_int {
    op(|| {
        // SAFETY: a handle of commit(); name and e-mail are libgit2's, and live as long as it.
        unsafe { out.write(person(&as_ref::<Commit<'static>>(commit).author())) };
        Ok(())
    })
}

pub unsafe extern "C" fn commit_free(commit: *mut c_void) {
    // SAFETY: a handle of commit().
    unsafe { give_back::<Commit<'static>>(commit) }
}

pub unsafe extern "C" fn blob(repository: *mut c_void, spec: *const c_char, out: *mut *mut c_void) -> c_int {
    op(|| {
        // SAFETY: handles and texts are the op's; see above for 'static.
        unsafe {
            let blob: Blob<'static> = find(repository, spec, ObjectType::Blob)?.peel_to_blob()?;
            out.write(handle(blob));
        }
        Ok(())
    })
}

pub unsafe extern "C" fn blob_content(blob: *mut c_void, out: *mut *const c_char, size: *mut usize) -> c_int {
    op(|| {
        // SAFETY: a handle of blob(); the bytes are libgit2's, and live as long as it.
        unsafe {
            let content = as_ref::<Blob<'static>>(blob).content();
            out.write(content.as_ptr().cast());
            size.write(content.len());
        }
        Ok(())
    })
}

pub unsafe extern "C" fn blob_free(blob: *mut c_void) {
    // SAFETY: a handle of blob().
    unsafe { give_back::<Blob<'static>>(blob) }
}

pub unsafe extern "C" fn tag(repository: *mut c_void, name: *const c_char, out: *mut *mut c_void) -> c_int {
    op(|| {
        // SAFETY: handles and texts are the op's; see above for 'static.
        unsafe {
            let repository: &'static Repository = as_ref(repository);
            let tag: Tag<'static> = repository.find_reference(&format!("refs/tags/{}", ascii(name)?))?.peel_to_tag()?;
            out.write(handle(tag));
        }
        Ok(())
    })
}

pub unsafe extern "C" fn tag_message(tag: *mut c_void, out: *mut *const c_char, size: *mut usize) -> c_int {
    op(|| {
        // SAFETY: a handle of tag(); the bytes are libgit2's, and live as long as it.
        unsafe {
            let message = as_ref::<Tag<'static>>(tag).message_bytes();
            out.write(message.map_or(std::ptr::null(), |m| m.as_ptr().cast()));
            size.write(message.map_or(0, <[u8]>::len));
        }
        Ok(())
    })
}

pub unsafe extern "C" fn tag_tagger(tag: *mut c_void, out: *mut Person) -> c_int {
    op(|| {
        // SAFETY: a handle of tag(); name and e-mail are libgit2's, and live as long as it.
        unsafe {
            let Some(who) = as_ref::<Tag<'static>>(tag).tagger() else {
                return Err(Refusal::Own(SEAM_E_NOT_FOUND, "the tag has no tagger"));
            };
            out.write(person(&who));
        }
        Ok(())
    })
}

pub unsafe extern "C" fn tag_free(tag: *mut c_void) {
    // SAFETY: a handle of tag().
    unsafe { give_back::<Tag<'static>>(tag) }
}

pub unsafe extern "C" fn commit_create(
    repository: *mut c_void,
    person: *const Person,
    message: *const c_char,
    size: usize,
    out: *mut Id,
) -> c_int {
    op(|| {
        // SAFETY: all pointers are the op's, valid during the call.
        unsafe {
            let repository = as_ref::<Repository>(repository);
            let who = &*person;
            let (name, email) = (text(who.name, who.name_size)?, text(who.email, who.email_size)?);
            let message = text(message, size)?;
            let who = Signature::new(name, email, &Time::new(who.when, who.offset))?;
            let tree = repository.head()?.peel_to_tree()?;
            out.write(hex(repository.commit(None, &who, &who, message, &tree, &[])?));
        }
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
        // SAFETY: `content` has `size` bytes; a slice of none must not be NULL.
        unsafe {
            let bytes: &[u8] = if size == 0 { &[] } else { slice::from_raw_parts(content.cast(), size) };
            out.write(hex(as_ref::<Repository>(repository).blob(bytes)?));
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
    op(|| {
        // SAFETY: `message` has `size` bytes, and the results have room.
        unsafe {
            let comment = (strip != 0).then_some(b'#');
            let pretty = git2::message_prettify(text(message, size)?, comment)?.into_bytes().into_boxed_slice();
            out_size.write(pretty.len());
            out.write(Box::into_raw(pretty).cast());
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
