//! One person's name, written in several ways.

use std::collections::BTreeMap;
use std::hash::BuildHasher;
use std::sync::Arc;

use foldhash::{HashMap, HashMapExt};
use unicode_normalization::UnicodeNormalization;
use unicode_normalization::char::is_combining_mark;

/// A person, and each way the name is written.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Person {
    /// The way it is written most often.
    pub name: Arc<str>,
    /// All ways, that one first.
    pub spellings: Vec<Arc<str>>,
    /// The posts under any of them.
    pub posts: usize,
}

/// A name without case, accents, points and spaces at will: what is the same so is the same name.
#[must_use]
pub fn fold(name: &str) -> String {
    let mut out = String::with_capacity(name.len());
    for word in
        name.split(|ch: char| ch.is_whitespace() || ch == '.').filter(|word| !word.is_empty())
    {
        if !out.is_empty() {
            out.push(' ');
        }
        let letters = word.nfd().filter(|ch| !is_combining_mark(*ch));
        for ch in letters.flat_map(char::to_lowercase) {
            out.push(if matches!(ch, '’' | '‘' | '`') { '\'' } else { ch });
        }
    }
    out
}

/// Puts together what is certainly one person: names that fold to the same, and `V. Shevchenko` with
/// `Vitaliy Shevchenko` where no other full name could be meant. `folded` keeps what was folded before.
pub fn people<'a, S: BuildHasher>(
    counts: impl Iterator<Item = (&'a Arc<str>, usize)>,
    folded: &mut std::collections::HashMap<Arc<str>, Arc<str>, S>,
) -> Vec<Person> {
    let mut groups: BTreeMap<Arc<str>, Vec<(&Arc<str>, usize)>> = BTreeMap::new();
    for (name, posts) in counts {
        let fold = folded.entry(Arc::clone(name)).or_insert_with(|| fold(name).into());
        groups.entry(Arc::clone(fold)).or_default().push((name, posts));
    }
    // Who may be meant by an initial and what follows it; none for more than one.
    let mut meant: HashMap<String, Option<Arc<str>>> = HashMap::new();
    for full in groups.keys() {
        if let Some((first, rest)) = full.split_once(' ').filter(|(first, _)| !is_initial(first)) {
            let initial: String = first.chars().take(1).collect();
            let slot = meant.entry(format!("{initial} {rest}"));
            slot.and_modify(|one| *one = None).or_insert_with(|| Some(Arc::clone(full)));
        }
    }
    let short: Vec<(Arc<str>, Arc<str>)> = groups
        .keys()
        .filter(|name| name.split_once(' ').is_some_and(|(first, _)| is_initial(first)))
        .filter_map(|name| Some((Arc::clone(name), meant.get(&**name)?.clone()?)))
        .collect();
    for (short, full) in short {
        let spellings = groups.remove(&short).unwrap_or_default();
        groups.entry(full).or_default().extend(spellings);
    }
    let person = |mut spellings: Vec<(&Arc<str>, usize)>| {
        spellings.sort_by(|a, b| b.1.cmp(&a.1).then_with(|| a.0.cmp(b.0)));
        Some(Person {
            name: Arc::clone(spellings.first()?.0),
            posts: spellings.iter().map(|(_, posts)| posts).sum(),
            spellings: spellings.into_iter().map(|(name, _)| Arc::clone(name)).collect(),
        })
    };
    groups.into_values().filter_map(person).collect()
}

fn is_initial(word: &str) -> bool {
    word.chars().count() == 1
}

#[cfg(test)]
mod tests {
    use super::*;

    fn grouped(names: &[(&str, usize)]) -> Vec<(String, usize, usize)> {
        let names: Vec<(Arc<str>, usize)> =
            names.iter().map(|(name, posts)| (Arc::from(*name), *posts)).collect();
        let counts = names.iter().map(|(name, posts)| (name, *posts));
        let people = people(counts, &mut HashMap::new());
        let row = |person: Person| (person.name.to_string(), person.posts, person.spellings.len());
        people.into_iter().map(row).collect()
    }

    #[test]
    fn ways_to_write_one_name_are_one_person() {
        assert_eq!(
            grouped(&[("Zoë Núñez", 2), ("ZOE NUNEZ", 1), ("Zoe  Nunez", 1)]),
            [("Zoë Núñez".to_owned(), 4, 3)]
        );
        assert_eq!(
            grouped(&[("V. Shevchenko", 1), ("Vitaliy Shevchenko", 12), ("V Shevchenko", 1)]),
            [("Vitaliy Shevchenko".to_owned(), 14, 3)]
        );
    }

    #[test]
    fn nobody_is_guessed() {
        let two = [("V. Shevchenko", 1), ("Vitaliy Shevchenko", 2), ("Vira Shevchenko", 3)];
        assert_eq!(grouped(&two).len(), 3, "either may be meant");
        assert_eq!(grouped(&[("Shevchenko", 1), ("Vitaliy Shevchenko", 2)]).len(), 2);
        assert_eq!(grouped(&[("Ann Lee", 1), ("Anna Lee", 2)]).len(), 2);
        assert_eq!(grouped(&[("V. Shevchenko", 1)]).len(), 1);
    }
}
