//! Pages that are large in one way each. Names with `Old` are replaced in the pages that they are compared with.

use crate::support::{enum_page, resource};

/// Pages by path.
pub type Pages = Vec<(String, String)>;

/// One way to be large.
pub struct Shape {
    /// What the pages have many of.
    pub name: &'static str,
    /// Creates pages with this number of items.
    pub make: fn(usize) -> Pages,
}

const ROW: &str = "|height|Double|Metres.|";

fn one(text: String) -> Pages {
    vec![("resources/tree.md".to_owned(), text)]
}

fn many(count: usize, unit: impl Fn(usize) -> String) -> String {
    (0..count).map(unit).collect()
}

fn listed(count: usize, separator: &str, unit: impl Fn(usize) -> String) -> String {
    (0..count).map(unit).collect::<Vec<_>>().join(separator)
}

fn rows(text: String) -> Pages {
    one(resource("tree", &text, ""))
}

fn described(text: String) -> Pages {
    rows(format!("|height|Double|{text}|\n|b|String|B.|"))
}

fn block(text: String) -> Pages {
    one(resource("tree", ROW, &text))
}

fn intro(text: String) -> Pages {
    one(resource("tree", ROW, "").replace("What a tree is.", &text))
}

/// A type with many read-only rows, and examples that send them.
fn sent(count: usize, examples: usize) -> Pages {
    let row = |at| format!("|a{at}|String|Words. Read-only.|\n");
    let members = listed(count, ", ", |at| format!("\"a{at}\": \"x\""));
    let example = format!(
        "<!-- {{ \"blockType\": \"request\" }} -->\n```http\nPOST https://graph.microsoft.com/v1.0/trees\n\n{{ {members} }}\n```\n\n"
    );
    let page = format!(
        "# Create tree\n\n## Request body\n{}{}",
        "See [tree](../resources/tree.md).\n\n".repeat(examples),
        example.repeat(examples)
    );
    vec![
        (
            "resources/tree.md".to_owned(),
            resource("tree", &many(count, row), ""),
        ),
        ("api/tree-post.md".to_owned(), page),
    ]
}

fn behind(text: String) -> Pages {
    one(resource("tree", ROW, "") + "\n" + &text)
}

fn annotated(text: &str) -> Pages {
    let page = resource("tree", ROW, "");
    one(page.replace("\"@odata.type\"", &format!("{text}\n  \"@odata.type\"")))
}

fn front(text: String) -> Pages {
    one(resource("tree", ROW, "").replacen("---\n", &format!("---\n{text}"), 1))
}

fn values(name: &str, count: usize, unit: impl Fn(usize) -> String) -> Pages {
    let members: Vec<String> = (0..count).map(unit).collect();
    let members: Vec<&str> = members.iter().map(String::as_str).collect();
    vec![("resources/season.md".to_owned(), enum_page(name, &members))]
}

fn types(count: usize, unit: impl Fn(usize) -> (String, String)) -> Pages {
    let page = |at| {
        let (name, page) = unit(at);
        (format!("resources/{}.md", name.to_lowercase()), page)
    };
    (0..count).map(page).collect()
}

fn based(name: &str, rows: &str, base: &str) -> String {
    let says = format!("Inherits from [{base}]({}.md). What a", base.to_lowercase());
    resource(name, rows, "").replace("What a", &says)
}

macro_rules! shapes {
    ($($name:literal: |$n:ident| $make:expr;)*) => {
        /// All shapes.
        pub const ALL: &[Shape] = &[$(Shape { name: $name, make: |$n| $make }),*];
    };
}

shapes! {
    "rows": |n| rows(many(n, |at| format!("|aOld{at}|String|Words {at}.|\n")));
    "rows that are near": |n| rows(many(n, |at| format!("|propertyOldName{at:06}|String|Words.|\n")));
    "rows of one name": |n| rows(many(n, |_| "|height|Double|Again.|\n".to_owned()));
    "rows of one name and two types": |n| rows(many(n, |at| format!("|height|{}|Again.|\n", if at % 2 == 0 { "Double" } else { "String" })));
    "rows without a type": |n| rows(many(n, |at| format!("|a{at}||Words.|\n")));
    "rows that are no names": |n| rows(many(n, |at| format!("|a {at}|String|Words.|\n")));
    "rows of unknown types": |n| rows(many(n, |at| format!("|a{at}|unknownType{at}|Words.|\n")));
    "rows of unknown links": |n| rows(many(n, |at| format!("|a{at}|[unknownType{at}](../unknowntype{at}.md)|Words.|\n")));
    "rows with lists": |n| rows(many(n, |at| format!("|aOld{at}|String|Possible values are: `x{at}`, `y`, `z`.|\n")));
    "rows with one list": |n| rows(many(n, |at| format!("|a{at}|someKind|The possible values are: `x`, `y`, `unknownFutureValue`.|\n")));
    "rows with lists of one enum": |n| rows(many(n, |at| format!("|a{at}|someKind|The possible values are: `x{at}`, `y`, `unknownFutureValue`.|\n")));
    "rows with defaults": |n| rows(many(n, |at| format!("|a{at}|String|Possible values are: `x`, `y`. The default value is `z{at}`.|\n")));
    "rows inherited": |n| rows(many(n, |at| format!("|aOld{at}|String|Words. Inherited from [base{at}](base{at}.md).|\n")));
    "rows inherited from one": |n| rows(many(n, |at| format!("|aOld{at}|String|Words. Inherited from [base](base.md).|\n")));
    "rows deprecated": |n| rows(many(n, |at| format!("|a{at}|String|This property is deprecated. Use `b{at}` instead.|\n")));
    "rows that mention": |n| rows(many(n, |at| format!("|a{at}|String|See **a{}**, `a{}`.|\n", at + 1, at + 2)));
    "rows and keys": |n| one(resource("tree", &many(n, |at| format!("|aOld{at}|String|Words.|\n")), &format!("{{\n{}\n}}", listed(n, ",\n", |at| format!("  \"aOld{at}\": \"String\"")))));
    "rows and other keys": |n| one(resource("tree", &many(n, |at| format!("|aOldName{at}|String|Words.|\n")), &format!("{{\n{}\n}}", listed(n, ",\n", |at| format!("  \"aOldMane{at}\": \"String\"")))));
    "rows and keys of other types": |n| one(resource("tree", &many(n, |at| format!("|aOld{at}|String|Words.|\n")), &format!("{{\n{}\n}}", listed(n, ",\n", |at| format!("  \"aOld{at}\": 1")))));
    "rows and keys of one page twice": |n| behind(format!("## Properties\n|Property|Type|Description|\n|:--|:--|:--|\n{}", many(n, |at| format!("|a{at}|String|Words.|\n"))));
    "relationships": |n| behind(format!("## Relationships\n|Relationship|Type|Description|\n|:--|:--|:--|\n{}", many(n, |at| format!("|aOld{at}|[tree](tree.md)|Words.|\n"))));
    "examples that send": |n| sent(n, 1);
    "examples of requests": |n| sent(1, n);
    "methods": |n| behind(format!("## Methods\n|Method|Return type|Description|\n|:--|:--|:--|\n{}", many(n, |at| format!("|[List a{at}](../api/a{at}.md)|[a{at}](a{at}.md)|Words.|\n"))));
    "cells": |n| rows(format!("|a|String|Words.|{}\n", "x|".repeat(n)));
    "columns": |n| behind(format!("## Properties\n|Property|Type|{}\n|{}\n|a|String|x|\n", "Description|".repeat(n), "--|".repeat(n + 2)));
    "columns of enough rows": |n| behind(format!("|{}\n|{}\n{}", "x|".repeat((n as f64).sqrt() as usize), "--|".repeat((n as f64).sqrt() as usize), "|a|\n".repeat((n as f64).sqrt() as usize)));
    "tables": |n| behind(many(n, |at| format!("|Property|Type|Description|\n|:--|:--|:--|\n|b{at}|String|Words.|\n\n")));
    "words": |n| described("word ".repeat(n));
    "one word": |n| described("x".repeat(n));
    "one name": |n| rows(format!("|a{}|String|Words.|\n", "x".repeat(n)));
    "long names": |n| rows(many(8, |at| format!("|a{}{at}|String|Words.|\n", "xY".repeat(n / 16))));
    "long names nearly in the block": |n| one(resource("tree", &format!("|a{}|String|Words.|\n", "xY".repeat(n)), &format!("{{\"b{}\": \"String\"}}", "xY".repeat(n))));
    "one type": |n| rows(format!("|a|{}|Words.|\n", "x".repeat(n)));
    "type alternatives": |n| rows(format!("|a|{}|Words.|\n", listed(n, " or ", |at| format!("[x{at}](x{at}.md)"))));
    "type collections": |n| rows(format!("|a|{}x|Words.|\n", "Collection of ".repeat(n)));
    "type brackets": |n| rows(format!("|a|{}x{}|Words.|\n", "Collection(".repeat(n), ")".repeat(n)));
    "a list": |n| described(format!("Possible values are: {}.", listed(n, ", ", |at| format!("`aOld{at}`"))));
    "a list of near values": |n| rows(format!("|a|String|Possible values are: {}.|", listed(n, ", ", |at| format!("`memberName{at:06}`"))));
    "a list of one value": |n| rows(format!("|a|String|Possible values are: {}.|", listed(n, ", ", |_| "`a`".to_owned())));
    "a list of plain values": |n| rows(format!("|a|String|Possible values are: {}.|", listed(n, ", ", |at| format!("a{at}"))));
    "a list in items": |n| rows(format!("|a|String|Possible values are: <ul>{}</ul>|", many(n, |at| format!("<li>`a{at}`: Words.</li>"))));
    "a list with a default": |n| rows(format!("|a|String|Possible values are: {}. The default value is `zzz`.|", listed(n, ", ", |at| format!("`a{at}`"))));
    "a list and a block": |n| one(resource("tree", &format!("|a|String|Possible values are: {}.|", listed(n, ", ", |at| format!("`aOldName{at}`"))), &format!("{{\"a\": \"String ({})\"}}", listed(n, " | ", |at| format!("aOldMane{at}")))));
    "a list and its enum": |n| one(resource("tree", &format!("|a|someKind|Possible values are: {}.|", listed(n, ", ", |at| format!("`aOldName{at}`"))), "") + &format!("\n### someKind values\n|Member|\n|:--|\n{}", many(n, |at| format!("|aOldMane{at}|\n"))));
    "newer values": |n| rows(format!("|a|someKind|Possible values are: `x`. Use the `Prefer: include-unknown-enum-members` request header to get the following values in this evolvable enum: {}.|", listed(n, ", ", |at| format!("`a{at}`"))));
    "lists": |n| described("Possible values are: `a`, `b`. ".repeat(n));
    "defaults": |n| described(many(n, |at| format!("The default value is `a{at}`. ")));
    "defaults of a list": |n| rows(format!("|a|String|Possible values are: {}. {}|", listed(n, ", ", |at| format!("`a{at}`")), many(n, |at| format!("The default value is `b{at}`. "))));
    "inherited sentences": |n| described(many(n, |at| format!("Inherited from [base{at}](base{at}.md). ")));
    "inherited sentences of one": |n| described("Inherited from [base](base.md). ".repeat(n));
    "bases": |n| intro(many(n, |at| format!("Inherits from [base{at}](base{at}.md). ")));
    "bases of one": |n| intro("Inherits from [base](base.md). ".repeat(n));
    "base of many": |n| intro(format!("Base type of {}.", listed(n, ", ", |at| format!("[base{at}](base{at}.md)"))));
    "bases inherited by": |n| intro(many(n, |at| format!("Base type of [base{at}](base{at}.md). ")));
    "introductions": |n| intro("Inherits from [base](base.md). Abstract type.\n\n".repeat(n));
    "limits": |n| described("Maximum length is 10. Maximum of 5 items. ".repeat(n));
    "filters": |n| described("Supports `$filter` (`eq`, `ne`). Read-only. Nullable. ".repeat(n));
    "deprecations": |n| described("This property is deprecated. Use `b` instead. ".repeat(n));
    "examples": |n| described("For example, `a`, `b`. ".repeat(n));
    "code": |n| described("`a`, ".repeat(n));
    "emphasis": |n| described("*a **b ".repeat(n));
    "emphasis that ends": |n| described(format!("{}x{}", "*a ".repeat(n), " b*".repeat(n)));
    "asterisks": |n| described("*".repeat(n));
    "underscores": |n| described("a_".repeat(n));
    "brackets": |n| described("[".repeat(n));
    "brackets that close": |n| described(format!("{}{}", "[".repeat(n), "]".repeat(n)));
    "links": |n| described(many(n, |at| format!("[a{at}](a{at}.md) ")));
    "links to nothing near": |n| behind(many(n, |at| format!("[a{at}](someresourcename{at}.md)\n\n")));
    "links that do not end": |n| described("[a](".repeat(n));
    "images": |n| described("![a](b.png) ".repeat(n));
    "backticks": |n| described(many(n, |at| "`".repeat(1 + at % 97) + " "));
    "angles": |n| described("<".repeat(n));
    "html": |n| described("<br/><b>x</b> ".repeat(n));
    "html that does not end": |n| behind("<a b=\"".repeat(n));
    "entities": |n| described("&amp;&lt;&nbsp;&x".repeat(n));
    "escapes": |n| described("\\*\\|".repeat(n));
    "quotation marks": |n| described("\"a\" 'b' ".repeat(n));
    "parentheses": |n| described(format!("{}{}", "(".repeat(n), ")".repeat(n)));
    "sentences": |n| described("A. ".repeat(n));
    "dots": |n| described(".".repeat(n));
    "commas": |n| described("Possible values are: ,,".to_owned() + &",".repeat(n));
    "blanks": |n| described(format!("a{}b", " ".repeat(n)));
    "letters of many bytes": |n| described("漢字 Ünï 🦀 ".repeat(n));
    "zero width": |n| described("a\u{200b}".repeat(n));
    "lines": |n| behind("\n".repeat(n));
    "carriage returns": |n| behind("a\r".repeat(n));
    "carriage returns and breaks": |n| behind("a b\r\n".repeat(n));
    "paragraphs": |n| behind("Some words.\n\n".repeat(n));
    "headings": |n| behind(many(n, |at| format!("## Heading {at}\n\n")));
    "headings of one name": |n| behind("## Properties\n\n".repeat(n));
    "headings of depth": |n| behind(many(n, |at| format!("{} a\n\n", "#".repeat(1 + at % 6))));
    "heading": |n| behind(format!("## {}\n", "a ".repeat(n)));
    "rules": |n| behind("---\n\n".repeat(n));
    "underlines": |n| behind("a\n=\n".repeat(n));
    "quotes": |n| behind("> a\n\n".repeat(n));
    "quotes in quotes": |n| behind(format!("{} a\n", ">".repeat(n)));
    "notes": |n| behind("> [!NOTE]\n> a\n\n".repeat(n));
    "list": |n| behind("- a\n".repeat(n));
    "lists in lists": |n| behind(many((n as f64).sqrt() as usize, |at| format!("{}- a\n", " ".repeat(2 * at))));
    "lists on one line": |n| behind(format!("{}a\n", "- ".repeat(n)));
    "lists of numbers": |n| behind(many(n, |at| format!("{at}. a\n")));
    "references": |n| behind(many(n, |at| format!("[a{at}]: b{at}.md\n")) + &many(n, |at| format!("[x][a{at}]\n")));
    "references to one": |n| behind("[a]: b.md\n".repeat(n) + &"[a] ".repeat(n));
    "references to nothing": |n| behind(many(n, |at| format!("[x][a{at}] ")));
    "footnotes": |n| behind(many(n, |at| format!("a[^{at}]\n\n[^{at}]: b\n\n")));
    "fences": |n| behind("```json\n{ \"a\": 1 }\n```\n\n".repeat(n));
    "fences that do not end": |n| behind(many(n, |at| format!("{}\n", "`".repeat(3 + at % 89))));
    "fences with a broken text": |n| behind("```json\n{ \"a\": \n```\n\n".repeat(n));
    "comments": |n| behind("<!-- a -->\n\n".repeat(n));
    "comments that do not end": |n| behind("<!-- a\n\n".repeat(n));
    "comments in a row": |n| described("<!-- a --> x ".repeat(n));
    "comments of JSON": |n| behind("<!-- { \"a\": 1 } -->\n\n".repeat(n));
    "comments that break": |n| behind("<!-- { \"blockType\": \"resource\",\n\n".repeat(n));
    "annotations": |n| behind(many(n, |at| format!("<!-- {{ \"blockType\": \"resource\", \"@odata.type\": \"microsoft.graph.tOld{at}\" }} -->\n```json\n{{ \"a\": \"String\" }}\n```\n\n")));
    "annotations of one type": |n| behind("<!-- { \"blockType\": \"resource\", \"@odata.type\": \"microsoft.graph.tree\" } -->\n```json\n{ \"a\": \"String\" }\n```\n\n".repeat(n));
    "annotations without a block": |n| behind("<!-- { \"blockType\": \"resource\" } -->\n\n".repeat(n));
    "annotation keys": |n| annotated(&many(n, |at| format!("  \"keyPropetry{at}\": 1,\n")));
    "annotation keys of one name": |n| annotated(&"  \"keyPropetry\": 1,\n".repeat(n));
    "annotation keys that count": |n| annotated(&"  \"blockType\": \"resource\", \"keyProperty\": \"id\", \"baseType\": \"a\",\n".repeat(n));
    "optionalProperties": |n| annotated(&format!("\"optionalProperties\": [{}],", listed(n, ", ", |at| format!("\"aOld{at}\""))));
    "optionalProperties of rows": |n| one(resource("tree", &many(n, |at| format!("|aOldName{at}|String|Words.|\n")), "").replace("\"@odata.type\"", &format!("\"optionalProperties\": [{}],\n\"@odata.type\"", listed(n, ", ", |at| format!("\"aOldMane{at}\"")))));
    "optionalProperties of one name": |n| annotated(&format!("\"optionalProperties\": [{}],", listed(n, ", ", |_| "\"a\"".to_owned())));
    "block keys": |n| block(format!("{{\n{}\n}}", listed(n, ",\n", |at| format!("\"aOld{at}\": \"String\""))));
    "block keys on one line": |n| block(format!("{{{}}}", listed(n, ",", |at| format!("\"aOld{at}\": \"String\""))));
    "block keys of one name": |n| block(format!("{{\n{}\n}}", listed(n, ",\n", |_| "\"height\": 1.5".to_owned())));
    "block keys of one other name": |n| block(format!("{{\n{}\n}}", listed(n, ",\n", |_| "\"other\": 1.5".to_owned())));
    "block keys without commas": |n| block(format!("{{\n{}\n}}", listed(n, "\n", |at| format!("\"a{at}\": 1"))));
    "block keys of objects": |n| block(format!("{{\n{}\n}}", listed(n, ",\n", |at| format!("\"a{at}\": {{ \"@odata.type\": \"microsoft.graph.a{at}\" }}"))));
    "block keys of links": |n| block(format!("{{\n{}\n}}", listed(n, ",\n", |at| format!("\"a{at}\": [ {{ \"@odata.type\": \"microsoft.graph.a{at}\" }} ]"))));
    "block depth": |n| block(format!("{{ \"height\": {}1{} }}", "[".repeat(n), "]".repeat(n)));
    "block depth of objects": |n| block(format!("{{ \"height\": {}1{} }}", "{\"a\":".repeat(n), "}".repeat(n)));
    "block that does not end": |n| block("{\"a\":".repeat(n));
    "block list": |n| block(format!("{{ \"height\": [{}] }}", listed(n, ",", |at| at.to_string())));
    "block text": |n| block(format!("{{ \"height\": \"{}\" }}", "a|".repeat(n)));
    "block values": |n| block(format!("{{ \"a\": \"String ({})\" }}", listed(n, "|", |at| format!("a{at}"))));
    "block quotes": |n| block("\"".repeat(n));
    "block comments": |n| block(format!("{{ {} }}", "/* a */ // b\n".repeat(n)));
    "block comments that do not end": |n| block(format!("{{ {} }}", "/*".repeat(n)));
    "block escapes": |n| block(format!("{{ \"a\": \"{}\" }}", "\\u00e4\\n".repeat(n)));
    "front matter": |n| front(many(n, |at| format!("key{at}: value\n")));
    "front matter of one key": |n| front("title: value\n".repeat(n));
    "front matter that does not end": |n| one("---\n".to_owned() + &"key: value\n".repeat(n));
    "front matter list": |n| front(format!("toc.keywords:\n{}", many(n, |at| format!("- a{at}\n"))));
    "front matter value": |n| front(format!("title: \"{}\"\n", "a ".repeat(n)));
    "includes": |n| behind("[!INCLUDE [a](../includes/a.md)]\n\n".repeat(n));
    "directives": |n| behind(":::row:::\n:::column:::\na\n:::column-end:::\n:::row-end:::\n\n".repeat(n));
    "directives in directives": |n| behind(":::row:::\n".repeat(n) + &":::row-end:::\n".repeat(n));
    "zones": |n| behind("::: zone pivot=\"a\"\n\n".repeat(n));
    "members": |n| values("season", n, |at| format!("aOld{at}"));
    "members that are near": |n| values("season", n, |at| format!("memberOldName{at:06}"));
    "members of one name": |n| values("season", n, |_| "spring".to_owned());
    "members of one variant": |n| values("season", n, |at| format!("a{}b", "_".repeat(at % 60)));
    "members that are no names": |n| values("season", n, |at| format!("a b {at}"));
    "enum sections": |n| behind(many(n, |at| format!("### kindOld{at} values\n|Member|\n|:--|\n|x|\n|y|\n\n")));
    "enum sections of one name": |n| behind("### kind values\n|Member|\n|:--|\n|x|\n\n".repeat(n));
    "enum sections of one name and other members": |n| behind(many(n, |at| format!("### kind values\n|Member|\n|:--|\n|x{at}|\n\n")));
    "types": |n| types(n, |at| (format!("tOld{at}"), resource(&format!("tOld{at}"), "|a|String|Words.|", "")));
    "types of many rows": |n| types(n, |at| (format!("tOld{at}"), resource(&format!("tOld{at}"), &many(20, |row| format!("|a{row}|String|Words.|\n")), "")));
    "types of one name": |n| types(n, |at| (format!("t{at}"), resource("tree", &format!("|a{at}|String|Words.|"), "")));
    "types of one name in two cases": |n| types(n, |at| (format!("t{at}"), resource(if at % 2 == 0 { "tree" } else { "Tree" }, "|a|String|Words.|", "")));
    "types that name each other": |n| types(n, |at| (format!("t{at}"), resource(&format!("t{at}"), &format!("|a|[t{}](t{}.md)|Words.|", (at + 1) % n, (at + 1) % n), "")));
    "types that all name the next": |n| types((n as f64).sqrt() as usize, |at| (format!("t{at}"), resource(&format!("t{at}"), &many((n as f64).sqrt() as usize, |to| format!("|a{to}|[t{to}](t{to}.md)|Words.|\n")), "")));
    "types of one base": |n| types(n, |at| (format!("tOld{at}"), based(&format!("tOld{at}"), "|a|String|Words.|", "tOld0")));
    "types of unknown bases": |n| types(n, |at| (format!("t{at}"), based(&format!("t{at}"), "|a|String|Words.|", &format!("x{at}"))));
    "a chain of bases": |n| types(n, |at| (format!("tOld{at}"), based(&format!("tOld{at}"), &format!("|a{at}|String|Words.|"), &format!("tOld{}", at.saturating_sub(1)))));
    "a circle of bases": |n| types(n, |at| (format!("t{at}"), based(&format!("t{at}"), "|a|String|Words.|", &format!("t{}", (at + 1) % n))));
    "a ladder of inherited rows": |n| types(n, |at| (format!("t{at}"), based(&format!("t{at}"), &format!("|a|String|Words. Inherited from [t{}](t{}.md).|", at.saturating_sub(1), at.saturating_sub(1)), &format!("t{}", at.saturating_sub(1)))));
    "a chain of embedded types": |n| types(n, |at| (format!("t{at}"), resource(&format!("t{at}"), &format!("|a|[t{}](t{}.md)|Words.|", at + 1, at + 1), "")));
    "enums": |n| types(n, |at| (format!("eOld{at}"), enum_page(&format!("eOld{at}"), &["x", "y", "z"])));
    "enums of one name": |n| types(n, |at| (format!("e{at}"), enum_page("season", &["x", &format!("y{at}")])));
    "pages of nothing": |n| types(n, |at| (format!("n{at}"), "# a\n".to_owned()));
    "names near pages": |n| types(n, |at| (format!("somepagename{at}"), resource(&format!("somePageName{at}"), &format!("|a|[x](somepagemane{at}.md)|Words.|"), "")));
    "names near types": |n| types(n, |at| (format!("t{at}"), resource(&format!("someTypeName{at}"), &format!("|a|someTypeMane{at}|Words.|"), "")));
    "namespaces": |n| types(n, |at| (format!("t{at}"), resource("tree", ROW, "").replace("Namespace: microsoft.graph", &format!("Namespace: microsoft.graph.n{at}")).replace("microsoft.graph.tree", &format!("microsoft.graph.n{at}.tree"))));
}
