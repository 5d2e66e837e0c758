//! Escape sequences in the other ways that terminals know them, spelled as ECMA-48 has them in seven
//! bits.

use std::borrow::Cow;

/// A text with the control characters U+0080 to U+009F in seven bits (ECMA-48, 5.3), but for what they
/// are after a letter of Latin-1. There they are a character of several bytes of UTF-8 that was read as
/// one each: `”` as `â`, U+0080, U+009D. To take that for a sequence would be to lose the text behind.
pub fn in_seven_bits(text: &str) -> Cow<'_, str> {
    if !text.contains(is_other) && !text.contains("\x1bk") {
        return Cow::Borrowed(text);
    }
    let mut out = String::with_capacity(text.len() + 8);
    let mut last = ' ';
    for ch in text.chars() {
        match ch {
            // The string terminator ends what has begun in any way, and is nothing where nothing has.
            '\u{9c}' => out.push_str("\x1b\\"),
            '\u{90}' | '\u{98}' | '\u{9b}' | '\u{9d}'..='\u{9f}'
                if !('\u{80}'..='\u{ff}').contains(&last) =>
            {
                out.push('\x1b');
                out.extend(u8::try_from(ch).map(|ch| char::from(ch - 0x40)));
            }
            _ if is_other(ch) => {}
            // What screen and tmux take for a window's name, up to the string terminator.
            'k' if last == '\x1b' => out.push('_'),
            _ => out.push(ch),
        }
        last = ch;
    }
    Cow::Owned(out)
}

fn is_other(ch: char) -> bool {
    ('\u{80}'..='\u{9f}').contains(&ch)
}
