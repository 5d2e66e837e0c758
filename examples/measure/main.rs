//! Measures the real program on a folder, in a pty of 120×40: `cargo build --release`, then
//! `cargo run --release --example measure -- DIR`. It writes a few documents into DIR and takes them out
//! again. What it prints is the table of the README. With `peers` behind DIR it measures newsboat, lnav and
//! neomutt on the same posts, where they are installed, or the one that is named behind that.

#![allow(clippy::print_stdout, reason = "it tells what it measured")]

use std::fs;
use std::path::{Path, PathBuf};
use std::thread::sleep;
use std::time::{Duration, Instant};

use portable_pty::CommandBuilder;
use terminal::{Result, Terminal};

mod peers;
mod terminal;

/// How often the program is started.
const STARTS: usize = 7;
/// How often a key is pressed, and a document written.
const TIMES: usize = 200;
/// Between two of them: the program is at rest by then.
const REST: Duration = Duration::from_millis(40);
/// Frames of which the cells are looked at.
const SAMPLES: usize = 21;
/// Documents that are rewritten, and how often: as in an hour in which each is saved every minute.
const REWRITTEN: usize = 1000;
const ROUNDS: usize = 60;
/// How long it is watched at rest.
const IDLE: Duration = Duration::from_secs(20);

fn main() -> Result<()> {
    let folder = std::env::args().nth(1).ok_or("usage: measure DIR")?;
    let folder = fs::canonicalize(folder)?;
    let here = std::env::current_exe()?;
    let program = here.ancestors().nth(2).map(|target| target.join("dateline")).unwrap_or_default();
    if !program.exists() {
        return Err(format!("no {}: run `cargo build --release` first", program.display()).into());
    }
    if std::env::args().nth(2).is_some_and(|word| word == "peers") {
        return peers::measure(&program, &folder, std::env::args().nth(3).as_deref());
    }
    println!("| what | median | p99 | bytes |\n| --- | --- | --- | --- |");
    echo()?;
    start(&program, &folder)?;
    let mut terminal = Terminal::start(&program, &folder)?;
    terminal.all_shown()?;
    sleep(REST * 20);
    for (what, keys) in [
        ("`j` → frame", &["j"][..]),
        ("`PgDn` → frame", &["\x1b[6~"]),
        ("open a post, and back → frame", &["\r", "h"]),
        ("a filter on, off → frame", &["2", "0"]),
    ] {
        let samples = keys_to_frames(&mut terminal, keys)?;
        row(what, &samples);
        if keys == ["j"] {
            cells(&mut terminal)?;
        }
        terminal.send("g")?;
        sleep(REST);
    }
    searching(&mut terminal, &folder)?;
    for (what, renamed) in
        [("close of a new document → shown", false), ("its rename into the folder → shown", true)]
    {
        let samples = documents_to_frames(&mut terminal, &folder, renamed)?;
        row(what, &samples);
    }
    // Threads that have searched end after ten seconds.
    sleep(Duration::from_secs(12));
    idle(&terminal)?;
    let (now, most) = memory(&terminal)?;
    println!("| memory: now, at most | {now} MB | {most} MB | |");
    terminal.end()?;
    rewriting(&program)?;
    terminal::forget()
}

/// Types the last letter of a word, and waits for the first match, and for all of them to be counted. The
/// same posts are looked through by ripgrep, where that is installed.
fn searching(terminal: &mut Terminal, folder: &Path) -> Result<()> {
    let (mut firsts, mut counts, mut theirs) = (Vec::new(), Vec::new(), Vec::new());
    for _ in 0..SAMPLES / 4 {
        terminal.send("/harbou")?;
        sleep(REST * 10);
        let (mark, since) = (terminal.mark(), Instant::now());
        terminal.send("r")?;
        firsts.push(terminal.frame(mark, since)?);
        let counted = terminal.shows(since, |screen| {
            let typed = screen.lines().next_back().and_then(|row| row.split_once("/harbour  "));
            typed.is_some_and(|(_, rest)| rest.starts_with(|ch: char| ch.is_ascii_digit()))
        })?;
        counts.push((counted, 0));
        terminal.send("\x1b")?;
        sleep(REST * 5);
        let since = Instant::now();
        let mut ripgrep = std::process::Command::new("rg");
        let ripgrep = ripgrep.args(["-i", "-c", "harbour"]).arg(folder);
        if ripgrep.stdout(std::process::Stdio::null()).status().is_ok_and(|status| status.success())
        {
            theirs.push((since.elapsed(), 0));
        }
    }
    row("the last letter of a search → its first match", &firsts);
    row("→ all matches counted", &counts);
    if theirs.is_empty() {
        println!("| `rg -i` is not installed | | | |");
    } else {
        row("`rg -i` over the same documents", &theirs);
    }
    Ok(())
}

/// The memory of a program, now and at most, in MB.
fn memory(terminal: &Terminal) -> Result<(u64, u64)> {
    let status = fs::read_to_string(format!("/proc/{}/status", terminal.pid()))?;
    let memory = |name: &str| number(&status, name) / 1024;
    Ok((memory("VmRSS:"), memory("VmHWM:")))
}

/// How many bytes of a `j` are the cells that it changes.
fn cells(terminal: &mut Terminal) -> Result<()> {
    let mut samples = Vec::new();
    for _ in 0..SAMPLES {
        let mark = terminal.mark();
        terminal.send("j")?;
        let (_, bytes) = terminal.frame(mark, Instant::now())?;
        sleep(REST);
        let (before, after) = (terminal.screen(Some(mark)), terminal.screen(None));
        let mut cells = 0;
        for (row, column) in (0..40).flat_map(|row| (0..120).map(move |column| (row, column))) {
            let (old, new) = (before.cell(row, column), after.cell(row, column));
            let size = |cell: &vt100::Cell| cell.contents().len().max(1);
            cells += if old == new { 0 } else { new.map_or(1, size) };
        }
        samples.push((bytes.saturating_sub(cells), cells));
    }
    samples.sort_unstable();
    let (more, cells) = samples.get(SAMPLES / 2).copied().unwrap_or_default();
    println!(
        "| the text of the cells that it changes, and what it takes beside | | | {cells}, {more} |"
    );
    Ok(())
}

/// Rewrites the same thousand documents again and again, and looks at the memory.
fn rewriting(program: &Path) -> Result<()> {
    let folder = tempfile::tempdir()?;
    let mut round = 0;
    let mut rewrite = || -> Result<()> {
        round += 1;
        for number in 0..REWRITTEN {
            let (hour, minute) = (number / 60 % 24, number % 60);
            let text = format!(
                "  1. Post {number}published at {hour:02}:{minute:02} GMT 2 June 2025\n\n    {}\n",
                format!("Words of round {round}. ").repeat(100)
            );
            fs::write(folder.path().join(format!("{number}.txt")), text)?;
        }
        Ok(())
    };
    rewrite()?;
    let terminal = Terminal::start(program, folder.path())?;
    terminal.all_shown()?;
    sleep(Duration::from_secs(4));
    let (before, _) = memory(&terminal)?;
    for _ in 0..ROUNDS {
        rewrite()?;
        sleep(Duration::from_millis(100));
    }
    sleep(Duration::from_secs(4));
    let (after, most) = memory(&terminal)?;
    println!(
        "| memory as {REWRITTEN} documents are rewritten {ROUNDS} times: before, after, at most \
         | {before} MB | {after} MB, {most} MB | |"
    );
    terminal.end()
}

/// Starts the program again and again.
fn start(program: &Path, folder: &Path) -> Result<()> {
    let (mut first, mut all) = (Vec::new(), Vec::new());
    for _ in 0..STARTS {
        let terminal = Terminal::start(program, folder)?;
        first.push((terminal.first_frame()?, 0));
        all.push((terminal.all_shown()?, 0));
        terminal.end()?;
    }
    row("exec → first frame", &first);
    row("exec → all shown", &all);
    Ok(())
}

/// Times what the machine itself takes between a key and what comes of it: `cat` sends back what it is told.
fn echo() -> Result<()> {
    let mut command = CommandBuilder::new("sh");
    command.args(["-c", "stty raw -echo && echo ready && exec cat"]);
    let mut terminal = Terminal::run(command)?;
    terminal.wait_for(b"ready", 0)?;
    sleep(REST);
    let mut samples = Vec::new();
    for _ in 0..TIMES {
        let (mark, since) = (terminal.mark(), Instant::now());
        terminal.send("j")?;
        let (when, bytes) = terminal.wait_for(b"j", mark)?;
        samples.push((when.saturating_duration_since(since), bytes));
        sleep(REST);
    }
    row("a key → what `cat` makes of it: the machine alone", &samples);
    terminal.kill()
}

/// Presses keys in turn, each at rest, and times the frames that come of them.
fn keys_to_frames(terminal: &mut Terminal, keys: &[&str]) -> Result<Vec<(Duration, usize)>> {
    let mut samples = Vec::new();
    for key in keys.iter().cycle().take(TIMES) {
        let mark = terminal.mark();
        let pressed = Instant::now();
        terminal.send(key)?;
        samples.push(terminal.frame(mark, pressed)?);
        sleep(REST);
    }
    Ok(samples)
}

/// Writes documents into the folder, and times their headlines on the screen.
fn documents_to_frames(
    terminal: &mut Terminal,
    folder: &Path,
    renamed: bool,
) -> Result<Vec<(Duration, usize)>> {
    let mut samples = Vec::new();
    let mut written: Vec<PathBuf> = Vec::new();
    // The newest of all is shown at the top, where the feed is live.
    let mut time = jiff::civil::date(2035, 1, 1).at(0, 0, 0, 0);
    for number in 0..TIMES {
        time = time.saturating_add(jiff::Span::new().minutes(if renamed { 3 } else { 2 }));
        let stamp = time.strftime("%H:%M Greenwich Mean Time %-d %B %Y");
        // Nothing of it stands on the screen already, so that all of it is sent.
        let mark_word = format!("{}{number:03}", if number % 2 == 0 { "Xq" } else { "Zk" });
        let text = format!(
            "  1. {mark_word} is herepublished at {stamp}\n\n    {}\n",
            "Text. ".repeat(300)
        );
        let name = format!("measure-{renamed}-{number}.txt");
        let path = folder.join(&name);
        let mark = terminal.mark();
        let done = if renamed {
            let hidden = folder.join(format!(".{name}"));
            fs::write(&hidden, text)?;
            sleep(REST);
            fs::rename(hidden, &path)?;
            Instant::now()
        } else {
            fs::write(&path, text)?;
            Instant::now()
        };
        let wanted = mark_word.get(..2).unwrap_or_default().as_bytes();
        let (when, bytes) = terminal.wait_for(wanted, mark)?;
        samples.push((when.saturating_duration_since(done), bytes));
        written.push(path);
        sleep(REST * 3);
    }
    for path in written {
        fs::remove_file(path)?;
    }
    sleep(REST * 20);
    Ok(samples)
}

/// Watches it at rest.
fn idle(terminal: &Terminal) -> Result<()> {
    let pid = terminal.pid();
    let work = || -> Result<(u64, u64)> {
        let stat = fs::read_to_string(format!("/proc/{pid}/stat"))?;
        let fields: Vec<&str> =
            stat.rsplit(')').next().unwrap_or_default().split_whitespace().collect();
        let ticks =
            |at: usize| fields.get(at).and_then(|field| field.parse::<u64>().ok()).unwrap_or(0);
        let mut wakeups = 0;
        for task in fs::read_dir(format!("/proc/{pid}/task"))? {
            let status = fs::read_to_string(task?.path().join("status"))?;
            wakeups += number(&status, "\nvoluntary_ctxt_switches:");
        }
        Ok((ticks(11) + ticks(12), wakeups))
    };
    let (ticks, wakeups) = work()?;
    let mark = terminal.mark();
    sleep(IDLE);
    let (ticks_then, wakeups_then) = work()?;
    let bytes = terminal.mark() - mark;
    let seconds = IDLE.as_secs();
    println!(
        "| at rest for {seconds} s: processor, wakeups | {} ms | {} | {bytes} |",
        (ticks_then - ticks) * 10,
        wakeups_then - wakeups
    );
    Ok(())
}

/// The number behind a name in one of the kernel's lists.
fn number(text: &str, name: &str) -> u64 {
    let behind = text.split_once(name).map(|(_, behind)| behind).unwrap_or_default();
    behind.split_whitespace().next().and_then(|word| word.parse().ok()).unwrap_or(0)
}

fn row(what: &str, samples: &[(Duration, usize)]) {
    let mut times: Vec<Duration> = samples.iter().map(|(time, _)| *time).collect();
    times.sort();
    let mut bytes: Vec<usize> = samples.iter().map(|(_, bytes)| *bytes).collect();
    bytes.sort_unstable();
    let at = |share: usize| times.get((times.len() * share / 100).min(times.len() - 1));
    let ms = |time: Option<&Duration>| {
        format!("{:.1} ms", time.map_or(0.0, Duration::as_secs_f64) * 1000.0)
    };
    let bytes = bytes.get(bytes.len() / 2).filter(|bytes| **bytes > 0);
    let bytes = bytes.map(ToString::to_string).unwrap_or_default();
    println!("| {what} | {} | {} | {bytes} |", ms(at(50)), ms(at(99)));
}
