//! A session on the terminal of this process.

use std::path::{Path, PathBuf};
use std::sync::Arc;

use color_eyre::eyre::{Result, WrapErr, bail};
use jiff::Timestamp;
use tempfile::TempDir;
use tokio::sync::{Notify, watch};
use tokio::task::JoinSet;

use super::abilities::Abilities;
use super::config::Config;
use super::config::reload::{self, Settings};
use super::folder::Folder;
use super::ingest::{self, Means, Published};
use super::life::{self, Life};
use super::machine::Machine;
use super::plan::{Asked, Coverage, Plan};
use super::sequences::Sequences;
use super::session::setup::Setup;
use super::session::{End, Session};
use super::state::Keeper;
use super::surface::{LocalTerminal, Surface};
use super::{demo, disk, export, running, samples};
use crate::news::sanitize;
use crate::news::store::Store;
use crate::news::when::Clock;
use crate::reader::folder_state::{FolderState, Watch};
use crate::reader::marks::Kept;
use crate::reader::model::Model;
use crate::reader::update::{go_elsewhere, read_again};

/// Reads on the terminal until the reader quits, and gives the exit code: 0, or what shells call the signal
/// that has ended it. The config is followed where it stands in a file, or may do so.
///
/// # Errors
///
/// Where there is no terminal, for a folder that cannot be read, and what else may end a session.
pub fn read(
    asked: &Asked,
    config: Config,
    config_path: Option<PathBuf>,
    terminal: Abilities,
) -> Result<u8> {
    let plan = asked.plan(&config)?;
    plan.check()?;
    if !LocalTerminal::is_there() {
        bail!("no terminal to draw on: `dateline print` prints the posts instead");
    }
    let (life, ended) = life::begin().wrap_err("the terminal")?;
    let (publish, settings) = watch::channel(Settings { config: Arc::new(config), wrong: None });
    let result = running::block_on(async {
        if let Some(path) = config_path {
            let asked = asked.clone();
            // What is read already is followed, whether it is there or not.
            let possible = move |now: &Config, new: &Config| {
                let (now, new) = (asked.plan(now)?, asked.plan(new)?);
                if now.coverage == new.coverage { Ok(()) } else { new.check() }
            };
            tokio::spawn(reload::follow(path, possible, publish));
        }
        run(asked, plan, settings, terminal, life).await
    })?;
    tracing::info!(?result, ?ended, "the session ended");
    ended.code(result)
}

/// One session after another: each goes on where the config asks for what the one before did not have.
/// What is known of the reader is read where the documents are others; else the model has it all.
async fn run(
    asked: &Asked,
    mut plan: Plan,
    settings: watch::Receiver<Settings>,
    terminal: Abilities,
    life: Life,
) -> Result<()> {
    let hang_up = life.hang_up();
    let input = life.input()?;
    tokio::pin!(input);
    let mut surface = LocalTerminal::start().wrap_err("taking the terminal over")?;
    surface.on_hang_up(hang_up);
    life::report_panics(surface.guard());
    tokio::spawn(life::end_all_the_same(surface.guard()));
    let mut before: Option<(Model, Coverage)> = None;
    loop {
        tracing::info!(?plan.coverage, "reading");
        let most = settings.clone();
        let most = move || most.borrow().config.limits.marks;
        let Source { title, published, rescan, machine, keeper, kept, not_kept, idle, demo } =
            Source::of(&plan, most)?;
        let clock = Clock::new(Timestamp::now(), plan.conventions.zone.clone());
        let folder = published.borrow().folder;
        let model = match before {
            Some((before, coverage)) if coverage == plan.coverage => {
                read_again(before, clock, folder)
            }
            before => {
                let model = match before {
                    Some((before, _)) => go_elsewhere(before, title, clock, folder, kept),
                    None => Model::new(title, surface.size(), clock, folder, kept),
                };
                Model { notice: not_kept.or(model.notice), opens_links: !is_far(), ..model }
            }
        };
        let setup = setup(asked, &plan, &settings, terminal);
        let notes = keeper.as_ref().and_then(Keeper::notes);
        let now = Timestamp::now;
        let mut session = Session { surface, published, rescan, setup, now, notes, machine };
        let (model, end) = session.run(model, input.as_mut()).await?;
        // Whoever keeps notes waits until nobody has any more.
        session.notes = None;
        drop((keeper, idle, demo));
        if end == End::Quit {
            return Ok(());
        }
        let config = Arc::clone(&settings.borrow().config);
        // The zone was found when the config was read.
        let next = asked.plan(&config).unwrap_or_else(|_| plan.clone());
        before = Some((model, std::mem::replace(&mut plan, next).coverage));
        surface = session.surface;
    }
}

/// How a session looks by the config, and whether it can go on with another.
fn setup(
    asked: &Asked,
    plan: &Plan,
    settings: &watch::Receiver<Settings>,
    terminal: Abilities,
) -> Setup {
    let sequences = Sequences::here();
    let look = move |config: &Config| {
        let theme = terminal.theme(&config.look(), config.ascii);
        theme.with_links(config.hyperlinks.are_sent(&sequences))
    };
    let (asked, plan) = (asked.clone(), plan.clone());
    let is_other = move |config: &Config| asked.plan(config).is_ok_and(|other| other != plan);
    Setup::new(settings.clone(), Box::new(look), Box::new(is_other))
}

/// All that a session reads from, and what is kept of its reader.
struct Source {
    title: String,
    published: watch::Receiver<Published>,
    rescan: Arc<Notify>,
    machine: Option<Machine>,
    keeper: Option<Keeper>,
    kept: Kept,
    /// Why nothing is kept, for the reader.
    not_kept: Option<String>,
    /// Where nobody else publishes, and a session is not to end for that.
    idle: Option<watch::Sender<Published>>,
    /// What replays the demo, and the folder that it is in.
    demo: Option<(JoinSet<()>, TempDir)>,
}

impl Source {
    /// Begins to follow what is planned.
    fn of(plan: &Plan, most: impl Fn() -> u32 + Send + 'static) -> Result<Source> {
        let (publish, published) = watch::channel(Published::empty());
        let rescan = Arc::new(Notify::new());
        let conventions = &plan.conventions;
        let follow = |root: &Path, publish| {
            let folder = Folder::followed(root.to_path_buf(), conventions.clone());
            tokio::spawn(ingest::run(folder, publish, Arc::clone(&rescan), Means::default()));
        };
        let (mut idle, mut demo) = (None, None);
        let (mut keeper, mut kept, mut not_kept, mut folder) = (None, Kept::default(), None, None);
        let title = match &plan.coverage {
            Coverage::Sample => {
                let mut store = Store::new();
                store.apply(samples::documents());
                let snapshot = Arc::new(store.snapshot());
                let folder = FolderState::of(Watch::Sample);
                publish.send_replace(Published { snapshot, folder });
                idle = Some(publish);
                "Istanbul talks, 2025".to_owned()
            }
            Coverage::Folder(root) => {
                match Keeper::open(root, most) {
                    Ok((opened, read)) => (keeper, kept) = (Some(opened), read),
                    Err(error) => {
                        tracing::warn!(%error, "what is read is not kept");
                        let words = format!("what you read is not kept: {error}");
                        not_kept = Some(sanitize::shown(&words).into_owned());
                    }
                }
                follow(root, publish);
                folder = Some(export::Folder { root: root.clone(), reach: conventions.reach });
                title(root)
            }
            Coverage::Demo => {
                let temporary = tempfile::Builder::new().prefix("dateline-demo-").tempdir()?;
                follow(temporary.path(), publish);
                let mut replay = JoinSet::new();
                replay.spawn(demo::replay(temporary.path().to_path_buf()));
                demo = Some((replay, temporary));
                "demo".to_owned()
            }
        };
        let machine = Some(Machine::here(folder));
        Ok(Source { title, published, rescan, machine, keeper, kept, not_kept, idle, demo })
    }
}

/// Whether the reader sits at another machine: this one's desktop is not theirs.
fn is_far() -> bool {
    let is_set = |name| std::env::var_os(name).is_some_and(|value| !value.is_empty());
    ["SSH_CONNECTION", "SSH_TTY", "SSH_CLIENT"].into_iter().any(is_set)
}

/// What the header calls a folder.
fn title(root: &Path) -> String {
    let whole = root.canonicalize().unwrap_or_else(|_| root.to_path_buf());
    let name = whole.file_name().unwrap_or(whole.as_os_str());
    format!("{}/", disk::source_name(Path::new(name)).trim_end_matches('/'))
}
