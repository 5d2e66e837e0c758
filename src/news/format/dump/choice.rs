//! Which style a page is printed in, and where its posts begin: with confidence, or not at all.

use std::ops::Range;

use super::doubt::{
    POST_WORDS, are_clips, are_comments, are_no_years, are_posts, is_in_order, is_of_times,
    is_recording, prose,
};
use super::headers::{self, Found, text_above, text_below};
use super::styles::{self, Header, Place, STYLES, Style};
use crate::news::format::lines::Line;
use crate::news::format::{find, furniture, markers, picture, words};

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
    let fitting = headers::fitting(lines);
    let mut best: Option<Page> = None;
    for (at, style) in STYLES.iter().enumerate() {
        for found in headers::candidates(at, style, &fitting, lines) {
            let most = best.as_ref().map_or(0, |page| page.openings.len());
            // Times tell more than lines without them, unless these are many more.
            let is_more = |count: usize| {
                most == 0 || if style.has_times { count > most } else { count / 2 > most }
            };
            if found.len() >= style.least
                && is_more(found.len())
                && let Some((openings, end)) = openings(style, found, lines)
                && is_more(openings.len())
            {
                best = Some(Page { style: Some(style), openings, end });
            }
        }
    }
    best
}

/// Where the posts of a style begin, and the line that the page's end begins on; `None` where it is in doubt.
fn openings<'a>(
    style: &Style,
    found: Vec<Found<'a>>,
    lines: &'a [Line],
) -> Option<(Vec<Opening<'a>>, usize)> {
    let found = headers::of_posts(found, style, lines);
    let is_sound = is_in_order(&found, lines)
        && are_no_years(&found)
        && !is_recording(&found)
        && !are_clips(&found, lines)
        && !are_comments(&found, lines)
        && !is_of_times(&found, lines);
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
        Place::OnLine if headlines_stand_above_text(&found, lines) => above(found, lines)?,
        Place::OnLine | Place::Told | Place::Ends => below(found, lines),
    };
    let end = if ends { last + 1 } else { lines.len() };
    are_posts(&openings, style, ends, lines).then_some((openings, end))
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
        above += usize::from(text_above(found, lines).is_some_and(|(_, text)| is_headline(text)));
        below += usize::from(text_below(found, lines).is_some_and(is_headline));
    }
    above == found.len() && below * 4 <= found.len()
}

/// Whether headlines stand right above the lines that texts begin on, set apart from the posts above them.
fn headlines_stand_above_text(found: &[Found], lines: &[Line]) -> bool {
    let is_apart = |place: usize, at: usize| {
        let above = lines.get(..at).unwrap_or_default();
        match place {
            // A page begins with what it is called.
            0 => above.iter().any(|line| !line.is_blank()),
            _ => above.last().is_some_and(Line::is_blank),
        }
    };
    found.iter().enumerate().all(|(place, found)| {
        let rest = found.header.rest;
        let begins_text = !rest.is_empty() && !is_headline(rest);
        begins_text
            && text_above(found, lines)
                .is_some_and(|(at, text)| is_headline(text) && is_apart(place, at))
    })
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
        let (start, headline) = text_above(&found, lines)
            .filter(|(start, text)| *start >= from && is_headline(text))?;
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
fn ending<'a>(found: Vec<Found<'a>>, lines: &'a [Line]) -> Vec<Opening<'a>> {
    let mut from = 0;
    let mut openings: Vec<Opening> = Vec::with_capacity(found.len());
    for found in found {
        // Who wrote a post may stand right above its time.
        let signed = text_above(&found, lines).filter(|(at, _)| *at >= from);
        let signed = signed.and_then(|(at, text)| Some((at, styles::names_of(text)?)));
        let signed = signed.filter(|_| found.header.by.is_none() && found.header.before.is_empty());
        let end = signed.map_or(found.at, |(at, _)| at);
        let by = found.header.by.or(signed.map(|(_, by)| by));
        let header = Header { by, ..found.header };
        openings.push(Opening { start: from, headline: None, body: from..end, header });
        from = found.at + 1;
    }
    let short_lines = |opening: &Opening| {
        let body = lines.get(opening.body.clone()).unwrap_or_default().iter().enumerate();
        let printed = body.filter(|(_, line)| !line.is_blank());
        let short = printed.take_while(|(_, line)| is_headline(&line.text));
        short.map(|(at, _)| opening.body.start + at).collect::<Vec<usize>>()
    };
    if let [first, rest @ ..] = openings.as_mut_slice() {
        let is_text = |at: usize| lines.get(at).is_some_and(|line| !line.is_blank());
        let touches = |last: &usize| is_text(last + 1);
        let headlines: Vec<usize> =
            rest.iter().filter_map(|opening| short_lines(opening).last().copied()).collect();
        let mut head = short_lines(first);
        let have_headlines = headlines.len() * 2 > rest.len();
        let is_apart = head.last().is_some_and(|last| !touches(last));
        // Above the headline of the first post stands the head of the page; where posts have none, its first line.
        let title = match head.len() {
            // Headlines touch their texts, and titles do not.
            all if is_apart && have_headlines && headlines.iter().all(touches) => all,
            all if have_headlines => all.saturating_sub(1).max(usize::from(is_apart)),
            _ => 1,
        };
        head.truncate(title);
        if let Some(last) = head.last() {
            (first.start, first.body.start) = (last + 1, (last + 1).min(first.body.end));
        }
    }
    openings
}

/// Whether a list of headlines with times is all the reporting that a page has.
fn is_all_there_is(found: &[Found], lines: &[Line]) -> bool {
    const STANDFIRST: usize = 1;
    let (Some(first), Some(last)) = (found.first(), found.last()) else { return false };
    let above = lines.get(..first.start).unwrap_or_default();
    let below = lines.get(last.at + 1..).unwrap_or_default();
    is_one_list(found, lines)
        && above.iter().filter(|line| says(line)).count() <= STANDFIRST
        && !below.iter().any(says)
}

/// Whether a line is a sentence of some length, or an item of a list that is as long.
pub fn says(line: &Line) -> bool {
    is_prose(&line.text)
        || markers::bullet(&line.text).is_some_and(|text| words::at_least(POST_WORDS, text))
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
        && find::split_at_last(text, "(@").is_none()
        && text.chars().any(char::is_alphabetic)
        && markers::bullet(text).is_none()
        && markers::image(text).is_none()
        && styles::names_of(text).is_none()
        && !is_from_cnn(text)
        && !picture::is_picture(text, false)
        && !furniture::is_furniture(text)
}

/// `From CNN's Kim Sample`, `From CNN staff`: who has filed a post.
fn is_from_cnn(text: &str) -> bool {
    let rest = text.strip_prefix("From CNN");
    rest.is_some_and(|rest| ["'s ", "’s ", " staff"].iter().any(|next| rest.starts_with(next)))
}

/// A sentence of some length.
pub fn is_prose(text: &str) -> bool {
    const WORDS: usize = 8;
    let bare = text.trim_end_matches(['”', '’', '"', '\'', ')', ']', '»']);
    bare.ends_with(['.', '!', '?', '…', ':'])
        && markers::bullet(text).is_none()
        && words::at_least(WORDS, text)
}
