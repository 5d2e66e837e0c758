//! Printed times and dates → instants, and how sure we are.
//!
//! A page prints as little as it can: a clock time, often a day and month, seldom a year. What is
//! missing is looked for in a fixed order (a neighbour on the page, the file's name, the option
//! `--year`, a weekday in the text, the file's own time) and each answer says where it came from.

use std::borrow::Cow;
use std::cmp::Ordering;
use std::ops::RangeInclusive;

use jiff::civil::{Date, DateTime, Time, Weekday};
use jiff::tz::TimeZone;
use jiff::{Span, Timestamp};

use super::post::{Moment, PostTime, TimeSource};

mod folds;
mod reference;
mod relative;
mod weekday;

pub use reference::{PageDate, Reference};
pub use relative::{LONGEST_AGO, before};

/// Years that news is of: another number of four digits is none.
pub const YEARS: RangeInclusive<i16> = 1900..=2200;

/// In newest-first order a clock that jumps up by more than this has crossed midnight; a smaller
/// jump is a post out of order. Measured on 124,672 pairs of neighbours of public live pages: the
/// valley between the two causes lies at 2 to 3 hours.
const OUT_OF_ORDER_MINUTES: i64 = 180;

/// How far a publisher's clock may be ahead of the file's time before a bare clock time is taken
/// to be of the day before.
const CLOCK_SKEW_MINUTES: i64 = 15;

/// What is known of a document besides its text.
#[derive(Clone, Debug)]
pub struct Context {
    /// The file's name, whose date (`2025-06-02-talks.txt`) counts for the posts in it.
    pub name: String,
    /// When the file was last written.
    pub modified: Option<Timestamp>,
    /// The zone of times printed without one.
    pub zone: TimeZone,
    /// The year of dates printed without one.
    pub year: Option<i16>,
}

/// The time a header line prints, as far as it does.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct PrintedTime {
    /// The clock time; none where it is missing or no time at all (`25:61`).
    pub clock: Option<Time>,
    /// The zone it names.
    pub zone: Option<TimeZone>,
    /// The day and month it prints.
    pub day: Option<DayMonth>,
}

impl PrintedTime {
    fn has_year(&self) -> bool {
        self.day.is_some_and(|day| day.year.is_some())
    }
}

/// A day and month, and the year where it is printed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct DayMonth {
    /// 1 to 31.
    pub day: i8,
    /// 1 to 12.
    pub month: i8,
    /// The printed year.
    pub year: Option<i16>,
}

/// Dates the posts of one page, given in document order, newest or oldest first.
///
/// `text` is searched for weekdays with a date, only where nothing better tells the year.
#[must_use]
pub fn date_page(printed: &[PrintedTime], text: &str, context: &Context) -> Vec<PostTime> {
    date_page_of(printed, &PageDate::default(), text, context)
}

/// Dates the posts of a page that says, apart from them, when it was published or changed.
#[must_use]
pub fn date_page_of(
    printed: &[PrintedTime],
    page: &PageDate,
    text: &str,
    context: &Context,
) -> Vec<PostTime> {
    let printed = &*without_filler(printed);
    let reference = Reference::of_page(page, text, printed, context);
    let mut order: Vec<usize> = (0..printed.len()).collect();
    if !is_newest_first(printed) {
        order.reverse();
    }
    let newest_first: Vec<&PrintedTime> = order.iter().filter_map(|i| printed.get(*i)).collect();
    let days = days(&newest_first, &reference);
    let mut times = vec![PostTime::default(); printed.len()];
    let mut folds = folds::Folds::default();
    for ((index, line), day) in order.iter().zip(&newest_first).zip(days).rev() {
        if let (Some(slot), Some((date, source)), Some(clock)) =
            (times.get_mut(*index), day, line.clock)
        {
            let zone = line.zone.as_ref().unwrap_or(&context.zone);
            *slot = PostTime::new(folds.moment(date.to_datetime(clock), zone), source);
        }
    }
    let day = printed.iter().find_map(|line| line.day);
    fill_from_neighbours(&mut times, &order, || reference.document_time(day));
    times
}

/// So many posts one after the other at midnight have no time at all: of 126,475 posts of public live pages,
/// 3,077 print it for that.
const FILLERS: usize = 3;

/// The printed times without midnights that stand for no time: those of several posts in a row, with neither a zone
/// nor a date.
fn without_filler(printed: &[PrintedTime]) -> Cow<'_, [PrintedTime]> {
    let is_filler = |line: &PrintedTime| {
        line.clock == Some(Time::midnight()) && line.zone.is_none() && line.day.is_none()
    };
    let mut printed = Cow::Borrowed(printed);
    let mut at = 0;
    while let Some(rest) = printed.get(at..).filter(|rest| !rest.is_empty()) {
        let run = rest.iter().take_while(|line| is_filler(line)).count();
        if run >= FILLERS {
            let run = printed.to_mut().iter_mut().skip(at).take(run);
            run.for_each(|line| line.clock = None);
        }
        at += run.max(1);
    }
    printed
}

/// Gives each of a page's posts without a time that of its neighbour in document order, or where no
/// post has one, the document's.
#[must_use]
pub fn fill(mut times: Vec<PostTime>, context: &Context) -> Vec<PostTime> {
    let order: Vec<usize> = (0..times.len()).collect();
    fill_from_neighbours(&mut times, &order, || {
        Reference::new("", &[], context).document_time(None)
    });
    times
}

/// A civil time in a zone, as a moment: at a clock set back, the first of the two.
#[must_use]
pub fn moment(civil: DateTime, zone: &TimeZone) -> Option<Moment> {
    let zoned = zone.to_ambiguous_zoned(civil).compatible().ok()?;
    Some(Moment { instant: zoned.timestamp(), offset: zoned.offset() })
}

/// Whether the page runs backwards in time, as live pages do; also where nothing tells.
fn is_newest_first(printed: &[PrintedTime]) -> bool {
    let pairs = || printed.iter().zip(printed.iter().skip(1));
    // One post out of order does not turn a page.
    let is_told = pairs().map(|(a, b)| fall(a, b) as i32).sum::<i32>() < -1;
    // Far steps tell where all of them go up: else each would take a day.
    let rises_always = || {
        pairs().all(|(a, b)| rise(a, b).is_ge())
            && pairs().filter(|(a, b)| rise(a, b).is_gt()).nth(1).is_some()
    };
    !is_told && !rises_always()
}

/// `Greater` where time rises from one post to the next, if by less than half a day, and `Less` where it does not.
fn rise(a: &PrintedTime, b: &PrintedTime) -> Ordering {
    const HALF_A_DAY: i64 = 12 * 60;
    match (fall(a, b), a.clock, b.clock) {
        (Ordering::Equal, Some(a), Some(b)) if minutes(b) - minutes(a) < HALF_A_DAY => b.cmp(&a),
        (Ordering::Equal, Some(_), Some(_)) => Ordering::Less,
        (fall, ..) => fall.reverse(),
    }
}

/// `Greater` where time falls from one post to the next, as on a newest-first page. A clock that
/// jumps far tells nothing: it may have crossed midnight either way.
fn fall(a: &PrintedTime, b: &PrintedTime) -> Ordering {
    if let (Some(a), Some(b)) = (a.day, b.day)
        && (a.month, a.day) != (b.month, b.day)
    {
        let days = |day: DayMonth| i32::from(day.month) * 31 + i32::from(day.day);
        let order = days(a).cmp(&days(b));
        // Half a year apart, the year has turned between them.
        return if days(a).abs_diff(days(b)) > 186 { order.reverse() } else { order };
    }
    match (a.clock, b.clock) {
        (Some(a), Some(b)) if (minutes(a) - minutes(b)).abs() <= OUT_OF_ORDER_MINUTES => a.cmp(&b),
        _ => Ordering::Equal,
    }
}

/// The date of each post, newest first, and how it is known.
fn days(newest_first: &[&PrintedTime], reference: &Reference) -> Vec<Option<(Date, TimeSource)>> {
    let mut days: Vec<Option<(Date, TimeSource)>> = Vec::with_capacity(newest_first.len());
    let mut newer: Option<Date> = None;
    let with_year: Vec<(usize, Date)> = newest_first
        .iter()
        .enumerate()
        .filter(|(_, line)| line.has_year())
        .filter_map(|(at, line)| Some((at, reference.full_date(line.day?, None)?.0)))
        .collect();
    for (at, line) in newest_first.iter().enumerate() {
        let below = with_year.partition_point(|(other, _)| *other < at);
        let beside = [below.checked_sub(1), Some(below)];
        let beside = beside.into_iter().flatten().filter_map(|place| with_year.get(place));
        let neighbour = beside.min_by_key(|(other, _)| other.abs_diff(at)).map(|(_, date)| *date);
        let dated = line.day.and_then(|day| reference.full_date(day, neighbour));
        let dated = dated.map(|(date, source)| {
            (if line.has_year() { date } else { not_after(date, newer) }, source)
        });
        newer = dated.map(|(date, _)| date).or(newer);
        days.push(dated);
    }
    if days.iter().all(Option::is_none) {
        let has_clock = |line: &&PrintedTime| line.clock.is_some();
        let (at, date) = if let Some(date) = reference.first_published() {
            (newest_first.iter().rposition(has_clock), Some(date))
        } else {
            let newest = newest_first.iter().position(has_clock);
            (newest, newest.and_then(|at| reference.bare_date(newest_first.get(at)?)))
        };
        if let Some(slot) = at.and_then(|at| days.get_mut(at)) {
            *slot = date;
        }
        carry(newest_first, &mut days, |source| source);
    } else {
        date_the_day_of_capture(newest_first, &mut days, reference);
        carry(newest_first, &mut days, |_| TimeSource::Page);
    }
    days
}

/// Live pages print no date on the day itself: posts without one above a dated post are younger by
/// a day or more, where the file's time lets them be.
fn date_the_day_of_capture(
    newest_first: &[&PrintedTime],
    days: &mut [Option<(Date, TimeSource)>],
    reference: &Reference,
) {
    let undated = days.iter().take_while(|day| day.is_none()).count();
    let below = days.get(undated).copied().flatten();
    let lowest = newest_first
        .get(..undated)
        .and_then(|above| above.iter().rposition(|line| line.clock.is_some()));
    if let (Some((dated, _)), Some(lowest)) = (below, lowest)
        && let Some(today) = reference.day_of_capture(dated)
        && let Some(slot) = days.get_mut(lowest)
    {
        *slot = Some((today, TimeSource::Page));
    }
}

/// A page that crosses New Year prints "1 January" above "31 December": the older post is not half
/// a year younger.
fn not_after(date: Date, newer: Option<Date>) -> Date {
    match newer {
        Some(newer) if days_between(newer, date) > 183 => {
            date.with().year(date.year() - 1).build().unwrap_or(date)
        }
        _ => date,
    }
}

fn days_between(from: Date, to: Date) -> i32 {
    from.until(to).map_or(0, |span| span.get_days())
}

/// Carries dates along to posts without one, first down the page, then up to the posts above the
/// first dated one.
fn carry(
    newest_first: &[&PrintedTime],
    days: &mut [Option<(Date, TimeSource)>],
    source: impl Fn(TimeSource) -> TimeSource,
) {
    let mut walk = |indexes: &mut dyn Iterator<Item = usize>, back: bool| {
        let mut last: Option<(Date, TimeSource, Option<Time>)> = None;
        for index in indexes {
            let (Some(line), Some(slot)) = (newest_first.get(index), days.get_mut(index)) else {
                continue;
            };
            if let (None, Some((date, known, before)), Some(clock)) = (*slot, last, line.clock) {
                let (newer, older) =
                    if back { (before, Some(clock)) } else { (Some(clock), before) };
                let crossed = crossed_midnight(newer, older);
                let step = if !crossed {
                    0
                } else if back {
                    -1
                } else {
                    1
                };
                let date = date.checked_add(Span::new().days(step)).unwrap_or(date);
                *slot = Some((date, source(known)));
            }
            if let Some((date, known)) = *slot {
                last = Some((date, known, line.clock.or(last.and_then(|last| last.2))));
            }
        }
    };
    walk(&mut (0..newest_first.len()), true);
    walk(&mut (0..newest_first.len()).rev(), false);
}

/// Whether midnight lies between two clock times, given that one post is newer than the other.
fn crossed_midnight(newer: Option<Time>, older: Option<Time>) -> bool {
    let (Some(newer), Some(older)) = (newer, older) else {
        return false;
    };
    minutes(older) - minutes(newer) > OUT_OF_ORDER_MINUTES
}

fn minutes(time: Time) -> i64 {
    i64::from(time.hour()) * 60 + i64::from(time.minute())
}

/// A post whose own time cannot be read stands where its neighbour stands: the one above, else the
/// one below.
fn fill_from_neighbours(
    times: &mut [PostTime],
    order: &[usize],
    otherwise: impl FnOnce() -> PostTime,
) {
    let first = order.iter().find_map(|i| times.get(*i).and_then(|time| time.moment()));
    let Some(mut above) = first else { return times.fill(otherwise()) };
    for index in order {
        let Some(slot) = times.get_mut(*index) else { continue };
        match slot.moment() {
            Some(moment) => above = moment,
            None => *slot = PostTime::new(Some(above), TimeSource::Page),
        }
    }
}

/// The month an English name or its first three letters stand for.
#[must_use]
pub fn month(word: &str) -> Option<i8> {
    let word = word.trim_end_matches(['.', ',']);
    let word = if word.eq_ignore_ascii_case("sept") { "sep" } else { word };
    let at = place(word, &MONTHS)?;
    i8::try_from(at + 1).ok()
}

/// Whether a word is an English weekday, in full or as its first three letters.
#[must_use]
pub fn is_weekday(word: &str) -> bool {
    weekday_named(word).is_some()
}

/// The weekday an English name or its first three letters stand for.
fn weekday_named(word: &str) -> Option<Weekday> {
    let word = word.trim_end_matches(['.', ',']);
    let at = place(word, &WEEKDAYS)?;
    Weekday::from_monday_zero_offset(i8::try_from(at).ok()?).ok()
}

/// The place of a name among others, in full or as its first three letters.
fn place(word: &str, names: &[&str]) -> Option<usize> {
    let short = word.as_bytes().first_chunk::<3>()?.map(|letter| letter.to_ascii_lowercase());
    let is_it = |name: &&str| name.as_bytes().starts_with(&short);
    let at = names.iter().position(is_it)?;
    let is_whole = names.get(at).is_some_and(|name| word.eq_ignore_ascii_case(name));
    (word.len() == short.len() || is_whole).then_some(at)
}

const MONTHS: [&str; 12] = [
    "january",
    "february",
    "march",
    "april",
    "may",
    "june",
    "july",
    "august",
    "september",
    "october",
    "november",
    "december",
];

const WEEKDAYS: [&str; 7] =
    ["monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday"];

#[cfg(test)]
mod tests;
