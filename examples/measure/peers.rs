//! What people would use instead, on the same posts, each in its own form: newsboat (a feed, loaded into its
//! cache before), lnav (a log, one line a post), neomutt (a maildir).

use std::fmt::Write as _;
use std::fs;
use std::io::Write as _;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::thread::sleep;
use std::time::{Duration, Instant};

use portable_pty::CommandBuilder;
use serde_json::Value;

use super::terminal::{Result, Terminal};

/// How often each is started, and a key is pressed.
const STARTS: usize = 3;
const KEYS: usize = 50;

/// Most of them draw at once.
const PAUSE: Duration = Duration::from_millis(100);
/// They are at rest by then.
const SETTLE: Duration = Duration::from_millis(200);

const PAGE_DOWN: &str = "\x1b[6~";
const PAGE_UP: &str = "\x1b[5~";

/// A post, as far as the others know of such.
struct Post {
    headline: String,
    by: String,
    text: String,
    time: jiff::Timestamp,
}

/// A program to measure.
struct Peer {
    name: &'static str,
    program: String,
    arguments: Vec<String>,
    /// What has to be pressed to see the list.
    opens: &'static str,
    /// What moves the selection by one.
    step: &'static str,
    /// What moves it by a page.
    page: &'static str,
    /// What shows a post, and goes back; none where each shows all of itself in the list.
    open: Option<[&'static str; 2]>,
    /// What goes to the end where new posts are shown, and lets one come there, by its number.
    arrival: Option<(&'static str, Arrival)>,
    /// When nothing has come for so long, all has.
    pause: Duration,
}

type Arrival = Box<dyn Fn(usize) -> Result<()>>;

/// Bytes of one frame each.
struct Bytes {
    step: usize,
    page: usize,
    open: Option<usize>,
    arrival: Option<usize>,
}

/// Measures all that are installed, or one of them.
pub fn measure(program: &Path, folder: &Path, only: Option<&str>) -> Result<()> {
    let posts = posts(program, folder)?;
    let kept = tempfile::tempdir()?;
    let home = kept.path();
    let ours = Peer {
        name: "dateline",
        program: path(program),
        arguments: vec![path(folder)],
        opens: "",
        step: "j",
        page: PAGE_DOWN,
        open: Some(["\r", "h"]),
        arrival: Some(("g", Box::new(arrives(folder)))),
        pause: PAUSE,
    };
    let peers = [Ok(ours), newsboat(home, &posts), lnav(home, &posts), neomutt(home, &posts)];
    // The newest or the oldest stand at the top, or at the bottom.
    let headlines = posts.iter().take(60).chain(posts.iter().rev().take(60));
    let wanted: Vec<String> =
        headlines.map(|post| post.headline.chars().take(16).collect()).collect();
    println!("{} posts\n", posts.len());
    println!("| | exec → first frame | exec → list | a step → frame | memory |");
    println!("| --- | --- | --- | --- | --- |");
    let mut written = Vec::new();
    for peer in peers {
        let peer = peer?;
        if only.is_some_and(|only| only != peer.name) {
            continue;
        }
        let is_there = Command::new("which").arg(&peer.program).stdout(Stdio::null()).status()?;
        if is_there.success() {
            written.push((peer.name, one(&peer, home, &wanted)?));
        } else {
            println!("| {} is not installed | | | | |", peer.name);
        }
    }
    println!("\n| bytes of a frame | a step | a page | open a post | a post comes |");
    println!("| --- | --- | --- | --- | --- |");
    for (name, Bytes { step, page, open, arrival }) in written {
        let or = |bytes: Option<usize>| bytes.map_or("–".to_owned(), |bytes| bytes.to_string());
        println!("| {name} | {step} | {page} | {} | {} |", or(open), or(arrival));
    }
    for number in 0..KEYS {
        let _ = fs::remove_file(folder.join(arrival_name(number)));
    }
    Ok(())
}

/// Writes a document of one post into a folder, newer than all others.
fn arrives(folder: &Path) -> impl Fn(usize) -> Result<()> + use<> {
    let folder = folder.to_path_buf();
    move |number| {
        let stamp = arrival_time(number).strftime("%H:%M Greenwich Mean Time %-d %B %Y");
        let text = format!("  1. {}published at {stamp}\n\n    {TEXT}\n", arrival_headline(number));
        Ok(fs::write(folder.join(arrival_name(number)), text)?)
    }
}

const TEXT: &str =
    "The harbour office says that the ferry is back, and that it will stay for the week.";

fn arrival_name(number: usize) -> String {
    format!("measure-arrival-{number}.txt")
}

fn arrival_headline(number: usize) -> String {
    format!("Arrival {number} is here, and everybody at the pier can see it")
}

fn arrival_time(number: usize) -> jiff::civil::DateTime {
    let minutes = i64::try_from(number).unwrap_or_default();
    jiff::civil::date(2035, 1, 1).at(0, 0, 0, 0).saturating_add(jiff::Span::new().minutes(minutes))
}

/// Does something again and again, at rest each time, each time after some keys: the median of how long it
/// takes until the last bytes that come of it, and of how many they are.
fn bursts(
    terminal: &mut Terminal,
    pause: Duration,
    before: &[&str],
    act: impl Fn(&mut Terminal, usize) -> Result<()>,
) -> Result<(Duration, usize)> {
    let (mut times, mut bytes) = (Vec::new(), Vec::new());
    for number in 0..KEYS {
        for keys in before {
            terminal.send(keys)?;
            terminal.burst(terminal.mark(), Instant::now(), pause);
        }
        let mark = terminal.mark();
        let since = Instant::now();
        act(terminal, number)?;
        let (time, count) = terminal.burst(mark, since, pause);
        times.push(time);
        bytes.push(count);
        sleep(Duration::from_millis(50));
    }
    times.sort_unstable();
    bytes.sort_unstable();
    let middle = KEYS / 2;
    Ok((times.get(middle).copied().unwrap_or_default(), bytes.get(middle).copied().unwrap_or(0)))
}

fn one(peer: &Peer, home: &Path, wanted: &[String]) -> Result<Bytes> {
    let start = || -> Result<(Terminal, Duration, Duration)> {
        let mut command = CommandBuilder::new(&peer.program);
        command.args(&peer.arguments);
        command.env("HOME", home);
        command.env("LANG", "C.UTF-8");
        let mut terminal = Terminal::run(command)?;
        let first = terminal.shows(terminal.started(), |screen| !screen.trim().is_empty())?;
        if !peer.opens.is_empty() {
            terminal.shows(terminal.started(), |screen| screen.contains("Posts"))?;
            terminal.send(peer.opens)?;
        }
        let is_list = |screen: &str| wanted.iter().any(|headline| screen.contains(headline));
        let is_whole = |screen: &str| is_list(screen) && !screen.contains(" reading ");
        let all = terminal.shows(terminal.started(), is_whole)?;
        Ok((terminal, first, all))
    };
    let (mut first, mut all) = (Vec::new(), Vec::new());
    for _ in 0..STARTS {
        let (terminal, to_first, to_all) = start()?;
        first.push(to_first);
        all.push(to_all);
        terminal.kill()?;
    }
    let (mut terminal, ..) = start()?;
    sleep(Duration::from_secs(3));
    let (step_time, step) =
        bursts(&mut terminal, peer.pause, &[], |terminal, _| terminal.send(peer.step))?;
    let (memory, _) = super::memory(&terminal)?;
    let mut open = None;
    if let Some([keys, back]) = peer.open {
        terminal.send(keys)?;
        sleep(SETTLE);
        // From post to post, so that no two are the same.
        let before = [back, peer.step];
        open =
            Some(bursts(&mut terminal, peer.pause, &before, |terminal, _| terminal.send(keys))?.1);
        terminal.send(back)?;
        sleep(SETTLE);
    }
    let (_, page) = bursts(&mut terminal, peer.pause, &[], |terminal, _| terminal.send(peer.page))?;
    let mut arrival = None;
    if let Some((end, arrive)) = &peer.arrival {
        terminal.send(end)?;
        sleep(SETTLE * 5);
        arrival = Some(bursts(&mut terminal, peer.pause, &[], |_, number| arrive(number))?.1);
    }
    terminal.kill()?;
    let ms = |time: Duration| format!("{:.1} ms", time.as_secs_f64() * 1000.0);
    let median = |mut times: Vec<Duration>| {
        times.sort_unstable();
        ms(times.get(times.len() / 2).copied().unwrap_or_default())
    };
    println!(
        "| {} | {} | {} | {} | {memory} MB |",
        peer.name,
        median(first),
        median(all),
        ms(step_time)
    );
    Ok(Bytes { step, page, open, arrival })
}

/// The posts of a folder, the newest first.
fn posts(program: &Path, folder: &Path) -> Result<Vec<Post>> {
    let printed =
        Command::new(program).args(["print", "--format", "ndjson"]).arg(folder).output()?;
    let printed = String::from_utf8(printed.stdout)?;
    let mut posts = Vec::new();
    for line in printed.lines().skip(1) {
        let json: Value = serde_json::from_str(line)?;
        let word =
            |at: &str| json.pointer(at).and_then(Value::as_str).unwrap_or_default().to_owned();
        let blocks = json.get("body").and_then(Value::as_array).into_iter().flatten();
        let texts = blocks.filter_map(|block| block.get("text")?.as_str());
        posts.push(Post {
            headline: word("/headline"),
            by: word("/by/0/name"),
            text: texts.collect::<Vec<_>>().join(" "),
            time: word("/firstCreated").parse()?,
        });
    }
    Ok(posts)
}

fn path(path: &Path) -> String {
    path.display().to_string()
}

fn newsboat(home: &Path, posts: &[Post]) -> Result<Peer> {
    let escape = |text: &str| text.replace('&', "&amp;").replace('<', "&lt;");
    let mut feed =
        String::from("<?xml version=\"1.0\"?><rss version=\"2.0\"><channel><title>Posts</title>");
    for (number, post) in posts.iter().enumerate() {
        let date = post.time.strftime("%a, %d %b %Y %H:%M:%S +0000");
        write!(
            feed,
            "<item><title>{}</title><guid>{number}</guid><link>https://posts.example/{number}</link>\
             <author>{}</author><pubDate>{date}</pubDate><description>{}</description></item>",
            escape(&post.headline),
            escape(&post.by),
            escape(&post.text)
        )?;
    }
    feed.push_str("</channel></rss>");
    let at = |name: &str| home.join(name);
    fs::write(at("feed.xml"), feed)?;
    fs::write(at("urls"), format!("file://{}\n", path(&at("feed.xml"))))?;
    fs::write(at("config"), "auto-reload no\n")?;
    let mut arguments = Vec::new();
    for (flag, name) in [("-u", "urls"), ("-c", "cache.db"), ("-C", "config")] {
        arguments.extend([flag.to_owned(), path(&at(name))]);
    }
    // Its cache is filled by an earlier run.
    let _ =
        Command::new("newsboat").args(&arguments).args(["-x", "reload"]).env("HOME", home).output();
    Ok(Peer {
        name: "newsboat",
        program: "newsboat".into(),
        arguments,
        opens: "\r",
        // `j` goes to the next feed.
        step: "\x1bOB",
        page: PAGE_DOWN,
        open: Some(["\r", "q"]),
        // It looks for posts when it is asked to, and loads the whole feed.
        arrival: None,
        // It draws long after a key, in several pieces.
        pause: PAUSE * 5,
    })
}

fn lnav(home: &Path, posts: &[Post]) -> Result<Peer> {
    let mut log = String::new();
    for post in posts.iter().rev() {
        let date = post.time.strftime("%Y-%m-%d %H:%M:%S");
        writeln!(log, "{date} INFO {} [{}] {}", post.headline, post.by, post.text)?;
    }
    let file = home.join("posts.log");
    fs::write(&file, log)?;
    let end = file.clone();
    let appends = move |number| {
        let date = arrival_time(number).strftime("%Y-%m-%d %H:%M:%S");
        let mut file = fs::OpenOptions::new().append(true).open(&end)?;
        Ok(writeln!(file, "{date} INFO {} [] {TEXT}", arrival_headline(number))?)
    };
    Ok(Peer {
        name: "lnav",
        program: "lnav".into(),
        arguments: vec![path(&file)],
        opens: "",
        step: "k",
        page: PAGE_UP,
        open: None,
        arrival: Some(("G", Box::new(appends))),
        pause: PAUSE,
    })
}

fn neomutt(home: &Path, posts: &[Post]) -> Result<Peer> {
    let mail: PathBuf = home.join("mail");
    for part in ["cur", "new", "tmp"] {
        fs::create_dir_all(mail.join(part))?;
    }
    for (number, post) in posts.iter().enumerate() {
        let date = post.time.strftime("%a, %d %b %Y %H:%M:%S +0000");
        let text = format!(
            "From: {} <by@posts.example>\nSubject: {}\nDate: {date}\nMessage-ID: <{number}@posts.example>\n\n{}\n",
            post.by, post.headline, post.text
        );
        fs::write(mail.join("cur").join(format!("{number}:2,")), text)?;
    }
    fs::write(
        home.join("muttrc"),
        "set folder=/\nset sort=reverse-date\nset index_format='%d %s'\n",
    )?;
    let arguments = ["-n", "-F", &path(&home.join("muttrc")), "-f", &path(&mail)];
    let arguments = arguments.into_iter().map(str::to_owned).collect();
    Ok(Peer {
        name: "neomutt",
        program: "neomutt".into(),
        arguments,
        opens: "",
        step: "j",
        page: PAGE_DOWN,
        open: Some(["\r", "q"]),
        arrival: None,
        pause: PAUSE,
    })
}
