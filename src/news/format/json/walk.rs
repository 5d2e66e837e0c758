//! Ways through JSON to the parts of it that are wanted, so that what is broken costs only what stands behind the
//! break.

use serde::de::{DeserializeSeed, IgnoredAny, MapAccess, SeqAccess, Visitor};
use serde::{Deserialize, Deserializer};
use serde_json::value::RawValue;

use crate::news::format::text::Text;

/// The things of a list, as far as it is sound.
pub struct Elements<'s, 't>(pub &'s mut Vec<&'t RawValue>);

impl<'de> DeserializeSeed<'de> for Elements<'_, 'de> {
    type Value = ();

    fn deserialize<D: Deserializer<'de>>(self, json: D) -> Result<(), D::Error> {
        json.deserialize_seq(self)
    }
}

impl<'de> Visitor<'de> for Elements<'_, 'de> {
    type Value = ();

    fn expecting(&self, out: &mut std::fmt::Formatter) -> std::fmt::Result {
        out.write_str("a list")
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut seq: A) -> Result<(), A::Error> {
        while let Some(thing) = seq.next_element()? {
            self.0.push(thing);
        }
        Ok(())
    }
}

/// Values of a text, in its order, which of the paths led to each; and what broke it off behind them.
pub type Found<'t> = (Vec<(usize, &'t RawValue)>, Option<serde_json::Error>);

/// Takes what stands behind some paths, none of which leads on through another. In a path, `*` is any key, and `[]`
/// anything in a list.
#[must_use]
pub fn gather<'t>(text: &'t str, paths: &[&[&str]]) -> Found<'t> {
    let mut found = Vec::new();
    let all: Vec<Path> = paths.iter().copied().enumerate().collect();
    let mut json = serde_json::Deserializer::from_str(text);
    let result = Gather { paths: &all, found: &mut found }.deserialize(&mut json);
    (found, result.and_then(|()| json.end()).err())
}

/// Which path it is, and what of it is still to be gone.
type Path<'p> = (usize, &'p [&'p str]);

struct Gather<'s, 't> {
    paths: &'s [Path<'s>],
    found: &'s mut Vec<(usize, &'t RawValue)>,
}

impl<'s> Gather<'s, '_> {
    fn below(&self, key: &str) -> Vec<Path<'s>> {
        let step = |(which, path): &Path<'s>| {
            let (first, rest) = path.split_first()?;
            (*first == key || (*first == "*" && key != "[]")).then_some((*which, rest))
        };
        self.paths.iter().filter_map(step).collect()
    }
}

impl<'de> DeserializeSeed<'de> for Gather<'_, 'de> {
    type Value = ();

    fn deserialize<D: Deserializer<'de>>(self, json: D) -> Result<(), D::Error> {
        match self.paths.iter().find(|(_, path)| path.is_empty()) {
            Some((which, _)) => self.found.push((*which, Deserialize::deserialize(json)?)),
            None if self.paths.is_empty() => drop(IgnoredAny::deserialize(json)?),
            None => json.deserialize_any(self)?,
        }
        Ok(())
    }
}

impl<'de> Visitor<'de> for Gather<'_, 'de> {
    type Value = ();

    fn expecting(&self, out: &mut std::fmt::Formatter) -> std::fmt::Result {
        out.write_str("anything")
    }

    fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<(), A::Error> {
        while let Some(Text(key)) = map.next_key::<Text>()? {
            let paths = self.below(&key);
            map.next_value_seed(Gather { paths: &paths, found: &mut *self.found })?;
        }
        Ok(())
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut seq: A) -> Result<(), A::Error> {
        let paths = self.below("[]");
        while seq.next_element_seed(Gather { paths: &paths, found: &mut *self.found })?.is_some() {}
        Ok(())
    }

    fn visit_str<E>(self, _: &str) -> Result<(), E> {
        Ok(())
    }

    passed_over!((), ());
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_stands_behind_paths_is_given_in_its_order() {
        let paths: &[&[&str]] = &[&["a", "[]", "b"], &["c"], &["d", "*"]];
        let read = |text| {
            let (found, broken) = gather(text, paths);
            let found = found.into_iter().map(|(which, raw)| format!("{which}{}", raw.get()));
            (found.collect::<Vec<_>>().join(" "), broken.is_some())
        };
        let text =
            "{\"c\": 1, \"d\": [7], \"a\": [{\"b\": [2]}, {\"b\": 3, \"c\": 4}, 5], \"c\": {}}";
        assert_eq!(read(text), ("11 0[2] 03 1{}".to_owned(), false));
        assert_eq!(read("{\"d\": {\"x\": {\"b\": 1}}, \"c\": "), ("2{\"b\": 1}".to_owned(), true));
        assert_eq!(read("[]"), (String::new(), false));
        let whole: Vec<_> = gather("[1, 2]", &[&["[]"], &[]]).0;
        assert_eq!(whole.len(), 1);
    }
}
