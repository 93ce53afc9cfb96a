//! What must hold of a text, and of changes to it.
//!
//! No opinion on where texts and changes come from. Every check says in words what broke, and
//! nothing here stops the program but a defect of the code that is checked.

use std::fmt::Debug;

use serde::de::DeserializeOwned;

use super::super::sound::sound;
use super::super::{MAX_DEPTH, plan, plan_change, read, read_by_ron, to_value, tokens};
use super::super::{
    Node, Op, Patch, Path, Read, Severity, TokenKind, Tree, Value, accepted_by_ron,
};
use super::Verdict;
use super::generate::{Case, DOC, Doc};
use super::zoo::Zoo;

/// Leaves with a message unless a condition holds.
macro_rules! ensure {
    ($holds:expr, $($message:tt)+) => {
        if !$holds {
            return Err(format!($($message)+));
        }
    };
}
pub(super) use ensure;

/// Ranges of nodes lie within each other and beside each other; what lies between them in a
/// sound text is white space, comments and punctuation.
fn tree_holds(root: Node<'_>, sound: bool) -> Verdict {
    let text = root.source();
    let mut todo = vec![(root, 0)];
    while let Some((node, depth)) = todo.pop() {
        ensure!(depth <= MAX_DEPTH, "deeper than the limit");
        let span = node.span();
        ensure!(
            text.get(span.start..span.end).is_some(),
            "{span:?} is no range of the text"
        );
        let mut from = node.name_span().map_or(span.start, |name| name.end);
        for (name, value) in node.children() {
            for child in name.into_iter().chain([value]) {
                let inner = child.span();
                ensure!(
                    inner.start >= from && inner.end <= span.end,
                    "{inner:?} is not behind {from} in {span:?}"
                );
                let gap = text.get(from..inner.start).unwrap_or_default();
                ensure!(!sound || is_gap(gap), "{gap:?} belongs to no node");
                from = inner.end;
            }
            todo.push((value, depth + 1));
        }
        let has_parts = node.index() + 1 < node.next_index();
        let rest = text.get(from..span.end).unwrap_or_default();
        ensure!(
            !sound || !has_parts || is_gap(rest),
            "{rest:?} belongs to no node"
        );
    }
    Ok(())
}

fn is_gap(text: &str) -> bool {
    use TokenKind::{BlockComment, LineComment, Punct, Whitespace};
    tokens(text).all(|(kind, _)| matches!(kind, Whitespace | LineComment | BlockComment | Punct))
}

/// Everything that can be asked of any text at all.
pub(super) fn any_text(text: &str) -> Verdict {
    let mut from = 0;
    for (_, span) in tokens(text) {
        ensure!(
            span.start == from && span.end > from && text.is_char_boundary(span.end),
            "tokens do not tile the text at {from}"
        );
        from = span.end;
    }
    ensure!(from == text.len(), "tokens end at {from}");
    let parsed = Tree::parse(text);
    // A bracket that breaks off is a node, and so are the name and the value it has not got.
    let most = 3 * text.len() + 1;
    ensure!(parsed.tree.n_nodes() <= most, "more nodes than bytes");
    for found in &parsed.diagnostics {
        ensure!(
            found.span.end <= text.len() && text.is_char_boundary(found.span.start),
            "{found:?} lies outside"
        );
    }
    if let Some(root) = parsed.tree.root(text) {
        let sound = parsed.diagnostics.is_empty();
        tree_holds(root, sound)?;
        ensure!(
            !sound || is_unclear(root) || root.says(&root.to_value()),
            "the text does not say what it says"
        );
    }
    for byte in (0..text.len()).step_by(7.max(text.len() / 100)) {
        let path = parsed.tree.path_at(text, byte);
        ensure!(
            Path::parse(&path.to_string()) == Some(path.clone()),
            "{path} is not read back"
        );
    }
    let read = read::<Doc>(text, &parsed.tree);
    ensure!(
        read.value.is_some() || !parsed.diagnostics.is_empty() || !read.diagnostics.is_empty(),
        "nothing was read and nothing said"
    );
    for op in sample_ops() {
        if let Ok(patch) = plan(text, &parsed.tree, &[op]) {
            minimal(text, &patch)?;
            patch.apply(text);
            patch.lost_comments(text);
        }
    }
    Ok(())
}

/// Whether it is not clear without a type what the text says: a record names a field twice, or
/// brackets of variants may be those of their values.
fn is_unclear(root: Node<'_>) -> bool {
    if root.tree().extensions.unwrap_variant_newtypes {
        return true;
    }
    let mut todo = vec![root];
    while let Some(node) = todo.pop() {
        let mut names: Vec<_> = node.fields().map(|field| field.name).collect();
        names.sort_unstable();
        if names
            .windows(2)
            .any(|pair| matches!(pair, [a, b] if a == b))
        {
            return true;
        }
        todo.extend(
            node.children()
                .flat_map(|(key, value)| key.into_iter().chain([value])),
        );
    }
    false
}

fn sample_ops() -> [Op; 4] {
    let events = Path::root().field("events");
    [
        Op::Set {
            path: Path::root().field("title"),
            value: Value::str("x"),
            order: DOC.to_vec(),
        },
        Op::Remove {
            path: events.index(0),
        },
        Op::Insert {
            path: events.clone(),
            index: 1,
            value: Value::Unit,
        },
        Op::Move {
            path: events,
            from: 1,
            to: 0,
        },
    ]
}

/// `ron` and the tree agree whether this is a text and what it means, for every type here.
pub(super) fn as_ron_reads(text: &str) -> Verdict {
    let parsed = Tree::parse(text);
    if parsed.tree.implicit_some() && has_loose_some(text) {
        return Ok(());
    }
    let any = accepted_by_ron::<ron::Value>(text);
    ensure!(
        any.is_err() || parsed.diagnostics.is_empty(),
        "ron accepts it\n{text}\n{:?}",
        parsed.diagnostics
    );
    typed::<Doc>(text, &parsed.tree, parsed.diagnostics.is_empty())?;
    typed::<Zoo>(text, &parsed.tree, parsed.diagnostics.is_empty())?;
    typed::<Vec<f64>>(text, &parsed.tree, parsed.diagnostics.is_empty())
}

fn typed<T: DeserializeOwned + PartialEq + Debug>(text: &str, tree: &Tree, sound: bool) -> Verdict {
    let ron = accepted_by_ron::<T>(text);
    let read = read::<T>(text, tree);
    match ron {
        Ok(value) => {
            let mut found = read.diagnostics.iter();
            let error = found.find(|found| found.severity == Severity::Error);
            ensure!(
                error.is_none() && sound,
                "ron accepts it\n{text}\n{error:?}"
            );
            // Nothing is equal to not-a-number, but its image is.
            let same = read.value.as_ref() == Some(&value)
                || format!("{:?}", read.value) == format!("{:?}", Some(&value));
            ensure!(same, "{text}\n{:?}\nbut ron {value:?}", read.value);
        }
        Err(error) if sound && !is_beyond_ron(text, &error.message) => {
            ensure!(
                !read.diagnostics.is_empty(),
                "only ron refuses it\n{text}\n{error:?}"
            );
        }
        Err(_) => (),
    }
    in_sound_parts(text, tree, &read)
}

/// What we read from a broken text is what `ron` reads in its sound parts.
fn in_sound_parts<T>(text: &str, tree: &Tree, read: &Read<T>) -> Verdict
where
    T: DeserializeOwned + PartialEq + Debug,
{
    let Some(value) = &read.value else {
        return Ok(());
    };
    match read_by_ron::<T>(text, tree, &read.left_out) {
        Ok(ron) => {
            let same = ron == *value || format!("{ron:?}") == format!("{value:?}");
            ensure!(same, "{text}\n{value:?}\nbut in its sound parts {ron:?}");
        }
        Err(error) => ensure!(
            is_beyond_ron(text, &error.message),
            "ron does not read the sound parts\n{text}\n{}\n{error:?}",
            sound(text, tree, &read.left_out)
        ),
    }
    Ok(())
}

/// What `ron` refuses and the tree accepts on purpose: a byte order mark, and a few more levels.
fn is_beyond_ron(text: &str, message: &str) -> bool {
    text.starts_with('\u{feff}') || message.contains("recursion limit")
}

/// Whether a `Some` has no bracket behind it. With `implicit_some`, `ron` takes it for nothing.
fn has_loose_some(text: &str) -> bool {
    let is_trivia = |kind| {
        use TokenKind::{BlockComment, LineComment, Whitespace};
        matches!(kind, Whitespace | LineComment | BlockComment)
    };
    let pieces = tokens(text).filter(|(kind, _)| !is_trivia(*kind));
    let pieces: Vec<_> = pieces.map(|(_, span)| span.of(text)).collect();
    // `ron` ends the name there, where we see one odd name.
    let is_cut = |piece: &&str| {
        let rest = piece.strip_prefix("Some");
        rest.is_some_and(|rest| rest.starts_with(['-', '+', '.']))
    };
    let mut pairs = pieces.windows(2);
    pairs.any(|pair| matches!(pair, ["Some" | "r#Some", next] if *next != "("))
        || pieces.iter().any(is_cut)
}

/// The numbers of the comments that a [`super::scribe`] wrote, in order of size.
fn comment_numbers(text: &str) -> Vec<usize> {
    let mut found = Vec::new();
    for (kind, span) in tokens(text) {
        if !matches!(kind, TokenKind::LineComment | TokenKind::BlockComment) {
            continue;
        }
        let after = span.of(text).split_once('<').map(|(_, rest)| rest);
        let number = after.and_then(|rest| rest.split_once('>'));
        if let Some((number, _)) = number {
            found.extend(number.parse::<usize>());
        }
    }
    found.sort_unstable();
    found
}

/// No edit is void, touches another, or begins or ends with what it leaves as it is.
pub(super) fn minimal(text: &str, patch: &Patch) -> Verdict {
    let mut from = None;
    for edit in &patch.edits {
        ensure!(
            from.is_none_or(|from| from < edit.span.start),
            "edits touch at {}",
            edit.span.start
        );
        let old = edit.span.of(text);
        ensure!(
            text.get(edit.span.start..edit.span.end).is_some(),
            "{edit:?} cuts a character"
        );
        ensure!(!old.is_empty() || !edit.text.is_empty(), "a void edit");
        let ends = [
            old.chars().next() == edit.text.chars().next(),
            old.chars().last() == edit.text.chars().last(),
        ];
        ensure!(
            old.is_empty() || edit.text.is_empty() || ends == [false, false],
            "{edit:?} keeps a part of {old:?}"
        );
        from = Some(edit.span.end);
    }
    Ok(())
}

/// Reading what was written, and saying the same again, is no change.
pub(super) fn identity(doc: &Doc, text: &str) -> Verdict {
    let tree = Tree::parse(text).tree;
    let value = to_value(doc).map_err(|error| error.to_string())?;
    let op = Op::Set {
        path: Path::root(),
        value,
        order: DOC.to_vec(),
    };
    let patch = plan(text, &tree, &[op]);
    ensure!(patch == Ok(Patch::default()), "{text}\n{patch:?}");
    let patch = plan_change(text, &tree, doc, doc);
    ensure!(patch == Ok(Patch::default()), "{text}\n{patch:?}");
    Ok(())
}

/// Editing the text is editing the value, by operations and by the difference of two values;
/// no comment is lost but with what it belongs to, and then it is named.
pub(super) fn editing(case: &Case) -> Verdict {
    let Case {
        doc,
        text,
        after,
        ops,
    } = case;
    let tree = Tree::parse(text).tree;
    let shown = |patch: &Patch| format!("\n{text}\n{ops:#?}\n{}", patch.apply(text));
    // Operations do not know the names of structs.
    if !tree.extensions.explicit_struct_names {
        by_operations(case, &tree)?;
    }
    let by_change = plan_change(text, &tree, doc, after);
    let by_change = by_change.map_err(|error| format!("{text}\n{after:#?}\n{error}"))?;
    edited(text, after, &by_change).map_err(|broken| broken + &shown(&by_change))?;
    // There and back.
    let changed = by_change.apply(text);
    let tree = Tree::parse(&changed).tree;
    let back = plan_change(&changed, &tree, after, doc);
    let back = back.map_err(|error| format!("{changed}\n{doc:#?}\n{error}"))?;
    edited(&changed, doc, &back).map_err(|broken| format!("{broken}\n{changed}"))
}

/// The operations give the changed document, and take no comment along that is not theirs.
fn by_operations(case: &Case, tree: &Tree) -> Verdict {
    let Case {
        text, after, ops, ..
    } = case;
    let by_ops = plan(text, tree, ops);
    let by_ops = by_ops.map_err(|error| format!("{text}\n{ops:?}\n{error}"))?;
    let shown = |patch: &Patch| format!("\n{text}\n{ops:#?}\n{}", patch.apply(text));
    edited(text, after, &by_ops).map_err(|broken| broken + &shown(&by_ops))?;
    let keeps = |op: &Op| match op {
        Op::Insert { .. } | Op::Move { .. } => true,
        Op::Set { value, path, .. } => {
            path.last() == Path::root().field("title").last() && matches!(value, Value::Str(_))
        }
        Op::Remove { .. } => false,
    };
    if ops.iter().all(keeps) {
        let kept = comment_numbers(text) == comment_numbers(&by_ops.apply(text));
        ensure!(kept, "a comment is lost{}", shown(&by_ops));
    }
    Ok(())
}

/// The patched text is what it should be to `ron` and to us, and the patch is minimal.
fn edited(text: &str, wanted: &Doc, patch: &Patch) -> Verdict {
    minimal(text, patch)?;
    let after = patch.apply(text);
    let found = accepted_by_ron::<Doc>(&after);
    ensure!(found.as_ref() == Ok(wanted), "ron reads {found:?}");
    let own = read::<Doc>(&after, &Tree::parse(&after).tree);
    ensure!(own.value.as_ref() == Some(wanted), "we read {own:?}");
    let mut rest = text;
    let mut kept = after.as_str();
    let mut from = 0;
    for edit in &patch.edits {
        let same = edit.span.start - from;
        ensure!(
            rest.get(..same).is_some() && rest.get(..same) == kept.get(..same),
            "a byte outside the edits changed"
        );
        kept = kept.get(same + edit.text.len()..).unwrap_or_default();
        rest = text.get(edit.span.end..).unwrap_or_default();
        from = edit.span.end;
    }
    ensure!(rest == kept, "a byte behind the edits changed");
    let (before, numbers) = (comment_numbers(text), comment_numbers(&after));
    let mut once = numbers.clone();
    once.dedup();
    ensure!(once == numbers, "a comment stands twice");
    let n_lost = before.iter().filter(|n| !numbers.contains(n)).count();
    let n_named = patch.lost_comments(text).len();
    // A comment that became a block comment is named as well, though its text is there.
    ensure!(n_named >= n_lost, "{n_lost} comments lost, {n_named} named");
    Ok(())
}
