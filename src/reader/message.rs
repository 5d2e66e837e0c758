//! What may happen to a session, and what it may ask of the world.

use std::sync::Arc;

use jiff::Timestamp;

use super::edits;
use super::errand::Errand;
use super::folder_state::FolderState;
use super::input::{Key, Mouse};
use super::keymap::Keymap;
use super::layout::Size;
use super::list::List;
use super::queries::NamedQuery;
use crate::news::post::Kind;
use crate::news::store::{PostId, Snapshot};

/// Something that happened.
#[derive(Clone, Debug)]
pub enum Message {
    /// A key was pressed.
    Key(Key),
    /// A text was pasted, whatever is in it.
    Pasted(String),
    /// Something was done with the mouse.
    Mouse(Mouse),
    /// Words on the screen were clicked on that name a key.
    Asked(Action),
    /// The screen has another size.
    Resize(Size),
    /// The store, or what is known of its folder, has changed.
    Published(Arc<Snapshot>, FolderState),
    /// A minute has passed.
    Tick(Timestamp),
    /// A post that the reader came to has been open for a moment.
    Dwelt(PostId),
    /// What was found elsewhere, for an errand; none where that has failed.
    Found(Errand, Option<Box<List>>),
    /// The config says otherwise than before.
    Configured(Box<Setup>),
    /// What came of something that the world was asked for, in words.
    Told(String),
}

/// What the config says of a session.
#[derive(Clone, Debug)]
pub struct Setup {
    /// What each key does.
    pub keys: Keymap,
    /// Queries of the sidebar.
    pub queries: Vec<NamedQuery>,
    /// Versions that are kept of posts that were edited.
    pub versions: usize,
    /// Whether the mouse does anything.
    pub mouse: bool,
}

impl Default for Setup {
    fn default() -> Setup {
        let (keys, queries) = (Keymap::default(), Vec::new());
        Setup { keys, queries, versions: edits::MOST, mouse: false }
    }
}

/// What a key asks for. What it does depends on the pane that has the focus.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[allow(missing_docs, reason = "the key table says what each does")]
pub enum Action {
    Down,
    Up,
    HalfDown,
    HalfUp,
    PageDown,
    PageUp,
    First,
    Last,
    NextPane,
    PreviousPane,
    PaneLeft,
    PaneRight,
    Open,
    Back,
    BackOrQuit,
    Quit,
    ScrollDown,
    ScrollUp,
    Follow,
    Sort,
    Sidebar,
    Toggle,
    Kind(Kind),
    ClearFilter,
    Help,
    Problems,
    Redraw,
    Rescan,
    Suspend,
    OldestUnseen,
    NextUnseen,
    PreviousUnseen,
    NextNotable,
    PreviousNotable,
    Seen,
    AllSeen,
    Bookmark,
    Bookmarks,
    Unseen,
    Undo,
    Edits,
    CatchUp,
    Tempo,
    Zones,
    Jump,
    Query,
    Search,
    Narrow,
    SortPeople,
    NextMatch,
    PreviousMatch,
    Copy,
    Plain,
    Links,
    Export,
    Mouse,
}

impl Action {
    /// Whether it shows something over the panes, also in place of something else, or shows it no more.
    #[must_use]
    pub fn is_of_overlays(self) -> bool {
        use Action::{CatchUp, Edits, Help, Problems, Tempo};
        matches!(self, Help | Problems | Edits | CatchUp | Tempo)
    }
}

/// What a session asks of the world.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Effect {
    /// End the session.
    Quit,
    /// Paint every cell anew.
    Redraw,
    /// Look at the whole folder now.
    Rescan,
    /// Give the terminal back to the shell until it is resumed.
    Suspend,
    /// Tell whoever looks elsewhere that there is breaking news.
    Ring,
    /// Give the terminal a text for its clipboard.
    Copy(String),
    /// Open a link.
    Open(String),
    /// Write the listed posts to a file of this name.
    Export(String),
}
