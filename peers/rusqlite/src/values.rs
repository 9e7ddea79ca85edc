//! Values between C and rusqlite.

use crate::contain::Refusal;
use crate::sys::*;
use rusqlite::types::{self, ToSql, ToSqlOutput, ValueRef};
use std::ffi::{c_char, CStr};
use std::{ptr, slice, str};

/// # Safety
/// `bytes` points to `size` bytes that live for `'a`, or `size` is 0.
pub unsafe fn bytes<'a>(bytes: *const c_char, size: usize) -> &'a [u8] {
    if size == 0 {
        return &[];
    }
    // SAFETY: the caller's promise; a slice of no bytes must not be NULL.
    unsafe { slice::from_raw_parts(bytes.cast(), size) }
}

/// # Safety
/// As [`bytes`].
pub unsafe fn text<'a>(text: *const c_char, size: usize) -> Result<&'a str, Refusal> {
    // SAFETY: the caller's promise.
    str::from_utf8(unsafe { bytes(text, size) }).map_err(|_| Refusal::Own(SEAM_E_ENCODING, "the text is not UTF-8"))
}

/// # Safety
/// `text` is terminated and lives for `'a`.
pub unsafe fn terminated<'a>(text: *const c_char) -> Result<&'a str, Refusal> {
    // SAFETY: the caller's promise.
    let text = unsafe { CStr::from_ptr(text) };
    text.to_str().map_err(|_| Refusal::Own(SEAM_E_ENCODING, "the text is not UTF-8"))
}

/// A parameter, borrowed from C.
pub struct Parameter<'a>(ValueRef<'a>);

impl ToSql for Parameter<'_> {
    fn to_sql(&self) -> rusqlite::Result<ToSqlOutput<'_>> {
        Ok(ToSqlOutput::Borrowed(self.0))
    }
}

impl Value {
    pub const NONE: Value = Value { kind: NULL, integer: 0, real: 0.0, bytes: ptr::null(), size: 0 };

    /// # Safety
    /// The value's bytes live for `'a`.
    pub unsafe fn parameter<'a>(&self) -> Result<Parameter<'a>, Refusal> {
        Ok(Parameter(match self.kind {
            INTEGER => ValueRef::Integer(self.integer),
            FLOAT => ValueRef::Real(self.real),
            // SAFETY: the caller's promise.
            TEXT => ValueRef::Text(unsafe { text(self.bytes, self.size) }?.as_bytes()),
            // SAFETY: the same.
            BLOB => ValueRef::Blob(unsafe { bytes(self.bytes, self.size) }),
            _ => ValueRef::Null,
        }))
    }

    /// A copy, of what a callback of C's left here.
    ///
    /// # Safety
    /// The value's bytes are there.
    pub unsafe fn copied(&self) -> Result<types::Value, Refusal> {
        // SAFETY: the caller's promise.
        Ok(unsafe { self.parameter() }?.0.try_into().unwrap_or(types::Value::Null))
    }

    /// What C is shown, for as long as rusqlite lends it.
    pub fn shown(value: ValueRef<'_>) -> Result<Value, rusqlite::Error> {
        let with = |kind, bytes: &[u8]| Value { kind, bytes: bytes.as_ptr().cast(), size: bytes.len(), ..Value::NONE };
        Ok(match value {
            ValueRef::Null => Value::NONE,
            ValueRef::Integer(integer) => Value { kind: INTEGER, integer, ..Value::NONE },
            ValueRef::Real(real) => Value { kind: FLOAT, real, ..Value::NONE },
            ValueRef::Text(bytes) => {
                with(TEXT, str::from_utf8(bytes).map_err(|e| rusqlite::Error::Utf8Error(0, e))?.as_bytes())
            }
            ValueRef::Blob(bytes) => with(BLOB, bytes),
        })
    }
}
