//! How keys are named.

use dateline::reader::input::{Code, Key};

use super::*;

#[test]
fn keys_are_named_as_they_are_in_the_session() {
    let mut model = reader(120, 40);
    model.keys.bind("clear-filter", &[Key::plain(Code::Down)]);
    model.keys.bind("edits", &[Key::char('x')]);
    press(&mut model, "U");
    assert!(text(&model).contains("Nothing is unseen. ↓ lists all posts."), "{}", text(&model));
    press(&mut model, "Ujr");
    model.keys.ascii = true;
    press(&mut model, "\\is:unseen by:nobody⏎");
    assert!(
        text(&model).contains("No post passes the filter. Down clears it."),
        "{}",
        text(&model)
    );
    model.keys.bind("clear-filter", &[]);
    assert!(text(&model).contains("No post passes the filter.  "), "{}", text(&model));

    let mut model = reader(120, 40);
    model.keys.bind("edits", &[Key::char('x')]);
    let mut store = Store::new();
    for body in ["One.", "Two."] {
        let text = format!("  1. Newspublished at 10:50 BST 2 June 2025\n\n    {body}\n");
        let context = Context { name: "a".into(), modified: None, zone: TimeZone::UTC, year: None };
        store.apply([("a".into(), Some(format::parse(text.as_bytes(), &"a".into(), &context)))]);
        let folder = model.folder;
        update(&mut model, Message::Published(Arc::new(store.snapshot()), folder));
    }
    assert!(text(&model).contains("Post · edited 10:52 [x] "), "{}", text(&model));
}
