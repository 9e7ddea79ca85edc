//! Answers of callbacks: numbers from outside, which are looked at before they are used.

use super::input;
use super::sys::{Choose, Give, Source, ALLOC_MAX};
use crate::contain::{contain, need, Result};
use crate::host::Lent;
use crate::sys::{elements, Error, Out};
use std::ffi::{c_int, c_void};
use std::ptr;

const CAPACITY: usize = 64;
const NUMBERS_MAX: usize = 1024;

/// A number of things that is not negative.
fn answer(number: i64) -> Result<usize> {
    match number {
        ..0 => Err(Error::Failed),
        _ => usize::try_from(number).map_err(|_| Error::Range),
    }
}

pub extern "C" fn gather(
    source: Option<Source>,
    userdata: *mut c_void,
    count: Out<'_, usize>,
    sum: Out<'_, u64>,
) -> c_int {
    contain(|| {
        let (source, count, sum) = (need(source)?, need(count)?, need(sum)?);
        let mut numbers = [0_u64; CAPACITY];
        // SAFETY: C gave the two together; there is room for so many numbers.
        let n = answer(unsafe { source(userdata, numbers.as_mut_ptr(), CAPACITY) })?;
        let numbers = numbers.get(..n).ok_or(Error::Range)?;
        count.write(n);
        sum.write(numbers.iter().fold(0, |sum, number| sum.wrapping_add(*number)));
        Ok(())
    })
}

pub extern "C" fn pick(
    numbers: *const u64,
    n: usize,
    choose: Option<Choose>,
    userdata: *mut c_void,
    out: Out<'_, u64>,
) -> c_int {
    contain(|| {
        let (choose, out) = (need(choose)?, need(out)?);
        if n > NUMBERS_MAX {
            return Err(Error::Range);
        }
        // SAFETY: C lends n numbers for the call.
        let numbers = unsafe { elements(numbers, n) }?;
        if numbers.is_empty() {
            return Err(Error::Range);
        }
        // SAFETY: C gave the two together.
        let index = answer(unsafe { choose(userdata, numbers.as_ptr(), n) })?;
        out.write(*numbers.get(index).ok_or(Error::Range)?);
        Ok(())
    })
}

pub extern "C" fn supply(
    give: Option<Give>,
    userdata: *mut c_void,
    out: Out<'_, *mut c_void>,
    out_n: Out<'_, usize>,
) -> c_int {
    contain(|| {
        let (give, out, out_n) = (need(give)?, need(out)?, need(out_n)?);
        let (mut bytes, mut n) = (ptr::null(), 0);
        // SAFETY: C gave the two together.
        if unsafe { give(userdata, &mut bytes, &mut n) } != 0 {
            return Err(Error::Failed);
        }
        // SAFETY: C keeps them as they are until the op returns.
        let bytes = unsafe { input(bytes, n, ALLOC_MAX) }?;
        out.write(Lent::copy_of(bytes)?.into_raw().as_ptr().cast());
        out_n.write(n);
        Ok(())
    })
}
