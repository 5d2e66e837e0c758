//! How many words a line has.

/// How much of a line is looked at first, in bytes: no more words begin in it than a byte counts.
const BEGINNING: usize = 255;

/// Whether there are at least so many.
pub fn at_least(least: usize, text: &str) -> bool {
    let beginning = text.as_bytes().get(..BEGINNING).unwrap_or(text.as_bytes());
    let next = beginning.get(1..).unwrap_or_default();
    // Plain spaces tell most lines, and the compiler makes this many bytes at once.
    let begins = |(space, next): (&u8, &u8)| u8::from((*space == b' ') & next.is_ascii_graphic());
    let begun: u8 = beginning.iter().zip(next).map(begins).sum();
    usize::from(begun) >= least || text.split_whitespace().nth(least.saturating_sub(1)).is_some()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn white_space_of_every_sort_parts_words() {
        for text in ["one two three", " one  two three ", "a\u{a0}b\u{2003}c", "a \u{a0} b ç "] {
            assert!(at_least(3, text) && !at_least(4, text), "{text}");
        }
        assert!(!at_least(1, " \u{a0} "));
    }
}
