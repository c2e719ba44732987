use super::*;

#[test]
fn members_match_in_any_case_and_keep_it() {
    let operation: CommsOperation = read(r#"{"status": "NOTSTARTED"}"#);
    assert_eq!(operation.status, Some(CommsOperationStatus::NotStarted));
    assert!(type_mismatches(&operation).is_empty());
}

#[test]
fn received_spelling_applies_only_to_its_value() {
    let mut operation: CommsOperation = read(r#"{"status": "Running"}"#);
    operation.status = Some(CommsOperationStatus::Failed);
    assert_eq!(to_text(&operation), r#"{"status":"failed"}"#);
    operation.status = Some(CommsOperationStatus::from("never heard of"));
    assert_eq!(to_text(&operation), r#"{"status":"never heard of"}"#);
    operation.status = Some(CommsOperationStatus::Running);
    assert_eq!(to_text(&operation), r#"{"status":"Running"}"#);
    operation.status = None;
    assert_eq!(to_text(&operation), r#"{"status":"Running"}"#);
}

#[test]
fn unrecognised_value_keeps_its_own_spelling() {
    let mut operation = CommsOperation::default();
    operation.extra.insert("status", "paused");
    operation.status = Some(CommsOperationStatus::from("PAUSED"));
    assert_eq!(to_text(&operation), r#"{"status":"PAUSED"}"#);
}

#[test]
fn unrecognised_value_is_kept() {
    let operation: CommsOperation = read(r#"{"status": "Paused"}"#);
    assert!(operation.extra.is_empty());
    let status = operation.status.unwrap();
    assert_eq!(status.as_str(), "Paused");
    assert_ne!(status, CommsOperationStatus::from("paused"));
    assert!(matches!(status, CommsOperationStatus::Unrecognized(_)));
}

#[test]
fn spellings_in_a_list_are_kept() {
    let mut sample: Sample = read(r#"{"palette": ["red", "GREEN", "mauve", "blue"]}"#);
    assert_eq!(sample.palette.as_ref().unwrap()[1], Color::Green);
    sample.palette.as_mut().unwrap().pop();
    assert_eq!(to_text(&sample), r#"{"palette":["red","green","mauve"]}"#);
    let mauve: Sample = read(r#"{"palette": ["mauve", "GREEN"]}"#);
    assert_eq!(mauve.palette.unwrap(), [Color::from("mauve"), Color::Green]);
}

#[test]
fn enum_is_read_and_printed_on_its_own() {
    let colors: Vec<Color> = serde_json::from_str(r#"["RED", "unknownFutureValue", "x"]"#).unwrap();
    assert_eq!(
        colors,
        [Color::Red, Color::UnknownFutureValue, Color::from("x")]
    );
    assert_eq!(format!("{:>6}|{}", Color::Red, colors[2]), "   red|x");
    assert_eq!(colors[2].as_str(), "x");
    assert_eq!(to_text(&colors), r#"["red","unknownFutureValue","x"]"#);
    assert!(serde_json::from_str::<Color>("1").is_err());
}

#[test]
fn enum_is_parsed_from_any_text() {
    let red: Color = "Red".parse().unwrap();
    assert_eq!(
        (red, Color::from("mauve".to_owned())),
        (Color::Red, Color::from("mauve"))
    );
}

#[test]
fn flags_are_a_set() {
    let sample: Sample = read(r#"{"colors": "RED, blue,new"}"#);
    assert!(sample.extra.is_empty());
    let mut colors = sample.colors.unwrap();
    assert_eq!(
        colors,
        [Colors::from("new"), Colors::Blue, Colors::Red]
            .into_iter()
            .collect()
    );
    assert!(colors.contains(&Colors::Blue) && !colors.contains(&Colors::Green));
    assert_eq!(colors.to_string(), "RED, blue,new");
    assert!(colors.insert(Colors::Green) && !colors.insert(Colors::Green));
    assert!(colors.remove(&Colors::Blue));
    assert_eq!(colors.as_str(), "red,new,green");
}

#[test]
fn flags_in_one_text_are_split() {
    let mut colors = FlagSet::new();
    colors.insert(Colors::from("green,new"));
    assert!(colors.contains(&Colors::Green));
    assert_eq!(colors.len(), 2);
    assert!(FlagSet::<Colors>::from(" ,").is_empty());
}

/// An enum with two members that differ only in letter case.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
enum Size {
    Small,
    SmallCapitalized,
    Unrecognized(runtime::Unrecognized),
}

runtime::wire_enum! {
    Size: "t.size";
    Small: "small",
    SmallCapitalized: "Small",
}

#[test]
fn members_that_differ_in_case_match_exactly() {
    for (text, size) in [
        ("small", Size::Small),
        ("Small", Size::SmallCapitalized),
        ("SMALL", Size::Small),
    ] {
        assert_eq!(Size::from(text), size);
    }
    assert_eq!(Size::SmallCapitalized.as_str(), "Small");
}
