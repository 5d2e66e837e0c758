//! Which characters must reach no terminal, told apart from the program's own list of them.

/// Whether a character moves, hides or reorders others: the default ignorable code points of Unicode 16
/// (DerivedCoreProperties.txt) but for the request to be drawn as an emoji, and the separators of lines.
pub fn hidden(ch: char) -> bool {
    ch.is_control()
        || matches!(
            ch,
            '\u{ad}' | '\u{34f}' | '\u{61c}' | '\u{115f}' | '\u{1160}' | '\u{17b4}' | '\u{17b5}'
                | '\u{180b}'..='\u{180f}' | '\u{200b}'..='\u{200f}' | '\u{2028}'..='\u{202e}'
                | '\u{2060}'..='\u{206f}' | '\u{3164}' | '\u{fe00}'..='\u{fe0e}' | '\u{feff}' | '\u{ffa0}'
                | '\u{fff0}'..='\u{fffb}' | '\u{1bca0}'..='\u{1bca3}' | '\u{1d173}'..='\u{1d17a}'
                | '\u{e0000}'..='\u{e0fff}'
        )
}

/// Panics where text other than line breaks would move, hide or reorder anything.
#[track_caller]
pub fn assert_tame(text: &str) {
    for ch in text.chars().filter(|ch| !['\r', '\n'].contains(ch)) {
        assert!(!hidden(ch), "{} in {text:?}", ch.escape_unicode());
    }
}
