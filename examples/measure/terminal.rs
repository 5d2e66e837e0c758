//! A program in a pty of 120×40, and when which of its bytes came.

use std::error::Error;
use std::io::{Read, Write};
use std::path::{Path, PathBuf};
use std::sync::{Arc, Condvar, Mutex, MutexGuard, PoisonError};
use std::time::{Duration, Instant};

use portable_pty::{Child, CommandBuilder, MasterPty, PtySize, native_pty_system};

/// The end of a frame: each is one synchronized update.
const FRAME_END: &[u8] = b"\x1b[?2026l";

/// What has not come by then does not come.
const DEADLINE: Duration = Duration::from_mins(2);

pub type Result<T> = std::result::Result<T, Box<dyn Error>>;

/// What has come so far: the bytes, and up to where they had come when.
#[derive(Default)]
struct Heard {
    bytes: Vec<u8>,
    times: Vec<(usize, Instant)>,
}

type Shared = Arc<(Mutex<Heard>, Condvar)>;

/// The program, running.
pub struct Terminal {
    heard: Shared,
    keys: Box<dyn Write + Send>,
    child: Box<dyn Child + Send + Sync>,
    started: Instant,
    _master: Box<dyn MasterPty + Send>,
}

impl Terminal {
    /// Starts the program on a folder.
    pub fn start(program: &Path, folder: &Path) -> Result<Terminal> {
        let mut command = CommandBuilder::new(program);
        command.arg(folder);
        Terminal::run(command)
    }

    /// Starts any program.
    pub fn run(mut command: CommandBuilder) -> Result<Terminal> {
        let size = PtySize { rows: 40, cols: 120, pixel_width: 0, pixel_height: 0 };
        let pty = native_pty_system().openpty(size)?;
        command.env("TERM", "xterm-256color");
        // What is kept of a reader is not to be kept of this one.
        command.env("XDG_STATE_HOME", state());
        let mut output = pty.master.try_clone_reader()?;
        let keys = pty.master.take_writer()?;
        let started = Instant::now();
        let child = pty.slave.spawn_command(command)?;
        drop(pty.slave);
        let heard = Shared::default();
        let hearing = Arc::clone(&heard);
        std::thread::spawn(move || {
            let mut buffer = vec![0; 1 << 16];
            while let Ok(count @ 1..) = output.read(&mut buffer) {
                let now = Instant::now();
                let mut heard = lock(&hearing);
                heard.bytes.extend_from_slice(buffer.get(..count).unwrap_or_default());
                let length = heard.bytes.len();
                heard.times.push((length, now));
                hearing.1.notify_all();
            }
        });
        Ok(Terminal { heard, keys, child, started, _master: pty.master })
    }

    pub fn pid(&self) -> u32 {
        self.child.process_id().unwrap_or_default()
    }

    /// How many bytes have come.
    pub fn mark(&self) -> usize {
        lock(&self.heard).bytes.len()
    }

    pub fn send(&mut self, keys: &str) -> Result<()> {
        self.keys.write_all(keys.as_bytes())?;
        Ok(self.keys.flush()?)
    }

    /// Waits for bytes behind a mark: when they were there whole, and how many had come by then.
    pub fn wait_for(&self, wanted: &[u8], mark: usize) -> Result<(Instant, usize)> {
        let until = Instant::now() + DEADLINE;
        let mut heard = lock(&self.heard);
        let mut from = mark;
        loop {
            let tail = heard.bytes.get(from..).unwrap_or_default();
            if let Some(at) = tail.windows(wanted.len()).position(|bytes| bytes == wanted) {
                let end = from + at + wanted.len();
                let came = heard.times.iter().rev().take_while(|(length, _)| *length >= end).last();
                return Ok((came.map_or_else(Instant::now, |(_, when)| *when), end - mark));
            }
            from = heard.bytes.len().saturating_sub(wanted.len()).max(mark);
            let rest = until.saturating_duration_since(Instant::now());
            if rest.is_zero() {
                return Err(format!("never came: {}", wanted.escape_ascii()).into());
            }
            heard =
                self.heard.1.wait_timeout(heard, rest).unwrap_or_else(PoisonError::into_inner).0;
        }
    }

    /// The time until the next frame behind a mark is whole, and its bytes.
    pub fn frame(&self, mark: usize, since: Instant) -> Result<(Duration, usize)> {
        let (when, bytes) = self.wait_for(FRAME_END, mark)?;
        Ok((when.saturating_duration_since(since), bytes))
    }

    /// The time from the start until the first frame is whole.
    pub fn first_frame(&self) -> Result<Duration> {
        Ok(self.frame(0, self.started)?.0)
    }

    /// The time from the start until the header says that everything is read.
    pub fn all_shown(&self) -> Result<Duration> {
        let until = Instant::now() + DEADLINE;
        let mut parser = vt100::Parser::new(40, 120, 0);
        let (mut done, mut seen) = (0, 0);
        loop {
            let (bytes, when) = {
                let mut heard = lock(&self.heard);
                while heard.times.len() == seen && Instant::now() < until {
                    let wait = Duration::from_millis(100);
                    let waited = self.heard.1.wait_timeout(heard, wait);
                    heard = waited.unwrap_or_else(PoisonError::into_inner).0;
                }
                let Some((length, when)) = heard.times.get(seen).copied() else {
                    return Err("never read to the end".into());
                };
                let bytes = heard.bytes.get(done..length).unwrap_or_default().to_vec();
                done = length;
                (bytes, when)
            };
            seen += 1;
            parser.process(&bytes);
            let header = parser.screen().rows(0, 120).next().unwrap_or_default();
            let is_whole = bytes.ends_with(FRAME_END);
            let followed = ["watching", "polling"].iter().any(|word| header.contains(word));
            if is_whole && followed && !header.contains(" 0 posts") {
                return Ok(when.saturating_duration_since(self.started));
            }
        }
    }

    /// The screen as it was when so many bytes had come, or all.
    pub fn screen(&self, mark: Option<usize>) -> vt100::Screen {
        let mut parser = vt100::Parser::new(40, 120, 0);
        let heard = lock(&self.heard);
        parser.process(heard.bytes.get(..mark.unwrap_or(heard.bytes.len())).unwrap_or_default());
        parser.screen().clone()
    }

    /// Waits until the screen shows what is wanted: how long after a moment that was.
    pub fn shows(&self, since: Instant, wanted: impl Fn(&str) -> bool) -> Result<Duration> {
        let mut parser = vt100::Parser::new(40, 120, 0);
        let (until, mut seen, mut done) = (Instant::now() + DEADLINE, 0, 0);
        loop {
            let chunk = {
                let heard = lock(&self.heard);
                heard.times.get(seen).map(|(length, when)| {
                    (heard.bytes.get(done..*length).unwrap_or_default().to_vec(), *when)
                })
            };
            let Some((bytes, when)) = chunk else {
                if Instant::now() > until {
                    return Err(format!("never shown; but:\n{}", parser.screen().contents()).into());
                }
                std::thread::sleep(Duration::from_micros(200));
                continue;
            };
            (seen, done) = (seen + 1, done + bytes.len());
            parser.process(&bytes);
            if when >= since && wanted(&parser.screen().contents()) {
                return Ok(when - since);
            }
        }
    }

    /// The time from a moment until the last of the bytes that come without a pause, and how many.
    pub fn burst(&self, mark: usize, since: Instant, pause: Duration) -> (Duration, usize) {
        let until = Instant::now() + pause * 5;
        loop {
            std::thread::sleep(Duration::from_millis(1));
            let heard = lock(&self.heard);
            let (length, when) = heard.times.last().copied().unwrap_or((0, since));
            let now = Instant::now();
            if (length > mark && now > when.max(since) + pause) || now > until {
                return (when.saturating_duration_since(since), length.saturating_sub(mark));
            }
        }
    }

    /// When it was started.
    pub fn started(&self) -> Instant {
        self.started
    }

    /// Ends any program.
    pub fn kill(mut self) -> Result<()> {
        self.child.kill()?;
        self.child.wait()?;
        Ok(())
    }

    /// Ends the program.
    pub fn end(mut self) -> Result<()> {
        self.send("\x03")?;
        self.child.wait()?;
        Ok(())
    }
}

fn state() -> PathBuf {
    std::env::temp_dir().join(format!("measure-{}", std::process::id()))
}

/// Takes out what was kept of a reader.
pub fn forget() -> Result<()> {
    Ok(std::fs::remove_dir_all(state())?)
}

fn lock(heard: &Shared) -> MutexGuard<'_, Heard> {
    heard.0.lock().unwrap_or_else(PoisonError::into_inner)
}
