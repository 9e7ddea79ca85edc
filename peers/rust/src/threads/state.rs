//! What a thread has: its last error, its value, its pinned handles.  A thread-local with a destructor holds all of it;
//! what is asked for when that has run is refused.

use super::{Call, LIVE};
use crate::contain::{contain, need, Result};
use crate::end::End;
use crate::here::Thread;
use crate::host::Lent;
use crate::lent::{LentBox, LentVec};
use crate::live::{Count, Live};
use crate::sys::{Destructor, Error, Out, Str};
use std::cell::RefCell;
use std::ffi::{c_char, c_int, c_void};
use std::io;
use std::ptr::NonNull;

struct State {
    error: Option<(i32, Lent)>,
    value: Option<End>,
    counted: Option<Live>, // while there is one of the two
    pinned: LentVec<LentBox<Pinned>>,
}

pub struct Pinned {
    owner: Thread,
    value: i64,
    end: End,
    _live: Live,
}

thread_local! {
    static MINE: RefCell<State> =
        const { RefCell::new(State { error: None, value: None, counted: None, pinned: LentVec::new() }) };
}

static STATES: Count = Count::new();

/// Does something to the calling thread's state.  What it takes out it returns: releases may call any op.
fn mine<T>(action: impl FnOnce(&mut State) -> Result<T>) -> Result<T> {
    let done = MINE.try_with(|mine| {
        let state = &mut *mine.borrow_mut();
        let done = action(state);
        if state.error.is_none() && state.value.is_none() {
            state.counted = None;
        } else if state.counted.is_none() {
            state.counted = Some(STATES.enter());
        }
        done
    });
    done.map_err(|_| Error::State)?
}

pub extern "C" fn thread_states() -> u64 {
    STATES.get() as u64
}

pub extern "C" fn last_error_set(code: i32, message: Str<'_>) -> c_int {
    contain(|| {
        let message = need(message.get())?;
        mine(|state| {
            // Copied before the old message is dropped, since it may be that one.
            state.error = Some((code, Lent::copy_of(message.to_bytes_with_nul())?));
            Ok(())
        })
    })
}

pub extern "C" fn last_error(code: Out<'_, i32>, message: Out<'_, *const c_char>) -> c_int {
    contain(|| {
        let (code, message) = (need(code)?, need(message)?);
        mine(|state| {
            let (number, text) = state.error.as_ref().ok_or(Error::NotFound)?;
            code.write(*number);
            message.write(text.as_ptr().cast_const().cast());
            Ok(())
        })
    })
}

pub extern "C" fn thread_set(userdata: *mut c_void, release: Option<Destructor>) -> c_int {
    contain(|| {
        let before = mine(|state| Ok(state.value.replace(End::new(userdata, release))))?;
        drop(before);
        Ok(())
    })
}

pub extern "C" fn thread_get(out: Out<'_, *mut c_void>) -> c_int {
    contain(|| {
        let out = need(out)?;
        let userdata = mine(|state| Ok(state.value.as_ref().ok_or(Error::NotFound)?.userdata()))?;
        out.write(userdata);
        Ok(())
    })
}

pub extern "C" fn thread_forget() -> c_int {
    contain(|| {
        let gone = mine(|state| Ok((state.error.take(), state.value.take())))?;
        drop(gone);
        Ok(())
    })
}

pub extern "C" fn errno_after(call: Option<Call>, userdata: *mut c_void, error: Out<'_, c_int>) -> c_int {
    contain(|| {
        let (call, error) = (need(call)?, need(error)?);
        // SAFETY: the function is C's, for this userdata.
        unsafe { call(userdata) };
        // Read at once: whatever comes between may set errno too.
        let left = io::Error::last_os_error();
        error.write(left.raw_os_error().unwrap_or(0));
        Ok(())
    })
}

// ---- pinned handles -------------------------------------------------------------------------------------------------

pub extern "C" fn pinned_create(
    value: i64,
    userdata: *mut c_void,
    release: Option<Destructor>,
    out: Out<'_, *mut Pinned>,
) -> c_int {
    contain(|| {
        let out = need(out)?;
        let owner = Thread::here();
        let pinned = LentBox::new(Pinned { owner, value, end: End::NONE, _live: LIVE.enter() })?;
        let handle = pinned.as_ptr();
        mine(|state| state.pinned.push(pinned))?;
        // SAFETY: the handle is this thread's, and nobody else knows it yet.  The userdata is the peer's from here on.
        unsafe { (*handle).end = End::new(userdata, release) };
        out.write(handle);
        Ok(())
    })
}

/// A handle of the calling thread.
fn own<'a>(pinned: *mut Pinned) -> Result<&'a mut Pinned> {
    let pinned = need(NonNull::new(pinned))?;
    // SAFETY: the handle is pinned_create's, and its thread is still there, so no other has that thread's number.  The
    // owner is never written again.
    if unsafe { (*pinned.as_ptr()).owner } != Thread::here() {
        return Err(Error::State);
    }
    // SAFETY: it is this thread's, which uses it in one op at a time.
    Ok(unsafe { &mut *pinned.as_ptr() })
}

pub extern "C" fn pinned_add(pinned: *mut Pinned, n: i64, value: Out<'_, i64>) -> c_int {
    contain(|| {
        let value = need(value)?;
        let pinned = own(pinned)?;
        pinned.value = pinned.value.wrapping_add(n);
        value.write(pinned.value);
        Ok(())
    })
}

pub extern "C" fn pinned_destroy(pinned: *mut Pinned) -> c_int {
    contain(|| {
        if pinned.is_null() {
            return Ok(());
        }
        own(pinned)?;
        let ended = mine(|state| {
            let at = state.pinned.iter().position(|one| one.as_ptr() == pinned).ok_or(Error::State)?;
            let ended = state.pinned.swap_remove(at);
            if state.pinned.is_empty() {
                state.pinned = LentVec::new();
            }
            Ok(ended)
        })?;
        drop(ended);
        Ok(())
    })
}
