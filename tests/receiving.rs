//! What a program receives: nothing is lost, and nothing that is wrong is silent.

use msgraph_types::{Call, Resource, Value, from_value, from_value_strict, type_mismatches};

fn value(json: &str) -> Value {
    serde_json::from_str(json).expect("JSON")
}

fn read<T: for<'de> serde::Deserialize<'de>>(json: &str) -> T {
    from_value(&value(json)).expect("a body")
}

#[test]
fn i_tell_a_relationship_that_is_absent_null_or_malformed() {
    let absent: Call = read("{}");
    assert_eq!(absent.participants(), Ok(None));
    assert!(!absent.is_null(Call::PARTICIPANTS));
    let null: Call = read(r#"{"participants": null}"#);
    assert_eq!(null.participants(), Ok(None));
    assert!(null.is_null(Call::PARTICIPANTS));
    let malformed: Call = read(r#"{"participants": {"id": "1"}}"#);
    assert!(malformed.participants().is_err());
    assert!(from_value_strict::<Call>(&value(r#"{"participants": 5}"#)).is_err());
}

#[test]
fn an_odd_element_of_a_relationship_loses_no_other() {
    let call: Call = read(r#"{"participants": [{"id": "1"}, null, {"id": "2"}, "x"]}"#);
    let participants = call.participants().expect("a list").expect("expanded");
    let ids = participants.iter().map(|own| own.id.as_deref());
    assert_eq!(ids.collect::<Vec<_>>(), [Some("1"), Some("2")]);
    let odd = type_mismatches(&call);
    let odd: Vec<String> = odd.iter().map(ToString::to_string).collect();
    assert_eq!(
        odd,
        [
            "participants[1]: expected a resource, found null",
            "participants[3]: expected a resource, found a string"
        ]
    );
}
