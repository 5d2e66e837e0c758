//! A model and a string of keys → the whole model.

use jiff::tz::TimeZone;
use proptest::prelude::*;

use super::*;
use crate::news::dating::Context;
use crate::news::format::{self, Document};
use crate::news::pattern::Pattern;
use crate::news::query;
use crate::news::store::{PostId, Store};
use crate::news::when::Clock;
use crate::reader::errand::Job;
use crate::reader::feed::FeedRow;
use crate::reader::folder_state::{FolderState, Progress, Watch};
use crate::reader::input::{Code, Key};
use crate::reader::marks::{Kept, Note};
use crate::reader::model::Overlay;
use crate::reader::problems;
use crate::reader::queries::NamedQuery;

mod anew;
mod coming;
mod filtering;
mod marking;
mod moving;
mod overlays;
mod pending;
mod searching;
mod stillness;
mod undoing;
mod world;

const PAGE: &str = "\
  1. Ferry sails againpublished at 10:50 GMT 2 June 2025
    Breaking

    It has left.
  2. Analysis

    Why it took so longpublished at 10:24 GMT 2 June 2025

    Kim Sample
    Europe editor

    Nobody knows.
  3. Talks go onpublished at 10:10 GMT 2 June 2025

    Ann Other
    Live reporter

    They talk.
";

struct Reader {
    model: Model,
    store: Store,
}

impl Reader {
    fn new(columns: u16, rows: u16) -> Reader {
        let clock = Clock::new("2025-06-02T11:00:00Z".parse().unwrap(), TimeZone::UTC);
        let folder = FolderState::of(Watch::Watching);
        let model =
            Model::new("talks/".into(), Size { columns, rows }, clock, folder, Kept::default());
        let mut reader = Reader { model, store: Store::new() };
        reader.drop_document("page.txt", PAGE);
        reader
    }

    fn drop_document(&mut self, name: &str, text: &str) {
        let context =
            Context { name: name.into(), modified: None, zone: TimeZone::UTC, year: None };
        self.apply(name, Some(format::parse(text.as_bytes(), &name.into(), &context)));
    }

    fn remove_document(&mut self, name: &str) {
        self.apply(name, None);
    }

    fn apply(&mut self, name: &str, document: Option<Document>) {
        self.store.apply([(name.into(), document)]);
        let snapshot = Arc::new(self.store.snapshot());
        let folder = self.model.folder;
        update(&mut self.model, Message::Published(snapshot, folder));
    }

    /// Presses keys, one character each; `⏎` and `⎋` are Enter and Esc.
    fn press(&mut self, keys: &str) -> Option<Effect> {
        let mut effect = None;
        for ch in keys.chars() {
            let key = match ch {
                '⏎' => Key::plain(Code::Enter),
                '⎋' => Key::plain(Code::Esc),
                '⇥' => Key::plain(Code::Tab),
                _ => Key::char(ch),
            };
            effect = update(&mut self.model, Message::Key(key));
        }
        effect
    }

    fn selected(&self) -> &str {
        self.model.feed.selected().map_or("", |entry| &entry.post.headline)
    }

    fn held(&self) -> Option<usize> {
        match self.model.follow {
            Follow::Live => None,
            Follow::Held(arrived) => Some(arrived.inside),
        }
    }
}

const LATER: &str = "  1. A later postpublished at 10:58 GMT 2 June 2025\n\n    Later.\n";

fn page(number: u32, minute: u32, label: &str) -> String {
    format!(
        "  1. Post {number}published at 10:{minute:02} GMT 2 June 2025\n    {label}\n\n    Words.\n"
    )
}

fn long_post(first: &str, last: &str) -> String {
    let lines: Vec<String> = (0..60).map(|line| format!("    Line {line} of it.\n\n")).collect();
    format!(
        "  1. Long onepublished at 10:50 GMT 2 June 2025\n\n    {first}\n\n{}    {last}\n",
        lines.concat()
    )
}

/// What the session does beside: it finds all that is searched for.
fn search(reader: &mut Reader) {
    while let [Some(errand), _] | [None, Some(errand)] = reader.model.errands() {
        run(reader, &reader.model.job(errand).unwrap());
    }
}

fn run(reader: &mut Reader, job: &Job) {
    let mut found = job.run((0, 2), || false).unwrap();
    found.append(job.run((1, 2), || false).unwrap());
    update(&mut reader.model, Message::Found(job.errand, Some(Box::new(found))));
}

fn place(reader: &Reader) -> Option<(Option<usize>, usize)> {
    let search = reader.model.search.as_ref()?;
    search.place(reader.model.feed.selected_key())
}

/// What must not move: the selected post, its row, and the first row of the pane.
fn in_place(reader: &Reader) -> (PostId, usize, String) {
    let model = &reader.model;
    let rows = model.feed.rows(model.height(Pane::Feed), &model.clock);
    let row = rows.iter().position(|row| matches!(row, FeedRow::Post(_, true))).unwrap();
    let first = model.reading.rows().get(model.reading.top()).map(|row| row.text.clone());
    (model.feed.selected().unwrap().id, row, first.unwrap_or_default())
}
