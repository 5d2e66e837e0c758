//! A weekday printed with a day and month (`Thursday, May 15`) tells the year: the same weekday
//! comes back only after 5, 6 or 11 years.

use jiff::civil::{Date, Weekday};

use super::{DayMonth, YEARS, days_between, month, weekday_named};

/// How many years back a weekday is looked for: the longest time until it comes back is 11 years
/// (40 for 29 February across a century, which news does not need).
const YEARS_BACK: i16 = 12;
/// A date that lies at most so many days ahead of a file was announced in it.
pub const AHEAD_DAYS: i32 = 45;
/// How much of a text is searched, in bytes: more than any page of news has.
const SEARCHED: usize = 1024 * 1024;

/// The beginning of a document, in words: a date there is the day of the report, one further down
/// may be history.
const BEGINNING: usize = 200;

/// A date that is printed in a text, with its weekday or without.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Mention {
    /// Whether it stands at the text's beginning.
    pub is_early: bool,
    /// The date, as far as it is printed.
    pub day: DayMonth,
    weekday: Option<Weekday>,
}

/// Every date in a text that is printed with a weekday, or as a day and a month.
#[must_use]
pub fn mentions(text: &str) -> Vec<Mention> {
    let text = text.get(..text.floor_char_boundary(SEARCHED)).unwrap_or(text);
    let place = |word: &str| (word.as_ptr() as usize).saturating_sub(text.as_ptr() as usize);
    let early = text.split_whitespace().nth(BEGINNING).map_or(text.len(), place);
    let mut found = Vec::new();
    // Where the second word of the last date begins.
    let mut last_second = None;
    let mut from = 0;
    // Every date has a number, and few words do.
    while let Some(rest) = text.get(from..)
        && let Some(digit) = first_digit(rest)
    {
        let (before, behind) = rest.split_at_checked(digit).unwrap_or((rest, ""));
        let end = digit + behind.find(char::is_whitespace).unwrap_or(behind.len());
        from += end;
        let start = last_word(before);
        let parts = [rest.get(..start), rest.get(start..end), rest.get(end..)];
        let [above, word, below] = parts.map(Option::unwrap_or_default);
        if day(bare(word)).is_none() || !is_beside_month(above, below) {
            continue;
        }
        // It stands behind its month and a weekday, or before its month.
        for start in last_words(before) {
            let mut words = rest.get(start..).unwrap_or_default().split_whitespace();
            let mut next = || words.next().unwrap_or_default();
            let printed = [next(), next(), next(), next()];
            let [at, second, ..] = printed.map(place);
            let Some((day, weekday)) = date(printed) else { continue };
            // The words behind a weekday are not a date of their own once more.
            let again = last_second == Some(at)
                && found.last().is_some_and(|last: &Mention| last.day == day);
            if !again {
                found.push(Mention { is_early: at <= early, day, weekday });
                last_second = Some(second);
            }
        }
    }
    found
}

/// Where the first digit of a text is. The compiler looks at many bytes at once where no byte ends the look.
fn first_digit(text: &str) -> Option<usize> {
    const STEP: usize = 64;
    let has_one = |step: &[u8]| step.iter().fold(false, |any, byte| any | byte.is_ascii_digit());
    let bytes = text.as_bytes();
    let steps = bytes.chunks(STEP).position(has_one)? * STEP;
    let digit = bytes.get(steps..)?.iter().position(u8::is_ascii_digit)?;
    Some(steps + digit)
}

/// Whether the word before or behind a day is a month.
fn is_beside_month(before: &str, behind: &str) -> bool {
    let is_month = |word: &str| month(bare(word)).is_some();
    before.split_whitespace().next_back().is_some_and(is_month)
        || behind.split_whitespace().next().is_some_and(is_month)
}

/// Where the word that a text breaks off in begins.
fn last_word(text: &str) -> usize {
    let space = text.char_indices().rev().find(|(_, ch)| ch.is_whitespace());
    space.map_or(0, |(at, ch)| at + ch.len_utf8())
}

/// Where the word that a text breaks off in begins, and the two before it, first to last.
fn last_words(text: &str) -> impl Iterator<Item = usize> {
    let mut starts: [Option<usize>; 3] = [None; 3];
    let mut text = text;
    for slot in starts.iter_mut().rev() {
        let at = last_word(text);
        *slot = Some(at);
        text = text.get(..at).unwrap_or_default().trim_end();
        if text.is_empty() {
            break;
        }
    }
    starts.into_iter().flatten()
}

/// The date that four words begin with, and its weekday.
fn date(words: [&str; 4]) -> Option<(DayMonth, Option<Weekday>)> {
    let [first, second, third, fourth] = words.map(bare);
    let weekday = weekday_named(first);
    let parts = if weekday.is_some() { [second, third, fourth] } else { [first, second, third] };
    Some((day_month(parts)?, weekday))
}

impl Mention {
    /// Whether a weekday is printed with it.
    #[must_use]
    pub fn has_weekday(self) -> bool {
        self.weekday.is_some()
    }

    /// Whether another day and month lies within so many days, whatever the years.
    #[must_use]
    pub fn is_near(self, other: DayMonth, days: i32) -> bool {
        let date = |day: DayMonth| Date::new(2024, day.month, day.day).ok();
        let (Some(a), Some(b)) = (date(self.day), date(other)) else { return false };
        let apart = days_between(a, b).abs();
        apart.min(366 - apart) <= days
    }

    /// The date that its weekday tells: the latest that fits, at most some weeks after `today`.
    /// `year` stands for a year that is not printed.
    #[must_use]
    pub fn date(self, today: Option<Date>, year: Option<i16>) -> Option<Date> {
        let weekday = self.weekday?;
        let fitting = |year: i16| {
            let date = Date::new(year, self.day.month, self.day.day).ok();
            date.filter(|date| date.weekday() == weekday)
        };
        if let Some(year) = self.day.year.or(year) {
            return fitting(year);
        }
        let today = today?;
        (today.year() - YEARS_BACK..=today.year() + 1)
            .rev()
            .filter_map(fitting)
            .find(|date| days_between(today, *date) <= AHEAD_DAYS)
    }
}

fn day_month([first, second, third]: [&str; 3]) -> Option<DayMonth> {
    let (month, day) = match (month(first), month(second)) {
        (Some(month), _) => (month, day(second)?),
        (_, Some(month)) => (month, day(first)?),
        _ => return None,
    };
    let year = third.parse::<i16>().ok().filter(|year| YEARS.contains(year));
    Some(DayMonth { day, month, year })
}

/// `2`, `2nd`.
fn day(word: &str) -> Option<i8> {
    let digits = word.trim_end_matches(char::is_alphabetic);
    digits.parse().ok().filter(|day| (1..=31).contains(day))
}

fn bare(word: &str) -> &str {
    word.trim_matches(|ch: char| !ch.is_alphanumeric())
}

#[cfg(test)]
mod tests {
    use super::*;
    use jiff::civil::date;

    fn told(text: &str, today: Date) -> Option<Date> {
        mentions(text).iter().find_map(|mention| mention.date(Some(today), None))
    }

    #[test]
    fn a_weekday_tells_the_year() {
        let today = date(2026, 11, 22);
        for (text, expected) in [
            ("we meet this Thursday, May 15, and then", Some(date(2025, 5, 15))),
            ("sails on Monday, June 2, 2025, at noon", Some(date(2025, 6, 2))),
            ("on Monday 2nd June in Istanbul", Some(date(2025, 6, 2))),
            ("to begin on Thursday, May 15", Some(date(2025, 5, 15))),
            ("(Thursday, May 15)", Some(date(2025, 5, 15))),
            ("on Mon., June 2 2025", Some(date(2025, 6, 2))),
            ("Thursday was long and May 15 came", None),
            ("it may be Sunday 40 June there", None),
        ] {
            assert_eq!(told(text, today), expected, "{text}");
        }
        let text = "the talks resume on Friday, 6 June";
        assert_eq!(told(text, date(2025, 6, 2)), Some(date(2025, 6, 6)), "announced");
        let late = told("this Thursday, May 15, or so", date(2032, 1, 1));
        assert_eq!(late, Some(date(2031, 5, 15)), "the nearest before the file's time");
    }

    #[test]
    fn dates_are_found_once() {
        let found = mentions("Thursday, May 15, then 11 May, then 14 May 2025 and may 2");
        let days: Vec<(i8, bool)> = found.iter().map(|m| (m.day.day, m.has_weekday())).collect();
        assert_eq!(days, [(15, true), (11, false), (14, false), (2, false)]);
        let found =
            mentions("June 2 3 July 4 Monday 5 May 1999 and (2nd Aug.)\u{a0}on\u{2003}Sun 7 June");
        let days: Vec<(i8, i8)> = found.iter().map(|m| (m.day.day, m.day.month)).collect();
        assert_eq!(days, [(2, 6), (3, 7), (4, 7), (5, 5), (2, 8), (7, 6)]);
    }

    #[test]
    fn dates_are_early_or_late() {
        let text = format!("1 June {} 2 June {}3 June", "word ".repeat(197), "word ".repeat(9));
        let early: Vec<bool> = mentions(&text).iter().map(|mention| mention.is_early).collect();
        assert_eq!(early, [true, true, false]);
    }
}
