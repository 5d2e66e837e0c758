//! A text of the JSON, borrowed from the document wherever it is written there as it is.

use std::borrow::Cow;
use std::ops::Deref;

use serde::{Deserialize, Serialize};

use crate::news::format::{MAX_LINE, lines};
use crate::news::sanitize;

/// A text. One with line breaks is never borrowed: JSON writes them in another way.
#[derive(Clone, Debug, Default, Serialize, Deserialize)]
pub struct Text<'a>(#[serde(borrow)] pub Cow<'a, str>);

impl<'a> Text<'a> {
    /// It, unless it is empty.
    pub fn present(self) -> Option<Text<'a>> {
        (!self.is_empty()).then_some(self)
    }

    /// The text made safe, without white space around it, and cut where it is too long.
    pub fn cleaned(self) -> Text<'a> {
        Text(match self.0 {
            Cow::Borrowed(text) => clean(text),
            Cow::Owned(text) => Cow::Owned(clean(&text).into_owned()),
        })
    }

    /// Its lines, each cleaned, but for the empty ones.
    pub fn cleaned_lines(self, mut with: impl FnMut(Text<'a>)) {
        match self.0 {
            Cow::Borrowed(line) => Text(clean(line)).present().into_iter().for_each(with),
            Cow::Owned(text) => {
                let lines = text.lines().map(|line| Text(Cow::Owned(clean(line).into_owned())));
                lines.filter_map(Text::present).for_each(&mut with);
            }
        }
    }
}

fn clean(text: &str) -> Cow<'_, str> {
    match sanitize::line(lines::cut(text, MAX_LINE)) {
        Cow::Borrowed(safe) => Cow::Borrowed(safe.trim()),
        Cow::Owned(safe) => Cow::Owned(safe.trim().to_owned()),
    }
}

impl Deref for Text<'_> {
    type Target = str;

    fn deref(&self) -> &str {
        &self.0
    }
}

impl<'a> From<&'a str> for Text<'a> {
    fn from(text: &'a str) -> Text<'a> {
        Text(Cow::Borrowed(text))
    }
}

impl From<String> for Text<'_> {
    fn from(text: String) -> Self {
        Text(Cow::Owned(text))
    }
}

impl<'a> From<Cow<'a, str>> for Text<'a> {
    fn from(text: Cow<'a, str>) -> Text<'a> {
        Text(text)
    }
}

impl From<Text<'_>> for String {
    fn from(text: Text) -> String {
        text.0.into_owned()
    }
}
