//! The config file while the program runs: what is changed in it takes effect, and what is broken does not.

use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::time::Duration;

use tokio::sync::{Notify, watch};
use tokio::task::spawn_blocking;
use tokio::time::{sleep, timeout};

use super::Config;
use crate::news::sanitize;
use crate::runtime::watcher::Watcher;
use crate::runtime::watches::{Sentinel, Told};

/// An editor writes a file in several steps, which take less than this.
const SETTLE: Duration = Duration::from_millis(50);

/// Where the system does not tell of changes, so often they are looked for.
const POLL: Duration = Duration::from_secs(5);

/// The config in effect.
#[derive(Clone, Debug, Default)]
pub struct Settings {
    /// The last good one.
    pub config: Arc<Config>,
    /// What is wrong with the file since then, as one line.
    pub wrong: Option<String>,
}

/// Reads the file at a path again whenever it changes, until nobody listens any more. One that is not
/// there changes nothing: editors take a file away before they put another in its place.
pub async fn follow(path: PathBuf, publish: watch::Sender<Settings>) {
    let changed = Arc::new(Notify::new());
    let mut watch = Watch::default();
    loop {
        watch.bring_up_to(&path, &changed);
        let from = path.clone();
        let read = spawn_blocking(move || from.exists().then(|| Config::read(&from))).await;
        if let Ok(Some(read)) = read {
            let read = read.map_err(|wrong| below(&wrong.to_string(), &path));
            publish.send_if_modified(|settings| take(settings, read));
        }
        let told = async {
            if watch.is_complete {
                changed.notified().await;
            } else {
                let _ = timeout(POLL, changed.notified()).await;
            }
        };
        tokio::select! {
            () = publish.closed() => return,
            () = told => sleep(SETTLE).await,
        }
    }
}

/// What is wrong with a file, without the directory that it is in: the reader knows which one is meant.
fn below(wrong: &str, path: &Path) -> String {
    let directory = path.parent().map(|above| format!("{}/", above.display()));
    directory.and_then(|above| wrong.strip_prefix(above.as_str())).unwrap_or(wrong).to_owned()
}

/// Takes over what was read, and answers whether that changes anything.
fn take(settings: &mut Settings, read: Result<Config, String>) -> bool {
    match read {
        Ok(config) => {
            let same = settings.wrong.is_none() && *settings.config == config;
            (settings.config, settings.wrong) = (Arc::new(config), None);
            !same
        }
        Err(wrong) => {
            let wrong = Some(sanitize::shown(&wrong).into_owned());
            let same = settings.wrong == wrong;
            settings.wrong = wrong;
            !same
        }
    }
}

/// The directories that are watched for a file.
#[derive(Default)]
struct Watch {
    watcher: Option<Watcher>,
    directories: Vec<PathBuf>,
    /// Whether all changes are told.
    is_complete: bool,
}

impl Watch {
    /// Watches where the file is, or will be. What has gone is watched no more.
    fn bring_up_to(&mut self, path: &Path, changed: &Arc<Notify>) {
        let directories = directories(path);
        let is_alive = self.watcher.as_ref().is_some_and(Sentinel::is_alive);
        if is_alive && directories == self.directories {
            return;
        }
        let changed = Arc::clone(changed);
        self.watcher = Watcher::of_any_change(move |_| changed.notify_one()).ok();
        let watch = |directory: &PathBuf| match &mut self.watcher {
            Some(watcher) => watcher.watch(directory) == Ok(Told::AllChanges),
            None => false,
        };
        self.is_complete = directories.iter().map(watch).fold(true, |all, one| all & one);
        self.directories = directories;
    }
}

/// Where a file may change: in its directory, or the nearest above that there is; and where a link leads to,
/// as with those whose settings are kept together.
fn directories(path: &Path) -> Vec<PathBuf> {
    let near = path.ancestors().skip(1).find(|above| above.is_dir()).map(Path::to_path_buf);
    let real = path.canonicalize().ok().and_then(|path| path.parent().map(Path::to_path_buf));
    let mut directories: Vec<PathBuf> = near.into_iter().chain(real).collect();
    directories.dedup();
    directories
}

#[cfg(test)]
mod tests {
    use std::fs;

    use super::*;

    async fn next(settings: &mut watch::Receiver<Settings>) -> Settings {
        timeout(Duration::from_secs(30), settings.changed()).await.unwrap().unwrap();
        settings.borrow_and_update().clone()
    }

    #[tokio::test]
    async fn what_is_changed_takes_effect_and_what_is_broken_does_not() {
        let home = tempfile::tempdir().unwrap();
        let directory = home.path().join("dateline");
        let path = directory.join("config.toml");
        let (publish, mut settings) = watch::channel(Settings::default());
        let following = tokio::spawn(follow(path.clone(), publish));
        // Neither the file nor its directory is there yet.
        fs::create_dir(&directory).unwrap();
        fs::write(&path, "bell = 3\n").unwrap();
        assert_eq!(next(&mut settings).await.config.bell, Some(3));
        fs::write(&path, "bell = 4\nbel = 5\n").unwrap();
        let Settings { config, wrong } = next(&mut settings).await;
        assert_eq!(config.bell, Some(3), "the last good one");
        assert_eq!(wrong.unwrap(), "config.toml:2:1: `bel` is no setting: is it `bell`?");
        // As editors save.
        fs::write(directory.join("new"), "bell = 6\n").unwrap();
        fs::rename(directory.join("new"), &path).unwrap();
        let Settings { config, wrong } = next(&mut settings).await;
        assert_eq!((config.bell, wrong), (Some(6), None));
        // As it is with those who keep all their settings in one place.
        let elsewhere = tempfile::tempdir().unwrap();
        let real = elsewhere.path().join("settings.toml");
        fs::write(&real, "bell = 7\n").unwrap();
        fs::remove_file(&path).unwrap();
        std::os::unix::fs::symlink(&real, &path).unwrap();
        assert_eq!(next(&mut settings).await.config.bell, Some(7));
        fs::write(&real, "bell = 8\n").unwrap();
        assert_eq!(next(&mut settings).await.config.bell, Some(8));
        drop(settings);
        timeout(Duration::from_secs(30), following).await.unwrap().unwrap();
    }
}
