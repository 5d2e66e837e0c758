//! JSON of which only a part is wanted, and that is written in many ways.

use serde::de::{IgnoredAny, MapAccess, SeqAccess, Visitor};
use serde::{Deserialize, Deserializer};
use serde_json::value::RawValue;

use super::text::Text;
pub use outline::Outline;
pub use scalar::Scalar;
pub use walk::{Elements, Found, gather};
pub use whole::whole;

/// The methods of a visitor that passes over numbers and words.
macro_rules! passed_over {
    ($value:ty, $it:expr) => {
        fn visit_bool<E>(self, _: bool) -> Result<$value, E> {
            Ok($it)
        }

        fn visit_i64<E>(self, _: i64) -> Result<$value, E> {
            Ok($it)
        }

        fn visit_u64<E>(self, _: u64) -> Result<$value, E> {
            Ok($it)
        }

        fn visit_f64<E>(self, _: f64) -> Result<$value, E> {
            Ok($it)
        }

        fn visit_unit<E>(self) -> Result<$value, E> {
            Ok($it)
        }
    };
}
pub(super) use passed_over;

mod outline;
mod scalar;
mod walk;
mod whole;

/// So many things of a list inside a post are taken: each may need a hundred times the memory that it is written
/// in, and no post has a tenth as many.
const MOST_THINGS: usize = 10_000;

/// The things of a list, or of an object, with their keys there.
#[derive(Debug, Default)]
pub struct Things<'a>(pub Vec<(Text<'a>, &'a RawValue)>);

impl<'de: 'a, 'a> Deserialize<'de> for Things<'a> {
    fn deserialize<D: Deserializer<'de>>(json: D) -> Result<Things<'a>, D::Error> {
        <&RawValue>::deserialize(json).map(Things::of)
    }
}

impl<'a> Things<'a> {
    /// The things of a value: none of one that holds none.
    #[must_use]
    pub fn of(raw: &'a RawValue) -> Things<'a> {
        let mut json = serde_json::Deserializer::from_str(raw.get());
        let mut things = Things::default();
        // What is sound as a whole is so in its parts, but for half a character in a key.
        let _ = match raw.get().as_bytes() {
            [b'[', ..] => json.deserialize_seq(&mut things),
            [b'{', ..] => json.deserialize_map(&mut things),
            _ => Ok(()),
        };
        things
    }
}

impl<'de: 'a, 'a> Visitor<'de> for &mut Things<'a> {
    type Value = ();

    fn expecting(&self, out: &mut std::fmt::Formatter) -> std::fmt::Result {
        out.write_str("a list or an object")
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut seq: A) -> Result<(), A::Error> {
        while let Some(thing) = seq.next_element()? {
            if self.0.len() < MOST_THINGS {
                self.0.push((Text::default(), thing));
            }
        }
        Ok(())
    }

    fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<(), A::Error> {
        while let Some(thing) = map.next_entry()? {
            if self.0.len() < MOST_THINGS {
                self.0.push(thing);
            }
        }
        Ok(())
    }
}

/// A list in which what does not fit is left out. Where one thing is to stand, some write it alone.
pub fn list<'de, D: Deserializer<'de>, T: Deserialize<'de>>(json: D) -> Result<Vec<T>, D::Error> {
    let raw = <&RawValue>::deserialize(json)?;
    let one = |raw: &'de RawValue| serde_json::from_str(raw.get()).ok();
    Ok(match raw.get().as_bytes() {
        // Most often all of them fit.
        [b'[', ..] => match serde_json::from_str(raw.get()) {
            Ok(Fitting(list)) => list,
            Err(_) => Things::of(raw).0.into_iter().filter_map(|(_, thing)| one(thing)).collect(),
        },
        b"null" => Vec::new(),
        _ => one(raw).into_iter().collect(),
    })
}

/// A list of things that fit, as far as they are taken.
struct Fitting<T>(Vec<T>);

impl<'de, T: Deserialize<'de>> Deserialize<'de> for Fitting<T> {
    fn deserialize<D: Deserializer<'de>>(json: D) -> Result<Fitting<T>, D::Error> {
        json.deserialize_seq(Fitting(Vec::new()))
    }
}

impl<'de, T: Deserialize<'de>> Visitor<'de> for Fitting<T> {
    type Value = Fitting<T>;

    fn expecting(&self, out: &mut std::fmt::Formatter) -> std::fmt::Result {
        out.write_str("a list")
    }

    fn visit_seq<A: SeqAccess<'de>>(mut self, mut seq: A) -> Result<Fitting<T>, A::Error> {
        while self.0.len() < MOST_THINGS {
            let Some(thing) = seq.next_element()? else { return Ok(self) };
            self.0.push(thing);
        }
        while seq.next_element::<IgnoredAny>()?.is_some() {}
        Ok(self)
    }
}

/// A value that may be of any shape: what does not fit is as good as none.
pub fn lenient<'de, D: Deserializer<'de>, T: Deserialize<'de> + Default>(
    json: D,
) -> Result<T, D::Error> {
    let raw = <&RawValue>::deserialize(json)?;
    Ok(serde_json::from_str(raw.get()).unwrap_or_default())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lists_and_things() {
        #[derive(Deserialize)]
        struct Kept<'a>(#[serde(borrow, deserialize_with = "list")] Vec<Named<'a>>);
        #[derive(Deserialize)]
        struct Named<'a> {
            #[serde(borrow)]
            n: Text<'a>,
        }
        let names = |json| {
            let Kept(list) = serde_json::from_str(json).unwrap();
            list.into_iter().map(|one| one.n.to_string()).collect::<String>()
        };
        assert_eq!(names("[{\"n\": \"a\"}, 7, {\"n\": \"b\"}]"), "ab");
        let many = format!("[{}7]", "{\"n\": \"a\"},".repeat(MOST_THINGS + 5));
        assert_eq!(names(&many).len(), MOST_THINGS);
        let fitting = many.replace("7]", "{\"n\": \"b\"}]");
        assert_eq!(names(&fitting).len(), MOST_THINGS);
        assert_eq!(names("{\"n\": \"a\"}") + &names("null") + &names("\"x\""), "a");
        let things = |json| {
            let Things(things) = serde_json::from_str(json).unwrap();
            things.iter().flat_map(|(key, raw)| [&**key, raw.get()]).collect::<String>()
        };
        assert_eq!(things("{\"a\": 1, \"b\": [2]}"), "a1b[2]");
        assert_eq!(things("[1, {}]") + &things("7"), "1{}");
    }
}
