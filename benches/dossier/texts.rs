//! What is measured without a window: texts read, dossiers analysed, edits and the history of many.
//!
//! No opinion on what a window makes of it.

use crate::support::{self, Report, Sample};
use roundtable::analysis::MeasureSettings;
use roundtable::analysis::dossier::DossierAnalysis;
use roundtable::check::check_text;
use roundtable::document::{Document, Edit, Focus, Snapshot, StepId};
use roundtable::format::{self, Op, Tree, Value};
use roundtable::model::{Dossier, RecordKind, check};
use std::io::Write;
use std::sync::Arc;

/// One committed edit to the next frame: 4 ms at 200 kB, 20 ms at 1 MB, which is one line through zero.
const EDIT_MILLIS_PER_BYTE: f64 = 20.0 / 1e6;
/// How many times faster than `ron` the tree is read.
const READER_FACTOR: f64 = 3.0;
/// What a history of so many steps may take with the 1 MB dossier.
const HISTORY_MEGABYTES: f64 = 20.0;
const N_STEPS: usize = 1000;

pub(crate) fn edit_budget(text: &str) -> f64 {
    text.len() as f64 * EDIT_MILLIS_PER_BYTE
}

/// Everything that needs no window: read, check, analyse, edit.
pub(crate) fn on_text(report: &mut Report<impl Write>, text: &str) {
    let shared: Arc<str> = text.into();
    let scan = support::repeated(|| text.bytes().filter(|byte| *byte == b'\n').count());
    let ron = support::repeated(|| ron::from_str::<Dossier>(text));
    report.result(
        "reference: scan of the bytes for line ends",
        Some(scan),
        None,
        &[],
    );
    report.result(
        "reference: ron::from_str",
        Some(ron),
        None,
        &[("scan", scan)],
    );
    let references = [("ron", ron), ("scan", scan)];

    let parse = support::repeated(|| Tree::parse(text));
    let budget = ron.cost.cpu / READER_FACTOR;
    report.result("read: text to tree", Some(parse), Some(budget), &references);
    let read = support::repeated(|| format::read::<Dossier>(text, &Tree::parse(text).tree));
    report.result(
        "read: text to tree to dossier",
        Some(read),
        None,
        &references,
    );
    let snapshot = support::repeated(|| Snapshot::new(Arc::clone(&shared), 0));
    let what = "read: snapshot (with references and findings)";
    report.result(what, Some(snapshot), None, &references);

    let document = Document::from_text(None, Arc::clone(&shared));
    let dossier = document.snapshot().dossier();
    let rules = support::repeated(|| check::check(dossier));
    report.result(
        "check: rules between fields",
        Some(rules),
        None,
        &[("ron", ron)],
    );
    let whole =
        support::repeated(|| check_text("dossier.ron", text.to_owned(), &mut std::io::sink()).ok());
    report.result(
        "check: `roundtable check`",
        Some(whole),
        None,
        &[("ron", ron)],
    );

    let analyse = support::repeated(|| DossierAnalysis::new(dossier, &MeasureSettings::default()));
    report.result("analyse", Some(analyse), None, &[("ron", ron)]);

    // Above a megabyte an edit is worked on beside the window.
    let budget = (text.len() < 1_100_000).then(|| edit_budget(text));
    let outcome = Focus::record(RecordKind::Round, "R2").field("outcome.kind");
    let outcomes =
        ["PartialSettlement", "ProcessAgreement"].map(|kind| Value::Ident(kind.to_owned()));
    let date = Focus::record(RecordKind::Event, "E34").field("date");
    let dates = ["2025-10-21", "2025-10-20"].map(Value::str);
    for (name, focus, values) in [("outcome", outcome, outcomes), ("date", date, dates)] {
        let patch = patch_alone(document.snapshot(), &focus, values[0].clone());
        report.result(
            &format!("edit: the patch that changes the {name}"),
            patch,
            None,
            &references,
        );
        let (apply, undo) = edits(&document, &focus, &values);
        report.elapsed(
            &format!("edit: apply a changed {name}"),
            apply,
            budget,
            &references,
        );
        let to_frame = apply.map(|apply| apply + analyse);
        let what = format!("edit: {name}, up to the next frame (+ analyse)");
        report.elapsed(&what, to_frame, budget, &[("ron", ron)]);
        report.elapsed(&format!("edit: undo the {name}"), undo, budget, &references);
    }
}

/// What it takes to find the place of a value and to plan the patch of the text.
fn patch_alone(snapshot: &Snapshot, focus: &Focus, value: Value) -> Option<Sample> {
    let ops = [Op::Set {
        path: snapshot.path_of(focus)?,
        value,
        order: Vec::new(),
    }];
    let plan = || format::plan(snapshot.text(), snapshot.tree(), &ops);
    plan().ok()?;
    Some(support::repeated(plan))
}

/// What it takes to set a value, and to take that back. `None` where the edit was refused.
fn edits(
    document: &Document,
    focus: &Focus,
    values: &[Value; 2],
) -> (Option<Sample>, Option<Sample>) {
    let mut document = document.clone();
    let edits = values
        .each_ref()
        .map(|value| Edit::set("Measure", focus.clone(), value.clone()));
    let mut turn = edits.iter().cycle();
    let apply = support::collected(|| {
        let edit = turn.next()?;
        let (changed, cost) = support::timed(|| document.apply(edit));
        changed.is_ok_and(|changed| changed).then_some(cost)
    });
    // Undo and redo take the same way; one of each keeps the document where it is.
    let undo = support::collected(|| {
        let (label, cost) = support::timed(|| document.undo());
        document.redo();
        label.map(|_| cost)
    });
    (apply, undo)
}

/// What many steps take in memory, and what it takes to go back over all of them at once.
pub(crate) fn history(report: &mut Report<impl Write>, text: &str) {
    let mut document = Document::from_text(None, text.into());
    let snapshot = Arc::clone(document.snapshot());
    let events = snapshot.dossier().events.iter().cycle();
    for (n, event) in (0..N_STEPS).zip(events) {
        let focus = Focus::record(RecordKind::Event, &event.id).field("title");
        let value = Value::Str(format!("{}, as it was told the {n}th time", event.title));
        if document
            .apply(&Edit::set("Change the title", focus, value))
            .is_err()
        {
            break;
        }
    }
    let n_steps = document.steps().len() - 1;
    report.memory(
        &format!("{n_steps} steps with the 1 MB dossier"),
        Some(document.history_n_bytes() as f64 / 1e6),
        Some(HISTORY_MEGABYTES),
    );
    let (_, cost) = support::timed(|| document.go_to(StepId::AS_OPENED));
    let unchanged = document.snapshot().text() == text;
    let sample = unchanged.then(|| support::median(&[cost]));
    report.result("back over all of them at once", sample, None, &[]);
}
