//! The config file, and what it and the command line come to.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use std::time::Duration;

use color_eyre::eyre::{Result, eyre};
use etcetera::BaseStrategy;
use jiff::Zoned;
use jiff::civil::Date;
use jiff::tz::TimeZone;
use serde::Deserialize;
use toml::Spanned;
use wrong::Wrong;

use super::disk::Reach;
use super::reading::Conventions;
use super::sequences::Sequences;
use super::session::Bell;
use crate::news::dating::YEARS;
use crate::news::{query, sanitize};
use crate::reader::edits;
use crate::reader::keymap::Keymap;
use crate::reader::queries::NamedQuery;
use crate::screen::theme::Look;

mod keys;
mod looks;
pub mod printed;
pub mod reload;
mod wrong;

/// Seconds between two rings of the bell, where the config says nothing.
const BELL: u32 = 10;

/// `config.toml`. Every key may be left out; a key that is not known is an error.
#[derive(Debug, Default, Deserialize, PartialEq)]
#[serde(default, deny_unknown_fields)]
pub struct Config {
    /// The folder to open where none is given.
    pub folder: Option<Spanned<PathBuf>>,
    /// The zone of times printed without one, and of times on the screen.
    pub zone: Option<Spanned<String>>,
    /// The year of dates printed without one.
    pub year: Option<Spanned<i16>>,
    /// The shortest time between two rings of the bell for breaking news, in seconds; 0 for none.
    pub bell: Option<u32>,
    /// Whether the terminal is given the headlines of breaking news (OSC 9).
    pub notify: Option<bool>,
    /// Whether the mouse does anything from the start.
    pub mouse: bool,
    /// Whether the terminal is given the links of a post (OSC 8).
    pub hyperlinks: Hyperlinks,
    /// The theme: a built-in one, or one of `themes`.
    pub theme: Option<Spanned<String>>,
    /// Whether nothing but ASCII is drawn; else as the locale says.
    pub ascii: Option<bool>,
    /// Queries that stand in the sidebar, by name.
    pub queries: BTreeMap<String, Spanned<String>>,
    /// How much is read and kept.
    pub limits: Limits,
    /// Other keys than those of the table, by the name of what they do.
    pub keys: BTreeMap<Spanned<String>, Spanned<keys::Keys>>,
    /// Themes, by name.
    pub themes: looks::Themes,
}

/// When the terminal is given links.
#[derive(Clone, Copy, Debug, Default, Deserialize, PartialEq, Eq)]
#[serde(rename_all = "lowercase")]
pub enum Hyperlinks {
    /// Where it is known to take them.
    #[default]
    Auto,
    /// Whatever it is.
    Always,
    /// Never.
    Never,
}

impl Hyperlinks {
    /// Whether a terminal is given links.
    #[must_use]
    pub fn are_sent(self, terminal: &Sequences) -> bool {
        match self {
            Hyperlinks::Auto => terminal.has_links(),
            Hyperlinks::Always => true,
            Hyperlinks::Never => false,
        }
    }

    fn word(self) -> &'static str {
        match self {
            Hyperlinks::Auto => "auto",
            Hyperlinks::Always => "always",
            Hyperlinks::Never => "never",
        }
    }
}

/// How much is read and kept.
#[derive(Clone, Copy, Debug, Deserialize, PartialEq, Eq)]
#[serde(default, deny_unknown_fields)]
pub struct Limits {
    /// The size of the largest document that is read, in MiB.
    pub document: u64,
    /// Posts of which it is kept between two runs that they were seen or bookmarked.
    pub marks: u32,
    /// Versions that are kept, while the program runs, of posts that were edited.
    pub versions: usize,
}

impl Default for Limits {
    fn default() -> Limits {
        Limits { document: Reach::default().largest >> 20, marks: 50_000, versions: edits::MOST }
    }
}

impl Config {
    /// The file of the user, whether it is there or not; none where no home is known.
    #[must_use]
    pub fn own_path() -> Option<PathBuf> {
        let base = etcetera::choose_base_strategy().ok()?;
        Some(base.config_dir().join("dateline").join("config.toml"))
    }

    /// Reads the file given, or else the one of the user, if there is one.
    ///
    /// # Errors
    ///
    /// For a file that was asked for and cannot be read, and for one that is not understood: with
    /// its line and column, and what is wrong there.
    pub fn load(path: Option<&Path>) -> Result<Config> {
        if let Some(path) = path {
            return Config::read(path);
        }
        match Config::own_path() {
            Some(path) if path.exists() => Config::read(&path),
            _ => Ok(Config::default()),
        }
    }

    /// Reads a file.
    ///
    /// # Errors
    ///
    /// Where it cannot be read, or is not understood.
    pub fn read(path: &Path) -> Result<Config> {
        Config::read_if(path, |_| Ok(()))
    }

    /// Reads a file, and takes it only where what it asks for is found `possible`: what is not is a matter of the
    /// folder.
    ///
    /// # Errors
    ///
    /// Where it cannot be read, is not understood, or is not possible.
    pub fn read_if(path: &Path, possible: impl Fn(&Config) -> Result<()>) -> Result<Config> {
        let name = path.display();
        let bytes =
            std::fs::read(path).map_err(|error| eyre!("{name}: {}", super::disk::words(&error)))?;
        let config = text(&bytes).and_then(|text| {
            let config = Config::parse(text)?;
            let at = config.folder.as_ref().map_or(0, |folder| folder.span().start);
            possible(&config).map_err(|what| Wrong::at(text, at, &what.to_string()))?;
            Ok(config)
        });
        config.map_err(|Wrong { line, column, what }| eyre!("{name}:{line}:{column}: {what}"))
    }

    fn parse(text: &str) -> Result<Config, Wrong> {
        let config: Config = toml::from_str(text).map_err(|error| Wrong::syntax(text, &error))?;
        for (name, query) in &config.queries {
            // Whether it is understood does not depend on when it is asked.
            if let Err(wrong) = query::parse(query.get_ref(), Date::default(), &Zoned::default()) {
                let what = format!("the query `{}`: {wrong}", sanitize::shown(name));
                return Err(Wrong::at(text, query.span().start, &what));
            }
        }
        if let Some(folder) = &config.folder
            && folder.get_ref().as_os_str().is_empty()
        {
            return Err(Wrong::at(text, folder.span().start, "no folder has an empty name"));
        }
        if let Some(zone) = &config.zone
            && let Err(what) = zone_of(zone.get_ref())
        {
            return Err(Wrong::at(text, zone.span().start, &what));
        }
        if let Some(year) = &config.year
            && !YEARS.contains(year.get_ref())
        {
            let what = format!("a year from {} to {} is wanted", YEARS.start(), YEARS.end());
            return Err(Wrong::at(text, year.span().start, &what));
        }
        keys::keymap(&config.keys).map_err(|(at, what)| Wrong::at(text, at, &what))?;
        looks::look(config.theme.as_ref(), &config.themes)
            .map_err(|(at, what)| Wrong::at(text, at, &what))?;
        Ok(config)
    }

    /// The keys of a session.
    #[must_use]
    pub fn keymap(&self) -> Keymap {
        // They were understood when the file was read.
        keys::keymap(&self.keys).unwrap_or_default()
    }

    /// How the screen looks.
    #[must_use]
    pub fn look(&self) -> Look {
        // It was understood when the file was read.
        looks::look(self.theme.as_ref(), &self.themes).unwrap_or_default()
    }

    /// The queries of the sidebar. A clock time alone is of the present day.
    #[must_use]
    pub fn queries(&self, now: &Zoned) -> Vec<NamedQuery> {
        let query = |(name, query): (&String, &Spanned<String>)| {
            let filter = query::parse(query.get_ref(), now.date(), now).ok()?;
            Some(NamedQuery::new(sanitize::line(name).into(), filter))
        };
        self.queries.iter().filter_map(query).collect()
    }

    /// How the reader is told of breaking news.
    #[must_use]
    pub fn bell(&self) -> Bell {
        let seconds = self.bell.unwrap_or(BELL);
        Bell {
            every: (seconds > 0).then(|| Duration::from_secs(seconds.into())),
            notify: self.notify.unwrap_or_default(),
        }
    }

    /// How documents are read: the options of the command line, else the config, else the machine.
    ///
    /// # Errors
    ///
    /// For a zone that does not exist.
    pub fn conventions(
        &self,
        zone: Option<&str>,
        year: Option<i16>,
        follow_links: bool,
    ) -> Result<Conventions> {
        let zone = match zone.or(self.zone.as_ref().map(|zone| zone.get_ref().as_str())) {
            None => TimeZone::system(),
            Some(name) => zone_of(name).map_err(|what| eyre!(what))?,
        };
        let own = self.year.as_ref().map(|year| *year.get_ref());
        let largest = self.limits.document.saturating_mul(1 << 20);
        let reach = Reach { follow_links, largest };
        Ok(Conventions { zone, year: year.or(own), reach })
    }
}

/// The text of a file.
fn text(bytes: &[u8]) -> Result<&str, Wrong> {
    str::from_utf8(bytes).map_err(|error| {
        let before = bytes.get(..error.valid_up_to()).unwrap_or_default();
        Wrong::at(&String::from_utf8_lossy(before), before.len(), "no UTF-8")
    })
}

/// The zone of a name.
fn zone_of(name: &str) -> Result<TimeZone, String> {
    let zone = TimeZone::get(name).ok().or_else(|| crate::news::zones::named(name));
    zone.ok_or_else(|| format!("no time zone is called `{name}`: try one like Europe/London"))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::reader::input::Key;

    fn wrong(text: &str) -> String {
        let Wrong { line, column, what } = Config::parse(text).unwrap_err();
        format!("{line}:{column}: {what}")
    }

    #[test]
    fn a_wrong_key_is_named_with_its_place_and_the_nearest_right_one() {
        let config = Config::parse("folder = \"/news\"\nyear = 2025\n").unwrap();
        assert_eq!(config.folder.map(Spanned::into_inner), Some(PathBuf::from("/news")));
        assert_eq!(config.year.map(Spanned::into_inner), Some(2025));
        assert_eq!(
            wrong("year = 2025\n  foldr = \"x\"\n"),
            "2:3: `foldr` is no setting: is it `folder`?"
        );
        assert!(wrong("colours = 3\n").starts_with("1:1: `colours` is no setting: they are "));
        assert!(wrong("year = \"late\"\n").starts_with("1:8: invalid type"));
        assert_eq!(wrong("bell = 1\nyear = 25"), "2:8: a year from 1900 to 2200 is wanted");
        assert!(wrong("zone = 'Mars'").starts_with("1:8: no time zone is called `Mars`"));
        assert!(wrong("year = 2025\nyear = 2026\n").starts_with("2:1: duplicate key"));
    }

    #[test]
    fn queries_have_names() {
        let text =
            "[queries]\nmorning = \"since:06:00 -kind:summary\"\nours = 'by:\"Ann Other\"'\n";
        let now: Zoned = "2025-06-02T12:00[Europe/London]".parse().unwrap();
        let queries = Config::parse(text).unwrap().queries(&now);
        let names: Vec<&str> = queries.iter().map(|query| &*query.name).collect();
        assert_eq!(names, ["morning", "ours"]);
        assert!(queries[1].filter().chooses("Ann Other"));
        let wrong = wrong("year = 2025\n[queries]\na = 'kind:war'\n");
        assert!(wrong.starts_with("3:5: the query `a`: column 1: `war` is no kind"), "{wrong}");
    }

    #[test]
    fn keys_are_given_to_what_they_are_to_do() {
        let text = "[keys]\ndown = [\"x\", \"Ctrl-n\"]\nsort = 'O'\nmouse = []\n";
        let config = Config::parse(&text.replace("mouse", "export")).unwrap();
        let keys = config.keymap();
        assert_eq!(keys.keys_of("down"), ["x".parse().unwrap(), Key::ctrl('n')]);
        assert_eq!(keys.keys_of("sort"), [Key::char('O')]);
        assert_eq!(keys.keys_of("export"), []);
        for (text, what) in [
            ("dwn = 'x'", "2:1: `dwn` is nothing that a key does: is it `down`?"),
            ("down = 'Foo'", "2:8: `Foo` is no key: "),
            ("down = ['x', 'Ctrl-i']", "2:8: terminals send `Ctrl-i` as Tab"),
            ("down = 'x'\nup = 'x'", "3:6: `x` is the key of `down` as well"),
            ("down = 'J'", "2:8: `J` is the key of `scroll-down` as well"),
            ("open = '↓'", "2:8: `Down` is the key of `down` as well"),
            (
                "down = 'm'",
                "2:8: `m` is the key of `bookmark` as well: give that another, or none: bookmark = []",
            ),
            ("quit = []\nback-or-quit = []", "3:16: no key is left to quit with"),
            ("down = 3", "2:8: a key, or a list of keys"),
        ] {
            let wrong = wrong(&format!("[keys]\n{text}\n"));
            assert!(wrong.starts_with(what), "{text}: {wrong}");
        }
    }

    #[test]
    fn zones() {
        let config = Config::default();
        assert!(config.conventions(Some("Europe/London"), None, false).is_ok());
        assert!(config.conventions(Some("BST"), None, false).is_ok());
        assert!(config.conventions(Some("Europe/Harbourtown"), None, false).is_err());
    }
}
