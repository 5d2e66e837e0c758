//! The program without a terminal: `print`, `check`, `completions`, `man`, and what it says where
//! it cannot go on.

#![allow(
    clippy::expect_used,
    clippy::indexing_slicing,
    clippy::panic,
    clippy::unwrap_used,
    reason = "what is wrong in a test fails it"
)]

use std::fs;
use std::io::Read;
use std::path::Path;
use std::process::Stdio;

use assert_cmd::Command;
use assert_cmd::assert::Assert;
use portable_pty::{CommandBuilder, PtySize};
use rustix::fs::{CWD, FileType, Mode, mknodat};
use serde_json::Value;

#[path = "common/attacks.rs"]
mod attacks;
#[path = "command_line/attacks.rs"]
mod attacks_printed;
#[path = "common/documents.rs"]
mod documents;
#[path = "command_line/follow.rs"]
mod follow;
#[path = "common/heard.rs"]
mod heard;
#[path = "common/hostile.rs"]
mod hostile;
#[path = "command_line/schema.rs"]
mod schema;
#[path = "common/tame.rs"]
mod tame;

const DATELINE: &str = env!("CARGO_BIN_EXE_dateline");

/// The program, with nothing of this process's environment that could matter to it.
fn dateline(arguments: &[&str]) -> Command {
    let mut command = Command::new(DATELINE);
    command.args(arguments).env_clear();
    command.env("TZ", "Europe/London").env("HOME", "/nonexistent").env("TERM", "xterm-256color");
    command
}

fn out(assert: &Assert) -> String {
    String::from_utf8(assert.get_output().stdout.clone()).unwrap()
}

fn err(assert: &Assert) -> String {
    String::from_utf8(assert.get_output().stderr.clone()).unwrap()
}

fn posts(arguments: &[&str]) -> Vec<Value> {
    let printed =
        out(&dateline(&[&["print", "--format", "json"], arguments].concat()).assert().success());
    let document: Value = serde_json::from_str(&printed).expect("one JSON object");
    assert_eq!(document["format"], "liveblog/1");
    document["posts"].as_array().unwrap().clone()
}

#[test]
fn the_sample_coverage_prints_as_json() {
    assert_eq!(posts(&[]).len(), 57);
    assert_eq!(posts(&["--kind", "analysis"]).len(), 11);
    assert_eq!(posts(&["--by", "guerin"]).len(), 3);
    assert_eq!(posts(&["--by", "Guerin", "--kind", "article"]).len(), 0);
    let all = posts(&[]);
    let times: Vec<&str> = all.iter().map(|post| post["firstCreated"].as_str().unwrap()).collect();
    let instants: Vec<jiff::Timestamp> = times.iter().map(|time| time.parse().unwrap()).collect();
    assert!(instants.is_sorted_by(|newer, older| newer >= older), "newest first");
    assert_eq!(posts(&["--since", "-1h"]), Vec::<Value>::new());
    let since = posts(&["--since", "2025-06-02"]);
    let at =
        instants.partition_point(|instant| *instant >= "2025-06-01T23:00:00Z".parse().unwrap());
    assert_eq!(since, all[..at]);
    assert!((1..57).contains(&at), "{at} posts since the second of June");
}

#[test]
fn a_query_lets_through_what_it_does_in_the_reader() {
    let guerin = posts(&["--by", "guerin"]);
    assert_eq!(posts(&["--query", "by:guerin"]), guerin);
    assert_eq!(posts(&["--query", "by:guerin", "--kind", "analysis"]).len(), 3);
    assert_eq!(posts(&["--query", "by:guerin", "--kind", "breaking"]).len(), 0);
    assert_eq!(posts(&["--query", "by:guerin", "--by", "rosenberg"]).len(), 0, "both are asked");
    assert_eq!(posts(&["--query", "since:2025-06-02"]), posts(&["--since", "2025-06-02"]));
    assert_eq!(posts(&["--query", ""]).len(), 57);
    let (with, without) = (posts(&["--query", "ceasefire"]), posts(&["--query", "-ceasefire"]));
    assert!(!with.is_empty() && !without.is_empty());
    assert_eq!(with.len() + without.len(), 57);
}

#[test]
fn as_lines_there_is_one_for_the_document_and_one_for_each_post() {
    let printed = out(&dateline(&["print", "--format", "ndjson"]).assert().success());
    let lines: Vec<Value> =
        printed.lines().map(|line| serde_json::from_str(line).expect("JSON")).collect();
    assert_eq!(lines.len(), 58);
    assert_eq!(lines[0], serde_json::json!({"format": "liveblog/1", "posts": []}));
    assert_eq!(lines[1..], posts(&[]));
}

#[test]
fn as_text_it_reads_like_a_page() {
    let printed = out(&dateline(&["print"]).assert().success());
    for post in posts(&[]) {
        let words: Vec<&str> = post["headline"].as_str().unwrap().split_whitespace().collect();
        let start = words[..words.len().min(6)].join(" ");
        assert!(printed.contains(&start), "no `{start}`");
    }
    assert!(printed.lines().all(|line| line.chars().count() <= 80), "80 columns are enough");
    assert_eq!(printed.lines().filter(|line| line.starts_with("────")).count(), 56);
}

#[test]
fn as_markdown_each_post_has_a_heading() {
    let printed = out(&dateline(&["print", "--format", "markdown"]).assert().success());
    assert_eq!(printed.lines().filter(|line| line.starts_with("## ")).count(), 57);
    let guerin = out(&dateline(&["print", "--format", "markdown", "--by", "guerin"]).assert());
    assert_eq!(guerin.lines().filter(|line| line.starts_with("Orla Guerin · ")).count(), 3);
}

#[test]
fn only_text_has_colours_and_only_where_they_are_wanted() {
    let coloured = |arguments: &[&str]| {
        let printed = out(&dateline(&[&["print"], arguments].concat()).assert().success());
        printed.contains('\u{1b}')
    };
    assert!(!coloured(&[]), "there is no terminal");
    for colours in ["always", "16", "256", "truecolor"] {
        assert!(coloured(&["--color", colours]), "{colours}");
    }
    assert!(!coloured(&["--color", "always", "--format", "json"]));
    assert!(!coloured(&["--color", "always", "--format", "ndjson"]));
    assert!(!coloured(&["--color", "always", "--format", "markdown"]));
    let plain = out(&dateline(&["print"]).assert());
    let styled = out(&dateline(&["print", "--color", "always"]).assert());
    let mut without = String::new();
    for (at, part) in styled.split("\u{1b}[").enumerate() {
        without += if at == 0 { part } else { part.split_once('m').unwrap().1 };
    }
    assert!(without == plain, "colours change no text");

    let on_a_terminal = |arguments: &[&str], no_color: &str| {
        let pty = portable_pty::native_pty_system().openpty(PtySize::default()).unwrap();
        let mut command = CommandBuilder::new(DATELINE);
        command.args([&["print"], arguments].concat());
        command.env_clear();
        command.env("NO_COLOR", no_color);
        let mut child = pty.slave.spawn_command(command).unwrap();
        drop(pty.slave);
        let mut printed = Vec::new();
        // A terminal that is gone ends with an error.
        let _ = pty.master.try_clone_reader().unwrap().read_to_end(&mut printed);
        assert!(child.wait().unwrap().success());
        let printed = String::from_utf8(printed).unwrap();
        assert!(printed.contains("Orla Guerin"), "{printed}");
        printed.contains('\u{1b}')
    };
    assert!(on_a_terminal(&[], ""));
    assert!(!on_a_terminal(&[], "1"));
    assert!(!on_a_terminal(&["--color", "never"], ""));
    assert!(on_a_terminal(&["--color", "always"], "1"));
    assert!(!on_a_terminal(&["--format", "markdown"], ""));
}

#[test]
fn in_ascii_text_is_ascii_and_data_is_what_it_was() {
    let plain = out(&dateline(&["print"]).assert().success());
    let ascii = out(&dateline(&["print", "--ascii"]).assert().success());
    assert!(!plain.is_ascii() && ascii.is_ascii());
    let columns =
        |text: &str| -> Vec<usize> { text.lines().map(|line| line.chars().count()).collect() };
    assert_eq!(columns(&plain), columns(&ascii));
    let mut command = dateline(&["print"]);
    let piped = out(&command.env("LC_ALL", "C").assert().success());
    assert!(piped == plain, "a pipe takes what there is");
    let data = |arguments: &[&str]| {
        out(&dateline(&[&["print", "--format", "json"], arguments].concat()).assert())
    };
    assert!(data(&[]) == data(&["--ascii"]));
}

#[test]
fn what_is_printed_can_be_dropped_in_again() {
    for (format, name) in [("json", "all.json"), ("ndjson", "all.ndjson")] {
        let folder = tempfile::tempdir().unwrap();
        let printed = out(&dateline(&["print", "--format", format]).assert().success());
        fs::write(folder.path().join(name), &printed).unwrap();
        let path = folder.path().to_str().unwrap();
        let again = out(&dateline(&["print", "--format", format, path]).assert().success());
        assert!(printed == again, "{format}: not what was printed first");
    }
}

#[test]
fn a_reader_of_the_pipe_who_has_seen_enough_is_no_failure() {
    let folder = tempfile::tempdir().unwrap();
    fs::write(folder.path().join("a.txt"), "Boats are back\n\nThey left at noon.\n").unwrap();
    let path = folder.path().to_str().unwrap();
    for arguments in [
        &["print"][..],
        &["print", "--format", "json"],
        &["print", "--format", "ndjson"],
        &["print", "--format", "markdown"],
        &["print", "--follow"],
        &["check", path],
        &["completions", "bash"],
        &["man"],
    ] {
        let (reader, writer) = std::io::pipe().unwrap();
        drop(reader);
        let run = std::process::Command::new(DATELINE)
            .args(arguments)
            .env_clear()
            .stdin(Stdio::null())
            .stdout(writer)
            .output()
            .unwrap();
        let told = String::from_utf8_lossy(&run.stderr);
        assert_eq!((run.status.code(), &*told), (Some(0), ""), "{arguments:?}");
    }
}

#[test]
fn what_is_withdrawn_is_printed_only_with_all() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().to_str().unwrap();
    let post = |headline: &str, status: &str| {
        format!(
            "{{\"headline\":\"{headline}\",\"status\":\"{status}\",\
             \"firstCreated\":\"2025-06-02T10:50:00Z\"}}\n"
        )
    };
    let posts_of = ["usable", "withdrawn", "canceled"].map(|status| post(status, status));
    let head = "{\"format\":\"liveblog/1\",\"posts\":[]}\n";
    fs::write(folder.path().join("a.ndjson"), format!("{head}{}", posts_of.concat())).unwrap();
    let headlines = |arguments: &[&str]| -> Vec<String> {
        let printed = posts(arguments);
        printed.iter().map(|post| post["headline"].as_str().unwrap().to_owned()).collect()
    };
    assert_eq!(headlines(&[path]), ["usable"]);
    assert_eq!(headlines(&[path, "--all"]), ["usable", "withdrawn"]);
    assert_eq!(posts(&[path, "--all"])[1]["status"], "withdrawn");
    let text = out(&dateline(&["print", path, "--all"]).assert().success());
    assert!(text.contains("WITHDRAWN · "), "{text}");
}

#[test]
fn links_are_followed_where_that_is_asked_for() {
    let (folder, outside) = (tempfile::tempdir().unwrap(), tempfile::tempdir().unwrap());
    let path = folder.path().to_str().unwrap();
    fs::write(outside.path().join("a.txt"), "A headline\n\nA text.\n").unwrap();
    std::os::unix::fs::symlink(outside.path(), folder.path().join("link")).unwrap();
    assert_eq!(posts(&[path]).len(), 0);
    let followed = posts(&[path, "--follow-links"]);
    assert_eq!(followed[0]["source"], "link/a.txt");
    let told = out(&dateline(&["check", path]).assert().code(1));
    assert!(told.contains("link:1: a symbolic link"), "{told}");
    dateline(&["check", path, "--follow-links"]).assert().success();
}

#[test]
fn a_full_disk_is_told_in_one_line() {
    for arguments in [&["print"][..], &["check", "seeds"], &["completions", "bash"], &["man"]] {
        let full = fs::OpenOptions::new().write(true).open("/dev/full").unwrap();
        let run =
            std::process::Command::new(DATELINE).args(arguments).stdout(full).output().unwrap();
        let told = String::from_utf8_lossy(&run.stderr);
        assert_eq!(run.status.code(), Some(2), "{arguments:?}: {told}");
        assert_eq!(told.lines().count(), 1, "{arguments:?}: {told}");
        assert!(told.contains("No space left on device"), "{arguments:?}: {told}");
    }
}

#[test]
fn without_a_terminal_it_says_what_to_do_instead() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().to_str().unwrap();
    for arguments in [&[path][..], &[], &["demo"]] {
        let run = dateline(arguments).assert().code(2).stdout("");
        let told = err(&run);
        assert_eq!(told.lines().count(), 1, "{arguments:?}: {told}");
        assert!(told.contains("`dateline print`"), "{arguments:?}: {told}");
    }
}

#[test]
fn what_cannot_be_read_is_told_in_one_line() {
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("file");
    fs::write(&file, "text").unwrap();
    let config = folder.path().join("config.toml");
    fs::write(&config, "zone = \"UTC\"\nfoldr = \"x\"\n").unwrap();
    let (file, config) = (file.to_str().unwrap(), config.to_str().unwrap());
    for (arguments, words) in [
        (&["/no/such/folder"][..], "/no/such/folder: no such folder"),
        (&[file], ": not a folder"),
        (&["print", "/no/such/folder"], "/no/such/folder: no such folder"),
        (&["print", file], ": not a folder"),
        (&["print", "--since", "25:61"], "`25:61` is no time"),
        (&["print", "--query", "talks foo:bar"], "--query: column 7: `foo:` is no key"),
        (&["print", "--query", "-is:unseen"], "--query: is:unseen is known to a reader's session"),
        (&["--zone", "Europe/Harbourtown", "print"], "`Europe/Harbourtown`"),
        (&["--config", config, "print"], "config.toml:2:1: `foldr` is no setting: is it `folder`?"),
        (&["--config", "/no/such/file", "print"], "/no/such/file: No such file or directory"),
        (&["--log", "/no/such/log", "print"], "/no/such/log: No such file or directory"),
    ] {
        let run = dateline(arguments).assert().code(2).stdout("");
        let told = err(&run);
        assert_eq!(told.lines().count(), 1, "{arguments:?}: {told}");
        assert!(told.starts_with("dateline: ") && told.contains(words), "{arguments:?}: {told}");
    }
    for arguments in [&["--frobnicate"][..], &["print", "--kind", "opinion"], &["check"]] {
        let run = dateline(arguments).assert().code(2).stdout("");
        assert!(err(&run).starts_with("error: "), "{arguments:?}: {}", err(&run));
    }
}

/// The lines in which `check` judges, without those in which it explains.
fn judged(told: &str) -> Vec<&str> {
    told.lines().filter(|line| !line.starts_with("    ")).collect()
}

#[test]
fn config_prints_what_is_in_effect_as_a_file_that_says_the_same() {
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("config.toml");
    let shown = |arguments: &[&str]| out(&dateline(arguments).assert().success());
    let unset = shown(&["config"]);
    assert!(unset.starts_with("# No config file"), "{unset}");
    assert!(unset.contains("\n# zone = ") && unset.contains("\nbell = 10\n"), "{unset}");
    fs::write(&file, "bell = 3\n[keys]\ndown = \"x\"\n").unwrap();
    let path = file.to_str().unwrap();
    let set = shown(&["--config", path, "config", "--zone", "Europe/Kyiv", "--year", "2024"]);
    assert!(set.starts_with(&format!("# {path}\n")), "{set}");
    for line in ["zone = \"Europe/Kyiv\"", "year = 2024", "bell = 3", "down = [\"x\"]"] {
        assert!(set.lines().any(|shown| shown == line), "{line}:\n{set}");
    }
    fs::write(&file, &set).unwrap();
    assert_eq!(shown(&["--config", path, "config"]), set);
}

#[test]
fn check_names_what_is_wrong_and_where() {
    let folder = tempfile::tempdir().unwrap();
    let at = |name: &str| folder.path().join(name);
    fs::write(at("binary"), b"one\ntwo\0\n").unwrap();
    fs::write(
        at("broken.json"),
        "{\"format\":\"liveblog/1\",\n\"posts\":[{\"headline\":\"Boats\"},\n{]}\n",
    )
    .unwrap();
    fs::write(at("empty.txt"), "\n").unwrap();
    mknodat(CWD, at("fifo"), FileType::Fifo, Mode::RWXU, 0).unwrap();
    fs::write(at("latin.txt"), b"Boats\n\nThe caf\xe9 is open.\n").unwrap();
    std::os::unix::fs::symlink("/etc/passwd", at("link")).unwrap();
    let page = "  1. Boatspublished at 25:61 British Summer Time 2 June 2025\n\n    They sail.\n";
    fs::write(at("page.txt"), page).unwrap();
    fs::write(at("good.txt"), page.replace("25:61", "10:50")).unwrap();

    let run = dateline(&["check", folder.path().to_str().unwrap()]).assert().code(1).stderr("");
    let told = out(&run).replace(&format!("{}/", folder.path().display()), "");
    let wanted = [
        "binary:2: not text: there is a NUL byte",
        "broken.json: liveblog/1 (JSON), 1 post",
        "broken.json:3: broken JSON: ",
        "empty.txt:1: empty",
        "fifo:1: a FIFO, not a regular file",
        "good.txt: live page, 1 post",
        "latin.txt: article, 1 post",
        "latin.txt:3: not UTF-8 from here on: read as Windows-1252",
        "link:1: a symbolic link",
        "page.txt: live page, 1 post",
        "page.txt:1: `25:61` is no time of day",
    ];
    let lines = judged(&told);
    assert_eq!(lines.len(), wanted.len(), "{told}");
    for (line, wanted) in lines.into_iter().zip(wanted) {
        assert!(line.starts_with(wanted), "`{line}` is not `{wanted}…`:\n{told}");
    }

    let good = at("good.txt");
    dateline(&["check", good.to_str().unwrap()]).assert().success().stderr("");
    let run = dateline(&["check", at("none").to_str().unwrap()]).assert().code(2).stdout("");
    assert!(err(&run).ends_with("none: no such file or folder\n"), "{}", err(&run));
    // What is wrong with the others does not keep the good posts from being printed.
    let printed = posts(&[folder.path().to_str().unwrap()]);
    assert!(printed.iter().any(|post| post["source"] == "good.txt"), "{printed:?}");
}

#[test]
fn the_samples_are_without_problems() {
    let seeds = Path::new(env!("CARGO_MANIFEST_DIR")).join("seeds");
    let told = out(&dateline(&["check", seeds.to_str().unwrap()]).assert().success().stderr(""));
    assert_eq!(judged(&told).len(), 5, "{told}");
    for words in ["    known by: lines that end in", "    kinds: ", "    furniture, line "] {
        assert!(told.contains(words), "{words}: {told}");
    }
}

#[test]
fn check_tells_other_programs_as_much() {
    let place = tempfile::tempdir().unwrap();
    let page = "Advertisement\n  1. Analysis\n    Boatspublished at 10:50 GMT 2 June 2025\n\n    They sail.\n";
    fs::write(place.path().join("page.txt"), page).unwrap();
    fs::write(place.path().join("wrong.json"), "{").unwrap();
    let told = dateline(&["check", "--json", place.path().to_str().unwrap()]).assert().code(1);
    let told = out(&told);
    let objects: Vec<Value> =
        told.lines().map(|line| serde_json::from_str(line).unwrap()).collect();
    let [page, wrong] = &objects[..] else { panic!("{told}") };
    assert!(page["document"].as_str().unwrap().ends_with("/page.txt"));
    assert_eq!((&page["format"], &page["posts"]), (&"live-page".into(), &1.into()));
    assert_eq!(page["kinds"], serde_json::json!({"analysis": 1}));
    assert_eq!(page["timeSources"], serde_json::json!({"printed": 1}));
    assert_eq!(page["furniture"], serde_json::json!([{"line": 1, "text": "Advertisement"}]));
    assert_eq!(
        (&wrong["format"], &wrong["problems"][0]["line"]),
        (&"unreadable".into(), &1.into())
    );
}

#[test]
fn a_folder_is_checked_by_the_name_of_a_link() {
    let place = tempfile::tempdir().unwrap();
    let link = place.path().join("link");
    let seeds = Path::new(env!("CARGO_MANIFEST_DIR")).join("seeds");
    std::os::unix::fs::symlink(seeds, &link).unwrap();
    let told = out(&dateline(&["check", link.to_str().unwrap()]).assert().success());
    assert_eq!(judged(&told).len(), 5, "{told}");
}

#[test]
fn convert_writes_any_format_as_our_own() {
    let seeds = Path::new(env!("CARGO_MANIFEST_DIR")).join("seeds");
    let converted = out(&dateline(&["convert", seeds.to_str().unwrap()]).assert().success());
    let place = tempfile::tempdir().unwrap();
    let own = place.path().join("own.json");
    fs::write(&own, &converted).unwrap();
    let again = out(&dateline(&["convert", own.to_str().unwrap()]).assert().success());
    assert_eq!(again, converted, "what is read from it is the same");
    assert!(converted.matches("\"headline\"").count() > 50);
    let cut = place.path().join("cut.json");
    fs::write(&cut, "{\"format\":\"liveblog/1\",\"posts\":[{\"headline\":\"Ferry sails\"},{\"head")
        .unwrap();
    let told = dateline(&["convert", cut.to_str().unwrap()]).assert().code(1);
    assert!(out(&told).contains("Ferry sails") && err(&told).contains("cut.json:1: broken JSON"));
    let told = dateline(&["print", place.path().to_str().unwrap()]).assert().success();
    assert_eq!(err(&told), "1 problem: `dateline check` tells which\n");
    let broken = place.path().join("broken.json");
    fs::write(&broken, "{").unwrap();
    let refused = dateline(&["convert", broken.to_str().unwrap()]).assert().code(2).stdout("");
    assert!(err(&refused).contains("broken.json: broken JSON"), "{}", err(&refused));
}

#[test]
fn nothing_hostile_is_printed() {
    let place = tempfile::tempdir().unwrap();
    let folder = hostile::folder(place.path());
    let none = place.path().join("none\u{1b}]0;owned\u{7}");
    let run = |arguments: &[&str], path: &Path| {
        let assert = dateline(arguments).arg(path).assert();
        tame::assert_tame(&out(&assert));
        tame::assert_tame(&err(&assert));
        out(&assert)
    };
    let text = run(&["print"], &folder);
    assert!(text.contains("Crane is working") && text.contains("Ferry sails again"), "{text}");
    run(&["print", "--format", "json"], &folder);
    run(&["print", "--format", "ndjson"], &folder);
    run(&["print", "--format", "markdown"], &folder);
    run(&["check"], &folder);
    run(&["check"], &none);
    run(&["print"], &none);
    run(&[], &none);
    run(&["print", "--config"], &none);
    run(&["print", "--since"], &none);
}

#[test]
fn completions_and_the_manual_page() {
    for shell in ["bash", "zsh", "fish", "elvish", "powershell"] {
        let script = out(&dateline(&["completions", shell]).assert().success().stderr(""));
        for word in ["dateline", "print", "check", "demo", "since"] {
            assert!(script.contains(word), "no `{word}` for {shell}");
        }
    }
    let bash = out(&dateline(&["completions", "bash"]).assert().success());
    Command::new("bash").arg("-n").write_stdin(bash).assert().success().stderr("");
    let manual = out(&dateline(&["man"]).assert().success().stderr(""));
    assert!(manual.contains(".TH dateline 1"), "{manual}");
    for word in ["SYNOPSIS", "FOLDER", "demo", "print", "check"] {
        assert!(manual.contains(word), "no `{word}` in the manual:\n{manual}");
    }
}
