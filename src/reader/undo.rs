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
pub struct Undo {
    steps: VecDeque<Step>,
    /// Steps that are too long ago.
    forgotten: usize,
}

impl Undo {
    /// Remembers a step, and forgets one that is too long ago.
    pub fn remember(&mut self, step: Step) {
        if self.steps.len() == DEEP {
            self.steps.pop_front();
            self.forgotten += 1;
        }
        self.steps.push_back(step);
    }

    /// Takes the last step.
    pub fn take(&mut self) -> Option<Step> {
        self.steps.pop_back()
    }

    /// How many steps there have been, but for those that were taken.
    #[must_use]
    pub fn depth(&self) -> usize {
        self.forgotten + self.steps.len()
    }

    /// Whether one can be taken that was remembered after there had been so many.
    #[must_use]
    pub fn has_since(&self, depth: usize) -> bool {
        self.steps.len() > depth.saturating_sub(self.forgotten)
    }
}
