use super::*;
use crate::runtime::envelope::Response;

/// Whether strict reading rejects this text as a body of the type.
fn is_rejected<T: Record + Item>(body: &str) -> bool {
    json::from_str_strict::<T>(body).is_err()
}

const BODY: &str = r#"{"error": {"code": "badRequest", "message": "No\n\u001b[31mgo.", "target": "members", "x": 1,
    "details": [{"code": "invalidRange", "target": "top", "message": null}],
    "innerError": {"code": "cannotOpenFile", "request-id": "r", "client-request-id": "c",
        "date": "2020-08-20T12:00:00", "y": [2], "innerError": {"code": "tooLarge"}}},
    "@odata.z": null}"#;

#[test]
fn errors_are_read_without_loss() {
    let error: ServiceError = read(BODY);
    assert_eq!(error.code(), Some("badRequest"));
    assert_eq!(error.target(), Some("members"));
    assert_eq!(error.details()[0].code.as_deref(), Some("invalidRange"));
    assert_eq!(error.request_id(), Some("r"));
    assert_eq!(error.client_request_id(), Some("c"));
    assert_eq!(error.date().unwrap().as_str(), "2020-08-20T12:00:00");
    assert!(error.is("TooLarge") && error.is("badrequest") && !error.is("itemNotFound"));
    let line = r"badRequest: No\n\u{1b}[31mgo. (request r)";
    assert_eq!(error.to_string(), line);
    let _: ServiceError = json::from_str_strict(BODY).unwrap();
}

#[test]
fn inner_error_comes_in_either_case() {
    for name in ["innerError", "innererror", "InnerError"] {
        let body = format!(r#"{{"error": {{"{name}": {{"{name}": {{"request-id": "r"}}}}}}}}"#);
        let error: ServiceError = read(&body);
        assert_eq!(error.request_id(), Some("r"), "{name}");
    }
}

#[test]
fn other_forms_of_errors_are_shown() {
    let forms = [
        (
            r#"{"error": "invalid_grant", "error_description": "Signed out.", "trace_id": "t", "correlation_id": "c"}"#,
            "invalid_grant: Signed out. (request t)",
        ),
        (
            r#"{"error": {"code": "a", "message": {"lang": "en-us", "value": "No."}}}"#,
            "a: No.",
        ),
        (r#"{"statusCode": 401, "message": "Denied."}"#, "Denied."),
        (r#"{"Code": "a", "Message": "No."}"#, "a: No."),
        (
            r#"{"error": {"code": "a", "message": 5}, "code": "b"}"#,
            "a",
        ),
        (
            r#"{"error": {}, "message": 5}"#,
            "an error without code and message",
        ),
    ];
    for (body, shown) in forms {
        assert_eq!(read::<ServiceError>(body).to_string(), shown, "{body}");
    }
    let error: ServiceError = read(forms[0].0);
    assert_eq!(error.client_request_id(), Some("c"));
    // Without `error`, only the status of the response says that it is one.
    let resource: Response<Sample> = serde_json::from_str(forms[2].0).unwrap();
    assert!(resource.into_result().is_ok());
}

#[test]
fn error_body_is_not_a_resource_or_page() {
    let bodies = [
        BODY,
        r#"{"error": {}}"#,
        r#"{"error": {"code": 5}}"#,
        r#"{"error": "invalid_grant", "error_description": "Signed out."}"#,
    ];
    for body in bodies {
        let one: Response<Sample> = serde_json::from_str(body).unwrap();
        assert_eq!(rewritten(&one), serde_json::from_str(body).unwrap());
        let error = one.into_result().unwrap_err();
        assert_eq!(error, read(body));
        let page: Response<Page<Sample>> = serde_json::from_str(body).unwrap();
        assert_eq!(page.into_result(), Err(error));
        assert!(is_rejected::<Sample>(body), "{body}");
        assert!(is_rejected::<Page<Sample>>(body), "{body}");
        let value: Value = serde_json::from_str(body).unwrap();
        assert!(from_value_strict::<Sample>(&value).is_err(), "{body}");
    }
    let text: Response<Sample> = serde_json::from_str(bodies[3]).unwrap();
    let shown = text.into_result().unwrap_err().to_string();
    assert_eq!(shown, "invalid_grant: Signed out.");
}

#[test]
fn resource_with_an_error_property_is_a_resource() {
    let bodies = [
        r#"{"text": "a", "error": {"code": "x"}}"#,
        r#"{"@odata.context": "https://..", "error": {"code": "x"}}"#,
        r#"{"error": null}"#,
        r#"{"@odata.context": "https://.."}"#,
        "{}",
    ];
    for body in bodies {
        let read: Response<Sample> = serde_json::from_str(body).unwrap();
        assert_eq!(rewritten(&read), serde_json::from_str(body).unwrap());
        assert!(read.into_result().is_ok(), "{body}");
    }
}

#[test]
fn strict_reading_rejects_other_bodies() {
    let no_sample = [
        ("[]", "found a list"),
        (r#"{"value": []}"#, "found a body with \"value\""),
        (
            r##"{"@odata.type": "#microsoft.graph.user"}"##,
            "found #microsoft.graph.user",
        ),
        (r#"{"@odata.type": 5}"#, "found a number"),
        (
            r##"{"child": {"@odata.type": "#x"}}"##,
            "child.@odata.type: expected #microsoft.graph.sample",
        ),
    ];
    for (body, said) in no_sample {
        let error = json::from_str_strict::<Sample>(body)
            .unwrap_err()
            .to_string();
        assert!(error.contains(said), "{body}: {error}");
    }
    let long = format!(r##"{{"@odata.type": "#{}"}}"##, "x".repeat(2000));
    let error = json::from_str_strict::<Sample>(&long).unwrap_err();
    assert!(error.to_string().contains("found another type"), "{error}");
    for body in [
        "{}",
        "[]",
        r#"{"value": null}"#,
        r#"{"value": {}}"#,
        r#"{"id": "1"}"#,
    ] {
        assert!(is_rejected::<Page<Sample>>(body), "{body}");
    }
    for body in ["{}", r#"{"error": null}"#, r#"{"value": []}"#] {
        assert!(is_rejected::<ServiceError>(body), "{body}");
    }
    for body in [
        "{}",
        r##"{"@odata.type": "#Microsoft.Graph.Sample"}"##,
        r#"{"value": null}"#,
    ] {
        json::from_str_strict::<Sample>(body).unwrap();
    }
    json::from_str_strict::<Page<Sample>>(r#"{"value": []}"#).unwrap();
}
