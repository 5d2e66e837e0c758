//! crossterm's events → our own.

use crossterm::event::{Event, KeyCode, KeyEvent, KeyEventKind, KeyModifiers};

use super::session::Input;
use crate::reader::input::{Code, Key};

/// What an event of the terminal means to a session, if anything.
#[must_use]
pub fn input(event: &Event) -> Option<Input> {
    match event {
        Event::Key(event) => {
            let key = key(event)?;
            // Esc and the next key in one packet look like that key with Alt.
            let with_esc = event.modifiers.contains(KeyModifiers::ALT);
            Some(if with_esc { Input::EscThen(key) } else { Input::Key(key) })
        }
        Event::Paste(text) => Some(Input::Pasted(text.clone())),
        Event::Resize(..) => Some(Input::Resized),
        _ => None,
    }
}

fn key(event: &KeyEvent) -> Option<Key> {
    if event.kind == KeyEventKind::Release {
        return None;
    }
    let code = match event.code {
        KeyCode::Char(ch) => Code::Char(ch),
        KeyCode::Enter => Code::Enter,
        KeyCode::Esc => Code::Esc,
        KeyCode::Backspace => Code::Backspace,
        KeyCode::Tab => Code::Tab,
        KeyCode::BackTab => Code::BackTab,
        KeyCode::Up => Code::Up,
        KeyCode::Down => Code::Down,
        KeyCode::Left => Code::Left,
        KeyCode::Right => Code::Right,
        KeyCode::Home => Code::Home,
        KeyCode::End => Code::End,
        KeyCode::PageUp => Code::PageUp,
        KeyCode::PageDown => Code::PageDown,
        KeyCode::Insert => Code::Insert,
        KeyCode::Delete => Code::Delete,
        KeyCode::F(number) => Code::F(number),
        _ => return None,
    };
    Some(Key { code, ctrl: event.modifiers.contains(KeyModifiers::CONTROL) })
}
