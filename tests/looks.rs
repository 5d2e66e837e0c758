//! The program in terminals of different kinds: what bytes it sends to each.

#![allow(clippy::unwrap_used, reason = "what is wrong in a test fails it")]

use std::fs;

use common::{DATELINE, Place, Terminal};

// Each test file uses some of it.
#[allow(dead_code, reason = "other tests use the rest of it")]
mod common;

/// The program on a folder of one document, in a terminal and with a config that are told of.
fn open(environment: &[&str], options: &[&str], config: &str) -> (Place, Terminal) {
    let place = Place::with(
        "harbour.txt",
        "  1. Ferry “Zoë” leaves…published at 10:50 British Summer Time 2 June 2025\n\n    It’s late – again.\n\n    \
         Media caption,\n\n    The pier\n",
    );
    let path = place.outside().join("config.toml");
    fs::write(&path, config).unwrap();
    let folder = place.folder();
    let mut arguments = environment.to_vec();
    arguments.extend([DATELINE, "--config", path.to_str().unwrap()]);
    arguments.extend(options);
    arguments.push(folder.to_str().unwrap());
    let terminal = Terminal::start("/usr/bin/env", &arguments, 120, 40);
    terminal.see("1 post ");
    terminal.see("The pier");
    (place, terminal)
}

fn sent(terminal: &Terminal) -> String {
    String::from_utf8(terminal.raw()).unwrap()
}

/// The parameters of all SGR sequences.
fn graphics(sent: &str) -> Vec<&str> {
    let sequences = sent.split("\u{1b}[").skip(1).filter_map(|rest| rest.split_once('m'));
    let digits = |text: &&str| text.bytes().all(|byte| byte.is_ascii_digit() || byte == b';');
    sequences.map(|(parameters, _)| parameters).filter(digits).collect()
}

#[test]
fn a_terminal_is_sent_the_colours_that_it_has() {
    const DARK: &str = "theme = 'dark'\n";
    for (environment, options, mixed, numbered, named) in [
        (&["TERM=xterm-256color"][..], &[][..], false, true, false),
        (&["TERM=xterm-256color", "COLORTERM=truecolor"], &[], true, false, false),
        (&["TERM=xterm-kitty"], &[], true, false, false),
        (&["TERM=linux"], &[], false, false, true),
        (&["TERM=xterm-256color"], &["--color", "16"], false, false, true),
        (&["TERM=vt220"], &[], false, false, false),
        (&["NO_COLOR=1"], &[], false, false, false),
        (&["TERM=xterm-kitty"], &["--color", "never"], false, false, false),
        (&["TERM=linux", "NO_COLOR=1"], &["--color", "truecolor"], true, false, false),
    ] {
        let (_place, terminal) = open(environment, options, DARK);
        let sent = sent(&terminal);
        let has = |one: &dyn Fn(&str) -> bool| graphics(&sent).into_iter().any(one);
        let found = (
            has(&|sequence| sequence.contains("8;2;")),
            has(&|sequence| sequence.contains("8;5;")),
            has(&|sequence| sequence.split(';').any(|number| number == "40")),
        );
        assert_eq!(found, (mixed, numbered, named), "{environment:?} {options:?}");
    }
}

#[test]
fn a_terminal_that_is_not_utf8_is_sent_nothing_but_ascii() {
    for (environment, options, config, ascii) in [
        (&["LC_ALL=C"][..], &[][..], "", true),
        (&["LANG=en_GB.ISO-8859-1"], &[], "", true),
        (&["LANG=en_GB.UTF-8"], &[], "", false),
        (&["LANG=en_GB.UTF-8"], &["--ascii"], "", true),
        (&["LANG=en_GB.UTF-8"], &[], "ascii = true\n", true),
        (&["LANG=C"], &[], "ascii = false\n", false),
    ] {
        let (_place, mut terminal) = open(environment, options, config);
        terminal.send("Y");
        terminal.wait_for("the post alone", |screen| !screen.contains("LIVE"));
        terminal.send("q");
        terminal.see("LIVE");
        assert_eq!(sent(&terminal).is_ascii(), ascii, "{environment:?} {options:?} {config}");
        let title = if ascii { "Ferry \"Zoe\" leaves..." } else { "Ferry “Zoë” leaves…" };
        terminal.see(title);
    }
}

#[test]
fn another_theme_takes_effect_at_once() {
    let (place, terminal) = open(&["TERM=xterm-kitty"], &[], "theme = 'dark'\n");
    assert!(sent(&terminal).contains("48;2;28;28;28"));
    fs::write(
        place.outside().join("config.toml"),
        "theme = 'mine'\n[themes.mine]\nbase = 'light'\nplain = '#010203 on #fefdfc'\n",
    )
    .unwrap();
    terminal.see("the config is read anew");
    for (colour, what) in [
        ("38;2;1;2;3", "its own"),
        ("48;2;254;253;252", "what it stands on"),
        ("38;2;0;95;175", "what it has of its base"),
    ] {
        assert!(sent(&terminal).contains(colour), "{what}");
    }
}
