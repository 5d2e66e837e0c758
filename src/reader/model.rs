//! All that one session knows.

use std::sync::Arc;

use super::chart::Chart;
use super::edits::Edits;
use super::errand::{Errand, Job};
use super::feed::{Arrived, Feed};
use super::folder_state::FolderState;
use super::groups::Groups;
use super::keymap::Keymap;
use super::layout::{Pane, Panes, Size};
use super::links::Links;
use super::marks::{Away, Kept, Marks};
use super::pending::Pending;
use super::plain::Plain;
use super::problems::Problems;
use super::prompt::Prompt;
use super::queries::NamedQuery;
use super::reading::Reading;
use super::recall::Recall;
use super::search::{Origin, Search};
use super::sidebar::Sidebar;
use super::tempo::Tempo;
use super::undo::Undo;
use crate::news::filter::Filter;
use crate::news::store::{Entry, PostId, Snapshot};
use crate::news::when::Clock;

/// Whether the feed follows the newest post.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Follow {
    /// It does.
    Live,
    /// It does not: nothing moves under the reader, and what arrives is counted.
    Held(Arrived),
}

/// Something that is shown over the panes, and takes the keys.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Overlay {
    /// The keys, from a row on.
    Help(usize),
    /// What could not be read.
    Problems(Problems),
    /// What was edited of the selected post, from a row on.
    Edits(usize),
    /// What matters most of what is unseen, and which of it the cursor is on.
    CatchUp(usize),
    /// The tempo in large.
    Tempo(Chart),
    /// The selected post as plain text, in place of everything else.
    Plain(Plain),
    /// The links of the selected post.
    Links(Links),
}

/// What a click was on, which a second one opens.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Clicked {
    /// A post of the feed.
    Post(PostId),
    /// What the cursor of the catch-up or of the tempo in large is on since.
    Over,
    /// The link of a letter.
    Link(char),
}

/// One session.
#[derive(Clone, Debug)]
pub struct Model {
    /// What the header calls the folder; safe to show.
    pub title: String,
    /// The screen.
    pub size: Size,
    /// The present moment and the zone of all times on the screen.
    pub clock: Clock,
    /// The store as it was last published.
    pub snapshot: Arc<Snapshot>,
    /// What is known of the folder.
    pub folder: FolderState,
    /// What each key does.
    pub keys: Keymap,
    /// The pane that keys go to.
    pub focus: Pane,
    /// Whether the feed follows the newest post.
    pub follow: Follow,
    /// The list of posts.
    pub feed: Feed,
    /// What it is to list as soon as that is known.
    pub pending: Option<Pending>,
    /// Filters so far.
    pub filters: u64,
    /// The selected post.
    pub reading: Reading,
    /// What can be filtered by.
    pub sidebar: Sidebar,
    /// Facets of the sidebar that are unfolded.
    pub groups: Vec<Groups>,
    /// The queries of the config.
    pub queries: Vec<NamedQuery>,
    /// What is shown over the panes.
    pub overlay: Option<Overlay>,
    /// What the reader has seen and bookmarked.
    pub marks: Marks,
    /// What the reader knew of posts that are being read again.
    pub recall: Option<Recall>,
    /// What the reader missed, from when they come back to what they do next in the panes.
    pub away: Option<Away>,
    /// The post that the reader came to by what they did.
    pub attended: Option<PostId>,
    /// What can be undone.
    pub undo: Undo,
    /// A line that is being typed.
    pub prompt: Option<Prompt>,
    /// What is looked for.
    pub search: Option<Search>,
    /// Where the reader was before the search that is being typed.
    pub origin: Option<Origin>,
    /// Searches so far.
    pub searches: u64,
    /// What came of the last that the reader did, until they do something else.
    pub notice: Option<String>,
    /// What the last that the reader did has clicked on.
    pub clicked: Option<Clicked>,
    /// Whether links are opened where the reader sits; elsewhere they are handed to the terminal.
    pub opens_links: bool,
    /// Whether the mouse does anything.
    pub mouse: bool,
    /// Whether it does by the config.
    pub mouse_by_config: bool,
    /// How the posts are spread over time.
    pub tempo: Tempo,
    /// What was edited while the reader was here.
    pub edits: Edits,
}

impl Model {
    /// A session that has seen nothing yet.
    #[must_use]
    pub fn new(title: String, size: Size, clock: Clock, folder: FolderState, kept: Kept) -> Model {
        Model {
            title,
            size,
            clock,
            snapshot: Arc::default(),
            folder,
            keys: Keymap::default(),
            focus: Pane::Feed,
            follow: Follow::Live,
            feed: Feed::default(),
            pending: None,
            filters: 0,
            reading: Reading::default(),
            sidebar: Sidebar::default(),
            groups: Vec::new(),
            queries: Vec::new(),
            overlay: None,
            marks: Marks::new(kept),
            recall: None,
            away: None,
            attended: None,
            undo: Undo::default(),
            prompt: None,
            search: None,
            origin: None,
            searches: 0,
            notice: None,
            clicked: None,
            opens_links: false,
            mouse: false,
            mouse_by_config: false,
            tempo: Tempo::default(),
            edits: Edits::default(),
        }
    }

    /// Whether the reader sees it at once when they are told something.
    #[must_use]
    pub fn is_listening(&self) -> bool {
        self.prompt.is_none() && !matches!(self.overlay, Some(Overlay::Plain(_)))
    }

    /// The latest breaking post that is unseen.
    #[must_use]
    pub fn breaking(&self) -> Option<&Entry> {
        self.snapshot.posts().get(self.marks.breaking()?)
    }

    /// The post that the reader has open and has not seen yet: it will be, if it stays for a moment.
    #[must_use]
    pub fn dwelling(&self) -> Option<PostId> {
        let entry = self.feed.selected()?;
        let open = self.attended == Some(entry.id) && self.overlay.is_none();
        (open && !self.marks.is_seen(entry)).then_some(entry.id)
    }

    /// The filter that was asked for last, whether the feed lists it yet or not.
    #[must_use]
    pub fn asked(&self) -> &Filter {
        self.pending.as_ref().map_or(self.feed.filter(), |pending| pending.choice.filter())
    }

    /// What is to be found elsewhere: for the search, and for the filters what is needed first.
    #[must_use]
    pub fn errands(&self) -> [Option<Errand>; 2] {
        let search = self.search.as_ref().filter(|search| !search.knows(&self.snapshot));
        let pending = self.pending.as_ref().map(|pending| Errand::Filter(pending.number));
        let feed = || {
            let knows = self.feed.choice().knows(&self.snapshot);
            (!knows).then_some(Errand::Feed(self.filters))
        };
        let query = || {
            // Nothing is counted that a folder has not been read for.
            let mut queries = self.queries.iter().filter(|_| self.folder.reading.is_none());
            queries.position(|query| !query.choice().knows(&self.snapshot)).map(Errand::Query)
        };
        let search = search.map(|search| Errand::Search(search.number));
        [search, pending.or_else(feed).or_else(query)]
    }

    /// All that an errand takes.
    #[must_use]
    pub fn job(&self, errand: Errand) -> Option<Job> {
        let choice = match errand {
            Errand::Search(_) => self.search.as_ref()?.choice(self.feed.choice()),
            Errand::Filter(_) => self.pending.as_ref()?.choice.clone(),
            Errand::Feed(_) => self.feed.choice().clone(),
            Errand::Query(at) => self.queries.get(at)?.choice().clone(),
        };
        Some(Job { errand, choice, snapshot: Arc::clone(&self.snapshot) })
    }

    /// The panes on the screen; `None` where it is too small.
    #[must_use]
    pub fn panes(&self) -> Option<Panes> {
        Panes::of(self.size, self.focus)
    }

    /// The rows inside a pane. A pane that is not shown has as many as it would have.
    #[must_use]
    pub fn height(&self, pane: Pane) -> usize {
        let panes = Panes::of(self.size, pane);
        panes.and_then(|panes| panes.inside(pane)).map_or(0, |area| usize::from(area.rows))
    }

    /// The columns inside the reading pane.
    #[must_use]
    pub fn reading_width(&self) -> u16 {
        let shown = self.panes().and_then(|panes| panes.inside(Pane::Reading));
        let would_be = || Panes::of(self.size, Pane::Reading)?.inside(Pane::Reading);
        shown.or_else(would_be).map_or(0, |area| area.columns)
    }
}
