//! Relationships in request bodies.

use super::*;

/// A type with both kinds of relationships.
pub struct Node {
    name: Option<String>,
    extra: Extra,
    __non_exhaustive: (),
}

runtime::record! {
    Node: "t.node";
    fields {
        name: "name",
    }
    related {
        "owner": set_owner bind_owner,
    }
    related_lists {
        "parts": set_parts bind_parts,
    }
}

fn named(name: &str) -> Node {
    Node {
        name: Some(name.into()),
        ..Default::default()
    }
}

#[test]
fn set_creates_resources_and_bind_links_them() {
    let mut node = named("a");
    node.set_owner(named("b"));
    node.set_parts(vec![named("c"), named("d")]);
    node.bind_parts(["https://x/1"]);
    let all = r#"{"name":"a","owner":{"name":"b"},"parts":[{"name":"c"},{"name":"d"}],"parts@odata.bind":["https://x/1"]}"#;
    assert_eq!(to_text(&node), all);
    assert_eq!(to_text(&node.writable()), all);
    let owner: Option<Node> = node.extra.related("owner").unwrap();
    assert_eq!(owner, Some(named("b")));
}

#[test]
fn one_resource_is_either_created_or_linked() {
    let mut node = Node::default();
    node.set_owner(named("b"));
    node.bind_owner("https://x/1");
    let linked = r#"{"owner@odata.bind":"https://x/1"}"#;
    assert_eq!(to_text(&node), linked);
    node.bind_owner(String::from("https://x/2"));
    node.set_owner(named("c"));
    let created = r#"{"owner":{"name":"c"}}"#;
    assert_eq!(to_text(&node), created);
}
