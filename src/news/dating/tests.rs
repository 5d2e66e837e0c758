use jiff::civil::time;

use super::*;
use crate::news::zones;

fn context(name: &str, modified: &str) -> Context {
    Context { name: name.into(), modified: modified.parse().ok(), zone: TimeZone::UTC, year: None }
}

/// `"10:50 2 June"`, `"10:50"`, `"- "` for a time that cannot be read.
fn printed(line: &str) -> PrintedTime {
    let mut words = line.split(' ');
    let clock = words.next().and_then(|clock| {
        let (hour, minute) = clock.split_once(':')?;
        Some(time(hour.parse().ok()?, minute.parse().ok()?, 0, 0))
    });
    let day = words.next().and_then(|day| {
        let month = month(words.next()?)?;
        let year = words.next().and_then(|year| year.parse().ok());
        Some(DayMonth { day: day.parse().ok()?, month, year })
    });
    PrintedTime { clock, zone: zones::named("BST"), day }
}

fn dated(lines: &[&str], text: &str, context: &Context) -> Vec<String> {
    let printed: Vec<PrintedTime> = lines.iter().map(|line| printed(line)).collect();
    date_page(&printed, text, context)
        .into_iter()
        .map(|time| {
            let civil = time.moment().map_or("-".into(), |moment| moment.civil().to_string());
            format!("{} {:?}", civil.strip_suffix(":00").unwrap_or(&civil), time.source())
        })
        .collect()
}

#[test]
fn the_year_comes_from_the_file_time() {
    let june = context("a.txt", "2025-06-02T10:55:00Z");
    assert_eq!(
        dated(&["10:50 2 June", "21:00 1 June"], "", &june),
        ["2025-06-02T10:50 YearAssumed", "2025-06-01T21:00 YearAssumed"]
    );
    let new_year = context("a.txt", "2026-01-01T08:00:00Z");
    assert_eq!(
        dated(&["00:10 1 January", "23:50 31 December"], "", &new_year),
        ["2026-01-01T00:10 YearAssumed", "2025-12-31T23:50 YearAssumed"]
    );
    let before = context("a.txt", "2025-03-01T08:00:00Z");
    assert_eq!(dated(&["10:50 2 June"], "", &before), ["2024-06-02T10:50 YearAssumed"]);
}

#[test]
fn a_printed_year_is_printed() {
    let page = context("a.txt", "2025-06-02T10:55:00Z");
    assert_eq!(
        dated(&["08:48 19 September 2022", "08:40"], "", &page),
        ["2022-09-19T08:48 Printed", "2022-09-19T08:40 Page"]
    );
}

#[test]
fn the_name_and_the_option_tell_the_year() {
    let named = context("2025-06-02-live.txt", "2026-11-22T00:00:00Z");
    assert_eq!(
        dated(&["10:50 2 June", "10:40"], "", &named),
        ["2025-06-02T10:50 Named", "2025-06-02T10:40 Page"]
    );
    assert_eq!(
        dated(&["00:10", "23:50"], "", &named),
        ["2025-06-02T00:10 Named", "2025-06-01T23:50 Named"]
    );
    let mut option = context("a.txt", "2026-11-22T00:00:00Z");
    option.year = Some(2021);
    assert_eq!(
        dated(&["00:10 1 January", "23:50 31 December"], "", &option),
        ["2021-01-01T00:10 Named", "2020-12-31T23:50 Named"]
    );
}

#[test]
fn a_weekday_in_the_text_tells_more_than_an_old_file_time() {
    let copied = context("a.txt", "2026-11-22T00:00:00Z");
    let text = "I will be there this Thursday, May 15, he wrote";
    assert_eq!(dated(&["09:31"], text, &copied), ["2025-05-15T09:31 DateAssumed"]);
    assert_eq!(dated(&["09:31 16 May"], text, &copied), ["2025-05-16T09:31 YearAssumed"]);
    let fresh = context("a.txt", "2025-05-16T09:40:00Z");
    assert_eq!(dated(&["09:31"], text, &fresh), ["2025-05-16T09:31 DateAssumed"]);
}

#[test]
fn bare_times_roll_over_midnight() {
    let page = context("a.txt", "2025-05-15T09:40:00Z");
    assert_eq!(
        dated(&["09:31", "07:00", "07:40", "23:10", "22:00"], "", &page),
        [
            "2025-05-15T09:31 DateAssumed",
            "2025-05-15T07:00 DateAssumed",
            "2025-05-15T07:40 DateAssumed",
            "2025-05-14T23:10 DateAssumed",
            "2025-05-14T22:00 DateAssumed",
        ]
    );
    let early = context("a.txt", "2025-05-14T23:10:00Z");
    assert_eq!(
        dated(&["23:50"], "", &early),
        ["2025-05-14T23:50 DateAssumed"],
        "saved at 00:10 BST"
    );
    let skewed = context("a.txt", "2025-05-15T08:30:00Z");
    assert_eq!(dated(&["09:31"], "", &skewed), ["2025-05-15T09:31 DateAssumed"], "a minute ahead");
}

#[test]
fn oldest_first_pages_roll_the_other_way() {
    let page = context("a.txt", "2025-05-15T09:40:00Z");
    assert_eq!(
        dated(&["22:00", "23:10", "07:00", "09:31"], "", &page),
        [
            "2025-05-14T22:00 DateAssumed",
            "2025-05-14T23:10 DateAssumed",
            "2025-05-15T07:00 DateAssumed",
            "2025-05-15T09:31 DateAssumed",
        ]
    );
}

#[test]
fn steps_of_hours_that_all_rise_are_of_one_day() {
    let page = context("a.txt", "2025-05-15T22:00:00Z");
    let day = |clock: &str, day: u8| format!("2025-05-{day}T{clock} DateAssumed");
    let dates = |clocks: &[&str]| dated(clocks, "", &page);
    assert_eq!(
        dates(&["09:00", "13:00", "17:30", "21:45"]),
        [day("09:00", 15), day("13:00", 15), day("17:30", 15), day("21:45", 15)]
    );
    assert_eq!(
        dates(&["09:00", "09:20", "13:00"]),
        [day("09:00", 15), day("09:20", 15), day("13:00", 15)],
        "one of them small"
    );
    assert_eq!(
        dates(&["21:45", "17:30", "13:00"]),
        [day("21:45", 15), day("17:30", 15), day("13:00", 15)]
    );
    // A night lies between two posts as often, and one post may be out of order.
    assert_eq!(dates(&["09:00", "17:30"]), [day("09:00", 15), day("17:30", 14)]);
    assert_eq!(
        dates(&["07:00", "07:40", "23:10"]),
        [day("07:00", 15), day("07:40", 15), day("23:10", 14)]
    );
    assert_eq!(
        dated(&["09:00 2 May 2025", "13:00", "17:30"], "", &page),
        ["2025-05-02T09:00 Printed", "2025-05-02T13:00 Page", "2025-05-02T17:30 Page"]
    );
}

#[test]
fn neighbours_lend_their_date() {
    let page = context("a.txt", "2025-06-02T10:55:00Z");
    assert_eq!(
        dated(&["00:20", "23:10 1 June", "22:00", "-"], "", &page),
        [
            "2025-06-02T00:20 Page",
            "2025-06-01T23:10 YearAssumed",
            "2025-06-01T22:00 Page",
            "2025-06-01T22:00 Page",
        ]
    );
}

#[test]
fn a_day_that_does_not_exist_is_not_invented() {
    let page = context("a.txt", "2025-06-02T10:55:00Z");
    assert_eq!(dated(&["10:00 31 February"], "", &page), ["2025-06-02T10:00 DateAssumed"]);
    let nothing = Context { modified: None, ..context("a.txt", "") };
    assert_eq!(dated(&["10:00"], "", &nothing), ["- None"]);
    let name = context("2025-06-02-1745-a.txt", "2026-01-01T00:00:00Z");
    assert_eq!(dated(&["-"], "", &name), ["2025-06-02T17:45 Named"]);
}

#[test]
fn a_date_in_the_text_that_is_not_the_days_tells_nothing() {
    let june = context("a.txt", "2025-06-02T10:00:00Z");
    for text in [
        "The talks resume on Friday, 6 June, in Istanbul.",
        "Russia invaded on Thursday, 24 February 2022, and",
        "The attack of Saturday 7 October.",
    ] {
        let dated = dated(&["10:50 2 June"], text, &june);
        assert_eq!(dated, ["2025-06-02T10:50 YearAssumed"], "{text}");
    }
    let ahead = "The talks resume on Friday, 6 June, in Istanbul.";
    assert_eq!(dated(&["10:50"], ahead, &june), ["2025-06-02T10:50 DateAssumed"]);
    let history = format!("{}Russia invaded on Thursday 24 February 2022.", "word ".repeat(300));
    assert_eq!(dated(&["10:50"], &history, &june), ["2025-06-02T10:50 DateAssumed"]);
}

#[test]
fn a_printed_year_counts_for_the_neighbours() {
    let page = context("a.txt", "2025-06-02T10:00:00Z");
    assert_eq!(
        dated(&["10:00 2 January", "09:00 1 January 2023", "08:00 31 December"], "", &page),
        ["2023-01-02T10:00 Page", "2023-01-01T09:00 Printed", "2022-12-31T08:00 Page"]
    );
}

#[test]
fn above_a_dated_post_no_date_is_the_day_of_capture() {
    let page = context("a.txt", "2025-06-02T21:15:00Z");
    assert_eq!(
        dated(&["22:10", "21:40", "21:00 1 June"], "", &page),
        ["2025-06-02T22:10 Page", "2025-06-02T21:40 Page", "2025-06-01T21:00 YearAssumed"]
    );
}

#[test]
fn at_the_ends_of_the_calendar_no_time_is_known() {
    let page = Context { zone: TimeZone::fixed(jiff::tz::offset(12)), ..context("a.txt", "") };
    assert_eq!(dated(&["- 1 January -9999"], "", &page), ["- None"]);
    assert_eq!(dated(&["- 1 January 2025"], "", &page), ["2025-01-01T00:00 DateAssumed"]);
}

fn on_page(lines: &[&str], page: &PageDate, context: &Context) -> Vec<String> {
    let printed: Vec<PrintedTime> =
        lines.iter().map(|line| PrintedTime { zone: None, ..printed(line) }).collect();
    let times = date_page_of(&printed, page, "", context).into_iter();
    let told = |time: PostTime| {
        let moment = time.moment().map(|moment| (moment.civil(), moment.offset));
        moment.map_or("-".to_owned(), |(civil, offset)| {
            format!("{civil}{offset} {:?}", time.source())
        })
    };
    times.map(told).collect()
}

#[test]
fn a_page_tells_the_date_of_its_posts() {
    let date = jiff::civil::date;
    let file = context("a.txt", "2026-11-22T00:00:00Z");
    let changed = PageDate {
        changed: Some((date(2020, 11, 4), Some((time(2, 10, 0, 0), zones::named("ET").unwrap())))),
        published: Some(date(2020, 11, 3)),
    };
    assert_eq!(changed.moment().unwrap().instant.to_string(), "2020-11-04T07:10:00Z");
    assert_eq!(
        on_page(&["07:00", "23:50"], &changed, &file),
        ["2020-11-04T07:00:00+00 Page", "2020-11-03T23:50:00+00 Page"]
    );
    assert_eq!(
        on_page(&["07:40", "07:00"], &changed, &file),
        ["2020-11-03T07:40:00+00 Page", "2020-11-03T07:00:00+00 Page"],
        "no post is newer than its page"
    );
    let published = PageDate { changed: None, published: Some(date(2021, 2, 19)) };
    assert_eq!(
        on_page(&["00:20", "23:10"], &published, &file),
        ["2021-02-20T00:20:00+00 Page", "2021-02-19T23:10:00+00 Page"],
        "the oldest post is of that day"
    );
    assert_eq!(on_page(&["10:00 2 March"], &published, &file), ["2021-03-02T10:00:00+00 Page"]);
    let template = PageDate { changed: None, published: Some(date(2013, 4, 10)) };
    assert_eq!(
        on_page(&["10:00 2 June 2025", "09:00"], &template, &file),
        ["2025-06-02T10:00:00+00 Printed", "2025-06-02T09:00:00+00 Page"]
    );
}

#[test]
fn midnight_in_a_row_is_no_time() {
    let page = context("a.txt", "2025-06-02T10:00:00Z");
    let none = PageDate::default();
    let filled = on_page(&["09:00", "00:00", "00:00", "00:00", "08:00"], &none, &page);
    assert_eq!(filled[1], "2025-06-02T09:00:00+00 Page", "as the neighbour");
    assert_eq!(filled[4], "2025-06-02T08:00:00+00 DateAssumed");
    let real = on_page(&["00:10", "00:00", "00:00", "23:50"], &none, &page);
    assert_eq!(real[1], "2025-06-02T00:00:00+00 DateAssumed");
    assert_eq!(dated(&["00:00", "00:00", "00:00"], "", &page)[0], "2025-06-02T00:00 DateAssumed");
}

#[test]
fn the_hour_that_comes_twice_is_told_by_the_order() {
    let mut page = context("2024-10-27.txt", "2024-10-27T10:00:00Z");
    page.zone = TimeZone::get("Europe/London").unwrap();
    let none = PageDate::default();
    let told = on_page(&["02:10", "01:20", "01:10", "01:50", "01:05", "00:50"], &none, &page);
    let offsets: Vec<&str> = told.iter().filter_map(|time| time.get(19..22)).collect();
    assert_eq!(offsets, ["+00", "+00", "+00", "+01", "+01", "+01"], "{told:?}");
}
