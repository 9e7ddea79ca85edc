//! Text as data.

use super::input_text;
use super::sys::{Line, Same, CSV, HTML, LOG, SHELL, TEXT_MAX};
use crate::contain::{contain, need, Result};
use crate::host::Lent;
use crate::lent::LentVec;
use crate::sys::{Error, Out};
use std::ffi::{c_char, c_int, c_void};

// ---- quoting --------------------------------------------------------------------------------------------------------

/// What stands around a quoted text.
fn around(how: u32) -> &'static [u8] {
    match how {
        SHELL => b"'",
        CSV => b"\"",
        _ => b"",
    }
}

/// What stands for a byte; `scratch` is for what is made of it.
fn quoted_byte<'a>(how: u32, byte: &'a u8, scratch: &'a mut [u8; 4]) -> &'a [u8] {
    match (how, *byte) {
        (SHELL, b'\'') => b"'\\''",
        (CSV, b'"') => b"\"\"",
        (HTML, b'&') => b"&amp;",
        (HTML, b'<') => b"&lt;",
        (HTML, b'>') => b"&gt;",
        (HTML, b'"') => b"&quot;",
        (HTML, b'\'') => b"&#39;",
        (LOG, value @ (0..0x20 | 0x7F.. | b'"' | b'\\')) => {
            let digit = |value: u8| b"0123456789abcdef"[usize::from(value)];
            *scratch = [b'\\', b'x', digit(value >> 4), digit(value & 15)];
            scratch
        }
        _ => std::slice::from_ref(byte),
    }
}

/// Gives the quoted text to `put`, part by part.
fn quote_to(how: u32, text: &[u8], put: &mut dyn FnMut(&[u8]) -> Result) -> Result {
    put(around(how))?;
    for byte in text {
        put(quoted_byte(how, byte, &mut [0; 4]))?;
    }
    put(around(how))
}

/// The quoted text between two others, in a block of just its size.
fn quoted(how: u32, before: &[u8], text: &[u8], after: &[u8]) -> Result<LentVec<u8>> {
    let mut size = before.len() + after.len();
    quote_to(how, text, &mut |part| {
        size += part.len();
        Ok(())
    })?;
    let mut out = LentVec::with_capacity(size)?;
    out.extend(before)?;
    quote_to(how, text, &mut |part| out.extend(part))?;
    out.extend(after)?;
    Ok(out)
}

/// A block of C's own from here on.
pub fn give(text: Lent, out: &mut std::mem::MaybeUninit<*mut c_char>) {
    out.write(text.into_raw().as_ptr().cast());
}

pub extern "C" fn quote(
    how: u32,
    text: *const c_char,
    n: usize,
    out: Out<'_, *mut c_char>,
    out_n: Out<'_, usize>,
) -> c_int {
    contain(|| {
        let (out, out_n) = (need(out)?, need(out_n)?);
        // SAFETY: C lends n bytes for the call.
        let text = unsafe { input_text(text, n, TEXT_MAX) }?;
        if !(SHELL..=LOG).contains(&how) {
            return Err(Error::Range);
        }
        if how != LOG && text.contains(&0) {
            return Err(Error::Nul);
        }
        let text = quoted(how, b"", text, b"\0")?;
        out_n.write(text.len() - 1);
        give(text.into_lent()?, out);
        Ok(())
    })
}

pub extern "C" fn log_refused(name: *const c_char, n: usize, line: Option<Line>, userdata: *mut c_void) -> c_int {
    contain(|| {
        let line = need(line)?;
        // SAFETY: C lends n bytes for the call.
        let name = unsafe { input_text(name, n, TEXT_MAX) }?;
        let text = quoted(LOG, b"refused: \"", name, b"\"\n")?;
        // SAFETY: C gave the two together.
        unsafe { line(userdata, text.as_ptr().cast(), text.len()) };
        Ok(())
    })
}

// ---- reading --------------------------------------------------------------------------------------------------------

/// str::parse takes a sign and zeros before a number, so what it may look at is settled first.
pub extern "C" fn number_parse(text: *const c_char, n: usize, min: i64, max: i64, out: Out<'_, i64>) -> c_int {
    contain(|| {
        let out = need(out)?;
        // SAFETY: C lends n bytes for the call.
        let text = unsafe { input_text(text, n, TEXT_MAX) }?;
        let text = std::str::from_utf8(text).map_err(|_| Error::Encoding)?;
        let written = match text.strip_prefix('-').unwrap_or(text).as_bytes() {
            [b'0'] => text == "0",
            [b'1'..=b'9', rest @ ..] => rest.iter().all(u8::is_ascii_digit),
            _ => false,
        };
        if !written {
            return Err(Error::Encoding);
        }
        let number = text.parse().ok().filter(|number| (min..=max).contains(number));
        out.write(number.ok_or(Error::Range)?);
        Ok(())
    })
}

/// Only the last `*` is ever gone back to: what an earlier one matches need not change.
fn matches(pattern: &[u8], text: &[u8], same: impl Fn(u8, u8) -> bool) -> bool {
    let (mut p, mut t) = (0, 0);
    let mut star = None; // what stands behind it in the pattern, and where in the text it stops
    while let Some(byte) = text.get(t) {
        match pattern.get(p) {
            Some(b'*') => {
                p += 1;
                star = Some((p, t));
            }
            Some(wanted) if *wanted == b'?' || same(*wanted, *byte) => (p, t) = (p + 1, t + 1),
            _ => match &mut star {
                Some((behind, stop)) => {
                    *stop += 1;
                    (p, t) = (*behind, *stop);
                }
                None => return false,
            },
        }
    }
    pattern[p..].iter().all(|byte| *byte == b'*')
}

pub extern "C" fn match_text(
    pattern: *const c_char,
    pattern_n: usize,
    text: *const c_char,
    text_n: usize,
    same: Option<Same>,
    userdata: *mut c_void,
    out: Out<'_, i32>,
) -> c_int {
    contain(|| {
        let out = need(out)?;
        // SAFETY: C lends so many bytes of each for the call.
        let (pattern, text) =
            unsafe { (input_text(pattern, pattern_n, TEXT_MAX)?, input_text(text, text_n, TEXT_MAX)?) };
        let same = |pattern, text| match same {
            // SAFETY: C gave the two together.
            Some(same) => unsafe { same(userdata, pattern, text) != 0 },
            None => pattern == text,
        };
        out.write(i32::from(matches(pattern, text, same)));
        Ok(())
    })
}
