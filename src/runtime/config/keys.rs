//! The keys that the config gives.

use std::collections::BTreeMap;

use serde::Deserialize;
use toml::Spanned;

use super::wrong::instead;
use crate::reader::input::Key;
use crate::reader::keymap::{Conflict, Keymap};

/// One key, or several, by name.
#[derive(Clone, Debug, Deserialize, PartialEq)]
#[serde(untagged, expecting = "a key, or a list of keys, is wanted")]
pub enum Keys {
    /// One.
    One(String),
    /// Several, or none.
    Several(Vec<String>),
}

impl Keys {
    fn names(&self) -> &[String] {
        match self {
            Keys::One(name) => std::slice::from_ref(name),
            Keys::Several(names) => names,
        }
    }
}

/// The keys of the table with those of the config, or at which byte of the file what is wrong. A key that
/// does something else already is not taken from that in silence.
pub fn keymap(given: &BTreeMap<Spanned<String>, Spanned<Keys>>) -> Result<Keymap, (usize, String)> {
    let mut keymap = Keymap::default();
    for (name, keys) in given {
        let parsed: Result<Vec<Key>, String> =
            keys.get_ref().names().iter().map(|key| key.parse()).collect();
        let parsed = parsed.map_err(|what| (keys.span().start, what))?;
        if !keymap.bind(name.get_ref(), &parsed) {
            let names: Vec<&str> = Keymap::names().map(|(name, _)| name).collect();
            let instead = instead(name.get_ref(), &names);
            let what = format!("`{}` is nothing that a key does: {instead}", name.get_ref());
            return Err((name.span().start, what));
        }
    }
    let place = |name: &str| {
        let given = given.iter().find(|(given, _)| given.get_ref() == name);
        given.map(|(_, keys)| keys.span().start)
    };
    if let Some(Conflict { key, names: [first, second] }) = keymap.conflict() {
        let (at, other) = match (place(first), place(second)) {
            (Some(one), Some(another)) if one > another => (one, second),
            (Some(one), None) => (one, second),
            (_, another) => (another.unwrap_or_default(), first),
        };
        let mend = format!("give that another, or none: {other} = []");
        return Err((at, format!("`{key:#}` is the key of `{other}` as well: {mend}")));
    }
    if !keymap.can_quit() {
        let at = place("quit").max(place("back-or-quit"));
        return Err((at.unwrap_or_default(), "no key is left to quit with".to_owned()));
    }
    Ok(keymap)
}
