//! Keys and the mouse in our own words: whatever a session's terminal is, its edge speaks these.

use std::fmt;
use std::str::FromStr;

/// A key, with Ctrl or without.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct Key {
    /// Which one.
    pub code: Code,
    /// Whether Ctrl was held.
    pub ctrl: bool,
}

/// Something done with the mouse.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Mouse {
    /// Over which column of the screen.
    pub column: u16,
    /// Over which row.
    pub row: u16,
    /// What.
    pub gesture: Gesture,
}

/// What is done with the mouse.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Gesture {
    /// The button was pressed.
    Click,
    /// It was pressed again at once.
    DoubleClick,
    /// The wheel was turned by so many notches, towards the reader where positive.
    Wheel(i16),
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
    Insert,
    Delete,
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

/// Keys that are no character, and what they are called: the first name is the one that is shown.
const NAMES: [(Code, &[&str]); 16] = [
    (Code::Char(' '), &["Space"]),
    (Code::Enter, &["Enter", "Return"]),
    (Code::Esc, &["Esc", "Escape"]),
    (Code::Backspace, &["Backspace"]),
    (Code::Tab, &["Tab"]),
    (Code::BackTab, &["S-Tab", "Shift-Tab", "BackTab"]),
    (Code::Up, &["↑", "Up"]),
    (Code::Down, &["↓", "Down"]),
    (Code::Left, &["←", "Left"]),
    (Code::Right, &["→", "Right"]),
    (Code::Home, &["Home"]),
    (Code::End, &["End"]),
    (Code::PageUp, &["PgUp", "PageUp"]),
    (Code::PageDown, &["PgDn", "PageDown"]),
    (Code::Insert, &["Ins", "Insert"]),
    (Code::Delete, &["Del", "Delete"]),
];

/// As it is shown; as `{:#}`, in ASCII.
impl fmt::Display for Key {
    fn fmt(&self, out: &mut fmt::Formatter) -> fmt::Result {
        let name = NAMES.iter().find(|(code, _)| *code == self.code);
        let fits = |name: &&&str| name.is_ascii() || !out.alternate();
        match (self.code, name.and_then(|(_, names)| names.iter().find(fits))) {
            (_, Some(name)) if self.ctrl => write!(out, "^{name}"),
            (_, Some(name)) => out.write_str(name),
            (Code::Char(ch), None) if self.ctrl => write!(out, "^{}", ch.to_ascii_uppercase()),
            (Code::Char(ch), None) => write!(out, "{ch}"),
            (Code::F(number), None) if self.ctrl => write!(out, "^F{number}"),
            (Code::F(number), None) => write!(out, "F{number}"),
            (other, None) => write!(out, "{other:?}"),
        }
    }
}

impl FromStr for Key {
    type Err = String;

    /// A key by its name, as it is shown: `j`, `PgDn`, `F5`, `^D` or `Ctrl-d`.
    fn from_str(text: &str) -> Result<Key, String> {
        let lower = text.to_lowercase();
        let long = ["ctrl-", "ctrl+", "c-"].iter().find_map(|prefix| lower.strip_prefix(prefix));
        let short = text.strip_prefix('^').filter(|rest| !rest.is_empty());
        let (ctrl, rest) = match (long, short) {
            (Some(rest), _) if !rest.is_empty() => (true, rest),
            (_, Some(rest)) => (true, rest),
            _ => (false, text),
        };
        let code = code(rest).ok_or_else(|| {
            format!("`{text}` is no key: it is one character, or one of Enter, Esc, Tab, Up, PgDn, F5 and the like, with ^ before it for Ctrl")
        })?;
        match code {
            Code::Char(ch) if ctrl => {
                let ch = ch.to_ascii_lowercase();
                let same = match ch {
                    'i' => "Tab",
                    'm' => "Enter",
                    '[' => "Esc",
                    'a'..='z' | '\\' | ']' | '^' | '_' | '@' | ' ' => {
                        return Ok(Key { code: Code::Char(ch), ctrl });
                    }
                    _ => return Err(format!("no terminal sends `{text}`")),
                };
                Err(format!("terminals send `{text}` as {same}"))
            }
            code => Ok(Key { code, ctrl }),
        }
    }
}

fn code(name: &str) -> Option<Code> {
    let is_of = |names: &[&str]| names.iter().any(|own| own.to_lowercase() == name.to_lowercase());
    if let Some((code, _)) = NAMES.iter().find(|(_, names)| is_of(names)) {
        return Some(*code);
    }
    let mut chars = name.chars();
    match (chars.next()?, chars.as_str()) {
        (ch, "") if !ch.is_control() => Some(Code::Char(ch)),
        ('f' | 'F', number) => {
            let number = number.parse().ok().filter(|number| (1..=24).contains(number));
            number.map(Code::F)
        }
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_key_is_read_as_it_is_shown() {
        let codes = NAMES.iter().map(|(code, _)| *code);
        let codes = codes.chain(['j', 'J', '^', '-', 'é', '\\'].map(Code::Char));
        for code in codes.chain([Code::F(1), Code::F(12)]) {
            assert_eq!(Key::plain(code).to_string().parse(), Ok(Key::plain(code)));
            assert_eq!(format!("{:#}", Key::plain(code)).parse(), Ok(Key::plain(code)));
        }
        for key in [Key::ctrl('d'), Key::ctrl('\\'), Key { code: Code::Left, ctrl: true }] {
            assert_eq!(key.to_string().parse(), Ok(key));
        }
    }

    #[test]
    fn other_names_of_keys() {
        for (name, key) in [
            ("ctrl-d", Key::ctrl('d')),
            ("C-D", Key::ctrl('d')),
            ("pagedown", Key::plain(Code::PageDown)),
            ("Shift-Tab", Key::plain(Code::BackTab)),
            ("space", Key::char(' ')),
            ("f5", Key::plain(Code::F(5))),
            ("c", Key::char('c')),
        ] {
            assert_eq!(name.parse(), Ok(key), "{name}");
        }
        for (name, word) in [
            ("", "is no key"),
            ("Foo", "is no key"),
            ("F0", "is no key"),
            ("^I", "as Tab"),
            ("Ctrl-m", "as Enter"),
            ("^1", "no terminal sends"),
        ] {
            let wrong = name.parse::<Key>().unwrap_err();
            assert!(wrong.contains(word), "{name}: {wrong}");
        }
    }
}
