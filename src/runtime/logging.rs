//! `--log FILE`: what the program does, for whoever looks into a fault.

use std::fs::OpenOptions;
use std::io::{self, Write};
use std::path::Path;
use std::sync::Arc;

use color_eyre::eyre::{Result, eyre};

use crate::news::sanitize;

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
    let file = Arc::new(file);
    // What cannot be written is lost: to say so on standard error would be to write over the screen.
    let lines = move || Lines(Arc::clone(&file));
    let log = tracing_subscriber::fmt().with_writer(lines).with_ansi(false);
    log.log_internal_errors(false).init();
    Ok(())
}

/// Where events are written, each by one call: whatever the names and errors in it are, it is one line of
/// text, which is safe to look at in a terminal.
struct Lines<W>(W);

impl<W: Write> Write for Lines<W> {
    fn write(&mut self, event: &[u8]) -> io::Result<usize> {
        let text = String::from_utf8_lossy(event);
        let line = sanitize::shown(text.trim_end_matches('\n'));
        self.0.write_all(format!("{line}\n").as_bytes())?;
        Ok(event.len())
    }

    fn flush(&mut self) -> io::Result<()> {
        self.0.flush()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_event_is_one_line_of_text() {
        let mut written = Vec::new();
        let event = "opened folder=a\n2025 INFO forged\u{9b}2J\u{202e}\n";
        Lines(&mut written).write_all(event.as_bytes()).unwrap();
        let told = "opened folder=a�2025 INFO forged�2J�\n";
        assert_eq!(String::from_utf8(written).unwrap(), told);
    }
}
