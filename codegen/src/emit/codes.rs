//! The kinds of diagnostic that emission can raise.

use crate::diagnostic::{Code, Level};

/// Two properties of a type would be one field.
pub static FIELD_COLLISION: Code = Code {
    id: "field-collision",
    level: Level::Deny,
    meaning: "two properties of a type give the same field; the second is left to `extra`",
};

/// Two members of an enum would be one variant.
pub static VARIANT_COLLISION: Code = Code {
    id: "variant-collision",
    level: Level::Warn,
    meaning: "two members of an enum give the same variant; the second is told apart by a suffix",
};

/// Two types of a module would have one name.
pub static TYPE_COLLISION: Code = Code {
    id: "type-collision",
    level: Level::Warn,
    meaning: "two types of a module give the same Rust name; the second is told apart by a suffix",
};

/// All of them.
pub static ALL: &[&Code] = &[&FIELD_COLLISION, &VARIANT_COLLISION, &TYPE_COLLISION];
