//! Everything there are keys for.

use crate::news::post::Kind;
use crate::reader::input::{Code, Key};
use crate::reader::layout::Pane;
use crate::reader::message::Action;

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
pub struct Row {
    /// What the config calls it.
    pub name: &'static str,
    /// Where its keys count.
    pub focus: Focus,
    /// Its keys, unless the config gives it others.
    pub keys: &'static [Key],
    /// What they ask for.
    pub action: Action,
    /// What they do, for the help.
    pub words: &'static str,
    /// What they do, for the status line; empty for keys that are not hinted at.
    pub hint: &'static str,
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
pub const TABLE: &[Row] = &[
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
