//! Read-only properties: what rows say about creation, and what examples of requests send.

mod support;

use support::{codes, property, resource, understand};

const ROWS: &str = "|id|String|Its identifier. Key. Read-only.|
    |size|Int32|How large it is. Read-only.|
    |place|String|Where it is. Read-only.|
    |note|String|What people say of it.|";

/// Returns a page of an operation with this text and block in the section about the request body.
fn operation(body: &str, block: &str) -> String {
    format!(
        "---\ntitle: \"Update thing\"\ndoc_type: apiPageType\n---\n\n# Update thing\n\nNamespace: microsoft.graph\n\n\
         ## Request body\n\n{body}\n\n## Examples\n\n### Request\n\n{block}\n"
    )
}

const LINKED: &str = "Supply a JSON representation of a [thing](../resources/thing.md).";

fn request(method: &str, annotation: &str, body: &str) -> String {
    let head = "https://graph.example/v1.0/things";
    format!(
        "<!-- {{ \"blockType\": \"request\"{annotation} }} -->\n```http\n{method} {head}\nContent-Type: application/json\n\n{body}\n```\n"
    )
}

/// Returns which properties are read-only if a page of an operation is present.
fn read_only(operation: &str) -> String {
    let analysis = understand(&[
        ("resources/thing.md", resource("thing", ROWS, "").as_str()),
        ("api/thing-update.md", operation),
    ]);
    let names = ["id", "size", "place", "note"].into_iter();
    let marked = names.filter(|name| property(&analysis.model, "thing", name).read_only);
    let marked: Vec<&str> = marked.collect();
    let is_told = codes(&analysis).contains("read-only-sent");
    assert_eq!(is_told, marked.len() < 3, "{:?}", codes(&analysis));
    marked.join(" ")
}

#[test]
fn members_in_a_request_example_are_writable() {
    let annotated = ", \"@odata.type\": \"microsoft.graph.thing\"";
    let typed = r##"{ "@odata.type": "#microsoft.graph.thing", "size": 1 }"##;
    for (body, annotation, sent) in [
        (LINKED, "", r#"{ "size": 1, "note": "a" }"#),
        ("", annotated, r#"{ "size": 1 }"#),
        ("", "", typed),
        (LINKED, "", r#"{ "size": null, "size@odata.bind": "x", }"#),
    ] {
        for method in ["POST", "PATCH", "PUT"] {
            let page = operation(body, &request(method, annotation, sent));
            assert_eq!(read_only(&page), "id place", "{page}");
        }
    }
    let answer = "<!-- { \"blockType\": \"response\", \"@odata.type\": \"microsoft.graph.thing\" } -->\n```http\nHTTP/1.1 201 Created\n```\n";
    let block = request("POST", "", r#"{ "size": 1 }"#) + answer;
    assert_eq!(read_only(&operation("", &block)), "id place");
}

#[test]
fn key_in_an_example_stays_read_only() {
    let block = request("PUT", "", r#"{ "id": "1", "size": 1 }"#);
    assert_eq!(read_only(&operation(LINKED, &block)), "id place");
}

#[test]
fn examples_of_other_types_are_ignored() {
    let sent = r#"{ "size": 1 }"#;
    for block in [
        // Parameters of an action.
        request("POST", "", r#"{ "size": 1, "comment": "a" }"#),
        request("GET", "", sent),
        request("POST", ", \"@odata.type\": \"microsoft.graph.box\"", "{}"),
        // Written by a program, with everything that the type has.
        format!("```http\nPOST https://graph.example/v1.0/things\n\n{sent}\n```\n"),
        format!(
            "<!-- {{ \"blockType\": \"response\" }} -->\n```http\nPOST /things\n\n{sent}\n```\n"
        ),
        format!("<!-- {{ \"blockType\": \"request\" }} -->\n```json\n{sent}\n```\n"),
    ] {
        assert_eq!(read_only(&operation(LINKED, &block)), "id size place");
    }
    let unknown = operation("", &request("POST", "", sent));
    assert_eq!(read_only(&unknown), "id size place");
}

#[test]
fn members_required_on_creation_are_writable() {
    let is_read_only = |description: &str| {
        let page = resource("thing", &format!("|name|String|{description}|"), "");
        property(&understand(&[("thing.md", page)]).model, "thing", "name").read_only
    };
    for description in [
        "After a thing is created, its name cannot be changed. Read-only.",
        "Read-only. Required when creating a thing.",
        "Can only be set when the thing is created. Read-only.",
    ] {
        assert!(!is_read_only(description), "{description}");
    }
    for description in [
        "The value cannot be modified and is automatically populated when the thing is created. Read-only.",
        "When it was created. Read-only.",
        "Generated when the thing is created, after which it cannot be changed. Read-only.",
    ] {
        assert!(is_read_only(description), "{description}");
    }
}
