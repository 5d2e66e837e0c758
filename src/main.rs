//! Arguments in, exit code out.

use std::io::Write;
use std::path::PathBuf;
use std::process::ExitCode;

use clap::{CommandFactory, Parser};
use color_eyre::eyre::Result;
use dateline::cli::{Cli, Command, Options, PrintArgs};
use dateline::news::sanitize;
use dateline::runtime::abilities::Abilities;
use dateline::runtime::config::{Config, printed};
use dateline::runtime::plan::Asked;
use dateline::runtime::reading::Conventions;
use dateline::runtime::{check, local, logging, print};
use toml::Spanned;

#[global_allocator]
static ALLOCATOR: mimalloc::MiMalloc = mimalloc::MiMalloc;

/// `check` or `convert` found problems.
const PROBLEMS: u8 = 1;
/// Wrong usage, or a folder that cannot be read. clap ends with it as well.
const USAGE: u8 = 2;

fn main() -> ExitCode {
    let cli = match Cli::try_parse() {
        Ok(cli) => cli,
        Err(error) => return usage(&error),
    };
    match color_eyre::install().and_then(|()| run(cli)) {
        Ok(code) => code,
        Err(error) => {
            // One clear line: whoever reads it wants to know what to do, not where we were.
            let error = error.to_string();
            let _ = writeln!(std::io::stderr(), "dateline: {}", sanitize::shown(&error));
            ExitCode::from(USAGE)
        }
    }
}

/// Help and version as clap prints them; what is wrong with the arguments made safe, since they may
/// be the names of anybody's files.
fn usage(error: &clap::Error) -> ExitCode {
    if !error.use_stderr() {
        let _ = error.print();
        return ExitCode::SUCCESS;
    }
    let mut stderr = std::io::stderr();
    for line in error.render().to_string().lines() {
        let _ = writeln!(stderr, "{}", sanitize::shown(line));
    }
    ExitCode::from(USAGE)
}

fn run(cli: Cli) -> Result<ExitCode> {
    let Cli { folder, options, command } = cli;
    match command {
        Some(Command::Completions { shell }) => {
            let mut script = Vec::new();
            clap_complete::generate(shell, &mut Cli::command(), "dateline", &mut script);
            return print::write_out(&script).map(|()| ExitCode::SUCCESS);
        }
        Some(Command::Man) => return print::write_out(&manual()?).map(|()| ExitCode::SUCCESS),
        _ => {}
    }
    let Options { year, zone, follow_links, log, config: path, color, ascii } = options;
    logging::start(log.as_deref())?;
    let config = Config::load(path.as_deref())?;
    let path = path.or_else(Config::own_path);
    let asked =
        Asked { folder, demo: matches!(command, Some(Command::Demo)), zone, year, follow_links };
    let conventions = asked.conventions(&config)?;
    let terminal = Abilities::of_terminal(color, ascii);
    match command {
        Some(Command::Config) => {
            let source = path.filter(|path| path.exists());
            let given = |zone| Spanned::new(0..0, zone);
            let zone = asked.zone.map(given).or(config.zone);
            let year = conventions.year.map(|year| Spanned::new(0..0, year));
            let effective = Config { zone, year, ..config };
            let text = printed::print(&effective, source.as_deref());
            print::write_out(text.as_bytes()).map(|()| ExitCode::SUCCESS)
        }
        Some(Command::Print(args)) => {
            print(&args, config, &conventions, Abilities::of_output(color, ascii))
        }
        Some(Command::Convert { files }) => {
            let problems = check::convert(&files, &conventions)?;
            Ok(if problems == 0 { ExitCode::SUCCESS } else { ExitCode::from(PROBLEMS) })
        }
        Some(Command::Check { files, json }) => {
            let problems = check::check(&files, json, &conventions)?;
            Ok(if problems == 0 { ExitCode::SUCCESS } else { ExitCode::from(PROBLEMS) })
        }
        _ => local::read(&asked, config, path, terminal).map(ExitCode::from),
    }
}

/// The page of the program, and behind it those of its commands.
fn manual() -> Result<Vec<u8>> {
    let mut program = Cli::command().disable_help_subcommand(true);
    program.build();
    let mut pages = Vec::new();
    clap_mangen::Man::new(program.clone()).render(&mut pages)?;
    for command in program.get_subcommands() {
        clap_mangen::Man::new(command.clone()).render(&mut pages)?;
    }
    Ok(pages)
}

fn print(
    args: &PrintArgs,
    config: Config,
    conventions: &Conventions,
    output: Abilities,
) -> Result<ExitCode> {
    let glyphs = output.glyphs(config.ascii);
    let folders: Vec<PathBuf> = if args.folders.is_empty() {
        config.folder.map(Spanned::into_inner).into_iter().collect()
    } else {
        args.folders.clone()
    };
    print::print(&folders, args, (output.depth, glyphs), conventions, jiff::Timestamp::now())?;
    Ok(ExitCode::SUCCESS)
}
