//! The structs of layout/layout.h.  `repr(C)` is all that it takes, but for packing, alignment, and what Rust has no
//! type for: bit-fields are bytes here (bits.rs), an enum that C may have put any number in is a number.

#![allow(dead_code)] // most fields are used by their paths alone

use std::ffi::{c_char, c_int, c_uint, c_void};

#[cfg(windows)]
pub type WChar = u16;
#[cfg(all(not(windows), any(target_arch = "arm", all(target_arch = "aarch64", not(target_vendor = "apple")))))]
pub type WChar = u32;
#[cfg(all(not(windows), not(any(target_arch = "arm", all(target_arch = "aarch64", not(target_vendor = "apple"))))))]
pub type WChar = i32;

/// A scalar alone in a struct.
#[repr(C)]
pub struct Scalar<T> {
    pub value: T,
}

/// C's _Complex in memory.  Not as an argument: there the ABI has rules of its own for it.
#[repr(C)]
pub struct Complex<T> {
    pub re: T,
    pub im: T,
}

#[repr(C)]
#[derive(Clone, Copy, Default)]
pub struct Fixed12 {
    pub a: u8,
    pub b: u32,
    pub c: u8,
}

#[repr(C)]
#[derive(Clone, Copy, Default)]
pub struct Fixed24 {
    pub a: u8,
    pub b: u64,
    pub c: u8,
}

#[repr(C)]
pub struct Fixed16 {
    pub b: u64,
    pub a: u8,
    pub c: u8,
}

#[repr(C)]
#[derive(Clone, Copy, Default)]
pub struct Vec2 {
    pub x: f64,
    pub y: f64,
}

#[repr(C)]
pub struct Mixed {
    pub a: c_char,
    pub b: f64,
    pub c: i16,
    pub d: f32,
    pub e: *mut c_void,
    pub f: bool,
    pub g: i64,
    pub h: i8,
}

#[repr(C)]
pub struct Nested {
    pub before: u8,
    pub inner: Fixed24,
    pub between: u16,
    pub second: Fixed12,
    pub after: u8,
}

#[repr(C)]
pub struct Array {
    pub before: u8,
    pub row: [u32; 3],
    pub bytes: [u8; 5],
    pub after: u16,
}

#[repr(C)]
pub struct Matrix {
    pub before: u8,
    pub cell: [[i16; 3]; 2],
    pub after: f64,
}

#[repr(C)]
pub struct ArrayOfStructs {
    pub before: u8,
    pub item: [Fixed12; 3],
    pub after: u8,
}

#[repr(C)]
pub struct Id20 {
    pub id: [u8; 20],
}

#[repr(C)]
pub struct When {
    pub time: i64,
    pub offset: i32,
    pub sign: c_char,
}

#[repr(C)]
pub struct Signature {
    pub name: *const c_char,
    pub email: *const c_char,
    pub when: When,
}

#[repr(C)]
#[derive(Clone, Copy)]
pub union Any {
    pub byte: u8,
    pub i: i32,
    pub d: f64,
    pub p: *const c_void,
    pub pair: [u16; 2],
}

#[repr(C)]
pub struct Union {
    pub before: u8,
    pub r#as: Any,
    pub after: u8,
}

pub const TAG_INT: u32 = 1;
pub const TAG_REAL: u32 = 2;
pub const TAG_TEXT: u32 = 3;

#[repr(C)]
#[derive(Clone, Copy)]
pub union Member {
    pub i: i64,
    pub d: f64,
    pub s: *const c_char,
}

#[repr(C)]
pub struct Tagged {
    pub tag: u32,
    pub r#as: Member,
}

#[repr(C)]
#[derive(Clone, Copy)]
pub struct Halves {
    pub low: u16,
    pub high: u16,
}

#[repr(C)]
pub union Word {
    pub word: u32,
    pub halves: Halves,
}

#[repr(C)]
pub struct Pair {
    pub x: u8,
    pub y: u64,
}

/// Rust has no anonymous members: those of C have names here.
#[repr(C)]
pub struct Anonymous {
    pub before: u8,
    pub word: Word,
    pub pair: Pair,
    pub after: u8,
}

/// `enum seam_level`: a number, since a Rust enum of a number that it does not list is undefined behaviour.
#[repr(transparent)]
#[derive(Clone, Copy)]
pub struct Grade(pub c_int);

/// `enum seam_flag`
#[repr(transparent)]
#[derive(Clone, Copy)]
pub struct Flag(pub c_uint);

#[repr(C)]
pub struct Enums {
    pub before: u8,
    pub grade: Grade,
    pub between: u8,
    pub flag: Flag,
}

#[repr(C)]
pub struct List {
    pub next: *const List,
    pub value: i32,
}

#[repr(C, packed)]
pub struct Packed1 {
    pub a: u8,
    pub b: u32,
    pub c: u16,
    pub d: f64,
    pub e: u8,
}

#[repr(C, packed(2))]
pub struct Packed2 {
    pub a: u8,
    pub b: u32,
    pub c: u16,
    pub d: f64,
    pub e: u8,
}

#[repr(C, packed(4))]
pub struct Packed4 {
    pub a: u8,
    pub b: u32,
    pub c: u16,
    pub d: f64,
    pub e: u8,
}

#[repr(C)]
pub struct PackedInside {
    pub before: u8,
    pub inner: Packed1,
    pub after: u32,
}

#[repr(C, align(16))]
pub struct Aligned16 {
    pub a: u8,
    pub b: u32,
}

#[repr(C, align(32))]
pub struct Aligned32 {
    pub a: u8,
    pub b: u32,
}

#[repr(C, align(64))]
pub struct Aligned64 {
    pub a: u8,
    pub b: u32,
}

#[repr(C)]
pub struct AlignedInside {
    pub before: u8,
    pub inner: Aligned32,
    pub after: u8,
}

/// The items stand behind the struct, as many as there are.
#[repr(C)]
pub struct Flexible {
    pub count: u32,
    pub mark: u8,
    pub items: [u32; 0],
}

impl Flexible {
    /// Where item `i` is: by the pointer to the object, since a reference to `items` would reach none of them.
    ///
    /// # Safety
    /// `object` points to a Flexible.
    pub unsafe fn item(object: *mut Flexible, i: usize) -> *mut u32 {
        // SAFETY: the caller's promise.
        let items = unsafe { &raw mut (*object).items };
        items.cast::<u32>().wrapping_add(i)
    }
}

#[repr(C)]
pub struct Empty {}

#[repr(C)]
pub struct EmptyInside {
    pub before: u8,
    pub none: Empty,
    pub after: u32,
}

pub const OPTIONS_DEPTH: i32 = -1;
pub const OPTIONS_LIMIT: u64 = 0x1_0000_0000;
pub const OPTIONS_MODE: u32 = 3;
pub const OPTIONS_GRACE: i64 = -5;

#[repr(C)]
pub struct OptionsV1 {
    pub version: u32,
    pub size: u32,
    pub label: *const c_char,
    pub depth: i32,
    pub limit: u64,
}

#[repr(C)]
pub struct Options {
    pub version: u32,
    pub size: u32,
    pub label: *const c_char,
    pub depth: i32,
    pub limit: u64,
    pub mode: u32,
    pub grace: i64,
}

#[repr(C)]
pub struct BitsRun(c_uint);

#[repr(C)]
pub struct BitsSigned(c_uint);

#[repr(C)]
pub struct BitsZero([c_uint; 2]);

#[repr(C)]
pub struct BitsUnits([c_uint; 3]);

#[repr(C)]
pub struct BitsMixed([c_uint; 2]);

#[repr(C)]
pub struct BitsWide(u64);

#[repr(C)]
pub struct BitsPacked([u8; 8]);
