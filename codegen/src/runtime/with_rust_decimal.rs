//! Conversions from and to `rust_decimal::Decimal`.

use rust_decimal::Error;

use super::{Decimal, Number};

impl Decimal {
    /// Converts the value to a number, whether it was sent as a number or as a string.
    ///
    /// # Errors
    ///
    /// Returns an error if the text is not a number, or if the number has more digits than fit.
    pub fn to_rust_decimal(&self) -> Result<rust_decimal::Decimal, Error> {
        let text = match (self.as_str(), self.as_number()) {
            (Some(text), _) => text.to_owned(),
            (None, Some(Number::F64(number))) => {
                let text = format!("{number:e}");
                return rust_decimal::Decimal::from_scientific(&text);
            }
            (None, Some(number)) => number.to_string(),
            (None, None) => self.to_string(),
        };
        match text.contains(['e', 'E']) {
            true => rust_decimal::Decimal::from_scientific(&text),
            false => text.parse(),
        }
    }
}

impl From<rust_decimal::Decimal> for Decimal {
    /// Stores the number as a string, which keeps every digit.
    fn from(number: rust_decimal::Decimal) -> Decimal {
        Decimal::from(number.to_string())
    }
}
