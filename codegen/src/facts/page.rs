//! Finds the page that a fact is about.

use super::Fact;

/// Whether `path` is the page that a fact calls `name`: the shorter of the two must be whole components at the end of the
/// other.
pub(crate) fn is_named(path: &str, name: &str) -> bool {
    let (longer, shorter) = match path.len() < name.len() {
        true => (name.as_bytes(), path.as_bytes()),
        false => (path.as_bytes(), name.as_bytes()),
    };
    let (before, end) = longer.split_at(longer.len() - shorter.len());
    end.eq_ignore_ascii_case(shorter) && before.last().is_none_or(|byte| *byte == b'/')
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

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn whole_components_are_compared_from_the_end() {
        for (path, name, is_it) in [
            ("resources/user.md", "user.md", true),
            ("user.md", "v1.0/resources/user.md", true),
            ("resources/user.md", "Resources/User.md", true),
            ("resources/user.md", "resources/user.md", true),
            ("resources/user.md", "ser.md", false),
            ("ser.md", "resources/user.md", false),
            ("resources/user.md", "other/user.md", false),
            ("resources/ä.md", "\u{a4}.md", false),
        ] {
            assert_eq!(is_named(path, name), is_it, "{path} {name}");
        }
    }
}
