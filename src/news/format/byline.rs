//! The two lines below a header that say who filed a post.

use std::sync::Arc;

use super::{find, mail, markers};
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

/// Most words of a role line: a role, an organisation and a place of a few words each.
const ROLE_WORDS: usize = 14;

/// Words of names that are not capitalised.
const PARTICLES: &[&str] = &[
    "de", "del", "della", "der", "den", "di", "da", "das", "do", "dos", "du", "el", "la", "le",
    "van", "von", "bin", "ibn", "al", "ter", "ten", "y", "e", "and", "&",
];

/// The byline that a block of exactly two lines makes, or `None` where it is reporting.
pub fn read(first: &str, second: &str) -> Option<Byline> {
    let is_role = is_text(second)
        && second != markers::IMAGE_CAPTION
        && second != markers::MEDIA_CAPTION
        && second.split_whitespace().count() <= ROLE_WORDS
        && !second.starts_with(['"', '“', '‘', '\''])
        && !second.ends_with(['.', '?', '!', ':', '…']);
    (is_name(first) && is_role).then(|| with_role(first, second))
}

/// Whether a line may be a person's name: few words, capitalised but for particles.
pub fn is_name(line: &str) -> bool {
    let capital = |word: &str| {
        !word.starts_with(char::is_lowercase)
            || word.split(['-', '’', '\'']).next().is_some_and(|start| PARTICLES.contains(&start))
    };
    (1..=NAME_WORDS).contains(&line.split_whitespace().count())
        && line.split_whitespace().all(capital)
        && line.chars().next_back().is_some_and(char::is_alphabetic)
        && is_text(line)
        && !markers::is_date_alone(line)
}

fn is_text(line: &str) -> bool {
    markers::image(line).is_none()
        && markers::bullet(line).is_none()
        && markers::numbered(line).is_none()
}

/// Whether a text is a person's name of two words or more, rather than an organisation's or a role.
pub fn is_full_name(text: &str) -> bool {
    is_name(text) && text.contains(' ') && !is_organisation(text) && !is_role(text)
}

/// The same of a text that is known to name who filed something: there a name in capitals is a person's.
pub fn is_credited(text: &str) -> bool {
    let is_shouted = !text.contains(char::is_lowercase);
    let is_desk = || text.split(|ch: char| !ch.is_alphanumeric()).any(is_organisations_word);
    is_full_name(text)
        || (is_shouted && is_name(text) && text.contains(' ') && !is_role(text) && !is_desk())
}

/// Whether a line tells no more than what somebody is, for whom and where: `Sea correspondent`, `BBC News, reporting from
/// Istanbul`.
pub fn is_about(line: &str) -> bool {
    if !line.starts_with(char::is_uppercase)
        || line.ends_with(['.', '?', '!', ':', '…'])
        || line.split_whitespace().count() > ROLE_WORDS
        || !is_text(line)
    {
        return false;
    }
    let (what, place) = split_place(line);
    // "In Pictures" is a heading.
    let Some(what) = what else {
        return line.starts_with("Reporting ")
            && place.is_some_and(|place| place.starts_with(char::is_uppercase));
    };
    let (first, rest) = what.split_once(", ").unwrap_or((what, ""));
    let role = [" in ", " for ", " of ", " at ", " and "]
        .iter()
        .filter_map(|mark| first.split_once(mark))
        .map(|(role, _)| role)
        .min_by_key(|role| role.len())
        .unwrap_or(first);
    // "A new chief" is a heading as well.
    let is_told = |word: &&str| line.split(' ').next() == Some(*word);
    let is_last_role =
        role.rsplit(' ').next().is_some_and(is_role) && !HEADING_WORDS.iter().any(is_told);
    is_last_role || (is_name(first) && is_organisation(first) && (rest.is_empty() || is_name(rest)))
}

/// Words with which a heading begins rather than what somebody is.
const HEADING_WORDS: &[&str] = &[
    "A", "An", "The", "What", "Who", "Why", "How", "When", "Where", "No", "New", "Our", "His",
    "Her", "Their", "Its", "Meet", "From", "For", "To", "With", "One", "Two", "Three", "Another",
    "Under",
];

/// Whether a text that stands alone may be the name of a person, rather than a place or a section of a paper.
pub fn is_person(text: &str) -> bool {
    let is_part = |word: &str| find::is_one_of(word, NO_PERSONS);
    is_full_name(text) && !text.split([' ', '-']).any(is_part)
}

/// Words of places and sections, which no person's name has.
const NO_PERSONS: &[&str] = &[
    "ababa",
    "addis",
    "africa",
    "african",
    "aires",
    "america",
    "american",
    "analysis",
    "angeles",
    "arab",
    "arabia",
    "asia",
    "asian",
    "australia",
    "aviv",
    "bank",
    "bay",
    "breaking",
    "britain",
    "buenos",
    "business",
    "cape",
    "check",
    "china",
    "cities",
    "city",
    "climate",
    "coast",
    "comment",
    "costa",
    "council",
    "country",
    "court",
    "coverage",
    "crisis",
    "culture",
    "dc",
    "delhi",
    "desk",
    "dhabi",
    "east",
    "eastern",
    "economy",
    "edition",
    "editorial",
    "education",
    "election",
    "elections",
    "entertainment",
    "environment",
    "europe",
    "european",
    "exclusive",
    "explainer",
    "fact",
    "feature",
    "features",
    "football",
    "francisco",
    "government",
    "gulf",
    "harbour",
    "health",
    "home",
    "hong",
    "house",
    "images",
    "india",
    "interview",
    "investigations",
    "ireland",
    "island",
    "islands",
    "israel",
    "kong",
    "korea",
    "kuala",
    "lanka",
    "latest",
    "letters",
    "life",
    "lifestyle",
    "live",
    "los",
    "lumpur",
    "mail",
    "markets",
    "middle",
    "minister",
    "ministry",
    "money",
    "mumbai",
    "national",
    "new",
    "north",
    "northern",
    "obituary",
    "only",
    "opinion",
    "our",
    "pakistan",
    "party",
    "phnom",
    "photos",
    "picks",
    "pictures",
    "podcast",
    "policy",
    "politics",
    "port",
    "president",
    "prime",
    "profile",
    "read",
    "reading",
    "reads",
    "report",
    "reports",
    "republic",
    "review",
    "reviews",
    "rio",
    "river",
    "russia",
    "salvador",
    "san",
    "saudi",
    "science",
    "sea",
    "security",
    "share",
    "society",
    "south",
    "southern",
    "sri",
    "staff",
    "state",
    "states",
    "stories",
    "story",
    "street",
    "strip",
    "style",
    "sub",
    "subscribers",
    "talks",
    "team",
    "technology",
    "tel",
    "the",
    "time",
    "top",
    "town",
    "travel",
    "ukraine",
    "union",
    "united",
    "updates",
    "vegas",
    "video",
    "war",
    "weather",
    "west",
    "western",
    "world",
    "york",
    "zealand",
];

/// `Russia editor, BBC Monitoring, reporting from Istanbul`: role, organisation and place, each
/// where it is printed.
pub fn with_role(name: &str, line: &str) -> Byline {
    let (what, mut located) = split_place(line);
    let (role, organisation) = match what {
        None => (None, None),
        Some(what) => match what.rsplit_once(", ") {
            Some((role, last)) if is_organisation(last) => (Some(role), Some(last)),
            // "BBC News, New York"
            Some((first, place)) if located.is_none() && is_organisation(first) => {
                located = Some(place);
                (None, Some(first))
            }
            _ if is_organisation(what) => (None, Some(what)),
            _ => (Some(what), None),
        },
    };
    // A line may begin or end with a comma.
    let said = |part: Option<&str>| {
        let part = mail::before(part?).trim();
        (!part.is_empty()).then(|| part.to_owned())
    };
    Byline {
        name: Arc::from(name),
        role: said(role),
        organisation: said(organisation),
        located: said(located),
    }
}

/// Splits off `reporting from PLACE` or `in PLACE` at the end.
fn split_place(line: &str) -> (Option<&str>, Option<&str>) {
    for mark in [
        "Reporting from ",
        "reporting from ",
        "Reporting in ",
        "reporting in ",
        "Reporting live from ",
        "reporting live from ",
    ] {
        if let Some((before, place)) = find::split_at_last(line, mark) {
            let before = before.trim_end().trim_end_matches(',').trim_end();
            return ((!before.is_empty()).then_some(before), Some(place.trim()));
        }
    }
    if let Some(place) = line.strip_prefix("In ").or_else(|| line.strip_prefix("At ")) {
        return (None, Some(place));
    }
    match line.rsplit_once(", in ") {
        Some((before, place)) => (Some(before.trim()), Some(place.trim())),
        None => (Some(line), None),
    }
}

/// "BBC World Service", "AFP", "University of Example"; not "Russia editor" nor "Northern Ireland":
/// an organisation has an acronym, or a word that says so.
fn is_organisation(text: &str) -> bool {
    let mut words = text.split(|ch: char| !ch.is_alphanumeric());
    let is_acronym = |word: &str| {
        word.len() > 1
            && word.chars().all(char::is_uppercase)
            && !["UK", "US", "USA", "EU", "UN", "UAE", "DC", "TV", "MP"].contains(&word)
    };
    !is_role(text) && words.any(|word| is_acronym(word) || is_organisations_word(word))
}

/// Whether a word makes a name an organisation's, in capitals as well.
fn is_organisations_word(word: &str) -> bool {
    let is_shouted = !word.contains(char::is_lowercase);
    ORGANISATIONS.iter().any(|own| *own == word || is_shouted && own.eq_ignore_ascii_case(word))
}

fn is_role(text: &str) -> bool {
    let mut words = text.split(|ch: char| !ch.is_alphanumeric());
    words.any(|word| ROLES.iter().any(|role| role.eq_ignore_ascii_case(word)))
}

/// Words that make a name an organisation's.
const ORGANISATIONS: &[&str] = &[
    "News",
    "Service",
    "Monitoring",
    "Verify",
    "Agency",
    "University",
    "Press",
    "Times",
    "Post",
    "Radio",
    "Television",
    "Sport",
    "Network",
    "Guardian",
    "Reuters",
    "Bloomberg",
    "Telegraph",
    "Institute",
    "Media",
    "Journal",
    "Herald",
    "Tribune",
    "Observer",
    "Newsroom",
    "Desk",
    "Online",
];

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn role_lines() {
        for (line, role, organisation, located) in [
            ("Russia editor, reporting from Istanbul", "Russia editor", "", "Istanbul"),
            ("Reporting from Istanbul", "", "", "Istanbul"),
            (
                "US Harbour Office correspondent, reporting from Harbourtown, Islands",
                "US Harbour Office correspondent",
                "",
                "Harbourtown, Islands",
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
            ("BBC Persian, in London", "", "BBC Persian", "London"),
            ("BBC News, New York", "", "BBC News", "New York"),
            ("Business reporter, New York", "Business reporter, New York", "", ""),
            ("Political editor, Northern Ireland", "Political editor, Northern Ireland", "", ""),
            ("Lead Meteorologist", "Lead Meteorologist", "", ""),
            ("In Kyiv", "", "", "Kyiv"),
            ("Reporting live from Kyiv", "", "", "Kyiv"),
            ("AFP", "", "AFP", ""),
            ("Europe editor, kim@desk.example", "Europe editor", "", ""),
            ("kim@desk.example", "", "", ""),
            (", AFP", "", "AFP", ""),
            ("Europe editor ,  , reporting from ", "Europe editor ,", "", ""),
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
    fn what_somebody_is() {
        for line in [
            "Sea correspondent",
            "Chief political correspondent in London",
            "Editor, Europe",
            "Head of newsgathering",
            "Reporting from Istanbul",
            "BBC News, reporting from Istanbul",
            "BBC News, New York",
            "Russia editor, BBC Monitoring",
        ] {
            assert!(is_about(line), "{line}");
        }
        for line in [
            "Police chief speaks of a plot",
            "Who is the new editor?",
            "BBC News says that boats sail",
            "The ferry sails",
            "In Pictures",
            "At the harbour",
            "A new chief",
            "Who is the author",
            "Reporting from the harbour",
            "a correspondent",
            "An editor was held on Monday.",
        ] {
            assert!(!is_about(line), "{line}");
        }
        assert!(is_person("Kim Sample") && is_person("Jan van der Berg"));
        for text in [
            "Middle East",
            "New Delhi",
            "Tel Aviv",
            "Fact Check",
            "World News",
            "Kim",
            "Sea correspondent",
        ] {
            assert!(!is_person(text), "{text}");
        }
    }

    #[test]
    fn names_of_every_sort() {
        for name in
            ["Jan van der Berg", "Ahmed al-Sample", "J. K. Sample-O’Hara", "Çağla Ünal", "李明"]
        {
            assert!(is_name(name), "{name}");
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
            ("11 May", "Following calls for a ceasefire, talks were proposed"),
            ("What we know", "Police say the driver has been found"),
            ("Kim Sample", "“We will not stop”"),
            ("Kim Sample", "Nobody knows."),
        ] {
            assert_eq!(read(first, second), None, "{first} / {second}");
        }
    }
}
