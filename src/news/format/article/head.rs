//! Who wrote an article, where its head names them without `By`.
//!
//! A name alone may be a place or a section as well, so it counts only beside a stamp, or above what its bearer is.

use super::{Printed, stamp};
use crate::news::format::{byline, credits, find, furniture};

/// No head that names its authors is longer, in lines.
const LONGEST: usize = 60;

/// How far from a name its stamp may stand, in lines.
const NEAR: usize = 6;

/// Whether a line of the head names who wrote the article; `above_text` where no text stands above it.
pub fn is_byline(lines: &[Printed], at: usize, after: usize, above_text: bool) -> bool {
    let in_reach = at <= after + LONGEST;
    let Some(line) = lines.get(at).filter(|line| in_reach && !line.prose) else { return false };
    let by = credits::of_head(&line.text);
    if by.is_empty() {
        return false;
    }
    let are_placed = by.len() > 1 && by.iter().any(|by| by.located.is_some());
    (are_placed && above_text)
        || is_beside_stamp(lines, at, after)
        || (is_above_about(lines, at) && !tells_who_is_who(lines))
}

/// Whether what somebody is stands below a line.
fn is_above_about(lines: &[Printed], at: usize) -> bool {
    lines.get(at + 1).is_some_and(|next| byline::is_about(&next.text))
}

/// Whether names above what their bearers are stand in several places, with text between: they are what it is about.
fn tells_who_is_who(lines: &[Printed]) -> bool {
    let names = |at: &usize| {
        is_above_about(lines, *at)
            && lines.get(*at).is_some_and(|line| !credits::of_head(&line.text).is_empty())
    };
    let is_text = |at: usize| lines.get(at).is_some_and(|line| line.prose && !line.furniture);
    let mut found = (0..lines.len()).filter(names);
    let first = found.next().unwrap_or(lines.len());
    found.next_back().is_some_and(|last| (first..last).any(is_text))
}

/// Whether a stamp stands beside a line of the head, or only furniture and names between the two.
fn is_beside_stamp(lines: &[Printed], at: usize, after: usize) -> bool {
    let above = lines.get(after..at).unwrap_or_default();
    let below = lines.get(at + 1..).unwrap_or_default();
    lead_to_stamp(above.iter().rev()) || lead_to_stamp(below.iter())
}

fn lead_to_stamp<'l>(lines: impl Iterator<Item = &'l Printed<'l>>) -> bool {
    let is_between = |line: &Printed| {
        line.furniture || byline::is_about(&line.text) || !credits::of_head(&line.text).is_empty()
    };
    let other = lines.take(NEAR).find(|line| is_stamp(&line.text) || !is_between(line));
    other.is_some_and(|line| is_stamp(&line.text))
}

/// Whether a line says when an article was published or changed, and nothing else.
pub fn is_stamp(text: &str) -> bool {
    stamp::is_all(text) || furniture::is_stamp(text) || is_age(text)
}

/// `8 hours ago`, `Updated 2 hours ago`.
pub fn is_age(text: &str) -> bool {
    let Some(age) = text.strip_suffix(" ago") else { return false };
    let begins = |start: &&&str| find::begins(age, start);
    let word = furniture::STAMPS.iter().filter(begins).map(|start| start.len()).max().unwrap_or(0);
    let mut words = age.get(word..).unwrap_or_default().split_whitespace();
    let is_number = |word: &str| word.bytes().all(|byte| byte.is_ascii_digit());
    let is_unit = |word: &str| UNITS.contains(&word.strip_suffix('s').unwrap_or(word));
    words.next().is_some_and(is_number)
        && words.next().is_some_and(is_unit)
        && words.next().is_none()
}

const UNITS: [&str; 8] = ["second", "minute", "min", "hour", "hr", "day", "week", "month"];

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ages() {
        for text in ["8 hours ago", "1 hr ago", "Updated 2 days ago", "Last updated 5 mins ago"] {
            assert!(is_age(text), "{text}");
        }
        for text in
            ["8 hours", "Two weeks ago", "8 ships sank ago", "Updated ago", "It was 8 hours ago"]
        {
            assert!(!is_age(text), "{text}");
        }
    }
}
