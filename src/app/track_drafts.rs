//! Rows of background data as draft events of the dossier, and new tracks.
//!
//! Nothing is taken over unseen: the rows were chosen, become one step that can be taken back, and say that
//! they are drafts. What the data do not know stays out.

use super::App;
use crate::document::records::{Draft, add_drafts};
use crate::document::{Edit, Focus, List, beginning_of, open_data_file};
use crate::format::to_value;
use crate::model::codes::{Priority, TrackKind};
use crate::model::track::{Track, TrackFilter};
use crate::model::{ActorId, Claim, Count, Dossier, Event, Place, RecordKind, Source};
use crate::tracks::{DraftEvent, EventTable, guess_columns, recognise};
use crate::ui::dialogs::{ColumnsDialog, Dialog, Purpose};
use std::io::{Read as _, Seek as _, SeekFrom};
use std::path::Path;
use std::sync::Arc;

/// Bytes of a file from which its kind is told.
const ENOUGH_BYTES: usize = 1 << 18;

const NOT_SAVED: &str = "Save the dossier first: background data lie beside it";

impl App {
    /// Asks for a file of background data.
    pub(super) fn ask_for_track(&mut self, ctx: &egui::Context) {
        if self.document.path().is_none() {
            self.complain(NOT_SAVED);
            return;
        }
        self.start_dialog(ctx, Purpose::AddTrack);
    }

    /// Adds a track for a file, with its kind as it seems to be; the columns of a table of no known kind are asked
    /// for.
    pub(super) fn add_track(&mut self, path: &Path) {
        if self.document.path().is_none() {
            self.complain(NOT_SAVED);
            return;
        }
        match self.track_for(path) {
            Ok((track, _)) if track.columns.is_none() => self.take_track(&track),
            Ok((track, beginning)) => self.ask_columns_of(track, true, beginning),
            Err(why) => self.complain(why),
        }
    }

    /// Asks what the columns of a track mean.
    pub(super) fn ask_for_columns(&mut self, id: &str) {
        let tracks = &self.document.snapshot().dossier().tracks;
        let Some(track) = tracks.iter().find(|track| track.id == id).cloned() else {
            return;
        };
        let folder = self.document.path().and_then(Path::parent);
        let path = folder.filter(|_| track.is_beside());
        let Some(path) = path.map(|folder| folder.join(&track.path)) else {
            self.complain("The file does not lie beside the dossier");
            return;
        };
        match read_beginning(&path) {
            Ok(beginning) => self.ask_columns_of(track, false, beginning),
            Err(why) => self.complain(why),
        }
    }

    fn ask_columns_of(&mut self, track: Track, is_new: bool, beginning: Vec<u8>) {
        let dialog = ColumnsDialog::new(track, is_new, beginning);
        self.dialog = Some(Dialog::Columns(Box::new(dialog)));
    }

    /// Puts a track into the dossier, or what was changed of it, as one step.
    pub(super) fn take_track(&mut self, track: &Track) {
        let tracks = &self.document.snapshot().dossier().tracks;
        let is_it = |other: &&Track| other.id == track.id && other.path == track.path;
        let before = tracks.iter().find(is_it);
        // Meanwhile its id may have gone to another one.
        let id = match before {
            Some(_) => track.id.clone(),
            None => free_id(tracks),
        };
        let focus = Focus::record(RecordKind::Track, &id);
        let edit = match before {
            None => {
                let label = format!("Add track {id}");
                let track = Track {
                    id,
                    ..track.clone()
                };
                let value = to_value(&track).ok();
                let list = List::Records(RecordKind::Track);
                value.map(|value| Edit::insert(label, list, tracks.len(), value))
            }
            Some(before) => columns_edit(before, track),
        };
        if let Some(edit) = edit {
            self.apply_and_select(edit, Some(focus), false);
        }
    }

    fn track_for(&self, path: &Path) -> Result<(Track, Vec<u8>), String> {
        let folder = self.document.path().and_then(Path::parent);
        let beside = folder.and_then(|folder| path.strip_prefix(folder).ok());
        let Some(beside) = beside else {
            return Err(format!(
                "{} does not lie beside the dossier: copy it into its folder, so that both can be passed on together",
                path.display()
            ));
        };
        let parts: Vec<String> = beside
            .components()
            .map(|part| part.as_os_str().to_string_lossy().into_owned())
            .collect();
        let bytes = read_beginning(path)?;
        let guess = recognise(&bytes).map_err(|error| format!("{}: {error}", path.display()))?;
        let name = beside.file_stem().unwrap_or_default().to_string_lossy();
        let kind = guess.kind.unwrap_or(TrackKind::Mapped);
        let track = Track {
            id: free_id(&self.document.snapshot().dossier().tracks),
            path: parts.join("/"),
            kind,
            caption: name.into_owned(),
            columns: guess.kind.is_none().then(|| guess_columns(&guess)),
            filter: TrackFilter {
                // What a machine codes of a meeting it codes twice, once for each side.
                drop_mirrored: kind.is_machine_coded(),
                ..TrackFilter::default()
            },
            ..Track::default()
        };
        Ok((track, bytes))
    }

    /// Makes draft events of rows, as one step.
    pub(super) fn take_over_rows(&mut self, id: &str, rows: &[usize]) {
        let snapshot = self.document.snapshot();
        let dossier = snapshot.dossier();
        let track = dossier.tracks.iter().find(|track| track.id == id);
        let (Some(track), Some(shown)) = (track, self.track_files.data.shown(id)) else {
            return;
        };
        let path = self.document.path().and_then(Path::parent);
        let Some(path) = path.map(|folder| folder.join(&track.path)) else {
            return;
        };
        let table = Arc::clone(&shown.table);
        let made = drafts(dossier, track, &table, &path, rows);
        let added = made.and_then(|(source, drafts)| {
            let nothing = || "There is nothing to take over".to_owned();
            add_drafts(snapshot, &source, drafts).ok_or_else(nothing)
        });
        match added {
            Ok(added) => {
                let focus = Focus::record(RecordKind::Event, added.record.id);
                self.apply_and_select(added.edit, Some(focus), false);
            }
            Err(why) => self.complain(why),
        }
    }
}

/// The first id that no track has.
fn free_id(tracks: &[Track]) -> String {
    let ids = (1..).map(|n| format!("B{n}"));
    let mut free = ids.filter(|id| tracks.iter().all(|track| track.id != *id));
    free.next().unwrap_or_default()
}

/// The beginning of a file, without what may be half a row at its end.
fn read_beginning(path: &Path) -> Result<Vec<u8>, String> {
    let mut bytes = beginning_of(path, ENOUGH_BYTES)
        .map_err(|error| format!("{} cannot be read: {error}", path.display()))?;
    if bytes.len() >= ENOUGH_BYTES
        && let Some(end) = bytes.iter().rposition(|byte| *byte == b'\n')
    {
        bytes.truncate(end + 1);
    }
    Ok(bytes)
}

/// The step that gives a track other columns; `None` where nothing is changed.
fn columns_edit(before: &Track, track: &Track) -> Option<Edit> {
    let label = format!("Columns of track {}", track.id);
    let set = |field: &str, value| {
        let focus = Focus::record(RecordKind::Track, &track.id).field(field);
        Edit::set(label.clone(), focus, value)
    };
    let caption = (before.caption != track.caption)
        .then(|| Some(set("caption", to_value(&track.caption).ok()?)));
    let columns = (before.columns != track.columns)
        .then(|| Some(set("columns", to_value(track.columns.as_ref()?).ok()?)));
    let edits = [caption, columns].into_iter().flatten().flatten();
    edits.reduce(Edit::and)
}

fn drafts(
    dossier: &Dossier,
    track: &Track,
    table: &EventTable,
    path: &Path,
    rows: &[usize],
) -> Result<(Source, Vec<Draft>), String> {
    let failed = |error: &dyn std::fmt::Display| format!("{}: {error}", path.display());
    let (mut file, _) = open_data_file(path).map_err(|error| failed(&error))?;
    let mut drafts = Vec::new();
    let mut licence = String::new();
    for &row in rows {
        let range = table.bytes_in_file(row);
        let n_bytes = usize::try_from(range.end.saturating_sub(range.start)).unwrap_or(0);
        let mut record = vec![0; n_bytes];
        let read = file
            .seek(SeekFrom::Start(range.start))
            .and_then(|_| file.read_exact(&mut record));
        read.map_err(|error| failed(&error))?;
        let detail = table.detail(row, &record).map_err(|error| failed(&error))?;
        let draft = table.draft(row, track, Some(&detail));
        let draft = draft.map_err(|error| failed(&error))?;
        licence.clone_from(&draft.licence);
        drafts.push(as_records(dossier, track, draft));
    }
    let source = Source {
        id: "".into(),
        publisher: track.kind.label().to_owned(),
        title: track.path.clone(),
        title_described: false,
        via: String::new(),
        date: None,
        url: String::new(),
        language: String::new(),
        kind: None,
        reliability: None,
        note: licence,
    };
    Ok((source, drafts))
}

/// A draft in the words of the dossier. Actors that the dossier does not know are named in the note.
fn as_records(dossier: &Dossier, track: &Track, draft: DraftEvent) -> Draft {
    let mut unknown: Vec<String> = Vec::new();
    let mut known = |names: Vec<String>| -> Vec<ActorId> {
        let mut ids = Vec::new();
        for name in names {
            match actor(dossier, &name) {
                Some(id) => ids.push(id),
                None => unknown.push(name),
            }
        }
        ids
    };
    let (from, to) = (known(draft.actors), known(draft.targets));
    let joined = |parts: &[&str]| {
        let parts: Vec<&str> = parts.iter().copied().filter(|it| !it.is_empty()).collect();
        parts.join(". ")
    };
    let machine = if draft.is_machine_coded {
        "coded by machine, not checked by anybody"
    } else {
        ""
    };
    let source = match draft.source.as_str() {
        "" => String::new(),
        source => format!("The data name as source: {source}"),
    };
    let event = Event {
        id: "".into(),
        date: draft.date,
        date_precision: None,
        time: String::new(),
        place: Place {
            name: draft.place.name,
            country: draft.place.country,
            latitude: draft.place.coordinates.map(|(north, _)| f64::from(north)),
            longitude: draft.place.coordinates.map(|(_, east)| f64::from(east)),
            precision: draft.place.precision,
            note: draft.place.note,
            ..Place::default()
        },
        title: draft.title,
        text: draft.text,
        from,
        to,
        with: Vec::new(),
        attribution: None,
        actors_note: match unknown.as_slice() {
            [] => String::new(),
            names => format!("As the data name them: {}", names.join("; ")),
        },
        cameo: draft.cameo,
        coding_note: joined(&[&draft.origin, &draft.date_note]),
        dyad: Vec::new(),
        spread: None,
        priority: Priority::Context,
        confidence: None,
        attribution_confidence: None,
        figures_confidence: None,
        confidence_note: joined(&[
            "Draft from background data, to be checked",
            machine,
            &source,
        ]),
        round: None,
        sources: Vec::new(),
    };
    let deaths = draft.deaths;
    let has_figure = deaths
        .low
        .or(deaths.best)
        .or(deaths.high)
        .is_some_and(|n| n > 0)
        || deaths.best.is_some() && draft.deaths_note.is_empty();
    let claim = has_figure.then(|| Claim {
        id: String::new(),
        events: Vec::new(),
        period: None,
        claimant: track.kind.label().to_owned(),
        by: None,
        harmed: "people".to_owned(),
        side: None,
        killed: Some(Count {
            low: deaths.low.or(deaths.best),
            high: deaths.high.or(deaths.best),
            best: deaths.best.filter(|_| deaths.low != deaths.high),
        }),
        wounded: None,
        posts: None,
        date: None,
        quote: String::new(),
        status: None,
        rank: None,
        credibility: None,
        note: draft.deaths_note.clone(),
        sources: Vec::new(),
    });
    Draft { event, claim }
}

/// The actor that a name stands for, by id, name, short name or alias.
fn actor(dossier: &Dossier, name: &str) -> Option<ActorId> {
    let is_it = |text: &str| text.eq_ignore_ascii_case(name);
    let found = dossier.actors.iter().find(|actor| {
        is_it(actor.id.as_str())
            || is_it(&actor.name)
            || is_it(actor.short())
            || actor.aliases.iter().any(|alias| is_it(alias))
    });
    found.map(|actor| actor.id.clone())
}
