//! HTTP requests in code blocks, as on pages about operations: a line with method and address, headers, a body.

use super::{
    Json,
    json::{self, Form},
};

/// Methods whose body is a resource, or a change of one.
const WRITING: [&str; 3] = ["POST", "PATCH", "PUT"];

/// Returns the JSON body of a request that writes. Pages sometimes lack the empty line before the body.
pub(super) fn body(text: &str, offset: usize) -> Option<Json> {
    let method = text.split_ascii_whitespace().next()?;
    if !WRITING.contains(&method) {
        return None;
    }
    let is_open = |line: &str| line.trim_start().starts_with('{');
    let lines = text.split_inclusive('\n').skip_while(|line| !is_open(line));
    let at = text.len() - lines.map(str::len).sum::<usize>();
    let (json, form) = json::read(&text[at..], offset + at)?;
    (form != Form::Recovered).then_some(json)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::page::JsonKind;

    #[test]
    fn body_of_a_writing_request_is_read() {
        for head in [
            "POST https://graph.example/v1.0/me/events\nContent-Type: application/json\n\n",
            "\nPATCH /me/events/{id}\r\n\r\n",
            "PUT /me/photo\n",
        ] {
            let text = [head, "{ \"subject\": \"a\",\n \"body\": {} }\n"].concat();
            let json = body(&text, 100).expect(head);
            let JsonKind::Object(members) = &json.kind else {
                panic!("{json:?}");
            };
            assert_eq!(members[0].key, "subject");
            let key = members[1].key_span;
            assert_eq!(&text[key.start - 100..key.end - 100], "\"body\"");
        }
    }

    #[test]
    fn other_requests_have_no_body() {
        for text in [
            "",
            "POST /me/events",
            "POST /me/events\n\n",
            "GET /me/events\n\n{ \"subject\": \"a\" }",
            "HTTP/1.1 200 OK\n\n{ \"subject\": \"a\" }",
            "POST /me/events\n\n{ \"subject\": \"a\", { ",
            "{ \"subject\": \"a\" }",
        ] {
            assert!(body(text, 0).is_none(), "{text}");
        }
    }
}
