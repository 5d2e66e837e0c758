//! Which lines of a page are headers of its posts: those of one style, and those of others that go with them.

use std::collections::BTreeSet;

use super::choice::{is_headline, is_prose, says};
use super::doubt::{are_newest, are_padded, is_fall, minute, stand_in_order};
use super::styles::{self, Header, Place, STYLES, Style};
use super::times;
use crate::news::format::lines::Line;
use crate::news::format::{find, labels};
use crate::news::post::Kind;

/// A line that fits a style.
#[derive(Clone, Debug)]
pub struct Found<'a> {
    /// Where it begins among the lines: above it, where several lines tell one instant, or who filed the post.
    pub start: usize,
    /// Its place among the lines.
    pub at: usize,
    /// What it says.
    pub header: Header<'a>,
}

/// The lines that fit each style.
pub fn fitting<'a>(lines: &'a [Line]) -> Vec<Vec<Found<'a>>> {
    let mut fitting: Vec<Vec<Found>> = STYLES.iter().map(|_| Vec::new()).collect();
    for (at, line) in lines.iter().enumerate() {
        if let Some((style, header)) = styles::fit(&line.text)
            && let Some(list) = fitting.get_mut(style)
        {
            let found = Found { start: at, at, header };
            list.push(with_zone_below(&found, lines).unwrap_or(found));
        }
    }
    fitting
}

/// A clock with its date, and the same instant in a zone on the line below: `(19:45 GMT)`.
fn with_zone_below<'a>(found: &Found<'a>, lines: &[Line]) -> Option<Found<'a>> {
    let below = found.at + 1;
    let zoned = &lines.get(below).filter(|line| line.text.starts_with('('))?.text;
    let told = times::in_zone(&found.header.told, zoned)?;
    Some(Found { at: below, header: Header { told, ..found.header.clone() }, ..*found })
}

/// What may be the headers of a page of a style, the best first: with lines of other styles that stand in the order of
/// its times, and without them.
pub fn candidates<'a>(
    at: usize,
    style: &Style,
    fitting: &[Vec<Found<'a>>],
    lines: &'a [Line],
) -> Vec<Vec<Found<'a>>> {
    let Some(own) = fitting.get(at).filter(|own| !own.is_empty()) else { return Vec::new() };
    let with = |found: &[Found<'a>], joins: &dyn Fn(&Header) -> bool| {
        // Above posts of another style, the clocks of cities tell what time it is.
        let may_join = |other: usize, style: &Style| other != at && !style.has_clocks;
        let others = fitting.iter().zip(STYLES).enumerate();
        let others = others.filter(|(other, (_, style))| may_join(*other, style));
        let joined = others.flat_map(|(_, (list, _))| list).filter(|other| joins(&other.header));
        let mut all: Vec<Found> = found.to_vec();
        all.extend(joined.cloned());
        all.sort_by_key(|found| found.at);
        with_zones(all, style)
    };
    let alone = with(own, &style.joins);
    let joined = |joins: &dyn Fn(&Header) -> bool| {
        let may_join = |list: &Vec<Found>| list.iter().any(|found| joins(&found.header));
        let all = fitting.iter().any(may_join).then(|| with(&alone, joins));
        in_order(all.filter(|all| all.len() > alone.len())?, &alone, lines)
    };
    let longer = |header: &Header| !header.is_short && (style.joins_in_order)(header);
    let all = joined(&style.joins_in_order).or_else(|| joined(&longer));
    all.into_iter().chain([alone]).collect()
}

/// Where headers print a zone, a clock time without one is something else.
fn with_zones<'a>(mut found: Vec<Found<'a>>, style: &Style) -> Vec<Found<'a>> {
    let has_clock = |found: &&Found| !styles::is_ago(&found.header);
    let clocks = found.iter().filter(has_clock).count();
    let zoned = found.iter().filter(|found| styles::has_zone(&found.header)).count();
    if zoned >= style.least && zoned * 2 >= clocks {
        found.retain(|found| styles::is_ago(&found.header) || styles::has_zone(&found.header));
    }
    found
}

/// Headers of several styles, if those that go with a style do not break its order.
fn in_order<'a>(all: Vec<Found<'a>>, alone: &[Found], lines: &[Line]) -> Option<Vec<Found<'a>>> {
    let all = without_agos_of_others(one_of_ago_and_clock(all, lines), lines);
    let all = with_agos_of_posts(all, lines);
    let has_short = all.iter().any(|found| found.header.is_short);
    let is_sound = stand_in_order(&all, alone) && !(has_short && are_padded(&all, lines));
    is_sound.then_some(all)
}

/// Headings of what is no reporting of a page: a headline or a name may stand between them and an age.
const LISTS: [&str; 6] =
    ["most read", "most popular", "most viewed", "trending", "trending now", "recommended"];
/// The same, where they stand right above an age: below the headline of a link stands the next post.
const LINKS: [&str; 6] = [
    "related",
    "related stories",
    "related articles",
    "related news",
    "more on this story",
    "recommended stories",
];

/// Whether a line is the heading of what leads to other pages.
pub fn leads_elsewhere(text: &str) -> bool {
    find::is_one_of(text, &LISTS) || find::is_one_of(text, &LINKS)
}

/// Without the ages of comments, and of the teasers of other pages.
fn without_agos_of_others<'a>(mut all: Vec<Found<'a>>, lines: &[Line]) -> Vec<Found<'a>> {
    // The first of a run of ages tells: below each post there may be a link to its comments.
    let mut run = None;
    let mut has_above = false;
    all.retain(|found| {
        if !styles::is_ago(&found.header) {
            (run, has_above) = (None, true);
            return true;
        }
        let is_of_others = *run.get_or_insert_with(|| {
            let [right, second] = two_above(found.start, lines);
            let is_list = |text| find::is_one_of(text, &LISTS) || (has_above && is_comments(text));
            is_list(right) || is_list(second) || find::is_one_of(right, &LINKS)
        });
        has_above = true;
        !is_of_others
    });
    all
}

/// Whether a line heads the comments below an article: `Comments (12)`.
pub fn is_comments(text: &str) -> bool {
    const HEADINGS: [&str; 3] = ["comments", "latest comments", "reader comments"];
    const LONGEST: usize = 30;
    let words = text.trim_matches(|ch: char| !ch.is_alphabetic());
    text.len() <= LONGEST && HEADINGS.iter().any(|heading| words.eq_ignore_ascii_case(heading))
}

/// The printed line right above a line, and the one above that.
pub fn two_above<'a>(at: usize, lines: &'a [Line]) -> [&'a str; 2] {
    let above = lines.get(..at).unwrap_or_default().iter().rev();
    let mut printed = above.map(|line| &*line.text).filter(|text| !text.is_empty());
    [printed.next(), printed.next()].map(Option::unwrap_or_default)
}

/// Without the lines that tell only how long ago something was, unless they open the newest posts of a page.
fn with_agos_of_posts<'a>(mut all: Vec<Found<'a>>, lines: &[Line]) -> Vec<Found<'a>> {
    /// So many headers make a page of both sorts.
    const LEAST: usize = 3;
    let ends = all.iter().skip(1).map(|next| next.start).chain([lines.len()]);
    let body = |(found, end): (&Found, usize)| lines.get(found.at + 1..end).unwrap_or_default();
    let parts = all.iter().zip(ends).map(|part| (part.0, body(part).iter().any(says)));
    let (agos, clocks): (Vec<_>, Vec<_>) = parts.partition(|(one, _)| styles::is_ago(&one.header));
    // Teasers of other pages say nothing, and nor do timetables.
    let say = |parts: &[(&Found, bool)]| {
        parts.iter().filter(|(_, says)| *says).count() * 2 >= parts.len()
    };
    let may_be = say(&agos) && say(&clocks);
    // One line alone may tell the age of the whole page.
    let has_headline = match agos.as_slice() {
        [(one, _)] => text_below(one, lines).is_some_and(is_headline),
        _ => true,
    };
    if all.len() < LEAST || !may_be || !has_headline || !are_newest(&all) {
        all.retain(|found| !styles::is_ago(&found.header));
    }
    all
}

/// `12m ago` right above or below `17.25 BST` tells the same instant, where most posts have both.
fn one_of_ago_and_clock<'a>(found: Vec<Found<'a>>, lines: &[Line]) -> Vec<Found<'a>> {
    let is_pair = |a: &Found, b: &Found| {
        styles::is_ago(&a.header) != styles::is_ago(&b.header) && is_blank(lines, a.at + 1..b.start)
    };
    let pairs = found.windows(2).filter(|pair| matches!(pair, [a, b] if is_pair(a, b))).count();
    let clocks = found.iter().filter(|found| !styles::is_ago(&found.header)).count();
    if pairs * 2 <= clocks {
        return found;
    }
    let mut kept: Vec<Found> = Vec::with_capacity(found.len());
    for one in found {
        match kept.last_mut() {
            Some(last) if is_pair(last, &one) => {
                last.at = one.at;
                if styles::is_ago(&last.header) {
                    last.header = one.header;
                }
            }
            _ => kept.push(one),
        }
    }
    kept
}

/// The headers of posts, of what looks like them in a style.
pub fn of_posts<'a>(found: Vec<Found<'a>>, style: &Style, lines: &'a [Line]) -> Vec<Found<'a>> {
    let found = if style.has_clocks { one_of_several_clocks(found, lines) } else { found };
    let found = without_page_stamp(found, lines);
    if style.place != Place::Told || !style.has_times {
        return found;
    }
    with_names_above(without_key_events(found, lines), lines)
}

/// Several clocks in a row print one instant: the first counts.
fn one_of_several_clocks<'a>(found: Vec<Found<'a>>, lines: &[Line]) -> Vec<Found<'a>> {
    let mut kept: Vec<Found> = Vec::new();
    for one in found {
        match kept.last_mut() {
            // Its text begins below the last clock.
            Some(first) if is_blank(lines, first.at + 1..one.at) => first.at = one.at,
            _ => kept.push(one),
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

/// The posts of a page without the list of its key events, in which a time stands above each headline, too.
fn without_key_events<'a>(mut found: Vec<Found<'a>>, lines: &[Line]) -> Vec<Found<'a>> {
    let says_nothing =
        |a: &Found, b: &Found| !lines.get(a.at + 1..b.start).unwrap_or_default().iter().any(says);
    let is_headed = found
        .first()
        .and_then(|first| text_above(first, lines))
        .is_some_and(|(_, text)| labels::of(text.trim_end_matches(['s', 'S'])) == Some(Kind::Key));
    // Below its heading a list may begin with the oldest event.
    let is_rising =
        is_headed && matches!(found.as_slice(), [first, second, ..] if is_fall(second, first));
    let mut count = 0;
    for (one, next) in found.iter().zip(found.iter().skip(1)) {
        if !says_nothing(one, next) {
            break;
        }
        count += 1;
        // The newest post is newer than the last of the list, and the oldest is older.
        if !(if is_rising { is_fall(next, one) } else { is_fall(one, next) }) {
            break;
        }
    }
    let Some((listed, posts)) = found.split_at_checked(count).filter(|_| count > 0) else {
        return found;
    };
    // Below its heading a list is known by the times alone.
    let key = |found: &Found| {
        let headline = text_below(found, lines).filter(|_| !is_headed).unwrap_or_default();
        Some((minute(found)?, headline))
    };
    let below: BTreeSet<_> = posts.iter().filter_map(key).collect();
    let comes_again: Vec<bool> =
        listed.iter().map(|found| key(found).is_some_and(|key| below.contains(&key))).collect();
    // Some of them may stand on another page.
    let is_list = is_headed && comes_again.contains(&true);
    let mut comes_again = comes_again.into_iter();
    found.retain(|_| comes_again.next().is_none_or(|again| !again && !is_list));
    found
}

/// Who has filed the posts, where a page prints that right above their times.
fn with_names_above<'a>(mut found: Vec<Found<'a>>, lines: &'a [Line]) -> Vec<Found<'a>> {
    let name = |found: &Found| {
        let (at, text) = text_above(found, lines)?;
        Some((at, styles::names_of(text)?))
    };
    let names: Vec<Option<(usize, &str)>> = found.iter().map(name).collect();
    let count = names.iter().flatten().count();
    let last = lines.iter().rev().find(|line| !line.is_blank());
    // Such a line at the end signs the post above it.
    let signs = last.is_some_and(|line| styles::names_of(&line.text).is_some());
    let is_first = names.first().is_some_and(Option::is_some);
    let is_below_headline = |(at, _): &(usize, &str)| {
        let above = lines.get(..*at).unwrap_or_default().iter().rev();
        above.map(|line| &*line.text).find(|text| !text.is_empty()).is_some_and(is_headline)
    };
    let are_above = is_first || names.iter().flatten().all(is_below_headline);
    if are_above && !signs && count > 1 && count * 2 >= found.len() {
        for (found, name) in found.iter_mut().zip(names) {
            if let Some((start, by)) = name {
                (found.start, found.header.by) = (start, Some(by));
            }
        }
    }
    found
}

fn is_blank(lines: &[Line], range: std::ops::Range<usize>) -> bool {
    lines.get(range).unwrap_or_default().iter().all(Line::is_blank)
}

/// The printed line right above a header, and its place.
pub fn text_above<'a>(found: &Found, lines: &'a [Line]) -> Option<(usize, &'a str)> {
    let above = lines.get(..found.start)?;
    let at = above.iter().rposition(|line| !line.is_blank())?;
    Some((at, &*above.get(at)?.text))
}

/// The printed line right below a header.
pub fn text_below<'a>(found: &Found, lines: &'a [Line]) -> Option<&'a str> {
    let below = lines.get(found.at + 1..)?.iter();
    below.map(|line| &*line.text).find(|text| !text.is_empty())
}
