//! Halves of characters: JSON can write them, and no text can hold them.

use std::borrow::Cow;

/// JSON in which `\ufffd` stands for each half of a character of which the other was cut away. It is as long as
/// before, and each place in it is where it was.
#[must_use]
pub fn whole(json: &str) -> Cow<'_, str> {
    let bytes = json.as_bytes();
    let (mut out, mut copied, mut next) = (String::new(), 0, 0);
    for at in memchr::memmem::find_iter(bytes, b"\\u") {
        let Some(unit) = unit(json, at).filter(|_| at >= next && !is_escaped(bytes, at)) else {
            continue;
        };
        let is_second = |at| matches!(self::unit(json, at), Some(0xdc00..=0xdfff));
        match unit {
            0xd800..=0xdbff if is_second(at + 6) => next = at + 12,
            0xd800..=0xdfff => {
                out.push_str(json.get(copied..at).unwrap_or_default());
                out.push_str("\\ufffd");
                copied = at + 6;
            }
            _ => {}
        }
    }
    if copied == 0 {
        return Cow::Borrowed(json);
    }
    out.push_str(json.get(copied..).unwrap_or_default());
    Cow::Owned(out)
}

/// The number that is written at a place as `\ud83d`.
fn unit(json: &str, at: usize) -> Option<u16> {
    let digits = json.get(at..at + 6)?.strip_prefix("\\u")?;
    u16::from_str_radix(digits, 16).ok()
}

/// Whether the backslash at a place is itself what another stands before.
fn is_escaped(bytes: &[u8], at: usize) -> bool {
    let before = bytes.get(..at).unwrap_or_default();
    before.iter().rev().take_while(|byte| **byte == b'\\').count() % 2 == 1
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn halves_are_replaced_where_they_stand() {
        for (json, expected) in [
            (r#""a\ud83db\uDC00""#, r#""a\ufffdb\ufffd""#),
            (r#""\ud83d\ud83d\ude00\ude00""#, r#""\ufffd\ud83d\ude00\ufffd""#),
            (r#""\\ud83d \\\ud83d""#, r#""\\ud83d \\\ufffd""#),
            (r#""\u00e9 \ud83 \ud83"#, r#""\u00e9 \ud83 \ud83"#),
            (r#""\ud8é""#, r#""\ud8é""#),
        ] {
            assert_eq!(whole(json), expected);
        }
    }
}
