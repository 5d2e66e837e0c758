//! The life of the session on the terminal of this process: what ends it, stops it and wakes it.

use std::cell::Cell;
use std::io;
use std::rc::Rc;
use std::time::Duration;

use color_eyre::eyre::{Report, Result};
use crossterm::event::EventStream;
use rustix::io::Errno;
use rustix::process::Signal;
use rustix::termios::tcdrain;
use tokio::signal::unix::{SignalKind, signal};
use tokio::sync::mpsc;
use tokio::task::spawn_blocking;
use tokio::time::{sleep, timeout};
use tokio_stream::wrappers::{ReceiverStream, SignalStream};
use tokio_stream::{Stream, StreamExt};

use super::guard::Guard;
use super::session::Input;
use super::{pointer, stopping};

/// What waits to be told of the process itself: that it is to stop, which is the same when said twice, and
/// that nobody is at its terminal any more.
const FATES: usize = 2;

/// How long a session may take to end after a signal, and how long its terminal to be given back then.
const PATIENCE: Duration = Duration::from_millis(800);
const LAST_PATIENCE: Duration = Duration::from_millis(150);

/// What shells say of a program that a signal has ended: this, and the number of the signal.
const BY_SIGNAL: i32 = 128;

/// What the session of this process is told of.
#[derive(Debug)]
pub struct Life {
    tell: mpsc::Sender<Input>,
    fates: mpsc::Receiver<Input>,
    ended: Ended,
}

/// What has ended a session.
#[derive(Clone, Debug, Default)]
pub struct Ended(Rc<Cell<Option<SignalKind>>>);

/// Begins it, on the only thread of the process. A job in the background is stopped here, before it has
/// touched what is somebody else's.
///
/// # Errors
///
/// Where the terminal cannot be had.
pub fn begin() -> io::Result<(Life, Ended)> {
    tcdrain(io::stdout())?;
    let (tell, fates) = mpsc::channel(FATES);
    let stop = tell.clone();
    stopping::tell_instead(move || drop(stop.try_send(Input::Stopped)))?;
    let ended = Ended::default();
    Ok((Life { tell, fates, ended: ended.clone() }, ended))
}

impl Life {
    /// What is to be called when nobody is at the terminal any more, on a thread that may wait.
    pub fn hang_up(&self) -> impl FnOnce() + Send + use<> {
        let tell = self.tell.clone();
        move || drop(tell.blocking_send(Input::End))
    }

    /// Keys and sizes from the terminal, the signals that end a session, stop it or wake it, and the end of the
    /// terminal itself.
    ///
    /// # Errors
    ///
    /// Where the system does not tell of signals.
    pub fn input(self) -> io::Result<impl Stream<Item = io::Result<Input>> + use<>> {
        let Life { fates, ended, .. } = self;
        let keys = pointer::input(EventStream::new());
        let end = |kind| {
            let ended = ended.clone();
            let end = move |kind| {
                ended.0.set(Some(kind));
                Ok(Input::End)
            };
            on_signal(kind).map(|signal| signal.map(end))
        };
        let [terminate, interrupt, hangup, quit] = endings().map(end);
        let resumed = on_signal(SignalKind::from_raw(Signal::CONT.as_raw()))?;
        let input = terminate?
            .merge(interrupt?)
            .merge(hangup?)
            .merge(quit?)
            .merge(resumed.map(|_| Ok(Input::Resumed)));
        let fates = ReceiverStream::new(fates).map(move |fate| {
            if matches!(fate, Input::End) {
                // The signal that tells of it may be ignored, or not be for this process.
                ended.0.set(Some(SignalKind::hangup()));
            }
            Ok(fate)
        });
        Ok(input.merge(fates).merge(keys))
    }
}

impl Ended {
    /// What the program ends with: 0, or what shells call the signal that has asked for the end. Where the
    /// terminal is gone, that is the same as to hang up.
    ///
    /// # Errors
    ///
    /// What else has ended the session.
    pub fn code(&self, result: Result<()>) -> Result<u8> {
        match (result, self.0.get()) {
            (_, Some(signal)) => Ok(exit_code(signal)),
            (Ok(()), None) => Ok(0),
            // Whoever would read of it has gone.
            (Err(error), None) if is_gone(&error) => Ok(exit_code(SignalKind::hangup())),
            (Err(error), None) => Err(error),
        }
    }
}

/// The signals that end a session.
fn endings() -> [SignalKind; 4] {
    [SignalKind::terminate(), SignalKind::interrupt(), SignalKind::hangup(), SignalKind::quit()]
}

/// Each time that a signal comes, which it was.
fn on_signal(kind: SignalKind) -> io::Result<impl Stream<Item = SignalKind> + Unpin> {
    signal(kind).map(|signal| SignalStream::new(signal).map(move |()| kind))
}

fn exit_code(signal: SignalKind) -> u8 {
    u8::try_from(BY_SIGNAL + signal.as_raw_value()).unwrap_or(u8::MAX)
}

/// Whether an error says that the terminal is gone.
fn is_gone(error: &Report) -> bool {
    let code = error.downcast_ref::<io::Error>().and_then(io::Error::raw_os_error);
    [Errno::IO, Errno::PIPE, Errno::NXIO].iter().any(|gone| code == Some(gone.raw_os_error()))
}

/// Ends the program where a signal has asked for it and the session cannot: it is at something that takes
/// long.
pub async fn end_all_the_same(terminal: Guard) {
    let [Ok(first), Ok(second), Ok(third), Ok(fourth)] = endings().map(on_signal) else { return };
    let mut ends = first.merge(second).merge(third).merge(fourth);
    let Some(kind) = ends.next().await else { return };
    sleep(PATIENCE).await;
    let giving = spawn_blocking(move || terminal.give_back());
    let _ = timeout(LAST_PATIENCE, giving).await;
    std::process::exit(exit_code(kind).into());
}

/// A panic on the session's thread gives the terminal back before it is reported. Other threads
/// have no terminal to give back: what dies there is logged, and told to the session.
pub fn report_panics(terminal: Guard) {
    let session = std::thread::current().id();
    let report = std::panic::take_hook();
    std::panic::set_hook(Box::new(move |panic| {
        if std::thread::current().id() == session {
            terminal.give_back();
            report(panic);
        } else {
            tracing::error!(%panic, "a panic on another thread");
        }
    }));
}
