//! What is printed as `liveblog/1`, and what `check` says of it, is as the schema has it.

use std::fs;
use std::path::Path;

use jsonschema::Validator;
use serde_json::{Value, json};

use crate::{dateline, documents, hostile, judged, out};

/// The validators of a document, and of a line that holds a post.
struct Schema {
    document: Validator,
    post: Validator,
}

impl Schema {
    fn load() -> Schema {
        let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("assets/liveblog-1.schema.json");
        let schema: Value = serde_json::from_str(&fs::read_to_string(path).unwrap()).unwrap();
        let document = jsonschema::validator_for(&schema).unwrap();
        let mut of_post = schema;
        let parts = of_post.as_object_mut().unwrap();
        parts.retain(|key, _| matches!(key.as_str(), "$schema" | "$defs"));
        parts.insert("$ref".to_owned(), json!("#post"));
        Schema { document, post: jsonschema::validator_for(&of_post).unwrap() }
    }

    /// All that is printed of a folder, or of the sample coverage, is valid.
    fn assert_printed(&self, folder: Option<&Path>) {
        let printed = |format| {
            out(&dateline(&["print", "--all", "--format", format]).args(folder).assert().success())
        };
        assert_valid(&self.document, &printed("json"));
        let lines = printed("ndjson");
        for (at, line) in lines.lines().enumerate() {
            assert_valid(if at == 0 { &self.document } else { &self.post }, line);
        }
        assert!(lines.lines().count() > 1, "nothing was printed");
    }
}

fn assert_valid(validator: &Validator, text: &str) {
    let value: Value = serde_json::from_str(text).unwrap();
    if let Some(error) = validator.iter_errors(&value).next() {
        panic!("{}: {error}", error.instance_path());
    }
}

#[test]
fn what_is_printed_is_valid() {
    let schema = Schema::load();
    schema.assert_printed(None);
    let place = tempfile::tempdir().unwrap();
    schema.assert_printed(Some(&hostile::folder(place.path())));
}

/// A document that is read, and is against the schema in many ways.
const ODD: &str = r#"{"format":"liveblog/1","title":"","posts":[
{"headline":"A","kinds":["Breaking","opinion"],"by":null,"timeSource":"heard","version":null},
{"headline":"","by":[{"name":""}],"url":"ftp://a.example","body":[{"type":"subhead"}]},
{"headline":"B","firstCreated":"2025-06-02","body":[{"type":"embed","text":"E"},{"type":"list"}]},
{"headline":"C","firstCreated":"2025-06-02T10:50:00Z","pubStatus":"withdrawn"}
]}"#;

#[test]
fn what_is_against_the_schema_is_read_and_printed_as_it_has_it() {
    let folder = tempfile::tempdir().unwrap();
    fs::write(folder.path().join("odd.json"), ODD).unwrap();
    Schema::load().assert_printed(Some(folder.path()));
}

#[test]
fn check_names_what_is_against_the_schema() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("odd.json");
    fs::write(&path, ODD).unwrap();
    let wanted = [
        "odd.json: liveblog/1 (JSON), 4 posts",
        "odd.json:1: against the schema: `title` is empty",
        "odd.json:2: against the schema: `posts[0].version` is not a whole number",
        "odd.json:2: against the schema: `posts[0].timeSource` is none of printed, named, year-assumed, \
         date-assumed, page, file, none",
        "odd.json:2: against the schema: `posts[0].kinds[0]` is none of breaking, analysis, summary, article, key,",
        "odd.json:2: against the schema: `posts[0].kinds[1]` is none of",
        "odd.json:2: against the schema: `posts[0].by` is not a list",
        "odd.json:3: against the schema: `posts[1].headline` is empty",
        "odd.json:3: against the schema: `posts[1].by[0].name` is empty",
        "odd.json:3: against the schema: `posts[1].url` is `ftp://a.example`, which is not an http or",
        "odd.json:3: against the schema: `posts[1].body[0]` has no `text`",
        "odd.json:4: against the schema: `posts[2].firstCreated` is `2025-06-02`, which is not a time",
        "odd.json:4: against the schema: `posts[2].body[0].type` is none of p, subhead,",
        "odd.json:4: against the schema: `posts[2].body[1]` has no `items`",
    ];
    // The file alone, and the folder that it is in.
    for path in [path.as_path(), folder.path()] {
        let run = dateline(&["check", path.to_str().unwrap()]).assert().code(1).stderr("");
        let told = out(&run).replace(&format!("{}/", folder.path().display()), "");
        let mut left = judged(&told);
        for wanted in wanted {
            let at = left.iter().position(|line| line.starts_with(wanted));
            left.remove(at.unwrap_or_else(|| panic!("no `{wanted}…`:\n{told}")));
        }
        assert_eq!(left.len(), 0, "{left:?}");
    }
    // What the reader says of a line is said once.
    let lines = format!("{}{{\"headline\":1}}\n{{\"headline\":\"A\"}}\n", documents::LIVEBLOG);
    fs::write(folder.path().join("odd.json"), lines).unwrap();
    let told = out(&dateline(&["check", folder.path().to_str().unwrap()]).assert().code(1));
    assert_eq!(judged(&told).len(), 2, "{told}");
    assert!(told.contains("odd.json:2: a post that does not fit"), "{told}");
}

#[test]
fn what_is_printed_passes_check() {
    for format in ["json", "ndjson"] {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("all");
        fs::write(&path, out(&dateline(&["print", "--format", format]).assert())).unwrap();
        let told = out(&dateline(&["check", path.to_str().unwrap()]).assert().success());
        assert_eq!(judged(&told).len(), 1, "{told}");
    }
}
