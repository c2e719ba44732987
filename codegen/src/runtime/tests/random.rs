//! Whatever a service may send is written back with the same members and values.

use proptest::{collection::vec, prelude::*};

use super::*;

/// Names of fields, unknown names, and names of annotations.
fn name() -> impl Strategy<Value = String> {
    let fields = Sample::default().schema().fields;
    prop_oneof![
        6 => proptest::sample::select(fields).prop_map(str::to_owned),
        1 => proptest::sample::select(fields).prop_map(str::to_uppercase),
        1 => proptest::sample::select(&["Text", "TEXT", "tExt", "Child", "cHILD", "CHILDREN", "Any"][..])
            .prop_map(str::to_owned),
        1 => "[a-c]{1,2}",
        1 => proptest::sample::select(&["@odata.type", "@odata.count", "value", "id", "status", "code"][..])
            .prop_map(str::to_owned),
    ]
}

/// With few digits, because serde_json does not read every number with many digits exactly.
fn fraction() -> impl Strategy<Value = f64> {
    any::<i32>().prop_map(|n| f64::from(n) / 64.0)
}

/// JSON text of a value that often fits, sometimes with repeated members.
fn json() -> impl Strategy<Value = String> {
    let leaf = prop_oneof![
        Just("null".to_owned()),
        any::<bool>().prop_map(|value| value.to_string()),
        any::<i64>().prop_map(|value| value.to_string()),
        any::<i8>().prop_map(|value| value.to_string()),
        any::<u64>().prop_map(|value| value.to_string()),
        fraction().prop_map(|value| format!("{value:?}")),
        proptest::sample::select(
            &[
                r#""red""#,
                r#""Red""#,
                r#""red, BLUE""#,
                r#""running""#,
                r#""INF""#,
                r#""""#
            ][..]
        )
        .prop_map(str::to_owned),
        "[ -~é\u{1f600}]{0,6}".prop_map(|text| to_text(&text)),
    ];
    leaf.prop_recursive(4, 40, 6, |inner| {
        prop_oneof![
            1 => vec(inner.clone(), 0..4).prop_map(|values| format!("[{}]", values.join(","))),
            2 => members(inner),
        ]
    })
}

fn members(value: impl Strategy<Value = String>) -> impl Strategy<Value = String> {
    vec((name(), value), 0..8).prop_map(|members| {
        let members: Vec<String> = members
            .iter()
            .map(|(name, value)| format!("\"{name}\": {value}"))
            .collect();
        format!("{{{}}}", members.join(","))
    })
}

proptest! {
    #[test]
    fn body_is_written_as_it_came(json in members(json())) {
        read::<Sample>(&json);
        read::<CommsOperation>(&json);
        read::<Page<Sample>>(&json);
    }

    #[test]
    fn strict_reading_equals_lenient_reading_without_mismatches(json in members(json())) {
        let lenient: Sample = read(&json);
        match json::from_str_strict::<Sample>(&json) {
            Ok(strict) => prop_assert!(strict == lenient && type_mismatches(&lenient).is_empty()),
            Err(error) => {
                let is_other_body = error.to_string().contains("found a body with \"value\"");
                prop_assert!(is_other_body || !type_mismatches(&lenient).is_empty());
            }
        }
    }

    #[test]
    fn members_that_fit_are_read_into_fields(text in "\\PC*", int: i32, flag: bool, double in fraction()) {
        let quoted = to_text(&text);
        let json = format!(r#"{{"text": {quoted}, "int": {int}, "flag": {flag}, "double": {double:?}}}"#);
        let sample: Sample = read(&json);
        prop_assert!(sample.extra.is_empty());
        prop_assert_eq!((sample.text, sample.int, sample.flag, sample.double),
            (Some(text), Some(int), Some(flag), Some(double)));
    }
}
