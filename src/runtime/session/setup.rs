//! The config of a session: what it says now, and what the reader is told of its changes.

use std::future::pending;
use std::sync::Arc;

use jiff::Zoned;
use tokio::sync::watch;

use crate::reader::message;
use crate::runtime::config::Config;
use crate::runtime::config::reload::Settings;
use crate::screen::theme::Theme;

/// The theme that a config asks for, on the screen of a session.
pub type Look = Box<dyn Fn(&Config) -> Theme + Send>;

/// The config in effect, and what it comes to.
pub struct Setup {
    settings: watch::Receiver<Settings>,
    look: Look,
    /// The config as it is.
    pub config: Arc<Config>,
    at_start: Arc<Config>,
    /// How the session looks.
    pub theme: Theme,
    is_followed: bool,
}

impl Setup {
    /// The config as it is at the start of a session.
    #[must_use]
    pub fn new(mut settings: watch::Receiver<Settings>, look: Look) -> Setup {
        let config = Arc::clone(&settings.borrow_and_update().config);
        let theme = look(&config);
        let at_start = Arc::clone(&config);
        Setup { settings, look, config, at_start, theme, is_followed: true }
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
            self.config = config;
        }
        match (wrong, self.config.waiting(&self.at_start)) {
            (Some(wrong), _) => format!("{wrong} (the config stays as it was)"),
            (None, waiting) if waiting.is_empty() => "the config is read anew".to_owned(),
            (None, waiting) => {
                format!("the config is read anew; from the next start: {}", waiting.join(", "))
            }
        }
    }

    /// What it says of the session's model.
    #[must_use]
    pub fn of_model(&self, now: &Zoned) -> message::Setup {
        let (keys, queries) = (self.config.keymap(), self.config.queries(now));
        let (versions, mouse) = (self.config.limits.versions, self.config.mouse);
        message::Setup { keys, queries, versions, mouse }
    }
}
