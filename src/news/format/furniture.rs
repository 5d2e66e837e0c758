//! What article pages print around the reporting, known by its words.

use super::{dump, find, stamp, words};

/// Lines that are furniture wherever they stand alone.
const LINES: &[&str] = &[
    "advertisement",
    "advertisment",
    "ad",
    "premium",
    "exclusive for subscribers",
    "story continues below this ad",
    "article continues below this ad",
    "story continues below advertisement",
    "article continues below advertisement",
    "related",
    "related stories",
    "related articles",
    "related topics",
    "related news",
    "no stories found",
    "latest comment",
    "latest comments",
    "post comment",
    "post a comment",
    "read comments",
    "view comments",
    "comments",
    "leave a comment",
    "share",
    "share this article",
    "share this story",
    "share this",
    "save",
    "print",
    "copy link",
    "listen to this article",
    "read more",
    "also read",
    "read also",
    "more on this story",
    "most read",
    "most popular",
    "trending",
    "trending now",
    "recommended",
    "recommended stories",
    "sign in",
    "log in",
    "subscribe",
    "subscribe now",
    "sign up",
    "newsletter",
    "newsletters",
    "follow us",
    "skip to content",
    "skip to main content",
    "back to top",
    "updated on",
    "published on",
    "published",
    "updated",
    "first published",
    "last updated",
    "advertise with us",
    "next story",
    "previous story",
    "tags",
    "topics",
];

/// Beginnings of short lines that are furniture.
const BEGINNINGS: &[&str] = &[
    "advertisement -",
    "also read:",
    "also read |",
    "read also:",
    "read more:",
    "related:",
    "follow us on",
    "click here to",
    "sign up for",
    "sign up to",
    "subscribe to",
    "stay updated with",
    "download the app",
    "download our app",
    "join our",
    "copyright ©",
    "copyright (c)",
    "©",
    "all rights reserved",
];

/// What makes a short line furniture wherever it stands.
const CLICKS: [&str; 3] = ["click here to ", "Click here to ", "CLICK HERE TO "];

/// Beginnings of the lines that say when a page was published or changed.
pub const STAMPS: &[&str] =
    &["first published", "published", "posted", "updated", "last updated", "last modified"];

/// No line that is furniture by itself is longer, in bytes, and ends like a sentence.
const LONGEST_LINE: usize = 48;

/// Longest furniture known by its beginning, in words.
const WORDS: usize = 20;

/// Whether a line is furniture, whatever stands around it.
pub fn is_furniture(text: &str) -> bool {
    // Nothing below is as long as most paragraphs are.
    if text.len() > stamp::LONGEST && words::at_least(WORDS + 1, text) {
        return false;
    }
    // "Sign up for the vaccine opened on Monday." is a sentence, and reporting.
    let is_sentence = text.ends_with(['.', '!', '?', '”', '"']);
    if is_sentence && text.len() > LONGEST_LINE {
        return dump::last_update(text).is_some();
    }
    let bare = text.trim_matches(|ch: char| !ch.is_alphanumeric() && ch != '©' && ch != ')');
    find::is_one_of(bare, LINES)
        || is_reading_time(bare)
        || is_domain(text)
        || is_stamp(text)
        || dump::last_update(text).is_some()
        || (!is_sentence
            && !words::at_least(WORDS + 1, text)
            && (BEGINNINGS.iter().any(|start| find::begins(text, start))
                || CLICKS.iter().any(|click| find::split_at_last(text, click).is_some())))
}

/// "Updated on June 2, 2025 10:31 IST": a stamp's word, then a date.
pub fn is_stamp(text: &str) -> bool {
    let begins = |text: &str| STAMPS.iter().any(|start| find::begins(text, start));
    (begins(text) || begins(stamp::behind_place(text)))
        && !text.ends_with('.')
        && stamp::is_all(text)
}

/// "2 min read".
fn is_reading_time(text: &str) -> bool {
    let mut words = text.split_whitespace();
    words.next_back().is_some_and(|last| last.eq_ignore_ascii_case("read"))
        && matches!((words.next(), words.next(), words.next()), (Some(number), Some(unit), None)
            if number.parse::<u16>().is_ok() && find::begins(unit, "min"))
}

/// A web address without anything around it: "harbourdesk.example".
fn is_domain(text: &str) -> bool {
    if text.contains(' ') || !text.contains('.') {
        return false;
    }
    let host =
        text.strip_prefix("https://").or_else(|| text.strip_prefix("http://")).unwrap_or(text);
    let host = host.trim_end_matches('/');
    let mut labels = host.rsplit('.');
    let top = labels.next().unwrap_or_default();
    host.contains('.')
        && (2..=10).contains(&top.len())
        && host.split('.').all(|label| {
            !label.is_empty()
                && label.bytes().all(|b| b.is_ascii_lowercase() || b.is_ascii_digit() || b == b'-')
        })
        && top.bytes().all(|byte| byte.is_ascii_lowercase())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn furniture_is_known_by_its_words() {
        for text in [
            "Premium",
            "ADVERTISEMENT",
            "Story continues below this ad",
            "2 min read",
            "Updated on",
            "No stories found.",
            "harbourdesk.example",
            "https://harbourdesk.example/",
            "Stay updated with us - Click here to follow",
            "Updated on June 2, 2025 10:31 IST",
            "© 2025 Harbour Desk",
            "Navi Mumbai | Updated: June 2, 2025 10:31 IST",
        ] {
            assert!(is_furniture(text), "{text}");
        }
        for text in [
            "Updated 2024 budget figures show deficit widening",
            "Posted to Kyiv in 2022",
            "Sign up for the vaccine opened on Monday.",
            "Premium prices rose again on Monday.",
            "Published figures show a rise of 12 points.",
            "The ferry sails",
            "3.5",
            "Related party transactions grew",
            "Mr. Smith",
        ] {
            assert!(!is_furniture(text), "{text}");
        }
    }
}
