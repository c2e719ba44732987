//! What descriptions say of deprecation.

use crate::model::Deprecation;

/// Whether something became deprecated (`Some(true)`), or no longer is.
pub(super) fn deprecation(old: Option<&Deprecation>, new: Option<&Deprecation>) -> Option<bool> {
    (old.is_some() != new.is_some()).then_some(new.is_some())
}
