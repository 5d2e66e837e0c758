//! Times as publishers print them on a line of their own: `17.25 GMT`, `November 23, 10am`, `1 hr 3 min ago`.
//!
//! A line is one only if all of it is: `08:30 local time (06:30 BST)` is prose.

use jiff::Span;
use jiff::civil::{Date, Time};
use jiff::tz::TimeZone;
use smallvec::SmallVec;

use crate::news::dating::{DayMonth, YEARS, is_weekday, month};
use crate::news::zones;

/// No such line is longer, in bytes.
pub const LONGEST: usize = 80;
/// The longest short name of a zone: `UTC/GMT`.
const LONGEST_ZONE: usize = 7;
/// Most words of a zone's name.
const ZONE_WORDS: usize = 4;

/// What a line says of a time.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Told {
    /// The clock time.
    pub clock: Option<Clock>,
    /// The zone that is printed with it.
    pub zone: Option<Zone>,
    /// The date.
    pub day: Option<DayMonth>,
    /// Minutes before the page was changed or saved.
    pub ago: Option<i64>,
}

/// A clock time, and how it is written.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Clock {
    /// The time of day.
    pub time: Time,
    /// What parts hours and minutes; none where hours stand alone (`11am`).
    pub mark: Option<char>,
    /// Whether it goes to twelve, and says which half of the day.
    pub is_half: bool,
}

/// A zone, as it is printed.
#[derive(Clone, Debug, PartialEq)]
pub enum Zone {
    /// A name that means one zone.
    Named(TimeZone),
    /// `IST`, which means India, Israel or Ireland: the publisher tells.
    Ist,
}

/// Reads a line that is a time, and nothing else: a clock time, a date, or both, in any order.
pub fn read(line: &str) -> Option<Told> {
    if line.len() > LONGEST {
        return None;
    }
    let counts = has_digit(line)
        || line.ends_with(" ago")
        || line.split(' ').next().is_some_and(|word| named_hour(word).is_some());
    if !counts {
        return (line.eq_ignore_ascii_case("just now")).then(just_now);
    }
    if line.ends_with(')')
        && let Some((told, zoned)) = line.rsplit_once('(')
        && let Some(told) = read(told.trim_end()).and_then(|told| in_zone(&told, zoned))
    {
        return Some(told);
    }
    // `(IST)2 Jun`
    let words = line.split_whitespace().flat_map(|word| word.split_inclusive(')'));
    let words = words.flat_map(|word| {
        let (year, clock) = year_and_clock(word).unwrap_or(("", word));
        [year, clock]
    });
    let words = words.map(|word| word.trim_end_matches(',')).filter(|word| !is_parting(word));
    let words: SmallVec<[&str; 12]> = words.collect();
    if let Some(told) = ago(&words) {
        return Some(told);
    }
    let mut told = Told::default();
    let mut rest = &*words;
    while !rest.is_empty() {
        rest = take_clock(rest, &mut told)
            .or_else(|| take_date(rest, &mut told))
            .or_else(|| take_small_word(rest, &told))?;
    }
    (told.clock.is_some() || told.day.is_some()).then_some(told)
}

/// `202410.45`: a year with a clock glued to it.
fn year_and_clock(word: &str) -> Option<(&str, &str)> {
    const SHORTEST: usize = "20241.45".len();
    let (year, rest) = word.split_at_checked(4).filter(|_| word.len() >= SHORTEST)?;
    let (hour, minute) = rest.split_once(['.', ':'])?;
    let is_hour = (1..=2).contains(&hour.len()) && is_number(hour, hour.len());
    let is_minute = is_number(minute.get(..2)?, 2);
    let is_year = is_number(year, 4) && year.parse().is_ok_and(|year| YEARS.contains(&year));
    (is_year && is_hour && is_minute).then_some((year, rest))
}

/// `2 Jun 2025 - 21:00`, with `(18:00 GMT)` behind it or below: the instant is that of the zone.
pub fn in_zone(told: &Told, zoned: &str) -> Option<Told> {
    const DAY: i32 = 24 * 60;
    const FARTHEST_EAST: i32 = 14 * 60;
    /// Zones lie so many minutes apart.
    const STEP: i32 = 15;
    let (clock, day) = (told.clock?, told.day?);
    let zoned = zoned.trim_start_matches('(').strip_suffix(')')?;
    let zoned = read(zoned).filter(|zoned| matches!(zoned.zone, Some(Zone::Named(_))))?;
    let is_bare = (told.ago, zoned.ago, zoned.day) == (None, None, None) && told.zone.is_none();
    let minutes = |clock: Clock| i32::from(clock.time.hour()) * 60 + i32::from(clock.time.minute());
    let ahead = minutes(clock) - minutes(zoned.clock?);
    if !is_bare || ahead % STEP != 0 {
        return None;
    }
    let days = match ahead {
        ahead if ahead > FARTHEST_EAST => 1,
        ahead if ahead <= FARTHEST_EAST - DAY => -1,
        _ => 0,
    };
    let date = Date::new(day.year.unwrap_or(2024), day.month, day.day).ok()?;
    let date = date.checked_add(Span::new().days(days)).ok()?;
    let year = day.year.map(|_| date.year());
    Some(Told { day: Some(DayMonth { day: date.day(), month: date.month(), year }), ..zoned })
}

/// The date of a line that is one, and nothing else.
pub fn date_alone(text: &str) -> Option<DayMonth> {
    let told = read(text)?;
    told.day.filter(|_| told.clock.is_none() && told.ago.is_none())
}

/// The clock time that a line begins with, its zone, and what follows behind them.
pub fn leading(line: &str) -> Option<(Told, &str)> {
    let end = line.find(|ch: char| !(ch.is_ascii_digit() || ch == ':' || ch == '.'))?;
    let (digits, rest) = line.split_at_checked(end)?;
    // The mark behind the time may be of the line, not of the time.
    let bare = digits.trim_end_matches([':', '.']);
    let rest = line.get(bare.len()..).unwrap_or(rest);
    let mut told = Told::default();
    let (half, after) = leading_half(rest);
    told.clock = Some(clock_of(bare, half)?);
    let (zone, after) = leading_zone(after);
    told.zone = zone;
    Some((told, after))
}

/// `am` at the beginning, and what stands behind it.
fn leading_half(text: &str) -> (&'static str, &str) {
    let spaced = text.strip_prefix([' ', '\u{a0}', '\u{202f}']).unwrap_or(text);
    for (printed, half) in HALVES {
        if let Some(after) = spaced.strip_prefix(printed)
            && !after.starts_with(char::is_alphanumeric)
        {
            return (half, after);
        }
    }
    ("", text)
}

/// A zone's short name at the beginning, and what stands behind it.
fn leading_zone(text: &str) -> (Option<Zone>, &str) {
    let spaced = text.strip_prefix([' ', '\u{a0}', '\u{202f}']).unwrap_or(text);
    let end = spaced.find(|ch: char| !ch.is_ascii_uppercase()).unwrap_or(spaced.len());
    let (name, after) = spaced.split_at_checked(end).unwrap_or(("", spaced));
    if after.starts_with(char::is_alphanumeric) {
        return (None, text);
    }
    match zone(name) {
        Some(zone) => (Some(zone), after),
        None => (None, text),
    }
}

/// Whether a text is a clock time without a zone.
pub fn is_clock(text: &str) -> bool {
    clock(text).is_some()
}

/// The time of `1949` and `19:44`.
pub fn of_commentary(text: &str) -> Option<Clock> {
    match text.as_bytes() {
        [_, _, _, _] if text.bytes().all(|byte| byte.is_ascii_digit()) => {
            let (hour, minute) = text.split_at_checked(2)?;
            Some(Clock { time: time(hour, minute, "")?, mark: None, is_half: false })
        }
        _ => clock(text).filter(|clock| clock.mark.is_some()),
    }
}

/// `10:37`, `10:37:05`, `17.25`, `1.59am`, `11am`; hours alone only with their half of the day.
fn clock(word: &str) -> Option<Clock> {
    let (digits, half) = split_half(word);
    clock_of(digits, half)
}

/// The time of digits, and the half of the day it is in.
fn clock_of(digits: &str, half: &str) -> Option<Clock> {
    let mark = digits.find([':', '.']).and_then(|at| digits.get(at..)?.chars().next());
    let Some(mark) = mark else {
        let is_hour = (1..=2).contains(&digits.len()) && !half.is_empty();
        return is_hour
            .then(|| Some(Clock { time: time(digits, "00", half)?, mark: None, is_half: true }))?;
    };
    let (hour, minute) = digits.split_once(mark)?;
    // Seconds are printed by some, and never with a dot.
    let minute = match minute.split_once(':') {
        Some((minute, seconds)) if mark == ':' && is_number(seconds, 2) => minute,
        Some(_) => return None,
        None => minute,
    };
    let is_hour = (1..=2).contains(&hour.len()) && is_number(hour, hour.len());
    if !is_hour || !is_number(minute, 2) {
        return None;
    }
    let time = time(hour, minute, half)?;
    Some(Clock { time, mark: Some(mark), is_half: !half.is_empty() })
}

fn time(hour: &str, minute: &str, half: &str) -> Option<Time> {
    let hour: i8 = hour.parse().ok()?;
    let hour = match half {
        "" => hour,
        _ if !(1..=12).contains(&hour) => return None,
        "am" => hour % 12,
        _ => hour % 12 + 12,
    };
    Time::new(hour, minute.parse().ok()?, 0, 0).ok()
}

fn is_number(text: &str, digits: usize) -> bool {
    text.len() == digits && text.bytes().all(|byte| byte.is_ascii_digit())
}

/// How the halves of the day are written. `p.M.` is not: that is a text put together by a machine.
const HALVES: &[(&str, &str)] = &[
    ("a.m.", "am"),
    ("p.m.", "pm"),
    ("a.m", "am"),
    ("p.m", "pm"),
    ("am", "am"),
    ("pm", "pm"),
    ("AM", "am"),
    ("PM", "pm"),
    ("A.M.", "am"),
    ("P.M.", "pm"),
];

fn half(word: &str) -> Option<&'static str> {
    HALVES.iter().find(|(printed, _)| *printed == word).map(|(_, half)| *half)
}

/// Splits the half of the day off the end of a word.
fn split_half(word: &str) -> (&str, &'static str) {
    let at = word.find(|ch: char| ch.is_ascii_alphabetic());
    let parts = at.and_then(|at| word.split_at_checked(at));
    parts.and_then(|(digits, end)| Some((digits, half(end)?))).unwrap_or((word, ""))
}

/// Takes a clock time with its half of the day and its zone.
fn take_clock<'a, 'b>(words: &'a [&'b str], told: &mut Told) -> Option<&'a [&'b str]> {
    let (first, mut rest) = words.split_first()?;
    // `1.59amBST`
    let joined = || {
        let at = first.find(|ch: char| ch.is_ascii_uppercase())?;
        let (bare, name) = first.split_at_checked(at)?;
        Some((clock(bare)?, zone(name)?))
    };
    let (found, glued) = match (clock(first), joined()) {
        (None, Some((found, zone))) => (Some(found), Some(zone)),
        (found, _) => (found, None),
    };
    let mut found = found.or_else(|| hour_before_half(first, rest)).or_else(|| named_hour(first));
    if let (Some((next, after)), Some(clock)) = (rest.split_first(), found)
        && let Some(half) = half(next)
        && !(clock.is_half && clock.mark.is_some())
    {
        let (hour, minute) = (clock.time.hour().to_string(), clock.time.minute().to_string());
        if !clock.is_half {
            found = Some(Clock { time: time(&hour, &minute, half)?, is_half: true, ..clock });
        }
        rest = after;
    }
    let found = found?;
    match told.clock {
        None => told.clock = Some(found),
        // `5.25pm GMT 17:25`: the same once more.
        Some(told) if told.time == found.time => {}
        Some(_) => return None,
    }
    if glued.is_some() {
        told.zone = glued;
        return Some(rest);
    }
    for count in (1..=ZONE_WORDS.min(rest.len())).rev() {
        let (name, after) = rest.split_at_checked(count)?;
        if let Some(zone) = zone_of(name) {
            told.zone = Some(zone);
            return Some(after);
        }
    }
    // `GMT17:25`: the zone, and the same time once more.
    if let Some((next, after)) = rest.split_first()
        && let Some(at) = next.find(|ch: char| ch.is_ascii_digit())
        && let Some((name, again)) = next.split_at_checked(at)
        && let Some(zone) = zone(name)
        && clock(again).is_some_and(|again| again.time == found.time)
    {
        told.zone = Some(zone);
        return Some(after);
    }
    Some(rest)
}

/// `11` before `am`.
fn hour_before_half(word: &str, rest: &[&str]) -> Option<Clock> {
    let half = half(rest.first()?)?;
    let is_hour = (1..=2).contains(&word.len()) && is_number(word, word.len());
    is_hour.then(|| Some(Clock { time: time(word, "00", half)?, mark: None, is_half: true }))?
}

/// `Noon`
fn named_hour(word: &str) -> Option<Clock> {
    let hour = match word {
        "Noon" | "noon" => 12,
        "Midnight" | "midnight" => 0,
        _ => return None,
    };
    Some(Clock { time: Time::new(hour, 0, 0, 0).ok()?, mark: None, is_half: true })
}

fn zone_of(words: &[&str]) -> Option<Zone> {
    match words {
        [word] => zone(word.trim_matches(['(', ')'])),
        // Every name of several words ends like this.
        words => words
            .last()
            .filter(|last| last.eq_ignore_ascii_case("time"))
            .and_then(|_| zones::named(&words.join(" ")).map(Zone::Named)),
    }
}

/// The zone of a short name. `At` and `west` are words.
fn zone(word: &str) -> Option<Zone> {
    if !(1..=LONGEST_ZONE).contains(&word.len())
        || !word.bytes().all(|byte| byte.is_ascii_uppercase() || byte == b'/')
    {
        return None;
    }
    match word {
        "IST" => Some(Zone::Ist),
        // Atlantic Time: in the table of names it would be the word `at`.
        "AT" => TimeZone::get("America/Halifax").ok().map(Zone::Named),
        word => zones::named(word).map(Zone::Named),
    }
}

/// Takes a date: `19 Feb 2021`, `February 19`, `6 OCT 2020`, `2021-02-19`, `14.05.2025`, a weekday before it or not.
fn take_date<'a, 'b>(words: &'a [&'b str], told: &mut Told) -> Option<&'a [&'b str]> {
    if told.day.is_some() {
        return None;
    }
    let words = match words {
        [weekday, rest @ ..] if is_weekday(weekday) && !rest.is_empty() => rest,
        words => words,
    };
    let (first, rest) = words.split_first()?;
    if let (10, Ok(date)) = (first.len(), first.parse::<Date>()) {
        let (day, month) = (date.day(), date.month());
        told.day = Some(DayMonth { day, month, year: Some(date.year()) });
        return Some(rest);
    }
    if let Some(day) = dotted_date(first) {
        told.day = Some(day);
        return Some(rest);
    }
    let (second, rest) = rest.split_first()?;
    let second = if *second == "of" { return None } else { second };
    let (day, month) = match (month(first), month(second)) {
        (Some(month), _) => (day(second)?, month),
        (_, Some(month)) => (day(first)?, month),
        _ => return None,
    };
    let year = rest.first().filter(|word| is_number(word, 4)).and_then(|word| word.parse().ok());
    let year = year.filter(|year| YEARS.contains(year));
    // No month has that day: it is something else.
    Date::new(year.unwrap_or(2024), month, day).ok()?;
    told.day = Some(DayMonth { day, month, year });
    Some(if year.is_some() { rest.get(1..).unwrap_or_default() } else { rest })
}

/// `14.05.2025`: with dots the day stands first.
fn dotted_date(word: &str) -> Option<DayMonth> {
    let (day, rest) = word.split_once('.')?;
    let (month, year) = rest.split_once('.')?;
    let is_short = |text: &str| (1..=2).contains(&text.len()) && is_number(text, text.len());
    if !is_short(day) || !is_short(month) || !is_number(year, 4) {
        return None;
    }
    let date = Date::new(year.parse().ok()?, month.parse().ok()?, day.parse().ok()?).ok()?;
    let year = Some(date.year()).filter(|year| YEARS.contains(year))?;
    Some(DayMonth { day: date.day(), month: date.month(), year: Some(year) })
}

/// `2`, `2nd`.
fn day(word: &str) -> Option<i8> {
    let digits = word.trim_end_matches(|ch: char| ch.is_ascii_alphabetic());
    let ordinal = word.get(digits.len()..).unwrap_or_default();
    let is_ordinal = ["", "st", "nd", "rd", "th"].contains(&ordinal);
    (is_ordinal && (1..=2).contains(&digits.len())).then(|| digits.parse().ok())?
}

/// Words that may stand between a date and a clock time, or behind it.
fn take_small_word<'a, 'b>(words: &'a [&'b str], told: &Told) -> Option<&'a [&'b str]> {
    let (first, rest) = words.split_first()?;
    let between = told.day.is_some() || told.clock.is_some();
    let may_stand = match *first {
        "at" | "on" => between && !rest.is_empty(),
        "Today" => !between,
        "Uhr" => told.clock.is_some(),
        _ => false,
    };
    may_stand.then_some(rest)
}

fn is_parting(word: &str) -> bool {
    matches!(word, "-" | "–" | "—" | "|" | "·" | "•" | "")
}

fn just_now() -> Told {
    Told { ago: Some(0), ..Told::default() }
}

/// `1 hr 3 min ago`, `2h ago`, `an hour ago`, `21 days ago`; behind it may stand the time itself, or the page's count of
/// something else.
fn ago(words: &[&str]) -> Option<Told> {
    // The time may be glued to it: `2h ago17.25 GMT`.
    let at = words.iter().position(|word| word.starts_with("ago"))?;
    let (before, rest) = words.split_at_checked(at)?;
    let (glued, rest) = rest.split_first()?;
    let glued = glued.strip_prefix("ago")?;
    let mut minutes = 0;
    let mut counts = before;
    while let Some((first, after)) = counts.split_first() {
        let unit_at = first.find(|ch: char| ch.is_ascii_alphabetic()).unwrap_or(first.len());
        let (number, unit) = first.split_at_checked(unit_at)?;
        let (number, unit, after) = match (number, unit) {
            ("", "a" | "an" | "one") => ("1", *after.first()?, after.get(1..)?),
            (number, "") => (number, *after.first()?, after.get(1..)?),
            (number, unit) => (number, unit, after),
        };
        let number: i64 = if number.len() > 4 { return None } else { number.parse().ok()? };
        minutes += number * unit_minutes(unit)?;
        counts = after;
    }
    if before.is_empty() {
        return None;
    }
    let told = Told { ago: Some(minutes), ..Told::default() };
    let behind = format!("{glued} {}", rest.join(" "));
    let behind = behind.trim();
    // `19h ago / 5:25 PM EDT`, `4m ago(12:36 GMT)`
    let bare = behind.strip_prefix('/').or_else(|| behind.strip_prefix('(')?.strip_suffix(')'));
    let behind = bare.unwrap_or(behind).trim();
    if behind.is_empty() || (behind.len() <= 4 && behind.bytes().all(|byte| byte.is_ascii_digit()))
    {
        return Some(told);
    }
    let exact = read(behind).filter(|exact| exact.clock.is_some())?;
    Some(Told { ago: Some(minutes), ..exact })
}

fn unit_minutes(unit: &str) -> Option<i64> {
    const DAY: i64 = 24 * 60;
    let minutes = match unit.trim_end_matches('.').trim_end_matches('s') {
        "s" | "sec" | "second" | "" => 0,
        "m" | "min" | "minute" => 1,
        "h" | "hr" | "hour" => 60,
        "d" | "day" => DAY,
        "w" | "week" => 7 * DAY,
        "month" | "mo" => 30 * DAY,
        "y" | "yr" | "year" => 365 * DAY,
        _ => return None,
    };
    Some(minutes)
}

fn has_digit(text: &str) -> bool {
    text.bytes().any(|byte| byte.is_ascii_digit())
}

/// Whether a line ends as the stamp of `ScribbleLive` does.
pub fn ends_with_scribble(line: &str) -> bool {
    const LONGEST: usize = 24;
    let end = line.as_bytes().get(line.len().saturating_sub(LONGEST)..).unwrap_or_default();
    end.contains(&b'/') && (end.ends_with(b" AM") || end.ends_with(b" PM"))
}

/// The stamp of `ScribbleLive`, `5/21/2022 9:38:14 AM`, which is in UTC and has the month first; and what stands around
/// it on its line: text before it, or a name behind.
pub fn of_scribble(line: &str) -> Option<(&str, Told, &str)> {
    let end = line.len().checked_sub(2).filter(|_| ends_with_scribble(line));
    let first =
        ["AM", "PM"].iter().find_map(|half| memchr::memmem::find(line.as_bytes(), half.as_bytes()));
    end.and_then(|half| scribble_at(line, half)).or_else(|| scribble_at(line, first?))
}

/// The stamp whose half of the day stands at a place.
fn scribble_at(line: &str, half: usize) -> Option<(&str, Told, &str)> {
    let (head, rest) = line.split_at_checked(half)?;
    let (half, behind) = rest.split_at_checked(2)?;
    let head = head.trim_end();
    let (rest, clock_word) = head.rsplit_once(' ')?;
    // With seconds it is no clock that a person has written.
    let clock_word = (clock_word.matches(':').count() == 2).then_some(clock_word)?;
    let clock = clock(&format!("{clock_word}{half}"))?;
    let rest = rest.trim_end();
    let start = rest.rfind(|ch: char| !(ch.is_ascii_digit() || ch == '/')).map_or(0, |at| {
        at + rest.get(at..).and_then(|rest| rest.chars().next()).map_or(1, char::len_utf8)
    });
    let (before, date) = rest.split_at_checked(start)?;
    let mut parts = date.split('/');
    let mut number = || parts.next()?.parse::<i16>().ok();
    let (month, day, year) = (number()?, number()?, number()?);
    let (month, day) = (i8::try_from(month).ok()?, i8::try_from(day).ok()?);
    Date::new(year, month, day).ok().filter(|date| (1990..2200).contains(&date.year()))?;
    let day = Some(DayMonth { day, month, year: Some(year) });
    let zone = Some(Zone::Named(TimeZone::UTC));
    Some((before.trim_end(), Told { clock: Some(clock), zone, day, ago: None }, behind.trim()))
}

/// Cities whose time some pages print, and the zone of each.
const CITIES: &[(&str, &str)] = &[
    ("Kyiv", "Europe/Kyiv"),
    ("Moscow", "Europe/Moscow"),
    ("Washington", "America/New_York"),
    ("New York", "America/New_York"),
    ("London", "Europe/London"),
    ("Paris", "Europe/Paris"),
    ("Berlin", "Europe/Berlin"),
    ("Brussels", "Europe/Brussels"),
    ("Istanbul", "Europe/Istanbul"),
    ("Jerusalem", "Asia/Jerusalem"),
    ("Gaza", "Asia/Gaza"),
    ("Tehran", "Asia/Tehran"),
    ("Kabul", "Asia/Kabul"),
    ("Delhi", "Asia/Kolkata"),
    ("Beijing", "Asia/Shanghai"),
    ("Hong Kong", "Asia/Hong_Kong"),
    ("Seoul", "Asia/Seoul"),
    ("Tokyo", "Asia/Tokyo"),
    ("Sydney", "Australia/Sydney"),
];

/// `Kyiv Feb. 26, 2:59 a.m.`: the clock of a city with its date.
pub fn of_city(line: &str) -> Option<Told> {
    let (name, zone) = CITIES.iter().find(|(city, _)| line.starts_with(city))?;
    let told = read(line.get(name.len()..)?.trim())?;
    let clock = told.clock.filter(|_| told.zone.is_none() && told.ago.is_none())?;
    told.day?;
    let zone = TimeZone::get(zone).ok().map(Zone::Named);
    Some(Told { clock: Some(clock), zone, ..told })
}

#[cfg(test)]
mod tests {
    use super::*;

    /// A time in short: clock, date, zone (minutes east of Greenwich in June 2025), minutes ago.
    fn told(told: &Told) -> String {
        let mut words = Vec::new();
        words.extend(told.clock.map(|clock| clock.time.strftime("%H:%M").to_string()));
        words.extend(told.day.map(|day| match day.year {
            Some(year) => format!("{year}-{:02}-{:02}", day.month, day.day),
            None => format!("{:02}-{:02}", day.month, day.day),
        }));
        words.extend(told.zone.as_ref().map(|zone| match zone {
            Zone::Ist => "IST".to_owned(),
            Zone::Named(zone) => {
                let noon = jiff::civil::date(2025, 6, 2).at(12, 0, 0, 0);
                (noon.to_zoned(zone.clone()).unwrap().offset().seconds() / 60).to_string()
            }
        }));
        words.extend(told.ago.map(|ago| format!("-{ago}")));
        words.join(" ")
    }

    #[test]
    fn lines_that_are_a_time() {
        for (line, expected) in [
            ("17.25\u{a0}GMT", "17:25 0"),
            ("17.25 GMT", "17:25 0"),
            ("1.59am BST", "01:59 60"),
            ("5.25pm GMT 17:25", "17:25 0"),
            ("5.25pm GMT17:25", "17:25 0"),
            ("Fri 19 Feb 2021 19.41 GMT", "19:41 2021-02-19 0"),
            ("1 hr 3 min ago", "-63"),
            ("36 min ago", "-36"),
            ("2h ago", "-120"),
            ("2h ago17.25 GMT", "17:25 0 -120"),
            ("1 month ago", "-43200"),
            ("21 days ago", "-30240"),
            ("1 day ago 18", "-1440"),
            ("an hour ago", "-60"),
            ("Just now", "-0"),
            ("2:10 a.m. ET, November 4, 2020", "02:10 2020-11-04 -240"),
            ("10:37 AM", "10:37"),
            ("05:56 PM", "17:56"),
            ("5:36pm", "17:36"),
            ("11am", "11:00"),
            ("12 am", "00:00"),
            ("November 23, 10am", "10:00 11-23"),
            ("September 19 - 07:41", "07:41 09-19"),
            ("31 December 2023 00:00 GMT", "00:00 2023-12-31 0"),
            ("23:09 IST, April 23rd 2023", "23:09 2023-04-23 IST"),
            ("16:13 (IST) 01 Feb 2019", "16:13 2019-02-01 IST"),
            ("11:48, Thu, Jul 18, 2024", "11:48 2024-07-18"),
            ("21:22, 6 OCT 2020", "21:22 2020-10-06"),
            ("23:32 UTC/GMT", "23:32 0"),
            ("14:26:01", "14:26"),
            ("10:50 British Summer Time 2 June", "10:50 06-02 60"),
            ("4:05 p.m. AT", "16:05 -180"),
            ("Wed, 07 June 2017", "2017-06-07"),
            ("Today, 9:38 pm", "21:38"),
            ("2025-06-02 10:31", "10:31 2025-06-02"),
            ("19h ago / 5:25 PM EDT", "17:25 -240 -1140"),
            ("17:25 (IST)2 Jun 2025", "17:25 2025-06-02 IST"),
            ("4m ago(12:36 GMT)", "12:36 0 -4"),
            ("4m ago (12:36 GMT)", "12:36 0 -4"),
            ("Noon", "12:00"),
            ("2 Jun 2025 - 21:00(18:00 GMT)", "18:00 2025-06-02 0"),
            ("2 Jun 2025 - 21:00 (18:00 GMT)", "18:00 2025-06-02 0"),
            ("1 Jun 2025 - 01:30 (22:30 GMT)", "22:30 2025-05-31 0"),
            ("31 Dec 2024 - 20:00 (01:00 GMT)", "01:00 2025-01-01 0"),
            ("2 June - 10:00 (22:00 GMT)", "22:00 06-01 0"),
            ("3 May 202410.45 BST", "10:45 2024-05-03 60"),
            ("Fri 3 May 20249.45amBST", "09:45 2024-05-03 60"),
            ("14:26 Uhr", "14:26"),
            ("14.05.2025, 18:12 Uhr", "18:12 2025-05-14"),
            ("1.6.2025", "2025-06-01"),
            ("midnight ET, November 3, 2020", "00:00 2020-11-03 -240"),
        ] {
            let read = read(line).unwrap_or_else(|| panic!("no time: {line}"));
            assert_eq!(self::told(&read), expected, "{line}");
        }
    }

    #[test]
    fn lines_that_are_none() {
        for line in [
            "12: 00",
            "five:00 p.M.",
            "10:fifty nine p.M.",
            "10:37 p.M.",
            "25:61",
            "13:10 PM",
            "08:30 local time (06:30 BST)",
            "12:15 EST (17:15 GMT)",
            "7 am local time (0500 GMT)",
            "4am in Qatar",
            "Updated at 01.51 EDT",
            "April 21, 1926 - The harbour is opened",
            "10:30 on Monday",
            "31 February",
            "3.5",
            "10",
            "2 of 3 June",
            "10:30 11:30",
            "May",
            "2025",
            "long ago",
            "Monday",
            "noon prayers",
            "10 Uhr",
            "202410.45 BST of metal",
            "3 May 202510.4",
            "3 May 999910.45",
            "21:00 (18:00 GMT)",
            "2 Jun 2025 - 21:00 EST (18:00 GMT)",
            "2 Jun 2025 - 21:00 (18:00)",
            "2 Jun 2025 - 21:00 (18:07 GMT)",
            "2 Jun 2025 (18:00 GMT)",
            "2 Jun 2025 - 21:00 (1 June 18:00 GMT)",
            "05.14.2025",
            "14.05.25",
            "1.2.2025.1",
            "10.0.2020 14:26",
            "5 / 6 June",
            "2 June / 18:30",
            "18:30 / 2 June",
            "4m ago(12:36 GMT",
        ] {
            assert_eq!(read(line), None, "{line}");
        }
    }

    #[test]
    fn times_with_something_behind_them() {
        for (line, expected, behind) in [
            ("19:44: Kick-off", "19:44", ": Kick-off"),
            ("22:45   Boats sail", "22:45", "   Boats sail"),
            ("11.05am: Boats sail", "11:05", ": Boats sail"),
            ("2.30pm BST: Boats", "14:30 60", ": Boats"),
            ("06:58 , Kim Sample", "06:58", " , Kim Sample"),
            ("20:42Kim Sample", "20:42", "Kim Sample"),
            ("10:30 AMSTERDAM sails", "10:30", " AMSTERDAM sails"),
        ] {
            let (time, after) = leading(line).unwrap_or_else(|| panic!("no time: {line}"));
            assert_eq!((told(&time).as_str(), after), (expected, behind), "{line}");
        }
        assert!(leading("3.5 metres").is_none() && leading("x 10:30").is_none());
        assert_eq!(of_commentary("1949").unwrap().time.hour(), 19);
        assert!(of_commentary("1967").is_none() && of_commentary("2400").is_none());
    }

    #[test]
    fn times_of_other_sorts() {
        let (before, time, behind) = of_scribble("It ends.5/21/2022 9:38:14 AM").unwrap();
        assert_eq!((before, told(&time).as_str(), behind), ("It ends.", "09:38 2022-05-21 0", ""));
        let (_, time, behind) = of_scribble("2/24/2022 2:46:46 PM   Kim Sample").unwrap();
        assert_eq!((told(&time).as_str(), behind), ("14:46 2022-02-24 0", "Kim Sample"));
        for line in ["21/5/2022 9:38:14 AM", "5/21/2022 9:38 AM", "5/21/2022", "He is AMUSED"] {
            assert!(of_scribble(line).is_none(), "{line}");
        }
        let kyiv = of_city("Kyiv Feb. 26, 2:59 a.m.").unwrap();
        assert_eq!(told(&kyiv), "02:59 02-26 180");
        assert!(of_city("Kyiv is calm").is_none() && of_city("London, 10:30").is_none());
    }
}
