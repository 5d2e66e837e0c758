//! What a terminal hears in the bytes that a program has sent: text, and each sequence, told apart by a
//! parser that is made for it.

#![allow(clippy::panic, clippy::unwrap_used, dead_code, reason = "what is wrong fails the test")]

use base64::Engine as _;
use base64::prelude::BASE64_STANDARD;
use vte::{Params, Parser, Perform};

use crate::tame::hidden;

/// One thing that is heard.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Heard {
    /// A character to show.
    Shown(char),
    /// A control character.
    Control(u8),
    /// CSI, with what stands between and at the end: `?1049h`, `1;31m`.
    Csi(String),
    /// OSC, in its parts.
    Osc(Vec<String>),
    /// Anything else, by how it begins.
    Other(String),
}

#[derive(Default)]
struct Recorder(Vec<Heard>);

impl Perform for Recorder {
    fn print(&mut self, ch: char) {
        self.0.push(Heard::Shown(ch));
    }

    fn execute(&mut self, byte: u8) {
        self.0.push(Heard::Control(byte));
    }

    fn hook(&mut self, _: &Params, _: &[u8], _: bool, action: char) {
        self.0.push(Heard::Other(format!("DCS {action}")));
    }

    fn osc_dispatch(&mut self, params: &[&[u8]], _: bool) {
        let parts = params.iter().map(|part| String::from_utf8(part.to_vec()).unwrap());
        self.0.push(Heard::Osc(parts.collect()));
    }

    fn csi_dispatch(&mut self, params: &Params, between: &[u8], _: bool, last: char) {
        let numbers: Vec<String> = params
            .iter()
            .map(|parts| parts.iter().map(u16::to_string).collect::<Vec<_>>().join(":"))
            .collect();
        let (private, between) = match between {
            [first @ (b'<' | b'=' | b'>' | b'?'), rest @ ..] => {
                (char::from(*first).to_string(), rest)
            }
            all => (String::new(), all),
        };
        let between: String = between.iter().map(|byte| char::from(*byte)).collect();
        self.0.push(Heard::Csi(format!("{private}{}{between}{last}", numbers.join(";"))));
    }

    fn esc_dispatch(&mut self, between: &[u8], _: bool, byte: u8) {
        // ST, the string terminator, ends what was told of already.
        if (between, byte) != (b"", b'\\') {
            self.0.push(Heard::Other(format!("ESC {between:?} {}", char::from(byte))));
        }
    }
}

/// All that is heard in some bytes.
pub fn heard(bytes: &[u8]) -> Vec<Heard> {
    let mut recorder = Recorder::default();
    Parser::new().advance(&mut recorder, bytes);
    // The parser says nothing of the strings that it knows no use for.
    let strings = bytes.windows(2).filter(|pair| matches!(pair, [0x1b, b'X' | b'^' | b'_' | b'k']));
    recorder.0.extend(strings.map(|_| Heard::Other("SOS, PM, APC or a window's name".to_owned())));
    recorder.0
}

/// Panics where anything is heard beside text and what `may` lets through.
#[track_caller]
pub fn assert_own(bytes: &[u8], may: impl Fn(&Heard) -> bool) {
    let text = String::from_utf8(bytes.to_vec());
    assert!(text.is_ok(), "what is sent is text in UTF-8");
    let all = heard(bytes);
    for (at, one) in all.iter().enumerate() {
        let is_own = match one {
            Heard::Shown(ch) => !hidden(*ch),
            other => may(other),
        };
        let around = &all[at.saturating_sub(40)..(at + 10).min(all.len())];
        assert!(is_own, "{one:?} was sent, around {around:?}");
    }
}

/// What a text on a pipe has in it beside what is shown.
pub fn of_plain(heard: &Heard) -> bool {
    *heard == Heard::Control(b'\n')
}

/// What the session draws with, and no more.
pub fn of_screen(heard: &Heard) -> bool {
    match heard {
        Heard::Control(byte) => matches!(byte, b'\r' | b'\n'),
        Heard::Csi(sequence) => {
            // The alternate screen, the cursor and its shape, the mouse, pastes, synchronized updates; the
            // margins, and what is erased, moved and coloured.
            let modes = ["?1049", "?25", "?1000", "?1006", "?2004", "?2026"];
            let (numbers, last) = sequence.split_at(sequence.len() - 1);
            let are_numbers = numbers.bytes().all(|byte| byte.is_ascii_digit() || byte == b';');
            let is_mode = "hl".contains(last) && modes.contains(&numbers);
            let is_shape = ["2 q", "0 q"].contains(&sequence.as_str());
            is_mode || is_shape || (are_numbers && "HGCKXJrMLm".contains(last))
        }
        Heard::Osc(parts) => match &parts[..] {
            [number, name, target @ ..] if number == "8" => {
                let target = target.join(";");
                let is_web = target.starts_with("https://") || target.starts_with("http://");
                let is_named = name.strip_prefix("id=").is_some_and(|name| {
                    name.bytes().all(|byte| byte.is_ascii_digit() || byte == b'-')
                });
                let is_seen = target.bytes().all(|byte| byte.is_ascii_graphic());
                is_web && is_named && is_seen || name.is_empty() && target.is_empty()
            }
            _ => false,
        },
        _ => false,
    }
}

/// The text that the terminal is given for the clipboard, if that is what is heard.
pub fn copied(heard: &Heard) -> Option<String> {
    let Heard::Osc(parts) = heard else { return None };
    let [number, which, payload] = &parts[..] else { return None };
    (number == "52" && which == "c").then_some(())?;
    String::from_utf8(BASE64_STANDARD.decode(payload).ok()?).ok()
}
