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
    "share full article",
    "share this post",
    "copy this link",
    "read more about these links",
    "article share tools",
    "view more share options",
    "explore more on these topics",
    "related internet links",
    "must read",
    "must reads",
    "end of list",
];

/// Lines that are furniture too, and stand between parts of a text as often as behind it.
const WITHIN: &[&str] = &[
    "view image in fullscreen",
    "skip ad",
    "skip advertisement",
    "enter your email",
    "enter your email address",
    "after newsletter promotion",
];

/// Sentences that are furniture, however long.
const SENTENCES: &[&str] = &[
    "privacy notice: newsletters may contain ",
    "the bbc is not responsible for the content of external sites",
    "our standards: the thomson reuters trust principles",
];

/// Beginnings of lines that are furniture even where the title behind them ends like a sentence.
const LINKS: &[&str] = &["also read |", "also read:", "read also |", "read also:", "must read |"];

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
    "tags:",
    "privacy notice:",
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
    if SENTENCES.iter().any(|start| find::begins(text, start)) {
        return true;
    }
    // Nothing below is as long as most paragraphs are.
    if text.len() > stamp::LONGEST && words::at_least(WORDS + 1, text) {
        return false;
    }
    // "Sign up for the vaccine opened on Monday." is a sentence, and reporting.
    let is_sentence = text.ends_with(['.', '!', '?', '”', '"']);
    if is_sentence && text.len() > LONGEST_LINE {
        return dump::last_update(text).is_some()
            || LINKS.iter().any(|start| find::begins(text, start));
    }
    let bare = text.trim_matches(|ch: char| !ch.is_alphanumeric() && ch != '©' && ch != ')');
    find::is_one_of(bare, LINES)
        || find::is_one_of(bare, WITHIN)
        || is_rule(text)
        || is_list_mark(bare)
        || is_free_newsletter(bare)
        || is_reading_time(bare)
        || is_domain(text)
        || is_stamp(text)
        || dump::last_update(text).is_some()
        || (!is_sentence
            && !words::at_least(WORDS + 1, text)
            && (BEGINNINGS.iter().any(|start| find::begins(text, start))
                || CLICKS.iter().any(|click| find::split_at_last(text, click).is_some())))
}

/// Whether a line that is furniture may stand between parts of a text: what is below it need be none.
pub fn stands_within(text: &str) -> bool {
    is_rule(text) || find::is_one_of(text, WITHIN)
}

/// A line drawn across the page: `___`.
fn is_rule(text: &str) -> bool {
    text.len() >= 3 && text.chars().all(|ch| matches!(ch, '_' | '-' | '–' | '—' | '='))
}

/// `list of 3 items`, `list 1 of 3`: how readers that speak announce a list.
fn is_list_mark(text: &str) -> bool {
    let of_one = || {
        let (at, count) = list_words(text)?.split_once(" of ")?;
        Some(is_number(at) && is_number(count))
    };
    list_length(text).is_some() || of_one() == Some(true)
}

/// How many items `list of 3 items` announces.
pub fn list_length(text: &str) -> Option<usize> {
    let count = list_words(text)?.strip_prefix("of ")?;
    count.strip_suffix('s').unwrap_or(count).strip_suffix(" item")?.parse().ok()
}

fn list_words(text: &str) -> Option<&str> {
    text.strip_prefix("list ").or_else(|| text.strip_prefix("List "))
}

fn is_number(text: &str) -> bool {
    !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_digit())
}

/// `Free daily newsletter`.
fn is_free_newsletter(text: &str) -> bool {
    find::begins(text, "free ")
        && !words::at_least(4, text)
        && (text.ends_with(" newsletter") || text.ends_with(" email"))
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
            "___",
            "list of 3 items",
            "list 1 of 3",
            "end of list",
            "Free daily newsletter",
            "Privacy Notice: Newsletters may contain information about charities, online ads, and content funded by \
             outside parties. For more information see our Privacy Policy.",
            "Tags: Boats, Harbour",
            "Also Read | “The ferry will sail at noon, whatever the sea is like”",
            "Read more about these links.",
            "Skip Ad",
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
            "…",
            "?",
            "List of 3 ships was shown",
            "Free daily newsletter sent to many",
            "Must read the letter, judge says",
            "Privacy notice: a law that nobody knew is now to be read by every firm that keeps names of its readers.",
        ] {
            assert!(!is_furniture(text), "{text}");
        }
    }
}
