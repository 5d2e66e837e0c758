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

use super::reading::Conventions;
use super::session::Bell;
use crate::news::{query, sanitize};
use crate::reader::queries::NamedQuery;

/// `config.toml`. Every key may be left out; a key that is not known is an error.
#[derive(Debug, Default, Deserialize, PartialEq)]
#[serde(default, deny_unknown_fields)]
pub struct Config {
    /// The folder to open where none is given.
    pub folder: Option<PathBuf>,
    /// The zone of times printed without one, and of times on the screen.
    pub zone: Option<String>,
    /// The year of dates printed without one.
    pub year: Option<i16>,
    /// The shortest time between two rings of the bell for breaking news, in seconds; 0 for none.
    pub bell: Option<u32>,
    /// Whether the terminal is given the headlines of breaking news (OSC 9).
    pub notify: Option<bool>,
    /// Queries that stand in the sidebar, by name.
    pub queries: BTreeMap<String, Spanned<String>>,
}

impl Config {
    /// Reads the file given, or else the one of the user, if there is one.
    ///
    /// # Errors
    ///
    /// For a file that was asked for and cannot be read, and for one that is not understood: with
    /// its line and what is wrong there.
    pub fn load(path: Option<&Path>) -> Result<Config> {
        let found;
        let path = if let Some(path) = path {
            path
        } else {
            let Ok(base) = etcetera::choose_base_strategy() else {
                return Ok(Config::default());
            };
            found = base.config_dir().join("dateline").join("config.toml");
            if !found.exists() {
                return Ok(Config::default());
            }
            &found
        };
        let text = std::fs::read_to_string(path)
            .map_err(|error| eyre!("{}: {}", path.display(), super::disk::words(&error)))?;
        Config::parse(&text).map_err(|(line, what)| eyre!("{}:{line}: {what}", path.display()))
    }

    fn parse(text: &str) -> Result<Config, (usize, String)> {
        let line = |at: usize| 1 + text.bytes().take(at).filter(|byte| *byte == b'\n').count();
        let config: Config = toml::from_str(text).map_err(|error| {
            let at = error.span().map_or(0, |span| span.start);
            (line(at), error.message().lines().next().unwrap_or_default().to_owned())
        })?;
        for (name, query) in &config.queries {
            // Whether it is understood does not depend on when it is asked.
            if let Err(wrong) = query::parse(query.get_ref(), Date::default(), &Zoned::default()) {
                let name = sanitize::line(name);
                return Err((line(query.span().start), format!("the query `{name}`: {wrong}")));
            }
        }
        Ok(config)
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
        let seconds = self.bell.unwrap_or(10);
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
        let zone = match zone.or(self.zone.as_deref()) {
            None => TimeZone::system(),
            Some(name) => {
                TimeZone::get(name).ok().or_else(|| crate::news::zones::named(name)).ok_or_else(
                    || eyre!("no time zone is called `{name}`: try one like Europe/London"),
                )?
            }
        };
        Ok(Conventions { zone, year: year.or(self.year), follow_links })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_wrong_key_is_named_with_its_line() {
        let config = Config::parse("folder = \"/news\"\nyear = 2025\n").unwrap();
        assert_eq!(config.folder.as_deref(), Some(Path::new("/news")));
        assert_eq!(config.year, Some(2025));
        let (line, what) = Config::parse("year = 2025\nfoldr = \"x\"\n").unwrap_err();
        assert_eq!(line, 2);
        assert!(what.contains("foldr"), "{what}");
    }

    #[test]
    fn queries_have_names() {
        let text =
            "[queries]\nmorning = \"since:06:00 -kind:summary\"\nours = 'by:\"Ann Other\"'\n";
        let now: Zoned = "2025-06-02T12:00[Europe/London]".parse().unwrap();
        let queries = Config::parse(text).unwrap().queries(&now);
        let names: Vec<&str> = queries.iter().map(|query| &*query.name).collect();
        assert_eq!(names, ["morning", "ours"]);
        assert!(queries[1].filter.chooses("Ann Other"));
        let (line, what) = Config::parse("year = 2025\n[queries]\na = 'kind:war'\n").unwrap_err();
        assert_eq!(line, 3);
        assert!(what.contains("the query `a`: column 1: `war` is no kind"), "{what}");
    }

    #[test]
    fn zones() {
        let config = Config::default();
        assert!(config.conventions(Some("Europe/London"), None, false).is_ok());
        assert!(config.conventions(Some("BST"), None, false).is_ok());
        assert!(config.conventions(Some("Europe/Harbourtown"), None, false).is_err());
    }
}
