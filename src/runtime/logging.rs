//! `--log FILE`: what the program does, for whoever looks into a fault.

use std::fs::OpenOptions;
use std::path::Path;

use color_eyre::eyre::{Result, eyre};

/// Sends log lines to the end of `path`; without one there are none.
///
/// # Errors
///
/// For a file that cannot be written.
pub fn start(path: Option<&Path>) -> Result<()> {
    let Some(path) = path else { return Ok(()) };
    let file = OpenOptions::new()
        .create(true)
        .append(true)
        .open(path)
        .map_err(|error| eyre!("{}: {}", path.display(), super::disk::words(&error)))?;
    // What cannot be written is lost: to say so on standard error would be to write over the screen.
    let log = tracing_subscriber::fmt().with_writer(file).with_ansi(false);
    log.log_internal_errors(false).init();
    Ok(())
}
