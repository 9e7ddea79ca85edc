//! Files: an OwnedFd is closed when it is dropped, a RawFd is not.

use super::LIVE;
use crate::contain::{contain, contain_void, need};
use crate::lent::LentBox;
use crate::live::Live;
use crate::sys::{Error, Out};
use std::ffi::c_int;
use std::os::fd::{AsRawFd, BorrowedFd, FromRawFd, IntoRawFd, OwnedFd, RawFd};

pub struct File {
    attached: Option<Attached>,
    _live: Live,
}

enum Attached {
    Lent(RawFd),
    Owned(OwnedFd),
}

impl Attached {
    fn number(&self) -> RawFd {
        match self {
            Attached::Lent(descriptor) => *descriptor,
            Attached::Owned(descriptor) => descriptor.as_raw_fd(),
        }
    }

    /// Whoever gets the number answers for it from now on: nothing is closed.
    fn into_number(self) -> RawFd {
        match self {
            Attached::Lent(descriptor) => descriptor,
            Attached::Owned(descriptor) => descriptor.into_raw_fd(),
        }
    }
}

pub extern "C" fn create(out: Out<'_, LentBox<File>>) -> c_int {
    contain(|| {
        let out = need(out)?;
        out.write(LentBox::new(File { attached: None, _live: LIVE.enter() })?);
        Ok(())
    })
}

pub extern "C" fn destroy(file: Option<LentBox<File>>) {
    contain_void(|| drop(file));
}

pub extern "C" fn attach(file: Option<&mut File>, descriptor: c_int, mode: u32) -> c_int {
    const LENT: u32 = 1;
    const OWNED: u32 = 2;
    const COPIED: u32 = 3;
    contain(|| {
        let file = need(file)?;
        if descriptor < 0 {
            return Err(Error::Range);
        }
        let new = match mode {
            LENT => Attached::Lent(descriptor),
            // SAFETY: C gives the descriptor away, and nothing below fails.
            OWNED => Attached::Owned(unsafe { OwnedFd::from_raw_fd(descriptor) }),
            COPIED => {
                // SAFETY: C keeps the descriptor open for the call; should it not be open, that is an error here.
                let copy = unsafe { BorrowedFd::borrow_raw(descriptor) }.try_clone_to_owned();
                Attached::Owned(copy.map_err(|_| Error::Failed)?)
            }
            _ => return Err(Error::Range),
        };
        match file.attached.replace(new) {
            // The mode says now whose it is.
            Some(again) if again.number() == descriptor => drop(again.into_number()),
            old => drop(old),
        }
        Ok(())
    })
}

/// Takes the descriptor first of all, so that on failure it is dropped.
pub extern "C" fn adopt(file: Option<&mut File>, descriptor: c_int) -> c_int {
    contain(|| {
        if descriptor < 0 {
            return Err(Error::Range);
        }
        // SAFETY: C gives the descriptor away, whatever the op returns.
        let descriptor = unsafe { OwnedFd::from_raw_fd(descriptor) };
        let file = need(file)?;
        if file.attached.is_some() {
            return Err(Error::State);
        }
        file.attached = Some(Attached::Owned(descriptor));
        Ok(())
    })
}

pub extern "C" fn descriptor(file: Option<&File>, out: Out<'_, c_int>) -> c_int {
    contain(|| {
        let (file, out) = (need(file)?, need(out)?);
        out.write(file.attached.as_ref().ok_or(Error::State)?.number());
        Ok(())
    })
}

pub extern "C" fn detach(file: Option<&mut File>, out: Out<'_, c_int>) -> c_int {
    contain(|| {
        let (file, out) = (need(file)?, need(out)?);
        let owned = file.attached.take_if(|attached| matches!(attached, Attached::Owned(_)));
        out.write(owned.ok_or(Error::State)?.into_number());
        Ok(())
    })
}
