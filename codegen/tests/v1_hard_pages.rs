//! Pages of v1.0 that are difficult to read, and what must be read from them. The expectations were taken by hand from
//! the pages and the metadata of the service.
//!
//! Needs `GRAPHDOC_SHARED`.

mod support;

use std::sync::OnceLock;

use graphdoc_codegen::unstable::pipeline::{self, Analysis, Input};
use reference_material::{material, needs_material};
use support::expect;

fn v1() -> &'static Analysis {
    static UNDERSTOOD: OnceLock<Analysis> = OnceLock::new();
    UNDERSTOOD.get_or_init(|| {
        let pages = support::folder(&material!().join("corpus/graph-v1.0/resources"));
        pipeline::analyze(Input::new(&pages))
    })
}

macro_rules! pages {
    ($($(#[$doc:meta])* $name:ident: $notation:literal)*) => {
        $($(#[$doc])* #[needs_material] #[test]
        fn $name() {
            expect(v1(), $notation);
        })*
    };
}

pages! {
    /// Two property tables, bold names, reference links, comments in the JSON block, a facet for a sample boolean.
    list: "
        entity list : baseItem #key id
          displayName: String
          list: listInfo
          system: systemFacet #read-only
          id: String #read-only
          name: String
          createdBy: identitySet
          createdDateTime: DateTimeOffset
          description: String
          eTag: String
          lastModifiedBy: identitySet
          lastModifiedDateTime: DateTimeOffset
          parentReference: itemReference
          sharepointIds: sharepointIds
          webUrl: String #read-only
          drive -> drive
          items -> [listItem]
          columns -> [columnDefinition]
          contentTypes -> [contentType]
          subscriptions -> [subscription]"

    /// `@type` instead of `@odata.type`, an annotation over several lines, instance attributes, `[x][] resource`.
    drive_item: "
        entity driveItem : baseItem open #key id
          audio: audio
          content: Stream
          createdBy: identitySet
          cTag: String
          deleted: deleted
          file: file
          fileSystemInfo: fileSystemInfo
          location: geoCoordinates
          publication: publicationFacet
          root: root
          size: Int64 #read-only
          webDavUrl: String
          activities -> [itemActivity]
          analytics -> itemAnalytics
          children -> [driveItem] #read-only #nullable
          createdByUser -> user
          listItem -> listItem
          permissions -> [permission]
          thumbnails -> [thumbnailSet]
          versions -> [driveItemVersion]
          workbook -> workbook
          !@microsoft.graph.conflictBehavior
          !@microsoft.graph.downloadUrl
          !@microsoft.graph.sourceUrl
          ..."

    /// Two property tables and a boolean whose sample is a string.
    column_definition: "
        entity columnDefinition #key id
          columnGroup: String
          description: String
          displayName: String
          enforceUniqueValues: Boolean
          hidden: Boolean
          id: String
          indexed: Boolean
          name: String
          readOnly: Boolean
          required: Boolean
          boolean: booleanColumn
          calculated: calculatedColumn
          choice: choiceColumn
          currency: currencyColumn
          dateTime: dateTimeColumn
          defaultValue: defaultColumnValue
          geolocation: geolocationColumn
          lookup: lookupColumn
          number: numberColumn
          personOrGroup: personOrGroupColumn
          text: textColumn"

    /// A second table describes an embedded document; cells contain HTML lists.
    activity_based_timeout_policy: "
        entity activityBasedTimeoutPolicy : stsPolicy #key id
          id: String
          definition: [String]
          description: String
          displayName: String
          isOrganizationDefault: Boolean"

    /// A table with five columns in the Properties section that does not list properties.
    recurrence_range: "
        complex recurrenceRange
          endDate: Date
          numberOfOccurrences: Int32
          recurrenceTimeZone: String
          startDate: Date #required
          type: enum recurrenceRangeType #required
        enum recurrenceRangeType
          endDate
          noEnd
          numbered"

    /// A table of constants in the Properties section; the enum is used in a collection. The name is read-only only
    /// after creation.
    outlook_category: "
        entity outlookCategory
          displayName: String
          color: enum categoryColor
        enum categoryColor
          none #value -1
          preset0 #value 0
          preset24 #value 24
          ..."

    /// An HTML table in a cell, and a delimiter row without its leading pipe.
    parental_control_settings: "
        complex parentalControlSettings
          countriesBlockedForMinors: [String]
          legalAgeGroupRule: String"

    /// Four columns, and a second table below a heading of level 3.
    subscription: "
        entity subscription
          applicationId: String #read-only
          changeType: String #required #flags #values created updated deleted
          clientState: String #max length 128
          creatorId: String #read-only
          encryptionCertificate: String
          encryptionCertificateId: String
          expirationDateTime: DateTimeOffset #required
          id: String #read-only
          includeResourceData: Boolean
          latestSupportedTlsVersion: String #values v1_0 v1_1 v1_2 v1_3
          lifecycleNotificationUrl: String
          notificationContentType: String
          notificationQueryOptions: String
          notificationUrl: String #required
          resource: String #required"

    /// No annotation, an empty fourth header cell, an enum that no page declares.
    search_request: "
        complex searchRequest
          contentSources: [String]
          enableTopResults: Boolean
          entityTypes: [enum entityType] #required
          fields: [String]
          from: Int32
          query: searchQuery #required
          size: Int32
        enum entityType
          list
          site
          listItem
          message
          event
          drive
          driveItem
          externalItem"

    /// `A or B`, rows without their leading pipe, a link whose text and target are two types.
    call: "
        entity call #key id
          callbackUri: String
          callChainId: String
          callRoutes: [callRoute] #read-only
          chatInfo: chatInfo
          direction: enum callDirection #read-only
          id: String
          mediaConfig: mediaConfig #required
          mediaState: callMediaState
          meetingInfo: meetingInfo
          transcription: callTranscriptionInfo
          myParticipantId: String
          requestedModalities: [enum modality]
          resultInfo: resultInfo
          source: participantInfo
          state: enum callState
          subject: String
          targets: [invitationParticipantInfo]
          toneInfo: toneInfo
          incomingContext: incomingContext
          operations -> [commsOperation]
          participants -> [participant]
          replacesContext: String #json
        enum callDirection
          incoming
          outgoing"

    /// Strings in a table with the header of a relationship table.
    presence: "
        entity presence
          id: String
          availability: [String] #values Available AvailableIdle Away BeRightBack Busy BusyIdle DoNotDisturb Offline PresenceUnknown
          activity: [String]"

    /// A name with underscores, and a type that the page itself calls unknown; the sample is text.
    tuple: "
        complex tuple_2OfExecutionType_ICollection_1OfOperation
          item2: [String]"

    /// One type on seven pages.
    device_app_management: "
        entity deviceAppManagement #key id
          id: String
          mobileApps -> [mobileApp]
          mobileAppCategories -> [mobileAppCategory]
          mobileAppConfigurations -> [managedDeviceMobileAppConfiguration]
          managedEBooks -> [managedEBook]
          managedAppPolicies -> [managedAppPolicy]
          iosManagedAppProtections -> [iosManagedAppProtection]
          androidManagedAppProtections -> [androidManagedAppProtection]
          defaultManagedAppProtections -> [defaultManagedAppProtection]
          targetedManagedAppConfigurations -> [targetedManagedAppConfiguration]
          mdmWindowsInformationProtectionPolicies -> [mdmWindowsInformationProtectionPolicy]
          windowsInformationProtectionPolicies -> [windowsInformationProtectionPolicy]
          managedAppRegistrations -> [managedAppRegistration]
          managedAppStatuses -> [managedAppStatus]
          microsoftStoreForBusinessLastSuccessfulSyncDateTime: DateTimeOffset
          isEnabledForMicrosoftStoreForBusiness: Boolean
          microsoftStoreForBusinessLanguage: String
          microsoftStoreForBusinessLastCompletedApplicationSyncTime: DateTimeOffset
          vppTokens -> [vppToken]"

    /// Comments inside a sentence.
    key_credential: "
        complex keyCredential
          customKeyIdentifier: Binary
          displayName: String
          endDateTime: DateTimeOffset
          keyId: Guid
          startDateTime: DateTimeOffset
          type: String
          usage: String
          key: Binary"

    /// A wide table, enums below headings of level 4, and three more pages of the same type.
    user: "
        entity user : directoryObject open
          aboutMe: String
          ageGroup: enum ageGroup
          businessPhones: [String]
          consentProvidedForMinor: enum consentProvidedForMinor
          employeeHireDate: DateTimeOffset
          identities: [objectIdentity]
          legalAgeGroupClassification: enum legalAgeGroupClassification
          mailboxSettings: mailboxSettings
          onPremisesExtensionAttributes: onPremisesExtensionAttributes
          userType: String
          deviceEnrollmentLimit: Int32
          activities -> [userActivity]
          calendar -> calendar
          manager -> directoryObject
          managedDevices -> [managedDevice]
          managedAppRegistrations -> [managedAppRegistration]
          todo -> todo
          ...
        enum consentProvidedForMinor
          granted
          denied
          notRequired
          ..."

    /// Dozens of tables with one column, and one with the header `Member|Member|Description`.
    enums: "
        enum userAccountSecurityType
          unknown #value -1
          standard #value 0
          power #value 1
          administrator #value 2
        enum callState
          incoming
          establishing
          ringing
          established
          hold
          transferring
          transferAccepted
          redirecting
          terminating
          terminated
        enum modality
          audio
          video
          videoBasedScreenSharing
          data
          ..."

    /// The block is below the first heading, before all sections.
    resource: "
        entity onenoteResource : onenoteEntityBaseModel
          content: Stream
          contentUrl: String"

    /// The page that the project started with, among all others.
    comms_operation: "
        entity commsOperation #key id
          clientContext: String #max length 256
          id: String #read-only #both
          resultInfo: resultInfo #read-only
          status: String #read-only #both #values notStarted running completed failed"
}

/// Every input page has an outcome.
#[needs_material]
#[test]
fn every_page_is_read_without_an_error() {
    let analysis = v1();
    assert_eq!(analysis.outcomes.len(), 1239);
    let mut outcomes = analysis.outcomes.iter();
    let error = outcomes.find(|(_, outcome)| *outcome == pipeline::Outcome::Error);
    assert_eq!(error, None);
}
