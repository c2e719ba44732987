//! Changes of annotations in the metadata, with the source that they come from.

use crate::sandbox::{self, Sandbox};

const SERVICE: &str = "<Edmx><Schema Namespace=\"microsoft.graph\" Alias=\"graph\">\
<EntityType Name=\"fern\"><Key><PropertyRef Name=\"id\"/></Key><Property Name=\"id\" Type=\"Edm.String\"/>\
<Property Name=\"size\" Type=\"Edm.Int32\"/><Property Name=\"leaf\" Type=\"Edm.Int32\"/><Property Name=\"root\" Type=\"Edm.Int32\"/>\
</EntityType><EnumType Name=\"shade\"><Member Name=\"dark\"/></EnumType></Schema></Edmx>";

/// The page describes `size`, mentions `leaf`, and does not have `root`.
fn page(size: &str) -> String {
    let rows = format!("|size|Int32|{size}|\n|leaf|Int32||");
    sandbox::page("fern", &rows, "\"size\": 1, \"leaf\": 1")
}

/// The metadata, with annotations of some of its items, each given by words.
fn service(annotations: &[(&str, &str)]) -> String {
    let apart = |(target, words): &(&str, &str)| {
        let annotations: String = words.split_whitespace().map(annotation).collect();
        format!("<Annotations Target=\"graph.{target}\">{annotations}</Annotations>")
    };
    let annotations: String = annotations.iter().map(apart).collect();
    SERVICE.replace("</Schema>", &format!("{annotations}</Schema>"))
}

/// Returns what a word stands for: a description, a mark, or a deprecation with the date of removal.
fn annotation(word: &str) -> String {
    let said = |text: &str| format!("Core.V1.Description\" String=\"{text}\">");
    let rest = match word {
        "described" => said("As it was before."),
        "reworded" => said("As it is by now."),
        "computed" => "Core.V1.Computed\">".to_owned(),
        "unfiltered" => "Capabilities.V1.FilterRestrictions\"><Record>\
                         <PropertyValue Property=\"Filterable\" Bool=\"false\"/></Record>"
            .to_owned(),
        date => format!(
            "Core.V1.Revisions\"><Collection><Record>\
             <PropertyValue Property=\"Kind\" EnumMember=\"Org.OData.Core.V1.RevisionKind/Deprecated\"/>\
             <PropertyValue Property=\"RemovalDate\" Date=\"{date}\"/></Record></Collection>"
        ),
    };
    format!("<Annotation Term=\"Org.OData.{rest}</Annotation>")
}

/// What the page says about `size`, and the annotations.
type Side<'a> = (&'a str, &'a [(&'a str, &'a str)]);

fn both(old: Side, new: Side) -> Sandbox {
    let sandbox = Sandbox::empty();
    for (name, (size, annotations)) in [("old", old), ("new", new)] {
        sandbox.write(&format!("{name}/resources/fern.md"), page(size));
        sandbox.write(&format!("{name}.xml"), service(annotations));
    }
    sandbox
}

const DIFF: &str = "diff old new --metadata new.xml --base-metadata old.xml --message-format json";

const PARTS: [&str; 3] = ["rule", "message", "help"];

/// Returns the changes from one side to the other: rule, message and help.
fn changes(old: Side, new: Side) -> Vec<[String; 3]> {
    both(old, new).run(DIFF).told(PARTS)
}

/// Returns the same for a crate of the old side that is updated to the new one, of which only the lock file is known.
fn updates(old: Side, new: Side) -> Vec<[String; 3]> {
    let sandbox = both(old, new);
    let run = |verb: &str, side: &str| {
        let words = format!("--docs {side} --metadata {side}.xml --out out --message-format json");
        sandbox.run(format!("{verb} {words}")).code(0)
    };
    run("generate", "old");
    let changes = run("update", "new").told(PARTS);
    assert_eq!(run("update", "new").told(PARTS), [[""; 3]; 0]);
    changes
}

const OF_SERVICE: &str = "the metadata of the service says so";
const OF_PAGES: &str = "the pages say so";

#[test]
fn changes_of_the_metadata_alone_name_the_metadata() {
    let size = "How large it is.";
    // The item, its annotation before and after, the rule, and the beginning of the message.
    for row in [
        "fern/root | described | reworded | docs-changed | the description of `root`",
        "fern/leaf | described | reworded | docs-changed | the description of `leaf`",
        "shade/dark | described | reworded | docs-changed | the description of `dark`",
        "shade | described | reworded | docs-changed | the description of `microsoft.graph.shade`",
        "fern/root | described | described computed | property-read-only-changed | `root` of `microsoft.graph.fern` is now read-only",
        "fern/root | described | described unfiltered | restriction-changed | `root` of `microsoft.graph.fern` no longer supports $filter",
        "fern/size | unfiltered |  | restriction-changed | `size` of `microsoft.graph.fern` supports $filter",
        "fern |  | unfiltered | restriction-changed | `microsoft.graph.fern` no longer supports $filter",
        "fern/size |  | 2030-01-02 | property-deprecated | `size` of `microsoft.graph.fern` is now deprecated",
        "fern/root | 2030-01-02 |  | property-deprecated | `root` of `microsoft.graph.fern` is no longer deprecated",
        "fern |  | 2030-01-02 | docs-changed | `microsoft.graph.fern` is now deprecated",
        "shade/dark |  | 2030-01-02 | docs-changed | `dark` of `microsoft.graph.shade` is now deprecated",
        "fern/size | 2030-01-02 | 2031-01-02 | docs-changed | the deprecation of `size`",
        "shade | 2030-01-02 | 2031-01-02 | docs-changed | the deprecation of `microsoft.graph.shade`",
    ] {
        let [target, old, new, rule, words] = sandbox::columns(row);
        let (old, new) = ([(target, old)], [(target, new)]);
        for found in [changes, updates].map(|told| told((size, &old), (size, &new))) {
            let [[told, message, help]] = &found[..] else {
                panic!("{words}: {found:?}");
            };
            assert_eq!((&**told, &**help), (rule, OF_SERVICE), "{message}");
            assert!(message.starts_with(words), "{message}");
        }
    }
}

#[test]
fn changes_of_the_pages_alone_name_the_pages() {
    let annotations = &[("fern/root", "described")];
    for (new, rule) in [
        ("Whatever its size may be.", "docs-changed"),
        ("How large it is. Read-only.", "property-read-only-changed"),
        (
            "How large it is. This property is deprecated.",
            "property-deprecated",
        ),
    ] {
        let found = changes(("How large it is.", annotations), (new, annotations));
        let told: Vec<_> = found.iter().map(|[rule, _, help]| [rule, help]).collect();
        assert_eq!(told, [[rule, OF_PAGES]], "{new}");
    }
}

#[test]
fn overruled_annotations_cause_no_change() {
    let size = "How large it is. Read-only. Supports `$filter`.";
    let old = [("fern/size", "described")];
    let new = [("fern/size", "reworded computed unfiltered")];
    assert_eq!(changes((size, &old), (size, &new)), [[""; 3]; 0]);
}

#[test]
fn update_distinguishes_annotations_from_pages() {
    let size = "How large it is.";
    let [old, new] = ["described", "reworded"]
        .map(|word| ["fern/root", "fern/leaf", "shade", "shade/dark"].map(|part| (part, word)));
    let messages = |found: Vec<[String; 3]>| {
        let mut messages: Vec<String> = found.into_iter().map(|[_, message, _]| message).collect();
        messages.sort();
        messages
    };
    let of_service = [
        "the description of `dark` of `microsoft.graph.shade` changed",
        "the description of `leaf` of `microsoft.graph.fern` changed",
        "the description of `microsoft.graph.shade` changed",
        "the description of `root` of `microsoft.graph.fern` changed",
    ];
    let of_page = "descriptions on the page of `microsoft.graph.fern` changed";
    assert_eq!(messages(updates((size, &old), (size, &new))), of_service);
    let other = "Whatever its size may be.";
    assert_eq!(messages(updates((size, &old), (other, &old))), [of_page]);
    let both = messages(updates((size, &old), (other, &new)));
    assert_eq!(both, [&[of_page], &of_service[..]].concat());
    // Added and removed annotations are reported as well, except where a page overrules them.
    assert_eq!(messages(updates((size, &[]), (size, &new))), of_service);
    assert_eq!(messages(updates((size, &old), (size, &[]))), of_service);
    let deprecated = "It is deprecated.";
    let [old, new] =
        ["described 2030-01-02", "reworded 2030-01-02"].map(|words| [("fern/size", words)]);
    let found = updates((deprecated, &old), (deprecated, &new));
    assert_eq!(found, [[""; 3]; 0]);
}

#[test]
fn removed_page_hides_changes_of_its_annotations() {
    let sandbox = Sandbox::empty();
    let with = sandbox::page("moss", "|size|Int32|How large it is.|", "\"size\": 1");
    let moss = "<EntityType Name=\"moss\"><Property Name=\"id\" Type=\"Edm.String\"/><Property Name=\"size\" Type=\"Edm.Int32\"/></EntityType></Schema>";
    let deprecated = [("moss", "2030-01-02"), ("moss/size", "described")];
    for (side, annotations) in [("old", &[][..]), ("new", &deprecated)] {
        sandbox.write(
            &format!("{side}/resources/fern.md"),
            page("How large it is."),
        );
        let service = service(annotations).replace("</Schema>", moss);
        sandbox.write(&format!("{side}.xml"), service);
    }
    sandbox.write("old/resources/moss.md", with);
    let mut messages = sandbox.run(DIFF).told(["message"]).concat();
    messages.sort();
    let expected = [
        "`microsoft.graph.moss` is no longer on the pages; the service still has it",
        "`microsoft.graph.moss` is now deprecated",
    ];
    assert_eq!(messages, expected);
}
