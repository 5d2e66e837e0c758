//! A post and its parts, in the field's own words.

use std::sync::Arc;

use jiff::Timestamp;
use jiff::civil::DateTime;
use jiff::tz::Offset;
use serde::{Deserialize, Serialize};

use super::body::Body;
use super::sanitize;

/// One entry of live coverage. An article is one post.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Post {
    /// The headline on one line; empty where none was printed.
    pub headline: Box<str>,
    /// The printed labels.
    pub kinds: Kinds,
    /// What it most likely is, where nothing says so.
    pub inferred: Kinds,
    /// Who filed it, in printed order: one list for all posts by the same.
    pub by: Arc<[Byline]>,
    /// The reporting, block by block, with furniture kept in its place.
    pub body: Body,
    /// When it was first published.
    pub time: PostTime,
    /// What its publisher's system says of it. Most posts have none, and there are many.
    pub provenance: Option<Box<Provenance>>,
    /// The document it stands in: a path below the folder, safe to show.
    pub document: Arc<str>,
    /// Which of the document's posts it is, from 0.
    pub place: u32,
    /// Whether it stands.
    pub status: Status,
}

/// What a publisher's system says of a post, where the format carries it.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Provenance {
    /// The publisher's name for the post.
    pub uri: Option<String>,
    /// Which version of its `uri` this is.
    pub version: Option<u64>,
    /// When this version was made.
    pub updated: Option<Moment>,
    /// Where it can be read on the web: `http` and `https` addresses only.
    pub url: Option<String>,
    /// The document it was first read from, where another program has handed it on.
    pub source: Option<String>,
}

impl Provenance {
    /// It, unless it says nothing.
    #[must_use]
    pub fn kept(self) -> Option<Box<Provenance>> {
        (self != Provenance::default()).then(|| Box::new(self))
    }
}

impl Post {
    /// The publisher's name for it.
    #[must_use]
    pub fn uri(&self) -> Option<&str> {
        self.provenance.as_ref()?.uri.as_deref()
    }

    /// Which version of its `uri` this is, where that is counted.
    #[must_use]
    pub fn version(&self) -> Option<u64> {
        self.provenance.as_ref()?.version
    }

    /// When this version was made, where that is known.
    #[must_use]
    pub fn updated(&self) -> Option<Moment> {
        self.provenance.as_ref()?.updated
    }

    /// Where it can be read on the web.
    #[must_use]
    pub fn url(&self) -> Option<&str> {
        self.provenance.as_ref()?.url.as_deref()
    }

    /// The document it came from: a path below a folder, safe to show.
    #[must_use]
    pub fn source(&self) -> &str {
        let handed_on = self.provenance.as_ref().and_then(|it| it.source.as_deref());
        handed_on.unwrap_or(&self.document)
    }

    /// The instant it was published.
    #[must_use]
    pub fn instant(&self) -> Option<Timestamp> {
        self.time.0.map(|known| known.instant)
    }

    /// The text to show where a headline goes: the headline, or the first words of the body.
    #[must_use]
    pub fn title(&self) -> &str {
        if !self.headline.is_empty() {
            return &self.headline;
        }
        self.body.shown_blocks().find_map(|block| block.lead()).unwrap_or("(no headline)")
    }

    /// Whether it has neither headline nor body.
    #[must_use]
    pub fn says_nothing(&self) -> bool {
        self.headline.is_empty() && self.body.is_empty()
    }

    /// Whether another one says the same, wherever the two stand.
    #[must_use]
    pub fn says_the_same(&self, other: &Post) -> bool {
        let of = |post: &Post| (post.kinds, post.time, post.status);
        of(self) == of(other)
            && (&self.headline, &self.by, &self.body) == (&other.headline, &other.by, &other.body)
            && self.provenance == other.provenance
    }

    /// How much it says, in bytes of shown text: what decides between two documents that carry
    /// the same post.
    #[must_use]
    pub fn weight(&self) -> usize {
        self.headline.len() + self.body.shown_texts().map(str::len).sum::<usize>()
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
    /// One of the events of the day.
    Key,
    /// The first of a page.
    Opening,
    /// The last of a page, or a word of where it goes on.
    Closing,
    /// What is behind the news.
    Explainer,
    /// A clip.
    Video,
    /// A picture, and hardly a word.
    Picture,
    /// What was wrong before.
    Correction,
}

impl Kind {
    /// Every kind, most urgent first: the order of the sidebar.
    pub const ALL: [Kind; 11] = [
        Kind::Breaking,
        Kind::Analysis,
        Kind::Summary,
        Kind::Article,
        Kind::Key,
        Kind::Opening,
        Kind::Closing,
        Kind::Explainer,
        Kind::Video,
        Kind::Picture,
        Kind::Correction,
    ];

    /// Those that have a key and a row of their own, whether there are any posts of them or not.
    pub const MAIN: [Kind; 4] = [Kind::Breaking, Kind::Analysis, Kind::Summary, Kind::Article];

    /// The word for it, as printed by `dateline print` and read from `liveblog/1`.
    #[must_use]
    pub fn word(self) -> &'static str {
        match self {
            Kind::Breaking => "breaking",
            Kind::Analysis => "analysis",
            Kind::Summary => "summary",
            Kind::Article => "article",
            Kind::Key => "key",
            Kind::Opening => "opening",
            Kind::Closing => "closing",
            Kind::Explainer => "explainer",
            Kind::Video => "video",
            Kind::Picture => "picture",
            Kind::Correction => "correction",
        }
    }

    /// The kind that `word` names, in any case.
    #[must_use]
    pub fn from_word(word: &str) -> Option<Kind> {
        Kind::ALL.into_iter().find(|kind| kind.word().eq_ignore_ascii_case(word.trim()))
    }
}

/// A set of kinds, in two bytes.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub struct Kinds(u16);

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
#[derive(Clone, Debug, Default, PartialEq, Eq, Hash)]
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
pub struct PostTime(Option<Known>);

/// There are as many of these as posts: as a [`Moment`] beside its source they would take half as much again.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
struct Known {
    instant: Timestamp,
    offset: Offset,
    source: TimeSource,
}

impl PostTime {
    /// A moment that is known in some way. Where there is none, neither is the way.
    #[must_use]
    pub fn new(moment: Option<Moment>, source: TimeSource) -> PostTime {
        PostTime(moment.map(|Moment { instant, offset }| Known { instant, offset, source }))
    }

    /// The moment; none only where nothing at all tells it.
    #[must_use]
    pub fn moment(self) -> Option<Moment> {
        self.0.map(|Known { instant, offset, .. }| Moment { instant, offset })
    }

    /// How it is known.
    #[must_use]
    pub fn source(self) -> TimeSource {
        self.0.map_or(TimeSource::None, |known| known.source)
    }
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
    /// The word for it, as `liveblog/1` has it.
    #[must_use]
    pub fn word(self) -> &'static str {
        match self {
            TimeSource::Printed => "printed",
            TimeSource::Named => "named",
            TimeSource::YearAssumed => "year-assumed",
            TimeSource::DateAssumed => "date-assumed",
            TimeSource::Page => "page",
            TimeSource::File => "file",
            TimeSource::None => "none",
        }
    }

    /// Whether some part was inferred, which screens mark with `~`.
    #[must_use]
    pub fn is_assumed(self) -> bool {
        !matches!(self, TimeSource::Printed | TimeSource::Named)
    }
}

/// Whether a post stands.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, Serialize, Deserialize)]
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
        Problem { line, what: sanitize::shown(&what).into_owned() }
    }
}
