//! A byline on one line, as systems keep it → who filed: `By Kim Sample in Harbourtown and Ann Other, Example News`.

use super::byline::{is_full_name, is_name, with_role};
use super::record::ByRecord;
use crate::news::post::Byline;

/// A longer line is taken as one name, in bytes.
const LONGEST: usize = 400;

/// So is one of more names: each post of a page may carry them all.
const MOST_NAMES: usize = 12;

/// Who is named; where the line is no list of names, it is one name as a whole. What is an e-mail address names
/// nobody.
#[must_use]
pub fn read(line: &str) -> Vec<ByRecord<'static>> {
    let line = line.trim();
    let starts = ["By: ", "By ", "BY ", "by ", "Von ", "Par "];
    let said = starts.iter().find_map(|start| line.strip_prefix(start)).unwrap_or(line);
    let said = without_asides(said);
    let said = said.trim();
    if said.is_empty() || is_address(said) {
        return Vec::new();
    }
    if said.len() > LONGEST {
        return vec![ByRecord::named(said.to_owned())];
    }
    let most = |names: &Vec<ByRecord>| names.len() <= MOST_NAMES;
    several(said)
        .filter(most)
        .or_else(|| with_what_they_are(said).filter(most))
        .unwrap_or_else(|| vec![ByRecord::named(said.to_owned())])
}

/// Whether a name is an e-mail address, or holds one.
#[must_use]
pub fn is_address(name: &str) -> bool {
    name.split_whitespace().any(|word| {
        word.split_once('@').is_some_and(|(user, host)| !user.is_empty() && host.contains('.'))
    })
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

fn parts(text: &str) -> impl Iterator<Item = &str> {
    let words = text.split([',', ';', '&']).flat_map(|part| part.split(" and "));
    let words = words.flat_map(|part| part.split(" und ")).flat_map(|part| part.split(" et "));
    let and = |part: &'_ str| part.strip_prefix("and ").map_or(part.len(), str::len);
    words.filter_map(move |part| {
        let part = part.trim();
        let part = part.get(part.len() - and(part)..).unwrap_or(part).trim();
        (!part.is_empty()).then_some(part)
    })
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
        is_full_name(name).then_some(by)
    };
    parts(text).map(one).collect()
}

/// `Kim Sample and Ann Other, Example News`.
fn with_what_they_are(text: &str) -> Option<Vec<ByRecord<'static>>> {
    let (names, about) = text.split_once(',')?;
    let about = about.trim();
    let one = |name: &str| is_name(name).then(|| record(name, about));
    if is_address(about) { None } else { parts(names).map(one).collect() }
}

fn record(name: &str, about: &str) -> ByRecord<'static> {
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
        role: by.role.map(Into::into),
        organisation: by.organisation.map(Into::into),
        located: by.located.map(Into::into),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lines_that_name_people() {
        let shown = |line: &str| {
            let part = |part: Option<crate::news::format::text::Text>| {
                part.map(|text| format!("/{}", &*text)).unwrap_or_default()
            };
            let one = |by: ByRecord| {
                let parts = [part(by.role), part(by.organisation), part(by.located)];
                format!("{}{}", &*by.name, parts.concat())
            };
            read(line).into_iter().map(one).collect::<Vec<_>>().join("; ")
        };
        for (line, names) in [
            ("Kim Sample", "Kim Sample"),
            ("By Kim Sample and Ann Other", "Kim Sample; Ann Other"),
            (
                "Kim Sample (now), Lee Third, and Ann Other (earlier)",
                "Kim Sample; Lee Third; Ann Other",
            ),
            ("Kim Sample in Harbourtown and Ann Other", "Kim Sample/Harbourtown; Ann Other"),
            ("Von Kim Sample, dpa", "Kim Sample/dpa"),
            ("Kim Sample, Europe editor", "Kim Sample/Europe editor"),
            ("Kim Sample, University of Harbourtown", "Kim Sample/University of Harbourtown"),
            ("Kim", "Kim"),
            ("our staff and agencies", "our staff and agencies"),
            ("kim@desk.example", ""),
            ("", ""),
        ] {
            assert_eq!(shown(line), names, "{line}");
        }
    }
}
