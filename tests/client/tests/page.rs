//! `docs/client.md` shows the whole program as it is.

const PAGE: &str = include_str!("../../../docs/client.md");
const PROGRAM: &str = include_str!("../src/lib.rs");

/// Returns the Rust blocks of the page, in order.
fn blocks() -> Vec<&'static str> {
    let parts = PAGE.split("```rust\n").skip(1);
    let block = |part: &'static str| part.split_once("```").expect("the end of a block").0;
    parts.map(block).collect()
}

#[test]
fn each_block_is_part_of_the_program_in_its_order() {
    let mut rest = PROGRAM;
    for block in blocks() {
        let at = rest.find(block);
        let at = at.unwrap_or_else(|| panic!("not in the program, or not here:\n{block}"));
        rest = &rest[at + block.len()..];
    }
}

#[test]
fn each_function_of_the_program_is_documented() {
    let shown = blocks().concat();
    let functions: Vec<&str> = PROGRAM
        .lines()
        .filter(|line| line.contains("fn "))
        .collect();
    assert!(functions.len() > 10, "{functions:?}");
    for line in functions {
        assert!(shown.contains(line), "not on the page: {line}");
    }
}
