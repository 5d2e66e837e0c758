//! Walks the one JSON object, so that a break in it costs only what stands behind the break, and
//! each post keeps the line it stands on.

use serde::Deserializer as _;
use serde::de::{DeserializeSeed, IgnoredAny, MapAccess, SeqAccess, Visitor};
use serde_json::value::RawValue;

use super::syntax_problem;
use crate::news::post::Problem;

/// The raw posts of a document, and what is wrong with the JSON around them.
pub fn posts(text: &str) -> (Vec<&RawValue>, Option<Problem>) {
    let mut found = Found::default();
    let mut json = serde_json::Deserializer::from_str(text);
    let result = json.deserialize_map(&mut found).and_then(|()| json.end());
    (found.posts, result.err().map(|error| syntax_problem(&error, 1)))
}

/// The value of `format`, even where the JSON breaks further down.
pub fn format_of(text: &str) -> Option<String> {
    let mut found = Found::default();
    let mut json = serde_json::Deserializer::from_str(text);
    let _ = json.deserialize_map(&mut found);
    found.format
}

#[derive(Default)]
struct Found<'a> {
    format: Option<String>,
    posts: Vec<&'a RawValue>,
}

impl<'de> Visitor<'de> for &mut Found<'de> {
    type Value = ();

    fn expecting(&self, out: &mut std::fmt::Formatter) -> std::fmt::Result {
        out.write_str("a liveblog/1 document")
    }

    fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<(), A::Error> {
        while let Some(key) = map.next_key::<String>()? {
            match key.as_str() {
                "format" => {
                    self.format =
                        map.next_value::<serde_json::Value>()?.as_str().map(str::to_owned);
                }
                "posts" => map.next_value_seed(Posts(&mut self.posts))?,
                _ => {
                    map.next_value::<IgnoredAny>()?;
                }
            }
        }
        Ok(())
    }
}

struct Posts<'s, 'de>(&'s mut Vec<&'de RawValue>);

impl<'de> DeserializeSeed<'de> for Posts<'_, 'de> {
    type Value = ();

    fn deserialize<D: serde::Deserializer<'de>>(self, json: D) -> Result<(), D::Error> {
        json.deserialize_seq(self)
    }
}

impl<'de> Visitor<'de> for Posts<'_, 'de> {
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
