//! The program in a real pty, as a reader meets it: keys in, screen out, files coming in below it.

#![allow(
    clippy::expect_used,
    clippy::indexing_slicing,
    clippy::panic,
    clippy::unwrap_used,
    reason = "what is wrong in a test fails it"
)]

use std::fs::{self, OpenOptions};
use std::io::Write;
use std::os::unix::fs::PermissionsExt;
use std::time::{Duration, Instant};

use base64::prelude::{BASE64_STANDARD, Engine};
use common::documents::{HARBOUR, LIVEBLOG, liveblog_line, page};
use common::{DATELINE, Place, Terminal, hostile, poll, tame, word};
use heard::{assert_own, of_screen};

#[path = "common/attacks.rs"]
mod attacks;
#[path = "terminal/attacks.rs"]
mod attacks_shown;
mod common;
#[path = "terminal/config.rs"]
mod config;
#[path = "terminal/ends.rs"]
mod ends;
#[path = "common/heard.rs"]
mod heard;
#[path = "terminal/server.rs"]
mod server;
#[path = "terminal/slow.rs"]
mod slow;
#[path = "terminal/ssh.rs"]
mod ssh;
#[path = "terminal/stops.rs"]
mod stops;

/// Between looks at a folder without a hint: what takes longer was not told by the system.
const LOOKED_ANYWAY: Duration = Duration::from_secs(8);

/// The program on a folder that holds the harbour page, once it is on the screen.
fn harbour(columns: u16, rows: u16) -> (Place, Terminal) {
    let place = Place::with("harbour.txt", HARBOUR);
    let terminal = Terminal::open(&place, columns, rows);
    // The page is so new that it is waited for, and was there at first all the same.
    let screen = terminal.wait_for("the end of the reading", |screen| {
        header(screen).contains("watching") && header(screen).contains("4 posts")
    });
    assert!(!screen.contains("[.]"), "{screen}");
    (place, terminal)
}

/// The row of the screen that the selected post stands on, and the post's time and headline.
fn selected(screen: &str) -> (usize, String) {
    let (row, line) = screen
        .lines()
        .enumerate()
        .find(|(_, line)| line.contains("┃>"))
        .unwrap_or_else(|| panic!("no post is selected:\n{screen}"));
    let post = line.split("┃>").nth(1).unwrap().split('┃').next().unwrap();
    (row, post.trim().to_owned())
}

fn header(screen: &str) -> &str {
    screen.lines().next().unwrap_or_default()
}

#[test]
fn a_folder_fills_three_panes() {
    let (_place, terminal) = harbour(120, 40);
    let screen = terminal.see("The first boat since Friday");
    let head = header(&screen);
    for words in ["dateline", "talks/", "4 posts", "LIVE", "watching"] {
        assert!(head.contains(words), "no `{words}` in the header:\n{screen}");
    }
    for words in [
        " Filter ",
        " Feed · newest first ",
        " Post ",
        "Mon 2 June 2025",
        "10:24 B Harbour gates closed",
        "09:57 A Why the toll deal",
        "Kim Sample · Europe editor",
        "reporting from Harbourtown",
        "10:50 BST Mon 2 June 2025",
        "Lorries still queue along the sea wall.",
        "? help",
        "q quit",
    ] {
        assert!(screen.contains(words), "no `{words}`:\n{screen}");
    }
    assert_eq!(selected(&screen).1.split_once(' ').unwrap().0, "10:50", "{screen}");
    for (row, count) in [("all", "4"), ("analysis A", "1"), ("summary S", "0"), ("Kim Sample", "1")]
    {
        let told = screen.lines().any(|line| {
            let mut cells = line.split('│').skip(1);
            let cell = cells.next().unwrap_or_default().trim_start_matches([' ', '•']);
            cell.strip_prefix(row).is_some_and(|rest| rest.trim() == count)
        });
        assert!(told, "not {count} at `{row}`:\n{screen}");
    }
}

#[test]
fn the_sample_coverage_opens_without_a_folder() {
    let terminal = Terminal::start(DATELINE, [""; 0], 120, 40);
    let screen = terminal.see("57 posts");
    assert!(header(&screen).contains("sample coverage"), "{screen}");
}

#[test]
fn the_demo_comes_in() {
    let mut terminal = Terminal::start(DATELINE, ["demo"], 120, 40);
    terminal.see("20 posts");
    terminal.see("21 posts");
    terminal.send("q");
    assert!(terminal.wait_exit().success());
    let left = fs::read_dir(terminal.home()).unwrap().count();
    assert_eq!(left, 0, "what it wrote is gone with it");
}

#[test]
fn what_is_dropped_into_the_folder_appears() {
    let (place, terminal) = harbour(120, 40);
    let folder = place.folder();
    let appears = |headline: &str, how: &str, drop: &dyn Fn()| {
        let since = Instant::now();
        drop();
        terminal.see(headline);
        assert!(since.elapsed() < LOOKED_ANYWAY, "{how}: seen only when the folder was looked at");
    };
    let aside = |name: &str, text: &str| {
        let path = place.outside().join(name);
        fs::write(&path, text).unwrap();
        path
    };

    appears("Fog lifts", "written", &|| {
        fs::write(folder.join("fog.txt"), page("Fog lifts", "11:01")).unwrap();
    });
    let tug = aside("tug.txt", &page("Tug named Bertha", "11:02"));
    appears("Tug named Bertha", "renamed from outside", &|| {
        fs::rename(&tug, folder.join("tug.txt")).unwrap();
    });
    let wire = folder.join("wire.ndjson");
    appears("Crane is working", "a liveblog", &|| {
        fs::write(&wire, format!("{LIVEBLOG}{}", liveblog_line("Crane is working", "11:03")))
            .unwrap();
    });
    appears("Crane has stopped", "appended", &|| {
        let mut file = OpenOptions::new().append(true).open(&wire).unwrap();
        file.write_all(liveblog_line("Crane has stopped", "11:04").as_bytes()).unwrap();
    });
    appears("Lighthouse repainted", "in a new directory", &|| {
        fs::create_dir(folder.join("north")).unwrap();
        let text = page("Lighthouse repainted", "11:05");
        fs::write(folder.join("north").join("light.txt"), text).unwrap();
    });
    appears("Buoy adrift", "in new directories below it", &|| {
        fs::create_dir_all(folder.join("north/east/shoal")).unwrap();
        let text = page("Buoy adrift", "11:06");
        fs::write(folder.join("north/east/shoal/buoy.txt"), text).unwrap();
    });
    fs::create_dir(place.outside().join("south")).unwrap();
    aside("south/pier.txt", &page("Pier reopens", "11:07"));
    appears("Pier reopens", "in a directory from outside", &|| {
        fs::rename(place.outside().join("south"), folder.join("south")).unwrap();
    });
    appears("Pier closes again", "rewritten by rename", &|| {
        let text = page("Pier closes again", "11:08");
        fs::rename(aside("pier.txt", &text), folder.join("south/pier.txt")).unwrap();
    });
    let screen = terminal.see("11 posts");
    assert!(selected(&screen).1.contains("Pier closes again"), "live is the newest:\n{screen}");
}

#[test]
fn what_leaves_the_folder_goes_and_what_is_renamed_stays() {
    let (place, terminal) = harbour(120, 40);
    let (folder, outside) = (place.folder(), place.outside());
    fs::create_dir(folder.join("north")).unwrap();
    for (name, headline, time) in [
        ("fog.txt", "Fog lifts", "11:01"),
        ("tug.txt", "Tug named Bertha", "11:02"),
        ("north/light.txt", "Lighthouse repainted", "11:03"),
        ("north/buoy.txt", "Buoy adrift", "11:04"),
    ] {
        fs::write(folder.join(name), page(headline, time)).unwrap();
    }
    terminal.see("8 posts");

    fs::remove_file(folder.join("fog.txt")).unwrap();
    terminal.see_gone("Fog lifts");
    fs::rename(folder.join("tug.txt"), outside.join("tug.txt")).unwrap();
    terminal.see_gone("Tug named Bertha");
    terminal.see("north/buoy.txt");
    fs::rename(folder.join("north/buoy.txt"), folder.join("shoal.txt")).unwrap();
    let screen = terminal.see("shoal.txt");
    assert!(screen.contains("Buoy adrift"), "renamed, and gone:\n{screen}");
    fs::rename(folder.join("north"), folder.join("east")).unwrap();
    fs::remove_file(folder.join("shoal.txt")).unwrap();
    let screen = terminal.see("east/light.txt");
    assert!(screen.contains("Lighthouse repainted"), "moved, and gone:\n{screen}");
    fs::remove_dir_all(folder.join("east")).unwrap();
    terminal.see_gone("Lighthouse repainted");
    terminal.see("4 posts");
}

#[test]
fn the_folder_itself_may_go_and_come_back() {
    let (place, terminal) = harbour(120, 40);
    fs::rename(place.folder(), place.outside().join("talks")).unwrap();
    terminal.see("WATCH LOST");
    fs::rename(place.outside().join("talks"), place.folder()).unwrap();
    terminal.see_gone("WATCH LOST");
    terminal.see("4 posts");
    fs::write(place.folder().join("fog.txt"), page("Fog lifts", "11:01")).unwrap();
    terminal.see("Fog lifts");
}

#[test]
fn what_was_seen_and_bookmarked_is_so_in_the_next_run() {
    let place = Place::new();
    let state = place.outside().join("state");
    let command = format!(
        "XDG_STATE_HOME='{}' exec '{DATELINE}' '{}'",
        state.display(),
        place.folder().display()
    );
    let start = || Terminal::start("sh", ["-c", &command], 120, 40);
    let mut terminal = start();
    terminal.see("watching");
    fs::write(place.folder().join("harbour.txt"), HARBOUR).unwrap();
    terminal.see("4 new, 1 breaking [.]");
    let rings = String::from_utf8_lossy(&terminal.raw()).matches('\x07').count();
    assert_eq!(rings, 1);
    terminal.send(".");
    terminal.see("3 new, 1 breaking [.]");
    terminal.send("m");
    terminal.see("09:31  +Pilots");
    terminal.send("q");
    assert!(terminal.wait_exit().success());

    let mut terminal = start();
    let screen = terminal.see("3 new, 1 breaking [.]");
    assert!(screen.contains("09:31  +Pilots"), "{screen}");
    terminal.send("R");
    terminal.see_gone("[.]");
    terminal.send("u");
    terminal.see("undone: what was noted of 3 posts");
    terminal.send("M");
    let screen = terminal.see("only bookmarked [0]");
    assert!(!screen.contains("Ferry service"), "{screen}");
    terminal.send("0qq");
    assert!(terminal.wait_exit().success());
}

#[test]
fn where_nothing_can_be_kept_the_reader_is_told() {
    let place = Place::with("harbour.txt", HARBOUR);
    let command =
        format!("XDG_STATE_HOME=/dev/null/x exec '{DATELINE}' '{}'", place.folder().display());
    let mut terminal = Terminal::start("sh", ["-c", &command], 120, 40);
    terminal.see("what you read is not kept: Not a directory");
    terminal.send("j");
    terminal.see_gone("not kept");
    terminal.see("4 posts");
}

#[test]
fn nothing_moves_under_a_reader_who_holds() {
    let (place, mut terminal) = harbour(120, 40);
    terminal.send("j");
    let held = selected(&terminal.see("HELD"));
    assert!(held.1.contains("Harbour gates closed"), "{held:?}");

    fs::write(place.folder().join("fog.txt"), page("Fog lifts", "11:01")).unwrap();
    let screen = terminal.see("HELD +1");
    assert_eq!(selected(&screen), held, "after a newer one:\n{screen}");
    assert!(screen.contains("1 new [.]"), "{screen}");
    fs::write(place.folder().join("tide.txt"), page("Tide table corrected", "09:02")).unwrap();
    let screen = terminal.see("HELD +2");
    assert_eq!(selected(&screen), held, "after an older one:\n{screen}");
    assert!(screen.contains("Two trawlers touched"), "the post stays open:\n{screen}");
    assert!(!screen.contains("LIVE"), "{screen}");

    terminal.send("F");
    let screen = terminal.see("LIVE");
    assert!(selected(&screen).1.contains("Fog lifts"), "{screen}");
    fs::write(place.folder().join("tug.txt"), page("Tug named Bertha", "11:02")).unwrap();
    terminal.wait_for("the newest to be selected", |screen| {
        selected(screen).1.contains("Tug named Bertha")
    });
}

#[test]
fn filters_by_kind_and_by_correspondent() {
    let (place, mut terminal) = harbour(120, 40);
    terminal.send("2");
    let screen = terminal.see("1 of 4 posts");
    assert!(screen.contains("only analysis [0]"), "{screen}");
    assert!(selected(&screen).1.contains("Why the toll deal"), "{screen}");
    assert!(!screen.contains("Ferry service"), "filtered out:\n{screen}");
    fs::write(place.folder().join("fog.txt"), page("Fog lifts", "11:01")).unwrap();
    let screen = terminal.see("1 of 5 posts");
    assert!(!screen.contains("Fog lifts"), "outside the filter:\n{screen}");
    terminal.send("0");
    let screen = terminal.see("Fog lifts");
    assert!(header(&screen).contains("  5 posts"), "{screen}");

    terminal.send("f");
    terminal.see(">•all");
    terminal.send("j");
    terminal.see("┃> breaking");
    terminal.send(" ");
    let screen = terminal.see("only breaking [0]");
    assert!(screen.contains("┃>•breaking"), "{screen}");
    assert!(header(&screen).contains("1 of 5 posts"), "{screen}");
    // Above what is folded.
    terminal.send("Gkk");
    terminal.see("┃> Kim Sample");
    terminal.send(" ");
    terminal.see("0 of 5 posts");
    terminal.see("No post passes the filter. 0 clears it.");
    terminal.send("0f");
    let screen = terminal.wait_for("all posts", |screen| header(screen).contains("  5 posts"));
    assert!(screen.contains("Harbour gates closed"), "{screen}");
}

#[test]
fn keys_are_answered_while_a_slow_filter_is_tried() {
    let place = Place::with("harbour.txt", HARBOUR);
    // So much that it is not through before it is given up, whatever the machine.
    let text = "The ferry leaves at noon and is awaited on the pier before dusk. ".repeat(1_000);
    for number in 0..200 {
        let post = page(&format!("Post {number}"), &format!("09:{:02}", number % 60));
        let name = format!("{number}.txt");
        fs::write(place.folder().join(name), format!("{post}\n    {text}\n")).unwrap();
    }
    let mut terminal = Terminal::open(&place, 120, 40);
    terminal.wait_for("the end of the reading", |screen| {
        header(screen).contains("watching") && header(screen).contains("204 posts")
    });
    let first = selected(&terminal.see("The first boat")).1;
    for leave in ["\u{1b}", "q"] {
        terminal.send("\\/[aeiou].{150}qq/\r");
        terminal.see("filtering…");
        terminal.send("j");
        terminal.wait_for("the next post", |screen| selected(screen).1 != first);
        terminal.send("k");
        terminal.wait_for("the post before", |screen| selected(screen).1 == first);
        let screen = terminal.see("filtering…");
        assert!(header(&screen).contains("  204 posts"), "as it was:\n{screen}");
        terminal.send(leave);
        if leave != "q" {
            let screen = terminal.see_gone("filtering…");
            assert!(header(&screen).contains("  204 posts"), "as it was:\n{screen}");
        }
    }
    assert_eq!(terminal.wait_exit().exit_code(), 0);
}

#[test]
fn problems_are_named_until_they_are_mended() {
    let (place, mut terminal) = harbour(120, 40);
    fs::write(place.folder().join("wire.json"), "{\"format\":\"liveblog/1\",\n\"posts\":[")
        .unwrap();
    std::os::unix::fs::symlink("/etc/passwd", place.folder().join("passwd")).unwrap();
    terminal.see("2 problems [p]");
    terminal.send("p");
    let screen = terminal.see(" Problems · 2 in 2 documents ");
    for words in ["│wire.json:2: ", "│passwd:1: a symbolic link, which is not followed"] {
        assert!(screen.contains(words), "no `{words}`:\n{screen}");
    }
    fs::write(place.folder().join("wire.json"), LIVEBLOG).unwrap();
    let screen = terminal.see(" Problems · 1 in 1 document ");
    assert!(!screen.contains("wire.json:"), "mended:\n{screen}");
    fs::remove_file(place.folder().join("passwd")).unwrap();
    terminal.see("All documents could be read.");
    terminal.send("\x1b");
    let screen = terminal.see_gone(" Problems ");
    assert!(!header(&screen).contains("problem"), "{screen}");
}

#[test]
fn what_a_page_drops_stays_in_sight_as_gone() {
    let (place, mut terminal) = harbour(120, 40);
    let post = |number: usize| {
        let from = HARBOUR.find(&format!("{number}. ")).unwrap();
        let to = HARBOUR.find(&format!("{}. ", number + 1)).unwrap_or(HARBOUR.len());
        HARBOUR.get(from..to).unwrap()
    };
    let path = place.folder().join("harbour.txt");
    fs::write(&path, [post(1), post(3)].concat()).unwrap();
    let screen = terminal.see("  2 posts");
    let row = |headline: &str| {
        let row = screen.lines().find(|line| line.contains(headline));
        let row = row.unwrap_or_else(|| panic!("no {headline}:\n{screen}"));
        row.split('┃').nth(1).unwrap().trim_end().to_owned()
    };
    assert!(
        row("Harbour gates").contains("10:24×B ") && row("Harbour gates").ends_with("withdrawn")
    );
    assert!(row("Pilots").contains("09:31↓ ") && row("Pilots").ends_with("rolled off"));
    terminal.send("j");
    let screen = terminal.see("WITHDRAWN · 10:24 BST");
    assert!(screen.contains("Two trawlers touched"), "it can still be read:\n{screen}");
    fs::write(&path, HARBOUR).unwrap();
    let screen = terminal.see("  4 posts");
    assert!(!screen.contains("withdrawn") && !screen.contains("rolled off"), "{screen}");
    assert!(selected(&screen).1.contains("Harbour gates"), "{screen}");
}

#[test]
fn a_log_on_a_full_disk_costs_the_reader_nothing() {
    let place = Place::with("harbour.txt", HARBOUR);
    let folder = place.folder();
    let arguments = ["--log", "/dev/full", word(&folder)];
    let mut terminal = Terminal::start(DATELINE, arguments, 120, 40);
    let screen = terminal.see("The first boat since Friday");
    assert!(header(&screen).contains("dateline"), "nothing is written over it:\n{screen}");
    fs::write(folder.join("fog.txt"), page("Fog lifts", "11:01")).unwrap();
    let screen = terminal.see("Fog lifts");
    assert!(!screen.contains("tracing") && !screen.contains("No space"), "{screen}");
    terminal.send("q");
    assert!(terminal.wait_exit().success());
    terminal.see_restored();
    let sent = String::from_utf8(terminal.raw()).unwrap();
    assert!(!sent.contains("tracing") && !sent.contains("No space"));
}

#[test]
fn help_opens_and_closes() {
    let (_place, mut terminal) = harbour(120, 40);
    let before = terminal.screen();
    terminal.send("?");
    let screen = terminal.see(" Keys ");
    for words in ["move or scroll down", "follow the newest post (LIVE)", "the oldest unseen"] {
        assert!(screen.contains(words), "no `{words}`:\n{screen}");
    }
    terminal.send("G");
    terminal.see("quit at once");
    terminal.send("\x1b");
    let after = terminal.see_gone(" Keys ");
    assert_eq!(below_header(&before), below_header(&after));
}

/// All but the header, in which the time goes on.
fn below_header(screen: &str) -> &str {
    screen.split_once('\n').unwrap().1
}

#[test]
fn every_size_shows_what_fits() {
    let (_place, mut terminal) = harbour(120, 40);
    let first = terminal.see("watching");

    terminal.resize(80, 24);
    let screen = terminal.see("? help");
    assert!(!screen.contains(" Filter "), "two panes:\n{screen}");
    for words in ["Feed · newest first", " Post ", "Ferry service", "first boat", "LIVE", "? help"]
    {
        assert!(screen.contains(words), "no `{words}` at 80×24:\n{screen}");
    }
    assert_eq!(screen.lines().count(), 24);
    terminal.send("f");
    terminal.see(" Filter ");
    terminal.send("f");
    terminal.see_gone(" Filter ");

    terminal.resize(60, 20);
    let screen = terminal.see("10:24 B Harbour gates closed after collision");
    assert!(!screen.contains("first boat"), "one pane at a time:\n{screen}");
    assert!(screen.contains("LIVE") && screen.contains("4 posts"), "{screen}");
    terminal.send("\r");
    let screen = terminal.see("first boat");
    assert!(!screen.contains("Harbour gates"), "{screen}");
    terminal.send("\x1b");
    terminal.see("Harbour gates");

    terminal.resize(20, 6);
    let screen = terminal.see("> 10:50");
    assert!(screen.contains("HELD"), "{screen}");

    terminal.resize(10, 3);
    terminal.see("20×6");

    terminal.resize(120, 40);
    terminal.see(" Filter ");
    terminal.send("F");
    let last = terminal.see("LIVE");
    assert_eq!(below_header(&first), below_header(&last));
}

#[test]
fn keys_and_sizes_that_come_together_both_count() {
    let (_place, mut terminal) = harbour(120, 40);
    for round in 0..40 {
        let (columns, key, follow) =
            if round % 2 == 0 { (80, "j", "HELD") } else { (120, "F", "LIVE") };
        if round % 4 < 2 {
            terminal.send(key);
            terminal.resize(columns, 30);
        } else {
            terminal.resize(columns, 30);
            terminal.send(key);
        }
        terminal.wait_for(&format!("{follow} at {columns} columns"), |screen| {
            let wide = screen.contains(" Filter ");
            header(screen).contains(follow) && screen.contains("? help") && wide == (columns == 120)
        });
    }
}

/// The program on documents that would command the terminal.
fn hostile_documents() -> (Place, Terminal) {
    let place = Place::new();
    let folder = hostile::folder(&place.folder());
    // A bell of our own would be no fault.
    let config = place.outside().join("config.toml");
    fs::write(&config, "bell = 0\n").unwrap();
    let arguments = [folder.as_os_str(), "--config".as_ref(), config.as_os_str()];
    let terminal = Terminal::start(DATELINE, arguments, 120, 40);
    (place, terminal)
}

#[test]
fn what_is_hostile_is_shown_as_text_or_not_at_all() {
    let (_place, mut terminal) = hostile_documents();
    // Both posts are opened, in wide panes and in narrow ones, and both names and bylines shown.
    let screen = terminal.see("Crane is working");
    assert!(screen.contains("Wire Desk"), "{screen}");
    terminal.send("G");
    let screen = terminal.see("The ferry is back.");
    for words in ["Ferry sails again", "Kim Sample", "Picture: A white ship", "har\\u{1b}]0;owned"]
    {
        assert!(screen.contains(words), "no `{words}`:\n{screen}");
    }
    terminal.resize(60, 20);
    let screen = terminal.see("Ferry sails again");
    assert!(!screen.contains("The ferry is back."), "{screen}");
    terminal.send("\r");
    terminal.see("The ferry is back.");
    terminal.send("qq");
    assert!(terminal.wait_exit().success());
    terminal.see_restored();

    assert_eq!(terminal.unasked(), Vec::<String>::new());
    assert_own(&terminal.raw(), of_screen);
}

#[test]
fn what_is_pasted_is_typed_into_a_line_and_is_no_key() {
    let (_place, mut terminal) = harbour(120, 40);
    let paste = |text: &str| format!("\x1b[200~{text}\x1b[201~");
    // Keys that would quit, mark, and open.
    terminal.send(&paste("q\rRmq\n"));
    let screen = terminal.see("not pasted: no line is typed (/ \\ t begin one)");
    assert!(header(&screen).contains("LIVE"), "{screen}");
    terminal.send("/");
    terminal.send(&paste("gates\r\nclosed\r\n"));
    terminal.see("/gates closed  1/1");
    terminal.see_at_cursor("  1/1");
    terminal.send("\r");
    terminal.see("/gates closed 1/1");
    terminal.send("q");
    assert!(terminal.wait_exit().success());
    terminal.see_restored();
}

#[test]
fn the_mouse_is_the_terminals_until_it_is_turned_on() {
    let (_place, mut terminal) = harbour(120, 40);
    assert!(!terminal.has_mouse());
    terminal.send("w");
    terminal.see("mouse on: Shift selects text");
    assert!(terminal.has_mouse());
    // Button 0 on the second post, and again; 64 and 65 are the wheel.
    let (row, _) = selected(&terminal.screen());
    let click = |row: usize| format!("\x1b[<0;40;{0}M\x1b[<0;40;{0}m", row + 1);
    terminal.send(&click(row + 1));
    terminal.see_at_cursor("10:24 B Harbour gates closed");
    terminal.send(&format!("{0}{0}", click(row + 2)));
    terminal.see_at_cursor("ANALYSIS");
    terminal.send(&"\x1b[<64;40;10M".repeat(20));
    terminal.send("Y");
    terminal.see_gone("4 posts");
    assert!(!terminal.has_mouse(), "what is to be selected is left to the terminal");
    terminal.send("Y\x1a");
    terminal.wait_for("the mouse", |screen| screen.contains("4 posts"));
    terminal.send("w");
    terminal.see("mouse off");
    assert!(!terminal.has_mouse());
    terminal.send("wq");
    terminal.send("q");
    assert!(terminal.wait_exit().success());
    terminal.see_restored();
}

/// What was given to the terminal for its clipboard, in the order it was.
fn copied(terminal: &Terminal) -> Vec<String> {
    let sent = String::from_utf8(terminal.raw()).expect("all of it is text");
    let copies = sent.split("\x1b]52;").skip(1).map(|rest| {
        let (payload, _) = rest.split_once("\x1b\\").expect("a whole sequence");
        let bytes = BASE64_STANDARD.decode(payload.strip_prefix("c;").unwrap()).unwrap();
        String::from_utf8(bytes).unwrap()
    });
    copies.collect()
}

#[test]
fn the_clipboard_gets_the_text_of_a_post_and_nothing_else() {
    let (_place, mut terminal) = hostile_documents();
    terminal.see("Crane is working");
    terminal.send("gy");
    terminal.see("post sent to the terminal");
    terminal.send("G");
    terminal.see_gone("sent to the terminal");
    terminal.send("y");
    terminal.see("post sent to the terminal");
    let copied = copied(&terminal);
    let [json, page] = &copied[..] else { panic!("{copied:?}") };
    assert_eq!(
        json,
        "Crane is working\nWire Desk · Editor · reporting from Eastport\n11:00 BST Mon 2 June 2025\nwire\n\
         https://harbour.example/\n\nOne\n\nTwo\n\nThree\n\n1. Four\n\n“Five”\n\nPicture: Six\nSeven\n\n\
         Video: Eight\n\nNine"
    );
    assert!(page.starts_with("Ferry sails again\nKim Sample · Europe editor"), "{page}");
    assert!(page.contains("\n\nThe ferry is back.\n\n"), "{page}");
    for text in &copied {
        tame::assert_tame(text);
    }
    // Whatever was in the texts, the terminal was asked for no more than these two.
    let heard: Vec<String> =
        copied.iter().map(|text| format!("a copy of {}", BASE64_STANDARD.encode(text))).collect();
    assert_eq!(terminal.unasked(), heard);
}

#[test]
fn a_post_is_selected_as_the_lines_that_it_is_of() {
    let place = Place::with("harbour.txt", HARBOUR);
    // The emulator does not tell that it wraps before a wide character; terminals do.
    let long = "Words that go on, über alle Zeilen hinweg, and on. ".repeat(30);
    let text = page("A long one", "11:30").replace("The harbour office says so.", &long);
    fs::write(place.folder().join("long.txt"), text).unwrap();
    let mut terminal = Terminal::open(&place, 61, 20);
    // What is new is told in the last row, and may be so only a moment after the first frame.
    let posts = |screen: &str| below_header(screen).rsplit_once('\n').unwrap().0.to_owned();
    let before = posts(&terminal.wait_for("all posts", |screen| {
        screen.contains("5 posts") && screen.contains("A long one")
    }));
    terminal.send("Y");
    terminal.see_gone("5 posts");
    let shown = terminal.selectable();
    let lines: Vec<&str> = shown.lines().collect();
    let time = "11:30 BST Mon 2 June 2025";
    assert_eq!(lines[..4], ["A long one", time, "long.txt", ""], "{shown}");
    assert!(lines[4].len() > 900 && long.starts_with(lines[4]), "{shown}");
    assert_eq!(lines.len(), 5, "{shown}");
    terminal.send("G");
    let screen = terminal.see_gone("A long one");
    assert!(long.contains(terminal.selectable().trim_end()), "{screen}");
    terminal.resize(30, 8);
    terminal.wait_for("a narrow screen", |screen| {
        screen.lines().filter(|row| !row.is_empty()).count() == 8
    });
    assert!(long.contains(terminal.selectable().trim_end()), "{}", terminal.selectable());
    terminal.resize(61, 20);
    terminal.wait_for("a wide screen", |screen| {
        screen.lines().filter(|row| !row.is_empty()).count() > 8
    });
    for back in ["Y", "q", "\x1b"] {
        terminal.send(back);
        let after = posts(&terminal.see("5 posts"));
        assert_eq!(after, before);
        terminal.send("Y");
        terminal.see_gone("5 posts");
    }
    terminal.send("qq");
    assert!(terminal.wait_exit().success());
    terminal.see_restored();
}

/// The program on a post with links, with `variables` set and a desktop that notes what it should open.
fn linked(place: &Place, variables: &str) -> Terminal {
    let post = r#"{"firstCreated":"2025-06-02T11:03:00Z","headline":"Crane is working",
        "url":"https://a.example/1","body":[{"type":"p","text":"See https://b.example/;touch$IFS'x';a?b=c&d."}]}"#;
    let post = post.replace('\n', "");
    fs::write(place.folder().join("wire.ndjson"), format!("{LIVEBLOG}{post}\n")).unwrap();
    let desktop = place.outside().join("xdg-open");
    let script = "#!/bin/sh\n\
                  (echo $# \"$1\"; readlink /proc/$$/fd/0 /proc/$$/fd/1 /proc/$$/fd/2;\
                  grep SigBlk /proc/$$/status) >\"$0.tmp\"\n\
                  mv \"$0.tmp\" \"$0.ran\"\n";
    fs::write(&desktop, script).unwrap();
    fs::set_permissions(&desktop, fs::Permissions::from_mode(0o755)).unwrap();
    let (outside, folder) = (place.outside(), place.folder());
    let command =
        format!("PATH={}:$PATH {variables} exec {DATELINE} {}", word(&outside), word(&folder));
    let terminal = Terminal::start("sh", ["-c", &command], 120, 40);
    terminal.see("Crane is working");
    terminal
}

#[test]
fn a_link_is_opened_by_the_desktop() {
    let place = Place::new();
    let mut terminal = linked(&place, "");
    terminal.send(";");
    let screen = terminal.see(" Links · a letter opens ");
    for words in ["│ a https://a.example/1 ", "│ c https://b.example/;touch$IFS'x';a?b=c&d "] {
        assert!(screen.contains(words), "no `{words}`:\n{screen}");
    }
    terminal.send("c");
    terminal.see("opening https://b.example/;touch");
    let ran = place.outside().join("xdg-open.ran");
    poll("the desktop", || ran.exists().then_some(()));
    let told = fs::read_to_string(&ran).unwrap();
    assert_eq!(
        told,
        "1 https://b.example/;touch$IFS'x';a?b=c&d\n/dev/null\n/dev/null\n/dev/null\n\
         SigBlk:\t0000000000000000\n",
        "it can be stopped, whatever is so here"
    );
    fs::remove_file(place.outside().join("xdg-open")).unwrap();
    terminal.send(";a");
    terminal.see("not opened: xdg-open");
    terminal.send("q");
    assert!(terminal.wait_exit().success());
    assert!(!terminal.home().join("x").exists() && copied(&terminal).is_empty());
}

#[test]
fn a_link_goes_to_the_terminal_of_who_is_far_away() {
    for variable in ["SSH_CONNECTION='::1 5 ::1 22'", "SSH_TTY=/dev/pts/9", "SSH_CLIENT='::1 5 22'"]
    {
        let place = Place::new();
        let mut terminal = linked(&place, variable);
        terminal.send(";");
        terminal.see(" Links · a letter copies ");
        terminal.send("a");
        terminal.see("sent to the terminal: https://a.example/1");
        assert_eq!(copied(&terminal), ["https://a.example/1"]);
        terminal.send("q");
        assert!(terminal.wait_exit().success());
        assert!(!place.outside().join("xdg-open.ran").exists());
    }
}

#[test]
fn a_link_is_a_link_of_the_terminal() {
    let place = Place::new();
    let mut terminal = linked(&place, "");
    terminal.send("\r");
    terminal.see("Post");
    let links = ["https://b.example/;touch$IFS'x';a?b=c&d", "https://a.example/1"];
    assert_eq!(terminal.links(), links);
    terminal.send("q;");
    terminal.see(" Links ");
    assert_eq!(terminal.links()[2..], [links[1], links[0]]);
    terminal.send("\x1bq");
    assert!(terminal.wait_exit().success());
    terminal.see_restored();
    // Where links may be printed, or are not wanted, there are none.
    for variable in ["TERM=linux", "TERM=screen", "XDG_CONFIG_HOME=$XDG_CONFIG_HOME/never"] {
        let place = Place::new();
        let config = place.outside().join("never/dateline");
        fs::create_dir_all(&config).unwrap();
        fs::write(config.join("config.toml"), "hyperlinks = \"never\"\n").unwrap();
        let variable = variable.replace("$XDG_CONFIG_HOME", word(&place.outside()));
        let mut terminal = linked(&place, &variable);
        terminal.send(";");
        terminal.see(" Links ");
        assert_eq!(terminal.links(), [""; 0], "{variable}");
    }
}

#[test]
fn posts_are_written_to_a_new_file_and_never_over_another() {
    let (place, mut terminal) = harbour(120, 40);
    let names = |terminal: &Terminal, end: &str| {
        let files = fs::read_dir(terminal.home()).unwrap().map(|file| file.unwrap().path());
        files.filter(|path| path.to_string_lossy().ends_with(end)).collect::<Vec<_>>()
    };
    terminal.send("E");
    terminal.see("write to: dateline-20");
    terminal.send("\r");
    terminal.see("4 posts written to /");
    let [markdown] = &names(&terminal, ".md")[..] else { panic!("not one file") };
    let text = fs::read_to_string(markdown).unwrap();
    assert!(text.starts_with("## Ferry service resumes\n\nKim Sample · Europe editor"), "{text}");
    // The name that is proposed is rubbed out.
    let rub = "\x7f".repeat("dateline-2025-06-02-1100.md".len());
    terminal.send(&format!("2E{rub}x.json\r"));
    terminal.see("1 post written to /");
    let written = fs::read_to_string(terminal.home().join("x.json")).unwrap();
    assert!(written.contains("Why the toll deal"), "{written}");
    terminal.send(&format!("0E{rub}x.json\r"));
    terminal.see("not written: a file is there already: /");
    assert_eq!(fs::read_to_string(terminal.home().join("x.json")).unwrap(), written);
    terminal.send(&format!("E{rub}{}/x.json\r", place.folder().display()));
    terminal.see("not written: it would be a document of the folder that is read");
    terminal.see("4 posts");
    assert_eq!((names(&terminal, ".md").len(), names(&terminal, ".json").len()), (1, 1));
}

#[test]
fn the_cursor_stands_on_what_is_selected() {
    let (_place, mut terminal) = harbour(120, 40);
    for (keys, text) in [
        ("", "10:50   Ferry service resumes"),
        ("j", "10:24 B Harbour gates closed"),
        ("\r", "BREAKING"),
        ("f", "all "),
        ("jj", "analysis A"),
        ("?", "j ↓ "),
        ("\x1b", "analysis A"),
        ("\x1b", "10:24 B Harbour gates closed"),
    ] {
        terminal.send(keys);
        terminal.see_at_cursor(text);
    }
    terminal.send("\\kind:a");
    terminal.see("filter: kind:a ");
    terminal.see_at_cursor("  ");
    terminal.send("\x1bq");
    assert!(terminal.wait_exit().success());
    terminal.see_restored();
}

#[test]
fn an_idle_screen_sends_nothing() {
    let (_place, terminal) = harbour(120, 40);
    terminal.see("watching");
    let minute = || jiff::Timestamp::now().as_second() / 60;
    // The clock in the header may go on once.
    for _ in 0..2 {
        let before = (minute(), terminal.screen(), terminal.bytes());
        let sent = terminal.listen(Duration::from_millis(1500));
        if sent.is_empty() {
            assert_eq!(terminal.bytes(), before.2);
            return;
        }
        let after = terminal.screen();
        assert_ne!(minute(), before.0, "sent: {}\n{after}", sent.escape_ascii());
    }
    panic!("two changes of the minute in three seconds");
}
