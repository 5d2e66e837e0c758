//! Who filed a post, where a system or a page gives it on one line: `By Kim Sample in Harbourtown and Ann Other, Example
//! News`. Never an address of mail, nor the name of an account that is nobody's.

use std::collections::HashSet;
use std::ops::Deref;

use super::byline::{is_credited, is_full_name, is_name, is_person, with_role};
use super::record::ByRecord;
use super::text::Text;
use super::{find, mail, stamp};
use crate::news::post::Byline;

/// What may stand before the names.
const BEFORE: [&str; 9] =
    ["By: ", "By ", "BY ", "by ", "Written by: ", "Written by ", "Reported by ", "Von ", "Par "];

/// Accounts that are nobody's.
const ACCOUNTS: [&str; 4] = ["admin", "administrator", "root", "webmaster"];

/// A longer line is taken as one name, in bytes.
const LONGEST: usize = 400;

/// So is one of more names: each post of a page may carry them all.
const MOST_NAMES: usize = 12;

/// A line among others that has more words before its first comma, or behind it, is no byline.
const MOST_WORDS: (usize, usize) = (12, 12);

/// The bylines that a line gives: one for each name, or for what is no list of names, one of all of it.
#[must_use]
pub fn bylines(line: &str) -> Vec<ByRecord<'static>> {
    let line = mail::without(line);
    let said = bare(without_by(&line).unwrap_or(&line));
    if said.is_empty() || ACCOUNTS.iter().any(|name| name.eq_ignore_ascii_case(said)) {
        return Vec::new();
    }
    listed(said).unwrap_or_else(|| vec![ByRecord::named(said.to_owned())])
}

/// The bylines that several lines give, each name once: systems name an author in one field and again in another.
#[must_use]
pub fn of_lines(lines: impl Iterator<Item = impl Deref<Target = str>>) -> Vec<ByRecord<'static>> {
    let mut named = HashSet::new();
    let mut by: Vec<ByRecord> = lines.flat_map(|line| bylines(&line)).collect();
    by.retain(|by| named.insert(by.name.to_lowercase()));
    by
}

/// The bylines of a line that stands among others, and says `By` before names alone: `By Kim Sample and Ann Other`, `By
/// Kim Sample, Political editor`. None for any other line.
#[must_use]
pub fn of_printed(line: &str) -> Vec<ByRecord<'static>> {
    // "Von der Leyen"
    let said = without_by(line).filter(|said| !said.starts_with(char::is_lowercase));
    let Some(said) = said.map(mail::without) else { return Vec::new() };
    let said = bare(&said);
    let (first, rest) = said.split_once([',', '|']).unwrap_or((said, ""));
    let is_short = |text: &str, most| text.split_whitespace().count() <= most;
    // "By Tuesday, Talks Had Ended"
    let is_word = !first.trim().contains(' ') && !rest.is_empty();
    if is_word || !is_short(first, MOST_WORDS.0) || !is_short(rest, MOST_WORDS.1) {
        return Vec::new();
    }
    // "By Kim Sample | Updated: June 2, 2025"
    let said = if stamp::read(rest).day.is_some() { first.trim() } else { said };
    let are_names =
        || are_names(said).then(|| names(said).map(|it| ByRecord::named(it.to_owned())));
    listed(said).or_else(|| Some(are_names()?.collect())).unwrap_or_default()
}

/// The bylines of a line of an article's head that says nothing else: `Kim Sample in Harbourtown and Ann Other in London`,
/// `Kim Sample and agencies`.
#[must_use]
pub fn of_head(line: &str) -> Vec<ByRecord<'static>> {
    let is_it = line.len() <= LONGEST
        && line.starts_with(char::is_uppercase)
        && line.contains(' ')
        && line.ends_with(char::is_alphabetic);
    if !is_it {
        return Vec::new();
    }
    let said = line.strip_suffix(" and agencies").unwrap_or(line);
    let by = several(said).filter(|by| (1..=MOST_NAMES).contains(&by.len())).unwrap_or_default();
    let is_sound = |by: &ByRecord| is_person(&by.name) && by.located.as_deref().is_none_or(is_name);
    if by.iter().all(is_sound) { by } else { Vec::new() }
}

/// Who reported what a line at an article's end signs off: `Reporting by Kim Sample in Harbourtown; Editing by Ann Other`.
/// Nobody where it names only those who have helped or edited; nothing for any other line.
#[must_use]
pub fn of_sign_off(line: &str) -> Option<Vec<ByRecord<'static>>> {
    let bare = line.strip_prefix('(').unwrap_or(line);
    let is_it = |(start, _): &&(&str, bool)| find::begins(bare, start);
    let (start, reports) = SIGN_OFFS.iter().find(is_it)?;
    let bare = bare.trim_end_matches(')').trim_end_matches('.');
    let (who, others) =
        bare.get(start.len()..)?.split_once(';').unwrap_or((bare.get(start.len()..)?, ""));
    let by = several(who.trim()).filter(|by| by.len() <= MOST_NAMES)?;
    let begins = |part: &str| {
        let part = part.trim();
        part.is_empty() || SIGN_OFFS.iter().any(|(start, _)| find::begins(part, start))
    };
    if !others.split(';').all(begins) {
        return None;
    }
    Some(if *reports { by } else { Vec::new() })
}

/// What a line that signs off an article begins with, and whether those behind it are its authors.
const SIGN_OFFS: [(&str, bool); 6] = [
    ("Reporting by ", true),
    ("Reporting and writing by ", true),
    ("Additional reporting by ", false),
    ("Writing by ", false),
    ("Editing by ", false),
    ("Compiled by ", false),
];

/// What stands behind `By`.
fn without_by(line: &str) -> Option<&str> {
    BEFORE.iter().find_map(|before| line.strip_prefix(before))
}

fn bare(said: &str) -> &str {
    said.trim().trim_end_matches([',', ';', ':']).trim_end()
}

/// Whom a text names that is a list of names, or tells of those it names what they are.
fn listed(said: &str) -> Option<Vec<ByRecord<'static>>> {
    if said.len() > LONGEST {
        return None;
    }
    let bare = without_asides(said);
    let bare = bare.trim();
    let found = with_aside(said).or_else(|| several(bare)).or_else(|| with_what_they_are(bare));
    found.filter(|by| (1..=MOST_NAMES).contains(&by.len()))
}

/// Somebody, and what is said of them: role, organisation, place.
#[must_use]
pub fn named(name: &str, about: &str) -> ByRecord<'static> {
    // Agencies write themselves so: dpa, sda.
    let is_agency =
        (2..=4).contains(&about.len()) && about.bytes().all(|ch| ch.is_ascii_lowercase());
    let by = if is_agency {
        Byline { organisation: Some(about.to_owned()), ..Byline::default() }
    } else {
        with_role(name, about)
    };
    ByRecord {
        name: name.to_owned().into(),
        role: by.role.map(Text::from),
        organisation: by.organisation.map(Text::from),
        located: by.located.map(Text::from),
    }
}

/// The names of a list: `Kim Sample, Ann Other and Lee Third`.
pub fn names(text: &str) -> impl Iterator<Item = &str> {
    let parts = text.split([',', ';', '&']).flat_map(|part| part.split(" and "));
    let parts = parts.flat_map(|part| part.split(" AND "));
    let parts = parts.flat_map(|part| part.split(" und ")).flat_map(|part| part.split(" et "));
    parts.filter_map(|part| {
        let part = part.trim();
        let name = part.strip_prefix("and ").unwrap_or(part).trim();
        (!name.is_empty()).then_some(name)
    })
}

/// Whether a text is a list of names, by their shape, and nothing else.
#[must_use]
pub fn are_names(text: &str) -> bool {
    let mut names = names(text).peekable();
    names.peek().is_some() && names.all(is_name)
}

/// `Kim Sample (Example News)`. What is small in brackets is no part of a name: `(now)`, `(earlier)`.
fn with_aside(text: &str) -> Option<Vec<ByRecord<'static>>> {
    let (name, about) = text.strip_suffix(')')?.split_once(" (")?;
    let is_one = is_full_name(name) && about.starts_with(char::is_uppercase);
    (is_one && !about.contains(['(', ')'])).then(|| vec![named(name, about)])
}

/// `Kim Sample (now) and Ann Other (earlier)`: without what stands in brackets.
fn without_asides(text: &str) -> String {
    let mut kept = String::with_capacity(text.len());
    let mut depth = 0_usize;
    for ch in text.chars() {
        match ch {
            '(' => depth += 1,
            ')' => depth = depth.saturating_sub(1),
            _ if depth == 0 => kept.push(ch),
            _ => {}
        }
    }
    kept
}

/// Names alone, each with the place where it has one.
fn several(text: &str) -> Option<Vec<ByRecord<'static>>> {
    let one = |part: &str| {
        let (name, place) = part.split_once(" in ").unwrap_or((part, ""));
        let (name, place) = (name.trim(), place.trim());
        let by = ByRecord {
            located: (!place.is_empty()).then(|| place.to_owned().into()),
            ..ByRecord::named(name.to_owned())
        };
        is_credited(name.trim_end_matches('.')).then_some(by)
    };
    names(text).map(one).collect()
}

/// `Kim Sample and Ann Other, Example News`.
fn with_what_they_are(text: &str) -> Option<Vec<ByRecord<'static>>> {
    let (who, about) = text.split_once([',', '|'])?;
    let one = |name: &str| is_name(name).then(|| named(name, about.trim()));
    names(who).map(one).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(line: &str) -> String {
        let said = |part: Option<Text>| part.map(|part| format!("/{}", &*part)).unwrap_or_default();
        let shown = |by: ByRecord| {
            format!("{}{}{}{}", &*by.name, said(by.role), said(by.organisation), said(by.located))
        };
        bylines(line).into_iter().map(shown).collect::<Vec<_>>().join("; ")
    }

    #[test]
    fn names_and_what_is_said_of_them() {
        for (line, shown) in [
            ("Kim Sample", "Kim Sample"),
            ("By Kim Sample and Ann Other", "Kim Sample; Ann Other"),
            ("Kim Sample, Ann Other & Lee Third", "Kim Sample; Ann Other; Lee Third"),
            (
                "Kim Sample (now), Lee Third, and Ann Other (earlier)",
                "Kim Sample; Lee Third; Ann Other",
            ),
            ("Kim Sample (now)", "Kim Sample"),
            ("Kim Sample (Example News)", "Kim Sample/Example News"),
            ("Kim Sample in Harbourtown and Ann Other", "Kim Sample/Harbourtown; Ann Other"),
            (
                "By Kim Sample, Europe editor, reporting from Harbourtown",
                "Kim Sample/Europe editor/Harbourtown",
            ),
            (
                "Kim Sample and Ann Other, Example News",
                "Kim Sample/Example News; Ann Other/Example News",
            ),
            ("Von Kim Sample, dpa", "Kim Sample/dpa"),
            ("Kim Sample | Europe editor", "Kim Sample/Europe editor"),
            ("Kim Sample, University of Harbourtown", "Kim Sample/University of Harbourtown"),
            ("kim@desk.example (Kim Sample)", "Kim Sample"),
            ("Kim Sample <kim@desk.example>", "Kim Sample"),
            ("Kim Sample, kim@desk.example", "Kim Sample"),
            ("kim@desk.example", ""),
            ("Admin", ""),
            ("  ", ""),
            ("Kim", "Kim"),
            ("Harbourtown Desk", "Harbourtown Desk"),
            ("Harbourtown (the desk) and agencies", "Harbourtown (the desk) and agencies"),
            ("our staff and agencies", "our staff and agencies"),
        ] {
            assert_eq!(read(line), shown, "{line}");
        }
        let many = ["Kim Sample"; 13].join(", ");
        assert_eq!(read(&many), many);
    }

    #[test]
    fn names_in_capitals() {
        for (line, shown) in [
            ("By KIM SAMPLE and ANN OTHER", "KIM SAMPLE; ANN OTHER"),
            ("BY KIM SAMPLE AND ANN OTHER", "KIM SAMPLE; ANN OTHER"),
            ("KIM SAMPLE, ANN OTHER and LEE THIRD", "KIM SAMPLE; ANN OTHER; LEE THIRD"),
            ("KIM SAMPLE in HARBOURTOWN", "KIM SAMPLE/HARBOURTOWN"),
            ("KIM SAMPLE, EXAMPLE NEWS", "KIM SAMPLE/EXAMPLE NEWS"),
            ("KIM SAMPLE, AFP", "KIM SAMPLE/AFP"),
            ("EXAMPLE NEWS and AFP", "EXAMPLE NEWS and AFP"),
        ] {
            assert_eq!(read(line), shown, "{line}");
        }
    }

    #[test]
    fn a_line_among_others() {
        let names = |line: &str| {
            let by = of_printed(line);
            by.iter().map(|by| by.name.to_string()).collect::<Vec<_>>().join("; ")
        };
        for (line, shown) in [
            ("By KIM SAMPLE and ANN OTHER", "KIM SAMPLE; ANN OTHER"),
            (
                "By Kim Sample, Ann Other, Lee Third and Pat Fourth",
                "Kim Sample; Ann Other; Lee Third; Pat Fourth",
            ),
            ("By Kim Sample | Updated: June 2, 2025 10:31 GMT", "Kim Sample"),
            ("By Kim Sample, Political editor", "Kim Sample"),
            ("By AFP and Reuters", "AFP; Reuters"),
            ("By Kim", "Kim"),
            ("By Kim Sample, kim@desk.example", "Kim Sample"),
            ("By sea and by air, help has come", ""),
            ("By Tuesday, Talks Had Ended", ""),
            ("By Land, Sea and Air", ""),
            ("By Kim Sample in Harbourtown and Ann Other in Bay City", "Kim Sample; Ann Other"),
            ("By Friday the ferry will be back in the harbour", ""),
            ("Von der Leyen", ""),
            ("Kim Sample", ""),
        ] {
            assert_eq!(names(line), shown, "{line}");
        }
    }

    #[test]
    fn lines_that_name_without_by() {
        let shown = |by: Vec<ByRecord>| {
            let one = |by: ByRecord| {
                let place = by.located.map(|place| format!("/{}", &*place)).unwrap_or_default();
                format!("{}{place}", &*by.name)
            };
            by.into_iter().map(one).collect::<Vec<_>>().join("; ")
        };
        for (line, names) in [
            ("Kim Sample", "Kim Sample"),
            ("Kim Sample in Hale and Ann Other in New York", "Kim Sample/Hale; Ann Other/New York"),
            ("Kim Sample in Hale and agencies", "Kim Sample/Hale"),
            ("Middle East", ""),
            ("Kim Sample in the harbour", ""),
            ("Kim Sample and the sea", ""),
            ("What we know", ""),
        ] {
            assert_eq!(shown(of_head(line)), names, "{line}");
        }
        for (line, names) in [
            (
                "Reporting by Kim Sample in Hale and Ann Other in London; Editing by Lee Third",
                Some("Kim Sample/Hale; Ann Other/London"),
            ),
            (
                "(Reporting by Kim Sample, Ann Other; writing by Lee Third.)",
                Some("Kim Sample; Ann Other"),
            ),
            ("Additional reporting by Kim Sample in Hale", Some("")),
            ("Editing by Lee Third", Some("")),
            ("Reporting by Kim Sample has shown that boats sail", None),
            ("Reporting by Kim Sample; boats sail", None),
            ("Reporting by the harbour desk", None),
            ("Writing by hand is rare", None),
        ] {
            assert_eq!(of_sign_off(line).map(shown).as_deref(), names, "{line}");
        }
    }

    #[test]
    fn a_name_is_said_once() {
        let lines = ["kim@desk.example (Kim Sample)", "Kim Sample", "KIM SAMPLE and Ann Other"];
        let by = of_lines(lines.into_iter());
        assert_eq!(by.iter().map(|by| &*by.name).collect::<Vec<_>>(), ["Kim Sample", "Ann Other"]);
    }
}
