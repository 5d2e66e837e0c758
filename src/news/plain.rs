//! A post as plain text: for a clipboard, for a selection by mouse. Nothing is wrapped, and nothing stands
//! beside the text.

use jiff::civil::Date;
use unicode_segmentation::UnicodeSegmentation;
use unicode_width::UnicodeWidthStr;

use super::body::Block;
use super::post::{Byline, Post, Presence};
use super::when::Clock;
use super::wrap::item_mark;

/// A post, a line for each paragraph: what it is and where it comes from, and behind a blank line what it
/// says. No line holds a control character.
#[must_use]
pub fn lines(post: &Post, presence: Presence, clock: &Clock) -> Vec<String> {
    let mut lines = vec![post.headline.to_string()];
    lines.extend(post.by.iter().map(byline));
    let gone = presence.word().map(|word| format!("{} · ", word.to_uppercase()));
    lines.push(format!("{}{}", gone.unwrap_or_default(), time(post, clock)));
    lines.push(post.source().to_owned());
    lines.extend(post.url().map(str::to_owned));
    lines.retain(|line| !line.is_empty());
    for block in post.body.shown_blocks() {
        lines.push(String::new());
        lines.extend(block_lines(&block));
    }
    lines
}

/// `~09:57 BST Mon 2 June 2025`: the time of a post, for whoever reads it on another day.
#[must_use]
pub fn time(post: &Post, clock: &Clock) -> String {
    let Some(moment) = post.time.moment() else { return "time not known".to_owned() };
    let mark = if post.time.source().is_assumed() { "~" } else { "" };
    let (time, zone) = (clock.post_time(moment), clock.post_zone(moment));
    let day: Date = clock.day(moment);
    format!("{mark}{time} {zone} {}", day.strftime("%a %-d %B %Y"))
}

/// `Kim Sample · Europe editor · reporting from Harbourtown`.
#[must_use]
pub fn byline(by: &Byline) -> String {
    let parts = [Some(by.name.as_ref()), by.role.as_deref(), by.organisation.as_deref()];
    let place = by.located.as_ref().map(|place| format!("reporting from {place}"));
    let parts: Vec<&str> = parts.into_iter().flatten().chain(place.as_deref()).collect();
    parts.join(" · ")
}

fn block_lines(block: &Block) -> Vec<String> {
    let lines = match block {
        Block::Paragraph { text } | Block::Subhead { text } => vec![(*text).to_owned()],
        Block::List { ordered, items } => {
            let line = |(at, item): (usize, &&str)| item_mark(*ordered, at, item) + item;
            items.iter().enumerate().map(line).collect()
        }
        Block::Image { alt, caption, credit } => {
            let alt = if alt == caption { "" } else { alt };
            vec![labelled("Picture: ", alt), (*caption).to_owned(), (*credit).to_owned()]
        }
        Block::Video { caption } => vec![labelled("Video: ", caption)],
        Block::Quote { text, cite } => vec![format!("“{text}”"), labelled("— ", cite)],
        Block::Furniture { .. } => Vec::new(),
    };
    lines.into_iter().filter(|line| !line.is_empty()).collect()
}

fn labelled(label: &str, text: &str) -> String {
    if text.is_empty() { String::new() } else { format!("{label}{text}") }
}

/// Cuts a line into rows of `columns` columns, where a terminal itself would wrap it: anywhere, but for
/// the inside of a character, unless that alone is wider. An empty line is one row.
#[must_use]
pub fn fold(line: &str, columns: usize) -> Vec<&str> {
    let (mut rows, mut from, mut taken) = (Vec::new(), 0, 0);
    let pieces = line.grapheme_indices(true).flat_map(|(at, cluster)| {
        // Letters that join without end are one character, however many they are.
        let whole = cluster.width() <= columns.max(2);
        let length = if whole { cluster.len() } else { 0 };
        let split = cluster.char_indices().filter(move |(at, _)| !whole || *at == 0);
        split.map(move |(inside, ch)| (at + inside, length.max(ch.len_utf8())))
    });
    for (at, length) in pieces {
        let width = line.get(at..at + length).map_or(0, UnicodeWidthStr::width);
        if taken + width > columns && at > from {
            rows.extend(line.get(from..at));
            (from, taken) = (at, 0);
        }
        taken += width;
    }
    rows.extend(line.get(from..));
    rows
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lines_are_folded_where_a_terminal_wraps() {
        for (line, columns, rows) in [
            ("", 3, &[""][..]),
            ("abc", 3, &["abc"]),
            ("abcdefg", 3, &["abc", "def", "g"]),
            ("ab cd", 3, &["ab ", "cd"]),
            ("港口会", 5, &["港口", "会"]),
            ("e\u{301}e\u{301}e\u{301}", 2, &["e\u{301}e\u{301}", "e\u{301}"]),
            ("港口", 1, &["港", "口"]),
            ("\u{1100}\u{1100}\u{1100}\u{1161}", 4, &["\u{1100}\u{1100}", "\u{1100}\u{1161}"]),
        ] {
            assert_eq!(fold(line, columns), rows, "{line} in {columns}");
            assert_eq!(fold(line, columns).concat(), line);
        }
    }
}
