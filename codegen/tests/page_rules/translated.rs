//! Translated pages: words of types, marks, lists and limits as machine translation has them.

use crate::support::{codes, expect, resource, understand};

/// A language with the heading and the header of a property table.
struct Language {
    properties: &'static str,
    header: &'static str,
    json: &'static str,
}

const GERMAN: Language = Language {
    properties: "Eigenschaften",
    header: "Eigenschaft|Typ|Beschreibung",
    json: "JSON-Darstellung",
};
const FRENCH: Language = Language {
    properties: "Propriétés :",
    header: "Propriété|Type|Description",
    json: "Représentation JSON",
};
const SPANISH: Language = Language {
    properties: "Propiedades",
    header: "Propiedad|Tipo|Descripción",
    json: "Representación JSON",
};
const PORTUGUESE: Language = Language {
    properties: "Propriedades",
    header: "Propriedade|Tipo|Descrição",
    json: "Representação JSON",
};
const ITALIAN: Language = Language {
    properties: "Proprietà",
    header: "Proprietà|Tipo|Descrizione",
    json: "Rappresentazione JSON",
};
const RUSSIAN: Language = Language {
    properties: "Свойства",
    header: "Свойство|Тип|Описание",
    json: "Представление JSON",
};
const JAPANESE: Language = Language {
    properties: "プロパティ",
    header: "プロパティ|型|説明",
    json: "JSON 表記",
};
const KOREAN: Language = Language {
    properties: "속성",
    header: "속성|형식|설명",
    json: "JSON 표현",
};
const CHINESE: Language = Language {
    properties: "属性",
    header: "属性|类型|说明",
    json: "JSON 表示形式",
};
const TRADITIONAL_CHINESE: Language = Language {
    properties: "屬性",
    header: "屬性|類型|描述",
    json: "JSON 表示法",
};

/// Reads a page with these rows.
#[track_caller]
fn reads(language: &Language, rows: &[(&str, &str)], notation: &str) {
    let Language {
        properties,
        header,
        json,
    } = language;
    let rows: String = rows
        .iter()
        .enumerate()
        .map(|(at, (kind, says))| format!("|p{at}|{kind}|{says}|\n"))
        .collect();
    let page = format!(
        "# tree\n\n## {properties}\n|{header}|\n|:--|:--|:--|\n{rows}\n\
         ## {json}\n```json\n{{ \"p0\": \"String\" }}\n```\n"
    );
    expect(&understand(&[("tree.md", &page)]), notation);
}

#[test]
fn translated_words_of_types_are_read() {
    for (language, strings, boolean) in [
        (
            &GERMAN,
            &[
                "Zeichenfolgensammlung",
                "Zeichenfolgenauflistung",
                "Sammlung von Zeichenfolgen",
                "String-Sammlung",
                "Auflistung von Zeichenfolgen",
                "Collection(Zeichenfolge)",
                "Zeichenfolge-Sammlung",
            ] as &[&str],
            &["Boolesch", "Boolescher Wert"] as &[&str],
        ),
        (
            &FRENCH,
            &[
                "Collection de chaînes",
                "Collection String",
                "Collection(Chaîne)",
                "Collection\u{a0}de String",
            ],
            &["Booléen", "Valeur booléenne"],
        ),
        (
            &SPANISH,
            &[
                "Colección String",
                "Colección de cadenas",
                "Collection(Cadena)",
            ],
            &["Booleano", "Valor booleano"],
        ),
        (
            &PORTUGUESE,
            &[
                "Coleção String",
                "Coleção de cadeias de caracteres",
                "Collection(Cadeia de caracteres)",
            ],
            &["Booliano", "Booleano", "Valor booliano"],
        ),
        (
            &ITALIAN,
            &[
                "Raccolta String",
                "Raccolta di stringhe",
                "Insieme di stringhe",
            ],
            &["Booleano", "Valore booleano"],
        ),
        (
            &RUSSIAN,
            &[
                "Коллекция String",
                "Коллекция строк",
                "Строковая коллекция",
                "Коллекция (Строка)",
            ],
            &["Логическое", "Логический", "Логическое значение"],
        ),
        (
            &JAPANESE,
            &[
                "文字列コレクション",
                "文字列のコレクション",
                "String コレクション",
                "コレクション（文字列）",
            ],
            &["ブール値", "ブール型", "ブール"],
        ),
        (
            &KOREAN,
            &["문자열 컬렉션", "String 컬렉션", "컬렉션(문자열)"],
            &["부울", "부울 값"],
        ),
        (
            &CHINESE,
            &[
                "字符串集合",
                "String 集合",
                "集合（字符串）",
                "字符串的集合",
                "Collection（字符串）",
            ],
            &["布尔", "布尔值", "布尔型"],
        ),
    ] {
        for strings in strings {
            for boolean in boolean {
                reads(
                    language,
                    &[("String", "S."), (strings, "L."), (boolean, "B.")],
                    "complex tree
                      p0: String #both
                      p1: [String]
                      p2: Boolean",
                );
            }
        }
    }
}

#[test]
fn translated_sentences_about_properties_are_read() {
    for (language, read_only, nullable, limit) in [
        (
            &GERMAN,
            "Diese Eigenschaft ist schreibgeschützt.",
            "Lässt NULL-Werte zu.",
            "Die maximale Länge beträgt 256 Zeichen.",
        ),
        (
            &FRENCH,
            "Cette propriété est en lecture seule.",
            "Peut avoir la valeur Null.",
            "La longueur maximale est de 256 caractères.",
        ),
        (
            &SPANISH,
            "Esta propiedad es de solo lectura.",
            "Que acepta valores NULL.",
            "La longitud máxima es de 256 caracteres.",
        ),
        (
            &PORTUGUESE,
            "Esta propriedade é somente leitura.",
            "Permite valor nulo.",
            "O comprimento máximo é de 256 caracteres.",
        ),
        (
            &ITALIAN,
            "Questa proprietà è di sola lettura.",
            "Ammette i valori Null.",
            "La lunghezza massima è di 256 caratteri.",
        ),
        (
            &RUSSIAN,
            "Это свойство доступно только для чтения.",
            "Может иметь значение NULL.",
            "Максимальная длина — 256 символов.",
        ),
        (
            &JAPANESE,
            "このプロパティは読み取り専用です。",
            "Null 許容型。",
            "最大長は 256 文字です。",
        ),
        (
            &KOREAN,
            "이 속성은 읽기 전용입니다.",
            "Null일 수 있습니다.",
            "최대 길이는 256자입니다.",
        ),
        (
            &TRADITIONAL_CHINESE,
            "唯讀。",
            "可為 null。",
            "最大长度为 256 个字符。",
        ),
        (
            &CHINESE,
            "此属性为只读。",
            "允许为空。",
            "最大长度为 256 个字符。",
        ),
    ] {
        reads(
            language,
            &[
                ("String", read_only),
                ("String", nullable),
                ("String", limit),
            ],
            "complex tree
              p0: String #both #read-only
              p1: String #nullable
              p2: String #max length 256",
        );
    }
}

/// Pages in a language whose words are unknown are not read, and say so.
#[test]
fn table_in_an_unknown_language_is_reported() {
    let leaf = resource("leaf", "|area|Double|Size.|", "");
    let row = "height|Double|Metres.";
    for (title, heading, header, row, is_reported) in [
        (
            "Typ zasobu tree",
            "Właściwości",
            "Właściwość|Typ|Opis",
            row,
            true,
        ),
        (
            "tree resource type",
            "Özellikler",
            "Özellik|Tür|Açıklama",
            row,
            true,
        ),
        ("tree", "คุณสมบัติ", "คุณสมบัติ|ชนิด|คำอธิบาย", row, true),
        (
            "tree resource type",
            "Egenskaper",
            "Egenskap|Typ|Beskrivning",
            row,
            true,
        ),
        (
            "tree resource type",
            "Egenskaper",
            "Egenskap|Beskrivning|Typ",
            "leaf|Ett löv.|[leaf](leaf.md) samling",
            true,
        ),
        (
            "tree resource type",
            "Colours",
            "Colour|Meaning|Since",
            "green|Healthy.|2020",
            false,
        ),
        (
            "tree resource type",
            "Egenskaper",
            "Egenskap|Typ|Beskrivning",
            "[leaf](/graph/api/resources/leaf)|[leaf](leaf.md)|Ett lov.",
            true,
        ),
        (
            "tree resource type",
            "Metoder",
            "Metod|Returtyp|Beskrivning",
            "[Get](../api/tree-get.md)|[tree](tree.md)|Reads it.",
            false,
        ),
    ] {
        let page = format!("# {title}\n\n## {heading}\n|{header}|\n|:--|:--|:--|\n|{row}|\n");
        let analysis = understand(&[("tree.md", &page), ("leaf.md", &leaf)]);
        let found = codes(&analysis).contains("unknown-table-header");
        assert_eq!(found, is_reported, "{page}");
    }
}

/// The cells of a table in the right place say what its header does not, which is reported nevertheless.
#[test]
fn names_and_types_are_read_below_an_unknown_header() {
    let read = "complex tree\n  height: Double #both\n  age: Int32 #both";
    let rows = "|height|Double|Metres.|\n|age|Int32|Years.|";
    let block = "{ \"height\": 1.0, \"age\": 1 }";
    let page = |heading: &str, table: &str| {
        format!("# tree\n\n## {heading}\n{table}\n\n## JSON\n```json\n{block}\n```\n")
    };
    let markdown = |header: &str| format!("|{header}|\n|:--|:--|:--|\n{rows}");
    let html = |cell: &str| {
        let cells = |line: &str, cell: &str| {
            let cells = line.trim_matches('|').split('|');
            let cells = cells.map(|text| format!("<{cell}>{text}</{cell}>"));
            format!("<tr>{}</tr>\n", cells.collect::<String>())
        };
        let rows = rows.lines().map(|line| cells(line, "td"));
        let header = cells("Egenskap|Typ|Beskrivning", cell);
        format!("<table>\n{header}{}</table>", rows.collect::<String>())
    };
    for page in [
        page("Properties", &markdown("Egenskap|Typ|Beskrivning")),
        page("Properties", &markdown("Setting|Kind|Meaning")),
        page("Egenskaper", &markdown("Egenskap|Typ|Beskrivning")),
        page("Properties", &html("th")),
        page("Properties", &html("td")),
        page("Egenskaper", &html("th")),
    ] {
        let analysis = understand(&[("tree.md", &page)]);
        expect(&analysis, read);
        assert!(codes(&analysis).contains("unknown-table-header"), "{page}");
    }
    // Properties in columns are not taken for one row.
    let columns = "|Property|height|age|\n|:--|:--|:--|\n|Type|Double|Int32|";
    let analysis = understand(&[("tree.md", &page("Properties", columns))]);
    expect(
        &analysis,
        "complex tree\n  height: Double #json\n  age: Int32 #json",
    );
}

/// The header of a property table in HTML.
#[test]
fn translated_header_in_html_is_read() {
    for (heading, cells, read_only) in [
        (
            "Propriétés",
            "<th>Propriété</th><th>Type</th><th>Description</th>",
            "Lecture seule.",
        ),
        (
            "プロパティ",
            "<th>プロパティ</th><th>型</th><th>説明</th>",
            "読み取り専用。",
        ),
        (
            "속성",
            "<th>속성</th><th>형식</th><th>설명</th>",
            "읽기 전용.",
        ),
        (
            "Eigenschaften",
            "<th>Eigenschaft</th><th>Typ</th><th>Beschreibung</th>",
            "Schreibgeschützt.",
        ),
        (
            "属性",
            "<th><b>属性</b></th><th>类型</th><th>说明</th>",
            "只读。",
        ),
    ] {
        let page = format!(
            "# tree\n\n## {heading}\n<table>\n<tr>{cells}</tr>\n\
             <tr><td>height</td><td>Double</td><td>{read_only}</td></tr>\n</table>\n\n\
             ## JSON\n```json\n{{ \"height\": 1.0 }}\n```\n"
        );
        let analysis = understand(&[("tree.md", &page)]);
        expect(&analysis, "complex tree\n  height: Double #both #read-only");
    }
}
