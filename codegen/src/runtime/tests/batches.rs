use super::*;
use envelope::{Batch, BatchError, BatchRequest, BatchResponses};

fn get(id: &str) -> BatchRequest {
    BatchRequest::new(id, "GET", "/me")
}

#[test]
fn several_requests_are_sent_as_one() {
    let sample: Sample = read(r#"{"text": "x"}"#);
    let mut batch = Batch::new();
    batch.add(get("1")).unwrap();
    let create = BatchRequest::new("2", "POST", "/me/x")
        .json(&sample)
        .depends_on("1");
    batch
        .add(create.header("Prefer", "a").header("prefer", "b"))
        .unwrap();
    batch
        .add(BatchRequest::new("3", "PUT", "/me/photo/$value").text("text/plain", "t"))
        .unwrap();
    let expected = r#"{"requests": [{"id": "1", "method": "GET", "url": "/me"},
        {"id": "2", "method": "POST", "url": "/me/x", "dependsOn": ["1"],
            "headers": {"Content-Type": "application/json", "Prefer": "b"}, "body": {"text": "x"}},
        {"id": "3", "method": "PUT", "url": "/me/photo/$value", "headers": {"Content-Type": "text/plain"},
            "body": "t"}]}"#;
    let expected: Value = serde_json::from_str(expected).unwrap();
    assert_eq!(rewritten(&batch), expected);
}

#[test]
fn invalid_batches_are_rejected() {
    let mut batch = Batch::new();
    batch.add(get("a")).unwrap();
    for (request, expected) in [
        (get(""), BatchError::Id(String::new())),
        (get("A"), BatchError::Id("A".to_owned())),
        (
            get("b").depends_on("c"),
            BatchError::DependsOn("c".to_owned()),
        ),
        (
            get("b").depends_on("b"),
            BatchError::DependsOn("b".to_owned()),
        ),
    ] {
        assert_eq!(batch.add(request), Err(expected));
    }
    for url in [
        "",
        "me",
        "https://graph.microsoft.com/v1.0/me",
        "//evil.example",
    ] {
        let error = batch.add(BatchRequest::new("b", "GET", url));
        assert_eq!(error, Err(BatchError::Url(url.to_owned())));
    }
    for number in 1..20 {
        assert!(!batch.is_full());
        batch.add(get(&number.to_string())).unwrap();
    }
    assert_eq!(batch.add(get("20")), Err(BatchError::Full));
    assert_eq!(batch.requests().len(), 20);
}

const ANSWERS: &str = r##"{"responses": [
    {"id": "2", "status": 404, "headers": {"Content-Type": "application/json"},
        "body": {"error": {"code": "notFound", "message": "No\nsuch thing."}}},
    {"id": "1", "status": 200, "headers": {"content-type": "application/json"}, "body": {"id": "9"}},
    {"id": "3", "status": "200", "headers": {"Content-Type": "text/plain"}, "body": "dGV4dA"},
    {"id": 4, "status": 204, "body": null},
    {"id": "5", "status": 200, "body": {"value": [{"id": "a"}], "@odata.nextLink": "n"}},
    {"id": "6"}, 7, {"id": "8", "status": 99999}]}"##;

#[test]
fn responses_are_found_by_request_id() {
    let answers: BatchResponses = serde_json::from_str(ANSWERS).unwrap();
    let get = |id: &str| answers.get(id).unwrap();
    let operation: CommsOperation = get("1").json().unwrap();
    assert_eq!(operation.id.as_deref(), Some("9"));
    assert_eq!(get("1").header("Content-Type"), Some("application/json"));
    assert_eq!((get("3").status, get("3").text()), (200, Some("dGV4dA")));
    assert!(get("4").is_success() && get("4").body.is_null());
    let page: Page<CommsOperation> = get("5").json().unwrap();
    assert_eq!(page.items().len(), 1);
    assert!(answers.get("6").is_none());
    assert_eq!((answers.iter().count(), answers.unreadable().len()), (5, 3));
}

#[test]
fn failed_batch_request_is_an_error() {
    let answers: BatchResponses = serde_json::from_str(ANSWERS).unwrap();
    let error = answers
        .get("2")
        .unwrap()
        .json::<CommsOperation>()
        .unwrap_err();
    assert_eq!(error.to_string(), r"status 404: notFound: No\nsuch thing.");
    assert!(answers.get("3").unwrap().json::<CommsOperation>().is_err());
}

#[test]
fn invalid_batch_response_is_an_error() {
    for json in [
        "{}",
        "null",
        "[]",
        r#"{"responses": null}"#,
        r#"{"error": {"code": "x"}}"#,
    ] {
        assert!(
            serde_json::from_str::<BatchResponses>(json).is_err(),
            "{json}"
        );
    }
}
