//! The program led through all that it can show, where documents, names, the config and the keys try what a
//! terminal can be asked for: it is sent text, and what the program itself means to send.

use std::fs;

use dateline::news::sanitize;

use crate::common::Terminal;
use crate::common::documents::LIVEBLOG;
use crate::common::tame::assert_tame;
use crate::heard::{Heard, assert_own, copied, heard, of_plain, of_screen};
use crate::{DATELINE, Place, attacks};

/// The program on a folder of attacks, in a terminal of `columns` by `rows` cells.
fn start(columns: u16, rows: u16) -> (Place, Terminal) {
    let place = Place::new();
    let (folder, config) = attacks::place(&place.folder());
    let arguments = [folder.as_os_str(), "--config".as_ref(), config.as_os_str()];
    let terminal = Terminal::start(DATELINE, arguments, columns, rows);
    terminal.see("Article");
    (place, terminal)
}

/// Ends the program, and gives all that it has sent, if that is its own.
#[track_caller]
fn end(mut terminal: Terminal) -> Vec<Heard> {
    terminal.send("\x03");
    assert!(terminal.wait_exit().success());
    terminal.see_restored();
    let sent = terminal.raw();
    assert_own(&sent, |one| of_screen(one) || copied(one).is_some());
    heard(&sent)
}

/// Opens what a key opens, scrolls through it, and closes it.
fn look(terminal: &mut Terminal, key: &str, shown: &str, back: &str) {
    terminal.send(key);
    terminal.see(shown);
    for _ in 0..4 {
        terminal.send(" ");
        terminal.screen();
    }
    terminal.send("G");
    terminal.see(shown);
    terminal.send(back);
    terminal.see_gone(shown);
}

/// What stands in the header while all posts are listed, and nowhere else.
const ALL: &str = " posts";

#[test]
fn each_post_is_shown_alone_with_its_links_and_copied() {
    let (_place, mut terminal) = start(120, 40);
    let all = attacks::attacks();
    let mut opened = 0;
    for title in ["Wire", "Page"] {
        for (at, attack) in all.iter().enumerate() {
            // A sequence without an end takes the mark of a header with it, and there is no such post.
            let line = format!("{attack} {}published at", attacks::tag(at));
            if title == "Page" && !sanitize::line(&line).ends_with("published at") {
                continue;
            }
            opened += 1;
            let title = format!("{title} {}", attacks::tag(at));
            terminal.send(&format!("g/{title}\r"));
            // In the status line, in the feed and over the open post.
            terminal.wait_for(&title, |screen| screen.matches(&title).count() >= 3);
            terminal.send("Y");
            terminal.see_gone(ALL);
            terminal.send("G");
            terminal.send("Y");
            terminal.see(ALL);
            look(&mut terminal, ";", " Links ", "q");
            terminal.send("y");
            terminal.see("post sent to the terminal");
        }
    }
    let copies: Vec<String> = end(terminal).iter().filter_map(copied).collect();
    assert_eq!(copies.len(), opened);
    for text in copies {
        assert_tame(&text);
    }
}

#[test]
fn every_view_is_of_text() {
    for (columns, rows) in [(120, 40), (80, 24), (40, 12)] {
        let (place, mut terminal) = start(columns, rows);
        look(&mut terminal, "p", "Problems · ", "q");
        look(&mut terminal, "?", " Keys ", "q");
        look(&mut terminal, "i", " Tempo ", "q");
        look(&mut terminal, "c", " Catch up ", "q");
        look(&mut terminal, "e", " Edits ", "q");
        // The sidebar to its end, narrowed, and chosen from.
        terminal.send("f");
        terminal.see("all");
        for _ in 0..30 {
            terminal.send("\x04");
            terminal.screen();
        }
        for attack in attacks::attacks() {
            // Keys that would do something else end here; the rest is typed.
            let typed: String =
                attack.chars().filter(|ch| !ch.is_control() || *ch >= '\u{80}').collect();
            for prompt in ["/", "\\", "t"] {
                terminal.send(&format!("{prompt}{typed}q"));
                terminal.see_typing(true);
                terminal.send("\x15\x1b");
                terminal.see_typing(false);
            }
        }
        terminal.send("\\kind:war\u{202e}\u{9b}2J\r");
        terminal.see("kind:war2J  column 1: `war");
        terminal.send("\x15\x1b");
        // The listed posts in a file.
        for (name, end) in [("all", "md"), ("all", "ndjson"), ("a\u{202e}ll", "txt")] {
            terminal.send(&format!("E\x15{name}.{end}\r"));
            terminal.see("written to");
            let written = terminal.home().join(format!("all.{end}"));
            assert_own(&fs::read(written).unwrap(), of_plain);
            terminal.send("gj");
            terminal.see_gone("written to");
        }
        drop(place);
        end(terminal);
    }
}

/// Breaking news comes, is edited, is withdrawn: the row of its own, the words for the terminal, the edits.
#[test]
fn what_comes_is_text_too() {
    let place = Place::with("a.txt", "A headline\n\nProse.\n");
    let config = place.outside().join("config.toml");
    fs::write(&config, "bell = 1\nnotify = true\n").unwrap();
    for attack in attacks::attacks() {
        let folder = place.folder();
        let arguments = [folder.as_os_str(), "--config".as_ref(), config.as_os_str()];
        let mut terminal = Terminal::start(DATELINE, arguments, 120, 40);
        // What comes while the folder is still read is not new.
        let is_read = |screen: &str| screen.contains("1 post ") && screen.contains("watching");
        terminal.wait_for("all to be read", is_read);
        let post = |word: &str| {
            serde_json::json!({
                "uri": "a", "firstCreated": "2025-06-02T11:03:00Z", "kinds": ["breaking"],
                "headline": format!("Comes {word} {attack}"),
                "body": [{"type": "p", "text": format!("Prose {attack} {word} prose")}],
            })
        };
        fs::write(folder.join("b.json"), format!("{LIVEBLOG}{}\n", post("first"))).unwrap();
        terminal.see("BREAKING");
        fs::write(folder.join("b.json"), format!("{LIVEBLOG}{}\n", post("second"))).unwrap();
        terminal.send("g");
        terminal.see("second");
        look(&mut terminal, "c", " Catch up ", "q");
        look(&mut terminal, "e", " Edits ", "q");
        terminal.send("\x03");
        assert!(terminal.wait_exit().success());
        let sent = terminal.raw();
        let told = |one: &Heard| match one {
            Heard::Control(7) => true,
            Heard::Osc(parts) => {
                parts.first().is_some_and(|number| number == "9")
                    && parts[1..].concat().starts_with("Comes")
            }
            _ => false,
        };
        assert_own(&sent, |one| of_screen(one) || told(one));
        for one in heard(&sent).into_iter().filter(told) {
            if let Heard::Osc(parts) = one {
                assert_tame(&parts.concat());
            }
        }
        fs::remove_file(folder.join("b.json")).unwrap();
    }
}
