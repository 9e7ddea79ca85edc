//! Every type as argument and as result, of functions of both sides.

use crate::contain::{contain, contain_with, need, Result};
use crate::sys::{known, Error, Out};
use std::ffi::{c_int, c_void};
use std::ptr::{self, NonNull};

/// `struct seam_spot`
#[derive(Clone, Copy, Default)]
#[repr(C)]
pub struct Spot {
    x: f64,
    n: i32,
}

/// `struct seam_pair`
#[derive(Clone, Copy, Default)]
#[repr(C)]
pub struct Pair {
    a: f32,
    b: f32,
}

/// `struct seam_wide`
#[derive(Clone, Copy, Default)]
#[repr(C)]
pub struct Wide {
    a: i64,
    b: f64,
    c: i32,
}

/// `struct seam_twelve`
#[repr(C)]
pub struct Twelve {
    a: i8,
    b: f64,
    c: u8,
    d: f32,
    e: i16,
    f: u16,
    g: i32,
    h: u32,
    i: i64,
    j: u64,
    k: *mut c_void,
    l: bool,
}

/// `seam_twelve_fn`
#[rustfmt::skip]
pub type TwelveFn = unsafe extern "C" fn(
    i8, f64, u8, f32, i16, u16, i32, u32, i64, u64, *mut c_void, bool, userdata: *mut c_void,
) -> f64;

/// Declares the values of some types, the table of C's functions for them, and the op that calls each.
macro_rules! relayed {
    ($values:ident, $functions:ident, $relay:ident { $($name:ident: $type:ty),* $(,)? }) => {
        #[repr(C)]
        pub struct $values {
            $($name: $type,)*
        }

        #[derive(Clone, Copy)]
        #[repr(C)]
        pub struct $functions {
            size: usize,
            $($name: Option<unsafe extern "C" fn(value: $type, userdata: *mut c_void) -> $type>,)*
        }

        pub extern "C" fn $relay(
            functions: *const $functions,
            from: *const $values,
            userdata: *mut c_void,
            out: *mut $values,
        ) -> c_int {
            contain(|| {
                let functions = need(NonNull::new(functions.cast_mut()))?;
                let (from, out) = (need(NonNull::new(from.cast_mut()))?.as_ptr(), need(NonNull::new(out))?.as_ptr());
                // SAFETY: C lends the table for the call, as large as it says; zeros are NULL.
                let functions = unsafe { known(functions, size_of::<usize>()) };
                if functions.size < size_of::<usize>() {
                    return Err(Error::Version);
                }
                $(if let Some(function) = functions.$name {
                    // SAFETY: the function is C's, for this userdata.  `from` and `out` may be the same, and callbacks
                    // may look at both: so there is no reference to either.
                    unsafe { (*out).$name = function((*from).$name, userdata) };
                })*
                Ok(())
            })
        }
    };
}

relayed!(Values, Relay, relay {
    i8: i8,
    u8: u8,
    i16: i16,
    u16: u16,
    i32: i32,
    u32: u32,
    i64: i64,
    u64: u64,
    f32: f32,
    f64: f64,
    truth: bool,
    pointer: *mut c_void,
});

relayed!(Structs, RelayStructs, relay_structs { spot: Spot, pair: Pair, wide: Wide });

pub extern "C" fn call_twelve(
    values: Option<&Twelve>,
    callback: Option<TwelveFn>,
    userdata: *mut c_void,
    result: *mut f64,
) -> c_int {
    contain(|| {
        let (v, callback, result) = (need(values)?, need(callback)?, need(NonNull::new(result))?);
        // SAFETY: the function is C's, for arguments of these types; and it is where C wants the result.
        unsafe {
            result.write(callback(v.a, v.b, v.c, v.d, v.e, v.f, v.g, v.h, v.i, v.j, v.k, v.l, userdata));
        }
        Ok(())
    })
}

/// The value; or a panic, which ends here.
fn echo<T>(value: T, zero: T, name: &str, fail: c_int) -> T {
    let given = || -> Result<T> {
        if fail != 0 {
            panic!("the echo of {name} fails");
        }
        Ok(value)
    };
    contain_with(|_| zero, given)
}

/// Declares the table of the peer's functions, and the functions.
macro_rules! echoed {
    ($($name:ident: $type:ty = $zero:expr),* $(,)?) => {
        /// `struct seam_echoes`
        #[repr(C)]
        pub struct Echoes {
            $($name: extern "C" fn(value: $type, fail: c_int) -> $type,)*
        }

        impl Echoes {
            fn new() -> Self {
                $(extern "C" fn $name(value: $type, fail: c_int) -> $type {
                    echo(value, $zero, stringify!($name), fail)
                })*
                Echoes { $($name,)* }
            }
        }
    };
}

echoed! {
    i8: i8 = 0,
    u8: u8 = 0,
    i16: i16 = 0,
    u16: u16 = 0,
    i32: i32 = 0,
    u32: u32 = 0,
    i64: i64 = 0,
    u64: u64 = 0,
    f32: f32 = 0.0,
    f64: f64 = 0.0,
    truth: bool = false,
    pointer: *mut c_void = ptr::null_mut(),
    spot: Spot = Spot::default(),
    pair: Pair = Pair::default(),
    wide: Wide = Wide::default(),
}

pub extern "C" fn echoes(functions: Out<'_, Echoes>) -> c_int {
    contain(|| {
        need(functions)?.write(Echoes::new());
        Ok(())
    })
}
