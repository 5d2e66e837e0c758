use std::fs;
use std::os::unix::fs::{PermissionsExt, symlink};

use jiff::tz::TimeZone;

use super::*;

fn conventions() -> Conventions {
    Conventions { zone: TimeZone::UTC, year: None, reach: disk::Reach::default() }
}

/// Looks, and tells what changed: `+name` and `-name`, sorted.
fn look(folder: &mut Folder, scope: &Scope) -> Vec<String> {
    let mut told = Vec::new();
    folder.reconcile(scope, &mut |_, _| {}, |batch| {
        told.extend(batch.changes.iter().map(|(name, document)| {
            format!("{}{name}", if document.is_some() { '+' } else { '-' })
        }));
    });
    told.sort();
    told
}

/// A folder of whose changes all are told.
fn told(root: &Path) -> Folder {
    let mut folder = Folder::new(root.to_path_buf(), conventions());
    folder.set_told(true);
    folder
}

fn paths(paths: &[&str]) -> Scope {
    Scope::Paths(paths.iter().map(|path| (PathBuf::from(path), false)).collect())
}

#[test]
fn a_look_tells_what_changed_and_nothing_else() {
    let temporary = tempfile::tempdir().unwrap();
    let root = temporary.path().join("folder");
    fs::create_dir_all(root.join("sub/deep")).unwrap();
    for name in ["a.txt", "sub/b.txt", "sub/deep/c.txt", ".hidden", "x.part", "x~", "4913"] {
        fs::write(root.join(name), "Headline\n\nText.").unwrap();
    }
    let mut folder = told(&root);
    assert_eq!(look(&mut folder, &Scope::Whole), ["+a.txt", "+sub/b.txt", "+sub/deep/c.txt"]);
    assert!(look(&mut folder, &Scope::Whole).is_empty());

    fs::rename(root.join("sub"), root.join("other")).unwrap();
    fs::write(root.join("a.txt"), "Another headline").unwrap();
    let changes = ["+a.txt", "+other/b.txt", "+other/deep/c.txt", "-sub/b.txt", "-sub/deep/c.txt"];
    assert_eq!(look(&mut folder, &Scope::Whole), changes);

    fs::remove_dir_all(&root).unwrap();
    assert_eq!(look(&mut folder, &Scope::Whole), ["-a.txt", "-other/b.txt", "-other/deep/c.txt"]);
    assert_eq!(folder.identity(), None);
}

#[test]
fn a_look_at_paths_sees_what_is_below_them() {
    let temporary = tempfile::tempdir().unwrap();
    let root = temporary.path().to_path_buf();
    fs::create_dir_all(root.join("sub/deep")).unwrap();
    for name in ["a.txt", "sub/b.txt", "sub/deep/c.txt", "sub-2.txt"] {
        fs::write(root.join(name), "Headline").unwrap();
    }
    let mut folder = told(&root);
    let sub = paths(&["sub"]);
    assert_eq!(look(&mut folder, &sub), ["+sub/b.txt", "+sub/deep/c.txt"]);
    assert_eq!(look(&mut folder, &paths(&["a.txt", ".x"])), ["+a.txt"]);
    fs::remove_dir_all(root.join("sub")).unwrap();
    assert_eq!(look(&mut folder, &sub), ["-sub/b.txt", "-sub/deep/c.txt"]);
    assert_eq!(look(&mut folder, &Scope::Whole), ["+sub-2.txt"]);
}

#[test]
fn a_restored_modification_time_does_not_hide_an_edit() {
    let temporary = tempfile::tempdir().unwrap();
    let path = temporary.path().join("a.txt");
    fs::write(&path, "one").unwrap();
    let modified = fs::metadata(&path).unwrap().modified().unwrap();
    let mut folder = Folder::new(temporary.path().to_path_buf(), conventions());
    look(&mut folder, &Scope::Whole);
    fs::write(&path, "two").unwrap();
    fs::File::options().write(true).open(&path).unwrap().set_modified(modified).unwrap();
    assert_eq!(look(&mut folder, &Scope::Whole), ["+a.txt"]);
}

#[test]
fn what_cannot_be_read_is_a_problem_told_once() {
    let temporary = tempfile::tempdir().unwrap();
    let root = temporary.path();
    symlink("/etc/passwd", root.join("link.txt")).unwrap();
    symlink(".", root.join("loop")).unwrap();
    fs::write(root.join("good.txt"), "Good").unwrap();
    let mut folder = told(root);
    let mut problems = Vec::new();
    folder.reconcile(&Scope::Whole, &mut |_, _| {}, |batch| {
        for (name, document) in batch.changes {
            let document = document.unwrap();
            problems.extend(document.problems.into_iter().map(|p| format!("{name}: {}", p.what)));
        }
    });
    problems.sort();
    let reason = "a symbolic link, which is not followed without --follow-links";
    assert_eq!(problems, [format!("link.txt: {reason}"), format!("loop: {reason}")]);
    assert!(look(&mut folder, &Scope::Whole).is_empty());
}

#[test]
fn many_documents_come_in_batches_that_tell_how_far_they_are() {
    let temporary = tempfile::tempdir().unwrap();
    for number in 0..1200 {
        fs::write(temporary.path().join(format!("{number}.txt")), "Headline").unwrap();
    }
    let mut folder = Folder::new(temporary.path().to_path_buf(), conventions());
    let mut last = 0;
    let mut documents = 0;
    folder.reconcile(&Scope::Whole, &mut |_, _| {}, |batch| {
        assert_eq!(batch.total, 1200);
        assert!(batch.done > last && batch.changes.len() <= BATCH);
        last = batch.done;
        documents += batch.changes.len();
    });
    assert_eq!((last, documents), (1200, 1200));
}

#[test]
fn a_document_that_is_being_written_is_waited_for() {
    let temporary = tempfile::tempdir().unwrap();
    let path = temporary.path().join("a.txt");
    fs::write(&path, "Headline").unwrap();
    let mut once = Folder::new(temporary.path().to_path_buf(), conventions());
    assert_eq!(look(&mut once, &Scope::Whole), ["+a.txt"], "who looks once takes what is there");

    let mut folder = Folder::followed(temporary.path().to_path_buf(), conventions());
    folder.set_told(true);
    assert!(look(&mut folder, &Scope::Whole).is_empty(), "nobody has said that it is whole");
    assert!(folder.restless_due().is_some());
    assert!(look(&mut folder, &Scope::Restless).is_empty(), "too early");
    let said_whole = |name: &str| Scope::Paths(HashMap::from([(name.into(), true)]));
    assert_eq!(look(&mut folder, &said_whole("a.txt")), ["+a.txt"]);
    assert_eq!(folder.restless_due(), None);

    fs::write(&path, "").unwrap();
    assert!(
        look(&mut folder, &said_whole("a.txt")).is_empty(),
        "emptied, to be written most likely"
    );
    fs::write(&path, "Another").unwrap();
    assert_eq!(look(&mut folder, &said_whole("a.txt")), ["+a.txt"]);

    fs::write(temporary.path().join("b.txt"), "B").unwrap();
    assert!(look(&mut folder, &Scope::Whole).is_empty());
    fs::remove_file(temporary.path().join("b.txt")).unwrap();
    assert!(look(&mut folder, &Scope::Whole).is_empty());
    assert_eq!(folder.restless_due(), None, "what has gone is not waited for");
}

#[test]
fn what_is_so_new_that_a_change_may_not_show_is_read_again_when_told_of() {
    let temporary = tempfile::tempdir().unwrap();
    fs::write(temporary.path().join("a.txt"), "Headline").unwrap();
    let mut folder = told(temporary.path());
    assert_eq!(look(&mut folder, &Scope::Whole), ["+a.txt"]);
    assert!(look(&mut folder, &Scope::Whole).is_empty(), "nobody has told of a change");
    for known in folder.known.values_mut() {
        known.fresh = true;
    }
    assert_eq!(look(&mut folder, &paths(&["a.txt"])), ["+a.txt"]);
}

#[test]
fn a_directory_that_cannot_be_entered_is_named_until_it_can() {
    let temporary = tempfile::tempdir().unwrap();
    let root = temporary.path().join("folder");
    fs::create_dir_all(root.join("closed")).unwrap();
    fs::write(root.join("closed/a.txt"), "A").unwrap();
    let permit = |mode| fs::set_permissions(root.join("closed"), fs::Permissions::from_mode(mode));
    let mut folder = Folder::new(root.clone(), conventions());
    let mut entered = Vec::new();
    // Root enters any directory: this thread, and no other, is somebody else for a while.
    let is_root = rustix::process::geteuid().is_root();
    let nobody = rustix::fs::Uid::from_raw(65_534);
    let become_user = |uid| {
        if is_root {
            rustix::thread::set_thread_res_uid(None, uid, None).unwrap();
        }
    };
    fs::set_permissions(temporary.path(), fs::Permissions::from_mode(0o755)).unwrap();
    for (mode, wanted) in [
        (0o000, "closed:1: permission denied"),
        (0o755, "closed/a.txt: 0 problems"),
        (0o000, "closed:1: permission denied"),
    ] {
        permit(mode).unwrap();
        become_user(Some(nobody));
        let mut told = Vec::new();
        folder.reconcile(&Scope::Whole, &mut |path, _| entered.push(path.to_path_buf()), |batch| {
            for (name, document) in batch.changes {
                told.extend(document.map(|document| match document.problems.first() {
                    Some(problem) => format!("{name}:{}: {}", problem.line, problem.what),
                    None => format!("{name}: 0 problems"),
                }));
            }
        });
        become_user(Some(rustix::fs::Uid::ROOT));
        assert_eq!(told.iter().map(|told| told.to_lowercase()).collect::<Vec<_>>(), [wanted]);
    }
    permit(0o755).unwrap();
    assert!(entered.iter().filter(|path| path.ends_with("closed")).count() == 3, "each is told of");
}

#[test]
fn links_are_followed_only_where_that_is_asked_for_and_only_to_files_and_directories() {
    let temporary = tempfile::tempdir().unwrap();
    let (root, outside) = (temporary.path().join("folder"), temporary.path().join("outside"));
    for path in [root.join("sub"), outside.join("deep")] {
        fs::create_dir_all(path).unwrap();
    }
    for path in [root.join("sub/a.txt"), outside.join("b.txt"), outside.join("deep/c.txt")] {
        fs::write(path, "Headline").unwrap();
    }
    for (to, name) in [
        (outside.join("b.txt").as_path(), "file"),
        (&outside, "directory"),
        (Path::new("sub"), "another-name"),
        (Path::new("."), "sub/itself"),
        (Path::new(".."), "up"),
        (Path::new("round"), "round"),
        (Path::new("nowhere"), "dangling"),
        (Path::new("/dev/zero"), "device"),
    ] {
        symlink(to, root.join(name)).unwrap();
    }
    let told = |follow_links| {
        let mut told = Vec::new();
        let conventions = Conventions {
            reach: disk::Reach { follow_links, ..disk::Reach::default() },
            ..conventions()
        };
        Folder::new(root.clone(), conventions).reconcile(&Scope::Whole, &mut |_, _| {}, |batch| {
            for (name, document) in batch.changes {
                let problem = document.unwrap().problems.into_iter().next();
                told.push(problem.map_or(name.to_string(), |it| format!("{name}: {}", it.what)));
            }
        });
        told.sort();
        told
    };
    let refused = "a symbolic link, which is not followed without --follow-links";
    let names = ["another-name", "dangling", "device", "directory", "file", "round"];
    let mut wanted: Vec<String> = names.iter().map(|name| format!("{name}: {refused}")).collect();
    wanted.push("sub/a.txt".to_owned());
    wanted.extend(["sub/itself", "up"].map(|name| format!("{name}: {refused}")));
    assert_eq!(told(false), wanted);
    let again = "a link to a directory that is read under another name";
    assert_eq!(
        told(true),
        [
            &format!("another-name: {again}"),
            "dangling: a link: No such file or directory",
            "device: a link to a device, not a regular file",
            "directory/b.txt",
            "directory/deep/c.txt",
            "file",
            "round: a link: Too many levels of symbolic links",
            "sub/a.txt",
            &format!("sub/itself: {again}"),
        ]
    );
}
