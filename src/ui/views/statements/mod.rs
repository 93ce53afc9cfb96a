//! What was said, verbatim, in the order of time.
//!
//! The words stand first; who said them, in which office and where comes after, and what they rest on
//! last.

mod card;

use super::events::choice::choice;
use super::events::follow::Follow;
use super::events::{InRound, rounds};
use crate::analysis::dossier::DossierAnalysis;
use crate::document::Focus;
use crate::model::{ActorId, Dossier, RecordKind, SourceId, Statement};
use crate::ui::Cx;
use crate::ui::theme;
use crate::ui::widgets::{
    Search, actor_chip, add_button, empty, matches, page, source_chips, value,
};
use egui::{Label, RichText, Ui, vec2};

pub(super) use card::{record_card, record_chip};

/// How many principals may stand between a speaker and a party.
const MAX_PRINCIPALS: usize = 4;

/// The view of the statements.
#[derive(Default)]
pub(super) struct StatementsView {
    /// What is searched for.
    pub(super) search: Search,
    side: Option<Side>,
    round: Option<InRound>,
    follow: Follow,
}

/// For whom somebody speaks.
#[derive(Clone, Debug, PartialEq, Eq)]
enum Side {
    /// For this party.
    Party(ActorId),
    /// For nobody who is a party.
    Other,
}

impl StatementsView {
    /// Draws the filters and the statements.
    pub(super) fn ui(&mut self, ui: &mut Ui, cx: &mut Cx<'_>) {
        let document = cx.document;
        let dossier = document.snapshot().dossier();
        let scroll = self.follow.take(cx.selection.serial());
        page(ui, "statements", |ui| {
            self.bar_ui(ui, cx, dossier);
            let shown = self.shown(dossier, cx.analysis);
            if shown.is_empty() {
                ui.add_space(10.0);
                empty(
                    ui,
                    if dossier.statements.is_empty() {
                        "No statement is recorded"
                    } else {
                        "No statement passes the filters"
                    },
                );
            }
            let mut day = None;
            for statement in shown {
                if day != Some(&statement.date) {
                    ui.add_space(12.0);
                    let text = theme::strong(statement.date.display_long(), theme::SECTION);
                    ui.add(Label::new(text).selectable(false));
                    day = Some(&statement.date);
                }
                let focus = Focus::record(RecordKind::Statement, &statement.id);
                let name = format!("Statement {}", statement.id);
                if record_card(ui, cx, &focus, &name, scroll, |ui, cx| {
                    statement_ui(ui, cx, statement);
                }) {
                    self.follow.own();
                }
            }
        });
    }

    fn bar_ui(&mut self, ui: &mut Ui, cx: &mut Cx<'_>, dossier: &Dossier) {
        ui.horizontal_wrapped(|ui| {
            self.search.ui(ui, "Search statements", 190.0);
            choice(
                ui,
                "Speaks for",
                "All sides",
                &mut self.side,
                &sides(dossier),
            );
            choice(ui, "Round", "All rounds", &mut self.round, &rounds(dossier));
            let is_filtered =
                self.side.is_some() || self.round.is_some() || !self.search.text.is_empty();
            if is_filtered && ui.button("Clear filters").clicked() {
                self.side = None;
                self.round = None;
                self.search.text.clear();
            }
            add_button(ui, cx, RecordKind::Statement);
            let n_shown = self.shown(dossier, cx.analysis).len();
            let text = format!("{n_shown} of {} statements", dossier.statements.len());
            ui.add(Label::new(theme::weak(ui, text)).extend().selectable(false));
        });
    }

    /// The statements that pass the filters, in the order of time.
    fn shown<'a>(&self, dossier: &'a Dossier, analysis: &DossierAnalysis) -> Vec<&'a Statement> {
        let mut shown: Vec<&Statement> = dossier
            .statements
            .iter()
            .filter(|statement| !analysis.is_hidden(RecordKind::Statement, statement.id.as_str()))
            .filter(|statement| self.passes(dossier, statement))
            .collect();
        shown.sort_by(|a, b| a.date.cmp(&b.date));
        shown
    }

    fn passes(&self, dossier: &Dossier, statement: &Statement) -> bool {
        self.side
            .as_ref()
            .is_none_or(|side| side_of(dossier, &statement.speaker) == *side)
            && self.round.as_ref().is_none_or(|round| match round {
                InRound::In(id) => statement.round.as_ref() == Some(id),
                InRound::Outside => statement.round.is_none(),
            })
            && is_found(dossier, statement, &self.search.text)
    }
}

fn is_found(dossier: &Dossier, statement: &Statement, query: &str) -> bool {
    if query.trim().is_empty() {
        return true;
    }
    let mut texts = vec![
        statement.id.as_str(),
        statement.office.as_str(),
        statement.occasion.as_str(),
        statement.context.as_str(),
        statement.date.as_str(),
    ];
    texts.extend(statement.words.iter().map(String::as_str));
    if let Some(other) = &statement.other_translation {
        texts.push(&other.text);
    }
    if let Some(actor) = dossier.actor(&statement.speaker) {
        texts.push(&actor.name);
    }
    matches(query, texts)
}

/// The party for which an actor speaks, by its principals.
fn side_of(dossier: &Dossier, speaker: &ActorId) -> Side {
    let mut id = speaker;
    for _ in 0..MAX_PRINCIPALS {
        if dossier.parties.contains(id) {
            return Side::Party(id.clone());
        }
        let Some(principal) = dossier.actor(id).and_then(|actor| actor.of.as_ref()) else {
            break;
        };
        id = principal;
    }
    Side::Other
}

fn sides(dossier: &Dossier) -> Vec<(Side, String)> {
    dossier
        .parties
        .iter()
        .map(|id| (Side::Party(id.clone()), dossier.actor_name(id).to_owned()))
        .chain([(Side::Other, "Neither party".to_owned())])
        .collect()
}

fn statement_ui(ui: &mut Ui, cx: &mut Cx<'_>, statement: &Statement) {
    let this = || Focus::record(RecordKind::Statement, &statement.id);
    ui.spacing_mut().item_spacing.y = 4.0;
    value(
        ui,
        cx,
        this().field("words"),
        RichText::new(statement.quoted()).size(theme::BODY + 1.0),
    );
    ui.horizontal_wrapped(|ui| {
        ui.spacing_mut().item_spacing = vec2(6.0, 4.0);
        let id = theme::weak(ui, statement.id.as_str()).size(theme::SMALL);
        ui.add(Label::new(id).selectable(false));
        actor_chip(ui, cx, &statement.speaker);
        let mut said: Vec<String> = [&statement.office, &statement.occasion]
            .into_iter()
            .filter(|text| !text.is_empty())
            .cloned()
            .collect();
        if !statement.language.is_empty() {
            said.push(format!("translated from {}", statement.language));
        }
        if !said.is_empty() {
            ui.add(
                Label::new(theme::weak(ui, said.join(" · ")))
                    .wrap()
                    .selectable(false),
            );
        }
        let about = statement.round.iter().map(AsRef::as_ref);
        let about = about.chain(statement.events.iter().map(AsRef::as_ref));
        for id in about.chain(statement.sources.iter().map(AsRef::as_ref)) {
            record_chip(ui, cx, id);
        }
    });
    if !statement.context.is_empty() {
        let text = theme::weak(ui, format!("About: {}", statement.context));
        value(ui, cx, this().field("context"), text);
    }
    if let Some(other) = &statement.other_translation {
        let text = theme::weak(ui, format!("In another translation: {}", other.text));
        value(ui, cx, this().field("other_translation.text"), text);
        source_chips(ui, cx, other.sources.iter().map(SourceId::as_str));
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::analysis::MeasureSettings;
    use crate::document::Document;

    /// Sides and rounds divide the statements between them, and a search finds words and speakers.
    #[test]
    fn filters_divide_the_statements() {
        let document = Document::built_in();
        let dossier = document.snapshot().dossier();
        let analysis = DossierAnalysis::new(dossier, &MeasureSettings::default());
        let n = |view: &StatementsView| view.shown(dossier, &analysis).len();
        let mut view = StatementsView::default();
        assert_eq!(n(&view), dossier.statements.len());
        let mut sum = 0;
        for (side, _) in sides(dossier) {
            view.side = Some(side);
            sum += n(&view);
        }
        assert_eq!(sum, dossier.statements.len());
        view.side = Some(Side::Party("PAK".into()));
        assert!(n(&view) > 0 && n(&view) < dossier.statements.len());
        view.side = None;
        view.search.text = "one of two paths".to_owned();
        assert_eq!(view.shown(dossier, &analysis)[0].id.as_str(), "Q01");
    }

    /// Statements come in the order of time.
    #[test]
    fn statements_are_in_order() {
        let document = Document::built_in();
        let dossier = document.snapshot().dossier();
        let analysis = DossierAnalysis::new(dossier, &MeasureSettings::default());
        let shown = StatementsView::default().shown(dossier, &analysis);
        assert!(shown.is_sorted_by(|a, b| a.date <= b.date));
    }

    /// A person speaks for the party that it acts for; who acts for no party is on no side.
    #[test]
    fn speakers_have_sides() {
        let document = Document::built_in();
        let dossier = document.snapshot().dossier();
        assert_eq!(
            side_of(dossier, &"sharif".into()),
            Side::Party("PAK".into())
        );
        assert_eq!(side_of(dossier, &"araghchi".into()), Side::Other);
        assert_eq!(side_of(dossier, &"nobody".into()), Side::Other);
    }
}
