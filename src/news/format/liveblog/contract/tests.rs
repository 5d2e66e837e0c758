use super::*;

use serde_json::json;

/// A document with all that the form has.
fn full() -> Value {
    json!({"format": "liveblog/1", "uri": "tag:desk", "title": "Talks", "timezone": "Europe/London",
        "other": [null], "posts": [
        {"uri": "tag:1", "version": 2, "firstCreated": "2025-06-02T10:50:00+01:00",
         "versionCreated": "2025-06-02T10:58", "timeSource": "printed", "headline": "Boats",
         "kinds": ["breaking", "article"],
         "by": [{"name": "Kim Sample", "role": "Editor", "organisation": "Desk", "located": "Quay"}],
         "body": [{"type": "p", "text": "One."}, {"type": "list", "ordered": true, "items": ["a"]},
                  {"type": "image", "alt": "A", "caption": "C", "credit": "D"},
                  {"type": "video", "caption": "V"}, {"type": "quote", "text": "Q", "cite": "W"}],
         "url": "https://desk.example/1", "source": "talks.txt", "status": "usable"},
        {"uri": "tag:2", "pubStatus": "withheld"},
        {"body": [{"type": "subhead", "text": ""}, {"type": "furniture", "text": "Share"}]}]})
}

fn against(document: &Value) -> Vec<String> {
    let found = violations(&document.to_string(), &JSON);
    found.into_iter().map(|problem| problem.what).collect()
}

/// Every place in a value.
fn places(value: &Value, at: &str, found: &mut Vec<String>) {
    found.push(at.to_owned());
    match value {
        Value::Object(parts) => {
            parts.iter().for_each(|(key, part)| places(part, &format!("{at}/{key}"), found));
        }
        Value::Array(items) => {
            let items = items.iter().enumerate();
            items.for_each(|(index, item)| places(item, &format!("{at}/{index}"), found));
        }
        _ => {}
    }
}

#[test]
fn it_finds_what_a_whole_validator_finds() {
    let schema: Value = serde_json::from_str(SCHEMA).unwrap();
    jsonschema::meta::validate(&schema).unwrap();
    let validator = jsonschema::validator_for(&schema).unwrap();
    let full = full();
    assert_eq!(against(&full), [""; 0]);
    let mut all = Vec::new();
    places(&full, "", &mut all);
    let texts =
        ["", "x", "list", "p", "withdrawn", "http://a", "ftp://a", "2025-06-02", "Breaking"];
    let times = ["2025-06-02T10:50:00.123Z", "-000100-06-02t10:50:00+0100", "2025-06-02 10:50:00Z"];
    let texts = texts.iter().chain(&times).map(|text| json!(text));
    let others = [
        json!(null),
        json!(true),
        json!(0),
        json!(-1),
        json!(2.0),
        json!(1.5),
        json!([]),
        json!({}),
        json!([""]),
        json!([{}]),
        json!({"type": "p"}),
        json!({"name": "Kim"}),
        json!("liveblog/1"),
    ];
    let others: Vec<Value> = others.into_iter().chain(texts).collect();
    let (mut tried, mut valid) = (0, 0);
    let mut same = |document: &Value, what: &str| {
        let is_valid = validator.is_valid(document);
        assert_eq!(against(document).is_empty(), is_valid, "{what}: {:?}", against(document));
        tried += 1;
        valid += u32::from(is_valid);
    };
    for place in &all {
        for other in &others {
            let mut document = full.clone();
            *document.pointer_mut(place).unwrap() = other.clone();
            same(&document, &format!("{place} is {other}"));
        }
        let Some((parent, key)) = place.rsplit_once('/') else { continue };
        let mut document = full.clone();
        if let Some(Value::Object(parts)) = document.pointer_mut(parent) {
            parts.remove(key);
            same(&document, &format!("no {place}"));
        }
    }
    assert!(tried > 1000 && valid > 100, "{valid} valid of {tried}");
}

/// The words of JSON Schema that the walk knows, and those that only describe.
#[test]
fn the_schema_is_written_in_known_words() {
    fn assert_known(rule: &Value) {
        for (word, part) in rule.as_object().unwrap() {
            match word.as_str() {
                "$ref" | "type" | "required" | "enum" | "const" | "minLength" | "minItems"
                | "minimum" | "pattern" | "$schema" | "$anchor" | "title" | "description" => {}
                "items" | "if" | "then" => assert_known(part),
                "anyOf" | "allOf" => part.as_array().unwrap().iter().for_each(assert_known),
                "properties" | "$defs" => part.as_object().unwrap().values().for_each(assert_known),
                other => panic!("`{other}`"),
            }
            let is_least = matches!(word.as_str(), "minLength" | "minItems");
            assert!(!is_least || part == 1, "more than `not empty` is not looked at");
        }
    }
    assert_known(&serde_json::from_str(SCHEMA).unwrap());
}

#[test]
fn it_says_where_and_what() {
    let text = "{\"format\":\"liveblog/1\",\"posts\":[\n\
        {\"headline\":\"A\",\n \"kinds\":[\"breaking\",\n \"opinion\"]},\n\
        {\"headline\":\"\",\"body\":[{\"type\":\"list\"}],\"by\":[{\"name\":null}]},\n\
        {\"headline\":\"B\",\"version\":-1,\"url\":\"ftp://a.example\",\"firstCreated\":\"2025-06-02\"}]}";
    let found = violations(text, &JSON);
    let found: Vec<(usize, &str)> = found
        .iter()
        .map(|problem| (problem.line, problem.what.strip_prefix("against the schema: ").unwrap()))
        .collect();
    assert_eq!(
        found,
        [
            (
                4,
                "`posts[0].kinds[1]` is none of breaking, analysis, summary, article, key, opening, closing, explainer, video, picture, correction"
            ),
            (5, "`posts[1].headline` is empty"),
            (5, "`posts[1].body[0]` has no `items`"),
            (5, "`posts[1].by[0].name` is not a text"),
            (6, "`posts[2].version` is too small"),
            (6, "`posts[2].url` is `ftp://a.example`, which is not an http or https address"),
            (
                6,
                "`posts[2].firstCreated` is `2025-06-02`, which is not a time like \
                 2025-06-02T10:50:00+01:00"
            ),
        ]
    );
    let lines = "{\"format\":\"liveblog/1\",\"title\":1,\"posts\":[]}\n\n\
        {\"headline\":\"A\",\"by\":[{\"name\":\"\"}]}\n[]\n";
    let found: Vec<(usize, String)> =
        violations(lines, &LINES).into_iter().map(|problem| (problem.line, problem.what)).collect();
    assert_eq!(
        found,
        [
            (1, "against the schema: `title` is not a text".to_owned()),
            (3, "against the schema: `by[0].name` is empty".to_owned()),
            (4, "against the schema: it is not a post".to_owned()),
        ]
    );
}
