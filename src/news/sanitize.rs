//! Untrusted text → text that is safe on a terminal.
//!
//! Escape sequences go with their payloads, control characters go, what would move or hide other
//! text (bidi overrides, zero-width and tag characters) goes, and a run of combining marks is
//! bounded, so that one cell cannot hold a megabyte. Ordinary text is borrowed, not copied.

use std::borrow::Cow;

use unicode_width::UnicodeWidthChar;

/// Columns a tab advances to. Layouts are known by their indent in spaces, so a tab counts as one
/// level of it.
const TAB: usize = 4;
/// Combining marks kept on one base character: the longest that real scripts stack.
const MARKS: usize = 4;

/// `text` made safe, as one line: line breaks become spaces.
#[must_use]
pub fn line(text: &str) -> Cow<'_, str> {
    // Looked at to the end, which the compiler makes many bytes at once.
    let is_plain = text.bytes().fold(true, |plain, byte| plain & (0x20..0x7f).contains(&byte));
    if is_plain || !needs_cleaning(text) {
        return Cow::Borrowed(text);
    }
    let mut clean = Cleaner::default();
    let mut parser = vte::Parser::new();
    parser.advance(&mut clean, text.as_bytes());
    Cow::Owned(clean.out)
}

/// A file's name made safe and still distinct: what may not be shown is written as `\u{…}`.
#[must_use]
pub fn name(text: &str) -> Cow<'_, str> {
    if !needs_cleaning(text) {
        return Cow::Borrowed(text);
    }
    let mut out = String::with_capacity(text.len() + 8);
    for ch in text.chars() {
        if is_hostile(ch) || ch.is_control() {
            out.extend(ch.escape_unicode());
        } else {
            out.push(ch);
        }
    }
    Cow::Owned(out)
}

/// Whether a character must never stand in a cell: it would move the cursor, hide itself or
/// reorder its neighbours.
#[must_use]
pub fn is_hostile(ch: char) -> bool {
    ch.is_control()
        || matches!(ch,
            '\u{ad}' | '\u{34f}' | '\u{61c}' | '\u{115f}' | '\u{1160}' | '\u{180b}'..='\u{180f}'
            | '\u{200b}'..='\u{200f}' | '\u{2028}'..='\u{202e}' | '\u{2060}'..='\u{206f}'
            | '\u{3164}' | '\u{feff}' | '\u{ffa0}' | '\u{fff0}'..='\u{fffb}'
            | '\u{1d173}'..='\u{1d17a}' | '\u{e0000}'..='\u{e0fff}')
}

fn needs_cleaning(text: &str) -> bool {
    let mut marks = 0;
    text.chars().any(|ch| {
        marks = if is_mark(ch) { marks + 1 } else { 0 };
        marks > MARKS || is_hostile(ch)
    })
}

fn is_mark(ch: char) -> bool {
    !ch.is_ascii() && ch.width() == Some(0)
}

/// Keeps what a terminal would print, and drops what it would obey.
#[derive(Default)]
struct Cleaner {
    out: String,
    column: usize,
    marks: usize,
}

impl vte::Perform for Cleaner {
    fn print(&mut self, ch: char) {
        if matches!(ch, '\u{2028}' | '\u{2029}') {
            return self.print(' ');
        }
        if is_hostile(ch) {
            return;
        }
        self.marks = if is_mark(ch) { self.marks + 1 } else { 0 };
        if self.marks <= MARKS {
            self.out.push(ch);
            self.column += ch.width().unwrap_or(0);
        }
    }

    fn execute(&mut self, byte: u8) {
        match byte {
            b'\t' => {
                let spaces = TAB - self.column % TAB;
                (0..spaces).for_each(|_| self.print(' '));
            }
            b'\n' | 0x0b | 0x0c | b'\r' => self.print(' '),
            _ => {}
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn text_that_a_terminal_would_obey_is_gone() {
        for (text, safe) in [
            ("plain", "plain"),
            ("Çırağan – “quoted”", "Çırağan – “quoted”"),
            ("a\x1b[31mred\x1b[0m", "ared"),
            ("title\x1b]0;owned\x07 text", "title text"),
            ("copy\x1b]52;c;ZXZpbA==\x1b\\!", "copy!"),
            ("dcs\x1bPq#0;1\x1b\\end", "dcsend"),
            ("c1\u{9b}31mtext", "c131mtext"),
            ("bell\x07 and back\x08space", "bell and backspace"),
            ("\tx", "    x"),
            ("ab\tx", "ab  x"),
            ("bidi \u{202e}txt.exe", "bidi txt.exe"),
            ("zero\u{200b}width\u{feff}", "zerowidth"),
            ("tag\u{e0041}s", "tags"),
            ("one\u{2028}two", "one two"),
            ("one\r\ntwo", "one  two"),
        ] {
            assert_eq!(line(text), safe, "{text:?}");
        }
    }

    #[test]
    fn stacked_marks_are_bounded() {
        let zalgo = format!("e{}x", "\u{301}".repeat(1000));
        assert_eq!(line(&zalgo), "e\u{301}\u{301}\u{301}\u{301}x");
    }

    #[test]
    fn names_stay_distinct() {
        assert_eq!(name("a\x1bb.txt"), "a\\u{1b}b.txt");
        assert_ne!(name("a\x07.txt"), name("a.txt"));
    }

    #[test]
    fn cleaning_twice_changes_nothing() {
        for text in ["a\x1b[31m\tb", "x\u{301}\u{301}\u{301}\u{301}\u{301}\u{301}y"] {
            let once = line(text).into_owned();
            assert_eq!(line(&once), once);
        }
    }
}
