//! Many documents read on all cores, and handed on by the parcel.

use std::num::NonZero;
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::mpsc::{SyncSender, sync_channel};
use std::thread;

use super::disk;
use super::fingerprint::Fingerprint;
use super::reading::{Conventions, Parse, Reading, read_document};

/// Documents that a thread reads before it hands them on: to hand on each alone would cost more than to
/// read a small one.
const TOGETHER: usize = 64;

/// Or so many bytes of them.
const TOGETHER_BYTES: u64 = 1 << 18;

/// Such parcels read but not yet handed on: enough to keep each reading thread busy while a batch is
/// applied, few enough that their memory does not count.
const READ_AHEAD: usize = 4;

/// With fewer documents to read, threads cost more than they bring.
const PARALLEL_FROM: usize = 16;

/// Reads documents on all cores, and hands each to `take` on this thread.
pub fn read_all(
    root: &Path,
    conventions: &Conventions,
    parse: Parse,
    files: &[(PathBuf, Fingerprint)],
    mut take: impl FnMut(&(PathBuf, Fingerprint), Arc<str>, Reading),
) {
    let read = |path: &PathBuf| {
        let source = disk::source_name(path);
        let reading = read_document(&root.join(path), &source, conventions, parse);
        (source, reading)
    };
    if files.len() < PARALLEL_FROM {
        for file in files {
            let (source, reading) = read(&file.0);
            take(file, source, reading);
        }
        return;
    }
    let threads = thread::available_parallelism().map_or(1, NonZero::get);
    let together = (files.len() / (threads * 4)).clamp(1, TOGETHER);
    let next = AtomicUsize::new(0);
    let (sender, receiver) = sync_channel(READ_AHEAD);
    let work = |sender: SyncSender<Vec<_>>| {
        loop {
            let from = next.fetch_add(together, Ordering::Relaxed);
            let Some(files) = files.get(from..files.len().min(from + together)) else { return };
            let (mut parcel, mut bytes) = (Vec::with_capacity(files.len()), 0);
            for file in files {
                parcel.push((file, read(&file.0)));
                bytes += file.1.size();
                if bytes >= TOGETHER_BYTES {
                    bytes = 0;
                    if sender.send(std::mem::take(&mut parcel)).is_err() {
                        return;
                    }
                }
            }
            if files.is_empty() || sender.send(parcel).is_err() {
                return;
            }
        }
    };
    let started = thread::scope(|scope| {
        let work = &work;
        let mut started = 0;
        for _ in 0..threads {
            let sender = sender.clone();
            let thread = thread::Builder::new().spawn_scoped(scope, move || work(sender));
            started += usize::from(thread.is_ok());
        }
        drop(sender);
        for (file, (source, reading)) in receiver.into_iter().flatten() {
            take(file, source, reading);
        }
        started
    });
    // Where the system gives no threads, this one reads.
    if started == 0 {
        for file in files {
            let (source, reading) = read(&file.0);
            take(file, source, reading);
        }
    }
}
