//! Pages in the style used since 2022, and what must be read from them. All pages are made up.

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

/// Returns the page `tree`, whose property `p` has this type and description.
fn tree(ty: &str, description: &str) -> String {
    resource("tree", &format!("|p|{ty}|{description}|"), "")
}
