//! The config file is changed while the program runs.

use std::fs;

use crate::common::documents::HARBOUR;
use crate::common::{DATELINE, Place, Terminal};
use crate::header;

/// A live page of one post, which says neither its zone nor its year.
fn page(headline: &str, time: &str) -> String {
    format!("  1. {headline}published at {time} 2 June\n\n    The harbour office says so.\n")
}

#[test]
fn another_folder_zone_and_year_are_read_at_once() {
    let place = Place::with("harbour.txt", HARBOUR);
    let other = place.outside().join("other");
    fs::create_dir(&other).unwrap();
    fs::write(other.join("quay.txt"), page("Quay opens", "10:15")).unwrap();
    let config = place.outside().join("config.toml");
    let say = |folder: &std::path::Path, rest: &str| {
        // As editors save.
        let new = place.outside().join("new");
        fs::write(&new, format!("folder = '{}'\n{rest}", folder.display())).unwrap();
        fs::rename(new, &config).unwrap();
    };
    say(&place.folder(), "zone = 'UTC'\nyear = 2025\n");
    let arguments = ["--config".as_ref(), config.as_os_str()];
    let mut terminal = Terminal::start(DATELINE, arguments, 120, 40);
    terminal.see("The first boat since Friday");
    terminal.send("\t");
    say(&other, "zone = 'UTC'\nyear = 2025\n");
    let screen = terminal.see("Quay opens");
    assert!(header(&screen).starts_with(" dateline  other/"), "{screen}");
    assert!(!screen.contains("The first boat since Friday"), "{screen}");
    terminal.see("the config is read anew");
    terminal.see("10:15 UTC");
    terminal.see("Mon 2 June 2025");
    say(&other, "zone = 'Asia/Tokyo'\nyear = 2024\n");
    terminal.see("10:15 JST");
    terminal.see("Sun 2 June 2024");
    // What is not there is not gone to.
    say(&place.outside().join("none"), "");
    let screen = terminal.see("no such folder (the config stays as it was)");
    assert!(header(&screen).starts_with(" dateline  other/"), "{screen}");
    // It is followed as before.
    fs::write(other.join("crane.txt"), page("Crane falls", "10:40")).unwrap();
    terminal.see("Crane falls");
    // The panes have stayed as they were: from the post, the first leads back.
    terminal.send("q?");
    terminal.see("half a page down");
    terminal.send("qq");
    assert!(terminal.wait_exit().success());
    terminal.see_restored();
}

#[test]
fn a_folder_that_has_gone_is_no_fault_of_the_config() {
    let place = Place::with("harbour.txt", HARBOUR);
    let config = place.outside().join("config.toml");
    fs::write(&config, "bell = 3\n").unwrap();
    let folder = place.folder();
    let arguments = ["--config".as_ref(), config.as_os_str(), folder.as_os_str()];
    let mut terminal = Terminal::start(DATELINE, arguments, 120, 40);
    terminal.see("The first boat since Friday");
    fs::rename(place.folder(), place.outside().join("away")).unwrap();
    terminal.see("WATCH LOST");
    fs::write(&config, "bell = 3\n[keys]\nexport = 'X'\n").unwrap();
    terminal.see("the config is read anew");
    fs::rename(place.outside().join("away"), place.folder()).unwrap();
    terminal.see("The first boat since Friday");
    terminal.send("X");
    terminal.see("dateline-20");
    terminal.send("\x1b");
    terminal.send("q");
    assert!(terminal.wait_exit().success());
}
