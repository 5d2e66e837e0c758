//! The definitions of the command line.

use std::ops::RangeInclusive;
use std::path::PathBuf;

use clap::{Args, Parser, Subcommand, ValueEnum};
use clap_complete::Shell;

use crate::news::dating::YEARS;
use crate::news::post::Kind;

/// A terminal reader for live news coverage.
///
/// Documents dropped into FOLDER (dumps of live pages, articles, liveblog/1) become posts on the
/// screen. Without a FOLDER it opens the one of the config file, else the sample coverage that it
/// carries.
#[derive(Debug, Parser)]
#[command(version)]
pub struct Cli {
    /// The folder to read, with everything below it.
    pub folder: Option<PathBuf>,
    /// Options of every command.
    #[command(flatten)]
    pub options: Options,
    /// What to do instead of reading.
    #[command(subcommand)]
    pub command: Option<Command>,
}

/// Options of every command.
#[derive(Debug, Args)]
pub struct Options {
    /// The year of dates printed without one.
    #[arg(long, global = true, value_name = "YEAR", value_parser = clap::value_parser!(i16).range(years()))]
    pub year: Option<i16>,
    /// The zone of times printed without one, and of times on the screen: Europe/London, BST.
    #[arg(long, global = true, value_name = "ZONE")]
    pub zone: Option<String>,
    /// Read what links in the folder lead to: regular files and directories, nothing else.
    #[arg(long, global = true)]
    pub follow_links: bool,
    /// Write what the program does to FILE.
    #[arg(long, global = true, value_name = "FILE")]
    pub log: Option<PathBuf>,
    /// Read this config file instead of the user's.
    #[arg(long, global = true, value_name = "FILE")]
    pub config: Option<PathBuf>,
    /// How many colours to use.
    #[arg(long, global = true, value_enum, default_value_t = Colours::Auto, value_name = "COLOURS")]
    pub color: Colours,
    /// Draw and print nothing but ASCII, as where the locale is not UTF-8.
    #[arg(long, global = true)]
    pub ascii: bool,
}

/// What to do instead of reading.
#[derive(Debug, Subcommand)]
pub enum Command {
    /// Replay the sample coverage into a temporary folder and read it live.
    Demo,
    /// Print posts on standard output, newest first; with --follow, oldest first, and what comes
    /// below them.
    Print(PrintArgs),
    /// Say what each document is taken for and why, what was made of it, and what is wrong with it.
    Check {
        /// The documents, or folders of them.
        #[arg(required = true, value_name = "FILE")]
        files: Vec<PathBuf>,
        /// Print one JSON object a document, for other programs.
        #[arg(long)]
        json: bool,
    },
    /// Print documents of any format as one liveblog/1 document, their posts in the order in which they
    /// stand there.
    Convert {
        /// The documents, or folders of them.
        #[arg(required = true, value_name = "FILE")]
        files: Vec<PathBuf>,
    },
    /// Print the settings that are in effect, each with what it is for: a config file to begin with.
    Config,
    /// Print the completions for a shell.
    Completions {
        /// Which one.
        shell: Shell,
    },
    /// Print the manual page.
    Man,
}

/// Which posts to print, and how.
#[derive(Debug, Args)]
pub struct PrintArgs {
    /// The folders to print; else the one of the config file, else the sample coverage.
    #[arg(value_name = "FOLDER")]
    pub folders: Vec<PathBuf>,
    /// How to print them.
    #[arg(long, value_enum, default_value_t = OutputFormat::Text)]
    pub format: OutputFormat,
    /// Only posts of this kind: breaking, analysis, summary, article. May be given again.
    #[arg(long, value_name = "KIND", value_parser = kind)]
    pub kind: Vec<Kind>,
    /// Only posts by this correspondent: the name, or a word of it. May be given again.
    #[arg(long, value_name = "NAME")]
    pub by: Vec<String>,
    /// Only posts since then: 10:00, -20m, yesterday, 2025-06-02, 2025-06-02T10:00.
    #[arg(long, value_name = "TIME", allow_hyphen_values = true)]
    pub since: Option<String>,
    /// Only posts that a query lets through, as in the reader: `by:guerin since:10:00 -talks`.
    #[arg(long, value_name = "QUERY", allow_hyphen_values = true)]
    pub query: Option<String>,
    /// Posts that their documents call withdrawn, too.
    #[arg(long)]
    pub all: bool,
    /// Go on, and print each new or edited post once as it comes, of one folder.
    ///
    /// What there is comes first, the oldest post first, so that later ones come below. Nothing that
    /// was printed is changed: a post that is edited is printed again, marked as edited (in NDJSON,
    /// by `versionCreated`). Not for `--format json`, whose one object would never end.
    #[arg(long)]
    pub follow: bool,
}

/// How many colours are used.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub enum Colours {
    /// As many as the terminal has by its name, unless `NO_COLOR` is set; none in a file or a pipe.
    Auto,
    /// The same, and sixteen at least, wherever they go.
    Always,
    /// None.
    Never,
    /// The sixteen of the terminal.
    #[value(name = "16")]
    Sixteen,
    /// The 256 of xterm.
    #[value(name = "256")]
    Many,
    /// Any.
    #[value(name = "truecolor")]
    True,
}

/// How posts are printed.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub enum OutputFormat {
    /// Wrapped text.
    Text,
    /// One liveblog/1 document.
    Json,
    /// The same, one post a line.
    Ndjson,
    /// Markdown: headlines as `##`.
    Markdown,
}

fn kind(word: &str) -> Result<Kind, String> {
    Kind::from_word(word)
        .ok_or_else(|| "the kinds are breaking, analysis, summary and article".to_owned())
}

fn years() -> RangeInclusive<i64> {
    i64::from(*YEARS.start())..=i64::from(*YEARS.end())
}
