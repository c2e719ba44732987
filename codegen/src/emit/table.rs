//! Invocations of the runtime's macros: a row a line, so that a new row is a new line and nothing else. Printing
//! tokens would fill lines instead.

use proc_macro2::Literal;

/// The invocation of a macro, as it grows.
pub(super) struct Table(String);

impl Table {
    /// `runtime::name! {`, and the type that the macro writes impls for.
    pub fn new(name: &str, ty: &str, text: &str) -> Table {
        let text = literal(text);
        Table(format!("runtime::{name}! {{\n    {ty}: {text};\n"))
    }

    /// Rows without a block around them.
    pub fn rows(&mut self, rows: impl Iterator<Item = String>) {
        for row in rows {
            self.0.push_str(&format!("    {row},\n"));
        }
    }

    /// `name: "text";`.
    pub fn line(&mut self, name: &str, text: &str) {
        self.0.push_str(&format!("    {};\n", named(name, text)));
    }

    /// `name { rows }`.
    pub fn block(&mut self, name: &str, rows: impl Iterator<Item = String>) {
        let rows: String = rows.map(|row| format!("        {row},\n")).collect();
        let block = match rows.is_empty() {
            true => format!("    {name} {{}}\n"),
            false => format!("    {name} {{\n{rows}    }}\n"),
        };
        self.0.push_str(&block);
    }

    /// The same unless there are no rows.
    pub fn optional(&mut self, name: &str, rows: impl Iterator<Item = String>) {
        let mut rows = rows.peekable();
        if rows.peek().is_some() {
            self.block(name, rows);
        }
    }

    /// The text of the invocation.
    pub fn end(self) -> String {
        self.0 + "}\n"
    }
}

/// Text of a page as a string literal.
pub(super) fn literal(text: &str) -> String {
    Literal::string(text).to_string()
}

/// `name: "text"`.
pub(super) fn named(name: &str, text: &str) -> String {
    format!("{name}: {}", literal(text))
}
