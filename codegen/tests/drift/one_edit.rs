//! One edit is one change, wherever it shows. Its consequences for other types are not changes of their own.

use graphdoc_codegen::unstable::finding::{Contract, Severity};

use crate::{
    against_lock::compare_by_lock_too,
    compare, lines, model,
    support::{enum_page, resource},
};

pub const STATES: &[&str] = &["open", "closed"];

/// Returns a page whose only property is a status of this type.
pub fn ticket(ty: &str, words: &str, block: &str) -> (String, String) {
    let row = format!("|status|{ty}|How it is.{words}|");
    (
        "resources/ticket.md".to_owned(),
        resource("ticket", &row, block),
    )
}

pub fn page(name: &str, rows: &str, intro: &str) -> (String, String) {
    let text = resource(name, rows, "").replace(&format!("What a {name} is."), intro);
    (format!("resources/{name}.md"), text)
}

pub fn with_section((path, text): (String, String)) -> (String, String) {
    let rows: String = STATES.iter().map(|state| format!("|{state}||\n")).collect();
    let section = format!("\n### ticketStatus values\n|Member|Description|\n|:---|:---|\n{rows}");
    (path, text + &section)
}

pub fn told(base: &[&(String, String)], head: &[&(String, String)]) -> Vec<String> {
    let owned = |pages: &[&(String, String)]| -> Vec<_> {
        pages.iter().map(|page| (*page).clone()).collect()
    };
    lines(&compare(&owned(base), &owned(head)))
}

pub const LIST: &str = " Possible values are: `open`, `closed`.";

#[test]
fn value_list_follows_the_type_of_its_property() {
    let listed = ticket("String", LIST, "");
    for (ty, spelled) in [
        ("Int32", "Edm.Int32"),
        ("Boolean", "Edm.Boolean"),
        ("ticketStatus", "microsoft.graph.ticketStatus"),
    ] {
        for words in ["", LIST] {
            let other = ticket(ty, words, "");
            let line = format!("property-type-changed ticket.status Edm.String > {spelled}");
            assert_eq!(told(&[&listed], &[&other]), [line]);
            let line = format!("property-type-changed ticket.status {spelled} > Edm.String");
            assert_eq!(told(&[&other], &[&listed]), [line]);
        }
    }
    let unlisted = ticket("String", "", "");
    let line = "value-list-changed ticket.status closed|open > none";
    assert_eq!(told(&[&listed], &[&unlisted]), [line]);
    let (listed, unlisted) = (
        ticket("ticketStatus", LIST, ""),
        ticket("ticketStatus", "", ""),
    );
    assert_eq!(told(&[&listed], &[&unlisted]), [line]);
}

#[test]
fn removed_enum_is_reported_once() {
    let enum_of_its_own = (
        "resources/ticketstatus.md".to_owned(),
        enum_page("ticketStatus", STATES),
    );
    for block in ["{}", r#"{"status": "String"}"#] {
        for words in ["", LIST] {
            let plain = ticket("ticketStatus", words, block);
            let section = with_section(plain.clone());
            for base in [&[&section][..], &[&plain, &enum_of_its_own]] {
                let is_removed = told(base, &[&plain]);
                assert_eq!(is_removed, ["enum-removed ticketStatus closed|open > -"]);
                let is_added = told(&[&plain], base);
                assert_eq!(is_added, ["enum-added ticketStatus - > closed|open"]);
            }
        }
    }
}

#[test]
fn removed_type_is_reported_once() {
    let other = page("box", "|width|Int32|How wide.|", "What holds things.");
    let elsewhere = (
        other.0.clone(),
        other.1.replace("microsoft.graph", "microsoft.graph.store"),
    );
    for (declared, ty, block) in [
        (&other, "box", "{}"),
        (&other, "[box](box.md)", r#"{"status": "String"}"#),
        (&other, "[a box](box.md)", "{}"),
        (&elsewhere, "box", "{}"),
    ] {
        let using = ticket(ty, "", block);
        let both = [using.clone(), declared.clone()];
        let gone = compare(&both, std::slice::from_ref(&using));
        let come = compare(&[using], &both);
        assert_eq!(gone.len(), 1, "{ty} {:?}", lines(&gone));
        assert_eq!(gone[0].rule().id, "type-removed");
        assert_eq!(come.len(), 1, "{ty} {:?}", lines(&come));
        assert_eq!(come[0].rule().id, "type-added");
    }
}

#[test]
fn inferred_base_is_removed_with_its_page() {
    let top = page(
        "top",
        "|height|Int32|How high.|",
        "The base type of [small](small.md).",
    );
    let middle = page(
        "middle",
        "|width|Int32|How wide.|",
        "Inherits from [top](top.md).",
    );
    let row = "|depth|Int32|How deep.|";
    let inherited = "|height|Int32|How high. Inherited from [top](top.md).|\n\
                     |width|Int32|How wide. Inherited from [middle](middle.md).|";
    let lone_top = (top.0.clone(), top.1.replace("[small]", "[middle]"));
    for (small, goes) in [
        (page("small", row, "What is small."), "top"),
        (page("small", row, "Inherits from top."), "top"),
        (page("small", inherited, "What is small."), "middle"),
    ] {
        let top = if goes == "top" { &top } else { &lone_top };
        let base = [&small, top, &middle];
        let head: Vec<_> = base
            .iter()
            .filter(|page| !page.0.ends_with(&format!("/{goes}.md")))
            .copied()
            .collect();
        let line = format!("type-removed {goes} microsoft.graph.{goes} > -");
        assert_eq!(told(&base, &head), [line]);
    }
}

#[test]
fn kind_changed_by_a_removed_use_is_not_reported() {
    let entity = page("entity", "|id|String|The key.|", "What has a key.");
    let used = page("box", "|width|Int32|How wide.|", "What holds things.");
    let rows = "|one|[box](box.md)|One.|\n|two|[box](box.md)|Two.|\n|three|[box](box.md)|Three.|";
    let (path, text) = page("store", "", "Where boxes stand.");
    let relations = "\n## Relationships\n|Relationship|Type|Description|\n|:---|:---|:---|\n";
    let using = (path, text + relations + rows + "\n");
    let base = [&entity, &used, &using];
    assert_eq!(
        told(&base, &[&entity, &used]),
        ["type-removed store microsoft.graph.store > -"]
    );
}

#[test]
fn new_inferred_base_is_not_breaking() {
    let small = page("small", "|depth|Int32|How deep.|", "What is small.");
    let said = page(
        "top",
        "|height|Int32|How high.|",
        "The base type of [small](small.md).",
    );
    let unsaid = page("top", "|height|Int32|How high.|", "What is high.");
    let changes = compare(&[small.clone(), said], &[small, unsaid]);
    let [base] = &changes
        .iter()
        .filter(|change| change.rule().id == "base-changed")
        .collect::<Vec<_>>()[..]
    else {
        panic!("{:?}", lines(&changes));
    };
    assert_eq!(
        (base.severity, &base.contracts[..]),
        (Severity::Minor, &[][..] as &[Contract])
    );
    let help = base.help.as_deref().unwrap_or_default();
    assert!(
        help.contains("the page of the type does not state its base"),
        "{help}"
    );
}

#[test]
fn section_enum_is_removed_with_its_property_type() {
    let was = with_section(ticket("[ticketStatus](#ticketstatus-values)", "", ""));
    for (is, line) in [
        (
            with_section(ticket("Int32", "", "{ \"status\": 1 }")),
            "property-type-changed ticket.status microsoft.graph.ticketStatus > Edm.Int32",
        ),
        (
            ticket("[ticketStatus](#ticketstatus-values)", "", ""),
            "enum-removed ticketStatus closed|open > -",
        ),
    ] {
        assert_eq!(told(&[&was], &[&is]), [line]);
        assert_eq!(told(&[&is], &[&was]).len(), 1, "{line}");
    }
}

#[test]
fn reordered_rows_of_one_enum_are_not_reported() {
    let list = "The possible values are: `open`, `closed`.";
    let rows = ["first", "second"].map(|name| format!("|{name}|ticketStatus|How it is. {list}|"));
    let [was, is] = [[0, 1], [1, 0]].map(|order| {
        let rows = order.map(|at: usize| rows[at].as_str());
        page("ticket", &rows.join("\n"), "What it is.")
    });
    assert_eq!(told(&[&was], &[&is]), [""; 0]);
}

#[test]
fn row_of_an_inherited_property_is_compared() {
    let top = |words: &str| page("top", &format!("|height|Int32|{words}|"), "What is high.");
    let small = |words: &str| {
        let row = format!("|height|Int32|{words}|");
        page("small", &row, "Inherits from [top](top.md).")
    };
    let plain = "How high it is.";
    for (words, line) in [
        (
            "How high it is. Read-only.",
            "property-read-only-changed small.height no > yes",
        ),
        (
            "How high it is. Required.",
            "property-required-changed small.height no > yes",
        ),
        ("Its height.", "docs-changed small.height - > -"),
    ] {
        assert_eq!(
            told(&[&top(plain), &small(plain)], &[&top(plain), &small(words)]),
            [line]
        );
        // A row that repeats what the base says, or leaves it open, is no change of its own.
        let line = line.replace("small", "top");
        for (was, is) in [(plain, words), ("", "")] {
            assert_eq!(
                told(&[&top(plain), &small(was)], &[&top(words), &small(is)]),
                [&*line]
            );
        }
    }
}

#[test]
fn renamed_member_is_recognized_by_its_description() {
    let with = |name: &str| {
        let (path, text) = with_section(ticket("[ticketStatus](#ticketstatus-values)", "", ""));
        (
            path,
            text.replace(
                "|closed||",
                &format!("|{name}|Nobody works on it any more.|"),
            ),
        )
    };
    let [old, new] = ["closed", "settled"].map(|name| model(&[with(name)]));
    assert_eq!(
        lines(&compare_by_lock_too(&old, &new)),
        ["enum-member-renamed ticketStatus.closed closed > settled"]
    );
}

#[test]
fn enum_that_a_list_still_defines_is_not_renamed() {
    let ticket = with_section(ticket("ticketStatus", LIST, ""));
    let renamed = (
        ticket.0.clone(),
        ticket.1.replace("### ticketStatus", "### stateOfTicket"),
    );
    let using = page(
        "letter",
        "|state|stateOfTicket|How it is.|",
        "What is sent.",
    );
    assert_eq!(
        told(&[&ticket, &using], &[&renamed, &using]),
        [
            "enum-added stateOfTicket - > closed|open",
            "enum-removed ticketStatus closed|open > -"
        ]
    );
}

#[test]
fn sentence_about_a_type_is_told_with_what_it_says() {
    let top = page("top", "|height|Int32|How high.|", "What is high.");
    let small = |intro: &str| page("small", "|depth|Int32|How deep.|", intro);
    let plain = small("What is small.");
    for (words, was, is) in [
        (
            "Inherits from [top](top.md).",
            "base-changed small none",
            "microsoft.graph.top",
        ),
        (
            "This is an abstract type.",
            "abstract-changed small no",
            "yes",
        ),
        ("This is an open type.", "open-changed small no", "yes"),
    ] {
        let said = small(&format!("What is small. {words}"));
        assert_eq!(
            told(&[&top, &plain], &[&top, &said]),
            [format!("{was} > {is}")]
        );
        assert_eq!(told(&[&top, &said], &[&top, &plain]).len(), 1, "{words}");
    }
}

#[test]
fn base_with_another_name_is_told_for_the_base() {
    let top = page(
        "top",
        "|height|Int32|How high it is.|\n|weight|Int32|How heavy it is.|",
        "What is high.",
    );
    let moved = (
        top.0.clone(),
        top.1.replace("microsoft.graph", "microsoft.graph.hill"),
    );
    let small = page(
        "small",
        "|depth|Int32|How deep.|",
        "Inherits from [top](top.md).",
    );
    let (path, text) = small;
    let text = text.replace(
        "\"@odata.type\"",
        "\"baseType\": \"microsoft.graph.top\",\n  \"@odata.type\"",
    );
    assert!(text.contains("baseType"));
    let small = (path, text);
    assert_eq!(
        told(&[&top, &small], &[&moved, &small]),
        ["type-moved top microsoft.graph.top > microsoft.graph.hill.top"]
    );
    assert_eq!(
        told(&[&moved, &small], &[&top, &small]),
        ["type-moved top microsoft.graph.hill.top > microsoft.graph.top"]
    );
}

#[test]
fn relationship_that_became_a_property_is_breaking_whatever_its_target() {
    let top = page(
        "top",
        "|height|Int32|How high.|",
        "The base type of [small](small.md).",
    );
    let small = page("small", "|depth|Int32|How deep.|", "What is small.");
    let row = "|tops|[top](top.md) or [small](small.md)|The things on it.|";
    let (path, text) = page("shelf", "|width|Int32|How wide.|", "What is long.");
    let table = "\n## Relationships\n|Relationship|Type|Description|\n|:---|:---|:---|\n";
    let relationship = (path.clone(), format!("{text}{table}{row}\n"));
    let property = page(
        "shelf",
        &format!("|width|Int32|How wide.|\n{row}"),
        "What is long.",
    );
    let pages = |shelf: &(String, String)| [top.clone(), small.clone(), shelf.clone()];
    let changes = compare(&pages(&relationship), &pages(&property));
    let [change] = &changes[..] else {
        panic!("{:?}", lines(&changes));
    };
    assert_eq!(change.rule().id, "property-became-relationship");
    assert_eq!(
        (change.severity, &change.contracts[..]),
        (Severity::Breaking, &[Contract::RustSource][..])
    );
}

#[test]
fn markup_and_quotation_marks_are_not_words() {
    let spelled = |value: &str| {
        let words = format!("How the user's `ticket` is. It is {value} at first.");
        let row = format!("|status|String|{words}|");
        model(&[page("ticket", &row, &format!("What is {value}."))])
    };
    let plain = spelled("open");
    for value in [
        "`open`",
        "**open**",
        "\"open\"",
        "'open'",
        "“open”",
        "‘open’",
        "«open»",
    ] {
        assert_eq!(
            lines(&compare_by_lock_too(&plain, &spelled(value))),
            [""; 0],
            "{value}"
        );
    }
}

#[test]
fn numbers_that_leave_the_table_are_told_once() {
    let with = |rows: &str| {
        let table = format!("|Member|Value|Description|\n|:---|:---|:---|\n{rows}");
        let text = enum_page("colour", &[]).replace("|Member|Description|\n|:---|:---|\n", &table);
        assert!(text.contains(rows));
        [("resources/colour.md".to_owned(), text)]
    };
    let [numbered, bare, one_less] = [
        "|red|1|Like blood.|\n|green|2|Like grass.|\n",
        "|red||Like blood.|\n|green||Like grass.|\n",
        "|red|1|Like blood.|\n|green||Like grass.|\n",
    ]
    .map(|rows| model(&with(rows)));
    for (base, head, line) in [
        (
            &numbered,
            &bare,
            "enum-member-value-changed colour green=2|red=1 > unsaid",
        ),
        (
            &bare,
            &numbered,
            "enum-member-value-changed colour unsaid > green=2|red=1",
        ),
        (
            &numbered,
            &one_less,
            "enum-member-value-changed colour.green 2 > unsaid",
        ),
    ] {
        assert_eq!(lines(&compare_by_lock_too(base, head)), [line]);
    }
}

#[test]
fn small_type_with_another_name_is_recognized_by_its_descriptions() {
    let rows = "|content|String|What the letter says in it.|\n|form|String|How the letter was written down.|";
    let [old, new] = ["itemBody", "letterText"].map(|name| model(&[page(name, rows, "A text.")]));
    assert_eq!(
        lines(&compare_by_lock_too(&old, &new)),
        ["type-renamed letterText microsoft.graph.itemBody > microsoft.graph.letterText"]
    );
    let other = rows.replace("written down", "printed");
    let new = model(&[page("letterText", &other, "A text.")]);
    assert_eq!(compare_by_lock_too(&old, &new).len(), 2);
}
