//! A filter in a reader's words: `by:guerin kind:analysis -ceasefire since:10:00`.
//!
//! The sidebar and a query are two views of one filter: what is chosen in one is written in the other.

use std::fmt;
use std::sync::Arc;

use jiff::civil::{Date, DateTime};
use jiff::{Timestamp, ToSpan, Zoned};

use super::filter::{Filter, Group, Is, Sort, Term, Test, Who};
use super::moment;
use super::pattern::Pattern;
use super::post::Kind;

/// Why a query is not understood, and where.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Wrong {
    /// The character it is about, from 1.
    pub column: usize,
    /// What is wrong.
    pub what: String,
}

impl fmt::Display for Wrong {
    fn fmt(&self, out: &mut fmt::Formatter) -> fmt::Result {
        write!(out, "column {}: {}", self.column, self.what)
    }
}

const KEYS: &str = "by: kind: guess: in: org: doc: since: before: is:";

/// Reads a query. A clock time alone is of the given day, in the zone of the present moment.
///
/// # Errors
///
/// For a key, a kind, a time or a pattern that is none, and a quote without an end.
pub fn parse(query: &str, day: Date, now: &Zoned) -> Result<Filter, Wrong> {
    let mut filter = Filter::default();
    let mut rest = query;
    while let Some(token) = Token::next(query, &mut rest)? {
        let negated = token.negated;
        let term = |test| Term { negated, test, written: token.written.to_owned() };
        match token.key {
            None => {
                let pattern = Pattern::parse(&token.value).map_err(|what| token.wrong(what))?;
                filter.terms.push(term(Test::Text(pattern)));
            }
            Some("by") if negated => filter.terms.push(term(Test::By(token.who()))),
            Some("by") => {
                filter.correspondents.insert(token.who());
            }
            Some("kind") => {
                let kind = kind_of(&token)?;
                if negated {
                    filter.terms.push(term(Test::Kind(kind)));
                } else {
                    filter.kinds.insert(kind);
                }
            }
            Some("guess") => {
                let kind = kind_of(&token)?;
                filter.terms.push(term(Test::Guess(kind)));
            }
            Some("is") => {
                let sort = Sort::from_word(&token.value).ok_or_else(|| {
                    let sorts = Sort::ALL.map(Sort::word).join(", ");
                    token.wrong(format!("`{}` is nothing a post is: {sorts}", token.value))
                })?;
                filter.is.insert(Is { sort, negated });
            }
            Some("doc") => filter.terms.push(term(Test::Document(token.value.to_lowercase()))),
            Some(key @ ("since" | "before")) => {
                let instant = instant(&token.value, day, now)
                    .ok_or_else(|| token.wrong(format!("`{}` is no time", token.value)))?;
                let test =
                    if key == "since" { Test::Since(instant) } else { Test::Before(instant) };
                filter.terms.push(term(test));
            }
            Some(key) => {
                let group = Group::from_key(key)
                    .ok_or_else(|| token.wrong(format!("`{key}:` is no key: {KEYS}")))?;
                if negated {
                    filter.terms.push(term(Test::Group(group, token.who())));
                } else {
                    filter.groups.insert((group, token.who()));
                }
            }
        }
    }
    Ok(filter)
}

fn kind_of(token: &Token) -> Result<Kind, Wrong> {
    Kind::from_word(&token.value).ok_or_else(|| {
        let kinds = Kind::MAIN.map(Kind::word).join(", ");
        token.wrong(format!("`{}` is no kind: {kinds}, …", token.value))
    })
}

/// A filter as a query that says the same.
#[must_use]
pub fn write(filter: &Filter) -> String {
    let kinds = filter.kinds.iter().map(|kind| format!("kind:{}", kind.word()));
    let written = |key: &str, who: &Who| match who {
        Who::Named(name) => {
            format!("{key}:\"{}\"", name.replace('\\', "\\\\").replace('"', "\\\""))
        }
        Who::Words(words) => format!("{key}:{words}"),
    };
    let people = filter.correspondents.iter().map(|who| written("by", who));
    let groups = filter.groups.iter().map(|(group, who)| written(group.key(), who));
    let is = filter.is.iter().map(|is| {
        let minus = if is.negated { "-" } else { "" };
        format!("{minus}is:{}", is.sort.word())
    });
    let terms = filter.terms.iter().map(|term| {
        let minus = if term.negated { "-" } else { "" };
        match &term.test {
            // What is near to one post or one moment is not near to another.
            Test::Since(instant) => format!("{minus}since:{instant}"),
            Test::Before(instant) => format!("{minus}before:{instant}"),
            _ => term.written.clone(),
        }
    });
    kinds.chain(people).chain(groups).chain(is).chain(terms).collect::<Vec<_>>().join(" ")
}

/// One word of a query, with its key and its minus.
struct Token<'a> {
    column: usize,
    written: &'a str,
    negated: bool,
    key: Option<&'a str>,
    value: String,
    quoted: bool,
}

impl<'a> Token<'a> {
    fn next(all: &'a str, rest: &mut &'a str) -> Result<Option<Token<'a>>, Wrong> {
        let start = rest.trim_start();
        if start.is_empty() {
            return Ok(None);
        }
        let column =
            all.get(..all.len() - start.len()).map_or(0, |passed| passed.chars().count()) + 1;
        let wrong = |what: &str| Err(Wrong { column, what: what.to_owned() });
        let (negated, after) = match start.strip_prefix('-') {
            Some(after) if !after.is_empty() && !after.starts_with(char::is_whitespace) => {
                (true, after)
            }
            _ => (false, start),
        };
        let is_key = |key: &&str| !key.is_empty() && key.chars().all(|ch| ch.is_ascii_alphabetic());
        let key = after.split_once(':').map(|(key, _)| key).filter(is_key);
        // An address is a word.
        let key =
            key.filter(|key| !after.get(key.len()..).is_some_and(|rest| rest.starts_with("://")));
        let value = key.map_or(after, |key| after.get(key.len() + 1..).unwrap_or_default());
        let (value, end, quoted) = match (value.chars().next(), key) {
            (Some('"'), _) => {
                let inner = value.get(1..).unwrap_or_default();
                let Some(at) = end_of_quote(inner) else { return wrong("a quote without an end") };
                (inner.get(..at).unwrap_or_default(), inner.get(at + 1..).unwrap_or_default(), true)
            }
            // A regular expression may have spaces in it.
            (Some('/'), None) if value.get(1..).is_some_and(|inner| inner.contains('/')) => {
                let at =
                    1 + value.get(1..).and_then(|inner| inner.find("/ ")).unwrap_or(value.len());
                let at = (at + 1).min(value.trim_end().len());
                (value.get(..at).unwrap_or(value), value.get(at..).unwrap_or_default(), false)
            }
            _ => {
                let at = value.find(char::is_whitespace).unwrap_or(value.len());
                (value.get(..at).unwrap_or_default(), value.get(at..).unwrap_or_default(), false)
            }
        };
        if value.trim().is_empty() {
            return wrong("nothing is asked for here");
        }
        let written = start.get(..start.len() - end.len()).unwrap_or_default();
        *rest = end;
        let value = if quoted { unquoted(value) } else { value.to_owned() };
        Ok(Some(Token { column, written, negated, key, value, quoted }))
    }

    fn wrong(&self, what: impl Into<String>) -> Wrong {
        Wrong { column: self.column, what: what.into() }
    }

    fn who(&self) -> Who {
        let name: Arc<str> = Arc::from(self.value.as_str());
        if self.quoted { Who::Named(name) } else { Who::Words(name) }
    }
}

/// Where a quote ends. In it, `\"` is a quotation mark and `\\` a stroke.
fn end_of_quote(text: &str) -> Option<usize> {
    let mut escaped = false;
    text.char_indices().find_map(|(at, ch)| {
        let ends = ch == '"' && !escaped;
        escaped = ch == '\\' && !escaped;
        ends.then_some(at)
    })
}

fn unquoted(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    let mut rest = text.chars();
    while let Some(ch) = rest.next() {
        out.push(if ch == '\\' { rest.next().unwrap_or(ch) } else { ch });
    }
    out
}

/// `10:00`, `-20m`, `yesterday`, `2025-06-02`, `2025-06-02T10:00+01:00`: the moment that is meant, in the zone of the
/// present one. A clock time alone is of the given day, or of the one before where it is still to come.
#[must_use]
pub fn instant(text: &str, day: Date, now: &Zoned) -> Option<Timestamp> {
    if let Ok(instant) = text.parse::<Timestamp>() {
        return Some(instant);
    }
    if let (true, Ok(civil)) = (text.contains('T'), text.parse::<DateTime>()) {
        return now.time_zone().to_timestamp(civil).ok();
    }
    let instant = moment::moment(text, day, now)?;
    // A clock time that is still to come today was meant to be yesterday's.
    let is_to_come = day == now.date() && instant > now.timestamp();
    if is_to_come && !text.contains(char::is_whitespace) && text.contains([':', '.', 'm', 'M']) {
        return moment::moment(text, day.checked_sub(1.day()).ok()?, now);
    }
    Some(instant)
}

#[cfg(test)]
mod tests {
    use jiff::tz::TimeZone;

    use super::*;
    use crate::news::body::{Block, Body};
    use crate::news::filter::Facets;
    use crate::news::filter::People;
    use crate::news::post::{Byline, Moment, Post, PostTime, TimeSource};

    fn now() -> Zoned {
        "2025-06-02T12:00:00Z".parse::<Timestamp>().unwrap().to_zoned(TimeZone::UTC)
    }

    fn post() -> (Post, Facets) {
        let by: Arc<[Byline]> = Arc::new([Byline {
            name: "Orla Guerin".into(),
            located: Some("Istanbul, Turkey".to_owned()),
            organisation: Some("City Monitoring".to_owned()),
            ..Byline::default()
        }]);
        let instant = "2025-06-02T10:30:00Z".parse().unwrap();
        let kinds = [Kind::Analysis].into_iter().collect();
        let moment = Moment { instant, offset: jiff::tz::Offset::UTC };
        let post = Post {
            headline: "Talks go on".into(),
            body: Body::of(&[Block::Paragraph { text: "A ceasefire is far off." }]),
            time: PostTime::new(Some(moment), TimeSource::Printed),
            document: "talks/Day 2.txt".into(),
            by: Arc::clone(&by),
            kinds,
            ..Post::default()
        };
        (post, Facets { kinds, people: Arc::new(People::new(0, &by)) })
    }

    #[test]
    fn clock_times_are_never_to_come() {
        let zone = TimeZone::get("Europe/London").unwrap();
        let now = "2025-06-02T09:00:00Z".parse::<Timestamp>().unwrap().to_zoned(zone);
        for (text, expected) in [
            ("09:30", "2025-06-02T08:30:00Z"),
            ("11:00", "2025-06-01T10:00:00Z"),
            ("-20m", "2025-06-02T08:40:00Z"),
            ("2025-06-02", "2025-06-01T23:00:00Z"),
            ("2025-06-02T10:00", "2025-06-02T09:00:00Z"),
            ("2025-06-02T10:00:00+03:00", "2025-06-02T07:00:00Z"),
        ] {
            let expected: Timestamp = expected.parse().unwrap();
            assert_eq!(instant(text, now.date(), &now), Some(expected), "{text}");
        }
        assert_eq!(instant("25:61", now.date(), &now), None);
    }

    #[test]
    fn each_form_lets_through_what_it_says() {
        let (post, facets) = post();
        for (query, passes) in [
            ("", true),
            ("talks", true),
            ("TALKS", false),
            ("talks ceasefire", true),
            ("talks war", false),
            ("\"far off\"", true),
            ("\"off far\"", false),
            ("-war", true),
            ("-talks", false),
            ("/cease.ire/", true),
            ("/cease fire/ talks", false),
            ("by:guerin", true),
            ("by:GUERIN", true),
            ("by:orla", true),
            ("by:guer", false),
            ("by:órla", true),
            ("by:???", false),
            ("by:\"Orla Guerin\"", true),
            ("by:\"orla guerin\"", true),
            ("by:\"Guerin\"", false),
            ("by:rosenberg", false),
            ("by:rosenberg by:guerin", true),
            ("-by:guerin", false),
            ("-by:rosenberg", true),
            ("kind:analysis", true),
            ("kind:breaking", false),
            ("kind:breaking kind:analysis", true),
            ("-kind:breaking", true),
            ("in:istanbul", true),
            ("in:ankara", false),
            ("in:ankara in:turkey", true),
            ("in:\"Istanbul, Turkey\"", true),
            ("in:\"Istanbul\"", false),
            ("-in:turkey", false),
            ("org:monitoring", true),
            ("org:other", false),
            ("-org:other in:istanbul", true),
            ("doc:\"day 2\"", true),
            ("doc:day", true),
            ("-doc:talks", false),
            ("since:10:00", true),
            ("since:10:30", true),
            ("since:11:00", false),
            ("before:10:30", false),
            ("before:11:00", true),
            ("since:13:00", true),
            ("since:-2h", true),
            ("since:-20m", false),
            ("since:yesterday", true),
            ("since:2025-06-03", false),
            ("since:2025-06-02T10:00", true),
            ("since:2025-06-02T10:00+01:00", true),
            ("since:\"2 June 10:15\"", true),
            ("by:guerin kind:analysis in:istanbul since:10:00 -war talks", true),
            ("- talks", false),
            ("http://x.example", false),
        ] {
            let filter = parse(query, now().date(), &now()).unwrap();
            assert_eq!(filter.matches(&facets) && filter.admits(&post), passes, "{query}");
            let again = parse(&write(&filter), Date::default(), &Zoned::default()).unwrap();
            assert_eq!(write(&again), write(&filter), "whenever it is read: {query}");
            assert_eq!(again.matches(&facets) && again.admits(&post), passes, "{query}");
        }
    }

    #[test]
    fn a_name_with_signs_is_written_so_that_it_is_read() {
        let mut filter = Filter::default();
        for name in [r#"John "Jack" Doe"#, r"A \ B", r#"""#, ""] {
            filter.correspondents.insert(Who::Named(name.into()));
        }
        filter.correspondents.remove(&Who::Named("".into()));
        let again = parse(&write(&filter), Date::default(), &Zoned::default()).unwrap();
        assert_eq!(again, filter, "{}", write(&filter));
    }

    #[test]
    fn what_is_wrong_is_told_with_its_place() {
        for (query, column, what) in [
            ("talks foo:bar", 7, "`foo:` is no key"),
            ("kind:war", 1, "`war` is no kind: breaking"),
            ("a since:soon", 3, "`soon` is no time"),
            ("a b \"c", 5, "a quote without an end"),
            ("by:", 1, "nothing is asked for"),
            ("é is:old", 3, "`old` is nothing a post is: unseen"),
            ("/(/", 1, "unclosed group"),
            (r"talks /(\w{99}){99}/", 7, "it repeats too much"),
        ] {
            let wrong = parse(query, now().date(), &now()).unwrap_err();
            assert_eq!(wrong.column, column, "{query}: {wrong}");
            assert!(wrong.what.contains(what), "{query}: {wrong}");
        }
    }

    #[test]
    fn what_a_post_is_only_a_session_knows() {
        let filter = parse("is:unseen -is:edited", now().date(), &now()).unwrap();
        let is: Vec<_> = filter.is.iter().map(|is| (is.sort, is.negated)).collect();
        assert_eq!(is, [(Sort::Unseen, false), (Sort::Edited, true)]);
        assert_eq!(write(&filter), "is:unseen -is:edited");
    }
}
