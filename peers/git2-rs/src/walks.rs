//! git2's walks that take a closure.

use crate::contain::{contained, keep, op, Refusal};
use crate::objects::{as_ref, ascii};
use crate::sys::*;
use git2::{DiffFormat, Error, Repository, TreeWalkMode};
use std::ffi::{c_char, c_int, c_void};
use std::panic::resume_unwind;

/// Where a walk ended.
enum End {
    /// git2 returned, and handed on this number of libgit2's.
    Result(c_int),
    /// The closure said stop, and git2 does not carry the number.
    Stopped,
}

/// Hands items to `visit` and notes that it said stop.  The closures of git2 answer yes (go on) or no.
struct Visitor<'a> {
    visit: &'a mut dyn FnMut(&[u8]) -> c_int,
    stopped: bool,
}

impl Visitor<'_> {
    fn goes_on(&mut self, item: &[u8]) -> bool {
        self.stopped = (self.visit)(item) != 0;
        !self.stopped
    }

    /// What a walk with such a closure came to.
    fn end(&self, walked: Result<(), Error>) -> Result<End, Refusal> {
        match walked {
            Ok(()) if self.stopped => Ok(End::Stopped),
            Ok(()) => Ok(End::Result(0)),
            Err(e) if self.stopped => {
                keep(e.into());
                Ok(End::Stopped)
            }
            Err(e) => Err(e.into()),
        }
    }
}

fn tree(repository: &Repository, mode: TreeWalkMode, visit: &mut dyn FnMut(&[u8]) -> c_int) -> Result<End, Refusal> {
    let mut said = 0;
    let walked = repository.head()?.peel_to_tree()?.walk(mode, |root, entry| {
        said = visit(&[root.as_bytes(), entry.name_bytes()].concat());
        said
    });
    match walked {
        Ok(()) => Ok(End::Result(0)),
        // The closure's number, which libgit2 hands back: not a failure of the walk.
        Err(e) if said < 0 => {
            let code = e.raw_code();
            keep(e.into());
            Ok(End::Result(code))
        }
        // git2's own -1, for a folder whose name is no UTF-8.
        Err(_) => Err(Refusal::Own(SEAM_E_ENCODING, "a folder's name is not UTF-8")),
    }
}

fn diff(repository: &Repository, what: &str, v: &mut Visitor<'_>) -> Result<End, Refusal> {
    let tree = |spec| repository.revparse_single(spec).and_then(|o| o.peel_to_tree());
    let (old, new) = (tree("HEAD~1")?, tree("HEAD")?);
    let diff = repository.diff_tree_to_tree(Some(&old), Some(&new), None)?;
    let walked = match what {
        "diff_files" => {
            diff.foreach(&mut |delta, _| v.goes_on(delta.new_file().path_bytes().unwrap_or_default()), None, None, None)
        }
        "diff_hunks" => diff.foreach(&mut |_, _| true, None, Some(&mut |_, hunk| v.goes_on(hunk.header())), None),
        "diff_lines" => diff.foreach(&mut |_, _| true, None, None, Some(&mut |_, _, line| v.goes_on(line.content()))),
        _ => diff.print(DiffFormat::Patch, |_, _, line| v.goes_on(line.content())),
    };
    v.end(walked)
}

fn walk(repository: &Repository, what: &str, visit: &mut dyn FnMut(&[u8]) -> c_int) -> Result<End, Refusal> {
    // Some walks want the repository mutable; others may look at it meanwhile, and so they get their own.
    let own = || Repository::open(repository.path());
    let mode = match what {
        "tree" => return tree(repository, TreeWalkMode::PreOrder, visit),
        "tree_post" => return tree(repository, TreeWalkMode::PostOrder, visit),
        mode => mode,
    };
    let mut v = Visitor { visit, stopped: false };
    let walked = match mode {
        "tags" => repository.tag_foreach(|_, name| v.goes_on(name)),
        "odb" => repository.odb()?.foreach(|id| v.goes_on(id.to_string().as_bytes())),
        "packbuilder" => {
            let mut pack = repository.packbuilder()?;
            pack.insert_object(repository.head()?.peel_to_commit()?.id(), None)?;
            pack.foreach(|bytes| v.goes_on(bytes))
        }
        "stashes" => own()?.stash_foreach(|_, message, _| v.goes_on(message.as_bytes())),
        "fetchheads" => repository.fetchhead_foreach(|name, _, _, _| v.goes_on(name.as_bytes())),
        "mergeheads" => own()?.mergehead_foreach(|id| v.goes_on(id.to_string().as_bytes())),
        "diff_files" | "diff_hunks" | "diff_lines" | "diff_print" => return diff(repository, what, &mut v),
        _ => return Err(Refusal::Own(SEAM_E_NOT_FOUND, "git2 has no such walk")),
    };
    v.end(walked)
}

pub unsafe extern "C" fn foreach(
    repository: *mut c_void,
    what: *const c_char,
    visit: Visit,
    payload: *mut c_void,
    result: *mut c_int,
) -> c_int {
    // SAFETY: the handle, the name, the visitor and the room for the result are the op's.
    contained(|| unsafe {
        let repository = as_ref::<Repository>(repository);
        let mut hand_on = |item: &[u8]| visit(payload, item.as_ptr().cast(), item.len());
        match ascii(what).and_then(|what| walk(repository, what, &mut hand_on)) {
            Ok(End::Result(code)) => {
                result.write(code);
                SEAM_OK
            }
            Ok(End::Stopped) => SEAM_E_UNSUPPORTED,
            Err(refusal) => keep(refusal),
        }
    })
}

pub unsafe extern "C" fn foreach_panics(repository: *mut c_void, what: *const c_char, at: usize) -> c_int {
    let mut n = 0;
    op(|| {
        // SAFETY: the handle and the name are the op's.
        let (repository, what) = unsafe { (as_ref::<Repository>(repository), ascii(what)?) };
        walk(repository, what, &mut |_| {
            n += 1;
            if n > at {
                // As a panic, but with no message on stderr.
                resume_unwind(Box::new("a panic in a callback"));
            }
            0
        })?;
        Ok(())
    })
}
