//! Where the sources disagree: each question with its versions side by side.
//!
//! No version stands out before another; how the dossier treats the question comes last.

use super::events::follow::Follow;
use super::statements::{record_card, record_chip};
use crate::analysis::Why;
use crate::document::Focus;
use crate::model::{ActorId, AnyId, Dispute, Dossier, RecordKind, Version};
use crate::ui::Cx;
use crate::ui::theme::{self, Palette};
use crate::ui::widgets::{
    Search, actor_chip, add_button, caption, columns, columns_that_fit, empty, matches, page, value,
};
use egui::{Frame, Label, Margin, RichText, Stroke, Ui, vec2};

/// The view of the disputes.
#[derive(Default)]
pub(super) struct DisputesView {
    /// What is searched for.
    pub(super) search: Search,
    follow: Follow,
}

impl DisputesView {
    /// Draws the search field and the disputes.
    pub(super) fn ui(&mut self, ui: &mut Ui, cx: &mut Cx<'_>) {
        let document = cx.document;
        let dossier = document.snapshot().dossier();
        let scroll = self.follow.take(cx.selection.serial());
        page(ui, "disputes", |ui| {
            let shown = self.bar_ui(ui, cx, dossier);
            ui.add_space(4.0);
            if shown.is_empty() {
                ui.add_space(6.0);
                empty(
                    ui,
                    if dossier.disputes.is_empty() {
                        "No disagreement is recorded"
                    } else if self.search.text.is_empty() {
                        "Nothing of what is disputed is seen in this way"
                    } else {
                        "No dispute has these words"
                    },
                );
            }
            for dispute in shown {
                let focus = Focus::record(RecordKind::Dispute, &dispute.id);
                let name = format!("Dispute {}", dispute.id);
                if record_card(ui, cx, &focus, &name, scroll, |ui, cx| {
                    dispute_ui(ui, cx, dispute);
                }) {
                    self.follow.own();
                }
                ui.add_space(5.0);
            }
        });
    }

    fn bar_ui<'a>(
        &mut self,
        ui: &mut Ui,
        cx: &mut Cx<'_>,
        dossier: &'a Dossier,
    ) -> Vec<&'a Dispute> {
        ui.horizontal_wrapped(|ui| {
            self.search.ui(ui, "Search disputes", 240.0);
            let shown: Vec<&Dispute> = dossier
                .disputes
                .iter()
                .filter(|dispute| cx.is_shown(RecordKind::Dispute, &dispute.id))
                .filter(|dispute| is_found(dossier, dispute, &self.search.text))
                .collect();
            if !self.search.text.is_empty() && ui.button("Clear search").clicked() {
                self.search.text.clear();
            }
            add_button(ui, cx, RecordKind::Dispute);
            let text = format!("{} of {} disputes", shown.len(), dossier.disputes.len());
            ui.add(Label::new(theme::weak(ui, text)).extend().selectable(false));
            shown
        })
        .inner
    }
}

fn is_found(dossier: &Dossier, dispute: &Dispute, query: &str) -> bool {
    if query.trim().is_empty() {
        return true;
    }
    let mut texts = vec![
        dispute.id.as_str(),
        dispute.question.as_str(),
        dispute.treatment.as_str(),
    ];
    texts.extend(dispute.about.iter().map(AnyId::as_str));
    for version in &dispute.versions {
        texts.extend([version.held_by.as_str(), version.text.as_str()]);
        texts.extend(version.actors.iter().map(|id| dossier.actor_name(id)));
    }
    matches(query, texts)
}

fn dispute_ui(ui: &mut Ui, cx: &mut Cx<'_>, dispute: &Dispute) {
    let this = || Focus::record(RecordKind::Dispute, &dispute.id);
    ui.horizontal_top(|ui| {
        let id = theme::weak(ui, dispute.id.as_str()).size(theme::SMALL);
        ui.vertical(|ui| {
            ui.set_width(24.0);
            ui.add_space(3.0);
            ui.add(Label::new(id).selectable(false));
        });
        ui.vertical(|ui| {
            let text = theme::strong(&dispute.question, theme::SECTION);
            value(ui, cx, this().field("question"), text);
        });
    });
    if !dispute.about.is_empty() {
        ui.horizontal_wrapped(|ui| {
            ui.spacing_mut().item_spacing = vec2(4.0, 4.0);
            ui.add(Label::new(theme::weak(ui, "About").size(theme::SMALL)).selectable(false));
            for id in &dispute.about {
                record_chip(ui, cx, id.as_str());
            }
        });
    }
    ui.add_space(4.0);
    versions_ui(ui, cx, dispute);
    if let Some(treatment) = treatment(cx, dispute) {
        ui.add_space(2.0);
        ui.separator();
        caption(ui, "IN THIS DOSSIER");
        value(ui, cx, this().field("treatment"), RichText::new(treatment));
    }
}

fn versions_ui(ui: &mut Ui, cx: &mut Cx<'_>, dispute: &Dispute) {
    if dispute.versions.is_empty() {
        empty(ui, "No version is recorded");
        return;
    }
    let shown = shown_versions(cx, dispute);
    let n_versions = shown.len().max(1);
    let most = columns_that_fit(ui, 200.0, n_versions.min(4));
    // Rows of about equal length: four versions stand two by two rather than three and one.
    let n = n_versions.div_ceil(n_versions.div_ceil(most));
    for versions in shown.chunks(n) {
        columns(ui, n, |ui, column| {
            let Some((idx, version)) = versions.get(column) else {
                return;
            };
            let field = |name: &str| {
                Focus::record(RecordKind::Dispute, &dispute.id)
                    .field(format!("versions[{idx}].{name}"))
            };
            let palette = Palette::of(ui);
            let frame = Frame::new()
                .fill(palette.panel)
                .stroke(Stroke::new(1.0, palette.grid))
                .corner_radius(6)
                .inner_margin(Margin::same(9));
            frame.show(ui, |ui| {
                ui.set_width(ui.available_width());
                ui.spacing_mut().item_spacing.y = 4.0;
                let held_by = theme::strong(&version.held_by, theme::BODY);
                value(ui, cx, field("held_by"), held_by);
                value(ui, cx, field("text"), RichText::new(&version.text));
                // The chip says who it is only where the words do not.
                let named = |id: &&ActorId| !version.held_by.contains(cx.dossier().actor_name(id));
                let actors: Vec<ActorId> = version.actors.iter().filter(named).cloned().collect();
                ui.horizontal_wrapped(|ui| {
                    ui.spacing_mut().item_spacing = vec2(4.0, 4.0);
                    for actor in &actors {
                        actor_chip(ui, cx, actor);
                    }
                    for id in &version.sources {
                        record_chip(ui, cx, id.as_str());
                    }
                    if version.sources.is_empty() {
                        empty(ui, "No source");
                    }
                });
            });
        });
        ui.add_space(4.0);
    }
    hidden_ui(ui, cx, dispute);
}

/// The versions that are seen, with their places in the list.
pub(super) fn shown_versions<'a>(cx: &Cx<'_>, dispute: &'a Dispute) -> Vec<(usize, &'a Version)> {
    cx.shown_parts(RecordKind::Dispute, &dispute.id, &dispute.versions)
}

/// How many versions are not seen, and why.
pub(super) fn hidden_ui(ui: &mut Ui, cx: &Cx<'_>, dispute: &Dispute) {
    let hidden = cx
        .analysis
        .hidden_parts_of(RecordKind::Dispute, &dispute.id);
    let mut why: Vec<Why> = hidden.map(|(_, why)| why).collect();
    let n = why.len();
    if n == 0 {
        return;
    }
    why.sort_unstable();
    why.dedup();
    let why: Vec<&str> = why.iter().map(|it| it.label(RecordKind::Dispute)).collect();
    let versions = crate::ui::status_bar::plural(dispute.versions.len(), "version");
    empty(ui, &format!("{n} of {versions} hidden: {}", why.join("; ")));
}

/// How the dossier treats it; `None` where that may know of what came after the day that is chosen.
pub(super) fn treatment<'a>(cx: &Cx<'_>, dispute: &'a Dispute) -> Option<&'a str> {
    let (kind, id) = (RecordKind::Dispute, &dispute.id);
    let is_told = !dispute.treatment.is_empty() && !cx.analysis.has_later_parts(kind, id);
    is_told.then_some(&dispute.treatment)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::document::Document;

    /// A search finds questions, versions and who holds them, and the records they are about.
    #[test]
    fn search_finds_disputes() {
        let document = Document::built_in();
        let dossier = document.snapshot().dossier();
        let found = |query: &str| -> Vec<&str> {
            let disputes = dossier.disputes.iter();
            disputes
                .filter(|dispute| is_found(dossier, dispute, query))
                .map(|dispute| dispute.id.as_str())
                .collect()
        };
        assert_eq!(found("").len(), dossier.disputes.len());
        assert_eq!(found("strike kabul 9 october"), ["D1"]);
        assert!(found("C07").contains(&"D2"));
        assert!(found("no such words at all").is_empty());
    }
}
