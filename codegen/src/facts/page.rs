//! Finds the page that a fact is about.

use super::Fact;

/// Whether `path` is the page that a fact calls `name`. Whole path components are compared from the end.
pub(crate) fn is_named(path: &str, name: &str) -> bool {
    let mut path = path.rsplit('/');
    let mut name = name.rsplit('/');
    loop {
        match (path.next(), name.next()) {
            (Some(a), Some(b)) if a.eq_ignore_ascii_case(b) => {}
            (None, _) | (_, None) => return true,
            _ => return false,
        }
    }
}

/// Returns the page that a fact is about.
pub(crate) fn find<'p, P>(
    fact: &Fact,
    pages: impl IntoIterator<Item = &'p P>,
    path: impl Fn(&P) -> &str,
) -> Option<&'p P> {
    pages
        .into_iter()
        .find(|page| is_named(path(page), &fact.page))
}
