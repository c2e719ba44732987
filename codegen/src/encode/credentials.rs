//! Text for people in which an address may stand with a user and a password, of which nobody is to see the latter.

/// What ends an address in running text.
const ENDS: [char; 9] = ['"', '\'', '`', '<', '>', '(', ')', ',', ' '];

/// The text with asterisks for credentials, one for each byte, so that places in it stay where they are.
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

/// The part of an address that is a user with a password, or else a query.
fn secret(address: &str) -> std::ops::Range<usize> {
    let Some((scheme, rest)) = address.split_once("://") else {
        // As of SSH: `user:password@host:path`.
        let user = address.rfind('@').filter(|at| address[..*at].contains(':'));
        return 0..user.unwrap_or(0);
    };
    let start = scheme.len() + "://".len();
    let query = rest.find('?').map(|at| start + at + 1..address.len());
    let user = rest.rfind('@').filter(|_| !rest.starts_with('/'));
    match user {
        // A query may hold the last of them, which is then part of what is hidden.
        Some(at) => start..start + at,
        None => query.unwrap_or(0..0),
    }
}

#[cfg(test)]
mod tests {
    use super::hidden;

    #[test]
    fn passwords_and_queries_are_hidden_and_nothing_moves() {
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
