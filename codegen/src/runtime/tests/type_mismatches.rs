use super::*;

const BODY: &str = r#"{"text": 5, "int": null, "colors": "RED", "color": "RED", "x": 1,
    "child": {"flag": "yes", "operation": {"status": "Running", "resultInfo": []}},
    "children": [{}, {"texts": "a"}]}"#;

#[test]
fn mismatches_are_listed_with_their_paths() {
    let sample: Sample = read(BODY);
    let expected = [
        "text: expected Edm.String, found a number",
        "child.flag: expected Edm.Boolean, found a string",
        "child.operation.resultInfo: expected microsoft.graph.resultInfo, found a list",
        "children[1].texts: expected Collection(Edm.String), found a string",
    ];
    assert_eq!(mismatches(&sample), expected);
}

#[test]
fn corrected_mismatch_is_not_listed() {
    let mut sample: Sample = read(r#"{"text": 5}"#);
    sample.text = Some("5".to_owned());
    assert!(type_mismatches(&sample).is_empty());
}

#[test]
fn strict_reading_rejects_mismatches() {
    let lenient: Sample = json::from_slice(BODY.as_bytes()).unwrap();
    let error = json::from_str_strict::<Sample>(BODY)
        .unwrap_err()
        .to_string();
    assert!(
        error.contains("children[1].texts: expected Collection(Edm.String)"),
        "{error}"
    );
    assert_eq!(
        from_value_strict::<Sample>(&to_value(&lenient))
            .unwrap_err()
            .to_string(),
        error
    );
}

#[test]
fn strict_reading_accepts_nulls_spellings_and_new_members() {
    let body = r#"{"text": null, "color": "RED", "palette": ["Blue", "new"], "x": 1}"#;
    let sample: Sample = json::from_str_strict(body).unwrap();
    assert_eq!(sample, json::from_str(body).unwrap());
    assert!(json::from_slice_strict::<Sample>(b"{} {}").is_err());
}

#[test]
fn mismatches_inside_expanded_relationships_are_listed() {
    let body =
        r#"{"Parts": [{"text": "a"}, null, 5, {"child": {"flag": "yes"}}], "owner": {"int": "x"}}"#;
    let sample: Sample = read(body);
    let paths = |name: &str| -> Vec<String> {
        let found = sample.extra.related_type_mismatches::<Sample>(name);
        found.iter().map(TypeMismatch::to_string).collect()
    };
    assert_eq!(
        paths("parts"),
        ["Parts[3].child.flag: expected Edm.Boolean, found a string"]
    );
    assert_eq!(
        paths("owner"),
        ["owner.int: expected Edm.Int32, found a string"]
    );
    assert!(paths("others").is_empty());
}
