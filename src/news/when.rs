//! Moments as the screen says them: clock times, days, ages.

use jiff::Timestamp;
use jiff::civil::Date;
use jiff::tz::TimeZone;

use super::post::Moment;

/// Which zone the times on the screen are of.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Zones {
    /// The reader's.
    #[default]
    Local,
    /// Each post's own: the one that its document names.
    Printed,
    /// UTC.
    Utc,
}

/// What the reader's clock says: the present moment, and the zone that times are shown in.
#[derive(Clone, Debug, PartialEq)]
pub struct Clock {
    /// The present moment.
    pub now: Timestamp,
    /// The reader's zone.
    pub home: TimeZone,
    /// The zone of the times on the screen.
    pub zones: Zones,
}

impl Clock {
    /// A clock that shows times in the reader's zone.
    #[must_use]
    pub fn new(now: Timestamp, home: TimeZone) -> Clock {
        Clock { now, home, zones: Zones::Local }
    }

    /// The zone of times that no document has printed.
    #[must_use]
    pub fn zone(&self) -> TimeZone {
        match self.zones {
            Zones::Utc => TimeZone::UTC,
            Zones::Local | Zones::Printed => self.home.clone(),
        }
    }

    /// The zone that the time of a post is shown in.
    #[must_use]
    pub fn zone_of(&self, moment: Moment) -> TimeZone {
        match self.zones {
            Zones::Printed => TimeZone::fixed(moment.offset),
            Zones::Local | Zones::Utc => self.zone(),
        }
    }

    /// The day a post's time falls on.
    #[must_use]
    pub fn day(&self, moment: Moment) -> Date {
        self.zone_of(moment).to_datetime(moment.instant).date()
    }

    /// `09:57`: the time of a post.
    #[must_use]
    pub fn post_time(&self, moment: Moment) -> String {
        time_in(&self.zone_of(moment), moment.instant)
    }

    /// `BST`, `+03`: what the zone of a post's time is called.
    #[must_use]
    pub fn post_zone(&self, moment: Moment) -> String {
        zone_name(&self.zone_of(moment), moment.instant)
    }

    /// `09:57`: a moment that no document has printed.
    #[must_use]
    pub fn time(&self, instant: Timestamp) -> String {
        time_in(&self.zone(), instant)
    }

    /// `BST`, `+03`: what the zone is called now.
    #[must_use]
    pub fn zone_name(&self) -> String {
        zone_name(&self.zone(), self.now)
    }

    /// `Mon 2 June`, with the year unless it is the present one.
    #[must_use]
    pub fn day_words(&self, day: Date) -> String {
        let this_year = self.zone().to_datetime(self.now).year();
        let layout = if day.year() == this_year { "%a %-d %B" } else { "%a %-d %B %Y" };
        day.strftime(layout).to_string()
    }

    /// `14:32`, with the day unless it is the present one.
    #[must_use]
    pub fn since(&self, instant: Timestamp) -> String {
        self.since_in(&self.zone(), instant)
    }

    /// The same for the time of a post.
    #[must_use]
    pub fn post_since(&self, moment: Moment) -> String {
        self.since_in(&self.zone_of(moment), moment.instant)
    }

    fn since_in(&self, zone: &TimeZone, instant: Timestamp) -> String {
        let (day, time) = (zone.to_datetime(instant).date(), time_in(zone, instant));
        if day == zone.to_datetime(self.now).date() {
            time
        } else {
            format!("{time} {}", self.day_words(day))
        }
    }

    /// `52 min`, `3 h`, `2 days`: how long ago a moment was.
    #[must_use]
    pub fn span(&self, instant: Timestamp) -> String {
        size((self.now.as_second() - instant.as_second()).max(0) / 60)
    }

    /// `55 min ago`, `3 h ago`, `2 days ago`; `in 5 min` for what a publisher's clock puts ahead.
    #[must_use]
    pub fn age(&self, moment: Moment) -> String {
        let seconds = self.now.as_second() - moment.instant.as_second();
        // Clocks differ a little, and this one ticks by the minute.
        let minutes = if (-60..0).contains(&seconds) { 0 } else { seconds.div_euclid(60) };
        let ahead = minutes < 0;
        if minutes == 0 {
            return "now".to_owned();
        }
        let size = size(minutes);
        if ahead { format!("in {size}") } else { format!("{size} ago") }
    }
}

fn time_in(zone: &TimeZone, instant: Timestamp) -> String {
    let civil = zone.to_datetime(instant);
    format!("{:02}:{:02}", civil.hour(), civil.minute())
}

/// `BST`, `+03`: what a zone is called at a moment.
#[must_use]
pub fn zone_name(zone: &TimeZone, instant: Timestamp) -> String {
    zone.to_offset_info(instant).abbreviation().to_owned()
}

/// `52 min`, `3 h`, `2 days`.
#[must_use]
pub fn size(minutes: i64) -> String {
    match minutes.unsigned_abs() {
        m @ 0..60 => format!("{m} min"),
        m @ 60..2880 => format!("{} h", m / 60),
        m @ 2880..86_400 => format!("{} days", m / 1440),
        m @ 86_400..1_051_200 => format!("{} months", m / 43_800),
        m => format!("{} years", m / 525_600),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use jiff::tz::Offset;

    fn at(text: &str) -> Moment {
        Moment { instant: text.parse().unwrap(), offset: Offset::UTC }
    }

    #[test]
    fn ages() {
        let clock = Clock::new(at("2025-06-02T10:52:00Z").instant, TimeZone::UTC);
        for (moment, words) in [
            ("2025-06-02T10:54:00Z", "in 2 min"),
            ("2025-06-02T10:52:30Z", "now"),
            ("2025-06-02T10:51:30Z", "now"),
            ("2025-06-02T09:57:00Z", "55 min ago"),
            ("2025-06-01T10:52:00Z", "24 h ago"),
            ("2025-05-30T10:52:00Z", "3 days ago"),
            ("2025-02-02T10:52:00Z", "3 months ago"),
            ("2020-06-02T10:52:00Z", "5 years ago"),
        ] {
            assert_eq!(clock.age(at(moment)), words, "{moment}");
        }
    }

    #[test]
    fn days_and_zones() {
        let zone = TimeZone::get("Europe/London").unwrap();
        let mut clock = Clock::new(at("2026-01-01T00:00:00Z").instant, zone);
        let summer = at("2025-06-01T23:30:00Z");
        assert_eq!(clock.time(summer.instant), "00:30");
        assert_eq!((clock.post_zone(summer), clock.zone_name()), ("BST".into(), "GMT".into()));
        assert_eq!(clock.day_words(clock.day(summer)), "Mon 2 June 2025");
        assert_eq!(clock.day_words(jiff::civil::date(2026, 3, 1)), "Sun 1 March");
        let printed = Moment { offset: jiff::tz::offset(3), ..summer };
        for (zones, words) in [
            (Zones::Local, ["00:30", "BST", "00:30 Mon 2 June 2025", "00:30"]),
            (Zones::Printed, ["02:30", "+03", "02:30 Mon 2 June 2025", "00:30"]),
            (Zones::Utc, ["23:30", "UTC", "23:30 Sun 1 June 2025", "23:30"]),
        ] {
            clock.zones = zones;
            let (time, zone) = (clock.post_time(printed), clock.post_zone(printed));
            let said = [time, zone, clock.post_since(printed), clock.time(summer.instant)];
            assert_eq!(said, words, "{zones:?}");
        }
    }
}
