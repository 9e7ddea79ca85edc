//! Every type of layout/layout.h that Rust can express, with its fields.

use super::field::{Bits, Field, Path, Type};
use super::types::*;
use std::ffi::{c_char, c_int, c_long, c_longlong, c_short, c_uchar, c_uint, c_ulong, c_ulonglong, c_ushort, c_void};

/// What Rust has no type for.
pub const INEXPRESSIBLE: &[&str] = &["long_double", "complex_long_double"];

/// A field whose path is C's: `[a]`; whose path is another: `["low": word.halves.low]`; or which takes code to reach:
/// `("items[0]", place)`.
macro_rules! field {
    ($type:ty, [$name:literal: $($path:tt)+]) => {
        &Path {
            name: $name,
            // SAFETY: the caller passes a pointer to an object.
            place: |object: *mut $type| unsafe { &raw mut (*object).$($path)+ },
        }
    };
    ($type:ty, [$($path:tt)+]) => {
        &Path {
            name: stringify!($($path)+),
            // SAFETY: the caller passes a pointer to an object.
            place: |object: *mut $type| unsafe { &raw mut (*object).$($path)+ },
        }
    };
    ($type:ty, ($name:literal, $place:expr)) => {
        &Path { name: $name, place: $place }
    };
}

macro_rules! types {
    ($($name:literal $type:ty { $($field:tt)* })+) => {
        &[$(Type::of::<$type>($name, &[$(field!($type, $field) as &dyn Field),*])),+]
    };
}

macro_rules! bits {
    ($($name:literal $type:ty { $($field:ident $start:literal $width:literal $signed:literal,)+ })+) => {
        &[$(Type::of::<$type>($name, &[$(
            &Bits { name: stringify!($field), start: $start, width: $width, signed: $signed } as &dyn Field
        ),+])),+]
    };
}

pub static TYPES: &[Type] = types! {
    "boolean" Scalar<bool> { [value] }
    "char" Scalar<c_char> { [value] }
    "schar" Scalar<i8> { [value] }
    "uchar" Scalar<c_uchar> { [value] }
    "short" Scalar<c_short> { [value] }
    "ushort" Scalar<c_ushort> { [value] }
    "int" Scalar<c_int> { [value] }
    "uint" Scalar<c_uint> { [value] }
    "long" Scalar<c_long> { [value] }
    "ulong" Scalar<c_ulong> { [value] }
    "llong" Scalar<c_longlong> { [value] }
    "ullong" Scalar<c_ulonglong> { [value] }
    "i8" Scalar<i8> { [value] }
    "i16" Scalar<i16> { [value] }
    "i32" Scalar<i32> { [value] }
    "i64" Scalar<i64> { [value] }
    "i128" Scalar<i128> { [value] }
    "u8" Scalar<u8> { [value] }
    "u16" Scalar<u16> { [value] }
    "u32" Scalar<u32> { [value] }
    "u64" Scalar<u64> { [value] }
    "u128" Scalar<u128> { [value] }
    "wchar" Scalar<WChar> { [value] }
    "size" Scalar<usize> { [value] }
    "ptrdiff" Scalar<isize> { [value] }
    "intptr" Scalar<isize> { [value] }
    "uintptr" Scalar<usize> { [value] }
    "intmax" Scalar<i64> { [value] }
    "float" Scalar<f32> { [value] }
    "double" Scalar<f64> { [value] }
    "complex_float" Scalar<Complex<f32>> { [value] }
    "complex_double" Scalar<Complex<f64>> { [value] }
    "pointer" Scalar<*mut c_void> { [value] }
    "string" Scalar<*const c_char> { [value] }
    "function" Scalar<Option<extern "C" fn(c_int) -> c_int>> { [value] }

    "fixed12" Fixed12 { [a] [b] [c] }
    "fixed24" Fixed24 { [a] [b] [c] }
    "fixed16" Fixed16 { [b] [a] [c] }
    "vec2" Vec2 { [x] [y] }
    "mixed" Mixed { [a] [b] [c] [d] [e] [f] [g] [h] }
    "nested" Nested {
        [before] [inner] [inner.a] [inner.b] [inner.c] [between] [second] [second.a] [second.b] [second.c] [after]
    }
    "array" Array { [before] [row] [row[0]] [row[1]] [row[2]] [bytes] [bytes[0]] [bytes[4]] [after] }
    "matrix" Matrix {
        [before] [cell] [cell[1]] [cell[0][0]] [cell[0][2]] [cell[1][0]] [cell[1][2]] [after]
    }
    "array_of_structs" ArrayOfStructs {
        [before] [item] [item[1]] [item[0].a] [item[0].b] [item[0].c] [item[1].a] [item[1].b] [item[1].c]
        [item[2].a] [item[2].b] [item[2].c] [after]
    }
    "id20" Id20 { [id] [id[0]] [id[10]] [id[19]] }
    "signature" Signature { [name] [email] [when] [when.time] [when.offset] [when.sign] }
    "union" Union {
        [before] [r#as] [r#as.byte] [r#as.i] [r#as.d] [r#as.p] [r#as.pair] [r#as.pair[0]] [r#as.pair[1]] [after]
    }
    "tagged" Tagged { [tag] [r#as] [r#as.i] [r#as.d] [r#as.s] }
    "anonymous" Anonymous {
        [before] ["word": word.word] ["low": word.halves.low] ["high": word.halves.high] ["x": pair.x] ["y": pair.y]
        [after]
    }
    "enums" Enums { [before] [grade] [between] [flag] }
    "list" List { [next] [value] }
    "packed1" Packed1 { [a] [b] [c] [d] [e] }
    "packed2" Packed2 { [a] [b] [c] [d] [e] }
    "packed4" Packed4 { [a] [b] [c] [d] [e] }
    "packed_inside" PackedInside { [before] [inner] [inner.a] [inner.b] [inner.c] [inner.d] [inner.e] [after] }
    "aligned16" Aligned16 { [a] [b] }
    "aligned32" Aligned32 { [a] [b] }
    "aligned64" Aligned64 { [a] [b] }
    "aligned_inside" AlignedInside { [before] [inner] [inner.a] [inner.b] [after] }
    "flexible" Flexible {
        [count] [mark] [items]
        // SAFETY: as in field!
        ("items[0]", |object| unsafe { Flexible::item(object, 0) })
        // SAFETY: as in field!
        ("items[1]", |object| unsafe { Flexible::item(object, 1) })
        // SAFETY: as in field!
        ("items[3]", |object| unsafe { Flexible::item(object, 3) })
    }
    "empty" Empty {}
    "empty_inside" EmptyInside { [before] [none] [after] }
    "options_v1" OptionsV1 { [version] [size] [label] [depth] [limit] }
    "options" Options { [version] [size] [label] [depth] [limit] [mode] [grace] }
};

/// Whether bit-fields lie as `Bits` says.
pub const BITS_ARE_KNOWN: bool = cfg!(all(unix, target_endian = "little"));

/// Types with bit-fields: each field's first bit, its width, and whether it has a sign.
pub static BITS: &[Type] = bits! {
    "bits_run" BitsRun { a 0 1 false, b 1 3 false, c 4 4 false, d 8 24 false, }
    "bits_signed" BitsSigned { a 0 3 true, b 3 5 true, c 8 2 false, d 10 22 true, }
    "bits_zero" BitsZero { a 0 3 false, b 32 5 false, }
    "bits_units" BitsUnits { a 0 20 false, b 32 20 false, c 64 24 false, }
    "bits_mixed" BitsMixed { before 0 8 false, a 8 5 false, b 13 9 false, after 32 16 false, }
    "bits_wide" BitsWide { a 0 40 false, b 40 20 false, c 60 1 false, }
    "bits_packed" BitsPacked { a 0 20 false, b 20 20 false, c 40 24 true, }
};
