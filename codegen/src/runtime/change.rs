//! Change notifications and lifecycle notifications, as the service posts them to the URL of a subscription.

use super::{super::runtime, DateTimeOffset, Extra, Guid, Unrecognized, Value};

/// A body that the service posts.
///
/// Whatever it contains, answer with 202 as soon as it is stored: the service repeats notifications that are answered
/// with an error.
///
/// An element of the list that is not a notification does not affect the others: it is not in `value`, and
/// [`type_mismatches`](super::type_mismatches) names it, as it names members of the wrong type.
pub struct ChangeNotifications {
    /// Tokens that prove, for each app and tenant, that the service sent the body; present if it has resource data.
    pub validation_tokens: Option<Vec<String>>,
    /// The notifications.
    pub value: Option<Vec<ChangeNotification>>,
    /// Everything else that was sent.
    pub extra: Extra,
    #[doc(hidden)]
    pub __non_exhaustive: (),
}

/// A notification that a resource changed, or about the lifecycle of a subscription.
pub struct ChangeNotification {
    /// What happened to the resource.
    pub change_type: Option<ChangeType>,
    /// The secret that was given when the subscription was created; check it with
    /// [`has_client_state`](ChangeNotification::has_client_state).
    pub client_state: Option<String>,
    /// The resource, encrypted.
    pub encrypted_content: Option<Box<EncryptedContent>>,
    /// Identifies the notification.
    pub id: Option<String>,
    /// What happens to the subscription. If this is present, the notification is not about a resource.
    pub lifecycle_event: Option<LifecycleEvent>,
    /// URL of the resource, relative to that of the service.
    pub resource: Option<String>,
    /// The resource, or what identifies it. Its `@odata.type` names its type; read it with
    /// [`from_value`](super::from_value).
    pub resource_data: Option<Value>,
    /// When the subscription expires.
    pub subscription_expiration_date_time: Option<DateTimeOffset>,
    /// Identifies the subscription.
    pub subscription_id: Option<Guid>,
    /// The tenant that the resource belongs to.
    pub tenant_id: Option<Guid>,
    /// Everything else that was sent.
    pub extra: Extra,
    #[doc(hidden)]
    pub __non_exhaustive: (),
}

/// A resource in a notification, encrypted for the owner of a certificate.
pub struct EncryptedContent {
    /// The resource, encrypted with the data key; base64.
    pub data: Option<String>,
    /// The data key, encrypted with the certificate; base64.
    pub data_key: Option<String>,
    /// HMAC-SHA256 of the encrypted resource; base64.
    pub data_signature: Option<String>,
    /// The name that the subscription gave the certificate.
    pub encryption_certificate_id: Option<String>,
    /// Thumbprint of the certificate.
    pub encryption_certificate_thumbprint: Option<String>,
    /// Everything else that was sent.
    pub extra: Extra,
    #[doc(hidden)]
    pub __non_exhaustive: (),
}

/// What happened to a resource.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum ChangeType {
    /// `created`
    Created,
    /// `updated`
    Updated,
    /// `deleted`
    Deleted,
    /// A value that is not documented, as it was received.
    Unrecognized(Unrecognized),
}

/// What happens to a subscription.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum LifecycleEvent {
    /// `missed`: notifications were lost; read the resources again.
    Missed,
    /// `subscriptionRemoved`: subscribe again.
    SubscriptionRemoved,
    /// `reauthorizationRequired`: renew the subscription before it expires.
    ReauthorizationRequired,
    /// A value that is not documented, as it was received.
    Unrecognized(Unrecognized),
}

impl ChangeNotification {
    /// Whether the notification is about a subscription and not about a resource.
    pub fn is_lifecycle(&self) -> bool {
        self.lifecycle_event.is_some()
    }

    /// Whether the notification carries the secret that the subscription was created with. The time that the comparison
    /// takes does not depend on where the two differ.
    pub fn has_client_state(&self, client_state: &str) -> bool {
        let sent = self.client_state.as_deref().unwrap_or_default().as_bytes();
        let own = client_state.as_bytes();
        let differing = sent.iter().zip(own).fold(0, |all, (a, b)| all | (a ^ b));
        self.client_state.is_some()
            && sent.len() == own.len()
            && std::hint::black_box(differing) == 0
    }
}

runtime::record! {
    ChangeNotifications: "microsoft.graph.changeNotificationCollection";
    fields {
        validation_tokens: "validationTokens",
        value: "value",
    }
}

runtime::record! {
    ChangeNotification: "microsoft.graph.changeNotification";
    fields {
        change_type: "changeType",
        client_state: "clientState",
        encrypted_content: "encryptedContent",
        id: "id",
        lifecycle_event: "lifecycleEvent",
        resource: "resource",
        resource_data: "resourceData",
        subscription_expiration_date_time: "subscriptionExpirationDateTime",
        subscription_id: "subscriptionId",
        tenant_id: "tenantId",
    }
}

runtime::record! {
    EncryptedContent: "microsoft.graph.changeNotificationEncryptedContent";
    fields {
        data: "data",
        data_key: "dataKey",
        data_signature: "dataSignature",
        encryption_certificate_id: "encryptionCertificateId",
        encryption_certificate_thumbprint: "encryptionCertificateThumbprint",
    }
}

runtime::wire_enum! {
    ChangeType: "microsoft.graph.changeType";
    Created: "created",
    Updated: "updated",
    Deleted: "deleted",
}

runtime::wire_enum! {
    LifecycleEvent: "microsoft.graph.lifecycleEventType";
    Missed: "missed",
    SubscriptionRemoved: "subscriptionRemoved",
    ReauthorizationRequired: "reauthorizationRequired",
}
