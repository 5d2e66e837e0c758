//! The two lines below a header that say who filed a post.

use std::sync::Arc;

use super::markers;
use crate::news::post::Byline;

/// Most words of a name.
const NAME_WORDS: usize = 4;

/// Words that make a line a person's role, rather than the name of an organisation.
const ROLES: &[&str] = &[
    "editor",
    "correspondent",
    "reporter",
    "producer",
    "presenter",
    "analyst",
    "journalist",
    "writer",
    "chief",
    "columnist",
    "commentator",
    "specialist",
    "adviser",
    "head",
    "eyewitness",
    "broadcaster",
    "photographer",
    "host",
    "anchor",
    "researcher",
    "expert",
    "author",
    "critic",
];

/// The byline that a block of exactly two lines makes, or `None` where it is reporting.
pub fn read(first: &str, second: &str) -> Option<Byline> {
    let is_name = first.split_whitespace().count() <= NAME_WORDS
        && first.chars().next_back().is_some_and(char::is_alphabetic)
        && is_text(first);
    let is_role =
        is_text(second) && second != markers::IMAGE_CAPTION && second != markers::MEDIA_CAPTION;
    (is_name && is_role).then(|| with_role(first, second))
}

fn is_text(line: &str) -> bool {
    markers::image(line).is_none()
        && markers::bullet(line).is_none()
        && markers::numbered(line).is_none()
}

/// `Russia editor, BBC Monitoring, reporting from Istanbul`: role, organisation and place, each
/// where it is printed.
fn with_role(name: &str, line: &str) -> Byline {
    let (what, located) = split_place(line);
    let (role, organisation) = match what {
        None => (None, None),
        Some(what) if is_organisation(what) => (None, Some(what)),
        Some(what) => match what.rsplit_once(", ") {
            Some((role, last)) if is_organisation(last) => (Some(role), Some(last)),
            _ => (Some(what), None),
        },
    };
    Byline {
        name: Arc::from(name),
        role: role.map(str::to_owned),
        organisation: organisation.map(str::to_owned),
        located: located.map(str::to_owned),
    }
}

/// Splits off `reporting from PLACE` or `in PLACE` at the end.
fn split_place(line: &str) -> (Option<&str>, Option<&str>) {
    for mark in ["Reporting from ", "reporting from ", "Reporting in ", "reporting in "] {
        if let Some(at) = line.rfind(mark)
            && let (Some(before), Some(place)) = (line.get(..at), line.get(at + mark.len()..))
        {
            let before = before.trim_end().trim_end_matches(',').trim_end();
            return ((!before.is_empty()).then_some(before), Some(place.trim()));
        }
    }
    match line.rsplit_once(", in ") {
        Some((before, place)) => (Some(before.trim()), Some(place.trim())),
        None => (Some(line), None),
    }
}

/// "BBC World Service", "BBC News", "AFP"; not "Russia editor" nor "Live reporter".
fn is_organisation(text: &str) -> bool {
    let mut words = text.split_whitespace();
    let is_role = text
        .split(|ch: char| !ch.is_alphabetic())
        .any(|word| ROLES.contains(&word.to_lowercase().as_str()));
    let is_acronym = text.len() > 1 && text.chars().all(char::is_uppercase);
    let is_title = text.contains(' ')
        && words.all(|word| {
            word.chars().next().is_some_and(char::is_uppercase)
                || matches!(word, "of" | "and" | "the" | "for")
        });
    !is_role && (is_acronym || is_title)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn role_lines() {
        for (line, role, organisation, located) in [
            ("Russia editor, reporting from Istanbul", "Russia editor", "", "Istanbul"),
            ("Reporting from Istanbul", "", "", "Istanbul"),
            (
                "US State Department correspondent, reporting from Antalya, Turkey",
                "US State Department correspondent",
                "",
                "Antalya, Turkey",
            ),
            ("BBC World Service, in Istanbul", "", "BBC World Service", "Istanbul"),
            ("BBC News, reporting from Istanbul", "", "BBC News", "Istanbul"),
            ("Russia editor, BBC Monitoring", "Russia editor", "BBC Monitoring", ""),
            (
                "Security correspondent, BBC News, in Kyiv",
                "Security correspondent",
                "BBC News",
                "Kyiv",
            ),
            ("Diplomatic correspondent, in Kyiv", "Diplomatic correspondent", "", "Kyiv"),
            ("Europe digital editor", "Europe digital editor", "", ""),
            ("Deputy editor, Europe", "Deputy editor, Europe", "", ""),
            ("Live reporter", "Live reporter", "", ""),
            ("AFP", "", "AFP", ""),
        ] {
            let by = read("Kim Sample", line).unwrap_or_else(|| panic!("no byline: {line}"));
            let of = |part: Option<String>| part.unwrap_or_default();
            assert_eq!(
                (of(by.role).as_str(), of(by.organisation).as_str(), of(by.located).as_str()),
                (role, organisation, located),
                "{line}"
            );
        }
    }

    #[test]
    fn two_lines_of_reporting_are_no_byline() {
        for (first, second) in [
            ("The minister has now left.", "Nobody knows why"),
            ("A very long line of five words", "Live editor"),
            ("Harbour", "Image caption,"),
            ("HarbourImage source, Agency", "Live editor"),
            ("Key points", "• one"),
        ] {
            assert_eq!(read(first, second), None, "{first} / {second}");
        }
    }
}
