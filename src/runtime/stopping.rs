//! What a job of a shell owes to it: to stop when it is told to, once the terminal is as it was.
//!
//! The system itself decides whether a stop is possible: where no shell could resume the job, it is not.
//! So the signal is kept from stopping anything, waited for, and let through by the session.

use std::io;
use std::thread;

use nix::sys::signal::{SigSet, Signal, raise};

/// Has it told when the process is to stop (SIGTSTP), instead of stopping it. Whoever asks for that must be
/// the only thread of the process at that time.
///
/// # Errors
///
/// Where the system refuses.
pub fn tell_instead(tell: impl Fn() + Send + 'static) -> io::Result<()> {
    stops().thread_block()?;
    thread::Builder::new().name("stops".to_owned()).spawn(move || {
        while stops().wait().is_ok() {
            tell();
        }
    })?;
    Ok(())
}

/// Stops the process, and returns when it goes on; at once where the system does not allow it.
///
/// # Errors
///
/// Where the system refuses.
pub fn stop() -> io::Result<()> {
    stops().thread_unblock()?;
    raise(Signal::SIGTSTP)?;
    stops().thread_block()?;
    Ok(())
}

/// Does something that the signal may stop, as to start a program, which inherits that it may.
pub fn stoppable<T>(what: impl FnOnce() -> T) -> T {
    // Where the system refuses, the program cannot be stopped.
    let _ = stops().thread_unblock();
    let done = what();
    let _ = stops().thread_block();
    done
}

fn stops() -> SigSet {
    SigSet::from(Signal::SIGTSTP)
}
