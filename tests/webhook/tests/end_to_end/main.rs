//! The program on a local port, as senders and readers see it.

mod browser;
#[path = "../../../support/chromium.rs"]
mod chromium;
mod chunks;
#[cfg(target_os = "linux")]
mod limits;
mod others;
mod server;
mod subscriptions;
mod trouble;

use serde_json::json;

use crate::server::{KEY, Server, batch, item};

#[test]
fn notifications_become_operations() {
    let server = Server::start(&[]);
    assert_eq!(
        server.state(),
        json!({"operations": [], "pending": [], "unattributed": 0})
    );
    let running = r#"{"id": "0fe0623f-d628-42ed-b4bd-000000000007", "status": "running", "clientContext": "c"}"#;
    assert_eq!(server.post("/response", running).status, 202);
    assert_eq!(
        server.state()["pending"],
        json!(["0fe0623fd62842edb4bd000000000007"])
    );
    let answer = server.post("/callback", batch([item(7, "completed")]));
    assert_eq!((answer.status, answer.body.as_str()), (202, ""));
    let mut state = server.state();
    let because = state["operations"][0]["because"].take();
    assert!(
        because
            .as_str()
            .is_some_and(|why| why.contains("`completed` or `failed`"))
    );
    let operation = json!({
        "key": "0fe0623fd62842edb4bd000000000007", "type": "microsoft.graph.recordOperation",
        "sentType": "#microsoft.graph.recordOperation", "status": "completed", "phase": "succeeded",
        "clientContext": "c", "resultClass": null, "gone": false, "conflict": false, "because": null
    });
    let expected = json!({"operations": [operation], "pending": [], "unattributed": 0});
    assert_eq!(state, expected);
}

#[test]
fn failures_contradictions_and_deletions_are_shown() {
    let server = Server::start(&[]);
    let mut failed = item(1, "failed");
    failed["resourceData"]["resultInfo"] = json!({"code": 503});
    let mut deleted = item(2, "running");
    deleted["changeType"] = json!("deleted");
    let nobody = json!({"resourceData": {"@odata.type": "#microsoft.graph.recordOperation", "status": "running"}});
    server.notify([failed, item(1, "completed"), deleted, nobody]);
    let state = server.state();
    let [first, second] = [0, 1].map(|at| &state["operations"][at]);
    assert_eq!(first["resultClass"], json!("serverError"), "{state}");
    assert_eq!(first["conflict"], json!(true), "{state}");
    assert_eq!(second["gone"], json!(true), "{state}");
    assert_eq!(state["unattributed"], json!(1), "{state}");
}

#[test]
fn requests_need_the_key() {
    let server = Server::start(&[]);
    let headers = [
        "",
        "authorization: Bearer open\r\n",
        "authorization: Bearer open sesamo\r\n",
        "authorization: Basic open sesame\r\n",
        "authorization: é\r\n",
    ];
    for header in headers {
        for path in ["/callback", "/response"] {
            let answer = server.send("POST", path, header, batch([item(1, "running")]).as_bytes());
            assert_eq!(answer.status, 401, "{header}");
        }
    }
    let header = format!("Authorization: bearer {KEY}\r\n");
    let answer = server.send(
        "POST",
        "/callback",
        &header,
        batch([item(2, "running")]).as_bytes(),
    );
    assert_eq!(answer.status, 202);
    assert_eq!(server.count("operations"), 1);
}

#[test]
fn body_without_a_list_is_answered_with_the_path() {
    let server = Server::start(&[]);
    for (body, path) in [
        ("{", "$"),
        ("", "$"),
        ("7", "$"),
        ("\u{feff}{\"value\": []}", "$"),
        ("{}", "value"),
        (r#"{"value": {"a": 1}}"#, "value"),
    ] {
        let answer = server.post("/callback", body);
        assert_eq!(answer.status, 400, "{body}");
        assert_eq!(
            answer.json()["error"]["path"],
            json!(path),
            "{body}: {}",
            answer.body
        );
    }
    assert_eq!(server.post("/callback", r#"{"value": null}"#).status, 202);
    let error = server.post(
        "/response",
        r#"{"error": {"code": "notFound", "message": "No."}}"#,
    );
    assert!(
        error.status == 400 && error.body.contains("notFound: No."),
        "{error:?}"
    );
}

#[test]
fn bad_notification_is_reported_and_the_others_count() {
    let deep = format!(
        r#"{{"resourceUrl":{}{}}}"#,
        "[".repeat(500),
        "]".repeat(500)
    );
    let cases = [
        (r#"{"resourceUrl":"\ud800"}"#, "value[1].resourceUrl"),
        (r#"{"resourceUrl":1e400}"#, "value[1].resourceUrl"),
        (&deep, "value[1].resourceUrl"),
        (r#"{"changeType": 5}"#, "value[1].changeType"),
        ("7", "value[1]"),
        (
            r#"{"resourceData": {"@odata.type": "microsoft.graph.commsOperation", "id": "x", "resultInfo": {"code": "1"}}}"#,
            "value[1].resourceData.resultInfo.code",
        ),
        (
            r#"{"resourceData": [{"@odata.type": "microsoft.graph.call", "state": 1}]}"#,
            "value[1].resourceData[0].state",
        ),
        (r#"{"resourceData": 1}"#, "value[1].resourceData"),
        (
            r#"{"subscriptionId": "1", "changeType": 5}"#,
            "value[1].changeType",
        ),
    ];
    for (number, (bad, path)) in cases.into_iter().enumerate() {
        let server = Server::start(&[]);
        let (before, after) = (item(1, "running"), item(2, "running"));
        let answer = server.post(
            "/callback",
            format!(r#"{{"value": [{before}, {bad}, {after}]}}"#),
        );
        assert_eq!(answer.status, 202, "{number}");
        let report = answer.json();
        assert_eq!(
            (&report["count"], &report["problems"][0]["path"]),
            (&json!(1), &json!(path)),
            "{report}"
        );
        let state = server.state();
        assert!(
            state["pending"]
                .as_array()
                .is_some_and(|known| known.len() >= 2),
            "{state}"
        );
        assert_eq!(state["rejected"], json!(1));
        assert!(
            state["lastProblem"]
                .as_str()
                .is_some_and(|last| last.starts_with(path)),
            "{state}"
        );
    }
    let server = Server::start(&[]);
    let report = server.post("/callback", batch(vec![json!(7); 1000])).json();
    assert_eq!(report["count"], json!(1000));
    assert_eq!(report["problems"].as_array().map(Vec::len), Some(20));
}

#[test]
fn body_above_the_limit_is_refused() {
    let server = Server::start(&["--max-bytes", "1000"]);
    let body = |length: usize| format!("{{\"value\": []{}}}", " ".repeat(length - 13));
    assert_eq!(server.post("/callback", body(1000)).status, 202);
    assert_eq!(server.post("/callback", body(1001)).status, 413);
    let headers = format!("authorization: Bearer {KEY}\r\n");
    let answer = server.send("POST", "/callback", &headers, &vec![b' '; 1 << 20]);
    assert_eq!(answer.status, 413);
}

#[test]
fn finished_operations_are_forgotten_beyond_the_limit() {
    let server = Server::start(&["--keep", "3"]);
    let finished = (0..50).map(|number| item(number, "completed"));
    server.notify(finished.chain([item(99, "running")]));
    assert_eq!(server.count("operations"), 4);
    for number in 0..20 {
        let done = json!({"id": number.to_string(), "status": "completed"});
        assert_eq!(server.post("/response", done.to_string()).status, 202);
    }
    assert_eq!(server.count("operations"), 4);
}
