//! The text wires of agencies, IPTC 7901 and ANPA 1312: messages between control characters, several in a file.
//!
//! `SOH header STX text ETX`: the header names the message, the text begins with its headline. In ANPA 1312 a line of
//! the text begins with `^` and ends with `<` or `=`, and behind ETX stands when it was sent.

use std::borrow::Cow;

use jiff::civil::{Date, Time};

use super::reading::Reading;
use super::record::{BlockRecord, ByRecord, PostRecord};
use super::text::Text;
use super::{Document, Format, Source, byline, credits, labels};
use crate::news::dating::{Context, is_weekday, month};
use crate::news::zones;

/// The format of most agencies: `SOH source-number priority category words keywords`.
pub const IPTC_7901: Format = Format {
    name: "iptc7901",
    words: "IPTC 7901",
    known_by: "a header between SOH and STX that begins with a source and a number",
    read: |source, context| read(source, context, &IPTC_7901),
};

/// The format of newspapers in North America: `SOH number US … priority category DC3 DC1 slug`.
pub const ANPA_1312: Format = Format {
    name: "anpa1312",
    words: "ANPA 1312",
    known_by: "a header between SOH and STX with US, or with lines of text behind it that `<` ends",
    read: |source, context| read(source, context, &ANPA_1312),
};

/// Start of a header, of a text; the end of a text.
const SOH: char = '\u{1}';
const STX: char = '\u{2}';
const ETX: char = '\u{3}';
/// The end of a message.
const EOT: char = '\u{4}';
/// Parts the number of a message from its service, in ANPA 1312.
const US: char = '\u{1f}';
/// A wire begins with its first message, but for a few characters that wake up the line.
const BEGINNING: usize = 256;
/// Words of a paragraph from which on a message is for editors alone.
const NOT_TO_BE_PRINTED: &[&str] =
    &["not for publication", "not intended for publication", "nicht zur veröffentlichung"];
/// What such a paragraph begins with, unless a heading of notes stands above it.
const WHAT_FOLLOWS: &[&str] = &["the following", "following is", "die folgende", "note", "hinweis"];
/// What lines for editors alone begin with, in the text of a message.
const NOTES: &[&str] = &["eds:", "(eds:", "[eds:", "editors:", "eds.:", "editor's note:"];
/// What holds a message back, alone or with until when.
const HELD: &[&str] = &[
    "hold for release",
    "not for release before",
    "not for release until",
    "not for publication before",
    "not for publication until",
    "embargoed for release",
];
/// What may stand between that and when.
const BEFORE_WHEN: &[&str] = &["until", "till", "at", "on", "before", "after", "to"];
/// What stands in a time beside clocks, days, months and zones.
const IN_TIMES: &[&str] = &[
    "at", "on", "the", "of", "local", "time", "hours", "hrs", "um", "den", "dem", "am", "pm",
    "a.m", "p.m",
];
/// What may stand before the word for it.
const BEFORE_HELD: &[&str] = &["strictly", "strict", "under", "attention", "achtung"];
/// What holds it back where it says until when. Else it may be what is reported.
const HELD_UNTIL: &[&str] = &["embargoed", "embargo", "sperrfrist"];
/// The times of it that are no number.
const TIMES: &[&str] = &["noon", "midnight", "notice", "mittag", "mitternacht", "uhr"];
/// The days of it in German.
const DAYS: &[&str] =
    &["montag", "dienstag", "mittwoch", "donnerstag", "freitag", "samstag", "sonnabend", "sonntag"];
/// A line that holds back has no more words: it is no sentence.
const HELD_WORDS: usize = 16;
/// Where the text follows on the same line, the time is one of so many words.
const UNTIL_WORDS: usize = 6;
/// A longer line names nobody, in bytes, nor the organisation that all who are named are of.
const LONGEST_BYLINE: usize = 200;
/// So many lines may a headline be wrapped over, with blank ones above it.
const HEAD_LINES: usize = 6;
/// A headline that is wrapped is no longer, in bytes.
const LONGEST_HEAD: usize = 400;
/// What stands above a headline that must be printed soon.
const URGENT: &[&str] = &[
    "urgent",
    "bulletin",
    "flash",
    "news alert",
    "breaking",
    "breaking news",
    "eil",
    "eilmeldung",
];
/// What is sent beside a text.
const MEDIA: &[&str] = &["photo", "photos", "graphic", "graphics", "video", "videos", "audio"];
/// What may stand beside that.
const AROUND_MEDIA: &[&str] = &["With", "with", "and", "to"];
/// A line that names it has no more words.
const MEDIA_WORDS: usize = 12;

/// Whether bytes are those of a wire, as far as its control characters tell.
#[must_use]
pub fn is_wire(bytes: &[u8]) -> bool {
    let beginning = bytes.get(..BEGINNING).unwrap_or(bytes);
    let Some(at) = memchr::memchr(SOH as u8, beginning) else { return false };
    let is_silent = |byte: &u8| byte.is_ascii_whitespace() || byte.is_ascii_control();
    beginning.iter().take(at).all(is_silent)
        && bytes.get(at..).is_some_and(|rest| memchr::memchr(STX as u8, rest).is_some())
}

fn read(source: &Source, context: &Context, format: &'static Format) -> Option<Document> {
    if !is_wire(source.text.as_bytes()) {
        return None;
    }
    let messages: Vec<Message> = messages(source.text).collect();
    let is_anpa = messages.iter().any(|(_, message)| is_anpa(message));
    if is_anpa != (format == &ANPA_1312) {
        return None;
    }
    let mut reading = Reading::new(context);
    for (line, message) in messages {
        let Some((header, rest)) = message.split_once(STX) else {
            reading.tell(line, || "a header of the wire without a text".to_owned());
            continue;
        };
        let (text, end) = rest.split_once(ETX).unwrap_or((rest, ""));
        let record = if is_anpa { anpa(header, text, end) } else { iptc(header, text) };
        if let Some(record) = record {
            reading.add(record, message.len(), line);
        }
    }
    Some(reading.finish(format))
}

/// The line of a message in its document, from 1, and what stands between its SOH and the next one.
type Message<'t> = (usize, &'t str);

fn messages(text: &str) -> impl Iterator<Item = Message<'_>> {
    let mut line = 1;
    text.split(SOH).enumerate().filter_map(move |(at, message)| {
        let begins = line;
        line += memchr::memchr_iter(b'\n', message.as_bytes()).count();
        // What stands before the first SOH only wakes up the line.
        (at > 0).then_some((begins, message))
    })
}

fn is_anpa(message: &str) -> bool {
    let (header, text) = message.split_once(STX).unwrap_or((message, ""));
    header.contains(US) || text.lines().next().is_some_and(|line| line.trim_end().ends_with('<'))
}

/// `dsk002 2 i 12 harbour desk 002`, then the slug on a line of its own. Its number counts from 1 again each day, so
/// that it names no message.
fn iptc<'t>(header: &'t str, text: &'t str) -> Option<PostRecord<'t>> {
    let mut words = header.split_whitespace().skip(1);
    let mut record = said(text)?.into_record();
    record.kinds.extend(words.next().and_then(labels::kind_of_urgency));
    Some(record)
}

/// `A0002 US __test`, then `f i DC3 DC1 BC-Harbour-Talks 06-02 0012`; at the end `Desk-WF-06-02-25 0950GMT`.
fn anpa<'t>(header: &'t str, text: &'t str, end: &'t str) -> Option<PostRecord<'t>> {
    let mut lines = header.lines();
    let first = lines.next().unwrap_or_default();
    let number = first.split(US).next().unwrap_or_default().trim();
    let second = lines.find(|line| !line.trim().is_empty()).unwrap_or_default();
    let mut words = second.split(|ch: char| ch.is_whitespace() || ch.is_control());
    let priority = words.find(|word| !word.is_empty()).unwrap_or_default();
    let is_breaking = ["f", "u", "b"].iter().any(|urgent| priority.eq_ignore_ascii_case(urgent));
    let sent = end.split(EOT).next().and_then(sent);
    let mut said = said(text)?;
    // The slug is not to be printed.
    if said.head.len() > 1 {
        said.head.remove(0);
    }
    // Numbers count from 1 again each day, and are those of one service.
    let day = sent.as_deref().and_then(|sent| sent.get(..10)).filter(|_| !number.is_empty());
    let named = service(end).zip(day);
    let uri = named.map(|(service, day)| format!("{service}/{}/{day}", plain(number).0));
    let mut record = said.into_record();
    record.kinds.extend(is_breaking.then(|| "breaking".into()));
    Some(PostRecord { uri: uri.map(Text::from), first_created: sent.map(Text::from), ..record })
}

/// Which service sent a message: `Desk-WF`, before the date.
fn service(end: &str) -> Option<&str> {
    let word = end.split_whitespace().find(|word| date(word).is_some())?;
    let service = word.get(..word.len().checked_sub("-06-02-25".len())?)?;
    (!service.is_empty()).then_some(service)
}

/// When a message was sent, from the line behind its text, in the form of `liveblog/1`.
pub fn sent(end: &str) -> Option<String> {
    let words: Vec<&str> = end.split_whitespace().collect();
    let at = words.iter().position(|word| date(word).is_some())?;
    let date = words.get(at).and_then(|word| date(word))?;
    let clock = words.get(at + 1)?.trim_end_matches(['<', '=']);
    let (digits, zone) = clock.split_at_checked(4)?;
    if !digits.bytes().all(|byte| byte.is_ascii_digit()) {
        return None;
    }
    let (hour, minute) = digits.split_at_checked(2)?;
    let time = Time::new(hour.parse().ok()?, minute.parse().ok()?, 0, 0).ok()?;
    let civil = date.to_datetime(time);
    let Some(zone) = zones::named(zone) else { return Some(civil.to_string()) };
    let zoned = civil.to_zoned(zone).ok()?;
    Some(zoned.strftime("%Y-%m-%dT%H:%M:00%:z").to_string())
}

/// `Desk-WF-06-02-25`: month, day and the year's last two digits at the end.
fn date(word: &str) -> Option<Date> {
    let mut parts = word.rsplit('-');
    let mut number = || parts.next().filter(|part| part.len() == 2)?.parse::<i8>().ok();
    let (year, day, month) = (number()?, number()?, number()?);
    let century = if year < 70 { 2000 } else { 1900 };
    Date::new(century + i16::from(year), month, day).ok()
}

/// The text of a message, taken apart.
#[derive(Default)]
struct Said<'t> {
    /// The lines above the text that each end with a sign: the headline, and what stands below it.
    head: Vec<Text<'t>>,
    by: Vec<ByRecord<'t>>,
    paragraphs: Vec<String>,
}

impl<'t> Said<'t> {
    fn into_record(self) -> PostRecord<'t> {
        let (mut headline, mut kinds, mut body) = (None, Vec::new(), Vec::new());
        let last = self.head.len().saturating_sub(1);
        for (at, line) in self.head.into_iter().enumerate() {
            let is_urgent = headline.is_none() && at < last && is_mark_of_urgency(&line);
            if is_urgent {
                kinds.push("breaking".into());
            }
            if is_urgent || names_pictures(&line) {
                body.push(BlockRecord::furniture(line));
            } else if headline.is_none() {
                headline = Some(line);
            } else if is_standfirst(&line) {
                body.push(BlockRecord::paragraph(line));
            } else {
                body.push(BlockRecord::subhead(line));
            }
        }
        body.extend(self.paragraphs.into_iter().map(BlockRecord::paragraph));
        PostRecord { headline, kinds, by: self.by, body, ..PostRecord::default() }
    }
}

/// Whether a line above a headline says no more than how soon it must be printed.
fn is_mark_of_urgency(line: &str) -> bool {
    let bare = line.trim_matches(|ch: char| !ch.is_alphanumeric());
    URGENT.iter().any(|mark| bare.eq_ignore_ascii_case(mark))
}

/// `AP Photo NY101`: which pictures are sent beside a text, by their numbers.
fn names_pictures(line: &str) -> bool {
    let mut words = line.split([' ', ',', '-']).filter(|word| !word.is_empty());
    let is_media = |word: &str| MEDIA.iter().any(|media| media.eq_ignore_ascii_case(word));
    let is_code = |word: &str| !word.contains(char::is_lowercase);
    let is_known = |word: &str| is_media(word) || is_code(word) || AROUND_MEDIA.contains(&word);
    line.contains(|ch: char| ch.is_ascii_digit())
        && words.clone().count() <= MEDIA_WORDS
        && line.split(' ').take(3).any(is_media)
        && words.all(is_known)
        && line.contains(char::is_lowercase)
}

/// Takes a text apart; `None` where it is held back.
fn said(text: &str) -> Option<Said<'_>> {
    let mut said = Said::default();
    let mut organisation = None;
    // Whether the next line goes on with a paragraph, and whether that one is a note.
    let mut is_open = false;
    let mut is_note = false;
    // Whether the last paragraph is a heading of notes: such a one never goes on.
    let mut has_heading = false;
    let has_indents = text.lines().any(is_indented);
    let mut in_capitals = None;
    let mut rest = text;
    while let Some((own, below)) = wrapped_head(rest)
        && (said.head.is_empty() || is_standfirst(&own))
    {
        said.head.push(own.into());
        rest = below;
    }
    let mut lines = rest.lines().peekable();
    while let Some(line) = lines.next() {
        let is_apart = is_indented(line) || !(is_open || is_note);
        let is_inset = line.strip_prefix('^').unwrap_or(line).starts_with([' ', '\t']);
        let line = line.trim_matches(|ch: char| ch.is_whitespace() || ch.is_control());
        if line.is_empty() {
            (is_open, is_note) = (false, false);
            continue;
        }
        let (own, ended) = own_line(line);
        let is_text =
            dateline(own).is_some() || (line.ends_with('<') && (is_inset || ends_sentence(own)));
        let lower = own.to_lowercase();
        let is_heading = is_heading_of_notes(own);
        let begins = is_apart || is_heading;
        // Set in capitals among others, a line stands apart even where it does not begin a paragraph.
        if (begins || !own.contains(char::is_lowercase))
            && is_held(&lower)
            && (begins || !*in_capitals.get_or_insert_with(|| is_in_capitals(text)))
        {
            return None;
        }
        // In a text without indents no more than a capital tells.
        let may_begin = begins || own.starts_with(char::is_uppercase);
        if may_begin && are_notes(&lower, has_heading) {
            // The heading of the notes stands right above.
            while said.paragraphs.last().is_some_and(|last| is_heading_of_notes(last)) {
                said.paragraphs.pop();
            }
            break;
        }
        // In ANPA 1312 the text may end with the sign of the headline.
        let is_head = said.paragraphs.is_empty() && ended && !is_text;
        is_note = NOTES.iter().any(|note| lower.starts_with(note)) || (is_note && !begins);
        if is_note {
            // Without indents nothing but the end of a sentence tells where it ends.
            let is_whole = !has_indents && own.ends_with(['.', ')', ']']);
            (is_open, is_note) = (false, !(ended || is_whole));
        } else if let Some(names) = names(own).filter(|_| is_head && said.by.is_empty()) {
            said.by = names;
        } else if said.paragraphs.is_empty()
            && said.by.is_empty()
            && is_apart
            && lines.peek().is_none_or(|next| next.trim().is_empty() || is_indented(next))
            && let Some(names) = full_names(own)
        {
            said.by = names;
        } else if is_head && said.by.is_empty() {
            said.head.push(plain(own));
        } else if is_head && organisation.is_none() && own.len() <= LONGEST_BYLINE {
            organisation = Some(plain(own));
        } else if let Some(last) = said.paragraphs.last_mut().filter(|_| !begins) {
            last.push(' ');
            last.push_str(own);
            is_open = !ended;
        } else {
            said.paragraphs.push(own.to_owned());
            has_heading = is_heading;
            is_open = !(ended || is_heading);
        }
    }
    let located = said.paragraphs.first().and_then(|first| dateline(first)).map(str::to_owned);
    for by in &mut said.by {
        by.organisation = organisation.clone().or(by.organisation.take());
        by.located = located.clone().map(Text::from).or(by.located.take());
    }
    Some(said)
}

/// The line of a head at the beginning of a text in IPTC 7901, and what stands below it. It may be wrapped: `=` ends
/// it.
fn wrapped_head(text: &str) -> Option<(String, &str)> {
    let mut own = String::new();
    let mut rest = text;
    for _ in 0..HEAD_LINES {
        let (line, below) = rest.split_once('\n')?;
        let text = line.trim_matches(|ch: char| ch.is_whitespace() || ch.is_control());
        rest = below;
        if text.is_empty() && own.is_empty() {
            continue;
        }
        let lower = text.to_lowercase();
        let is_no_head = text.is_empty()
            || is_indented(line)
            || text.ends_with('<')
            || ends_sentence(text)
            || dateline(text).is_some()
            || is_held(&lower)
            || is_heading_of_notes(text)
            || NOTES.iter().any(|note| lower.starts_with(note))
            || are_notes(&lower, true)
            || names(own_line(text).0).is_some();
        if is_no_head || own.len() + text.len() > LONGEST_HEAD {
            return None;
        }
        if !own.is_empty() {
            own.push(' ');
        }
        let (words, ended) = own_line(text);
        own.push_str(&plain(words));
        if ended {
            return (!own.is_empty()).then_some((own, rest));
        }
    }
    None
}

/// Whether a line of a head is a text of its own below the headline: "Untertitel".
fn is_standfirst(line: &str) -> bool {
    line.starts_with("Utl.:")
}

fn is_in_capitals(text: &str) -> bool {
    let letters = |is: fn(char) -> bool| text.chars().filter(|ch| is(*ch)).count();
    letters(char::is_uppercase) > letters(char::is_lowercase)
}

/// Whether a line begins a paragraph. `^` begins a line of its own.
fn is_indented(line: &str) -> bool {
    line.starts_with([' ', '\t', '^'])
}

/// Whether a line that begins a paragraph, in lower case, holds its message back.
fn is_held(line: &str) -> bool {
    let mut line = line.trim_matches(|ch: char| !ch.is_alphanumeric());
    while let Some((word, rest)) = line.split_once([' ', ':', ','])
        && BEFORE_HELD.contains(&word)
    {
        line = rest.trim_start_matches(|ch: char| !ch.is_alphanumeric());
    }
    if let Some(rest) = HELD.iter().find_map(|held| line.strip_prefix(held)) {
        let words = rest.split_whitespace();
        let first = words.clone().next().unwrap_or_default();
        return first.is_empty()
            || rest.starts_with(|ch: char| !ch.is_alphanumeric() && !ch.is_whitespace())
            || (!rest.starts_with(char::is_alphanumeric)
                && (is_in_time(first) || BEFORE_WHEN.contains(&first))
                && words.take(UNTIL_WORDS).chain([first]).any(|word| is_time(word, 1)));
    }
    let held = HELD_UNTIL.iter().find_map(|held| Some((*held, line.strip_prefix(held)?)));
    let held = held.filter(|(_, rest)| !rest.starts_with(char::is_alphanumeric));
    let Some((held, rest)) = held else { return false };
    // Nobody reports that what he writes is embargoed: there the text may follow on the same line.
    let is_own = held == "embargoed";
    let has_colon = rest.starts_with(':');
    let mut words = rest.trim_start_matches(':').split_whitespace();
    let is_short = words.clone().count() <= HELD_WORDS;
    match words.clone().next() {
        None => true,
        Some("until" | "till") if is_own => words.take(UNTIL_WORDS).any(|word| is_time(word, 1)),
        Some("to" | "for" | "at") if is_own => words.nth(1).is_some_and(|word| is_time(word, 3)),
        _ if !is_short => false,
        // A day is one that much else may last to.
        Some("until" | "till" | "bis") => {
            words.next();
            words.clone().any(|word| is_clock(word, 3))
                || (words.clone().any(|word| is_time(word, 1)) && words.all(is_in_time))
        }
        Some("lifts" | "ends" | "expires") => {
            words.next();
            words.clone().nth(1).is_some_and(|word| is_clock(word, 3)) && words.all(is_in_time)
        }
        Some(_) if has_colon => words.any(|word| is_time(word, 3)),
        Some(first) => is_time(first, 3),
    }
}

/// `1200`, `12.00`, `Monday`; with fewer digits `2 June` as well: else others count something else.
fn is_time(word: &str, digits: usize) -> bool {
    let bare = word.trim_end_matches(['.', ',', '!']);
    is_clock(bare, digits) || TIMES.contains(&bare) || DAYS.contains(&bare) || is_weekday(bare)
}

/// A word of a moment: `0001`, `gmt`, `on`, `tuesday`, `june`.
fn is_in_time(word: &str) -> bool {
    let bare = word.trim_matches(|ch: char| !ch.is_alphanumeric());
    is_time(bare, 1)
        || IN_TIMES.contains(&bare)
        || month(bare).is_some()
        || zones::named(&bare.to_uppercase()).is_some()
}

/// `1200`, `6pm`; but `1,200` counts something else.
fn is_clock(word: &str, digits: usize) -> bool {
    let word = word.trim_end_matches(['.', ',', '!']);
    let own = word.bytes().filter(u8::is_ascii_digit).count();
    (own >= digits && !word.contains(',')) || (own > 0 && word.ends_with(['m', 'h']))
}

/// Whether what begins with a line, in lower case, is for editors alone.
fn are_notes(line: &str, has_heading: bool) -> bool {
    let bare = line.trim_start_matches(|ch: char| !ch.is_alphanumeric());
    let begins = |words: &&str| bare.starts_with(words);
    let says = NOT_TO_BE_PRINTED.iter().any(|words| line.contains(words));
    says && (has_heading || WHAT_FOLLOWS.iter().chain(NOT_TO_BE_PRINTED).any(begins))
}

/// Whether a line ends with a full stop, rather than with initials.
fn ends_sentence(own: &str) -> bool {
    own.strip_suffix('.').is_some_and(|own| own.ends_with(char::is_lowercase))
}

/// A line without the signs at its beginning and end, and whether one of them ends it.
fn own_line(line: &str) -> (&str, bool) {
    let line = line.strip_prefix('^').unwrap_or(line);
    let bare = line.trim_end_matches(['<', '=']);
    (bare.trim(), bare.len() < line.len())
}

/// `By KIM SAMPLE and ANN OTHER` → bylines.
fn names(line: &str) -> Option<Vec<ByRecord<'_>>> {
    if line.len() > LONGEST_BYLINE {
        return None;
    }
    let line = plain(line);
    // In Spanish.
    let by = match line.strip_prefix("Por ") {
        Some(names) => credits::of_printed(&format!("By {names}")),
        None => credits::of_printed(&line),
    };
    (!by.is_empty()).then_some(by)
}

/// The same of a line that no sign ends: there each must be a whole name.
fn full_names(line: &str) -> Option<Vec<ByRecord<'_>>> {
    names(line).filter(|by| by.iter().all(|by| byline::is_full_name(&by.name)))
}

/// The place that a report was filed from: `HARBOURTOWN, June 2 (Desk) _ A delegation`.
fn dateline(text: &str) -> Option<&str> {
    const LONGEST: usize = 60;
    let (place, rest) = text.get(..text.floor_char_boundary(LONGEST))?.split_once(" (")?;
    let (agency, rest) = rest.split_once(')')?;
    let has_digit = |day: &str| day.contains(|ch: char| ch.is_ascii_digit());
    let place = match place.rsplit_once(", ") {
        Some((place, day)) if has_digit(day) => place,
        _ => place,
    };
    let dash = rest.trim_start().starts_with(['_', '-', '–', '—']);
    (dash && agency.split_whitespace().count() <= 2 && byline::is_name(place.trim()))
        .then_some(place.trim())
}

/// `## Note to editors`: a heading with the sign that notes are set apart by.
fn is_heading_of_notes(line: &str) -> bool {
    line.starts_with('#') || line.chars().all(|ch| !ch.is_alphanumeric())
}

/// A text without control characters.
fn plain(text: &str) -> Text<'_> {
    let text = text.trim();
    if text.contains(char::is_control) {
        let kept: String = text.chars().filter(|ch| !ch.is_control()).collect();
        return Text(Cow::Owned(kept.trim().to_owned()));
    }
    Text::from(text)
}

#[cfg(test)]
mod tests;
