use super::*;

#[test]
fn page_lists_values() {
    let page: Page<CommsOperation> = read(
        r#"{"@odata.context": "c", "@odata.count": 2, "@odata.nextLink": "n",
            "value": [{"id": "1"}, {"id": "2", "x": 1}]}"#,
    );
    assert_eq!(
        (
            page.count,
            page.next_link.as_deref(),
            page.delta_link.as_deref()
        ),
        (Some(2), Some("n"), None)
    );
    assert_eq!(page.extra.len(), 1);
    let ids: Vec<_> = (&page)
        .into_iter()
        .map(|operation| operation.id.as_deref())
        .collect();
    assert_eq!(ids, [Some("1"), Some("2")]);
    assert_eq!(page.into_iter().count(), 2);
}

#[test]
fn page_keeps_values_that_do_not_fit() {
    for json in [
        "{}",
        r#"{"value": []}"#,
        r#"{"value": null}"#,
        r#"{"value": {"id": "1"}}"#,
        r#"{"value": [5, null], "@odata.deltaLink": 7}"#,
    ] {
        let page: Page<CommsOperation> = read(json);
        assert!(page.items().is_empty());
    }
    let page: Page<CommsOperation> = read(r#"{"value": [{"id": "1"}, null, {"id": 2}]}"#);
    assert_eq!(page.items().len(), 2);
    let texts: Page<String> = read(r#"{"value": ["a", "b"]}"#);
    assert_eq!(texts.items(), ["a", "b"]);
    let colors: Page<Color> = read(r#"{"value": ["RED"]}"#);
    assert_eq!(colors.items(), [Color::Red]);
}

#[test]
fn relationships_are_decoded_from_extra() {
    let sample: Sample = read(
        r#"{"manager": {"id": "1", "x": 5}, "reports": [{"id": "2"}, {"id": "3"}], "nobody": null, "odd": 5,
            "mixed": [{}, 5]}"#,
    );
    let extra = &sample.extra;
    let one = |name| extra.related::<CommsOperation>(name);
    let manager = one("manager").unwrap().unwrap();
    assert_eq!((manager.id.as_deref(), manager.extra.len()), (Some("1"), 1));
    assert_eq!(one("Manager"), one("manager"));
    assert_eq!(one("nobody"), Ok(None));
    assert_eq!(one("absent"), Ok(None));
    assert!(extra.get("nobody").is_some() && extra.get("absent").is_none());
    let odd = one("odd").unwrap_err().to_string();
    assert!(
        odd.starts_with("odd: expected microsoft.graph.commsOperation"),
        "{odd}"
    );

    let list = |name| extra.related_list::<CommsOperation>(name);
    let ids = |name| list(name).unwrap().map(|all| all.len());
    assert_eq!(ids("reports"), Some(2));
    assert_eq!(ids("mixed"), Some(1));
    assert_eq!((ids("nobody"), ids("absent")), (None, None));
    let manager = list("manager").unwrap_err().to_string();
    assert_eq!(manager, "manager: expected a list, found an object");
}
