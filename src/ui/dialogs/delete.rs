//! The question before a record is deleted that others refer to, or that has comments.

use super::{DialogAnswer, buttons, heading, primary};
use crate::document::records::{Removal, pointing_elsewhere, references_to, removal};
use crate::document::{Document, Edit, EditError, Focus, RecordRef};
use crate::model::RecordKind;
use crate::ui::inspector::picker::PickerState;
use crate::ui::inspector::related::title_of;
use crate::ui::theme::{self, Palette};
use crate::ui::widgets::link;
use egui::{Label, RichText, ScrollArea, Ui};

/// Most of the window's height that a list takes, in points.
const MAX_HEIGHT: f32 = 190.0;

/// What is to become of the references.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Way {
    /// They are taken out, with what cannot be without them.
    Remove,
    /// They refer to another record.
    Elsewhere,
}

/// The question, with what was found and what is chosen.
pub struct DeleteDialog {
    record: RecordRef,
    users: Vec<Focus>,
    removal: Removal,
    way: Way,
    other: Option<String>,
    picker: PickerState,
    /// Comments that go with the way that is chosen.
    comments: Vec<String>,
    /// Why the way that is chosen cannot be gone.
    problem: Option<String>,
}

impl std::fmt::Debug for DeleteDialog {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "DeleteDialog({:?})", self.record)
    }
}

impl DeleteDialog {
    /// Looks at what refers to a record, and at the comments that would go with it.
    pub fn new(document: &Document, record: &RecordRef) -> Self {
        let snapshot = document.snapshot();
        let mut dialog = Self {
            record: record.clone(),
            users: references_to(snapshot, record),
            removal: removal(snapshot, record),
            way: Way::Remove,
            other: None,
            picker: PickerState::default(),
            comments: Vec::new(),
            problem: None,
        };
        dialog.look(document);
        dialog
    }

    /// Whether the record can go without anybody noticing.
    pub fn needs_no_answer(&self) -> bool {
        self.users.is_empty() && self.comments.is_empty() && self.problem.is_none()
    }

    /// The step that takes the record out, with the references.
    pub fn removal(&self) -> &Edit {
        &self.removal.edit
    }

    fn edit(&self, document: &Document) -> Option<Edit> {
        match self.way {
            Way::Remove => Some(self.removal.edit.clone()),
            Way::Elsewhere => {
                let other = self.other.as_deref()?;
                Some(pointing_elsewhere(document.snapshot(), &self.record, other))
            }
        }
    }

    /// Tries the chosen way out.
    fn look(&mut self, document: &Document) {
        self.comments.clear();
        self.problem = None;
        let Some(edit) = self.edit(document) else {
            return;
        };
        match document.try_out(&edit) {
            Ok(_) => {}
            Err(EditError::LosesComments(comments)) => self.comments = comments,
            Err(error) => self.problem = Some(error.to_string()),
        }
    }

    pub(super) fn ui(&mut self, ui: &mut Ui, document: &Document) -> Option<DialogAnswer> {
        let mut answer = None;
        let title = format!("Delete {} {}?", self.record.kind.word(), self.record.id);
        heading(ui, &title);
        let dossier = document.snapshot().dossier();
        let name = short(&title_of(dossier, &self.record));
        ui.add(Label::new(theme::weak(ui, name)).wrap());
        ui.add_space(6.0);
        if !self.users.is_empty() {
            answer = self.users_ui(ui, document);
            ui.add_space(8.0);
            let before = (self.way, self.other.clone());
            self.ways_ui(ui, document);
            if before != (self.way, self.other.clone()) {
                self.look(document);
            }
        }
        self.comments_ui(ui);
        if let Some(problem) = &self.problem {
            ui.add(Label::new(RichText::new(problem).color(Palette::of(ui).error)).wrap());
        }
        ui.add_space(10.0);
        let label = match (self.way, self.removal.records.len()) {
            (Way::Elsewhere, _) => "Delete and point elsewhere".to_owned(),
            (Way::Remove, 0) => "Delete".to_owned(),
            (Way::Remove, n) => format!("Delete {} records", n + 1),
        };
        buttons(ui, |ui| {
            if primary(ui, "Cancel") {
                answer = Some(DialogAnswer::Close);
            }
            let edit = self.edit(document).filter(|_| self.problem.is_none());
            let button = ui.add_enabled(edit.is_some(), egui::Button::new(label));
            if button.clicked() {
                answer = edit.map(|edit| DialogAnswer::Apply(edit.comments_may_go()));
            }
        });
        answer
    }

    /// Who refers to it; a click leads there.
    fn users_ui(&self, ui: &mut Ui, document: &Document) -> Option<DialogAnswer> {
        let mut answer = None;
        let mut records: Vec<&RecordRef> = self.users.iter().map(|user| &user.record).collect();
        records.dedup();
        let text = match records.len() {
            1 => "One record refers to it".to_owned(),
            n => format!("{n} records refer to it"),
        };
        ui.label(theme::strong(text, theme::BODY));
        let dossier = document.snapshot().dossier();
        list(ui, "users", |ui| {
            for record in records {
                let name = match record.kind {
                    RecordKind::Dossier => "Dossier".to_owned(),
                    kind => format!("{} {}", kind.word(), record.id),
                };
                let text = format!("{name}  {}", short(&title_of(dossier, record)));
                let user = self.users.iter().find(|user| user.record == *record);
                if link(ui, text)
                    .on_hover_text("Close this question and go there")
                    .clicked()
                {
                    answer = user.cloned().map(DialogAnswer::Select);
                }
            }
        });
        answer
    }

    fn ways_ui(&mut self, ui: &mut Ui, document: &Document) {
        ui.radio_value(&mut self.way, Way::Remove, "Remove the references");
        ui.indent("remove", |ui| {
            for line in consequences(&self.removal) {
                ui.add(Label::new(theme::weak(ui, line)).wrap());
            }
        });
        ui.radio_value(&mut self.way, Way::Elsewhere, "Point them elsewhere");
        if self.way == Way::Elsewhere {
            ui.indent("elsewhere", |ui| {
                let (kind, id) = (self.record.kind, self.record.id.clone());
                let snapshot = document.snapshot();
                self.picker.record(ui, snapshot, kind, &id, &mut self.other);
            });
        }
    }

    fn comments_ui(&self, ui: &mut Ui) {
        if self.comments.is_empty() {
            return;
        }
        ui.add_space(8.0);
        let text = match self.comments.len() {
            1 => "A comment in the file goes too".to_owned(),
            n => format!("{n} comments in the file go too"),
        };
        ui.label(theme::strong(text, theme::BODY));
        list(ui, "comments", |ui| {
            for comment in &self.comments {
                let text = RichText::new(comment).monospace().size(theme::SMALL);
                ui.add(Label::new(text).wrap());
            }
        });
    }
}

/// What else goes, in a line each.
fn consequences(removal: &Removal) -> Vec<String> {
    let mut lines = Vec::new();
    let n = removal.references.len();
    if n > 0 {
        lines.push(match n {
            1 => "One reference is taken out".to_owned(),
            n => format!("{n} references are taken out"),
        });
    }
    let names = |all: Vec<String>| {
        let more = all.len().saturating_sub(8);
        let shown: Vec<String> = all.into_iter().take(8).collect();
        let more = if more > 0 {
            format!(" and {more} more")
        } else {
            String::new()
        };
        format!("{}{more}", shown.join(", "))
    };
    let n = removal.groups.len();
    if n > 0 {
        let groups = removal.groups.iter().map(|group| {
            let field = group.field.replace(['[', '.'], " ").replace(']', "");
            let field = field
                .split(' ')
                .map(|part| {
                    part.parse::<usize>()
                        .map_or(part.to_owned(), |idx| (idx + 1).to_string())
                })
                .collect::<Vec<_>>()
                .join(" ");
            format!("{} {}", group.record.id, field.replace('_', " "))
        });
        let groups = names(groups.collect());
        lines.push(match n {
            1 => format!("One group cannot be without it and goes too: {groups}"),
            n => format!("{n} groups cannot be without it and go too: {groups}"),
        });
    }
    let n = removal.records.len();
    if n > 0 {
        let records = removal
            .records
            .iter()
            .map(|record| format!("{} {}", record.kind.word(), record.id));
        let records = names(records.collect());
        lines.push(match n {
            1 => format!("One record cannot be without it and goes too: {records}"),
            n => format!("{n} records cannot be without it and go too: {records}"),
        });
    }
    lines
}

fn list(ui: &mut Ui, id: &str, content: impl FnOnce(&mut Ui)) {
    ScrollArea::vertical()
        .id_salt(id)
        .max_height(MAX_HEIGHT)
        .auto_shrink([false, true])
        .show(ui, content);
}

fn short(title: &str) -> String {
    let start: String = title.chars().take(80).collect();
    if start.len() < title.len() {
        format!("{}…", start.trim_end())
    } else {
        start
    }
}
