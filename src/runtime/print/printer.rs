//! Posts → lines, in any of the forms that are printed.

use std::io::{self, Write};

use jiff::Timestamp;

use crate::cli::OutputFormat;
use crate::news::format::liveblog;
use crate::news::post::Post;
use crate::news::store::Entry;
use crate::news::when::Clock;
use crate::news::wrap::{self, Row};
use crate::news::{markdown, plain};
use crate::runtime::encoder;
use crate::screen::theme::Theme;

/// The width of printed text, in columns.
const WIDTH: u16 = 80;

/// The word for a post that has been printed before, and not like this.
const EDITED: &str = "edited";

/// Prints one post after another.
#[derive(Debug)]
pub struct Printer<W> {
    out: W,
    format: OutputFormat,
    /// How text looks.
    theme: Theme,
    is_first: bool,
}

impl<W: Write> Printer<W> {
    /// Begins with what stands before all posts.
    ///
    /// # Errors
    ///
    /// Where `out` fails.
    pub fn start(mut out: W, format: OutputFormat, theme: Theme) -> io::Result<Printer<W>> {
        let head = format!("{{\"format\":\"{}\",\"posts\":[", liveblog::FORMAT);
        match format {
            OutputFormat::Json => write!(out, "{head}")?,
            OutputFormat::Ndjson => writeln!(out, "{head}]}}")?,
            OutputFormat::Text | OutputFormat::Markdown => {}
        }
        Ok(Printer { out, format, theme, is_first: true })
    }

    /// Prints a post.
    ///
    /// # Errors
    ///
    /// Where the output fails.
    pub fn print(&mut self, entry: &Entry, clock: &Clock) -> io::Result<()> {
        self.write(entry, None, clock)
    }

    /// Prints a post as it was read, in JSON whatever the format is.
    ///
    /// # Errors
    ///
    /// Where the output fails.
    pub fn print_post(&mut self, post: &Post) -> io::Result<()> {
        let comma = if std::mem::take(&mut self.is_first) { "" } else { "," };
        write!(self.out, "{comma}\n{}", liveblog::write_post(post))
    }

    /// Prints a post that was edited `at` that time.
    ///
    /// # Errors
    ///
    /// Where the output fails.
    pub fn print_edited(&mut self, entry: &Entry, at: Timestamp, clock: &Clock) -> io::Result<()> {
        self.write(entry, Some(at), clock)
    }

    /// Hands on all that was printed.
    ///
    /// # Errors
    ///
    /// Where the output fails.
    pub fn flush(&mut self) -> io::Result<()> {
        self.out.flush()
    }

    /// Ends with what stands behind all posts.
    ///
    /// # Errors
    ///
    /// Where the output fails.
    pub fn finish(mut self) -> io::Result<()> {
        if self.format == OutputFormat::Json {
            writeln!(self.out, "\n]}}")?;
        }
        self.flush()
    }

    fn write(&mut self, entry: &Entry, edited: Option<Timestamp>, clock: &Clock) -> io::Result<()> {
        let Entry { post, presence, .. } = entry;
        if self.format == OutputFormat::Json {
            return self.print_post(post);
        }
        let is_first = std::mem::take(&mut self.is_first);
        match self.format {
            OutputFormat::Text => {
                if !is_first {
                    let rule = "─".repeat(usize::from(WIDTH));
                    writeln!(self.out, "\n{}\n", self.theme.glyphs.text(&rule))?;
                }
                let word = |at| format!("{} {} · ", EDITED.to_uppercase(), clock.time(at));
                // An age would be that of the moment it was printed.
                let time = edited.map(word).unwrap_or_default() + &plain::time(post, clock);
                for row in wrap::wrap_with(post, *presence, WIDTH, &time) {
                    self.write_row(&row)?;
                }
                Ok(())
            }
            OutputFormat::Markdown => {
                let between = if is_first { "" } else { "\n" };
                let word = edited.map(|_| EDITED);
                write!(self.out, "{between}{}", markdown::write(post, *presence, word, clock))
            }
            OutputFormat::Json | OutputFormat::Ndjson => {
                let line = match edited {
                    Some(at) => liveblog::write_edited(post, at),
                    None => liveblog::write_post(post),
                };
                writeln!(self.out, "{line}")
            }
        }
    }

    fn write_row(&mut self, row: &Row) -> io::Result<()> {
        let text = self.theme.glyphs.text(&row.text);
        self.out.write_all(&encoder::styled(&text, self.theme.role(row.role)))?;
        writeln!(self.out)
    }
}
