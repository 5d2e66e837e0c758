//! Where a session's frames go, and the terminal of this process.

use std::borrow::Cow;
use std::future;
use std::io::{self, IsTerminal, Write};
use std::sync::Arc;
use std::time::Duration;

use crossterm::event::EnableBracketedPaste;
use crossterm::terminal::{
    BeginSynchronizedUpdate, Clear, ClearType, EndSynchronizedUpdate, EnterAlternateScreen,
};
use crossterm::{cursor, queue, style};
use ratatui::buffer::Buffer;
use ratatui::layout::{Position, Rect};
use rustix::process::{Signal, getpgrp, kill_process_group};
use tokio::time::sleep;

use super::guard::{Guard, MOUSE, NO_MARGINS, NO_MOUSE};
use super::line::{Aside, Line, Wire};
use super::sequences::Sequences;
use super::{clipboard, encoder, stopping};
use crate::news::sanitize;
use crate::reader::layout::Size;
use crate::reader::plain::Row;
use crate::screen::Frame;

/// No screen is larger; a terminal that claims so would only cost memory.
const LARGEST: Size = Size { columns: 1000, rows: 500 };

/// How long a session that was asked to stop, and was not or goes on, waits before it takes its screen again:
/// an end that comes with going on comes first.
const AFTER_A_STOP: Duration = Duration::from_millis(50);

/// A screen that a session draws on.
pub trait Surface {
    /// How large it is.
    fn size(&self) -> Size;

    /// Shows a frame, sending what differs from the last one.
    ///
    /// # Errors
    ///
    /// Where the screen is gone.
    fn draw(&mut self, frame: Frame) -> io::Result<()>;

    /// Shows a frame that holds nothing but rows of text, so that they can be selected as the lines that
    /// they are of, where the screen can tell.
    ///
    /// # Errors
    ///
    /// Where the screen is gone.
    fn draw_text(&mut self, frame: Frame, _rows: &[Row]) -> io::Result<()> {
        self.draw(frame)
    }

    /// Forgets what is shown, so that the next frame is sent whole.
    fn forget(&mut self);

    /// Rings the bell, and gives the terminal words to show in its own way.
    ///
    /// # Errors
    ///
    /// Where the screen is gone.
    fn ring(&mut self, words: Option<&str>) -> io::Result<()>;

    /// Gives whoever sits at the screen a text for the clipboard there.
    ///
    /// # Errors
    ///
    /// Where the screen is gone.
    fn copy(&mut self, text: &str) -> io::Result<()>;

    /// Whether the last frame has gone out, and another may be drawn.
    fn is_free(&self) -> bool {
        true
    }

    /// Waits until another frame may be drawn.
    ///
    /// # Errors
    ///
    /// Where the screen is gone.
    fn ready(&mut self) -> impl Future<Output = io::Result<()>> + Send {
        future::ready(Ok(()))
    }

    /// Gives the screen back to the shell, and asks the whole job to stop.
    ///
    /// # Errors
    ///
    /// Where the screen is gone.
    fn suspend(&mut self) -> io::Result<()>;

    /// Gives the screen back to the shell, and stops where that is possible.
    ///
    /// # Errors
    ///
    /// Where the screen is gone.
    fn stop(&mut self) -> io::Result<()>;

    /// Takes the screen again after the session was stopped, if it may.
    ///
    /// # Errors
    ///
    /// Where the screen is gone.
    fn resume(&mut self) -> io::Result<()>;
}

/// The terminal of this process. It is as it was before when this is dropped.
pub struct LocalTerminal {
    line: Line,
    wire: Arc<Wire>,
    shown: Option<Frame>,
    /// Rows of text that are shown, and the size of the screen then.
    text: Option<(Rect, Vec<Row>)>,
    /// Whether it tells what is done with the mouse.
    mouse: bool,
    guard: Guard,
}

impl LocalTerminal {
    /// Takes the terminal over.
    ///
    /// # Errors
    ///
    /// Where there is none.
    pub fn start() -> io::Result<LocalTerminal> {
        let line = Line::open()?;
        let wire = line.wire();
        let guard = Guard::of(Arc::clone(&wire), Sequences::here().has_shapes());
        let mut terminal =
            LocalTerminal { line, wire, shown: None, text: None, mouse: false, guard };
        terminal.take()?;
        Ok(terminal)
    }

    /// Whether this process has a terminal that can be drawn on.
    #[must_use]
    pub fn is_there() -> bool {
        let term = std::env::var_os("TERM").unwrap_or_default();
        let draws = !["", "dumb", "unknown"].iter().any(|dull| term == *dull);
        draws && io::stdin().is_terminal() && io::stdout().is_terminal()
    }

    /// What gives the terminal back, for whoever must do so before this is dropped.
    #[must_use]
    pub fn guard(&self) -> Guard {
        self.guard.clone()
    }

    /// Has it told when nobody is at the terminal any more.
    pub fn on_hang_up(&self, tell: impl FnOnce() + Send + 'static) {
        Arc::clone(&self.wire).on_hang_up(tell);
    }

    /// Takes the terminal, if the shell has not given it to somebody else.
    fn take(&mut self) -> io::Result<()> {
        if self.wire.is_in_background() {
            return Ok(());
        }
        self.guard.take()?;
        let mut bytes = Vec::new();
        // The cursor stands on what is selected.
        queue!(bytes, EnterAlternateScreen, cursor::Show, Clear(ClearType::All))?;
        queue!(bytes, EnableBracketedPaste)?;
        if self.guard.has_shapes() {
            queue!(bytes, cursor::SetCursorStyle::SteadyBlock)?;
        }
        self.mouse = false;
        self.forget();
        self.line.send_instead(&bytes)
    }

    /// Bytes to begin a frame with: what has the terminal tell what is done with the mouse, or no more.
    fn modes(&mut self, mouse: bool) -> io::Result<Vec<u8>> {
        let mut bytes = Vec::new();
        if std::mem::replace(&mut self.mouse, mouse) != mouse {
            queue!(bytes, if mouse { MOUSE } else { NO_MOUSE })?;
        }
        Ok(bytes)
    }
}

impl Drop for LocalTerminal {
    fn drop(&mut self) {
        self.guard.give_back();
    }
}

impl Surface for LocalTerminal {
    fn size(&self) -> Size {
        // A serial line, and a terminal without anybody at it, have no size to tell.
        let told = self.wire.size().filter(|(columns, rows)| *columns > 0 && *rows > 0);
        let (columns, rows) = told.unwrap_or((80, 24));
        Size { columns: columns.min(LARGEST.columns), rows: rows.min(LARGEST.rows) }
    }

    fn draw(&mut self, mut frame: Frame) -> io::Result<()> {
        sweep(&mut frame.cells);
        self.text = None;
        let shown = self.shown.take().filter(|shown| shown.cells.area == frame.cells.area);
        let mut sent = self.modes(frame.mouse)?;
        sent.extend(bytes(shown.as_ref(), &frame)?);
        self.shown = Some(frame);
        self.line.send(&sent)
    }

    fn draw_text(&mut self, frame: Frame, rows: &[Row]) -> io::Result<()> {
        let area = frame.cells.area;
        let same = |(of, shown): &(Rect, Vec<Row>)| *of == area && shown == rows;
        // To write the same again would undo a selection.
        if self.text.as_ref().is_some_and(same) {
            return Ok(());
        }
        self.shown = None;
        self.text = Some((area, rows.to_vec()));
        let mut bytes = self.modes(frame.mouse)?;
        queue!(bytes, BeginSynchronizedUpdate)?;
        clear(&mut bytes)?;
        bytes.extend(encoder::stream(rows));
        queue!(bytes, cursor::MoveTo(frame.cursor.x, frame.cursor.y))?;
        queue!(bytes, EndSynchronizedUpdate)?;
        self.line.send(&bytes)
    }

    fn forget(&mut self) {
        (self.shown, self.text) = (None, None);
    }

    fn ring(&mut self, words: Option<&str>) -> io::Result<()> {
        let mut bytes = Vec::new();
        if let Some(words) = words {
            // Made safe already; what ends the sequence must not be in it whatever happens.
            let words: String = words.chars().filter(|ch| !sanitize::is_hostile(*ch)).collect();
            write!(bytes, "\x1b]9;{words}\x07")?;
        }
        bytes.push(b'\x07');
        self.aside(Aside::Bell, bytes)
    }

    fn copy(&mut self, text: &str) -> io::Result<()> {
        let mut bytes = Vec::new();
        clipboard::send(&mut bytes, text)?;
        self.aside(Aside::Copy, bytes)
    }

    fn is_free(&self) -> bool {
        self.guard.is_taken() && self.line.is_free()
    }

    async fn ready(&mut self) -> io::Result<()> {
        while !self.guard.is_taken() {
            sleep(AFTER_A_STOP).await;
            self.take()?;
            if !self.guard.is_taken() {
                // It goes on in the background, where there is nothing to do but to stop again.
                kill_process_group(getpgrp(), Signal::TTOU)?;
            }
        }
        self.line.drained().await
    }

    fn suspend(&mut self) -> io::Result<()> {
        self.guard.give_back();
        // The whole group, as the terminal itself would do: whoever runs this program, like cargo,
        // must stop with it, or the shell gets no prompt. What this process gets of it, the session is
        // told of.
        Ok(kill_process_group(getpgrp(), Signal::TSTP)?)
    }

    fn stop(&mut self) -> io::Result<()> {
        self.guard.give_back();
        stopping::stop()
    }

    fn resume(&mut self) -> io::Result<()> {
        // After a stop that nobody was told of, the shell has its own idea of the terminal's modes.
        self.guard.let_go();
        self.take()
    }
}

impl LocalTerminal {
    /// Sends what is no frame, unless somebody else has the terminal.
    fn aside(&mut self, sort: Aside, bytes: Vec<u8>) -> io::Result<()> {
        if !self.guard.is_taken() {
            return Ok(());
        }
        self.line.send_aside(sort, bytes)
    }
}

/// The bytes that turn one frame into the next: one synchronized update, a move of the cursor, or none at
/// all.
fn bytes(shown: Option<&Frame>, frame: &Frame) -> io::Result<Vec<u8>> {
    let update = if let Some(shown) = shown {
        encoder::encode_frame(shown, frame)
    } else {
        let cells = Buffer::empty(frame.cells.area);
        encoder::encode_frame(&Frame { cells, cursor: Position::MAX, ..Frame::default() }, frame)
    };
    if shown.is_some() && !update.paints {
        return Ok(update.bytes);
    }
    let mut bytes = Vec::new();
    queue!(bytes, BeginSynchronizedUpdate)?;
    if shown.is_none() {
        clear(&mut bytes)?;
    }
    bytes.extend(update.bytes);
    queue!(bytes, EndSynchronizedUpdate)?;
    Ok(bytes)
}

/// Empties the screen, in the terminal's own colours, whoever has written to it before.
fn clear(bytes: &mut Vec<u8>) -> io::Result<()> {
    queue!(bytes, style::SetAttribute(style::Attribute::Reset), NO_MARGINS)?;
    queue!(bytes, Clear(ClearType::All))
}

/// The last look at a frame before it is sent: no cell holds what a terminal would obey, nor a heap of
/// marks, whatever way it came.
fn sweep(frame: &mut Buffer) {
    for cell in &mut frame.content {
        let symbol = cell.symbol();
        if matches!(symbol.as_bytes(), [0x20..=0x7e]) {
            continue;
        }
        if let Cow::Owned(safe) = sanitize::shown(symbol) {
            // What else is in it would take columns that are its neighbours'.
            cell.set_symbol(if safe.contains('�') { "�" } else { &safe });
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn frame(text: &str) -> Frame {
        Frame { cells: Buffer::with_lines([text]), ..Frame::default() }
    }

    #[test]
    fn a_frame_without_changes_sends_nothing() {
        assert!(bytes(Some(&frame("same")), &frame("same")).unwrap().is_empty());
        let sent = bytes(Some(&frame("same")), &frame("came")).unwrap();
        let sent = String::from_utf8(sent).unwrap();
        assert!(sent.starts_with("\x1b[?2026h") && sent.ends_with("\x1b[?2026l"), "{sent:?}");
        assert!(sent.contains('c') && !sent.contains("ame"), "only what differs: {sent:?}");
        let moved = Frame { cursor: Position::new(2, 0), ..frame("same") };
        assert_eq!(bytes(Some(&frame("same")), &moved).unwrap(), b"\x1b[1;3H");
    }

    #[test]
    fn no_cell_holds_what_a_terminal_would_obey() {
        let mut swept = frame("abcd").cells;
        swept.content[0].set_symbol("\x1b[2J");
        swept.content[1].set_symbol("\u{9b}");
        swept.content[2].set_symbol(&format!("c{}", "\u{301}".repeat(1000)));
        sweep(&mut swept);
        let symbols: Vec<&str> = swept.content.iter().map(ratatui::buffer::Cell::symbol).collect();
        assert_eq!(symbols, ["�", "�", "c\u{301}\u{301}\u{301}\u{301}", "d"]);
    }
}
