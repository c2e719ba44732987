//! JSON as pages write it: with comments, trailing or missing commas, and worse.

use jsonc_parser::{
    ParseOptions,
    ast::{ObjectPropName, Value},
    common::Ranged,
    parse_to_ast,
};

use crate::{
    page::{Json, JsonKind, Member},
    span::Span,
};

/// Deeper values are not read.
const DEPTH: usize = 64;

/// How a text was read.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Form {
    /// It is JSON.
    Strict,
    /// It is JSON but for commas behind the last member.
    TrailingComma,
    /// It needed other liberties.
    Loose,
    /// It was read line by line.
    Recovered,
}

/// Reads a text that starts at `offset` of the page.
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
    if let Some(json) = parse(text, offset, &strict) {
        return Some((json, Form::Strict));
    }
    if let Some(json) = parse(
        text,
        offset,
        &ParseOptions {
            allow_trailing_commas: true,
            ..strict
        },
    ) {
        return Some((json, Form::TrailingComma));
    }
    // Same length: a no-break space has two bytes, and zeros become blanks.
    let tidy = tidy(text);
    if let Some(json) = parse(&tidy, offset, &ParseOptions::default()) {
        return Some((json, Form::Loose));
    }
    let end = balanced(&tidy);
    if end < tidy.len()
        && let Some(json) = tidy
            .get(..end)
            .and_then(|text| parse(text, offset, &ParseOptions::default()))
    {
        return Some((json, Form::Loose));
    }
    by_line(&tidy, offset).map(|json| (json, Form::Recovered))
}

fn parse(text: &str, offset: usize, options: &ParseOptions) -> Option<Json> {
    let value = parse_to_ast(text, &Default::default(), options)
        .ok()?
        .value?;
    convert(&value, offset, DEPTH)
}

fn convert(value: &Value<'_>, offset: usize, depth: usize) -> Option<Json> {
    let depth = depth.checked_sub(1)?;
    let span =
        |range: jsonc_parser::common::Range| Span::new(offset + range.start, offset + range.end);
    let kind = match value {
        Value::StringLit(text) => JsonKind::String(text.value.clone().into_owned()),
        Value::NumberLit(number) => JsonKind::Number(number.value.to_owned()),
        Value::BooleanLit(value) => JsonKind::Bool(value.value),
        Value::NullKeyword(_) => JsonKind::Null,
        Value::Array(array) => JsonKind::Array(
            array
                .elements
                .iter()
                .map(|item| convert(item, offset, depth))
                .collect::<Option<_>>()?,
        ),
        Value::Object(object) => {
            let members = object.properties.iter().map(|member| {
                let key = match &member.name {
                    ObjectPropName::String(text) => text.value.clone().into_owned(),
                    ObjectPropName::Word(word) => word.value.to_owned(),
                };
                let value = convert(&member.value, offset, depth)?;
                Some(Member {
                    key,
                    key_span: span(member.name.range()),
                    value,
                })
            });
            JsonKind::Object(members.collect::<Option<_>>()?)
        }
    };
    Some(Json {
        kind,
        span: span(value.range()),
    })
}

/// Turns no-break spaces and leading zeros outside strings into blanks.
fn tidy(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    let (mut in_string, mut escaped, mut before) = (false, false, ' ');
    let mut chars = text.chars().peekable();
    while let Some(c) = chars.next() {
        if in_string {
            out.push(c);
            in_string = escaped || c != '"';
            escaped = c == '\\' && !escaped;
        } else {
            let next_is_digit = chars.peek().is_some_and(char::is_ascii_digit);
            let leads =
                c == '0' && next_is_digit && !before.is_ascii_alphanumeric() && before != '.';
            match c {
                '\u{a0}' => out.push_str("  "),
                _ if leads => out.push(' '),
                _ => out.push(c),
            }
            in_string = c == '"';
            before = if leads { before } else { c };
            continue;
        }
        before = c;
    }
    out
}

/// Where the first value that opens with a brace closes; the whole length when it does not.
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

/// Reads `"key": value` lines; a value that cannot be read alone says nothing.
fn by_line(text: &str, offset: usize) -> Option<Json> {
    let mut members = Vec::new();
    let mut at = 0;
    let mut depth = 0i32;
    for line in text.split('\n') {
        if depth <= 1
            && let Some(member) = line_member(line, offset + at)
        {
            members.push(member);
        }
        depth += line
            .bytes()
            .map(|byte| i32::from(byte == b'{') - i32::from(byte == b'}'))
            .sum::<i32>();
        at += line.len() + 1;
    }
    let span = Span::new(offset, offset + text.len());
    (!members.is_empty()).then_some(Json {
        kind: JsonKind::Object(members),
        span,
    })
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
        span: Span::new(start, start + value.trim().len()),
    };
    let value = parse(value.trim_start(), start, &ParseOptions::default()).unwrap_or_else(nothing);
    let key_span = Span::new(offset + open, offset + close + 1);
    Some(Member {
        key: line[open + 1..close].to_owned(),
        key_span,
        value,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn keys(text: &str) -> (Vec<String>, Form) {
        let (json, form) = read(text, 0).expect("readable");
        let JsonKind::Object(members) = json.kind else {
            panic!("an object")
        };
        (members.into_iter().map(|member| member.key).collect(), form)
    }

    #[test]
    fn liberties_are_told_apart() {
        assert_eq!(keys(r#"{"a": 1}"#).1, Form::Strict);
        assert_eq!(keys(r#"{"a": 1,}"#).1, Form::TrailingComma);
        assert_eq!(keys("{\"a\": 1 /* one */, b: 2}").1, Form::Loose);
        assert_eq!(
            keys("{\"a\": 1\n\"b\": 2}"),
            (vec!["a".into(), "b".into()], Form::Loose)
        );
        assert_eq!(keys("{\u{a0}\"a\": 007}").1, Form::Loose);
        assert_eq!(keys("{\"a\": 1}\n<!-- more -->").1, Form::Loose);
    }

    #[test]
    fn what_is_no_json_is_recovered_line_by_line() {
        let (keys, form) = keys("\"a\": \"String\",\n\"b\": {NAV.X},\n\"c\": 3");
        assert_eq!(
            (keys, form),
            (vec!["a".into(), "b".into(), "c".into()], Form::Recovered)
        );
        assert!(read("no json at all", 0).is_none());
    }

    #[test]
    fn spans_point_into_the_page() {
        let page = "xx{ \"key\": [1, \"two\"] }";
        let (json, _) = read(&page[2..], 2).expect("readable");
        let JsonKind::Object(members) = json.kind else {
            panic!("an object")
        };
        assert_eq!(
            &page[members[0].key_span.start..members[0].key_span.end],
            "\"key\""
        );
        assert_eq!(
            &page[members[0].value.span.start..members[0].value.span.end],
            "[1, \"two\"]"
        );
    }

    #[test]
    fn depth_is_bounded() {
        let deep = "[".repeat(100_000);
        assert!(read(&deep, 0).is_none());
        let nested = format!("{}{}", "[".repeat(200), "]".repeat(200));
        assert!(read(&nested, 0).is_none());
    }
}
