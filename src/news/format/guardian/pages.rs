//! Where pages stand in a document: answers of the API for one page and for several, and the two forms of the
//! pages' own JSON. What is broken costs only what stands behind the break.

use serde::Deserializer;
use serde::de::{DeserializeSeed, IgnoredAny, MapAccess, SeqAccess, Visitor};
use serde_json::value::RawValue;

use super::Page;
use crate::news::format::json::passed_over;
use crate::news::format::text::Text;

/// The pages of a document, and what broke it off. What only leads to pages is one without anything in it.
pub fn read(text: &str) -> (Vec<Page<'_>>, Option<serde_json::Error>) {
    let mut pages = Vec::new();
    let mut json = serde_json::Deserializer::from_str(text);
    let read = Pages(&mut pages).deserialize(&mut json).and_then(|()| json.end());
    pages.retain(Page::is_some);
    (pages, read.err())
}

struct Pages<'s, 'a>(&'s mut Vec<Page<'a>>);

impl<'de> DeserializeSeed<'de> for Pages<'_, 'de> {
    type Value = ();

    fn deserialize<D: Deserializer<'de>>(self, json: D) -> Result<(), D::Error> {
        json.deserialize_any(self)
    }
}

impl<'de> Visitor<'de> for Pages<'_, 'de> {
    type Value = ();

    fn expecting(&self, out: &mut std::fmt::Formatter) -> std::fmt::Result {
        out.write_str("a page, or what holds some")
    }

    fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<(), A::Error> {
        let at = self.0.len();
        self.0.push(Page::default());
        while let Some(Text(key)) = map.next_key::<Text>()? {
            let page = self.0.get_mut(at);
            match (&*key, page) {
                ("response" | "results" | "content" | "frontendData", _) => {
                    map.next_value_seed(Pages(&mut *self.0))?;
                }
                ("blocks", Some(page)) => map.next_value_seed(Blocks(&mut page.blocks))?,
                (key, Some(page)) => page.take(key, map.next_value()?),
                _ => drop(map.next_value::<IgnoredAny>()?),
            }
        }
        self.0.pop_if(|page| !page.is_some());
        Ok(())
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut seq: A) -> Result<(), A::Error> {
        while seq.next_element_seed(Pages(&mut *self.0))?.is_some() {}
        Ok(())
    }

    fn visit_str<E>(self, _: &str) -> Result<(), E> {
        Ok(())
    }

    passed_over!((), ());
}

/// The blocks of a page: a list of them, or what the API puts around such lists.
struct Blocks<'s, 'a>(&'s mut Vec<&'a RawValue>);

impl<'de> DeserializeSeed<'de> for Blocks<'_, 'de> {
    type Value = ();

    fn deserialize<D: Deserializer<'de>>(self, json: D) -> Result<(), D::Error> {
        json.deserialize_any(self)
    }
}

impl<'de> Visitor<'de> for Blocks<'_, 'de> {
    type Value = ();

    fn expecting(&self, out: &mut std::fmt::Formatter) -> std::fmt::Result {
        out.write_str("blocks")
    }

    fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<(), A::Error> {
        while let Some(Text(key)) = map.next_key::<Text>()? {
            // `main` is the picture above the page.
            if key == "main" {
                map.next_value::<IgnoredAny>()?;
            } else {
                map.next_value_seed(Blocks(&mut *self.0))?;
            }
        }
        Ok(())
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut seq: A) -> Result<(), A::Error> {
        while let Some(block) = seq.next_element()? {
            self.0.push(block);
        }
        Ok(())
    }

    fn visit_str<E>(self, _: &str) -> Result<(), E> {
        Ok(())
    }

    passed_over!((), ());
}
