//! libgit2's functions that take a callback, with a callback for each type that hands on one string of bytes.

use crate::contain::{check, contained, op, outcome, refused};
use crate::objects::{find, hex, Owned};
use crate::sys::*;
use libgit2_sys as raw;
use std::any::Any;
use std::ffi::{c_char, c_int, c_uint, c_void, CStr};
use std::panic::{catch_unwind, resume_unwind, AssertUnwindSafe};
use std::ptr::null;
use std::slice;

/// What libgit2 carries to each callback: who gets the items, and a panic that must not pass through libgit2.
struct Walker<'a> {
    visit: &'a mut dyn FnMut(&[u8]) -> c_int,
    panic: Option<Box<dyn Any + Send>>,
}

fn item(payload: *mut c_void, bytes: &[u8]) -> c_int {
    // SAFETY: each walk of this file hands libgit2 a Walker, which lives until the walk is over and is nobody else's.
    let walker = unsafe { &mut *payload.cast::<Walker<'_>>() };
    catch_unwind(AssertUnwindSafe(|| (walker.visit)(bytes))).unwrap_or_else(|panic| {
        walker.panic = Some(panic);
        raw::GIT_EUSER
    })
}

fn text(payload: *mut c_void, text: *const c_char) -> c_int {
    // SAFETY: libgit2 gives NULL or a terminated text, which lives during the callback.
    item(payload, if text.is_null() { b"" } else { unsafe { CStr::from_ptr(text) }.to_bytes() })
}

fn id_text(payload: *mut c_void, id: *const raw::git_oid) -> c_int {
    // SAFETY: libgit2 gives an id that lives during the callback.
    let id = hex(unsafe { &*id });
    text(payload, id.hex.as_ptr())
}

/// # Safety
/// `bytes` points to `size` bytes, or `size` is 0.
unsafe fn counted(payload: *mut c_void, bytes: *const c_void, size: usize) -> c_int {
    // SAFETY: the caller's promise; a slice of no bytes must not be NULL.
    item(payload, if size == 0 { &[] } else { unsafe { slice::from_raw_parts(bytes.cast(), size) } })
}

extern "C" fn tag(name: *const c_char, _: *mut raw::git_oid, payload: *mut c_void) -> c_int {
    text(payload, name)
}

extern "C" fn object(id: *const raw::git_oid, payload: *mut c_void) -> c_int {
    id_text(payload, id)
}

extern "C" fn pack(bytes: *const c_void, size: usize, payload: *mut c_void) -> c_int {
    // SAFETY: libgit2's promise.
    unsafe { counted(payload, bytes, size) }
}

extern "C" fn entry(root: *const c_char, entry: *const raw::git_tree_entry, payload: *mut c_void) -> c_int {
    // SAFETY: both texts are terminated, and live during the callback.
    let (root, name) = unsafe { (CStr::from_ptr(root), CStr::from_ptr(raw::git_tree_entry_name(entry))) };
    item(payload, &[root.to_bytes(), name.to_bytes()].concat())
}

extern "C" fn stash(_: usize, message: *const c_char, _: *const raw::git_oid, payload: *mut c_void) -> c_int {
    text(payload, message)
}

extern "C" fn submodule(_: *mut raw::git_submodule, name: *const c_char, payload: *mut c_void) -> c_int {
    text(payload, name)
}

extern "C" fn fetchhead(
    name: *const c_char,
    _: *const c_char,
    _: *const raw::git_oid,
    _: c_uint,
    payload: *mut c_void,
) -> c_int {
    text(payload, name)
}

extern "C" fn no_file(_: *const raw::git_diff_delta, _: f32, _: *mut c_void) -> c_int {
    0
}

extern "C" fn file(delta: *const raw::git_diff_delta, _: f32, payload: *mut c_void) -> c_int {
    // SAFETY: the delta lives during the callback.
    text(payload, unsafe { (*delta).new_file.path })
}

extern "C" fn hunk(_: *const raw::git_diff_delta, hunk: *const raw::git_diff_hunk, payload: *mut c_void) -> c_int {
    // SAFETY: the hunk lives during the callback, and its header has that many bytes.
    unsafe { counted(payload, (*hunk).header.as_ptr().cast(), (*hunk).header_len) }
}

extern "C" fn line(
    _: *const raw::git_diff_delta,
    _: *const raw::git_diff_hunk,
    line: *const raw::git_diff_line,
    payload: *mut c_void,
) -> c_int {
    // SAFETY: the line lives during the callback, and its content has that many bytes.
    unsafe { counted(payload, (*line).content.cast(), (*line).content_len) }
}

/// What libgit2 returned, or Err() with the code of what came before it.
type Walked = Result<c_int, c_int>;

/// # Safety
/// `r` is a repository, `p` a Walker; so it is for all of this file.
unsafe fn tree(r: *mut raw::git_repository, mode: raw::git_treewalk_mode, p: *mut c_void) -> Walked {
    // SAFETY: the caller's promise.
    unsafe {
        let root = find(r.cast(), c"HEAD^{tree}".as_ptr(), raw::GIT_OBJECT_TREE)?;
        Ok(raw::git_tree_walk(root.0.cast(), mode, entry, p))
    }
}

unsafe fn packbuilder(r: *mut raw::git_repository, p: *mut c_void) -> Walked {
    // SAFETY: as above.
    unsafe {
        let builder = Owned::new(raw::git_packbuilder_free, |out| raw::git_packbuilder_new(out, r))?;
        let head = find(r.cast(), c"HEAD".as_ptr(), raw::GIT_OBJECT_COMMIT)?;
        check(raw::git_packbuilder_insert(builder.0, raw::git_object_id(head.0), null()))?;
        Ok(raw::git_packbuilder_foreach(builder.0, Some(pack), p))
    }
}

unsafe fn diff(r: *mut raw::git_repository, what: &[u8], p: *mut c_void) -> Walked {
    // SAFETY: as above.
    let tree = |spec: &CStr| unsafe { find(r.cast(), spec.as_ptr(), raw::GIT_OBJECT_TREE) };
    let (old, new) = (tree(c"HEAD~1^{tree}")?, tree(c"HEAD^{tree}")?);
    // SAFETY: as above.
    unsafe {
        let diff = Owned::new(raw::git_diff_free, |out| {
            raw::git_diff_tree_to_tree(out, r, old.0.cast(), new.0.cast(), null())
        })?;
        Ok(match what {
            b"diff_files" => raw::git_diff_foreach(diff.0, Some(file), None, None, None, p),
            b"diff_hunks" => raw::git_diff_foreach(diff.0, Some(no_file), None, Some(hunk), None, p),
            b"diff_lines" => raw::git_diff_foreach(diff.0, Some(no_file), None, None, Some(line), p),
            _ => raw::git_diff_print(diff.0, raw::GIT_DIFF_FORMAT_PATCH, Some(line), p),
        })
    }
}

/// The walk of this name; None where the crate declares none.
unsafe fn walk(r: *mut raw::git_repository, what: &[u8], p: *mut c_void) -> Option<Walked> {
    // SAFETY: as above.
    Some(unsafe {
        match what {
            b"tags" => Ok(raw::git_tag_foreach(r, Some(tag), p)),
            b"odb" => Owned::new(raw::git_odb_free, |out| raw::git_repository_odb(out, r))
                .map(|odb| raw::git_odb_foreach(odb.0, Some(object), p)),
            b"packbuilder" => packbuilder(r, p),
            b"tree" => tree(r, raw::GIT_TREEWALK_PRE, p),
            b"tree_post" => tree(r, raw::GIT_TREEWALK_POST, p),
            b"stashes" => Ok(raw::git_stash_foreach(r, Some(stash), p)),
            b"submodules" => Ok(raw::git_submodule_foreach(r, Some(submodule), p)),
            b"fetchheads" => Ok(raw::git_repository_fetchhead_foreach(r, Some(fetchhead), p)),
            b"mergeheads" => Ok(raw::git_repository_mergehead_foreach(r, Some(object), p)),
            b"diff_files" | b"diff_hunks" | b"diff_lines" | b"diff_print" => diff(r, what, p),
            _ => return None,
        }
    })
}

/// Walks, and raises again what a callback raised.
unsafe fn walked(repository: *mut c_void, what: *const c_char, visit: &mut dyn FnMut(&[u8]) -> c_int) -> Walked {
    let mut walker = Walker { visit, panic: None };
    // SAFETY: the op's handle and name; the walker outlives the walk.
    let result = unsafe { walk(repository.cast(), CStr::from_ptr(what).to_bytes(), (&raw mut walker).cast()) };
    if let Some(panic) = walker.panic {
        resume_unwind(panic);
    }
    result.unwrap_or_else(|| Err(refused(SEAM_E_NOT_FOUND, "libgit2-sys declares no such walk")))
}

pub unsafe extern "C" fn foreach(
    repository: *mut c_void,
    what: *const c_char,
    visit: Visit,
    payload: *mut c_void,
    result: *mut c_int,
) -> c_int {
    op(|| {
        // SAFETY: the handle, the name, the visitor and the room for the result are the op's.
        unsafe {
            let code = walked(repository, what, &mut |item| visit(payload, item.as_ptr().cast(), item.len()))?;
            outcome(code);
            result.write(code);
        }
        Ok(())
    })
}

pub unsafe extern "C" fn foreach_panics(repository: *mut c_void, what: *const c_char, at: usize) -> c_int {
    let mut n = 0;
    contained(|| {
        // SAFETY: the handle and the name are the op's.
        let walked = unsafe {
            walked(repository, what, &mut |_| {
                n += 1;
                if n > at {
                    // As a panic, but with no message on stderr.
                    resume_unwind(Box::new("a panic in a callback"));
                }
                0
            })
        };
        walked.map_or_else(|rc| rc, outcome)
    })
}
