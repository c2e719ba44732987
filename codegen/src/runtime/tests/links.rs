use super::*;
use envelope::{Delta, LinkError, Removed};

const REQUEST: &str = "https://graph.microsoft.com/v1.0/users?$top=2";

fn page(json: &str) -> Page<CommsOperation> {
    read(json)
}

fn linked(link: &str) -> Page<CommsOperation> {
    page(&format!(
        r#"{{"value": [], "@odata.nextLink": {}}}"#,
        serde_json::to_string(link).unwrap()
    ))
}

#[test]
fn pages_are_followed_to_the_last() {
    let next = "https://graph.microsoft.com/v1.0/users?$skiptoken=X";
    assert_eq!(linked(next).next_page(REQUEST), Ok(Some(next)));
    assert_eq!(page(r#"{"value": []}"#).next_page(REQUEST), Ok(None));
    assert_eq!(
        page(r#"{"@odata.nextLink": null}"#).next_page(REQUEST),
        Ok(None)
    );
}

#[test]
fn token_is_not_sent_to_another_origin() {
    for link in [
        "https://evil.example/v1.0/users",
        "http://graph.microsoft.com/v1.0/users",
        "https://graph.microsoft.com:8443/v1.0/users",
        "https://graph.microsoft.com.evil.example/",
        "https://graph.microsoft.com@evil.example/",
        "https://graph.microsoft.com:443@evil.example/",
        "https://evil.example\\@graph.microsoft.com/",
        "https://evil.example\t.graph.microsoft.com/",
        "https:\\\\graph.microsoft.com/",
        "https:/graph.microsoft.com/",
        "//graph.microsoft.com/v1.0/users",
        "/v1.0/users",
        " https://graph.microsoft.com/",
        "https://graph.microsoft.com%2eevil.example/",
        "https://graph.microsoft.com\u{ff0f}evil.example/",
        "https://[graph.microsoft.com]/",
        "https:///graph.microsoft.com/",
        "javascript://graph.microsoft.com/",
        "",
    ] {
        let page = linked(link);
        let error = page.next_page(REQUEST).unwrap_err();
        assert!(matches!(error, LinkError::Foreign { .. }), "{link}");
        assert!(!error.to_string().contains(char::is_control), "{error}");
    }
    assert!(linked(REQUEST).next_page("no address").is_err());
    assert!(linked("https://").next_page("https://").is_err());
}

#[test]
fn same_origin_may_be_spelled_differently() {
    for (request, link) in [
        (REQUEST, "HTTPS://Graph.Microsoft.Com:443/beta/x"),
        (
            "http://localhost:8080",
            "http://localhost:8080?x=//evil.example@y",
        ),
        ("http://[::1]:80/a", "http://[::1]/b#c"),
        ("https://127.0.0.1/", "https://127.0.0.1:443"),
    ] {
        assert_eq!(linked(link).next_page(request), Ok(Some(link)));
    }
}

#[test]
fn malformed_next_link_does_not_end_the_list() {
    let odd = page(r#"{"value": [], "@odata.nextLink": 7}"#);
    assert_eq!(odd.next_page(REQUEST), Err(LinkError::Malformed));
    assert_eq!(Delta::at(REQUEST).advance(&odd), Err(LinkError::Malformed));
}

#[test]
fn delta_states_what_was_removed_and_why() {
    let page = page(
        r#"{"value": [{"id": "1"}, {"id": "2", "@removed": {"reason": "changed"}},
            {"id": "3", "@removed": {"reason": "Deleted"}}, {"id": "4", "@removed": {"reason": "moved"}},
            {"id": "5", "@removed": {}}, {"id": "6", "@removed": null}]}"#,
    );
    let reasons: Vec<Option<Removed>> = page.items().iter().map(|item| Removed::of(item)).collect();
    assert_eq!(
        reasons[..3],
        [None, Some(Removed::Changed), Some(Removed::Deleted)]
    );
    let text = |at: usize| reasons[at].as_ref().map(Removed::as_str);
    assert_eq!((text(3), text(4), text(5)), (Some("moved"), Some(""), None));
    let member: Value = serde_json::from_str(
        r##"{"@odata.type": "#x", "id": "7", "@removed": {"reason": "deleted"}}"##,
    )
    .unwrap();
    assert_eq!(Removed::of_value(&member), Some(Removed::Deleted));
}

#[test]
fn delta_query_resumes_from_a_saved_link() {
    let mut delta = Delta::at("https://graph.microsoft.com/v1.0/users/delta");
    delta
        .advance(&linked(
            "https://graph.microsoft.com/v1.0/users/delta?$skiptoken=a",
        ))
        .unwrap();
    assert!(!delta.is_current());
    let kept = delta.link().to_owned();
    let mut delta = Delta::at(kept);
    let last = "https://graph.microsoft.com/v1.0/users/delta?$deltatoken=b";
    delta
        .advance(&page(&format!(
            r#"{{"value": [], "@odata.deltaLink": "{last}"}}"#
        )))
        .unwrap();
    assert!(delta.is_current());
    assert_eq!(delta.link(), last);
    // The next round begins there.
    delta
        .advance(&linked(
            "https://graph.microsoft.com/v1.0/users/delta?$skiptoken=c",
        ))
        .unwrap();
    assert!(!delta.is_current());
}

#[test]
fn invalid_page_does_not_advance_a_delta_query() {
    let begun = Delta::at("https://graph.microsoft.com/v1.0/users/delta");
    for json in [
        r#"{"value": []}"#,
        r#"{"@odata.deltaLink": "https://evil.example/"}"#,
        r#"{"@odata.nextLink": "https://evil.example/"}"#,
    ] {
        let mut delta = begun.clone();
        assert!(delta.advance(&page(json)).is_err());
        assert_eq!(delta, begun);
    }
}
