//! JSON that no type of Rust can hold.

use super::*;
use std::collections::BTreeMap;

#[test]
fn number_that_fits_no_type_keeps_its_text() {
    for number in [
        "1e400",
        "-1E+400",
        "1e-400",
        "-0",
        "18446744073709551616",
        "-9223372036854775809",
        "123456789012345678901234567890",
        "0.1234567890123456789",
        "3.00000000000000000001",
        "1e99999999999999999999",
    ] {
        for member in [
            "x", "any", "decimal", "double", "int", "long", "text", "child",
        ] {
            let json = format!(r#"{{"{member}":{number}}}"#);
            assert_eq!(written(&json), json);
        }
        for json in [
            format!(r#"{{"x":[1,{number},{{"y":{number}}}]}}"#),
            format!(r#"{{"doubles":[1.5,{number}]}}"#),
            format!(r#"{{"anyList":[{number},2]}}"#),
        ] {
            assert_eq!(written(&json), json);
        }
    }
}

#[test]
fn number_that_fits_a_type_is_read_into_it() {
    for (number, expected) in [
        ("18446744073709551615", Number::U64(u64::MAX)),
        ("-9223372036854775808", Number::I64(i64::MIN)),
        ("1.50", Number::F64(1.5)),
        ("15e-1", Number::F64(1.5)),
        ("0.0", Number::F64(0.0)),
        ("0e99", Number::F64(0.0)),
        ("1.7976931348623157e308", Number::F64(f64::MAX)),
        ("0.1", Number::F64(0.1)),
        ("100000000000000000000.0", Number::F64(1e20)),
    ] {
        let value: Value = serde_json::from_str(number).unwrap();
        assert_eq!(value.as_number(), Some(expected), "{number}");
    }
}

#[test]
fn field_holds_the_nearest_number_and_is_written_as_it_came() {
    let json = r#"{"double":0.10000000000000001,"doubles":[0.10000000000000001,2.5],"int":-0}"#;
    let mut sample: Sample = serde_json::from_str(json).unwrap();
    assert_eq!((sample.double, sample.int), (Some(0.1), Some(0)));
    assert!(type_mismatches(&sample).is_empty());
    assert_eq!(written(json), json);
    (sample.double, sample.doubles, sample.int) = (Some(0.5), Some(vec![1.5]), Some(1));
    let changed = r#"{"double":0.5,"doubles":[1.5],"int":1}"#;
    assert_eq!(to_text(&sample), changed);
}

#[test]
fn zero_keeps_its_sign() {
    let value: Value = [("int", Value::from(-0.0)), ("x", Value::from(-0.0))]
        .into_iter()
        .collect::<Object>()
        .into();
    let sample: Sample = from_value(&value).unwrap();
    assert_eq!(sample.int, Some(0));
    assert_eq!(to_text(&sample), r#"{"int":-0.0,"x":-0.0}"#);
}

#[test]
fn lone_surrogate_affects_one_string() {
    for text in [
        r#""\ud800""#,
        r#""a\uDFFFb""#,
        r#""\ud83d\u0041""#,
        r#""\udc00\ud800""#,
        r#""\uD83Dx\uDE00""#,
        r#""\ud83d\ud83d\ude00""#,
    ] {
        let json = format!(r#"{{"text":{text},"flag":true,"x":[{text}],"texts":["a",{text}]}}"#);
        let sample: Sample = serde_json::from_str(&json).unwrap();
        assert_eq!(sample.flag, Some(true));
        assert_eq!(type_mismatches(&sample).len(), 2);
        let expected =
            format!(r#"{{"flag":true,"texts":["a",{text}],"text":{text},"x":[{text}]}}"#);
        assert_eq!(written(&json), expected);
    }
    let sample: Sample = serde_json::from_str(r#"{"text": "\ud83d\ude00\u00e9\"\\\/\b"}"#).unwrap();
    assert_eq!(sample.text.as_deref(), Some("\u{1f600}\u{e9}\"\\/\u{8}"));
}

#[test]
fn lone_surrogate_in_a_name_affects_one_object() {
    let json = r#"{"flag":true,"child":{"text":"t","\ud800":1,"int":[{"}":"]"}]},"x":{"y":{"\udfff":{}}}}"#;
    let sample: Sample = serde_json::from_str(json).unwrap();
    assert_eq!((sample.flag, sample.child.is_none()), (Some(true), true));
    assert_eq!(written(json), json);
    let found = type_mismatches(&sample);
    assert_eq!((found.len(), &*found[0].path), (1, "child"));
    // Without its name, nothing would be left of the body, so the name stays in its escaped form.
    let sample: Sample = serde_json::from_str(r#"{"\ud800": 1, "flag": true}"#).unwrap();
    assert_eq!(sample.extra.get("\\ud800"), Some(&Value::from(1)));
}

#[test]
fn bodies_of_any_depth_are_kept() {
    for levels in [126, 127, 128, 1_000, 200_000] {
        for (open, close) in [("[", "]"), (r#"{"a":"#, "}")] {
            let deep = format!("{}1{}", open.repeat(levels), close.repeat(levels));
            let json = format!(r#"{{"flag":true,"x":{deep}}}"#);
            assert_eq!(written(&json), json);
            let json = format!(r#"{{"flag":true,"child":{deep},"any":{deep}}}"#);
            let sample: Sample = serde_json::from_str(&json).unwrap();
            assert_eq!((sample.flag, sample.clone()), (Some(true), sample));
        }
    }
}

const NUMBER: &str = "$serde_json::private::Number";
const RAW: &str = "$serde_json::private::RawValue";

/// Members with the names under which serde_json hands text over.
fn hostile() -> Vec<String> {
    let values = [
        r#""5""#,
        r#""\u0035""#,
        "5",
        "null",
        r#""{\"flag\":true}""#,
        r#""1e400""#,
        "{}",
    ];
    let mut bodies = Vec::new();
    for token in [NUMBER, RAW] {
        for value in values {
            let object = format!(r#"{{"{token}":{value}}}"#);
            bodies.push(object.clone());
            for member in ["x", "child", "int", "double", "any", "text", "decimal"] {
                bodies.push(format!(r#"{{"{member}":{object}}}"#));
            }
            bodies.push(format!(r#"{{"children":[{{"flag":true}},{object}]}}"#));
            bodies.push(format!(r#"{{"anyList":[{object}]}}"#));
            bodies.push(format!(r#"{{"x":{{"a":1,"{token}":{value},"b":2}}}}"#));
        }
    }
    bodies
}

#[test]
fn names_reserved_by_serde_json_are_data() {
    for json in hostile() {
        let plain = json.replace("\\u0035", "5");
        assert_eq!(written(&json), plain);
        let sample: Sample = serde_json::from_reader(json.as_bytes()).unwrap();
        assert_eq!(to_text(&sample), plain);
    }
}

/// Bodies as a reader passes them that never hands text over.
#[test]
fn names_reserved_by_serde_json_are_data_to_other_formats() {
    type Members = BTreeMap<String, Value>;
    for json in hostile() {
        let members: Members = serde_json::from_str(&json).unwrap();
        let body = Value::from(members.into_iter().collect::<Object>());
        let sample: Sample = from_value(&body).unwrap();
        assert_eq!(to_value(&sample), body);
    }
}

/// A number as serde_json hands it over if any crate in the build enables `arbitrary_precision`.
#[test]
fn number_passed_as_text_by_serde_json_is_a_number() {
    use serde::de::{
        Deserialize,
        value::{BorrowedStrDeserializer, MapAccessDeserializer, StringDeserializer},
    };
    struct Digits(Option<&'static str>);
    impl<'de> serde::de::MapAccess<'de> for Digits {
        type Error = Error;
        fn next_key_seed<S: serde::de::DeserializeSeed<'de>>(
            &mut self,
            seed: S,
        ) -> Result<Option<S::Value>, Error> {
            self.0
                .map(|_| seed.deserialize(BorrowedStrDeserializer::new(NUMBER)))
                .transpose()
        }
        fn next_value_seed<S: serde::de::DeserializeSeed<'de>>(
            &mut self,
            seed: S,
        ) -> Result<S::Value, Error> {
            seed.deserialize(StringDeserializer::new(self.0.take().unwrap().to_owned()))
        }
    }
    let read =
        |digits| Value::deserialize(MapAccessDeserializer::new(Digits(Some(digits)))).unwrap();
    assert_eq!(read("-7"), Value::from(-7));
    assert_eq!(read("1.50"), Value::from(1.5));
    let big = read("1e400");
    assert_eq!(format!("{big:?}"), "1e400");
    let body: Object = [
        ("double", big.clone()),
        ("decimal", big.clone()),
        ("x", big.clone()),
    ]
    .into_iter()
    .collect();
    let sample: Sample = from_value(&Value::from(body.clone())).unwrap();
    assert_eq!(
        (
            sample.double,
            sample.decimal.as_ref().map(Decimal::to_string)
        ),
        (None, Some("1e400".to_owned()))
    );
    assert_eq!(to_value(&sample), Value::from(body));
    assert_eq!(read("-0"), serde_json::from_str("-0").unwrap());
    assert!(matches!(read("five"), Value::Object(_)));
}

#[test]
fn invalid_json_is_an_error() {
    for json in [
        "",
        "{",
        "[",
        r#"{"a"}"#,
        r#"{"a":}"#,
        r#"{"a":1,}"#,
        r#"{"a":1 "b":2}"#,
        r#"{"x":01}"#,
        r#"{"x":1.}"#,
        r#"{"x":tru}"#,
        r#"{"x":"\q"}"#,
        r#"{"x":"\u12"}"#,
        r#"{"x":[1}"#,
        "{} {}",
        "{\"x\":\"\n\"}",
        r#"{"x":"\"#,
    ] {
        assert!(serde_json::from_str::<Sample>(json).is_err(), "{json}");
        assert!(
            json::from_slice::<Value>(json.as_bytes()).is_err(),
            "{json}"
        );
    }
}
