//! What live pages print in and beside their posts, known by its words: what stands for a clip or for the post of
//! another site, ways to pass posts on, and what leads to other pages.

use crate::news::format::lines::Line;
use crate::news::format::{credits, find};

/// Lines that are furniture wherever they stand.
const LINES: &[&str] = &[
    "this video can not be played",
    "this video cannot be played",
    "to play this video you need to enable javascript in your browser.",
    "content is not available",
    "accept and continue",
    "share this post",
    "share this page",
    "copy this link",
    "read more about these links.",
    "read more about these links",
    "read about our approach to external linking.",
    "the bbc is not responsible for the content of external sites.",
    "warning: third party content may contain adverts",
];

/// Headings of what leads to other pages.
const HEADINGS: &[&str] = &["related topics", "related internet links"];

/// Lines that are furniture above the first post.
const ABOVE: &[&str] = &[
    "jump to comments",
    "share",
    "live feed",
    "live coverage",
    "live reporting",
    "view comments",
    "comments",
];

/// Sites whose posts are shown in others.
const SITES: &[&str] = &[
    "twitter",
    "x",
    "instagram",
    "youtube",
    "google youtube",
    "facebook",
    "tiktok",
    "threads",
    "bluesky",
    "telegram",
    "reddit",
    "vimeo",
];

/// What stands before the name of a site, and what stands behind it.
const OF_SITES: &[(&str, &[&str])] = &[
    ("view more on ", &[""]),
    ("view content on ", &[""]),
    ("view original post on ", &[""]),
    ("skip ", &[" post", " video", " content"]),
    ("end of ", &[" post", " video", " content"]),
    ("allow ", &[" content?"]),
    ("this article contains content provided by ", &[". "]),
];

/// What may follow the word for a post of another site: whose it is, and which of several.
const OF_WHOM: &[&str] = &[" by ", ", "];

/// Most words of a line below a heading of what leads to other pages.
const LINK_WORDS: usize = 10;

/// Most words of a name of an account, with what stands around it.
const WHOM_WORDS: usize = 12;

/// Whether a line is furniture wherever it stands.
pub fn is_furniture(text: &str) -> bool {
    // The first letter tells most lines.
    let first = text.as_bytes().first().map_or(0, u8::to_ascii_lowercase);
    if !matches!(first, b't' | b'c' | b'a' | b's' | b'r' | b'w' | b'v' | b'e') {
        return false;
    }
    find::is_one_of(text, LINES) || is_heading(text) || is_of_site(text)
}

/// Whether a line is furniture above the first post of a page: there stands who has edited it, too.
pub fn is_above(text: &str) -> bool {
    let edited = "Edited by ";
    find::is_one_of(text, ABOVE)
        || is_furniture(text)
        || (find::begins(text, edited) && text.get(edited.len()..).is_some_and(credits::are_names))
}

/// Where a page ends and what leads to other pages begins, in the lines of its last post.
pub fn tail(lines: &[Line]) -> usize {
    let is_link = |line: &Line| {
        line.is_blank()
            || is_furniture(&line.text)
            || (!line.text.ends_with(['.', '!', '?', ':', '”', '"'])
                && line.text.split_whitespace().count() <= LINK_WORDS)
    };
    let above = lines.iter().rposition(|line| !is_link(line));
    let from = above.map_or(0, |at| at + 1);
    let heading = lines.iter().skip(from).position(|line| is_heading(&line.text));
    heading.map_or(lines.len(), |at| from + at)
}

fn is_heading(text: &str) -> bool {
    find::is_one_of(text, HEADINGS)
}

/// `View more on twitter`, `End of twitter post by Kim Sample`.
fn is_of_site(text: &str) -> bool {
    OF_SITES.iter().any(|(before, behind)| {
        let Some(rest) = behind_start(text, before) else { return false };
        SITES.iter().filter_map(|site| behind_start(rest, site)).any(|rest| is_behind(rest, behind))
    })
}

fn behind_start<'a>(text: &'a str, start: &str) -> Option<&'a str> {
    text.get(start.len()..).filter(|_| find::begins(text, start))
}

/// Whether what stands behind the name of a site is what such a line says there.
fn is_behind(rest: &str, behind: &[&str]) -> bool {
    let fits = |words: &str, rest: &str| match words {
        "" => rest.is_empty() || rest == "(opens new window)",
        ". " => true,
        _ => {
            let is_whom = OF_WHOM.iter().any(|of| find::begins(rest, of))
                && rest.split_whitespace().count() <= WHOM_WORDS;
            rest.is_empty() || is_whom
        }
    };
    behind.iter().any(|words| behind_start(rest, words).is_some_and(|rest| fits(words, rest)))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lines_are_known_by_their_words() {
        for text in [
            "This video can not be played",
            "View more on twitter",
            "View more on X",
            "Skip twitter post by Kim Sample",
            "Skip instagram post by @desk, 2",
            "Allow Twitter content?",
            "Allow TikTok content?",
            "This article contains content provided by Google YouTube. We ask for your permission before anything is \
             loaded, as they may be using cookies and other technologies.",
            "End of twitter post by Kim Sample",
            "End of twitter post, 1",
            "End of X post",
            "Share this post",
            "Copy this link",
            "Read more about these links.",
            "Related topics",
            "Related Internet Links",
        ] {
            assert!(is_furniture(text), "{text}");
        }
        for text in [
            "This video can not be played in court, a judge says",
            "View more on twitter users",
            "Skip twitter posts, he says.",
            "Allow Twitter content? A court says no",
            "End of twitter post limits cheers users",
            "End of the war",
            "Share",
            "Edited by Kim Sample",
            "Copy this link between the two",
            "Related topics came up",
            "é",
            "",
        ] {
            assert!(!is_furniture(text), "{text}");
        }
        for text in ["Jump to comments", "Share", "Live Feed", "Edited by Kim Sample and Ann Other"]
        {
            assert!(is_above(text), "{text}");
        }
        for text in ["Edited by hand over many years", "Shares fell", "One paragraph."] {
            assert!(!is_above(text), "{text}");
        }
    }
}
