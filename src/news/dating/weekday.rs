//! A weekday printed with a day and month (`Thursday, May 15`) tells the year: the same weekday
//! comes back only after 5, 6 or 11 years.

use jiff::civil::{Date, Weekday};

use super::{month, weekday_named};

/// How many years back a weekday is looked for: the longest time until it comes back is 11 years
/// (40 for 29 February across a century, which news does not need).
const YEARS: i16 = 12;

/// How much of a text is searched, in bytes: more than any page of news has.
const SEARCHED: usize = 1024 * 1024;

/// The latest date that a weekday in `text` tells, at or before `today` (the year alone counts
/// where `year` is given). `None` where no weekday stands beside a date.
#[must_use]
pub fn latest(text: &str, today: Option<Date>, year: Option<i16>) -> Option<Date> {
    let text = text.get(..text.floor_char_boundary(SEARCHED)).unwrap_or(text);
    let mut four = [""; 4];
    let mut found = None;
    // Three more empty words bring the last printed ones to the front.
    for word in text.split_whitespace().chain(["", "", ""]) {
        four.rotate_left(1);
        four[3] = word;
        found = found.max(resolve(&four, today, year));
    }
    found
}

fn resolve(words: &[&str], today: Option<Date>, year: Option<i16>) -> Option<Date> {
    let [first, second, third, fourth] = words else {
        return None;
    };
    let weekday = weekday_named(bare(first))?;
    let day = |word: &str| {
        let word = bare(word);
        let digits = word.trim_end_matches(char::is_alphabetic);
        digits.parse::<i8>().ok().filter(|day| (1..=31).contains(day))
    };
    let (month, day) = match (month(bare(second)), month(bare(third))) {
        (Some(month), _) => (month, day(third)?),
        (_, Some(month)) => (month, day(second)?),
        _ => return None,
    };
    let printed = bare(fourth).parse::<i16>().ok().filter(|year| (1900..2200).contains(year));
    if let Some(year) = printed.or(year) {
        return fitting(year, month, day, weekday);
    }
    let today = today?;
    (today.year() - YEARS..=today.year())
        .rev()
        .filter_map(|year| fitting(year, month, day, weekday))
        .find(|date| *date <= today)
}

fn bare(word: &str) -> &str {
    word.trim_matches(|ch: char| !ch.is_alphanumeric())
}

fn fitting(year: i16, month: i8, day: i8, weekday: Weekday) -> Option<Date> {
    Date::new(year, month, day).ok().filter(|date| date.weekday() == weekday)
}

#[cfg(test)]
mod tests {
    use super::*;
    use jiff::civil::date;

    #[test]
    fn a_weekday_tells_the_year() {
        let today = Some(date(2026, 11, 22));
        for (text, expected) in [
            ("we meet this Thursday, May 15, and then", Some(date(2025, 5, 15))),
            ("on Monday, June 2, 2025, for a second", Some(date(2025, 6, 2))),
            ("on Monday 2nd June in Istanbul", Some(date(2025, 6, 2))),
            ("to begin on Thursday, May 15", Some(date(2025, 5, 15))),
            ("(Thursday, May 15)", Some(date(2025, 5, 15))),
            ("on Mon., June 2 2025", Some(date(2025, 6, 2))),
            ("Thursday was long and May 15 came", None),
            ("it may be Sunday 40 June there", None),
        ] {
            assert_eq!(latest(text, today, None), expected, "{text}");
        }
        let late = latest("this Thursday, May 15, or so", Some(date(2032, 1, 1)), None);
        assert_eq!(late, Some(date(2031, 5, 15)), "the nearest before the file's time");
    }
}
