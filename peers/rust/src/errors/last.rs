//! The last error: a thread_local whose destructor comes with it.  It is an Rc, so that who shows it to C can keep it
//! while C's code sets another one.

use super::objects::Failure;
use super::sys::{View, DOMAIN_PANIC, DOMAIN_SHELF};
use crate::contain::{self, contain, contain_int, contain_void, need, Result};
use crate::lent::LentBox;
use crate::sys::{elements, Error, Out, Str};
use std::cell::RefCell;
use std::ffi::{c_char, c_int, CStr};
use std::rc::Rc;

thread_local! {
    static LAST: RefCell<Option<Rc<Told>>> = const { RefCell::new(None) };
}

/// A failure as it is told.
pub struct Told {
    domain: i32,
    code: i32,
    message: Message,
}

enum Message {
    Copied(Vec<u8>), // a NUL behind it
    Fixed(&'static CStr),
}

impl Told {
    /// A message may be of any length, so it is asked for whether there is memory for it; a failure needs no message to
    /// be told.
    pub fn new(domain: i32, code: i32, message: &[u8]) -> Rc<Self> {
        let mut copy = Vec::new();
        let message = match copy.try_reserve_exact(message.len().saturating_add(1)) {
            Ok(()) => {
                copy.extend_from_slice(message);
                copy.push(0);
                Message::Copied(copy)
            }
            Err(_) => Message::Fixed(c"there was no memory for the message"),
        };
        Rc::new(Told { domain, code, message })
    }

    /// What an op on a shelf failed of.
    pub fn of_shelf(error: Error, message: &str) -> Rc<Self> {
        Told::new(DOMAIN_SHELF, error as i32, message.as_bytes())
    }

    fn message(&self) -> &[u8] {
        match &self.message {
            Message::Copied(copy) => &copy[..copy.len() - 1],
            Message::Fixed(text) => text.to_bytes(),
        }
    }

    /// As C looks at it, as long as it is there.
    pub fn view(&self) -> View {
        let message = self.message();
        View { domain: self.domain, code: self.code, message: message.as_ptr().cast(), message_n: message.len() }
    }
}

/// Puts another last error, or none, in place of this thread's.
pub fn put(told: Option<Rc<Told>>) {
    let old = LAST.replace(told);
    drop(old);
}

fn get() -> Result<Rc<Told>> {
    LAST.with_borrow(Option::clone).ok_or(Error::NotFound)
}

/// Runs an op that sets the last error when it fails: to its code, and to what `describe` makes of it.
pub fn contain_and_tell(describe: impl FnOnce(Error) -> Rc<Told>, op: impl FnOnce() -> Result) -> c_int {
    contain(|| op().inspect_err(|error| put(Some(describe(*error)))))
}

pub extern "C" fn fail(domain: i32, code: i32, message: *const c_char, n: usize) -> c_int {
    contain_int(|| {
        if code == 0 {
            return Err(Error::Range);
        }
        // SAFETY: C lends n bytes for the call.  They may be those of the last error, which is still there.
        let message = unsafe { elements(message.cast::<u8>(), n) }?;
        put(Some(Told::new(domain, code, message)));
        Ok(code)
    })
}

pub extern "C" fn last_error(out: Out<'_, View>) -> c_int {
    contain(|| {
        need(out)?.write(get()?.view());
        Ok(())
    })
}

pub extern "C" fn last_error_take(out: Out<'_, LentBox<Failure>>) -> c_int {
    contain(|| {
        let (out, told) = (need(out)?, get()?);
        out.write(Failure::new(told.domain, told.code, told.message(), None)?);
        put(None);
        Ok(())
    })
}

pub extern "C" fn last_error_clear() {
    contain_void(|| put(None));
}

/// Not the panic is the op's failure, but what it was contained as.
pub extern "C" fn panic(text: Str<'_>) -> c_int {
    let code = contain(|| {
        let text = need(text.get())?.to_string_lossy();
        panic!("{text}");
    });
    contain_int(|| {
        if code == Error::Panic as c_int {
            contain::last_message(|text| {
                put(Some(Told::new(DOMAIN_PANIC, code, text.unwrap_or_default().as_bytes())));
            });
        }
        Ok(code)
    })
}
