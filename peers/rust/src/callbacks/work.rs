//! Work on a thread of the peer's own.  `done` belongs to whoever finds all visits over and it not called yet.

use super::{visit_one, WORKS};
use crate::contain::{contain, need, Result};
use crate::here::Thread;
use crate::live::Live;
use crate::signals::Blocked;
use crate::sys::{Error, Out, Visit};
use std::ffi::{c_int, c_void};
use std::mem::ManuallyDrop;
use std::ptr::NonNull;
use std::sync::{Arc, Condvar, Mutex, MutexGuard, PoisonError};
use std::thread::{Builder, JoinHandle};

/// `seam_done_fn`
pub type Done = unsafe extern "C" fn(status: c_int, visited: u32, result: c_int, userdata: *mut c_void);

pub struct Work {
    count: u32,
    visit: Visit,
    done: Done,
    userdata: *mut c_void,
    there: bool, // `done` is for the thread that makes the visits
    progress: Mutex<Progress>,
    changed: Condvar,
    _live: Live,
}

struct Progress {
    visited: u32,
    result: c_int,
    cancelled: bool,
    inside: [Option<Thread>; 2], // who makes the visits, who is in `done`
    visits_over: bool,
    done: Stage,
    thread: Option<JoinHandle<()>>,
}

#[derive(PartialEq)]
enum Stage {
    Before,
    During,
    Over,
}

const VISITS: usize = 0;
const DONE: usize = 1;

// SAFETY: C lets both functions be called on the work's thread; the userdata is never read here.
unsafe impl Send for Work {}
// SAFETY: as above, and what changes is behind the lock.
unsafe impl Sync for Work {}

type Guard<'a> = MutexGuard<'a, Progress>;

impl Work {
    fn lock(&self) -> Guard<'_> {
        self.progress.lock().unwrap_or_else(PoisonError::into_inner)
    }

    fn run(&self) {
        let mut progress = self.lock();
        progress.inside[VISITS] = Some(Thread::here());
        while progress.visited < self.count && progress.result == 0 && !progress.cancelled {
            let index = progress.visited;
            drop(progress);
            let value = visit_one(index, self.visit, self.userdata);
            progress = self.lock();
            progress.visited += 1;
            progress.result = value;
        }
        progress.visits_over = true;
        if self.there {
            progress = self.call_done(progress);
        }
        // Another thread may have that number from now on.
        progress.inside[VISITS] = None;
        self.changed.notify_all();
    }

    fn call_done<'a>(&'a self, mut progress: Guard<'a>) -> Guard<'a> {
        let (visited, result) = (progress.visited, progress.result);
        let status = if visited < self.count && result == 0 { Error::State as c_int } else { 0 };
        progress.done = Stage::During;
        progress.inside[DONE] = Some(Thread::here());
        drop(progress);
        // SAFETY: the function is C's, for this userdata.
        unsafe { (self.done)(status, visited, result, self.userdata) };
        let mut progress = self.lock();
        progress.inside[DONE] = None;
        progress.done = Stage::Over;
        progress
    }

    /// The lock; but not inside a callback of this work's own.
    fn outside(&self) -> Result<Guard<'_>> {
        let progress = self.lock();
        if progress.inside.contains(&Some(Thread::here())) {
            return Err(Error::State);
        }
        Ok(progress)
    }

    fn wait<'a>(&'a self, progress: Guard<'a>) -> Guard<'a> {
        let running = |progress: &mut Progress| !progress.visits_over || (self.there && progress.done != Stage::Over);
        let progress = self.changed.wait_while(progress, running).unwrap_or_else(PoisonError::into_inner);
        if progress.done == Stage::Before {
            return self.call_done(progress);
        }
        progress
    }

    /// A reference of the op's own to the work of a handle.
    fn of(handle: *const Work) -> Result<Arc<Work>> {
        need(NonNull::new(handle.cast_mut()))?;
        // SAFETY: the handle comes from Arc::into_raw.  C's reference stays C's: this one is not dropped.
        let work = ManuallyDrop::new(unsafe { Arc::from_raw(handle) });
        Ok(Arc::clone(&work))
    }
}

pub extern "C" fn start(
    count: u32,
    visit: Option<Visit>,
    done: Option<Done>,
    userdata: *mut c_void,
    r#where: c_int,
    work: Out<'_, *const Work>,
) -> c_int {
    const THERE: c_int = 1;
    const HERE: c_int = 2;
    contain(|| {
        let (visit, done, out) = (need(visit)?, need(done)?, need(work)?);
        if r#where != THERE && r#where != HERE {
            return Err(Error::Range);
        }
        let progress = Mutex::new(Progress {
            visited: 0,
            result: 0,
            cancelled: false,
            inside: [None; 2],
            visits_over: false,
            done: Stage::Before,
            thread: None,
        });
        let (there, changed) = (r#where == THERE, Condvar::new());
        let work = Arc::new(Work { count, visit, done, userdata, there, progress, changed, _live: WORKS.enter() });
        // Under the lock: no visit begins before the handle is where C wants it.
        let mut progress = work.lock();
        let own = Arc::clone(&work);
        let _blocked = Blocked::all();
        progress.thread = Some(Builder::new().spawn(move || own.run()).map_err(|_| Error::Failed)?);
        out.write(Arc::into_raw(Arc::clone(&work)));
        Ok(())
    })
}

pub extern "C" fn cancel(work: Option<&Work>) -> c_int {
    contain(|| {
        need(work)?.lock().cancelled = true;
        Ok(())
    })
}

pub extern "C" fn wait(work: *const Work) -> c_int {
    contain(|| {
        let work = Work::of(work)?;
        let progress = work.outside()?;
        drop(work.wait(progress));
        Ok(())
    })
}

pub extern "C" fn free(work: *const Work) -> c_int {
    contain(|| {
        if work.is_null() {
            return Ok(());
        }
        let own = Work::of(work)?;
        let mut progress = own.outside()?;
        progress.cancelled = true;
        let thread = own.wait(progress).thread.take();
        if let Some(thread) = thread {
            // What a panic of it would say has been contained, and nothing of it is left to be told.
            let _ = thread.join();
        }
        // SAFETY: C gives its reference back.
        drop(unsafe { Arc::from_raw(work) });
        Ok(())
    })
}
