//! A live page of another publisher, as dumped to text: lines of one of the styles in [`styles`] open its posts.
//!
//! A style is known by at least two lines that fit it, with posts between them evenly over the page. Lines of other styles
//! open posts as well where they stand in the order of its times. Where that is in doubt the document is an article: a
//! wrong split is worse than none.

use choice::{Opening, Page};
use jiff::SignedDuration;
use posts::Reader;
use styles::Header;
use times::{Told, Zone};

use super::lines::Line;
use super::publishers::{self, Publisher};
use super::{Document, Format, SAYS_NOTHING, Source, live_page, markers, tell};
use crate::news::body::Block;
use crate::news::dating::{self, Context, DayMonth, PageDate, PrintedTime};
use crate::news::post::{Moment, PostTime, Provenance, TimeSource};

mod authors;
mod choice;
mod doubt;
mod headers;
mod page_date;
mod posts;
mod styles;
mod times;

/// The format.
pub const FORMAT: Format = Format {
    name: "live-dump",
    words: "live page of another publisher",
    known_by: "at least two lines of a time, in the style of one publisher, open its posts",
    read: |source: &Source, context: &Context| read(source.lines(), source.text, context),
};

/// Lines below the last post that may say who has published the page.
const END: usize = 40;

fn read(lines: &[Line], text: &str, context: &Context) -> Option<Document> {
    let page = choice::page(lines).or_else(|| numbered(lines))?;
    let (first, last) = (page.openings.first()?, page.openings.last()?);
    let first = first.start.min(first.body.start);
    let head = lines.get(..first.max(END).min(lines.len())).unwrap_or_default();
    let end = lines.get(last.body.start.max(lines.len().saturating_sub(END))..).unwrap_or_default();
    let publisher = publisher(&page, lines, head, end);
    let zone = publisher.and_then(Publisher::zone).unwrap_or_else(|| context.zone.clone());
    let context = Context { zone: zone.clone(), ..context.clone() };
    let head = lines.get(..first).unwrap_or_default();

    let mut days = Days::of(&page, lines);
    if !days.has_headers {
        days.above.iter_mut().for_each(|day| *day = None);
    }
    let is_of_page = |line: &&Line| !days.has_headers || times::date_alone(&line.text).is_none();
    let head_lines = head.iter().filter(is_of_page);
    let page_date = page_date::of_lines(head_lines, end.iter(), publisher, &zone);

    let reader = Reader::new(lines, &page, publisher);
    let (summary, mut furniture) = reader.head(first);
    let mut posts = Vec::with_capacity(page.openings.len() + 1);
    let mut problems = Vec::new();
    for (place, opening) in page.openings.iter().enumerate() {
        let mut above = std::mem::take(&mut furniture);
        let mut opening = opening.clone();
        if let Some(cut) = days.cut.get(place).copied().flatten() {
            opening.body.end = cut.max(opening.body.start);
        }
        let lent = place.checked_sub(1).and_then(|above| days.line_below.get(above)).copied();
        above.extend(lent.flatten().map(|line| Block::Furniture { text: line }));
        let is_last = place + 1 == page.openings.len();
        let end = is_last.then(|| lines.get(page.end..).unwrap_or_default());
        let post = reader.post(&opening, above, end);
        if post.says_nothing() {
            let number = lines.get(opening.start).map_or(1, |line| line.number);
            tell(&mut problems, number, || SAYS_NOTHING.to_owned());
        }
        posts.push(post);
    }
    let times = times(&page, &days, &page_date, publisher, text, &context);
    for ((post, time), opening) in posts.iter_mut().zip(times).zip(&page.openings) {
        post.time = time;
        let body = lines.get(opening.body.clone()).unwrap_or_default();
        let updated = updated(time, &opening.header.told, body, publisher);
        post.provenance = Provenance { updated, ..Provenance::default() }.kept();
    }
    live_page::finish(&mut posts, summary);
    Some(Document { format: &FORMAT, posts, problems })
}

/// Who has published a page: the one whose style it is, or else whom the lines around the posts name.
fn publisher(
    page: &Page,
    lines: &[Line],
    head: &[Line],
    end: &[Line],
) -> Option<&'static Publisher> {
    // Only pages of the BBC are known by their numbers.
    let Some(style) = page.style else { return publishers::named("BBC") };
    if let Some(name) = style.publisher {
        return publishers::named(name);
    }
    let around = publishers::of_page(head).or_else(|| publishers::of_page(end));
    // The lines that say who has filed a post name the publisher as well.
    around.or_else(|| publishers::of_posts(lines))
}

/// The clock time of `This article was last updated at 23:32 UTC/GMT.`, a line that some pages print with no date.
pub fn last_update(text: &str) -> Option<PrintedTime> {
    let told = text.strip_prefix("This article was last updated at ")?;
    let told = times::read(told.trim_end_matches('.'))?;
    let zone = match told.zone {
        Some(Zone::Named(zone)) => Some(zone),
        _ => None,
    };
    Some(PrintedTime { clock: told.clock.map(|clock| clock.time), zone, day: told.day })
}

/// When a post was changed, which a line of its body tells by the clock alone: soon after it was published, where that is
/// a clock time as well.
fn updated(
    time: PostTime,
    header: &Told,
    body: &[Line],
    publisher: Option<&Publisher>,
) -> Option<Moment> {
    const LONGEST: SignedDuration = SignedDuration::from_hours(12);
    let first = time.moment().filter(|_| header.clock.is_some() && header.ago.is_none())?;
    let told = body.iter().find_map(|line| posts::updated(&line.text))?;
    let zone = match told.zone {
        Some(Zone::Named(zone)) => zone,
        Some(Zone::Ist) => publisher.and_then(Publisher::ist)?,
        None => first.offset.to_time_zone(),
    };
    let clock = told.clock.filter(|_| told.day.is_none())?.time;
    let date = zone.to_datetime(first.instant).date();
    let dates = [Some(date), date.tomorrow().ok()];
    let mut moments = dates
        .into_iter()
        .flatten()
        .filter_map(|date| dating::moment(date.to_datetime(clock), &zone));
    moments.find(|updated| {
        (SignedDuration::ZERO..=LONGEST).contains(&updated.instant.duration_since(first.instant))
    })
}

/// When each post was published.
fn times(
    page: &Page,
    days: &Days,
    page_date: &PageDate,
    publisher: Option<&Publisher>,
    text: &str,
    context: &Context,
) -> Vec<PostTime> {
    let ist = publisher.and_then(Publisher::ist);
    let printed = |(place, opening): (usize, &Opening)| {
        let Told { clock, zone, day, .. } = &opening.header.told;
        PrintedTime {
            clock: clock.map(|clock| clock.time),
            zone: zone.as_ref().and_then(|zone| match zone {
                Zone::Named(zone) => Some(zone.clone()),
                Zone::Ist => ist.clone(),
            }),
            day: day.or_else(|| days.above.get(place).copied().flatten()),
        }
    };
    let printed: Vec<PrintedTime> = page.openings.iter().enumerate().map(printed).collect();
    let ago =
        |opening: &Opening| opening.header.told.ago.filter(|_| styles::is_ago(&opening.header));
    let mut times = dating::date_page_of(&printed, page_date, text, context);
    for (place, (time, opening)) in times.iter_mut().zip(&page.openings).enumerate() {
        // The date is that of a heading, and not the post's own.
        let is_lent =
            opening.header.told.day.is_none() && days.above.get(place).is_some_and(Option::is_some);
        if is_lent && time.source() == TimeSource::Printed {
            *time = PostTime::new(time.moment(), TimeSource::Page);
        }
    }
    if page.openings.iter().any(|opening| ago(opening).is_some()) {
        let changed = page_date.moment();
        // A page of another day than its file tells no more than that day.
        let is_of_file = page_date.date().is_none_or(|date| {
            let days = |modified| context.zone.to_datetime(modified).date().since(date);
            let days = context.modified.map(|modified| days(modified).map(|days| days.get_days()));
            days.is_none_or(|days| matches!(days, Ok(0 | 1)))
        });
        if changed.is_none() && !is_of_file {
            return times;
        }
        let before = |ago| dating::before(ago, changed, context).unwrap_or_default();
        let known = page.openings.iter().zip(times);
        let known = known.map(|(opening, time)| ago(opening).map_or(time, before));
        times = dating::fill(known.collect(), context);
        // What says that it is months old is not of its neighbour's time.
        for (time, opening) in times.iter_mut().zip(&page.openings) {
            if ago(opening).is_some_and(|ago| ago >= dating::LONGEST_AGO) {
                *time = PostTime::default();
            }
        }
    }
    times
}

/// Dates that stand alone above posts, and count for all of them down to the next.
struct Days<'a> {
    /// For each post, the date above it.
    above: Vec<Option<DayMonth>>,
    /// For each post, the line of a date that ends its body.
    line_below: Vec<Option<&'a str>>,
    /// For each post, where that line is.
    cut: Vec<Option<usize>>,
    /// Whether dates stand between posts, and not only above all of them.
    has_headers: bool,
}

impl<'a> Days<'a> {
    fn of(page: &Page<'a>, lines: &'a [Line]) -> Days<'a> {
        let count = page.openings.len();
        let mut days = Days {
            above: Vec::with_capacity(count),
            line_below: Vec::with_capacity(count),
            cut: Vec::with_capacity(count),
            has_headers: false,
        };
        let first = page.openings.first().map_or(0, |first| first.start);
        let mut day = last_printed(lines, 0..first).and_then(|(_, text)| times::date_alone(text));
        for (place, opening) in page.openings.iter().enumerate() {
            days.above.push(day);
            let found = last_printed(lines, opening.body.clone())
                .filter(|_| place + 1 < count)
                .and_then(|(at, text)| Some((at, text, times::date_alone(text)?)));
            days.line_below.push(found.map(|(_, text, _)| text));
            days.cut.push(found.map(|(at, ..)| at));
            if let Some((.., below)) = found {
                days.has_headers = true;
                day = Some(below);
            }
        }
        days
    }
}

fn last_printed<'a>(lines: &'a [Line], range: std::ops::Range<usize>) -> Option<(usize, &'a str)> {
    let start = range.start;
    let lines = lines.get(range)?;
    let at = lines.iter().rposition(|line| !line.is_blank())?;
    Some((start + at, lines.get(at).map(|line| &*line.text)?))
}

/// Lines of a page of the BBC in which its publisher is looked for.
const BEGINNING: usize = 120;

/// The posts of a BBC page of 2014 to 2023, whose times the dump has lost: their numbers open them, and their bodies
/// stand further right.
fn numbered<'a>(lines: &'a [Line]) -> Option<Page<'a>> {
    let is_mark =
        |line: &Line| ["Got a TV Licence?", "All times stated are UK"].contains(&&*line.text);
    let mark = lines.iter().take(BEGINNING).rposition(is_mark)?;
    let number = |at: usize| {
        let line = lines.get(at)?;
        let (number, text) = markers::numbered(&line.text)?;
        Some((number, text, line.indent))
    };
    let from = mark + 1;
    let indent = (from..lines.len()).filter_map(number).map(|(.., indent)| indent).min()?;
    let all = (from..lines.len()).filter_map(|at| Some((at, number(at)?)));
    let all: Vec<(usize, (u16, &str, usize))> =
        all.filter(|(_, (.., own))| *own == indent).collect();
    let deep = bodies(&all, lines);
    if deep.len() > 1 && deep.iter().all(|opening| is_deeper(opening, lines, indent)) {
        return Some(Page { style: None, openings: deep, end: lines.len() });
    }
    // In a page without indents a list counts for itself.
    let mut last = 0;
    let follows = |(_, (number, ..)): &&(usize, (u16, &str, usize))| {
        let follows = *number == last + 1;
        last += u16::from(follows);
        follows
    };
    let chain: Vec<(usize, (u16, &str, usize))> = all.iter().filter(follows).copied().collect();
    let flat = bodies(&chain, lines);
    let is_flat = !flat.iter().any(|opening| is_deeper(opening, lines, indent));
    (flat.len() > 1 && is_flat).then_some(Page { style: None, openings: flat, end: lines.len() })
}

/// Posts whose headlines are numbered lines.
fn bodies<'a>(starts: &[(usize, (u16, &'a str, usize))], lines: &[Line]) -> Vec<Opening<'a>> {
    let next = starts.iter().map(|(at, _)| *at).skip(1).chain([lines.len()]);
    let opening = |((at, (_, text, _)), end): (&(usize, (u16, &'a str, usize)), usize)| Opening {
        start: *at,
        headline: Some(*text).filter(|text| !text.is_empty()),
        body: at + 1..end,
        header: Header::default(),
    };
    starts.iter().zip(next).map(opening).collect()
}

fn is_deeper(opening: &Opening, lines: &[Line], indent: usize) -> bool {
    let mut body = lines.get(opening.body.clone()).unwrap_or_default().iter();
    body.find(|line| !line.is_blank()).is_none_or(|line| line.indent > indent)
}

#[cfg(test)]
mod tests;
