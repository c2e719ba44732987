//! The metadata of the service as a second source of the model.

use serde_json::Value;

use crate::sandbox::{self, Sandbox, Text};

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
    sandbox.write(
        "docs/resources/fern.md",
        sandbox::page("fern", row, "\"size\": 1"),
    );
    sandbox.write(
        "docs/resources/moss.md",
        sandbox::page("moss", row, "\"size\": 1"),
    );
    sandbox.write("service.xml", SERVICE);
    sandbox
}

fn model(sandbox: &Sandbox, more: &str) -> Value {
    let ran = sandbox.run(format!("model --docs docs {more}"));
    serde_json::from_str(&ran.out).expect("a dump")
}

fn named<'v>(all: &'v Value, name: &str) -> &'v Value {
    let mut all = all.as_array().expect("a list").iter();
    all.find(|one| one["name"] == name).expect(name)
}

#[test]
fn model_is_the_union_of_both_sources() {
    let dump = model(&sandbox(), "--metadata service.xml");
    let source = |name: &str| &named(&dump["types"], name)["source"];
    assert_eq!(source("microsoft.graph.fern"), "both");
    assert_eq!(source("microsoft.graph.moss"), "docs");
    assert_eq!(source("microsoft.graph.spore"), "metadata");
    assert_eq!(source("microsoft.graph.shade"), "metadata");
}

#[test]
fn metadata_decides_types_and_pages_the_rest() {
    let dump = model(&sandbox(), "--metadata service.xml");
    let fern = named(&dump["types"], "microsoft.graph.fern");
    let size = named(&fern["properties"], "size");
    assert_eq!(
        (&size["type"], &size["readOnly"]),
        (&"Edm.Int64".into(), &true.into())
    );
    let shade = named(&fern["properties"], "shade");
    assert_eq!(shade["type"], "microsoft.graph.shade");
    assert_eq!(
        (&shade["source"], &shade["readOnly"]),
        (&"metadata".into(), &true.into())
    );
    assert_eq!(named(&fern["properties"], "weight")["type"], "Edm.Int32");
    assert_eq!(
        named(&dump["types"], "microsoft.graph.shade")["isFlags"],
        true
    );
}

#[test]
fn dump_without_metadata_has_no_sources() {
    let dump = model(&sandbox(), "");
    let fern = named(&dump["types"], "microsoft.graph.fern");
    assert!(fern.get("source").is_none());
    assert_eq!(named(&fern["properties"], "size")["type"], "Edm.Int32");
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
        let dump = model(&sandbox, "--metadata service.xml");
        assert!(dump["types"].as_array().is_some_and(|all| all.len() > last));
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
    let dump = model(&sandbox, "--metadata service.xml");
    let fern = named(&dump["types"], "microsoft.graph.fern");
    assert_eq!(
        named(&dump["types"], "microsoft.graph.Fern")["source"],
        "metadata"
    );
    assert_eq!(fern["source"], "both");
    assert_eq!(named(&fern["properties"], "size")["source"], "both");
    assert_eq!(named(&fern["properties"], "SIZE")["source"], "metadata");
    // A spelling that differs is the same item, with the name that the service uses.
    assert_eq!(
        named(&dump["types"], "microsoft.graph.MOSS")["source"],
        "both"
    );
}

#[test]
fn deeply_nested_metadata_is_rejected() {
    let sandbox = sandbox();
    sandbox.write("service.xml", "<a>".repeat(100_000));
    let ran = sandbox.run("model --docs docs --metadata service.xml");
    ran.err.has("in each other");
    assert_ne!(ran.code, 0);
}

#[test]
fn base_cycles_in_the_metadata_are_cut() {
    let sandbox = sandbox();
    let circle = SERVICE.replace("Name=\"spore\"", "Name=\"spore\" BaseType=\"graph.spore\"");
    sandbox.write("service.xml", circle);
    let dump = model(&sandbox, "--metadata service.xml");
    assert_eq!(
        named(&dump["types"], "microsoft.graph.spore")["base"],
        Value::Null
    );
}

#[test]
fn members_kept_by_the_service_are_not_removed() {
    let sandbox = sandbox();
    let rows = "|size|Int32|How large it is.|\n|weight|Int32|How heavy.|\n|smell|String|None.|";
    let members = "\"size\": 1, \"weight\": 1, \"smell\": \"String\"";
    sandbox.write(
        "old/resources/fern.md",
        sandbox::page("fern", rows, members),
    );
    let less = "|size|Int32|How large it is.|";
    sandbox.write(
        "new/resources/fern.md",
        sandbox::page("fern", less, "\"size\": 1"),
    );
    let removed = |more: &str| {
        let diff = "diff old new --message-format json";
        let ran = sandbox.run(format!("{diff} {more}"));
        let lines = ran.out.lines();
        let lines = lines.map(|line| serde_json::from_str::<Value>(line).expect("JSON"));
        let removed = lines.filter(|line| line["rule"] == "property-removed");
        let members = removed.map(|line| line["member"].as_str().expect("a name").to_owned());
        members.collect::<std::collections::BTreeSet<_>>()
    };
    assert_eq!(removed(""), ["smell", "weight"].map(str::to_owned).into());
    let with = removed("--metadata service.xml");
    assert_eq!(with, ["smell"].map(str::to_owned).into());
}

#[test]
fn property_names_use_the_case_of_the_service() {
    let sandbox = sandbox();
    sandbox.write("service.xml", SERVICE.replace("\"size\"", "\"siZe\""));
    let spelled = |prefers: &str| {
        let metadata = format!("[metadata]\npath = \"service.xml\"\nprefer = \"{prefers}\"\n");
        sandbox.write("graphdoc.toml", format!("docs = \"docs\"\n{metadata}"));
        let dump: Value = serde_json::from_str(&sandbox.run("model").code(0).out).expect("a dump");
        let fern = named(&dump["types"], "microsoft.graph.fern");
        let properties = fern["properties"].as_array().expect("properties").iter();
        let names = properties.map(|own| own["name"].as_str().expect("a name").to_owned());
        let mut names: Vec<String> = names.filter(|name| name.len() == 4).collect();
        names.sort();
        names
    };
    assert_eq!(spelled("metadata"), ["siZe"]);
    assert_eq!(spelled("docs"), ["size"]);
}
