//! Any printed times, dated.
#![no_main]

#[path = "../../common/tame.rs"]
mod tame;

#[path = "../../common/holds.rs"]
mod holds;

use libfuzzer_sys::fuzz_target;

use dateline::news::dating::{Context, DayMonth, PrintedTime};
use jiff::civil::Time;
use jiff::tz::TimeZone;
use libfuzzer_sys::arbitrary::{Arbitrary, Result, Unstructured};

/// A printed time; now and then one that does not exist, as pages print them.
fn printed(input: &mut Unstructured) -> Result<PrintedTime> {
    let clock = Time::new(input.int_in_range(0..=24)?, input.int_in_range(0..=60)?, 0, 0).ok();
    let zones = ["Europe/London", "America/St_Johns", "Pacific/Apia", "Asia/Kathmandu"];
    let zone = input.ratio(1, 3)?.then(|| input.choose(&zones)).transpose()?;
    let day = input.ratio(1, 2)?.then(|| {
        let year = input.ratio(1, 4)?.then(|| input.int_in_range(-9999..=9999)).transpose()?;
        let (day, month) = (input.int_in_range(1..=31)?, input.int_in_range(1..=12)?);
        Ok(DayMonth { day, month, year })
    });
    let zone = zone.and_then(|zone| TimeZone::get(zone).ok());
    Ok(PrintedTime { clock, zone, day: day.transpose()? })
}

fn date(input: &mut Unstructured) -> Result<()> {
    let modified = Option::<i64>::arbitrary(input)?;
    let modified = modified.and_then(|second| jiff::Timestamp::from_second(second).ok());
    let year = input.ratio(1, 3)?.then(|| input.int_in_range(-9999..=9999)).transpose()?;
    let name = String::arbitrary(input)?;
    let context = Context { name, modified, zone: TimeZone::UTC, year };
    let count = input.int_in_range(0..=12)?;
    let page: Vec<PrintedTime> = (0..count).map(|_| printed(input)).collect::<Result<_>>()?;
    let text = input.bytes(input.len())?;
    holds::of_dated(&page, &String::from_utf8_lossy(text), &context);
    Ok(())
}

fuzz_target!(|bytes: &[u8]| {
    let _ = date(&mut Unstructured::new(bytes));
});
