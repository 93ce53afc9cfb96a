//! The form for a new dossier: what has to be known, with what is missing beside each field.

use super::{DialogAnswer, buttons, heading};
use crate::document::new::{Answer, NewDossier, NewParty, NewRound};
use crate::model::codes::ActorKind;
use crate::model::date::Day;
use crate::ui::theme::{self, Palette};
use egui::{Button, ComboBox, Grid, Label, Response, RichText, ScrollArea, TextEdit, Ui};

/// Most of the window's height that the form takes, in points.
const MAX_HEIGHT: f32 = 470.0;

/// Width of the labels, in points.
const LABEL_WIDTH: f32 = 120.0;

/// The answers so far.
#[derive(Clone, Debug)]
pub struct NewDialog {
    answers: NewDossier,
    today: Day,
    /// Whether problems are shown at fields that nobody has filled in yet.
    asked: bool,
    begun: bool,
}

impl NewDialog {
    /// An empty form; `today` is written into the file.
    pub fn new(today: Day) -> Self {
        Self {
            answers: NewDossier::default(),
            today,
            asked: false,
            begun: false,
        }
    }

    pub(super) fn ui(&mut self, ui: &mut Ui) -> Option<DialogAnswer> {
        heading(ui, "A new dossier");
        ui.add(
            Label::new(theme::weak(
                ui,
                "Everything can be changed later. What is not known is left out.",
            ))
            .wrap(),
        );
        ui.add_space(6.0);
        let room = (ui.ctx().content_rect().height() - 220.0).clamp(160.0, MAX_HEIGHT);
        ScrollArea::vertical()
            .max_height(room)
            .auto_shrink([false, true])
            .show(ui, |ui| {
                self.process_ui(ui);
                self.parties_ui(ui);
                self.round_ui(ui);
                self.source_ui(ui);
            });
        ui.add_space(10.0);
        let n_problems = self.answers.problems().len();
        buttons(ui, |ui| {
            let palette = Palette::of(ui);
            let text = RichText::new("Create").color(palette.on_accent);
            let create = ui.add(Button::new(text).fill(palette.accent)).clicked();
            if ui.button("Cancel").clicked() {
                return Some(DialogAnswer::Close);
            }
            if self.asked && n_problems > 0 {
                let text = match n_problems {
                    1 => "One field is to be filled in or put right".to_owned(),
                    n => format!("{n} fields are to be filled in or put right"),
                };
                ui.label(RichText::new(text).color(palette.error));
            }
            if create && n_problems > 0 {
                self.asked = true;
                return None;
            }
            create.then(|| DialogAnswer::Begin(self.answers.text(self.today)))
        })
    }

    /// What is wrong with a field; nothing before it is filled in or one has tried to go on.
    fn problem(&self, answer: Answer, text: &str) -> Option<String> {
        if text.is_empty() && !self.asked {
            return None;
        }
        let problems = self.answers.problems();
        problems
            .into_iter()
            .find(|(at, _)| *at == answer)
            .map(|(_, text)| text)
    }

    fn process_ui(&mut self, ui: &mut Ui) {
        grid(ui, "process", |ui| {
            let problem = self.problem(Answer::Title, &self.answers.title);
            let hint = "Talks between Northland and Southland, spring 2031";
            let response = row(ui, "Title", &mut self.answers.title, hint, problem);
            if !std::mem::replace(&mut self.begun, true) {
                response.request_focus();
            }
            let problem = self.problem(Answer::From, &self.answers.from);
            row(
                ui,
                "Covered from",
                &mut self.answers.from,
                "2031-03-01",
                problem,
            );
            let problem = self.problem(Answer::Until, &self.answers.until);
            row(
                ui,
                "Covered until",
                &mut self.answers.until,
                "empty for an open end",
                problem,
            );
            row(
                ui,
                "Authors",
                &mut self.answers.authors,
                "separated by commas",
                None,
            );
            row(ui, "Licence", &mut self.answers.licence, "CC BY 4.0", None);
        });
    }

    fn parties_ui(&mut self, ui: &mut Ui) {
        title(ui, "Parties");
        let mut gone = None;
        let n = self.answers.parties.len();
        grid(ui, "parties", |ui| {
            for idx in 0..n {
                let name = self
                    .answers
                    .parties
                    .get(idx)
                    .map_or("", |party| &party.name);
                let problem = self.problem(Answer::Party(idx), name);
                let Some(party) = self.answers.parties.get_mut(idx) else {
                    continue;
                };
                let label = label(ui, &format!("Party {}", idx + 1));
                ui.vertical(|ui| {
                    ui.horizontal(|ui| {
                        let width = (ui.available_width() - 240.0).max(120.0);
                        let field = TextEdit::singleline(&mut party.name)
                            .hint_text("Neutral name")
                            .desired_width(width);
                        ui.add(field).labelled_by(label.id);
                        let name = format!("Kind of party {}", idx + 1);
                        ComboBox::from_id_salt(("kind", idx))
                            .selected_text(party.kind.label())
                            .width(180.0)
                            .show_ui(ui, |ui| {
                                for kind in ActorKind::ALL {
                                    ui.selectable_value(&mut party.kind, *kind, kind.label());
                                }
                            })
                            .response
                            .accessible_name(&name);
                        let remove = ui.add_enabled(n > 2, Button::new("×").frame(false));
                        let name = format!("Take party {} out", idx + 1);
                        remove.widget_info(|| {
                            egui::WidgetInfo::labeled(egui::Role::Button, n > 2, &name)
                        });
                        if remove.clicked() {
                            gone = Some(idx);
                        }
                    });
                    complaint(ui, problem);
                });
                ui.end_row();
            }
        });
        if let Some(idx) = gone {
            self.answers.parties.remove(idx);
        }
        if ui.small_button("Add a party").clicked() {
            self.answers.parties.push(NewParty {
                name: String::new(),
                kind: ActorKind::NonStateArmedGroup,
            });
        }
    }

    fn round_ui(&mut self, ui: &mut Ui) {
        title(ui, "First round");
        let mut has_round = self.answers.round.is_some();
        if ui
            .checkbox(&mut has_round, "There was a round of talks")
            .changed()
        {
            self.answers.round = has_round.then(NewRound::default);
        }
        let Some(mut round) = self.answers.round.clone() else {
            return;
        };
        grid(ui, "round", |ui| {
            let problem = self.problem(Answer::RoundName, &round.name);
            row(
                ui,
                "Name of the round",
                &mut round.name,
                "Harbour talks, first round",
                problem,
            );
            let problem = self.problem(Answer::RoundDates, &round.dates);
            row(
                ui,
                "Dates",
                &mut round.dates,
                "2031-03-10/2031-03-11",
                problem,
            );
            row(
                ui,
                "City",
                &mut round.city,
                "empty where it is not known",
                None,
            );
            let hint = "mediators and hosts, separated by commas";
            row(ui, "Third parties", &mut round.third_parties, hint, None);
        });
        self.answers.round = Some(round);
    }

    fn source_ui(&mut self, ui: &mut Ui) {
        title(ui, "First source");
        let mut source = self.answers.source.clone();
        grid(ui, "source", |ui| {
            let problem = self.problem(Answer::Publisher, &source.publisher);
            row(
                ui,
                "Publisher",
                &mut source.publisher,
                "The Harbour Gazette",
                problem,
            );
            let problem = self.problem(Answer::SourceTitle, &source.title);
            row(
                ui,
                "Title of the source",
                &mut source.title,
                "Thirty days of quiet",
                problem,
            );
            let problem = self.problem(Answer::SourceDate, &source.date);
            row(
                ui,
                "Published on",
                &mut source.date,
                "empty where it is undated",
                problem,
            );
            let problem = self.problem(Answer::SourceUrl, &source.url);
            row(ui, "Address", &mut source.url, "https://", problem);
        });
        self.answers.source = source;
    }
}

fn title(ui: &mut Ui, text: &str) {
    ui.add_space(8.0);
    ui.label(theme::strong(text, theme::BODY));
}

fn grid(ui: &mut Ui, id: &str, rows: impl FnOnce(&mut Ui)) {
    Grid::new(id)
        .num_columns(2)
        .spacing([10.0, 5.0])
        .show(ui, rows);
}

fn label(ui: &mut Ui, text: &str) -> Response {
    ui.scope(|ui| {
        ui.set_min_width(LABEL_WIDTH);
        ui.label(text)
    })
    .inner
}

fn row(
    ui: &mut Ui,
    name: &str,
    text: &mut String,
    hint: &str,
    problem: Option<String>,
) -> Response {
    let label = label(ui, name);
    let response = ui
        .vertical(|ui| {
            let hint = RichText::new(hint).color(Palette::of(ui).text_weak);
            let width = (ui.available_width() - 14.0).max(200.0);
            let field = TextEdit::singleline(text)
                .hint_text(hint)
                .desired_width(width);
            let response = ui.add(field).labelled_by(label.id);
            complaint(ui, problem);
            response
        })
        .inner;
    ui.end_row();
    response
}

fn complaint(ui: &mut Ui, problem: Option<String>) {
    if let Some(problem) = problem {
        let text = RichText::new(problem)
            .size(theme::SMALL)
            .color(Palette::of(ui).error);
        ui.add(Label::new(text).wrap());
    }
}
