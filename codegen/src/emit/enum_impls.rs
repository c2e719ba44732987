//! The rows from which the runtime makes the impls of an enum.

use super::{
    enum_item::Named,
    table::{Table, named},
};

/// All impls of the enum called `name`; `kind` is what type_mismatches say of values that are no text.
pub(super) fn print(name: &str, kind: &str, variants: &[Named]) -> String {
    let mut table = Table::new("wire_enum", name, kind);
    let rows = variants.iter();
    table.rows(rows.map(|row| named(&row.ident, &row.member.name)));
    table.end()
}
