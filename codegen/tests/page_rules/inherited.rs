//! Rows that say which type they are inherited from.

use crate::support::{resource, told};

fn found(row: &str) -> Vec<&'static str> {
    let name = row.split('|').nth(1).unwrap_or_default();
    let block = format!(r#"{{ "{name}": 1 }}"#);
    let tree = resource("tree", row, &block).replace(
        "What a tree",
        "Inherits from [plant](plant.md). What a tree",
    );
    let plant = resource("plant", "|height|Int32|Metres.|", r#"{ "height": 1 }"#);
    told(&[("tree.md", &tree), ("plant.md", &plant)])
}

#[test]
fn row_missing_from_its_base_is_reported() {
    for row in [
        "|heigth|Int32|Metres. Inherited from [plant](plant.md).|",
        "|width|Int32|Metres. Inherited from [plant](plant.md).|",
        "|width|Int32|Metres. Inherited from [tree](tree.md).|",
    ] {
        assert_eq!(found(row), ["inherited-unknown"], "{row}");
    }
}

#[test]
fn inherited_row_is_accepted_if_the_base_has_it() {
    for row in [
        "|height|Int32|Metres. Inherited from [plant](plant.md).|",
        "|height|Int32|Metres. Inherited from the parent scope.|",
        "|width|Int32|Metres.|",
    ] {
        assert_eq!(found(row), [""; 0], "{row}");
    }
    let row = "|width|Int32|Metres. Inherited from [plant](plant.md).|";
    let alone = resource("tree", row, r#"{ "width": 1 }"#);
    assert!(!told(&[("tree.md", &alone)]).contains(&"inherited-unknown"));
}
