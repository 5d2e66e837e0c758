//! What the reader did last, so that it can be undone.

use std::collections::VecDeque;
use std::sync::Arc;

use super::feed::Spot;
use super::marks::Mark;
use super::only::Only;
use crate::news::filter::Filter;
use crate::news::store::PostId;

/// Steps that are remembered.
const DEEP: usize = 20;

/// A step, as it was before.
#[derive(Clone, Debug)]
pub enum Step {
    /// What was noted of posts.
    Marks(Vec<(PostId, Mark)>),
    /// What was filtered by, and which post was selected.
    Filter(Filter, Option<Arc<Only>>, Spot),
}

/// The last steps.
#[derive(Clone, Debug, Default)]
pub struct Undo(VecDeque<Step>);

impl Undo {
    /// Remembers a step, and forgets one that is too long ago.
    pub fn remember(&mut self, step: Step) {
        if self.0.len() == DEEP {
            self.0.pop_front();
        }
        self.0.push_back(step);
    }

    /// Takes the last step.
    pub fn take(&mut self) -> Option<Step> {
        self.0.pop_back()
    }
}
