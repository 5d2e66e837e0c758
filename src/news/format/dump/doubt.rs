//! What speaks against posts where lines look like their headers: times that run nowhere, years, how far a recording is,
//! and reporting that stands beside them rather than between.

use jiff::civil::Time;

use super::choice::{Opening, is_headline, is_prose};
use super::headers::{Found, is_comments, text_below, two_above};
use super::styles::{self, Header, Place, Style};
use super::times::{self, Told};
use crate::news::format::lines::Line;
use crate::news::format::publishers;
use crate::news::format::{furniture, words};

const DAY: i64 = 24 * 60;
/// Clocks further apart may be those of two days, in minutes.
const NEAR: i64 = 6 * 60;

/// Whether times run one way, but for a few out of order, and midnights.
pub fn is_in_order(found: &[Found], lines: &[Line]) -> bool {
    let told = [clocks(found), agos(found)];
    let (mut ups, mut downs, mut unclear) = (0, 0, 0);
    for pair in told.iter().flat_map(|minutes| minutes.windows(2)) {
        let [a, b] = pair else { continue };
        match (b - a).rem_euclid(DAY) {
            0 => {}
            1..=NEAR => ups += 1,
            step if step >= DAY - NEAR => downs += 1,
            _ => unclear += 1,
        }
    }
    let pairs: usize = told.iter().map(|minutes| minutes.len().saturating_sub(1)).sum();
    let is_clear = pairs <= 2 || unclear * 2 <= pairs || has_dates_above(found, lines);
    is_clear && std::cmp::min(ups, downs) * 3 <= pairs
}

/// The clock times of headers that print no date, in minutes.
fn clocks(found: &[Found]) -> Vec<i64> {
    let told = found.iter().map(|found| &found.header.told).filter(|told| told.day.is_none());
    told.filter_map(|told| Some(minutes(told.clock?.time))).collect()
}

/// When posts were published whose headers tell only how long ago that was, in minutes up to now.
fn agos(found: &[Found]) -> Vec<i64> {
    let told = found.iter().map(|found| &found.header).filter(|header| styles::is_ago(header));
    told.filter_map(|header| header.told.ago.map(|ago| -ago)).collect()
}

fn minutes(time: Time) -> i64 {
    i64::from(time.hour()) * 60 + i64::from(time.minute())
}

/// Which way times run.
#[derive(Clone, Copy)]
enum Run {
    Down,
    Up,
}

/// Between how many neighbours lies midnight, or a longer gap, if times run one way.
fn breaks(minutes: &[i64], run: Run) -> usize {
    let is_break = |pair: &&[i64]| {
        let step = match (pair, run) {
            ([a, b], Run::Up) => b - a,
            ([a, b], Run::Down) => a - b,
            _ => 0,
        };
        !(0..=NEAR).contains(&step)
    };
    minutes.windows(2).filter(is_break).count()
}

/// Whether the times of a style stand in order among others as well as alone: then these are of the same page.
pub fn stand_in_order(all: &[Found], alone: &[Found]) -> bool {
    let (all, alone) = (clocks(all), clocks(alone));
    [Run::Down, Run::Up].iter().any(|run| breaks(&all, *run) <= breaks(&alone, *run))
}

/// Whether the headers that tell only how long ago it was are those of the newest posts, at one end of the page.
pub fn are_newest(found: &[Found]) -> bool {
    let (clocks, agos) = (clocks(found), agos(found));
    let is_ago = |found: &&Found| styles::is_ago(&found.header);
    let (down, up) = (breaks(&clocks, Run::Down), breaks(&clocks, Run::Up));
    let is_first = found.iter().take_while(is_ago).count() == agos.len();
    let is_last = found.iter().rev().take_while(is_ago).count() == agos.len();
    (is_first && down <= up && agos.iter().rev().is_sorted())
        || (is_last && up <= down && agos.is_sorted())
}

/// Whether a page writes hours with two digits: `09:45`.
pub fn are_padded(found: &[Found], lines: &[Line]) -> bool {
    let is_padded = |found: &Found| {
        let line = lines.get(found.at).map_or(&b""[..], |line| line.text.as_bytes());
        matches!(line, [b'0', b'0'..=b'9', ..])
    };
    found.iter().any(is_padded)
}

/// When a post was published, in minutes from midnight or up to now.
pub fn minute(found: &Found) -> Option<i64> {
    minute_of(&found.header.told)
}

fn minute_of(told: &Told) -> Option<i64> {
    told.clock.map(|clock| minutes(clock.time)).or(told.ago.map(|ago| -ago))
}

/// Whether a post is older than the one above it, if by less than half a day.
pub fn is_fall(above: &Found, below: &Found) -> bool {
    falls(&above.header.told, &below.header.told)
}

fn falls(above: &Told, below: &Told) -> bool {
    let fall = minute_of(above).zip(minute_of(below)).map(|(a, b)| (a - b).rem_euclid(DAY));
    fall.is_some_and(|fall| (1..DAY / 2).contains(&fall))
}

/// Whether hours of one digit alone tell how long clips are, rather than when posts were published: unless they fall, are
/// those of a day, and stand above headlines.
pub fn are_clips(found: &[Found], lines: &[Line]) -> bool {
    const EARLIEST: i64 = 6 * 60;
    let is_day = |minutes: &i64| *minutes >= EARLIEST;
    let has_headline = |found: &&Found| text_below(found, lines).is_some_and(is_headline);
    let are_posts = |clocks: &[i64]| {
        breaks(clocks, Run::Down) == 0
            && clocks.iter().all(is_day)
            && found.iter().filter(has_headline).count() * 2 >= found.len()
    };
    found.iter().all(|found| found.header.is_short) && !are_posts(&clocks(found))
}

/// Whether times tell what an article is about: they print no date, run from the first to the last, and stand below
/// reporting rather than above headlines.
fn is_timeline(openings: &[Opening], above: &[Line], style: &Style, lines: &[Line]) -> bool {
    /// So much reporting above them is that of an article, even where they have headlines, or print a zone.
    const REPORTING: usize = 2;
    let clock = |opening: &Opening| {
        let Header { told, by, is_numbered, .. } = &opening.header;
        let is_bare = told.day.is_none() && by.is_none() && !is_numbered;
        told.clock.filter(|_| is_bare).map(|clock| minutes(clock.time))
    };
    let clocks: Vec<i64> = openings.iter().map_while(clock).collect();
    let rises = |pair: &[i64]| matches!(pair, [a, b] if (b - a).rem_euclid(DAY) < DAY / 2);
    let has_headline = |opening: &&Opening| {
        let body = lines.get(opening.body.clone()).unwrap_or_default().iter();
        let first = || body.map(|line| &*line.text).find(|text| !text.is_empty());
        let rest = Some(opening.header.rest).filter(|rest| !rest.is_empty());
        opening.headline.or(rest).or_else(first).is_some_and(is_headline)
    };
    let have_headlines = || openings.iter().filter(has_headline).count() * 2 >= openings.len();
    let have_zones = || openings.iter().any(|opening| styles::has_zone(&opening.header));
    let head = prose(above);
    head > 0
        && clocks.len() == openings.len()
        && clocks.windows(2).all(rises)
        && clocks.first() != clocks.last()
        && match (have_headlines(), have_zones()) {
            (true, true) => false,
            (false, false) => true,
            (true, false) => head >= REPORTING && !is_of_publisher(style, above),
            (false, true) => head >= REPORTING,
        }
        && !above.iter().any(|line| says_live(&line.text))
}

/// Whether a page is known to be of a publisher, by its style or by its head.
fn is_of_publisher(style: &Style, head: &[Line]) -> bool {
    style.publisher.is_some() || publishers::of_page(head).is_some()
}

/// Whether a line of the head says that it is a live page: `Ferry strike LIVE`, `Boats sail – as it happened`.
fn says_live(text: &str) -> bool {
    /// A longer line is no headline, in bytes.
    const LONGEST: usize = 220;
    const PHRASES: [&str; 4] = ["as it happened", "as they happened", "live updates", "live blog"];
    let says = |phrase: &&str| {
        let mut windows = text.as_bytes().windows(phrase.len());
        windows.any(|window| window.eq_ignore_ascii_case(phrase.as_bytes()))
    };
    // `People live on the quay`, `Where Sailors Live` and `Live music returns` are of something else.
    let is_apart = |(at, word): (usize, &str)| {
        const BEFORE: [&str; 6] = [": ", "| ", "– ", "— ", "- ", "• "];
        const BEHIND: [&str; 5] = [":", " |", " –", " —", " -"];
        let (before, behind) = (text.get(..at), text.get(at + word.len()..));
        let [before, behind] = [before, behind].map(Option::unwrap_or_default);
        let begins = before.is_empty() || BEFORE.iter().any(|mark| before.ends_with(mark));
        let ends = behind.is_empty() || BEHIND.iter().any(|mark| behind.starts_with(mark));
        // Alone it may lead to another page.
        begins && ends && word.len() < text.len()
    };
    let in_capitals = || {
        let mut words = text.split(|ch: char| !ch.is_alphanumeric());
        words.any(|word| word == "LIVE") && text.chars().any(char::is_lowercase)
    };
    let stands_apart = || ["Live", "live"].iter().any(|it| text.match_indices(it).any(is_apart));
    text.len() <= LONGEST && (in_capitals() || stands_apart() || PHRASES.iter().any(says))
}

/// Whether a page says that times are what it is about: those of a timeline, of calls, of an evening, of a recording.
pub fn is_of_times(found: &[Found], lines: &[Line]) -> bool {
    /// The name of the site may stand above the headline.
    const TITLE: usize = 2;
    const OF: &[&str] = &[":", " of ", " –", " -", " |"];
    /// What a title begins with, and what follows.
    const TITLES: [(&str, &[&str]); 5] = [
        ("timeline", OF),
        ("transcript", OF),
        ("agenda", OF),
        ("what's on tv", &[""]),
        ("what’s on tv", &[""]),
    ];
    const HEADINGS: [&str; 4] = ["in this episode", "chapters", "tracklist", "timestamps"];
    let Some(first) = found.first() else { return false };
    let is_title = |text: &str| {
        TITLES.iter().any(|(start, next)| {
            let parts = text.split_at_checked(start.len());
            parts.is_some_and(|(head, rest)| {
                head.eq_ignore_ascii_case(start) && next.iter().any(|it| rest.starts_with(it))
            })
        })
    };
    let above = lines.get(..first.start).unwrap_or_default();
    let head = above.iter().map(|line| &*line.text).filter(|text| !text.is_empty());
    let [heading, _] = two_above(first.start, lines);
    HEADINGS.iter().any(|words| heading.eq_ignore_ascii_case(words))
        || (head.take(TITLE).any(is_title) && !above.iter().any(|line| says_live(&line.text)))
}

/// Whether lines open the comments below an article: right below their heading, or with a name between.
pub fn are_comments(found: &[Found], lines: &[Line]) -> bool {
    /// So much reporting above them is that of an article: a page may print a link to its comments above its posts.
    const REPORTING: usize = 2;
    let Some(first) = found.first() else { return false };
    let above = lines.get(..first.start).unwrap_or_default();
    let mut printed = above.iter().enumerate().rev().filter(|(_, line)| !line.is_blank());
    let Some((at, _)) = printed.by_ref().take(2).find(|(_, line)| is_comments(&line.text)) else {
        return false;
    };
    let [before, _] = two_above(at, lines);
    !furniture::is_furniture(before)
        && lines.get(..at).is_some_and(|article| prose(article) >= REPORTING)
}

/// Whether each post is older than the one above it.
fn all_fall(openings: &[Opening]) -> bool {
    openings.windows(2).all(|pair| match pair {
        [a, b] => falls(&a.header.told, &b.header.told),
        _ => true,
    })
}

/// Whether a line tells of a minute of a match: `88 min: A late goal`.
fn is_match_minute(text: &str) -> bool {
    let is_minute = |text: &str| {
        let minute = text.trim_end_matches(['s', '\'', '’']).trim_end_matches("min").trim_end();
        let is_said = minute.len() < text.len();
        let mut parts = minute.split('+');
        is_said && parts.all(|part| matches!(part.parse(), Ok(0..=130_u8)))
    };
    text.starts_with(|ch: char| ch.is_ascii_digit())
        && text.split_once(':').is_some_and(|(minute, _)| is_minute(minute))
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
/// Words of a whole sentence of a post whose header leaves no doubt.
const DATED_WORDS: usize = 4;

/// Whether what stands between headers looks like posts, evenly over the page: neither a timetable, nor two times in an
/// article. `ends` says whether a header stands below its post.
pub fn are_posts(openings: &[Opening], style: &Style, ends: bool, lines: &[Line]) -> bool {
    let Some(first) = openings.first() else { return false };
    let is_on_line = style.place == Place::OnLine;
    let least = if is_on_line { LINE_WORDS } else { POST_WORDS };
    let body = |opening: &Opening| lines.get(opening.body.clone()).unwrap_or_default();
    let are_certain = are_dated(openings);
    let is_sentence = |text: &str| {
        are_certain && text.ends_with(['.', '!', '?']) && words::at_least(DATED_WORDS, text)
    };
    let says_so = |line: &Line| words::at_least(least, &line.text) || is_sentence(&line.text);
    let says = |opening: &&Opening| {
        words::at_least(least, opening.header.rest)
            || opening.header.before.len() > 40
            || body(opening).iter().any(says_so)
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
    let is_list = most == 0 && !is_on_line && !are_certain;
    let spare = if is_list { 1 } else { (count - 1).min(LONG).max(count / 4) };
    let above = lines.get(..first.start).unwrap_or_default();
    let is_match = is_on_line && above.iter().any(|line| is_match_minute(&line.text));
    if is_match || is_timeline(openings, above, style, lines) {
        return false;
    }
    // The last header stands there as well, and is no prose.
    let end = openings.last().filter(|_| ends).and_then(|end| lines.get(end.body.end..));
    let below = end.map_or(0, prose);
    let around = HEAD + count / 4;
    let usual = most * 3 + spare;
    // A live page begins with what has led to it.
    let is_first = || most > 0 && !ends && all_fall(openings) && is_of_publisher(style, above);
    prose(above) <= around.min(count)
        && below <= around
        && (edge <= usual || (edge <= usual + LONG && is_first()))
}

/// Whether several posts print their dates with the year, clock and zone, each older than the one above it.
fn are_dated(openings: &[Opening]) -> bool {
    const LEAST: usize = 3;
    let at = |opening: &Opening| {
        let Told { clock, zone, day, .. } = &opening.header.told;
        let (clock, day) = ((*clock)?, (*day)?);
        zone.as_ref()?;
        Some((day.year?, day.month, day.day, clock.time))
    };
    let at: Vec<_> = openings.iter().map_while(at).collect();
    at.len() >= LEAST
        && at.len() == openings.len()
        && at.windows(2).all(|pair| matches!(pair, [a, b] if a > b))
}

/// How many lines are sentences of some length.
pub fn prose(lines: &[Line]) -> usize {
    lines.iter().filter(|line| is_prose(&line.text)).count()
}
