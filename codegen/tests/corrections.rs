//! Corrections: what a user states to be wrong on a page, with quote, reason and link.

mod support;

use graphdoc_codegen::unstable::{
    diagnostic::Level,
    extract::Limit,
    lint,
    model::{EnumMember, Kind},
    pipeline::{self, Analysis, Input},
    source::{SourceFile, Sources},
};
use support::{property, resource};

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
    let heir = heir.replace(
        "\"@odata.type\"",
        "\"baseType\": \"microsoft.graph.fern\", \"@odata.type\"",
    );
    vec![
        SourceFile::new("fern.md", resource("fern", ROWS, BLOCK)),
        SourceFile::new("treeFern.md", heir),
        SourceFile::new(
            "fernMaker.md",
            resource(
                "fernMaker",
                "|name|String|Its name.|",
                "{\"name\": \"String\"}",
            ),
        ),
        SourceFile::new(
            "fernShade.md",
            support::enum_page("fernShade", &["dark", "pail"]),
        ),
    ]
}

/// A fact that corrects what stands in this row, or any other passage.
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

fn of(name: &str, correct: &str) -> String {
    fact(
        name,
        "fern.md",
        &row(name),
        &format!("property = \"{name}\", {correct}"),
    )
}

fn analyze(pages: &[SourceFile], facts: &str) -> Analysis {
    println!("{facts}");
    pipeline::analyze(Input {
        facts: &[SourceFile::new("own.toml", facts)],
        ..Input::new(pages)
    })
}

/// The rules and the messages of what is wrong with the facts.
fn wrong(analysis: &Analysis) -> Vec<(&'static str, &str)> {
    let all = analysis.diagnostics.iter();
    let all = all.filter(|found| found.rule.id.starts_with("fact-"));
    all.map(|found| (found.rule.id, found.message.as_str()))
        .collect()
}

/// The model with facts of which none is wrong.
fn corrected(facts: &str) -> Analysis {
    let analysis = analyze(&pages(), facts);
    assert_eq!(wrong(&analysis), []);
    analysis
}

/// The one rule and message of facts that are wrong, of which nothing is applied.
fn refused(facts: &str) -> (&'static str, String) {
    let analysis = analyze(&pages(), facts);
    let wrong = wrong(&analysis);
    assert_eq!(wrong.len(), 1, "{wrong:?}");
    let (rule, message) = wrong[0];
    (rule, message.to_owned())
}

fn file(analysis: &Analysis, ending: &str) -> String {
    let output = support::emit(&analysis.model);
    let found = output.files.iter().find(|file| file.path.ends_with(ending));
    found.expect("such a file").text.clone()
}

#[test]
fn i_correct_the_type_of_a_property() {
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
fn a_list_of_values_goes_with_a_type_that_is_corrected() {
    let analysis = corrected(&of("colour", "type = \"fernShade\""));
    let colour = property(&analysis.model, "fern", "colour");
    assert!(colour.values.is_none());
    assert!(!file(&analysis, "fern.rs").contains("FernColour"));
}

#[test]
fn i_correct_marks_and_limits() {
    let analysis = corrected(
        &[
            of("size", "read-only = false"),
            of("label", "nullable = true"),
            of("label", "max-length = 20").replace("id = \"label\"", "id = \"limit\""),
            of("label", "required = true").replace("id = \"label\"", "id = \"required\""),
            of("id", "read-only = false"),
        ]
        .concat(),
    );
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
fn what_i_correct_to_be_writable_is_sent() {
    let is_marked = |analysis: &Analysis| {
        let text = file(analysis, "/fern.rs");
        let (_, list) = text.split_once("read_only {").expect("ids are read-only");
        list.split('}').next().unwrap().contains("\"size\"")
    };
    assert!(is_marked(&corrected("")));
    assert!(!is_marked(&corrected(&of("size", "read-only = false"))));
}

#[test]
fn i_correct_the_name_of_a_property_and_of_a_key() {
    let analysis = corrected(&(of("size", "name = \"length\"") + &of("id", "name = \"key\"")));
    let mut types = analysis.model.types.values();
    let fern = types
        .find(|ty| ty.name.short() == "fern")
        .expect("the type");
    assert_eq!(fern.key.as_deref(), Some("key"));
    assert!(
        fern.properties
            .iter()
            .all(|known| known.name != "size" && known.name != "id")
    );
}

#[test]
fn i_correct_several_things_of_one_property() {
    let facts = [
        of("size", "name = \"length\""),
        of("size", "type = \"Int64\"").replace("id = \"size\"", "id = \"type\""),
        of("size", "text = \"How long it is.\"").replace("id = \"size\"", "id = \"text\""),
    ];
    let analysis = corrected(&facts.concat());
    let length = property(&analysis.model, "fern", "length");
    assert_eq!(length.spelled_type(), "Edm.Int64");
    assert_eq!(support::text(&length.docs), "How long it is.");
}

#[test]
fn i_take_out_a_property_that_the_service_does_not_have() {
    let analysis = corrected(&of("label", "exists = false"));
    let text = file(&analysis, "fern.rs");
    assert!(!text.contains("pub label"), "{text}");
    assert!(
        text.contains("has `label`, which the service has not"),
        "{text}"
    );
}

#[test]
fn i_correct_members_of_enums_and_of_lists_of_values() {
    let member = |id: &str, quote: &str, correct: &str| {
        fact(
            id,
            "fernShade.md",
            quote,
            &format!("enum = \"fernShade\", {correct}"),
        )
    };
    let value = |id: &str, correct: &str| {
        of("colour", correct).replace("id = \"colour\"", &format!("id = \"{id}\""))
    };
    let facts = [
        member("a", "|pail||", "member = \"pail\", name = \"pale\""),
        member("b", "|dark||", "member = \"bright\", exists = true"),
        value("c", "member = \"blu\", name = \"blue\""),
        value("d", "member = \"green\", exists = false"),
        value("e", "member = \"teal\", exists = true"),
    ];
    let analysis = corrected(&facts.concat());
    let shade = analysis.model.enums.values().next().expect("an enum");
    let names = |members: &[EnumMember]| {
        members
            .iter()
            .map(|member| member.name.clone())
            .collect::<Vec<_>>()
    };
    assert_eq!(names(&shade.members), ["dark", "pale", "bright"]);
    let colour = property(&analysis.model, "fern", "colour");
    assert_eq!(
        names(&colour.values.as_ref().unwrap().members),
        ["red", "blue", "teal"]
    );
    let text = file(&analysis, "fern_shade.rs");
    assert!(text.contains("The documentation calls it `pail`"), "{text}");
    let text = file(&analysis, "/fern.rs");
    assert!(
        text.contains("has `green`, which the service has not"),
        "{text}"
    );
}

#[test]
fn a_member_may_be_named_by_a_property_of_its_enum() {
    let analysis = corrected(&of("shade", "member = \"shade\", exists = true"));
    let shade = analysis.model.enums.values().next().expect("an enum");
    assert_eq!(shade.members.len(), 3);
}

#[test]
fn i_correct_the_base_of_a_type() {
    let fact = fact(
        "base",
        "fernMaker.md",
        "What a fernMaker is.",
        "base = \"fern\"",
    );
    let analysis = corrected(&fact);
    let maker = analysis
        .model
        .types
        .values()
        .find(|ty| ty.name.short() == "fernMaker");
    let maker = maker.expect("the type");
    assert_eq!(maker.base.as_ref().map(|base| base.short()), Some("fern"));
    assert_eq!(maker.kind, Kind::Entity);
    assert!(file(&analysis, "fern_maker.rs").contains("**Corrected.**"));
}

#[test]
fn the_crate_says_what_is_corrected_why_and_where_it_was_reported() {
    let text = file(&corrected(&of("size", "type = \"Int64\"")), "fern.rs");
    let text = text.replace("\n    /// ", " ");
    let said = "**Corrected.** The documentation has it as `Edm.Int32`: the service says so \
                ([report](<https://example.org/issues/7>)).";
    assert!(text.contains(said), "{text}");
}

#[test]
fn i_am_told_when_the_page_changed() {
    let page = |row: &str| {
        let mut pages = pages();
        let text = resource(
            "fern",
            &ROWS.replace("|size|Int32|The size, in bytes. Read-only.|", row),
            BLOCK,
        );
        pages[0] = SourceFile::new("fern.md", text);
        pages
    };
    let fact = of("size", "type = \"Int64\"");
    let analysis = analyze(&page("|size|Int16|The size, in bytes. Read-only.|"), &fact);
    assert_eq!(
        wrong(&analysis)
            .iter()
            .map(|(rule, _)| *rule)
            .collect::<Vec<_>>(),
        ["fact-stale"]
    );
    // The service was not edited.
    assert_eq!(
        property(&analysis.model, "fern", "size").spelled_type(),
        "Edm.Int64"
    );

    let analysis = analyze(&page("|size|Int64|The size, in bytes. Read-only.|"), &fact);
    assert_eq!(
        wrong(&analysis),
        [(
            "fact-obsolete",
            "the correction `size` is no longer needed: `fern.md` says so itself"
        )]
    );
}

#[test]
fn i_am_told_when_what_i_correct_is_gone() {
    let mut pages = pages();
    let rows = ROWS.replace("|label|", "|title|");
    pages[0] = SourceFile::new(
        "fern.md",
        resource("fern", &rows, &BLOCK.replace("label", "title")),
    );
    let rules = |fact: &str| {
        let analysis = analyze(&pages, fact);
        wrong(&analysis)
            .iter()
            .map(|(rule, _)| *rule)
            .collect::<Vec<_>>()
    };
    assert_eq!(
        rules(&of("label", "nullable = true")),
        ["fact-stale", "fact-unused"]
    );
    // It was wrong on the page that it is there, or what it is called.
    assert_eq!(rules(&of("label", "exists = false")), ["fact-obsolete"]);
    assert_eq!(rules(&of("label", "name = \"title\"")), ["fact-obsolete"]);
}

#[test]
fn two_corrections_of_one_thing_are_refused() {
    let second = |correct: &str| of("size", correct).replace("id = \"size\"", "id = \"again\"");
    for (first, again) in [
        ("type = \"Int64\"", "type = \"String\""),
        ("type = \"Int64\"", "type = \"Int64\""),
        ("max-length = 1", "unlimited = true"),
        ("exists = false", "type = \"Int64\""),
    ] {
        let (rule, message) = refused(&(of("size", first) + &second(again)));
        assert_eq!(rule, "fact-conflict", "{message}");
        assert!(message.contains("`size` and `again`"), "{message}");
    }
    let first = analyze(
        &pages(),
        &(of("size", "type = \"Int64\"") + &second("type = \"String\"")),
    );
    assert_eq!(
        property(&first.model, "fern", "size").spelled_type(),
        "Edm.Int64"
    );
}

#[test]
fn a_type_that_no_page_declares_is_refused() {
    for correct in [
        "type = \"fren\"",
        "type = \"Collection(fren)\"",
        "type = \"Collection(Int64\"",
    ] {
        let (rule, message) = refused(&of("size", correct));
        assert_eq!(rule, "fact-unused");
        assert!(message.contains("no page declares"), "{message}");
    }
    let base = |base: &str| {
        fact(
            "base",
            "fern.md",
            "What a fern is.",
            &format!("base = \"{base}\""),
        )
    };
    assert!(refused(&base("fren")).1.contains("no page declares `fren`"));
    let (_, message) = refused(&base("treeFern"));
    assert!(message.contains("or extends it"), "{message}");
}

#[test]
fn an_inherited_property_is_corrected_where_it_is_declared() {
    let heir = |quote: &str, correct: &str| fact("heir", "treeFern.md", quote, correct);
    let analysis = analyze(
        &pages(),
        &heir(
            "What a treeFern is.",
            "property = \"colour\", nullable = true",
        ),
    );
    let unused = wrong(&analysis)
        .into_iter()
        .find(|(rule, _)| *rule == "fact-unused");
    let (_, message) = unused.expect("it is not on this page");
    assert!(
        message.contains("inherited from `microsoft.graph.fern`, whose page is to be corrected"),
        "{message}"
    );
    // The type is that of the base, marks are those of the nearest row.
    let own = "|size|Int32|Its size. Read-only.|";
    let (_, message) = refused(&heir(own, "property = \"size\", type = \"Int64\""));
    assert!(
        message.contains("is that of `microsoft.graph.fern`"),
        "{message}"
    );
    let analysis = corrected(&heir(own, "property = \"size\", read-only = false"));
    assert!(!property(&analysis.model, "treeFern", "size").read_only);
    assert!(property(&analysis.model, "fern", "size").read_only);
    assert!(file(&analysis, "tree_fern.rs").contains("**Corrected.**"));
    // The type of the base is that of the heir.
    let text = file(&corrected(&of("size", "type = \"Int64\"")), "tree_fern.rs");
    assert!(text.contains("**Corrected.**"), "{text}");
}

#[test]
fn a_name_that_another_property_has_is_refused() {
    let (rule, message) = refused(&of("size", "name = \"label\""));
    assert_eq!(
        (rule, message.contains("has `label` as well")),
        ("fact-unused", true),
        "{message}"
    );
    let twice = "member = \"blu\", name = \"red\"";
    assert!(
        refused(&of("colour", twice))
            .1
            .contains("has `red` as well")
    );
}

#[test]
fn corrections_that_mean_nothing_are_refused() {
    let good = of("size", "type = \"Int64\"");
    for (old, new, rule) in [
        ("type = \"Int64\"", "tpye = \"Int64\"", "fact-unknown-key"),
        ("type = \"Int64\"", "type = 64", "fact-syntax"),
        ("type = \"Int64\"", "type = \" \"", "fact-syntax"),
        ("type = \"Int64\"", "read-only = \"no\"", "fact-syntax"),
        ("type = \"Int64\"", "unlimited = false", "fact-syntax"),
        ("type = \"Int64\"", "exists = true", "fact-syntax"),
        ("type = \"Int64\"", "max-length = -1", "fact-syntax"),
        (
            "type = \"Int64\"",
            "type = \"Int64\", read-only = true",
            "fact-syntax",
        ),
        (", type = \"Int64\"", "", "fact-syntax"),
        ("property = \"size\", ", "", "fact-unknown-key"),
        ("property = \"size\"", "enum = \"size\"", "fact-syntax"),
        (
            "{ property",
            "{ member = \"x\", property",
            "fact-unknown-key",
        ),
        (
            "link = \"https://example.org/issues/7\"\n",
            "",
            "fact-syntax",
        ),
        ("https://", "javascript:", "fact-syntax"),
        ("issues/7", "issues/7>)", "fact-syntax"),
        ("issues/7", "is sues", "fact-syntax"),
        ("because = \"the service says so\"\n", "", "fact-syntax"),
        (
            "quote = \"|size|Int32|The size, in bytes. Read-only.|\"\n",
            "",
            "fact-syntax",
        ),
        (
            "The size, in bytes. Read-only.|\"",
            "The size, in bytes. Read-only.|\"\nlimit = { property = \"size\", max-length = 1 }",
            "fact-syntax",
        ),
        ("|size|Int32|The size, in bytes.", "bytes.", "fact-unsaid"),
        (
            "correct = { property = \"size\"",
            "correct = { property = \"label\"",
            "fact-unsaid",
        ),
    ] {
        assert!(good.contains(old), "{old}");
        let (found, message) = refused(&good.replacen(old, new, 1));
        assert_eq!(found, rule, "{new}: {message}");
    }
    let (rule, _) = refused(
        "[[fact]]\nid = \"a\"\npage = \"fern.md\"\nbecause = \"x\"\nlink = \"https://a.b\"\nbase = \"x\"\n",
    );
    assert_eq!(rule, "fact-syntax");
}

#[test]
fn lint_tells_of_a_correction_that_is_no_longer_needed() {
    let sources = Sources {
        files: pages(),
        diagnostics: Vec::new(),
    };
    let fact = SourceFile::new("own.toml", of("size", "type = \"Int32\""));
    let found = lint::lint(&sources, &[fact], None).findings;
    let rules: Vec<_> = found
        .iter()
        .filter(|found| found.level > Level::Allow)
        .map(|found| found.rule)
        .collect();
    assert_eq!(
        rules
            .iter()
            .filter(|rule| **rule == "fact-obsolete")
            .count(),
        1,
        "{rules:?}"
    );
}

#[test]
#[ignore = "slow; .ci/run runs it"]
fn a_corrected_crate_compiles() {
    let odd = "*/ `x [a](b) <b> \\n/// \\\"#] | because";
    let facts = [
        of("size", "type = \"Collection(fernShade)\"").replace("the service says so", odd),
        of("label", "exists = false"),
        of("colour", "member = \"blu\", name = \"blue\""),
        of("shade", "member = \"light\", exists = true"),
        of("id", "name = \"key\""),
        fact(
            "base",
            "fernMaker.md",
            "What a fernMaker is.",
            "base = \"fern\"",
        ),
    ];
    let analysis = corrected(&facts.concat());
    support::compile("corrected", &support::emit(&analysis.model));
}
