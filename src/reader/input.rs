//! Keys in our own words: whatever a session's terminal is, its edge speaks these.

use std::fmt;

/// A key, with Ctrl or without.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct Key {
    /// Which one.
    pub code: Code,
    /// Whether Ctrl was held.
    pub ctrl: bool,
}

/// A key without its modifiers. Shift is in the character.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[allow(missing_docs, reason = "the names are those on the keys")]
pub enum Code {
    Char(char),
    Enter,
    Esc,
    Backspace,
    Tab,
    BackTab,
    Up,
    Down,
    Left,
    Right,
    Home,
    End,
    PageUp,
    PageDown,
    F(u8),
}

impl Key {
    /// A key without Ctrl.
    #[must_use]
    pub const fn plain(code: Code) -> Key {
        Key { code, ctrl: false }
    }

    /// A character's key.
    #[must_use]
    pub const fn char(ch: char) -> Key {
        Key::plain(Code::Char(ch))
    }

    /// A character's key with Ctrl.
    #[must_use]
    pub const fn ctrl(ch: char) -> Key {
        Key { code: Code::Char(ch), ctrl: true }
    }
}

impl fmt::Display for Key {
    fn fmt(&self, out: &mut fmt::Formatter) -> fmt::Result {
        match self.code {
            Code::Char(ch) if self.ctrl => write!(out, "^{}", ch.to_ascii_uppercase()),
            Code::Char(' ') => out.write_str("Space"),
            Code::Char(ch) => write!(out, "{ch}"),
            Code::Up => out.write_str("↑"),
            Code::Down => out.write_str("↓"),
            Code::Left => out.write_str("←"),
            Code::Right => out.write_str("→"),
            Code::PageUp => out.write_str("PgUp"),
            Code::PageDown => out.write_str("PgDn"),
            Code::BackTab => out.write_str("S-Tab"),
            Code::F(number) => write!(out, "F{number}"),
            other => write!(out, "{other:?}"),
        }
    }
}
