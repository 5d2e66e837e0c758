//! A job of a shell: it stops, goes on, and leaves the terminal to whoever has it meanwhile.

use rustix::process::{Signal, kill_process};

use crate::below_header;
use crate::common::documents::HARBOUR;
use crate::common::{DATELINE, Place, Terminal, poll, process, word};

#[test]
fn it_suspends_to_the_shell_and_comes_back() {
    let place = Place::with("harbour.txt", HARBOUR);
    let mut terminal = Terminal::shell("sh", &["-i"], 120, 40);
    terminal.send(&format!("{DATELINE} {}\r", word(&place.folder())));
    let panes = terminal.see("The first boat since Friday");

    terminal.send("\x1a");
    terminal.see("Stopped");
    terminal.see_restored();
    terminal.send("echo $((6 * 7)) fish\r");
    let screen = terminal.see("42 fish");
    assert!(screen.contains("echo $((6 * 7)) fish"), "what is typed is shown:\n{screen}");

    terminal.send("fg\r");
    let again = terminal.see("The first boat since Friday");
    assert_eq!(below_header(&panes), below_header(&again));
    terminal.send("j");
    terminal.see("HELD");

    terminal.send("\x1a");
    terminal.wait_for("a second stop", |screen| screen.matches("Stopped").count() == 2);
    terminal.resize(80, 24);
    terminal.send("fg\r");
    let screen = terminal.see("HELD");
    assert!(!screen.contains(" Filter "), "the window has shrunk meanwhile:\n{screen}");

    terminal.send("q");
    terminal.see_gone("HELD");
    terminal.see_restored();
    terminal.send("exit\r");
    terminal.wait_exit();
}

#[test]
fn stopped_from_outside_it_takes_the_terminal_again() {
    let place = Place::with("harbour.txt", HARBOUR);
    let mut terminal =
        Terminal::shell("bash", &["--norc", "--noprofile", "--noediting", "-i"], 120, 40);
    terminal.send(&format!("{DATELINE} {}\r", word(&place.folder())));
    terminal.see("The first boat since Friday");
    kill_process(terminal.foreground(), Signal::STOP).unwrap();
    terminal.see("Stopped");
    // Only a job in the foreground is told of another size.
    terminal.resize(80, 24);
    terminal.send("fg\r");
    let screen = terminal.see("The first boat since Friday");
    // Without the terminal's raw mode the key would wait for the end of a line.
    terminal.send("j");
    terminal.see("HELD");
    assert!(!screen.contains(" Filter "), "the window has shrunk meanwhile:\n{screen}");
    terminal.send("q");
    terminal.see_gone("HELD");
    terminal.see_restored();
    terminal.send("exit\r");
    terminal.wait_exit();
}

#[test]
fn where_nobody_could_resume_it_a_suspension_changes_nothing() {
    let place = Place::with("harbour.txt", HARBOUR);
    let command = format!("{DATELINE} {}; echo done", word(&place.folder()));
    for mut terminal in [
        Terminal::open(&place, 120, 40),
        // As a multiplexer starts the command of a window.
        Terminal::start("sh", ["-c", &command], 120, 40),
    ] {
        let before = terminal.see("The first boat since Friday");
        terminal.send("\x1aj");
        terminal.see("HELD");
        terminal.send("F");
        let after = terminal.see("LIVE");
        assert_eq!(below_header(&before), below_header(&after));
    }
}

/// Waits until the program stands still. A shell tells of that only when it feels like it.
fn wait_for_a_stop(place: &Place) {
    let folder = place.folder();
    poll("a stop", || {
        let all = process::with_argument(word(&folder));
        (!all.is_empty() && all.into_iter().all(process::is_stopped)).then_some(())
    });
}

/// A shell with job control, the program as its job.
fn job(options: &str) -> (Place, Terminal) {
    let place = Place::with("harbour.txt", HARBOUR);
    let mut terminal =
        Terminal::shell("bash", &["--norc", "--noprofile", "--noediting", "-i"], 120, 40);
    terminal.send(&format!("{DATELINE} {}{options}\r", word(&place.folder())));
    (place, terminal)
}

/// The shell has its terminal as it was, and what is typed is shown.
fn shell_is_sane(terminal: &mut Terminal, words: &str) {
    terminal.see_restored();
    terminal.send(&format!("echo $((6 * 7)) {words}\r"));
    let screen = terminal.see(&format!("42 {words}"));
    assert!(screen.contains(&format!("echo $((6 * 7)) {words}")), "{screen}");
}

#[test]
fn asked_to_stop_from_outside_it_gives_the_terminal_back_first() {
    let (_place, mut terminal) = job("");
    let panes = terminal.see("The first boat since Friday");
    let stopped = |terminal: &Terminal, times| {
        kill_process(terminal.foreground(), Signal::TSTP).unwrap();
        terminal.wait_for("a stop", |screen| screen.matches("Stopped").count() == times);
    };
    for (times, words) in [(1, "fish"), (2, "gulls")] {
        stopped(&terminal, times);
        shell_is_sane(&mut terminal, words);
        terminal.send("fg\r");
        let again = terminal.see("The first boat since Friday");
        assert_eq!(below_header(&panes), below_header(&again));
    }
    stopped(&terminal, 3);
    terminal.resize(80, 24);
    terminal.send("fg\r");
    let screen = terminal.see("The first boat since Friday");
    assert!(!screen.contains(" Filter "), "the window has shrunk meanwhile:\n{screen}");
    terminal.send("j");
    terminal.see("HELD");
    terminal.send("q");
    terminal.see_gone("HELD");
    shell_is_sane(&mut terminal, "boats");
}

#[test]
fn in_the_background_it_leaves_the_terminal_alone() {
    let (place, mut terminal) = job(" &");
    wait_for_a_stop(&place);
    shell_is_sane(&mut terminal, "fish");
    let raw = String::from_utf8(terminal.raw()).unwrap();
    assert!(!raw.contains('\x1b'), "{raw:?}");
    terminal.send("fg\r");
    terminal.see("The first boat since Friday");
    terminal.send("j");
    terminal.see("HELD");
    // Stopped, it goes on in the background, and stops again before it has touched anything.
    terminal.send("\x1a");
    wait_for_a_stop(&place);
    terminal.send("bg; echo it goes on $((6 * 7))\r");
    terminal.see("it goes on 42");
    wait_for_a_stop(&place);
    shell_is_sane(&mut terminal, "gulls");
    terminal.send("fg\r");
    terminal.see("HELD");
    terminal.send("q");
    terminal.see("42 gulls");
    shell_is_sane(&mut terminal, "boats");
}

#[test]
fn a_stopped_job_can_be_ended() {
    for is_told in [true, false] {
        let (_place, mut terminal) = job("");
        terminal.see("The first boat since Friday");
        let pid = terminal.foreground();
        if is_told {
            terminal.send("\x1a");
        } else {
            kill_process(pid, Signal::STOP).unwrap();
        }
        terminal.see("Stopped");
        terminal.send("kill %1\r");
        // A shell that has not noticed yet that its job goes on would not wait for it. It notices
        // when the last thread has ended, which is after the first.
        poll("the job to end", || process::is_gone(pid).then_some(()));
        terminal.send("wait %1; echo code $?\r");
        terminal.see("code 143");
        if is_told {
            shell_is_sane(&mut terminal, "fish");
        }
        terminal.send("exit\r");
        terminal.wait_exit();
    }
}
