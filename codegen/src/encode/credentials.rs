//! Text for people that may contain an address with credentials, which nobody must see.

/// Characters that end an address in running text.
const ENDS: [char; 9] = ['"', '\'', '`', '<', '>', '(', ')', ',', ' '];

/// Replaces credentials by asterisks, one for each byte, so that positions in the text stay the same.
pub fn hidden(text: &str) -> String {
    let mut hidden = String::with_capacity(text.len());
    let is_end = |c: char| ENDS.contains(&c) || c.is_whitespace() || c.is_control();
    for part in text.split_inclusive(is_end) {
        let secret = secret(part.trim_end_matches(is_end));
        for (at, c) in part.char_indices() {
            match secret.contains(&at) {
                true => hidden.extend(std::iter::repeat_n('*', c.len_utf8())),
                false => hidden.push(c),
            }
        }
    }
    hidden
}

/// Returns the range of the credentials in an address, or of its query.
fn secret(address: &str) -> std::ops::Range<usize> {
    let Some((scheme, rest)) = address.split_once("://") else {
        // SSH style: `user:password@host:path`.
        let user = address.rfind('@').filter(|at| address[..*at].contains(':'));
        return 0..user.unwrap_or(0);
    };
    let start = scheme.len() + "://".len();
    let query = rest.find('?').map(|at| start + at + 1..address.len());
    let user = rest.rfind('@').filter(|_| !rest.starts_with('/'));
    match user {
        // The last `@` may be in a query, which is then hidden as well.
        Some(at) => start..start + at,
        None => query.unwrap_or(0..0),
    }
}

#[cfg(test)]
mod tests {
    use super::hidden;

    #[test]
    fn passwords_and_queries_are_masked_in_place() {
        for (text, told) in [
            ("'https://me:pä@host/x': no", "'https://******@host/x': no"),
            ("https://token@host/x", "https://*****@host/x"),
            ("\"ssh://me:a/b@host\"", "\"ssh://******@host\""),
            ("me:secret@host:docs", "*********@host:docs"),
            ("https://host/x?token=1", "https://host/x?*******"),
            ("git@host:docs", "git@host:docs"),
            ("file:///srv/a@b and a: b@c", "file:///srv/a@b and a: b@c"),
            ("https://host/x, b", "https://host/x, b"),
            ("", ""),
        ] {
            assert_eq!(hidden(text), told);
            assert_eq!(hidden(text).len(), text.len());
        }
    }
}
