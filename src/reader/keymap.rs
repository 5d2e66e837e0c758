//! The one table of keys: it drives what they do, the hints of the status line, the help, and what the
//! config can give other keys to.

use super::input::Key;
use super::layout::Pane;
use super::message::Action;
use table::{Focus, Row, TABLE};

mod table;

/// Hints in the order in which a narrow screen gives them up, the last first.
const NEEDED: [&str; 10] =
    ["choose", "narrow", "open", "back", "help", "filter", "quit", "move", "follow", "search"];

/// The keys of a session: the table, with the keys that the config gives.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Keymap {
    /// The keys of each row of the table.
    keys: Vec<Vec<Key>>,
    /// Whether they are named in ASCII, for a terminal that shows nothing else.
    pub ascii: bool,
}

impl Default for Keymap {
    fn default() -> Keymap {
        Keymap { keys: TABLE.iter().map(|row| row.keys.to_vec()).collect(), ascii: false }
    }
}

/// Two names that have a key in common where only one can.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Conflict {
    /// The key.
    pub key: Key,
    /// The names, in the order of the table.
    pub names: [&'static str; 2],
}

impl Keymap {
    /// What there are keys for, by the name that the config calls it, with what the help says of it.
    pub fn names() -> impl Iterator<Item = (&'static str, &'static str)> {
        let is_first =
            |at: usize, row: &Row| !TABLE.iter().take(at).any(|before| before.name == row.name);
        let rows = TABLE.iter().enumerate().filter(move |(at, row)| is_first(*at, row));
        rows.map(|(_, row)| (row.name, row.words))
    }

    /// The keys of a name.
    #[must_use]
    pub fn keys_of(&self, name: &str) -> &[Key] {
        let row = self.rows().find(|(row, _)| row.name == name);
        row.map(|(_, keys)| keys).unwrap_or_default()
    }

    /// Gives a name other keys, and answers whether there is such a name.
    pub fn bind(&mut self, name: &str, keys: &[Key]) -> bool {
        let mut known = false;
        for (row, own) in TABLE.iter().zip(&mut self.keys) {
            if row.name == name {
                *own = keys.to_vec();
                known = true;
            }
        }
        known
    }

    /// Names that have a key in common, in one pane or in any, or one in a pane and the other in any. A key
    /// that both have by default is meant so.
    #[must_use]
    pub fn conflict(&self) -> Option<Conflict> {
        let rows: Vec<_> = self.rows().collect();
        for (at, (row, keys)) in rows.iter().enumerate() {
            for (other, others) in rows.iter().skip(at + 1) {
                let meet =
                    row.focus == other.focus || [row.focus, other.focus].contains(&Focus::Any);
                let meet = meet && row.name != other.name;
                let is_meant = |key| row.keys.contains(key) && other.keys.contains(key);
                let mut both = keys.iter().filter(|key| others.contains(key) && !is_meant(key));
                if let Some(key) = both.next().filter(|_| meet) {
                    return Some(Conflict { key: *key, names: [row.name, other.name] });
                }
            }
        }
        None
    }

    /// Whether there is a key to quit with.
    #[must_use]
    pub fn can_quit(&self) -> bool {
        self.key(Action::Quit).or(self.key(Action::BackOrQuit)).is_some()
    }

    /// What a key asks for in a pane.
    #[must_use]
    pub fn lookup(&self, focus: Pane, key: Key) -> Option<Action> {
        let bound = |wanted: Focus| {
            self.rows().find(|(row, keys)| row.focus == wanted && keys.contains(&key))
        };
        bound(Focus::Only(focus)).or_else(|| bound(Focus::Any)).map(|(row, _)| row.action)
    }

    /// The name of the first key that asks for something.
    #[must_use]
    pub fn key(&self, action: Action) -> Option<String> {
        let mut rows = self.rows().filter(|(row, _)| row.action == action);
        rows.find_map(|(_, keys)| keys.first()).map(|key| self.name(key))
    }

    /// What a key is called on the session's terminal.
    fn name(&self, key: &Key) -> String {
        if self.ascii { format!("{key:#}") } else { key.to_string() }
    }

    /// Hints like `j/k scroll  Esc close`, of words and what asks for them; without what has no key.
    #[must_use]
    pub fn hint(&self, hints: &[(&[Action], &str)]) -> String {
        let hint = |(actions, words): &(&[Action], &str)| {
            let keys: Vec<String> = actions.iter().filter_map(|action| self.key(*action)).collect();
            (!keys.is_empty()).then(|| format!("{} {words}", keys.join("/")))
        };
        hints.iter().filter_map(hint).collect::<Vec<_>>().join("  ")
    }

    /// The hints for a pane, like `j/k move`, in the order of the table: the first key of each row, those
    /// with one hint together. As many as `fits` accepts, the most needed ones.
    #[must_use]
    pub fn hints(&self, focus: Pane, fits: impl Fn(&str) -> bool) -> String {
        let mut hints: Vec<(String, &str)> = Vec::new();
        let here = [Focus::Any, Focus::Only(focus)];
        for (row, keys) in self.rows().filter(|(row, _)| here.contains(&row.focus)) {
            // In the feed there is no way back.
            if row.action == Action::Back && focus == Pane::Feed {
                continue;
            }
            let first = keys.first().filter(|_| !row.hint.is_empty());
            let Some(key) = first.map(|key| self.name(key)) else { continue };
            match hints.last_mut() {
                Some((keys, hint)) if *hint == row.hint => *keys = format!("{keys}/{key}"),
                _ => hints.push((key, row.hint)),
            }
        }
        for given_up in (0..=NEEDED.len()).rev() {
            let kept = NEEDED.get(..given_up).unwrap_or_default();
            let words = hints.iter().filter(|(_, hint)| kept.contains(hint));
            let line =
                words.map(|(keys, hint)| format!("{keys} {hint}")).collect::<Vec<_>>().join("  ");
            if fits(&line) {
                return line;
            }
        }
        String::new()
    }

    /// The rows of the help: keys, and what they do; without what has no key.
    #[must_use]
    pub fn help(&self) -> Vec<(String, String)> {
        let row = |(row, keys): (&Row, &[Key])| {
            let keys: Vec<String> = keys.iter().map(|key| self.name(key)).collect();
            let place = match row.focus {
                Focus::Any => "",
                Focus::Only(Pane::Sidebar) => " (sidebar)",
                Focus::Only(Pane::Feed) => " (feed)",
                Focus::Only(Pane::Reading) => " (post)",
            };
            (keys.join(" "), format!("{}{place}", row.words))
        };
        self.rows().filter(|(_, keys)| !keys.is_empty()).map(row).collect()
    }

    fn rows(&self) -> impl Iterator<Item = (&'static Row, &[Key])> {
        TABLE.iter().zip(self.keys.iter().map(Vec::as_slice))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::reader::input::Code;

    #[test]
    fn no_key_is_bound_twice_in_one_place() {
        assert_eq!(Keymap::default().conflict(), None);
        assert!(Keymap::default().can_quit());
    }

    #[test]
    fn every_hint_has_its_place() {
        for row in TABLE.iter().filter(|row| !row.hint.is_empty()) {
            assert!(NEEDED.contains(&row.hint), "{}", row.hint);
        }
        let keys = Keymap::default();
        assert_eq!(keys.hints(Pane::Reading, |line| line.len() < 20), "Esc back  ? help");
        assert_eq!(keys.hints(Pane::Feed, |line| line.len() < 5), "");
    }

    #[test]
    fn keys_that_terminals_use_themselves_are_free() {
        for ch in ['s', 'q', 'a', 'b', 'h', 'i', 'j', 'm'] {
            for pane in [Pane::Sidebar, Pane::Feed, Pane::Reading] {
                assert_eq!(Keymap::default().lookup(pane, Key::ctrl(ch)), None, "^{ch}");
            }
        }
    }

    #[test]
    fn a_pane_goes_before_any() {
        let keys = Keymap::default();
        assert_eq!(keys.lookup(Pane::Sidebar, Key::char(' ')), Some(Action::Toggle));
        assert_eq!(keys.lookup(Pane::Feed, Key::char(' ')), Some(Action::PageDown));
    }

    #[test]
    fn names_are_given_other_keys() {
        let mut keys = Keymap::default();
        assert!(keys.bind("down", &[Key::char('x')]) && !keys.bind("sideways", &[]));
        assert_eq!(keys.lookup(Pane::Feed, Key::char('x')), Some(Action::Down));
        assert_eq!(keys.lookup(Pane::Feed, Key::char('j')), None);
        assert_eq!(keys.keys_of("down"), [Key::char('x')]);
        assert!(keys.help().contains(&("x".to_owned(), "move or scroll down".to_owned())));
        assert_eq!(keys.hint(&[(&[Action::Down, Action::Up], "scroll")]), "x/k scroll");
        keys.bind("up", &[Key::char('x')]);
        let conflict = Conflict { key: Key::char('x'), names: ["down", "up"] };
        assert_eq!(keys.conflict(), Some(conflict));
    }

    #[test]
    fn a_key_of_any_pane_is_not_lost_in_one() {
        for (name, key, other) in [
            ("down", Key::char('J'), "scroll-down"),
            ("open", Key::char('j'), "down"),
            ("search", Key::char('s'), "sort"),
            ("search", Key::plain(Code::Enter), "choose"),
            ("choose", Key::char('q'), "back-or-quit"),
        ] {
            let mut keys = Keymap::default();
            keys.bind(name, &[key]);
            let names = keys.conflict().map(|conflict| conflict.names);
            assert!(names.is_some_and(|names| names.contains(&name)), "{name}: {names:?}");
            assert!(names.is_some_and(|names| names.contains(&other)), "{name}: {names:?}");
        }
        let mut keys = Keymap::default();
        keys.bind("page-down", &[Key::char(' ')]);
        assert_eq!(keys.conflict(), None, "as it is by default");
    }

    #[test]
    fn keys_have_names_in_ascii() {
        let mut keys = Keymap { ascii: true, ..Keymap::default() };
        for name in ["down", "up", "search"] {
            keys.bind(name, &[Key::plain(if name == "up" { Code::Up } else { Code::Down })]);
        }
        assert_eq!(keys.key(Action::Search).as_deref(), Some("Down"));
        assert_eq!(keys.hint(&[(&[Action::Down, Action::Up], "scroll")]), "Down/Up scroll");
        assert!(keys.hints(Pane::Feed, |_| true).contains("Down/Up move"));
        assert!(keys.help().iter().all(|(keys, _)| keys.is_ascii()));
    }

    #[test]
    fn what_has_no_key_is_not_promised() {
        let mut keys = Keymap::default();
        for name in ["down", "up", "back-or-quit", "quit"] {
            keys.bind(name, &[]);
        }
        assert!(!keys.can_quit());
        assert!(!keys.help().iter().any(|(_, words)| words.starts_with("move or")));
        assert_eq!(keys.hint(&[(&[Action::Down, Action::Up], "scroll")]), "");
    }
}
