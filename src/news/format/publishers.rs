//! Who has published a page, where it says so itself: its zone, and what it prints around the reporting.

use jiff::tz::TimeZone;

use super::find;
use super::lines::Line;

/// A publisher whose pages are known.
#[derive(Debug)]
pub struct Publisher {
    /// Its name, which may stand alone on a line.
    pub name: &'static str,
    /// Its address on the web, and other lines that only its pages print, in lower case.
    marks: &'static [&'static str],
    /// Beginnings of lines that only its pages print.
    beginnings: &'static [&'static str],
    /// The zone of times that are printed without one.
    zone: &'static str,
    /// Lines that are furniture, in lower case.
    furniture: &'static [&'static str],
    /// Beginnings of lines that are furniture, in lower case.
    furniture_beginnings: &'static [&'static str],
}

const NONE: Publisher = Publisher {
    name: "",
    marks: &[],
    beginnings: &[],
    zone: "",
    furniture: &[],
    furniture_beginnings: &[],
};

const LONDON: &str = "Europe/London";
const NEW_YORK: &str = "America/New_York";
const KOLKATA: &str = "Asia/Kolkata";
const JOHANNESBURG: &str = "Africa/Johannesburg";
const BERLIN: &str = "Europe/Berlin";

/// The publishers.
pub const PUBLISHERS: &[Publisher] = &[
    Publisher {
        name: "BBC",
        marks: &["got a tv licence?", "all times stated are uk", "bbc.co.uk", "bbc.com"],
        zone: LONDON,
        furniture: &[
            "got a tv licence?",
            "live reporting",
            "all times stated are uk",
            "get involved",
            "find out more",
            "i don’t have a tv licence.",
            "i don't have a tv licence.",
            "i have a tv licence. watch now.",
            "video content",
            "view more on twitter",
            "view more on youtube",
            "view more on instagram",
            "view more on facebook",
            "read more",
            "back to top",
        ],
        furniture_beginnings: &["you need one to watch live tv", "article share tools"],
        ..NONE
    },
    Publisher {
        name: "The Guardian",
        marks: &["theguardian.com", "please turn on javascript to use this feature"],
        beginnings: &["First published on "],
        zone: LONDON,
        furniture: &[
            "key event",
            "key events",
            "share",
            "facebook",
            "twitter",
            "email",
            "show key events only",
            "please turn on javascript to use this feature",
            "filters beta",
            "newest",
            "oldest",
        ],
        ..NONE
    },
    Publisher {
        name: "CNN",
        marks: &["cnn.com", "link copied!"],
        beginnings: &["From CNN's ", "From CNN’s "],
        zone: NEW_YORK,
        furniture: &["link copied!", "see all topics", "live tv", "cnn video"],
        ..NONE
    },
    Publisher {
        name: "The Telegraph",
        marks: &["telegraph.co.uk"],
        zone: LONDON,
        furniture: &["license this content", "show comments"],
        ..NONE
    },
    Publisher { name: "The Independent", marks: &["independent.co.uk"], zone: LONDON, ..NONE },
    Publisher {
        name: "Sky News",
        marks: &["news.sky.com", "skynews.com"],
        zone: LONDON,
        furniture: &["share", "key points"],
        ..NONE
    },
    Publisher {
        name: "Mirror",
        marks: &["mirror.co.uk", "the mirror"],
        zone: LONDON,
        furniture: &["key events", "key event", "show key events only", "load more"],
        ..NONE
    },
    Publisher { name: "Express", marks: &["express.co.uk"], zone: LONDON, ..NONE },
    Publisher {
        name: "The New York Times",
        marks: &["nytimes.com", "current time in:"],
        zone: NEW_YORK,
        furniture: &["current time in:"],
        ..NONE
    },
    Publisher {
        name: "The Washington Post",
        marks: &["washingtonpost.com"],
        zone: NEW_YORK,
        ..NONE
    },
    Publisher { name: "NBC News", marks: &["nbcnews.com"], zone: NEW_YORK, ..NONE },
    Publisher { name: "CBC News", marks: &["cbc.ca"], zone: "America/Toronto", ..NONE },
    Publisher { name: "ABC News (AU)", marks: &["abc.net.au"], zone: "Australia/Sydney", ..NONE },
    Publisher { name: "Al Jazeera", marks: &["aljazeera.com"], zone: "Asia/Qatar", ..NONE },
    Publisher { name: "Middle East Eye", marks: &["middleeasteye.net"], zone: LONDON, ..NONE },
    Publisher {
        name: "The Times of Israel",
        marks: &["timesofisrael.com", "by toi staff", "times of israel"],
        beginnings: &["The Times of Israel is liveblogging "],
        zone: "Asia/Jerusalem",
        ..NONE
    },
    Publisher {
        name: "n-tv",
        marks: &["n-tv.de", "ntv.de", "quelle: ntv.de"],
        beginnings: &["Quelle: ntv.de"],
        zone: BERLIN,
        furniture_beginnings: &["quelle: ntv.de"],
        ..NONE
    },
    Publisher { name: "Der Spiegel", marks: &["spiegel.de"], zone: BERLIN, ..NONE },
    Publisher { name: "Deutsche Welle", marks: &["dw.com"], zone: BERLIN, ..NONE },
    Publisher { name: "Le Monde", marks: &["lemonde.fr"], zone: "Europe/Paris", ..NONE },
    Publisher { name: "France 24", marks: &["france24.com"], zone: "Europe/Paris", ..NONE },
    Publisher { name: "RTÉ", marks: &["rte.ie"], zone: "Europe/Dublin", ..NONE },
    Publisher {
        name: "Rediff",
        marks: &[
            "rediff.com",
            "rediff news",
            "timeline refresh",
            "news.rediff.com",
            "rediff.com news",
        ],
        zone: KOLKATA,
        furniture: &["image", "write a comment", "timeline refresh", "live"],
        ..NONE
    },
    Publisher {
        name: "Business Standard",
        marks: &["business-standard.com"],
        zone: KOLKATA,
        ..NONE
    },
    Publisher { name: "NDTV", marks: &["ndtv.com"], zone: KOLKATA, ..NONE },
    Publisher { name: "Hindustan Times", marks: &["hindustantimes.com"], zone: KOLKATA, ..NONE },
    Publisher { name: "The Indian Express", marks: &["indianexpress.com"], zone: KOLKATA, ..NONE },
    Publisher { name: "The Hindu", marks: &["thehindu.com"], zone: KOLKATA, ..NONE },
    Publisher { name: "IOL", marks: &["iol.co.za"], zone: JOHANNESBURG, ..NONE },
    Publisher { name: "TimesLIVE", marks: &["timeslive.co.za"], zone: JOHANNESBURG, ..NONE },
    Publisher { name: "SABC News", marks: &["sabcnews.com"], zone: JOHANNESBURG, ..NONE },
];

/// A longer line says nothing of its publisher, in bytes.
const LONGEST: usize = 160;

/// A longer line is no name, and nothing else that a page is known by, in bytes.
const LONGEST_NAME: usize = 60;

/// Who has published a page, if its lines name one, and no other.
pub fn of_page(lines: &[Line]) -> Option<&'static Publisher> {
    let mut found: Option<&Publisher> = None;
    for line in lines.iter().filter(|line| !line.is_blank() && line.text.len() <= LONGEST) {
        let owner = owner(&line.text);
        let is_it = |publisher: &&Publisher| match owner {
            Some(owner) => publisher.owns(owner),
            None => publisher.is_named(&line.text),
        };
        let Some(publisher) = PUBLISHERS.iter().find(is_it) else { continue };
        if found.is_some_and(|found| found.name != publisher.name) {
            return None;
        }
        found = Some(publisher);
    }
    found
}

/// Who stands behind the sign of copyright, and behind the year: `© 2025 The Indian Express Pvt Ltd`.
fn owner(text: &str) -> Option<&str> {
    let owner = text.strip_prefix("Copyright ").unwrap_or(text).strip_prefix('©')?;
    Some(owner.trim_start_matches(|ch: char| ch.is_ascii_digit() || " -–,".contains(ch)))
}

/// Who has published a page, as far as lines inside its posts tell.
pub fn of_posts(lines: &[Line]) -> Option<&'static Publisher> {
    let mut telling = PUBLISHERS.iter().filter(|publisher| !publisher.beginnings.is_empty());
    telling.find(|publisher| lines.iter().any(|line| publisher.begins(&line.text)))
}

/// The publisher of a name.
pub fn named(name: &str) -> Option<&'static Publisher> {
    PUBLISHERS.iter().find(|publisher| publisher.name == name)
}

impl Publisher {
    fn is_named(&self, text: &str) -> bool {
        let is_address = text.starts_with("http");
        if text.len() > LONGEST_NAME && !is_address {
            return self.begins(text);
        }
        let bare = text.trim_start_matches("https://").trim_start_matches("http://");
        let bare = bare.trim_start_matches("www.").trim_end_matches('/');
        let below = |mark: &str| bare.strip_prefix(mark).is_some_and(|rest| rest.starts_with('/'));
        bare.eq_ignore_ascii_case(self.name)
            || self.marks.iter().any(|mark| is_same(bare, mark))
            || self.begins(text)
            || (is_address && self.marks.iter().any(|mark| below(mark)))
    }

    /// Whether it is who the rights in a page are said to be with.
    fn owns(&self, owner: &str) -> bool {
        let behind = owner.get(self.name.len()..).unwrap_or_default();
        find::begins(owner, self.name)
            && (behind.is_empty() || behind.starts_with([' ', '.', ',', ')']))
    }

    fn begins(&self, text: &str) -> bool {
        self.beginnings.iter().any(|start| text.starts_with(start))
    }

    /// The zone of times that it prints without one.
    pub fn zone(&self) -> Option<TimeZone> {
        TimeZone::get(self.zone).ok()
    }

    /// What `IST` means to it.
    pub fn ist(&self) -> Option<TimeZone> {
        let knows = [KOLKATA, "Asia/Jerusalem", "Europe/Dublin"].contains(&self.zone);
        knows.then(|| self.zone()).flatten()
    }

    /// Whether it prints a line around the reporting.
    pub fn is_furniture(&self, text: &str) -> bool {
        text.len() <= LONGEST
            && (self.furniture.iter().any(|line| is_same(text, line))
                || self.furniture_beginnings.iter().any(|start| find::begins(text, start)))
    }
}

/// Whether two lines are the same but for case and the width of spaces.
fn is_same(text: &str, line: &str) -> bool {
    find::is_one_of(text, &[line])
        || text.len() > line.len() && {
            let mut words = text.split_whitespace();
            line.split(' ')
                .all(|word| words.next().is_some_and(|own| find::is_one_of(own, &[word])))
                && words.next().is_none()
        }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::news::format::lines;

    fn publisher(text: &str) -> Option<&'static str> {
        of_page(&lines::split(text, 1000, &mut Vec::new())).map(|publisher| publisher.name)
    }

    #[test]
    fn a_page_names_its_publisher() {
        for (text, name) in [
            ("Got a TV Licence?\n\nBoats sail", Some("BBC")),
            ("From CNN's Kim Sample", Some("CNN")),
            ("Timeline  Refresh", Some("Rediff")),
            (
                "The Times of Israel is liveblogging Tuesday's events as they happen.",
                Some("The Times of Israel"),
            ),
            ("The Times of Israel is a newspaper.", None),
            ("Current time in:", Some("The New York Times")),
            ("https://www.iol.co.za/news/boats", Some("IOL")),
            ("The Guardian\nSky News", None),
            ("The Guardian said that boats sail", None),
            ("Express delivery", None),
            ("© The Indian Express Pvt Ltd", Some("The Indian Express")),
            ("Copyright © 2024-2025 The Hindu. All rights reserved", Some("The Hindu")),
            ("© CNN-News18", None),
        ] {
            assert_eq!(publisher(text), name, "{text}");
        }
        let ist = |name: &str| named(name)?.ist()?.iana_name().map(str::to_owned);
        assert_eq!(ist("Rediff").as_deref(), Some("Asia/Kolkata"));
        assert_eq!(ist("RTÉ").as_deref(), Some("Europe/Dublin"));
        assert_eq!(ist("CNN"), None);
        assert!(PUBLISHERS.iter().all(|publisher| publisher.zone().is_some()));
    }
}
