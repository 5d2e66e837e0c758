//! What speaks against posts where lines look like their headers: times that run nowhere, years, how far a recording is,
//! and reporting that stands beside them rather than between.

use super::choice::{Found, Opening, is_prose};
use super::styles::{Place, Style};
use super::times;
use crate::news::format::lines::Line;
use crate::news::format::words;

/// Whether times run one way, but for a few out of order, and midnights.
pub fn is_in_order(found: &[Found], lines: &[Line]) -> bool {
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
pub fn is_recording(found: &[Found]) -> bool {
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
pub fn are_no_years(found: &[Found]) -> bool {
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

/// Paragraphs above the first post: a headline, a standfirst, and some more.
const HEAD: usize = 3;
/// Paragraphs by which the post at an end may be longer than others, besides those that are usual.
const LONG: usize = 5;
/// Words of a post that says something, and of a whole one on a line.
pub const POST_WORDS: usize = 8;
const LINE_WORDS: usize = 5;

/// Whether what stands between headers looks like posts, evenly over the page: neither a timetable, nor two times in an
/// article. `ends` says whether a header stands below its post.
pub fn are_posts(openings: &[Opening], style: &Style, ends: bool, lines: &[Line]) -> bool {
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
    let part = |opening: &Opening| {
        let header = &opening.header;
        let glued = if ends { header.before } else { header.rest };
        prose(body(opening)) + usize::from(is_prose(glued))
    };
    let parts: Vec<usize> = openings.iter().map(part).collect();
    // Below the last header stands the rest of the page as well, and above the first one that ends a post.
    let split = if ends { parts.split_first() } else { parts.split_last() };
    let (edge, others) = split.map_or((0, &[][..]), |(edge, others)| (*edge, others));
    let most = others.iter().copied().max().unwrap_or_default();
    // The more posts there are, the less it counts; but headlines alone may be of something else.
    let count = openings.len();
    let is_list = most == 0 && !is_on_line;
    let spare = if is_list { 1 } else { (count - 1).min(LONG).max(count / 4) };
    let head = prose(lines.get(..first.start).unwrap_or_default());
    // The last header stands there as well, and is no prose.
    let end = openings.last().filter(|_| ends).and_then(|end| lines.get(end.body.end..));
    let below = end.map_or(0, prose);
    let around = HEAD + count / 4;
    head <= around && below <= around && edge <= most * 3 + spare
}

/// How many lines are sentences of some length.
pub fn prose(lines: &[Line]) -> usize {
    lines.iter().filter(|line| is_prose(&line.text)).count()
}
