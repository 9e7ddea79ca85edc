//! Group `strings`: bytes with a terminator are CStr, bytes with a length are slices, and what is text is str.
//!
//! Two traits follow: str is UTF-8 alone, and a CString has no place for a NUL.

use crate::contain::{contain, contain_void, need, Result};
use crate::owned::{give_back, hand_out};
use crate::sys::{elements, Error, Out, Str, Strings, Visitor, STRINGS_FIELD};
use std::ffi::{c_char, c_int, c_void, CStr, CString};
use std::ptr::{self, NonNull};
use std::str;
use std::sync::{Mutex, MutexGuard, PoisonError};

pub static OPS: Strings = Strings {
    echo: Some(echo),
    echo_optional: Some(echo_optional),
    echo_n: Some(echo_n),
    terminate: Some(terminate),
    release: Some(release),
    length: Some(length),
    compare: Some(compare),
    concat: Some(concat),
    lossy: Some(lossy),
    store_new: Some(store_new),
    store_free: Some(store_free),
    store_set: Some(store_set),
    store_get: Some(store_get),
    fill: Some(fill),
    utf16_from_utf8: Some(utf16_from_utf8),
    utf16_to_utf8: Some(utf16_to_utf8),
    utf16_length: Some(utf16_length),
    utf16_release: Some(utf16_release),
    list_new: Some(list_new),
    list_count: Some(list_count),
    list_get: Some(list_get),
    list_free: Some(list_free),
    list_join: Some(list_join),
    list_split: Some(list_split),
    list_release: Some(list_release),
    field_get: Some(field_get),
    field_set: Some(field_set),
    error_set: Some(error_set),
    error_text: Some(error_text),
    visit: Some(visit),
};

// ---- what comes in --------------------------------------------------------------------------------------------------

/// A terminated string as text.
fn text(s: Str<'_>) -> Result<&str> {
    need(s.get())?.to_str().map_err(|_| Error::Encoding)
}

/// Bytes as text.
fn utf8(bytes: &[u8]) -> Result<&str> {
    str::from_utf8(bytes).map_err(|_| Error::Encoding)
}

/// Refuses units that hold a NUL, and says where the first one is.
fn without_nul<'a, T: Default + PartialEq>(units: &'a [T], nul_at: Out<'_, usize>) -> Result<&'a [T]> {
    let Some(at) = units.iter().position(|unit| *unit == T::default()) else {
        return Ok(units);
    };
    if let Some(nul_at) = nul_at {
        nul_at.write(at);
    }
    Err(Error::Nul)
}

/// Units of UTF-16, which may stand at an odd address.
///
/// # Safety
/// As for `elements`, but that `start` may have any alignment.
unsafe fn units(start: *const c_void, n: usize) -> Result<Vec<u16>> {
    // SAFETY: the caller's promise; arrays of bytes have no alignment.
    let pairs = unsafe { elements(start.cast::<[u8; 2]>(), n) }?;
    Ok(pairs.iter().map(|pair| u16::from_ne_bytes(*pair)).collect())
}

/// A string that has been found to hold no NUL.
fn terminated(bytes: &[u8]) -> Result<CString> {
    CString::new(bytes).map_err(|_| Error::Nul)
}

// ---- one string in, one out -----------------------------------------------------------------------------------------

/// A copy for C to own.
fn copy_out(bytes: &[u8]) -> Result<*mut c_char> {
    Ok(hand_out(bytes)?.cast())
}

extern "C" fn echo(s: Str<'_>, out: Out<'_, *mut c_char>) -> c_int {
    contain(|| {
        let (s, out) = (text(s)?, need(out)?);
        out.write(copy_out(s.as_bytes())?);
        Ok(())
    })
}

extern "C" fn echo_optional(s: Str<'_>, out: Out<'_, *mut c_char>) -> c_int {
    contain(|| {
        let out = need(out)?;
        out.write(match s.get() {
            None => ptr::null_mut(),
            Some(_) => copy_out(text(s)?.as_bytes())?,
        });
        Ok(())
    })
}

extern "C" fn echo_n(
    s: *const c_char,
    n: usize,
    out: Out<'_, *mut c_char>,
    out_n: Out<'_, usize>,
    nul_at: Out<'_, usize>,
) -> c_int {
    contain(|| {
        // SAFETY: C lends `n` bytes for the call.
        let (s, out, out_n) = (unsafe { elements(s.cast(), n) }?, need(out)?, need(out_n)?);
        let s = utf8(without_nul(s, nul_at)?)?;
        out.write(copy_out(s.as_bytes())?);
        out_n.write(s.len());
        Ok(())
    })
}

extern "C" fn terminate(s: *const c_char, n: usize, out: Out<'_, *mut c_char>, nul_at: Out<'_, usize>) -> c_int {
    contain(|| {
        // SAFETY: C lends `n` bytes for the call.
        let (s, out) = (unsafe { elements(s.cast(), n) }?, need(out)?);
        out.write(copy_out(without_nul(s, nul_at)?)?);
        Ok(())
    })
}

extern "C" fn release(s: *mut c_char) {
    contain_void(|| {
        if let Some(s) = NonNull::new(s) {
            // SAFETY: C gives back a string of copy_out.
            unsafe { give_back::<u8>(s.cast()) };
        }
    });
}

extern "C" fn length(s: Str<'_>, n: Out<'_, usize>) -> c_int {
    contain(|| {
        let (s, n) = (need(s.get())?, need(n)?);
        n.write(s.to_bytes().len());
        Ok(())
    })
}

extern "C" fn compare(a: Str<'_>, b: Str<'_>, order: Out<'_, c_int>) -> c_int {
    contain(|| {
        let (a, b, order) = (need(a.get())?, need(b.get())?, need(order)?);
        order.write(a.to_bytes().cmp(b.to_bytes()) as c_int);
        Ok(())
    })
}

extern "C" fn concat(a: Str<'_>, b: Str<'_>, out: Out<'_, *mut c_char>) -> c_int {
    contain(|| {
        need(a.get().and(b.get()))?;
        let (a, b, out) = (text(a)?, text(b)?, need(out)?);
        out.write(copy_out([a, b].concat().as_bytes())?);
        Ok(())
    })
}

extern "C" fn lossy(s: *const c_char, n: usize, out: Out<'_, *mut c_char>, out_n: Out<'_, usize>) -> c_int {
    contain(|| {
        // SAFETY: C lends `n` bytes for the call.
        let (s, out, out_n) = (unsafe { elements(s.cast(), n) }?, need(out)?, need(out_n)?);
        let s = String::from_utf8_lossy(s);
        out.write(copy_out(s.as_bytes())?);
        out_n.write(s.len());
        Ok(())
    })
}

// ---- a string that is kept ------------------------------------------------------------------------------------------

#[derive(Default)]
pub struct Store(Option<CString>);

extern "C" fn store_new(out: Out<'_, Box<Store>>) -> c_int {
    contain(|| {
        need(out)?.write(Box::default());
        Ok(())
    })
}

extern "C" fn store_free(store: Option<Box<Store>>) {
    contain_void(|| drop(store));
}

extern "C" fn store_set(store: Option<&mut Store>, s: Str<'_>) -> c_int {
    contain(|| {
        let store = need(store)?;
        // Copied before the old string is dropped, since it may be that one.
        store.0 = match s.get() {
            None => None,
            Some(s) => {
                utf8(s.to_bytes())?;
                Some(s.to_owned())
            }
        };
        Ok(())
    })
}

extern "C" fn store_get(store: Option<&Store>, out: Out<'_, *const c_char>) -> c_int {
    contain(|| {
        let (store, out) = (need(store)?, need(out)?);
        out.write(store.0.as_deref().map_or(ptr::null(), CStr::as_ptr));
        Ok(())
    })
}

extern "C" fn fill(store: Option<&Store>, buf: *mut c_char, size: usize, needed: Out<'_, usize>) -> c_int {
    contain(|| {
        let (store, needed) = (need(store)?, need(needed)?);
        if size > 0 {
            need(NonNull::new(buf))?;
        }
        let bytes = store.0.as_ref().ok_or(Error::NotFound)?.as_bytes_with_nul();
        needed.write(bytes.len());
        if size < bytes.len() {
            return Err(Error::Space);
        }
        // SAFETY: buf is C's, has room for `size` bytes, and is no part of the store.
        unsafe { ptr::copy_nonoverlapping(bytes.as_ptr(), buf.cast(), bytes.len()) };
        Ok(())
    })
}

// ---- UTF-16 ---------------------------------------------------------------------------------------------------------

extern "C" fn utf16_from_utf8(
    s: *const c_char,
    n: usize,
    out: Out<'_, *mut u16>,
    out_n: Out<'_, usize>,
    nul_at: Out<'_, usize>,
) -> c_int {
    contain(|| {
        // SAFETY: C lends `n` bytes for the call.
        let (s, out, out_n) = (unsafe { elements(s.cast(), n) }?, need(out)?, need(out_n)?);
        let units: Vec<u16> = utf8(without_nul(s, nul_at)?)?.encode_utf16().collect();
        out.write(hand_out(&units)?);
        out_n.write(units.len());
        Ok(())
    })
}

extern "C" fn utf16_to_utf8(
    s: *const c_void,
    n: usize,
    out: Out<'_, *mut c_char>,
    out_n: Out<'_, usize>,
    nul_at: Out<'_, usize>,
) -> c_int {
    contain(|| {
        // SAFETY: C lends `n` units for the call.
        let (s, out, out_n) = (unsafe { units(s, n) }?, need(out)?, need(out_n)?);
        let s = String::from_utf16(without_nul(&s, nul_at)?).map_err(|_| Error::Encoding)?;
        out.write(copy_out(s.as_bytes())?);
        out_n.write(s.len());
        Ok(())
    })
}

extern "C" fn utf16_length(s: *const c_void, n: Out<'_, usize>) -> c_int {
    contain(|| {
        let (s, n) = (need(NonNull::new(s.cast_mut()))?.cast::<u16>(), need(n)?);
        // SAFETY: C lends a terminated string, and no unit behind the terminator is read.
        n.write((0..).take_while(|i| unsafe { s.add(*i).read_unaligned() } != 0).count());
        Ok(())
    })
}

extern "C" fn utf16_release(s: *mut u16) {
    contain_void(|| {
        if let Some(s) = NonNull::new(s) {
            // SAFETY: C gives back a string of utf16_from_utf8.
            unsafe { give_back(s) };
        }
    });
}

// ---- lists ----------------------------------------------------------------------------------------------------------

pub struct List(Vec<Option<CString>>);

/// One string of a list: absent, terminated, or with a length.
///
/// # Safety
/// As for `elements`; without a length, the string is terminated.
unsafe fn item<'a>(s: *const c_char, n: Option<usize>) -> Result<Option<&'a [u8]>> {
    // SAFETY: the caller's promises.
    unsafe {
        match n {
            _ if s.is_null() && n.unwrap_or(0) == 0 => Ok(None),
            Some(n) => elements(s.cast(), n).map(Some),
            None => Ok(Some(CStr::from_ptr(s).to_bytes())),
        }
    }
}

extern "C" fn list_new(
    items: *const *const c_char,
    lengths: *const usize,
    n: usize,
    out: Out<'_, Box<List>>,
    mut nul_item: Out<'_, usize>,
    mut nul_at: Out<'_, usize>,
) -> c_int {
    contain(|| {
        let out = need(out)?;
        // SAFETY: C lends `n` pointers for the call, and as many lengths unless that pointer is NULL.
        let (items, lengths) =
            unsafe { (elements(items, n)?, if lengths.is_null() { None } else { Some(elements(lengths, n)?) }) };
        let mut list = Vec::with_capacity(n);
        for (i, s) in items.iter().enumerate() {
            // SAFETY: C lends each string for the call.
            let Some(s) = unsafe { item(*s, lengths.map(|n| n[i])) }? else {
                list.push(None);
                continue;
            };
            let s = without_nul(s, nul_at.as_deref_mut()).inspect_err(|_| {
                nul_item.as_deref_mut().map(|nul_item| nul_item.write(i));
            })?;
            list.push(Some(terminated(utf8(s)?.as_bytes())?));
        }
        out.write(Box::new(List(list)));
        Ok(())
    })
}

extern "C" fn list_count(list: Option<&List>, n: Out<'_, usize>) -> c_int {
    contain(|| {
        let (list, n) = (need(list)?, need(n)?);
        n.write(list.0.len());
        Ok(())
    })
}

extern "C" fn list_get(list: Option<&List>, i: usize, out: Out<'_, *const c_char>, out_n: Out<'_, usize>) -> c_int {
    contain(|| {
        let (list, out, out_n) = (need(list)?, need(out)?, need(out_n)?);
        let s = list.0.get(i).ok_or(Error::Range)?.as_deref();
        out.write(s.map_or(ptr::null(), CStr::as_ptr));
        out_n.write(s.map_or(0, |s| s.to_bytes().len()));
        Ok(())
    })
}

extern "C" fn list_free(list: Option<Box<List>>) {
    contain_void(|| drop(list));
}

extern "C" fn list_join(items: *const Str<'_>, n: usize, separator: Str<'_>, out: Out<'_, *mut c_char>) -> c_int {
    contain(|| {
        // SAFETY: C lends `n` pointers for the call, each of which is NULL or a terminated string.
        let (items, separator, out) = (unsafe { elements(items, n) }?, text(separator)?, need(out)?);
        let present = items.iter().filter(|s| s.get().is_some());
        let joined = present.map(|s| text(*s)).collect::<Result<Vec<_>>>()?.join(separator);
        out.write(copy_out(joined.as_bytes())?);
        Ok(())
    })
}

extern "C" fn list_split(
    s: Str<'_>,
    separator: c_char,
    out: Out<'_, *mut *mut c_char>,
    out_n: Out<'_, usize>,
) -> c_int {
    contain(|| {
        let (s, out, out_n) = (text(s)?, need(out)?, need(out_n)?);
        let pieces = s.as_bytes().split(|byte| *byte == separator as u8);
        let pieces = pieces.map(terminated).collect::<Result<Vec<_>>>()?;
        out_n.write(pieces.len());
        let end = [ptr::null_mut()];
        let array: Box<[*mut c_char]> = pieces.into_iter().map(CString::into_raw).chain(end).collect();
        out.write(Box::into_raw(array).cast());
        Ok(())
    })
}

extern "C" fn list_release(array: *mut *mut c_char, n: usize) {
    contain_void(|| {
        if array.is_null() {
            return;
        }
        // SAFETY: C gives back an array of list_split: a Box of n strings and a NULL, …
        let array = unsafe { Box::from_raw(ptr::slice_from_raw_parts_mut(array, n + 1)) };
        for s in &array[..n] {
            // SAFETY: … each of which was a CString.
            drop(unsafe { CString::from_raw(*s) });
        }
    });
}

// ---- fixed fields ---------------------------------------------------------------------------------------------------

extern "C" fn field_get(field: Option<&[u8; STRINGS_FIELD]>, out: Out<'_, *mut c_char>) -> c_int {
    contain(|| {
        let (field, out) = (need(field)?, need(out)?);
        let end = field.iter().position(|byte| *byte == 0).unwrap_or(STRINGS_FIELD);
        out.write(copy_out(utf8(&field[..end])?.as_bytes())?);
        Ok(())
    })
}

extern "C" fn field_set(field: Option<&mut [u8; STRINGS_FIELD]>, s: Str<'_>) -> c_int {
    contain(|| {
        let (field, s) = (need(field)?, need(s.get())?.to_bytes());
        if s.len() > STRINGS_FIELD {
            return Err(Error::Space);
        }
        field[..s.len()].copy_from_slice(s);
        field[s.len()..].fill(0);
        Ok(())
    })
}

// ---- error text and callbacks ---------------------------------------------------------------------------------------

/// The message; None is the empty one.  A thread that panicked has left it whole, so poison is no reason to refuse.
fn message() -> MutexGuard<'static, Option<CString>> {
    static MESSAGE: Mutex<Option<CString>> = Mutex::new(None);
    MESSAGE.lock().unwrap_or_else(PoisonError::into_inner)
}

extern "C" fn error_set(text: *const c_char, n: usize, nul_at: Out<'_, usize>) -> c_int {
    contain(|| {
        // SAFETY: C lends `n` bytes for the call.
        let text = unsafe { elements(text.cast(), n) }?;
        let text = utf8(without_nul(text, nul_at)?)?;
        let new = if text.is_empty() { None } else { Some(terminated(text.as_bytes())?) };
        *message() = new;
        Ok(())
    })
}

extern "C" fn error_text(out: Out<'_, *const c_char>, out_n: Out<'_, usize>) -> c_int {
    contain(|| {
        let (out, out_n) = (need(out)?, need(out_n)?);
        let message = message();
        let text = message.as_deref().unwrap_or_default();
        out.write(text.as_ptr());
        out_n.write(text.to_bytes().len());
        Ok(())
    })
}

extern "C" fn visit(
    s: *const c_char,
    n: usize,
    separator: c_char,
    visitor: Option<Visitor>,
    userdata: *mut c_void,
    nul_at: Out<'_, usize>,
) -> c_int {
    contain(|| {
        // SAFETY: C lends `n` bytes for the call.
        let (s, visitor) = (unsafe { elements(s.cast(), n) }?, need(visitor)?);
        let s = utf8(without_nul(s, nul_at)?)?;
        for piece in s.as_bytes().split(|byte| *byte == separator as u8) {
            let piece = terminated(piece)?;
            // SAFETY: visitor is C's, for pieces of this shape and this userdata.
            unsafe { visitor(userdata, piece.as_ptr(), piece.as_bytes().len()) };
        }
        Ok(())
    })
}
