//! Where the members of an enum are.

use crate::support::{codes, enum_page, expect, resource, told, understand};

const HEADING: &str = "## Members\n";
const HEADER: &str = "|Member|Description|\n|:---|:---|\n";
const SEASON: &str = "enum season\n  spring\n  autumn";

/// Returns the page of an enum with two members.
fn season() -> String {
    enum_page("season", &["spring", "autumn"])
}

/// Asserts that a page declares the enum of [`season`], and nothing else.
#[track_caller]
fn is_season(page: &str) -> std::collections::BTreeSet<&'static str> {
    let analysis = understand(&[("season.md", page)]);
    expect(&analysis, SEASON);
    assert!(analysis.model.types.is_empty() && analysis.model.enums.len() == 1);
    codes(&analysis)
}

#[test]
fn page_of_an_enum_needs_no_usual_heading() {
    for heading in [
        "## Values\n",
        "## Possible values\n",
        "## Enum members\n",
        "## Enumeration values:\n",
        "## Properties\n",
        "",
    ] {
        is_season(&season().replace(HEADING, heading));
    }
    // On another page, these words name no enum.
    let values = "### Possible values\n\n|Member|Description|\n|:---|:---|\n|oak|Strong.|";
    let page = resource("tree", "|kind|String|Its kind.|", "")
        .replace("\n## JSON", &format!("\n{values}\n\n## JSON"));
    let analysis = understand(&[("tree.md", page)]);
    assert!(analysis.model.enums.is_empty());
    assert!(codes(&analysis).contains("unread-table"));
}

#[test]
fn misheaded_table_of_an_enum_page_is_read_and_reported() {
    for header in [
        "|Key|Description|\n",
        "|Property|Type|\n",
        "|Season|Details|\n",
    ] {
        let page = season().replace("|Member|Description|\n", header);
        assert!(is_season(&page).contains("members-header"));
    }
    let page = season().replace("|Member|Description|\n", "|When|Description|\n");
    let page = page.replace("|spring|", "|In spring|");
    let analysis = understand(&[("season.md", page)]);
    assert!(codes(&analysis).contains("members-header"));
    assert!(analysis.model.enums.is_empty());
}

#[test]
fn members_in_a_second_table_are_members() {
    for between in ["\nThese are new.\n\n", "\n### More\n\n"] {
        let second = format!("{between}{HEADER}|spring|Again.|\n|autumn|");
        is_season(&season().replace("|autumn|", &second));
    }
    let page = |between: &str| {
        let tables = format!("{HEADER}|spring||\n{between}{HEADER}|autumn||");
        let section = format!("### season values\n\n{tables}\n\n## JSON");
        resource("tree", "|p|season|A season.|", "").replace("## JSON", &section)
    };
    let analysis = understand(&[("tree.md", page("\nThese are new.\n\n"))]);
    expect(&analysis, SEASON);
    assert!(!codes(&analysis).contains("unread-table"));
    // It may be a table of something else.
    for between in [
        "\n**month values**\n\n",
        "\nThe month values are:\n\n",
        "\n",
    ] {
        let page = page(between);
        expect(&understand(&[("tree.md", &page)]), "enum season\n  spring");
        assert!(told(&[("tree.md", &page)]).contains(&"unread-table"));
    }
}
