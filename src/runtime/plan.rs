//! What a session reads and how, by the command line and the config.

use std::path::PathBuf;

use color_eyre::eyre::Result;

use super::config::Config;
use super::disk;
use super::reading::Conventions;

/// What the command line asks for. Where it is silent, the config says.
#[derive(Clone, Debug, Default)]
pub struct Asked {
    /// The folder.
    pub folder: Option<PathBuf>,
    /// The sample coverage, coming in, in place of any folder.
    pub demo: bool,
    /// The name of the zone of times printed without one.
    pub zone: Option<String>,
    /// The year of dates printed without one.
    pub year: Option<i16>,
    /// Whether what links lead to is read.
    pub follow_links: bool,
}

/// What to read.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Coverage {
    /// The documents of a folder.
    Folder(PathBuf),
    /// The sample coverage, as it is.
    Sample,
    /// The sample coverage, coming in.
    Demo,
}

/// What both come to.
#[derive(Clone, Debug, PartialEq)]
pub struct Plan {
    /// What is read.
    pub coverage: Coverage,
    /// How.
    pub conventions: Conventions,
}

impl Asked {
    /// How documents are read.
    ///
    /// # Errors
    ///
    /// For a zone that does not exist.
    pub fn conventions(&self, config: &Config) -> Result<Conventions> {
        config.conventions(self.zone.as_deref(), self.year, self.follow_links)
    }

    /// What is read, by a config.
    ///
    /// # Errors
    ///
    /// For a zone that does not exist.
    pub fn plan(&self, config: &Config) -> Result<Plan> {
        let own = config.folder.as_ref().map(toml::Spanned::get_ref);
        let folder = self.folder.as_ref().or(own);
        let coverage = match folder {
            _ if self.demo => Coverage::Demo,
            Some(folder) => Coverage::Folder(folder.clone()),
            None => Coverage::Sample,
        };
        let conventions = self.conventions(config)?;
        Ok(Plan { coverage, conventions })
    }
}

impl Plan {
    /// Whether what is read is there.
    ///
    /// # Errors
    ///
    /// For a folder that cannot be read.
    pub fn check(&self) -> Result<()> {
        match &self.coverage {
            Coverage::Folder(folder) => disk::check_folder(folder),
            Coverage::Sample | Coverage::Demo => Ok(()),
        }
    }
}
