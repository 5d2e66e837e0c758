//! Ways through JSON to the parts of it that are wanted, so that what is broken costs only what stands behind the
//! break.

use serde::de::{DeserializeSeed, IgnoredAny, MapAccess, SeqAccess, Visitor};
use serde::{Deserialize, Deserializer};
use serde_json::value::RawValue;

use crate::news::format::text::Text;

/// Goes through the things of the list behind some keys, one below the other; with no keys, of the text itself.
/// Where something else than a list stands there, that alone is given. Answers what broke it off.
pub fn each<'t>(
    text: &'t str,
    path: &[&str],
    mut with: impl FnMut(&'t RawValue),
) -> Option<serde_json::Error> {
    let mut json = serde_json::Deserializer::from_str(text);
    let walk = Walk { path, with: &mut with };
    walk.deserialize(&mut json).and_then(|()| json.end()).err()
}

/// A walk to a list, and through it.
pub struct Walk<'s, W> {
    /// The keys that lead there.
    pub path: &'s [&'s str],
    /// What is done with each thing.
    pub with: &'s mut W,
}

impl<'de, W: FnMut(&'de RawValue)> DeserializeSeed<'de> for Walk<'_, W> {
    type Value = ();

    fn deserialize<D: Deserializer<'de>>(self, json: D) -> Result<(), D::Error> {
        if self.path.is_empty() { json.deserialize_seq(self) } else { json.deserialize_map(self) }
    }
}

impl<'de, W: FnMut(&'de RawValue)> Visitor<'de> for Walk<'_, W> {
    type Value = ();

    fn expecting(&self, out: &mut std::fmt::Formatter) -> std::fmt::Result {
        match self.path.first() {
            None => out.write_str("a list"),
            Some(key) => write!(out, "an object with `{key}`"),
        }
    }

    fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<(), A::Error> {
        let Walk { path, with } = self;
        let Some((wanted, below)) = path.split_first() else {
            while map.next_entry::<IgnoredAny, IgnoredAny>()?.is_some() {}
            return Ok(());
        };
        while let Some(Text(key)) = map.next_key::<Text>()? {
            if key == *wanted {
                map.next_value_seed(Walk { path: below, with: &mut *with })?;
            } else {
                map.next_value::<IgnoredAny>()?;
            }
        }
        Ok(())
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut seq: A) -> Result<(), A::Error> {
        while let Some(thing) = seq.next_element::<&RawValue>()? {
            (self.with)(thing);
        }
        Ok(())
    }
}

/// Values of a text, in its order: which of the paths led to each, and what stands there.
pub type Gathered<'t> = Vec<(usize, &'t RawValue)>;

/// Takes what stands behind some paths, none of which leads on through another. In a path, `*` is any key, and `[]`
/// anything in a list. What broke it off is answered beside what stands before the break.
#[must_use]
pub fn gather<'t>(text: &'t str, paths: &[&[&str]]) -> (Gathered<'t>, Option<serde_json::Error>) {
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
    found: &'s mut Gathered<'t>,
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
    fn what_stands_before_a_break_is_given() {
        let mut found = Vec::new();
        let text = "{\"x\": 1, \"a\": {\"b\": [{\"n\": 1}, 2, {\"n\": ";
        let broken = each(text, &["a", "b"], |thing| found.push(thing.get()));
        assert_eq!(found, ["{\"n\": 1}", "2"]);
        assert!(broken.is_some());
        let mut count = 0;
        assert!(each("[1, 2]", &[], |_| count += 1).is_none());
        assert_eq!(count, 2);
        assert!(each("{\"a\": 1}", &["a"], |_| ()).is_some(), "no list");
    }

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
