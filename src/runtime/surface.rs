//! Where a session's frames go, and the terminal of this process.

use std::io::{self, IsTerminal, Write};
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};

use crossterm::terminal::{
    BeginSynchronizedUpdate, Clear, ClearType, EndSynchronizedUpdate, EnterAlternateScreen,
    LeaveAlternateScreen, disable_raw_mode, enable_raw_mode,
};
use crossterm::{cursor, execute, queue, style};
use ratatui::backend::{Backend, CrosstermBackend};
use ratatui::buffer::{Buffer, Cell};
use ratatui::layout::Rect;
use rustix::process::{Signal, getpgrp, kill_process_group};
use unicode_width::UnicodeWidthStr;

use crate::news::sanitize;
use crate::reader::layout::Size;

/// No screen is larger; a terminal that claims so would only cost memory.
const LARGEST: Size = Size { columns: 1000, rows: 500 };

/// Bytes that a move of the cursor takes: `CSI 12 ; 34 H`.
const MOVE: u16 = 8;

/// A screen that a session draws on.
pub trait Surface {
    /// How large it is.
    fn size(&self) -> Size;

    /// Shows a frame, sending what differs from the last one.
    ///
    /// # Errors
    ///
    /// Where the screen is gone.
    fn draw(&mut self, frame: Buffer) -> io::Result<()>;

    /// Forgets what is shown, so that the next frame is sent whole.
    fn forget(&mut self);

    /// Rings the bell, and gives the terminal words to show in its own way.
    ///
    /// # Errors
    ///
    /// Where the screen is gone.
    fn ring(&mut self, words: Option<&str>) -> io::Result<()>;

    /// Gives the screen back to the shell, until it is resumed.
    ///
    /// # Errors
    ///
    /// Where the screen is gone.
    fn suspend(&mut self) -> io::Result<()>;

    /// Takes the screen again after the session was stopped from outside.
    ///
    /// # Errors
    ///
    /// Where the screen is gone.
    fn resume(&mut self) -> io::Result<()>;
}

/// The terminal of this process. It is as it was before when this is dropped.
pub struct LocalTerminal {
    out: io::Stdout,
    shown: Option<Buffer>,
    guard: Guard,
}

impl LocalTerminal {
    /// Takes the terminal over.
    ///
    /// # Errors
    ///
    /// Where there is none.
    pub fn start() -> io::Result<LocalTerminal> {
        let guard = Guard::default();
        let mut terminal = LocalTerminal { out: io::stdout(), shown: None, guard };
        terminal.take()?;
        Ok(terminal)
    }

    /// Whether this process has a terminal that can be drawn on.
    #[must_use]
    pub fn is_there() -> bool {
        let dumb = std::env::var_os("TERM").is_some_and(|term| term == "dumb");
        io::stdin().is_terminal() && io::stdout().is_terminal() && !dumb
    }

    /// What gives the terminal back, for whoever must do so before this is dropped.
    #[must_use]
    pub fn guard(&self) -> Guard {
        self.guard.clone()
    }

    fn take(&mut self) -> io::Result<()> {
        self.guard.taken.store(true, Ordering::SeqCst);
        enable_raw_mode()?;
        execute!(self.out, EnterAlternateScreen, cursor::Hide, Clear(ClearType::All))?;
        self.shown = None;
        Ok(())
    }
}

impl Drop for LocalTerminal {
    fn drop(&mut self) {
        self.guard.give_back();
    }
}

/// Gives the terminal back once, however often it is asked to: leaving the alternate screen again
/// would move the cursor over what was printed since.
#[derive(Clone, Debug, Default)]
pub struct Guard {
    taken: Arc<AtomicBool>,
}

impl Guard {
    /// Makes the modes of a terminal as they were that takes no more bytes.
    pub fn give_back_modes(&self) {
        if self.taken.swap(false, Ordering::SeqCst) {
            let _ = disable_raw_mode();
        }
    }

    /// Makes the terminal as it was, if it is taken. Nothing can be done where that fails: it is
    /// gone.
    pub fn give_back(&self) {
        if self.taken.swap(false, Ordering::SeqCst) {
            let _ = execute!(io::stdout(), style::ResetColor, LeaveAlternateScreen, cursor::Show);
            let _ = disable_raw_mode();
        }
    }
}

impl Surface for LocalTerminal {
    fn size(&self) -> Size {
        // A serial line, and a terminal without anybody at it, have no size to tell.
        let told =
            crossterm::terminal::size().ok().filter(|(columns, rows)| *columns > 0 && *rows > 0);
        let (columns, rows) = told.unwrap_or((80, 24));
        Size { columns: columns.min(LARGEST.columns), rows: rows.min(LARGEST.rows) }
    }

    fn draw(&mut self, mut frame: Buffer) -> io::Result<()> {
        sweep(&mut frame);
        let clear = self.shown.as_ref().is_none_or(|shown| shown.area != frame.area);
        let shown = match self.shown.take() {
            Some(shown) if !clear => shown,
            _ => Buffer::empty(frame.area),
        };
        let bytes = bytes(&shown, &frame, clear)?;
        self.shown = Some(frame);
        if bytes.is_empty() {
            return Ok(());
        }
        self.out.write_all(&bytes)?;
        self.out.flush()
    }

    fn forget(&mut self) {
        self.shown = None;
    }

    fn ring(&mut self, words: Option<&str>) -> io::Result<()> {
        if let Some(words) = words {
            // Made safe already; what ends the sequence must not be in it whatever happens.
            let words: String = words.chars().filter(|ch| !sanitize::is_hostile(*ch)).collect();
            write!(self.out, "\x1b]9;{words}\x07")?;
        }
        self.out.write_all(b"\x07")?;
        self.out.flush()
    }

    fn suspend(&mut self) -> io::Result<()> {
        self.guard.give_back();
        // The whole group, as the terminal itself would do: whoever runs this program, like cargo,
        // must stop with it, or the shell gets no prompt. Where no shell could resume it, the
        // system ignores this, and the session goes on.
        kill_process_group(getpgrp(), Signal::TSTP)?;
        self.take()
    }

    fn resume(&mut self) -> io::Result<()> {
        // The shell has its own idea of the terminal's modes by now.
        let _ = disable_raw_mode();
        self.take()
    }
}

/// The bytes that turn one frame into the next: one synchronized update, or none at all.
fn bytes(shown: &Buffer, frame: &Buffer, clear: bool) -> io::Result<Vec<u8>> {
    let mut bytes = Vec::new();
    let changes = bridged(shown.diff_iter(frame), frame);
    if changes.is_empty() && !clear {
        return Ok(bytes);
    }
    queue!(bytes, BeginSynchronizedUpdate)?;
    if clear {
        queue!(bytes, Clear(ClearType::All))?;
    }
    CrosstermBackend::new(&mut bytes).draw(changes.into_iter())?;
    queue!(bytes, EndSynchronizedUpdate)?;
    Ok(bytes)
}

/// The changed cells, and with them the few unchanged ones between two of a row: to write those again
/// takes less than to move the cursor over them.
fn bridged<'a>(
    changes: impl Iterator<Item = (u16, u16, &'a Cell)>,
    frame: &'a Buffer,
) -> Vec<(u16, u16, &'a Cell)> {
    let mut bridged: Vec<(u16, u16, &Cell)> = Vec::new();
    for (x, y, cell) in changes {
        if let Some(&(last_x, last_y, last)) = bridged.last()
            && last_y == y
            && (last_x..=last_x + MOVE).contains(&x)
        {
            let between = (last_x + 1..x).map(|x| frame.cell((x, y)).map(|cell| (x, y, cell)));
            // One byte each, and none for their style.
            let is_cheap = |&(_, _, between): &(u16, u16, &Cell)| {
                matches!(between.symbol().as_bytes(), [0x20..=0x7e])
                    && between.style() == last.style()
            };
            let between: Option<Vec<_>> = between.map(|cell| cell.filter(is_cheap)).collect();
            // What follows a wide character is its other half.
            if last.symbol().width() == 1 {
                bridged.extend(between.unwrap_or_default());
            }
        }
        bridged.push((x, y, cell));
    }
    bridged
}

/// The last look at a frame before it is sent: no cell holds what a terminal would obey, whatever
/// way it came.
fn sweep(frame: &mut Buffer) {
    for cell in &mut frame.content {
        let symbol = cell.symbol();
        if !matches!(symbol.as_bytes(), [0x20..=0x7e]) && symbol.chars().any(sanitize::is_hostile) {
            cell.set_symbol("�");
        }
    }
}

/// A frame of a size, empty.
#[must_use]
pub fn blank(size: Size) -> Buffer {
    Buffer::empty(Rect { x: 0, y: 0, width: size.columns, height: size.rows })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn frame(text: &str) -> Buffer {
        Buffer::with_lines([text])
    }

    #[test]
    fn a_frame_without_changes_sends_nothing() {
        assert!(bytes(&frame("same"), &frame("same"), false).unwrap().is_empty());
        let sent = bytes(&frame("same"), &frame("came"), false).unwrap();
        let sent = String::from_utf8(sent).unwrap();
        assert!(sent.starts_with("\x1b[?2026h") && sent.ends_with("\x1b[?2026l"), "{sent:?}");
        assert!(sent.contains('c') && !sent.contains("ame"), "only what differs: {sent:?}");
    }

    #[test]
    fn what_lies_between_two_changes_is_written_where_that_takes_less() {
        let sent = |from: &str, to: &str| {
            String::from_utf8(bytes(&frame(from), &frame(to), false).unwrap()).unwrap()
        };
        let near = sent("one two three", "oNe two thrEe");
        assert_eq!(near.matches('H').count(), 2, "{near:?}");
        let near = sent("one two", "oNe tWo");
        assert!(near.contains("Ne tW"), "{near:?}");
        let wide = sent("a日bcd", "a月bcD");
        assert!(wide.contains("月") && !wide.contains(" bcD"), "{wide:?}");
        let mut styled = frame("one two");
        styled.content[3].modifier = ratatui::style::Modifier::BOLD;
        let mut to = styled.clone();
        to.content[1].set_symbol("N");
        to.content[5].set_symbol("W");
        let sent = String::from_utf8(bytes(&styled, &to, false).unwrap()).unwrap();
        assert_eq!(sent.matches('H').count(), 2, "{sent:?}");
    }

    #[test]
    fn no_cell_holds_what_a_terminal_would_obey() {
        let mut swept = frame("abcd");
        swept.content[0].set_symbol("\x1b[2J");
        swept.content[1].set_symbol("\u{9b}");
        swept.content[2].set_symbol("\u{202e}");
        sweep(&mut swept);
        let symbols: Vec<&str> = swept.content.iter().map(ratatui::buffer::Cell::symbol).collect();
        assert_eq!(symbols, ["�", "�", "�", "d"]);
    }
}
