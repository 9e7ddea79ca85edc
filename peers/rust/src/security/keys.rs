//! Keys.  A key's bytes are written where it lies in lent memory and nowhere else: it is made empty, filled in its box,
//! and wiped in its box; it is never moved.

use super::hmac::{hmac, wipe};
use super::sys::{ALLOC_MAX, KEY_MAX, KEY_MIN, TAG, TEXT_MAX};
use super::{input, input_text, text, LIVE};
use crate::contain::{contain, contain_void, need, Result};
use crate::host::Lent;
use crate::lent::LentBox;
use crate::live::Live;
use crate::sys::{Error, Out};
use std::ffi::{c_char, c_int, c_void};
use std::hint::black_box;
use std::ptr::{self, NonNull};

/// Room for a secret, all zeros at first.
pub struct Secret(pub [u8; KEY_MAX]);

impl Secret {
    pub const fn empty() -> Self {
        Secret([0; KEY_MAX])
    }
}

impl Drop for Secret {
    fn drop(&mut self) {
        wipe(&mut self.0);
    }
}

pub struct Key {
    n: usize,
    secret: Secret,
    _live: Live,
}

impl Key {
    fn empty() -> Result<LentBox<Self>> {
        LentBox::new(Key { n: 0, secret: Secret::empty(), _live: LIVE.enter() })
    }

    pub fn new(bytes: &[u8]) -> Result<LentBox<Self>> {
        if !(KEY_MIN..=KEY_MAX).contains(&bytes.len()) {
            return Err(Error::Range);
        }
        let mut key = Key::empty()?;
        key.replace(bytes)?;
        Ok(key)
    }

    fn replace(&mut self, bytes: &[u8]) -> Result {
        if !(KEY_MIN..=KEY_MAX).contains(&bytes.len()) {
            return Err(Error::Range);
        }
        wipe(&mut self.secret.0);
        self.secret.0[..bytes.len()].copy_from_slice(bytes);
        self.n = bytes.len();
        Ok(())
    }

    pub fn bytes(&self) -> &[u8] {
        &self.secret.0[..self.n]
    }

    /// The key's length is signed too: HMAC takes a shorter key for one with zeros behind it.
    pub fn tag(&self, data: &[u8]) -> [u8; TAG] {
        let mut tag = [0; TAG];
        hmac(self.bytes(), &[&(self.n as u64).to_le_bytes(), data], &mut tag);
        tag
    }
}

/// Whether two slices are equal.  All differences are gathered, wherever they are, and looked at once.
pub fn same(a: &[u8], b: &[u8]) -> bool {
    let difference = a.iter().zip(b).fold(0, |difference, (a, b)| black_box(difference | (a ^ b)));
    a.len() == b.len() && difference == 0
}

pub extern "C" fn key_make(bytes: *const c_void, n: usize, out: Out<'_, LentBox<Key>>) -> c_int {
    contain(|| {
        let out = need(out)?;
        // SAFETY: C lends n bytes for the call.
        out.write(Key::new(unsafe { input(bytes, n, KEY_MAX) }?)?);
        Ok(())
    })
}

/// What is wrong with the digits, told without one of them.
fn fault(digits: &[u8]) -> Option<(Error, String)> {
    let n = digits.len();
    if !(2 * KEY_MIN..=2 * KEY_MAX + 1).contains(&n) {
        return Some((Error::Range, format!("{n} digits are too few or too many")));
    }
    if n % 2 == 1 {
        return Some((Error::Encoding, format!("an odd number of digits, {n}")));
    }
    let at = digits.iter().position(|digit| !digit.is_ascii_hexdigit())?;
    Some((Error::Encoding, format!("no hexadecimal digit at {at}")))
}

fn digit(digit: u8) -> u8 {
    (digit as char).to_digit(16).map_or(0, |value| value as u8)
}

/// Puts as much of a text as fits, and a NUL, where C wants to read why.
///
/// # Safety
/// There is room for `size` bytes at `why`.
unsafe fn tell(why: *mut c_char, size: usize, text: &str) {
    if let Some(most) = size.checked_sub(1) {
        let n = text.len().min(most);
        // SAFETY: n + 1 bytes are no more than there is room for.
        unsafe {
            ptr::copy_nonoverlapping(text.as_ptr(), why.cast(), n);
            why.add(n).write(0);
        }
    }
}

pub extern "C" fn key_parse(
    digits: *const c_char,
    n: usize,
    why: *mut c_char,
    why_size: usize,
    out: Out<'_, LentBox<Key>>,
) -> c_int {
    contain(|| {
        let out = need(out)?;
        if why_size > 0 {
            need(NonNull::new(why))?;
        }
        if n > 2 * KEY_MAX + 1 {
            need(NonNull::new(digits.cast_mut()))?;
            // SAFETY: C lends room for why_size bytes.
            unsafe { tell(why, why_size, "too many digits") };
            return Err(Error::Range);
        }
        // SAFETY: C lends n bytes for the call.
        let digits = unsafe { input_text(digits, n, 2 * KEY_MAX + 1) }?;
        if let Some((error, text)) = fault(digits) {
            // SAFETY: C lends room for why_size bytes.
            unsafe { tell(why, why_size, &text) };
            return Err(error);
        }
        let mut key = Key::empty()?;
        for (byte, pair) in key.secret.0.iter_mut().zip(digits.chunks_exact(2)) {
            *byte = digit(pair[0]) << 4 | digit(pair[1]);
        }
        key.n = n / 2;
        out.write(key);
        Ok(())
    })
}

pub extern "C" fn key_clone(key: Option<&Key>, out: Out<'_, LentBox<Key>>) -> c_int {
    contain(|| {
        let (key, out) = (need(key)?, need(out)?);
        out.write(Key::new(key.bytes())?);
        Ok(())
    })
}

pub extern "C" fn key_replace(key: Option<&mut Key>, bytes: *const c_void, n: usize) -> c_int {
    contain(|| {
        let key = need(key)?;
        // SAFETY: C lends n bytes for the call.
        key.replace(unsafe { input(bytes, n, KEY_MAX) }?)
    })
}

pub extern "C" fn key_release(key: Option<LentBox<Key>>) {
    contain_void(|| drop(key));
}

pub extern "C" fn key_sign(key: Option<&Key>, data: *const c_void, n: usize, tag: Out<'_, [u8; TAG]>) -> c_int {
    contain(|| {
        let (key, tag) = (need(key)?, need(tag)?);
        // SAFETY: C lends n bytes for the call.
        tag.write(key.tag(unsafe { input(data, n, TEXT_MAX) }?));
        Ok(())
    })
}

pub extern "C" fn key_verify(
    key: Option<&Key>,
    data: *const c_void,
    n: usize,
    tag: *const c_void,
    tag_n: usize,
) -> c_int {
    contain(|| {
        let key = need(key)?;
        // SAFETY: C lends n bytes for the call.
        let data = unsafe { input(data, n, TEXT_MAX) }?;
        if tag_n > 0 {
            need(NonNull::new(tag.cast_mut()))?;
        }
        if tag_n != TAG {
            return Err(Error::Failed);
        }
        // SAFETY: C lends tag_n bytes for the call.
        let tag = unsafe { input(tag, tag_n, TAG) }?;
        if same(&key.tag(data), tag) {
            Ok(())
        } else {
            Err(Error::Failed)
        }
    })
}

pub extern "C" fn key_describe(key: Option<&Key>, out: Out<'_, *mut c_char>, out_n: Out<'_, usize>) -> c_int {
    contain(|| {
        let (key, out, out_n) = (need(key)?, need(out)?, need(out_n)?);
        let line = format!("a key of {} bytes\0", key.n);
        text::give(Lent::copy_of(line.as_bytes())?, out);
        out_n.write(line.len() - 1);
        Ok(())
    })
}

pub extern "C" fn equal(a: *const c_void, a_n: usize, b: *const c_void, b_n: usize, out: Out<'_, i32>) -> c_int {
    contain(|| {
        let out = need(out)?;
        // SAFETY: C lends so many bytes of each for the call.
        let (a, b) = unsafe { (input(a, a_n, ALLOC_MAX)?, input(b, b_n, ALLOC_MAX)?) };
        out.write(i32::from(same(a, b)));
        Ok(())
    })
}
