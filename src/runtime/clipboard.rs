//! Text for the clipboard of whoever sits at the terminal, however far away that is.

use std::io::{self, Write};

use crossterm::clipboard::CopyToClipboard;
use crossterm::queue;

use crate::news::sanitize;

/// Asks the terminal to take a text for its clipboard (OSC 52, as xterm has it). Whether it does is not
/// told by any.
///
/// # Errors
///
/// Where the terminal is gone.
pub fn send(out: &mut impl Write, text: &str) -> io::Result<()> {
    // Made safe already; where it is pasted, nothing may be in it that a shell or an editor would obey.
    let is_text = |ch: &char| matches!(ch, '\n' | '\t') || !sanitize::is_hostile(*ch);
    let text: String = text.chars().filter(is_text).collect();
    queue!(out, CopyToClipboard::to_clipboard_from(text))?;
    out.flush()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn nothing_but_text_is_sent() {
        let sent = |text: &str| {
            let mut out = Vec::new();
            send(&mut out, text).unwrap();
            String::from_utf8(out).unwrap()
        };
        assert_eq!(sent("a\n\tb"), "\x1b]52;c;YQoJYg==\x1b\\");
        assert_eq!(sent("a\x1b\\\x07\r\u{9c}\u{202e}\u{200b}b\x7f\0"), sent("a\\b"));
        assert_eq!(sent(""), "\x1b]52;c;\x1b\\");
    }
}
