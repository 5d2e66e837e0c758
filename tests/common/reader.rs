//! A reader of the sample coverage, without a terminal.

#![allow(clippy::unwrap_used, reason = "what is wrong in a test fails it")]

use std::sync::Arc;

use dateline::news::store::Store;
use dateline::news::when::Clock;
use dateline::reader::folder_state::{FolderState, Watch};
use dateline::reader::input::{Code, Key};
use dateline::reader::layout::Size;
use dateline::reader::marks::Kept;
use dateline::reader::message::Message;
use dateline::reader::model::Model;
use dateline::reader::update::update;
use dateline::runtime::samples;
use jiff::tz::TimeZone;

/// Somebody who reads the sample coverage.
pub fn reader(columns: u16, rows: u16) -> Model {
    let zone = TimeZone::get("Europe/London").unwrap();
    let mut store = Store::new();
    store.apply(samples::documents());
    let clock = Clock::new("2025-06-02T09:52:00Z".parse().unwrap(), zone);
    let folder = FolderState::of(Watch::Watching);
    let mut model =
        Model::new("seeds/".to_owned(), Size { columns, rows }, clock, folder, Kept::default());
    update(&mut model, Message::Published(Arc::new(store.snapshot()), folder));
    model
}

/// Presses keys: `⏎` is Enter, `⎋` Esc.
pub fn press(model: &mut Model, keys: &str) {
    for ch in keys.chars() {
        let key = match ch {
            '⏎' => Key::plain(Code::Enter),
            '⎋' => Key::plain(Code::Esc),
            ch => Key::char(ch),
        };
        update(model, Message::Key(key));
    }
}
