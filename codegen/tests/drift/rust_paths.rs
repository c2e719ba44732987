//! A change is told where Rust paths and features change, and nothing else says so.

use graphdoc_codegen::unstable::finding::{Contract, Severity};

use crate::{
    compare, lines,
    one_edit::{LIST, STATES, page, ticket, told, with_section},
    support::enum_page,
};

#[test]
fn page_of_an_enum_with_another_area_is_told() {
    let enum_of = |area: &str| {
        let text = enum_page("colour", STATES);
        let front = format!("---\nms.prod: \"{area}\"\n");
        (
            "resources/colour.md".to_owned(),
            text.replacen("---\n", &front, 1),
        )
    };
    assert_eq!(
        told(&[&enum_of("paint")], &[&enum_of("ink")]),
        ["type-moved colour paint > ink"]
    );
    // The type on the page tells it for the enums beside it.
    let of = |area: &str| {
        let (path, text) = with_section(ticket("[ticketStatus](#ticketstatus-values)", "", ""));
        let front = format!("---\nms.prod: \"{area}\"\n");
        (path, text.replacen("---\n", &front, 1))
    };
    assert_eq!(
        told(&[&of("paint")], &[&of("ink")]),
        ["type-moved ticket paint > ink"]
    );
}

#[test]
fn enum_of_a_value_list_is_told_by_its_path() {
    let ticket = ticket("String", LIST, "");
    let kind = (
        "resources/ticketstatus.md".to_owned(),
        enum_page("ticketStatus", &["new", "old"]),
    );
    let (was, is) = (
        "msgraph_types::TicketStatus",
        "msgraph_types::TicketStatusValue",
    );
    let changes = compare(
        std::slice::from_ref(&ticket),
        &[ticket.clone(), kind.clone()],
    );
    assert_eq!(
        lines(&changes),
        [
            "enum-added ticketStatus - > new|old".to_owned(),
            format!("type-moved ticket.status {was} > {is}")
        ]
    );
    let moved = &changes[0];
    assert_eq!(
        (moved.severity, &moved.contracts[..]),
        (Severity::Breaking, &[Contract::RustSource][..])
    );
    assert_eq!(
        moved.help.as_deref(),
        Some(&*format!("write `{is}` for `{was}`"))
    );
    assert_eq!(
        told(&[&ticket, &kind], &[&ticket]),
        [
            "enum-removed ticketStatus new|old > -".to_owned(),
            format!("type-moved ticket.status {is} > {was}")
        ]
    );
}

#[test]
fn value_list_that_moves_to_the_base_is_told_by_its_path() {
    let row = format!("|status|String|How it is.{LIST}|");
    let rows = |row: &str| format!("|width|Int32|How wide.|\n{row}");
    let top = |row: &str| page("top", &rows(row), "What is high.");
    let small = |row: &str| {
        page(
            "small",
            &format!("|depth|Int32|How deep.|\n{row}"),
            "Inherits from [top](top.md).",
        )
    };
    let (below, above) = ([&top(""), &small(&row)], [&top(&row), &small("")]);
    let (was, is) = ("msgraph_types::SmallStatus", "msgraph_types::TopStatus");
    assert_eq!(
        told(&below, &above),
        [
            "property-added top.status - > Edm.String".to_owned(),
            format!("type-moved small.status {was} > {is}")
        ]
    );
    assert_eq!(
        told(&above, &below),
        [
            "property-removed top.status Edm.String > -".to_owned(),
            format!("type-moved small.status {is} > {was}")
        ]
    );
}

#[test]
fn renamed_relationship_is_told_as_a_method_if_it_has_one() {
    let entity = page("entity", "|id|String|The key.|", "What has a key.");
    let shelf = |name: &str, target: &str| {
        let (path, text) = page("shelf", "|width|Int32|How wide.|", "What is long.");
        let table = "\n## Relationships\n|Relationship|Type|Description|\n|:---|:---|:---|\n";
        let row = format!("|{name}|{target}|What somebody put on it some time ago.|\n");
        (path, text + table + &row)
    };
    for (target, help) in [
        (
            "[entity](entity.md)",
            Some("in Rust, the method is now `load`"),
        ),
        ("thing", None),
    ] {
        let [old, new] = ["burden", "load"].map(|name| [entity.clone(), shelf(name, target)]);
        let changes = compare(&old, &new);
        assert_eq!(
            lines(&changes),
            ["relationship-renamed shelf.burden burden > load"]
        );
        assert_eq!(changes[0].help.as_deref(), help);
    }
}
