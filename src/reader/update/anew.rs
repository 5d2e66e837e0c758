//! The same reader before other documents, or before the same read in another way.

use super::filtering::set_filter;
use crate::news::when::Clock;
use crate::reader::folder_state::FolderState;
use crate::reader::marks::Kept;
use crate::reader::model::Model;
use crate::reader::undo::Undo;

/// A session that has seen nothing yet, of a reader who had another one: with the panes as they were, and with
/// the filter where the folder goes by the same name. What has to do with single posts is gone: they have other names.
#[must_use]
pub fn begin_anew(
    before: Model,
    title: String,
    clock: Clock,
    folder: FolderState,
    kept: Kept,
) -> Model {
    let mut filter = before.asked().clone();
    // What posts are to the reader is not known before they are read.
    filter.is.clear();
    let is_same = before.title == title;
    let mut model = Model {
        keys: before.keys,
        focus: before.focus,
        queries: before.queries,
        opens_links: before.opens_links,
        mouse: before.mouse,
        mouse_by_config: before.mouse_by_config,
        notice: before.notice,
        ..Model::new(title, before.size, clock, folder, kept)
    };
    if is_same && !filter.is_empty() {
        set_filter(&mut model, filter);
        model.undo = Undo::default();
    }
    model
}
