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
#[ignore = "slow: reads fifty megabytes; .ci/run runs it"]
fn a_page_of_fifty_megabytes_is_read() {
    let filler = "A long description of nothing in particular, with `code`, [a link](x.md) and **weight**.\n\n";
    let page =
        resource("tree", "|height|Double|Metres.|", "") + &filler.repeat(50_000_000 / filler.len());
    let analysis = understand(&[("tree.md".into(), page)]);
    assert_eq!(analysis.model.types.len(), 1);
}

#[test]
fn pages_that_are_large_in_one_way_are_read() {
    for shape in shapes::ALL {
        println!("{}", shape.name);
        emitted(&understand(&(shape.make)(200)));
    }
}
