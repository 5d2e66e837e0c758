//! What stands in an article below a heading of links, or between two marks: the links, which no words of their own tell
//! from the text.

use super::{Printed, head, is_item, picture};
use crate::news::format::{credits, find, furniture, words};

/// Headings of several links.
const HEADINGS: &[&str] = &[
    "related",
    "related stories",
    "related articles",
    "related news",
    "related topics",
    "related internet links",
    "recommended stories",
    "explore more on these topics",
    "more on this story",
    "most read",
    "must read",
    "must reads",
    "trending",
    "trending now",
];

/// The one whose next line is always a link.
const HEADING_OF_ONE: &[&str] = &["must read", "must reads"];

/// A link has no more words.
const WORDS: usize = 20;

/// Nor fewer, where it could be a subhead.
const LEAST_WORDS: usize = 4;

/// No more lines are taken for the links below one heading.
const MOST: usize = 12;

/// Marks the links as furniture. Nothing above the headline is one: it could be the headline.
pub fn mark(lines: &mut [Printed]) {
    let headline = lines.iter().position(|line| !line.furniture).unwrap_or(lines.len());
    let last_text = lines.iter().rposition(|line| !line.furniture).unwrap_or(0);
    for at in headline + 1..lines.len() {
        let Some(heading) = lines.get(at).filter(|line| line.furniture) else { continue };
        let bare = heading.text.trim_end_matches(':');
        let count = if find::is_one_of(bare, HEADINGS) {
            below_heading(lines, at, find::is_one_of(bare, HEADING_OF_ONE), last_text)
        } else if let Some(count) = furniture::list_length(bare) {
            up_to(lines, at, "end of list", 3 * count.min(MOST) + 1)
        } else if find::begins(bare, "sign up to ") {
            up_to(lines, at, "after newsletter promotion", MOST)
        } else {
            usize::from(is_count(lines, at + 1) && counts_readers(bare))
        };
        for link in lines.iter_mut().skip(at + 1).take(count) {
            link.furniture = true;
        }
    }
}

/// How many lines below a heading are its links. The last of them above text may be a subhead.
fn below_heading(lines: &[Printed], at: usize, of_one: bool, last_text: usize) -> usize {
    let below = lines.get(at + 1..).unwrap_or_default();
    let same_block = below.first().is_some_and(|line| line.follows);
    let is_its = |line: &&Printed| if same_block { line.follows } else { line.alone };
    let count =
        below.iter().take(MOST).take_while(|line| is_its(line) && may_be_link(line)).count();
    let above_text = if same_block {
        below.get(count).is_some_and(|line| line.follows && !line.furniture)
    } else {
        at + count < last_text
    };
    let is_link = |line: &Printed| same_block || words::at_least(LEAST_WORDS, &line.text);
    let least = usize::from(of_one && count > 0 && below.first().is_some_and(is_link));
    if above_text { count.saturating_sub(1).max(least) } else { count }
}

fn may_be_link(line: &Printed) -> bool {
    let text = line.text.as_ref();
    !line.prose
        && !line.furniture
        && !words::at_least(WORDS + 1, text)
        && !is_item(text)
        && !picture::is_picture(text, true)
        && !head::is_stamp(text)
        && credits::of_printed(text).is_empty()
}

/// How many lines stand above a mark that ends what began here, if it is near.
fn up_to(lines: &[Printed], at: usize, end: &str, most: usize) -> usize {
    let mut below = lines.iter().skip(at + 1).take(most);
    below.position(|line| find::is_one_of(&line.text, &[end])).unwrap_or(0)
}

/// Whether a line is a number alone: of comments, or of those who have shared a page.
fn is_count(lines: &[Printed], at: usize) -> bool {
    lines.get(at).is_some_and(|line| {
        let is_part = |byte: u8| byte.is_ascii_digit() || matches!(byte, b',' | b'.' | b'K' | b'k');
        line.text.starts_with(|ch: char| ch.is_ascii_digit()) && line.text.bytes().all(is_part)
    })
}

fn counts_readers(text: &str) -> bool {
    ["share", "comments", "view comments", "read comments"]
        .iter()
        .any(|start| find::begins(text, start))
}
