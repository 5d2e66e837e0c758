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

/// A longer line of the head says more than who has written, in bytes.
const LONGEST_LINE: usize = 160;

/// The first two lines of a post, without labels.
type Beginning<'a> = [&'a str; 2];

/// Lines of a page's head in which names are looked for.
const HEAD: usize = 40;

/// The names that stand alone on the first or second line of posts: of several of them, or where several have a name, or
/// the head of the page names them.
pub fn of<'a>(lines: &'a [Line], page: &Page) -> BTreeSet<&'a str> {
    let head = page.openings.first().and_then(|first| lines.get(..first.start));
    let in_head = runs_of_words(head.unwrap_or_default());
    let bodies = page.openings.iter().map(|opening| opening.body.clone());
    let beginnings: Vec<Beginning> =
        bodies.map(|body| beginning(lines.get(body).unwrap_or_default())).collect();
    let mut counts: BTreeMap<&str, usize> = BTreeMap::new();
    for name in beginnings.iter().flatten().filter(|text| is_author(text)) {
        *counts.entry(name).or_default() += 1;
    }
    counts.retain(|name, count| *count > 1 || in_head.contains(name));
    let is_known = |text: &&str| counts.contains_key(text);
    let mut authors: BTreeSet<&str> = counts.keys().copied().collect();

    let first = |[first, second]: &Beginning<'a>| is_author(first) && !is_known(second);
    let named: Vec<&Beginning> = beginnings.iter().filter(|beginning| first(beginning)).collect();
    // Headlines of a few words may look like names; but no headline stands above another.
    let have_headlines = named.iter().any(|[_, second]| is_headline(second) && !is_author(second));
    let are_most = named.len() > 1 && named.len() * 2 >= beginnings.len();
    if named.iter().any(|[first, _]| is_known(first)) || (are_most && have_headlines) {
        authors.extend(named.iter().map(|[first, _]| first));
    }
    let second = |[first, second]: &Beginning<'a>| {
        is_author(second) && is_headline(first) && !authors.contains(first)
    };
    let named: Vec<&str> =
        beginnings.iter().filter(|it| second(it)).map(|[_, second]| *second).collect();
    if named.iter().any(is_known) {
        authors.extend(named);
    }
    authors
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

fn beginning<'a>(body: &'a [Line]) -> Beginning<'a> {
    let printed = body.iter().map(|line| &*line.text).filter(|text| !text.is_empty());
    let mut printed = printed.filter(|text| label(text).is_none());
    let mut next = || printed.next().unwrap_or_default();
    [next(), next()]
}

fn is_author(text: &str) -> bool {
    text.len() <= LONGEST && byline::is_full_name(text) && styles::names_of(text).is_none()
}
