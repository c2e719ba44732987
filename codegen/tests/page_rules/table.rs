//! Sections and tables.

use crate::{
    READ, TREE,
    support::{codes, expect, property, resource, shows, understand},
    tree,
};

#[test]
fn headings_of_sections_have_many_forms() {
    for heading in [
        "## properties",
        "### Properties",
        "## **Properties**",
        "## Properties:",
        "## Property",
        "##  Properties  ##",
        "## Properties {#properties}",
        "## Properties {#a-tree .wide}",
        "## What it has {#properties}",
    ] {
        let page = tree().replace("## Properties", heading);
        shows(&page, READ);
    }
}

#[test]
fn empty_section_declares_nothing() {
    for body in [
        "None",
        "|Relationship|Type|Description|\n|:--|:--|:--|\n|None|||",
        "None.",
        "Not applicable.",
        "|Property|Type|Description|\n|:--|:--|:--|",
        "",
    ] {
        let page = tree().replace("## JSON", &format!("## Relationships\n{body}\n\n## JSON"));
        shows(&page, READ);
    }
}

#[test]
fn relationships_are_distinguished_from_properties() {
    let leaf = resource("leaf", "|id|String|Key.|", "");
    let shows = |table: &str| {
        let page = tree().replace("## JSON", &format!("{table}\n## JSON"));
        let analysis = understand(&[("tree.md", &page), ("leaf.md", &leaf)]);
        expect(&analysis, &format!("{READ}\n  roots -> [leaf]"));
    };
    let headers = "Relationship|Relationship name|Property|Property name|Navigation|Samband";
    for header in headers.split('|') {
        shows(&format!(
            "## Relationships\n|{header}|Type|Description|\n|:--|:--|:--|\n|roots|[leaf](leaf.md) collection|Below.|\n"
        ));
    }
    // Their header is enough.
    shows(
        "## Associations\n|Relationship|Type|Description|\n|:--|:--|:--|\n|roots|[leaf](leaf.md) collection|Below.|\n",
    );
}

#[test]
fn tables_are_read_in_every_shape() {
    let plain = format!("|Property|Type|Description|\n|:---|:---|:---|\n{TREE}");
    assert!(tree().contains(&plain));
    for shape in [
        // Tabs in the delimiter row.
        "|Property|Type\t|Description|\n|:---\t|\t:---|:---\t|\n|id|String|The tree. Read-only.|\n|height|Double|Metres.|",
        // No outer pipes.
        "Property|Type|Description\n:---|:---|:---\nid|String|The tree. Read-only.\nheight|Double|Metres.",
        // A header without its last pipe.
        "|Property|Type|Description\n|:---|:---|:---\n|id|String|The tree. Read-only.|\n|height|Double|Metres.",
        // A delimiter row that is too short.
        "|Property|Type|Description|\n|:---|:---|\n|id|String|The tree. Read-only.|\n|height|Double|Metres.|",
        // Two, four and six columns.
        "|Property|Type|\n|:--|:--|\n|id|String|\n|height|Double|",
        "|Property|Type|Description|Where|\n|:--|:--|:--|:--|\n|id|String|The tree.|All|\n|height|Double|Metres.|All|",
        "|Property|Type|Description|A|B|C|\n|--|--|--|--|--|--|\n|id|String|The tree.|1|2|3|\n|height|Double|Metres.|1|2|3|",
        // Other headers.
        "|**Property name**|Type|Description|\n|:--|:--|:--|\n|id|String|The tree.|\n|height|Double|Metres.|",
        "|Name|Type|Description|\n|:--|:--|:--|\n|id|String|The tree.|\n|height|Double|Metres.|",
        "|Method|Return Type|Description|\n|:--|:--|:--|\n|id|String|The tree.|\n|height|Double|Metres.|",
        "|Attribute|Datatype|Description|\n|:--|:--|:--|\n|id|String|The tree.|\n|height|Double|Metres.|",
        "|Key|Property type|Description|\n|:--|:--|:--|\n|id|String|The tree.|\n|height|Double|Metres.|",
        // Names with markup.
        "|Property|Type|Description|\n|:--|:--|:--|\n|**id**|String|The tree.|\n|`height`|Double|Metres.|",
        "|Property|Type|Description|\n|:--|:--|:--|\n|[id](x.md)|String|The tree.|\n|height<br>|Double|Metres.|",
        // A group row in between.
        "|Property|Type|Description|\n|:--|:--|:--|\n|id|String|The tree.|\n|**Sizes**|||\n|height|Double|Metres.|",
        "|Property|Type|Description|\n|:--|:--|:--|\n|id|String|The tree.|\n|*Sizes*|||\n|height|Double|Metres.|",
        // A repeated row.
        "|Property|Type|Description|\n|:--|:--|:--|\n|id|String|The tree.|\n|height|Double|Metres.|\n|height|String|Again.|",
        // HTML, with and without its optional parts.
        "<table>\n<tr><th>Property</th><th>Type</th><th>Description</th></tr>\n<tr><td>id</td><td>String</td><td>The tree. Read-only.</td></tr>\n<tr><td><code>height</code></td><td><b>Double</b></td><td>Metres.</td></tr>\n</table>",
        "<table class=\"x\"><caption>Words</caption><thead><tr>\n<td>Property</td>\n<td>Type</td></tr></thead>\n<tbody>\n<tr>\n<td><p>id</p></td><td>\nString\n</td>\n</tr>\n<TR><TD>height<TD>Double\n</tbody></table>",
        // With blank lines, each of which ends the HTML for Markdown.
        "<table>\n\n  <tr>\n    <th>Property</th><th>Type</th><th>Description</th>\n  </tr>\n\n  <tr>\n\n    <td>id</td><td>String</td><td>The tree.\n\nRead-only.</td>\n  </tr>\n \n    <tr><td>height</td><td>Double</td><td>Metres.</td></tr>\n</table>",
        "<table>\n<tr><th>Property</th><th>Type</th></tr>\n<tr>\n<td>\n\n**id**\n\n</td>\n<td>\n\nString\n\n</td></tr>\n\n<tr><td>height</td><td>`Double`</td></tr>\n\n</table>",
        // A line of text between two tables.
        "|Property|Type|Description|\n|:--|:--|:--|\n|id|String|The tree.|\n\nAnd more.\n\n|Property|Type|Description|\n|:--|:--|:--|\n|height|Double|Metres.|",
        // A table of something else.
        "|Property|Type|Description|\n|:--|:--|:--|\n|id|String|The tree.|\n|height|Double|Metres.|\n\n|Colour|Meaning|\n|:--|:--|\n|green|alive|",
    ] {
        let page = tree().replace(&plain, shape);
        shows(&page, READ);
    }
}

#[test]
fn table_under_another_heading_is_ignored() {
    let page = tree().replace(
        "## JSON",
        "### What the document in height holds\n|Property|Type|Description|Default|\n|:--|:--|:--|:--|\n|Version|Integer|One.|1|\n\n## JSON",
    );
    shows(&page, READ);
}

#[test]
fn deprecated_is_a_mark_as_a_suffix_but_not_as_a_name() {
    let rows = "|height (deprecated)|Double|Metres.|\n|deprecated|Boolean|Whether it fell.|";
    let expected = "complex tree\n  height: Double #deprecated\n  deprecated: Boolean";
    let analysis = shows(&resource("tree", rows, ""), expected);
    let named = property(&analysis.model, "tree", "deprecated");
    assert!(named.deprecated.is_none());
}

#[test]
fn row_without_a_name_is_reported_and_omitted() {
    let rows = "|see below|String|Words.|\n|height|Double|Metres.|";
    let page = resource("tree", rows, "");
    let analysis = shows(&page, "complex tree\n  height: Double");
    assert!(codes(&analysis).contains("property-name"));
}

#[test]
fn row_in_both_tables_is_a_relationship() {
    let row = "|roots|[leaf](leaf.md) collection|Below.|";
    let section =
        format!("## Relationships\n|Relationship|Type|Description|\n|:--|:--|:--|\n{row}\n");
    let page = resource("tree", row, "").replace("## JSON", &format!("{section}\n## JSON"));
    let leaf = resource("leaf", "|id|String|Key.|", "");
    let analysis = understand(&[("tree.md", page), ("leaf.md", leaf)]);
    expect(&analysis, "complex tree\n  roots -> [leaf]");
}

#[test]
fn quotation_marks_are_not_part_of_a_name() {
    for name in ["“height”", "'height'", "„height“", "«height»", "`‘height’`"] {
        shows(&tree().replace("|height|", &format!("|{name}|")), READ);
    }
}

#[test]
fn footnote_is_not_part_of_a_name() {
    for mark in [
        "<sup>1</sup>",
        "[^1]",
        "\\*",
        " †",
        "²",
        "<br>*in metres*",
        " **new**",
    ] {
        let page = tree().replace("|height|", &format!("|height{mark}|"));
        assert_ne!(page, tree());
        shows(&page, READ);
    }
}

#[test]
fn remarks_after_a_name_are_read() {
    for (name, expected) in [
        ("height (required)", "#required"),
        ("height<br>*Required*", "#required"),
        ("**height** *(read-only)*", "#read-only"),
        ("height (deprecated)", "#deprecated"),
        ("height [deprecated]", "#deprecated"),
        ("height [beta]", ""),
        ("~~height~~", ""),
        ("height (preview)", ""),
    ] {
        let page = resource("tree", &format!("|{name}|Double|Metres.|"), "");
        let expected = format!("complex tree\n  height: Double {expected}");
        shows(&page, expected.trim_end());
    }
}
