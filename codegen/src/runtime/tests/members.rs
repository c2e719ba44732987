use super::*;

#[test]
fn primitives_are_read_into_fields() {
    let sample: Sample = read(
        r#"{"flag": true, "byte": 255, "sbyte": -128, "short": -32768, "int": 2147483647,
            "long": -9223372036854775808, "double": 1.5, "doubles": [1, -2.5], "text": "", "texts": [],
            "date": "2021-07-16", "time": "09:30:00", "when": "2021-07-16T09:30:00.50Z", "duration": "PT1H",
            "guid": "0A5FBD6C", "binary": "AAE=", "whens": ["0001-01-01T00:00:00Z"], "empty": {}}"#,
    );
    assert!(sample.extra.is_empty());
    assert_eq!(sample.flag, Some(true));
    assert_eq!(
        (sample.byte, sample.sbyte, sample.short),
        (Some(255), Some(-128), Some(-32768))
    );
    assert_eq!((sample.int, sample.long), (Some(i32::MAX), Some(i64::MIN)));
    assert_eq!(sample.doubles, Some(vec![1.0, -2.5]));
    assert_eq!(sample.texts, Some(Vec::new()));
    assert_eq!(sample.when.unwrap().as_str(), "2021-07-16T09:30:00.50Z");
    assert_eq!(sample.guid, Some(Guid::from("0A5FBD6C")));
}

#[test]
fn unknown_members_are_kept_in_order() {
    let operation: CommsOperation = read(
        r##"{"@odata.type": "#microsoft.graph.x", "new": {"b": [1, null], "a": 2}, "id": "1", "zeta": 1e3}"##,
    );
    let names: Vec<&str> = operation.extra.iter().map(|(name, _)| name).collect();
    assert_eq!(names, ["@odata.type", "new", "zeta"]);
    let text = to_text(&operation);
    assert_eq!(
        text,
        r##"{"@odata.type":"#microsoft.graph.x","id":"1","new":{"b":[1,null],"a":2},"zeta":1000.0}"##
    );
}

#[test]
fn null_and_absent_members_are_distinguished() {
    let operation: CommsOperation = read(r#"{"id": null, "clientContext": "c"}"#);
    assert_eq!(operation.id, None);
    assert_eq!(operation.extra.get("id"), Some(&Value::Null));
    assert_eq!(operation.extra.get("status"), None);
    assert_ne!(operation, read(r#"{"clientContext": "c"}"#));
}

#[test]
fn field_takes_precedence_over_its_member_in_extra() {
    let mut operation: CommsOperation = read(r#"{"id": null, "status": 5, "x": 1}"#);
    operation.id = Some("1".to_owned());
    operation.status = Some(CommsOperationStatus::Failed);
    assert_eq!(to_text(&operation), r#"{"id":"1","status":"failed","x":1}"#);
}

#[test]
fn mismatched_values_are_kept() {
    let type_mismatches = [
        ("text", "5"),
        ("text", r#"{"a": [1]}"#),
        ("texts", r#""one""#),
        ("flag", r#""true""#),
        ("byte", "256"),
        ("byte", "-1"),
        ("sbyte", "128"),
        ("short", "32768"),
        ("int", "2147483648"),
        ("int", "1.5"),
        ("long", "9223372036854775808"),
        ("double", "9007199254740993"),
        ("double", "-9007199254740993"),
        ("double", r#""1.5""#),
        ("date", "20210716"),
        ("decimal", "true"),
        ("child", "[{}]"),
        ("child", r#""x""#),
        ("children", "{}"),
        ("empty", "false"),
        ("color", "1"),
        ("colors", r#"["red"]"#),
    ];
    for (name, json) in type_mismatches {
        let sample: Sample = read(&format!(r#"{{"{name}": {json}}}"#));
        let value: Value = serde_json::from_str(json).unwrap();
        assert_eq!(sample.extra.get(name), Some(&value), "{name}: {json}");
        let only_extra = Sample {
            extra: sample.extra.clone(),
            ..Sample::default()
        };
        assert_eq!(sample, only_extra);
    }
}

#[test]
fn last_repeated_member_wins() {
    let cases = [
        (r#"{"id": "a", "id": "b"}"#, r#"{"id": "b"}"#),
        (r#"{"id": "a", "id": 5}"#, r#"{"id": 5}"#),
        (r#"{"id": "a", "id": null}"#, r#"{"id": null}"#),
        (r#"{"id": 5, "id": "a"}"#, r#"{"id": "a"}"#),
        (r#"{"id": null, "id": 5, "id": null}"#, r#"{"id": null}"#),
        (
            r#"{"x": 1, "id": 5, "status": null, "id": "a", "x": 2}"#,
            r#"{"x": 2, "status": null, "id": "a"}"#,
        ),
        (
            r#"{"status": "RUNNING", "status": "failed"}"#,
            r#"{"status": "failed"}"#,
        ),
        (
            r#"{"resultInfo": {"code": 1}, "resultInfo": {"x": 1}}"#,
            r#"{"resultInfo": {"x": 1}}"#,
        ),
        (r#"{"x": {"a": 1, "a": 2}}"#, r#"{"x": {"a": 2}}"#),
    ];
    for (json, written) in cases {
        let operation: CommsOperation = read_as(json, written);
        assert_eq!(operation, read(written), "{json}");
    }
    let sample: Sample = read_as(r#"{"texts": ["a"], "texts": ["b"]}"#, r#"{"texts": ["b"]}"#);
    assert_eq!(sample.texts, Some(vec!["b".to_owned()]));
}

#[test]
fn any_value_is_taken_as_it_is() {
    let sample: Sample =
        read(r#"{"any": {"b": [1, {"c": null}], "a": ""}, "anyList": [{"x": 1}, [2], "3"]}"#);
    assert!(sample.extra.is_empty());
    assert_eq!(sample.any_list.map(|list| list.len()), Some(3));
    let sample: Sample = read(r#"{"any": null}"#);
    assert_eq!((sample.any, sample.extra.len()), (None, 1));
}

#[test]
fn decimal_is_written_as_it_came() {
    let number: Sample = read(r#"{"decimal": 0.10}"#);
    assert_eq!(number.decimal.unwrap().as_number(), Some(Number::F64(0.1)));
    let text: Sample = read(r#"{"decimal": "0.10"}"#);
    assert_eq!(text.decimal.unwrap().as_str(), Some("0.10"));
}

#[test]
fn non_finite_doubles_are_written_as_odata_strings() {
    let sample = Sample {
        double: Some(f64::INFINITY),
        ..Sample::default()
    };
    let text = to_text(&sample);
    assert_eq!(text, r#"{"double":"INF"}"#);
    assert_eq!(read::<Sample>(&text), sample);
}

#[test]
fn type_without_fields_keeps_everything() {
    let empty: Empty = read(r#"{"a": 1}"#);
    assert_eq!(empty.extra.len(), 1);
}

#[test]
fn debug_output_has_only_present_members() {
    let operation: CommsOperation =
        read(r#"{"status": "running", "resultInfo": {"code": 5}, "x": [null]}"#);
    assert_eq!(
        format!("{operation:?}"),
        r#"commsOperation { resultInfo: resultInfo { code: 5 }, status: running, extra: {"x": [null]} }"#
    );
}

#[test]
fn body_that_is_not_an_object_is_an_error() {
    let error = serde_json::from_str::<CommsOperation>("[]").unwrap_err();
    assert!(
        error
            .to_string()
            .contains("expected microsoft.graph.commsOperation, found a list"),
        "{error}"
    );
    assert!(serde_json::from_str::<CommsOperation>("{\"id\": 1").is_err());
}

struct Names {
    five: Option<bool>,
    forty: Option<bool>,
    one: Option<bool>,
    ten: Option<bool>,
    two: Option<bool>,
    extra: Extra,
    #[doc(hidden)]
    __non_exhaustive: (),
}

runtime::record! {
    Names: "microsoft.graph.names";
    fields {
        five: "five5",
        forty: "forty_forty_forty_forty_forty_forty_fort",
        one: "o",
        ten: "ten_ten_te",
        two: "tw",
    }
}

#[test]
fn name_that_differs_in_one_byte_does_not_match() {
    for name in <Names as Record>::empty().schema().fields {
        let names: Names = read(&format!(r#"{{"{name}": true}}"#));
        assert!(names.extra.is_empty(), "{name}");
        for at in 0..name.len() {
            let mut other = (*name).to_owned();
            other.replace_range(at..=at, "~");
            let names: Names = read(&format!(r#"{{"{other}": true}}"#));
            assert_eq!(names.extra.len(), 1, "{other}");
        }
    }
}
