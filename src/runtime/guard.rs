//! What makes the terminal of this process as it was before, however the program ends.

use std::io;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};

use crossterm::event::DisableBracketedPaste;
use crossterm::terminal::{LeaveAlternateScreen, disable_raw_mode, enable_raw_mode};
use crossterm::{cursor, queue, style};

use super::line::Wire;

/// DECSTBM, set top and bottom margins (DEC): to the whole screen. A line feed at a margin that a
/// program before has left, or a frame that was cut off, would move rows.
pub const NO_MARGINS: style::Print<&str> = style::Print("\x1b[r");

/// The terminal tells of buttons and the wheel, in any column, but not of mere moves (xterm).
pub const MOUSE: style::Print<&str> = style::Print("\x1b[?1000h\x1b[?1006h");
/// It does so no more.
pub const NO_MOUSE: style::Print<&str> = style::Print("\x1b[?1006l\x1b[?1000l");

/// Gives the terminal back once, however often it is asked to: leaving the alternate screen again
/// would move the cursor over what was printed since.
#[derive(Clone, Debug)]
pub struct Guard {
    taken: Arc<AtomicBool>,
    wire: Arc<Wire>,
    shapes: bool,
}

impl Guard {
    /// For a terminal that is not taken yet, and whose cursor may be given a shape, or not.
    #[must_use]
    pub fn of(wire: Arc<Wire>, shapes: bool) -> Guard {
        Guard { taken: Arc::default(), wire, shapes }
    }

    /// Whether the terminal is taken.
    #[must_use]
    pub fn is_taken(&self) -> bool {
        self.taken.load(Ordering::SeqCst)
    }

    /// Whether the cursor may be given a shape, which is taken from it again.
    #[must_use]
    pub fn has_shapes(&self) -> bool {
        self.shapes
    }

    /// Takes the terminal, also where it was taken and a shell has had it since: keys come as they are pressed.
    ///
    /// # Errors
    ///
    /// Where it is gone.
    pub fn take(&self) -> io::Result<()> {
        self.taken.store(true, Ordering::SeqCst);
        // What a shell has made of the modes meanwhile is not what they were.
        let _ = disable_raw_mode();
        enable_raw_mode()
    }

    /// It is not taken any more: a shell has it since.
    pub fn let_go(&self) {
        self.taken.store(false, Ordering::SeqCst);
    }

    /// Makes the terminal as it was, if it is taken. Nothing can be done where that fails: it is
    /// gone. A line that has stalled is waited for no longer than a moment.
    pub fn give_back(&self) {
        // To touch what is another job's would stop this one.
        if self.taken.swap(false, Ordering::SeqCst) && !self.wire.is_in_background() {
            // The modes do not need the line.
            let _ = disable_raw_mode();
            let mut words = Vec::new();
            let _ = queue!(words, style::ResetColor, NO_MARGINS, DisableBracketedPaste, NO_MOUSE);
            if self.shapes {
                let _ = queue!(words, cursor::SetCursorStyle::DefaultUserShape);
            }
            let _ = queue!(words, LeaveAlternateScreen, cursor::Show);
            self.wire.finish(&words);
        }
    }
}
