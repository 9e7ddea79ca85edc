//! Accounts: handles that threads share, with counted references.

use super::{lock, wait, Text, Update, LIVE};
use crate::contain::{contain, need, Result};
use crate::counted::{Counted, LentArc};
use crate::end::End;
use crate::here::Thread;
use crate::live::Live;
use crate::sys::{Destructor, Error, Out};
use std::ffi::{c_int, c_void, CString};
use std::mem;
use std::ptr;
use std::sync::{Condvar, Mutex, MutexGuard};

pub struct Account {
    ledger: Mutex<Ledger>, // not held while an update runs: `updater` keeps others out then
    settled: Condvar,
    _end: End,
    _live: Live,
}

struct Ledger {
    balance: i64,
    closed: bool,
    updater: Option<Thread>,
}

impl Account {
    /// The ledger when no other thread's update is running.
    fn settle(&self) -> Result<MutexGuard<'_, Ledger>> {
        let mut ledger = lock(&self.ledger);
        while ledger.updater.is_some() {
            ledger.open()?;
            ledger = wait(&self.settled, ledger);
        }
        ledger.open()?;
        Ok(ledger)
    }

    fn balance(&self) -> Result<i64> {
        let ledger = lock(&self.ledger);
        ledger.open()?;
        Ok(ledger.balance)
    }
}

impl Ledger {
    /// Refuses what is closed, and the thread whose own update is running.
    fn open(&self) -> Result {
        if self.closed || self.updater == Some(Thread::here()) {
            return Err(Error::State);
        }
        Ok(())
    }
}

pub extern "C" fn create(
    balance: i64,
    userdata: *mut c_void,
    release: Option<Destructor>,
    out: Out<'_, LentArc<Account>>,
) -> c_int {
    contain(|| {
        let out = need(out)?;
        out.write(LentArc::new_with(|| Account {
            ledger: Mutex::new(Ledger { balance, closed: false, updater: None }),
            settled: Condvar::new(),
            _end: End::new(userdata, release),
            _live: LIVE.enter(),
        })?);
        Ok(())
    })
}

pub extern "C" fn retain(account: Option<&Counted<Account>>) -> c_int {
    contain(|| {
        // The reference is C's, which gives it back by account_release.
        mem::forget(need(account)?.retain());
        Ok(())
    })
}

pub extern "C" fn release(account: Option<LentArc<Account>>) -> c_int {
    contain(|| {
        drop(account);
        Ok(())
    })
}

pub extern "C" fn references(account: Option<&Counted<Account>>, out: Out<'_, u64>) -> c_int {
    contain(|| {
        let (account, out) = (need(account)?, need(out)?);
        out.write(account.count() as u64);
        Ok(())
    })
}

pub extern "C" fn get(account: Option<&Counted<Account>>, out: Out<'_, i64>) -> c_int {
    contain(|| {
        let (account, out) = (need(account)?, need(out)?);
        out.write(account.balance()?);
        Ok(())
    })
}

pub extern "C" fn add(account: Option<&Counted<Account>>, n: i64, balance: Out<'_, i64>) -> c_int {
    contain(|| {
        let (account, balance) = (need(account)?, need(balance)?);
        let mut ledger = account.settle()?;
        ledger.balance = ledger.balance.checked_add(n).ok_or(Error::Range)?;
        balance.write(ledger.balance);
        Ok(())
    })
}

pub extern "C" fn update(account: Option<&Counted<Account>>, update: Option<Update>, userdata: *mut c_void) -> c_int {
    contain(|| {
        let (account, update) = (need(account)?, need(update)?);
        let mut ledger = account.settle()?;
        let before = ledger.balance;
        ledger.updater = Some(Thread::here());
        drop(ledger);
        // SAFETY: the function is C's, for this userdata.
        let after = unsafe { update(userdata, before) };
        let mut ledger = lock(&account.ledger);
        ledger.balance = after;
        ledger.updater = None;
        account.settled.notify_all();
        Ok(())
    })
}

/// Two locks are always taken in the order of their addresses, and neither is held while waiting for the other.
pub extern "C" fn transfer(from: Option<&Counted<Account>>, to: Option<&Counted<Account>>, n: i64) -> c_int {
    contain(|| {
        let (from, to): (&Account, &Account) = (need(from)?, need(to)?);
        if n < 0 {
            return Err(Error::Range);
        }
        lock(&from.ledger).open()?;
        lock(&to.ledger).open()?;
        if ptr::eq(from, to) {
            return if n > from.settle()?.balance { Err(Error::Range) } else { Ok(()) };
        }
        let swapped = ptr::from_ref(from) > ptr::from_ref(to);
        let (first, second) = if swapped { (to, from) } else { (from, to) };
        loop {
            drop(second.settle()?);
            let one = first.settle()?;
            let two = lock(&second.ledger);
            two.open()?;
            if two.updater.is_none() {
                return if swapped { shift(two, one, n) } else { shift(one, two, n) };
            }
        }
    })
}

fn shift(mut from: MutexGuard<'_, Ledger>, mut to: MutexGuard<'_, Ledger>, n: i64) -> Result {
    if n > from.balance {
        return Err(Error::Range);
    }
    to.balance = to.balance.checked_add(n).ok_or(Error::Range)?;
    from.balance -= n;
    Ok(())
}

pub extern "C" fn describe(account: Option<&Counted<Account>>, text: Option<Text>, userdata: *mut c_void) -> c_int {
    contain(|| {
        let (account, text) = (need(account)?, need(text)?);
        let digits = CString::new(account.balance()?.to_string()).expect("digits are not NUL");
        // SAFETY: the function is C's, for this userdata.
        unsafe { text(userdata, digits.as_ptr()) };
        Ok(())
    })
}

/// An update that is running still counts; nothing else begins.
pub extern "C" fn close(account: Option<&Counted<Account>>) -> c_int {
    contain(|| {
        let mut ledger = lock(&need(account)?.ledger);
        ledger.open()?;
        ledger.closed = true;
        Ok(())
    })
}
