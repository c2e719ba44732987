//! Decides which findings to drop: those that a reader would not object to, and those that another finding covers.

pub(super) mod allowed;
pub(super) mod ambiguous_names;
pub(super) mod consequences;
pub(super) mod duplicates;
pub(super) mod look_alikes;
pub(super) mod superseded;
