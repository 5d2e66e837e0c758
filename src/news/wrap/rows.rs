//! Where a text is broken into rows.

use textwrap::WordSplitter;

use crate::news::columns;
use crate::news::plain::fold;

/// The rows of a text in `columns` columns, each with the byte that it begins at: broken at spaces and
/// hyphens, and inside a word where it is wider than a row. They are measured as a screen measures them, by what
/// characters come to together: a sign that is asked to be an emoji is wider than the two are apart.
pub fn rows(text: &str, columns: usize) -> Vec<(usize, &str)> {
    let mut rows = Vec::new();
    let mut add = |start, end| rows.extend(text.get(start..end).map(|row| (start, row)));
    let (mut start, mut end, mut taken) = (0, 0, 0);
    for (mut at, word, spaces) in words(text) {
        for piece in pieces(word, columns) {
            let width = columns::width(piece);
            if taken + width > columns && at > start {
                add(start, end);
                (start, taken) = (at, 0);
            }
            at += piece.len();
            end = at;
            taken += width;
        }
        taken += spaces;
    }
    add(start, end);
    rows
}

/// The pieces of a word that a row may end between: behind its hyphens, and of what is still wider than a
/// row, anywhere.
fn pieces(word: &str, columns: usize) -> impl Iterator<Item = &str> {
    let hyphens = WordSplitter::HyphenSplitter.split_points(word);
    let mut from = 0;
    hyphens.into_iter().chain([word.len()]).flat_map(move |to| {
        let piece = word.get(from..to).unwrap_or_default();
        from = to;
        fold(piece, columns)
    })
}

/// The words of a text, each with the byte that it begins at and the number of spaces behind it.
fn words(text: &str) -> impl Iterator<Item = (usize, &str, usize)> {
    let mut at = 0;
    std::iter::from_fn(move || {
        let rest = text.get(at..).filter(|rest| !rest.is_empty())?;
        let word = rest.get(..rest.find(' ').unwrap_or(rest.len()))?;
        let behind = rest.get(word.len()..).unwrap_or_default();
        let spaces = behind.len() - behind.trim_start_matches(' ').len();
        let found = (at, word, spaces);
        at += word.len() + spaces;
        Some(found)
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn rows_are_broken_at_spaces() {
        for (text, columns, wanted) in [
            ("one two three", 7, &[(0, "one two"), (8, "three")][..]),
            ("one two three", 6, &[(0, "one"), (4, "two"), (8, "three")]),
            ("one   two ", 5, &[(0, "one"), (6, "two")]),
            (" one", 5, &[(0, " one")]),
            ("abcdefgh ij", 3, &[(0, "abc"), (3, "def"), (6, "gh"), (9, "ij")]),
            ("a bcdef", 3, &[(0, "a"), (2, "bcd"), (5, "ef")]),
            ("a north-east wind", 8, &[(0, "a north-"), (8, "east"), (13, "wind")]),
            ("-a - b", 3, &[(0, "-a"), (3, "- b")]),
            ("港口 会", 4, &[(0, "港口"), (7, "会")]),
            ("港口", 1, &[(0, "港"), (3, "口")]),
            // An emoji of two characters takes two columns.
            ("a ❤\u{fe0f}b", 4, &[(0, "a"), (2, "❤\u{fe0f}b")]),
            ("a ❤\u{fe0f}b", 5, &[(0, "a ❤\u{fe0f}b")]),
        ] {
            assert_eq!(rows(text, columns), wanted, "{text} in {columns}");
        }
    }
}
