//! How publishers print the line that opens a post: one table, with a row for each style.

use super::times::{self, Told, Zone};
use crate::news::dating::is_weekday;
use crate::news::format::{byline, credits, find, labels, markers};
use crate::news::post::Kind;

/// Where the words of a post stand, seen from its header line.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Place {
    /// All below it, or the headline right above it: the page tells.
    Told,
    /// The headline right above, the rest below.
    HeadlineAbove,
    /// The headline on the line itself, or below it.
    OnLine,
    /// All above it, where nothing stands below the last one; else as `Told`.
    Ends,
    /// It lists headlines of posts, each with its time.
    Lists,
}

/// A style of header lines.
#[derive(Debug)]
pub struct Style {
    /// What it looks like.
    #[allow(dead_code, reason = "it says what a row is, and the tests hold the row to it")]
    pub looks: &'static str,
    /// So many lines make a page.
    pub least: usize,
    /// Where the words of a post stand.
    pub place: Place,
    /// Whose style it is, where it is nobody else's.
    pub publisher: Option<&'static str>,
    /// Whether several lines in a row print one instant.
    pub has_clocks: bool,
    fit: for<'t> fn(&Seen<'t>) -> Option<Header<'t>>,
    /// Whether a header of another style goes with those of this one.
    pub joins: fn(&Header) -> bool,
    /// Whether it does so only where it stands in the order of their times.
    pub joins_in_order: fn(&Header) -> bool,
    /// Whether its lines print times.
    pub has_times: bool,
}

/// What a header line says.
#[derive(Clone, Debug, Default)]
pub struct Header<'t> {
    /// When the post was published, as far as it is printed.
    pub told: Told,
    /// What stands behind the time: the headline, or the beginning of the text.
    pub rest: &'t str,
    /// What stands before the time.
    pub before: &'t str,
    /// Who wrote it.
    pub by: Option<&'t str>,
    /// The label of its kind.
    pub kind: Option<Kind>,
    /// Whether it can only stand above its text.
    pub begins: bool,
    /// Whether the line begins with a number, as an item of a list.
    pub is_numbered: bool,
    /// Whether its hour has one digit, so that it may be how long a clip is.
    pub is_short: bool,
}

/// Every style, the most certain first.
pub const STYLES: &[Style] = &[
    Style {
        looks: "+++ 14:26 Headline +++",
        place: Place::OnLine,
        publisher: Some("n-tv"),
        fit: ticker,
        ..STYLE
    },
    Style { looks: "5/21/2022 9:38:14 AM", place: Place::Ends, fit: scribble, ..STYLE },
    Style { looks: "Kyiv Feb. 26, 2:59 a.m.", has_clocks: true, fit: city, ..STYLE },
    Style {
        looks: "06:58 , Kim Sample",
        place: Place::HeadlineAbove,
        publisher: Some("The Independent"),
        fit: signed,
        ..STYLE
    },
    Style {
        looks: "20:42Kim Sample",
        fit: glued,
        joins_in_order: |header| is_full_alone(header) || is_named(header),
        ..STYLE
    },
    Style { looks: "20:42 Kim Sample", fit: spaced, ..BESIDE },
    Style { looks: "Noon", fit: named_hour, ..BESIDE },
    Style { looks: "17.25 GMT", fit: dotted, joins: is_hour_alone, ..ALONE },
    Style { looks: "10:37 AM", fit: half, ..ALONE },
    Style {
        looks: "14:26",
        fit: full,
        joins_in_order: |header| header.is_short || is_ago(header) || is_zoned_alone(header),
        ..ALONE
    },
    Style { looks: "9:45", least: 3, fit: short, ..STYLE },
    Style { looks: "1 hr 3 min ago", fit: ago, ..STYLE },
    Style { looks: "22:45   Headline", place: Place::OnLine, fit: gap, joins: is_full, ..STYLE },
    Style { looks: "19:44: Text", place: Place::OnLine, fit: commentary, ..STYLE },
    Style { looks: "• A boat sails20:42", place: Place::Lists, fit: key_event, ..STYLE },
    Style {
        looks: "Link Copied!",
        publisher: Some("CNN"),
        fit: link_copied,
        has_times: false,
        ..STYLE
    },
    Style {
        looks: "By Kim Sample",
        place: Place::HeadlineAbove,
        least: 3,
        fit: by,
        has_times: false,
        ..STYLE
    },
];

const STYLE: Style = Style {
    looks: "",
    least: 2,
    place: Place::Told,
    publisher: None,
    has_clocks: false,
    fit: |_| None,
    joins: |_| false,
    joins_in_order: |_| false,
    has_times: true,
};

/// A time alone on its line.
const ALONE: Style = Style {
    joins_in_order: |header| is_ago(header) || is_zoned_alone(header) || is_half_alone(header),
    ..STYLE
};

/// A line that opens a post only beside those of another style: alone it may be of a timetable, or a subhead.
const BESIDE: Style = Style { least: usize::MAX, ..STYLE };

/// A line, and the times in it that several styles ask for.
struct Seen<'t> {
    text: &'t str,
    /// Its time, where it is nothing else.
    alone: Option<Told>,
    /// The time it begins with, and what follows.
    leading: Option<(Told, &'t str)>,
}

/// Kinds whose labels stand beside a time, or above or below a headline. Others are headlines themselves.
pub const LABELLED: [Kind; 3] = [Kind::Breaking, Kind::Analysis, Kind::Key];

/// A longer line is no header, in bytes, unless a stamp with a date is glued to its end; neither is the text behind a
/// time cut for one.
const LONGEST: usize = 400;
/// Most bytes of a line that says who wrote a post.
const LONGEST_BYLINE: usize = 90;

/// The style that a line fits, by its place in the table, and what it says.
pub fn fit(text: &str) -> Option<(usize, Header<'_>)> {
    let (first, last) = (*text.as_bytes().first()?, *text.as_bytes().last()?);
    // Most lines are long, and none of this.
    let may_be = text.len() <= times::LONGEST
        || first.is_ascii_digit()
        || (text.len() <= LONGEST && (last.is_ascii_digit() || matches!(last, b'+' | b'M')))
        || (last == b'M' && times::ends_with_scribble(text));
    if !may_be {
        return None;
    }
    let leading = first.is_ascii_digit().then(|| times::leading(text)).flatten();
    let seen = Seen { text, alone: times::read(text), leading };
    STYLES.iter().enumerate().find_map(|(at, style)| Some((at, (style.fit)(&seen)?)))
}

/// `+++ 14:26 Headline +++`; the page's own name may be glued to the first of them.
fn ticker<'t>(seen: &Seen<'t>) -> Option<Header<'t>> {
    let text = seen.text.strip_suffix("+++")?.trim_end();
    let (before, rest) = find::split_at_last(text, "+++ ")?;
    let (told, rest) = times::leading(rest.trim_start())?;
    let rest = rest.strip_prefix(" Uhr").unwrap_or(rest).trim_start_matches([':', ' ', '\u{a0}']);
    (!rest.is_empty()).then(|| Header { told, rest, before: before.trim(), ..Header::default() })
}

fn scribble<'t>(seen: &Seen<'t>) -> Option<Header<'t>> {
    memchr::memchr(b'/', seen.text.as_bytes())?;
    let text = markers::bullet(seen.text).unwrap_or(seen.text);
    let (before, told, behind) = times::of_scribble(text)?;
    let name = before.strip_prefix("by ").unwrap_or(before);
    match (before, behind) {
        ("", "") => Some(Header { told, ..Header::default() }),
        ("", by) => byline::is_name(by).then(|| Header {
            told,
            by: Some(by),
            begins: true,
            ..Header::default()
        }),
        (_, "") if byline::is_full_name(name) => {
            Some(Header { told, by: Some(name), ..Header::default() })
        }
        (before, "") => Some(Header { told, before, ..Header::default() }),
        // Behind a stamp stands a name, or nothing.
        _ => None,
    }
}

fn city<'t>(seen: &Seen<'t>) -> Option<Header<'t>> {
    let is_short = seen.text.len() <= times::LONGEST && seen.text.ends_with(['.', 'm', 'M']);
    let told = is_short.then(|| times::of_city(seen.text)).flatten()?;
    Some(Header { told, ..Header::default() })
}

fn signed<'t>(seen: &Seen<'t>) -> Option<Header<'t>> {
    let (told, name) = match &seen.leading {
        Some((told, rest)) => (told.clone(), rest.trim_start().strip_prefix(',')?.trim()),
        None => signed_of_day(seen.text)?,
    };
    let is_name = name.len() <= LONGEST_BYLINE && credits::are_names(name);
    is_name.then(|| Header { told, by: Some(name), ..Header::default() })
}

/// `Tuesday 11 February 2025 22:02 , Kim Sample`, `Tuesday 22:02 , Kim Sample`: the time and the name.
fn signed_of_day(text: &str) -> Option<(Told, &str)> {
    let (weekday, rest) = text.split_once(' ')?;
    let begins_with_day = text.starts_with(|ch: char| ch.is_ascii_digit());
    let time = if is_weekday(weekday) { rest } else { Some(text).filter(|_| begins_with_day)? };
    time.match_indices(',').find_map(|(at, _)| {
        let (before, name) = time.split_at_checked(at)?;
        let told = times::read(before.trim_end()).filter(|told| told.ago.is_none())?;
        let name = name.get(1..)?.trim();
        (told.clock?.mark.is_some() && !name.is_empty()).then_some((told, name))
    })
}

/// A time with a name glued to it, or a label.
fn glued<'t>(seen: &Seen<'t>) -> Option<Header<'t>> {
    let (told, rest) = seen.leading.as_ref()?;
    if told.clock?.mark != Some(':') || rest.len() > LONGEST_BYLINE {
        return None;
    }
    let is_label = rest.trim_start().starts_with(char::is_uppercase);
    let kind = labels::of(rest).filter(|kind| is_label && LABELLED.contains(kind));
    let is_name = rest.starts_with(char::is_uppercase) && byline::is_full_name(rest);
    let by = Some(*rest).filter(|_| kind.is_none() && is_name);
    (kind.is_some() || by.is_some()).then(|| Header {
        told: told.clone(),
        by,
        kind,
        ..Header::default()
    })
}

/// A time, and a name alone behind it.
fn spaced<'t>(seen: &Seen<'t>) -> Option<Header<'t>> {
    let (told, rest) = seen.leading.as_ref()?;
    let name = rest.strip_prefix(' ').filter(|name| name.len() <= LONGEST_BYLINE)?;
    let is_it = told.clock?.mark == Some(':') && byline::is_full_name(name);
    let is_it = is_it && name.starts_with(char::is_uppercase);
    is_it.then(|| Header { told: told.clone(), by: Some(name), ..Header::default() })
}

/// `Noon`, with no zone and no date.
fn named_hour<'t>(seen: &Seen<'t>) -> Option<Header<'t>> {
    alone(seen, |told, _| is_word(seen, told))
}

/// Whether no digit tells a time.
fn is_word(seen: &Seen, told: &Told) -> bool {
    told.zone.is_none() && told.day.is_none() && !seen.text.contains(|ch: char| ch.is_ascii_digit())
}

/// A time alone on its line, if its clock is written in a way.
fn alone<'t>(seen: &Seen<'t>, is: impl Fn(&Told, times::Clock) -> bool) -> Option<Header<'t>> {
    let told = seen.alone.as_ref()?;
    is(told, told.clock?).then(|| Header { told: told.clone(), ..Header::default() })
}

/// `17.25` alone is a number.
fn dotted<'t>(seen: &Seen<'t>) -> Option<Header<'t>> {
    alone(seen, |told, clock| clock.mark == Some('.') && (clock.is_half || told.zone.is_some()))
}

fn half<'t>(seen: &Seen<'t>) -> Option<Header<'t>> {
    alone(seen, |told, clock| {
        clock.is_half && clock.mark != Some('.') && !is_word(seen, told) && !is_stamp(seen, told)
    })
}

/// `10:42 AM · Jun 2, 2025`, below a message that is quoted.
fn is_stamp(seen: &Seen, told: &Told) -> bool {
    const LONGEST_MONTH: usize = 3;
    let is_month = |word: &str| word.len() <= LONGEST_MONTH;
    let is_it = |behind: &str| {
        let mut words = behind.split(|ch: char| !ch.is_alphabetic());
        behind.trim_start().starts_with(['·', '-']) && words.all(is_month)
    };
    let has_year = told.day.is_some_and(|day| day.year.is_some());
    has_year && told.zone.is_none() && seen.leading.as_ref().is_some_and(|(_, rest)| is_it(rest))
}

fn full<'t>(seen: &Seen<'t>) -> Option<Header<'t>> {
    alone(seen, |told, clock| {
        let is_more = told.zone.is_some() || told.day.is_some();
        !clock.is_half && clock.mark == Some(':') && (is_more || has_two_digits(seen.text))
    })
}

/// `2:45` alone is how long a clip is, but among others that fall.
fn short<'t>(seen: &Seen<'t>) -> Option<Header<'t>> {
    let header = alone(seen, |_, clock| {
        !clock.is_half && clock.mark == Some(':') && !has_two_digits(seen.text)
    })?;
    Some(Header { is_short: true, ..header })
}

fn has_two_digits(text: &str) -> bool {
    text.find(':').is_some_and(|at| at >= 2)
}

fn ago<'t>(seen: &Seen<'t>) -> Option<Header<'t>> {
    let told = seen.alone.as_ref().filter(|told| told.ago.is_some())?;
    Some(Header { told: told.clone(), ..Header::default() })
}

fn gap<'t>(seen: &Seen<'t>) -> Option<Header<'t>> {
    let (told, rest) = seen.leading.as_ref()?;
    let spaces = rest.chars().take_while(|ch| ch.is_whitespace()).count();
    let is_it = spaces >= 2 && told.clock?.mark == Some(':');
    let rest = rest.trim();
    is_it.then(|| Header { told: told.clone(), rest, ..Header::default() })
}

/// `1. 19:44: Text`, `1949: Text`.
fn commentary<'t>(seen: &Seen<'t>) -> Option<Header<'t>> {
    let numbered = markers::numbered(seen.text).map(|(_, text)| text);
    let text = numbered.unwrap_or(seen.text);
    if let Some((told, rest)) = times::leading(text)
        && let Some(rest) = rest.strip_prefix(" Uhr").unwrap_or(rest).strip_prefix(':')
        && (rest.is_empty() || rest.starts_with(char::is_whitespace))
    {
        let is_numbered = numbered.is_some();
        return Some(Header { told, rest: rest.trim(), is_numbered, ..Header::default() });
    }
    let (clock, rest) = text.split_once(':')?;
    let clock = Some(times::of_commentary(clock)?);
    let is_parted = rest.is_empty() || rest.starts_with(char::is_whitespace);
    let told = Told { clock, ..Told::default() };
    let is_numbered = numbered.is_some();
    is_parted.then(|| Header { told, rest: rest.trim(), is_numbered, ..Header::default() })
}

/// A headline with the time glued to its end.
fn key_event<'t>(seen: &Seen<'t>) -> Option<Header<'t>> {
    let text = markers::bullet(seen.text).unwrap_or(seen.text);
    let (rest, clock) = text.split_at_checked(text.len().checked_sub(5)?)?;
    let is_clock = clock.as_bytes().get(2) == Some(&b':') && times::is_clock(clock);
    let glue = rest.chars().next_back()?;
    let is_glued = glue.is_alphabetic() || matches!(glue, '\'' | '’' | '"' | '”' | ')' | '?' | '!');
    let is_it = is_clock && is_glued && rest.split_whitespace().nth(2).is_some();
    let told = times::read(clock)?;
    is_it.then(|| Header { told, rest, ..Header::default() })
}

fn link_copied<'t>(seen: &Seen<'t>) -> Option<Header<'t>> {
    seen.text.eq_ignore_ascii_case("link copied!").then(Header::default)
}

fn by<'t>(seen: &Seen<'t>) -> Option<Header<'t>> {
    let names = names_of(seen.text)?;
    Some(Header { by: Some(names), ..Header::default() })
}

/// The names of `By Kim Sample and Ann Other`.
pub fn names_of(text: &str) -> Option<&str> {
    let names = text.strip_prefix("By ").filter(|names| names.len() <= LONGEST_BYLINE)?;
    credits::are_names(names).then_some(names)
}

/// `11am` beside `2.30pm`.
fn is_hour_alone(header: &Header) -> bool {
    is_half_alone(header) && header.told.clock.is_some_and(|clock| clock.mark.is_none())
}

/// `23:52` above its headline, beside `22:45   Headline`.
fn is_full(header: &Header) -> bool {
    let told = &header.told;
    let is_it = |clock: times::Clock| !clock.is_half && clock.mark == Some(':');
    let is_bare = told.zone.is_none() && told.day.is_none() && told.ago.is_none();
    told.clock.is_some_and(is_it) && is_bare && !header.is_short
}

/// `11:20`, beside `11:50 KEY EVENT`; `9:45`, beside `10:05`.
fn is_full_alone(header: &Header) -> bool {
    header.is_short || (is_full(header) && is_alone(header))
}

/// `20:42 Kim Sample`, beside `20:42 KEY EVENT`.
fn is_named(header: &Header) -> bool {
    is_full(header) && header.by.is_some() && header.before.is_empty() && header.rest.is_empty()
}

/// `4:05pm AEST`, beside `16:40 AEST`.
fn is_zoned_alone(header: &Header) -> bool {
    is_alone(header) && has_zone(header)
}

/// `9.15am`, beside `10:05 AM`.
fn is_half_alone(header: &Header) -> bool {
    is_alone(header) && header.told.clock.is_some_and(|clock| clock.is_half)
}

fn is_alone(header: &Header) -> bool {
    header.rest.is_empty() && header.before.is_empty() && header.by.is_none()
}

/// Whether it tells only how long ago it was, as some pages do of their newest posts.
pub fn is_ago(header: &Header) -> bool {
    header.told.ago.is_some() && header.told.clock.is_none()
}

/// Whether a zone is printed with the time.
pub fn has_zone(header: &Header) -> bool {
    matches!(header.told.zone, Some(Zone::Named(_) | Zone::Ist))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_row_is_what_it_looks_like() {
        for (at, style) in STYLES.iter().enumerate() {
            let (fits, _) =
                fit(style.looks).unwrap_or_else(|| panic!("no header: {}", style.looks));
            assert_eq!(STYLES[fits].looks, style.looks, "{at}");
        }
    }

    #[test]
    fn most_lines_are_no_header() {
        for text in [
            "",
            "Boats sail again",
            "The ferry left at 10:30.",
            "10:30 on Monday was the time.",
            "20 boats left.",
            "+++ Boats sail +++",
            "By the sea, everything is quiet.",
            "It ended 3:10",
            "Match ended at 20:42",
            "See John 10:30",
            "Tuesday 22:02 , the boat left",
            "Tuesday, Kim Sample",
            "Sun 5 , Kim Sample",
            "11 February 2025 , Kim Sample",
            "• One boat has left",
            "3.5 metres of water",
            "2025",
            "£17.25",
            "10:42 AM · Jun 2, 2025",
            "10:42 AM - 2 Jun 2025",
        ] {
            assert!(fit(text).is_none(), "{text}");
        }
    }
}
