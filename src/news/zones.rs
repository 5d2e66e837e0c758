//! Names of time zones as newsrooms print them, and the offset each stands for.

use jiff::tz::{Offset, TimeZone};

/// The zone a printed name stands for, or `None` for a name that is not known or that means
/// different offsets in different newsrooms (IST is India, Israel and Ireland).
#[must_use]
pub fn named(text: &str) -> Option<TimeZone> {
    let text = text.trim();
    if !may_be_name(text) {
        return None;
    }
    if let Some((_, minutes)) = FIXED.iter().find(|(names, _)| is_one_of(names, text)) {
        return Offset::from_seconds(minutes * 60).ok().map(TimeZone::fixed);
    }
    let (_, zone) = BY_DATE.iter().find(|(names, _)| is_one_of(names, text))?;
    TimeZone::get(zone).ok()
}

/// The longest name of one word, in bytes.
const LONGEST_WORD: usize = 7;

/// Tells most texts from names, at less than a look through the tables: every name of several words ends like this.
fn may_be_name(text: &str) -> bool {
    const TIME: &[u8] = b" time";
    let end = text.as_bytes().last_chunk::<{ TIME.len() }>();
    let is_time = || end.is_some_and(|end| end.eq_ignore_ascii_case(TIME));
    text.len() <= LONGEST_WORD || is_time()
}

fn is_one_of(names: &str, text: &str) -> bool {
    names.split('|').any(|name| name.eq_ignore_ascii_case(text))
}

/// Names with one offset, in minutes east of Greenwich. The zones that summer time renames (GMT
/// and BST) each have their own offset: what is printed counts, even out of season.
const FIXED: &[(&str, i32)] = &[
    ("GMT|UTC|Z|Greenwich Mean Time|Coordinated Universal Time|UTC/GMT", 0),
    ("BST|British Summer Time", 60),
    ("WET|Western European Time", 0),
    ("WEST|Western European Summer Time", 60),
    ("CET|MEZ|Central European Time|Central European Standard Time", 60),
    ("CEST|MESZ|Central European Summer Time", 120),
    ("EET|Eastern European Time|Eastern European Standard Time", 120),
    ("EEST|Eastern European Summer Time", 180),
    ("TRT|Turkey Time", 180),
    ("MSK|Moscow Time|Moscow Standard Time", 180),
    ("AST|Arabia Standard Time", 180),
    ("GST|Gulf Standard Time", 240),
    ("PKT|Pakistan Standard Time", 300),
    ("India Standard Time|Indian Standard Time", 330),
    ("Irish Standard Time|Irish Summer Time", 60),
    ("Israel Standard Time", 120),
    ("Israel Daylight Time|IDT", 180),
    ("HKT|SGT|Hong Kong Time|Hong Kong Standard Time|Singapore Time|Singapore Standard Time", 480),
    ("China Standard Time|Philippine Standard Time", 480),
    ("JST|KST|Japan Standard Time|Korea Standard Time|Korean Standard Time", 540),
    ("AWST|Australian Western Standard Time", 480),
    ("ACST|Australian Central Standard Time", 570),
    ("AEST|Australian Eastern Standard Time", 600),
    ("AEDT|Australian Eastern Daylight Time", 660),
    ("NZST|New Zealand Standard Time", 720),
    ("NZDT|New Zealand Daylight Time", 780),
    ("WAT|West Africa Time", 60),
    ("CAT|Central Africa Time", 120),
    ("SAST|South Africa Standard Time", 120),
    ("EAT|East Africa Time", 180),
    ("EST|Eastern Standard Time", -300),
    ("EDT|Eastern Daylight Time", -240),
    ("CST|Central Standard Time", -360),
    ("CDT|Central Daylight Time", -300),
    ("MST|Mountain Standard Time", -420),
    ("MDT|Mountain Daylight Time", -360),
    ("PST|Pacific Standard Time", -480),
    ("PDT|Pacific Daylight Time", -420),
];

/// Names whose offset depends on the date.
const BY_DATE: &[(&str, &str)] = &[
    ("ET|Eastern Time", "America/New_York"),
    ("CT|Central Time", "America/Chicago"),
    ("MT|Mountain Time", "America/Denver"),
    ("PT|Pacific Time", "America/Los_Angeles"),
    ("UK|UK time", "Europe/London"),
];

#[cfg(test)]
mod tests {
    use super::*;
    use jiff::civil::date;

    #[test]
    fn every_name_may_be_one() {
        let names =
            FIXED.iter().map(|(names, _)| names).chain(BY_DATE.iter().map(|(names, _)| names));
        for name in names.flat_map(|names| names.split('|')) {
            assert!(may_be_name(name) && named(&name.to_lowercase()).is_some(), "{name}");
        }
        assert!(!may_be_name("2, 2025 10:31 IST"));
    }

    #[test]
    fn printed_names_have_their_offsets() {
        let hours = |name: &str| {
            let noon = date(2025, 6, 2).at(12, 0, 0, 0);
            let zoned = noon.to_zoned(named(name)?).ok()?;
            Some(zoned.offset().seconds() / 60)
        };
        for (name, minutes) in [
            ("British Summer Time", 60),
            ("Greenwich Mean Time", 0),
            ("bst", 60),
            ("GMT", 0),
            ("CEST", 120),
            ("ET", -240),
            ("EST", -300),
        ] {
            assert_eq!(hours(name), Some(minutes), "{name}");
        }
        assert_eq!(hours("IST"), None, "three countries");
        assert_eq!(hours("Nowhere Time"), None);
    }
}
