//! What is drawn: the sample coverage, keys, and the screen that comes of them.

#![allow(
    clippy::expect_used,
    clippy::indexing_slicing,
    clippy::panic,
    clippy::unwrap_used,
    reason = "what is wrong in a test fails it"
)]

use std::sync::Arc;

use dateline::news::store::Store;
use dateline::news::when::Clock;
use dateline::reader::folder_state::{FolderState, Watch};
use dateline::reader::input::{Code, Key};
use dateline::reader::layout::Size;
use dateline::reader::message::Message;
use dateline::reader::model::Model;
use dateline::reader::update::update;
use dateline::runtime::samples;
use dateline::screen::{self, theme::Theme};
use jiff::tz::TimeZone;
use ratatui::buffer::{Buffer, Cell};
use ratatui::layout::Rect;

#[path = "../examples/picture.rs"]
mod picture;

fn reader(columns: u16, rows: u16) -> Model {
    let zone = TimeZone::get("Europe/London").unwrap();
    let mut store = Store::new();
    store.apply(samples::documents());
    let clock = Clock { now: "2025-06-02T09:52:00Z".parse().unwrap(), zone };
    let folder = FolderState::of(Watch::Watching);
    let mut model = Model::new("seeds/".to_owned(), Size { columns, rows }, clock, folder);
    update(&mut model, Message::Published(Arc::new(store.snapshot()), folder));
    model
}

fn press(model: &mut Model, keys: &str) {
    for ch in keys.chars() {
        let key = if ch == '⏎' { Key::plain(Code::Enter) } else { Key::char(ch) };
        update(model, Message::Key(key));
    }
}

fn drawn(model: &Model) -> Buffer {
    let mut frame = Buffer::empty(Rect::new(0, 0, model.size.columns, model.size.rows));
    let area = frame.area;
    screen::view(model, &Theme::sixteen(), area, &mut frame);
    frame
}

fn text(model: &Model) -> String {
    let frame = drawn(model);
    let row = |cells: &[Cell]| cells.iter().map(Cell::symbol).collect::<String>();
    let rows = frame.content.chunks(usize::from(frame.area.width).max(1));
    rows.map(|cells| row(cells).trim_end().to_owned()).collect::<Vec<_>>().join("\n")
}

/// The screen after some keys, at a size.
fn after(keys: &str, columns: u16, rows: u16) -> String {
    let mut model = reader(columns, rows);
    press(&mut model, keys);
    text(&model)
}

#[test]
fn three_panes() {
    insta::assert_snapshot!(after("jjjjjj", 120, 40));
}

#[test]
fn two_panes() {
    insta::assert_snapshot!(after("jjjjjj", 80, 24));
}

#[test]
fn two_panes_with_the_sidebar() {
    insta::assert_snapshot!(after("fjj ", 80, 24));
}

#[test]
fn one_pane_the_feed() {
    insta::assert_snapshot!(after("jjj", 60, 20));
}

#[test]
fn one_pane_the_post() {
    insta::assert_snapshot!(after("jjjjjj⏎", 40, 12));
}

#[test]
fn the_smallest_screen() {
    insta::assert_snapshot!(after("j", 20, 6));
}

#[test]
fn the_help() {
    insta::assert_snapshot!(after("?", 80, 40));
}

#[test]
fn an_empty_folder() {
    let mut model = reader(80, 24);
    let folder = FolderState::of(Watch::Lost);
    update(&mut model, Message::Published(Arc::default(), folder));
    insta::assert_snapshot!(text(&model));
}

#[test]
fn any_size_is_drawn_whatever_the_keys() {
    for columns in [0, 1, 2, 10, 19, 20, 21, 30, 31, 40, 79, 80, 119, 120, 200, 500] {
        for rows in [0, 1, 3, 5, 6, 7, 11, 12, 13, 40, 200] {
            let mut model = reader(120, 40);
            for keys in ["", "jj", "⏎jjj", "hf ", "?jjj", "qG", "s"] {
                press(&mut model, keys);
                update(&mut model, Message::Resize(Size { columns, rows }));
                drawn(&model);
            }
        }
    }
}

#[test]
fn the_picture_of_the_readme_is_the_program() {
    let path = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join(picture::PATH);
    let kept = std::fs::read_to_string(path).unwrap();
    assert!(kept == picture::draw().unwrap(), "run `cargo run --example picture`");
}
