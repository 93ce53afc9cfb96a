//! Everything that RON 0.12 knows, one by one: it is accepted, read as `ron` reads it, its spans are
//! exact, and it survives an edit beside it byte for byte.

use std::collections::BTreeMap;
use std::fmt::Debug;
use std::ops::{Range, RangeFrom, RangeInclusive, RangeTo};

use serde::Deserialize;
use serde::de::DeserializeOwned;

use super::{Kind, Op, Path, Tree, Value, accepted_by_ron, plan, read};

#[derive(Debug, Deserialize, PartialEq)]
struct Unit;

#[derive(Debug, Deserialize, PartialEq)]
struct New(u8);

#[derive(Debug, Deserialize, PartialEq)]
struct Pair(u8, String);

#[derive(Debug, Deserialize, PartialEq)]
struct Record {
    a: u8,
    #[serde(default)]
    b: Option<String>,
}

#[derive(Debug, Deserialize, PartialEq)]
enum Any {
    Unit,
    New(New),
    Record(Record),
    Pair(u8, u8),
    Fields { a: u8 },
    Maybe(Option<Record>),
}

/// A text, and the kind of its outermost value.
fn check<T: DeserializeOwned + PartialEq + Debug>(text: &str, kind: Kind) {
    let ron = accepted_by_ron::<T>(text).unwrap_or_else(|error| panic!("{text}: {error:?}"));
    let parsed = Tree::parse(text);
    assert_eq!(parsed.diagnostics, [], "{text}");
    let own = read::<T>(text, &parsed.tree);
    assert_eq!(own.diagnostics, [], "{text}");
    assert_eq!(own.value.as_ref(), Some(&ron), "{text}");
    let root = parsed.tree.root(text).unwrap();
    assert_eq!(root.kind(), kind, "{text}");
    assert!(root.says(&root.to_value()), "{text}");
    // In a list, beside something that is edited, it stays as it is.
    let body = root.text();
    let head = &text[..root.span().start];
    let list = format!("{head}[ {body} /* c */ ,\r\n\t1]");
    let tree = Tree::parse(&list).tree;
    let op = Op::Set {
        path: Path::root().index(1),
        value: Value::Int(2),
        order: Vec::new(),
    };
    let after = plan(&list, &tree, &[op]).unwrap().apply(&list);
    assert_eq!(after, format!("{head}[ {body} /* c */ ,\r\n\t2]"));
    let op = Op::Remove {
        path: Path::root().index(1),
    };
    let after = plan(&list, &tree, &[op]).unwrap().apply(&list);
    assert!(after.contains(body), "{after}");
}

fn refused<T: DeserializeOwned + PartialEq + Debug>(text: &str) {
    assert!(accepted_by_ron::<T>(text).is_err(), "{text}");
    let parsed = Tree::parse(text);
    let own = read::<T>(text, &parsed.tree);
    assert!(
        parsed.diagnostics.len() + own.diagnostics.len() > 0,
        "{text}"
    );
}

/// Attributes: extensions, the type, the schema, in any order and spacing.
#[test]
fn attributes() {
    check::<u8>("#![type = \"a::B\"]\n7", Kind::Int);
    check::<u8>("#![schema = \"a.ron\"]\n7", Kind::Int);
    check::<u8>(
        "#![schema=r#\"a\"#]#![type=\"b\"]#![enable(implicit_some)]7",
        Kind::Int,
    );
    check::<Option<u8>>("#![enable(implicit_some,unwrap_newtypes,)] 7", Kind::Int);
    check::<Option<Record>>("#![enable(implicit_some)] (a: 1, b: \"x\")", Kind::Struct);
    check::<New>("#![enable(unwrap_newtypes)] 7", Kind::Int);
    check::<Any>(
        "#![enable(unwrap_variant_newtypes)] Record(a: 1)",
        Kind::Struct,
    );
    check::<Any>("#![enable(unwrap_variant_newtypes)] New(1)", Kind::Tuple);
    check::<Any>(
        "#![enable(unwrap_variant_newtypes)] Maybe(Some(a: 1))",
        Kind::Tuple,
    );
    check::<Option<Pair>>(
        "#![enable(unwrap_variant_newtypes)] Some(1, \"x\")",
        Kind::Tuple,
    );
    check::<Record>(
        "#![enable(explicit_struct_names)] Record(a: 1)",
        Kind::Struct,
    );
    refused::<Record>("#![enable(explicit_struct_names)] (a: 1)");
    refused::<u8>("#![enable(nothing)] 7");
}

/// Strings: escapes, raw, continued, with line breaks; byte strings, bytes, characters.
#[test]
fn quoted_literals() {
    for text in [
        "\"\"",
        "\"a\\\\\\\"\\n\\r\\t\\0\\u{e9}\\x41\"",
        "\"a\nb\"",
        "\"a\r\nb\"",
        "\"a \\\n    b\"",
        "r\"a\\b\"",
        "r#\"a\"b\"#",
        "r##\"a\"#b\"##",
        "\"é“\u{a0}\"",
    ] {
        check::<String>(text, Kind::Str);
    }
    for text in ["'a'", "'\\''", "'\\n'", "'é'", "'\\u{e9}'", "'\"'"] {
        check::<char>(text, Kind::Char);
    }
    check::<u8>("b'a'", Kind::Int);
    check::<u8>("b'\\xff'", Kind::Int);
    check::<ron::Value>("b\"a\\xff\\n\"", Kind::Bytes);
    check::<ron::Value>("br#\"a\"b\"#", Kind::Bytes);
    refused::<String>("\"\\q\"");
    refused::<char>("'ab'");
}

/// Numbers in all their forms.
#[test]
fn numbers() {
    for text in ["7", "+7", "0x7F", "0o17", "0b1_01", "1_0", "7u8", "0x7u8"] {
        check::<u8>(text, Kind::Int);
    }
    for text in ["-7", "-0x80", "-128i8"] {
        check::<i8>(text, Kind::Int);
    }
    check::<i128>("-170141183460469231731687303715884105728", Kind::Int);
    check::<u128>("340282366920938463463374607431768211455", Kind::Int);
    for text in [
        "1.", ".5", "1e3", "1E-3", "1_0.5_0", "-1.5", "+1.5", "1.5f64", "inf", "-inf",
    ] {
        check::<f64>(text, Kind::Float);
    }
    check::<f32>("1.5f32", Kind::Float);
    check::<f64>("7", Kind::Int);
    for text in ["NaN", "-NaN", "NaNf64"] {
        let tree = Tree::parse(text).tree;
        assert!(
            accepted_by_ron::<f64>(text).is_ok_and(f64::is_nan),
            "{text}"
        );
        assert!(
            read::<f64>(text, &tree).value.is_some_and(f64::is_nan),
            "{text}"
        );
    }
    refused::<u8>("256");
    refused::<u8>("-1");
    refused::<u8>("7i8");
    refused::<u8>("0x");
}

/// Ranges, as the types of the standard library have them.
#[test]
fn ranges() {
    check::<Range<u8>>("1..5", Kind::Range);
    check::<RangeInclusive<i8>>("-1..=5", Kind::Range);
    check::<RangeFrom<u8>>("1..", Kind::Range);
    check::<RangeTo<u8>>("..5", Kind::Range);
    check::<Range<f64>>("1.5..2.5", Kind::Range);
    check::<Range<u8>>("(start: 1, end: 5)", Kind::Struct);
}

/// Lists, maps, tuples, records, variants, units, options.
#[test]
fn shapes() {
    check::<Vec<u8>>("[]", Kind::List);
    check::<Vec<u8>>("[1, 2,]", Kind::List);
    check::<BTreeMap<u8, String>>("{1: \"a\", 2: \"b\",}", Kind::Map);
    check::<BTreeMap<String, Vec<u8>>>("{}", Kind::Map);
    check::<(u8, String)>("(1, \"a\",)", Kind::Tuple);
    check::<()>("()", Kind::Unit);
    check::<bool>("true", Kind::Bool);
    check::<Unit>("Unit", Kind::Ident);
    check::<Unit>("()", Kind::Unit);
    check::<New>("(7)", Kind::Tuple);
    check::<New>("New(7,)", Kind::Tuple);
    check::<Pair>("Pair(7, \"a\")", Kind::Tuple);
    check::<Record>("(a: 1, b: None)", Kind::Struct);
    check::<Record>("Record(r#a: 1)", Kind::Struct);
    check::<Any>("Unit", Kind::Ident);
    check::<Any>("New((1))", Kind::Tuple);
    check::<Any>("Pair(1, 2)", Kind::Tuple);
    check::<Any>("Fields(a: 1)", Kind::Struct);
    check::<Option<Option<u8>>>("Some(None)", Kind::Tuple);
    check::<Option<u8>>("None", Kind::Ident);
    refused::<Record>("(a: 1, a: 2)");
    refused::<Vec<u8>>("[1 2]");
    refused::<Vec<u8>>("[,]");
}

/// What stands between values: comments that nest, line ends, tabs, a mark at the start of the file.
#[test]
fn trivia() {
    check::<Vec<u8>>(
        "/* a /* b */ */ [ // c ]\n\t1 /* , */, 2 // d\n]// e",
        Kind::List,
    );
    check::<Vec<u8>>("\r\n[\r\n\t1,\r\n]\r\n", Kind::List);
    check::<u8>("\u{feff}7", Kind::Int);
    check::<u8>(" \u{b}\u{c}\u{85}\u{200e}\u{2028}7", Kind::Int);
    refused::<u8>("7 /* a");
}

/// No depth overflows the stack, whatever stands between the brackets.
#[test]
fn depth_is_survived() {
    for open in ["[", "(", "{", "Some(", "(a:", "/*", "[(", "{1:"] {
        let text = open.repeat(200_000);
        assert!(!Tree::parse(&text).diagnostics.is_empty());
    }
    let nested = format!("{}1{}", "/*".repeat(100_000), "*/".repeat(100_000));
    assert!(!Tree::parse(&nested).diagnostics.is_empty());
}
