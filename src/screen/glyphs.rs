//! What is drawn beside text, in Unicode and in ASCII side by side, and text in ASCII alone.
//!
//! Everything is drawn in Unicode. Where a terminal shows ASCII alone, the finished frame is gone over cell by
//! cell: each keeps its width, so that nothing moves and what is searched for is found where it stands.

use std::borrow::Cow;

use ratatui::buffer::{Buffer, Cell};
use unicode_normalization::UnicodeNormalization;
use unicode_segmentation::UnicodeSegmentation;

use crate::news::columns;

/// Bars of one cell, in eighths.
const BARS: [char; 9] = [' ', '▁', '▂', '▃', '▄', '▅', '▆', '▇', '█'];

/// Glyphs of one column, and what stands for them. First those that are drawn here, then those of the text of
/// posts that have no ASCII letter in them.
#[rustfmt::skip]
const IN_ASCII: &[(&str, char)] = &[
    // Borders: `=` is the pane that has the focus, as its line is thick.
    ("─", '-'), ("│", '|'), ("┌┐└┘├┤┬┴┼", '+'), ("━", '='), ("┃", '|'), ("┏┓┗┛┣┫┳┻╋", '+'),
    // Bars: how far the reading has come.
    ("█▇▆▅▄▃▂▁", '#'), ("░", '.'),
    // What is between words, an item of a list and what is unseen.
    ("·", '-'), ("•", '*'),
    // Unseen and bookmarked, withdrawn, rolled off.
    ("±", '#'), ("×", 'x'), ("↓", 'v'), ("↑", '^'), ("←", '<'), ("→", '>'),
    // Punctuation of posts.
    ("‘’‚‛′`´", '\''), ("“”„‟″«»", '"'), ("‐‑‒–—―−", '-'), ("…", '.'), ("‹", '<'), ("›", '>'),
    ("‣◦▪■●○◆★☆✓", '*'), ("¡", '!'), ("¿", '?'), ("÷", '/'), ("⁄", '/'), ("¦", '|'), ("°", 'o'),
    ("£", 'L'), ("€", 'E'), ("¥", 'Y'), ("©", 'c'), ("®", 'r'), ("§", 'S'), ("µ", 'u'),
    // Letters that are not made of another one and a mark.
    ("ß", 's'), ("æ", 'a'), ("Æ", 'A'), ("œ", 'o'), ("Œ", 'O'), ("ø", 'o'), ("Ø", 'O'), ("ð", 'd'),
    ("Ð", 'D'), ("đ", 'd'), ("Đ", 'D'), ("ħ", 'h'), ("Ħ", 'H'), ("ł", 'l'), ("Ł", 'L'), ("ı", 'i'),
    ("þ", 't'), ("Þ", 'T'), ("ŧ", 't'), ("Ŧ", 'T'), ("ə", 'e'), ("Ə", 'E'),
];

/// Which glyphs a terminal shows.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Glyphs {
    /// All of them.
    #[default]
    Unicode,
    /// ASCII alone: its text is not UTF-8.
    Ascii,
}

impl Glyphs {
    /// What says that a text was cut.
    #[must_use]
    pub fn ellipsis(self) -> &'static str {
        match self {
            Glyphs::Unicode => "…",
            Glyphs::Ascii => "...",
        }
    }

    /// A count as a bar of one cell, where a full one stands for `most`. In ASCII it is the count
    /// itself, with `+` for more than a digit can say.
    #[must_use]
    pub fn bar_of(self, count: u32, most: u32) -> char {
        if self == Glyphs::Ascii {
            return if count == 0 { '.' } else { char::from_digit(count, 10).unwrap_or('+') };
        }
        let eighths = (u64::from(count) * 8).div_ceil(u64::from(most.max(1)));
        let at = usize::try_from(eighths).unwrap_or(BARS.len());
        BARS.get(at).copied().unwrap_or('█')
    }

    /// One cell of a column over several rows, `row` of them from the bottom: a count of `most` fills
    /// all of them.
    #[must_use]
    pub fn column_of(self, count: u32, most: u32, row: u32, rows: u32) -> char {
        let eighths = (u64::from(count) * u64::from(rows) * 8).div_ceil(u64::from(most.max(1)));
        let here = eighths.saturating_sub(u64::from(row) * 8).min(8);
        let bar = BARS.get(usize::try_from(here).unwrap_or(8)).copied().unwrap_or('█');
        if self == Glyphs::Ascii && bar != ' ' { '#' } else { bar }
    }

    /// Text as the terminal shows it, as wide as it was.
    #[must_use]
    pub fn text(self, text: &str) -> Cow<'_, str> {
        if self == Glyphs::Unicode || text.is_ascii() {
            return Cow::Borrowed(text);
        }
        let clusters = text.graphemes(true).map(|cluster| (cluster, columns::width(cluster)));
        clusters.flat_map(|(cluster, width)| ascii(cluster, width)).collect()
    }

    /// Brings a finished frame down to what the terminal shows.
    pub fn finish(self, buffer: &mut Buffer) {
        if self == Glyphs::Unicode {
            return;
        }
        let width = usize::from(buffer.area.width).max(1);
        for row in buffer.content.chunks_mut(width) {
            spell_out_ellipses(row);
            let mut rest = row.iter_mut();
            while let Some(cell) = rest.next() {
                if cell.symbol().is_ascii() {
                    continue;
                }
                let (style, columns) = (cell.style(), columns::width(cell.symbol()));
                let mut shown = ascii(cell.symbol(), columns);
                cell.set_char(shown.next().unwrap_or(' '));
                for (ch, cell) in shown.zip(rest.by_ref()) {
                    cell.set_char(ch).set_style(style);
                }
            }
        }
    }
}

/// Makes three dots of an ellipsis that has the room for them: nothing stands right behind it.
fn spell_out_ellipses(row: &mut [Cell]) {
    for at in 0..row.len() {
        let Some([mark, after @ ..]) = row.get_mut(at..row.len().min(at + 4)) else { continue };
        if mark.symbol() == "…" && after.len() == 3 && after.iter().all(|cell| cell.symbol() == " ")
        {
            let style = mark.style();
            for cell in after.iter_mut().take(2) {
                cell.set_char('.').set_style(style);
            }
        }
    }
}

/// What stands for a cluster that takes so many columns, in as many characters: its letter without marks, what
/// looks most like it, or question marks.
fn ascii(cluster: &str, columns: usize) -> impl Iterator<Item = char> + use<> {
    let mut chars = cluster.chars();
    let listed = chars.next().filter(|_| columns == 1).and_then(|ch| {
        IN_ASCII.iter().find(|(glyphs, _)| glyphs.contains(ch)).map(|(_, ascii)| *ascii)
    });
    let spelled = || {
        let letters = cluster.nfkd().filter(|ch| !is_mark(*ch));
        let letters: Option<String> = letters.map(|ch| ch.is_ascii().then_some(ch)).collect();
        letters.filter(|letters| !letters.is_empty() && letters.len() <= columns)
    };
    let shown = match listed {
        Some(ascii) => ascii.to_string(),
        None => spelled().unwrap_or_else(|| "?".repeat(columns)),
    };
    let shown = format!("{shown:<columns$}");
    shown.chars().collect::<Vec<_>>().into_iter()
}

fn is_mark(ch: char) -> bool {
    unicode_normalization::char::is_combining_mark(ch)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn text_is_what_a_reader_would_expect_and_as_wide_as_it_was() {
        for (text, shown) in [
            ("plain", "plain"),
            ("Çırağan – “it’s”", "Ciragan - \"it's\""),
            ("Zoë Núñez", "Zoe Nunez"),
            ("Đorđe, Łódź, Straße", "Dorde, Lodz, Strase"),
            ("e\u{301}a", "ea"),
            ("Київ 港口", "???? ????"),
            ("ＡＢ", "A B "),
            ("a\u{a0}b", "a b"),
            ("½ ™", "? ?"),
            ("❤\u{fe0f}!", "??!"),
            ("│ Picture · 3×", "| Picture - 3x"),
        ] {
            assert_eq!(Glyphs::Ascii.text(text), shown, "{text}");
            assert_eq!(Glyphs::Unicode.text(text), text);
        }
    }

    #[test]
    fn every_bar_has_a_form() {
        for count in 0..20 {
            assert!(Glyphs::Ascii.bar_of(count, 9).is_ascii());
            assert!(Glyphs::Ascii.column_of(count, 20, 1, 3).is_ascii());
        }
        assert_eq!(Glyphs::Unicode.bar_of(1, 8), '▁');
        assert_eq!(Glyphs::Unicode.bar_of(9, 8), '█');
        assert_eq!(Glyphs::Ascii.bar_of(9, 8), '9');
        assert_eq!(Glyphs::Ascii.bar_of(10, 8), '+');
        assert_eq!([0, 1, 2].map(|row| Glyphs::Unicode.column_of(5, 8, row, 3)), ['█', '▇', ' ']);
    }
}
