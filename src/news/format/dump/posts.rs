//! What stands between two headers → a post: labels, headline, who wrote it, and its blocks.

use std::collections::BTreeSet;

use super::choice::{self, Opening, Page};
use super::styles::LABELLED;
use super::times::{self, Told};
use super::{authors, headers};
use crate::news::body::{Block, Body};
use crate::news::format::lines::Line;
use crate::news::format::publishers::Publisher;
use crate::news::format::record::ByRecord;
use crate::news::format::{byline, credits, furniture, labels, live_page, markers, words};
use crate::news::post::{Byline, Kind, Kinds, Post};

/// Headlines that say that a post is a summary, in lower case.
const SUMMARIES: &[&str] = &[
    "summary",
    "closing summary",
    "morning summary",
    "lunchtime summary",
    "midday summary",
    "afternoon summary",
    "early evening summary",
    "evening summary",
];

/// Headings of the points above all posts, in lower case.
const HEADINGS: &[&str] = &[
    "summary",
    "key points",
    "key developments",
    "what we covered here",
    "what we're covering",
    "what we’re covering",
    "what we're covering here",
    "what we’re covering here",
    "what you need to know",
    "here's what you need to know",
    "here’s what you need to know",
];

/// What stands before names, and the organisation and the kind that it tells.
const FILED_BY: &[(&str, Option<&str>, Option<Kind>)] = &[
    ("From CNN's ", Some("CNN"), None),
    ("From CNN’s ", Some("CNN"), None),
    ("Analysis from CNN's ", Some("CNN"), Some(Kind::Analysis)),
    ("Analysis from CNN’s ", Some("CNN"), Some(Kind::Analysis)),
    ("Analysis by CNN's ", Some("CNN"), Some(Kind::Analysis)),
    ("Analysis by CNN’s ", Some("CNN"), Some(Kind::Analysis)),
    ("Analysis by ", None, Some(Kind::Analysis)),
    ("By ", None, None),
];

/// No line of names is longer, in bytes.
const LONGEST_NAMES: usize = 160;

/// So many lines of prose above all posts are reporting, or one of so many words; a standfirst is shorter.
const REPORTING: usize = 2;
const REPORTING_WORDS: usize = 20;

/// What a page tells its readers of itself, in lower case, where it speaks to them.
const NOTICES: &[&str] = &[
    "cookie",
    "your consent",
    "you consent",
    "newsletter",
    "affiliate link",
    "privacy policy",
    "privacy notice",
    "terms of use",
    "terms and conditions",
];
const READERS: &[&str] = &["we", "our", "us", "you", "your"];

/// How the posts of a page are taken apart.
pub struct Reader<'a> {
    lines: &'a [Line<'a>],
    publisher: Option<&'static Publisher>,
    /// Names that stand alone at the beginning of posts.
    authors: BTreeSet<&'a str>,
}

impl<'a> Reader<'a> {
    /// Looks who writes the posts of a page.
    pub fn new(
        lines: &'a [Line<'a>],
        page: &Page,
        publisher: Option<&'static Publisher>,
    ) -> Reader<'a> {
        Reader { lines, publisher, authors: authors::of(lines, page, publisher) }
    }

    /// The summary above all posts, of points below a heading and of reporting, if there is one; and what else stands
    /// there, which is furniture.
    pub fn head(&self, first: usize) -> (Option<Post>, Vec<Block<'a>>) {
        let head = self.lines.get(..first).unwrap_or_default();
        // What stands below such a heading is of other pages.
        let leads = |line: &&Line| headers::leads_elsewhere(&line.text);
        let teasers = head.iter().find(leads).map(|line| line.number);
        let is_reporting = |line: &&Line| {
            teasers.is_none_or(|at| line.number < at)
                && choice::is_prose(&line.text)
                && !self.is_furniture(&line.text)
                && !is_notice(&line.text)
        };
        let is_long = |line: &Line| words::at_least(REPORTING_WORDS, &line.text);
        let prose = || head.iter().filter(is_reporting);
        let reports = prose().nth(REPORTING - 1).is_some() || prose().any(is_long);

        let mut printed = head.iter().filter(|line| !line.is_blank()).peekable();
        let (mut furniture, mut summary) = (Vec::new(), Vec::new());
        let mut heading = None;
        while let Some(line) = printed.next() {
            let text = &*line.text;
            let is_heading = HEADINGS.iter().any(|words| text.eq_ignore_ascii_case(words));
            let mut points = Vec::new();
            if is_heading && heading.is_none() {
                while let Some(point) = printed.peek().and_then(|next| markers::bullet(&next.text))
                {
                    points.push(point);
                    printed.next();
                }
            }
            if !points.is_empty() {
                heading = Some(text);
                summary.push(Block::List { ordered: false, items: points });
            } else if reports && is_reporting(&line) {
                summary.push(Block::Paragraph { text });
            } else {
                furniture.push(Block::Furniture { text });
            }
        }
        let title = || head.iter().map(|line| &*line.text).find(|text| choice::is_headline(text));
        let summary = (!summary.is_empty()).then(|| Post {
            headline: heading.or_else(title).unwrap_or("Summary").into(),
            kinds: Kinds::from_iter([Kind::Summary]),
            body: Body::of(&summary),
            ..Post::default()
        });
        (summary, furniture)
    }

    /// One post. `above` is furniture that is printed above it; the last post has the lines of the page's end.
    pub fn post(
        &self,
        opening: &Opening<'a>,
        above: Vec<Block<'a>>,
        end: Option<&'a [Line<'a>]>,
    ) -> Post {
        let mut body = above;
        let mut kinds = Kinds::from_iter(opening.header.kind);
        let mut lines = self.lines.get(opening.body.clone()).unwrap_or_default();
        let mut by: Vec<Byline> = opening
            .header
            .by
            .map(|names| bylines(names, None).unwrap_or_else(|| each(names, None)))
            .unwrap_or_default();
        let before = opening.header.before;
        let (mut headline, first) = match (opening.headline, opening.header.rest) {
            // Below a headline, what stands behind a time is text.
            (Some(headline), rest) => (headline, rest),
            (None, "") => ("", ""),
            (None, rest) if choice::is_headline(rest) => (rest, ""),
            (None, rest) => ("", rest),
        };
        // A post that ends with its time has its beginning above, and the page's name before it is no part of it.
        let ends = opening.start == opening.body.start;
        if !ends && !before.is_empty() {
            body.push(Block::Furniture { text: before });
        }
        loop {
            lines = without_blank(lines);
            let Some((line, rest)) = lines.split_first() else { break };
            let text = &*line.text;
            if let Some(kind) = label(text) {
                kinds.insert(kind);
            } else if text.eq_ignore_ascii_case("pinned") || is_again(text, &opening.header.told) {
                body.push(Block::Furniture { text });
            } else if let Some((found, below)) =
                self.role(lines, !headline.is_empty()).filter(|_| by.is_empty())
            {
                by = vec![found];
                lines = below;
                continue;
            } else if let Some(place) = authors::place(text)
                .filter(|_| !by.is_empty() && by.iter().all(|by| by.located.is_none()))
            {
                for by in &mut by {
                    by.located = Some(place.to_owned());
                }
            } else if let Some((names, kind)) = self.names(text).filter(|_| by.is_empty()) {
                by = names;
                if let Some(kind) = kind {
                    kinds.insert(kind);
                }
            } else if headline.is_empty()
                && first.is_empty()
                && choice::is_headline(text)
                && !self.is_furniture(text)
            {
                headline = text;
            } else {
                break;
            }
            lines = rest;
        }
        if let Some(rest) = headline.strip_prefix("BreakingBreaking News") {
            kinds.insert(Kind::Breaking);
            headline = rest.trim();
        }
        if SUMMARIES.iter().any(|words| headline.eq_ignore_ascii_case(words)) {
            kinds.insert(Kind::Summary);
        }
        if !first.is_empty() {
            body.push(Block::Paragraph { text: first });
        }
        self.add_blocks(&mut body, lines, end.is_some());
        if ends && !before.is_empty() {
            body.push(Block::Paragraph { text: before });
        }
        let end = end.unwrap_or_default().iter().filter(|line| !line.is_blank());
        body.extend(end.map(|line| Block::Furniture { text: &line.text }));
        Post {
            headline: headline.into(),
            kinds,
            by: by.into(),
            body: Body::of(&body),
            ..Post::default()
        }
    }

    /// A name with a role below it, where the page is one that prints them so.
    fn role<'b>(
        &self,
        lines: &'b [Line<'a>],
        has_headline: bool,
    ) -> Option<(Byline, &'b [Line<'a>])> {
        let is_bbc = self.publisher.is_some_and(|publisher| publisher.name == "BBC");
        let name = lines.first().map_or("", |line| &*line.text);
        if !is_bbc && !self.authors.contains(name) {
            return None;
        }
        let (found, below) = live_page::take_byline(lines);
        // What stands below a name may be the headline as well.
        let is_sure = |by: &Byline| {
            is_bbc
                || has_headline
                || by.organisation.is_some()
                || by.located.is_some()
                || by.role.as_deref().is_some_and(authors::is_role)
        };
        Some((found.filter(is_sure)?, below))
    }

    /// Who has filed a post, where a line says it, and the kind that it tells.
    fn names(&self, text: &str) -> Option<(Vec<Byline>, Option<Kind>)> {
        if text.len() > LONGEST_NAMES {
            return None;
        }
        let are_several = text.contains([',', ';', '&']) || text.contains(" and ");
        let are_authors = || {
            are_several
                && credits::names(text).any(|name| self.authors.contains(name))
                && credits::names(text).all(byline::is_full_name)
        };
        if self.authors.contains(text) || are_authors() {
            return Some((each(text, None), None));
        }
        let (names, organisation, kind) = FILED_BY
            .iter()
            .find_map(|(start, by, kind)| Some((text.strip_prefix(start)?, *by, *kind)))?;
        Some((bylines(names, organisation)?, kind))
    }

    fn is_furniture(&self, text: &str) -> bool {
        furniture::is_furniture(text)
            || self.publisher.is_some_and(|publisher| publisher.is_furniture(text))
            || updated(text).is_some()
    }

    /// Lines → blocks. Below the last post, what begins with furniture is the page's end.
    fn add_blocks(&self, body: &mut Vec<Block<'a>>, lines: &'a [Line<'a>], is_last: bool) {
        let last_prose = lines.iter().rposition(|line| choice::is_prose(&line.text));
        let mut from = 0;
        let mut is_tail = false;
        for (at, line) in lines.iter().enumerate() {
            if line.is_blank() {
                continue;
            }
            let text = &*line.text;
            let is_furniture = is_tail || self.is_furniture(text);
            is_tail |= is_last && is_furniture && last_prose.is_none_or(|last| last < at);
            let special = if is_furniture { Some(Block::Furniture { text }) } else { quote(text) };
            let credit =
                text.strip_prefix("Copyright: ").map(str::trim).filter(|_| special.is_none());
            if special.is_none() && credit.is_none() {
                continue;
            }
            live_page::add_blocks(body, lines.get(from..at).unwrap_or_default());
            from = at + 1;
            body.extend(special);
            if let Some(credit) = credit {
                let touches = at.checked_sub(1).and_then(|above| lines.get(above));
                add_credit(body, credit, touches.is_some_and(|above| !above.is_blank()));
            }
        }
        live_page::add_blocks(body, lines.get(from..).unwrap_or_default());
    }
}

/// Whether a page tells its readers of its cookies, newsletters or rules.
fn is_notice(text: &str) -> bool {
    let lower = text.to_lowercase();
    let mut words = lower.split(|ch: char| !ch.is_alphanumeric());
    NOTICES.iter().any(|own| lower.contains(own)) && words.any(|word| READERS.contains(&word))
}

/// The kind that a line is the label of; `• Key Post` is no item of a list.
pub fn label(text: &str) -> Option<Kind> {
    let bare = markers::bullet(text);
    let is_label = |kind: &Kind| LABELLED.contains(kind) && (bare.is_none() || *kind == Kind::Key);
    let label = bare.unwrap_or(text);
    let is_capital = label.starts_with(char::is_uppercase);
    labels::of(label).filter(|kind| is_capital && is_label(kind))
}

/// What `Updated at 01.51 EDT` says: the line of a post that tells when it was changed, and never a new one.
pub fn updated(text: &str) -> Option<Told> {
    let told = text.strip_prefix("Updated ")?;
    times::read(told.strip_prefix("at ").unwrap_or(told))
}

/// Whether a line says the clock time of a header once more: `17:02`, below `5.02pm GMT`.
fn is_again(text: &str, header: &Told) -> bool {
    let is_same = |told: Told| {
        told.clock.map(|clock| clock.time) == header.clock.map(|clock| clock.time)
            && (told.zone.is_none() || told.zone == header.zone)
            && (told.day, told.ago) == (None, None)
    };
    header.clock.is_some() && times::read(text).is_some_and(is_same)
}

/// `Quote Message: … from Kim Sample`.
fn quote(text: &str) -> Option<Block<'_>> {
    let said = text.strip_prefix("Quote Message:")?.trim();
    let named = said.rsplit_once(" from ").filter(|(said, name)| {
        said.ends_with(['"', '”', '.', '!', '?']) && name.starts_with(char::is_uppercase)
    });
    let (text, cite) = named.unwrap_or((said, ""));
    Some(Block::Quote { text: text.trim_end(), cite })
}

/// A credit belongs to the line right above it, which says what the picture shows.
fn add_credit<'a>(body: &mut Vec<Block<'a>>, credited: &'a str, touches: bool) {
    match body.last_mut() {
        Some(Block::Image { credit, .. }) if credit.is_empty() => *credit = credited,
        Some(last @ &mut Block::Paragraph { text: alt }) if touches => {
            *last = Block::Image { alt, caption: "", credit: credited };
        }
        _ => body.push(Block::Image { alt: "", caption: "", credit: credited }),
    }
}

/// `Kim Sample in Harbourtown and Ann Other`, `Kim Sample, Europe editor` → bylines, where all of a text is names, each with
/// a place or without, or what they are.
fn bylines(names: &str, organisation: Option<&str>) -> Option<Vec<Byline>> {
    let found = credits::bylines(names);
    let is_place =
        |place: &str| place.starts_with(char::is_uppercase) && !place.ends_with(['.', '!', '?']);
    let is_one = |by: &ByRecord| {
        byline::is_full_name(&by.name)
            && by.role.as_deref().is_none_or(authors::ends_as_role)
            && by.organisation.as_deref().is_none_or(byline::is_name)
            && by.located.as_deref().is_none_or(is_place)
    };
    let tells = |by: &ByRecord| by.role.is_some() || by.organisation.is_some();
    let are_sound = !found.is_empty() && found.iter().all(is_one);
    // What stands behind a name may look like one.
    if !(are_sound && found.iter().any(tells)) && credits::are_names(names) {
        return Some(each(names, organisation));
    }
    let owned = |part: Option<&str>| part.map(str::to_owned);
    let by = |by: &ByRecord| Byline {
        role: owned(by.role.as_deref()),
        organisation: owned(by.organisation.as_deref().or(organisation)),
        located: owned(by.located.as_deref()),
        ..named(&by.name, None)
    };
    are_sound.then(|| found.iter().map(by).collect())
}

/// Each of a list of names.
fn each(names: &str, organisation: Option<&str>) -> Vec<Byline> {
    credits::names(names).map(|name| named(name, organisation)).collect()
}

fn named(name: &str, organisation: Option<&str>) -> Byline {
    let organisation = organisation.map(str::to_owned);
    Byline { name: name.into(), organisation, ..Byline::default() }
}

fn without_blank<'a, 'b>(lines: &'a [Line<'b>]) -> &'a [Line<'b>] {
    let blank = lines.iter().take_while(|line| line.is_blank()).count();
    lines.get(blank..).unwrap_or_default()
}
