//! Converts date and time texts to the form that all libraries can parse: services and OData allow others as well.

/// Returns a date and time in RFC 3339 format, with the given zone if it has none. An invalid text stays invalid.
pub(super) fn rfc3339(text: &str, zone: &str) -> String {
    let (date, time, own) = parts(text);
    let zone = match own {
        "" => zone.to_owned(),
        own => self::zone(own),
    };
    format!("{date}T{}{zone}", clock(time))
}

/// Returns the date and time as written, without the zone.
pub(super) fn civil(text: &str) -> String {
    let (date, time, _) = parts(text);
    format!("{date}T{}", clock(time))
}

/// Returns a time of day with seconds, and with at most nine fractional digits.
pub(super) fn clock(text: &str) -> String {
    let (whole, fraction) = text.split_once('.').unwrap_or((text, ""));
    let seconds = match whole.matches(':').count() {
        1 => ":00",
        _ => "",
    };
    match fraction {
        "" => format!("{whole}{seconds}"),
        _ => format!("{whole}{seconds}.{}", nine(fraction)),
    }
}

/// The first nine digits: OData allows twelve, but libraries only support nanoseconds.
pub(super) fn nine(fraction: &str) -> &str {
    match fraction.get(..9) {
        Some(nine) if fraction.bytes().all(|byte| byte.is_ascii_digit()) => nine,
        _ => fraction,
    }
}

/// Splits the text into date, time and zone.
fn parts(text: &str) -> (&str, &str, &str) {
    let (date, rest) = text.split_once(['T', 't', ' ']).unwrap_or((text, ""));
    let (time, zone) = rest.split_at(rest.find(['Z', 'z', '+', '-']).unwrap_or(rest.len()));
    (date, time, zone)
}

/// Returns `Z`, or an offset with hours and minutes.
fn zone(text: &str) -> String {
    match (text.len(), text) {
        (1, _) => text.to_uppercase(),
        (3, _) => format!("{text}:00"),
        (5, text) if text.is_ascii() => format!("{}:{}", &text[..3], &text[3..]),
        _ => text.to_owned(),
    }
}
