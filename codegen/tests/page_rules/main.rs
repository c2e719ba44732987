//! How pages may look, and what must be read from them, rule by rule. All pages are made up.

mod annotation;
mod block;
mod description;
mod false_alarms;
mod head;
mod inherited;
mod lost_rows;
mod members;
mod no_contradiction;
mod pages;
mod slips;
#[path = "../support/mod.rs"]
mod support;
mod table;
mod translated;
mod type_cell;

use support::resource;

const TREE: &str = "|id|String|The tree. Read-only.|\n|height|Double|Metres.|";

/// How [`tree`] is read.
const READ: &str = "entity tree\n  id: String #both\n  height: Double #both";

/// The page that most rules are tried on.
fn tree() -> String {
    resource(
        "tree",
        TREE,
        r#"{ "id": "String (identifier)", "height": 1.5 }"#,
    )
}
