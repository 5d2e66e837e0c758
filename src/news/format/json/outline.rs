//! The outermost keys of JSON, by which its format is known.

use std::borrow::Cow;

use serde::de::{DeserializeSeed, IgnoredAny, MapAccess, SeqAccess, Visitor};
use serde::{Deserialize, Deserializer};

use crate::news::format::text::Text;

/// The outermost keys of an object, or of the first object in a list.
#[derive(Debug, Default)]
pub struct Outline<'t> {
    keys: Vec<(Cow<'t, str>, Peek<'t>)>,
}

/// What stands behind a key, as far as it tells a format.
#[derive(Debug)]
enum Peek<'t> {
    Text(Cow<'t, str>),
    Other,
}

impl<'t> Outline<'t> {
    /// The keys as far as the text is sound.
    #[must_use]
    pub fn of(text: &'t str) -> Outline<'t> {
        let mut outline = Outline::default();
        let mut json = serde_json::Deserializer::from_str(text);
        // What is broken is told when the posts are read.
        let _ = json.deserialize_any(&mut outline);
        outline
    }

    /// Whether there is a key, whatever it says.
    #[must_use]
    pub fn has(&self, key: &str) -> bool {
        self.keys.iter().any(|(own, _)| own == key)
    }

    /// The text behind a key.
    #[must_use]
    pub fn text(&self, key: &str) -> Option<&str> {
        self.keys.iter().find_map(|(own, peek)| match peek {
            Peek::Text(text) if own == key => Some(&**text),
            _ => None,
        })
    }
}

impl<'de> Visitor<'de> for &mut Outline<'de> {
    type Value = ();

    fn expecting(&self, out: &mut std::fmt::Formatter) -> std::fmt::Result {
        out.write_str("an object, or a list of them")
    }

    fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<(), A::Error> {
        while let Some(Text(key)) = map.next_key::<Text>()? {
            // A key counts even where what stands behind it is broken.
            self.keys.push((key, Peek::Other));
            let peek = map.next_value::<Peek>()?;
            if let Some((_, last)) = self.keys.last_mut() {
                *last = peek;
            }
        }
        Ok(())
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut seq: A) -> Result<(), A::Error> {
        seq.next_element_seed(First(self))?;
        while seq.next_element::<IgnoredAny>()?.is_some() {}
        Ok(())
    }
}

struct First<'s, 't>(&'s mut Outline<'t>);

impl<'de> DeserializeSeed<'de> for First<'_, 'de> {
    type Value = ();

    fn deserialize<D: Deserializer<'de>>(self, json: D) -> Result<(), D::Error> {
        json.deserialize_map(self.0)
    }
}

impl<'de> Deserialize<'de> for Peek<'de> {
    fn deserialize<D: Deserializer<'de>>(json: D) -> Result<Peek<'de>, D::Error> {
        json.deserialize_any(PeekVisitor)
    }
}

struct PeekVisitor;

impl<'de> Visitor<'de> for PeekVisitor {
    type Value = Peek<'de>;

    fn expecting(&self, out: &mut std::fmt::Formatter) -> std::fmt::Result {
        out.write_str("anything")
    }

    fn visit_borrowed_str<E>(self, text: &'de str) -> Result<Peek<'de>, E> {
        Ok(Peek::Text(Cow::Borrowed(text)))
    }

    fn visit_str<E>(self, text: &str) -> Result<Peek<'de>, E> {
        Ok(Peek::Text(Cow::Owned(text.to_owned())))
    }

    passed_over!(Peek<'de>, Peek::Other);

    fn visit_seq<A: SeqAccess<'de>>(self, mut seq: A) -> Result<Peek<'de>, A::Error> {
        while seq.next_element::<IgnoredAny>()?.is_some() {}
        Ok(Peek::Other)
    }

    fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<Peek<'de>, A::Error> {
        while map.next_entry::<IgnoredAny, IgnoredAny>()?.is_some() {}
        Ok(Peek::Other)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_outline_tells_the_keys() {
        let outline = Outline::of("{\"a\": \"x\\\"y\", \"b\": [1, {\"c\": 2}], \"d\": nul");
        assert_eq!(outline.text("a"), Some("x\"y"));
        assert!(outline.has("b") && outline.has("d") && !outline.has("c"));
        assert_eq!(outline.text("b"), None);
        assert!(Outline::of("[{\"uri\": 1}, 2]").has("uri"));
        assert!(!Outline::of("[1]").has("uri") && !Outline::of("").has(""));
    }
}
