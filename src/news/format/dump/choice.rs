//! Which style a page is printed in, and where its posts begin: with confidence, or not at all.

use std::ops::Range;

use super::styles::{self, Header, Place, STYLES, Style};
use super::times;
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
        if let Some(openings) = openings(style, found, lines) {
            best = Some(Page { style: Some(style), openings });
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

/// Where the posts of a style begin; `None` where it is in doubt.
fn openings<'a>(
    style: &Style,
    found: Vec<Found<'a>>,
    lines: &'a [Line],
) -> Option<Vec<Opening<'a>>> {
    let found = if style.has_clocks { one_of_several_clocks(found, lines) } else { found };
    let found = without_page_stamp(found, lines);
    let is_sound = is_in_order(&found, lines) && are_no_years(&found) && !is_recording(&found);
    if found.len() < style.least || !is_sound {
        return None;
    }
    let openings = match style.place {
        Place::Lists => return listed(found, lines),
        Place::HeadlineAbove => above(found, lines)?,
        Place::Ends if nothing_follows(&found, lines) => ending(found, lines),
        Place::Told | Place::Ends if headlines_stand_above(&found, lines) => above(found, lines)?,
        Place::OnLine | Place::Told | Place::Ends => below(found, lines),
    };
    are_posts(&openings, style, lines).then_some(openings)
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

/// Whether times run one way, but for a few out of order, and midnights.
fn is_in_order(found: &[Found], lines: &[Line]) -> bool {
    const DAY: i64 = 24 * 60;
    // Clocks further apart may be those of two days.
    const NEAR: i64 = 6 * 60;
    let minute = |found: &Found| {
        let told = &found.header.told;
        let clock = told
            .clock
            .map(|clock| i64::from(clock.time.hour()) * 60 + i64::from(clock.time.minute()));
        clock.filter(|_| told.day.is_none()).or(told.ago.map(|ago| -ago))
    };
    let minutes: Vec<i64> = found.iter().filter_map(minute).collect();
    let (mut ups, mut downs, mut unclear) = (0, 0, 0);
    for pair in minutes.windows(2) {
        let [a, b] = pair else { continue };
        match (b - a).rem_euclid(DAY) {
            0 => {}
            1..=NEAR => ups += 1,
            step if step >= DAY - NEAR => downs += 1,
            _ => unclear += 1,
        }
    }
    let pairs = minutes.len().saturating_sub(1);
    let is_clear = pairs <= 2 || unclear * 2 <= pairs || has_dates_above(found, lines);
    is_clear && std::cmp::min(ups, downs) * 3 <= pairs
}

/// Whether dates stand alone between posts: then a page may be of several days.
fn has_dates_above(found: &[Found], lines: &[Line]) -> bool {
    found.iter().any(|found| {
        let above = lines.get(..found.start).unwrap_or_default();
        let above = above.iter().rev().find(|line| !line.is_blank());
        above.is_some_and(|line| times::date_alone(&line.text).is_some())
    })
}

/// Times that begin at nought and run on tell how far a recording is.
fn is_recording(found: &[Found]) -> bool {
    let bare = |found: &Found| {
        let told = &found.header.told;
        let is_bare = told.zone.is_none() && told.day.is_none() && found.header.by.is_none();
        told.clock.filter(|clock| is_bare && !clock.is_half).map(|clock| clock.time)
    };
    let times: Vec<_> = found.iter().map_while(bare).collect();
    let begins = times.first().is_some_and(|first| first.hour() == 0 && first.minute() <= 5);
    begins && times.len() == found.len() && times.is_sorted() && times.first() != times.last()
}

/// `1949:` is a year, unless lines are numbered, or others print times that are no years.
fn are_no_years(found: &[Found]) -> bool {
    let is_bare = |found: &&Found| {
        let header = &found.header;
        let clock = header.told.clock;
        clock.is_some_and(|clock| clock.mark.is_none() && !clock.is_half) && !header.is_numbered
    };
    let is_certain = |found: &Found| {
        let hour = found.header.told.clock.map_or(0, |clock| clock.time.hour());
        !(10..=20).contains(&hour)
    };
    let bare: Vec<&Found> = found.iter().filter(is_bare).collect();
    bare.is_empty() || bare.len() < found.len() || bare.into_iter().any(is_certain)
}

/// Whether nothing but furniture stands below the last header.
fn nothing_follows(found: &[Found], lines: &[Line]) -> bool {
    let last = found.last().map_or(0, |last| last.at);
    let begins = found.iter().any(|found| found.header.begins);
    let below = lines.get(last + 1..).unwrap_or_default();
    let below = below.iter().filter(|line| !line.is_blank());
    let above = found.first().map_or(0, |first| first.at);
    let glued = found.iter().any(|found| !found.header.before.is_empty());
    let has_text = lines.get(..above).unwrap_or_default().iter().any(|line| !line.is_blank());
    !begins && (glued || has_text) && below.take(40).all(|line| !is_prose(&line.text))
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

/// A list of headlines with times: the posts stand below it under these headlines, or the list is all there is.
fn listed<'a>(found: Vec<Found<'a>>, lines: &'a [Line]) -> Option<Vec<Opening<'a>>> {
    let end = found.last()?.at + 1;
    let is_one_list = found.windows(2).all(|pair| match pair {
        [a, b] => {
            let between = lines.get(a.at + 1..b.at).unwrap_or_default();
            between.iter().all(Line::is_blank)
        }
        _ => true,
    });
    if !is_one_list {
        return None;
    }
    let rest = lines.get(end..).unwrap_or_default();
    if rest.iter().filter(|line| is_prose(&line.text)).count() == 0 {
        let opening = |found: Found<'a>| Opening {
            start: found.at,
            headline: Some(found.header.rest),
            body: found.at + 1..found.at + 1,
            header: Header { rest: "", ..found.header },
        };
        return Some(found.into_iter().map(opening).collect());
    }
    let mut openings: Vec<Opening> = Vec::with_capacity(found.len());
    let mut from = end;
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

/// Paragraphs above the first post: a headline, a standfirst, and some more.
const HEAD: usize = 3;
/// Words of a post that says something, and of a whole one on a line.
const POST_WORDS: usize = 8;
const LINE_WORDS: usize = 5;

/// Whether what stands between headers looks like posts, evenly over the page: neither a timetable, nor two times in an
/// article.
fn are_posts(openings: &[Opening], style: &Style, lines: &[Line]) -> bool {
    let Some(first) = openings.first() else { return false };
    let is_on_line = style.place == Place::OnLine;
    let least = if is_on_line { LINE_WORDS } else { POST_WORDS };
    let body = |opening: &Opening| lines.get(opening.body.clone()).unwrap_or_default();
    let says = |opening: &&Opening| {
        words::at_least(least, opening.header.rest)
            || opening.header.before.len() > 40
            || body(opening).iter().any(|line| words::at_least(least, &line.text))
    };
    let said = openings.iter().filter(says).count();
    // What has been cut off may end with a header.
    if (said * 2) < openings.len() || (openings.len() == 2 && said < 2 && !is_on_line) {
        return false;
    }
    let prose = |lines: &[Line]| lines.iter().filter(|line| is_prose(&line.text)).count();
    let head = prose(lines.get(..first.start).unwrap_or_default());
    let parts: Vec<usize> = openings.iter().map(|opening| prose(body(opening))).collect();
    let (end, others) = parts.split_last().map_or((0, &[][..]), |(end, others)| (*end, others));
    let most = others.iter().copied().max().unwrap_or_default();
    head <= HEAD + openings.len() / 4 && end <= most * 3 + POST_WORDS
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
