//! Which findings are dropped: what a reader of the pages would not object to, and what another finding says already.

pub(super) mod allowed;
pub(super) mod ambiguous_names;
pub(super) mod consequences;
pub(super) mod duplicates;
pub(super) mod look_alikes;
pub(super) mod superseded;
