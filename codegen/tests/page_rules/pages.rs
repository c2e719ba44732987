//! Kinds of pages, and other documentation sets.

use graphdoc_codegen::unstable::pipeline::Outcome;

use crate::support::{annotated, codes, enum_page, expect, outcome, resource, shows, understand};

#[test]
fn pages_of_one_type_are_merged() {
    let page = |row: &str| {
        let rows = format!("|id|String|Key.|\n{row}");
        resource("tree", &rows, r#"{ "id": "String (identifier)" }"#)
    };
    let (one, two) = (page("|height|Double|Metres.|"), page("|age|Int32|Years.|"));
    let analysis = understand(&[("tree.md", one), ("park-tree.md", two)]);
    let expected = "entity tree\n  id: String\n  height: Double\n  age: Int32";
    expect(&analysis, expected);
}

#[test]
fn enums_are_found_in_three_places() {
    let row = "|p|season|When.|";
    let table = "|Member|Value|Description|\n|:--|:--|:--|\n|spring|0|Green.|\n|autumn|1|Red.|\n";
    let own = format!("# season enum type\n\nNamespace: microsoft.graph\n\n## Members\n{table}");
    let collection =
        format!("# Enumerations\n\nNamespace: microsoft.graph\n\n### season values\n{table}");
    let expected =
        "complex tree\n  p: enum season\nenum season\n  spring #value 0\n  autumn #value 1";
    let page = resource("tree", row, "");
    for other in [("season.md", &own), ("enums.md", &collection)] {
        expect(&understand(&[("tree.md", &page), other]), expected);
    }
    let page = page.replace("## JSON", &format!("### season values\n{table}\n## JSON"));
    shows(&page, expected);
}

#[test]
fn own_enum_page_takes_precedence_over_a_collection() {
    let page = resource("tree", "|p|season|When.|", "");
    let own = enum_page("season", &["spring", "autumn"]);
    let collection = "# Enumerations\n\nNamespace: microsoft.graph\n\n### season values\n|Member|\n|:--|\n|monsoon|\n|drought|\n";
    let analysis = understand(&[
        ("tree.md", &page),
        ("enums.md", &collection.to_owned()),
        ("season.md", &own),
    ]);
    expect(&analysis, "enum season\n  spring\n  autumn");
    assert!(codes(&analysis).contains("enum-defined-twice"));
}

#[test]
fn topic_page_declares_nothing() {
    let topic = "---\ntitle: \"About trees\"\ndoc_type: conceptualPageType\n---\n\n# About trees\n\nTrees are tall.\n\n\
                 |Method|Return type|Description|\n|:--|:--|:--|\n|[List](x.md)|[tree](tree.md) collection|All.|\n";
    let analysis = understand(&[("trees.md", topic)]);
    let outcome = outcome(&analysis, "trees.md");
    assert!(matches!(outcome, Outcome::Skipped(_)));
    assert!(analysis.model.types.is_empty() && analysis.model.enums.is_empty());
}

/// A page without an annotation, whose block lacks its braces and shows a relationship in an unusual form.
#[test]
fn business_central_page_without_annotation_or_braces_is_read() {
    let page = "---\ntitle: invoice resource type\ndescription: An invoice object.\nauthor: someone\nms.topic: reference\n\
                ms.devlang: al\n---\n# invoice resource type\n\nStands for an invoice.\n\n## Methods\n\n\
                | Method | Return Type | Description |\n|:--|:--|:--|\n|[GET invoice](../api/get.md)|invoice|Gets one.|\n\n\
                ## Bound actions\n\nNone.\n\n## Navigation\n\n| Navigation | Return Type | Description |\n|:--|:--|:--|\n\
                |[customer](customer.md)|customer|Who pays.|\n\n## Properties\n\n| Property | Type | Description |\n\
                |:--|:--|:--|\n| id | GUID | The unique ID of the invoice. Non-editable.|\n| number | string | Its number.|\n\
                | invoiceDate | date | Its date.|\n| total | numeric | The sum.|\n| dirty | boolean | Whether it changed.|\n\n\
                ## JSON representation\n\nHere is a JSON representation of the invoice.\n\n```json\n\
                \"id\": \"GUID\",\n\"number\": \"string\",\n\"invoiceDate\": \"date\",\n\"total\": \"decimal\",\n\
                \"dirty\": \"boolean\"\n{NAV.CUSTOMER}\n```\n";
    let customer = "# customer resource type\n\n## Properties\n| Property | Type | Description |\n|:--|:--|:--|\n\
                    | id | GUID | The customer.|\n\n## JSON representation\n```json\n{ \"id\": \"GUID\" }\n```\n";
    let analysis = understand(&[("dynamics_invoice.md", page), ("customer.md", customer)]);
    expect(
        &analysis,
        "entity invoice
          id: Guid #both
          number: String #both
          invoiceDate: Date #both
          total: Decimal #both
          dirty: Boolean #both
          ...
        entity customer
          id: Guid",
    );
}

/// `@type`, a name without namespace after `odata`, and no doc_type.
#[test]
fn onedrive_page_with_old_annotations_is_read() {
    let page = "---\nauthor: someone\nms.date: 09/10/2017\ntitle: thing\n---\n# Thing facet\n\nThe **thing** facet.\n\n\
                ## JSON representation\n\n<!-- { \"blockType\": \"resource\", \"@type\": \"oneDrive.thing\", \
                \"@type.aka\": \"microsoft.graph.thing\" } -->\n\n```json\n{\n  \"size\": 1024,\n  \"owner\": {\"@type\": \"oneDrive.owner\"}\n}\n```\n\n\
                ## Properties\n\n| Property name | Type | Description\n|:--|:--|:--\n| **size** | Int64 | Bytes.\n\
                | **owner** | [owner](owner.md) | Whose it is.\n";
    let owner = "# Owner resource\n\n<!-- { \"blockType\": \"resource\", \"@type\": \"oneDrive.owner\" } -->\n\
                 ```json\n{ \"name\": \"string\" }\n```\n\n## Properties\n\n| Property | Type | Description\n|:--|:--|:--\n| name | string | A name.\n";
    let analysis = understand(&[("thing.md", page), ("owner.md", owner)]);
    expect(
        &analysis,
        "complex oneDrive.thing
          size: Int64 #both
          owner: oneDrive.owner #both
        complex oneDrive.owner
          name: String",
    );
}

/// Headings, headers, primitives and property names in Chinese; anchors keep the English slugs.
#[test]
fn chinese_page_with_english_slugs_is_read() {
    let page = "---\ntitle: 树资源类型\ndescription: 一棵树。\nms.openlocfilehash: abc\nms.translationtype: MT\n---\n\
                # <a name=\"tree-resource-type\"></a>树资源类型\n\n命名空间：microsoft.graph\n\n一棵树。\n\n\
                ## <a name=\"properties\"></a>属性\n|属性|类型|说明|\n|:---|:---|:---|\n|id|字符串|键。|\n\
                |高度|双精度|米。|\n|叶|[叶](leaf.md) 集合|叶子。|\n|季节|季节|可能的值是：`spring`、`autumn`。|\n|种植日期|DateTimeOffset|日期。|\n\n\
                ## <a name=\"relationships\"></a>关系\n无\n\n## <a name=\"json-representation\"></a>JSON 表示形式\n\
                <!-- {\n  &quot;blockType&quot;: \"resource\",\n  \"keyProperty\": \"id\",\n  \"@odata.type\": \"microsoft.graph.tree\"\n}\n-->\n\
                ```json\n{\n  \"@odata.type\": \"#microsoft.graph.tree\",\n  \"id\": \"String (identifier)\",\n  \"height\": \"Double\",\n\
                  \"leaves\": [{ \"@odata.type\": \"microsoft.graph.leaf\" }],\n  \"season\": \"String\",\n  \"planted\": \"String (timestamp)\"\n}\n```\n";
    let leaf = resource("leaf", "|area|Double|Size.|", r#"{ "area": "Double" }"#);
    let analysis = understand(&[("tree.md", page), ("leaf.md", &leaf)]);
    expect(
        &analysis,
        "entity tree #key id
          id: String #both
          height: Double
          leaves: [leaf]
          season: String
          planted: DateTimeOffset",
    );
    assert!(codes(&analysis).contains("translated-name"));
}

/// Without anchors, as sites render translated pages. Types and names in code stay English, and other words often do not.
#[test]
fn pages_in_other_languages_are_read() {
    for (title, namespace, properties, header, json, rows) in [
        (
            "tree-Ressourcentyp",
            "Namespace",
            "Eigenschaften",
            "Eigenschaft|Typ|Beschreibung",
            "JSON-Darstellung",
            [
                "Zeichenfolge|Höhe. Schreibgeschützt.",
                "[leaf](leaf.md)-Sammlung|Blätter. Erforderlich.",
                "String|Mögliche Werte sind: `oak`, `elm`. Der Standardwert ist `elm`.",
                "Boolesch|Lässt keine Nullwerte zu. Veraltet.",
            ],
        ),
        (
            "Type de ressource tree",
            "Espace de noms",
            "Propriétés",
            "Propriété|Type|Description",
            "Représentation JSON",
            [
                "Chaîne|Hauteur. En lecture seule.",
                "Collection de [leaf](leaf.md)|Feuilles. Obligatoire.",
                "String|Les valeurs possibles sont : `oak`, `elm`. La valeur par défaut est `elm`.",
                "Booléen|N’accepte pas les valeurs null. (Obsolète)",
            ],
        ),
        (
            "tipo de recurso tree",
            "Espacio de nombres",
            "Propiedades",
            "Propiedad|Tipo|Descripción",
            "Representación JSON",
            [
                "Cadena|Altura. Solo lectura.",
                "Colección [leaf](leaf.md)|Hojas. Obligatorio.",
                "String|Los valores posibles son: `oak`, `elm`. El valor predeterminado es `elm`.",
                "Booleano|No admite valores NULL. Esta propiedad está en desuso.",
            ],
        ),
        (
            "tipo de recurso tree",
            "Namespace",
            "Propriedades",
            "Propriedade|Tipo|Descrição",
            "Representação JSON",
            [
                "Cadeia de caracteres|Altura. Somente leitura.",
                "Coleção de [leaf](leaf.md)|Folhas. Obrigatório.",
                "String|Os valores possíveis são: `oak`, `elm`. O valor padrão é `elm`.",
                "Booliano|Não anulável. Preterido.",
            ],
        ),
        (
            "Tipo di risorsa tree",
            "Spazio dei nomi",
            "Proprietà",
            "Proprietà|Tipo|Descrizione",
            "Rappresentazione JSON",
            [
                "Stringa|Altezza. Sola lettura.",
                "Raccolta [leaf](leaf.md)|Foglie. Obbligatorio.",
                "String|I valori possibili sono: `oak`, `elm`. Il valore predefinito è `elm`.",
                "Booleano|Non ammette valori Null. Deprecato.",
            ],
        ),
        (
            "Тип ресурса tree",
            "Пространство имен",
            "Свойства",
            "Свойство|Тип|Описание",
            "Представление JSON",
            [
                "Строка|Высота. Только для чтения.",
                "Коллекция объектов [leaf](leaf.md)|Листья. Обязательно.",
                "String|Возможные значения: `oak`, `elm`. Значение по умолчанию — `elm`.",
                "Логический|Не допускает значение null. Устарело.",
            ],
        ),
        (
            "tree リソースの種類",
            "名前空間",
            "プロパティ",
            "プロパティ|型|説明",
            "JSON 表記",
            [
                "文字列|高さ。 読み取り専用です。",
                "[leaf](leaf.md) コレクション|葉。 必須。",
                "String|使用可能な値は、`oak`、`elm` です。 既定値は `elm` です。",
                "ブール値|null 非許容。 非推奨です。",
            ],
        ),
        (
            "tree 리소스 종류",
            "네임스페이스",
            "속성",
            "속성|형식|설명",
            "JSON 표현",
            [
                "문자열|높이. 읽기 전용.",
                "[leaf](leaf.md) 컬렉션|잎. 필수.",
                "String|가능한 값은 `oak`, `elm`입니다. 기본값은 `elm`입니다.",
                "부울|null을 허용하지 않습니다. 더 이상 사용되지 않음.",
            ],
        ),
        (
            "tree 资源类型",
            "命名空间",
            "属性",
            "属性|类型|说明",
            "JSON 表示形式",
            [
                "字符串|高度。 只读。",
                "[leaf](leaf.md) 集合|叶。 必需。",
                "String|可能的值是：`oak`、`elm`。 默认值为 `elm`。",
                "布尔|不可为空。 此属性已弃用。",
            ],
        ),
    ] {
        let names = ["height", "leaves", "kind", "isOld"];
        let rows = names
            .iter()
            .zip(rows)
            .map(|(name, row)| format!("|{name}|{row}|\n"));
        let rows: String = rows.collect();
        let page = format!(
            "# {title}\n\n{namespace}: microsoft.graph\n\n## {properties}\n|{header}|\n|:--|:--|:--|\n{rows}\n\
             ## {json}\n```json\n{{ \"height\": \"String\" }}\n```\n"
        );
        let leaf = resource("leaf", "|area|Double|Size.|", r#"{ "area": "Double" }"#);
        let analysis = understand(&[("tree.md", &page), ("leaf.md", &leaf)]);
        expect(
            &analysis,
            "complex tree
              height: String #both #read-only
              leaves: [leaf] #required
              kind: String #values oak elm #default elm
              isOld: Boolean #not nullable #deprecated",
        );
    }
}

#[test]
fn enums_and_bases_in_other_languages_are_read() {
    let leaf = resource("leaf", "|area|Double|Size.|", r#"{ "area": "Double" }"#);
    for (properties, header, extends, inherited, members) in [
        (
            "プロパティ",
            "プロパティ|型|説明",
            "[leaf](leaf.md) から継承します。",
            "[leaf](leaf.md) から継承されます。",
            "メンバー|値|説明",
        ),
        (
            "속성",
            "속성|형식|설명",
            "[leaf](leaf.md)에서 상속합니다.",
            "leaf에서 상속됩니다.",
            "멤버|값|설명",
        ),
        (
            "属性",
            "属性|类型|说明",
            "继承自 [leaf](leaf.md)。",
            "从 leaf 继承。",
            "成员|值|说明",
        ),
        (
            "Eigenschaften",
            "Eigenschaft|Typ|Beschreibung",
            "Wird von [leaf](leaf.md) geerbt.",
            "Von [leaf](leaf.md) geerbt.",
            "Element|Wert|Beschreibung",
        ),
        (
            "Eigenschaften",
            "Eigenschaft|Typ|Beschreibung",
            "Erbt von [leaf](leaf.md).",
            "Geerbt von [leaf](leaf.md).",
            "Element|Wert|Beschreibung",
        ),
        (
            "Propriétés",
            "Propriété|Type|Description",
            "Hérite de [leaf](leaf.md).",
            "Héritée de [leaf](leaf.md).",
            "Membre|Valeur|Description",
        ),
        (
            "Propiedades",
            "Propiedad|Tipo|Descripción",
            "Hereda de [leaf](leaf.md).",
            "Heredado de [leaf](leaf.md).",
            "Miembro|Valor|Descripción",
        ),
        (
            "Свойства",
            "Свойство|Тип|Описание",
            "Наследуется от [leaf](leaf.md).",
            "Унаследовано от [leaf](leaf.md).",
            "Член|Значение|Описание",
        ),
    ] {
        let page = format!(
            "# tree\n\n{extends}\n\n## {properties}\n|{header}|\n|:--|:--|:--|\n\
             |area|Double|{inherited}|\n|p|kind|p|\n\n\
             ## JSON\n```json\n{{ \"p\": \"String\" }}\n```\n\n\
             ### kind values\n|{members}|\n|:--|:--|:--|\n|oak|0|o|\n|elm|1|e|\n"
        );
        let analysis = understand(&[("tree.md", &page), ("leaf.md", &leaf)]);
        expect(
            &analysis,
            "complex tree : leaf
              area: Double #from leaf
              p: enum kind
            enum kind
              oak #value 0
              elm #value 1",
        );
    }
}

/// An English page in the style of Intune: empty markers for samples, an alert before the text, a capital in the name
/// of the section.
#[test]
fn intune_page_with_an_alert_before_its_text_is_read() {
    let page = "---\ntitle: \"policy resource type\"\nms.prod: \"intune\"\n---\n\n# policy resource type\n\nNamespace: microsoft.graph\n\n\
                > **Note:** Needs a license.\n\nA policy.\n\n\nInherits from [rule](../resources/intune-rule.md)\n\n## Properties\n|Property|Type|Description|\n\
                |:---|:---|:---|\n|id|String|Key of the entity. Inherited from [rule](../resources/intune-rule.md)|\n\
                |mode|[policyMode](../resources/intune-policymode.md)|Its mode. Possible values are: `soft`, `hard`.|\n\
                |until|DateTimeOffset|Its end.|\n\n## Relationships\nNone\n\n## JSON Representation\nHere is a JSON representation of the resource.\n\
                <!-- {\n  \"blockType\": \"resource\",\n  \"keyProperty\": \"id\",\n  \"@odata.type\": \"microsoft.graph.policy\"\n}\n-->\n``` json\n{\n\
                  \"@odata.type\": \"#microsoft.graph.policy\",\n  \"id\": \"String (identifier)\",\n  \"mode\": \"String\",\n  \"until\": \"String (timestamp)\"\n}\n```\n";
    let rule = resource(
        "rule",
        "|id|String|Key of the entity.|",
        r#"{ "id": "String (identifier)" }"#,
    );
    let mode = enum_page("policyMode", &["soft", "hard"]);
    let analysis = understand(&[
        ("intune-policy.md", page),
        ("intune-rule.md", &rule),
        ("intune-policymode.md", &mode),
    ]);
    expect(
        &analysis,
        "entity policy : rule #key id #area intune
          id: String #from rule
          mode: enum policyMode
          until: DateTimeOffset",
    );
}

#[test]
fn too_long_base_chain_is_cut_and_reported() {
    let page = |at: usize| {
        let base = format!("\"baseType\": \"microsoft.graph.link{:03}\"", at + 1);
        let name = format!("link{at:03}");
        let text = resource(&name, &format!("|p{at}|String|One.|"), "");
        (format!("resources/{name}.md"), annotated(&text, &base))
    };
    let pages: Vec<(String, String)> = (0..100).map(page).collect();
    let analysis = understand(&pages);
    let model = &analysis.model;
    let longest = model.types.keys().map(|name| model.lineage(name).len());
    assert_eq!(longest.max(), Some(32));
    let mut told = analysis.diagnostics.iter();
    let told = told.find(|found| found.rule().id == "base-depth");
    assert!(told.is_some_and(|found| found.type_name.is_some()));
}
