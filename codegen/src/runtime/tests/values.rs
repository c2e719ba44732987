use std::{
    collections::{BTreeMap, HashSet},
    marker::PhantomData,
};

use super::*;

#[test]
fn numbers_are_equal_by_value() {
    let equal = [
        (Number::U64(1), Number::F64(1.0)),
        (Number::I64(-1), Number::F64(-1.0)),
        (Number::I64(5), Number::U64(5)),
        (Number::F64(0.0), Number::F64(-0.0)),
        (Number::U64(1 << 63), Number::F64(9223372036854775808.0)),
    ];
    for (a, b) in equal {
        assert_eq!((a, b), (b, a));
    }
    let different = [
        (Number::U64(u64::MAX), Number::F64(u64::MAX as f64)),
        (Number::U64((1 << 53) + 1), Number::F64(9007199254740992.0)),
        (Number::I64(i64::MIN + 1), Number::F64(i64::MIN as f64)),
        (Number::U64(u64::MAX), Number::I64(-1)),
        (Number::U64(1), Number::F64(1.5)),
        (Number::U64(1), Number::F64(f64::NAN)),
    ];
    for (a, b) in different {
        assert!(a != b, "{a} {b}");
        assert!(b != a, "{b} {a}");
    }
}

#[test]
fn numbers_convert_only_without_loss() {
    assert_eq!(Number::F64(5.0).as_i64(), Some(5));
    assert_eq!(Number::F64(1e300).as_i64(), None);
    assert_eq!(Number::F64(-5.0).as_u64(), None);
    assert_eq!(Number::U64(u64::MAX).as_i64(), None);
    assert_eq!(Number::U64(1 << 53).as_f64(), Some(9007199254740992.0));
    assert_eq!(Number::U64((1 << 53) + 1).as_f64(), None);
}

#[test]
fn object_keeps_order_and_names_unique() {
    let mut object = Object::new();
    assert_eq!(object.insert("b", 1), None);
    object.insert("a", "x");
    object.insert("c", true);
    assert_eq!(object.insert("b", 2), Some(Value::from(1)));
    assert_eq!(to_text(&object), r#"{"b":2,"a":"x","c":true}"#);
    assert_eq!(object.remove("a"), Some(Value::from("x")));
    assert_eq!(object.remove("a"), None);
    let other: Object = [
        ("c", Value::from(true)),
        ("b", Value::from(9)),
        ("b", Value::from(2)),
    ]
    .into_iter()
    .collect();
    assert_eq!(object, other);
    assert_eq!(other.iter().next().map(|(name, _)| name), Some("c"));
    object.extend([("c", 1)]);
    assert_ne!(object, other);
}

#[test]
fn any_type_reads_from_a_value() {
    #[derive(serde::Deserialize, Debug, PartialEq)]
    struct Own {
        name: String,
        size: Option<u8>,
        kind: Kind,
        other: BTreeMap<String, f64>,
    }
    #[derive(serde::Deserialize, Debug, PartialEq)]
    enum Kind {
        Small,
        Of(i32),
    }
    let json = r#"{"name": "n", "size": null, "kind": {"Of": -3}, "other": {"a": 1.5, "b": 2}}"#;
    let value: Value = serde_json::from_str(json).unwrap();
    let own: Own = from_value(&value).unwrap();
    assert_eq!(own.kind, Kind::Of(-3));
    assert_eq!(own.other["b"], 2.0);
    assert_eq!(
        from_value::<Kind>(&Value::from("Small")).unwrap(),
        Kind::Small
    );
    assert!(from_value::<Own>(&Value::Null).is_err());
}

/// Shows at compile time whether the values of a type are ordered.
struct Of<T>(PhantomData<T>);

impl<T: PartialOrd> Of<T> {
    fn has_order(&self) -> bool {
        true
    }
}

trait Unordered {
    fn has_order(&self) -> bool {
        false
    }
}

impl<T> Unordered for Of<T> {}

#[test]
fn date_times_are_not_ordered_by_text() {
    assert!(!Of::<DateTimeOffset>(PhantomData).has_order());
    assert!(!Of::<Duration>(PhantomData).has_order());
    assert!(!Of::<Date>(PhantomData).has_order() && !Of::<TimeOfDay>(PhantomData).has_order());
    assert!(Of::<Guid>(PhantomData).has_order());
}

#[test]
fn guids_compare_without_case() {
    let small: Sample = read(r#"{"guid": "0a5fbd6c"}"#);
    let large: Sample = read(r#"{"guid": "0A5FBD6C"}"#);
    assert_eq!(small, large);
    assert_ne!(small, read(r#"{"guid": "0a5fbd6d"}"#));
    let (a, b) = (small.guid.unwrap(), large.guid.unwrap());
    assert!(a.cmp(&b).is_eq() && a < Guid::from("0A5FBD6D"));
    assert!(HashSet::from([a]).contains(&b));
}

#[test]
fn values_convert_to_and_from_serde_json() {
    let json = r#"{"a": [null, true, -5, 18446744073709551615, 1.5, "x"], "b": {"c": {}}}"#;
    let theirs: serde_json::Value = serde_json::from_str(json).unwrap();
    let ours: Value = serde_json::from_str(json).unwrap();
    assert_eq!(Value::from(theirs.clone()), ours);
    assert_eq!(serde_json::Value::from(ours.clone()), theirs);
    assert_eq!(serde_json::to_value(&ours).unwrap(), theirs);
    assert_eq!(
        serde_json::from_value::<Value>(theirs.clone()).unwrap(),
        ours
    );
    let sample: Sample = serde_json::from_value(theirs.clone()).unwrap();
    assert_eq!(serde_json::to_value(&sample).unwrap(), theirs);
    assert_eq!(json::to_string(&ours).unwrap(), to_text(&theirs));
}

#[test]
fn passwords_and_tokens_are_not_printed() {
    let body = r#"{"text": "shown", "password": "xyz", "clientSecret": ["xyz"], "validationTokens": ["xyz", 1],
        "unlockPin": 1234, "child": {"secretText": "xyz", "x": {"accessToken": "xyz"}},
        "anyList": [{"Authorization": "Bearer xyz"}], "passwordProfile": {"password": "xyz"},
        "passwordRequired": true, "newPassword": null, "shipping": "shown", "changeKey": "shown"}"#;
    let sample: Sample = read(body);
    let printed = format!("{sample:?} {:?}", to_value(&sample));
    assert!(
        !printed.contains("xyz") && !printed.contains("1234"),
        "{printed}"
    );
    assert_eq!(printed.matches("[hidden]").count(), 16, "{printed}");
    assert_eq!(printed.matches("shown").count(), 6, "{printed}");
    assert!(printed.contains("\"passwordRequired\": true"), "{printed}");
    let change: envelope::ChangeNotification = read(r#"{"clientState": "xyz"}"#);
    assert!(!format!("{change:?}").contains("xyz"));
}

macro_rules! with_key {
    ($name:ident, $qualified:literal, $ty:ty) => {
        pub struct $name {
            pub key: Option<$ty>,
            pub extra: Extra,
            pub __non_exhaustive: (),
        }

        runtime::record! {
            $name: $qualified;
            fields {
                key: "key",
            }
        }
    };
}

with_key!(KeyCredential, "microsoft.graph.keyCredential", Binary);
with_key!(RecoveryKey, "microsoft.graph.bitlockerRecoveryKey", String);
with_key!(KeyValue, "microsoft.graph.keyValue", String);
with_key!(SortField, "microsoft.graph.workbookSortField", i32);

#[test]
fn member_called_key_is_hidden_in_types_of_keys() {
    let body = r#"{"key": "xyz"}"#;
    let hidden = [
        format!("{:?}", read::<KeyCredential>(body)),
        format!("{:?}", read::<RecoveryKey>(body)),
        format!("{:?}", serde_json::from_str::<Value>(body)),
    ];
    for printed in hidden {
        assert!(
            !printed.contains("xyz") && printed.contains("[hidden]"),
            "{printed}"
        );
    }
    assert!(format!("{:?}", read::<KeyValue>(body)).contains("xyz"));
    assert!(format!("{:?}", read::<SortField>(r#"{"key": 7}"#)).contains('7'));
}

/// Prints a member with this name.
fn print(name: &str) -> String {
    let body: Value = serde_json::from_str(&format!(r#"{{"{name}": "xyz"}}"#)).unwrap();
    format!("{body:?}")
}

#[test]
fn members_named_after_secrets_are_hidden_and_others_shown() {
    for name in [
        "password",
        "newPassword",
        "passwordBase64",
        "adDomainPassword",
        "clientSecret",
        "secretText",
        "secretKey",
        "decryptionKey",
        "symmetricKey",
        "preSharedKey",
        "deploymentAccessKey",
        "azureOperationalInsightsWorkspaceKey",
        "privateKey",
        "pkcs12Value",
        "encryptedPfxBlob",
        "sasToken",
        "temporaryAccessPass",
        "recoveryKeys",
        "key",
    ] {
        let printed = print(name);
        assert!(!printed.contains("xyz"), "{printed}");
    }
    for name in [
        "publicKey",
        "keyId",
        "primaryKey",
        "changeKey",
        "itemKey",
        "registryKey",
        "customKeyIdentifier",
        "keyStrength",
        "secretType",
        "secretReferenceValueId",
        "passwordPolicies",
        "tokenEncryptionKeyId",
        "issuerSubjectKeyIdentifier",
        "certificate",
        "thumbprint",
        "shipping",
        "spin",
        "monkey",
    ] {
        let printed = print(name);
        assert!(printed.contains("xyz"), "{printed}");
    }
}
