//! The config file while the program runs: what is changed in it takes effect, and what is broken does not.

use std::fs;
use std::os::unix::fs::MetadataExt;
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::time::Duration;

use color_eyre::eyre::Result;
use tokio::sync::{Notify, watch};
use tokio::task::spawn_blocking;
use tokio::time::{Instant, sleep, timeout};

use super::Config;
use crate::news::sanitize;
use crate::runtime::walk::DirectoryId;
use crate::runtime::watcher::Watcher;
use crate::runtime::watches::Sentinel;

/// An editor writes a file in several steps, which take less than this.
const SETTLE: Duration = Duration::from_millis(50);

/// What the system does not tell of, as what happens to a directory above, is looked for so often.
const POLL: Duration = Duration::from_secs(10);

/// One that is not there for so long has not been taken away by an editor.
const GONE: Duration = Duration::from_secs(2);

/// The config in effect.
#[derive(Clone, Debug, Default)]
pub struct Settings {
    /// The last good one.
    pub config: Arc<Config>,
    /// What is wrong with the file since then, as one line.
    pub wrong: Option<String>,
}

/// Reads the file at a path again whenever it changes, until nobody listens any more. What it asks for is to be
/// found `possible` after what is in effect.
pub async fn follow(
    path: PathBuf,
    possible: impl Fn(&Config, &Config) -> Result<()> + Clone + Send + 'static,
    publish: watch::Sender<Settings>,
) {
    // Where the process goes to another directory, the file does not.
    let path = std::path::absolute(&path).unwrap_or(path);
    let changed = Arc::new(Notify::new());
    let mut watch = Watch::default();
    let mut gone = Gone::NeverThere;
    loop {
        let (from, told, possible) = (path.clone(), Arc::clone(&changed), possible.clone());
        let now = Arc::clone(&publish.borrow().config);
        // Watched before it is read: what changes meanwhile is told.
        let look = spawn_blocking(move || {
            watch.bring_up_to(&from, &told);
            let read = read(&from, |new| possible(&now, new));
            (watch, read, from.symlink_metadata().is_ok())
        });
        let Ok((back, read, is_there)) = look.await else { return };
        watch = back;
        gone = gone.next(is_there, Instant::now());
        if let Some(read) = read.or_else(|| gone.wrong(&path, Instant::now())) {
            publish.send_if_modified(|settings| take(settings, read));
        }
        tokio::select! {
            () = publish.closed() => return,
            _ = timeout(gone.patience(), changed.notified()) => sleep(SETTLE).await,
        }
    }
}

/// Whether the file has been taken away.
#[derive(Clone, Copy, Debug)]
enum Gone {
    /// There has been none.
    NeverThere,
    /// It is there.
    No,
    /// It has been, since when.
    Since(Instant),
}

impl Gone {
    fn next(self, is_there: bool, now: Instant) -> Gone {
        match self {
            _ if is_there => Gone::No,
            Gone::No => Gone::Since(now),
            same => same,
        }
    }

    /// What is wrong, where it has been for long.
    fn wrong(self, path: &Path, now: Instant) -> Option<Read> {
        let Gone::Since(since) = self else { return None };
        (now - since >= GONE).then(|| Err(format!("{}: not there any more", name(path))))
    }

    /// How long until it is looked for, whatever the system tells.
    fn patience(self) -> Duration {
        if matches!(self, Gone::Since(_)) { GONE } else { POLL }
    }
}

/// A config, or what is wrong with it.
type Read = std::result::Result<Config, String>;

/// Reads the file. One that is not there changes nothing, as editors take a file away before they put another
/// in its place; nor does a pipe, which has been read.
fn read(path: &Path, possible: impl Fn(&Config) -> Result<()>) -> Option<Read> {
    if !path.is_file() {
        return None;
    }
    let read = Config::read_if(path, possible).map_err(|wrong| below(&wrong.to_string(), path));
    Some(read).filter(|read| read.is_ok() || path.is_file())
}

fn name(path: &Path) -> std::path::Display<'_> {
    Path::new(path.file_name().unwrap_or(path.as_os_str())).display()
}

/// What is wrong with a file, without the directory that it is in: the reader knows which one is meant.
fn below(wrong: &str, path: &Path) -> String {
    let directory = path.parent().map(|above| format!("{}/", above.display()));
    directory.and_then(|above| wrong.strip_prefix(above.as_str())).unwrap_or(wrong).to_owned()
}

/// Takes over what was read, and answers whether that changes anything.
fn take(settings: &mut Settings, read: Read) -> bool {
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
    directories: Vec<(PathBuf, DirectoryId)>,
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
        if let Some(watcher) = &mut self.watcher {
            for (directory, _) in &directories {
                // What cannot be watched is looked at all the same.
                let _ = watcher.watch(directory);
            }
        }
        self.directories = directories;
    }
}

/// Where a file may change: in its directory, or the nearest above that there is; and where a link leads to,
/// as with those whose settings are kept together.
fn directories(path: &Path) -> Vec<(PathBuf, DirectoryId)> {
    let near = path.ancestors().skip(1).find(|above| above.is_dir()).map(Path::to_path_buf);
    let real = path.canonicalize().ok().and_then(|path| path.parent().map(Path::to_path_buf));
    let directories = near.into_iter().chain(real).filter_map(|directory| {
        let metadata = fs::metadata(&directory).ok()?;
        Some((directory, (metadata.dev(), metadata.ino())))
    });
    let mut directories: Vec<_> = directories.collect();
    directories.dedup();
    directories
}

#[cfg(test)]
mod tests {
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
        let following = tokio::spawn(follow(path.clone(), |_, _| Ok(()), publish));
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
        fs::remove_file(&path).unwrap();
        let Settings { config, wrong } = next(&mut settings).await;
        assert_eq!(config.bell, Some(8));
        assert_eq!(wrong.unwrap(), "config.toml: not there any more");
        fs::write(&path, b"# \xff\n").unwrap();
        assert_eq!(next(&mut settings).await.wrong.unwrap(), "config.toml:1:3: no UTF-8");
        drop(settings);
        timeout(Duration::from_secs(30), following).await.unwrap().unwrap();
    }

    #[tokio::test]
    async fn what_is_there_again_is_read_wherever_its_directory_came_from() {
        let home = tempfile::tempdir().unwrap();
        let directory = home.path().join("dateline");
        fs::create_dir(&directory).unwrap();
        let path = directory.join("config.toml");
        fs::write(&path, "bell = 3\n").unwrap();
        let (publish, mut settings) = watch::channel(Settings::default());
        tokio::spawn(follow(path.clone(), |_, _| Ok(()), publish));
        assert_eq!(next(&mut settings).await.config.bell, Some(3));
        // Another directory, of the same name, at once.
        let other = home.path().join("new");
        fs::create_dir(&other).unwrap();
        fs::write(other.join("config.toml"), "bell = 4\n").unwrap();
        fs::rename(&directory, home.path().join("old")).unwrap();
        fs::rename(&other, &directory).unwrap();
        assert_eq!(next(&mut settings).await.config.bell, Some(4));
        fs::write(&path, "bell = 5\n").unwrap();
        assert_eq!(next(&mut settings).await.config.bell, Some(5));
    }

    #[test]
    fn what_is_not_possible_is_told_where_it_is_asked_for() {
        let home = tempfile::tempdir().unwrap();
        let path = home.path().join("config.toml");
        fs::write(&path, "bell = 1\nfolder = \"/none\"\n").unwrap();
        let wrong = read(&path, |_| Err(color_eyre::eyre::eyre!("/none: no such folder")));
        assert_eq!(wrong.unwrap().unwrap_err(), "config.toml:2:10: /none: no such folder");
        fs::write(&path, "folder = \"\"\n").unwrap();
        let wrong = read(&path, |_| Ok(())).unwrap().unwrap_err();
        assert_eq!(wrong, "config.toml:1:10: no folder has an empty name");
    }

    #[test]
    fn what_cannot_be_read_again_changes_nothing() {
        let home = tempfile::tempdir().unwrap();
        let pipe = home.path().join("pipe");
        let mode = rustix::fs::Mode::RWXU;
        rustix::fs::mknodat(rustix::fs::CWD, &pipe, rustix::fs::FileType::Fifo, mode, 0).unwrap();
        for path in [&pipe, &home.path().join("none"), &home.path().to_path_buf()] {
            assert!(read(path, |_| Ok(())).is_none(), "{}", path.display());
        }
    }
}
