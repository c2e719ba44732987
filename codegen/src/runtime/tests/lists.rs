use super::*;

#[test]
fn list_skips_mismatches_and_round_trips() {
    let lists = [
        ("texts", r#"["a", 5, "b"]"#, r#"["a", "b"]"#),
        ("texts", r#"["a", null]"#, r#"["a"]"#),
        ("texts", "[5]", "[]"),
        ("doubles", r#"[1, 2.5, "x"]"#, "[1, 2.5]"),
        ("whens", r#"["2021", []]"#, r#"["2021"]"#),
        (
            "palette",
            r#"["RED", 5, "blue", null]"#,
            r#"["red", "blue"]"#,
        ),
        (
            "children",
            r#"[{"texts": ["a"], "x": null, "color": "RED"}, 5, {"text": "b"}]"#,
            r#"[{"texts": ["a"], "x": null, "color": "RED"}, {"text": "b"}]"#,
        ),
        ("children", r#"[{"int": null}, null]"#, r#"[{"int": null}]"#),
        ("children", "[[]]", "[]"),
        ("anyList", "[1, null]", "[1]"),
    ];
    for (name, json, fitting) in lists {
        let sample: Sample = read(&format!(r#"{{"{name}": {json}}}"#));
        let index = sample
            .schema()
            .fields
            .iter()
            .position(|own| *own == name)
            .unwrap();
        let fitting: Value = serde_json::from_str(fitting).unwrap();
        assert_eq!(
            Value::from(Record::as_dyn(&sample).slot(index).view()),
            fitting,
            "{json}"
        );
        let precise: Sample = json::from_str(&format!(r#"{{"{name}": {json}}}"#)).unwrap();
        assert_eq!(precise, sample);
    }
}

#[test]
fn mismatched_element_is_reported_with_its_value() {
    let sample: Sample = read(
        r#"{"texts": ["a", null, 5], "children": [{"flag": 1}, 5, {"texts": ["a", 7], "color": 9}]}"#,
    );
    let mut listed = mismatches(&sample);
    listed.sort();
    let expected = [
        "children[0].flag: expected Edm.Boolean, found a number",
        "children[1]: expected microsoft.graph.sample, found a number",
        "children[2].color: expected microsoft.graph.color, found a number",
        "children[2].texts[1]: expected Edm.String, found a number",
        "texts[1]: expected Edm.String, found null",
        "texts[2]: expected Edm.String, found a number",
    ];
    assert_eq!(listed, expected);
    assert!(from_value_strict::<Sample>(&to_value(&sample)).is_err());
}

#[test]
fn edited_list_is_written_as_edited() {
    type Edit = fn(&mut Vec<String>);
    let edits: [(Edit, &str); 4] = [
        (|list| drop(list.pop()), r#"{"texts":["a"]}"#),
        (
            |list| list.push("c".to_owned()),
            r#"{"texts":["a","b","c"]}"#,
        ),
        (|list| list.swap(0, 1), r#"{"texts":["b","a"]}"#),
        (|list| list[1] = "z".to_owned(), r#"{"texts":["a","z"]}"#),
    ];
    for (edit, expected) in edits {
        let mut sample: Sample = read(r#"{"texts": ["a", 5, "b"]}"#);
        edit(sample.texts.as_mut().unwrap());
        assert_eq!(to_text(&sample), expected);
        assert_eq!(to_value(&sample), serde_json::from_str(expected).unwrap());
        assert!(type_mismatches(&sample).is_empty());
    }
    let mut sample: Sample = read(r#"{"children": [{"text": "a"}, 5]}"#);
    sample.children.as_mut().unwrap()[0].text = Some("b".to_owned());
    assert_eq!(to_text(&sample), r#"{"children":[{"text":"b"}]}"#);
}

#[test]
fn large_number_may_be_a_string() {
    let sample: Sample = read(r#"{"long": "9007199254740993"}"#);
    assert_eq!(sample.long, Some(9_007_199_254_740_993));
    assert!(type_mismatches(&sample).is_empty());
    let page: Page<Sample> = read(r#"{"@odata.count": "12", "value": []}"#);
    assert_eq!(page.count, Some(12));
    let mut edited = sample;
    edited.long = Some(1);
    assert_eq!(to_text(&edited), r#"{"long":1}"#);
    for odd in [
        r#""1.5""#,
        r#""01""#,
        r#"" 1""#,
        r#""""#,
        r#""9223372036854775808""#,
        r#""1e2""#,
    ] {
        let sample: Sample = read(&format!(r#"{{"long": {odd}}}"#));
        assert_eq!((sample.long, sample.extra.len()), (None, 1), "{odd}");
    }
    let small: Sample = read(r#"{"int": "5"}"#);
    assert_eq!(small.int, None);
}

#[test]
fn list_of_numbers_keeps_elements_of_other_types() {
    for list in [r#"[[], "INF"]"#, r#"["-INF", null]"#, r#"["NaN", "x"]"#] {
        let json = format!(r#"{{"doubles": {list}}}"#);
        let sample: Sample = serde_json::from_str(&json).unwrap();
        let written: Value = serde_json::from_str(&json).unwrap();
        assert_eq!(to_value(&sample), written, "{list}");
    }
}
