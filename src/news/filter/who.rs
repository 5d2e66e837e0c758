//! Whom a reader asks for.

use std::sync::Arc;

use crate::news::name;

/// Whom a reader asks for.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Who {
    /// By the whole name.
    Named(Arc<str>),
    /// By words of the name.
    Words(Arc<str>),
}

impl Who {
    /// Whether somebody of that name is meant, in any case.
    #[must_use]
    pub fn is(&self, name: &str) -> bool {
        match self {
            Who::Named(whole) => **whole == *name || name::fold(whole) == name::fold(name),
            Who::Words(words) => {
                let (name, words) = (name::fold(name), name::fold(words));
                let between = |ch: char| !ch.is_alphanumeric();
                let mut wanted = words.split(between).filter(|word| !word.is_empty()).peekable();
                // Of nothing but signs, nobody is called.
                wanted.peek().is_some()
                    && wanted.all(|word| name.split(between).any(|own| own == word))
            }
        }
    }

    /// The name, or the words of it.
    #[must_use]
    pub fn words(&self) -> &Arc<str> {
        let (Who::Named(words) | Who::Words(words)) = self;
        words
    }
}
