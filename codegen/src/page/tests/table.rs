//! Tests of tables.

use super::*;

#[track_caller]
fn table(block: &Block) -> &Table {
    match &block.kind {
        BlockKind::Table(table) => table,
        other => panic!("{other:?} is no table"),
    }
}

#[test]
fn tables_need_no_blank_line_and_no_outer_pipes() {
    for text in [
        "|P|T|\n|--|--|\n|a|b|\n",
        "|P|T\n|--|--\n|a|b|\n",
        " P | T \n:--|--:\n|a|b|\n",
        "|P\t|\tT\t|\n|\t:---\t|\t---\t|\n| a\u{a0}|\u{200b}b|\n",
        "|P|T|\n|:-:|\n|a|b|\n",
        "|P|T|\n|--|--|--|\n|a|b|\n",
        "|P|T|\n|-|\n|a|b|\n",
        "|P|T|\n|---||\n|a|b|\n",
    ] {
        let (blocks, _) = read(&format!("## A\n{text}"));
        let table = table(&blocks[1]);
        let words = |cells: &[Cell]| -> Vec<String> {
            let cells = cells.iter();
            cells.map(|cell| plain(&cell.text).into_owned()).collect()
        };
        assert_eq!(words(&table.header), ["P", "T"], "{text:?}");
        assert_eq!(words(&table.rows[0].cells), ["a", "b"], "{text:?}");
    }
    expect(
        "Text\n|P|\n|--|\n|a|\n## B\n",
        &["p Text", "table P / a", "h2 B"],
        &[],
    );
}

#[test]
fn faults_of_delimiter_rows_are_reported_only_in_tables() {
    expect(
        "|P|T|\n|--\t|--|\n",
        &["table P ; T"],
        &["tab-in-delimiter"],
    );
    expect("|P|T|\n|--|\n", &["table P ; T"], &["delimiter-count"]);
    expect(
        "|P|T|D|\n|---|---|\n",
        &["table P ; T ; D"],
        &["delimiter-count"],
    );
    expect("|P|T|\n|---|---|\n", &["table P ; T"], &[]);
    expect("```text\n|P|T|\n|--\t|\n```\n", &["fence text:"], &[]);
}

#[test]
fn cells_beyond_the_header_are_part_of_the_last_column() {
    expect(
        "|P|T|\n|--|--|\n|a|`b|c` or d \\| [e]|[F][] | |\n|g|h| |\n\n[e]: e.md\n[f]: f.md\n",
        &["table P ; T / a ; `b|c` or d | [e](e.md)|[F](f.md) / g ; h"],
        &["extra-cell"],
    );
}

#[test]
fn missing_cells_are_empty_and_counted() {
    let (blocks, _) = read("|P|T|D|\n|--|--|--|\n|a|b|\n");
    let table = table(&blocks[0]);
    let row = &table.rows[0];
    assert_eq!((row.cells.len(), row.written), (3, 2));
    assert!(row.cells[2].text.is_empty());
    assert_eq!(row.cells[2].span.start, row.cells[2].span.end);
}

#[test]
fn continued_line_is_part_of_the_row_above() {
    expect(
        "|P|T|D|\n|--|--|--|\n|a|b|c\nd|\n|e|f\ng|h|\n",
        &["table P ; T ; D / a ; b ; c~d / e ; f~g ; h"],
        &["open-row", "wrapped-row", "open-row", "wrapped-row"],
    );
    // A complete row without its first pipe, and a line after a complete row, are rows of their own.
    expect(
        "|P|T|\n|--|--|\n|a|b\nc|d|\ne|\n",
        &["table P ; T / a ; b / c ; d / e ; "],
        &["open-row", "open-row"],
    );
}

#[test]
fn place_of_a_cell_has_no_outer_blanks() {
    let text = "---\na: b\n---\n| P |\n|--|\n|\t\u{a0}**x** y\u{200b} |\n";
    let (page, _) = whole(text);
    let table = table(&page.blocks[0]);
    let at = |cell: &Cell| &text[cell.span.start..cell.span.end];
    assert_eq!(at(&table.header[0]), "P");
    assert_eq!(at(&table.rows[0].cells[0]), "**x** y");
}
