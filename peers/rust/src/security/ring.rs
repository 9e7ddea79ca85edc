//! A ring: keys by number.  Each key has a box of its own, so the table of them may move without moving a secret.

use super::keys::{same, Key, Secret};
use super::sys::{Prompt, KEYS_MAX, KEY_MAX, SESSIONS_MAX, TAG, TEXT_MAX};
use super::{input, LIVE};
use crate::contain::{contain, contain_void, need, Result};
use crate::lent::{LentBox, LentVec};
use crate::live::Live;
use crate::sys::{Error, Out};
use std::ffi::{c_int, c_void};
use std::ptr::NonNull;
use std::sync::atomic::{AtomicU64, Ordering::Relaxed};

/// Ids of all kinds and all rings: what has been given once means nothing else, ever.
static LAST_ID: AtomicU64 = AtomicU64::new(0);

fn next_id() -> u64 {
    LAST_ID.fetch_add(1, Relaxed) + 1
}

pub struct Ring {
    keys: LentVec<Entry>,
    sessions: [Option<Session>; SESSIONS_MAX],
    _live: Live,
}

struct Entry {
    id: u64,
    key: LentBox<Key>,
}

struct Session {
    id: u64,
    key: u64,
    _live: Live,
}

impl Ring {
    fn place(&self, id: u64) -> Result<usize> {
        self.keys.iter().position(|entry| entry.id == id).ok_or(Error::NotFound)
    }

    fn key(&self, id: u64) -> Result<&Key> {
        Ok(&self.keys[self.place(id)?].key)
    }

    /// Ends the sessions that are so, and says whether there was one.
    fn end(&mut self, which: impl Fn(&Session) -> bool) -> Result {
        let mut ended = Err(Error::NotFound);
        for place in &mut self.sessions {
            if place.as_ref().is_some_and(&which) {
                *place = None;
                ended = Ok(());
            }
        }
        ended
    }

    fn free_session(&mut self) -> Result<&mut Option<Session>> {
        self.sessions.iter_mut().find(|place| place.is_none()).ok_or(Error::Range)
    }
}

pub extern "C" fn ring_make(out: Out<'_, LentBox<Ring>>) -> c_int {
    contain(|| {
        let sessions = [const { None }; SESSIONS_MAX];
        need(out)?.write(LentBox::new(Ring { keys: LentVec::new(), sessions, _live: LIVE.enter() })?);
        Ok(())
    })
}

pub extern "C" fn ring_release(ring: Option<LentBox<Ring>>) {
    contain_void(|| drop(ring));
}

pub extern "C" fn ring_add(ring: Option<&mut Ring>, bytes: *const c_void, n: usize, id: Out<'_, u64>) -> c_int {
    contain(|| {
        let (ring, id) = (need(ring)?, need(id)?);
        // SAFETY: C lends n bytes for the call.
        let bytes = unsafe { input(bytes, n, KEY_MAX) }?;
        if ring.keys.len() == KEYS_MAX {
            return Err(Error::Range);
        }
        let entry = Entry { key: Key::new(bytes)?, id: next_id() };
        let new = entry.id;
        ring.keys.push(entry)?;
        id.write(new);
        Ok(())
    })
}

pub extern "C" fn ring_remove(ring: Option<&mut Ring>, id: u64) -> c_int {
    contain(|| {
        let ring = need(ring)?;
        let place = ring.place(id)?;
        drop(ring.keys.swap_remove(place));
        let _ = ring.end(|session| session.key == id); // it may have none
        Ok(())
    })
}

pub extern "C" fn ring_sign(
    ring: Option<&Ring>,
    id: u64,
    data: *const c_void,
    n: usize,
    tag: Out<'_, [u8; TAG]>,
) -> c_int {
    contain(|| {
        let (ring, tag) = (need(ring)?, need(tag)?);
        // SAFETY: C lends n bytes for the call.
        let data = unsafe { input(data, n, TEXT_MAX) }?;
        tag.write(ring.key(id)?.tag(data));
        Ok(())
    })
}

/// The prompt may change the ring, so there is a reference to it before the call, and another one afterwards.
pub extern "C" fn ring_unlock(
    ring: *mut Ring,
    id: u64,
    prompt: Option<Prompt>,
    userdata: *mut c_void,
    session: Out<'_, u64>,
) -> c_int {
    contain(|| {
        let (mut ring, prompt, session) = (need(NonNull::new(ring))?, need(prompt)?, need(session)?);
        // SAFETY: the ring is C's to pass; the reference is gone before the prompt is called.
        unsafe { ring.as_ref() }.key(id)?;
        let mut answer = LentBox::new(Secret::empty())?;
        // SAFETY: C gave the two together; there is room for an answer of that size.
        let n = unsafe { prompt(userdata, answer.0.as_mut_ptr().cast(), KEY_MAX) };
        // SAFETY: the ring is still there, and nobody else looks at it until the op returns.
        let ring = unsafe { ring.as_mut() };
        let key = ring.key(id)?;
        let answer = usize::try_from(n).ok().and_then(|n| answer.0.get(..n)).ok_or(Error::Failed)?;
        if !same(answer, key.bytes()) {
            return Err(Error::Failed);
        }
        let place = ring.free_session()?;
        let new = place.insert(Session { id: next_id(), key: id, _live: LIVE.enter() });
        session.write(new.id);
        Ok(())
    })
}

pub extern "C" fn ring_session(ring: Option<&Ring>, session: u64, id: Out<'_, u64>) -> c_int {
    contain(|| {
        let (ring, id) = (need(ring)?, need(id)?);
        let session = ring.sessions.iter().flatten().find(|open| open.id == session).ok_or(Error::NotFound)?;
        id.write(session.key);
        Ok(())
    })
}

pub extern "C" fn ring_lock(ring: Option<&mut Ring>, session: u64) -> c_int {
    contain(|| need(ring)?.end(|open| open.id == session))
}
