//! The handshake by which the service validates a URL before it sends notifications there.

/// The validation request of the service: a POST whose query has a `validationToken`.
///
/// Answer it within 10 seconds with the status 200, the content type `text/plain` and [`answer`](Handshake::answer) as
/// the body.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Handshake {
    token: String,
}

impl Handshake {
    /// Reads the token from the query of a request, such as `validationToken=Validation%3a+Testing`. Returns `None` if
    /// the query has none.
    pub fn of_query(query: &str) -> Option<Handshake> {
        let mut pairs = query.split('&').filter_map(|pair| pair.split_once('='));
        let (_, token) = pairs.find(|(name, _)| name.eq_ignore_ascii_case("validationToken"))?;
        let token = decoded(token).filter(|token| !token.is_empty())?;
        Some(Handshake { token })
    }

    /// Returns the decoded token.
    pub fn token(&self) -> &str {
        &self.token
    }

    /// Returns the body of the answer: the token, with the characters escaped that have a meaning in HTML.
    ///
    /// Tokens of the service contain none of them. But anyone can send such a request, and a browser that ignores
    /// `text/plain` must not find a script in the answer.
    pub fn answer(&self) -> String {
        let mut answer = String::with_capacity(self.token.len());
        for c in self.token.chars() {
            match c {
                '&' => answer.push_str("&amp;"),
                '<' => answer.push_str("&lt;"),
                '>' => answer.push_str("&gt;"),
                '"' => answer.push_str("&quot;"),
                '\'' => answer.push_str("&#39;"),
                c => answer.push(c),
            }
        }
        answer
    }
}

/// Decodes text of a query: `+` is a space, and `%` comes before two hexadecimal digits. `None` if it is not valid
/// UTF-8.
fn decoded(text: &str) -> Option<String> {
    let mut bytes = Vec::with_capacity(text.len());
    let mut rest = text.as_bytes();
    while let Some((&first, after)) = rest.split_first() {
        let escaped = after.first_chunk().filter(|_| first == b'%').and_then(byte);
        rest = if escaped.is_some() {
            &after[2..]
        } else {
            after
        };
        bytes.push(match (escaped, first) {
            (Some(byte), _) => byte,
            (None, b'+') => b' ',
            (None, first) => first,
        });
    }
    String::from_utf8(bytes).ok()
}

/// The byte that two hexadecimal digits denote.
fn byte(digits: &[u8; 2]) -> Option<u8> {
    let digit = |at: usize| char::from(digits[at]).to_digit(16);
    u8::try_from(digit(0)? * 16 + digit(1)?).ok()
}
