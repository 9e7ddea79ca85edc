//! One look at a shelf, and each of C's ways to say that it failed.

use super::codes::name_of;
use super::errno::{self, EINVAL, EIO, ENOENT};
use super::last::{self, contain_and_tell, Told};
use super::objects::Failure;
use super::shelf::Shelf;
use super::sys::{Report, Reporter, DOMAIN_DEVICE, DOMAIN_SHELF, REPORT_TEXT};
use crate::contain::{contain_int, contain_with, need, Result};
use crate::lent::LentBox;
use crate::sys::{Error, Out};
use std::ffi::{c_int, c_void};
use std::ptr::{self, NonNull};
use std::rc::Rc;

fn message(error: Error, key: i32) -> String {
    match error {
        Error::Null => "a pointer that is needed is NULL".to_owned(),
        Error::Range => format!("the key {key} is negative"),
        Error::NotFound => format!("there is no item with the key {key}"),
        _ => format!("the item with the key {key} cannot be read"),
    }
}

fn describe(key: i32) -> impl FnOnce(Error) -> Rc<Told> {
    move |error| Told::of_shelf(error, &message(error, key))
}

fn get_to(shelf: Option<&Shelf>, key: i32, out: Out<'_, i64>) -> Result {
    let (shelf, out) = (need(shelf)?, need(out)?);
    out.write(*shelf.value(key)?);
    Ok(())
}

pub extern "C" fn get(shelf: Option<&Shelf>, key: i32, out: Out<'_, i64>) -> c_int {
    contain_and_tell(describe(key), || get_to(shelf, key, out))
}

pub extern "C" fn find(shelf: Option<&Shelf>, key: i32) -> *const i64 {
    contain_with(
        |_| ptr::null(),
        || {
            let place = need(shelf).and_then(|shelf| shelf.value(key));
            place.map(ptr::from_ref).inspect_err(|error| last::put(Some(describe(key)(*error))))
        },
    )
}

pub extern "C" fn contains(shelf: Option<&Shelf>, key: i32) -> bool {
    contain_with(|_| false, || Ok(need(shelf)?.item(key).is_some()))
}

pub extern "C" fn read(shelf: Option<&Shelf>, first: i32, values: *mut i64, n: usize) -> i64 {
    contain_with(
        |error| error as i64,
        || {
            let shelf = need(shelf)?;
            if n == 0 {
                return Ok(0);
            }
            let values = need(NonNull::new(values))?;
            let mut count = 0;
            while count < n {
                let key = i32::try_from(count).ok().and_then(|count| first.checked_add(count));
                match key.ok_or(Error::Range).and_then(|key| shelf.value(key)) {
                    // SAFETY: C lends room for n values, and `count` is less.
                    Ok(value) => unsafe { values.as_ptr().add(count).write(*value) },
                    Err(error) if count == 0 => return Err(error),
                    Err(_) => break,
                }
                count += 1;
            }
            Ok(count as i64)
        },
    )
}

pub extern "C" fn get_errno(shelf: Option<&Shelf>, key: i32, out: Out<'_, i64>) -> c_int {
    let failed = |error| {
        errno::set(match error {
            Error::Null | Error::Range => EINVAL,
            Error::NotFound => ENOENT,
            _ => EIO,
        });
        -1
    };
    contain_with(failed, || get_to(shelf, key, out).map(|()| 0))
}

pub extern "C" fn get_report(shelf: Option<&Shelf>, key: i32, report: Out<'_, Report>) -> bool {
    contain_with(
        |_| false,
        || {
            let report = need(report)?;
            let value = need(shelf).and_then(|shelf| shelf.value(key));
            let code = value.map_or_else(|error| error as c_int, |_| 0);
            let mut text = [0; REPORT_TEXT];
            for (to, from) in text[..REPORT_TEXT - 1].iter_mut().zip(name_of(code).to_bytes()) {
                *to = *from;
            }
            report.write(Report { value: value.copied().unwrap_or(0), code, key, text });
            Ok(code == 0)
        },
    )
}

/// The error object of a failure, with its cause if it has one.
fn object(shelf: Option<&Shelf>, key: i32, error: Error) -> Result<LentBox<Failure>> {
    let device = shelf.and_then(|shelf| shelf.device_code(key)).filter(|_| matches!(error, Error::Failed));
    let cause = device.map(|code| Failure::new(DOMAIN_DEVICE, code, b"the device failed", None)).transpose()?;
    Failure::new(DOMAIN_SHELF, error as i32, message(error, key).as_bytes(), cause)
}

/// `error` is a place that C has cleared: what it holds is never dropped, because it must hold nothing.
pub extern "C" fn get_error(
    shelf: Option<&Shelf>,
    key: i32,
    out: Out<'_, i64>,
    error: Option<&mut Option<LentBox<Failure>>>,
) -> c_int {
    contain_int(|| {
        if error.as_ref().is_some_and(|place| place.is_some()) {
            return Err(Error::State);
        }
        get_to(shelf, key, out).map(|()| 0).inspect_err(|code| {
            if let Some(place) = error {
                // Without memory for the object there is the code alone.
                *place = object(shelf, key, *code).ok();
            }
        })
    })
}

pub extern "C" fn attempt(
    shelf: Option<&Shelf>,
    key: i32,
    out: Out<'_, i64>,
    reporter: Option<Reporter>,
    userdata: *mut c_void,
) -> c_int {
    contain_int(|| {
        get_to(shelf, key, out).map(|()| 0).inspect_err(|error| {
            let told = describe(key)(*error);
            last::put(Some(Rc::clone(&told)));
            if let Some(reporter) = reporter {
                // SAFETY: C gave the two together; the view is good as long as `told` is there.
                unsafe { reporter(userdata, &told.view()) };
                last::put(Some(told));
            }
        })
    })
}
