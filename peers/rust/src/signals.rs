//! A thread of the peer's own takes none of the host's signals: they are blocked while it is made, and it inherits that.

#[cfg(unix)]
mod unix {
    use std::ffi::{c_int, c_void};
    use std::mem::MaybeUninit;
    use std::ptr;

    /// No system's sigset_t is larger.
    type Set = [u64; 16];

    const SIG_SETMASK: c_int = if cfg!(target_os = "linux") { 2 } else { 3 };

    extern "C" {
        fn sigfillset(set: *mut c_void) -> c_int;
        fn pthread_sigmask(how: c_int, set: *const c_void, before: *mut c_void) -> c_int;
    }

    /// All signals are blocked on this thread; dropped, those that were before.
    pub struct Blocked(MaybeUninit<Set>);

    impl Blocked {
        pub fn all() -> Self {
            let mut all = MaybeUninit::<Set>::zeroed();
            let mut before = MaybeUninit::<Set>::zeroed();
            // SAFETY: both are large enough for a sigset_t, and aligned.
            unsafe {
                sigfillset(all.as_mut_ptr().cast());
                pthread_sigmask(SIG_SETMASK, all.as_ptr().cast(), before.as_mut_ptr().cast());
            }
            Blocked(before)
        }
    }

    impl Drop for Blocked {
        fn drop(&mut self) {
            // SAFETY: it is the mask that pthread_sigmask stored.
            unsafe { pthread_sigmask(SIG_SETMASK, self.0.as_ptr().cast(), ptr::null_mut()) };
        }
    }
}

#[cfg(unix)]
pub use unix::Blocked;

/// There are no signals.
#[cfg(not(unix))]
pub struct Blocked;

#[cfg(not(unix))]
impl Blocked {
    pub fn all() -> Self {
        Blocked
    }
}
