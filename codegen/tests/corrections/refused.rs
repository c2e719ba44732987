//! Corrections that are not needed, not possible, or about something that does not exist.

use super::*;

/// Returns the rules of what is wrong with the facts.
fn rules(analysis: &Analysis) -> Vec<&'static str> {
    wrong(analysis).into_iter().map(|(rule, _)| rule).collect()
}

#[test]
fn changed_page_makes_a_correction_stale_or_obsolete() {
    let page = |row: &str| {
        let mut pages = pages();
        let rows = ROWS.replace("|size|Int32|The size, in bytes. Read-only.|", row);
        pages[0] = SourceFile::new("fern.md", resource("fern", &rows, BLOCK));
        pages
    };
    let fact = of("size", "type = \"Int64\"");
    let analysis = analyze(&page("|size|Int16|The size, in bytes. Read-only.|"), &fact);
    assert_eq!(rules(&analysis), ["fact-stale"]);
    // The metadata was not edited.
    let size = property(&analysis.model, "fern", "size");
    assert_eq!(size.spelled_type(), "Edm.Int64");

    let analysis = analyze(&page("|size|Int64|The size, in bytes. Read-only.|"), &fact);
    let message = "the correction `size` is no longer needed: `fern.md` says so itself";
    assert_eq!(wrong(&analysis), [("fact-obsolete", message.to_owned())]);
}

#[test]
fn removed_property_makes_a_correction_stale_or_obsolete() {
    let mut pages = pages();
    let (rows, block) = (
        ROWS.replace("|label|", "|title|"),
        BLOCK.replace("label", "title"),
    );
    pages[0] = SourceFile::new("fern.md", resource("fern", &rows, &block));
    for (correct, expected) in [
        ("nullable = true", &["fact-stale", "fact-unused"][..]),
        // The page was wrong about its existence, or about its name.
        ("exists = false", &["fact-obsolete"]),
        ("name = \"title\"", &["fact-obsolete"]),
    ] {
        let analysis = analyze(&pages, &of("label", correct));
        assert_eq!(rules(&analysis), expected, "{correct}");
    }
}

#[test]
fn conflicting_corrections_are_rejected() {
    let both = |first: &str, again: &str| of("size", first) + &named("again", "size", again);
    for (first, again) in [
        ("type = \"Int64\"", "type = \"String\""),
        ("type = \"Int64\"", "type = \"Int64\""),
        ("max-length = 1", "unlimited = true"),
        ("exists = false", "type = \"Int64\""),
    ] {
        let (rule, message) = refused(&both(first, again));
        assert_eq!(rule, "fact-conflict", "{message}");
        assert!(message.contains("`size` and `again`"), "{message}");
    }
    let facts = both("type = \"Int64\"", "type = \"String\"");
    let first = analyze(&pages(), &facts).model;
    assert_eq!(property(&first, "fern", "size").spelled_type(), "Edm.Int64");
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
        let base = format!("base = \"{base}\"");
        fact("base", "fern.md", "What a fern is.", &base)
    };
    assert!(refused(&base("fren")).1.contains("no page declares `fren`"));
    let (_, message) = refused(&base("treeFern"));
    assert!(message.contains("or extends it"), "{message}");
}

#[test]
fn inherited_property_is_corrected_where_it_is_declared() {
    let heir = |quote: &str, correct: &str| fact("heir", "treeFern.md", quote, correct);
    let quote = "What a treeFern is.";
    let fact = heir(quote, "property = \"colour\", nullable = true");
    let mut wrong = wrong(&analyze(&pages(), &fact)).into_iter();
    let unused = wrong.find(|(rule, _)| *rule == "fact-unused");
    let (_, message) = unused.expect("it is not on this page");
    let said = "inherited from `microsoft.graph.fern`, whose page is to be corrected";
    assert!(message.contains(said), "{message}");
    // The type comes from the base, the flags from the nearest row.
    let own = "|size|Int32|Its size. Read-only.|";
    let (_, message) = refused(&heir(own, "property = \"size\", type = \"Int64\""));
    let said = "is that of `microsoft.graph.fern`";
    assert!(message.contains(said), "{message}");
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
    for (property, correct, said) in [
        ("size", "name = \"label\"", "has `label` as well"),
        (
            "colour",
            "member = \"blu\", name = \"red\"",
            "has `red` as well",
        ),
    ] {
        let (rule, message) = refused(&of(property, correct));
        assert_eq!(rule, "fact-unused");
        assert!(message.contains(said), "{message}");
    }
}

#[test]
fn invalid_corrections_are_rejected() {
    let good = of("size", "type = \"Int64\"");
    let ty = "type = \"Int64\"";
    let row = "The size, in bytes. Read-only.|\"";
    let limit = format!("{row}\nlimit = {{ property = \"size\", max-length = 1 }}");
    for (old, new, rule) in [
        (ty, "tpye = \"Int64\"", "fact-unknown-key"),
        (ty, "type = 64", "fact-syntax"),
        (ty, "type = \" \"", "fact-syntax"),
        (ty, "read-only = \"no\"", "fact-syntax"),
        (ty, "unlimited = false", "fact-syntax"),
        (ty, "exists = true", "fact-syntax"),
        (ty, "max-length = -1", "fact-syntax"),
        (ty, "type = \"Int64\", read-only = true", "fact-syntax"),
        (", type = \"Int64\"", "", "fact-syntax"),
        ("property = \"size\", ", "", "fact-unknown-key"),
        ("property = \"size\"", "enum = \"size\"", "fact-syntax"),
        (
            "{ property",
            "{ member = \"x\", property",
            "fact-unknown-key",
        ),
        ("link = ", "# link = ", "fact-syntax"),
        ("https://", "javascript:", "fact-syntax"),
        ("issues/7", "issues/7>)", "fact-syntax"),
        ("issues/7", "is sues", "fact-syntax"),
        ("because = ", "# because = ", "fact-syntax"),
        ("quote = ", "# quote = ", "fact-syntax"),
        (row, &limit, "fact-syntax"),
        ("|size|Int32|The size, in bytes.", "bytes.", "fact-unsaid"),
        (
            "= { property = \"size\"",
            "= { property = \"label\"",
            "fact-unsaid",
        ),
    ] {
        assert!(good.contains(old), "{old}");
        let facts = good.replacen(old, new, 1);
        let (found, message) = refused(&facts);
        assert_eq!(found, rule, "{new}: {message}");
        // Only a sentence that does not say so leaves it clear what is meant.
        if rule != "fact-unsaid" {
            let model = analyze(&pages(), &facts).model;
            assert_eq!(property(&model, "fern", "size").spelled_type(), "Edm.Int32");
        }
    }
    let (rule, _) = refused(
        "[[fact]]\nid = \"a\"\npage = \"fern.md\"\nbecause = \"x\"\nlink = \"https://a.b\"\nbase = \"x\"\n",
    );
    assert_eq!(rule, "fact-syntax");
}
