//! A field of a struct, found by its name and reached by its path.

use super::types::{Aligned32, Empty, Fixed12, Fixed24, Packed1, When};
use super::types::{Any, Complex, Flag, Grade, Member};
use crate::sys::View;
use std::ffi::c_int;
use std::mem::MaybeUninit;

/// A type: how Rust lays it out, and its fields.
pub struct Type {
    pub name: &'static str,
    pub size: usize,
    pub align: usize,
    pub fields: &'static [&'static dyn Field],
}

impl Type {
    pub const fn of<T>(name: &'static str, fields: &'static [&'static dyn Field]) -> Self {
        Type { name, size: size_of::<T>(), align: align_of::<T>(), fields }
    }
}

pub trait Field: Sync {
    /// Whether C calls the field so.
    fn is(&self, name: &str) -> bool;

    /// How Rust sees it; None for a bit-field, which has no address.
    fn view(&self) -> Option<View>;

    /// Whether it can be read and written.
    fn is_leaf(&self) -> bool;

    /// Copies `leaf` into the field.
    ///
    /// # Safety
    /// `object` points to the field's struct and `leaf` to a value of the field.
    unsafe fn write(&self, object: *mut u8, leaf: *const u8);

    /// Copies the field to `leaf`, which may have any alignment.
    ///
    /// # Safety
    /// `object` points to the field's struct, and `leaf` to where a value of the field has room.
    unsafe fn read(&self, object: *const u8, leaf: *mut u8);
}

/// A field with an address.
pub struct Path<T, F> {
    pub name: &'static str,
    /// Where the field of an object is.
    pub place: unsafe fn(*mut T) -> *mut F,
}

/// `$path` in Rust is the field's path in C, but for spaces that stringify! may put in, and r# before a keyword.
fn same(path: &str, name: &str) -> bool {
    let path = path.split("r#").flat_map(str::bytes).filter(|byte| *byte != b' ');
    path.eq(name.bytes())
}

impl<T, F: Value> Field for Path<T, F> {
    fn is(&self, name: &str) -> bool {
        same(self.name, name)
    }

    fn view(&self) -> Option<View> {
        let mut object = MaybeUninit::<T>::uninit();
        // SAFETY: the object has room for a T, and is not read.
        let place = unsafe { (self.place)(object.as_mut_ptr()) };
        Some(View {
            size: size_of::<F>() as u64,
            align: align_of::<F>() as u64,
            offset: (place.addr() - object.as_ptr().addr()) as u64,
            count: F::COUNT,
            kind: F::KIND as u32,
            is_signed: F::SIGNED.into(),
        })
    }

    fn is_leaf(&self) -> bool {
        F::KIND < Kind::Struct
    }

    unsafe fn write(&self, object: *mut u8, leaf: *const u8) {
        // SAFETY: the caller's promises.  Fields of packed structs have any alignment.
        unsafe { (self.place)(object.cast()).write_unaligned(leaf.cast::<F>().read()) }
    }

    unsafe fn read(&self, object: *const u8, leaf: *mut u8) {
        // SAFETY: the caller's promises; nothing is written by the pointer that is made mutable.
        unsafe { leaf.cast::<F>().write_unaligned((self.place)(object.cast::<T>().cast_mut()).read_unaligned()) }
    }
}

/// A bit-field, as the System V ABIs lay it out on a little-endian machine: bits are counted from the lowest of byte 0.
pub struct Bits {
    pub name: &'static str,
    pub start: usize,
    pub width: usize,
    pub signed: bool,
}

impl Field for Bits {
    fn is(&self, name: &str) -> bool {
        self.name == name
    }

    fn view(&self) -> Option<View> {
        None
    }

    fn is_leaf(&self) -> bool {
        true
    }

    unsafe fn write(&self, object: *mut u8, leaf: *const u8) {
        // SAFETY: the caller's promise; the value of a bit-field is an int64_t.
        let value = unsafe { leaf.cast::<i64>().read() };
        for i in 0..self.width {
            let (byte, bit) = ((self.start + i) / 8, (self.start + i) % 8);
            // SAFETY: the caller's promise; the bits are inside the struct.
            unsafe {
                let others = object.add(byte).read() & !(1 << bit);
                object.add(byte).write(others | ((value >> i & 1) as u8) << bit);
            }
        }
    }

    unsafe fn read(&self, object: *const u8, leaf: *mut u8) {
        let mut value = 0;
        for i in 0..self.width {
            let (byte, bit) = ((self.start + i) / 8, (self.start + i) % 8);
            // SAFETY: the caller's promise; the bits are inside the struct.
            value |= i64::from(unsafe { object.add(byte).read() } >> bit & 1) << i;
        }
        if self.signed {
            value = value << (64 - self.width) >> (64 - self.width);
        }
        // SAFETY: the caller's promise; the value of a bit-field is an int64_t.
        unsafe { leaf.cast::<i64>().write_unaligned(value) }
    }
}

/// `enum seam_kind`
#[derive(Clone, Copy, PartialEq, PartialOrd)]
#[repr(u32)]
pub enum Kind {
    Integer = 1,
    Bool = 2,
    Float = 3,
    Complex = 4,
    Pointer = 5,
    Struct = 6,
    Union = 7,
    Array = 8,
}

/// What a field may hold.
pub trait Value {
    const KIND: Kind;
    const SIGNED: bool = false;
    const COUNT: u64 = 1;
}

macro_rules! values {
    ($($kind:ident: $($type:ty),+;)+) => {
        $($(impl Value for $type { const KIND: Kind = Kind::$kind; })+)+
    };
}

macro_rules! integers {
    ($($type:ty),+) => {
        $(impl Value for $type {
            const KIND: Kind = Kind::Integer;
            const SIGNED: bool = <$type>::MIN != 0;
        })+
    };
}

integers!(i8, i16, i32, i64, i128, isize, u8, u16, u32, u64, u128, usize);

values! {
    Bool: bool;
    Float: f32, f64;
    Complex: Complex<f32>, Complex<f64>;
    Pointer: Option<extern "C" fn(c_int) -> c_int>;
    Struct: Aligned32, Empty, Fixed12, Fixed24, Packed1, When;
    Union: Any, Member;
}

impl<T> Value for *mut T {
    const KIND: Kind = Kind::Pointer;
}

impl<T> Value for *const T {
    const KIND: Kind = Kind::Pointer;
}

impl<T, const N: usize> Value for [T; N] {
    const KIND: Kind = Kind::Array;
    const COUNT: u64 = N as u64;
}

impl Value for Grade {
    const KIND: Kind = Kind::Integer;
    const SIGNED: bool = true;
}

impl Value for Flag {
    const KIND: Kind = Kind::Integer;
}
