//! Which style a page is printed in, and where its posts begin: with confidence, or not at all.

use std::ops::Range;

use super::doubt::{POST_WORDS, are_no_years, are_posts, is_in_order, is_recording, prose};
use super::styles::{self, Header, Place, STYLES, Style};
use crate::news::format::lines::Line;
use crate::news::format::{furniture, markers, picture, words};

/// A line that fits a style.
#[derive(Clone, Debug)]
pub struct Found<'a> {
    /// Where it begins among the lines: above it, where several clocks print one instant.
    pub start: usize,
    /// Its place among the lines.
    pub at: usize,
    /// What it says.
    pub header: Header<'a>,
}

/// Where a post stands.
#[derive(Clone, Debug)]
pub struct Opening<'a> {
    /// Its first line.
    pub start: usize,
    /// Its headline, where a line is known to be it.
    pub headline: Option<&'a str>,
    /// The lines of its body.
    pub body: Range<usize>,
    /// What its header says.
    pub header: Header<'a>,
}

/// A page that is understood.
pub struct Page<'a> {
    /// Its style; none where numbers alone open its posts.
    pub style: Option<&'static Style>,
    /// Its posts.
    pub openings: Vec<Opening<'a>>,
    /// The line that its end begins on, below all posts: what stands there is of no post.
    pub end: usize,
}

/// The style that most lines of a page fit, of those that there is no doubt about.
pub fn page<'a>(lines: &'a [Line]) -> Option<Page<'a>> {
    let mut fitting: Vec<Vec<Found>> = STYLES.iter().map(|_| Vec::new()).collect();
    for (at, line) in lines.iter().enumerate() {
        if let Some((style, header)) = styles::fit(&line.text)
            && let Some(list) = fitting.get_mut(style)
        {
            list.push(Found { start: at, at, header });
        }
    }
    let mut best: Option<Page> = None;
    for (at, style) in STYLES.iter().enumerate() {
        let found = collect(at, style, &fitting);
        let most = best.as_ref().map_or(0, |page| page.openings.len());
        if found.len() < style.least || found.len() <= most {
            continue;
        }
        if let Some((openings, end)) = openings(style, found, lines) {
            best = Some(Page { style: Some(style), openings, end });
        }
    }
    best
}

/// The lines of a style, and those of others that go with them.
fn collect<'a>(at: usize, style: &Style, fitting: &[Vec<Found<'a>>]) -> Vec<Found<'a>> {
    let Some(own) = fitting.get(at).filter(|own| !own.is_empty()) else { return Vec::new() };
    let others = fitting.iter().enumerate().filter(|(other, _)| *other != at);
    let joined = others.flat_map(|(_, list)| list).filter(|found| (style.joins)(&found.header));
    let mut found: Vec<Found> = own.iter().chain(joined).cloned().collect();
    found.sort_by_key(|found| found.at);
    // Where headers print a zone, a time without one is something else.
    let zoned = found.iter().filter(|found| styles::has_zone(&found.header)).count();
    if zoned >= style.least && zoned * 2 >= found.len() {
        found.retain(|found| styles::has_zone(&found.header));
    }
    found
}

/// Where the posts of a style begin, and the line that the page's end begins on; `None` where it is in doubt.
fn openings<'a>(
    style: &Style,
    found: Vec<Found<'a>>,
    lines: &'a [Line],
) -> Option<(Vec<Opening<'a>>, usize)> {
    let found = if style.has_clocks { one_of_several_clocks(found, lines) } else { found };
    let found = without_page_stamp(found, lines);
    let is_sound = is_in_order(&found, lines) && are_no_years(&found) && !is_recording(&found);
    if found.len() < style.least || !is_sound {
        return None;
    }
    let last = found.last()?.at;
    if style.place == Place::Lists && is_all_there_is(&found, lines) {
        return Some((list(found), last + 1));
    }
    let ends = style.place == Place::Ends && end_posts(&found, lines)?;
    let openings = match style.place {
        Place::Lists => listed(found, lines)?,
        Place::HeadlineAbove => above(found, lines)?,
        Place::Ends if ends => ending(found, lines),
        Place::Told | Place::Ends if headlines_stand_above(&found, lines) => above(found, lines)?,
        Place::OnLine | Place::Told | Place::Ends => below(found, lines),
    };
    let end = if ends { last + 1 } else { lines.len() };
    are_posts(&openings, style, ends, lines).then_some((openings, end))
}

/// Several clocks in a row print one instant: the first counts.
fn one_of_several_clocks<'a>(found: Vec<Found<'a>>, lines: &[Line]) -> Vec<Found<'a>> {
    let mut kept: Vec<Found> = Vec::new();
    let mut last = None;
    for one in found {
        let touches = last.is_some_and(|last: usize| {
            lines.get(last + 1..one.at).unwrap_or_default().iter().all(Line::is_blank)
        });
        last = Some(one.at);
        if touches && let Some(first) = kept.last_mut() {
            // Its text begins below the last clock.
            first.at = one.at;
        } else {
            kept.push(one);
        }
    }
    kept
}

/// Above the posts a page may print when it was changed, in the style of its posts, and with a year.
fn without_page_stamp<'a>(mut found: Vec<Found<'a>>, lines: &[Line]) -> Vec<Found<'a>> {
    let has_year = |found: &Found| found.header.told.day.is_some_and(|day| day.year.is_some());
    if let [first, second, rest @ ..] = found.as_slice()
        && has_year(first)
        && !has_year(second)
        && !rest.iter().any(has_year)
        && !lines
            .get(first.at..second.start)
            .unwrap_or_default()
            .iter()
            .any(|line| is_prose(&line.text))
    {
        found.remove(0);
    }
    found
}

/// Whether posts end with their headers, rather than begin with them; `None` where nothing tells.
fn end_posts(found: &[Found], lines: &[Line]) -> Option<bool> {
    if found.iter().any(|found| found.header.begins) {
        return Some(false);
    }
    let text = |at: Option<usize>| at.and_then(|at| lines.get(at)).is_some_and(|it| !it.is_blank());
    let touches_above = |found: &Found| text(found.start.checked_sub(1));
    let touches_below = |found: &Found| text(Some(found.at + 1));
    // Above the first of all may be glued what the page is called.
    let is_glued = |(at, found): (usize, &Found)| {
        !found.header.before.is_empty() && (at > 0 || is_prose(found.header.before))
    };
    let touch = |one: &dyn Fn(&Found) -> bool, other: &dyn Fn(&Found) -> bool| {
        found.iter().all(one) && !found.iter().any(other)
    };
    if found.iter().enumerate().any(is_glued) {
        return Some(true);
    }
    if touch(&touches_above, &touches_below) {
        return Some(true);
    }
    if touch(&touches_below, &touches_above) {
        return Some(false);
    }
    let above = lines.get(..found.first()?.start)?;
    let below = lines.get(found.last()?.at + 1..)?;
    match (prose(above), prose(below)) {
        (_, 0) => Some(above.iter().any(|line| !line.is_blank())),
        (0, _) => Some(false),
        _ => None,
    }
}

/// Whether it is the line above a header that is the headline, rather than the one below.
fn headlines_stand_above(found: &[Found], lines: &[Line]) -> bool {
    let (mut above, mut below) = (0, 0);
    for found in found {
        let before = lines.get(..found.start).unwrap_or_default();
        let behind = lines.get(found.at + 1..).unwrap_or_default();
        let is_one = |line: Option<&Line>| line.is_some_and(|line| is_headline(&line.text));
        above += usize::from(is_one(before.iter().rev().find(|line| !line.is_blank())));
        below += usize::from(is_one(behind.iter().find(|line| !line.is_blank())));
    }
    above == found.len() && below * 4 <= found.len()
}

/// Each header opens a post, which goes on to the next one.
fn below<'a>(found: Vec<Found<'a>>, lines: &[Line]) -> Vec<Opening<'a>> {
    let starts: Vec<usize> = found.iter().map(|found| found.start).collect();
    let next = starts.into_iter().skip(1).chain([lines.len()]);
    let opening = |(found, end): (Found<'a>, usize)| Opening {
        start: found.start,
        headline: None,
        body: found.at + 1..end,
        header: found.header,
    };
    found.into_iter().zip(next).map(opening).collect()
}

/// Each header stands below its headline; `None` where one has none.
fn above<'a>(found: Vec<Found<'a>>, lines: &'a [Line]) -> Option<Vec<Opening<'a>>> {
    let mut openings: Vec<Opening> = Vec::with_capacity(found.len());
    let mut from = 0;
    for found in found {
        let between = lines.get(from..found.start)?;
        let start = from + between.iter().rposition(|line| !line.is_blank())?;
        let headline = lines.get(start).map(|line| &*line.text).filter(|text| is_headline(text))?;
        if let Some(last) = openings.last_mut() {
            last.body.end = start;
        }
        from = found.at + 1;
        let (body, header) = (from..lines.len(), found.header);
        openings.push(Opening { start, headline: Some(headline), body, header });
    }
    Some(openings)
}

/// Each header stands below its whole post.
fn ending<'a>(found: Vec<Found<'a>>, lines: &[Line]) -> Vec<Opening<'a>> {
    let mut from = 0;
    let mut openings: Vec<Opening> = Vec::with_capacity(found.len());
    for found in found {
        let (start, body) = (from, from..found.at);
        from = found.at + 1;
        openings.push(Opening { start, headline: None, body, header: found.header });
    }
    // Where posts have no headlines, the first line is that of the page.
    let first_line = |opening: &Opening| {
        let body = lines.get(opening.body.clone()).unwrap_or_default();
        let at = body.iter().position(|line| !line.is_blank())?;
        body.get(at).filter(|line| is_headline(&line.text)).map(|_| opening.body.start + at)
    };
    if let [first, rest @ ..] = openings.as_mut_slice()
        && rest.iter().all(|opening| first_line(opening).is_none())
        && let Some(at) = first_line(first)
    {
        (first.start, first.body.start) = (at + 1, (at + 1).min(first.body.end));
    }
    openings
}

/// Whether a list of headlines with times is all the reporting that a page has.
fn is_all_there_is(found: &[Found], lines: &[Line]) -> bool {
    const STANDFIRST: usize = 1;
    let (Some(first), Some(last)) = (found.first(), found.last()) else { return false };
    let says = |line: &Line| {
        is_prose(&line.text)
            || markers::bullet(&line.text).is_some_and(|text| words::at_least(POST_WORDS, text))
    };
    let above = lines.get(..first.start).unwrap_or_default();
    let below = lines.get(last.at + 1..).unwrap_or_default();
    is_one_list(found, lines)
        && above.iter().filter(|line| says(line)).count() <= STANDFIRST
        && !below.iter().any(says)
}

/// Whether nothing stands between headers.
fn is_one_list(found: &[Found], lines: &[Line]) -> bool {
    found.windows(2).all(|pair| match pair {
        [a, b] => lines.get(a.at + 1..b.at).unwrap_or_default().iter().all(Line::is_blank),
        _ => true,
    })
}

/// A list of headlines with times, each of which is all of its post.
fn list(found: Vec<Found>) -> Vec<Opening> {
    let each = found.into_iter().map(|found| Opening {
        start: found.at,
        headline: Some(found.header.rest),
        body: found.at + 1..found.at + 1,
        header: Header { rest: "", ..found.header },
    });
    each.collect()
}

/// A list of headlines with times: the posts stand below it under these headlines.
fn listed<'a>(found: Vec<Found<'a>>, lines: &'a [Line]) -> Option<Vec<Opening<'a>>> {
    if !is_one_list(&found, lines) {
        return None;
    }
    let mut openings: Vec<Opening> = Vec::with_capacity(found.len());
    let mut from = found.last()?.at + 1;
    for found in found {
        let headline = found.header.rest;
        let same = |line: &Line| line.text.eq_ignore_ascii_case(headline);
        let start = from + lines.get(from..)?.iter().position(same)?;
        if let Some(last) = openings.last_mut() {
            last.body.end = start;
        }
        from = start + 1;
        let header = Header { rest: "", ..found.header };
        openings.push(Opening { start, headline: Some(headline), body: from..lines.len(), header });
    }
    Some(openings)
}

/// Whether a line may be a headline: short, and no sentence.
pub fn is_headline(text: &str) -> bool {
    const LONGEST: usize = 220;
    let bare = text.trim_end_matches(['”', '’', '"', '\'', ')', ']', '»']);
    !text.is_empty()
        && text.len() <= LONGEST
        && !bare.ends_with(['.', ':', ';', ',', '…'])
        && !text.starts_with(['@', '(', '–', '—', '-'])
        && !text.contains("(@")
        && text.chars().any(char::is_alphabetic)
        && markers::bullet(text).is_none()
        && markers::image(text).is_none()
        && !picture::is_picture(text, false)
        && !furniture::is_furniture(text)
}

/// A sentence of some length.
pub fn is_prose(text: &str) -> bool {
    const WORDS: usize = 8;
    let bare = text.trim_end_matches(['”', '’', '"', '\'', ')', ']', '»']);
    bare.ends_with(['.', '!', '?', '…', ':'])
        && markers::bullet(text).is_none()
        && words::at_least(WORDS, text)
}
