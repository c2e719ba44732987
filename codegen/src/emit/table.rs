//! Invocations of the runtime's macros with one row per line, so that a new row adds one line and changes nothing else.
//! Printed tokens would fill the lines instead.

use proc_macro2::Literal;

/// A macro invocation under construction.
pub(super) struct Table(String);

impl Table {
    /// Begins `runtime::name! {`, with the type for which the macro writes impls.
    pub fn new(name: &str, ty: &str, text: &str) -> Table {
        let text = literal(text);
        Table(format!("runtime::{name}! {{\n    {ty}: {text};\n"))
    }

    /// Adds rows without a block around them.
    pub fn rows(&mut self, rows: impl Iterator<Item = String>) {
        for row in rows {
            self.0.extend(["    ", &row, ",\n"]);
        }
    }

    /// Adds `name: "text";`.
    pub fn line(&mut self, name: &str, text: &str) {
        self.0.push_str(&format!("    {};\n", named(name, text)));
    }

    /// Adds `name { rows }`.
    pub fn block(&mut self, name: &str, rows: impl Iterator<Item = String>) {
        self.block_of(name, rows, ",");
    }

    /// Adds a block whose rows end with `end`.
    fn block_of(&mut self, name: &str, rows: impl Iterator<Item = String>, end: &str) {
        self.0.extend(["    ", name, " {"]);
        let mut closing = "}\n";
        for row in rows {
            self.0.extend(["\n        ", &row, end]);
            closing = "\n    }\n";
        }
        self.0.push_str(closing);
    }

    /// Like [`Table::block`], but adds nothing if there are no rows.
    pub fn optional(&mut self, name: &str, rows: impl Iterator<Item = String>) {
        let mut rows = rows.peekable();
        if rows.peek().is_some() {
            self.block(name, rows);
        }
    }

    /// Like [`Table::optional`], but with rows that end as items do, so that each can have a condition.
    pub fn items(&mut self, name: &str, rows: impl Iterator<Item = String>) {
        let mut rows = rows.peekable();
        if rows.peek().is_some() {
            self.block_of(name, rows, ";");
        }
    }

    /// Returns the text of the invocation.
    pub fn end(self) -> String {
        self.0 + "}\n"
    }
}

/// Returns text of a page as a string literal.
pub(super) fn literal(text: &str) -> String {
    Literal::string(text).to_string()
}

/// Returns `name: "text"`.
pub(super) fn named(name: &str, text: &str) -> String {
    [name, ": ", &literal(text)].concat()
}
