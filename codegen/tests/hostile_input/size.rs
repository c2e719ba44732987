//! Pages with a great many rows, brackets or bytes.

use super::*;

const ROW: &str = "|height|Double|Metres.|";

#[test]
fn ten_thousand_properties_are_read() {
    let rows: String = (0..10_000)
        .map(|at| format!("|p{at}|String|Number {at}.|\n"))
        .collect();
    let analysis = analyze(&[("tree.md", resource("tree", &rows, ""))]);
    let tree = support::type_named(&analysis.model, "tree");
    assert_eq!(tree.properties.len(), 10_000);
    emitted(&analysis);
}

#[test]
#[ignore = "slow: ninety pages of 100,000 brackets; .ci/run runs it"]
fn hundred_thousand_brackets_do_not_overflow_the_stack() {
    for open in [
        "[", "(", "{", "<", "![", "*", "_", "> ", "- ", "`", "<b>", "<!--", "[a](", "**a ",
        "{\"a\":", "[{", "\"", "|",
    ] {
        let deep = open.repeat(100_000);
        let plain = resource("tree", ROW, "");
        for page in [
            resource("tree", &format!("|height|Double|{deep}|"), ""),
            resource("tree", &format!("|p|{deep}|Metres.|"), ""),
            resource("tree", ROW, &deep),
            support::annotated(&plain, &format!("\"x\": {deep}")),
            plain.replace("What a tree is.", &deep),
        ] {
            emitted(&analyze(&[("tree.md", page)]));
        }
    }
}

#[test]
fn deep_nesting_does_not_overflow_the_stack() {
    let nest = |open: &str, close: &str| open.repeat(50_000) + "1" + &close.repeat(50_000);
    for block in [nest("[", "]"), nest("{\"a\":", "}"), nest("[{\"a\":", "}]")] {
        let block = format!("{{ \"height\": 1.5, \"deep\": {block} }}");
        let analysis = analyze(&[("tree.md", resource("tree", ROW, &block))]);
        emitted(&analysis);
        assert!(!analysis.diagnostics.is_empty());
    }
}

#[test]
#[ignore = "slow: reads fifty megabytes; .ci/run runs it"]
fn page_of_fifty_megabytes_is_read() {
    let filler = "A long description of nothing in particular, with `code`, [a link](x.md) and **weight**.\n\n";
    let page = resource("tree", ROW, "") + &filler.repeat(50_000_000 / filler.len());
    let analysis = analyze(&[("tree.md", page)]);
    assert_eq!(analysis.model.types.len(), 1);
}

#[test]
fn pages_that_are_large_in_one_way_are_read() {
    for shape in shapes::ALL {
        println!("{}", shape.name);
        emitted(&analyze(&(shape.make)(200)));
    }
}
