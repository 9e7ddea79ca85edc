//! Sources: callbacks are called without the lock; which calls are running is known, so that their ends can be awaited.

use super::{lock, wait, Value, LIVE};
use crate::contain::{contain, need};
use crate::end::End;
use crate::here::Thread;
use crate::lent::{LentBox, LentVec};
use crate::live::Live;
use crate::sys::{Destructor, Error, Out};
use std::ffi::{c_int, c_void};
use std::ptr::NonNull;
use std::sync::{Condvar, Mutex};

pub struct Source {
    registry: Mutex<Registry>,
    returned: Condvar, // some call has
    _live: Live,
}

struct Registry {
    entries: LentVec<Entry>, // in the order of their ids, which is that of registration
    calls: Vec<Running>,     // that are running; nested ones too
    last_id: u64,
    fires: usize,
}

struct Entry {
    id: u64,
    callback: Value,
    ending: Option<Ending>,
    end: End,
    _live: Live,
}

/// Who takes out an entry that is unregistered while it is called.
#[derive(Clone, Copy, PartialEq)]
enum Ending {
    Unregister,
    LastCall,
}

#[derive(PartialEq)]
struct Running {
    id: u64,
    thread: Thread,
}

impl Registry {
    fn position(&self, id: u64) -> Option<usize> {
        self.entries.iter().position(|entry| entry.id == id)
    }

    fn runs(&self, id: u64) -> bool {
        self.calls.iter().any(|call| call.id == id)
    }

    /// The next entry after one id and up to another.
    fn next(&self, after: u64, last: u64) -> Option<&Entry> {
        self.entries.iter().find(|entry| entry.id > after && entry.id <= last && entry.ending.is_none())
    }

    /// Takes an entry out, to be dropped when the lock is free again.
    fn take(&mut self, id: u64) -> Option<Entry> {
        let at = self.position(id)?;
        self.entries[at..].rotate_left(1);
        let last = self.entries.len() - 1;
        Some(self.entries.swap_remove(last))
    }
}

pub extern "C" fn create(out: Out<'_, LentBox<Source>>) -> c_int {
    contain(|| {
        let out = need(out)?;
        let registry = Registry { entries: LentVec::new(), calls: Vec::new(), last_id: 0, fires: 0 };
        let source = Source { registry: Mutex::new(registry), returned: Condvar::new(), _live: LIVE.enter() };
        out.write(LentBox::new(source)?);
        Ok(())
    })
}

pub extern "C" fn destroy(source: *mut Source) -> c_int {
    contain(|| {
        let Some(source) = NonNull::new(source) else { return Ok(()) };
        // SAFETY: the handle is create's, and C uses it during no other op but a fire that calls back here.
        if lock(unsafe { &source.as_ref().registry }).fires > 0 {
            return Err(Error::State);
        }
        // SAFETY: C gives the handle back.
        drop(unsafe { LentBox::from_raw(source) });
        Ok(())
    })
}

pub extern "C" fn register(
    source: Option<&Source>,
    callback: Option<Value>,
    userdata: *mut c_void,
    release: Option<Destructor>,
    id: Out<'_, u64>,
) -> c_int {
    contain(|| {
        let (source, callback, id) = (need(source)?, need(callback)?, need(id)?);
        let mut registry = lock(&source.registry);
        let new = registry.last_id + 1;
        registry.entries.push(Entry { id: new, callback, ending: None, end: End::NONE, _live: LIVE.enter() })?;
        // The userdata is the peer's from here on, where nothing fails any more.
        let last = registry.entries.len() - 1;
        registry.entries[last].end = End::new(userdata, release);
        registry.last_id = new;
        id.write(new);
        Ok(())
    })
}

pub extern "C" fn unregister(source: Option<&Source>, id: u64) -> c_int {
    contain(|| {
        let source = need(source)?;
        let mut registry = lock(&source.registry);
        let at = registry.position(id).filter(|at| registry.entries[*at].ending.is_none()).ok_or(Error::NotFound)?;
        if registry.calls.contains(&Running { id, thread: Thread::here() }) {
            registry.entries[at].ending = Some(Ending::LastCall);
            return Ok(());
        }
        registry.entries[at].ending = Some(Ending::Unregister);
        while registry.runs(id) {
            registry = wait(&source.returned, registry);
        }
        let ended = registry.take(id);
        drop(registry);
        drop(ended);
        Ok(())
    })
}

pub extern "C" fn fire(source: Option<&Source>, value: i64) -> c_int {
    contain(|| {
        let source = need(source)?;
        let mut registry = lock(&source.registry);
        let (last, mut after, thread) = (registry.last_id, 0, Thread::here());
        registry.fires += 1;
        while let Some(entry) = registry.next(after, last) {
            let (id, callback, userdata) = (entry.id, entry.callback, entry.end.userdata());
            registry.calls.push(Running { id, thread });
            drop(registry);
            // SAFETY: C registered the two together; while the call stands in `calls` nobody takes the entry out.
            unsafe { callback(userdata, value) };
            after = id;
            registry = lock(&source.registry);
            if let Some(at) = registry.calls.iter().rposition(|call| *call == Running { id, thread }) {
                registry.calls.swap_remove(at);
            }
            source.returned.notify_all();
            let left = registry.position(id).is_some_and(|at| registry.entries[at].ending == Some(Ending::LastCall));
            if left && !registry.runs(id) {
                let ended = registry.take(id);
                drop(registry);
                drop(ended);
                registry = lock(&source.registry);
            }
        }
        registry.fires -= 1;
        Ok(())
    })
}
