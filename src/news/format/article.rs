//! An article: headline, standfirst, subheads, paragraphs, pictures. Furniture is kept, hidden.
//!
//! No line of such a dump says what it is, so it is known by its shape: prose ends like a sentence,
//! a subhead is short, stands alone and has prose below it, and what trails behind the last
//! sentence among a page's furniture is furniture too.

use std::borrow::Cow;
use std::collections::BTreeMap;

use jiff::tz::TimeZone;

use super::lines::Line;
use super::publishers::{self, Publisher};
use super::record::ByRecord;
use super::{
    Document, Format, Source, byline, credits, dump, find, furniture, live_page, markers, picture,
    stamp, words,
};
use crate::news::body::{Block, Body};
use crate::news::dating::{Context, PrintedTime, date_page};
use crate::news::post::{Byline, Kind, Kinds, Moment, Post, PostTime, Problem, Provenance};

/// The format.
pub const FORMAT: Format = Format {
    name: "article",
    words: "article",
    known_by: "no line of it opens a post of a live page",
    read: |source: &Source, context: &Context| Some(read(source.lines(), source.text, context)),
};

/// A first line longer than this, in characters, is a paragraph and no headline.
const LONGEST_HEADLINE: usize = 300;
/// Most words of a subhead.
const SUBHEAD_WORDS: usize = 14;
/// A line of so many words is prose even where it does not end like a sentence.
const PROSE_WORDS: usize = 25;
/// A line printed so often on one page is furniture.
const REPEATS: usize = 3;
/// A line of fewer words may be said three times.
const REPEATED_WORDS: usize = 4;
/// Widths, in characters, between which lines of a paragraph have been broken by hand.
const WRAPPED: std::ops::RangeInclusive<usize> = 45..=110;

/// Reads a document as one article.
fn read(lines: &[Line], text: &str, context: &Context) -> Document {
    let ist = ist(lines);
    let lines = join_wrapped(lines);
    let roles = roles(&lines);
    let mut headline = "";
    let mut by = Vec::new();
    let mut reported = Vec::new();
    let mut body = Vec::new();
    let mut stamps = Stamps { ist, ..Stamps::default() };
    for (at, line) in lines.iter().enumerate() {
        let text = line.text.as_ref();
        match roles.get(at) {
            Some(Role::Headline) => headline = text,
            Some(Role::Byline) => {
                add_byline(&mut by, text);
                stamps.add(text);
                body.push(Block::Furniture { text });
            }
            Some(Role::About) => {
                add_about(&mut by, text);
                body.push(Block::Furniture { text });
            }
            Some(Role::Furniture) => {
                stamps.add(text);
                reported.extend(credits::of_sign_off(text).unwrap_or_default());
                body.push(Block::Furniture { text });
            }
            Some(Role::Subhead) => body.push(Block::Subhead { text }),
            Some(Role::Item) => add_item(&mut body, text),
            Some(Role::Picture) => picture::add(&mut body, text, line.follows),
            Some(Role::Mark) => {}
            Some(Role::Caption) => live_page::add_caption(&mut body, caption(text), false),
            Some(Role::Clip) => body.push(Block::Video { caption: caption(text) }),
            Some(Role::Paragraph) | None => body.push(Block::Paragraph { text }),
        }
    }
    if by.is_empty() {
        by = reported.into_iter().filter_map(ByRecord::into_byline).collect();
    }
    let kinds = Kinds::from_iter([Kind::Article]);
    let (time, updated) = stamps.times(text, context);
    let post = Post {
        headline: headline.into(),
        kinds,
        by: by.into(),
        body: Body::of(&body),
        time,
        provenance: Provenance { updated, ..Provenance::default() }.kept(),
        ..Post::default()
    };
    if post.says_nothing() {
        return Document::unreadable(Problem::new(1, "empty: nothing in it is text"));
    }
    Document { format: &FORMAT, posts: vec![post], problems: Vec::new() }
}

/// A caption without the mark that may stand before it on its line.
fn caption(text: &str) -> &str {
    markers::caption(text).map_or(text, |(_, caption)| caption)
}

/// Adds whom a line of the head names.
fn add_byline(by: &mut Vec<Byline>, text: &str) {
    let printed = credits::of_printed(text);
    let said = if printed.is_empty() { credits::of_head(text) } else { printed };
    for one in said.into_iter().filter_map(ByRecord::into_byline) {
        if by.iter().all(|own| own.name != one.name) {
            by.push(one);
        }
    }
}

/// Adds what is said of those above: role, organisation, place.
fn add_about(by: &mut [Byline], text: &str) {
    if let Some(one) = by.last_mut() {
        let told = byline::with_role(&one.name, text);
        one.role = one.role.take().or(told.role);
        one.organisation = one.organisation.take().or(told.organisation);
        one.located = one.located.take().or(told.located);
    }
}

/// When an article says that it was published, and changed.
#[derive(Default)]
struct Stamps {
    published: Option<PrintedTime>,
    updated: Option<PrintedTime>,
    /// What `IST` is on the page.
    ist: Option<TimeZone>,
    /// Whether the line above says no more than that the next tells the time of the change.
    changed: bool,
}

/// What `IST` is on a page that says so: its publisher's time, or that of a place before a stamp.
fn ist(lines: &[Line]) -> Option<TimeZone> {
    if !lines.iter().any(|line| stamp::says_ist(&line.text)) {
        return None;
    }
    let of_publisher = publishers::of_page(lines).and_then(Publisher::ist);
    of_publisher.or_else(|| lines.iter().find_map(|line| stamp::ist_of_place(&line.text)))
}

impl Stamps {
    fn add(&mut self, text: &str) {
        if let Some(time) = dump::last_update(text) {
            self.updated.get_or_insert(time);
            return;
        }
        let read = |text: &str| stamp::read_of(text, self.ist.as_ref());
        let (before, behind) = of_change(text).unwrap_or((text, ""));
        let is_changed = std::mem::take(&mut self.changed) && behind.is_empty();
        // "June 2, 2025 10:14 AM UTC Updated 2 hours ago"
        let (published, updated) = match (read(before), read(behind)) {
            (first, second) if first.day.is_some() => (first, second),
            _ if behind.is_empty() => (PrintedTime::default(), PrintedTime::default()),
            _ => (PrintedTime::default(), read(text)),
        };
        self.changed = !behind.is_empty() && bare_stamp_word(text);
        let (published, updated) =
            if is_changed { (updated, published) } else { (published, updated) };
        if published.day.is_some() {
            self.published.get_or_insert(published);
        }
        if updated.day.is_some() {
            self.updated.get_or_insert(updated);
        }
    }

    /// An article that says only when it was changed was published by then.
    fn times(self, text: &str, context: &Context) -> (PostTime, Option<Moment>) {
        let of = |printed: PrintedTime| {
            date_page(&[printed], text, context).into_iter().next().unwrap_or_default()
        };
        match (self.published, self.updated) {
            (Some(published), updated) => {
                let updated = updated.filter(|updated| updated.clock.is_some());
                (of(published), updated.and_then(|updated| of(updated).moment()))
            }
            (None, updated) => (of(updated.unwrap_or_default()), None),
        }
    }
}

/// What stands before the word that tells of a change, and what begins with it.
fn of_change(text: &str) -> Option<(&str, &str)> {
    let words = ["Updated", "updated", "UPDATED", "Modified", "modified", "MODIFIED"];
    let at = words.iter().filter_map(|word| text.find(word)).min()?;
    text.split_at_checked(at)
}

/// One paragraph as printed, and what is seen of it alone.
#[allow(clippy::struct_excessive_bools, reason = "each is seen by itself")]
struct Printed<'a> {
    text: Cow<'a, str>,
    /// Whether the line above is printed too, rather than blank.
    follows: bool,
    /// Whether it has blank lines, or the page's edge, on both sides.
    alone: bool,
    /// Whether it says that it is furniture.
    furniture: bool,
    /// Whether it is prose, by its shape.
    prose: bool,
}

/// What a line is to the article.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Role {
    Headline,
    Byline,
    /// What the one named above is.
    About,
    Furniture,
    Subhead,
    Item,
    Picture,
    /// `Image caption,` or `Media caption,`: it tells what the next line is.
    Mark,
    Caption,
    Clip,
    Paragraph,
}

/// The printed lines; a paragraph that was broken by hand into lines is one again.
fn join_wrapped<'a>(lines: &'a [Line]) -> Vec<Printed<'a>> {
    let mut printed: Vec<Printed> = Vec::new();
    let mut parts: Vec<(Cow<str>, bool)> = Vec::new();
    for block in lines.split(Line::is_blank).filter(|block| !block.is_empty()) {
        let first = printed.is_empty();
        for (at, line) in block.iter().enumerate() {
            let text = line.text.as_ref();
            let above = at.checked_sub(1).and_then(|above| block.get(above));
            let goes_on = above.is_some_and(|above| {
                WRAPPED.contains(&above.text.chars().count())
                    && !ends_sentence(&above.text)
                    && !is_item(text)
                    && text.starts_with(char::is_lowercase)
            });
            // Once broken by hand, a paragraph goes on whatever its lines begin with.
            let broken = parts.last().is_some_and(|(_, broken)| *broken);
            let wide = above.is_some_and(|above| WRAPPED.contains(&above.text.chars().count()));
            match parts.last_mut() {
                Some((part, joined)) if goes_on || (broken && wide && !is_item(text)) => {
                    let part = part.to_mut();
                    part.push(' ');
                    part.push_str(text);
                    *joined = true;
                }
                _ => parts.push((Cow::Borrowed(text), false)),
            }
        }
        let alone = parts.len() == 1;
        let count = parts.len();
        printed.extend(parts.drain(..).enumerate().map(|(at, (text, _))| Printed {
            furniture: furniture::is_furniture(&text) || credits::of_sign_off(&text).is_some(),
            prose: is_prose(&text),
            text,
            follows: at > 0,
            alone: alone || (first && count == 2 && at == 0),
        }));
    }
    mark_repeats(&mut printed);
    links::mark(&mut printed);
    printed
}

/// What is printed again and again on one page is furniture, but for an answer that an interview gives
/// three times.
fn mark_repeats(lines: &mut [Printed]) {
    if lines.len() < REPEATS {
        return;
    }
    let mut seen: BTreeMap<&str, usize> = BTreeMap::new();
    for line in lines.iter() {
        *seen.entry(line.text.as_ref()).or_default() += 1;
    }
    let repeated = |line: &Printed| {
        let text = line.text.as_ref();
        seen.get(text).is_some_and(|times| *times >= REPEATS)
            && words::at_least(REPEATED_WORDS, text)
    };
    let repeated: Vec<bool> = lines.iter().map(repeated).collect();
    for (line, repeated) in lines.iter_mut().zip(repeated) {
        line.furniture |= repeated;
    }
}

fn roles(lines: &[Printed]) -> Vec<Role> {
    let is_furniture = |line: &Printed| line.furniture;
    let headline = lines
        .iter()
        .position(|line| !is_furniture(line))
        .filter(|at| lines.get(*at).is_some_and(|l| l.text.chars().count() <= LONGEST_HEADLINE));
    let after = headline.map_or(0, |at| at + 1);
    let is_prose_at = |at: usize| lines.get(at).is_some_and(|line| !line.furniture && line.prose);
    // Above the second sentence stand, besides the standfirst, byline and pictures.
    let above = |at: usize| {
        is_prose_at(at) && lines.get(at).is_some_and(|line| !picture::is_picture(&line.text, true))
    };
    let mut sentences = (after..lines.len()).filter(|at| above(*at));
    let first = sentences.next();
    let end = sentences.next().or(first.map(|at| at + 1)).unwrap_or(lines.len());
    let last_prose = (after..lines.len()).rev().find(|at| is_prose_at(*at));
    // From the first furniture behind the last sentence, everything is.
    let tail = last_prose
        .and_then(|last| {
            let ends = |line: &Printed| line.furniture && !furniture::stands_within(&line.text);
            (last + 1..lines.len()).find(|at| lines.get(*at).is_some_and(ends))
        })
        .unwrap_or(lines.len());
    let first_shown = (after..lines.len()).find(|at| !lines.get(*at).is_some_and(is_furniture));
    let mut roles: Vec<Role> = Vec::with_capacity(lines.len());
    for (at, line) in lines.iter().enumerate() {
        let text = line.text.as_ref();
        let mark_above = at.checked_sub(1).filter(|above| roles.get(*above) == Some(&Role::Mark));
        let in_head = at >= after && at < end;
        let role = if Some(at) == headline {
            Role::Headline
        } else if let Some(above) = mark_above {
            let clip = lines.get(above).is_some_and(|line| line.text == markers::MEDIA_CAPTION);
            if clip { Role::Clip } else { Role::Caption }
        } else if is_mark(text) && at + 1 < lines.len() {
            Role::Mark
        } else if let Some((clip, _)) = markers::caption(text) {
            if clip { Role::Clip } else { Role::Caption }
        } else if in_head && next_repeats(lines, at) {
            Role::Picture
        } else if is_furniture(line) || at >= tail {
            Role::Furniture
        } else if in_head
            && (!credits::of_printed(text).is_empty()
                || head::is_byline(lines, at, after, first.is_none_or(|first| at < first)))
        {
            Role::Byline
        } else if in_head && is_below_name(&roles) && byline::is_about(text) {
            Role::About
        } else if (follows_stamp_word(lines, at) && stamp::is_all(text))
            || in_head
                && (stamp::is_all(text) || head::is_age(text) || follows_stamp_word(lines, at))
        {
            Role::Furniture
        } else if is_item(text) {
            Role::Item
        } else if picture::is_picture(text, in_head) {
            Role::Picture
        } else if line.alone && Some(at) != first_shown && is_subhead(lines, at) {
            Role::Subhead
        } else {
            Role::Paragraph
        };
        roles.push(role);
    }
    roles
}

fn is_below_name(roles: &[Role]) -> bool {
    matches!(roles.last(), Some(Role::Byline | Role::About))
}

fn is_mark(text: &str) -> bool {
    text == markers::IMAGE_CAPTION || text == markers::MEDIA_CAPTION
}

fn is_item(text: &str) -> bool {
    markers::bullet(text).is_some() || markers::numbered(text).is_some()
}

/// Whether the next line says what this one says, and more: alt text above its caption.
fn next_repeats(lines: &[Printed], at: usize) -> bool {
    let (Some(line), Some(next)) = (lines.get(at), lines.get(at + 1)) else { return false };
    next.follows && next.text != line.text && next.text.starts_with(line.text.as_ref())
}

/// Whether this is the value of a bare "Updated on" above.
fn follows_stamp_word(lines: &[Printed], at: usize) -> bool {
    let Some(above) = at.checked_sub(1).and_then(|above| lines.get(above)) else { return false };
    bare_stamp_word(&above.text)
        && lines.get(at).is_some_and(|line| stamp::read(&line.text).day.is_some())
        && lines.get(at).is_some_and(|line| line.text.split_whitespace().count() <= 12)
}

/// "Updated on": a stamp's word without a time.
fn bare_stamp_word(text: &str) -> bool {
    let bare = text.trim_end_matches(':');
    let bare = bare.strip_suffix(" on").unwrap_or(bare);
    find::is_one_of(bare, furniture::STAMPS)
}

/// Short, no sentence, and prose below it, or a list, or a picture.
fn is_subhead(lines: &[Printed], at: usize) -> bool {
    let Some(line) = lines.get(at) else { return false };
    let below = lines.iter().skip(at + 1).find(|line| !line.furniture);
    !line.prose
        && line.text.split_whitespace().count() <= SUBHEAD_WORDS
        && below.is_some_and(|below| {
            below.prose || picture::is_picture(&below.text, false) || is_item(&below.text)
        })
}

fn is_prose(text: &str) -> bool {
    !picture::is_picture(text, false)
        && markers::caption(text).is_none()
        && (ends_sentence(text) || words::at_least(PROSE_WORDS, text))
}

/// A question mark alone may end a headline or a subhead as well.
fn ends_sentence(text: &str) -> bool {
    let bare = text.trim_end_matches(['”', '’', '"', '\'', ')', ']', '»']);
    bare.ends_with(['.', '!', '…', ':'])
        || (bare.ends_with('?') && bare.split_whitespace().count() > SUBHEAD_WORDS)
        || (bare.len() < text.len() && bare.ends_with([',', '?']))
}

fn add_item<'a>(body: &mut Vec<Block<'a>>, text: &'a str) {
    if let Some(item) = markers::bullet(text) {
        live_page::add_item(body, false, |_| item);
    } else if let Some((number, item)) = markers::numbered(text) {
        live_page::add_numbered(body, number, item, text);
    }
}

mod head;
mod links;

#[cfg(test)]
mod tests;
