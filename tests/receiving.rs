//! What programs receive: nothing is lost, and nothing wrong goes unnoticed.

use msgraph_types::{
    Call, Page, Participant, Resource, Value, from_value, from_value_strict, type_mismatches,
};

fn value(json: &str) -> Value {
    serde_json::from_str(json).expect("JSON")
}

fn read<T: for<'de> serde::Deserialize<'de>>(json: &str) -> T {
    from_value(&value(json)).expect("a body")
}

#[test]
fn relationship_is_absent_null_or_malformed() {
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
fn malformed_element_of_a_relationship_loses_no_other() {
    let call: Call = read(r#"{"participants": [{"id": "1"}, null, {"id": "2"}, "x"]}"#);
    let participants = call.participants().expect("a list").expect("expanded");
    let ids = participants.iter().map(|own| own.id.as_deref());
    assert_eq!(ids.collect::<Vec<_>>(), [Some("1"), Some("2")]);
    let other_case: Call = read(r#"{"PARTICIPANTS": 5}"#);
    assert_eq!(type_mismatches(&other_case).len(), 1);
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

#[test]
fn strict_reading_looks_inside_expanded_relationships() {
    let odd = r#"{"id": "1", "Participants": [{"id": "2"}, {"id": 5, "info": {"identity": {"user": 7}}}]}"#;
    let places = [
        "Participants[1].id: expected Edm.String, found a number",
        "Participants[1].info.identity.user: expected microsoft.graph.identity, found a number",
    ];
    let error = |body: &str, error: String| {
        for place in places {
            assert!(error.contains(place), "{body}: {error}");
        }
    };
    let of_call = from_value_strict::<Call>(&value(odd)).expect_err("a misfit");
    error(odd, of_call.to_string());
    let page = format!(r#"{{"value": [{odd}]}}"#);
    let of_page = from_value_strict::<Page<Call>>(&value(&page)).expect_err("a misfit");
    error(&page, of_page.to_string());
    let mut reader = serde_json::Deserializer::from_str(odd);
    let of_text = msgraph_types::deserialize_strict::<Call, _>(&mut reader).expect_err("a misfit");
    error(odd, of_text.to_string());
    // Lenient reading must be requested.
    let call: Call = read(odd);
    assert_eq!(type_mismatches(&call), []);
    let inside = call
        .extra
        .related_type_mismatches::<Participant>("participants");
    assert_eq!(inside.len(), places.len());
    let right = value(r#"{"participants": [{"id": "2", "newer": 1}], "operations": null}"#);
    assert!(from_value_strict::<Call>(&right).is_ok());
}
