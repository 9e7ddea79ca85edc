//! Structs of C's whose members are the peer's: strings, records, packets; and blocks that callbacks take and give.

use super::nodes::{Handle, Node};
use crate::contain::{contain, contain_void, need, Result};
use crate::counted::{Counted, LentArc};
use crate::host::{self, Lent};
use crate::lent::LentVec;
use crate::sys::{elements, Error, Out, Str};
use std::alloc::Layout;
use std::ffi::{c_char, c_int, c_void, CStr};
use std::mem::{offset_of, MaybeUninit};
use std::ptr::{self, NonNull};

/// A terminated copy, of exactly its size.
fn copy_of(text: &[u8]) -> Result<Lent> {
    let copy = Lent::filled(Layout::array::<u8>(text.len() + 1).map_err(|_| Error::Memory)?, 0)?;
    // SAFETY: the copy is new, and longer than the text.
    unsafe { ptr::copy_nonoverlapping(text.as_ptr(), copy.as_ptr(), text.len()) };
    Ok(copy)
}

/// Takes back what copy_of made.
///
/// # Safety
/// `text` is such a copy, as it was, that nobody uses any more.
unsafe fn text_back(text: NonNull<c_char>) -> Lent {
    // SAFETY: the copy is terminated, and its block ends there.
    unsafe {
        let bytes = CStr::from_ptr(text.as_ptr()).to_bytes_with_nul();
        Lent::from_raw(text.cast(), Layout::for_value(bytes))
    }
}

// ---- strings --------------------------------------------------------------------------------------------------------

/// `struct seam_own_strings`
#[repr(C)]
pub struct Strings {
    strings: *mut *mut c_char,
    count: usize,
}

fn array(count: usize) -> Result<Layout> {
    count.checked_add(1).and_then(|n| Layout::array::<*mut c_char>(n).ok()).ok_or(Error::Memory)
}

pub extern "C" fn strings_split(text: Str<'_>, separator: c_char, out: Out<'_, Strings>) -> c_int {
    contain(|| {
        let (text, out) = (need(text.get())?.to_bytes(), need(out)?);
        if separator == 0 {
            return Err(Error::Range);
        }
        let separator = separator.cast_unsigned();
        let mut parts = LentVec::new();
        for part in text.split(|byte| *byte == separator) {
            parts.push(copy_of(part)?)?;
        }
        let strings = Lent::filled(array(parts.len())?, 0)?.into_raw().cast::<*mut c_char>().as_ptr();
        let count = parts.len();
        while let Some(last) = parts.len().checked_sub(1) {
            // SAFETY: the array has a place for each part, and one behind the last, which stays NULL.
            unsafe { strings.add(last).write(parts.swap_remove(last).into_raw().as_ptr().cast()) };
        }
        out.write(Strings { strings, count });
        Ok(())
    })
}

pub extern "C" fn strings_free(strings: Option<&mut Strings>) {
    contain_void(|| {
        let Some(strings) = strings else { return };
        if let (Some(start), Ok(layout)) = (NonNull::new(strings.strings), array(strings.count)) {
            for i in 0..strings.count {
                // SAFETY: the array has `count` members, each NULL or a copy that strings_split made.
                drop(NonNull::new(unsafe { start.add(i).read() }).map(|text| unsafe { text_back(text) }));
            }
            // SAFETY: strings_split made the array, of this layout.
            drop(unsafe { Lent::from_raw(start.cast(), layout) });
        }
        *strings = Strings { strings: ptr::null_mut(), count: 0 };
    });
}

// ---- records --------------------------------------------------------------------------------------------------------

/// `struct seam_own_record`
#[repr(C)]
pub struct Record {
    title: *const c_char,
    bytes: *mut u8,
    size: usize,
    node: *mut Counted<Node>,
}

static UNTITLED: &CStr = c"untitled";

impl Record {
    const NULL: Record = Record { title: ptr::null(), bytes: ptr::null_mut(), size: 0, node: ptr::null_mut() };

    fn untitled() -> Self {
        Record { title: UNTITLED.as_ptr(), ..Record::NULL }
    }
}

/// Gives back what the members own.
///
/// # Safety
/// They are as record_init, record_set or record_clear left them, and not used afterwards.
unsafe fn end(record: Record) {
    let title = NonNull::new(record.title.cast_mut()).filter(|title| title.as_ptr().cast_const() != UNTITLED.as_ptr());
    let layout = Layout::array::<u8>(record.size);
    // SAFETY: a title that is not the static one is a copy, the bytes are a block of their size, and the node is a
    // reference: each of the record's own, or NULL.
    unsafe {
        drop(title.map(|title| text_back(title)));
        if let (Some(bytes), Ok(layout)) = (NonNull::new(record.bytes), layout) {
            drop(Lent::from_raw(bytes, layout));
        }
        drop(NonNull::new(record.node).map(|node| LentArc::from_raw(node)));
    }
}

pub extern "C" fn record_init(record: Out<'_, Record>) -> c_int {
    contain(|| {
        need(record)?.write(Record::untitled());
        Ok(())
    })
}

pub extern "C" fn record_set(
    record: Option<&mut Record>,
    title: Str<'_>,
    bytes: *const u8,
    size: usize,
    node: Handle<'_>,
) -> c_int {
    contain(|| {
        let record = need(record)?;
        // SAFETY: C lends `size` bytes for the call.
        let bytes = unsafe { elements(bytes, size) }?;
        let title = title.get().map(|title| copy_of(title.to_bytes())).transpose()?;
        let bytes = if size > 0 { Some(Lent::copy_of(bytes)?) } else { None };
        // Nothing fails any more.  The old members end last: what was passed may have been the record's own.
        let new = Record {
            title: title.map_or(UNTITLED.as_ptr(), |title| title.into_raw().as_ptr().cast()),
            bytes: bytes.map_or(ptr::null_mut(), |bytes| bytes.into_raw().as_ptr()),
            size,
            node: node.map_or(ptr::null_mut(), |node| node.retain().into_raw()),
        };
        let old = std::mem::replace(record, new);
        // SAFETY: record_init or record_set filled the record, and these are its members no more.
        unsafe { end(old) };
        Ok(())
    })
}

pub extern "C" fn record_move(from: *mut Record, to: *mut MaybeUninit<Record>) -> c_int {
    contain(|| {
        let (from, to) = (need(NonNull::new(from))?, need(NonNull::new(to))?);
        if from != to.cast() {
            // SAFETY: both are C's and apart, and the first is filled.  Its members move: it has none of them after.
            unsafe { to.cast::<Record>().write(from.replace(Record::untitled())) };
        }
        Ok(())
    })
}

pub extern "C" fn record_clear(record: Option<&mut Record>) {
    contain_void(|| {
        if let Some(record) = record {
            let old = std::mem::replace(record, Record::NULL);
            // SAFETY: the record was filled, and these are its members no more.
            unsafe { end(old) };
        }
    });
}

// ---- packets --------------------------------------------------------------------------------------------------------

/// `struct seam_own_packet`
#[repr(C)]
pub struct Packet {
    size: usize,
    bytes: [u8; 1],
}

pub extern "C" fn packet_make(bytes: *const c_void, size: usize, out: Out<'_, *mut Packet>) -> c_int {
    const MOST: usize = 65536;
    contain(|| {
        let out = need(out)?;
        if size > MOST {
            return Err(Error::Range);
        }
        // SAFETY: C lends `size` bytes for the call.
        let bytes = unsafe { elements(bytes.cast::<u8>(), size) }?;
        let start = offset_of!(Packet, bytes);
        let packet = Lent::new(host::layout(start + size, align_of::<Packet>())?)?.into_raw();
        // SAFETY: the block is new, aligned, and has room for the head, which ends where the bytes start, and for them.
        // It may be smaller than a Packet, so none is written as a whole.
        unsafe {
            packet.add(offset_of!(Packet, size)).cast::<usize>().write(size);
            packet.add(start).as_ptr().copy_from_nonoverlapping(bytes.as_ptr(), size);
        }
        out.write(packet.cast().as_ptr());
        Ok(())
    })
}

// ---- blocks that change their owner in a callback -------------------------------------------------------------------

pub type Take = unsafe extern "C" fn(userdata: *mut c_void, block: *mut c_void, size: usize) -> c_int;
pub type Give = unsafe extern "C" fn(userdata: *mut c_void, block: *mut *mut c_void, size: *mut usize) -> c_int;

const BLOCK_ALIGN: usize = 8;

pub extern "C" fn blocks_hand_out(count: usize, size: usize, take: Option<Take>, userdata: *mut c_void) -> c_int {
    contain(|| {
        let take = need(take)?;
        let layout = host::layout(size, BLOCK_ALIGN)?;
        for i in 0..count {
            let block = Lent::filled(layout, i as u8)?.into_raw();
            // SAFETY: the function is C's, for this userdata.  It owns the block, which it may have freed, if it says 0.
            if unsafe { take(userdata, block.as_ptr().cast(), size) } != 0 {
                // SAFETY: the block was not taken, so it is the peer's still.
                drop(unsafe { Lent::from_raw(block, layout) });
                return Err(Error::Failed);
            }
        }
        Ok(())
    })
}

pub extern "C" fn blocks_collect(give: Option<Give>, userdata: *mut c_void, out: Out<'_, u64>) -> c_int {
    contain(|| {
        let (give, out) = (need(give)?, need(out)?);
        let mut sum: u64 = 0;
        loop {
            let (mut block, mut size) = (ptr::null_mut(), 0);
            // SAFETY: the function is C's, for this userdata.
            match unsafe { give(userdata, &mut block, &mut size) } {
                0 => {}
                1 => break,
                _ => return Err(Error::Failed),
            }
            if let Some(block) = NonNull::new(block) {
                // SAFETY: C gives away a live block of lent memory of this size, alignment 1.
                drop(unsafe { Lent::from_raw(block.cast(), host::layout(size, 1)?) });
                sum += size as u64;
            }
        }
        out.write(sum);
        Ok(())
    })
}
