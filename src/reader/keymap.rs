//! The one table of keys: it drives what they do, the hints of the status line, the help, and what the
//! config can give other keys to.

use super::input::{Code, Key};
use super::layout::Pane;
use super::message::Action;
use crate::news::post::Kind;

/// Where a key counts.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Focus {
    /// In any pane.
    Any,
    /// In one pane.
    Only(Pane),
}

/// What can be asked for by keys, and how the help says it.
#[derive(Debug)]
struct Row {
    /// What the config calls it.
    name: &'static str,
    /// Where its keys count.
    focus: Focus,
    /// Its keys, unless the config gives it others.
    keys: &'static [Key],
    /// What they ask for.
    action: Action,
    /// What they do, for the help.
    words: &'static str,
    /// What they do, for the status line; empty for keys that are not hinted at.
    hint: &'static str,
}

const fn any(
    name: &'static str,
    keys: &'static [Key],
    action: Action,
    words: &'static str,
    hint: &'static str,
) -> Row {
    Row { name, focus: Focus::Any, keys, action, words, hint }
}

const fn only(
    pane: Pane,
    name: &'static str,
    keys: &'static [Key],
    action: Action,
    words: &'static str,
    hint: &'static str,
) -> Row {
    Row { name, focus: Focus::Only(pane), keys, action, words, hint }
}

/// Everything there are keys for. Where two rows have a name in common, they have their keys in common.
const TABLE: &[Row] = &[
    any(
        "down",
        &[Key::char('j'), Key::plain(Code::Down)],
        Action::Down,
        "move or scroll down",
        "move",
    ),
    any("up", &[Key::char('k'), Key::plain(Code::Up)], Action::Up, "move or scroll up", "move"),
    any(
        "first",
        &[Key::char('g'), Key::plain(Code::Home)],
        Action::First,
        "first post, or top",
        "",
    ),
    any("last", &[Key::char('G'), Key::plain(Code::End)], Action::Last, "last post, or bottom", ""),
    only(
        Pane::Sidebar,
        "choose",
        &[Key::char(' '), Key::plain(Code::Enter)],
        Action::Toggle,
        "choose or leave a row",
        "choose",
    ),
    any(
        "page-down",
        &[Key::char(' '), Key::plain(Code::PageDown)],
        Action::PageDown,
        "page down",
        "",
    ),
    any("page-up", &[Key::char('b'), Key::plain(Code::PageUp)], Action::PageUp, "page up", ""),
    any("half-page-down", &[Key::ctrl('d')], Action::HalfDown, "half a page down", ""),
    any("half-page-up", &[Key::ctrl('u')], Action::HalfUp, "half a page up", ""),
    only(
        Pane::Feed,
        "scroll-down",
        &[Key::char('J')],
        Action::ScrollDown,
        "scroll the post down",
        "",
    ),
    only(Pane::Feed, "scroll-up", &[Key::char('K')], Action::ScrollUp, "scroll the post up", ""),
    only(Pane::Feed, "open", &[Key::plain(Code::Enter)], Action::Open, "open the post", "open"),
    any("back", &[Key::plain(Code::Esc)], Action::Back, "back to the feed", "back"),
    any(
        "left",
        &[Key::char('h'), Key::plain(Code::Left)],
        Action::PaneLeft,
        "pane to the left",
        "",
    ),
    any(
        "right",
        &[Key::char('l'), Key::plain(Code::Right)],
        Action::PaneRight,
        "pane to the right",
        "",
    ),
    any("next-pane", &[Key::plain(Code::Tab)], Action::NextPane, "next pane", ""),
    any("previous-pane", &[Key::plain(Code::BackTab)], Action::PreviousPane, "previous pane", ""),
    any("follow", &[Key::char('F')], Action::Follow, "follow the newest post (LIVE)", "follow"),
    any("sort", &[Key::char('s')], Action::Sort, "newest or oldest first", ""),
    any("sidebar", &[Key::char('f')], Action::Sidebar, "filter in the sidebar, and back", "filter"),
    any("breaking", &[Key::char('1')], Action::Kind(Kind::Breaking), "breaking only, or not", ""),
    any("analysis", &[Key::char('2')], Action::Kind(Kind::Analysis), "analysis only, or not", ""),
    any("summary", &[Key::char('3')], Action::Kind(Kind::Summary), "summaries only, or not", ""),
    any("article", &[Key::char('4')], Action::Kind(Kind::Article), "articles only, or not", ""),
    any("clear-filter", &[Key::char('0')], Action::ClearFilter, "all posts: clear the filter", ""),
    any("oldest-unseen", &[Key::char('.')], Action::OldestUnseen, "the oldest unseen post", ""),
    any("next-unseen", &[Key::char(']')], Action::NextUnseen, "the next later unseen post", ""),
    any(
        "previous-unseen",
        &[Key::char('[')],
        Action::PreviousUnseen,
        "the next earlier unseen post",
        "",
    ),
    any(
        "next-notable",
        &[Key::char('}')],
        Action::NextNotable,
        "the next later breaking post or summary",
        "",
    ),
    any(
        "previous-notable",
        &[Key::char('{')],
        Action::PreviousNotable,
        "the next earlier breaking post or summary",
        "",
    ),
    any("seen", &[Key::char('r')], Action::Seen, "mark the post seen, or unseen", ""),
    any("all-seen", &[Key::char('R')], Action::AllSeen, "mark all listed posts seen", ""),
    any("bookmark", &[Key::char('m')], Action::Bookmark, "bookmark the post, or not", ""),
    any("bookmarks", &[Key::char('M')], Action::Bookmarks, "bookmarks only, or all", ""),
    any("unseen", &[Key::char('U')], Action::Unseen, "unseen posts only, or all", ""),
    any("undo", &[Key::char('u')], Action::Undo, "undo the last mark, bookmark or filter", ""),
    only(
        Pane::Sidebar,
        "narrow",
        &[Key::char('/')],
        Action::Narrow,
        "list only those with this in their name",
        "narrow",
    ),
    only(
        Pane::Sidebar,
        "sort-names",
        &[Key::char('s')],
        Action::SortPeople,
        "sort by name, or by posts",
        "",
    ),
    any(
        "search",
        &[Key::char('/')],
        Action::Search,
        "search: words, or /a regular expression/",
        "search",
    ),
    any("next-match", &[Key::char('n')], Action::NextMatch, "the next match down the feed", ""),
    any(
        "previous-match",
        &[Key::char('N')],
        Action::PreviousMatch,
        "the next match up the feed",
        "",
    ),
    any(
        "query",
        &[Key::char('\\')],
        Action::Query,
        "filter by a query: by:guerin since:10:00 -talks",
        "",
    ),
    any("jump", &[Key::char('t')], Action::Jump, "jump to a time: 14:30, -20m, yesterday 9am", ""),
    any("zones", &[Key::char('T')], Action::Zones, "times as printed, in UTC, or in your zone", ""),
    any(
        "catch-up",
        &[Key::char('c')],
        Action::CatchUp,
        "catch up: unseen summary, breaking, analysis",
        "",
    ),
    any(
        "tempo",
        &[Key::char('i')],
        Action::Tempo,
        "tempo: posts over time, by kind and correspondent",
        "",
    ),
    any("edits", &[Key::char('e')], Action::Edits, "what was edited of the post", ""),
    any("copy", &[Key::char('y')], Action::Copy, "copy the post: hand it to the terminal", ""),
    any("plain", &[Key::char('Y')], Action::Plain, "the post alone, to select with the mouse", ""),
    any(
        "links",
        &[Key::char(';')],
        Action::Links,
        "the links of the post: open one, or copy it",
        "",
    ),
    any("mouse", &[Key::char('w')], Action::Mouse, "mouse: wheel and clicks, or not", ""),
    any("export", &[Key::char('E')], Action::Export, "write the listed posts to a file", ""),
    any("problems", &[Key::char('p')], Action::Problems, "what could not be read, and why", ""),
    any("help", &[Key::char('?')], Action::Help, "this help", "help"),
    any("redraw", &[Key::ctrl('l')], Action::Redraw, "draw the screen anew", ""),
    any("rescan", &[Key::plain(Code::F(5))], Action::Rescan, "look at the whole folder now", ""),
    any("suspend", &[Key::ctrl('z')], Action::Suspend, "back to the shell; fg returns", ""),
    only(Pane::Feed, "back-or-quit", &[Key::char('q')], Action::BackOrQuit, "quit", "quit"),
    any("back-or-quit", &[Key::char('q')], Action::BackOrQuit, "back", ""),
    any("quit", &[Key::ctrl('c')], Action::Quit, "quit at once", ""),
];

/// Hints in the order in which a narrow screen gives them up, the last first.
const NEEDED: [&str; 10] =
    ["choose", "narrow", "open", "back", "help", "filter", "quit", "move", "follow", "search"];

/// The keys of a session: the table, with the keys that the config gives.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Keymap {
    /// The keys of each row of the table.
    keys: Vec<Vec<Key>>,
}

impl Default for Keymap {
    fn default() -> Keymap {
        Keymap { keys: TABLE.iter().map(|row| row.keys.to_vec()).collect() }
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

    /// Names that have a key in common, in one pane or in any.
    #[must_use]
    pub fn conflict(&self) -> Option<Conflict> {
        let rows: Vec<_> = self.rows().collect();
        for (at, (row, keys)) in rows.iter().enumerate() {
            for (other, others) in rows.iter().skip(at + 1) {
                let same = other.focus == row.focus && other.name != row.name;
                let key = keys.iter().find(|key| same && others.contains(key));
                if let Some(key) = key {
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

    /// The first key that asks for something.
    #[must_use]
    pub fn key(&self, action: Action) -> Option<Key> {
        self.rows()
            .filter(|(row, _)| row.action == action)
            .find_map(|(_, keys)| keys.first().copied())
    }

    /// Hints like `j/k scroll  Esc close`, of words and what asks for them; without what has no key.
    #[must_use]
    pub fn hint(&self, hints: &[(&[Action], &str)]) -> String {
        let hint = |(actions, words): &(&[Action], &str)| {
            let keys: Vec<String> = actions
                .iter()
                .filter_map(|action| self.key(*action))
                .map(|key| key.to_string())
                .collect();
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
            let Some(key) = keys.first().filter(|_| !row.hint.is_empty()) else { continue };
            match hints.last_mut() {
                Some((keys, hint)) if *hint == row.hint => *keys = format!("{keys}/{key}"),
                _ => hints.push((key.to_string(), row.hint)),
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
            let keys: Vec<String> = keys.iter().map(Key::to_string).collect();
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
