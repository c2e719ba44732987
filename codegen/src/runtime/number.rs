//! JSON numbers.

use std::fmt;

/// A JSON number.
///
/// Numbers are compared by value: `1` equals `1.0`.
#[derive(Clone, Copy, Debug)]
pub enum Number {
    /// A non-negative integer.
    U64(u64),
    /// A negative integer.
    I64(i64),
    /// Any other number. Always finite if it was read from JSON.
    F64(f64),
}

/// Integers up to this magnitude are exact in an `f64`.
const EXACT: u64 = 1 << 53;

impl Number {
    /// Returns the number as `i64`, if it is an integer in range.
    pub fn as_i64(self) -> Option<i64> {
        match self {
            Number::U64(n) => i64::try_from(n).ok(),
            Number::I64(n) => Some(n),
            // Beyond this bound the conversion would round or saturate.
            Number::F64(n) => (n.trunc() == n && n.abs() <= EXACT as f64).then_some(n as i64),
        }
    }

    /// Returns the number as `u64`, if it is an integer in range.
    pub fn as_u64(self) -> Option<u64> {
        match self {
            Number::U64(n) => Some(n),
            _ => self.as_i64().and_then(|n| u64::try_from(n).ok()),
        }
    }

    /// Returns the number as `f64`, if the conversion is lossless: integers beyond 2^53 are not converted.
    pub fn as_f64(self) -> Option<f64> {
        match self {
            Number::U64(n) => (n <= EXACT).then_some(n as f64),
            Number::I64(n) => (n.unsigned_abs() <= EXACT).then_some(n as f64),
            Number::F64(n) => Some(n),
        }
    }

    /// Parses a JSON number. Returns `None` if the text is not one, or if no variant has its exact value and would be
    /// written the same way.
    pub(super) fn parse(text: &str) -> Option<Number> {
        if !is_json(text) {
            return None;
        }
        if !text.contains(['.', 'e', 'E']) {
            // `-0` is not an integer: no integer type has a signed zero.
            return match text.strip_prefix('-') {
                None => text.parse().ok().map(Number::U64),
                Some(_) => text.parse().ok().filter(|n| *n != 0).map(Number::I64),
            };
        }
        let number: f64 = text.parse().ok()?;
        let is_same = number.is_finite() && decimal(text)? == decimal(&format!("{number:e}"))?;
        is_same.then_some(Number::F64(number))
    }

    /// Parses an integer that was sent as a string.
    pub(super) fn integer(text: &str) -> Option<Number> {
        match Number::parse(text)? {
            Number::F64(_) => None,
            integer => Some(integer),
        }
    }

    /// Whether this is negative zero, which no integer type can represent.
    pub(super) fn is_negative_zero(self) -> bool {
        matches!(self, Number::F64(n) if n == 0.0 && n.is_sign_negative())
    }
}

/// Whether the text is a number in JSON's syntax. Rust's own syntax is wider: it accepts `inf`, `+1` and `.5`.
pub(super) fn is_json(text: &str) -> bool {
    let digits = |text: &str| !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_digit());
    let text = text.strip_prefix('-').unwrap_or(text);
    let (mantissa, exponent) = match text.split_once(['e', 'E']) {
        Some((mantissa, exponent)) => (
            mantissa,
            exponent.strip_prefix(['+', '-']).unwrap_or(exponent),
        ),
        None => (text, "0"),
    };
    let (whole, fraction) = mantissa.split_once('.').unwrap_or((mantissa, "0"));
    digits(whole)
        && (whole == "0" || !whole.starts_with('0'))
        && digits(fraction)
        && digits(exponent)
}

/// Splits a number into its significant digits, without leading or trailing zeros, and the power of ten to multiply
/// them by.
fn decimal(text: &str) -> Option<(String, i64)> {
    let text = text.strip_prefix('-').unwrap_or(text);
    let (mantissa, exponent) = text.split_once(['e', 'E']).unwrap_or((text, "0"));
    let (whole, fraction) = mantissa.split_once('.').unwrap_or((mantissa, ""));
    let all = format!("{whole}{fraction}");
    let digits = all.trim_end_matches('0');
    let dropped = (all.len() - digits.len()) as i64 - fraction.len() as i64;
    let exponent: i64 = exponent.parse().ok()?;
    Some(match digits.trim_start_matches('0') {
        "" => (String::new(), 0),
        digits => (digits.to_owned(), exponent.checked_add(dropped)?),
    })
}

impl PartialEq for Number {
    fn eq(&self, other: &Number) -> bool {
        match (*self, *other) {
            (Number::U64(a), Number::U64(b)) => a == b,
            (Number::I64(a), Number::I64(b)) => a == b,
            (Number::F64(a), Number::F64(b)) => a == b,
            (Number::F64(float), integer) | (integer, Number::F64(float)) => equals(integer, float),
            (Number::U64(n), Number::I64(m)) | (Number::I64(m), Number::U64(n)) => {
                u64::try_from(m) == Ok(n)
            }
        }
    }
}

/// Whether an integer has exactly the value of a float, also beyond 2^53.
fn equals(integer: Number, float: f64) -> bool {
    let integer = match integer {
        Number::U64(n) => i128::from(n),
        Number::I64(n) => i128::from(n),
        Number::F64(_) => return false,
    };
    float.trunc() == float && float.abs() < 1e30 && float as i128 == integer
}

impl From<u64> for Number {
    #[inline]
    fn from(n: u64) -> Number {
        Number::U64(n)
    }
}

impl From<i64> for Number {
    #[inline]
    fn from(n: i64) -> Number {
        match u64::try_from(n) {
            Ok(n) => Number::U64(n),
            Err(_) => Number::I64(n),
        }
    }
}

impl From<f64> for Number {
    fn from(n: f64) -> Number {
        Number::F64(n)
    }
}

impl fmt::Display for Number {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Number::U64(n) => n.fmt(f),
            Number::I64(n) => n.fmt(f),
            Number::F64(n) => n.fmt(f),
        }
    }
}
