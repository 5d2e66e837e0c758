//! `print --follow`: posts as they come, each once.

use std::fs;
use std::io::{BufRead, BufReader, Read};
use std::os::unix::process::ExitStatusExt;
use std::process::{Child, ChildStderr, ChildStdout, Command, ExitStatus, Stdio};
use std::sync::mpsc::{Receiver, channel};
use std::time::{Duration, Instant};

use rustix::process::{Pid, Signal, kill_process};
use serde_json::Value;

use crate::{DATELINE, dateline, documents, err, hostile, out, tame};

/// What has not come by then does not come.
const PATIENCE: Duration = Duration::from_secs(20);

/// The program, following a folder, and the lines that it has printed.
struct Following {
    child: Child,
    lines: Receiver<String>,
    printed: Vec<String>,
    folder: tempfile::TempDir,
}

impl Following {
    fn start(arguments: &[&str]) -> Following {
        Following::of(tempfile::tempdir().unwrap(), arguments)
    }

    fn of(folder: tempfile::TempDir, arguments: &[&str]) -> Following {
        let mut child = command(arguments).arg(folder.path()).spawn().unwrap();
        let out: ChildStdout = child.stdout.take().unwrap();
        let (sender, lines) = channel();
        std::thread::spawn(move || {
            for line in BufReader::new(out).lines() {
                if sender.send(line.unwrap()).is_err() {
                    return;
                }
            }
        });
        Following { child, lines, printed: Vec::new(), folder }
    }

    fn write(&self, name: &str, text: &str) {
        fs::write(self.folder.path().join(name), text).unwrap();
    }

    fn rename(&self, from: &str, to: &str) {
        let at = |name| self.folder.path().join(name);
        fs::rename(at(from), at(to)).unwrap();
    }

    /// Waits for a line that holds `words`, and gives back the lines from the last one waited for up
    /// to it.
    fn until(&mut self, words: &str) -> Vec<String> {
        let mut new = Vec::new();
        let end = Instant::now() + PATIENCE;
        loop {
            let left = end.saturating_duration_since(Instant::now());
            let Ok(line) = self.lines.recv_timeout(left) else {
                panic!("no `{words}` in:\n{}\n---\n{}", self.printed.join("\n"), new.join("\n"));
            };
            new.push(line.clone());
            self.printed.push(line.clone());
            if line.contains(words) {
                return new;
            }
        }
    }

    /// How many of the lines that were waited for hold `words`.
    fn count(&self, words: &str) -> usize {
        self.printed.iter().filter(|line| line.contains(words)).count()
    }

    /// Ends it by a signal, and gives back what it said.
    fn end(mut self, signal: Signal) -> (ExitStatus, String) {
        let pid = Pid::from_child(&self.child);
        kill_process(pid, signal).unwrap();
        let status = wait(&mut self.child);
        (status, told(self.child.stderr.take().unwrap()))
    }
}

fn command(arguments: &[&str]) -> Command {
    let mut command = Command::new(DATELINE);
    command.args(["print", "--follow"]).args(arguments);
    command.env_clear().env("TZ", "Europe/London").env("HOME", "/nonexistent");
    command.stdin(Stdio::null()).stdout(Stdio::piped()).stderr(Stdio::piped());
    command
}

/// Waits for the end of a program that is to end by itself.
fn wait(child: &mut Child) -> ExitStatus {
    let end = Instant::now() + PATIENCE;
    loop {
        if let Some(status) = child.try_wait().unwrap() {
            return status;
        }
        if Instant::now() > end {
            child.kill().unwrap();
            panic!("it goes on");
        }
        std::thread::sleep(Duration::from_millis(5));
    }
}

fn told(mut stderr: ChildStderr) -> String {
    let mut told = String::new();
    stderr.read_to_string(&mut told).unwrap();
    told
}

/// A document of posts, given by their headlines and what they say.
fn liveblog(posts: &[(&str, &str)]) -> String {
    let lines = posts.iter().enumerate().map(|(minute, (headline, said))| {
        format!(
            "{{\"uri\":\"tag:{headline}\",\"headline\":\"{headline}\",\"firstCreated\":\
             \"2025-06-02T10:{minute:02}:00Z\",\"body\":[{{\"type\":\"p\",\"text\":\"{said}\"}}]}}\n"
        )
    });
    format!("{}{}", documents::LIVEBLOG, lines.collect::<String>())
}

#[test]
fn what_is_there_comes_first_and_then_what_comes() {
    let folder = tempfile::tempdir().unwrap();
    fs::write(folder.path().join("harbour.txt"), documents::HARBOUR).unwrap();
    let mut following = Following::of(folder, &[]);
    let headlines =
        ["Pilots call off", "Why the toll deal", "Harbour gates closed", "Ferry service"];
    for headline in headlines {
        following.until(headline);
    }
    following.until("harbour.txt");
    following.write("later.txt", &documents::page("Crane is working", "11:05"));
    let lines = following.until("later.txt");
    assert!(lines.iter().any(|line| line == "Crane is working"), "{lines:?}");
    assert!(!lines.iter().any(|line| line.contains("EDITED")), "{lines:?}");
    assert_eq!(following.count("────"), 4);
    let (status, told) = following.end(Signal::INT);
    assert_eq!((status.signal(), &*told), (Some(Signal::INT.as_raw()), ""));
}

#[test]
fn what_says_nothing_new_is_not_printed_again() {
    let first = liveblog(&[("A", "one"), ("B", "two")]);
    for format in ["text", "ndjson", "markdown"] {
        let mut following = Following::start(&["--format", format]);
        following.write("x.ndjson", &first);
        following.until("one");
        following.until("two");
        // Written again as it was, in place and by a rename; renamed, moved, and copied.
        following.write("x.ndjson", &first);
        following.write(".new", &first);
        following.rename(".new", "x.ndjson");
        following.rename("x.ndjson", "y.ndjson");
        following.write("mark1.txt", &documents::page("First mark", "11:01"));
        following.until("First mark");
        fs::create_dir(following.folder.path().join("below")).unwrap();
        following.rename("y.ndjson", "below/z.ndjson");
        following.write("copy.ndjson", &first);
        following.rename("mark1.txt", "below/mark.txt");
        following.write("mark2.txt", &documents::page("Second mark", "11:02"));
        following.until("Second mark");
        // Away, and back.
        following.rename("below", ".below");
        following.rename("copy.ndjson", ".copy");
        following.write("mark3.txt", &documents::page("Third mark", "11:03"));
        following.until("Third mark");
        following.rename(".below", "back");
        following.write("mark4.txt", &documents::page("Fourth mark", "11:04"));
        following.until("Fourth mark");
        for words in ["one", "two", "First mark", "Second mark", "Third mark"] {
            assert_eq!(following.count(words), 1, "{words}:\n{}", following.printed.join("\n"));
        }
        let (_, told) = following.end(Signal::TERM);
        assert_eq!(told, "");
    }
}

#[test]
fn what_is_edited_is_printed_again_and_says_so() {
    let posts = |said| liveblog(&[("A", "one"), ("B", said)]);
    for (format, mark) in
        [("text", "EDITED "), ("markdown", "**EDITED** · "), ("ndjson", "\"versionCreated\":\"")]
    {
        let mut following = Following::start(&["--format", format]);
        following.write("x.ndjson", &posts("two"));
        following.until("two");
        for said in ["three", "four"] {
            let before = following.count(mark);
            following.write("x.ndjson", &posts(said));
            following.until(said);
            assert_eq!(following.count(mark), before + 1, "{format}: {:?}", following.printed);
        }
        following.write("last.txt", &documents::page("The last", "11:01"));
        following.until("The last");
        for words in ["one", "two", "three", "four"] {
            assert_eq!(following.count(words), 1, "{format}: {:?}", following.printed);
        }
    }
}

#[test]
fn lines_of_a_growing_document_come_one_by_one_and_only_those_asked_for() {
    let mut following = Following::start(&["--format", "ndjson", "--query", "kind:breaking"]);
    following.write("x.ndjson", documents::LIVEBLOG);
    let mut file =
        fs::OpenOptions::new().append(true).open(following.folder.path().join("x.ndjson")).unwrap();
    for headline in ["A", "B", "C"] {
        let line = documents::liveblog_line(headline, "10:50");
        let breaking = line.replace("\"kinds\":[]", "\"kinds\":[\"breaking\"]");
        let plain = line.replace(headline, "plain");
        std::io::Write::write_all(&mut file, format!("{plain}{breaking}").as_bytes()).unwrap();
        following.until(&format!("\"headline\":\"{headline}\""));
    }
    let posts: Vec<Value> =
        following.printed.iter().map(|line| serde_json::from_str(line).unwrap()).collect();
    assert_eq!(posts.len(), 4, "{posts:?}");
    assert_eq!(posts[0], serde_json::json!({"format": "liveblog/1", "posts": []}));
}

#[test]
fn it_ends_when_nobody_reads_any_more() {
    let folder = tempfile::tempdir().unwrap();
    fs::write(folder.path().join("harbour.txt"), documents::HARBOUR).unwrap();
    // No more than what is there ever comes: it learns of the end without writing.
    for arguments in [&[folder.path().to_str().unwrap()][..], &["--format", "ndjson"], &[]] {
        let mut child = command(arguments).spawn().unwrap();
        let mut out = BufReader::new(child.stdout.take().unwrap());
        let mut line = String::new();
        for _ in 0..3 {
            out.read_line(&mut line).unwrap();
        }
        drop(out);
        assert_eq!(wait(&mut child).code(), Some(0), "{arguments:?}");
        assert_eq!(told(child.stderr.take().unwrap()), "", "{arguments:?}");
    }
    let silent = tempfile::tempdir().unwrap();
    let mut child = command(&[]).arg(silent.path()).spawn().unwrap();
    drop(child.stdout.take());
    assert_eq!(wait(&mut child).code(), Some(0), "before there is anything to print");
}

#[test]
fn signals_end_it_also_where_nobody_reads_what_it_writes() {
    let folder = tempfile::tempdir().unwrap();
    // More than a pipe holds.
    let long = "The ferry waits. ".repeat(20_000);
    fs::write(folder.path().join("a.txt"), format!("A headline\n\n{long}\n")).unwrap();
    for signal in [Signal::INT, Signal::TERM, Signal::HUP] {
        let mut child = command(&[]).arg(folder.path()).spawn().unwrap();
        let mut out = BufReader::new(child.stdout.take().unwrap());
        let mut line = String::new();
        while !line.contains("A headline") {
            assert!(out.read_line(&mut line).unwrap() > 0, "{line}");
        }
        kill_process(Pid::from_child(&child), signal).unwrap();
        assert_eq!(wait(&mut child).signal(), Some(signal.as_raw()));
        assert_eq!(told(child.stderr.take().unwrap()), "");
    }
}

#[test]
fn the_sample_coverage_is_printed_oldest_first_where_there_is_no_folder() {
    let mut child = command(&["--format", "ndjson"]).spawn().unwrap();
    let out = BufReader::new(child.stdout.take().unwrap());
    let lines: Vec<String> = out.lines().take(58).map(Result::unwrap).collect();
    wait(&mut child);
    let printed = out_of(&["print", "--format", "ndjson"]);
    let mut newest_first: Vec<&str> = printed.lines().collect();
    newest_first[1..].reverse();
    assert_eq!(lines, newest_first);
}

#[test]
fn the_folder_of_the_config_file_is_followed() {
    let place = tempfile::tempdir().unwrap();
    let config = place.path().join("config.toml");
    let folder = place.path().join("live");
    fs::create_dir(&folder).unwrap();
    fs::write(&config, format!("folder = {folder:?}\n")).unwrap();
    fs::write(folder.join("a.txt"), documents::page("Crane is working", "11:05")).unwrap();
    let mut child = command(&["--config", config.to_str().unwrap()]).spawn().unwrap();
    let mut out = BufReader::new(child.stdout.take().unwrap());
    let mut line = String::new();
    out.read_line(&mut line).unwrap();
    assert_eq!(line, "Crane is working\n");
    drop(out);
    assert!(wait(&mut child).success());
}

#[test]
fn what_cannot_be_followed_is_told() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().to_str().unwrap();
    for (arguments, words) in [
        (&["--format", "json", path][..], "use --format ndjson"),
        (&[path, path], "one folder"),
        (&["/no/such/folder"], "no such folder"),
    ] {
        let run =
            dateline(&[&["print", "--follow"], arguments].concat()).assert().code(2).stdout("");
        assert_eq!(err(&run).lines().count(), 1, "{}", err(&run));
        assert!(err(&run).contains(words), "{}", err(&run));
    }
}

#[test]
fn nothing_hostile_is_followed() {
    let place = tempfile::tempdir().unwrap();
    let folder = hostile::folder(place.path());
    for format in ["text", "ndjson", "markdown"] {
        let mut child = command(&["--format", format]).arg(&folder).spawn().unwrap();
        let mut printed = String::new();
        let mut lines = BufReader::new(child.stdout.take().unwrap()).lines();
        while !(printed.contains("Crane is working") && printed.contains("Ferry sails again")) {
            printed += &lines.next().unwrap().unwrap();
            printed.push('\n');
        }
        drop(lines);
        wait(&mut child);
        tame::assert_tame(&printed);
        tame::assert_tame(&told(child.stderr.take().unwrap()));
    }
}

fn out_of(arguments: &[&str]) -> String {
    out(&dateline(arguments).assert().success())
}
