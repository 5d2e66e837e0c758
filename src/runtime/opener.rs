//! Links, opened with what the desktop has for them.

use std::ffi::OsStr;
use std::os::unix::process::CommandExt;
use std::process::{Command, Stdio};

use super::{disk, stopping};
use crate::news::web;

/// The program that knows what opens a link here.
pub const PROGRAM: &str = if cfg!(target_os = "macos") { "open" } else { "xdg-open" };

/// Opens a link with a program, waits for that program to end, and gives what went wrong, in words.
///
/// # Errors
///
/// Where it is no link to the web, and where the program is not there or fails.
pub fn open(program: impl AsRef<OsStr>, link: &str) -> Result<(), String> {
    if !web::is_link(link) {
        return Err("not opened: no http or https address".to_owned());
    }
    let name = program.as_ref().to_string_lossy().into_owned();
    // In a group of its own: what ends this session does not end what it has opened.
    let mut command = Command::new(program);
    command
        .arg(link)
        .stdin(Stdio::null())
        .stdout(Stdio::null())
        .stderr(Stdio::null())
        .process_group(0);
    let started = stopping::stoppable(|| command.spawn());
    match started.and_then(|mut child| child.wait()) {
        Ok(status) if status.success() => Ok(()),
        Ok(status) => Err(format!("not opened: {name} failed ({status})")),
        Err(error) => Err(format!("not opened: {name}: {}", disk::words(&error))),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_goes_wrong_is_told() {
        assert_eq!(open("true", "https://a.example/$(x)"), Ok(()));
        let told = |program, link| open(program, link).unwrap_err();
        assert!(told("false", "https://a.example").contains("false failed (exit status: 1)"));
        assert!(told("/no/such", "https://a.example").contains("/no/such: No such file"));
        for link in
            ["file:///etc/passwd", "--help", "javascript://a.example", "http://a.example/ x"]
        {
            assert!(told("true", link).contains("no http or https"), "{link}");
        }
    }
}
