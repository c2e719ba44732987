//! What lint looks for, a kind of mistake a file.

pub(super) mod annotation;
pub(super) mod front_matter;
pub(super) mod identity;
pub(super) mod json;
pub(super) mod links;
pub(super) mod renamed_property;
pub(super) mod rows;
pub(super) mod sections;
pub(super) mod type_names;
pub(super) mod undeclared_type;
pub(super) mod value_lists;
pub(super) mod value_mentions;
