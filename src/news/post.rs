//! A post and its parts, in the field's own words.

use std::sync::Arc;

use jiff::Timestamp;
use jiff::civil::DateTime;
use jiff::tz::Offset;
use serde::{Deserialize, Serialize};

use super::sanitize;

/// One entry of live coverage. An article is one post.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Post {
    /// The publisher's name for this post, where the format carries one.
    pub uri: Option<String>,
    /// Which version of its `uri` this is, where the format counts them.
    pub version: Option<u64>,
    /// The headline on one line; empty where none was printed.
    pub headline: String,
    /// The printed labels.
    pub kinds: Kinds,
    /// Who filed it, in printed order.
    pub by: Vec<Byline>,
    /// The reporting, block by block, with furniture kept in its place.
    pub body: Vec<Block>,
    /// When it was first published.
    pub time: PostTime,
    /// When this version was made, where the format says so.
    pub updated: Option<Moment>,
    /// Where it can be read on the web: `http` and `https` addresses only.
    pub url: Option<String>,
    /// The document it came from: a path below the folder, safe to show.
    pub source: Arc<str>,
    /// Whether it stands.
    pub status: Status,
}

impl Post {
    /// The text to show where a headline goes: the headline, or the first words of the body.
    #[must_use]
    pub fn title(&self) -> &str {
        if !self.headline.is_empty() {
            return &self.headline;
        }
        self.shown_blocks().find_map(Block::lead).unwrap_or("(no headline)")
    }

    /// The blocks of the reading view: all but the furniture.
    pub fn shown_blocks(&self) -> impl Iterator<Item = &Block> {
        self.body.iter().filter(|block| !matches!(block, Block::Furniture { .. }))
    }

    /// How much it says, in bytes of shown text: what decides between two documents that carry
    /// the same post.
    #[must_use]
    pub fn weight(&self) -> usize {
        self.headline.len()
            + self.shown_blocks().flat_map(Block::texts).map(str::len).sum::<usize>()
    }
}

/// A printed label. A post without any is a plain update.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Kind {
    /// News that has just come in.
    Breaking,
    /// A correspondent's reading of events.
    Analysis,
    /// The story so far.
    Summary,
    /// A whole article rather than an entry of a live page.
    Article,
}

impl Kind {
    /// Every kind, most urgent first: the order of the sidebar.
    pub const ALL: [Kind; 4] = [Kind::Breaking, Kind::Analysis, Kind::Summary, Kind::Article];

    /// The word for it, as printed by `dateline print` and read from `liveblog/1`.
    #[must_use]
    pub fn word(self) -> &'static str {
        match self {
            Kind::Breaking => "breaking",
            Kind::Analysis => "analysis",
            Kind::Summary => "summary",
            Kind::Article => "article",
        }
    }

    /// The kind that `word` names, in any case.
    #[must_use]
    pub fn from_word(word: &str) -> Option<Kind> {
        Kind::ALL.into_iter().find(|kind| kind.word().eq_ignore_ascii_case(word.trim()))
    }
}

/// A set of kinds, in one byte.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Kinds(u8);

impl Kinds {
    /// The set without any: a plain update.
    pub const NONE: Kinds = Kinds(0);

    /// Puts `kind` in.
    pub fn insert(&mut self, kind: Kind) {
        self.0 |= 1 << kind as u8;
    }

    /// Puts `kind` in, or takes it out if it is there.
    pub fn toggle(&mut self, kind: Kind) {
        self.0 ^= 1 << kind as u8;
    }

    /// Whether `kind` is in.
    #[must_use]
    pub fn contains(self, kind: Kind) -> bool {
        self.0 & (1 << kind as u8) != 0
    }

    /// Whether the two share a kind.
    #[must_use]
    pub fn intersects(self, other: Kinds) -> bool {
        self.0 & other.0 != 0
    }

    /// Whether there is none.
    #[must_use]
    pub fn is_empty(self) -> bool {
        self.0 == 0
    }

    /// Its kinds, most urgent first.
    pub fn iter(self) -> impl Iterator<Item = Kind> {
        Kind::ALL.into_iter().filter(move |kind| self.contains(*kind))
    }
}

impl FromIterator<Kind> for Kinds {
    fn from_iter<I: IntoIterator<Item = Kind>>(kinds: I) -> Kinds {
        let mut set = Kinds::NONE;
        kinds.into_iter().for_each(|kind| set.insert(kind));
        set
    }
}

/// Who filed a post. Field names follow IPTC ninjs 3.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Byline {
    /// The correspondent.
    pub name: Arc<str>,
    /// "Russia editor".
    pub role: Option<String>,
    /// "BBC Monitoring".
    pub organisation: Option<String>,
    /// Where they report from.
    pub located: Option<String>,
}

impl Byline {
    /// The last word of the name, for the narrow column of the feed.
    #[must_use]
    pub fn surname(&self) -> &str {
        self.name.split_whitespace().next_back().unwrap_or_default()
    }
}

/// A piece of a post's body.
#[derive(Clone, Debug, PartialEq, Eq)]
#[allow(missing_docs, reason = "the fields are those of liveblog/1, and are named there")]
pub enum Block {
    /// A paragraph.
    Paragraph { text: String },
    /// A heading inside the body.
    Subhead { text: String },
    /// Bullets, or numbers when `ordered`. An item that carries its own printed number keeps it.
    List { ordered: bool, items: Vec<String> },
    /// A picture: what it shows, what is said of it, whose it is. Any part may be empty.
    Image { alt: String, caption: String, credit: String },
    /// A clip, known by its caption.
    Video { caption: String },
    /// Somebody's words set apart.
    Quote { text: String, cite: String },
    /// What a page prints around the reporting: hidden from the reading view, kept in the data.
    Furniture { text: String },
}

impl Block {
    fn lead(&self) -> Option<&str> {
        let text = match self {
            Block::Paragraph { text } | Block::Subhead { text } | Block::Quote { text, .. } => text,
            Block::List { items, .. } => items.first()?,
            Block::Image { alt, caption, .. } if caption.is_empty() => alt,
            Block::Image { caption, .. } | Block::Video { caption } => caption,
            Block::Furniture { .. } => return None,
        };
        (!text.is_empty()).then_some(text)
    }

    /// Every piece of text in it, as printed order has them.
    pub fn texts(&self) -> impl Iterator<Item = &str> {
        let (items, parts): (&[String], [&str; 3]) = match self {
            Block::Paragraph { text } | Block::Subhead { text } | Block::Furniture { text } => {
                (&[], [text, "", ""])
            }
            Block::List { items, .. } => (items, ["", "", ""]),
            Block::Image { alt, caption, credit } => (&[], [alt, caption, credit]),
            Block::Video { caption } => (&[], [caption, "", ""]),
            Block::Quote { text, cite } => (&[], [text, cite, ""]),
        };
        items.iter().map(String::as_str).chain(parts).filter(|text| !text.is_empty())
    }
}

/// An instant, and the offset from UTC it was printed with.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Moment {
    /// The instant itself: what posts are sorted by.
    pub instant: Timestamp,
    /// The printed offset, or the one assumed for it.
    pub offset: Offset,
}

impl Moment {
    /// The civil time on the clock it was printed by.
    #[must_use]
    pub fn civil(self) -> DateTime {
        self.offset.to_datetime(self.instant)
    }
}

/// When a post was published, and how that is known.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct PostTime {
    /// The moment; none only where nothing at all tells it.
    pub moment: Option<Moment>,
    /// How it is known.
    pub source: TimeSource,
}

/// How a post's time is known: never a silent guess.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum TimeSource {
    /// Printed in full, or a stamp in the data.
    Printed,
    /// The year or the date comes from the file's name or from an option.
    Named,
    /// Day and month are printed, the year is inferred.
    YearAssumed,
    /// Only the clock time is printed, the date is inferred.
    DateAssumed,
    /// Taken from the other posts of its page.
    Page,
    /// The file's own time.
    File,
    /// Not known.
    #[default]
    None,
}

impl TimeSource {
    /// Whether some part was inferred, which screens mark with `~`.
    #[must_use]
    pub fn is_assumed(self) -> bool {
        !matches!(self, TimeSource::Printed | TimeSource::Named)
    }
}

/// Whether a post stands.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Status {
    /// It stands.
    #[default]
    Usable,
    /// It has been taken back, and may still be read as such.
    Withdrawn,
    /// Its publisher has taken it away, or holds it back: it is not to be shown.
    #[serde(alias = "cancelled", alias = "withheld")]
    Canceled,
}

/// Whether a post stands in the folder's documents as they are now.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Presence {
    /// It does.
    #[default]
    Present,
    /// It did, among posts that still do; or its document says that it is withdrawn.
    Withdrawn,
    /// It did, and was older than all that remain: a live page shows only its newest.
    RolledOff,
}

impl Presence {
    /// The word for it; none for what is present.
    #[must_use]
    pub fn word(self) -> Option<&'static str> {
        match self {
            Presence::Present => None,
            Presence::Withdrawn => Some("withdrawn"),
            Presence::RolledOff => Some("rolled off"),
        }
    }
}

/// Characters of a reason: a line of the screen, and some more.
const LONGEST_REASON: usize = 200;

/// What is wrong with a document, and where: shown as `file:line: what`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Problem {
    /// The line it is about, from 1.
    pub line: usize,
    /// The reason, in a few words that are safe to show.
    pub what: String,
}

impl Problem {
    /// A problem at `line`. What it quotes of the document is made safe and kept short.
    #[must_use]
    pub fn new(line: usize, what: impl AsRef<str>) -> Problem {
        let what: String = what.as_ref().chars().take(LONGEST_REASON).collect();
        Problem { line, what: sanitize::line(&what).into_owned() }
    }
}
