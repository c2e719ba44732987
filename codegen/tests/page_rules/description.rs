//! What descriptions say.

use crate::support::{enum_page, expect, property, resource, shows, told, understand};

/// Asserts the tags of a property with this type and description.
#[track_caller]
fn described(ty: &str, description: &str, tags: &str) {
    let page = resource("tree", &format!("|p|{ty}|{description}|"), "");
    shows(&page, &format!("complex tree\n  p: {ty} {tags}"));
}

#[test]
fn value_lists_are_read_in_every_spelling() {
    for list in [
        "Possible values are: `oak`, `elm`, `lime`.",
        "The possible values are: `oak`, `elm`, `lime`. Read-only.",
        "Possible values: `oak`, `elm`, and `lime`.",
        "Possible values are `oak`, `elm` or `lime`.",
        "The allowed values are `oak`, `elm`, `lime`. The default is `elm`.",
        "Supported values are: `oak`,`elm`,`lime`",
        "Supported values are: `oak`, `elm` and `lime`.",
        "The possible values are: `oak `, ` elm`, `lime`.",
        "The possible values are: `null`, `oak`, `elm`, `lime`.",
        "The possible values are `oak`, `elm`, `lime`. An `elm` grows tall, a `birch` white.",
        "One of the following string values: `oak`, `elm`, `lime`.",
        "If it is not null it is one of the following values: `oak`, `elm`, `lime`.",
        "It must not be empty and must be one of the following values: `oak`, `elm`, `lime`.",
        "Valid values are: <br>`oak`<br>`elm`<br>`lime`",
        "The possible values are:<ul><li>`oak`</li><li>`elm`</li><li>`lime`</li></ul>",
        "Its kind. Possible values for this property are: `oak`, `elm`, `lime`. A sentence about `birch`.",
        "The possible values are: `“oak”`, `‘elm’`, `«lime»`.",
        "The possible values are: `oak\u{200b}`, `\u{feff}elm`, `\u{a0}lime`.",
        "The possible values are: “oak”, „elm“, or ‘lime’.",
        "The possible values are: oak (default), elm, lime.",
        "The possible\u{a0}values\u{202f}are: `oak`, `elm`, `lime`.",
        "The possi\u{ad}ble val\u{200b}ues are: `oak`, `elm`, `lime`.",
        "Is one of the following values when `isOld` is `true`: oak, elm, lime.",
    ] {
        described("String", list, "#values oak elm lime");
    }
    let with_default = "The possible values are: `oak` (default), `elm`.";
    described("String", with_default, "#values oak elm #default oak");
    for none in [
        "Set it to `oak` to get an oak.",
        "A grade, `A` through `E`.",
        "Valid values 0 to 100.",
        "Invalid values are: `oak`, `elm`.",
        "Unsupported values are: `oak`, `elm`.",
        "Non-supported values: `oak`, `elm`.",
        "Not allowed values: `oak`, `elm`.",
        "No longer supported values are: `oak`, `elm`.",
        "None of the following values is kept: `oak`, `elm`.",
        "It must not be one of the following values: `oak`, `elm`.",
        "Cannot begin with `x` or be one of the following values: `oak`, `elm`.",
        "Shouldn't be empty or one of the following values: `oak`, `elm`.",
        "It isn't one of the following values: `oak`, `elm`.",
        "It never has one of these values: `oak`, `elm`.",
        "Words.",
    ] {
        described("String", none, "#no values");
    }
}

/// A property with an undeclared type has the values of a choice. Other code in such a sentence is no value.
#[test]
fn values_of_a_choice_are_those_of_an_undeclared_type() {
    let kind = |words: &str| {
        let row = format!("|kind|treeKind|{words}|");
        resource("tree", &row, r#"{ "kind": "String" }"#)
    };
    for words in [
        "Can be `oak`, `elm`, or `lime`.",
        "Its kind. It must be one of `oak`, `elm`, `lime`. Required.",
        "Must be `oak`/`elm`/`lime`.",
        "Either `oak`, `elm` or `lime`.",
        "The `kind`, which accepts `oak`, `elm` (default), and `lime`.",
    ] {
        shows(
            &kind(words),
            "complex tree\n  kind: enum treeKind\nenum treeKind\n  oak\n  elm\n  lime",
        );
    }
    for words in [
        "Can be `oak` if `isOld` is `true`.",
        "Cannot be `oak` or `elm`.",
        "Can be `oak`.",
    ] {
        shows(&kind(words), "complex tree\n  kind: treeKind?");
    }
}

/// Of a text, it has them only if their sentence says nothing else.
#[test]
fn values_of_a_choice_are_those_of_a_text() {
    for words in [
        "Its kind. Can be `oak`, `elm`, or `lime`.",
        "Can be one of: `oak`, `elm`, `lime`. Required.",
        "Can be set to `oak`, `elm` or `lime`. If not set, it is a `birch`.",
        "This can either be `oak`, `elm`, or `lime`.",
        "Its kind, if **isOld** is `true`. It must be one of `oak`, `elm`, `lime`.",
        "Either `oak`, `elm`, or `lime`.",
        "One of:<br>`oak`<br>`elm`<br>`lime`",
        "Values are `oak`, `elm`, and `lime`.",
        "Its kind. Possible options: `oak`, `elm`, `lime`.",
        "The following values are supported: `oak`, `elm`, `lime`.",
        "It can have the following values:<ul><li>`oak`: strong</li><li>`elm`</li><li>`lime`</li></ul>",
    ] {
        described("String", words, "#values oak elm lime");
    }
    for words in [
        "The kind, for example: `oak`, `elm`.",
        "A name that is `oak` or `elm`.",
        "A tree in the park can be `oak` or `elm`.",
        "Cannot be `oak` or `elm`.",
        "Can be `oak` or `null`.",
        "Can be `oak` if `isOld` is `true`.",
        "It can have the following values:<ul><li>`oak`</li><li>`elm`</li><li>Any other.</li></ul>",
        "Kinds include `oak` and `elm`.",
        "Must be `https`.",
    ] {
        described("String", words, "#no values");
    }
}

/// Not every value of an enum may be set, but every value that may be set is one of the enum.
#[test]
fn values_of_a_choice_are_compared_with_the_enum() {
    let kind = enum_page("treeKind", &["oak", "elm", "lime"]);
    let row = |words: &str| resource("tree", &format!("|p|[treeKind](treekind.md)|{words}|"), "");
    let rules = |words: &str| told(&[("tree.md", &row(words)), ("treekind.md", &kind)]);
    assert!(!rules("Can be set to `oak` or `elm`.").contains(&"enum-and-list"));
    assert!(rules("Can be set to `oak` or `ellm`.").contains(&"enum-and-list"));
}

#[test]
fn marks_limits_and_defaults_are_read_in_every_spelling() {
    for (description, tag) in [
        ("Metres. Read-only.", "read-only"),
        ("Read only. Metres.", "read-only"),
        ("Metres. (Read-only)", "read-only"),
        ("Metres (read-only).", "read-only"),
        ("Metres. [Read-only]", "read-only"),
        ("Metres. *Read-only*", "read-only"),
        ("It's read-only. Metres.", "read-only"),
        ("Metres. It’s read-only.", "read-only"),
        ("Metres. This property is read-only.", "read-only"),
        ("Metres. It's a read-only property.", "read-only"),
        ("Read-only: metres.", "read-only"),
        ("Read-only - metres.", "read-only"),
        ("Read-only property. Metres.", "read-only"),
        ("Metres. Write-only.", "write-only"),
        ("Required. Metres.", "required"),
        ("(Required) Metres.", "required"),
        ("[Required] Metres.", "required"),
        ("Required: metres.", "required"),
        ("Metres. It's required.", "required"),
        ("Metres. This property is mandatory.", "required"),
        ("Mandatory. Metres.", "required"),
        ("Metres. Not nullable.", "not nullable"),
        ("Metres. It isn't nullable.", "not nullable"),
        ("Metres. Cannot be null.", "not nullable"),
        ("Metres. Must not be `null`.", "not nullable"),
        ("Metres. Non-null.", "not nullable"),
        ("Metres. This property can be `null`.", "nullable"),
        ("Metres. This value can’t be null.", "not nullable"),
        ("Metres. (Not nullable)", "not nullable"),
        ("Metres. Nullable.", "nullable"),
        ("Metres. It's nullable.", "nullable"),
        ("Metres. Can be null.", "nullable"),
        ("The value may be null.", "nullable"),
        ("Metres. (Read-only, nullable)", "nullable"),
        ("Metres. The default value is `oak`.", "default oak"),
        ("Max limit is 256 chars.", "max length 256"),
        ("The maximum length is 64 characters.", "max length 64"),
        ("Maximum length of 10 characters.", "max length 10"),
        ("Can have a maximum of 64 characters.", "max length 64"),
        ("Maximum length is 255.", "max length 255"),
        (
            "Maximum allowed size is 1,024 characters.",
            "max length 1024",
        ),
        ("Must not exceed 64 characters.", "max length 64"),
        ("Its name, 64 characters or fewer.", "max length 64"),
        ("Defaults to `oak`.", "default oak"),
        ("Its kind. Default: `oak`.", "default oak"),
        ("Its kind. Default value: `oak`.", "default oak"),
        (
            "Its name. Required during the create operation.",
            "required",
        ),
        ("Its length. This property is deprecated.", "deprecated"),
    ] {
        described("String", description, &format!("#{tag}"));
    }
    for description in [
        "Metres. (Required when it is old)",
        "Required: no. Metres.",
        "Metres that are (if nothing else is said) required.",
        "Whether it (not the leaf) is read-only.",
        "A leaf whose size can be null.",
        "A leaf whose size can be `null`.",
        "Can be `null` if it is old.",
        "Can be `nil`.",
    ] {
        let page = resource("tree", &format!("|p|String|{description}|"), "");
        let understood = shows(&page, "complex tree\n  p: String");
        let property = property(&understood.model, "tree", "p");
        let is_marked = property.required || property.read_only || property.nullable.is_some();
        assert!(!is_marked, "{description}");
    }
}

#[test]
fn row_may_state_that_it_is_inherited() {
    let plant = resource("plant", "|name|String|Its name.|", "");
    for words in [
        "Inherited from [plant](plant.md).",
        "Its name. Inherited from **[plant](plant.md)**",
        "Its name. Inherits from [plant](plant.md).",
        "Its name. Inherited from **plant**.",
        "Its name. Inherited from microsoft.graph.plant.",
    ] {
        let page = resource("tree", &format!("|name|String|{words}|"), "");
        let page = page.replace("What a tree is.", "Inherits from [plant](plant.md).");
        let analysis = understand(&[("tree.md", &page), ("plant.md", &plant)]);
        expect(
            &analysis,
            "complex tree : plant\n  name: String #from plant",
        );
    }
    let row = "|name|String|Its name. Inherited from [tree](tree.md).|";
    let analysis = understand(&[("tree.md", resource("tree", row, ""))]);
    let name = property(&analysis.model, "tree", "name");
    assert_eq!(name.inherited_from, None);
}
