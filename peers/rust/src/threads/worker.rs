//! Workers: a thread of the peer's own, and its queue.  Nothing is called after its end, nothing is lost before.

use super::{lock, wait, Value, LIVE};
use crate::contain::{contain, need, Result};
use crate::counted::LentArc;
use crate::end::End;
use crate::here::Thread;
use crate::lent::{LentBox, LentVec};
use crate::live::Live;
use crate::signals::Blocked;
use crate::sys::{Destructor, Error, Out};
use std::ffi::{c_int, c_void};
use std::mem;
use std::ptr::NonNull;
use std::sync::{Condvar, Mutex};
use std::thread::{Builder, JoinHandle};

pub struct Worker {
    mailbox: LentArc<Mailbox>,
    thread: Mutex<Option<JoinHandle<()>>>, // None: joined
    end: End,
    _live: Live,
}

/// What the handle and the thread share.
struct Mailbox {
    queue: Mutex<Queue>,
    changed: Condvar,
}

struct Queue {
    values: LentVec<i64>,
    stopping: bool,
    thread: Option<Thread>, // which sets it before its first call
}

/// C's function with its userdata.
struct Listener(Value, *mut c_void);

// SAFETY: C lets the worker's thread call the function, which gets the userdata; that is never read here.
unsafe impl Send for Listener {}

impl Listener {
    fn call(&self, value: i64) {
        // SAFETY: C gave the two together, and the userdata is released when the thread is gone.
        unsafe { (self.0)(self.1, value) };
    }
}

impl Mailbox {
    /// All that has been posted, waiting for it; nothing when that is the end.
    fn next(&self) -> LentVec<i64> {
        let mut queue = lock(&self.queue);
        while queue.values.is_empty() && !queue.stopping {
            queue = wait(&self.changed, queue);
        }
        mem::replace(&mut queue.values, LentVec::new())
    }

    fn run(&self, listener: &Listener) {
        lock(&self.queue).thread = Some(Thread::here());
        loop {
            let values = self.next();
            if values.is_empty() {
                return;
            }
            for value in values.iter() {
                listener.call(*value);
            }
        }
    }

    /// Nothing is posted any more.  True on the worker's own thread.
    fn stop(&self) -> bool {
        let mut queue = lock(&self.queue);
        queue.stopping = true;
        self.changed.notify_all();
        queue.thread == Some(Thread::here())
    }
}

impl Worker {
    /// Waits for the thread's end.  Others that stop it too wait for this one.
    fn join(&self) {
        let mut thread = lock(&self.thread);
        if let Some(thread) = thread.take() {
            // A panic of the thread's would be contained no less: nothing of it is left to be told.
            let _ = thread.join();
        }
        // Another thread may have that number from now on.
        lock(&self.mailbox.queue).thread = None;
    }
}

fn spawn(mailbox: LentArc<Mailbox>, listener: Listener) -> Result<JoinHandle<()>> {
    let _blocked = Blocked::all();
    let run = move || mailbox.run(&{ listener });
    Builder::new().spawn(run).map_err(|_| Error::Failed)
}

pub extern "C" fn start(
    callback: Option<Value>,
    userdata: *mut c_void,
    release: Option<Destructor>,
    out: Out<'_, LentBox<Worker>>,
) -> c_int {
    contain(|| {
        let (callback, out) = (need(callback)?, need(out)?);
        let queue = Queue { values: LentVec::new(), stopping: false, thread: None };
        let mailbox = LentArc::new(Mailbox { queue: Mutex::new(queue), changed: Condvar::new() })?;
        let thread = Mutex::new(None);
        let mut worker = LentBox::new(Worker { mailbox, thread, end: End::NONE, _live: LIVE.enter() })?;
        let thread = spawn(worker.mailbox.clone(), Listener(callback, userdata))?;
        worker.thread = Mutex::new(Some(thread));
        // The userdata is the peer's from here on, where nothing fails any more.
        worker.end = End::new(userdata, release);
        out.write(worker);
        Ok(())
    })
}

pub extern "C" fn post(worker: Option<&Worker>, value: i64) -> c_int {
    contain(|| {
        let mailbox = &need(worker)?.mailbox;
        let mut queue = lock(&mailbox.queue);
        if queue.stopping {
            return Err(Error::State);
        }
        queue.values.push(value)?;
        mailbox.changed.notify_all();
        Ok(())
    })
}

/// From the callback it takes effect when that has returned; whoever destroys the worker joins the thread.
pub extern "C" fn stop(worker: Option<&Worker>) -> c_int {
    contain(|| {
        let worker = need(worker)?;
        if !worker.mailbox.stop() {
            worker.join();
        }
        Ok(())
    })
}

pub extern "C" fn destroy(worker: *mut Worker) -> c_int {
    contain(|| {
        let Some(worker) = NonNull::new(worker) else { return Ok(()) };
        // SAFETY: the handle is start's, and not destroyed yet.
        let handle = unsafe { worker.as_ref() };
        if lock(&handle.mailbox.queue).thread == Some(Thread::here()) {
            return Err(Error::State);
        }
        handle.mailbox.stop();
        handle.join();
        // SAFETY: C gives the handle back, and its thread is gone.
        drop(unsafe { LentBox::from_raw(worker) });
        Ok(())
    })
}
