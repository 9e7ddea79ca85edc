//! What every op does with a panic and with a failure: the first ends at the boundary, the second is kept by connection.

use crate::sys::*;
use rusqlite::{ffi, Connection, Error};
use std::cell::RefCell;
use std::ffi::{c_int, c_void};
use std::panic::{catch_unwind, AssertUnwindSafe};

/// A connection that C holds.
pub struct Db {
    pub connection: Connection,
    last: RefCell<Option<Last>>,
}

struct Last {
    code: c_int,
    extended: c_int,
    message: String,
}

// Of the last open() of this thread that failed: there is no connection to keep it.
thread_local!(static NOT_OPENED: RefCell<Option<Last>> = const { RefCell::new(None) });

/// Why an op fails.
pub enum Refusal {
    Sqlite(Error),
    Own(c_int, &'static str),
}

impl From<Error> for Refusal {
    fn from(error: Error) -> Self {
        Refusal::Sqlite(error)
    }
}

/// SQLite's own code and text, where the failure is SQLite's.
fn told(error: &Error) -> (c_int, Option<&str>) {
    match error {
        Error::SqliteFailure(e, message) => (e.extended_code, message.as_deref()),
        Error::SqlInputError { error, msg, .. } => (error.extended_code, Some(msg)),
        _ => (0, None),
    }
}

impl Refusal {
    fn split(self) -> (c_int, Last) {
        match self {
            Refusal::Own(rc, why) => (rc, Last { code: 0, extended: 0, message: why.into() }),
            Refusal::Sqlite(e) => {
                let (extended, text) = told(&e);
                let message = text.map_or_else(|| e.to_string(), str::to_owned);
                let rc = match e {
                    _ if extended & 0xff == ffi::SQLITE_NOMEM => SEAM_E_MEMORY,
                    Error::NulError(_) => SEAM_E_NUL,
                    Error::Utf8Error(..) | Error::FromSqlConversionFailure(..) => SEAM_E_ENCODING,
                    Error::InvalidParameterCount(..) | Error::BlobSizeError => SEAM_E_RANGE,
                    _ => SEAM_E_FAILED,
                };
                (rc, Last { code: extended & 0xff, extended, message })
            }
        }
    }
}

impl Db {
    pub fn open(path: &str) -> Result<Self, Refusal> {
        let connection = Connection::open(path)?;
        connection.busy_timeout(std::time::Duration::ZERO)?;
        Ok(Db { connection, last: RefCell::new(None) })
    }

    pub fn keep(&self, refusal: Refusal) -> c_int {
        let (rc, last) = refusal.split();
        *self.last.borrow_mut() = Some(last);
        rc
    }

    /// An op on the connection, which fails by `?`; a panic in it is contained.
    pub fn op(&self, body: impl FnOnce(&Connection) -> Result<(), Refusal>) -> c_int {
        contained(|| match body(&self.connection) {
            Ok(()) => {
                *self.last.borrow_mut() = None;
                SEAM_OK
            }
            Err(refusal) => self.keep(refusal),
        })
    }
}

/// An op's body: a panic in it is contained.
pub fn contained(body: impl FnOnce() -> c_int) -> c_int {
    catch_unwind(AssertUnwindSafe(body)).unwrap_or(SEAM_E_PANIC)
}

pub fn not_opened(refusal: Refusal) -> c_int {
    let (rc, last) = refusal.split();
    NOT_OPENED.with_borrow_mut(|slot| *slot = Some(last));
    rc
}

pub unsafe extern "C" fn failure(db: *mut c_void, out: *mut Failure) -> c_int {
    let write = |slot: &Option<Last>| match slot {
        None => SEAM_E_NOT_FOUND,
        Some(Last { code, extended, message }) => {
            let (message, size) = (message.as_ptr().cast(), message.len());
            // SAFETY: the caller gives room for one.
            unsafe { out.write(Failure { code: *code, extended: *extended, message, size }) };
            SEAM_OK
        }
    };
    if db.is_null() {
        return NOT_OPENED.with_borrow(write);
    }
    // SAFETY: the handle is a connection's.
    write(&unsafe { &*db.cast::<Db>() }.last.borrow())
}
