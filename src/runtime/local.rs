//! A session on the terminal of this process.

use std::path::PathBuf;
use std::sync::Arc;

use color_eyre::eyre::{Result, WrapErr, bail};
use jiff::Timestamp;
use tokio::sync::{Notify, watch};

use super::abilities::Abilities;
use super::config::Config;
use super::config::reload::{self, Settings};
use super::folder::Folder;
use super::ingest::{self, Means, Published};
use super::life::{self, Life};
use super::machine::Machine;
use super::reading::Conventions;
use super::sequences::Sequences;
use super::session::Session;
use super::session::setup::Setup;
use super::state::Keeper;
use super::surface::{LocalTerminal, Surface};
use super::{demo, disk, export, running, samples};
use crate::news::sanitize;
use crate::news::store::Store;
use crate::news::when::Clock;
use crate::reader::folder_state::{FolderState, Watch};
use crate::reader::marks::Kept;
use crate::reader::model::Model;

/// What to read.
#[derive(Debug)]
pub enum Coverage {
    /// The documents of a folder.
    Folder(PathBuf),
    /// The sample coverage, as it is.
    Sample,
    /// The sample coverage, coming in.
    Demo,
}

/// Reads on the terminal until the reader quits, and gives the exit code: 0, or what shells call the signal
/// that has ended it. The config is followed where it stands in a file, or may do so.
///
/// # Errors
///
/// Where there is no terminal, and what else may end a session.
pub fn read(
    coverage: Coverage,
    conventions: &Conventions,
    config: Config,
    config_path: Option<PathBuf>,
    terminal: Abilities,
) -> Result<u8> {
    if !LocalTerminal::is_there() {
        bail!("no terminal to draw on: `dateline print` prints the posts instead");
    }
    let (life, ended) = life::begin().wrap_err("the terminal")?;
    tracing::info!(?coverage, "reading");
    let run = run(coverage, conventions, config, config_path, terminal, life);
    let result = running::block_on(run)?;
    tracing::info!(?result, ?ended, "the session ended");
    ended.code(result)
}

async fn run(
    coverage: Coverage,
    conventions: &Conventions,
    config: Config,
    config_path: Option<PathBuf>,
    terminal: Abilities,
    life: Life,
) -> Result<()> {
    let (publish, published) = watch::channel(Published::empty());
    let rescan = Arc::new(Notify::new());
    let mut demo_folder = None;
    let mut kept = None;
    let machine = Some(Machine::here(match &coverage {
        Coverage::Folder(root) => {
            Some(export::Folder { root: root.clone(), reach: conventions.reach })
        }
        Coverage::Sample | Coverage::Demo => None,
    }));
    let (keeper, marks, not_kept) = match &coverage {
        Coverage::Folder(root) => match Keeper::open(root, config.limits.marks) {
            Ok((keeper, kept)) => (Some(keeper), kept, None),
            Err(error) => {
                tracing::warn!(%error, "what is read is not kept");
                let words = format!("what you read is not kept: {error}");
                (None, Kept::default(), Some(sanitize::shown(&words).into_owned()))
            }
        },
        Coverage::Sample | Coverage::Demo => (None, Kept::default(), None),
    };
    let title = match coverage {
        Coverage::Sample => {
            let mut store = Store::new();
            store.apply(samples::documents());
            let snapshot = Arc::new(store.snapshot());
            let folder = FolderState::of(Watch::Sample);
            publish.send_replace(Published { snapshot, folder });
            kept = Some(publish);
            "Istanbul talks, 2025".to_owned()
        }
        Coverage::Folder(root) => {
            let title = title(&root);
            let folder = Folder::followed(root, conventions.clone());
            tokio::spawn(ingest::run(folder, publish, Arc::clone(&rescan), Means::default()));
            title
        }
        Coverage::Demo => {
            let temporary = tempfile::Builder::new().prefix("dateline-demo-").tempdir()?;
            let folder = Folder::followed(temporary.path().to_path_buf(), conventions.clone());
            tokio::spawn(ingest::run(folder, publish, Arc::clone(&rescan), Means::default()));
            tokio::spawn(demo::replay(temporary.path().to_path_buf()));
            demo_folder = Some(temporary);
            "demo".to_owned()
        }
    };
    let hang_up = life.hang_up();
    let input = life.input()?;
    let surface = LocalTerminal::start().wrap_err("taking the terminal over")?;
    surface.on_hang_up(hang_up);
    life::report_panics(surface.guard());
    tokio::spawn(life::end_all_the_same(surface.guard()));
    let clock = Clock::new(Timestamp::now(), conventions.zone.clone());
    let mut model = Model::new(title, surface.size(), clock, published.borrow().folder, marks);
    model.notice = not_kept;
    model.opens_links = !is_far();
    let notes = keeper.as_ref().and_then(Keeper::notes);
    let (configure, settings) = watch::channel(Settings { config: Arc::new(config), wrong: None });
    if let Some(path) = config_path {
        tokio::spawn(reload::follow(path, configure));
    }
    let sequences = Sequences::here();
    let look = move |config: &Config| {
        let theme = terminal.theme(&config.look(), config.ascii);
        theme.with_links(config.hyperlinks.are_sent(&sequences))
    };
    let (setup, now) = (Setup::new(settings, Box::new(look)), Timestamp::now);
    let session = Session { surface, published, rescan, setup, now, notes, machine };
    let result = session.run(model, input).await;
    drop((kept, demo_folder, keeper));
    result.map(|_| ())
}

/// Whether the reader sits at another machine: this one's desktop is not theirs.
fn is_far() -> bool {
    let is_set = |name| std::env::var_os(name).is_some_and(|value| !value.is_empty());
    ["SSH_CONNECTION", "SSH_TTY", "SSH_CLIENT"].into_iter().any(is_set)
}

/// What the header calls a folder.
fn title(root: &std::path::Path) -> String {
    let whole = root.canonicalize().unwrap_or_else(|_| root.to_path_buf());
    let name = whole.file_name().unwrap_or(whole.as_os_str());
    format!("{}/", disk::source_name(std::path::Path::new(name)).trim_end_matches('/'))
}
