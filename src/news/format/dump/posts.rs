//! What stands between two headers → a post: labels, headline, who wrote it, and its blocks.

use std::collections::{BTreeMap, BTreeSet};

use super::choice::{self, Opening, Page};
use super::publishers::Publisher;
use super::times::{self, Told};
use crate::news::body::{Block, Body};
use crate::news::format::lines::Line;
use crate::news::format::{byline, credits, furniture, labels, live_page, markers};
use crate::news::post::{Byline, Kind, Kinds, Post};

/// Kinds whose labels stand above or below a headline. Others are headlines themselves.
const LABELLED: [Kind; 3] = [Kind::Breaking, Kind::Analysis, Kind::Key];

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

/// What stands before names, and the organisation that it tells.
const FILED_BY: &[(&str, Option<&str>)] = &[
    ("From CNN's ", Some("CNN")),
    ("From CNN’s ", Some("CNN")),
    ("Analysis from CNN's ", Some("CNN")),
    ("Analysis from CNN’s ", Some("CNN")),
    ("By ", None),
];

/// No name is longer, in bytes.
const LONGEST_NAME: usize = 60;

/// How the posts of a page are taken apart.
pub struct Reader<'a> {
    lines: &'a [Line<'a>],
    publisher: Option<&'static Publisher>,
    /// Names that stand alone at the beginning of several posts.
    authors: BTreeSet<&'a str>,
}

impl<'a> Reader<'a> {
    /// Looks who writes the posts of a page.
    pub fn new(
        lines: &'a [Line<'a>],
        page: &Page,
        publisher: Option<&'static Publisher>,
    ) -> Reader<'a> {
        let mut counts: BTreeMap<&str, usize> = BTreeMap::new();
        for opening in &page.openings {
            let body = lines.get(opening.body.clone()).unwrap_or_default();
            let first = body.iter().filter(|line| !line.is_blank()).take(2);
            let is_name =
                |line: &&Line| line.text.len() <= LONGEST_NAME && byline::is_full_name(&line.text);
            for line in first.filter(is_name) {
                *counts.entry(&line.text).or_default() += 1;
            }
        }
        let authors = counts.into_iter().filter(|(_, count)| *count > 1).map(|(name, _)| name);
        Reader { lines, publisher, authors: authors.collect() }
    }

    /// The summary above all posts, if there is one, and what else stands there, which is furniture.
    pub fn head(&self, first: usize) -> (Option<Post>, Vec<Block<'a>>) {
        let head = self.lines.get(..first).unwrap_or_default();
        let mut printed = head.iter().filter(|line| !line.is_blank()).peekable();
        let mut furniture = Vec::new();
        let mut summary = None;
        while let Some(line) = printed.next() {
            let is_heading = HEADINGS.iter().any(|words| line.text.eq_ignore_ascii_case(words));
            let mut points = Vec::new();
            if is_heading && summary.is_none() {
                while let Some(point) = printed.peek().and_then(|next| markers::bullet(&next.text))
                {
                    points.push(point);
                    printed.next();
                }
            }
            if points.is_empty() {
                furniture.push(Block::Furniture { text: &line.text });
                continue;
            }
            let list = Block::List { ordered: false, items: points };
            summary = Some(Post {
                headline: (&*line.text).into(),
                kinds: Kinds::from_iter([Kind::Summary]),
                body: Body::of(&[list]),
                ..Post::default()
            });
        }
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
        let mut kinds = Kinds::NONE;
        let mut lines = self.lines.get(opening.body.clone()).unwrap_or_default();
        let mut by: Vec<Byline> =
            opening.header.by.map(|names| bylines(names, None)).unwrap_or_default();
        let before = opening.header.before;
        let (mut headline, first) = match (opening.headline, opening.header.rest) {
            (Some(headline), _) => (headline, ""),
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
            } else if text.eq_ignore_ascii_case("pinned") {
                body.push(Block::Furniture { text });
            } else if let Some((found, below)) = self.role(lines).filter(|_| by.is_empty()) {
                by = vec![found];
                lines = below;
                continue;
            } else if let Some(names) = self.names(text).filter(|_| by.is_empty()) {
                by = names;
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
    fn role<'b>(&self, lines: &'b [Line<'a>]) -> Option<(Byline, &'b [Line<'a>])> {
        let is_bbc = self.publisher.is_some_and(|publisher| publisher.name == "BBC");
        let name = lines.first().map_or("", |line| &*line.text);
        if !is_bbc && !self.authors.contains(name) {
            return None;
        }
        let (found, below) = live_page::take_byline(lines);
        Some((found?, below))
    }

    fn names(&self, text: &str) -> Option<Vec<Byline>> {
        if self.authors.contains(text) {
            return Some(bylines(text, None));
        }
        let (names, organisation) = FILED_BY
            .iter()
            .find_map(|(start, organisation)| Some((text.strip_prefix(start)?, *organisation)))?;
        let are_names = text.len() <= 160 && credits::are_names(names);
        are_names.then(|| bylines(names, organisation))
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

/// The kind that a line is the label of; `• Key Post` is no item of a list.
fn label(text: &str) -> Option<Kind> {
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

/// `Kim Sample and Ann Other` → bylines.
fn bylines(names: &str, organisation: Option<&str>) -> Vec<Byline> {
    let by = |name: &str| Byline {
        name: name.into(),
        organisation: organisation.map(str::to_owned),
        ..Byline::default()
    };
    credits::names(names).map(by).collect()
}

fn without_blank<'a, 'b>(lines: &'a [Line<'b>]) -> &'a [Line<'b>] {
    let blank = lines.iter().take_while(|line| line.is_blank()).count();
    lines.get(blank..).unwrap_or_default()
}
