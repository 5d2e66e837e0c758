//! Who writes the posts of a page: names that stand alone where posts begin.

use std::collections::{BTreeMap, BTreeSet};

use super::choice::{Page, is_headline};
use super::posts::label;
use super::styles;
use crate::news::format::byline;
use crate::news::format::lines::Line;

/// No name is longer, in bytes.
const LONGEST: usize = 60;

/// Most words of a name.
const MOST_WORDS: usize = 4;

/// Lines of a page's head in which names are looked for.
const HEAD: usize = 40;

/// A longer line of the head says more than who has written, in bytes.
const LONGEST_LINE: usize = 160;

/// The first two lines of a post, without labels.
struct Beginning<'a> {
    lines: [&'a str; 2],
    /// Those of them that look like names.
    names: [Option<&'a str>; 2],
}

/// The names that stand alone on the first or second line of posts: of several of them, or where several have a name, or
/// the head of the page names them.
pub fn of<'a>(lines: &'a [Line], page: &Page) -> BTreeSet<&'a str> {
    let head = page.openings.first().and_then(|first| lines.get(..first.start));
    let in_head = runs_of_words(head.unwrap_or_default());
    let bodies = page.openings.iter().map(|opening| opening.body.clone());
    let beginnings: Vec<Beginning> =
        bodies.map(|body| Beginning::of(lines.get(body).unwrap_or_default())).collect();
    let mut counts: BTreeMap<&str, usize> = BTreeMap::new();
    for name in beginnings.iter().flat_map(|beginning| beginning.names).flatten() {
        *counts.entry(name).or_default() += 1;
    }
    counts.retain(|name, count| *count > 1 || in_head.contains(name));
    let is_known = |text: &str| counts.contains_key(text);
    // Where names are printed, most of them come again.
    let are_of_known =
        |named: &[&str]| named.iter().filter(|name| is_known(name)).count() * 2 > named.len();
    let mut authors: BTreeSet<&str> = counts.keys().copied().collect();

    // Below a headline that looks like a name stands who wrote it.
    let first = |it: &Beginning<'a>| it.names[0].filter(|_| !it.names[1].is_some_and(is_known));
    let named: Vec<&str> = beginnings.iter().filter_map(first).collect();
    // Headlines of a few words may look like names; but no headline stands above another.
    let have_headlines = || {
        let has_headline = |it: &&Beginning| it.names[1].is_none() && is_headline(it.lines[1]);
        beginnings.iter().filter(has_headline).any(|it| first(it).is_some())
    };
    let are_most = named.len() > 1 && named.len() * 2 >= beginnings.len();
    if are_of_known(&named) || (are_most && have_headlines()) {
        authors.extend(named);
    }
    let second = |it: &Beginning<'a>| {
        it.names[1].filter(|_| !authors.contains(it.lines[0]) && is_headline(it.lines[0]))
    };
    let named: Vec<&str> = beginnings.iter().filter_map(second).collect();
    if are_of_known(&named) {
        authors.extend(named);
    }
    authors
}

impl<'a> Beginning<'a> {
    fn of(body: &'a [Line]) -> Beginning<'a> {
        let printed = body.iter().map(|line| &*line.text).filter(|text| !text.is_empty());
        let mut printed = printed.filter(|text| label(text).is_none());
        let lines = [printed.next(), printed.next()].map(Option::unwrap_or_default);
        Beginning { lines, names: lines.map(|line| Some(line).filter(|line| is_author(line))) }
    }
}

/// What may be names in the head of a page: two words to four that follow one another on a line.
fn runs_of_words<'a>(head: &'a [Line]) -> BTreeSet<&'a str> {
    let mut runs = BTreeSet::new();
    let short = head.iter().take(HEAD).map(|line| &*line.text);
    for text in short.filter(|text| text.len() <= LONGEST_LINE) {
        let ends: Vec<usize> =
            text.match_indices(' ').map(|(at, _)| at).chain([text.len()]).collect();
        let starts = [0].into_iter().chain(ends.iter().map(|end| end + 1));
        for (word, start) in starts.enumerate() {
            let last_words = ends.get(word + 1..).unwrap_or_default().iter().take(MOST_WORDS - 1);
            let run = |end: &usize| Some(text.get(start..*end)?.trim_end_matches([',', ';']));
            runs.extend(last_words.filter_map(run));
        }
    }
    runs
}

fn is_author(text: &str) -> bool {
    text.len() <= LONGEST && byline::is_full_name(text) && styles::names_of(text).is_none()
}
