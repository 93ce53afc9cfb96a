//! Small edits: the text before, the edit, the text after.

use super::super::Document;
use super::*;

const TEXT: &str = "(format: 1, id: \"d\", title: \"T\",
    issues: [
        // the first
        (id: \"I1\", title: \"One\"), // one
        (id: \"I2\", title: \"Two\"),
    ],
)
";

fn check(edit: &Edit, wanted: &str) {
    let mut document = Document::from_text(None, TEXT.into());
    assert!(document.apply(edit).unwrap());
    assert_eq!(document.snapshot().text(), wanted);
    document.undo();
    assert_eq!(document.snapshot().text(), TEXT);
}

fn issue(id: &str) -> Focus {
    Focus::record(RecordKind::Issue, id)
}

/// A record is put in like its neighbours.
#[test]
fn a_record_is_put_in() {
    let value = Value::record([("id", Value::str("I3")), ("title", Value::str("Three"))]);
    check(
        &Edit::insert("Add", List::Records(RecordKind::Issue), 9, value),
        &TEXT.replace(
            "\"Two\"),\n",
            "\"Two\"),\n        (id: \"I3\", title: \"Three\"),\n",
        ),
    );
}

/// A list that is not there yet is written with its first record, in the order of the type.
#[test]
fn a_list_is_begun() {
    let value = Value::record([
        ("id", Value::str("A1")),
        ("name", Value::str("A")),
        ("kind", Value::Ident("State".to_owned())),
    ]);
    let edit = Edit::insert("Add", List::Records(RecordKind::Actor), 0, value);
    let mut document = Document::from_text(None, TEXT.into());
    assert!(document.apply(&edit).unwrap());
    let text = document.snapshot().text();
    assert!(text.find("actors: [") < text.find("issues: ["), "{text}");
    assert_eq!(document.snapshot().dossier().actors.len(), 1);
}

/// Comments that go are named, and go only with consent; those of a record that moves go along.
#[test]
fn comments_go_only_with_consent() {
    let edit = Edit::clear("Delete", issue("I1"));
    let mut document = Document::from_text(None, TEXT.into());
    let Err(EditError::LosesComments(lost)) = document.apply(&edit) else {
        panic!("the comments were dropped");
    };
    assert_eq!(lost, ["// one", "// the first"]);
    assert_eq!(document.snapshot().text(), TEXT);
    check(
        &edit.comments_may_go(),
        &TEXT.replace(
            "        // the first\n        (id: \"I1\", title: \"One\"), // one\n",
            "",
        ),
    );
    check(
        &Edit::shift("Move", List::Records(RecordKind::Issue), 0, 1),
        "(format: 1, id: \"d\", title: \"T\",
    issues: [
        (id: \"I2\", title: \"Two\"),
        // the first
        (id: \"I1\", title: \"One\"), // one
    ],
)
",
    );
}

/// Several changes are one step, whatever their order.
#[test]
fn changes_are_joined() {
    let edit = Edit::clear("Several", issue("I1"))
        .and(Edit::set("", issue("I2").field("title"), Value::str("2")))
        .comments_may_go();
    check(
        &edit,
        "(format: 1, id: \"d\", title: \"T\",
    issues: [
        (id: \"I2\", title: \"2\"),
    ],
)
",
    );
}

/// A new text is one step that changes what differs; one with more errors is refused, unless it is
/// taken as it is.
#[test]
fn texts_are_replaced() {
    let new = TEXT.replace("Two", "Zwei\u{e9}");
    check(&Edit::replace_text("Text", new.as_str()), &new);
    let broken = TEXT.replace("\"Two\")", "\"Two\"");
    let mut document = Document::from_text(None, TEXT.into());
    assert!(
        document
            .apply(&Edit::replace_text("Text", broken.as_str()))
            .is_err()
    );
    assert_eq!(document.snapshot().text(), TEXT);
    check(&Edit::take_over("Text", broken.as_str()), &broken);
}
