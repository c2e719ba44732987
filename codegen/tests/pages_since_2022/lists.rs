//! Where lists of values begin, and what introduces them.

use crate::{
    support::{codes, resource, shows, told, understand},
    tree,
};

/// Asserts the tags of a `String` property with this description.
fn lists(description: &str, expected: &str) {
    let page = tree("String", description);
    shows(&page, &format!("complex tree\n  p: String {expected}"));
}

#[test]
fn codes_of_a_condition_in_front_of_the_list_are_no_members() {
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
fn lists_are_introduced_in_many_words() {
    for description in [
        "Its kind. The property values are: `oak`, `elm`.",
        "Its kind. It can be set to two different values: `oak`, `elm`.",
        "It can be set to 2 different values:<br><ul><li>`oak`: strong</li><li>`elm`: tall</li></ul>",
        "It can be set to 2 different values:<br>- `oak`: strong<br>- `elm`: tall",
        "It can be set to 2 different values:<br><br>- `oak`: strong<br><br>- `elm`: tall",
        "Possible values are: <ul><li>`oak` - strong.</li><li>`elm` - tall.</li></ul>",
        "Possible values are:<br>* `oak`<br>* `elm`",
        "Possible values are:<br><ol><li>`oak`</li><li>`elm`</li></ol>",
    ] {
        lists(description, "#values oak elm");
    }
}

#[test]
fn a_value_that_a_sentence_names_before_its_list_is_one() {
    for description in [
        "`p` is set to `oak` when `isOld` is `true` and one of the following values when `isOld` is `false`: `elm`, `ash`.",
        "Either `oak` or one of the following values: `elm`, `ash`.",
        "It is set to `oak`, or one of these values: `elm`, `ash`.",
    ] {
        lists(description, "#values oak elm ash");
    }
    lists(
        "A pair of `name` and one of the following values: `elm`, `ash`.",
        "#values elm ash",
    );
    // These are the values that it does not have.
    lists(
        "Cannot begin with `oak` or be one of the following values: `elm`, `ash`.",
        "#no values",
    );
}

#[test]
fn beside_a_name_that_no_page_declares_codes_behind_a_colon_are_the_list() {
    for description in [
        "One of the following label values accept any tree: `oak`, `elm`.",
        "Its kind: `oak`, `elm`.",
        "The following kinds exist: `oak`, `elm`.",
    ] {
        let page = tree("treeKind", description);
        shows(
            &page,
            "complex tree\n  p: enum treeKind\nenum treeKind\n  oak\n  elm",
        );
        // For a property with a known type, they may mean anything.
        let page = tree("String", description);
        shows(&page, "complex tree\n  p: String");
    }
}

#[test]
fn lists_of_one_undeclared_enum_are_united() {
    let rows = "|a|treeKind|The possible values are: `oak`, `elm`.|\n\
                |b|treeKind|The possible values are: `oak`, `ash`.|";
    let page = resource("tree", rows, "");
    let understood = shows(
        &page,
        "complex tree\n  a: enum treeKind\n  b: enum treeKind\nenum treeKind\n  oak\n  elm\n  ash",
    );
    assert!(codes(&understood).contains("enum-lists-differ"));
}

#[test]
fn a_comma_separated_list_of_values_is_flags_beside_an_enum_alone() {
    for words in [
        "A comma-separated list of kinds.",
        "A multi-valued property.",
        "This is multivalued.",
    ] {
        let description = format!("{words} The possible values are: `oak`, `elm`.");
        let page = tree("treeKind", &description);
        shows(
            &page,
            "complex tree\n  p: enum treeKind\nenum treeKind flags\n  oak\n  elm",
        );
    }
    lists(
        "A comma-separated list of kinds. The possible values are: `oak`, `elm`.",
        "#values oak elm",
    );
}

#[test]
fn nothing_is_told_of_a_name_that_a_list_stands_for() {
    let listed = tree("treeKind", "The possible values are: `oak`, `elm`.");
    assert!(!codes(&understand(&[("tree.md", &listed)])).contains("undeclared-type"));
    assert!(!told(&[("tree.md", &listed)]).contains(&"undeclared-type"));
    let unlisted = tree("treeKind", "What it is.");
    assert!(codes(&understand(&[("tree.md", &unlisted)])).contains("undeclared-type"));
}
