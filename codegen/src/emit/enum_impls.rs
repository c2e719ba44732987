//! The macro invocation from which the runtime generates the impls of an enum.

use super::{
    enum_item::Named,
    table::{Table, named},
};

/// Returns the invocation for the enum called `name`. Type mismatches use `kind` to describe what was expected.
pub(super) fn print(name: &str, kind: &str, variants: &[Named]) -> String {
    let mut table = Table::new("wire_enum", name, kind);
    let rows = variants.iter();
    table.rows(rows.map(|row| named(&row.ident, &row.member.name)));
    table.end()
}
