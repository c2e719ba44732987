//! Corrections: statements of the user that a page is wrong, with a quote, a reason and a link.

mod refused;
#[path = "../support/mod.rs"]
mod support;

use graphdoc_codegen::unstable::{
    extract::Limit,
    model::{EnumMember, Kind},
    pipeline::{self, Analysis, Input},
    source::SourceFile,
};
use support::{property, resource, type_named};

const ROWS: &str = "|id|String|Its id. Read-only.|\n\
    |size|Int32|The size, in bytes. Read-only.|\n\
    |colour|String|The colour. Possible values are: `red`, `blu`, `green`.|\n\
    |maker|fernMaker|Who made it.|\n\
    |label|String|The label. Maximum length is 10 characters. Maximum 3 items. Not nullable.|\n\
    |shade|fernShade|The shade of the fern.|";
const BLOCK: &str = "{\"id\": \"String (identifier)\", \"size\": 1, \"colour\": \"String\", \
    \"maker\": {\"@odata.type\": \"microsoft.graph.fernMaker\"}, \"label\": \"String\", \"shade\": \"String\"}";

fn pages() -> Vec<SourceFile> {
    let heir = "|name|String|The name of it.|\n|size|Int32|Its size. Read-only.|";
    let heir = resource("treeFern", heir, "{\"name\": \"String\", \"size\": 1}");
    let heir = support::annotated(&heir, "\"baseType\": \"microsoft.graph.fern\"");
    let maker = "|name|String|Its name.|";
    let maker = resource("fernMaker", maker, "{\"name\": \"String\"}");
    let shade = support::enum_page("fernShade", &["dark", "pail"]);
    vec![
        SourceFile::new("fern.md", resource("fern", ROWS, BLOCK)),
        SourceFile::new("treeFern.md", heir),
        SourceFile::new("fernMaker.md", maker),
        SourceFile::new("fernShade.md", shade),
    ]
}

/// Returns a fact that corrects this row or passage.
fn fact(id: &str, page: &str, quote: &str, correct: &str) -> String {
    format!(
        "[[fact]]\nid = \"{id}\"\npage = \"{page}\"\nquote = \"{quote}\"\nbecause = \"the service says so\"\n\
         link = \"https://example.org/issues/7\"\ncorrect = {{ {correct} }}\n\n"
    )
}

fn row(name: &str) -> String {
    let starts = |row: &&str| row.starts_with(&format!("|{name}|"));
    ROWS.lines().find(starts).expect("a row").to_owned()
}

/// Returns a fact that corrects a property of the fern.
fn of(name: &str, correct: &str) -> String {
    named(name, name, correct)
}

/// Returns such a fact with an id of its own.
fn named(id: &str, name: &str, correct: &str) -> String {
    let correct = format!("property = \"{name}\", {correct}");
    fact(id, "fern.md", &row(name), &correct)
}

fn analyze(pages: &[SourceFile], facts: &str) -> Analysis {
    println!("{facts}");
    pipeline::analyze(Input {
        facts: &[SourceFile::new("own.toml", facts)],
        ..Input::new(pages)
    })
}

/// Returns a fact that corrects the base of the maker.
fn base_of_maker() -> String {
    let quote = "What a fernMaker is.";
    fact("base", "fernMaker.md", quote, "base = \"fern\"")
}

/// Returns the rules and messages of what is wrong with the facts.
fn wrong(analysis: &Analysis) -> Vec<(&'static str, String)> {
    let all = analysis.diagnostics.iter();
    let all = all.filter(|found| found.rule().id.starts_with("fact-"));
    all.map(|found| (found.rule().id, found.message.to_string()))
        .collect()
}

/// Returns the model with these facts, which must all be valid.
fn corrected(facts: &str) -> Analysis {
    let analysis = analyze(&pages(), facts);
    assert_eq!(wrong(&analysis), []);
    analysis
}

/// Returns the only finding about invalid facts.
fn refused(facts: &str) -> (&'static str, String) {
    let analysis = analyze(&pages(), facts);
    let mut wrong = wrong(&analysis);
    assert_eq!(wrong.len(), 1, "{wrong:?}");
    wrong.remove(0)
}

fn file(analysis: &Analysis, ending: &str) -> String {
    support::file(&support::emit(&analysis.model), ending).to_owned()
}

#[test]
fn property_type_is_corrected() {
    for (correct, expected) in [
        ("Int64", "Edm.Int64"),
        ("Edm.Int64", "Edm.Int64"),
        ("Collection(Int32)", "Collection(Edm.Int32)"),
        ("fernMaker", "microsoft.graph.fernMaker"),
        ("microsoft.graph.fernShade", "microsoft.graph.fernShade"),
        (
            "Collection(fernShade)",
            "Collection(microsoft.graph.fernShade)",
        ),
    ] {
        let analysis = corrected(&of("size", &format!("type = \"{correct}\"")));
        let size = property(&analysis.model, "fern", "size");
        assert_eq!(size.spelled_type(), expected);
    }
}

#[test]
fn corrected_type_drops_the_value_list() {
    let analysis = corrected(&of("colour", "type = \"fernShade\""));
    let colour = property(&analysis.model, "fern", "colour");
    assert!(colour.values.is_none());
    assert!(!file(&analysis, "fern.rs").contains("FernColour"));
}

#[test]
fn flags_and_limits_are_corrected() {
    let facts = [
        of("size", "read-only = false"),
        of("label", "nullable = true"),
        named("limit", "label", "max-length = 20"),
        named("required", "label", "required = true"),
        of("id", "read-only = false"),
    ];
    let analysis = corrected(&facts.concat());
    let model = &analysis.model;
    assert!(!property(model, "fern", "size").read_only);
    assert!(!property(model, "fern", "id").read_only);
    let label = property(model, "fern", "label");
    assert_eq!((label.nullable, label.required), (Some(true), true));
    assert_eq!(label.limits, [Limit::MaxItems(3), Limit::MaxLength(20)]);
    let analysis = corrected(&of("label", "unlimited = true"));
    assert_eq!(property(&analysis.model, "fern", "label").limits, []);
}

#[test]
fn property_corrected_to_writable_is_sent() {
    let is_marked = |analysis: &Analysis| {
        let text = file(analysis, "/fern.rs");
        let (_, list) = text.split_once("read_only {").expect("ids are read-only");
        list.split('}').next().unwrap().contains("\"size\"")
    };
    assert!(is_marked(&corrected("")));
    assert!(!is_marked(&corrected(&of("size", "read-only = false"))));
}

#[test]
fn names_of_properties_and_keys_are_corrected() {
    let analysis = corrected(&(of("size", "name = \"length\"") + &of("id", "name = \"key\"")));
    let fern = type_named(&analysis.model, "fern");
    assert_eq!(fern.key.as_deref(), Some("key"));
    let names = fern.properties.iter().map(|property| &*property.name);
    let expected = ["key", "length", "colour", "maker", "label", "shade"];
    assert_eq!(names.collect::<Vec<_>>(), expected);
}

#[test]
fn several_corrections_of_one_property_combine() {
    let facts = [
        of("size", "name = \"length\""),
        named("type", "size", "type = \"Int64\""),
        named("text", "size", "text = \"How long it is.\""),
    ];
    let analysis = corrected(&facts.concat());
    let length = property(&analysis.model, "fern", "length");
    assert_eq!(length.spelled_type(), "Edm.Int64");
    assert_eq!(support::text(&length.docs), "How long it is.");
}

#[test]
fn nonexistent_property_is_removed() {
    let analysis = corrected(&of("label", "exists = false"));
    let text = file(&analysis, "fern.rs");
    assert!(!text.contains("pub label"), "{text}");
    let said = "has `label`, which the service has not";
    assert!(text.contains(said), "{text}");
}

#[test]
fn members_of_enums_and_value_lists_are_corrected() {
    let member = |id: &str, quote: &str, correct: &str| {
        let correct = format!("enum = \"fernShade\", {correct}");
        fact(id, "fernShade.md", quote, &correct)
    };
    let facts = [
        member("a", "|pail||", "member = \"pail\", name = \"pale\""),
        member("b", "|dark||", "member = \"bright\", exists = true"),
        named("c", "colour", "member = \"blu\", name = \"blue\""),
        named("d", "colour", "member = \"green\", exists = false"),
        named("e", "colour", "member = \"teal\", exists = true"),
    ];
    let analysis = corrected(&facts.concat());
    let shade = analysis.model.enums.values().next().expect("an enum");
    let names = |members: &[EnumMember]| -> Vec<String> {
        members.iter().map(|member| member.name.clone()).collect()
    };
    assert_eq!(names(&shade.members), ["dark", "pale", "bright"]);
    let colour = property(&analysis.model, "fern", "colour");
    let values = colour.values.as_ref().expect("a list");
    assert_eq!(names(&values.members), ["red", "blue", "teal"]);
    let text = file(&analysis, "fern_shade.rs");
    assert!(text.contains("The documentation calls it `pail`"), "{text}");
    let text = file(&analysis, "/fern.rs");
    let said = "has `green`, which the service has not";
    assert!(text.contains(said), "{text}");
}

#[test]
fn member_can_be_corrected_through_a_property() {
    let analysis = corrected(&of("shade", "member = \"shade\", exists = true"));
    let shade = analysis.model.enums.values().next().expect("an enum");
    assert_eq!(shade.members.len(), 3);
}

#[test]
fn base_type_is_corrected() {
    let analysis = corrected(&base_of_maker());
    let maker = type_named(&analysis.model, "fernMaker");
    assert_eq!(maker.base.as_ref().map(|base| base.short()), Some("fern"));
    assert_eq!(maker.kind, Kind::Entity);
    assert!(file(&analysis, "fern_maker.rs").contains("**Corrected.**"));
}

#[test]
fn crate_documents_corrections() {
    let text = file(&corrected(&of("size", "type = \"Int64\"")), "fern.rs");
    let text = text.replace("\n    /// ", " ");
    let said = "**Corrected.** The documentation has it as `Edm.Int32`: the service says so \
                ([report](<https://example.org/issues/7>)).";
    assert!(text.contains(said), "{text}");
}

#[test]
#[ignore = "slow; .ci/run runs it"]
fn corrected_crate_compiles() {
    let odd = "*/ `x [a](b) <b> \\n/// \\\"#] | because";
    let facts = [
        of("size", "type = \"Collection(fernShade)\"").replace("the service says so", odd),
        of("label", "exists = false"),
        of("colour", "member = \"blu\", name = \"blue\""),
        of("shade", "member = \"light\", exists = true"),
        of("id", "name = \"key\""),
        base_of_maker(),
    ];
    let analysis = corrected(&facts.concat());
    support::compile("corrected", &support::emit(&analysis.model));
}
