use super::*;
use envelope::{Chunk, Upload, UploadError};

const UNIT: u64 = 320 * 1024;

fn next(upload: &Upload, expected: &[&str]) -> Chunk {
    upload.next(expected).unwrap().unwrap()
}

#[test]
fn large_file_is_sent_in_chunks() {
    let size = 10 * UNIT + 1;
    let upload = Upload::new(size, 4 * UNIT).unwrap();
    let mut expected = "0-".to_owned();
    let mut headers = Vec::new();
    loop {
        let chunk = next(&upload, &[&expected]);
        assert_eq!(
            chunk.content_length(),
            chunk.range().end - chunk.range().start
        );
        headers.push(chunk.content_range());
        if chunk.is_last() {
            break;
        }
        expected = format!("{}-", chunk.range().end);
    }
    assert_eq!(
        headers,
        [
            "bytes 0-1310719/3276801",
            "bytes 1310720-2621439/3276801",
            "bytes 2621440-3276800/3276801"
        ]
    );
}

#[test]
fn upload_resumes_with_missing_ranges() {
    let upload = Upload::new(128, UNIT).unwrap();
    for (expected, header) in [
        (&["26-"][..], Some("bytes 26-127/128")),
        (&["26-30"], Some("bytes 26-30/128")),
        (&["77-99", "12-55"], Some("bytes 12-55/128")),
        (&["100-1000"], Some("bytes 100-127/128")),
        // Outlook attachments.
        (&["26"], Some("bytes 26-127/128")),
        (&[], None),
    ] {
        let chunk = upload.next(expected).unwrap();
        assert_eq!(chunk.map(|chunk| chunk.content_range()).as_deref(), header);
    }
    let one = Upload::new(1, UNIT).unwrap();
    assert_eq!(next(&one, &["0-"]).content_range(), "bytes 0-0/1");
}

#[test]
fn range_outside_the_file_is_an_error() {
    let upload = Upload::new(128, UNIT).unwrap();
    for text in [
        "",
        "-",
        "-5",
        "128-",
        "5-4",
        "a-b",
        "+1-",
        "1-+2",
        "0-5-9",
        "99999999999999999999-",
        "0 - 5",
    ] {
        assert_eq!(
            upload.next(&[text]),
            Err(UploadError::Range(text.to_owned()))
        );
    }
    let largest = Upload::new(u64::MAX, UNIT).unwrap();
    let last = format!("{}-", u64::MAX - 1);
    assert!(next(&largest, &[&last]).is_last());
}

#[test]
fn chunks_are_multiples_of_320_kib() {
    for chunk in [0, 1, UNIT - 1, UNIT + 1, 61 << 20, u64::MAX] {
        assert_eq!(Upload::new(1, chunk), Err(UploadError::ChunkSize(chunk)));
    }
    assert!(Upload::new(1, 60 << 20).is_ok());
    assert_eq!(Upload::new(0, UNIT), Err(UploadError::EmptyFile));
}
