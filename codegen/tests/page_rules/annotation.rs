//! Comments and annotations.

use graphdoc_codegen::unstable::pipeline::Outcome;

use crate::{
    READ,
    support::{expect, outcome, shows, understand},
    tree,
};

#[test]
fn labelled_samples_are_not_a_schema() {
    for label in ["ignored", "example", "request", "response"] {
        let sample = format!(
            "<!-- {{ \"blockType\": \"{label}\", \"@odata.type\": \"microsoft.graph.tree\" }} -->\n\
             ```json\n{{ \"ghost\": 1 }}\n```\n"
        );
        let page = tree().replace("## JSON", &format!("### Sample\n{sample}\n## JSON"));
        shows(&page, READ);
    }
}

#[test]
fn annotations_may_be_written_loosely() {
    let strict = "<!-- {\n  \"blockType\": \"resource\",\n  \"@odata.type\": \"microsoft.graph.tree\"\n} -->";
    assert!(tree().contains(strict));
    for loose in [
        "<!--{ \"blockType\": \"resource\", \"@odata.type\": \"microsoft.graph.tree\", } -->",
        "<!--\n{\n\"blockType\": \"resource\",\n\"@odata.type\": \"microsoft.graph.tree\"\n}\n-->\n\n",
        "<!-- { \"blockType\": \"resource\", \"@odata.type\": \"#microsoft.graph.tree\" }-->",
        "<!-- { \"blockType\": \"resource\", \"@type\": \"microsoft.graph.tree\", \"@type.aka\": \"old.tree\" } -->",
        "<!-- { blockType: \"resource\", \"@odata.type\": \"microsoft.graph.tree\" } -->",
        "<!-- { &quot;blockType&quot;: &quot;resource&quot;, &quot;@odata.type&quot;: &quot;microsoft.graph.tree&quot; } -->",
        "<!-- { “blockType”: “resource”, „@odata.type“: \"microsoft.graph.tree\" } -->",
    ] {
        let page = tree().replace(strict, loose);
        expect(&understand(&[("other.md", page)]), READ);
    }
}

#[test]
fn second_annotation_of_the_same_type_is_a_sample() {
    let page = tree()
        + "\n<!-- { \"blockType\": \"resource\", \"@odata.type\": \"microsoft.graph.tree\" } -->\n```json\n{ \"ghost\": true }\n```\n";
    shows(&page, READ);
}

#[test]
fn unreadable_annotation_is_ignored() {
    let page = tree()
        + "\n<!-- {\n \"type\": \"#page.annotation\",\n \"description\": \"broken\n line\"\n} -->\n";
    let analysis = understand(&[("tree.md", &page)]);
    assert_eq!(outcome(&analysis, "tree.md"), Outcome::Generated);
}
