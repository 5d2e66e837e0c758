//! The one table of keys: it drives what they do, the hints of the status line, and the help.

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

/// Keys, what they do, and how the help says it.
#[derive(Debug)]
pub struct Binding {
    /// Where they count.
    pub focus: Focus,
    /// The keys.
    pub keys: &'static [Key],
    /// What they ask for.
    pub action: Action,
    /// What they do, for the help.
    pub words: &'static str,
    /// What they do, for the status line; empty for keys that are not hinted at.
    pub hint: &'static str,
}

const fn any(
    keys: &'static [Key],
    action: Action,
    words: &'static str,
    hint: &'static str,
) -> Binding {
    Binding { focus: Focus::Any, keys, action, words, hint }
}

const fn only(
    pane: Pane,
    keys: &'static [Key],
    action: Action,
    words: &'static str,
    hint: &'static str,
) -> Binding {
    Binding { focus: Focus::Only(pane), keys, action, words, hint }
}

/// Every key there is. A row for one pane goes before a row for any.
pub const BINDINGS: &[Binding] = &[
    any(&[Key::char('j'), Key::plain(Code::Down)], Action::Down, "move or scroll down", "move"),
    any(&[Key::char('k'), Key::plain(Code::Up)], Action::Up, "move or scroll up", "move"),
    any(&[Key::char('g'), Key::plain(Code::Home)], Action::First, "first post, or top", ""),
    any(&[Key::char('G'), Key::plain(Code::End)], Action::Last, "last post, or bottom", ""),
    only(
        Pane::Sidebar,
        &[Key::char(' '), Key::plain(Code::Enter)],
        Action::Toggle,
        "choose or leave a row",
        "choose",
    ),
    any(&[Key::char(' '), Key::plain(Code::PageDown)], Action::PageDown, "page down", ""),
    any(&[Key::char('b'), Key::plain(Code::PageUp)], Action::PageUp, "page up", ""),
    any(&[Key::ctrl('d')], Action::HalfDown, "half a page down", ""),
    any(&[Key::ctrl('u')], Action::HalfUp, "half a page up", ""),
    only(Pane::Feed, &[Key::char('J')], Action::ScrollDown, "scroll the post down", ""),
    only(Pane::Feed, &[Key::char('K')], Action::ScrollUp, "scroll the post up", ""),
    only(Pane::Feed, &[Key::plain(Code::Enter)], Action::Open, "open the post", "open"),
    any(&[Key::plain(Code::Esc)], Action::Back, "back to the feed", "back"),
    any(&[Key::char('h'), Key::plain(Code::Left)], Action::PaneLeft, "pane to the left", ""),
    any(&[Key::char('l'), Key::plain(Code::Right)], Action::PaneRight, "pane to the right", ""),
    any(&[Key::plain(Code::Tab)], Action::NextPane, "next pane", ""),
    any(&[Key::plain(Code::BackTab)], Action::PreviousPane, "previous pane", ""),
    any(&[Key::char('F')], Action::Follow, "follow the newest post (LIVE)", "follow"),
    any(&[Key::char('s')], Action::Sort, "newest or oldest first", ""),
    any(&[Key::char('f')], Action::Sidebar, "filter in the sidebar, and back", "filter"),
    any(&[Key::char('1')], Action::Kind(Kind::Breaking), "breaking only, or not", ""),
    any(&[Key::char('2')], Action::Kind(Kind::Analysis), "analysis only, or not", ""),
    any(&[Key::char('3')], Action::Kind(Kind::Summary), "summaries only, or not", ""),
    any(&[Key::char('4')], Action::Kind(Kind::Article), "articles only, or not", ""),
    any(&[Key::char('0')], Action::ClearFilter, "all posts: clear the filter", ""),
    any(&[Key::char('.')], Action::OldestUnseen, "the oldest unseen post", ""),
    any(&[Key::char(']')], Action::NextUnseen, "the next later unseen post", ""),
    any(&[Key::char('[')], Action::PreviousUnseen, "the next earlier unseen post", ""),
    any(&[Key::char('}')], Action::NextNotable, "the next later breaking post or summary", ""),
    any(
        &[Key::char('{')],
        Action::PreviousNotable,
        "the next earlier breaking post or summary",
        "",
    ),
    any(&[Key::char('r')], Action::Seen, "mark the post seen, or unseen", ""),
    any(&[Key::char('R')], Action::AllSeen, "mark all listed posts seen", ""),
    any(&[Key::char('m')], Action::Bookmark, "bookmark the post, or not", ""),
    any(&[Key::char('M')], Action::Bookmarks, "bookmarks only, or all", ""),
    any(&[Key::char('U')], Action::Unseen, "unseen posts only, or all", ""),
    any(&[Key::char('u')], Action::Undo, "undo the last mark, bookmark or filter", ""),
    only(
        Pane::Sidebar,
        &[Key::char('/')],
        Action::Narrow,
        "list only those with this in their name",
        "narrow",
    ),
    only(Pane::Sidebar, &[Key::char('s')], Action::SortPeople, "sort by name, or by posts", ""),
    any(&[Key::char('/')], Action::Search, "search: words, or /a regular expression/", "search"),
    any(&[Key::char('n')], Action::NextMatch, "the next match down the feed", ""),
    any(&[Key::char('N')], Action::PreviousMatch, "the next match up the feed", ""),
    any(&[Key::char('\\')], Action::Query, "filter by a query: by:guerin since:10:00 -talks", ""),
    any(&[Key::char('t')], Action::Jump, "jump to a time: 14:30, -20m, yesterday 9am", ""),
    any(&[Key::char('T')], Action::Zones, "times as printed, in UTC, or in your zone", ""),
    any(&[Key::char('c')], Action::CatchUp, "catch up: unseen summary, breaking, analysis", ""),
    any(&[Key::char('i')], Action::Tempo, "tempo: posts over time, by kind and correspondent", ""),
    any(&[Key::char('e')], Action::Edits, "what was edited of the post", ""),
    any(&[Key::char('y')], Action::Copy, "copy the post: hand it to the terminal", ""),
    any(&[Key::char('Y')], Action::Plain, "the post alone, to select with the mouse", ""),
    any(&[Key::char(';')], Action::Links, "the links of the post: open one, or copy it", ""),
    any(&[Key::char('E')], Action::Export, "write the listed posts to a file", ""),
    any(&[Key::char('p')], Action::Problems, "what could not be read, and why", ""),
    any(&[Key::char('?')], Action::Help, "this help", "help"),
    any(&[Key::ctrl('l')], Action::Redraw, "draw the screen anew", ""),
    any(&[Key::plain(Code::F(5))], Action::Rescan, "look at the whole folder now", ""),
    any(&[Key::ctrl('z')], Action::Suspend, "back to the shell; fg returns", ""),
    only(Pane::Feed, &[Key::char('q')], Action::BackOrQuit, "quit", "quit"),
    any(&[Key::char('q')], Action::BackOrQuit, "back", ""),
    any(&[Key::ctrl('c')], Action::Quit, "quit at once", ""),
];

/// What a key asks for in a pane.
#[must_use]
pub fn lookup(focus: Pane, key: Key) -> Option<Action> {
    let bound = |wanted: Focus| {
        BINDINGS.iter().find(|binding| binding.focus == wanted && binding.keys.contains(&key))
    };
    bound(Focus::Only(focus)).or_else(|| bound(Focus::Any)).map(|binding| binding.action)
}

/// Hints in the order in which a narrow screen gives them up, the last first.
const NEEDED: [&str; 10] =
    ["choose", "narrow", "open", "back", "help", "filter", "quit", "move", "follow", "search"];

/// The hints for a pane, like `j/k move`, in the order of the table: the first key of each binding,
/// those with one hint together. As many as `fits` accepts, the most needed ones.
#[must_use]
pub fn hints(focus: Pane, fits: impl Fn(&str) -> bool) -> String {
    let mut hints: Vec<(String, &str)> = Vec::new();
    let here = [Focus::Any, Focus::Only(focus)];
    for binding in BINDINGS.iter().filter(|binding| here.contains(&binding.focus)) {
        // In the feed there is no way back.
        if binding.action == Action::Back && focus == Pane::Feed {
            continue;
        }
        let Some(key) = binding.keys.first().filter(|_| !binding.hint.is_empty()) else { continue };
        match hints.last_mut() {
            Some((keys, hint)) if *hint == binding.hint => *keys = format!("{keys}/{key}"),
            _ => hints.push((key.to_string(), binding.hint)),
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

/// The rows of the help: keys, and what they do.
#[must_use]
pub fn help() -> Vec<(String, String)> {
    let row = |binding: &Binding| {
        let keys: Vec<String> = binding.keys.iter().map(Key::to_string).collect();
        let place = match binding.focus {
            Focus::Any => "",
            Focus::Only(Pane::Sidebar) => " (sidebar)",
            Focus::Only(Pane::Feed) => " (feed)",
            Focus::Only(Pane::Reading) => " (post)",
        };
        (keys.join(" "), format!("{}{place}", binding.words))
    };
    BINDINGS.iter().map(row).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn no_key_is_bound_twice_in_one_place() {
        for (at, binding) in BINDINGS.iter().enumerate() {
            for key in binding.keys {
                let again = BINDINGS
                    .iter()
                    .skip(at + 1)
                    .find(|other| other.focus == binding.focus && other.keys.contains(key));
                assert!(again.is_none(), "{key} is bound twice");
            }
        }
    }

    #[test]
    fn every_hint_has_its_place() {
        for binding in BINDINGS.iter().filter(|binding| !binding.hint.is_empty()) {
            assert!(NEEDED.contains(&binding.hint), "{}", binding.hint);
        }
        assert_eq!(hints(Pane::Reading, |line| line.len() < 20), "Esc back  ? help");
        assert_eq!(hints(Pane::Feed, |line| line.len() < 5), "");
    }

    #[test]
    fn keys_that_terminals_use_themselves_are_free() {
        for ch in ['s', 'q', 'a', 'b', 'h', 'i', 'j', 'm'] {
            for pane in [Pane::Sidebar, Pane::Feed, Pane::Reading] {
                assert_eq!(lookup(pane, Key::ctrl(ch)), None, "^{ch}");
            }
        }
    }

    #[test]
    fn a_pane_goes_before_any() {
        assert_eq!(lookup(Pane::Sidebar, Key::char(' ')), Some(Action::Toggle));
        assert_eq!(lookup(Pane::Feed, Key::char(' ')), Some(Action::PageDown));
    }
}
