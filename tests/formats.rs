//! Conversions of text formats, each behind the feature that it needs.

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
fn dates_and_times_convert_and_back() -> Result<(), Box<dyn Error>> {
    let moment = DateTimeOffset::from("2021-07-16T11:30:00.1234567+02:00");
    assert_eq!(DateTimeOffset::try_from(moment.to_time()?)?, moment);
    let utc = "2021-07-16T09:30:00.1234567Z";
    assert_eq!(DateTimeOffset::from(moment.to_jiff()?).as_str(), utc);
    let padded = "2021-07-16T11:30:00.123456700+02:00";
    assert_eq!(DateTimeOffset::from(moment.to_chrono()?).as_str(), padded);
    let day = Date::from("2021-07-16");
    assert_eq!(Date::from(day.to_jiff()?), day);
    assert_eq!(Date::try_from(day.to_time()?)?, day);
    assert_eq!(Date::from(day.to_chrono()?), day);
    let time = TimeOfDay::from("09:30:00");
    assert_eq!(TimeOfDay::from(time.to_jiff()?), time);
    assert_eq!(TimeOfDay::from(time.to_chrono()?), time);
    let span = Duration::from("P1DT1H30M");
    assert_eq!(Duration::from(span.to_jiff()?), span);
    Ok(())
}

#[test]
fn base64_may_have_line_breaks_and_either_alphabet() -> Result<(), Box<dyn Error>> {
    let bytes = [0xfb, 0xff, 0x00, 0x01];
    assert_eq!(Binary::from_bytes(&bytes).as_str(), "+/8AAQ==");
    for text in [
        "+/8AAQ==",
        "+/8AAQ",
        "-_8AAQ",
        "-_8AAQ==",
        "+/8A\r\nAQ==",
        "+/8A\nAQ",
        "-_8A\n\tAQ\n",
    ] {
        assert_eq!(Binary::from(text).to_bytes()?, bytes, "{text:?}");
    }
    assert!(Binary::from("no bytes").to_bytes().is_err());
    Ok(())
}

#[test]
fn guids_convert_to_uuids_and_back() -> Result<(), Box<dyn Error>> {
    let id = Guid::from("0A5FBD6C-7fb7-4d0e-9b9f-3cfd9a5c0d5b").to_uuid()?;
    assert_eq!(
        Guid::from(id).as_str(),
        "0a5fbd6c-7fb7-4d0e-9b9f-3cfd9a5c0d5b"
    );
    assert!(Guid::from("me").to_uuid().is_err());
    Ok(())
}

/// What services send, and the same moment in UTC, to the nanosecond.
const MOMENTS: [(&str, &str); 9] = [
    ("2021-07-16T09:30:00Z", "2021-07-16T09:30:00Z"),
    (
        "2021-07-16T09:30:00.1234567Z",
        "2021-07-16T09:30:00.1234567Z",
    ),
    (
        "2021-07-16T09:30:00.123456789012Z",
        "2021-07-16T09:30:00.123456789Z",
    ),
    ("2021-07-16t09:30:00z", "2021-07-16T09:30:00Z"),
    ("2021-07-16T09:30Z", "2021-07-16T09:30:00Z"),
    ("2021-07-16T11:30+02:00", "2021-07-16T09:30:00Z"),
    ("2021-07-16 11:30:00+0200", "2021-07-16T09:30:00Z"),
    ("0001-01-01T00:00:00Z", "0001-01-01T00:00:00Z"),
    ("2021-07-16T09:30:00.0000000", "2021-07-16T09:30:00Z"),
];

#[test]
fn date_times_of_services_are_read() -> Result<(), Box<dyn Error>> {
    for (sent, moment) in MOMENTS {
        let text = DateTimeOffset::from(sent);
        let jiff = text.to_jiff_or_utc()?;
        assert_eq!(DateTimeOffset::from(jiff).as_str(), moment, "{sent}");
        let nanoseconds = jiff.as_nanosecond();
        assert_eq!(
            text.to_time_or_utc()?.unix_timestamp_nanos(),
            nanoseconds,
            "{sent}"
        );
        let chrono = text.to_chrono_or_utc()?;
        let whole = i128::from(chrono.timestamp()) * 1_000_000_000;
        assert_eq!(
            whole + i128::from(chrono.timestamp_subsec_nanos()),
            nanoseconds,
            "{sent}"
        );
    }
    Ok(())
}

#[test]
fn date_time_without_a_zone_is_civil_or_utc_on_request() -> Result<(), Box<dyn Error>> {
    let text = DateTimeOffset::from("2021-07-16T09:30:00.0000000");
    assert!(text.to_jiff().is_err() && text.to_time().is_err() && text.to_chrono().is_err());
    assert_eq!(text.to_jiff_civil()?.to_string(), "2021-07-16T09:30:00");
    assert_eq!(text.to_time_civil()?.hour(), 9);
    assert_eq!(text.to_chrono_civil()?.to_string(), "2021-07-16 09:30:00");
    let zoned = DateTimeOffset::from("2021-07-16T09:30+02:00");
    assert_eq!(zoned.to_jiff_civil()?.to_string(), "2021-07-16T09:30:00");
    for odd in [
        "",
        "yesterday",
        "2021-07-16",
        "2021-07-16T",
        "2021-07-16T25:00:00",
        "T",
        "é+é",
    ] {
        let text = DateTimeOffset::from(odd);
        assert!(
            text.to_jiff_or_utc().is_err() && text.to_jiff_civil().is_err() || odd == "2021-07-16",
            "{odd}"
        );
        assert!(
            text.to_time_or_utc().is_err() && text.to_time_civil().is_err(),
            "{odd}"
        );
        assert!(
            text.to_chrono_or_utc().is_err() && text.to_chrono_civil().is_err(),
            "{odd}"
        );
    }
    Ok(())
}

#[test]
fn year_9999_is_read() -> Result<(), Box<dyn Error>> {
    for sent in [
        "9999-12-31T23:59:59Z",
        "9999-12-31T23:59:59.9999999Z",
        "9999-12-31T00:00:00-12:00",
    ] {
        let text = DateTimeOffset::from(sent);
        assert_eq!(text.to_jiff()?, ::jiff::Timestamp::MAX);
        assert_eq!(text.to_jiff_civil()?.year(), 9999);
        assert_eq!(text.to_time()?.year(), 9999);
        assert!(text.to_chrono()?.to_rfc3339().starts_with("9999-12-31T"));
    }
    let before = DateTimeOffset::from("9999-12-30T00:00:00Z").to_jiff()?;
    assert_eq!(before.to_string(), "9999-12-30T00:00:00Z");
    assert!(
        DateTimeOffset::from("9999-12-32T00:00:00Z")
            .to_jiff()
            .is_err()
    );
    Ok(())
}

#[test]
fn times_of_day_come_with_or_without_seconds() -> Result<(), Box<dyn Error>> {
    for sent in [
        "09:30",
        "09:30:00",
        "09:30:00.0000000",
        "09:30:00.000000000000",
    ] {
        let text = TimeOfDay::from(sent);
        assert_eq!(text.to_jiff()?.to_string(), "09:30:00");
        assert_eq!(
            (text.to_time()?.minute(), text.to_time()?.second()),
            (30, 0)
        );
        assert_eq!(text.to_chrono()?.to_string(), "09:30:00");
    }
    Ok(())
}

#[test]
fn durations_convert_to_any_library() -> Result<(), Box<dyn Error>> {
    let lengths: [(&str, i64, i32); 9] = [
        ("P11DT23H59M59.99S", 1_036_799, 990_000_000),
        ("PT1H30M", 5400, 0),
        ("P7D", 604_800, 0),
        ("P1W", 604_800, 0),
        ("PT0S", 0, 0),
        ("P1DT0H", 86_400, 0),
        ("P0Y0M1DT1S", 86_401, 0),
        ("PT1.123456789012S", 1, 123_456_789),
        ("-PT1.5S", -1, -500_000_000),
    ];
    for (sent, seconds, nanoseconds) in lengths {
        let text = Duration::from(sent);
        let time = ::time::Duration::new(seconds, nanoseconds);
        assert_eq!(text.to_time()?, time, "{sent}");
        assert_eq!(
            text.to_chrono()?.num_nanoseconds(),
            i64::try_from(time.whole_nanoseconds()).ok()
        );
        assert_eq!(text.to_std().ok(), time.try_into().ok(), "{sent}");
        text.to_jiff()?;
        assert_eq!(Duration::from(time).to_time()?, time);
        assert_eq!(Duration::from(text.to_chrono()?).to_time()?, time);
    }
    for odd in [
        "",
        "P",
        "PT",
        "P1",
        "PT1",
        "P1Y",
        "P1M",
        "1H",
        "P1H",
        "PT1D",
        "PT.5S",
        "PT1.S",
        "PT1S1M",
        "P1.5D",
        "Pé",
        "P1DT",
        "PT99999999999999999999S",
        "P99999999999999999D",
    ] {
        assert!(Duration::from(odd).to_std().is_err(), "{odd}");
        assert!(
            Duration::from(odd).to_time().is_err() && Duration::from(odd).to_chrono().is_err(),
            "{odd}"
        );
    }
    assert_eq!(
        Duration::from(std::time::Duration::from_millis(90_500)).as_str(),
        "PT90.5S"
    );
    Ok(())
}

#[test]
fn decimals_convert_without_losing_digits() -> Result<(), Box<dyn Error>> {
    let exact = Decimal::from("12.50").to_rust_decimal()?;
    assert_eq!(Decimal::from(exact).as_str(), Some("12.50"));
    assert_eq!(Decimal::from(12.5).to_rust_decimal()?, exact);
    assert_eq!(Decimal::from(-3).to_rust_decimal()?.to_string(), "-3");
    assert!(Decimal::from("much").to_rust_decimal().is_err());
    Ok(())
}
