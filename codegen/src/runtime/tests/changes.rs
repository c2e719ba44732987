use super::*;
use envelope::{ChangeNotification, ChangeNotifications, ChangeType, Handshake, LifecycleEvent};

#[test]
fn handshake_returns_the_token() {
    let query = "x=1&validationToken=Validation%3A+Testing%20client%2fRequest-Id:%E2%82%AC";
    let handshake = Handshake::of_query(query).unwrap();
    assert_eq!(handshake.token(), "Validation: Testing client/Request-Id:€");
    assert_eq!(handshake.answer(), handshake.token());
    for query in [
        "",
        "validationToken",
        "validationToken=",
        "validationtokens=x",
        "validationToken=%ff",
    ] {
        assert_eq!(Handshake::of_query(query), None, "{query}");
    }
    let odd = Handshake::of_query("validationtoken=%&b=%4").unwrap();
    assert_eq!(odd.token(), "%");
    let odd = Handshake::of_query("validationToken=%4%zz%%41%+1").unwrap();
    assert_eq!(odd.token(), "%4%zz%A% 1");
}

#[test]
fn handshake_response_is_never_a_script() {
    let handshake =
        Handshake::of_query("validationToken=%3Cscript%3Ealert('x%22%26')%3C/script%3E").unwrap();
    assert_eq!(
        handshake.answer(),
        "&lt;script&gt;alert(&#39;x&quot;&amp;&#39;)&lt;/script&gt;"
    );
}

#[test]
fn change_notifications_are_read() {
    let all: ChangeNotifications = read(
        r##"{"value": [{"subscriptionId": "76222963-cc7b-42d2-882d-8aaa69cb2ba3", "changeType": "created",
            "clientState": "secret", "tenantId": "2c937fad-a8a7-496c-b0e4-bf77dcc7eb2a", "resource": "teams('x')",
            "subscriptionExpirationDateTime": "2020-04-12T23:20:50.52Z", "new": 1,
            "resourceData": {"id": "1", "@odata.type": "#Microsoft.Graph.ChatMessage"},
            "encryptedContent": {"data": "ZA==", "dataKey": "a", "dataSignature": "s", "new": 2}}],
            "validationTokens": ["eyJ0"]}"##,
    );
    let one = &all.value.as_deref().unwrap()[0];
    assert_eq!(one.change_type, Some(ChangeType::Created));
    assert!(!one.is_lifecycle() && one.encrypted_content.is_some());
    let data = one
        .resource_data
        .as_ref()
        .and_then(Value::as_object)
        .unwrap();
    assert_eq!(data.get("id").and_then(Value::as_str), Some("1"));
}

#[test]
fn lifecycle_notifications_are_read() {
    let read = |event: &str| {
        let json = format!(
            r#"{{"subscriptionId": "1", "lifecycleEvent": "{event}", "clientState": "s"}}"#
        );
        super::read::<ChangeNotification>(&json)
    };
    let missed = read("missed");
    assert!(missed.is_lifecycle() && missed.lifecycle_event == Some(LifecycleEvent::Missed));
    let unknown = read("other").lifecycle_event.unwrap();
    assert_eq!(unknown.as_str(), "other");
}

#[test]
fn forged_notifications_are_detected() {
    assert!(!ChangeNotification::default().has_client_state(""));
    let notification: ChangeNotification = read(r#"{"clientState": "secret"}"#);
    assert!(notification.has_client_state("secret"));
    for other in ["", "secre", "secret1", "Secret"] {
        assert!(!notification.has_client_state(other));
    }
}
