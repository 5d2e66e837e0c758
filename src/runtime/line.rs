//! The line to the terminal of this process. It takes bytes and never waits until somebody reads them:
//! a line that has stalled would hold up keys and signals as well.

use std::ffi::OsString;
use std::fs::{File, OpenOptions};
use std::io::{self, ErrorKind, Write};
use std::os::unix::ffi::OsStringExt;
use std::os::unix::fs::OpenOptionsExt;
use std::path::PathBuf;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::time::{Duration, Instant};

use rustix::event::{PollFd, PollFlags, poll};
use rustix::fd::{AsFd, BorrowedFd};
use rustix::fs::OFlags;
use rustix::io::Errno;
use rustix::process::getpgrp;
use rustix::termios::{QueueSelector, tcflush, tcgetpgrp, tcgetsid, tcgetwinsize, ttyname};
use tokio::task::{JoinHandle, spawn_blocking};

/// How long the last words may take to go out before what is in their way is thrown away.
const PATIENCE: Duration = Duration::from_millis(200);

/// CAN, cancel (ECMA-48): what was cut off before it is no sequence, whatever follows. And the end of a
/// synchronized update, which may have been cut off as well.
const CUT_OFF: &[u8] = b"\x18\x1b[?2026l";

/// What is sent to a terminal, in order, as it takes it.
#[derive(Debug)]
pub struct Line {
    wire: Arc<Wire>,
    /// What goes out now, whole, and how much of it has gone.
    sending: Vec<u8>,
    gone: usize,
    /// What goes out next: the latest of its sort alone, where the line is slow.
    next: [Option<Vec<u8>>; 2],
    /// Who waits until the terminal takes bytes, if anybody has to.
    waiting: Option<JoinHandle<bool>>,
}

/// What may go out between two frames.
#[derive(Clone, Copy, Debug)]
pub enum Aside {
    /// The bell.
    Bell,
    /// A text for the clipboard.
    Copy,
}

impl Line {
    /// The line to the terminal that is this process's standard output.
    ///
    /// # Errors
    ///
    /// Where there is none.
    pub fn open() -> io::Result<Line> {
        let wire = Arc::new(Wire { file: open()?, cut: AtomicBool::new(false) });
        Ok(Line { wire, sending: Vec::new(), gone: 0, next: [None, None], waiting: None })
    }

    /// The terminal, for whoever needs it beside this.
    #[must_use]
    pub fn wire(&self) -> Arc<Wire> {
        Arc::clone(&self.wire)
    }

    /// Whether all has gone out, and a frame may be sent.
    #[must_use]
    pub fn is_free(&self) -> bool {
        self.sending.is_empty() && self.next.iter().all(Option::is_none)
    }

    /// Sends bytes behind those before them, as far as the line takes them now.
    ///
    /// # Errors
    ///
    /// Where the terminal is gone.
    pub fn send(&mut self, bytes: &[u8]) -> io::Result<()> {
        self.sending.extend_from_slice(bytes);
        self.push()
    }

    /// Sends bytes now, or as soon as the line is free; others of the same sort that wait are left out.
    ///
    /// # Errors
    ///
    /// Where the terminal is gone.
    pub fn send_aside(&mut self, sort: Aside, bytes: Vec<u8>) -> io::Result<()> {
        let [bell, copy] = &mut self.next;
        match sort {
            Aside::Bell => *bell = Some(bytes),
            Aside::Copy => *copy = Some(bytes),
        }
        self.push()
    }

    /// Sends bytes instead of what has not gone out yet.
    ///
    /// # Errors
    ///
    /// Where the terminal is gone.
    pub fn send_instead(&mut self, bytes: &[u8]) -> io::Result<()> {
        let cut = self.wire.cut.swap(false, Ordering::SeqCst);
        (self.sending, self.gone, self.next) = (Vec::new(), 0, [None, None]);
        if cut {
            self.sending.extend_from_slice(CUT_OFF);
        }
        self.send(bytes)
    }

    /// Waits until the line is free, sending what waits.
    ///
    /// # Errors
    ///
    /// Where the terminal is gone.
    pub async fn drained(&mut self) -> io::Result<()> {
        while !self.is_free() {
            let wire = &self.wire;
            let waiting = self.waiting.get_or_insert_with(|| {
                let wire = Arc::clone(wire);
                spawn_blocking(move || wire.waits_for(PollFlags::OUT, None))
            });
            let _ = waiting.await;
            self.waiting = None;
            self.push()?;
        }
        Ok(())
    }

    fn push(&mut self) -> io::Result<()> {
        loop {
            if self.sending.is_empty() {
                let Some(next) = self.next.iter_mut().find_map(Option::take) else { break };
                self.sending = next;
            }
            let rest = self.sending.get(self.gone..).unwrap_or_default();
            match self.wire.write(rest)? {
                Some(count) => self.gone += count,
                None => break,
            }
            if self.gone >= self.sending.len() {
                self.sending.clear();
                self.gone = 0;
            }
        }
        self.wire.cut.store(self.gone > 0, Ordering::SeqCst);
        Ok(())
    }
}

/// The terminal itself, as far as it is written to.
#[derive(Debug)]
pub struct Wire {
    file: File,
    /// Whether it stands in the middle of what is sent.
    cut: AtomicBool,
}

/// Opens the terminal anew: whether writing waits is a matter of the open file, which the shell has as well.
/// Where it has no name to be opened by, it is taken as it was given, and writing waits.
fn open() -> io::Result<File> {
    let given = File::from(io::stdout().as_fd().try_clone_to_owned()?);
    let named = ttyname(&given, Vec::new()).ok();
    let named = named.map(|name| PathBuf::from(OsString::from_vec(name.into_bytes())));
    // The one that this process is controlled by has another name. After `su` no other may be opened.
    let controlling = tcgetsid(&given).is_ok().then(|| PathBuf::from("/dev/tty"));
    let flags = (OFlags::NONBLOCK | OFlags::NOCTTY).bits().try_into().unwrap_or_default();
    for name in [named, controlling].into_iter().flatten() {
        match OpenOptions::new().write(true).custom_flags(flags).open(&name) {
            Ok(file) => return Ok(file),
            Err(error) => tracing::info!(%error, name = %name.display(), "not to be opened"),
        }
    }
    Ok(given)
}

impl Wire {
    /// Writes what the terminal takes now, and tells how much that was; `None` where it takes nothing.
    fn write(&self, bytes: &[u8]) -> io::Result<Option<usize>> {
        loop {
            let mut file = &self.file;
            match file.write(bytes) {
                Ok(0) if !bytes.is_empty() => return Err(ErrorKind::WriteZero.into()),
                Ok(count) => return Ok(Some(count)),
                Err(error) if error.kind() == ErrorKind::WouldBlock => return Ok(None),
                Err(error) if error.kind() == ErrorKind::Interrupted => {}
                Err(error) => return Err(error),
            }
        }
    }

    /// Has it told when nobody is at the other end any more. Keys are read elsewhere, by who does not notice.
    pub fn on_hang_up(self: Arc<Wire>, tell: impl FnOnce() + Send + 'static) {
        spawn_blocking(move || {
            // To ask for nothing is to be told of the end alone.
            if self.waits_for(PollFlags::empty(), None) {
                tell();
            }
        });
    }

    /// Sends last words: what is on its way is cut off where they would not get through in time.
    pub fn finish(&self, words: &[u8]) {
        let mut words = words.to_vec();
        if self.cut.swap(false, Ordering::SeqCst) {
            // The line is slow: nobody wants to wait for the rest of a frame.
            let _ = tcflush(self, QueueSelector::OFlush);
            words.splice(..0, CUT_OFF.iter().copied());
        }
        let mut rest = words.as_slice();
        for last in [false, true] {
            let until = Instant::now() + PATIENCE;
            while !rest.is_empty() {
                match self.write(rest) {
                    Ok(Some(count)) => rest = rest.get(count..).unwrap_or_default(),
                    Ok(None) => {
                        let patience = until.saturating_duration_since(Instant::now());
                        if !self.waits_for(PollFlags::OUT, Some(patience)) {
                            break;
                        }
                    }
                    // It is gone.
                    Err(_) => return,
                }
            }
            if rest.is_empty() || last {
                return;
            }
            // A frame that was whole for this process may be cut off now.
            let _ = tcflush(self, QueueSelector::OFlush);
            if !words.starts_with(CUT_OFF) {
                words.splice(..0, CUT_OFF.iter().copied());
            }
            rest = &words;
        }
    }

    /// Whether it is ready for what is asked, or gone, before `patience` is over.
    fn waits_for(&self, what: PollFlags, patience: Option<Duration>) -> bool {
        let patience = patience.and_then(|patience| patience.try_into().ok());
        loop {
            match poll(&mut [PollFd::new(self, what)], patience.as_ref()) {
                Err(Errno::INTR) => {}
                ready => return ready.is_ok_and(|count| count > 0),
            }
        }
    }

    /// Whether this process is a job in the background of the terminal, where another one has it.
    #[must_use]
    pub fn is_in_background(&self) -> bool {
        // Of a terminal that is not its own, everything is allowed.
        tcgetpgrp(self).is_ok_and(|group| group != getpgrp())
    }

    /// How many columns and rows the terminal says it has.
    #[must_use]
    pub fn size(&self) -> Option<(u16, u16)> {
        tcgetwinsize(self).ok().map(|size| (size.ws_col, size.ws_row))
    }
}

impl AsFd for Wire {
    fn as_fd(&self) -> BorrowedFd<'_> {
        self.file.as_fd()
    }
}
