//! JSON as pages write it: with comments, trailing or missing commas, and worse.

use jsonc_parser::{
    ParseOptions,
    ast::{ObjectPropName, Value},
    common::{Range, Ranged},
    parse_to_ast,
};

use crate::{
    page::{Json, JsonKind, Member},
    prose::{is_quotation_mark, is_stray_mark},
    span::Span,
};

/// Maximum depth; values nested deeper are not read.
const DEPTH: usize = 64;

/// How far a text is from strict JSON.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Form {
    /// Strict JSON.
    Strict,
    /// JSON with trailing commas.
    TrailingComma,
    /// JSON with other deviations.
    Loose,
    /// Read without its outer braces, or line by line.
    Recovered,
    /// JSON, without what is nested too deeply.
    TooDeep,
}

/// Parses a text that starts at `offset` in the page.
pub(super) fn read(text: &str, offset: usize) -> Option<(Json, Form)> {
    let strict = ParseOptions {
        allow_comments: false,
        allow_loose_object_property_names: false,
        allow_trailing_commas: false,
        allow_missing_commas: false,
        allow_single_quoted_strings: false,
        allow_hexadecimal_numbers: false,
        allow_unary_plus_numbers: false,
        allow_bare_decimal_point_numbers: false,
        allow_non_finite_numbers: false,
        allow_extended_string_escapes: false,
    };
    if let Some(read) = parse(text, offset, &strict, Form::Strict) {
        return Some(read);
    }
    let trailing = ParseOptions {
        allow_trailing_commas: true,
        ..strict
    };
    if let Some(read) = parse(text, offset, &trailing, Form::TrailingComma) {
        return Some(read);
    }
    let (loose, tidy) = (ParseOptions::default(), tidy(text));
    if let Some(read) = parse(&tidy, offset, &loose, Form::Loose) {
        return Some(read);
    }
    let end = balanced(&tidy);
    if end < tidy.len()
        && let Some(read) = tidy
            .get(..end)
            .and_then(|text| parse(text, offset, &loose, Form::Loose))
    {
        return Some(read);
    }
    if tidy.trim_start().starts_with('"')
        && let Some(before) = offset.checked_sub(1)
        && let Some(read) = parse(&format!("{{{tidy}\n}}"), before, &loose, Form::Recovered)
    {
        let (json, form) = read;
        let span = Span::new(offset, offset + text.len());
        return Some((Json { span, ..json }, form));
    }
    by_line(&tidy, offset).map(|json| (json, Form::Recovered))
}

/// Parses a text in which quotes are written as character references, which translators leave behind. The decoded text
/// is padded with spaces outside the strings, so that byte offsets stay the same.
pub(super) fn read_decoded(text: &str, offset: usize) -> Option<(Json, Form)> {
    let mut decoded = String::with_capacity(text.len());
    let (mut rest, mut in_string) = (text, false);
    while let Some(at) = rest.find("&quot;") {
        let (before, after) = rest.split_at(at);
        decoded.push_str(before);
        decoded.push_str(if in_string { "\"     " } else { "     \"" });
        in_string = !in_string;
        rest = &after["&quot;".len()..];
    }
    decoded.push_str(rest);
    read(&decoded, offset)
}

fn parse(text: &str, offset: usize, options: &ParseOptions, form: Form) -> Option<(Json, Form)> {
    let value = parse_to_ast(text, &Default::default(), options)
        .ok()?
        .value?;
    let mut form = form;
    let json = convert(value, offset, DEPTH, &mut form);
    Some((json, form))
}

fn convert(value: Value<'_>, offset: usize, depth: usize, form: &mut Form) -> Json {
    let span = |range: Range| Span::new(offset + range.start, offset + range.end);
    let place = span(value.range());
    let kind = match value {
        Value::StringLit(text) => JsonKind::String(text.value.into_owned()),
        Value::NumberLit(number) => JsonKind::Number(number.value.to_owned()),
        Value::BooleanLit(value) => JsonKind::Bool(value.value),
        Value::NullKeyword(_) => JsonKind::Null,
        Value::Array(_) | Value::Object(_) if depth == 0 => {
            *form = Form::TooDeep;
            JsonKind::Null
        }
        Value::Array(array) => {
            let items = array.elements.into_iter();
            JsonKind::Array(
                items
                    .map(|item| convert(item, offset, depth - 1, form))
                    .collect(),
            )
        }
        Value::Object(object) => {
            let members = object.properties.into_iter().map(|member| {
                let key_span = span(member.name.range());
                let key = match member.name {
                    ObjectPropName::String(text) => text.value.into_owned(),
                    ObjectPropName::Word(word) => word.value.to_owned(),
                };
                Member {
                    key,
                    key_span,
                    value: convert(member.value, offset, depth - 1, form),
                }
            });
            JsonKind::Object(members.collect())
        }
    };
    Json { kind, span: place }
}

/// Replaces unusual white space, invisible characters and leading zeros outside strings by spaces, and full-width
/// punctuation and typographic quotation marks by those of JSON. Byte offsets stay the same.
fn tidy(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    let (mut in_string, mut escaped, mut before) = (false, false, ' ');
    // Marks like the one that began a string end it, whichever way they point.
    let mut is_typographic = false;
    let mut chars = text.chars().peekable();
    while let Some(c) = chars.next() {
        if in_string {
            let is_end = is_typographic && is_quotation_mark(c);
            out.push(if is_end { '"' } else { c });
            out.extend(std::iter::repeat_n(
                ' ',
                if is_end { c.len_utf8() - 1 } else { 0 },
            ));
            in_string = escaped || c != '"' && !is_end;
            escaped = c == '\\' && !escaped;
            before = c;
            continue;
        }
        is_typographic = is_quotation_mark(c);
        let digit_follows = chars.peek().is_some_and(char::is_ascii_digit);
        let is_leading_zero =
            c == '0' && digit_follows && !before.is_ascii_alphanumeric() && before != '.';
        match c {
            // The padding is on the side where no value can start.
            '：' => out.push_str("  :"),
            '，' => out.push_str(",  "),
            _ if !c.is_ascii() && c.is_whitespace() || is_stray_mark(c) => {
                out.extend(std::iter::repeat_n(' ', c.len_utf8()));
            }
            _ if is_leading_zero => out.push(' '),
            _ if is_typographic => {
                out.extend(std::iter::repeat_n(' ', c.len_utf8() - 1));
                out.push('"');
            }
            _ => out.push(c),
        }
        in_string = c == '"' || is_typographic;
        before = if is_leading_zero { before } else { c };
    }
    out
}

/// Returns where the first value with a brace or bracket is closed, or the length of the text if it is not.
fn balanced(text: &str) -> usize {
    let (mut depth, mut in_string, mut escaped) = (0usize, false, false);
    for (at, byte) in text.bytes().enumerate() {
        match byte {
            _ if escaped => escaped = false,
            b'\\' if in_string => escaped = true,
            b'"' => in_string = !in_string,
            _ if in_string => {}
            b'{' | b'[' => depth += 1,
            b'}' | b']' if depth <= 1 => return at + 1,
            b'}' | b']' => depth -= 1,
            _ => {}
        }
    }
    text.len()
}

/// Reads lines of the form `"key": value`. A value that cannot be parsed on its own becomes null, and the lines inside
/// it are not members of the whole.
fn by_line(text: &str, offset: usize) -> Option<Json> {
    let outer = i64::from(text.trim_start().starts_with('{'));
    let mut members = Vec::new();
    let (mut at, mut depth) = (0, 0i64);
    for line in text.split_inclusive('\n') {
        if depth <= outer
            && let Some(member) = line_member(line, offset + at)
        {
            members.push(member);
        }
        depth += nesting(line);
        at += line.len();
    }
    let span = Span::new(offset, offset + text.len());
    (!members.is_empty()).then_some(Json {
        kind: JsonKind::Object(members),
        span,
    })
}

/// Returns how many more braces and brackets a line opens than it closes. A string ends with its line at the latest.
fn nesting(line: &str) -> i64 {
    let (mut depth, mut in_string, mut escaped) = (0, false, false);
    for byte in line.bytes() {
        match byte {
            _ if escaped => escaped = false,
            b'\\' => escaped = in_string,
            b'"' => in_string = !in_string,
            b'{' | b'[' if !in_string => depth += 1,
            b'}' | b']' if !in_string => depth -= 1,
            _ => {}
        }
    }
    depth
}

fn line_member(line: &str, offset: usize) -> Option<Member> {
    let open = line.find('"')?;
    if !line[..open].trim_matches([' ', '\t', '{', ',']).is_empty() {
        return None;
    }
    let close = open + 1 + line[open + 1..].find('"')?;
    let rest = &line[close + 1..];
    let colon = rest.len() - rest.trim_start().strip_prefix(':')?.len();
    let value_at = close + 1 + colon;
    let value = line[value_at..].trim_end().trim_end_matches(',');
    let lead = value.len() - value.trim_start().len();
    let start = offset + value_at + lead;
    let nothing = || Json {
        kind: JsonKind::Null,
        span: Span::new(offset + value_at, offset + value_at + value.len()),
    };
    let read = parse(
        value.trim_start(),
        start,
        &ParseOptions::default(),
        Form::Recovered,
    );
    Some(Member {
        key: line[open + 1..close].to_owned(),
        key_span: Span::new(offset + open, offset + close + 1),
        value: read.map_or_else(nothing, |(json, _)| json),
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn members(read: Option<(Json, Form)>) -> (Vec<Member>, Form) {
        let (json, form) = read.expect("readable");
        let JsonKind::Object(members) = json.kind else {
            panic!("an object")
        };
        (members, form)
    }

    fn keys(text: &str) -> (Vec<String>, Form) {
        let (members, form) = members(read(text, 0));
        (members.into_iter().map(|member| member.key).collect(), form)
    }

    #[test]
    fn forms_of_json_are_distinguished() {
        assert_eq!(keys(r#"{"a": 1}"#).1, Form::Strict);
        assert_eq!(keys(r#"{"a": 1,}"#).1, Form::TrailingComma);
        assert_eq!(keys("{\"a\": 1 /* one */, b: 2}").1, Form::Loose);
        assert_eq!(
            keys("{\"a\": 1\n\"b\": 2}"),
            (vec!["a".into(), "b".into()], Form::Loose)
        );
        assert_eq!(keys("{\u{a0}\"a\": 007}").1, Form::Loose);
        assert_eq!(keys("{\"a\"：1，\u{3000}\"b\": 2}").0, ["a", "b"]);
        assert_eq!(keys("{“a”: “”, „b“: \"”\", «c»: 3}").0, ["a", "b", "c"]);
        assert_eq!(keys("{\"a\": 1}\n<!-- more -->").1, Form::Loose);
    }

    #[test]
    fn invalid_json_is_recovered_line_by_line() {
        let (keys, form) = keys("\"a\": \"String\",\n\"b\": {NAV.X},\n\"c\": 3");
        assert_eq!(
            (keys, form),
            (vec!["a".into(), "b".into(), "c".into()], Form::Recovered)
        );
        assert!(read("no json at all", 0).is_none());
    }

    #[test]
    fn unreadable_value_yields_no_members() {
        let text =
            "\"a\": { NAV.X,\n\"hidden\": 1\n},\n\"b\": [ NAV.Y,\n\"hidden\": 2\n],\n\"c\": 3";
        assert_eq!(keys(text).0, ["a", "b", "c"]);
        assert_eq!(keys(&format!("{{\n{text}\n}}")).0, ["a", "b", "c"]);
    }

    #[test]
    fn missing_outer_braces_lose_no_value() {
        let page = "x\"a\": { \"b\": 1 }, \"c\": [2]";
        let (members, form) = members(read(&page[1..], 1));
        let values = members.iter().map(|member| member.value.span);
        let values: Vec<&str> = values.map(|span| &page[span.start..span.end]).collect();
        assert_eq!(
            (values, form),
            (vec!["{ \"b\": 1 }", "[2]"], Form::Recovered)
        );
    }

    #[test]
    fn character_references_are_quotes_and_move_nothing() {
        let page = "{ &quot;a&quot;: &quot;b&quot; }";
        let (members, _) = members(read_decoded(page, 0));
        assert_eq!(members[0].key, "a");
        assert_eq!(members[0].value.kind, JsonKind::String("b".into()));
        let at = |span: Span| &page[span.start..span.end];
        // Each quote is one byte of its reference.
        assert_eq!(at(members[0].key_span), ";a&");
        assert_eq!(at(members[0].value.span), ";b&");
    }

    #[test]
    fn spans_point_into_the_page() {
        let page = "xx{ \"key\": [1, \"two\"] }";
        let (members, _) = members(read(&page[2..], 2));
        let at = |span: Span| &page[span.start..span.end];
        assert_eq!(at(members[0].key_span), "\"key\"");
        assert_eq!(at(members[0].value.span), "[1, \"two\"]");
    }

    #[test]
    fn depth_is_bounded() {
        let deep = "[".repeat(100_000);
        assert!(read(&deep, 0).is_none());
        let nested = format!("{}{}", "[".repeat(200), "]".repeat(200));
        assert_eq!(read(&nested, 0).map(|(_, form)| form), Some(Form::TooDeep));
    }
}
