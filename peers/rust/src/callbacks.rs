//! Group `callbacks`: no lock is held and no reference into a table is kept while a function of C's runs, because it
//! may call any op again.  What it might end meanwhile is kept by an Arc until the call is over.

use crate::contain::{contain, contain_int, contain_void, last_message as contained_message, need, Result};
use crate::live::{Count, Live};
use crate::sys::{
    self, elements, Callbacks, ClosureFn, Compare, Destructor, Error, Event, Methods, Object, Out, Str, Visit,
};
use std::collections::BTreeMap;
use std::ffi::{c_char, c_int, c_void, CString};
use std::hint::black_box;
use std::mem::{self, ManuallyDrop};
use std::ops::Bound::{Excluded, Included};
use std::panic::panic_any;
use std::ptr::{self, NonNull};
use std::slice;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError, TryLockError};

pub static OPS: Callbacks = Callbacks {
    each: Some(each),
    walk: Some(walk),
    sort: Some(sort),
    bus_new: Some(bus_new),
    bus_free: Some(bus_free),
    subscribe: Some(subscribe),
    unsubscribe: Some(unsubscribe),
    replace: Some(replace),
    fire: Some(fire),
    fire_all: Some(fire_all),
    bus_recover: None,
    lock_probe: Some(lock_probe),
    live: Some(live),
    raise: Some(raise),
    raise_after: Some(raise_after),
    last_message: Some(last_message),
    closure_new: Some(closure_new),
    closure_free: Some(closure_free),
    object_new: Some(object_new),
    object_drive: Some(object_drive),
};

static BUSES: Count = Count::new();
static SUBSCRIPTIONS: Count = Count::new();
static CLOSURES: Count = Count::new();
static OBJECTS: Count = Count::new();

extern "C" fn live(kind: c_int, count: Out<'_, usize>) -> c_int {
    contain(|| {
        let count = need(count)?;
        let of_kind = match kind {
            sys::LIVE_BUSES => &BUSES,
            sys::LIVE_SUBSCRIPTIONS => &SUBSCRIPTIONS,
            sys::LIVE_CLOSURES => &CLOSURES,
            sys::LIVE_OBJECTS => &OBJECTS,
            _ => return Err(Error::Range),
        };
        count.write(of_kind.get());
        Ok(())
    })
}

// ---- called at once -------------------------------------------------------------------------------------------------

/// Visits items until a visit stops, and returns what that one returned.
fn visits(count: u32, visit: Visit, userdata: *mut c_void) -> c_int {
    for index in 0..count {
        let value = (u64::from(index) + 1).wrapping_mul(0x9E37_79B9_7F4A_7C15);
        let name = CString::new(format!("item {index}")).expect("digits are not NUL");
        // SAFETY: visit is C's, for arguments of this shape and this userdata.
        match unsafe { visit(index, value, f64::from(index) + 0.5, name.as_ptr(), userdata) } {
            0 => {}
            stop => return stop,
        }
    }
    0
}

extern "C" fn each(count: u32, visit: Option<Visit>, userdata: *mut c_void, result: *mut c_int) -> c_int {
    contain(|| {
        let (visit, result) = (need(visit)?, need(NonNull::new(result))?);
        let stop = visits(count, visit, userdata);
        // SAFETY: it is where C wants the result.
        unsafe { result.write(stop) };
        Ok(())
    })
}

extern "C" fn walk(count: u32, visit: Option<Visit>, userdata: *mut c_void) -> c_int {
    contain_int(|| Ok(visits(count, need(visit)?, userdata)))
}

/// Sorts a copy: the comparator may look at the items, and panics of sort_by about an order that contradicts itself
/// leave them as they were.
extern "C" fn sort(items: *mut i64, n: usize, compare: Option<Compare>, userdata: *mut c_void) -> c_int {
    contain(|| {
        let compare = need(compare)?;
        // SAFETY: C lends n numbers for the call, and changes none of them.
        let mut sorted = unsafe { elements(items, n) }?.to_vec();
        // SAFETY: compare is C's, for numbers and this userdata.
        sorted.sort_by(|a, b| unsafe { compare(*a, *b, userdata) }.cmp(&0));
        if n > 0 {
            // SAFETY: as above; the slice from before is gone.
            unsafe { slice::from_raw_parts_mut(items, n) }.copy_from_slice(&sorted);
        }
        Ok(())
    })
}

// ---- subscriptions: stored, called later ----------------------------------------------------------------------------

/// C's handle is a reference to the bus, and each fire has one of its own: a bus that is freed by one of its callbacks
/// is closed at once, and gone when the last fire returns.
pub struct Bus {
    open: Mutex<Option<Open>>, // None: closed
}

struct Open {
    subscriptions: BTreeMap<u64, Subscription>, // in the order of their ids, which is that of subscription
    last_id: u64,
    _live: Live,
}

struct Subscription {
    listener: Arc<Listener>,
    _live: Live,
}

/// A callback and its userdata.  Whoever calls it holds a reference, so the userdata outlives the call.
struct Listener {
    callback: Event,
    userdata: *mut c_void,
    destroy: Option<Destructor>,
}

// SAFETY: C lets the peer call a callback on any thread that C calls the peer on.
unsafe impl Send for Listener {}
// SAFETY: as above; a Listener is not changed.
unsafe impl Sync for Listener {}

impl Listener {
    fn call(&self, id: u64, event: i64) -> c_int {
        // SAFETY: C registered the two together, and the userdata has not been destroyed.
        unsafe { (self.callback)(id, event, self.userdata) }
    }
}

impl Drop for Listener {
    fn drop(&mut self) {
        if let Some(destroy) = self.destroy {
            // SAFETY: C registered the two together, and a Listener is dropped once.
            unsafe { destroy(self.userdata) };
        }
    }
}

impl Bus {
    /// A reference of the op's own to the bus of a handle.
    fn of(handle: *const Bus) -> Result<Arc<Bus>> {
        need(NonNull::new(handle.cast_mut()))?;
        // SAFETY: the handle comes from Arc::into_raw.  C's reference stays C's: this one is not dropped.
        let bus = ManuallyDrop::new(unsafe { Arc::from_raw(handle) });
        Ok(Arc::clone(&bus))
    }

    /// Poison is no reason to refuse: what the lock guards is changed in single steps.
    fn lock(&self) -> MutexGuard<'_, Option<Open>> {
        self.open.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Does something to an open bus under its lock.  What it takes out it returns, to be dropped after the lock.
    fn with<T>(&self, action: impl FnOnce(&mut Open) -> Result<T>) -> Result<T> {
        action(self.lock().as_mut().ok_or(Error::State)?)
    }

    /// The first subscription after one id and up to another.
    fn next(&self, after: u64, last: u64) -> Option<(u64, Arc<Listener>)> {
        let next = |open: &mut Open| {
            let (id, next) =
                open.subscriptions.range((Excluded(after), Included(last))).next().ok_or(Error::NotFound)?;
            Ok((*id, Arc::clone(&next.listener)))
        };
        self.with(next).ok()
    }
}

extern "C" fn bus_new(bus: Out<'_, *const Bus>) -> c_int {
    contain(|| {
        let bus = need(bus)?;
        let open = Open { subscriptions: BTreeMap::new(), last_id: 0, _live: BUSES.enter() };
        bus.write(Arc::into_raw(Arc::new(Bus { open: Mutex::new(Some(open)) })));
        Ok(())
    })
}

extern "C" fn bus_free(bus: *const Bus) -> c_int {
    contain(|| {
        if bus.is_null() {
            return Ok(());
        }
        let open = Bus::of(bus)?.lock().take().ok_or(Error::State)?;
        drop(open);
        // SAFETY: the bus was open until now, so C's reference had not been given back yet.
        drop(unsafe { Arc::from_raw(bus) });
        Ok(())
    })
}

extern "C" fn subscribe(
    bus: *const Bus,
    callback: Option<Event>,
    userdata: *mut c_void,
    destroy: Option<Destructor>,
    id: Out<'_, u64>,
) -> c_int {
    contain(|| {
        let (bus, callback, id) = (Bus::of(bus)?, need(callback)?, need(id)?);
        bus.with(|open| {
            let listener = Arc::new(Listener { callback, userdata, destroy });
            open.last_id += 1;
            open.subscriptions.insert(open.last_id, Subscription { listener, _live: SUBSCRIPTIONS.enter() });
            id.write(open.last_id);
            Ok(())
        })
    })
}

extern "C" fn unsubscribe(bus: *const Bus, id: u64) -> c_int {
    contain(|| {
        let ended = Bus::of(bus)?.with(|open| open.subscriptions.remove(&id).ok_or(Error::NotFound))?;
        drop(ended);
        Ok(())
    })
}

extern "C" fn replace(
    bus: *const Bus,
    id: u64,
    callback: Option<Event>,
    userdata: *mut c_void,
    destroy: Option<Destructor>,
) -> c_int {
    contain(|| {
        let (bus, callback) = (Bus::of(bus)?, need(callback)?);
        let old = bus.with(|open| {
            let subscription = open.subscriptions.get_mut(&id).ok_or(Error::NotFound)?;
            Ok(mem::replace(&mut subscription.listener, Arc::new(Listener { callback, userdata, destroy })))
        })?;
        drop(old);
        Ok(())
    })
}

extern "C" fn fire(bus: *const Bus, id: u64, event: i64, result: *mut c_int) -> c_int {
    contain(|| {
        let (bus, result) = (Bus::of(bus)?, need(NonNull::new(result))?);
        let listener = bus.with(|open| {
            let subscription = open.subscriptions.get(&id).ok_or(Error::NotFound)?;
            Ok(Arc::clone(&subscription.listener))
        })?;
        let value = listener.call(id, event);
        // SAFETY: it is where C wants the result.
        unsafe { result.write(value) };
        Ok(())
    })
}

extern "C" fn fire_all(bus: *const Bus, event: i64, called: *mut u32, result: *mut c_int) -> c_int {
    contain(|| {
        let (bus, called) = (Bus::of(bus)?, need(NonNull::new(called))?);
        let result = need(NonNull::new(result))?;
        let last = bus.with(|open| Ok(open.last_id))?;
        let (mut count, mut value, mut after) = (0, 0, 0);
        while let Some((id, listener)) = bus.next(after, last) {
            after = id;
            count += 1;
            value = listener.call(id, event);
            if value != 0 {
                break;
            }
        }
        // SAFETY: it is where C wants the results.
        unsafe {
            called.write(count);
            result.write(value);
        }
        Ok(())
    })
}

/// The buses' locks are all that there are.
extern "C" fn lock_probe(bus: Option<&Bus>) -> c_int {
    contain(|| match bus.map(|bus| bus.open.try_lock()) {
        Some(Err(TryLockError::WouldBlock)) => Err(Error::State),
        _ => Ok(()),
    })
}

// ---- failures of the peer's own -------------------------------------------------------------------------------------

enum Raise {
    Text(String),
    Number,
    Cleanup(String),
    Runtime,
}

impl Raise {
    fn of(kind: c_int, text: Str<'_>) -> Result<Self> {
        let text = || Ok(need(text.get())?.to_string_lossy().into_owned());
        match kind {
            sys::RAISE_TEXT => text().map(Raise::Text),
            sys::RAISE_NUMBER => Ok(Raise::Number),
            sys::RAISE_CLEANUP => text().map(Raise::Cleanup),
            sys::RAISE_RUNTIME => Ok(Raise::Runtime),
            _ => Err(Error::Range),
        }
    }

    #[inline(never)]
    fn go(self, frames: u32) {
        /// Its end is no end.
        struct Fuse(String);

        impl Drop for Fuse {
            fn drop(&mut self) {
                panic!("{}", self.0);
            }
        }

        if frames > 0 {
            return black_box(self).go(frames - 1);
        }
        match self {
            Raise::Text(text) => panic!("{text}"),
            Raise::Number => panic_any(7),
            Raise::Cleanup(text) => drop(Fuse(text)),
            Raise::Runtime => {
                black_box([1, 2, 3][black_box(3)]);
            }
        }
    }
}

const FRAMES: u32 = 5;

extern "C" fn raise(kind: c_int, text: Str<'_>) -> c_int {
    contain(|| {
        Raise::of(kind, text)?.go(FRAMES);
        Ok(())
    })
}

extern "C" fn raise_after(
    count: u32,
    kind: c_int,
    text: Str<'_>,
    visit: Option<Visit>,
    userdata: *mut c_void,
) -> c_int {
    contain(|| {
        let (raise, visit) = (Raise::of(kind, text)?, need(visit)?);
        // Boxed, so that the panic has something to free on its way out.
        let _stop = Box::new(visits(count, visit, userdata));
        raise.go(FRAMES);
        Ok(())
    })
}

extern "C" fn last_message(buffer: *mut c_char, size: usize, length: Out<'_, usize>) -> c_int {
    contain(|| {
        let length = need(length)?;
        if size > 0 {
            need(NonNull::new(buffer))?;
        }
        contained_message(|message| {
            let message = message.ok_or(Error::NotFound)?;
            length.write(message.len());
            if size <= message.len() {
                return Err(Error::Space);
            }
            // SAFETY: the buffer is C's, and has room for the message and a terminator.
            unsafe {
                ptr::copy_nonoverlapping(message.as_ptr(), buffer.cast(), message.len());
                buffer.add(message.len()).write(0);
            }
            Ok(())
        })
    })
}

// ---- functions that the peer makes ----------------------------------------------------------------------------------

/// A Rust closure as C's pair of function and context: one function serves all, the context is the closure.
struct Closure {
    run: Box<dyn FnMut(i64) -> i64>,
    _live: Live,
}

extern "C" fn trampoline(context: *mut c_void, argument: i64, sum: Out<'_, i64>) -> c_int {
    contain(|| {
        let (mut context, sum) = (need(NonNull::new(context.cast::<Closure>()))?, need(sum)?);
        // SAFETY: the context is closure_new's, and C calls a closure on one thread at a time.
        sum.write((unsafe { context.as_mut() }.run)(argument));
        Ok(())
    })
}

extern "C" fn closure_new(captured: i64, function: Out<'_, ClosureFn>, context: Out<'_, *mut c_void>) -> c_int {
    contain(|| {
        let (function, context) = (need(function)?, need(context)?);
        let mut state = captured;
        let run = Box::new(move |argument| {
            state = state.checked_add(argument).expect("the sum overflows");
            state
        });
        context.write(Box::into_raw(Box::new(Closure { run, _live: CLOSURES.enter() })).cast());
        function.write(trampoline);
        Ok(())
    })
}

extern "C" fn closure_free(function: Option<ClosureFn>, context: *mut c_void) -> c_int {
    contain(|| {
        need(function)?;
        let context = need(NonNull::new(context.cast::<Closure>()))?;
        // SAFETY: the context is closure_new's, and C gives it back.
        drop(unsafe { Box::from_raw(context.as_ptr()) });
        Ok(())
    })
}

/// The peer's own object: what `this` points to in COUNTER's methods.
struct Counter {
    total: i64,
    _live: Live,
}

static COUNTER: Methods = Methods {
    size: size_of::<Methods>(),
    reset: Some(counter_reset),
    add: Some(counter_add),
    total: Some(counter_total),
    destroy: Some(counter_destroy),
};

impl Counter {
    /// # Safety
    /// `this` is object_new's, not destroyed yet, and C calls its methods on one thread at a time.
    unsafe fn of<'a>(this: *mut c_void) -> Result<&'a mut Self> {
        // SAFETY: the caller's promise.
        need(unsafe { this.cast::<Counter>().as_mut() })
    }
}

extern "C" fn counter_reset(this: *mut c_void) -> c_int {
    contain(|| {
        // SAFETY: C passes the object's own self.
        unsafe { Counter::of(this) }?.total = 0;
        Ok(())
    })
}

extern "C" fn counter_add(this: *mut c_void, n: i64) -> c_int {
    contain(|| {
        // SAFETY: C passes the object's own self.
        let counter = unsafe { Counter::of(this) }?;
        counter.total = counter.total.checked_add(n).expect("the total overflows");
        Ok(())
    })
}

extern "C" fn counter_total(this: *mut c_void, total: Out<'_, i64>) -> c_int {
    contain(|| {
        // SAFETY: C passes the object's own self.
        let counter = unsafe { Counter::of(this) }?;
        need(total)?.write(counter.total);
        Ok(())
    })
}

extern "C" fn counter_destroy(this: *mut c_void) {
    contain_void(|| {
        if !this.is_null() {
            // SAFETY: C passes the object's own self, and nothing after this.
            drop(unsafe { Box::from_raw(this.cast::<Counter>()) });
        }
    });
}

extern "C" fn object_new(start: i64, object: Out<'_, Object>) -> c_int {
    contain(|| {
        let object = need(object)?;
        let this = Box::into_raw(Box::new(Counter { total: start, _live: OBJECTS.enter() })).cast();
        object.write(Object { methods: &COUNTER, this });
        Ok(())
    })
}

/// C's object, driven by its methods; dropped, it is destroyed.
struct Driven {
    this: *mut c_void,
    reset: Option<unsafe extern "C" fn(*mut c_void) -> c_int>,
    add: unsafe extern "C" fn(*mut c_void, i64) -> c_int,
    total: unsafe extern "C" fn(*mut c_void, Out<'_, i64>) -> c_int,
    destroy: unsafe extern "C" fn(*mut c_void),
}

impl Driven {
    fn drive(&self, numbers: &[i64]) -> std::result::Result<i64, c_int> {
        let done = |stop| if stop == 0 { Ok(()) } else { Err(stop) };
        let mut total = mem::MaybeUninit::new(0);
        // SAFETY: the methods are C's, for this object, which is alive.
        unsafe {
            if let Some(reset) = self.reset {
                done(reset(self.this))?;
            }
            for n in numbers {
                done((self.add)(self.this, *n))?;
            }
            done((self.total)(self.this, Some(&mut total)))?;
            Ok(total.assume_init())
        }
    }
}

impl Drop for Driven {
    fn drop(&mut self) {
        // SAFETY: the object is the peer's, which owns it once.
        unsafe { (self.destroy)(self.this) };
    }
}

extern "C" fn object_drive(
    object: Option<&Object>,
    numbers: *const i64,
    n: usize,
    total: *mut i64,
    result: *mut c_int,
) -> c_int {
    contain(|| {
        let object = need(object)?;
        // SAFETY: C lends the methods and the numbers for the call.
        let (methods, numbers) = unsafe { (need(object.methods.as_ref())?, elements(numbers, n)?) };
        let (total, result) = (need(NonNull::new(total))?, need(NonNull::new(result))?);
        let (add, sum, destroy) = (need(methods.add)?, need(methods.total)?, need(methods.destroy)?);
        let driven = Driven { this: object.this, reset: methods.reset, add, total: sum, destroy };
        let outcome = driven.drive(numbers);
        drop(driven);
        // SAFETY: they are where C wants the results.
        unsafe {
            if let Ok(value) = outcome {
                total.write(value);
            }
            result.write(outcome.err().unwrap_or(0));
        }
        Ok(())
    })
}
