//! The window: the open document, its panels, and one frame from input to executed commands.
//!
//! The order of a frame: shortcuts become actions, panels are drawn in a fixed order and push commands,
//! then the commands are carried out. Errors of the layers below are shown here and nowhere else.

mod background;
mod files;
mod frame;
mod keys;

use crate::analysis::HalfLife;
use crate::analysis::dossier::DossierAnalysis;
use crate::command::{Action, Command, View};
use crate::document::{Change, Document, Focus, Moment, RecordRef, is_web_address};
use crate::model::RecordKind;
use crate::ui::dialogs::Dialog;
use crate::ui::inspector::Inspector;
use crate::ui::selection::Selection;
use crate::ui::timeline::Timeline;
use crate::ui::views::Views;
use crate::ui::{Cx, theme};
use background::Background;
use files::FileDialog;
use serde::{Deserialize, Serialize};
use std::path::PathBuf;

/// Name of the program, as the system knows it.
pub const APP_ID: &str = "roundtable";

/// Where the window's state is kept between sittings.
const STATE_KEY: &str = "roundtable";

/// Most files that the menu of recent files shows.
const MAX_RECENT: usize = 10;

/// What is remembered between sittings. It is never kept inside a dossier.
#[derive(Default, Serialize, Deserialize)]
#[serde(default)]
struct State {
    view: View,
    selection: Selection,
    views: Views,
    timeline: Timeline,
    recent: Vec<PathBuf>,
    hidden_panels: [bool; 3],
    half_life_days: u8,
}

/// The window.
pub struct App {
    document: Document,
    analysis: DossierAnalysis,
    /// Revision and half-life for which the analysis was made.
    analysed: (u64, HalfLife),
    state: State,
    inspector: Inspector,
    dialog: Option<Dialog>,
    file_dialog: Option<FileDialog>,
    message: Option<(String, bool)>,
    commands: Vec<Command>,
    title: String,
    may_close: bool,
    background: Background,
    /// What time it is, to be noted with every step.
    clock: fn() -> Option<Moment>,
}

impl App {
    /// The window with a document. `creation` carries the state of the last sitting.
    pub fn new(creation: &eframe::CreationContext<'_>, document: Document) -> Self {
        theme::install(&creation.egui_ctx);
        // Our own actions do this, so that they stand in the menu and in the list of keys.
        creation
            .egui_ctx
            .options_mut(|options| options.zoom_with_keyboard = false);
        let mut state: State = creation
            .storage
            .and_then(|storage| eframe::get_value(storage, STATE_KEY))
            .unwrap_or_default();
        state.selection.repair(document.snapshot());
        let half_life = HalfLife::from_days(state.half_life_days).unwrap_or_default();
        let analysis = DossierAnalysis::new(document.snapshot().dossier(), half_life);
        let analysed = (document.snapshot().revision(), half_life);
        let mut app = Self {
            document,
            analysis,
            analysed,
            state,
            inspector: Inspector::default(),
            dialog: None,
            file_dialog: None,
            message: None,
            commands: Vec::new(),
            title: String::new(),
            may_close: false,
            background: Background::new(creation.egui_ctx.clone()),
            clock: background::now,
        };
        if let Some(path) = app.document.path().map(std::path::Path::to_path_buf) {
            app.remember_file(path);
        }
        if !app.document.snapshot().is_dossier() {
            app.state.view = View::Text;
        }
        app
    }

    /// The same window with another clock.
    #[must_use]
    pub fn with_clock(mut self, clock: fn() -> Option<Moment>) -> Self {
        self.clock = clock;
        self
    }

    /// The open document.
    pub fn document(&self) -> &Document {
        &self.document
    }

    /// The view in the centre.
    pub fn view(&self) -> View {
        self.state.view
    }

    /// What is selected.
    pub fn selection(&self) -> &Selection {
        &self.state.selection
    }

    /// The last message in the status bar, and whether it tells of an error.
    pub fn message(&self) -> Option<(&str, bool)> {
        self.message
            .as_ref()
            .map(|(text, is_error)| (text.as_str(), *is_error))
    }

    fn refresh_analysis(&mut self) {
        let wanted = (self.document.snapshot().revision(), self.half_life());
        if self.analysed != wanted {
            self.analysis = DossierAnalysis::new(self.document.snapshot().dossier(), wanted.1);
            self.analysed = wanted;
        }
    }

    fn half_life(&self) -> HalfLife {
        HalfLife::from_days(self.state.half_life_days).unwrap_or_default()
    }

    /// Takes another document in place of the open one.
    fn replace_document(&mut self, document: Document) {
        self.document = document;
        self.state.selection = Selection::default();
        self.inspector = Inspector::default();
        self.state.timeline = Timeline::default();
        self.analysed = (u64::MAX, self.half_life());
        self.refresh_analysis();
        self.message = None;
        if self.document.snapshot().is_dossier() {
            if self.state.view == View::Text {
                self.state.view = View::Overview;
            }
        } else {
            self.state.view = View::Text;
        }
    }

    fn remember_file(&mut self, path: PathBuf) {
        let path = std::path::absolute(&path).unwrap_or(path);
        self.state.recent.retain(|other| *other != path);
        self.state.recent.insert(0, path);
        self.state.recent.truncate(MAX_RECENT);
    }

    fn say(&mut self, text: impl Into<String>) {
        self.message = Some((text.into(), false));
    }

    fn complain(&mut self, text: impl Into<String>) {
        self.message = Some((text.into(), true));
    }

    /// Carries out what the panels asked for, in order.
    fn execute(&mut self, ctx: &egui::Context) {
        let mut commands = std::mem::take(&mut self.commands);
        if commands.is_empty() {
            return;
        }
        // A field that is being typed in is taken over before anything else happens, so nothing is dropped.
        if !matches!(commands.as_slice(), [Command::Edit(_)])
            && let Some(edit) = self.inspector.take_pending(&self.document)
        {
            commands.insert(0, Command::Edit(edit));
        }
        for command in commands {
            if let Some(command) = self.unless_it_waits(command) {
                self.carry_out(ctx, command);
            }
        }
        ctx.request_repaint();
    }

    fn carry_out(&mut self, ctx: &egui::Context, command: Command) {
        match command {
            Command::Select(focus) => self.state.selection.select(self.state.view, focus),
            Command::Show(view) => self.show(view),
            Command::Reveal(focus) => self.reveal(focus),
            Command::Edit(edit) => self.apply(&edit),
            Command::GoTo(step) => self.change(Change::GoTo(step)),
            Command::Open(path) => self.open(path),
            Command::Browse(address) => self.browse(ctx, &address),
            Command::Copy(text) => ctx.copy_text(text),
            Command::SetHalfLife(half_life) => self.state.half_life_days = half_life.days(),
            Command::Act(action) => self.act(ctx, action),
        }
    }

    fn show(&mut self, view: View) {
        if self.state.view != view {
            self.state.selection.remember(self.state.view);
            self.state.view = view;
        }
    }

    /// Selects a record and shows it in the view that is made for it.
    fn reveal(&mut self, focus: Focus) {
        let view = match focus.record.kind {
            RecordKind::Round => Some(View::Round),
            RecordKind::Event | RecordKind::Claim => Some(View::Events),
            RecordKind::Statement => Some(View::Statements),
            RecordKind::Dispute => Some(View::Disputes),
            RecordKind::Source | RecordKind::Extract => Some(View::Sources),
            RecordKind::ThirdParty => Some(View::ThirdParties),
            _ => None,
        };
        self.state.selection.select(self.state.view, focus);
        if let Some(view) = view {
            self.state.view = view;
        }
    }

    fn browse(&mut self, ctx: &egui::Context, address: &str) {
        if is_web_address(address) {
            ctx.open_url(egui::OpenUrl::new_tab(address));
            self.say(format!("Opened in the browser: {address}"));
        } else {
            self.complain(format!(
                "Only http and https addresses are opened: {address}"
            ));
        }
    }

    fn act(&mut self, ctx: &egui::Context, action: Action) {
        match action {
            Action::Open => self.ask_for_file(ctx),
            Action::OpenBuiltIn => self.open_built_in(),
            Action::Save => self.save(ctx),
            Action::SaveAs => self.ask_where_to_save(ctx),
            Action::Quit => ctx.send_viewport_cmd(egui::ViewportCommand::Close),
            Action::Undo => self.change(Change::Undo),
            Action::Redo => self.change(Change::Redo),
            Action::Find => self.state.views.focus_search(self.state.view),
            Action::Back => self.go(Selection::go_back),
            Action::Forward => self.go(Selection::go_forward),
            Action::PreviousRound => self.step_round(-1),
            Action::NextRound => self.step_round(1),
            Action::FitAll => self.state.timeline.fit_all(),
            Action::FitRound => self.fit_round(),
            Action::ToggleRounds => self.toggle(0),
            Action::ToggleInspector => self.toggle(1),
            Action::ToggleTimeline => self.toggle(2),
            Action::ZoomIn => zoom(ctx, 0.1),
            Action::ZoomOut => zoom(ctx, -0.1),
            Action::ZoomReset => ctx.set_zoom_factor(1.0),
            Action::ThemeSystem => ctx.set_theme(egui::ThemePreference::System),
            Action::ThemeLight => ctx.set_theme(egui::ThemePreference::Light),
            Action::ThemeDark => ctx.set_theme(egui::ThemePreference::Dark),
            Action::Keys => self.dialog = Some(Dialog::Keys),
            Action::About => self.dialog = Some(Dialog::About),
            Action::ShowOverview
            | Action::ShowRound
            | Action::ShowThirdParties
            | Action::ShowEvents
            | Action::ShowStatements
            | Action::ShowDisputes
            | Action::ShowSources
            | Action::ShowText => {
                if let Some(view) = action.view() {
                    self.show(view);
                }
            }
        }
        // Undo may take away what is selected.
        self.state.selection.repair(self.document.snapshot());
    }

    fn toggle(&mut self, panel: usize) {
        if let Some(hidden) = self.state.hidden_panels.get_mut(panel) {
            *hidden = !*hidden;
        }
    }

    fn go(&mut self, step: fn(&mut Selection, View) -> Option<View>) {
        if let Some(view) = step(&mut self.state.selection, self.state.view) {
            self.state.view = view;
            self.state.selection.repair(self.document.snapshot());
        }
    }

    /// The round that the Round view shows.
    fn current_round(&self) -> usize {
        let rounds = &self.document.snapshot().dossier().rounds;
        rounds
            .iter()
            .position(|round| Some(&round.id) == self.state.selection.round())
            .unwrap_or(0)
    }

    fn step_round(&mut self, step: isize) {
        let rounds = &self.document.snapshot().dossier().rounds;
        // From elsewhere, the first step shows the round that is current.
        let step = if self.state.view == View::Round {
            step
        } else {
            0
        };
        let target = self.current_round().saturating_add_signed(step);
        if let Some(round) = rounds.get(target) {
            self.reveal(Focus {
                record: RecordRef::new(RecordKind::Round, &round.id),
                field: String::new(),
            });
        }
    }

    fn fit_round(&mut self) {
        let rounds = &self.document.snapshot().dossier().rounds;
        if let Some(round) = rounds.get(self.current_round()) {
            self.state.timeline.fit_round(&round.id);
        }
    }
}

fn zoom(ctx: &egui::Context, step: f32) {
    ctx.set_zoom_factor((ctx.zoom_factor() + step).clamp(0.6, 3.0));
}

/// The context of a panel. A macro, because it borrows some fields of the app and leaves the others free.
macro_rules! cx {
    ($app:expr) => {
        Cx {
            document: &$app.document,
            selection: &$app.state.selection,
            view: $app.state.view,
            analysis: &$app.analysis,
            commands: &mut $app.commands,
        }
    };
}
use cx;
