use super::*;

#[test]
fn member_in_another_letter_case_goes_into_its_field() {
    let sample: Sample = read(
        r#"{"TEXT": "a", "Int": 5, "COLOR": "RED", "Texts": ["a", 5], "cHILD": {"FLAG": true, "x": 1},
            "Children": [{"Text": "b"}], "Any": null, "Long": "7", "@odata.Type": 1, "DOUBLE": 1.5}"#,
    );
    assert_eq!(sample.text.as_deref(), Some("a"));
    assert_eq!(
        (sample.int, sample.long, sample.double),
        (Some(5), Some(7), Some(1.5))
    );
    assert_eq!(sample.color, Some(Color::Red));
    assert_eq!(sample.texts, Some(vec!["a".to_owned()]));
    assert_eq!(sample.child.as_ref().unwrap().flag, Some(true));
    let children = sample.children.as_ref().unwrap();
    assert_eq!(children[0].text.as_deref(), Some("b"));
    assert!(sample.is_null(Property::new("any")));
    let page: Page<Sample> = read(r#"{"@odata.nextlink": "n", "Value": [{"TEXT": "a"}]}"#);
    assert_eq!(
        (page.items().len(), page.next_link.as_deref()),
        (1, Some("n"))
    );
}

#[test]
fn exact_name_takes_precedence_over_another_letter_case() {
    let bodies = [
        (r#"{"text": "a", "Text": "b"}"#, Some("a")),
        (r#"{"Text": "b", "text": "a"}"#, Some("a")),
        (r#"{"Text": "b", "TEXT": "c"}"#, Some("b")),
        (r#"{"Text": "b", "TEXT": "c", "text": "a"}"#, Some("a")),
        (r#"{"Text": "b", "text": null}"#, None),
        (r#"{"text": null, "Text": "b"}"#, None),
        (r#"{"text": 5, "Text": "b"}"#, None),
        (r#"{"Text": "b", "text": 5}"#, None),
        (r#"{"Text": null, "text": "a"}"#, Some("a")),
        (r#"{"Text": null, "TEXT": "a"}"#, None),
        (r#"{"Text": 5, "text": "a"}"#, Some("a")),
        (
            r#"{"x": 1, "Text": "b", "int": null, "text": "a", "y": 2}"#,
            Some("a"),
        ),
    ];
    for (body, text) in bodies {
        let sample: Sample = read(body);
        assert_eq!(sample.text.as_deref(), text, "{body}");
    }
    let records: Sample = read(r#"{"Child": {"Text": "a", "x": [{}]}, "child": {"int": 1}}"#);
    assert_eq!(records.child.unwrap().int, Some(1));
    let again: Sample = read_as(
        r#"{"Text": "a", "x": 1, "Text": "b"}"#,
        r#"{"Text": "b", "x": 1}"#,
    );
    assert_eq!(again.text.as_deref(), Some("b"));
    let forgotten: Sample = read_as(
        r#"{"int": null, "Text": "RED", "int": 5, "Color": "RED", "COLOR": "blue"}"#,
        r#"{"int": 5, "Text": "RED", "Color": "RED", "COLOR": "blue"}"#,
    );
    assert_eq!(
        (forgotten.int, forgotten.color),
        (Some(5), Some(Color::Red))
    );
}

#[test]
fn edited_field_keeps_its_received_name() {
    let before: Sample = read(r#"{"Text": "a", "COLOR": "RED", "Int": null}"#);
    let mut sample = before.clone();
    sample.text = Some("b".to_owned());
    sample.color = Some(Color::Blue);
    sample.int = Some(1);
    let edited = r#"{"COLOR":"blue","Int":1,"Text":"b"}"#;
    assert_eq!(to_text(&sample), edited);
    assert_eq!(
        sample.changes_since(&before),
        serde_json::from_str(edited).unwrap()
    );
    sample.set_null(Property::new("text"));
    assert_eq!(to_text(&sample), r#"{"COLOR":"blue","Int":1,"Text":null}"#);
}

#[test]
fn mismatch_names_the_received_member() {
    let sample: Sample = read(
        r#"{"TEXT": 5, "Texts": ["a", 5], "Children": [5, {"INT": "x"}], "text": "a", "Flag": 1, "FLAG": 2}"#,
    );
    let mut listed = mismatches(&sample);
    listed.sort();
    let expected = [
        "Children[0]: expected microsoft.graph.sample, found a number",
        "Children[1].INT: expected Edm.Int32, found a string",
        "Flag: expected Edm.Boolean, found a number",
        "Texts[1]: expected Edm.String, found a number",
    ];
    assert_eq!(listed, expected);
}
