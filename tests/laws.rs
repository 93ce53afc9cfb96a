//! Laws that hold for every edit of the shipped dossier, in whatever line ends it comes.

use proptest::prelude::*;
use roundtable::document::{BUILT_IN, Document, Edit, Focus, Snapshot};
use roundtable::format::Value;
use roundtable::model::schema::{self, Content, Field};
use roundtable::model::{Dossier, RecordKind};
use std::sync::LazyLock;

/// A value of the dossier that an edit can set, with what its field may hold.
type Target = (Focus, Content, bool);

/// Every simple field of every record: those in the text and those that are absent.
static TARGETS: LazyLock<Vec<Target>> = LazyLock::new(|| {
    let snapshot = Snapshot::new(BUILT_IN.into(), 0);
    let mut targets = Vec::new();
    for kind in RecordKind::LISTED {
        for id in snapshot.dossier().ids(kind) {
            let record = Focus::record(kind, id);
            collect(&snapshot, &record, schema::fields(kind), "", &mut targets);
        }
    }
    targets
});

fn collect(
    snapshot: &Snapshot,
    record: &Focus,
    fields: &[Field],
    prefix: &str,
    targets: &mut Vec<Target>,
) {
    for field in fields {
        let path = if prefix.is_empty() {
            field.name.to_owned()
        } else {
            format!("{prefix}.{}", field.name)
        };
        let focus = record.clone().field(path.clone());
        match field.content {
            Content::Group(inner) => collect(snapshot, record, inner, &path, targets),
            Content::Groups(inner, _) => {
                let n = snapshot.node(&focus).map_or(0, |list| list.len());
                for idx in 0..n {
                    collect(snapshot, record, inner, &format!("{path}[{idx}]"), targets);
                }
            }
            // An absent group with required fields needs all of them at once, which a form offers later.
            _ if prefix.is_empty() || snapshot.node(&record.clone().field(prefix)).is_some() => {
                targets.push((focus, field.content, field.required));
            }
            _ => {}
        }
    }
}

/// A value that may stand in the field, made from what proptest drew.
fn value_for(content: Content, text: &str, number: u32) -> Option<Value> {
    Some(match content {
        Content::Line | Content::Text | Content::Address => Value::Str(text.to_owned()),
        Content::Date => Value::Str(format!(
            "2025-{:02}-{:02}",
            number % 12 + 1,
            number % 28 + 1
        )),
        Content::Whole => Value::Int(i64::from(number)),
        Content::Decimal(low, _) => Value::Float(low + f64::from(number % 90) + 0.25),
        Content::Code(vocabulary) => Value::Ident(
            vocabulary.codes[number as usize % vocabulary.codes.len()]
                .0
                .to_owned(),
        ),
        Content::Texts => Value::List(vec![
            Value::Str(text.to_owned()),
            Value::Str("second".to_owned()),
        ]),
        _ => return None,
    })
}

/// The number of lines that the two texts do not share at their start and end.
fn n_touched_lines(before: &str, after: &str) -> (usize, usize) {
    let (before, after): (Vec<&str>, Vec<&str>) =
        (before.lines().collect(), after.lines().collect());
    let start = before
        .iter()
        .zip(&after)
        .take_while(|(a, b)| a == b)
        .count();
    let rest = before.len().min(after.len()) - start;
    let end = before
        .iter()
        .rev()
        .zip(after.iter().rev())
        .take(rest)
        .take_while(|(a, b)| a == b)
        .count();
    (before.len() - start - end, after.len() - start - end)
}

fn in_line_ends(text: &str, variant: u8) -> String {
    match variant {
        0 => text.to_owned(),
        1 => text.replace('\n', "\r\n"),
        _ => format!("\u{feff}{text}"),
    }
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 96, failure_persistence: None, ..ProptestConfig::default() })]

    /// Any simple field can be set: the file reads as what was set, only its own lines change, undo gives
    /// the old bytes, redo the new ones, and doing it again is no step.
    #[test]
    fn an_edit_is_minimal_and_can_be_undone(
        target in 0..10_000_usize,
        text in "[a-zA-Zğüşı“”\"\\\\ {}()\\[\\]/,:0-9\n]{1,60}",
        number in 0..5000_u32,
        variant in 0..3_u8,
    ) {
        let (focus, content, _) = &TARGETS[target % TARGETS.len()];
        let Some(value) = value_for(*content, &text, number) else { return Ok(()) };
        let before = in_line_ends(BUILT_IN, variant);
        let mut document = Document::from_text(None, before.as_str().into());
        let edit = Edit::set("Set a field", focus.clone(), value.clone());
        let changed = match document.apply(&edit) {
            Ok(changed) => changed,
            Err(error) => return Err(TestCaseError::fail(format!("{focus:?} := {value:?}: {error}"))),
        };
        let after = document.snapshot().text().to_owned();
        prop_assert_eq!(changed, after != before);
        prop_assert_eq!(document.snapshot().node(focus).map(|node| node.to_value()), Some(value.clone()));
        let by_ron: Dossier = ron::from_str(after.trim_start_matches('\u{feff}')).unwrap();
        prop_assert_eq!(&by_ron, document.snapshot().dossier());
        let (gone, come) = n_touched_lines(&before, &after);
        prop_assert!(gone <= 8 && come <= 8, "{} lines became {} for {:?}", gone, come, focus);
        prop_assert_eq!(variant == 1, !after.replace("\r\n", "").contains('\n') && after.contains("\r\n"));
        prop_assert!(!document.apply(&edit).unwrap(), "the same edit again is no step");
        if changed {
            document.undo();
            prop_assert_eq!(document.snapshot().text(), before.as_str());
            prop_assert!(!document.is_modified());
            document.redo();
            prop_assert_eq!(document.snapshot().text(), after.as_str());
        }
    }

    /// A value that cannot stand in a field is refused, and nothing changes.
    #[test]
    fn a_wrong_value_is_refused(target in 0..10_000_usize, text in "[a-z0-9/.]{1,12}") {
        let (focus, content, _) = &TARGETS[target % TARGETS.len()];
        let wrong = match content {
            Content::Date if roundtable::model::date::Edtf::parse(&text).is_err() => Value::Str(text),
            Content::Code(_) => Value::Ident("NoSuchCode".to_owned()),
            Content::Whole | Content::Decimal(..) => Value::Str(text),
            Content::Line | Content::Text => Value::Int(7),
            _ => return Ok(()),
        };
        let mut document = Document::from_text(None, BUILT_IN.into());
        prop_assert!(document.apply(&Edit::set("Set a field", focus.clone(), wrong)).is_err());
        prop_assert_eq!(document.snapshot().text(), BUILT_IN);
        prop_assert!(!document.is_modified());
    }

    /// Any text at all can be opened, and what is found has a place in it.
    #[test]
    fn any_text_opens(cut in 0..280_000_usize, garbage in ".{0,12}") {
        let cut = (0..=cut.min(BUILT_IN.len())).rev().find(|at| BUILT_IN.is_char_boundary(*at)).unwrap();
        let text = format!("{}{garbage}{}", &BUILT_IN[..cut], &BUILT_IN[cut..]);
        let n_lines = text.lines().count() + 1;
        let snapshot = Snapshot::new(text.as_str().into(), 0);
        prop_assert_eq!(snapshot.text(), text.as_str());
        for finding in snapshot.findings() {
            prop_assert!(finding.position.line as usize <= n_lines);
        }
    }
}
