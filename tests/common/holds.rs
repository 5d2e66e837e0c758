//! What holds whatever is read: shared by the property tests and the fuzz targets in tests/fuzz.

#![allow(
    clippy::missing_panics_doc,
    clippy::panic,
    clippy::unwrap_used,
    dead_code,
    reason = "what does not hold fails the test that asked for it, and not each asks for all"
)]

use std::borrow::Cow;
use std::sync::Arc;

use dateline::news::dating::{Context, PrintedTime, date_page};
use dateline::news::format::{self, Document, liveblog};
use dateline::news::plain;
use dateline::news::post::{Post, Presence, TimeSource};
use dateline::news::query;
use dateline::news::sanitize;
use dateline::news::when::Clock;
use dateline::news::{columns, markdown, wrap};
use jiff::Zoned;
use jiff::civil::Date;
use jiff::tz::TimeZone;
use unicode_width::UnicodeWidthStr;

use super::tame::{assert_tame, hidden};

/// Combining marks on one character, at most.
const MARKS: usize = 4;

/// What is known of a document beside its text.
pub fn context() -> Context {
    Context {
        name: "document".into(),
        modified: "2025-06-02T12:00:00Z".parse().ok(),
        zone: TimeZone::UTC,
        year: None,
    }
}

/// A document, as it is read.
pub fn parse(bytes: &[u8]) -> Document {
    format::parse(bytes, &Arc::from("document"), &context())
}

/// Of any document: it is read, what it says is safe to show, and what is written of it is read again.
pub fn of_document(bytes: &[u8]) {
    let document = parse(bytes);
    for post in &document.posts {
        for text in texts(post) {
            of_shown(text);
        }
        of_wrapped(post, 1 + u16::try_from(bytes.len() % 100).unwrap());
    }
    for problem in &document.problems {
        of_shown(&problem.what);
        assert!(problem.line > 0, "{problem:?}");
    }
    of_written(&document.posts);
    let strict = format::parse_strictly(bytes, &Arc::from("document"), &context());
    assert_eq!(strict.posts, document.posts);
    assert!(strict.problems.len() >= document.problems.len());
}

/// Every text of a post that may be shown or written.
fn texts(post: &Post) -> Vec<&str> {
    let by = post.by.iter().flat_map(|by| {
        let parts = [by.role.as_deref(), by.organisation.as_deref(), by.located.as_deref()];
        parts.into_iter().flatten().chain([by.name.as_ref()])
    });
    let facts = [post.url(), post.uri(), Some(post.source()), Some(&*post.headline)];
    by.chain(post.body.texts()).chain(facts.into_iter().flatten()).collect()
}

/// Of a text that is shown: nothing in it moves, hides or reorders anything, and no character carries
/// more than a few marks.
#[track_caller]
pub fn of_shown(text: &str) {
    assert_tame(text);
    assert!(!text.contains(['\r', '\n']), "{text:?}");
    let mut marks = 0;
    for ch in text.chars() {
        let is_mark = !ch.is_ascii() && ch.to_string().width() == 0;
        marks = if is_mark { marks + 1 } else { 0 };
        assert!(marks <= MARKS, "{text:?}");
    }
}

/// Of posts: what is written of them is read again, and is the same.
fn of_written(posts: &[Post]) {
    let lines: Vec<String> = posts.iter().map(liveblog::write_post).collect();
    for line in &lines {
        assert_tame(line);
    }
    let text = format!("{{\"format\":\"liveblog/1\",\"posts\":[]}}\n{}", lines.join("\n"));
    let again = parse(text.as_bytes());
    assert_eq!(again.problems, []);
    assert_eq!(again.posts, posts);
}

/// Of a post: no row is wider than it may be, no letter of it is lost, and none is hostile.
pub fn of_wrapped(post: &Post, width: u16) {
    let clock = Clock::new("2025-06-02T12:00:00Z".parse().unwrap(), TimeZone::UTC);
    let rows = wrap::wrap(post, Presence::Present, width, &clock);
    if width == 0 {
        return assert!(rows.is_empty());
    }
    let letters = |text: &str| text.chars().filter(|ch| !ch.is_whitespace()).collect::<String>();
    let shown: String =
        rows.iter().map(|row| letters(row.text.trim_start_matches(['│', '┃']))).collect();
    let said = post.body.shown_texts().chain([&*post.headline]);
    for (row, after) in rows.iter().zip(rows.iter().skip(1)) {
        assert!(row.place <= after.place, "{row:?} {after:?}");
    }
    for row in &rows {
        assert_tame(&row.text);
        // Beside the mark of an item or a quote, there is room for one character.
        let most = usize::from(width).max(8);
        assert!(columns::width(&row.text) <= most, "{:?} in {width}", row.text);
    }
    for text in said {
        // Said once where a picture's caption says it again, and cut by the bar at its side.
        assert!(
            shown.contains(&letters(text)) || text.contains(['│', '┃']),
            "{text:?} in {shown:?}"
        );
    }
    for line in plain::lines(post, Presence::Present, &clock) {
        assert_tame(&line);
        assert_eq!(plain::fold(&line, width.into()).concat(), line);
    }
    assert_tame(&markdown::write(post, Presence::Present, None, &clock));
}

/// Of any text: it is made safe once and for all, and left as it is where it was.
pub fn of_cleaned(text: &str) {
    let safe = sanitize::line(text);
    of_shown(&safe);
    assert!(sanitize::is_safe(&safe));
    assert_eq!(sanitize::line(&safe), safe);
    let is_clean = matches!(safe, Cow::Borrowed(_));
    assert_eq!(is_clean, sanitize::is_safe(text));
    assert!(!is_clean || !text.chars().any(hidden));
    let name = sanitize::name(text);
    of_shown(&name);
    assert_eq!(unescaped(&name), text, "whoever sees the name can tell which it is");
}

/// The text that a name stands for.
fn unescaped(name: &str) -> String {
    let (mut out, mut rest) = (String::new(), name);
    while let Some((before, after)) = rest.split_once('\\') {
        out.push_str(before);
        rest = if let Some(after) = after.strip_prefix('\\') {
            out.push('\\');
            after
        } else {
            let (code, after) = after.strip_prefix("u{").unwrap().split_once('}').unwrap();
            out.push(char::from_u32(u32::from_str_radix(code, 16).unwrap()).unwrap());
            after
        };
    }
    out + rest
}

/// Of any query: it is understood or not, and what is written of it is understood as the same.
pub fn of_query(text: &str) {
    let now: Zoned = "2025-06-02T12:00[UTC]".parse().unwrap();
    let Ok(filter) = query::parse(text, now.date(), &now) else { return };
    let written = query::write(&filter);
    let again = query::parse(&written, Date::default(), &Zoned::default());
    let again = again.unwrap_or_else(|wrong| panic!("{text:?} as {written:?}: {wrong}"));
    assert_eq!(query::write(&again), written, "{text:?}");
}

/// Of any page: each post has a time, or none has; and every one says how it is known.
pub fn of_dated(printed: &[PrintedTime], text: &str, context: &Context) {
    let times = date_page(printed, text, context);
    assert_eq!(times.len(), printed.len());
    for time in &times {
        assert_eq!(time.moment().is_none(), time.source() == TimeSource::None, "{time:?}");
        assert_eq!(time.moment().is_none(), times.iter().all(|time| time.moment().is_none()));
    }
    assert_eq!(date_page(printed, text, context), times);
}
