//! Where lists of values begin, and what introduces them.

use crate::{
    support::{codes, resource, shows, told, understand},
    tree,
};

/// A property of an enum that no page declares.
const KIND: &str = "complex tree\n  p: enum treeKind\nenum treeKind\n  oak\n  elm";

/// Asserts the tags of a `String` property with this description.
fn lists(description: &str, expected: &str) {
    let page = tree("String", description);
    shows(&page, &format!("complex tree\n  p: String {expected}"));
}

#[test]
fn codes_in_a_condition_before_a_list_are_not_members() {
    for description in [
        "Set to one of the following values when `isTall` is `true`: `oak`, `elm`.",
        "The possible values when `isTall` is `true` are: `oak`, `elm`.",
        "Possible values for `p` if `isTall` is `false`: `oak`, `elm`.",
        "One of the following values if `isTall` is `false`: `oak` or `elm`.",
    ] {
        lists(description, "#values oak elm");
    }
}

#[test]
fn value_list_introductions_are_recognised() {
    for description in [
        "Its kind. The property values are: `oak`, `elm`.",
        "Its kind. It can be set to two different values: `oak`, `elm`.",
        "It can be set to 2 different values:<br><ul><li>`oak`: strong</li><li>`elm`: tall</li></ul>",
        "It can be set to 2 different values:<br>- `oak`: strong<br>- `elm`: tall",
        "It can be set to 2 different values:<br><br>- `oak`: strong<br><br>- `elm`: tall",
        "Possible values are: <ul><li>`oak` - strong.</li><li>`elm` - tall.</li></ul>",
        "Possible values are:<br>* `oak`<br>* `elm`",
        "Possible values are:<br>- `oak`<br>- `elm`",
        "Possible values are:<br/>• `oak`<br/>• `elm`",
        "Possible values are:<br>- oak<br>- elm",
        "Possible values are:<br>- oak: strong.<br>- elm: tall.",
        "Possible values are:<ul><li>oak</li><li>elm</li></ul>",
        "Possible values are:<ul><li>oak - strong</li><li>elm (tall)</li></ul>",
        "Possible values: oak \\| elm",
        "Possible values are:<br><ol><li>`oak`</li><li>`elm`</li></ol>",
        "Possible values are:<br>oak<br>elm",
        "Possible values are:<br>oak,<br>elm.<br>Some words.",
        "Possible values are:<br>1. `oak`<br>2. `elm`",
        "Possible values are:<br>`oak` - strong. Or so.<br>`elm` - tall.",
        "Possible values are:<br>**oak**: strong.<br>**elm:** tall.",
        "Possible values are:<br>`oak` (old)<br>`elm`. Some words.",
        "Possible values are:<br>`oak`<br>`elm` (tall)",
        "Possible values are:<ul><li>oak</li><li>elm</li></ul>Some words.",
        // What follows a list does not belong to it.
        "Possible values are: `oak`, `elm`.<ul><li>Some `code`.</li><li>`more`</li></ul>",
        "Possible values are: `oak`, `elm`.<br>Required<br>**Note:** words.",
    ] {
        lists(description, "#values oak elm");
    }
    lists(
        "Possible values are:<ul><li>the oak</li><li>elm trees</li></ul>",
        "#no values",
    );
}

#[test]
fn value_named_before_its_list_is_a_member() {
    for description in [
        "`p` is set to `oak` when `isOld` is `true` and one of the following values when `isOld` is `false`: `elm`, `ash`.",
        "Either `oak` or one of the following values: `elm`, `ash`.",
        "It is set to `oak`, or one of these values: `elm`, `ash`.",
    ] {
        lists(description, "#values oak elm ash");
    }
    let pair = "A pair of `name` and one of the following values: `elm`, `ash`.";
    lists(pair, "#values elm ash");
}

#[test]
fn codes_after_a_colon_list_an_undeclared_enum() {
    for description in [
        "One of the following label values accept any tree: `oak`, `elm`.",
        "Its kind: `oak`, `elm`.",
        "The following kinds exist: `oak`, `elm`.",
    ] {
        shows(&tree("treeKind", description), KIND);
        // For a property with a known type, they may mean anything.
        lists(description, "#no values");
    }
}

#[test]
fn lists_of_one_undeclared_enum_are_united() {
    let rows = "|a|treeKind|The possible values are: `oak`, `elm`.|\n\
                |b|treeKind|The possible values are: `oak`, `ash`.|";
    let expected = "complex tree\n  a: enum treeKind\n  b: enum treeKind\n\
                    enum treeKind\n  oak\n  elm\n  ash";
    let understood = shows(&resource("tree", rows, ""), expected);
    assert!(codes(&understood).contains("enum-lists-differ"));
}

#[test]
fn comma_separated_values_are_flags_only_for_an_enum() {
    for words in [
        "A comma-separated list of kinds.",
        "A multi-valued property.",
        "This is multivalued.",
    ] {
        let description = format!("{words} The possible values are: `oak`, `elm`.");
        let page = tree("treeKind", &description);
        shows(
            &page,
            &KIND.replace("enum treeKind\n  oak", "enum treeKind flags\n  oak"),
        );
    }
    let list = "A comma-separated list of kinds. The possible values are: `oak`, `elm`.";
    lists(list, "#values oak elm");
}

#[test]
fn undeclared_enum_with_a_value_list_is_not_reported() {
    let listed = tree("treeKind", "The possible values are: `oak`, `elm`.");
    assert!(!codes(&understand(&[("tree.md", &listed)])).contains("undeclared-type"));
    assert!(!told(&[("tree.md", &listed)]).contains(&"undeclared-type"));
    let unlisted = tree("treeKind", "What it is.");
    assert!(codes(&understand(&[("tree.md", &unlisted)])).contains("undeclared-type"));
}
