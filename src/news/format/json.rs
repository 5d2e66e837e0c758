//! JSON of which only a part is wanted: its outermost keys, and the things of a list in it, one by one, so that
//! what is broken costs only what stands behind the break.

use std::borrow::Cow;

use serde::de::{DeserializeSeed, IgnoredAny, MapAccess, SeqAccess, Visitor};
use serde::{Deserialize, Deserializer};
use serde_json::value::RawValue;

use super::text::Text;

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

    fn visit_bool<E>(self, _: bool) -> Result<Peek<'de>, E> {
        Ok(Peek::Other)
    }

    fn visit_i64<E>(self, _: i64) -> Result<Peek<'de>, E> {
        Ok(Peek::Other)
    }

    fn visit_u64<E>(self, _: u64) -> Result<Peek<'de>, E> {
        Ok(Peek::Other)
    }

    fn visit_f64<E>(self, _: f64) -> Result<Peek<'de>, E> {
        Ok(Peek::Other)
    }

    fn visit_unit<E>(self) -> Result<Peek<'de>, E> {
        Ok(Peek::Other)
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut seq: A) -> Result<Peek<'de>, A::Error> {
        while seq.next_element::<IgnoredAny>()?.is_some() {}
        Ok(Peek::Other)
    }

    fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<Peek<'de>, A::Error> {
        while map.next_entry::<IgnoredAny, IgnoredAny>()?.is_some() {}
        Ok(Peek::Other)
    }
}

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

struct Walk<'s, W> {
    path: &'s [&'s str],
    with: &'s mut W,
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

    fn visit_bool<E>(self, _: bool) -> Result<(), E> {
        Ok(())
    }

    fn visit_i64<E>(self, _: i64) -> Result<(), E> {
        Ok(())
    }

    fn visit_u64<E>(self, _: u64) -> Result<(), E> {
        Ok(())
    }

    fn visit_f64<E>(self, _: f64) -> Result<(), E> {
        Ok(())
    }

    fn visit_unit<E>(self) -> Result<(), E> {
        Ok(())
    }
}

/// A text, a number or a word like `true`, as text: what some write as one, others write as another. Anything
/// else is nothing.
#[derive(Debug, Default)]
pub struct Scalar<'a>(pub Option<Text<'a>>);

impl<'de: 'a, 'a> Deserialize<'de> for Scalar<'a> {
    fn deserialize<D: Deserializer<'de>>(json: D) -> Result<Scalar<'a>, D::Error> {
        let raw = <&RawValue>::deserialize(json)?.get();
        let text = match raw.as_bytes() {
            [b'"', ..] => match serde_json::from_str::<Text>(raw) {
                Ok(text) => Some(text),
                Err(_) => serde_json::from_str(raw).ok().map(|Lossy(text)| text.into()),
            },
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

    /// Whether it is `true`, or written as 1 or in a text.
    pub fn is_true(&self) -> bool {
        self.0.as_deref().is_some_and(|word| word == "true" || word == "1")
    }
}

/// A text in which half of a character was cut away.
struct Lossy(String);

impl<'de> Deserialize<'de> for Lossy {
    fn deserialize<D: Deserializer<'de>>(json: D) -> Result<Lossy, D::Error> {
        json.deserialize_bytes(LossyVisitor)
    }
}

struct LossyVisitor;

impl Visitor<'_> for LossyVisitor {
    type Value = Lossy;

    fn expecting(&self, out: &mut std::fmt::Formatter) -> std::fmt::Result {
        out.write_str("a text")
    }

    fn visit_bytes<E>(self, bytes: &[u8]) -> Result<Lossy, E> {
        Ok(Lossy(String::from_utf8_lossy(bytes).into_owned()))
    }
}

/// So many things of a list inside a post are taken: each may need a hundred times the memory that it is written
/// in, and no post has a tenth as many.
const MOST_THINGS: usize = 10_000;

/// The things of a list, or of an object, with their keys there.
#[derive(Debug, Default)]
pub struct Things<'a>(pub Vec<(Text<'a>, &'a RawValue)>);

impl<'de: 'a, 'a> Deserialize<'de> for Things<'a> {
    fn deserialize<D: Deserializer<'de>>(json: D) -> Result<Things<'a>, D::Error> {
        let raw = <&RawValue>::deserialize(json)?.get();
        let mut json = serde_json::Deserializer::from_str(raw);
        let mut things = Things::default();
        // What is sound as a whole is so in its parts, but for half a character in a key.
        let _ = match raw.as_bytes() {
            [b'[', ..] => json.deserialize_seq(&mut things),
            [b'{', ..] => json.deserialize_map(&mut things),
            _ => Ok(()),
        };
        Ok(things)
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
    let raw = <&RawValue>::deserialize(json)?.get();
    let one = |raw: &'de str| serde_json::from_str(raw).ok();
    Ok(match raw.as_bytes() {
        [b'[', ..] => {
            let Things(things) = serde_json::from_str(raw).unwrap_or_default();
            things.into_iter().filter_map(|(_, thing)| one(thing.get())).collect()
        }
        b"null" => Vec::new(),
        _ => one(raw).into_iter().collect(),
    })
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
    fn an_outline_tells_the_keys() {
        let outline = Outline::of("{\"a\": \"x\\\"y\", \"b\": [1, {\"c\": 2}], \"d\": nul");
        assert_eq!(outline.text("a"), Some("x\"y"));
        assert!(outline.has("b") && outline.has("d") && !outline.has("c"));
        assert_eq!(outline.text("b"), None);
        assert!(Outline::of("[{\"uri\": 1}, 2]").has("uri"));
        assert!(!Outline::of("[1]").has("uri") && !Outline::of("").has(""));
    }

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
        assert_eq!(names("{\"n\": \"a\"}") + &names("null") + &names("\"x\""), "a");
        let things = |json| {
            let Things(things) = serde_json::from_str(json).unwrap();
            things.iter().flat_map(|(key, raw)| [&**key, raw.get()]).collect::<String>()
        };
        assert_eq!(things("{\"a\": 1, \"b\": [2]}"), "a1b[2]");
        assert_eq!(things("[1, {}]") + &things("7"), "1{}");
    }

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
        assert_eq!(read("\"a\\ud800b\""), Some("a\u{fffd}\u{fffd}\u{fffd}b".to_owned()));
    }
}
