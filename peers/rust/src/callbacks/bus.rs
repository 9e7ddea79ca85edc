//! Buses of subscriptions: stored, called later, on one thread or on many.

use super::{BUSES, SUBSCRIPTIONS};
use crate::contain::{contain, need, Result};
use crate::end::End;
use crate::here::Thread;
use crate::live::Live;
use crate::sys::{known, Destructor, Error, Event, Out};
use std::cmp::Reverse;
use std::collections::{BTreeMap, BTreeSet};
use std::ffi::{c_int, c_void};
use std::mem::{self, offset_of, ManuallyDrop};
use std::ops::Bound::{Excluded, Unbounded};
use std::ptr::NonNull;
use std::sync::{Arc, Condvar, Mutex, MutexGuard, PoisonError, TryLockError};

/// C's handle is a reference to the bus, and each fire has one of its own: a bus that is freed by one of its callbacks,
/// or meanwhile on another thread, is closed at once, and gone when the last fire returns.
pub struct Bus {
    open: Mutex<Option<Open>>, // None: closed
    turns: Option<Turns>,      // of a serial bus
}

struct Open {
    subscriptions: BTreeMap<u64, Subscription>,
    order: BTreeSet<Place>,
    watch: Option<Arc<Watching>>,
    last_id: u64,
    _live: Live,
}

/// The turn of a subscription: higher priorities first, then in the order of the ids, which is that of subscription.
type Place = (Reverse<i32>, u64);

struct Subscription {
    listener: Arc<Listener>,
    priority: i32,
    once: bool,
    _live: Live,
}

/// A callback and its userdata.  Whoever calls it holds a reference, so the userdata outlives the call.
struct Listener {
    callback: Event,
    end: End,
}

/// `struct seam_subscription`
#[derive(Clone, Copy)]
#[repr(C)]
pub struct Subscribed {
    size: usize,
    callback: Option<Event>,
    userdata: *mut c_void,
    destroy: Option<Destructor>,
    priority: i32,
    flags: u32,
}

/// `struct seam_watch`
#[derive(Clone, Copy)]
#[repr(C)]
pub struct Watch {
    size: usize,
    userdata: *mut c_void,
    before: Option<unsafe extern "C" fn(event: i64, userdata: *mut c_void)>,
    after: Option<unsafe extern "C" fn(event: i64, called: u32, result: c_int, userdata: *mut c_void)>,
    destroy: Option<Destructor>,
}

/// A watch of C's that is kept: its members stay together, as long as a fire_all uses them.
struct Watching {
    is: Watch,
    _end: End,
}

// SAFETY: C lets the peer call a watch on any thread that calls ops; its userdata is never read.
unsafe impl Send for Watching {}
// SAFETY: as above; a Watching is not changed.
unsafe impl Sync for Watching {}

impl Listener {
    fn new(callback: Event, userdata: *mut c_void, destroy: Option<Destructor>) -> Arc<Self> {
        Arc::new(Listener { callback, end: End::new(userdata, destroy) })
    }

    fn call(&self, id: u64, event: i64) -> c_int {
        // SAFETY: C registered the two together, and the userdata has not been destroyed.
        unsafe { (self.callback)(id, event, self.end.userdata()) }
    }
}

impl Watching {
    fn before(&self, event: i64) {
        if let Some(before) = self.is.before {
            // SAFETY: C gave the two together, and the userdata has not been destroyed.
            unsafe { before(event, self.is.userdata) };
        }
    }

    fn after(&self, event: i64, called: u32, result: c_int) {
        if let Some(after) = self.is.after {
            // SAFETY: as above.
            unsafe { after(event, called, result, self.is.userdata) };
        }
    }
}

impl Open {
    /// The listener of a subscription that is to be called; one that is called once ends with this.
    fn listener(&mut self, id: u64) -> Result<Arc<Listener>> {
        let subscription = self.subscriptions.get(&id).ok_or(Error::NotFound)?;
        if subscription.once {
            return self.remove(id).map(|ended| ended.listener);
        }
        Ok(Arc::clone(&subscription.listener))
    }

    fn remove(&mut self, id: u64) -> Result<Subscription> {
        let ended = self.subscriptions.remove(&id).ok_or(Error::NotFound)?;
        self.order.remove(&(Reverse(ended.priority), id));
        Ok(ended)
    }
}

impl Bus {
    fn make(turns: Option<Turns>) -> *const Bus {
        let open = Open {
            subscriptions: BTreeMap::new(),
            order: BTreeSet::new(),
            watch: None,
            last_id: 0,
            _live: BUSES.enter(),
        };
        Arc::into_raw(Arc::new(Bus { open: Mutex::new(Some(open)), turns }))
    }

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

    /// The next subscription that is to be called behind a place, among the ids up to `last`.
    fn next(&self, after: Option<Place>, last: u64) -> Option<(Place, Arc<Listener>)> {
        let next = |open: &mut Open| {
            let mut behind = open.order.range((after.map_or(Unbounded, Excluded), Unbounded));
            let place = *behind.find(|place| place.1 <= last).ok_or(Error::NotFound)?;
            Ok((place, open.listener(place.1)?))
        };
        self.with(next).ok()
    }

    /// The turn to fire, on a bus where that is one thread's.
    fn turn(&self) -> Option<Turn<'_>> {
        self.turns.as_ref().map(Turns::take)
    }
}

// ---- serial buses ---------------------------------------------------------------------------------------------------

/// Who fires, and how many fires deep; and a place to wait for one's turn.  No lock: callbacks run meanwhile.
#[derive(Default)]
struct Turns {
    firing: Mutex<Option<(Thread, usize)>>,
    over: Condvar,
}

/// A turn.  Dropped, it is over.
struct Turn<'a>(&'a Turns);

impl Turns {
    fn lock(&self) -> MutexGuard<'_, Option<(Thread, usize)>> {
        self.firing.lock().unwrap_or_else(PoisonError::into_inner)
    }

    fn take(&self) -> Turn<'_> {
        let here = Thread::here();
        let another = |firing: &mut Option<(Thread, usize)>| firing.is_some_and(|(thread, _)| thread != here);
        let mut firing = self.over.wait_while(self.lock(), another).unwrap_or_else(PoisonError::into_inner);
        *firing = Some((here, firing.map_or(1, |(_, depth)| depth + 1)));
        Turn(self)
    }
}

impl Drop for Turn<'_> {
    fn drop(&mut self) {
        let mut firing = self.0.lock();
        *firing = firing.filter(|(_, depth)| *depth > 1).map(|(thread, depth)| (thread, depth - 1));
        self.0.over.notify_all();
    }
}

// ---- the ops --------------------------------------------------------------------------------------------------------

pub extern "C" fn new(bus: Out<'_, *const Bus>) -> c_int {
    contain(|| {
        need(bus)?.write(Bus::make(None));
        Ok(())
    })
}

pub extern "C" fn new_for(kind: c_int, bus: Out<'_, *const Bus>) -> c_int {
    const SHARED: c_int = 1;
    const SERIAL: c_int = 2;
    contain(|| {
        let bus = need(bus)?;
        bus.write(match kind {
            SHARED => Bus::make(None),
            SERIAL => Bus::make(Some(Turns::default())),
            _ => return Err(Error::Range),
        });
        Ok(())
    })
}

pub extern "C" fn free(bus: *const Bus) -> c_int {
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

fn add(bus: &Bus, callback: Event, is: &Subscribed, id: Out<'_, u64>) -> Result {
    bus.with(|open| {
        let listener = Listener::new(callback, is.userdata, is.destroy);
        let (priority, once) = (is.priority, is.flags & ONCE != 0);
        open.last_id += 1;
        open.order.insert((Reverse(priority), open.last_id));
        open.subscriptions
            .insert(open.last_id, Subscription { listener, priority, once, _live: SUBSCRIPTIONS.enter() });
        need(id)?.write(open.last_id);
        Ok(())
    })
}

/// `SEAM_SUBSCRIBE_ONCE`
const ONCE: u32 = 1;

pub extern "C" fn subscribe(
    bus: *const Bus,
    callback: Option<Event>,
    userdata: *mut c_void,
    destroy: Option<Destructor>,
    id: Out<'_, u64>,
) -> c_int {
    contain(|| {
        let (bus, given, id) = (Bus::of(bus)?, need(callback)?, need(id)?);
        let is = Subscribed { size: size_of::<Subscribed>(), callback, userdata, destroy, priority: 0, flags: 0 };
        add(&bus, given, &is, Some(id))
    })
}

pub extern "C" fn subscribe_with(bus: *const Bus, subscription: *const Subscribed, id: Out<'_, u64>) -> c_int {
    contain(|| {
        let (bus, subscription) = (Bus::of(bus)?, need(NonNull::new(subscription.cast_mut()))?);
        let id = need(id)?;
        // SAFETY: C lends the struct for the call, as large as it says; zeros are NULL and 0.
        let is = unsafe { known(subscription, size_of::<u32>()) };
        if is.size < offset_of!(Subscribed, priority) {
            return Err(Error::Version);
        }
        let callback = need(is.callback)?;
        if is.flags & !ONCE != 0 {
            return Err(Error::Range);
        }
        add(&bus, callback, &is, Some(id))
    })
}

pub extern "C" fn unsubscribe(bus: *const Bus, id: u64) -> c_int {
    contain(|| {
        let ended = Bus::of(bus)?.with(|open| open.remove(id))?;
        drop(ended);
        Ok(())
    })
}

pub extern "C" fn replace(
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
            Ok(mem::replace(&mut subscription.listener, Listener::new(callback, userdata, destroy)))
        })?;
        drop(old);
        Ok(())
    })
}

pub extern "C" fn watch(bus: *const Bus, watch: *const Watch) -> c_int {
    contain(|| {
        let bus = Bus::of(bus)?;
        // SAFETY: C lends the struct for the call, as large as it says; zeros are NULL and 0.
        let is = NonNull::new(watch.cast_mut()).map(|watch| unsafe { known(watch, size_of::<usize>()) });
        if is.is_some_and(|is| is.size != size_of::<Watch>()) {
            return Err(Error::Version);
        }
        let old = bus.with(|open| {
            let new = is.map(|is| Arc::new(Watching { is, _end: End::new(is.userdata, is.destroy) }));
            Ok(mem::replace(&mut open.watch, new))
        })?;
        drop(old);
        Ok(())
    })
}

pub extern "C" fn fire(bus: *const Bus, id: u64, event: i64, result: *mut c_int) -> c_int {
    contain(|| {
        let (bus, result) = (Bus::of(bus)?, need(NonNull::new(result))?);
        let _turn = bus.turn();
        let listener = bus.with(|open| open.listener(id))?;
        let value = listener.call(id, event);
        // SAFETY: it is where C wants the result.
        unsafe { result.write(value) };
        Ok(())
    })
}

pub extern "C" fn fire_all(bus: *const Bus, event: i64, called: *mut u32, result: *mut c_int) -> c_int {
    contain(|| {
        let (bus, called) = (Bus::of(bus)?, need(NonNull::new(called))?);
        let result = need(NonNull::new(result))?;
        let _turn = bus.turn();
        let (last, watch) = bus.with(|open| Ok((open.last_id, open.watch.clone())))?;
        if let Some(watch) = &watch {
            watch.before(event);
        }
        let (mut count, mut value, mut after) = (0, 0, None);
        while let Some((place, listener)) = bus.next(after, last) {
            after = Some(place);
            count += 1;
            value = listener.call(place.1, event);
            if value != 0 {
                break;
            }
        }
        if let Some(watch) = watch.filter(|_| bus.lock().is_some()) {
            watch.after(event, count, value);
        }
        // SAFETY: they are where C wants the results.
        unsafe {
            called.write(count);
            result.write(value);
        }
        Ok(())
    })
}

/// The buses' locks are all that there are.
pub extern "C" fn lock_probe(bus: Option<&Bus>) -> c_int {
    contain(|| match bus.map(|bus| bus.open.try_lock()) {
        Some(Err(TryLockError::WouldBlock)) => Err(Error::State),
        _ => Ok(()),
    })
}
