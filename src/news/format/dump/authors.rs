//! Who writes the posts of a page: names that stand alone where posts begin.

use std::collections::{BTreeMap, BTreeSet};

use super::choice::{Page, is_headline};
use super::posts::label;
use super::{styles, times};
use crate::news::format::lines::Line;
use crate::news::format::publishers::Publisher;
use crate::news::format::{byline, credits, find, labels, markers, words};

/// No name is longer, in bytes.
const LONGEST: usize = 60;

/// Most words of a name.
const MOST_WORDS: usize = 4;

/// Lines of a page's head in which names are looked for.
const HEAD: usize = 40;

/// A longer line of the head says more than who has written, in bytes.
const LONGEST_LINE: usize = 160;

/// What stands before names in the head of a page.
const BEFORE: [&str; 4] = ["By ", "by ", "With ", "with "];

/// Words of greetings and summaries, in lower case, which are of no name.
const NO_NAMES: [&str; 9] = [
    "morning",
    "afternoon",
    "evening",
    "welcome",
    "summary",
    "recap",
    "points",
    "developments",
    "updates",
];

/// What stands before the place where somebody is, on a line below their name.
const REPORTING: [&str; 4] =
    ["Reporting from ", "reporting from ", "Reporting live from ", "Reporting in "];

/// What the last word of somebody's role is.
const ROLES: [&str; 8] =
    ["editor", "correspondent", "reporter", "writer", "chief", "columnist", "analyst", "producer"];

/// Words of a sentence that may end like a role.
const NO_ROLES: [&str; 8] = ["a", "an", "the", "its", "his", "her", "their", "as"];

/// Who prints names above posts, and seldom headlines.
const NAMED: &str = "The New York Times";

/// The first two lines of a post, without labels and times.
struct Beginning<'a> {
    body: &'a [Line<'a>],
    lines: [&'a str; 2],
    /// Those of them that look like names.
    names: [Option<&'a str>; 2],
    /// Whether the second one, which touches the first and nothing else, is a role.
    has_role: bool,
}

/// The names that stand alone on the first or second line of posts: of several of them, or where several have a name, or
/// the head of the page names them.
pub fn of<'a>(lines: &'a [Line], page: &Page, publisher: Option<&Publisher>) -> BTreeSet<&'a str> {
    let head = page.openings.first().and_then(|first| lines.get(..first.start));
    let in_head = names_in_head(head.unwrap_or_default());
    let bodies = page.openings.iter().map(|opening| opening.body.clone());
    let beginnings: Vec<Beginning> =
        bodies.map(|body| Beginning::of(lines.get(body).unwrap_or_default())).collect();
    let mut counts: BTreeMap<&str, usize> = BTreeMap::new();
    for name in beginnings.iter().flat_map(|beginning| beginning.names).flatten() {
        *counts.entry(name).or_default() += 1;
    }
    // Above the place where they are stands nothing but names.
    let signed: BTreeSet<&str> = beginnings.iter().flat_map(Beginning::signed).collect();
    counts.retain(|name, count| *count > 1 || in_head.contains(name) || signed.contains(name));
    let is_known = |text: &str| counts.contains_key(text);
    // Where names are printed, most of them come again.
    let are_of_known =
        |named: &[&str]| named.iter().filter(|name| is_known(name)).count() * 2 > named.len();
    let mut authors: BTreeSet<&str> =
        counts.keys().copied().chain(signed.iter().copied()).collect();

    // Below a headline that looks like a name stands who wrote it.
    let first = |it: &Beginning<'a>| it.names[0].filter(|_| !it.names[1].is_some_and(is_known));
    let firsts: Vec<(&Beginning, &str)> =
        beginnings.iter().filter_map(|it| Some((it, first(it)?))).collect();
    // The words of a headline come again below it.
    let is_told = |(it, name): &&(&Beginning, &str)| {
        !is_known(name) && name.split(' ').all(|word| it.says(word))
    };
    let named: Vec<&str> =
        firsts.iter().filter(|first| !is_told(first)).map(|(_, name)| *name).collect();
    // Headlines of a few words may look like names; but few stand above another.
    let are_no_headlines = || {
        let is_above = |it: &Beginning| {
            it.names[1].is_none() && is_headline(it.lines[1]) && it.signed().next().is_none()
        };
        firsts.iter().any(|(it, _)| is_above(it))
            && !firsts.iter().any(|(it, name)| name.split(' ').any(|word| it.says(word)))
    };
    let are_most = named.len() > 1 && named.len() * 2 >= beginnings.len();
    let prints_names = || publisher.is_some_and(|publisher| publisher.name == NAMED);
    // A page that says where its authors are, or what, or is known for that, and prints no headlines.
    let have_no_headlines =
        || beginnings.iter().all(|it| !is_headline(it.lines[0]) || are_authors(it.lines[0]));
    if are_of_known(&named)
        || (are_most && are_no_headlines())
        || ((!signed.is_empty() || prints_names()) && have_no_headlines())
    {
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
    fn of(body: &'a [Line<'a>]) -> Beginning<'a> {
        let printed = body.iter().enumerate().filter(|(_, line)| !line.is_blank());
        let printed = printed.map(|(at, line)| (at, &*line.text));
        let mut printed =
            printed.filter(|(_, text)| label(text).is_none() && !times::is_clock(text));
        let two = [printed.next(), printed.next()].map(Option::unwrap_or_default);
        let lines = two.map(|(_, line)| line);
        let names = lines.map(|line| Some(line).filter(|line| is_author(line)));
        let [(first, _), (second, role)] = two;
        let has_role = names[0].is_some()
            && second == first + 1
            && body.get(second + 1).is_none_or(Line::is_blank)
            && is_role(role);
        Beginning { body, lines, names, has_role }
    }

    /// The names above the place where they are, or above what somebody is.
    fn signed(&self) -> impl Iterator<Item = &'a str> + use<'a> {
        let [first, second] = self.lines;
        let is_signed = self.has_role || (place(second).is_some() && are_authors(first));
        Some(first).filter(|_| is_signed).into_iter().flat_map(credits::names)
    }

    /// Whether the post has a word in lower case, as names are not.
    fn says(&self, word: &str) -> bool {
        let word = word.to_lowercase();
        let mut lines = self.body.iter();
        lines.any(|line| line.text.split(|ch: char| !ch.is_alphanumeric()).any(|it| it == word))
    }
}

/// The place of `Reporting from Harbourtown`, a line below a name.
pub fn place(text: &str) -> Option<&str> {
    const MOST_WORDS: usize = 6;
    let place = REPORTING.iter().find_map(|start| text.strip_prefix(start))?;
    let is_place = place.starts_with(char::is_uppercase)
        && place.ends_with(char::is_alphabetic)
        && !words::at_least(MOST_WORDS + 1, place);
    is_place.then_some(place)
}

/// What may be names in the lines of a page's head that say who writes: two words to four that follow one another.
fn names_in_head<'a>(head: &'a [Line]) -> BTreeSet<&'a str> {
    let mut runs = BTreeSet::new();
    let printed = head.iter().take(HEAD).map(|line| &*line.text).filter(|text| !text.is_empty());
    let short = printed.enumerate().filter(|(_, text)| text.len() <= LONGEST_LINE);
    for text in short.filter_map(|(at, text)| who_writes(text, at == 0)) {
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

/// The names of a line of a page's head: behind what stands before names, with `(now)` behind one of them, or several
/// alone. Other lines are full of words that look like names, and so are titles.
fn who_writes(text: &str, is_title: bool) -> Option<&str> {
    let behind = BEFORE.iter().find_map(|before| text.strip_prefix(before));
    let behind = behind.or_else(|| Some(find::split_at_last(text, "ive with ")?.1));
    let have_turns = || ["(now)", "(earlier)"].iter().any(|turn| text.contains(turn));
    let are_several = || {
        !is_title
            && markers::bullet(text).is_none()
            && credits::names(text).nth(1).is_some()
            && credits::names(text).all(is_author)
    };
    behind.or_else(|| Some(text).filter(|_| have_turns() || are_several()))
}

/// Whether a text that stands behind a name says what somebody is: `Europe editor`.
pub fn ends_as_role(text: &str) -> bool {
    find::is_one_of(text.rsplit([' ', '-']).next().unwrap_or_default(), &ROLES)
}

/// Whether a line says that, and nothing else: `Foreign affairs correspondent`.
pub fn is_role(text: &str) -> bool {
    const MOST_WORDS: usize = 5;
    text.len() <= LONGEST
        && ends_as_role(text)
        && !words::at_least(MOST_WORDS + 1, text)
        && !text.split(' ').any(|word| find::is_one_of(word, &NO_ROLES))
}

/// Whether a line is one name or several, and nothing else.
fn are_authors(text: &str) -> bool {
    text.len() <= LONGEST_LINE && credits::names(text).all(is_author)
}

fn is_author(text: &str) -> bool {
    text.len() <= LONGEST
        && byline::is_full_name(text)
        && styles::names_of(text).is_none()
        && labels::of(text).is_none()
        && !text.split(' ').any(|word| find::is_one_of(word, &NO_NAMES))
}
