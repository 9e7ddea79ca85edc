//! Group `threads`: what threads share is a Mutex with a Condvar, and no guard of one is held while a function of C's
//! runs.  A field says instead which thread is inside, so that others wait and the thread itself is refused.

mod account;
mod source;
mod state;
mod wait;
mod worker;

use crate::contain::{contain, need, Result};
use crate::counted::{Counted, LentArc};
use crate::here::Thread;
use crate::lent::LentBox;
use crate::live::Count;
use crate::sys::{table, Destructor, Error, Out, Str};
use account::Account;
use source::Source;
use state::Pinned;
use std::ffi::{c_char, c_int, c_void};
use std::ptr;
use std::sync::{Condvar, Mutex, MutexGuard, PoisonError};
use wait::{Event, Once, Published};
use worker::Worker;

type Setup = unsafe extern "C" fn(userdata: *mut c_void, result: *mut i64) -> c_int;
type Update = unsafe extern "C" fn(userdata: *mut c_void, balance: i64) -> i64;
type Text = unsafe extern "C" fn(userdata: *mut c_void, text: *const c_char);
type Value = unsafe extern "C" fn(userdata: *mut c_void, value: i64);
type Call = unsafe extern "C" fn(userdata: *mut c_void);

table! {
    /// `struct seam_threads`
    Threads {
        fn live() -> u64;
        fn policy(question: u32) -> u32;
        fn lib_init(setup: Option<Setup>, userdata: *mut c_void, count: Out<'_, u32>) -> c_int;
        fn lib_shutdown(count: Out<'_, u32>) -> c_int;
        fn lib_add(n: i64, total: Out<'_, i64>) -> c_int;
        fn account_create(balance: i64, userdata: *mut c_void, release: Option<Destructor>,
                          out: Out<'_, LentArc<Account>>) -> c_int;
        fn account_retain(account: Option<&Counted<Account>>) -> c_int;
        fn account_release(account: Option<LentArc<Account>>) -> c_int;
        fn account_references(account: Option<&Counted<Account>>, out: Out<'_, u64>) -> c_int;
        fn account_get(account: Option<&Counted<Account>>, out: Out<'_, i64>) -> c_int;
        fn account_add(account: Option<&Counted<Account>>, n: i64, balance: Out<'_, i64>) -> c_int;
        fn account_update(account: Option<&Counted<Account>>, update: Option<Update>, userdata: *mut c_void) -> c_int;
        fn account_transfer(from: Option<&Counted<Account>>, to: Option<&Counted<Account>>, n: i64) -> c_int;
        fn account_describe(account: Option<&Counted<Account>>, text: Option<Text>, userdata: *mut c_void) -> c_int;
        fn account_close(account: Option<&Counted<Account>>) -> c_int;
        fn last_error_set(code: i32, message: Str<'_>) -> c_int;
        fn last_error(code: Out<'_, i32>, message: Out<'_, *const c_char>) -> c_int;
        fn thread_set(userdata: *mut c_void, release: Option<Destructor>) -> c_int;
        fn thread_get(out: Out<'_, *mut c_void>) -> c_int;
        fn thread_forget() -> c_int;
        fn thread_states() -> u64;
        fn errno_after(call: Option<Call>, userdata: *mut c_void, error: Out<'_, c_int>) -> c_int;
        fn source_create(out: Out<'_, LentBox<Source>>) -> c_int;
        fn source_destroy(source: *mut Source) -> c_int;
        fn source_register(source: Option<&Source>, callback: Option<Value>, userdata: *mut c_void,
                           release: Option<Destructor>, id: Out<'_, u64>) -> c_int;
        fn source_unregister(source: Option<&Source>, id: u64) -> c_int;
        fn source_fire(source: Option<&Source>, value: i64) -> c_int;
        fn worker_start(callback: Option<Value>, userdata: *mut c_void, release: Option<Destructor>,
                        out: Out<'_, LentBox<Worker>>) -> c_int;
        fn worker_post(worker: Option<&Worker>, value: i64) -> c_int;
        fn worker_stop(worker: Option<&Worker>) -> c_int;
        fn worker_destroy(worker: *mut Worker) -> c_int;
        fn event_create(out: Out<'_, LentBox<Event>>) -> c_int;
        fn event_destroy(event: *mut Event) -> c_int;
        fn event_wait(event: Option<&Event>) -> c_int;
        fn event_wake(event: Option<&Event>) -> c_int;
        fn event_cancel(event: Option<&Event>) -> c_int;
        fn event_waiting(event: Option<&Event>, out: Out<'_, u64>) -> c_int;
        fn once_create(out: Out<'_, LentBox<Once>>) -> c_int;
        fn once_destroy(once: Option<LentBox<Once>>) -> c_int;
        fn once_run(once: Option<&Once>, setup: Option<Setup>, userdata: *mut c_void, out: Out<'_, i64>) -> c_int;
        fn box_create(out: Out<'_, LentBox<Published>>) -> c_int;
        fn box_destroy(published: Option<LentBox<Published>>) -> c_int;
        fn box_publish(published: Option<&Published>, bytes: *const c_void, size: usize) -> c_int;
        fn box_read(published: Option<&Published>, bytes: *mut c_void, capacity: usize, size: Out<'_, usize>) -> c_int;
        fn pinned_create(value: i64, userdata: *mut c_void, release: Option<Destructor>,
                         out: Out<'_, *mut Pinned>) -> c_int;
        fn pinned_add(pinned: *mut Pinned, n: i64, value: Out<'_, i64>) -> c_int;
        fn pinned_destroy(pinned: *mut Pinned) -> c_int;
    }
}

pub static OPS: Threads = Threads {
    live: Some(live),
    policy: Some(policy),
    lib_init: Some(lib_init),
    lib_shutdown: Some(lib_shutdown),
    lib_add: Some(lib_add),
    account_create: Some(account::create),
    account_retain: Some(account::retain),
    account_release: Some(account::release),
    account_references: Some(account::references),
    account_get: Some(account::get),
    account_add: Some(account::add),
    account_update: Some(account::update),
    account_transfer: Some(account::transfer),
    account_describe: Some(account::describe),
    account_close: Some(account::close),
    last_error_set: Some(state::last_error_set),
    last_error: Some(state::last_error),
    thread_set: Some(state::thread_set),
    thread_get: Some(state::thread_get),
    thread_forget: Some(state::thread_forget),
    thread_states: Some(state::thread_states),
    errno_after: Some(state::errno_after),
    source_create: Some(source::create),
    source_destroy: Some(source::destroy),
    source_register: Some(source::register),
    source_unregister: Some(source::unregister),
    source_fire: Some(source::fire),
    worker_start: Some(worker::start),
    worker_post: Some(worker::post),
    worker_stop: Some(worker::stop),
    worker_destroy: Some(worker::destroy),
    event_create: Some(wait::event_create),
    event_destroy: Some(wait::event_destroy),
    event_wait: Some(wait::event_wait),
    event_wake: Some(wait::event_wake),
    event_cancel: Some(wait::event_cancel),
    event_waiting: Some(wait::event_waiting),
    once_create: Some(wait::once_create),
    once_destroy: Some(wait::once_destroy),
    once_run: Some(wait::once_run),
    box_create: Some(wait::box_create),
    box_destroy: Some(wait::box_destroy),
    box_publish: Some(wait::box_publish),
    box_read: Some(wait::box_read),
    pinned_create: Some(state::pinned_create),
    pinned_add: Some(state::pinned_add),
    pinned_destroy: Some(state::pinned_destroy),
};

static LIVE: Count = Count::new();

extern "C" fn live() -> u64 {
    LIVE.get() as u64
}

// `enum seam_thr_question`
const CLOSE: u32 = 1;
const UNREGISTER: u32 = 2;
const FIRE: u32 = 3;
const NEST: u32 = 4;
const STOP: u32 = 5;
const STOP_SELF: u32 = 6;
const FORK: u32 = 7;

// `enum seam_thr_policy`
const WAITS: u32 = 1;
const DEFERS: u32 = 3;
const PARALLEL: u32 = 5;
const NESTS: u32 = 6;
const DRAINS: u32 = 7;
const NEVER: u32 = 10;

extern "C" fn policy(question: u32) -> u32 {
    match question {
        CLOSE => DEFERS,
        UNREGISTER => WAITS,
        FIRE => PARALLEL,
        NEST => NESTS,
        STOP => DRAINS,
        STOP_SELF => DEFERS,
        FORK => NEVER, // one of std's locks may be held for ever in the child
        _ => 0,
    }
}

/// Poison is no reason to refuse: what a lock guards here is changed in single steps.
fn lock<T>(mutex: &Mutex<T>) -> MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}

fn wait<'a, T>(changed: &Condvar, guard: MutexGuard<'a, T>) -> MutexGuard<'a, T> {
    changed.wait(guard).unwrap_or_else(PoisonError::into_inner)
}

// ---- the library ----------------------------------------------------------------------------------------------------

struct Library {
    users: u32,
    setting_up: Option<Thread>,
    total: Option<LentBox<i64>>, // None: not initialised
}

static LIBRARY: Mutex<Library> = Mutex::new(Library { users: 0, setting_up: None, total: None });
static SET_UP: Condvar = Condvar::new();

/// The library when no setup is running.
fn library() -> Result<MutexGuard<'static, Library>> {
    let mut library = lock(&LIBRARY);
    while let Some(thread) = library.setting_up {
        if thread == Thread::here() {
            return Err(Error::State);
        }
        library = wait(&SET_UP, library);
    }
    Ok(library)
}

extern "C" fn lib_init(setup: Option<Setup>, userdata: *mut c_void, count: Out<'_, u32>) -> c_int {
    contain(|| {
        let mut library = library()?;
        if library.users == 0 {
            let total = LentBox::new(0)?;
            library.setting_up = Some(Thread::here());
            drop(library);
            // SAFETY: the setup is C's, for this userdata; lib_init gives no place for a result.
            let failed = setup.map_or(0, |setup| unsafe { setup(userdata, ptr::null_mut()) }) != 0;
            library = lock(&LIBRARY);
            library.setting_up = None;
            SET_UP.notify_all();
            if failed {
                return Err(Error::Failed);
            }
            library.total = Some(total);
        }
        library.users += 1;
        if let Some(count) = count {
            count.write(library.users);
        }
        Ok(())
    })
}

extern "C" fn lib_shutdown(count: Out<'_, u32>) -> c_int {
    contain(|| {
        let mut library = library()?;
        library.users = library.users.checked_sub(1).ok_or(Error::State)?;
        if library.users == 0 {
            library.total = None;
        }
        if let Some(count) = count {
            count.write(library.users);
        }
        Ok(())
    })
}

extern "C" fn lib_add(n: i64, total: Out<'_, i64>) -> c_int {
    contain(|| {
        let total = need(total)?;
        let mut library = library()?;
        let sum = library.total.as_deref_mut().ok_or(Error::State)?;
        *sum = sum.wrapping_add(n);
        total.write(*sum);
        Ok(())
    })
}
