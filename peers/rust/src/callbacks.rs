//! Group `callbacks`: no lock is held and no reference into a table is kept while a function of C's runs, because it
//! may call any op again.  What it might end meanwhile is kept by an Arc until the call is over.

pub mod bus;
pub mod streams;
pub mod values;
pub mod work;

use crate::contain::{contain, contain_int, contain_void, last_message as contained_message, need, Result};
use crate::live::{Count, Live};
use crate::sys::{self, elements, Callbacks, ClosureFn, Compare, Error, Methods, Object, Out, Str, Visit};
use std::ffi::{c_char, c_int, c_void, CString};
use std::hint::black_box;
use std::mem;
use std::panic::panic_any;
use std::ptr::{self, NonNull};
use std::slice;

pub static OPS: Callbacks = Callbacks {
    each: Some(each),
    walk: Some(walk),
    sort: Some(sort),
    bus_new: Some(bus::new),
    bus_free: Some(bus::free),
    subscribe: Some(bus::subscribe),
    unsubscribe: Some(bus::unsubscribe),
    replace: Some(bus::replace),
    fire: Some(bus::fire),
    fire_all: Some(bus::fire_all),
    bus_recover: None,
    lock_probe: Some(bus::lock_probe),
    live: Some(live),
    raise: Some(raise),
    raise_after: Some(raise_after),
    last_message: Some(last_message),
    closure_new: Some(closure_new),
    closure_free: Some(closure_free),
    object_new: Some(object_new),
    object_drive: Some(object_drive),
    relay: Some(values::relay),
    relay_structs: Some(values::relay_structs),
    call_twelve: Some(values::call_twelve),
    echoes: Some(values::echoes),
    bus_new_for: Some(bus::new_for),
    subscribe_with: Some(bus::subscribe_with),
    bus_watch: Some(bus::watch),
    ask: Some(streams::ask),
    transfer: Some(streams::transfer),
    join: Some(streams::join),
    work_start: Some(work::start),
    work_cancel: Some(work::cancel),
    work_wait: Some(work::wait),
    work_free: Some(work::free),
};

static BUSES: Count = Count::new();
static SUBSCRIPTIONS: Count = Count::new();
static CLOSURES: Count = Count::new();
static OBJECTS: Count = Count::new();
static WORKS: Count = Count::new();

extern "C" fn live(kind: c_int, count: Out<'_, usize>) -> c_int {
    contain(|| {
        let count = need(count)?;
        let of_kind = match kind {
            sys::LIVE_BUSES => &BUSES,
            sys::LIVE_SUBSCRIPTIONS => &SUBSCRIPTIONS,
            sys::LIVE_CLOSURES => &CLOSURES,
            sys::LIVE_OBJECTS => &OBJECTS,
            sys::LIVE_WORKS => &WORKS,
            _ => return Err(Error::Range),
        };
        count.write(of_kind.get());
        Ok(())
    })
}

// ---- called at once -------------------------------------------------------------------------------------------------

/// Visits an item.
fn visit_one(index: u32, visit: Visit, userdata: *mut c_void) -> c_int {
    let value = (u64::from(index) + 1).wrapping_mul(0x9E37_79B9_7F4A_7C15);
    let name = CString::new(format!("item {index}")).expect("digits are not NUL");
    // SAFETY: visit is C's, for arguments of this shape and this userdata.
    unsafe { visit(index, value, f64::from(index) + 0.5, name.as_ptr(), userdata) }
}

/// Visits items until a visit stops, and returns what that one returned.
fn visits(count: u32, visit: Visit, userdata: *mut c_void) -> c_int {
    (0..count).map(|index| visit_one(index, visit, userdata)).find(|stop| *stop != 0).unwrap_or(0)
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

// ---- failures of the peer's own -------------------------------------------------------------------------------------

enum Raise {
    Text(String),
    Number,
    Cleanup(String),
    Runtime,
    Twice(String),
}

impl Raise {
    fn of(kind: c_int, text: Str<'_>) -> Result<Self> {
        let text = || Ok(need(text.get())?.to_string_lossy().into_owned());
        match kind {
            sys::RAISE_TEXT => text().map(Raise::Text),
            sys::RAISE_NUMBER => Ok(Raise::Number),
            sys::RAISE_CLEANUP => text().map(Raise::Cleanup),
            sys::RAISE_RUNTIME => Ok(Raise::Runtime),
            sys::RAISE_TWICE => text().map(Raise::Twice),
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
            // What Drop adds to a panic that is on its way up ends the process: the language says so.
            Raise::Twice(text) => {
                let _fuse = Fuse("one more".to_owned());
                panic!("{text}");
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
