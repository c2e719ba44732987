//! A client of a service such as Microsoft Graph: reqwest sends requests, axum receives notifications, and the types are
//! generated from the pages in this package. `docs/client.md` shows it piece by piece.

/// The types. A program that uses a generated crate depends on that instead.
pub mod msgraph_types {
    include!(concat!(env!("OUT_DIR"), "/graph.rs"));
}

use std::collections::BTreeMap;

use axum::{
    Router,
    body::Bytes,
    extract::{RawQuery, State},
    http::StatusCode,
    routing::post,
};
use msgraph_types::{
    DateTimeTimeZone, EmailAddress, Event, FileAttachment, Message, Page, Property, Recipient,
    Resource, ServiceError, User,
    envelope::{
        Batch, BatchRequest, BatchResponses, ChangeNotification, ChangeNotifications, Delta,
        Handshake, Removed,
    },
    type_mismatches,
};
use reqwest::{Method, RequestBuilder};
use serde::{Serialize, de::DeserializeOwned};
use tokio::sync::mpsc::UnboundedSender;

/// A result with any kind of error.
pub type Result<T> = std::result::Result<T, Box<dyn std::error::Error + Send + Sync>>;

/// A connection to the service.
pub struct Graph {
    /// The HTTP client, which keeps connections open.
    pub client: reqwest::Client,
    /// The base URL of the service, such as `https://graph.microsoft.com/v1.0`.
    pub root: String,
    /// The access token.
    pub token: String,
}

impl Graph {
    async fn get<T: DeserializeOwned>(&self, url: &str) -> Result<T> {
        answer(self.request(Method::GET, url)).await
    }

    async fn send<T: DeserializeOwned>(
        &self,
        method: Method,
        path: &str,
        body: &impl Serialize,
    ) -> Result<T> {
        let url = format!("{}{path}", self.root);
        answer(self.request(method, &url).json(body)).await
    }

    fn request(&self, method: Method, url: &str) -> RequestBuilder {
        self.client.request(method, url).bearer_auth(&self.token)
    }
}

async fn answer<T: DeserializeOwned>(request: RequestBuilder) -> Result<T> {
    let response = request.send().await?;
    let status = response.status();
    let body = response.bytes().await?;
    if status.is_success() {
        return Ok(serde_json::from_slice(&body)?);
    }
    match serde_json::from_slice::<ServiceError>(&body) {
        Ok(error) => Err(error.into()),
        // The response may come from a proxy.
        Err(_) => Err(format!("the service answered {status}").into()),
    }
}

/// Returns the signed-in user, with only the properties that are named.
pub async fn me(graph: &Graph) -> Result<User> {
    let select = Property::select(&[User::ID, User::DISPLAY_NAME, User::MAIL]);
    graph
        .get(&format!("{}/me?$select={select}", graph.root))
        .await
}

/// Returns all messages, requesting page after page.
pub async fn messages(graph: &Graph) -> Result<Vec<Message>> {
    let mut messages = Vec::new();
    let mut url = format!("{}/me/messages?$top=50", graph.root);
    loop {
        let page: Page<Message> = graph.get(&url).await?;
        // This is an error if the link leads elsewhere: the token is for this service only.
        let next = page.next_page(&url)?.map(str::to_owned);
        messages.extend(page);
        match next {
            Some(next) => url = next,
            None => return Ok(messages),
        }
    }
}

/// Creates an event. Returns it as the service stored it, with an `id`.
pub async fn create_event(graph: &Graph, subject: &str) -> Result<Event> {
    let at = |time: &str| DateTimeTimeZone {
        date_time: Some(time.into()),
        time_zone: Some("UTC".into()),
        ..Default::default()
    };
    let event = Event {
        subject: Some(subject.into()),
        start: Some(at("2030-01-07T10:00:00").into()),
        end: Some(at("2030-01-07T11:00:00").into()),
        ..Default::default()
    };
    graph.send(Method::POST, "/me/events", &event).await
}

/// Clears one property. Properties that are not sent remain unchanged.
pub async fn clear_location(graph: &Graph, event: &Event) -> Result<Event> {
    let mut edited = event.clone();
    edited.location = None;
    let id = event.id.as_deref().unwrap_or_default();
    // `{"location":null}`
    let changes = edited.changes_since(event);
    graph
        .send(Method::PATCH, &format!("/me/events/{id}"), &changes)
        .await
}

/// Copies an event: sends what was read, without the read-only properties.
pub async fn copy_event(graph: &Graph, event: &Event) -> Result<Event> {
    graph
        .send(Method::POST, "/me/events", &event.writable())
        .await
}

/// Saves a message with a file as a draft.
pub async fn draft(graph: &Graph, to: &str) -> Result<Message> {
    let address = EmailAddress {
        address: Some(to.into()),
        ..Default::default()
    };
    let recipient = Recipient {
        email_address: Some(address.into()),
        ..Default::default()
    };
    let file = FileAttachment {
        name: Some("hello.txt".into()),
        content_bytes: Some("aGVsbG8=".into()),
        ..Default::default()
    };
    let mut message = Message {
        subject: Some("A file".into()),
        to_recipients: Some(vec![recipient]),
        ..Default::default()
    };
    // Attachments may be of several types; each one states its type.
    message.set_attachments([file]);
    graph.send(Method::POST, "/me/messages", &message).await
}

/// Updates the known users. Only `delta.link()` must be saved until the next time.
pub async fn update_users(
    graph: &Graph,
    delta: &mut Delta,
    known: &mut BTreeMap<String, User>,
) -> Result<()> {
    loop {
        let page: Page<User> = graph.get(delta.link()).await?;
        delta.advance(&page)?;
        for user in page {
            let Some(id) = user.id.clone() else { continue };
            match Removed::of(&user) {
                Some(_) => known.remove(&id),
                None => known.insert(id, user),
            };
        }
        if delta.is_current() {
            return Ok(());
        }
    }
}

/// Returns an event, if it exists.
pub async fn event(graph: &Graph, id: &str) -> Result<Option<Event>> {
    match graph.get(&format!("{}/me/events/{id}", graph.root)).await {
        Err(error) if is(&*error, "ErrorItemNotFound") => Ok(None),
        read => read.map(Some),
    }
}

/// Whether this is an error with this code that the service reported.
fn is(error: &(dyn std::error::Error + 'static), code: &str) -> bool {
    let error = error.downcast_ref::<ServiceError>();
    error.is_some_and(|error| error.is(code))
}

/// Sends two requests in one.
pub async fn me_and_newest(graph: &Graph) -> Result<(User, Page<Message>)> {
    let mut batch = Batch::new();
    batch.add(BatchRequest::new("me", "GET", "/me"))?;
    batch.add(BatchRequest::new("newest", "GET", "/me/messages?$top=5"))?;
    let answers: BatchResponses = graph.send(Method::POST, "/$batch", &batch).await?;
    let answer = |id| answers.get(id).ok_or("the service left out an answer");
    // If a request failed, its error is returned here.
    Ok((answer("me")?.json()?, answer("newest")?.json()?))
}

/// Receives notifications and passes them on.
pub fn webhook(subscriber: Subscriber) -> Router {
    let routes = Router::new().route("/notifications", post(notified));
    routes.with_state(subscriber)
}

/// A receiver of notifications.
#[derive(Clone)]
pub struct Subscriber {
    /// The `clientState` of the subscription, which is shared with the service only.
    pub client_state: String,
    /// Where notifications are sent.
    pub channel: UnboundedSender<ChangeNotification>,
}

async fn notified(
    State(subscriber): State<Subscriber>,
    RawQuery(query): RawQuery,
    body: Bytes,
) -> (StatusCode, String) {
    if let Some(handshake) = query.as_deref().and_then(Handshake::of_query) {
        // axum sends a `String` as `text/plain`.
        return (StatusCode::OK, handshake.answer());
    }
    let Ok(sent) = serde_json::from_slice::<ChangeNotifications>(&body) else {
        return (StatusCode::BAD_REQUEST, String::new());
    };
    // What could not be read does not affect the other notifications.
    let report: Vec<String> = type_mismatches(&sent)
        .iter()
        .map(ToString::to_string)
        .collect();
    for notification in sent.value.unwrap_or_default() {
        if notification.has_client_state(&subscriber.client_state) {
            // It is not an error if nobody listens any longer.
            let _ = subscriber.channel.send(notification);
        }
    }
    // Always accept: notifications that are answered with an error are sent again and again.
    (StatusCode::ACCEPTED, report.join("\n"))
}
