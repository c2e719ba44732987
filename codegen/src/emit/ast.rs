//! Constructors for small pieces of syntax. Parsing what is known to be well-formed would cost more than the rest of
//! the emitter.

use proc_macro2::{Literal, Span, TokenStream};
use syn::{
    AngleBracketedGenericArguments, AttrStyle, Attribute, Block, Expr, ExprArray, ExprCall,
    ExprField, ExprLit, ExprMethodCall, ExprPath, ExprReference, ExprUnary, Field, FieldModifiers,
    FnArg, GenericArgument, Ident, ImplItem, ImplItemConst, ImplItemFn, Item, ItemImpl, ItemMod,
    ItemUse, Lit, LitStr, MacroDelimiter, Member, Meta, MetaList, MetaNameValue, Path,
    PathArguments, PathSegment, Receiver, ReceiverKind, ReturnType, Safety, Signature, Stmt, Token,
    Type, TypePath, UnOp, UseGroup, UseName, UsePath, UseTree, Visibility, parse_quote,
    punctuated::Punctuated,
};

pub(super) fn ident(name: &str) -> Ident {
    Ident::new(name, Span::call_site())
}

pub(super) fn path<S: AsRef<str>>(segments: impl IntoIterator<Item = S>) -> Path {
    let segments = segments.into_iter().map(|segment| PathSegment {
        ident: ident(segment.as_ref()),
        arguments: PathArguments::None,
    });
    Path {
        leading_colon: None,
        segments: segments.collect(),
    }
}

/// An absolute path such as `::std::option::Option`.
pub(super) fn absolute(segments: &[&str]) -> Path {
    Path {
        leading_colon: Some(Default::default()),
        ..path(segments)
    }
}

pub(super) fn type_of(path: Path) -> Type {
    Type::Path(TypePath {
        attrs: Vec::new(),
        qself: None,
        path,
    })
}

/// `outer<inner>`.
pub(super) fn apply(outer: Path, inner: Type) -> Type {
    apply_all(outer, [inner])
}

/// `outer<inner, ..>`.
pub(super) fn apply_all<const N: usize>(mut outer: Path, inner: [Type; N]) -> Type {
    if let Some(last) = outer.segments.last_mut() {
        let args = inner.into_iter().map(GenericArgument::Type).collect();
        last.arguments = PathArguments::AngleBracketed(AngleBracketedGenericArguments {
            colon2_token: None,
            lt_token: Default::default(),
            args,
            gt_token: Default::default(),
        });
    }
    type_of(outer)
}

/// Returns one attribute per line, which prints as `/// line`.
pub(super) fn doc(lines: &[String]) -> Vec<Attribute> {
    let line = |line: &String| name_value("doc", documentation(line));
    lines.iter().map(line).collect()
}

/// Like [`doc`], but prints as `//! line`.
pub(super) fn inner_doc(lines: &[String]) -> impl Iterator<Item = Attribute> {
    doc(lines).into_iter().map(|line| Attribute {
        style: AttrStyle::Inner(Default::default()),
        ..line
    })
}

/// A line of documentation as a literal, raw unless a quotation mark would end it. The printer wants the text and not
/// the literal, and would have to undo escapes.
fn documentation(line: &str) -> Expr {
    if line.is_empty() {
        return string("");
    }
    match ["r\" ", line, "\""].concat().parse() {
        Ok(raw) => literal(Lit::new(raw)),
        Err(_) => string(&format!(" {line}")),
    }
}

/// `#[name]`, or `#[name(tokens)]` if there are tokens.
pub(super) fn mark(name: &str, tokens: TokenStream) -> Attribute {
    let path = path([name]);
    let delimiter = MacroDelimiter::Paren(Default::default());
    attribute(match tokens.is_empty() {
        true => Meta::Path(path),
        false => Meta::List(MetaList {
            path,
            delimiter,
            tokens,
        }),
    })
}

/// `#[name = "text"]`.
pub(super) fn note(name: &str, text: &str) -> Attribute {
    name_value(name, string(text))
}

fn name_value(name: &str, value: Expr) -> Attribute {
    attribute(Meta::NameValue(MetaNameValue {
        path: path([name]),
        eq_token: Default::default(),
        value,
    }))
}

fn attribute(meta: Meta) -> Attribute {
    Attribute {
        pound_token: Default::default(),
        style: AttrStyle::Outer,
        bracket_token: Default::default(),
        meta,
    }
}

/// A string literal.
pub(super) fn string(text: &str) -> Expr {
    literal(Lit::Str(LitStr::new(text, Span::call_site())))
}

/// `&[a, b]`.
pub(super) fn array(elements: Vec<Expr>) -> Expr {
    let array = Expr::Array(ExprArray {
        attrs: Vec::new(),
        bracket_token: Default::default(),
        elems: elements.into_iter().collect(),
    });
    borrow(array, false)
}

/// An integer literal with an optional minus sign.
pub(super) fn signed(n: i128) -> Expr {
    let size = literal(Lit::new(Literal::u128_unsuffixed(n.unsigned_abs())));
    match n < 0 {
        true => Expr::Unary(ExprUnary {
            attrs: Vec::new(),
            op: UnOp::Neg(Default::default()),
            expr: Box::new(size),
        }),
        false => size,
    }
}

pub(super) fn literal(lit: Lit) -> Expr {
    Expr::Lit(ExprLit {
        attrs: Vec::new(),
        lit,
    })
}

/// `pub name: ty`.
pub(super) fn field(attrs: Vec<Attribute>, name: &str, ty: Type) -> Field {
    Field {
        attrs,
        vis: Visibility::Public(Default::default()),
        modifiers: FieldModifiers::default(),
        ident: Some(ident(name)),
        colon_token: Some(<Token![:]>::default()),
        ty,
        default: None,
    }
}

/// `ty` as the unnamed field of a variant.
pub(super) fn unnamed(ty: Type) -> Field {
    Field {
        attrs: Vec::new(),
        vis: Visibility::Inherited,
        modifiers: FieldModifiers::default(),
        ident: None,
        colon_token: None,
        ty,
        default: None,
    }
}

/// A path such as `Self::name` as an expression.
pub(super) fn path_expr<S: AsRef<str>>(segments: impl IntoIterator<Item = S>) -> Expr {
    Expr::Path(ExprPath {
        attrs: Vec::new(),
        qself: None,
        path: path(segments),
    })
}

/// `self.name`.
pub(super) fn own_field(name: &str) -> Expr {
    Expr::Field(ExprField {
        attrs: Vec::new(),
        base: Box::new(path_expr(["self"])),
        dot_token: Default::default(),
        member: Member::Named(ident(name)),
    })
}

/// `&expr` or `&mut expr`.
pub(super) fn borrow(expr: Expr, mutable: bool) -> Expr {
    Expr::Reference(ExprReference {
        attrs: Vec::new(),
        and_token: Default::default(),
        mutability: mutable.then(Default::default),
        expr: Box::new(expr),
    })
}

/// `receiver.method(arguments)`.
pub(super) fn call(
    receiver: Expr,
    method: &str,
    arguments: impl IntoIterator<Item = Expr>,
) -> Expr {
    Expr::MethodCall(ExprMethodCall {
        attrs: Vec::new(),
        receiver: Box::new(receiver),
        dot_token: Default::default(),
        method: ident(method),
        turbofish: None,
        paren_token: Default::default(),
        args: Punctuated::from_iter(arguments),
    })
}

/// `pub fn name(&self) -> output { body }`.
pub(super) fn getter(attrs: Vec<Attribute>, name: &str, output: Type, body: Expr) -> ImplItemFn {
    let receiver = Receiver {
        attrs: Vec::new(),
        mutability: None,
        self_token: Default::default(),
        kind: ReceiverKind::Reference(Default::default(), None, None),
    };
    ImplItemFn {
        attrs,
        vis: Visibility::Public(Default::default()),
        modifiers: Default::default(),
        sig: Signature {
            constness: None,
            asyncness: None,
            safety: Safety::Default,
            abi: None,
            fn_token: Default::default(),
            ident: ident(name),
            generics: Default::default(),
            paren_token: Default::default(),
            inputs: Punctuated::from_iter([FnArg::Receiver(receiver)]),
            variadic: None,
            output: ReturnType::Type(Default::default(), Box::new(output)),
        },
        block: Block {
            brace_token: Default::default(),
            stmts: vec![Stmt::Expr(body, None)],
        },
    }
}

/// `impl name { items }`.
pub(super) fn inherent(name: &str, items: Vec<ImplItem>) -> ItemImpl {
    let name = ident(name);
    let mut block: ItemImpl = parse_quote! { impl #name {} };
    block.items = items;
    block
}

/// `ty::name(arguments)`.
pub(super) fn associated(
    mut ty: Path,
    name: &str,
    arguments: impl IntoIterator<Item = Expr>,
) -> Expr {
    ty.segments.push(PathSegment {
        ident: ident(name),
        arguments: PathArguments::None,
    });
    Expr::Call(ExprCall {
        attrs: Vec::new(),
        func: Box::new(Expr::Path(ExprPath {
            attrs: Vec::new(),
            qself: None,
            path: ty,
        })),
        paren_token: Default::default(),
        args: Punctuated::from_iter(arguments),
    })
}

/// `pub const name: ty = value;` in an impl.
pub(super) fn constant(name: &str, ty: Type, value: Expr) -> ImplItemConst {
    ImplItemConst {
        attrs: Vec::new(),
        vis: Visibility::Public(Default::default()),
        modifiers: Default::default(),
        const_token: Default::default(),
        ident: ident(name),
        generics: Default::default(),
        colon_token: Default::default(),
        ty,
        eq_token: Default::default(),
        expr: value,
        semi_token: Default::default(),
    }
}

/// `use prefix::{names};`
pub(super) fn import<'n>(prefix: &[&str], names: impl IntoIterator<Item = &'n str>) -> ItemUse {
    let names = names.into_iter().map(|name| UseName { ident: ident(name) });
    let group = UseTree::Group(UseGroup {
        brace_token: Default::default(),
        items: names.map(UseTree::Name).collect(),
    });
    let below = |tree, name: &&str| {
        UseTree::Path(UsePath {
            ident: ident(name),
            colon2_token: Default::default(),
            tree: Box::new(tree),
        })
    };
    ItemUse {
        attrs: Vec::new(),
        vis: Visibility::Inherited,
        use_token: Default::default(),
        leading_colon: None,
        tree: prefix.iter().rfold(group, below),
        semi_token: Default::default(),
    }
}

/// `pub use prefix::{names};`
pub(super) fn export<'n>(
    attrs: Vec<Attribute>,
    prefix: &[&str],
    names: impl IntoIterator<Item = &'n str>,
) -> Item {
    Item::Use(ItemUse {
        attrs,
        vis: Visibility::Public(Default::default()),
        ..import(prefix, names)
    })
}

/// `mod name;`
pub(super) fn module(attrs: Vec<Attribute>, vis: Visibility, name: &str) -> Item {
    Item::Mod(ItemMod {
        attrs,
        vis,
        unsafety: None,
        mod_token: Default::default(),
        ident: ident(name),
        content: None,
        semi: Some(Default::default()),
    })
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    proptest! {
        #[test]
        fn doc_line_keeps_its_text(line in r#"(["\\#r\r\n\x00]|[a-z ]|\PC){1,9}"#) {
            let Expr::Lit(ExprLit { lit: Lit::Str(text), .. }) = documentation(&line) else {
                panic!("no text")
            };
            prop_assert_eq!(text.value(), format!(" {line}"));
        }
    }
}
