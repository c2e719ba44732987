//! What pages look like since 2022, and what they must come to. All pages are made up.

mod head;
mod html;
mod lists;
mod rows;
mod sections;
#[path = "../support/mod.rs"]
mod support;
mod values;

use support::resource;

/// A small complex type.
fn leaf() -> String {
    resource("leaf", "|area|Double|Size.|", r#"{ "area": "Double" }"#)
}

/// The page `tree` whose property `p` has this type and description.
fn tree(ty: &str, description: &str) -> String {
    resource("tree", &format!("|p|{ty}|{description}|"), "")
}
