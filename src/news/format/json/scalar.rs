//! Values that some write as a text, and others as a number or a word.

use serde::{Deserialize, Deserializer};
use serde_json::value::RawValue;

use crate::news::format::text::Text;

/// A text, a number or a word like `true`, as text: what some write as one, others write as another. Anything
/// else is nothing.
#[derive(Debug, Default)]
pub struct Scalar<'a>(pub Option<Text<'a>>);

impl<'de: 'a, 'a> Deserialize<'de> for Scalar<'a> {
    fn deserialize<D: Deserializer<'de>>(json: D) -> Result<Scalar<'a>, D::Error> {
        let raw = <&RawValue>::deserialize(json)?.get();
        let text = match raw.as_bytes() {
            [b'"', inside @ .., b'"'] if memchr::memchr(b'\\', inside).is_none() => {
                raw.get(1..raw.len() - 1).map(Text::from)
            }
            [b'"', ..] => serde_json::from_str(raw).ok(),
            [b'{' | b'[', ..] | b"null" => None,
            _ => Some(Text::from(raw)),
        };
        Ok(Scalar(text))
    }
}

impl<'a> Scalar<'a> {
    /// Its text, unless it is blank.
    pub fn said(self) -> Option<Text<'a>> {
        self.0.filter(|text| !text.trim().is_empty())
    }

    /// Takes its text away.
    pub fn take_said(&mut self) -> Option<Text<'a>> {
        std::mem::take(self).said()
    }

    /// Whether it is `true`, or written as 1 or in a text: `True`, `yes`.
    pub fn is_true(&self) -> bool {
        let is = |word: &str| ["true", "yes", "1"].iter().any(|yes| yes.eq_ignore_ascii_case(word));
        self.0.as_deref().is_some_and(is)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn scalars() {
        let read = |json: &str| {
            let Scalar(text) = serde_json::from_str(json).unwrap();
            text.map(|text| text.to_string())
        };
        assert_eq!(read("\"a\""), Some("a".to_owned()));
        assert_eq!(read("12"), Some("12".to_owned()));
        assert_eq!(read("null"), None);
        assert_eq!(read("[1]"), None);
    }
}
