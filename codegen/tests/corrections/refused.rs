//! Corrections that are not needed, not possible, or about something that does not exist.

use super::*;

#[test]
fn changed_page_makes_a_correction_stale_or_obsolete() {
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
    // The metadata was not edited.
    assert_eq!(
        property(&analysis.model, "fern", "size").spelled_type(),
        "Edm.Int64"
    );

    let analysis = analyze(&page("|size|Int64|The size, in bytes. Read-only.|"), &fact);
    assert_eq!(
        wrong(&analysis),
        [(
            "fact-obsolete",
            "the correction `size` is no longer needed: `fern.md` says so itself".to_owned()
        )]
    );
}

#[test]
fn removed_property_makes_a_correction_stale_or_obsolete() {
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
    // The page was wrong about its existence, or about its name.
    assert_eq!(rules(&of("label", "exists = false")), ["fact-obsolete"]);
    assert_eq!(rules(&of("label", "name = \"title\"")), ["fact-obsolete"]);
}

#[test]
fn conflicting_corrections_are_rejected() {
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
fn undeclared_corrected_type_is_rejected() {
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
    // The type comes from the base, the flags from the nearest row.
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
    // The derived type has the type of the base.
    let text = file(&corrected(&of("size", "type = \"Int64\"")), "tree_fern.rs");
    assert!(text.contains("**Corrected.**"), "{text}");
}

#[test]
fn corrected_name_must_be_unique() {
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
fn invalid_corrections_are_rejected() {
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
