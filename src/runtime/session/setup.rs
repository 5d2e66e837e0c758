//! The config of a session: what it says now, and what the reader is told of its changes.

use std::future::pending;
use std::sync::Arc;

use jiff::Zoned;
use tokio::sync::watch;

use crate::reader::message;
use crate::reader::queries::NamedQuery;
use crate::runtime::config::Config;
use crate::runtime::config::reload::Settings;
use crate::screen::glyphs::Glyphs;
use crate::screen::theme::Theme;

/// The theme that a config asks for, on the screen of a session.
pub type Look = Box<dyn Fn(&Config) -> Theme + Send>;

/// What the reader is told of a config that was changed.
pub const READ_ANEW: &str = "the config is read anew";

/// Whether a config asks for other documents than a session has, or for the same read in another way.
pub type IsOther = Box<dyn Fn(&Config) -> bool + Send>;

/// The config in effect, and what it comes to.
pub struct Setup {
    settings: watch::Receiver<Settings>,
    look: Look,
    /// The config as it is.
    pub config: Arc<Config>,
    is_other: IsOther,
    /// How the session looks.
    pub theme: Theme,
    is_followed: bool,
    is_outdated: bool,
}

impl Setup {
    /// The config as it is at the start of a session, which goes on with any other unless `is_other`.
    #[must_use]
    pub fn new(mut settings: watch::Receiver<Settings>, look: Look, is_other: IsOther) -> Setup {
        let Settings { config, wrong } = settings.borrow_and_update().clone();
        let theme = look(&config);
        // It may have changed since the session was planned, or been broken.
        let is_outdated = is_other(&config);
        if is_outdated || wrong.is_some() {
            settings.mark_changed();
        }
        Setup { settings, look, config, is_other, theme, is_followed: true, is_outdated }
    }

    /// Waits until the file has changed; for ever where nobody follows it.
    pub async fn changed(&mut self) {
        if self.is_followed && self.settings.changed().await.is_err() {
            self.is_followed = false;
        }
        if !self.is_followed {
            pending::<()>().await;
        }
    }

    /// Takes over what has changed, and answers what the reader is told of it.
    pub fn take(&mut self) -> String {
        let Settings { config, wrong } = self.settings.borrow_and_update().clone();
        if !Arc::ptr_eq(&self.config, &config) {
            self.theme = (self.look)(&config);
            self.is_outdated = (self.is_other)(&config);
            self.config = config;
        }
        match wrong {
            Some(wrong) => format!("{wrong} (the config stays as it was)"),
            None => READ_ANEW.to_owned(),
        }
    }

    /// Whether the session cannot go on with what the config says now.
    #[must_use]
    pub fn is_outdated(&self) -> bool {
        self.is_outdated
    }

    /// Whether queries of the config mean something else by now, as `since:-20m` does.
    #[must_use]
    pub fn has_moved(&self, queries: &[NamedQuery], now: &Zoned) -> bool {
        let by_now = self.config.queries(now);
        by_now.iter().map(NamedQuery::filter).ne(queries.iter().map(NamedQuery::filter))
    }

    /// What it says of the session's model.
    #[must_use]
    pub fn of_model(&self, now: &Zoned) -> message::Setup {
        let (mut keys, queries) = (self.config.keymap(), self.config.queries(now));
        keys.ascii = self.theme.glyphs == Glyphs::Ascii;
        let (versions, mouse) = (self.config.limits.versions, self.config.mouse);
        message::Setup { keys, queries, versions, mouse }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[tokio::test]
    async fn a_config_that_changed_before_the_session_began_is_told() {
        let bell = |seconds| Arc::new(Config { bell: Some(seconds), ..Config::default() });
        let (publish, settings) = watch::channel(Settings { config: bell(1), wrong: None });
        let setup = || {
            let is_other = |config: &Config| config.bell != Some(1);
            Setup::new(settings.clone(), Box::new(|_| Theme::monochrome()), Box::new(is_other))
        };
        assert!(!setup().is_outdated());
        publish.send_replace(Settings { config: bell(2), wrong: None });
        let mut setup = setup();
        setup.changed().await;
        assert_eq!(setup.take(), READ_ANEW);
        assert!(setup.is_outdated());
    }

    #[tokio::test]
    async fn what_is_wrong_before_the_session_began_is_told() {
        let wrong = Some("config.toml:1:1: no".to_owned());
        let (_publish, settings) = watch::channel(Settings { wrong, ..Settings::default() });
        let mut setup =
            Setup::new(settings, Box::new(|_| Theme::monochrome()), Box::new(|_| false));
        setup.changed().await;
        assert_eq!(setup.take(), "config.toml:1:1: no (the config stays as it was)");
    }
}
