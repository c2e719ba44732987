//! The metadata of the service as a second source of the model.

use std::collections::BTreeSet;

use crate::sandbox::{Sandbox, Text};

pub const SERVICE: &str = r#"<Edmx><Schema Namespace="microsoft.graph" Alias="graph">
<EntityType Name="entity" Abstract="true"><Key><PropertyRef Name="id"/></Key>
  <Property Name="id" Type="Edm.String"/></EntityType>
<EntityType Name="fern" BaseType="graph.entity">
  <Property Name="size" Type="Edm.Int64"/>
  <Property Name="shade" Type="graph.shade"><Annotation Term="Org.OData.Core.V1.Computed"/></Property>
  <Property Name="weight" Type="graph.grams"/>
</EntityType>
<EnumType Name="shade" IsFlags="true"><Member Name="dark" Value="4"/><Member Name="pale"/></EnumType>
<TypeDefinition Name="grams" UnderlyingType="Edm.Int32"/>
<ComplexType Name="spore"/>
<Annotations Target="graph.fern/shade">
  <Annotation Term="Org.OData.Core.V1.Description" String="How dark it is."/>
  <Annotation Term="Org.OData.Core.V1.Revisions"><Collection><Record>
    <PropertyValue Property="Date" Date="2024-04-10"/>
    <PropertyValue Property="Kind"><EnumMember>Org.OData.Core.V1.RevisionKind/Deprecated</EnumMember></PropertyValue>
    <PropertyValue Property="RemovalDate" Date="2026-04-10"/>
  </Record></Collection></Annotation>
</Annotations></Schema></Edmx>"#;

/// A fern and a moss on pages, of which the service only has the fern.
pub fn sandbox() -> Sandbox {
    let sandbox = Sandbox::empty();
    let row = "|size|Int32|How large it is. Read-only.|";
    sandbox.add_page("docs", "fern", row, "\"size\": 1");
    sandbox.add_page("docs", "moss", row, "\"size\": 1");
    sandbox.write("service.xml", SERVICE);
    sandbox
}

const WITH: &str = "--docs docs --metadata service.xml";

#[test]
fn model_is_the_union_of_both_sources() {
    let dump = sandbox().model(WITH);
    for (name, source) in [
        ("fern", "both"),
        ("moss", "docs"),
        ("spore", "metadata"),
        ("shade", "metadata"),
    ] {
        assert_eq!(dump.ty(name)["source"], source, "{name}");
    }
}

#[test]
fn metadata_decides_types_and_pages_the_rest() {
    let dump = sandbox().model(WITH);
    let size = dump.property("fern", "size");
    assert_eq!(size["type"], "Edm.Int64");
    assert_eq!(size["readOnly"], true);
    let shade = dump.property("fern", "shade");
    assert_eq!(shade["type"], "microsoft.graph.shade");
    assert_eq!(shade["source"], "metadata");
    assert_eq!(shade["readOnly"], true);
    assert_eq!(dump.property("fern", "weight")["type"], "Edm.Int32");
    assert_eq!(dump.ty("shade")["isFlags"], true);
}

#[test]
fn service_decides_whether_a_type_is_abstract() {
    let sandbox = sandbox();
    let service = SERVICE.replace("Name=\"fern\"", "Name=\"fern\" Abstract=\"true\"");
    sandbox.write("abstract.xml", service);
    let with = WITH.replace("service", "abstract");
    assert_eq!(sandbox.model(&with).ty("fern")["abstract"], true);
    assert_eq!(sandbox.model(WITH).ty("fern")["abstract"], false);
    let metadata = "--metadata abstract.xml --base-metadata service.xml";
    let ran = sandbox.run(format!("diff docs docs {metadata} --message-format json"));
    assert_eq!(
        ran.told(["rule", "type", "help"]),
        [[
            "abstract-changed",
            "microsoft.graph.fern",
            "the metadata of the service says so"
        ]]
    );
}

#[test]
fn dump_without_metadata_has_no_sources() {
    let dump = sandbox().model("--docs docs");
    assert!(dump.ty("fern").get("source").is_none());
    assert_eq!(dump.property("fern", "size")["type"], "Edm.Int32");
}

#[test]
fn long_chain_of_metadata_bases_is_bounded() {
    let sandbox = sandbox();
    let last = 8000;
    // To one that does not exist, and in a circle.
    for modulus in [last + 1, last] {
        let ty = |at: usize| {
            let base = (at + 1) % modulus;
            format!("<ComplexType Name=\"t{at}\" BaseType=\"graph.t{base}\"/>")
        };
        let types: String = (0..last).map(ty).collect();
        let service = SERVICE.replace("<ComplexType Name=\"spore\"/>", &types);
        sandbox.write("service.xml", service);
        let types = sandbox.model(WITH).0["types"].as_array().map(Vec::len);
        assert!(types.is_some_and(|count| count > last));
    }
}

#[test]
fn names_that_differ_in_case_in_the_metadata_stay_distinct() {
    let sandbox = sandbox();
    let size = "<Property Name=\"size\" Type=\"Edm.Int64\"/>";
    let service = SERVICE
        .replace(size, &[size, &size.replace("size", "SIZE")].concat())
        .replace(
            "<ComplexType Name=\"spore\"/>",
            "<ComplexType Name=\"Fern\"/><ComplexType Name=\"MOSS\"/>",
        );
    sandbox.write("service.xml", service);
    let dump = sandbox.model(WITH);
    assert_eq!(dump.ty("Fern")["source"], "metadata");
    assert_eq!(dump.ty("fern")["source"], "both");
    assert_eq!(dump.property("fern", "size")["source"], "both");
    assert_eq!(dump.property("fern", "SIZE")["source"], "metadata");
    // A spelling that differs is the same item, with the name that the service uses.
    assert_eq!(dump.ty("MOSS")["source"], "both");
}

#[test]
fn members_kept_by_the_service_are_not_removed() {
    let sandbox = sandbox();
    let rows = "|size|Int32|How large it is.|\n|weight|Int32|How heavy.|\n|smell|String|None.|";
    let members = "\"size\": 1, \"weight\": 1, \"smell\": \"String\"";
    sandbox.add_page("old", "fern", rows, members);
    let less = "|size|Int32|How large it is.|";
    sandbox.add_page("new", "fern", less, "\"size\": 1");
    let removed = |more: &str| -> BTreeSet<String> {
        let ran = sandbox.run(format!("diff old new --message-format json {more}"));
        let told = ran.told(["rule", "member"]).into_iter();
        let removed = told.filter(|[rule, _]| rule == "property-removed");
        removed.map(|[_, member]| member).collect()
    };
    assert_eq!(removed(""), ["smell", "weight"].map(str::to_owned).into());
    let with = removed("--metadata service.xml");
    assert_eq!(with, ["smell"].map(str::to_owned).into());
}

#[test]
fn enum_without_members_in_the_metadata_has_those_of_the_pages() {
    let sandbox = sandbox();
    let service = SERVICE.replace(
        "<Member Name=\"dark\" Value=\"4\"/><Member Name=\"pale\"/>",
        "",
    );
    sandbox.write("service.xml", service);
    let page =
        "# shade enum type\n\n## Members\n|Member|Description|\n|:--|:--|\n|grey|Neither.|\n";
    sandbox.write("docs/resources/shade.md", page);
    let dump = sandbox.model(WITH);
    let members = dump.ty("shade")["members"].as_array().map(Vec::len);
    assert_eq!(members, Some(1), "{}", dump.ty("shade"));
    let ran = sandbox.run(format!("lint {WITH}"));
    ran.said().lacks("metadata-enum-members");
}
