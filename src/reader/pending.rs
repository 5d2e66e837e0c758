//! A filter that the reader has asked for and that is still to be tried on the posts.

use super::choice::Choice;
use super::feed::Spot;

/// The filter. The feed stays as it is until it is known which posts that lets through.
#[derive(Clone, Debug)]
pub struct Pending {
    /// Tells it from all others of the session that test something else.
    pub number: u64,
    /// What is to be listed.
    pub choice: Choice,
    /// Where the reader goes back to, where it is asked for by an undo.
    pub back: Option<Spot>,
    /// How many steps could be undone when it was asked for.
    pub depth: usize,
}
