//! Untrusted text → text that is safe on a terminal.
//!
//! Escape sequences go with their payloads, control characters go, what would move or hide other
//! text (bidi overrides, zero-width and tag characters) goes, and a run of combining marks is
//! bounded, so that one cell cannot hold a megabyte. Ordinary text is borrowed, not copied. An escape
//! sequence ends with its line, whatever it is: one that has no end costs no more.
//!
//! Joiners go as well. Of an emoji that is joined from several (a family, a flag of two signs), the
//! parts are left, side by side, as UTS #51 has it where the joined one is not there to be drawn:
//! terminals disagree on how wide that is, and agree on its parts. Characters for private use are kept,
//! which take one column everywhere, and those that are not assigned yet: no list of them stays true.

use std::borrow::Cow;
use std::fmt::Write as _;

use unicode_width::{UnicodeWidthChar, UnicodeWidthStr};

mod sequences;

/// Columns a tab advances to. Layouts are known by their indent in spaces, so a tab counts as one
/// level of it.
const TAB: usize = 4;
/// Combining marks kept on one base character (UTS #39, 5.4). No living language stacks more.
const MARKS: usize = 4;
/// Asks for the character before it to be drawn as an emoji.
const AS_EMOJI: char = '\u{fe0f}';

/// `text` made safe, as one line: line breaks become spaces.
#[must_use]
pub fn line(text: &str) -> Cow<'_, str> {
    // Looked at to the end, which the compiler makes many bytes at once.
    let is_plain = text.bytes().fold(true, |plain, byte| plain & (0x20..0x7f).contains(&byte));
    if is_plain || is_safe(text) {
        return Cow::Borrowed(text);
    }
    let mut clean = Cleaner::default();
    let mut parser = vte::Parser::new();
    parser.advance(&mut clean, sequences::in_seven_bits(text).as_bytes());
    Cow::Owned(clean.out)
}

/// A file's name made safe and still distinct: what may not be shown is written as `\u{…}`, and a
/// backslash twice.
#[must_use]
pub fn name(text: &str) -> Cow<'_, str> {
    if is_safe(text) && !text.contains('\\') {
        return Cow::Borrowed(text);
    }
    let mut out = String::with_capacity(text.len() + 8);
    let mut kept = Kept::default();
    for ch in text.chars() {
        if ch == '\\' {
            out.push_str("\\\\");
            kept.take(ch);
        } else if kept.take(ch) {
            out.push(ch);
        } else {
            let _ = write!(out, "{}", ch.escape_unicode());
            kept = Kept::default();
        }
    }
    Cow::Owned(out)
}

/// A text of our own that may quote what is not safe: `�` stands for each hostile character, and nothing
/// else of it is lost, where to take out a sequence might be to lose our words behind it. Marks are
/// bounded.
#[must_use]
pub fn shown(text: &str) -> Cow<'_, str> {
    if is_safe(text) {
        return Cow::Borrowed(text);
    }
    let mut kept = Kept::default();
    let shown = text.chars().filter_map(|ch| {
        let ch = if is_hostile(ch) { char::REPLACEMENT_CHARACTER } else { ch };
        kept.take(ch).then_some(ch)
    });
    Cow::Owned(shown.collect())
}

/// Whether a character must never stand in a cell: it would move the cursor, hide itself or
/// reorder its neighbours.
#[must_use]
pub fn is_hostile(ch: char) -> bool {
    ch.is_control()
        || matches!(ch,
            '\u{ad}' | '\u{34f}' | '\u{61c}' | '\u{115f}' | '\u{1160}' | '\u{17b4}' | '\u{17b5}'
            | '\u{180b}'..='\u{180f}' | '\u{200b}'..='\u{200f}' | '\u{2028}'..='\u{202e}'
            | '\u{2060}'..='\u{206f}' | '\u{3164}' | '\u{fdd0}'..='\u{fdef}'
            | '\u{fe00}'..='\u{fe0e}' | '\u{feff}' | '\u{ffa0}' | '\u{fff0}'..='\u{fffb}'
            | '\u{13430}'..='\u{1343f}' | '\u{1bca0}'..='\u{1bca3}'
            | '\u{1d173}'..='\u{1d17a}' | '\u{e0000}'..='\u{e0fff}')
        // No characters at all (Unicode, 23.7).
        || u32::from(ch) & 0xfffe == 0xfffe
}

/// Whether a text is as [`line()`] would leave it: nothing in it is hostile, no base character carries too
/// many marks.
#[must_use]
pub fn is_safe(text: &str) -> bool {
    let mut kept = Kept::default();
    text.chars().all(|ch| kept.take(ch))
}

fn is_mark(ch: char) -> bool {
    !ch.is_ascii() && ch.width() == Some(0)
}

/// What is kept of a text, one character after another.
#[derive(Default)]
struct Kept {
    last: Option<char>,
    marks: usize,
}

impl Kept {
    /// Whether a character is kept behind those that were.
    fn take(&mut self, ch: char) -> bool {
        if is_hostile(ch) || (ch == AS_EMOJI && !self.last.is_some_and(becomes_emoji)) {
            return false;
        }
        if is_mark(ch) {
            if self.marks == MARKS {
                return false;
            }
            self.marks += 1;
        } else {
            self.marks = 0;
        }
        self.last = Some(ch);
        true
    }
}

/// Whether a character is drawn in another way where it is asked to be an emoji. Digits are not, but for the
/// keys of telephones, which are so without.
fn becomes_emoji(ch: char) -> bool {
    !ch.is_ascii() && ch.width() == Some(1) && String::from_iter([ch, AS_EMOJI]).width() == 2
}

/// Keeps what a terminal would print, and drops what it would obey.
#[derive(Default)]
struct Cleaner {
    out: String,
    column: usize,
    kept: Kept,
}

impl vte::Perform for Cleaner {
    fn print(&mut self, ch: char) {
        let ch = if matches!(ch, '\u{2028}' | '\u{2029}') { ' ' } else { ch };
        if self.kept.take(ch) {
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
mod tests;
