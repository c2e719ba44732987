//! Bodies that would take hours or overflow the stack with the obvious implementation.

use super::*;

const MANY: usize = 100_000;

fn body(member: impl Fn(usize) -> String) -> Sample {
    let members: Vec<String> = (0..MANY).map(member).collect();
    serde_json::from_str(&format!("{{{}}}", members.join(","))).unwrap()
}

#[test]
fn many_members_without_a_field_are_kept() {
    let sample = body(|n| format!(r#""m{n}": {n}"#));
    assert_eq!(sample.extra.len(), MANY);
    assert_eq!(to_value(&sample).as_object().map(Object::len), Some(MANY));
    assert_eq!(sample.clone(), sample);
    let reversed = body(|n| format!(r#""m{0}": {0}"#, MANY - 1 - n));
    assert_eq!(sample, reversed);
    assert_eq!(from_value::<Sample>(&to_value(&sample)).unwrap(), sample);
}

#[test]
fn last_of_many_repeated_members_wins() {
    let sample = body(|n| format!(r#""m{}": {n}"#, n % 1000));
    assert_eq!(sample.extra.len(), 1000);
    assert_eq!(
        sample.extra.get("m0"),
        Some(&Value::from((MANY - 1000) as i64))
    );
    let sample = body(|n| format!(r#""text": {}"#, if n % 2 == 0 { "5" } else { r#""t""# }));
    assert_eq!((sample.text.as_deref(), sample.extra.len()), (Some("t"), 0));
    let sample = body(|n| match n % 4 {
        0 => r#""text": null"#.to_owned(),
        1 => format!(r#""m{n}": 1"#),
        2 => r#""text": "t""#.to_owned(),
        _ => r#""int": null"#.to_owned(),
    });
    assert_eq!(sample.extra.len(), MANY / 4 + 1);
}

#[test]
fn long_list_with_a_mismatch_at_its_end_is_kept() {
    let list = vec![r#"{"text": "t"}"#; MANY].join(",");
    let sample: Sample = serde_json::from_str(&format!(r#"{{"children": [{list}, 5]}}"#)).unwrap();
    assert_eq!(
        sample
            .extra
            .get("children")
            .and_then(Value::as_array)
            .map(<[Value]>::len),
        Some(MANY + 1)
    );
}

#[test]
fn nesting_at_the_limit_of_serde_json_is_read() {
    for (open, close, levels) in [
        (r#"{"child":"#, "}", 126),
        (r#"{"unknown":"#, "}", 126),
        (r#"{"children":["#, "]}", 63),
        (r#"{"any":["#, "]}", 63),
    ] {
        let json = format!("{}{{}}{}", open.repeat(levels), close.repeat(levels));
        let sample: Sample = read(&json);
        assert!(format!("{sample:?}").len() > levels);
        assert!(type_mismatches(&sample).is_empty());
        // Values that are nested deeper are kept, and nothing around them is lost.
        let deeper = format!("{open}{json}{close}");
        assert_eq!(written(&deeper), deeper);
    }
}
