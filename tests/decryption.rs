//! Decryption of resources in change notifications, which openssl encrypts.

#![cfg(feature = "aws-lc-rs")]

use std::{
    fs,
    io::Write,
    path::{Path, PathBuf},
    process::{Command, Stdio},
};

use msgraph_types::{
    Binary,
    envelope::{DecryptionError, DecryptionKey, EncryptedContent},
};

const RESOURCE: &str =
    r##"{"@odata.type": "#microsoft.graph.chatMessage", "id": "1", "body": {"content": "é"}}"##;
/// The key of the data, as the service would choose it.
const KEY: [u8; 32] =
    *b"0123456789abcdef\x00\x01\x02\x03\x04\x05\x06\x07\xf8\xf9\xfa\xfb\xfc\xfd\xfe\xff";

/// Returns what openssl makes of the input, in a folder.
fn openssl(folder: &Path, args: &str, input: &[u8]) -> Vec<u8> {
    let mut child = Command::new("openssl")
        .args(args.split(' '))
        .current_dir(folder)
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .expect("openssl starts");
    child
        .stdin
        .take()
        .expect("standard input")
        .write_all(input)
        .expect("openssl reads");
    let output = child.wait_with_output().expect("openssl ends");
    let err = String::from_utf8_lossy(&output.stderr);
    assert!(output.status.success(), "{args}: {err}");
    output.stdout
}

fn hex(bytes: &[u8]) -> String {
    bytes.iter().map(|byte| format!("{byte:02x}")).collect()
}

/// A private key, and the folder with its public part, with which the service would encrypt.
struct Subscription {
    key: DecryptionKey,
    folder: PathBuf,
}

impl Subscription {
    fn new(name: &str) -> Subscription {
        let folder = Path::new(env!("CARGO_TARGET_TMPDIR")).join(format!("decryption-{name}"));
        fs::create_dir_all(&folder).expect("a writable folder");
        let openssl = |args: &str, input: &[u8]| openssl(&folder, args, input);
        let pem = openssl("genpkey -algorithm RSA -pkeyopt rsa_keygen_bits:2048", b"");
        let der = openssl("pkcs8 -topk8 -nocrypt -outform DER", &pem);
        let public = openssl("pkey -pubout", &pem);
        fs::write(folder.join("public.pem"), public).expect("a writable folder");
        let key = DecryptionKey::from_pkcs8(&der).expect("a private key");
        Subscription { key, folder }
    }

    /// Returns the resource as the service sends it, encrypted with this key.
    fn encrypted(&self, resource: &[u8], key: &[u8]) -> EncryptedContent {
        let (key_text, vector) = (hex(key), hex(&key[..16]));
        let cipher = format!("enc -aes-256-cbc -K {key_text} -iv {vector}");
        let data = openssl(&self.folder, &cipher, resource);
        let padding = "-pkeyopt rsa_padding_mode:oaep -pkeyopt rsa_oaep_md:sha1";
        let encrypt = format!("pkeyutl -encrypt -pubin -inkey public.pem {padding}");
        let data_key = openssl(&self.folder, &encrypt, key);
        EncryptedContent {
            data_signature: Some(base64(&signature(&data, key))),
            data: Some(base64(&data)),
            data_key: Some(base64(&data_key)),
            ..Default::default()
        }
    }
}

fn base64(bytes: &[u8]) -> String {
    Binary::from_bytes(bytes).as_str().to_owned()
}

fn signature(data: &[u8], key: &[u8]) -> Vec<u8> {
    let args = format!("dgst -sha256 -mac HMAC -macopt hexkey:{} -binary", hex(key));
    openssl(Path::new("."), &args, data)
}

#[test]
fn encrypted_resource_is_decrypted() {
    let mine = Subscription::new("mine");
    for resource in [RESOURCE, "", &"x".repeat(100_000)] {
        let content = mine.encrypted(resource.as_bytes(), &KEY);
        assert_eq!(
            content.decrypt(&mine.key).as_deref(),
            Ok(resource.as_bytes())
        );
    }
}

#[test]
fn tampered_or_foreign_resource_is_rejected() {
    let (mine, other) = (Subscription::new("own"), Subscription::new("other"));
    let sent = mine.encrypted(RESOURCE.as_bytes(), &KEY);
    assert_eq!(sent.decrypt(&other.key), Err(DecryptionError::DataKey));
    let bytes = |text: &Option<String>| {
        Binary::from(text.as_deref().expect("a member"))
            .to_bytes()
            .expect("base64")
    };
    let data = bytes(&sent.data);
    let mut flipped = data.clone();
    flipped[0] ^= 1;
    for data in [&flipped[..], &data[..16], b""] {
        let mut changed = sent.clone();
        changed.data = Some(base64(data));
        assert_eq!(changed.decrypt(&mine.key), Err(DecryptionError::Signature));
    }
    let mut changed = sent.clone();
    changed.data_signature = Some(base64(&bytes(&sent.data_signature)[..31]));
    assert_eq!(changed.decrypt(&mine.key), Err(DecryptionError::Signature));
    // Signed with the right key, but not decryptable.
    for data in [&b""[..], b"x", &[7; 16], &[7; 17]] {
        let mut odd = sent.clone();
        odd.data = Some(base64(data));
        odd.data_signature = Some(base64(&signature(data, &KEY)));
        assert_eq!(
            odd.decrypt(&mine.key),
            Err(DecryptionError::Data),
            "{data:?}"
        );
    }
}

#[test]
fn missing_parts_are_named() {
    let mine = Subscription::new("missing");
    let sent = mine.encrypted(RESOURCE.as_bytes(), &KEY);
    let take: [(&str, fn(&mut EncryptedContent) -> &mut Option<String>); 3] = [
        ("data", |content| &mut content.data),
        ("dataKey", |content| &mut content.data_key),
        ("dataSignature", |content| &mut content.data_signature),
    ];
    for (name, member) in take {
        for text in [None, Some("no base64!".to_owned())] {
            let mut content = sent.clone();
            *member(&mut content) = text;
            assert_eq!(
                content.decrypt(&mine.key),
                Err(DecryptionError::Member(name))
            );
        }
    }
    for bytes in [&b""[..], &KEY] {
        let error = DecryptionKey::from_pkcs8(bytes).err();
        assert_eq!(error, Some(DecryptionError::PrivateKey));
    }
}
