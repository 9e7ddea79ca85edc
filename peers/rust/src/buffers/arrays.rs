//! Arrays of records, pieces and pointers, and slices of a grid.

use super::sys::{Piece, Record, Room as Target, Slice, MOST, WIRE};
use super::{copy, input, input_bytes, output, size_of_items, Room};
use crate::contain::{contain, need, Result};
use crate::sys::{Error, Out};
use std::ffi::{c_int, c_void};
use std::mem::MaybeUninit;
use std::ptr::addr_of_mut;
use std::slice as slices;

// ---- records --------------------------------------------------------------------------------------------------------

/// The `N` bytes from `at` on.
fn bytes_at<const N: usize>(wire: &[u8; WIRE], at: usize) -> [u8; N] {
    wire[at..at + N].try_into().expect("the slice has this length")
}

/// Member by member: the padding stays C's.
fn decode_to(record: &mut MaybeUninit<Record>, wire: &[u8; WIRE]) {
    let record = record.as_mut_ptr();
    // SAFETY: there is room for a record.
    unsafe {
        addr_of_mut!((*record).kind).write(wire[0]);
        addr_of_mut!((*record).serial).write(u64::from_be_bytes(bytes_at(wire, 1)));
        addr_of_mut!((*record).flags).write(u16::from_be_bytes(bytes_at(wire, 9)));
        addr_of_mut!((*record).weight).write(f64::from_ne_bytes(bytes_at(wire, 11)));
        addr_of_mut!((*record).id).write(u32::from_be_bytes(bytes_at(wire, 19)));
    }
}

fn encoded(record: &Record) -> [u8; WIRE] {
    let mut wire = [0; WIRE];
    wire[0] = record.kind;
    wire[1..9].copy_from_slice(&record.serial.to_be_bytes());
    wire[9..11].copy_from_slice(&record.flags.to_be_bytes());
    wire[11..19].copy_from_slice(&record.weight.to_ne_bytes());
    wire[19..].copy_from_slice(&record.id.to_be_bytes());
    wire
}

pub extern "C" fn decode(wire: *const c_void, size: usize, to: *mut Record, count: Option<&mut usize>) -> c_int {
    contain(|| {
        // SAFETY: C lends `size` bytes and room for *count records for the call.
        let (wire, room) = unsafe { (input_bytes(wire, size)?, Room::new(to, count)?) };
        let wires = wire.chunks_exact(WIRE);
        if !wires.remainder().is_empty() {
            return Err(Error::Range);
        }
        for (record, wire) in room.take(wires.len())?.iter_mut().zip(wires) {
            decode_to(record, wire.try_into().expect("the chunks have the size of a record"));
        }
        Ok(())
    })
}

pub extern "C" fn encode(records: *const Record, count: usize, to: *mut c_void, size: Option<&mut usize>) -> c_int {
    contain(|| {
        // SAFETY: C lends `count` records and room for *size bytes for the call.
        let (records, room) = unsafe { (input(records, count)?, Room::new(to.cast::<u8>(), size)?) };
        let wire = room.take(size_of_items(count, WIRE)?)?;
        for (wire, record) in wire.chunks_exact_mut(WIRE).zip(records) {
            copy(wire, &encoded(record));
        }
        Ok(())
    })
}

pub extern "C" fn raise(records: *mut Record, count: c_int, by: u32) -> c_int {
    contain(|| {
        let count = usize::try_from(count).map_err(|_| Error::Range)?;
        size_of_items(count, size_of::<Record>())?;
        if count == 0 {
            return Ok(());
        }
        if records.is_null() {
            return Err(Error::Null);
        }
        // SAFETY: C lends `count` records for the call, to be read and written.
        for record in unsafe { slices::from_raw_parts_mut(records, count) } {
            record.id = record.id.wrapping_add(by);
        }
        Ok(())
    })
}

// ---- slices of a grid -----------------------------------------------------------------------------------------------

impl Slice {
    /// Where its rows start in a grid of `size` bytes.
    fn starts(&self, size: usize) -> Result<impl Iterator<Item = usize>> {
        if self.offset > MOST || self.stride.unsigned_abs() > MOST {
            return Err(Error::Range);
        }
        // No number is greater than MOST, so no product or sum of two or three leaves 64 bits.
        let (offset, stride, width) = (self.offset as i64, self.stride as i64, self.width as i64);
        let rows = if size_of_items(self.rows, self.width)? == 0 { 0 } else { self.rows as i64 };
        let within = |start: i64| start >= 0 && start + width <= size as i64;
        // What lies between the first and the last lies within if they do.
        if rows > 0 && !(within(offset) && within(offset + (rows - 1) * stride)) {
            return Err(Error::Range);
        }
        Ok((0..rows).map(move |row| (offset + row * stride) as usize))
    }
}

pub extern "C" fn slice(
    grid: *const c_void,
    size: usize,
    which: Option<&Slice>,
    to: *mut c_void,
    to_size: Option<&mut usize>,
) -> c_int {
    contain(|| {
        let which = need(which)?;
        // SAFETY: C lends `size` bytes and room for *to_size for the call.
        let (grid, room) = unsafe { (input_bytes(grid, size)?, Room::new(to.cast::<u8>(), to_size)?) };
        let starts = which.starts(size)?;
        let rows = room.take(size_of_items(which.rows, which.width)?)?;
        for (row, start) in rows.chunks_exact_mut(which.width.max(1)).zip(starts) {
            copy(row, &grid[start..start + which.width]);
        }
        Ok(())
    })
}

// ---- pieces and rooms -----------------------------------------------------------------------------------------------

/// The sum of sizes, unless that is more than an op takes.
fn total(mut sizes: impl Iterator<Item = Result<usize>>) -> Result<usize> {
    sizes.try_fold(0_usize, |sum, size| sum.checked_add(size?).filter(|sum| *sum <= MOST).ok_or(Error::Range))
}

impl Piece {
    fn bytes(&self) -> Result<&[u8]> {
        // SAFETY: C lends a piece's bytes for the call, as it lends the piece.
        unsafe { input_bytes(self.bytes, self.size) }
    }
}

impl Target {
    /// # Safety
    /// The slice before is gone, and this one goes before the op returns.
    unsafe fn room<'a>(&self) -> Result<&'a mut [MaybeUninit<u8>]> {
        // SAFETY: C lends the memory of a room for the call, as it lends the room, and says that no two overlap.
        unsafe { output(self.bytes.cast(), self.size) }
    }
}

pub extern "C" fn gather(pieces: *const Piece, count: usize, to: *mut c_void, size: Option<&mut usize>) -> c_int {
    contain(|| {
        // SAFETY: C lends `count` pieces and room for *size bytes for the call.
        let (pieces, room) = unsafe { (input(pieces, count)?, Room::new(to.cast::<u8>(), size)?) };
        let mut rest = room.take(total(pieces.iter().map(|piece| Ok(piece.bytes()?.len())))?)?;
        for piece in pieces {
            let (part, behind) = rest.split_at_mut(piece.size);
            copy(part, piece.bytes()?);
            rest = behind;
        }
        Ok(())
    })
}

pub extern "C" fn scatter(
    from: *const c_void,
    n: usize,
    rooms: *const Target,
    count: usize,
    done: Out<'_, usize>,
) -> c_int {
    contain(|| {
        let done = need(done)?;
        // SAFETY: C lends n bytes and `count` rooms for the call.
        let (from, rooms) = unsafe { (input_bytes(from, n)?, input(rooms, count)?) };
        // SAFETY: each slice is gone before the next one is made.
        total(rooms.iter().map(|room| Ok(unsafe { room.room() }?.len())))?;
        let mut rest = from;
        for room in rooms {
            let (part, behind) = rest.split_at(rest.len().min(room.size));
            // SAFETY: no slice of this room is left.
            copy(&mut unsafe { room.room() }?[..part.len()], part);
            rest = behind;
        }
        done.write(n - rest.len());
        Ok(())
    })
}

pub extern "C" fn gather_rows(
    rows: *const *const c_void,
    count: usize,
    width: usize,
    to: *mut c_void,
    size: Option<&mut usize>,
    absent: Out<'_, usize>,
) -> c_int {
    contain(|| {
        let absent = need(absent)?;
        size_of_items(width, count)?;
        // SAFETY: C lends `count` pointers and room for *size bytes for the call.
        let (rows, room) = unsafe { (input(rows, count)?, Room::new(to.cast::<u8>(), size)?) };
        let present = rows.iter().filter(|row| !row.is_null());
        let to = room.take(size_of_items(present.clone().count(), width)?)?;
        absent.write(count - present.clone().count());
        for (to, row) in to.chunks_exact_mut(width.max(1)).zip(present) {
            // SAFETY: C lends `width` bytes at each row that it gives.
            copy(to, unsafe { input_bytes(*row, width) }?);
        }
        Ok(())
    })
}
