//! What the cell that is being typed in could become: codes with their definitions, and records.

use crate::model::Dossier;
use crate::model::RecordKind;
use crate::model::date::Edtf;
use crate::model::schema::Content;
use crate::ui::inspector::picker;

/// Something that can be chosen.
#[derive(Clone, Debug)]
pub(super) struct Choice {
    /// What is written in the file.
    pub(super) code: String,
    /// What is typed for it.
    pub(super) text: String,
    /// What is shown.
    pub(super) label: String,
    /// What it means.
    pub(super) detail: String,
}

impl Choice {
    /// Whether a text names exactly this.
    pub(super) fn is(&self, text: &str) -> bool {
        [&self.code, &self.text, &self.label]
            .into_iter()
            .any(|name| name.eq_ignore_ascii_case(text))
    }

    /// Whether its code or label begins with a text.
    pub(super) fn begins(&self, text: &str) -> bool {
        let text = text.to_lowercase();
        let names = [&self.code, &self.label].into_iter();
        names
            .map(|name| name.to_lowercase())
            .any(|name| name.starts_with(&text))
    }

    /// The texts in which it is searched for.
    pub(super) fn texts(&self) -> [&str; 3] {
        [&self.code, &self.label, &self.detail]
    }
}

/// What may stand in a cell with such content; nothing where it is typed freely.
pub(super) fn of(dossier: &Dossier, content: Content) -> Vec<Choice> {
    let plain = |choice: picker::Choice| Choice {
        text: choice.code.clone(),
        code: choice.code,
        label: choice.label,
        detail: choice.detail,
    };
    match content {
        Content::Code(vocabulary) | Content::Codes(vocabulary) => picker::code_options(vocabulary)
            .into_iter()
            .map(|choice| Choice {
                // The label is what the table shows.
                text: choice.label.clone(),
                ..plain(choice)
            })
            .collect(),
        Content::Cameo => picker::cameo_options().into_iter().map(plain).collect(),
        Content::Ref(kind) | Content::Refs(kind) => records(dossier, kind),
        Content::AnyRefs => RecordKind::LISTED
            .into_iter()
            .flat_map(|kind| records(dossier, kind))
            .collect(),
        Content::Switch => ["yes", "no"]
            .map(|word| Choice {
                code: word.to_owned(),
                text: word.to_owned(),
                label: word.to_owned(),
                detail: String::new(),
            })
            .to_vec(),
        _ => Vec::new(),
    }
}

/// A date in EDTF for another spelling of it.
pub(super) fn of_date(date: &Edtf) -> Choice {
    Choice {
        code: date.as_str().to_owned(),
        text: date.as_str().to_owned(),
        label: format!("{}  {}", date.as_str(), date.display_long()),
        detail: String::new(),
    }
}

/// The records of a kind; the frequent kinds without looking each of them up.
fn records(dossier: &Dossier, kind: RecordKind) -> Vec<Choice> {
    let choice = |id: &str, title: &str| Choice {
        code: id.to_owned(),
        text: id.to_owned(),
        label: format!("{id}  {title}"),
        detail: String::new(),
    };
    match kind {
        RecordKind::Actor => {
            let actors = dossier.actors.iter();
            actors.map(|a| choice(a.id.as_str(), &a.name)).collect()
        }
        RecordKind::Event => {
            let events = dossier.events.iter();
            events.map(|e| choice(e.id.as_str(), &e.title)).collect()
        }
        RecordKind::Source => {
            let sources = dossier.sources.iter();
            let title = |s: &crate::model::Source| format!("{}, {}", s.publisher, s.title);
            sources.map(|s| choice(s.id.as_str(), &title(s))).collect()
        }
        _ => picker::record_options(dossier, Some(kind))
            .into_iter()
            .map(|found| Choice {
                text: found.code.clone(),
                code: found.code,
                label: found.label,
                detail: found.detail,
            })
            .collect(),
    }
}
