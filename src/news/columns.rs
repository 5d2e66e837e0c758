//! Text measured in columns, as it is drawn: cluster by cluster.

use unicode_segmentation::UnicodeSegmentation;
use unicode_width::UnicodeWidthStr;

/// Columns that a text takes. Each cluster of it is drawn by itself, so that an Arabic lam and its alef take
/// two, as on most terminals.
#[must_use]
pub fn width(text: &str) -> usize {
    if text.is_ascii() {
        return text.len();
    }
    text.graphemes(true).map(UnicodeWidthStr::width).sum()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn text_is_as_wide_as_it_is_drawn() {
        for (text, columns) in [
            ("harbour", 7),
            ("港口", 4),
            ("e\u{301}", 1),
            ("❤", 1),
            ("❤\u{fe0f}", 2),
            ("1\u{fe0f}\u{20e3}", 2),
            ("🇬🇧", 2),
            ("👍🏽", 2),
            ("👨\u{200d}👩\u{200d}👧", 2),
            ("שלום", 4),
            ("لا", 2),
            ("ﾊﾞ", 2),
            ("\u{1112}\u{1161}\u{11ab}", 2),
        ] {
            assert_eq!(width(text), columns, "{text}");
        }
    }
}
