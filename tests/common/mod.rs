//! A terminal for the binary to run in: a real pty, and an emulator that shows what a reader would
//! see on it.

#![allow(
    clippy::panic,
    clippy::unwrap_used,
    reason = "what goes wrong here fails the test that asked for it"
)]

use std::cell::RefCell;
use std::ffi::OsStr;
use std::io::{Read, Write};
use std::path::{Path, PathBuf};
use std::sync::{Arc, Condvar, Mutex, MutexGuard, PoisonError};
use std::time::{Duration, Instant};

use portable_pty::{Child, CommandBuilder, ExitStatus, MasterPty, PtySize, native_pty_system};
use rustix::process::{Pid, Signal, kill_process};
use tempfile::TempDir;

use emulator::Emulator;

pub mod documents;
mod emulator;
pub mod hostile;
pub mod process;
pub mod tame;

/// The program under test.
pub const DATELINE: &str = env!("CARGO_BIN_EXE_dateline");

/// What has not happened by then will not happen; two busy cores take a twentieth of it.
const DEADLINE: Duration = Duration::from_secs(20);

/// Between looks at what no event of the pty tells: whether a process has ended, what modes are set.
const POLL: Duration = Duration::from_millis(5);

/// The shell's prompt, which stands nowhere else.
const PROMPT: &str = "ready>";

/// A folder to read, and a place outside of it on the same file system to move things from.
pub struct Place {
    home: TempDir,
}

impl Place {
    /// An empty folder.
    pub fn new() -> Place {
        let home = tempfile::Builder::new().prefix("dateline-test-").tempdir().unwrap();
        std::fs::create_dir(home.path().join("talks")).unwrap();
        std::fs::create_dir(home.path().join("outside")).unwrap();
        Place { home }
    }

    /// A folder with one document in it.
    pub fn with(name: &str, text: &str) -> Place {
        let place = Place::new();
        std::fs::write(place.folder().join(name), text).unwrap();
        place
    }

    /// The folder that is read.
    pub fn folder(&self) -> PathBuf {
        self.home.path().join("talks")
    }

    /// Where nobody looks.
    pub fn outside(&self) -> PathBuf {
        self.home.path().join("outside")
    }
}

/// A process in a pty, and the screen it draws.
pub struct Terminal {
    shared: Arc<Shared>,
    master: Box<dyn MasterPty + Send>,
    keys: Option<Box<dyn Write + Send>>,
    child: RefCell<Box<dyn Child + Send + Sync>>,
    /// The terminal's modes before the process was started.
    before: String,
    home: TempDir,
}

/// What the thread that reads from the pty leaves for the test.
#[derive(Default)]
struct Shared {
    state: Mutex<State>,
    changed: Condvar,
}

#[derive(Default)]
struct State {
    emulator: Emulator,
    /// Nobody holds the other side of the pty any more.
    ended: bool,
    /// The test wants the thread to let go of the pty.
    let_go: bool,
    /// How many bytes a second come through at most; none at all with 0.
    pace: Option<u64>,
}

impl Terminal {
    /// Opens the folder of `place` in a terminal of `columns` by `rows` cells.
    pub fn open(place: &Place, columns: u16, rows: u16) -> Terminal {
        Terminal::start(DATELINE, [place.folder()], columns, rows)
    }

    /// Starts an interactive shell that has job control but no line editor of its own: it shows
    /// what is typed only where the program before it has left the terminal as it was.
    #[track_caller]
    pub fn shell(program: &str, options: &[&str], columns: u16, rows: u16) -> Terminal {
        let terminal = Terminal::start(program, options, columns, rows);
        terminal.wait_for("a prompt", |screen| screen.contains(PROMPT));
        terminal
    }

    /// Starts a program, with nothing of this process's environment that could matter to it.
    pub fn start(
        program: &str,
        arguments: impl IntoIterator<Item = impl AsRef<OsStr>>,
        columns: u16,
        rows: u16,
    ) -> Terminal {
        let home = tempfile::tempdir().unwrap();
        let pty = native_pty_system().openpty(size(columns, rows)).unwrap();
        let mut command = CommandBuilder::new(program);
        command.args(arguments);
        command.cwd(home.path());
        command.env_clear();
        for (name, value) in [
            ("PATH", "/usr/local/bin:/usr/bin:/bin"),
            ("TERM", "xterm-256color"),
            ("LANG", "C.UTF-8"),
            ("TZ", "Europe/London"),
            ("PS1", "ready> "),
        ] {
            command.env(name, value);
        }
        command.env("HOME", home.path());
        command.env("TMPDIR", home.path());
        for name in ["CONFIG", "DATA", "STATE", "CACHE"] {
            command.env(format!("XDG_{name}_HOME"), home.path().join(name.to_lowercase()));
        }
        let shared = Arc::new(Shared::default());
        shared.lock().emulator = Emulator::new(columns, rows);
        let before = modes(&*pty.master);
        let output = pty.master.try_clone_reader().unwrap();
        let keys = Some(pty.master.take_writer().unwrap());
        let child = pty.slave.spawn_command(command).unwrap();
        // Where this process held its side as well, the output would never end.
        drop(pty.slave);
        let reading = Arc::clone(&shared);
        std::thread::spawn(move || reading.read(output));
        Terminal { shared, master: pty.master, keys, child: RefCell::new(child), before, home }
    }

    /// Types.
    pub fn send(&mut self, keys: &str) {
        let pty = self.keys.as_mut().unwrap();
        pty.write_all(keys.as_bytes()).unwrap();
        pty.flush().unwrap();
    }

    /// The screen now, or after the update that is coming in: its rows without trailing spaces.
    pub fn screen(&self) -> String {
        self.wait_for("a whole frame", |_| true)
    }

    /// Waits until `holds` is true of the screen, and gives that screen.
    #[track_caller]
    pub fn wait_for(&self, what: &str, holds: impl Fn(&str) -> bool) -> String {
        self.wait_for_screen(what, |emulator| holds(&emulator.text()))
    }

    /// Waits until `text` stands where the cursor does, and that can be seen and does not blink.
    #[track_caller]
    pub fn see_at_cursor(&self, text: &str) -> String {
        self.wait_for_screen(&format!("the cursor at `{text}`"), |emulator| {
            emulator.behind_cursor().is_some_and(|row| row.starts_with(text))
        })
    }

    /// Waits until a line is typed, or is no more: the cursor stands in the last row.
    #[track_caller]
    pub fn see_typing(&self, typing: bool) {
        self.wait_for_screen(&format!("a line to be typed: {typing}"), |emulator| {
            emulator.is_in_last_row() == typing
        });
    }

    #[track_caller]
    fn wait_for_screen(&self, what: &str, holds: impl Fn(&Emulator) -> bool) -> String {
        let until = Instant::now() + DEADLINE;
        let mut state = self.shared.lock();
        loop {
            // Half an update is nothing that a reader sees.
            if !state.emulator.is_updating() && holds(&state.emulator) {
                return state.emulator.text();
            }
            let rest = until.saturating_duration_since(Instant::now());
            if rest.is_zero() || state.ended {
                let text = state.emulator.text();
                let why = if state.ended {
                    drop(state);
                    format!("the program has ended: {}", self.exited())
                } else {
                    "time is up".to_owned()
                };
                panic!("waiting for {what}: {why}; on the screen:\n{text}");
            }
            state = self.shared.wait(state, rest);
        }
    }

    /// Waits until `text` stands on the screen.
    #[track_caller]
    pub fn see(&self, text: &str) -> String {
        self.wait_for(&format!("`{text}`"), |screen| screen.contains(text))
    }

    /// Waits until `text` does not stand on the screen any more.
    #[track_caller]
    pub fn see_gone(&self, text: &str) -> String {
        self.wait_for(&format!("`{text}` to go"), |screen| !screen.contains(text))
    }

    /// Gives the window another size.
    pub fn resize(&self, columns: u16, rows: u16) {
        // Under the lock, so that what is drawn for the new size meets an emulator of that size.
        let mut state = self.shared.lock();
        state.emulator.resize(columns, rows);
        self.master.resize(size(columns, rows)).unwrap();
    }

    /// The same, for no longer than a moment: what is drawn then is not looked at.
    pub fn pull(&self, columns: u16, rows: u16) {
        self.master.resize(size(columns, rows)).unwrap();
    }

    /// The text of the screen as it would be selected with the mouse.
    pub fn selectable(&self) -> String {
        self.shared.lock().emulator.lines()
    }

    /// How many bytes have come so far.
    pub fn bytes(&self) -> usize {
        self.shared.lock().emulator.raw().len()
    }

    /// All that has come so far.
    pub fn raw(&self) -> Vec<u8> {
        self.shared.lock().emulator.raw().to_vec()
    }

    /// Whether the terminal tells what is done with the mouse.
    pub fn has_mouse(&self) -> bool {
        self.shared.lock().emulator.has_mouse()
    }

    /// Where links lead to, each time that one was painted.
    pub fn links(&self) -> Vec<String> {
        self.shared.lock().emulator.links().to_vec()
    }

    /// What the terminal was asked for beyond drawing: bells, titles, the clipboard.
    pub fn unasked(&self) -> Vec<String> {
        self.shared.lock().emulator.unasked().to_vec()
    }

    /// Watches for `quiet` and gives what came meanwhile.
    pub fn listen(&self, quiet: Duration) -> Vec<u8> {
        let until = Instant::now() + quiet;
        let mut state = self.shared.lock();
        let from = state.emulator.raw().len();
        loop {
            let rest = until.saturating_duration_since(Instant::now());
            if rest.is_zero() {
                return state.emulator.raw().iter().skip(from).copied().collect();
            }
            state = self.shared.wait(state, rest);
        }
    }

    /// The process's home, its working directory, and where it makes temporary files.
    pub fn home(&self) -> &Path {
        self.home.path()
    }

    /// The process that was started.
    pub fn pid(&self) -> Pid {
        pid(&**self.child.borrow())
    }

    /// The process in the foreground of the terminal: a shell's job.
    pub fn foreground(&self) -> Pid {
        self.master.process_group_leader().and_then(Pid::from_raw).unwrap()
    }

    /// Sends a signal to the process that was started.
    pub fn signal(&self, signal: Signal) {
        kill_process(self.pid(), signal).unwrap();
    }

    /// Takes nothing from the line any more.
    pub fn stall(&self) {
        self.set_pace(Some(0));
    }

    /// Takes no more than so many bytes a second from the line.
    pub fn trickle(&self, bytes: u64) {
        self.set_pace(Some(bytes));
    }

    /// Takes all that comes again.
    pub fn flow(&self) {
        self.set_pace(None);
    }

    fn set_pace(&self, pace: Option<u64>) {
        self.shared.lock().pace = pace;
        self.shared.changed.notify_all();
    }

    /// Closes the window: the pty goes away under the process.
    #[track_caller]
    pub fn hang_up(mut self) -> ExitStatus {
        self.close();
        self.exited()
    }

    /// The same, without a look at the process.
    #[track_caller]
    pub fn close(&mut self) {
        self.shared.lock().let_go = true;
        // The thread lets go when something comes, and ^L has the whole screen drawn again.
        self.send("\x0c");
        self.wait_until("the reading thread to let go", |state| state.ended);
        // This types a line's end and ^D: keys that come just before the end.
        self.keys = None;
        self.master = native_pty_system().openpty(size(1, 1)).unwrap().master;
    }

    /// Waits until the process has ended, whatever is still on the line.
    #[track_caller]
    pub fn wait_end(&self) -> ExitStatus {
        self.exited()
    }

    /// Waits until the process has ended and all that it wrote is on the screen.
    #[track_caller]
    pub fn wait_exit(&mut self) -> ExitStatus {
        self.wait_until("the output to end", |state| state.ended);
        self.exited()
    }

    /// Whether the terminal's modes are as they were before the process was started.
    pub fn has_modes_as_before(&self) -> bool {
        modes(&*self.master) == self.before
    }

    /// Waits until the terminal is as it was before the process was started.
    #[track_caller]
    pub fn see_restored(&self) {
        let until = Instant::now() + DEADLINE;
        loop {
            let state = self.shared.lock();
            let (modes, left) = (modes(&*self.master), state.emulator.left_behind());
            if modes == self.before && left.is_empty() {
                return;
            }
            assert!(Instant::now() < until, "left behind: {left:?}, {modes}, not {}", self.before);
            drop(self.shared.wait(state, POLL));
        }
    }

    #[track_caller]
    fn wait_until(&self, what: &str, holds: impl Fn(&State) -> bool) {
        let until = Instant::now() + DEADLINE;
        let mut state = self.shared.lock();
        while !holds(&state) {
            let rest = until.saturating_duration_since(Instant::now());
            assert!(
                !rest.is_zero(),
                "waiting for {what}; on the screen:\n{}",
                state.emulator.text()
            );
            state = self.shared.wait(state, rest);
        }
    }

    #[track_caller]
    fn exited(&self) -> ExitStatus {
        let until = Instant::now() + DEADLINE;
        loop {
            if let Some(status) = self.child.borrow_mut().try_wait().unwrap() {
                return status;
            }
            assert!(Instant::now() < until, "the process has let its terminal go and still runs");
            drop(self.shared.wait(self.shared.lock(), POLL));
        }
    }
}

impl Drop for Terminal {
    fn drop(&mut self) {
        let child = self.child.get_mut();
        if matches!(child.try_wait(), Ok(None)) {
            let _ = kill_process(pid(&**child), Signal::KILL);
            let _ = child.wait();
        }
    }
}

impl Shared {
    fn lock(&self) -> MutexGuard<'_, State> {
        self.state.lock().unwrap_or_else(PoisonError::into_inner)
    }

    fn wait<'a>(&self, state: MutexGuard<'a, State>, most: Duration) -> MutexGuard<'a, State> {
        self.changed.wait_timeout(state, most).unwrap_or_else(PoisonError::into_inner).0
    }

    /// Waits until the line takes bytes, and tells how many a second.
    fn wait_for_line(&self) -> Option<u64> {
        let state = self.lock();
        let paused = |state: &mut State| state.pace == Some(0) && !state.let_go;
        let state = self.changed.wait_while(state, paused).unwrap_or_else(PoisonError::into_inner);
        let pace = state.pace?;
        drop(state);
        std::thread::sleep(Duration::from_millis(100));
        Some(pace)
    }

    fn read(&self, mut output: Box<dyn Read + Send>) {
        let mut buffer = [0; 4096];
        loop {
            let pace = self.wait_for_line();
            // A tenth of a second's share at once.
            let share = pace.map_or(buffer.len(), |pace| usize::try_from(pace / 10).unwrap());
            let share = share.clamp(1, buffer.len());
            let count = output.read(buffer.get_mut(..share).unwrap()).unwrap_or(0);
            let mut state = self.lock();
            if count == 0 || state.let_go {
                drop(output);
                state.ended = true;
                self.changed.notify_all();
                return;
            }
            state.emulator.take(buffer.get(..count).unwrap_or_default());
            self.changed.notify_all();
        }
    }
}

/// Looks until there is an answer.
#[track_caller]
pub fn poll<T>(what: &str, mut look: impl FnMut() -> Option<T>) -> T {
    let until = Instant::now() + DEADLINE;
    loop {
        if let Some(answer) = look() {
            return answer;
        }
        assert!(Instant::now() < until, "waiting for {what}");
        std::thread::sleep(POLL);
    }
}

fn size(columns: u16, rows: u16) -> PtySize {
    PtySize { rows, cols: columns, pixel_width: 0, pixel_height: 0 }
}

fn pid(child: &(dyn Child + Send + Sync)) -> Pid {
    child.process_id().and_then(|id| i32::try_from(id).ok()).and_then(Pid::from_raw).unwrap()
}

fn modes(pty: &dyn MasterPty) -> String {
    format!("{:?}", pty.get_termios().unwrap())
}

/// A path as a word of a shell's command line; test folders have no characters that matter there.
pub fn word(path: &Path) -> &str {
    path.to_str().unwrap()
}
