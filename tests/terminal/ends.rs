//! However it ends, the terminal is as it was before.

use std::fs;
use std::io;
use std::path::Path;
use std::sync::Arc;

use dateline::news::when::Clock;
use dateline::reader::marks::Kept;
use dateline::reader::model::Model;
use dateline::runtime::config::reload::Settings;
use dateline::runtime::ingest::Published;
use dateline::runtime::session::setup::Setup;
use dateline::runtime::session::{Input, Session};
use dateline::runtime::surface::{LocalTerminal, Surface};
use dateline::runtime::{life, running};
use dateline::screen::theme::Theme;
use jiff::Timestamp;
use jiff::tz::TimeZone;
use rustix::process::Signal;
use tokio::sync::watch;
use tokio_stream::StreamExt;

use crate::common::documents::HARBOUR;
use crate::common::{DATELINE, Place, Terminal, poll, word};
use crate::harbour;

#[test]
fn q_quits_and_gives_the_terminal_back() {
    let (_place, mut terminal) = harbour(120, 40);
    terminal.send("q");
    let status = terminal.wait_exit();
    assert_eq!((status.exit_code(), status.signal()), (0, None));
    terminal.see_restored();
}

#[test]
fn signals_end_it_and_give_the_terminal_back() {
    for (signal, code) in
        [(Signal::HUP, 129), (Signal::INT, 130), (Signal::QUIT, 131), (Signal::TERM, 143)]
    {
        let (_place, mut terminal) = harbour(120, 40);
        terminal.signal(signal);
        assert_eq!(terminal.wait_exit().exit_code(), code);
        terminal.see_restored();
    }
}

#[test]
fn it_ends_when_its_window_is_closed() {
    // Whoever reads keys at that moment must not read on for ever; which thread does varies.
    for _ in 0..8 {
        let (_place, terminal) = harbour(120, 40);
        assert_eq!(terminal.hang_up().exit_code(), 129);
    }
}

/// Waits until a shell has written the exit code of the program to a file.
fn exit_code(file: &Path) -> String {
    poll("an exit code", || {
        let code = fs::read_to_string(file).unwrap_or_default();
        code.ends_with('\n').then(|| code.trim().to_owned())
    })
}

#[test]
fn it_ends_when_its_window_is_closed_and_no_signal_tells_it() {
    for how in ["", "setsid -w"] {
        let place = Place::with("harbour.txt", HARBOUR);
        let (folder, code) = (place.folder(), place.outside().join("code"));
        let command =
            format!("trap '' HUP; {how} {DATELINE} {}; echo $? >{}", word(&folder), word(&code));
        let mut terminal = Terminal::start("sh", ["-c", &command], 120, 40);
        terminal.see("The first boat since Friday");
        terminal.close();
        assert_eq!(exit_code(&code), "129", "{how}");
    }
}

#[test]
fn what_was_seen_is_kept_however_it_ends() {
    let ends: [&dyn Fn(&mut Terminal); 3] = [
        &|terminal| terminal.signal(Signal::TERM),
        &|terminal| terminal.send("\x03"),
        &Terminal::close,
    ];
    for end in ends {
        let place = Place::new();
        let state = place.outside().join("state");
        let folder = place.folder();
        let command = format!("XDG_STATE_HOME={} exec {DATELINE} {}", word(&state), word(&folder));
        let start = || Terminal::start("sh", ["-c", &command], 120, 40);
        let mut terminal = start();
        terminal.see("watching");
        fs::write(folder.join("harbour.txt"), HARBOUR).unwrap();
        terminal.see("4 new, 1 breaking [.]");
        terminal.send(".m");
        terminal.see("3 new, 1 breaking [.]");
        end(&mut terminal);
        terminal.wait_end();
        let screen = start().see("3 new, 1 breaking [.]");
        assert!(screen.contains("09:31  +Pilots"), "{screen}");
    }
}

#[test]
fn without_a_terminal_to_draw_on_it_says_what_to_do() {
    let place = Place::with("harbour.txt", HARBOUR);
    let folder = place.folder();
    let dateline = format!("{DATELINE} {}", word(&folder));
    for command in [
        format!("{dateline} </dev/null"),
        format!("{dateline} >/dev/null"),
        format!("{dateline} >&-"),
        format!("{dateline} <&-"),
        format!("TERM=dumb {dateline}"),
        format!("TERM= {dateline}"),
        format!("env -u TERM {dateline}"),
    ] {
        let mut terminal = Terminal::start("sh", ["-c", &command], 120, 40);
        assert_eq!(terminal.wait_exit().exit_code(), 2, "{command}");
        terminal.see_restored();
        let raw = String::from_utf8(terminal.raw()).unwrap();
        let told =
            "dateline: no terminal to draw on: `dateline print` prints the posts instead\r\n";
        assert_eq!(raw, told, "{command}");
    }
    let command = format!("{dateline} | wc -c");
    let mut terminal = Terminal::start("sh", ["-c", &command], 120, 40);
    terminal.wait_exit();
    let screen = terminal.screen();
    assert!(screen.contains("`dateline print`"), "{screen}");
    assert!(screen.lines().any(|line| line == "0"), "it wrote to the pipe:\n{screen}");
    terminal.see_restored();
}

#[test]
fn a_folder_that_cannot_be_read_leaves_the_terminal_alone() {
    let mut terminal = Terminal::start(DATELINE, ["/no/such/folder"], 120, 40);
    assert_eq!(terminal.wait_exit().exit_code(), 2);
    terminal.see_restored();
    let raw = String::from_utf8(terminal.raw()).unwrap();
    assert_eq!(raw, "dateline: /no/such/folder: no such folder\r\n");
}

#[test]
fn a_panic_gives_the_terminal_back_and_is_told_of() {
    let this = std::env::current_exe().unwrap();
    let arguments = ["--exact", "ends::panics", "--ignored", "--nocapture", "--test-threads=1"];
    let mut terminal = Terminal::start(word(&this), arguments, 120, 40);
    assert_eq!(terminal.wait_exit().exit_code(), 101);
    terminal.see_restored();
    let raw = String::from_utf8(terminal.raw()).unwrap();
    let (before, after) = raw.split_once("\x1b[?1049l").expect("a screen that was taken");
    assert!(before.contains("nets/"), "{before}");
    assert!(before.contains("\x1b[?1049h") && !before.contains("no time left"), "{before}");
    assert!(after.contains("no time left"), "{after}");
    assert!(!raw.contains("no thread left"), "only the session has a terminal: {raw}");
}

#[test]
#[ignore = "it is what the test above runs in a terminal"]
fn panics() {
    let run = async {
        let (_publish, published) = watch::channel(Published::empty());
        let (_configure, settings) = watch::channel(Settings::default());
        let surface = LocalTerminal::start().unwrap();
        life::report_panics(surface.guard());
        assert!(std::thread::spawn(|| panic!("no thread left")).join().is_err());
        let clock = Clock::new(Timestamp::UNIX_EPOCH, TimeZone::UTC);
        let folder = published.borrow().folder;
        let model = Model::new("nets/".to_owned(), surface.size(), clock, folder, Kept::default());
        let mut session = Session {
            surface,
            published,
            rescan: Arc::default(),
            setup: Setup::new(settings, Box::new(|_| Theme::monochrome()), Box::new(|_| false)),
            now: || Timestamp::UNIX_EPOCH,
            notes: None,
            machine: None,
        };
        // The first frame is drawn before it is asked for input.
        let input =
            tokio_stream::once(()).map(|()| -> io::Result<Input> { panic!("no time left") });
        session.run(model, input).await
    };
    let _ = running::block_on(run);
}
