use super::*;

#[test]
fn one_misfit_makes_the_list_raw() {
    let lists = [
        ("texts", r#"["a", 5, "b"]"#),
        ("texts", r#"["a", null]"#),
        ("doubles", r#"[1, 2.5, "x"]"#),
        ("whens", r#"["2021", []]"#),
        (
            "children",
            r#"[{"texts": ["a"], "x": null, "color": "RED"}, 5, {"text": "b"}]"#,
        ),
        ("children", r#"[{"int": null}, null]"#),
        ("children", r#"[[]]"#),
        ("anyList", r#"[1, null]"#),
    ];
    for (name, json) in lists {
        let sample: Sample = read(&format!(r#"{{"{name}": {json}}}"#));
        let value: Value = serde_json::from_str(json).unwrap();
        assert_eq!(sample.extra.get(name), Some(&value));
        assert_eq!(
            sample,
            Sample {
                extra: sample.extra.clone(),
                ..Sample::default()
            }
        );
    }
}

#[test]
fn elements_keep_what_has_no_field() {
    let sample: Sample = read(r#"{"children": [{"x": 1, "text": null}, {"flag": 5}, {}]}"#);
    let children = sample.children.unwrap();
    assert_eq!(children.len(), 3);
    assert_eq!(children[1].extra.get("flag"), Some(&Value::from(5)));
}
