//! Texts of moments in the one form that all libraries read: what services and OData allow beyond it is written so.

/// A moment in RFC 3339, with this zone if it has none. What is no moment stays none.
pub(super) fn rfc3339(text: &str, zone: &str) -> String {
    let (date, time, own) = parts(text);
    let zone = match own {
        "" => zone.to_owned(),
        own => self::zone(own),
    };
    format!("{date}T{}{zone}", clock(time))
}

/// What the clock and the calendar on the wall show at a moment, without the zone.
pub(super) fn civil(text: &str) -> String {
    let (date, time, _) = parts(text);
    format!("{date}T{}", clock(time))
}

/// A time of day with seconds, and with nine digits of them at most.
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

/// The first nine digits: libraries hold nanoseconds, and OData allows twelve digits.
pub(super) fn nine(fraction: &str) -> &str {
    match fraction.get(..9) {
        Some(nine) if fraction.bytes().all(|byte| byte.is_ascii_digit()) => nine,
        _ => fraction,
    }
}

/// Date, time and zone.
fn parts(text: &str) -> (&str, &str, &str) {
    let (date, rest) = text.split_once(['T', 't', ' ']).unwrap_or((text, ""));
    let (time, zone) = rest.split_at(rest.find(['Z', 'z', '+', '-']).unwrap_or(rest.len()));
    (date, time, zone)
}

/// `Z`, or an offset with hours and minutes.
fn zone(text: &str) -> String {
    match (text.len(), text) {
        (1, _) => text.to_uppercase(),
        (3, _) => format!("{text}:00"),
        (5, text) if text.is_ascii() => format!("{}:{}", &text[..3], &text[3..]),
        _ => text.to_owned(),
    }
}
