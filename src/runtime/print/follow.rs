//! `dateline print --follow`: each post once as it comes, and nothing taken back.
//!
//! Signals do what they do to any program: nothing is left behind that would have to be tidied up,
//! and a write to a pipe that nobody reads could not be waited for.

use std::io;
use std::path::PathBuf;
use std::sync::Arc;
use std::thread;

use color_eyre::eyre::{Result, WrapErr, bail};
use jiff::Timestamp;
use rustix::event::{PollFd, PollFlags, poll};
use rustix::io::Errno;
use tokio::sync::{Notify, watch};

use super::printer::Printer;
use super::{Wanted, written};
use crate::cli::OutputFormat;
use crate::news::arrivals::{Arrivals, News};
use crate::news::store::Store;
use crate::news::when::Clock;
use crate::reader::folder_state::{FolderState, Watch};
use crate::runtime::disk;
use crate::runtime::folder::Folder;
use crate::runtime::ingest::{self, Means, Published};
use crate::runtime::reading::Conventions;
use crate::runtime::{running, samples};
use crate::screen::theme::Theme;

/// Prints what is there, and then what comes, until nobody reads it any more.
///
/// # Errors
///
/// For a folder that cannot be read, and where standard output fails.
pub fn follow(
    folder: Option<PathBuf>,
    format: OutputFormat,
    theme: Theme,
    wanted: &Wanted,
    conventions: &Conventions,
) -> Result<()> {
    if let Some(folder) = &folder {
        disk::check_folder(folder)?;
    }
    let closed = notice_of_the_end().wrap_err("starting")?;
    tracing::info!(?folder, "printing, and following");
    running::block_on(async {
        let (publish, published) = watch::channel(Published::empty());
        // The sample coverage is published once, and stays.
        let mut kept = None;
        if let Some(root) = folder {
            let folder = Folder::followed(root, conventions.clone());
            tokio::spawn(ingest::run(folder, publish, Arc::default(), Means::default()));
        } else {
            let mut store = Store::new();
            store.apply(samples::documents());
            let (snapshot, folder) = (store.snapshot().into(), FolderState::of(Watch::Sample));
            publish.send_replace(Published { snapshot, folder });
            kept = Some(publish);
        }
        let printing = print_all(published, format, theme, wanted, conventions);
        let result = tokio::select! {
            result = printing => result,
            () = closed.notified() => Ok(()),
        };
        drop(kept);
        result
    })?
}

/// Prints what is published, until it fails.
async fn print_all(
    mut published: watch::Receiver<Published>,
    format: OutputFormat,
    theme: Theme,
    wanted: &Wanted,
    conventions: &Conventions,
) -> Result<()> {
    // Handed on post by post: whoever reads along never waits for the rest of a line.
    let out = io::BufWriter::new(io::stdout());
    let mut printer = match Printer::start(out, format, theme) {
        Ok(printer) => printer,
        Err(error) => return written(Err(error)),
    };
    let mut arrivals = Arrivals::default();
    while published.changed().await.is_ok() {
        let Published { snapshot, folder } = published.borrow_and_update().clone();
        // While the folder is read for the first time, its oldest posts may not have come yet.
        if folder.reading.is_some() {
            continue;
        }
        let now = Timestamp::now();
        let clock = Clock::new(now, conventions.zone.clone());
        let tell = |entry: &_, news| {
            match news {
                News::New => printer.print(entry, &clock)?,
                News::Edited => printer.print_edited(entry, now, &clock)?,
            }
            printer.flush()
        };
        let told = arrivals.advance((*snapshot).clone(), |entry| wanted.matches(entry), tell);
        if told.is_err() {
            return written(told);
        }
    }
    bail!("the folder is not followed any more, for a fault of this program: please report it")
}

/// Told of when standard output is a pipe that nobody reads any more. Somebody who writes learns of
/// it by writing, but the next post may come in an hour.
fn notice_of_the_end() -> io::Result<Arc<Notify>> {
    let closed = Arc::new(Notify::new());
    let told = Arc::clone(&closed);
    let wait = move || {
        let out = io::stdout();
        // Errors and the end are told of without being asked for.
        let mut ends = [PollFd::new(&out, PollFlags::empty())];
        loop {
            match poll(&mut ends, None) {
                Ok(_) => return told.notify_one(),
                Err(Errno::INTR) => {}
                Err(error) => return tracing::warn!(%error, "waiting for the end of the output"),
            }
        }
    };
    thread::Builder::new().name("output".to_owned()).spawn(wait)?;
    Ok(closed)
}
