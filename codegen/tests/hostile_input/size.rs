//! Pages with a great many rows, brackets or bytes.

use super::*;

#[test]
fn ten_thousand_properties_are_read() {
    let rows: String = (0..10_000)
        .map(|at| format!("|p{at}|String|Number {at}.|\n"))
        .collect();
    let analysis = understand(&[("tree.md".into(), resource("tree", &rows, ""))]);
    assert_eq!(
        analysis
            .model
            .types
            .values()
            .next()
            .map(|ty| ty.properties.len()),
        Some(10_000)
    );
    emitted(&analysis);
}

#[test]
fn a_hundred_thousand_brackets_overflow_nothing() {
    let deep = |open: &str| open.repeat(100_000);
    for open in [
        "[", "(", "{", "<", "![", "*", "_", "> ", "- ", "`", "<b>", "<!--", "[a](", "**a ",
        "{\"a\":", "[{", "\"", "|",
    ] {
        for page in [
            resource("tree", &format!("|height|Double|{}|", deep(open)), ""),
            resource("tree", &format!("|p|{}|Metres.|", deep(open)), ""),
            resource("tree", "|height|Double|Metres.|", &deep(open)),
            resource("tree", "|height|Double|Metres.|", "").replace(
                "\"blockType\"",
                &format!("\"x\": {}, \"blockType\"", deep(open)),
            ),
            resource("tree", "|height|Double|Metres.|", "").replace("What a tree is.", &deep(open)),
        ] {
            emitted(&understand(&[("tree.md".into(), page)]));
        }
    }
}

#[test]
fn balanced_nesting_overflows_nothing() {
    let nest = |open: &str, close: &str| open.repeat(50_000) + "1" + &close.repeat(50_000);
    for block in [nest("[", "]"), nest("{\"a\":", "}"), nest("[{\"a\":", "}]")] {
        let page = resource(
            "tree",
            "|height|Double|Metres.|",
            &format!("{{ \"height\": 1.5, \"deep\": {block} }}"),
        );
        let analysis = understand(&[("tree.md".into(), page)]);
        emitted(&analysis);
        assert!(!analysis.diagnostics.is_empty());
    }
}

#[test]
#[ignore = "slow: reads fifty megabytes, timed; .ci/run runs it"]
fn a_page_of_fifty_megabytes_is_read_in_time() {
    let filler = "A long description of nothing in particular, with `code`, [a link](x.md) and **weight**.\n\n";
    let page =
        resource("tree", "|height|Double|Metres.|", "") + &filler.repeat(50_000_000 / filler.len());
    let started = std::time::Instant::now();
    let analysis = understand(&[("tree.md".into(), page)]);
    assert_eq!(analysis.model.types.len(), 1);
    assert!(started.elapsed().as_secs() < 120, "{:?}", started.elapsed());
}

/// Repeated input that would be slow if anything were quadratic.
#[test]
#[ignore = "slow: timed; .ci/run runs it"]
fn long_lines_and_tables_take_linear_time() {
    let started = std::time::Instant::now();
    for page in [
        resource(
            "tree",
            &format!(
                "|height|Double|{}|",
                "Possible values are: `a`, ".repeat(20_000)
            ),
            "",
        ),
        resource(
            "tree",
            &format!("|height|Double|{}|", "`a`, ".repeat(100_000)),
            "",
        ),
        resource(
            "tree",
            &format!("|height|{}Double|x|", "A or ".repeat(50_000)),
            "",
        ),
        resource("tree", &"|height|Double|Again.|\n".repeat(50_000), ""),
        resource("tree", &"height|Double\n".repeat(50_000), ""),
        resource(
            "tree",
            "",
            &format!("{{ {} }}", "\"height\": 1.5, ".repeat(50_000)),
        ),
        resource("tree", "|height|Double|Metres.|", "")
            + &"\n<!-- { \"blockType\": \"resource\" } -->\n".repeat(20_000),
        resource("tree", "|height|Double|Metres.|", "")
            + &"\n### a values\n|Member|\n|:--|\n|x|\n".repeat(10_000),
        "---\n".to_owned() + &"key: value\n".repeat(200_000),
    ] {
        emitted(&understand(&[("tree.md".into(), page)]));
    }
    assert!(started.elapsed().as_secs() < 120, "{:?}", started.elapsed());
}
