//! Walks the one JSON object, so that a break in it costs only what stands behind the break, and
//! each post keeps the line it stands on.

use serde::de::{DeserializeSeed, IgnoredAny, MapAccess, SeqAccess, Visitor};
use serde::{Deserialize, Deserializer};

/// What a document says, and what is wrong with the JSON. Where posts are not read yet but taken as
/// `RawValue`, that is the JSON around them.
pub fn read<'a, P: Deserialize<'a>>(text: &'a str) -> (Found<P>, Option<serde_json::Error>) {
    let mut found = Found { format: None, timezone: None, posts: Vec::new() };
    let mut json = serde_json::Deserializer::from_str(text);
    let result = json.deserialize_map(&mut found).and_then(|()| json.end());
    (found, result.err())
}

/// A document, as far as it could be read.
pub struct Found<P> {
    /// The value of `format`.
    pub format: Option<String>,
    /// The zone of its civil times.
    pub timezone: Option<String>,
    /// Its posts.
    pub posts: Vec<P>,
}

impl<'de, P: Deserialize<'de>> Visitor<'de> for &mut Found<P> {
    type Value = ();

    fn expecting(&self, out: &mut std::fmt::Formatter) -> std::fmt::Result {
        out.write_str("a liveblog/1 document")
    }

    fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<(), A::Error> {
        while let Some(key) = map.next_key::<String>()? {
            match key.as_str() {
                "format" => self.format = text(&map.next_value()?),
                "timezone" => self.timezone = text(&map.next_value()?),
                "posts" => map.next_value_seed(Posts(&mut self.posts))?,
                _ => {
                    map.next_value::<IgnoredAny>()?;
                }
            }
        }
        Ok(())
    }
}

struct Posts<'s, P>(&'s mut Vec<P>);

impl<'de, P: Deserialize<'de>> DeserializeSeed<'de> for Posts<'_, P> {
    type Value = ();

    fn deserialize<D: Deserializer<'de>>(self, json: D) -> Result<(), D::Error> {
        json.deserialize_seq(self)
    }
}

impl<'de, P: Deserialize<'de>> Visitor<'de> for Posts<'_, P> {
    type Value = ();

    fn expecting(&self, out: &mut std::fmt::Formatter) -> std::fmt::Result {
        out.write_str("a list of posts")
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut seq: A) -> Result<(), A::Error> {
        while let Some(post) = seq.next_element()? {
            self.0.push(post);
        }
        Ok(())
    }
}

fn text(value: &serde_json::Value) -> Option<String> {
    value.as_str().map(str::to_owned)
}
