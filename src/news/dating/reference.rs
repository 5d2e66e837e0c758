//! The date a page is held against when it does not print one in full.

use jiff::civil::{Date, Time};
use jiff::tz::TimeZone;
use jiff::{Span, Timestamp, ToSpan};

use super::{
    CLOCK_SKEW_MINUTES, Context, DayMonth, PrintedTime, YEARS, days_between, moment, weekday,
};
use crate::news::post::{Moment, PostTime, TimeSource};

/// A weekday in the text that lies at most so many days before the file's time agrees with it: the
/// file is as fresh as its text.
const FRESH_DAYS: i32 = 14;
/// A date is near another one within so many days.
const NEAR_DAYS: i32 = 14;
/// A date without a year lies within about a year of the day it was written: where the file is so
/// many days younger, it is a copy.
const STALE_DAYS: i32 = 330;

/// What a page says of itself, apart from its posts.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct PageDate {
    /// When it was last changed: about when its newest post was published. A clock time counts with its zone
    /// alone.
    pub changed: Option<(Date, Option<(Time, TimeZone)>)>,
    /// The day of its first post.
    pub published: Option<Date>,
}

impl PageDate {
    /// The date that dates without a year are near to.
    #[must_use]
    pub fn date(&self) -> Option<Date> {
        self.changed.as_ref().map(|(date, _)| *date).or(self.published)
    }

    /// The moment that it was changed at, where it is printed in full.
    #[must_use]
    pub fn moment(&self) -> Option<Moment> {
        let (date, clock) = self.changed.as_ref()?;
        let (time, zone) = clock.as_ref()?;
        moment(date.to_datetime(*time), zone)
    }
}

/// A page is not older than its posts by more than so many days: such a date is one of a template.
const TEMPLATE_DAYS: i32 = 366;

/// What the page, the file's name, the options, the text and the file's time say about dates.
pub struct Reference<'a> {
    page: PageDate,
    named: Option<(Date, Option<Time>)>,
    year: Option<i16>,
    /// The date that a weekday in the text tells, where the file's time does not agree with it.
    weekday: Option<Date>,
    modified: Option<Timestamp>,
    zone: &'a TimeZone,
}

impl<'a> Reference<'a> {
    /// Looks at all that may tell a date. `text` is searched only where the name tells none;
    /// `printed` is what the posts of the page print themselves.
    #[must_use]
    pub fn new(text: &str, printed: &[PrintedTime], context: &'a Context) -> Reference<'a> {
        Reference::of_page(&PageDate::default(), text, printed, context)
    }

    /// The same for a page that says of itself when it was published or changed.
    #[must_use]
    pub fn of_page(
        page: &PageDate,
        text: &str,
        printed: &[PrintedTime],
        context: &'a Context,
    ) -> Reference<'a> {
        let named = date_in_name(&context.name);
        let modified = context.modified;
        let today = modified.map(|modified| context.zone.to_datetime(modified).date());
        let dates = printed.iter().filter_map(|line| {
            let DayMonth { day, month, year } = line.day?;
            Date::new(year?, month, day).ok()
        });
        let template = page.date().is_some_and(|page| {
            dates.min().is_some_and(|first| days_between(page, first) > TEMPLATE_DAYS)
        });
        let page = if template { PageDate::default() } else { page.clone() };
        let is_told = named.is_some() || page != PageDate::default();
        let weekday = if !is_told && printed.iter().all(|line| !line.has_year()) {
            weekday(text, printed, today, context.year)
        } else {
            None
        };
        Reference { page, named, year: context.year, weekday, modified, zone: &context.zone }
    }

    /// The day of the oldest post, where the page tells that, and not when it was changed.
    #[must_use]
    pub fn first_published(&self) -> Option<(Date, TimeSource)> {
        let date = self.page.published.filter(|_| self.page.changed.is_none())?;
        Some((date, TimeSource::Page))
    }

    /// The full date for a printed day and month; `None` for a day that does not exist, or where
    /// nothing tells the year. `neighbour` is the nearest date on the page that prints its year.
    #[must_use]
    pub fn full_date(&self, day: DayMonth, neighbour: Option<Date>) -> Option<(Date, TimeSource)> {
        let in_year = |year: i16| Date::new(year, day.month, day.day).ok();
        if let Some(year) = day.year {
            return in_year(year).map(|date| (date, TimeSource::Printed));
        }
        let nearest = |to: Date| {
            (to.year() - 1..=to.year() + 1)
                .filter_map(in_year)
                .min_by_key(|date| days_between(to, *date).abs())
        };
        if let Some(neighbour) = neighbour {
            return nearest(neighbour).map(|date| (date, TimeSource::Page));
        }
        if let Some(page) = self.page.date() {
            return nearest(page).map(|date| (date, TimeSource::Page));
        }
        if let Some((named, _)) = self.named {
            return nearest(named).map(|date| (date, TimeSource::Named));
        }
        if let Some(date) = self.year.and_then(in_year) {
            return Some((date, TimeSource::Named));
        }
        let last = self.today().map(|today| today.checked_add(1.day()).unwrap_or(today));
        let date = match (self.weekday, last) {
            (Some(weekday), last) => {
                nearest(weekday).filter(|date| last.is_none_or(|last| *date <= last))
            }
            (None, Some(last)) => {
                // Eight years back: 29 February may be seven years and a century away.
                (last.year() - 8..=last.year()).rev().filter_map(in_year).find(|date| *date <= last)
            }
            (None, None) => None,
        };
        date.map(|date| (date, TimeSource::YearAssumed))
    }

    /// The date of the newest post of a page that prints clock times alone.
    #[must_use]
    pub fn bare_date(&self, newest: &PrintedTime) -> Option<(Date, TimeSource)> {
        if let Some((date, _)) = self.page.changed {
            let zone = newest.zone.as_ref().unwrap_or(self.zone);
            let changed = self.page.moment().map(|changed| changed.instant);
            let date = changed.map_or(date, |changed| zone.to_datetime(changed).date());
            let date = changed.map_or(Some(date), |changed| self.by(changed, date, newest))?;
            return Some((date, TimeSource::Page));
        }
        if let Some((date, _)) = self.named {
            return Some((date, TimeSource::Named));
        }
        if let Some(date) = self.weekday {
            return Some((date, TimeSource::DateAssumed));
        }
        let modified = self.modified?;
        let zone = newest.zone.as_ref().unwrap_or(self.zone);
        let mut date = zone.to_datetime(modified).date();
        if let Some(year) = self.year {
            date = date.with().year(year).build().unwrap_or(date);
        } else {
            date = self.by(modified, date, newest)?;
        }
        Some((date, TimeSource::DateAssumed))
    }

    /// A date, or the day before where a clock time of it would lie behind an instant.
    fn by(&self, instant: Timestamp, date: Date, newest: &PrintedTime) -> Option<Date> {
        let zone = newest.zone.as_ref().unwrap_or(self.zone);
        let latest = instant.checked_add(CLOCK_SKEW_MINUTES.minutes()).unwrap_or(instant);
        let newest = moment(date.to_datetime(newest.clock?), zone)?;
        let is_behind = newest.instant > latest;
        Some(if is_behind { date.checked_sub(Span::new().days(1)).unwrap_or(date) } else { date })
    }

    /// The day on which the page was saved, if it is the one after `date` or a few days later: what
    /// prints no date above a dated post was published that day.
    #[must_use]
    pub fn day_of_capture(&self, after: Date) -> Option<Date> {
        let changed = self.page.changed.as_ref().map(|(date, _)| *date);
        let today = changed.or_else(|| self.today())?;
        (self.named.is_none() && (1..=3).contains(&days_between(after, today))).then_some(today)
    }

    /// The time of a document none of whose posts prints any: its name's, else that of the day it
    /// prints (`day`, or a weekday in its text), else its file's.
    #[must_use]
    pub fn document_time(&self, day: Option<DayMonth>) -> PostTime {
        if let Some(date) = self.page.date().filter(|_| day.is_none()) {
            let whole = self.page.moment();
            let midnight = || moment(date.to_datetime(Time::midnight()), self.zone);
            return PostTime::new(whole.or_else(midnight), TimeSource::Page);
        }
        if let Some((date, time)) = self.named {
            let civil = date.to_datetime(time.unwrap_or_default());
            return PostTime::new(moment(civil, self.zone), TimeSource::Named);
        }
        let printed = day.and_then(|day| self.full_date(day, None)).map(|(date, _)| date);
        let day = printed.or(self.weekday).filter(|date| Some(*date) != self.today());
        if let Some(date) = day {
            let midnight = moment(date.to_datetime(Time::midnight()), self.zone);
            return PostTime::new(midnight, TimeSource::DateAssumed);
        }
        match self.modified {
            Some(instant) => {
                let moment = Moment { instant, offset: self.zone.to_offset(instant) };
                PostTime::new(Some(moment), TimeSource::File)
            }
            None => PostTime::default(),
        }
    }

    fn today(&self) -> Option<Date> {
        self.modified.map(|modified| self.zone.to_datetime(modified).date())
    }
}

/// The date that a weekday in the text tells, unless the file's time agrees with it.
fn weekday(
    text: &str,
    printed: &[PrintedTime],
    today: Option<Date>,
    year: Option<i16>,
) -> Option<Date> {
    let mentions = weekday::mentions(text);
    // Each day once: there are no more than a year has, however often they are mentioned.
    let once = |days: &mut Vec<DayMonth>| {
        days.sort_unstable_by_key(|day| (day.month, day.day));
        days.dedup_by_key(|day| (day.month, day.day));
    };
    let mut days: Vec<DayMonth> = printed.iter().filter_map(|line| line.day).collect();
    once(&mut days);
    let mut mentioned: Vec<DayMonth> = mentions.iter().map(|mention| mention.day).collect();
    once(&mut mentioned);
    let mut told = None;
    for mention in mentions.iter().filter(|mention| mention.has_weekday()) {
        let Some(date) = mention.date(today, year) else { continue };
        let age = today.map_or(i32::MAX, |today| days_between(date, today));
        if (-weekday::AHEAD_DAYS..=FRESH_DAYS).contains(&age) {
            return None;
        }
        let near = |day: DayMonth| mention.is_near(day, NEAR_DAYS);
        let supported = if days.is_empty() {
            let is_other =
                |day: &DayMonth| (day.month, day.day) != (mention.day.month, mention.day.day);
            let talked_around = mentioned.iter().copied().filter(is_other).any(near);
            let stale = mention.day.year.is_none() && age >= STALE_DAYS;
            talked_around || stale || mention.is_early
        } else {
            // Beside dated posts, another date is history.
            days.iter().copied().any(near)
        };
        if supported {
            told = told.max(Some(date));
        }
    }
    told
}

/// The date a file's name carries, and the time behind it: `2025-06-02-talks.txt`,
/// `20250602.txt`, `2025-06-02-1745-report.txt`.
fn date_in_name(name: &str) -> Option<(Date, Option<Time>)> {
    let numbers: Vec<(usize, &str)> = name
        .split(|ch: char| !ch.is_ascii_alphanumeric())
        .enumerate()
        .filter(|(_, part)| !part.is_empty())
        .collect();
    let number = |text: &str, digits: usize| -> Option<i16> {
        (text.len() == digits && text.bytes().all(|byte| byte.is_ascii_digit()))
            .then(|| text.parse().ok())?
    };
    let clock = |part: Option<&(usize, &str)>| {
        let (_, text) = part?;
        number(text, 4)?;
        let (hour, minute) = text.split_at_checked(2)?;
        Time::new(hour.parse().ok()?, minute.parse().ok()?, 0, 0).ok()
    };
    let date = |year: i16, month: i16, day: i16| {
        YEARS.contains(&year).then_some(())?;
        Date::new(year, i8::try_from(month).ok()?, i8::try_from(day).ok()?).ok()
    };
    for (at, (_, part)) in numbers.iter().enumerate() {
        let rest = |step: usize| numbers.get(at + step);
        let parted = || {
            let month = number(rest(1)?.1, 2)?;
            date(number(part, 4)?, month, number(rest(2)?.1, 2)?)
        };
        if let Some(date) = parted() {
            return Some((date, clock(rest(3))));
        }
        let joined = || {
            let (year, day) = part.split_at_checked(4)?;
            let (month, day) = day.split_at_checked(2)?;
            date(number(year, 4)?, number(month, 2)?, number(day, 2)?)
        };
        if let Some(date) = joined() {
            return Some((date, clock(rest(1))));
        }
    }
    None
}

#[cfg(test)]
mod tests {
    use super::*;
    use jiff::civil::{date, time};

    #[test]
    fn names_carry_dates() {
        for (name, expected) in [
            ("2025-06-02-talks.txt", Some((date(2025, 6, 2), None))),
            ("2025-06-02-1745-report.txt", Some((date(2025, 6, 2), Some(time(17, 45, 0, 0))))),
            ("talks_20250602.txt", Some((date(2025, 6, 2), None))),
            ("live 2025.06.02.txt", Some((date(2025, 6, 2), None))),
            ("003_1405cdab02625f4b.txt", None),
            ("2025-13-02.txt", None),
            ("12025-06-021.txt", None),
            ("report-2025.txt", None),
            ("99999999.txt", None),
        ] {
            assert_eq!(date_in_name(name), expected, "{name}");
        }
    }
}
