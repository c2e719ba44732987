//! Conversions of text formats, each behind the feature of the crate that it needs.

#![cfg(all(
    feature = "base64",
    feature = "chrono",
    feature = "jiff",
    feature = "rust_decimal",
    feature = "time",
    feature = "uuid"
))]

use std::error::Error;

use msgraph_types::*;

#[test]
fn time() -> Result<(), Box<dyn Error>> {
    let moment = DateTimeOffset::from("2021-07-16T09:30:00.1234567Z").to_time()?;
    assert_eq!(moment.unix_timestamp_nanos() % 1_000_000_000, 123_456_700);
    assert_eq!(
        DateTimeOffset::try_from(moment)?.as_str(),
        "2021-07-16T09:30:00.1234567Z"
    );
    let day = Date::from("2021-07-16").to_time()?;
    assert_eq!(Date::try_from(day)?.as_str(), "2021-07-16");
    assert_eq!(TimeOfDay::from("09:30:00.0000000").to_time()?.hour(), 9);
    assert!(DateTimeOffset::from("yesterday").to_time().is_err());
    Ok(())
}

#[test]
fn jiff() -> Result<(), Box<dyn Error>> {
    let moment = DateTimeOffset::from("2021-07-16T11:30:00.5+02:00").to_jiff()?;
    assert_eq!(
        DateTimeOffset::from(moment).as_str(),
        "2021-07-16T09:30:00.5Z"
    );
    let day = Date::from("2021-07-16").to_jiff()?;
    assert_eq!(Date::from(day).as_str(), "2021-07-16");
    let time = TimeOfDay::from("09:30:00.0000000").to_jiff()?;
    assert_eq!(TimeOfDay::from(time).as_str(), "09:30:00");
    let span = Duration::from("P1DT1H30M").to_jiff()?;
    assert_eq!(Duration::from(span).as_str(), "P1DT1H30M");
    assert!(DateTimeOffset::from("yesterday").to_jiff().is_err());
    Ok(())
}

#[test]
fn chrono() -> Result<(), Box<dyn Error>> {
    let moment = DateTimeOffset::from("2021-07-16T11:30:00.500+02:00").to_chrono()?;
    assert_eq!(
        DateTimeOffset::from(moment).as_str(),
        "2021-07-16T11:30:00.500+02:00"
    );
    let day = Date::from("2021-07-16").to_chrono()?;
    assert_eq!(Date::from(day).as_str(), "2021-07-16");
    let time = TimeOfDay::from("09:30:00.0000000").to_chrono()?;
    assert_eq!(TimeOfDay::from(time).as_str(), "09:30:00");
    assert!(DateTimeOffset::from("yesterday").to_chrono().is_err());
    Ok(())
}

#[test]
fn uuid() -> Result<(), Box<dyn Error>> {
    let id = Guid::from("0A5FBD6C-7fb7-4d0e-9b9f-3cfd9a5c0d5b").to_uuid()?;
    assert_eq!(
        Guid::from(id).as_str(),
        "0a5fbd6c-7fb7-4d0e-9b9f-3cfd9a5c0d5b"
    );
    assert!(Guid::from("me").to_uuid().is_err());
    Ok(())
}

#[test]
fn base64() -> Result<(), Box<dyn Error>> {
    let bytes = [0xfb, 0xff, 0x00, 0x01];
    assert_eq!(Binary::from_bytes(&bytes).as_str(), "+/8AAQ==");
    for text in ["+/8AAQ==", "+/8AAQ", "-_8AAQ", "-_8AAQ=="] {
        assert_eq!(Binary::from(text).to_bytes()?, bytes, "{text}");
    }
    assert!(Binary::from("no bytes").to_bytes().is_err());
    Ok(())
}

#[test]
fn rust_decimal() -> Result<(), Box<dyn Error>> {
    let exact = Decimal::from("12.50").to_rust_decimal()?;
    assert_eq!(Decimal::from(exact).as_str(), Some("12.50"));
    assert_eq!(Decimal::from(12.5).to_rust_decimal()?, exact);
    assert_eq!(Decimal::from(-3).to_rust_decimal()?.to_string(), "-3");
    assert!(Decimal::from("much").to_rust_decimal().is_err());
    Ok(())
}
