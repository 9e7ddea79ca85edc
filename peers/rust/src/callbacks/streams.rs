//! Callbacks that store bytes, take bytes, report, and lend memory.

use crate::contain::{contain, need, Result};
use crate::host::{self, Lent};
use crate::sys::{elements, known, Error, Str};
use std::ffi::{c_char, c_int, c_void};
use std::mem::{offset_of, ManuallyDrop};
use std::ptr::{self, NonNull};

// ---- ask ------------------------------------------------------------------------------------------------------------

/// `seam_answer_fn`
pub type Answer = unsafe extern "C" fn(
    question: *const c_char,
    length: usize,
    buffer: *mut c_char,
    size: usize,
    used: *mut usize,
    userdata: *mut c_void,
) -> c_int;

/// `SEAM_ANSWER_SIZE`
const ANSWER_SIZE: usize = 256;

/// A terminated copy, of a byte more.
fn copy_of(bytes: &[u8]) -> Result<Lent> {
    let copy = Lent::filled(host::layout(bytes.len().checked_add(1).ok_or(Error::Memory)?, 1)?, 0)?;
    // SAFETY: the copy is new, and larger.
    unsafe { ptr::copy_nonoverlapping(bytes.as_ptr(), copy.as_ptr(), bytes.len()) };
    Ok(copy)
}

pub extern "C" fn ask(
    question: *const c_char,
    length: usize,
    answer: Option<Answer>,
    userdata: *mut c_void,
    text: *mut *mut c_char,
    n: *mut usize,
) -> c_int {
    contain(|| {
        // SAFETY: C lends `length` bytes for the call.
        let question = unsafe { elements(question.cast::<u8>(), length) }?;
        let (answer, text, n) = (need(answer)?, need(NonNull::new(text))?, need(NonNull::new(n))?);
        let question = copy_of(question)?;
        let (mut buffer, mut used) = ([0_u8; ANSWER_SIZE], 0);
        let (asked, answered) = (question.as_ptr().cast_const().cast(), buffer.as_mut_ptr().cast());
        // SAFETY: the function is C's, for this userdata; the buffer is as large as it is told.
        if unsafe { answer(asked, length, answered, buffer.len(), &mut used, userdata) } != 0 {
            return Err(Error::Failed);
        }
        let copy = copy_of(buffer.get(..used).ok_or(Error::Range)?)?;
        // SAFETY: they are where C wants the results.
        unsafe {
            text.write(copy.into_raw().as_ptr().cast());
            n.write(used);
        }
        Ok(())
    })
}

// ---- transfer -------------------------------------------------------------------------------------------------------

/// `struct seam_transfer`
#[derive(Clone, Copy)]
#[repr(C)]
pub struct Transfer {
    size: usize,
    userdata: *mut c_void,
    read: Option<unsafe extern "C" fn(buffer: *mut c_void, size: usize, userdata: *mut c_void) -> i64>,
    write: Option<unsafe extern "C" fn(bytes: *const c_void, size: usize, userdata: *mut c_void) -> i64>,
    progress: Option<unsafe extern "C" fn(done: u64, userdata: *mut c_void) -> c_int>,
    log: Option<unsafe extern "C" fn(level: c_int, text: *const c_char, userdata: *mut c_void)>,
}

/// Why a transfer ended before its end: the error, and the value that said so.
type Stop = (Error, i64);

impl Transfer {
    fn log(&self, name: &[u8]) -> Result {
        let line = copy_of(&[b"transfer of ", name].concat())?;
        if let Some(log) = self.log {
            // SAFETY: the function is C's, for this userdata.  The text is an argument of it, not a format.
            unsafe { log(1, line.as_ptr().cast_const().cast(), self.userdata) };
        }
        Ok(())
    }

    /// What a read or a write of up to `size` bytes came to.
    fn count(value: i64, size: usize) -> std::result::Result<usize, Stop> {
        let n = usize::try_from(value).map_err(|_| (Error::Failed, value))?;
        if n > size {
            return Err((Error::Range, value));
        }
        Ok(n)
    }

    fn write_all(&self, mut bytes: &[u8], done: &mut u64) -> std::result::Result<(), Stop> {
        let Some(write) = self.write else { return Ok(()) };
        while !bytes.is_empty() {
            // SAFETY: the function is C's, for this userdata.
            let value = unsafe { write(bytes.as_ptr().cast(), bytes.len(), self.userdata) };
            let taken = Self::count(value, bytes.len())?;
            if taken == 0 {
                return Err((Error::Failed, value));
            }
            bytes = &bytes[taken..];
            *done += taken as u64;
        }
        Ok(())
    }

    fn run(&self, buffer: &mut [u8], done: &mut u64) -> std::result::Result<(), Stop> {
        let Some(read) = self.read else { return Ok(()) };
        loop {
            // SAFETY: the function is C's, for this userdata; the buffer is as large as it is told.
            let value = unsafe { read(buffer.as_mut_ptr().cast(), buffer.len(), self.userdata) };
            let n = Self::count(value, buffer.len())?;
            if n == 0 {
                return Ok(());
            }
            self.write_all(&buffer[..n], done)?;
            if let Some(progress) = self.progress {
                // SAFETY: the function is C's, for this userdata.
                match unsafe { progress(*done, self.userdata) } {
                    0 => {}
                    cancel => return Err((Error::Failed, cancel.into())),
                }
            }
        }
    }
}

pub extern "C" fn transfer(transfer: *const Transfer, name: Str<'_>, done: *mut u64, result: *mut i64) -> c_int {
    const CHUNK: usize = 4096;
    contain(|| {
        let (transfer, name) = (need(NonNull::new(transfer.cast_mut()))?, need(name.get())?);
        let (done, result) = (need(NonNull::new(done))?, need(NonNull::new(result))?);
        // SAFETY: C lends the struct for the call, as large as it says; zeros are NULL.
        let transfer = unsafe { known(transfer, size_of::<usize>()) };
        if transfer.size < offset_of!(Transfer, progress) {
            return Err(Error::Version);
        }
        need(transfer.read)?;
        need(transfer.write)?;
        transfer.log(name.to_bytes())?;
        let mut taken = 0;
        let ended = transfer.run(&mut vec![0; CHUNK], &mut taken);
        // SAFETY: they are where C wants the results.
        unsafe {
            done.write(taken);
            result.write(ended.err().map_or(0, |(_, value)| value));
        }
        ended.map_err(|(error, _)| error)
    })
}

// ---- join -----------------------------------------------------------------------------------------------------------

/// `struct seam_memory`
#[derive(Clone, Copy)]
#[repr(C)]
pub struct Memory {
    alloc: Option<unsafe extern "C" fn(size: usize, userdata: *mut c_void) -> *mut c_void>,
    realloc: Option<unsafe extern "C" fn(block: *mut c_void, size: usize, userdata: *mut c_void) -> *mut c_void>,
    free: Option<unsafe extern "C" fn(block: *mut c_void, userdata: *mut c_void)>,
    userdata: *mut c_void,
}

/// A text in memory of C's own kind, which grows.  Dropped, it is freed.
struct Text {
    memory: Memory,
    block: *mut u8, // NULL: none yet
    len: usize,
}

impl Text {
    /// Puts bytes behind the others, and a terminator behind all.
    fn push(&mut self, bytes: &[u8]) -> Result {
        let len = self.len.checked_add(bytes.len()).ok_or(Error::Memory)?;
        let size = len.checked_add(1).ok_or(Error::Memory)?;
        let (alloc, realloc) = (need(self.memory.alloc)?, need(self.memory.realloc)?);
        let userdata = self.memory.userdata;
        // SAFETY: the functions are C's, for this userdata, and the block, if there is one, is of theirs.
        let grown = unsafe {
            if self.block.is_null() {
                alloc(size, userdata)
            } else {
                realloc(self.block.cast(), size, userdata)
            }
        };
        self.block = NonNull::new(grown.cast()).ok_or(Error::Memory)?.as_ptr();
        // SAFETY: the block has room for `size` bytes.
        unsafe {
            ptr::copy_nonoverlapping(bytes.as_ptr(), self.block.add(self.len), bytes.len());
            self.block.add(len).write(0);
        }
        self.len = len;
        Ok(())
    }
}

impl Drop for Text {
    fn drop(&mut self) {
        if let (false, Some(free)) = (self.block.is_null(), self.memory.free) {
            // SAFETY: the block is of these functions, for this userdata.
            unsafe { free(self.block.cast(), self.memory.userdata) };
        }
    }
}

pub extern "C" fn join(parts: *const Str<'_>, n: usize, memory: *const Memory, text: *mut *mut c_char) -> c_int {
    contain(|| {
        let (memory, out) = (need(NonNull::new(memory.cast_mut()))?, need(NonNull::new(text))?);
        // SAFETY: C lends the table and `n` texts for the call.  The table is copied before it is used.
        let (memory, parts) = unsafe { (memory.read(), elements(parts, n)?) };
        need(memory.alloc)?;
        need(memory.realloc)?;
        need(memory.free)?;
        for part in parts {
            need(part.get())?;
        }
        let mut text = Text { memory, block: ptr::null_mut(), len: 0 };
        text.push(b"")?;
        for part in parts {
            text.push(need(part.get())?.to_bytes())?;
        }
        // SAFETY: it is where C wants the text, which is C's from now on.
        unsafe { out.write(ManuallyDrop::new(text).block.cast()) };
        Ok(())
    })
}
