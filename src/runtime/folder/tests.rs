use std::fs;
use std::os::unix::fs::symlink;

use jiff::tz::TimeZone;

use super::*;

fn conventions() -> Conventions {
    Conventions { zone: TimeZone::UTC, year: None }
}

/// Looks, and tells what changed: `+name` and `-name`, sorted.
fn look(folder: &mut Folder, scope: &Scope) -> Vec<String> {
    let mut told = Vec::new();
    folder.reconcile(scope, |batch| {
        told.extend(batch.changes.iter().map(|(name, document)| {
            format!("{}{name}", if document.is_some() { '+' } else { '-' })
        }));
    });
    told.sort();
    told
}

#[test]
fn a_look_tells_what_changed_and_nothing_else() {
    let temporary = tempfile::tempdir().unwrap();
    let root = temporary.path().join("folder");
    fs::create_dir_all(root.join("sub/deep")).unwrap();
    for name in ["a.txt", "sub/b.txt", "sub/deep/c.txt", ".hidden", "x.part", "x~", "4913"] {
        fs::write(root.join(name), "Headline\n\nText.").unwrap();
    }
    let mut folder = Folder::new(root.clone(), conventions());
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
    let mut folder = Folder::new(root.clone(), conventions());
    let sub = Scope::Paths(vec!["sub".into()]);
    assert_eq!(look(&mut folder, &sub), ["+sub/b.txt", "+sub/deep/c.txt"]);
    assert_eq!(look(&mut folder, &Scope::Paths(vec!["a.txt".into(), ".x".into()])), ["+a.txt"]);
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
    let mut folder = Folder::new(root.to_path_buf(), conventions());
    let mut problems = Vec::new();
    folder.reconcile(&Scope::Whole, |batch| {
        for (name, document) in batch.changes {
            let document = document.unwrap();
            problems.extend(document.problems.into_iter().map(|p| format!("{name}: {}", p.what)));
        }
    });
    problems.sort();
    let reason = "a symbolic link, which is not followed";
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
    let looked = folder.reconcile(&Scope::Whole, |batch| {
        assert_eq!(batch.total, 1200);
        assert!(batch.done > last && batch.changes.len() <= BATCH);
        last = batch.done;
        documents += batch.changes.len();
    });
    assert!(looked.settled);
    assert_eq!((last, documents), (1200, 1200));
}

#[test]
fn a_document_that_is_being_written_keeps_its_posts_for_a_while() {
    let temporary = tempfile::tempdir().unwrap();
    let path = temporary.path().join("a.txt");
    fs::write(&path, "Headline").unwrap();
    let mut folder = Folder::new(temporary.path().to_path_buf(), conventions());
    look(&mut folder, &Scope::Whole);

    fs::write(&path, "").unwrap();
    assert!(look(&mut folder, &Scope::Whole).is_empty(), "truncated, and about to be written");
    let looked = folder.reconcile(&Scope::Whole, |_| panic!("nothing to tell"));
    assert!(!looked.settled, "to be looked at again");
    let before = Instant::now().checked_sub(PATIENCE).unwrap();
    folder.restless.insert("a.txt".into(), before);
    assert_eq!(look(&mut folder, &Scope::Whole), ["+a.txt"], "but not for ever");

    fs::write(&path, "Another").unwrap();
    let complete = Scope::Paths(vec!["a.txt".into()]);
    assert_eq!(look(&mut folder, &complete), ["+a.txt"], "what is complete is read at once");
}
