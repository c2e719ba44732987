//! The client and a local service that responds like Microsoft Graph.

use std::{
    collections::BTreeMap,
    sync::{Arc, Mutex},
};

use axum::{
    Json, Router,
    extract::{Path, RawQuery, State},
    http::{HeaderMap, StatusCode},
    routing::{get, patch, post},
};
use client::{
    Graph, Subscriber,
    msgraph_types::{
        Event, User,
        envelope::{ChangeNotification, Delta, LinkError, ServiceError},
    },
};
use serde_json::{Value, json};
use tokio::{net::TcpListener, sync::mpsc};

/// What was sent, in order.
type Sent = Arc<Mutex<Vec<Value>>>;

/// Answers a request for a list with these pages: the first one, or the one that `$skiptoken` names.
fn page(root: &str, path: &str, query: Option<String>, pages: &[Value], last: &str) -> Json<Value> {
    let at = query.and_then(|query| query.rsplit_once("token=")?.1.parse().ok());
    let at: usize = at.unwrap_or(0);
    let mut body = json!({ "value": pages[at] });
    match at + 1 < pages.len() {
        true => body["@odata.nextLink"] = json!(format!("{root}{path}?$skiptoken={}", at + 1)),
        false if last.is_empty() => {}
        false => body["@odata.deltaLink"] = json!(format!("{root}{path}?{last}")),
    }
    Json(body)
}

/// Records what was sent, and responds with it and an `id`.
async fn create(State(sent): State<Sent>, Json(body): Json<Value>) -> (StatusCode, Json<Value>) {
    sent.lock().unwrap().push(body.clone());
    let mut created = body;
    created["id"] = json!("1");
    (StatusCode::CREATED, Json(created))
}

async fn change(
    State(sent): State<Sent>,
    Path(id): Path<String>,
    Json(body): Json<Value>,
) -> Json<Value> {
    sent.lock().unwrap().push(body);
    Json(json!({ "id": id, "subject": "a" }))
}

async fn event(Path(id): Path<String>) -> (StatusCode, Json<Value>) {
    if id == "1" {
        return (StatusCode::OK, Json(json!({ "id": "1", "subject": "a" })));
    }
    let inner = json!({ "request-id": "r", "date": "2030-01-07T10:00:00" });
    let code = if id == "2" {
        "ErrorItemNotFound"
    } else {
        "ErrorAccessDenied"
    };
    let error = json!({ "code": code, "message": "No.", "innerError": inner });
    (StatusCode::NOT_FOUND, Json(json!({ "error": error })))
}

async fn batch(Json(body): Json<Value>) -> Json<Value> {
    let requests = body["requests"].as_array().expect("requests");
    // In an order of the service's choice.
    let answers = requests.iter().rev().map(|request| {
        let body = match request["url"].as_str() {
            Some("/me") => json!({ "id": "7", "displayName": "Ann" }),
            _ => json!({ "value": [{ "id": "m" }] }),
        };
        json!({ "id": request["id"], "status": 200, "body": body })
    });
    Json(json!({ "responses": answers.collect::<Vec<_>>() }))
}

/// Serves a router locally, and returns its address.
async fn serve(router: impl FnOnce(String) -> Router) -> String {
    let listener = TcpListener::bind("127.0.0.1:0").await.expect("a free port");
    let root = format!("http://{}", listener.local_addr().expect("an address"));
    let router = router(root.clone());
    tokio::spawn(async move { axum::serve(listener, router).await });
    root
}

/// Starts the service. Returns it with a record of what is sent.
async fn service() -> (Graph, Sent) {
    let sent = Sent::default();
    let routes = |root: String| {
        let (lists, users) = (root.clone(), root);
        let me = |headers: HeaderMap, RawQuery(query): RawQuery| async move {
            assert_eq!(headers["authorization"], "Bearer secret");
            Json(json!({ "id": "7", "displayName": "Ann", "asked": query }))
        };
        let messages = move |RawQuery(query): RawQuery| async move {
            let pages = [
                json!([{ "id": "1" }, { "id": "2" }]),
                json!([]),
                json!([{ "id": "3" }]),
            ];
            page(&lists, "/me/messages", query, &pages, "")
        };
        let changed = move |RawQuery(query): RawQuery| async move {
            if query.as_deref() == Some("$deltatoken=later") {
                let gone = json!({ "id": "1", "@removed": { "reason": "deleted" } });
                return page(
                    &users,
                    "/users/delta",
                    None,
                    &[json!([gone])],
                    "$deltatoken=latest",
                );
            }
            let pages = [
                json!([{ "id": "1", "mail": "a@x" }]),
                json!([{ "id": "2" }]),
            ];
            page(&users, "/users/delta", query, &pages, "$deltatoken=later")
        };
        Router::new()
            .route("/me", get(me))
            .route("/me/messages", get(messages).post(create))
            .route("/me/events", post(create))
            .route("/me/events/{id}", patch(change).get(event))
            .route("/users/delta", get(changed))
            .route("/$batch", post(batch))
            .with_state(sent.clone())
    };
    (graph(serve(routes).await), sent)
}

/// A client of the service with this address.
fn graph(root: String) -> Graph {
    Graph {
        client: reqwest::Client::new(),
        root,
        token: "secret".to_owned(),
    }
}

/// Returns the last body that was sent.
fn last(sent: &Sent) -> Value {
    sent.lock().unwrap().last().expect("a body").clone()
}

fn read<T: serde::de::DeserializeOwned>(body: Value) -> T {
    serde_json::from_value(body).expect("a resource")
}

#[tokio::test]
async fn select_requests_the_named_properties() {
    let (graph, _) = service().await;
    let me = client::me(&graph).await.expect("an answer");
    assert_eq!(me.display_name.as_deref(), Some("Ann"));
    let asked = me.extra.get("asked").and_then(|query| query.as_str());
    assert_eq!(asked, Some("$select=id,displayName,mail"));
}

#[tokio::test]
async fn list_is_read_past_an_empty_page() {
    let (graph, _) = service().await;
    let messages = client::messages(&graph).await.expect("all pages");
    let ids: Vec<_> = messages.iter().flat_map(|message| &message.id).collect();
    assert_eq!(ids, ["1", "2", "3"]);
}

#[tokio::test]
async fn token_is_not_sent_to_another_service() {
    let other = || {
        Router::new().route(
            "/me/messages",
            get(|| async {
                Json(json!({ "value": [], "@odata.nextLink": "http://127.0.0.1:1/me/messages" }))
            }),
        )
    };
    let graph = graph(serve(|_| other()).await);
    let error = client::messages(&graph).await.expect_err("a foreign link");
    assert!(
        matches!(error.downcast_ref(), Some(LinkError::Foreign { .. })),
        "{error}"
    );
}

#[tokio::test]
async fn event_is_created() {
    let (graph, sent) = service().await;
    let event = client::create_event(&graph, "a").await.expect("an event");
    assert_eq!(
        (event.id.as_deref(), event.subject.as_deref()),
        (Some("1"), Some("a"))
    );
    let body = json!({
        "subject": "a",
        "start": { "dateTime": "2030-01-07T10:00:00", "timeZone": "UTC" },
        "end": { "dateTime": "2030-01-07T11:00:00", "timeZone": "UTC" },
    });
    assert_eq!(last(&sent), body);
}

#[tokio::test]
async fn one_property_is_cleared() {
    let (graph, sent) = service().await;
    let event: Event =
        read(json!({ "id": "1", "subject": "a", "location": { "displayName": "b" } }));
    client::clear_location(&graph, &event)
        .await
        .expect("the event");
    assert_eq!(last(&sent), json!({ "location": null }));
}

#[tokio::test]
async fn read_value_is_sent_without_read_only_properties() {
    let (graph, sent) = service().await;
    let event: Event = read(json!({
        "@odata.etag": "W/1", "id": "1", "createdDateTime": "2030-01-07T10:00:00Z", "subject": "a", "newer": 1,
    }));
    client::copy_event(&graph, &event).await.expect("an event");
    assert_eq!(last(&sent), json!({ "subject": "a", "newer": 1 }));
}

#[tokio::test]
async fn message_with_an_attachment_is_sent() {
    let (graph, sent) = service().await;
    client::draft(&graph, "ann@example.com")
        .await
        .expect("a message");
    let body = json!({
        "subject": "A file",
        "toRecipients": [{ "emailAddress": { "address": "ann@example.com" } }],
        "attachments": [{
            "@odata.type": "#microsoft.graph.fileAttachment", "name": "hello.txt", "contentBytes": "aGVsbG8=",
        }],
    });
    assert_eq!(last(&sent), body);
}

#[tokio::test]
async fn delta_query_continues_from_a_link() {
    let (graph, _) = service().await;
    let mut known: BTreeMap<String, User> = BTreeMap::new();
    let mut delta = Delta::at(format!("{}/users/delta", graph.root));
    client::update_users(&graph, &mut delta, &mut known)
        .await
        .expect("all users");
    assert_eq!(known.keys().collect::<Vec<_>>(), ["1", "2"]);
    let kept = delta.link().to_owned();
    let mut delta = Delta::at(kept);
    client::update_users(&graph, &mut delta, &mut known)
        .await
        .expect("what changed");
    assert_eq!(known.keys().collect::<Vec<_>>(), ["2"]);
    assert!(delta.link().ends_with("$deltatoken=latest"));
}

#[tokio::test]
async fn service_errors_are_distinguished() {
    let (graph, _) = service().await;
    assert!(
        client::event(&graph, "1")
            .await
            .expect("an answer")
            .is_some()
    );
    assert!(
        client::event(&graph, "2")
            .await
            .expect("an answer")
            .is_none()
    );
    let error = client::event(&graph, "3").await.expect_err("an error");
    let error: &ServiceError = error.downcast_ref().expect("the report of the service");
    assert_eq!(error.code(), Some("ErrorAccessDenied"));
    assert_eq!(error.request_id(), Some("r"));
    let nobody = Graph {
        root: format!("{}/nowhere", graph.root),
        ..graph
    };
    let error = client::me(&nobody).await.expect_err("an error");
    assert_eq!(error.to_string(), "the service answered 404 Not Found");
}

#[tokio::test]
async fn several_requests_are_sent_in_a_batch() {
    let (graph, _) = service().await;
    let (me, newest) = client::me_and_newest(&graph).await.expect("two answers");
    assert_eq!(me.display_name.as_deref(), Some("Ann"));
    assert_eq!(newest.items()[0].id.as_deref(), Some("m"));
}

/// Serves the webhook. Returns its address, and what it passes on.
async fn subscribed() -> (String, mpsc::UnboundedReceiver<ChangeNotification>) {
    let (channel, taken) = mpsc::unbounded_channel();
    let subscriber = Subscriber {
        client_state: "state".to_owned(),
        channel,
    };
    let root = serve(|_| client::webhook(subscriber)).await;
    (format!("{root}/notifications"), taken)
}

#[tokio::test]
async fn notifications_are_received() {
    let (url, mut taken) = subscribed().await;
    let client = reqwest::Client::new();

    let asked = client
        .post(format!("{url}?validationToken=Is+it%20you%3f"))
        .send()
        .await
        .expect("an answer");
    assert_eq!(asked.status(), 200);
    assert!(
        asked.headers()["content-type"]
            .to_str()
            .expect("a type")
            .starts_with("text/plain")
    );
    assert_eq!(asked.text().await.expect("a text"), "Is it you?");

    let sent =
        |state: &str| json!({ "clientState": state, "changeType": "created", "resource": state });
    let body = json!({ "value": [sent("forged"), sent("state")] });
    let answer = client
        .post(&url)
        .json(&body)
        .send()
        .await
        .expect("an answer");
    assert_eq!(answer.status(), 202);
    assert_eq!(
        taken
            .recv()
            .await
            .and_then(|first| first.resource)
            .as_deref(),
        Some("state")
    );
    assert!(taken.is_empty());
    assert_eq!(
        client
            .post(&url)
            .body("{")
            .send()
            .await
            .expect("an answer")
            .status(),
        400
    );
}

#[tokio::test]
async fn malformed_notifications_do_not_affect_others() {
    let (url, mut taken) = subscribed().await;
    let body = r#"{"value": [null, {"clientState": "state", "changeType": 5, "resource": "first"},
        "odd", {"clientState": "state", "resource": "second"}, {"clientState": 7}]}"#;
    let answer = reqwest::Client::new()
        .post(url)
        .body(body)
        .send()
        .await
        .expect("an answer");
    assert_eq!(answer.status(), 202);
    let report = answer.text().await.expect("a text");
    let places: Vec<&str> = report
        .lines()
        .filter_map(|line| line.split(": ").next())
        .collect();
    assert_eq!(
        places,
        [
            "value[0]",
            "value[2]",
            "value[1].changeType",
            "value[4].clientState"
        ]
    );
    for resource in ["first", "second"] {
        let notification = taken.recv().await.expect("a notification");
        assert_eq!(notification.resource.as_deref(), Some(resource));
    }
    assert!(taken.is_empty());
}
