//! The help in rows: every key and what it does, as wide as there is room for.

use super::keymap::Keymap;
use crate::news::wrap::lines;

/// Most columns of it.
pub const WIDEST: u16 = 64;

/// From so many columns on, what a key does stands beside it.
const BESIDE_FROM: u16 = 30;

/// The column in which it is said what keys do, of so many.
#[must_use]
pub fn words_at(columns: u16) -> u16 {
    if columns < BESIDE_FROM { 3 } else { 14 }
}

/// The rows in so many columns: keys, and what they do.
#[must_use]
pub fn rows(keys: &Keymap, columns: u16) -> Vec<(String, String)> {
    let columns = columns.min(WIDEST);
    let room = usize::from(columns.saturating_sub(words_at(columns)));
    let mut rows = Vec::new();
    for (key, words) in keys.help() {
        let mut key = Some(key);
        if columns < BESIDE_FROM {
            rows.push((key.take().unwrap_or_default(), String::new()));
        }
        for line in lines(&words, room) {
            rows.push((key.take().unwrap_or_default(), line.to_owned()));
        }
    }
    rows
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn nothing_is_cut() {
        let all = Keymap::default().help();
        assert_eq!(rows(&Keymap::default(), WIDEST), all);
        for columns in [18, 29, 30, 38, 57, WIDEST] {
            let rows = rows(&Keymap::default(), columns);
            let room = usize::from(columns - words_at(columns));
            assert!(rows.iter().all(|(_, words)| words.len() <= room), "{columns}");
            let text: Vec<&str> = rows.iter().map(|(_, words)| words.as_str()).collect();
            let words = all.iter().flat_map(|(_, words)| words.split(' '));
            assert!(text.join(" ").split_whitespace().eq(words), "{columns}");
            assert_eq!(rows.iter().filter(|(keys, _)| !keys.is_empty()).count(), all.len());
        }
    }
}
