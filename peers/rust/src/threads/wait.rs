//! Events, onces and boxes: what one thread does and another one waits for, or sees.

use super::{lock, wait, Setup, LIVE};
use crate::contain::{contain, need};
use crate::here::Thread;
use crate::host::Lent;
use crate::lent::LentBox;
use crate::live::Live;
use crate::sys::{elements, Error, Out};
use std::ffi::{c_int, c_void};
use std::ptr::{self, NonNull};
use std::sync::{Condvar, Mutex, PoisonError, RwLock};

// ---- events ---------------------------------------------------------------------------------------------------------

pub struct Event {
    signal: Mutex<Signal>,
    changed: Condvar,
    _live: Live,
}

#[derive(Default)]
struct Signal {
    wakes: u64,
    waiting: u64,
    cancelled: bool,
}

pub extern "C" fn event_create(out: Out<'_, LentBox<Event>>) -> c_int {
    contain(|| {
        let out = need(out)?;
        out.write(LentBox::new(Event { signal: Mutex::default(), changed: Condvar::new(), _live: LIVE.enter() })?);
        Ok(())
    })
}

pub extern "C" fn event_destroy(event: *mut Event) -> c_int {
    contain(|| {
        let Some(event) = NonNull::new(event) else { return Ok(()) };
        // SAFETY: the handle is event_create's, and not destroyed yet.
        if lock(unsafe { &event.as_ref().signal }).waiting > 0 {
            return Err(Error::State);
        }
        // SAFETY: C gives the handle back, and no thread waits.
        drop(unsafe { LentBox::from_raw(event) });
        Ok(())
    })
}

pub extern "C" fn event_wait(event: Option<&Event>) -> c_int {
    contain(|| {
        let event = need(event)?;
        let mut signal = lock(&event.signal);
        signal.waiting += 1;
        while signal.wakes == 0 && !signal.cancelled {
            signal = wait(&event.changed, signal);
        }
        signal.waiting -= 1;
        if signal.cancelled {
            return Err(Error::State);
        }
        signal.wakes -= 1;
        Ok(())
    })
}

pub extern "C" fn event_wake(event: Option<&Event>) -> c_int {
    contain(|| {
        let event = need(event)?;
        let mut signal = lock(&event.signal);
        if signal.cancelled {
            return Err(Error::State);
        }
        signal.wakes += 1;
        event.changed.notify_one();
        Ok(())
    })
}

pub extern "C" fn event_cancel(event: Option<&Event>) -> c_int {
    contain(|| {
        let event = need(event)?;
        lock(&event.signal).cancelled = true;
        event.changed.notify_all();
        Ok(())
    })
}

pub extern "C" fn event_waiting(event: Option<&Event>, out: Out<'_, u64>) -> c_int {
    contain(|| {
        let (event, out) = (need(event)?, need(out)?);
        out.write(lock(&event.signal).waiting);
        Ok(())
    })
}

// ---- onces ----------------------------------------------------------------------------------------------------------

/// std's OnceLock has no attempt that fails, and deadlocks when the function comes back to it: hence one by hand.
pub struct Once {
    state: Mutex<OnceState>,
    changed: Condvar,
    _live: Live,
}

#[derive(Clone, Copy)]
enum OnceState {
    New,
    Running(Thread),
    Done(i64),
}

pub extern "C" fn once_create(out: Out<'_, LentBox<Once>>) -> c_int {
    contain(|| {
        let out = need(out)?;
        out.write(LentBox::new(Once {
            state: Mutex::new(OnceState::New),
            changed: Condvar::new(),
            _live: LIVE.enter(),
        })?);
        Ok(())
    })
}

pub extern "C" fn once_destroy(once: Option<LentBox<Once>>) -> c_int {
    contain(|| {
        drop(once);
        Ok(())
    })
}

pub extern "C" fn once_run(
    once: Option<&Once>,
    setup: Option<Setup>,
    userdata: *mut c_void,
    out: Out<'_, i64>,
) -> c_int {
    contain(|| {
        let (once, setup, out) = (need(once)?, need(setup)?, need(out)?);
        let mut state = lock(&once.state);
        loop {
            match *state {
                OnceState::New => break,
                OnceState::Running(thread) if thread == Thread::here() => return Err(Error::State),
                OnceState::Running(_) => state = wait(&once.changed, state),
                OnceState::Done(result) => {
                    out.write(result);
                    return Ok(());
                }
            }
        }
        *state = OnceState::Running(Thread::here());
        drop(state);
        let mut result = 0;
        // SAFETY: the setup is C's, for this userdata.
        let failed = unsafe { setup(userdata, &mut result) } != 0;
        let after = if failed { OnceState::New } else { OnceState::Done(result) };
        *lock(&once.state) = after;
        once.changed.notify_all();
        if failed {
            return Err(Error::Failed);
        }
        out.write(result);
        Ok(())
    })
}

// ---- boxes ----------------------------------------------------------------------------------------------------------

pub struct Published {
    bytes: RwLock<Option<Lent>>,
    _live: Live,
}

pub extern "C" fn box_create(out: Out<'_, LentBox<Published>>) -> c_int {
    contain(|| {
        let out = need(out)?;
        out.write(LentBox::new(Published { bytes: RwLock::new(None), _live: LIVE.enter() })?);
        Ok(())
    })
}

pub extern "C" fn box_destroy(published: Option<LentBox<Published>>) -> c_int {
    contain(|| {
        drop(published);
        Ok(())
    })
}

pub extern "C" fn box_publish(published: Option<&Published>, bytes: *const c_void, size: usize) -> c_int {
    contain(|| {
        let (published, bytes) = (need(published)?, need(NonNull::new(bytes.cast_mut()))?);
        // SAFETY: C lends `size` bytes for the call.
        let copy = Lent::copy_of(unsafe { elements(bytes.cast().as_ptr(), size) }?)?;
        let before = published.bytes.write().unwrap_or_else(PoisonError::into_inner).replace(copy);
        drop(before);
        Ok(())
    })
}

pub extern "C" fn box_read(
    published: Option<&Published>,
    bytes: *mut c_void,
    capacity: usize,
    size: Out<'_, usize>,
) -> c_int {
    contain(|| {
        let (published, bytes, size) = (need(published)?, need(NonNull::new(bytes))?, need(size)?);
        let whole = published.bytes.read().unwrap_or_else(PoisonError::into_inner);
        let whole = whole.as_ref().ok_or(Error::NotFound)?.as_bytes();
        size.write(whole.len());
        if whole.len() > capacity {
            return Err(Error::Space);
        }
        // SAFETY: the buffer is C's, and has room for `capacity` bytes.
        unsafe { ptr::copy_nonoverlapping(whole.as_ptr(), bytes.cast().as_ptr(), whole.len()) };
        Ok(())
    })
}
