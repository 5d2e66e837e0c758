//! Stamps that machines write → moments.

use jiff::Timestamp;
use jiff::civil::{Date, DateTime};
use jiff::fmt::rfc2822::DateTimeParser;
use jiff::tz::Offset;

use super::record::stamp;
use super::text::Text;
use crate::news::dating::{self, Context};
use crate::news::post::Moment;
use crate::news::zones;

/// No stamp that is mended is longer, in bytes.
const LONGEST: usize = 60;

/// Reads an ISO 8601 stamp; one without an offset is of the context's zone.
pub fn moment(text: &str, context: &Context) -> Option<Moment> {
    if let Ok(instant) = text.parse::<Timestamp>() {
        let offset = offset_of(text).unwrap_or(Offset::UTC);
        return Some(Moment { instant, offset });
    }
    let civil: DateTime = text.parse().ok()?;
    dating::moment(civil, &context.zone)
}

/// The offset at the end of a stamp that is known to be one: `+01:00`, `+0100`, `Z`.
fn offset_of(text: &str) -> Option<Offset> {
    let at = text.rfind(['+', '-', 'Z', 'z'])?;
    let (_, tail) = text.split_at_checked(at)?;
    let digits: String = tail.chars().filter(char::is_ascii_digit).collect();
    let hours: i32 = digits.get(..2)?.parse().ok()?;
    let minutes: i32 = digits.get(2..4).map_or(Some(0), |minutes| minutes.parse().ok())?;
    let seconds = (hours * 60 + minutes) * 60;
    Offset::from_seconds(if tail.starts_with('-') { -seconds } else { seconds }).ok()
}

/// Whether an instant until which something is held back still lies ahead of when its document was written. One
/// that says nothing never comes, unless it says that there is none.
#[must_use]
pub fn is_ahead(until: &str, context: &Context) -> bool {
    const NONE: [&str; 8] = ["none", "no", "null", "false", "0", "n/a", "no embargo", "lifted"];
    if NONE.iter().any(|none| until.trim().eq_ignore_ascii_case(none)) {
        return false;
    }
    match (moment(until.trim(), context), context.modified) {
        (Some(until), Some(written)) => until.instant > written,
        _ => true,
    }
}

/// A stamp of a mail or a feed, as `Mon, 02 Jun 2025 10:50:00 +0100` (RFC 2822), in the form of `liveblog/1`, with
/// the zones that feeds name beside those of mail, or none; any other stays as it is.
#[must_use]
pub fn of_mail(text: &str) -> Text<'static> {
    let text = text.trim();
    let found = mail_stamp(text).or_else(|| mail_stamp(&mended(text)?));
    found.unwrap_or_else(|| text.to_owned().into())
}

fn mail_stamp(text: &str) -> Option<Text<'static>> {
    // Many feeds name the wrong day of the week.
    const FORM: DateTimeParser = DateTimeParser::new().relaxed_weekday(true);
    let civil = |text: &str| FORM.parse_zoned(format!("{text} GMT")).ok().map(|it| it.datetime());
    let named = text.rsplit_once(' ').filter(|(_, zone)| zone.len() > 2 && is_word(zone));
    match named {
        // One that means several zones means none.
        Some((before, zone)) => match (civil(before), zones::named(zone)) {
            (Some(civil), Some(zone)) => dating::moment(civil, &zone).map(stamp),
            (civil, _) => civil.map(|civil| civil.to_string().into()),
        },
        None => match FORM.parse_zoned(text) {
            Ok(zoned) => Some(stamp(Moment { instant: zoned.timestamp(), offset: zoned.offset() })),
            Err(_) => civil(text).map(|civil| civil.to_string().into()),
        },
    }
}

/// A stamp that is near enough to one of a mail, as such a one: `Tuesday, 4-mar-2025 9:05 GMT`,
/// `March 4, 2025 9:05 PM +01:00`. Nothing that its words leave open is filled in.
fn mended(text: &str) -> Option<String> {
    const MONTHS: [&str; 12] =
        ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"];
    if text.len() > LONGEST {
        return None;
    }
    let (date, clock) = text.split_at_checked(text.find(':')?)?;
    let (date, hour) = date.split_at_checked(date.rfind([' ', ',', '\t', '\n'])?)?;
    let mut date: Vec<&str> =
        date.split([' ', ',', '-', '\t', '\n']).filter(|word| !word.is_empty()).collect();
    if date.first().is_some_and(|word| dating::is_weekday(word)) {
        date.remove(0);
    }
    let [first, second, year] = *date else { return None };
    let day_of = |word: &str| word.parse::<u8>().ok();
    let (day, month) = match (day_of(first), day_of(second)) {
        (Some(day), None) => (day, dating::month(second)?),
        (None, Some(day)) => (day, dating::month(first)?),
        _ => return None,
    };
    let month = MONTHS.get(usize::try_from(month).ok()?.checked_sub(1)?)?;
    let mut words = clock.split_whitespace();
    let mut parts = words.next()?.split(':').skip(1);
    let (minute, second) = (parts.next()?, parts.next().unwrap_or("00"));
    let second = second.split('.').next().unwrap_or(second);
    let mut hour: u8 = hour.trim_matches([' ', ',', '\t', '\n']).parse().ok()?;
    let mut zone = words.next().unwrap_or_default();
    let is_late = zone.eq_ignore_ascii_case("pm");
    if is_late || zone.eq_ignore_ascii_case("am") {
        if !(1..=12).contains(&hour) {
            return None;
        }
        hour = hour % 12 + if is_late { 12 } else { 0 };
        zone = words.next().unwrap_or_default();
    }
    let zone = zone.replace(':', "");
    let is_whole = words.next().is_none() && parts.next().is_none();
    is_whole
        .then(|| format!("{day} {month} {year} {hour:02}:{minute}:{second} {zone}").trim().into())
}

/// A stamp as people write it, as `2025-06-02 10:50:00 +0100` or `2025-06-02 10:50 BST`, in the form of
/// `liveblog/1`; any other stays as it is.
#[must_use]
pub fn of_hand(text: &str) -> Text<'static> {
    let parts: Vec<&str> = text.split_whitespace().collect();
    let found = match *parts {
        [date, clock, zone] if date.parse::<Date>().is_ok() => match zones::named(zone) {
            Some(zone) => {
                let civil = format!("{date}T{clock}").parse().ok();
                civil.and_then(|civil| dating::moment(civil, &zone)).map(stamp)
            }
            None => Some(format!("{date}T{clock}{zone}").into()),
        },
        _ => None,
    };
    found.unwrap_or_else(|| of_mail(text))
}

fn is_word(text: &str) -> bool {
    text.bytes().all(|byte| byte.is_ascii_alphabetic())
}

/// Seconds since 1970, or thousandths of them where there are too many for seconds, in the form of
/// `liveblog/1`.
#[must_use]
pub fn of_epoch(number: i64) -> Option<Text<'static>> {
    const MOST_SECONDS: i64 = 100_000_000_000;
    let instant = if number.abs() > MOST_SECONDS {
        Timestamp::from_millisecond(number).ok()?
    } else {
        Timestamp::from_second(number).ok()?
    };
    Some(stamp(Moment { instant, offset: Offset::UTC }))
}

/// A stamp of either sort, as the systems of one publisher write them in turn.
#[must_use]
pub fn of_any(text: Text) -> Text {
    let number = text.trim().parse().ok().filter(|_| text.trim().len() >= 9);
    number.and_then(of_epoch).unwrap_or(text)
}

#[cfg(test)]
mod tests {
    use jiff::tz::TimeZone;

    use super::*;

    #[test]
    fn stamps_of_machines() {
        assert_eq!(&*of_mail(" Mon, 02 Jun 2025 10:50:00 +0100"), "2025-06-02T10:50:00+01:00");
        assert_eq!(&*of_mail("Mon, 02 Jun 2025 10:50 EST"), "2025-06-02T10:50:00-05:00");
        assert_eq!(&*of_mail("2025-06-02T10:50:00Z"), "2025-06-02T10:50:00Z");
        for (text, stamp) in [
            ("Mon, 2 Jun 25 10:50:00 GMT", "2025-06-02T10:50:00+00:00"),
            ("Tue, 02 Jun 2025 10:50:00 Z", "2025-06-02T10:50:00+00:00"),
            ("Mon, 02 Jun 2025 10:50:00 BST", "2025-06-02T10:50:00+01:00"),
            ("Mon, 02 Jun 2025 10:50:00 CEST", "2025-06-02T10:50:00+02:00"),
            ("Mon, 02 Jun 2025 10:50:00", "2025-06-02T10:50:00"),
            ("Mon, 02 Jun 2025 10:50:00 UT", "2025-06-02T10:50:00+00:00"),
            ("Mon, 02 Jun 2025 10:50:00 IST", "2025-06-02T10:50:00"),
            ("soon", "soon"),
            ("Tue, 4 Mar 2025 9:05 GMT", "2025-03-04T09:05:00+00:00"),
            ("Tue, 4 Mar 2025 9:05", "2025-03-04T09:05:00"),
            ("tue, 4 mar 25 9:05:07 +0100", "2025-03-04T09:05:07+01:00"),
            ("Tuesday, 04 March 2025 09:05:07.123 +01:00", "2025-03-04T09:05:07+01:00"),
            ("04-Mar-2025 09:05 EST", "2025-03-04T09:05:00-05:00"),
            ("March 4, 2025 9:05 PM GMT", "2025-03-04T21:05:00+00:00"),
            ("Mar 4, 2025 12:05 am", "2025-03-04T00:05:00"),
            ("4/3/2025 9:05 GMT", "4/3/2025 9:05 GMT"),
            ("4 Mar 9:05 GMT", "4 Mar 9:05 GMT"),
            ("4 Mar 2025 13:05 PM", "4 Mar 2025 13:05 PM"),
            ("4 Mar 2025 25:05 GMT", "4 Mar 2025 25:05 GMT"),
            ("4 5 2025 9:05 GMT", "4 5 2025 9:05 GMT"),
        ] {
            assert_eq!(&*of_mail(text), stamp, "{text}");
        }
        for (text, stamp) in [
            ("2025-06-02 10:50:00 +0100", "2025-06-02T10:50:00+0100"),
            ("2025-06-02 10:50 BST", "2025-06-02T10:50:00+01:00"),
            ("2025-06-02 10:50", "2025-06-02 10:50"),
        ] {
            assert_eq!(&*of_hand(text), stamp, "{text}");
        }
        for number in [1_748_857_800, 1_748_857_800_000] {
            assert_eq!(&*of_epoch(number).unwrap(), "2025-06-02T09:50:00+00:00");
        }
        assert!(of_epoch(i64::MAX).is_none());
        assert_eq!(&*of_any("1748857800".into()), "2025-06-02T09:50:00+00:00");
        assert_eq!(&*of_any("20250602".into()), "20250602");
        assert_eq!(&*of_any("2025-06-02T09:50Z".into()), "2025-06-02T09:50Z");
        let context =
            Context { name: String::new(), modified: None, zone: TimeZone::UTC, year: None };
        for (text, instant) in [
            ("2025-06-02T10:50:00+0100", "2025-06-02T09:50:00Z"),
            ("2024-08-05T21:00:18.921+01:00", "2024-08-05T20:00:18.921Z"),
            ("2018-05-28T16:40:08", "2018-05-28T16:40:08Z"),
            ("2025-06-02 10:50", "2025-06-02T10:50:00Z"),
            ("2025-06-02T10:50:00+0100", "2025-06-02T09:50:00Z"),
            ("20250602T105000+0100", "2025-06-02T09:50:00Z"),
            ("2025-06-02", "2025-06-02T00:00:00Z"),
        ] {
            let read = moment(text, &context).map(|moment| moment.instant);
            assert_eq!(read, Some(instant.parse().unwrap()), "{text}");
        }
    }
}
