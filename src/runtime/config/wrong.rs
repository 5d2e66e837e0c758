//! What is wrong with a config file, and where.

use crate::news::sanitize;

/// One mistake. What it says is safe to show.
#[derive(Debug, PartialEq, Eq)]
pub struct Wrong {
    /// The line, from 1.
    pub line: usize,
    /// The column, from 1, in characters.
    pub column: usize,
    /// What is wrong there.
    pub what: String,
}

impl Wrong {
    /// A mistake at a byte of the file.
    pub fn at(text: &str, byte: usize, what: &str) -> Wrong {
        let before = text.get(..text.floor_char_boundary(byte)).unwrap_or(text);
        let line = before.rsplit('\n').next().unwrap_or_default();
        Wrong {
            line: 1 + before.matches('\n').count(),
            column: 1 + line.chars().count(),
            what: sanitize::shown(what).into_owned(),
        }
    }

    /// What the parser says. For a key that is not known it lists all others, where the nearest would do.
    pub fn syntax(text: &str, error: &toml::de::Error) -> Wrong {
        let span = error.span().unwrap_or_default();
        let message = error.message().lines().next().unwrap_or_default();
        let mut words = message.split('`').skip(1).step_by(2);
        let unknown = words.next().filter(|_| message.starts_with("unknown field"));
        let what = match unknown {
            None => message.to_owned(),
            Some(name) => {
                let names: Vec<&str> = words.collect();
                format!("`{name}` is no setting: {}", instead(name, &names))
            }
        };
        Wrong::at(text, span.start, &what)
    }
}

/// `is it …?`, or, where none is near, all there are.
pub fn instead(name: &str, names: &[&str]) -> String {
    let distance = |other: &&&str| strsim::damerau_levenshtein(name, other);
    match names.iter().min_by_key(distance) {
        Some(nearest) if distance(&nearest) <= 1 + name.chars().count() / 4 => {
            format!("is it `{nearest}`?")
        }
        _ => format!("they are {}", names.join(", ")),
    }
}
