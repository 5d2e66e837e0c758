//! The program over SSH: a real OpenSSH server on this machine, with a configuration, keys and a port of its
//! own, as the user who runs the tests. Where there is none, the tests say so and pass; where
//! `DATELINE_NEEDS_SSHD` is set, they fail.

use std::fs;
use std::io::Write;
use std::path::PathBuf;
use std::time::Duration;

use rustix::process::Signal;

use crate::common::documents::{HARBOUR, page};
use crate::common::{Place, poll};
use crate::server::{Login, Server, nothing_is_left};

/// A server, unless there is none on this machine; `unanswered` seconds without a word from a client end its
/// session.
fn server(unanswered: u32) -> Option<Server> {
    let program = ["/usr/sbin", "/usr/local/sbin", "/sbin", "/usr/bin", "/usr/local/bin"];
    let program = program.map(|directory| PathBuf::from(directory).join("sshd"));
    let Some(program) = program.iter().find(|program| program.exists()) else {
        let needed = std::env::var_os("DATELINE_NEEDS_SSHD").is_some();
        assert!(!needed, "there is no sshd on this machine");
        // Unlike what `eprintln` writes, this is seen although the test passes.
        let told = "SKIPPED: there is no sshd on this machine, and nothing is tested over SSH\n";
        std::io::stderr().write_all(told.as_bytes()).unwrap();
        return None;
    };
    Some(Server::start(program, unanswered))
}

/// The program on a folder that holds the harbour page, once it is on the screen of whoever has logged in.
fn harbour(server: &Server) -> (Place, Login) {
    let place = Place::with("harbour.txt", HARBOUR);
    let login = server.login(&place, 120, 40);
    login.terminal.wait_for("all posts", |screen| {
        screen.contains("4 posts") && screen.contains("watching") && screen.contains("north quay")
    });
    (place, login)
}

#[test]
fn over_ssh_it_is_read_and_left() {
    let Some(server) = server(60) else { return };
    let (place, mut login) = harbour(&server);
    let terminal = &mut login.terminal;
    terminal.send("j");
    let screen = terminal.see("HELD");
    assert!(screen.contains("Two trawlers touched"), "{screen}");
    fs::write(place.folder().join("fog.txt"), page("Fog lifts", "11:01")).unwrap();
    terminal.see("HELD +1");
    for (columns, rows, is_wide) in [(80, 24, false), (120, 40, true), (20, 6, false)] {
        terminal.resize(columns, rows);
        let screen = terminal.wait_for("the new size", |screen| {
            screen.contains("HELD") && screen.contains(" Filter ") == is_wide
        });
        assert_eq!(screen.lines().count(), usize::from(rows), "{screen}");
    }
    terminal.send("q");
    assert_eq!(terminal.wait_exit().exit_code(), 0);
    terminal.see_restored();
    nothing_is_left(&place);
}

#[test]
fn over_ssh_a_post_goes_to_the_clipboard_of_the_reader() {
    let Some(server) = server(60) else { return };
    let (place, mut login) = harbour(&server);
    login.terminal.send("y");
    login.terminal.see("post sent to the terminal");
    let heard = login.terminal.unasked();
    assert!(heard.iter().any(|heard| heard.starts_with("a copy of ")), "{heard:?}");
    login.terminal.send("q");
    assert_eq!(login.terminal.wait_exit().exit_code(), 0);
    nothing_is_left(&place);
}

#[test]
fn when_the_line_drops_nothing_is_left_and_what_was_seen_is_kept() {
    let drops = [
        ("the client is killed", 60, (|login| login.terminal.signal(Signal::KILL)) as fn(&Login)),
        ("the server's process is killed", 60, Login::kill_server),
        // As when a cable is cut: no more is heard from the client, and nobody is told.
        ("the client falls silent", 2, |login| login.terminal.signal(Signal::STOP)),
    ];
    for (how, unanswered, end) in drops {
        let Some(server) = server(unanswered) else { return };
        let place = Place::new();
        let mut login = server.login(&place, 120, 40);
        login.terminal.see("watching");
        fs::write(place.folder().join("harbour.txt"), HARBOUR).unwrap();
        login.terminal.see("4 new, 1 breaking [.]");
        login.terminal.send(".m");
        login.terminal.see("09:31  +Pilots");
        let busy = login.cpu();
        end(&login);
        let most = busy + Duration::from_secs(1);
        poll("the program to end", || {
            assert!(login.cpu() < most, "{how}: it spins");
            (!login.is_running()).then_some(())
        });
        let again = server.login(&place, 120, 40);
        let screen = again.terminal.see("3 new, 1 breaking [.]");
        assert!(screen.contains("09:31  +Pilots"), "{how}:\n{screen}");
        drop((login, again));
        nothing_is_left(&place);
    }
}
