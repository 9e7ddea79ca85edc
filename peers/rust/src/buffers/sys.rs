//! buffers/buffers.h

use super::store::Store;
use crate::lent::LentBox;
use crate::sys::{table, Out};
use std::ffi::{c_int, c_void};

/// `SEAM_BUFFERS_MOST`
pub const MOST: usize = 1 << 30;

/// `SEAM_BUFFERS_WIRE`
pub const WIRE: usize = 23;

/// `struct seam_buffers_piece`, `struct seam_buffers_room`
#[repr(C)]
pub struct Piece {
    pub bytes: *const c_void,
    pub size: usize,
}

#[repr(C)]
pub struct Room {
    pub bytes: *mut c_void,
    pub size: usize,
}

/// `struct seam_buffers_summary`
#[repr(C)]
pub struct Summary {
    pub least: u8,
    pub most: u8,
    pub size: u64,
    pub last: u8,
    pub zeros: u32,
    pub first_zero: u64,
}

/// `struct seam_buffers_record`
#[repr(C)]
pub struct Record {
    pub kind: u8,
    pub serial: u64,
    pub flags: u16,
    pub weight: f64,
    pub id: u32,
}

/// `struct seam_buffers_slice`
#[repr(C)]
pub struct Slice {
    pub offset: usize,
    pub rows: usize,
    pub width: usize,
    pub stride: isize,
}

/// `struct seam_buffers_owned`
#[repr(C)]
pub struct Owned {
    pub bytes: *mut u8,
    pub size: usize,
    pub capacity: usize,
}

/// `seam_buffers_release_fn`
pub type Release = unsafe extern "C" fn(userdata: *mut c_void, bytes: *const c_void, size: usize);

table! {
    /// `struct seam_buffers`
    Buffers {
        fn live() -> u64;
        fn digest(bytes: *const c_void, n: usize, out: Out<'_, u64>) -> c_int;
        fn find(hay: *const c_void, hay_n: usize, needle: *const c_void, needle_n: usize, at: Out<'_, usize>) -> c_int;
        fn describe(bytes: *const c_void, n: usize, out: Out<'_, Summary>) -> c_int;
        fn sum_u32(numbers: *const c_void, count: usize, out: Out<'_, u64>) -> c_int;
        fn hex(bytes: *const c_void, n: usize, to: *mut c_void, size: Option<&mut usize>) -> c_int;
        fn reverse(from: *const c_void, n: usize, to: *mut c_void) -> c_int;
        fn r#move(bytes: *mut c_void, size: usize, to: usize, from: usize, n: usize) -> c_int;
        fn decode(wire: *const c_void, size: usize, to: *mut Record, count: Option<&mut usize>) -> c_int;
        fn encode(records: *const Record, count: usize, to: *mut c_void, size: Option<&mut usize>) -> c_int;
        fn raise(records: *mut Record, count: c_int, by: u32) -> c_int;
        fn slice(grid: *const c_void, size: usize, which: Option<&Slice>, to: *mut c_void,
                 to_size: Option<&mut usize>) -> c_int;
        fn gather(pieces: *const Piece, count: usize, to: *mut c_void, size: Option<&mut usize>) -> c_int;
        fn scatter(from: *const c_void, n: usize, rooms: *const Room, count: usize, done: Out<'_, usize>) -> c_int;
        fn gather_rows(rows: *const *const c_void, count: usize, width: usize, to: *mut c_void,
                       size: Option<&mut usize>, absent: Out<'_, usize>) -> c_int;
        fn owned_copy(bytes: *const c_void, n: usize, out: Out<'_, Owned>) -> c_int;
        fn owned_append(buffer: Option<&mut Owned>, bytes: *const c_void, n: usize) -> c_int;
        fn owned_resize(buffer: Option<&mut Owned>, size: usize, fill: u8) -> c_int;
        fn owned_fit(buffer: Option<&mut Owned>) -> c_int;
        fn owned_free(buffer: Option<&mut Owned>);
        fn store_new(out: Out<'_, LentBox<Store>>) -> c_int;
        fn store_free(store: Option<LentBox<Store>>);
        fn store_set(store: Option<&mut Store>, bytes: *const c_void, n: usize) -> c_int;
        fn store_adopt(store: Option<&mut Store>, bytes: *const c_void, n: usize, release: Option<Release>,
                       userdata: *mut c_void) -> c_int;
        fn store_clear(store: Option<&mut Store>) -> c_int;
        fn store_view(store: Option<&Store>, bytes: Out<'_, *const c_void>, n: Out<'_, usize>) -> c_int;
        fn store_copy(store: Option<&Store>, to: *mut c_void, size: Option<&mut usize>) -> c_int;
        fn store_read(store: Option<&Store>, offset: usize, to: *mut c_void, n: usize, done: Out<'_, usize>) -> c_int;
        fn store_write(store: Option<&mut Store>, offset: usize, bytes: *const c_void, n: usize) -> c_int;
    }
}
