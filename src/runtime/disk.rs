//! What is on the disk: which files are documents, what they look like from outside, and their
//! bytes. Nothing here waits on a file, or follows a link unless it is told to.

use std::ffi::OsStr;
use std::fmt::Write as _;
use std::fs::{Metadata, OpenOptions};
use std::io::{self, Read};
use std::os::unix::fs::{FileTypeExt, OpenOptionsExt};
use std::path::{Component, Path};
use std::sync::Arc;

use color_eyre::eyre::{self, eyre};
use rustix::fs::OFlags;

use super::fingerprint::Fingerprint;
use crate::news::sanitize;

/// Which files are read.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Reach {
    /// Whether what links lead to is.
    pub follow_links: bool,
    /// The size in bytes of the largest one.
    pub largest: u64,
}

impl Default for Reach {
    /// A year of one live page is under 10 MB; the bound keeps a file that grows without end from taking
    /// the memory.
    fn default() -> Reach {
        Reach { follow_links: false, largest: 16 << 20 }
    }
}

/// Times a file is read again because it changed while it was read.
const TRIES: usize = 3;

/// A file as it was read.
#[derive(Debug)]
pub struct Contents {
    /// Its bytes.
    pub bytes: Vec<u8>,
    /// What it looked like when they were read.
    pub fingerprint: Fingerprint,
    /// Whether it stood still meanwhile, so that they are one version of it.
    pub whole: bool,
    /// Whether it may have changed all the same, without looking another way.
    pub fresh: bool,
}

/// Why a file was not read.
#[derive(Debug, PartialEq, Eq)]
pub enum Unread {
    /// It went before it could be.
    Gone,
    /// For a reason that stays until the file changes.
    Refused(String),
    /// For one that may pass: too many files are open, the disk does not answer.
    Failed(String),
}

impl From<io::Error> for Unread {
    fn from(error: io::Error) -> Unread {
        if is_gone(&error) {
            Unread::Gone
        } else if is_lasting(&error) {
            Unread::Refused(words(&error))
        } else {
            Unread::Failed(words(&error))
        }
    }
}

/// Whether an error says that there is nothing at a path.
#[must_use]
pub fn is_gone(error: &io::Error) -> bool {
    matches!(error.kind(), io::ErrorKind::NotFound | io::ErrorKind::NotADirectory)
}

/// Whether an error stays until somebody changes something in the folder, which is told or seen.
/// Others may pass by themselves: a disk that does not answer, too many open files.
#[must_use]
pub fn is_lasting(error: &io::Error) -> bool {
    let kind = error.kind();
    let links = error.raw_os_error() == Some(rustix::io::Errno::LOOP.raw_os_error());
    links || matches!(kind, io::ErrorKind::PermissionDenied | io::ErrorKind::InvalidFilename)
}

/// Reads a regular file, and what a link leads to only where links are followed.
///
/// # Errors
///
/// Where it is no regular file, is too large, or cannot be read.
pub fn read(path: &Path, reach: Reach) -> Result<Contents, Unread> {
    let mut contents = read_once(path, reach)?;
    for _ in 1..TRIES {
        if contents.whole {
            break;
        }
        contents = read_once(path, reach)?;
    }
    Ok(contents)
}

fn read_once(path: &Path, reach: Reach) -> Result<Contents, Unread> {
    // Without NONBLOCK the opening of a FIFO never returns; without NOFOLLOW a link in the folder
    // shows any file of the machine.
    let mut flags = OFlags::NONBLOCK | OFlags::CLOEXEC | OFlags::NOCTTY;
    flags.set(OFlags::NOFOLLOW, !reach.follow_links);
    let flags = i32::try_from(flags.bits()).unwrap_or_default();
    let file = match OpenOptions::new().read(true).custom_flags(flags).open(path) {
        // A link that is not followed, and a socket, cannot even be opened.
        Err(error) => {
            let what = std::fs::symlink_metadata(path).ok();
            let what = what.and_then(|metadata| refusal(&metadata, reach));
            return Err(what.map_or_else(|| error.into(), Unread::Refused));
        }
        Ok(file) => file,
    };
    let before = file.metadata()?;
    if let Some(reason) = refusal(&before, reach) {
        return Err(Unread::Refused(reason));
    }
    // Not to its end: were it longer by now, it would have another size. What claims to have none may
    // be a file that another program makes up as it is read.
    let size = if before.len() == 0 { reach.largest } else { before.len() };
    let mut bytes = Vec::with_capacity(usize::try_from(before.len()).unwrap_or_default());
    (&file).take(size).read_to_end(&mut bytes)?;
    let fingerprint = Fingerprint::of(&before);
    let unmoved = fingerprint == Fingerprint::of(&file.metadata()?);
    let whole = unmoved && bytes.len() as u64 == before.len();
    Ok(Contents { bytes, fingerprint, whole, fresh: fingerprint.is_fresh() })
}

/// Why a file is not read, if so.
#[must_use]
pub fn refusal(metadata: &Metadata, reach: Reach) -> Option<String> {
    let kind = metadata.file_type();
    let what = if kind.is_symlink() {
        "a symbolic link, which is not followed without --follow-links"
    } else if kind.is_dir() {
        "a directory"
    } else if kind.is_fifo() {
        "a FIFO, not a regular file"
    } else if kind.is_socket() {
        "a socket, not a regular file"
    } else if !kind.is_file() {
        "a device, not a regular file"
    } else if metadata.len() > reach.largest {
        let (size, limit) = (metadata.len() / 1_000_000, reach.largest >> 20);
        return Some(format!("{size} MB, over the limit of {limit} MiB"));
    } else {
        return None;
    };
    Some(what.to_owned())
}

/// Whether `path` is a folder that can be read.
///
/// # Errors
///
/// One clear line, where it is not.
pub fn check_folder(path: &Path) -> eyre::Result<()> {
    let shown = source_name(path);
    match std::fs::read_dir(path) {
        Ok(_) => Ok(()),
        Err(error) if error.kind() == io::ErrorKind::NotFound => {
            Err(eyre!("{shown}: no such folder"))
        }
        Err(error) if error.kind() == io::ErrorKind::NotADirectory => {
            Err(eyre!("{shown}: not a folder"))
        }
        Err(error) => Err(eyre!("{shown}: {}", words(&error))),
    }
}

/// An error in a few words, without the number the system gives it.
#[must_use]
pub fn words(error: &io::Error) -> String {
    let text = error.to_string();
    sanitize::shown(text.split(" (os error").next().unwrap_or_default()).into_owned()
}

/// Whether a directory is on a file system that other machines, or other programs, change without a
/// word to this one's kernel. An overlay is none of them: what is done through it is told.
#[must_use]
pub fn is_remote(directory: &Path) -> bool {
    // From linux/magic.h, and for the last rows from their own sources.
    const REMOTE: [u32; 16] = [
        0x6969,      // NFS
        0x517b,      // SMB
        0xff53_4d42, // CIFS
        0xfe53_4d42, // SMB2
        0x6573_5546, // FUSE: sshfs, bindfs, cloud drives
        0x0102_1997, // 9P
        0x00c3_6400, // Ceph
        0x5346_414f, // AFS
        0x6b41_4653, // kAFS
        0x7375_7245, // Coda
        0x7461_636f, // OCFS2
        0x0116_1970, // GFS2
        0x0bd0_0bd3, // Lustre
        0x786f_4256, // VirtualBox's shared folders
        0x4750_4653, // GPFS
        0x7c7c_6013, // Parallels' shared folders
    ];
    let Ok(found) = rustix::fs::statfs(directory) else { return false };
    // A number of 32 bits, whatever the width of the field.
    u32::try_from(found.f_type & 0xffff_ffff).is_ok_and(|kind| REMOTE.contains(&kind))
}

/// Whether a name in the folder may be a document's, or a directory's with documents in it. Hidden
/// files, the temporary files of editors and transfer tools, and a README are not.
#[must_use]
pub fn is_document_name(name: &OsStr) -> bool {
    let bytes = name.as_encoded_bytes();
    let ends = |suffixes: &[&[u8]]| suffixes.iter().any(|suffix| bytes.ends_with(suffix));
    let unfinished: &[&[u8]] =
        &[b".part", b".tmp", b".temp", b".partial", b".crdownload", b".filepart", b".download"];
    let editors: &[&[u8]] = &[b"~", b".swp", b".swx", b".swo"];
    // Vim tries whether it can write in a directory by making a file of this name.
    let probe = bytes == b"4913";
    let emacs = bytes.starts_with(b"#") && bytes.ends_with(b"#");
    // A note about the folder is no coverage.
    let notes: &[&[u8]] = &[b"README", b"README.md", b"README.txt"];
    let note = notes.iter().any(|note| bytes.eq_ignore_ascii_case(note));
    let hidden = bytes.is_empty() || bytes.starts_with(b".");
    let temporary = probe || emacs || ends(unfinished) || ends(editors);
    !hidden && !temporary && !note
}

/// Whether a path below the folder may lead to a document, by all of its names.
#[must_use]
pub fn is_document_path(path: &Path) -> bool {
    path.components().all(|part| match part {
        Component::Normal(name) => is_document_name(name),
        _ => false,
    })
}

/// The name that a path below the folder goes by: safe to show, and distinct for each path.
#[must_use]
pub fn source_name(path: &Path) -> Arc<str> {
    let mut name = String::new();
    for chunk in path.as_os_str().as_encoded_bytes().utf8_chunks() {
        name.push_str(&sanitize::name(chunk.valid()));
        for byte in chunk.invalid() {
            let _ = write!(name, "\\x{byte:02x}");
        }
    }
    Arc::from(name)
}

#[cfg(test)]
mod tests {
    use std::fs::File;

    use super::*;

    #[test]
    fn temporaries_are_not_documents() {
        for name in [
            ".x.swp",
            "4913",
            "x~",
            ".x.Ab12Cd",
            "x.part",
            "x.tmp",
            ".hidden",
            "x.crdownload",
            "#x#",
            "x.swp",
            "README.md",
            "",
        ] {
            assert!(!is_document_name(OsStr::new(name)), "{name}");
        }
        for name in ["x.txt", "49130", "x", "talks.json", "part", "tmp.txt", "a~b"] {
            assert!(is_document_name(OsStr::new(name)), "{name}");
        }
        assert!(!is_document_path(Path::new(".git/x.txt")));
        assert!(is_document_path(Path::new("a/b.txt")));
    }

    #[test]
    fn special_files_are_refused_without_waiting() {
        let folder = tempfile::tempdir().unwrap();
        let fifo = folder.path().join("fifo");
        rustix::fs::mknodat(
            rustix::fs::CWD,
            &fifo,
            rustix::fs::FileType::Fifo,
            rustix::fs::Mode::RWXU,
            0,
        )
        .unwrap();
        let refused = |path: &Path, word: &str| match read(path, Reach::default()) {
            Err(Unread::Refused(reason)) => assert!(reason.contains(word), "{reason}"),
            other => panic!("{other:?}"),
        };
        refused(&fifo, "FIFO");
        let link = folder.path().join("link");
        std::os::unix::fs::symlink("/etc/passwd", &link).unwrap();
        refused(&link, "symbolic link");
        refused(Path::new("/dev/zero"), "device");
        refused(folder.path(), "directory");
        let large = folder.path().join("large");
        File::create(&large).unwrap().set_len(Reach::default().largest + 1).unwrap();
        refused(&large, "over the limit");
        assert_eq!(read(&folder.path().join("none"), Reach::default()).unwrap_err(), Unread::Gone);
    }

    #[test]
    fn what_changes_while_it_is_read_is_not_taken_for_whole() {
        use std::os::unix::fs::FileExt;
        use std::sync::atomic::{AtomicBool, Ordering};

        let file = tempfile::NamedTempFile::new().unwrap();
        let version = |letter: u8| vec![letter; 1 << 20];
        file.as_file().write_all_at(&version(b'a'), 0).unwrap();
        let reading = AtomicBool::new(true);
        std::thread::scope(|scope| {
            scope.spawn(|| {
                for letter in (b'a'..=b'z').cycle() {
                    if !reading.load(Ordering::SeqCst) {
                        break;
                    }
                    // Truncated and written in pieces, as a careless program saves.
                    file.as_file().set_len(0).unwrap();
                    for piece in 0..16 {
                        let piece = piece << 16;
                        file.as_file().write_all_at(&version(letter)[..1 << 16], piece).unwrap();
                    }
                }
            });
            for _ in 0..300 {
                let Contents { bytes, whole, fresh, .. } =
                    read(file.path(), Reach::default()).unwrap();
                // Wherever the writer stands still, it is the beginning of one version.
                let torn = bytes.iter().any(|byte| *byte != bytes[0]);
                assert!(!torn || !whole || fresh, "torn, and taken for whole");
            }
            reading.store(false, Ordering::SeqCst);
        });
    }

    #[test]
    fn what_no_other_machine_writes_to_is_not_remote() {
        assert!(!is_remote(Path::new("/proc")));
        assert!(!is_remote(Path::new("/no/such/directory")));
    }
}
