//! The window: the open document, its panels, and one frame from input to executed commands.
//!
//! The order of a frame: shortcuts become actions, panels are drawn in a fixed order and push commands,
//! then the commands are carried out. Errors of the layers below are shown here and nowhere else.

mod background;
mod change;
mod clock;
mod draft;
mod files;
mod findings;
mod foreign;
mod frame;
mod in_order;
mod keep;
mod keys;
mod records;
mod recovery;
mod still;
mod track_drafts;
mod track_files;

use crate::analysis::MeasureSettings;
use crate::analysis::dossier::DossierAnalysis;
use crate::command::{Action, Command, DraftWish, View};
use crate::document::records::Request;
use crate::document::{Change, Document, Focus, RecordRef, is_web_address};
use crate::model::RecordKind;
use crate::ui::dialogs::Dialog;
use crate::ui::history::History;
use crate::ui::inspector::Inspector;
use crate::ui::selection::Selection;
use crate::ui::timeline::Timeline;
use crate::ui::views::Views;
use crate::ui::{Cx, theme};
use background::Background;
use files::FileDialog;
use foreign::PendingMerge;
use in_order::InOrder;
use keep::Keep;
pub use keep::Setup;
use serde::{Deserialize, Serialize};
use std::path::PathBuf;
use still::Still;
use track_files::TrackFiles;

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
    shows_history: bool,
    measures: MeasureSettings,
}

/// The window.
pub struct App {
    document: Document,
    analysis: DossierAnalysis,
    /// Revision for which the analysis was made.
    analysed: u64,
    /// The files of background data.
    track_files: TrackFiles,
    state: State,
    inspector: Inspector,
    history: History,
    dialog: Option<Dialog>,
    file_dialog: Option<FileDialog>,
    message: Option<(String, bool)>,
    commands: Vec<Command>,
    title: String,
    may_close: bool,
    keep: Keep,
    pending_merge: Option<PendingMerge>,
    background: Background,
}

impl App {
    /// The window with a document, which keeps nothing outside it. `creation` carries the state of the
    /// last sitting.
    pub fn new(creation: &eframe::CreationContext<'_>, document: Document) -> Self {
        Self::with_setup(creation, document, Setup::default())
    }

    /// The window with a document, and what it may use besides it.
    pub fn with_setup(
        creation: &eframe::CreationContext<'_>,
        document: Document,
        setup: Setup,
    ) -> Self {
        theme::install(&creation.egui_ctx);
        creation.egui_ctx.add_plugin(InOrder::default());
        if let Some(still) = Still::new(creation) {
            creation.egui_ctx.add_plugin(still);
        }
        // Our own actions do this, so that they stand in the menu and in the list of keys.
        creation
            .egui_ctx
            .options_mut(|options| options.zoom_with_keyboard = false);
        let mut state: State = creation
            .storage
            .and_then(|storage| eframe::get_value(storage, STATE_KEY))
            .unwrap_or_default();
        state.selection.repair(document.snapshot());
        let analysis = DossierAnalysis::new(document.snapshot().dossier(), &state.measures);
        let analysed = document.snapshot().revision();
        let mut app = Self {
            document,
            analysis,
            analysed,
            state,
            inspector: Inspector::default(),
            history: History::default(),
            dialog: None,
            file_dialog: None,
            message: None,
            commands: Vec::new(),
            title: String::new(),
            may_close: false,
            keep: Keep::new(setup, creation.egui_ctx.clone()),
            pending_merge: None,
            background: Background::new(creation.egui_ctx.clone()),
            track_files: TrackFiles::new(creation.egui_ctx.clone()),
        };
        if let Some(path) = app.document.path().map(std::path::Path::to_path_buf) {
            app.remember_file(path);
        }
        if !app.document.snapshot().is_dossier() {
            app.state.view = View::Text;
        }
        app.begin_keeping();
        app.look_for_lost_changes();
        app
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

    /// What is known of the files of background data.
    pub fn background(&self) -> &crate::ui::background_data::BackgroundData {
        &self.track_files.data
    }

    /// Shows a part of time on the timeline, from one moment to another in days since 1970-01-01.
    pub fn show_on_timeline(&mut self, start: f64, end: f64) {
        self.state.timeline.show(start, end);
    }

    /// The last message in the status bar, and whether it tells of an error.
    pub fn message(&self) -> Option<(&str, bool)> {
        self.message
            .as_ref()
            .map(|(text, is_error)| (text.as_str(), *is_error))
    }

    /// Asks for an edit, as a panel would; it is carried out in the next frame.
    pub fn request(&mut self, edit: crate::document::Edit) {
        self.commands.push(Command::Edit(edit));
    }

    fn refresh_analysis(&mut self) {
        let snapshot = self.document.snapshot();
        if self.analysed != snapshot.revision() || self.analysis.settings != self.state.measures {
            self.analysis = DossierAnalysis::new(snapshot.dossier(), &self.state.measures);
            self.analysed = snapshot.revision();
        }
    }

    /// Takes another document in place of the open one.
    fn replace_document(&mut self, document: Document) {
        self.document = document;
        self.state.selection = Selection::default();
        self.state.views.forget_text();
        self.inspector = Inspector::default();
        self.state.views.forget();
        self.history = History::default();
        self.state.timeline = Timeline::default();
        self.state.measures = std::mem::take(&mut self.state.measures).for_another_dossier();
        self.analysed = u64::MAX;
        self.refresh_analysis();
        self.message = None;
        self.pending_merge = None;
        self.begin_keeping();
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
        let commands = std::mem::take(&mut self.commands);
        if commands.is_empty() {
            return;
        }
        // A field that is being typed in is taken over before anything else happens, so nothing is dropped.
        self.take_pending();
        let leaves = commands
            .iter()
            .any(|command| self.leaves_the_field(command));
        for command in commands {
            if let Some(command) = self.unless_it_waits(command) {
                self.carry_out_command(ctx, command);
            }
        }
        if leaves {
            self.tell_what_is_not_taken_over();
        }
        ctx.request_repaint();
    }

    fn carry_out_command(&mut self, ctx: &egui::Context, command: Command) {
        if Self::ends_typing(&command) {
            self.commit_draft();
        }
        match command {
            Command::Select(focus) => self.state.selection.select(self.state.view, focus),
            Command::Show(view) => self.show(view),
            Command::TakeOverRows(id, rows) => self.take_over_rows(&id, &rows),
            Command::ReadTrack(id) => self.track_files.read_again(&id),
            Command::CancelTrack(id) => self.track_files.cancel(&id),
            Command::AddTrack(path) => self.add_track(&path),
            Command::MapColumns(id) => self.ask_for_columns(&id),
            Command::ShowDays => {
                self.state.views.show_days();
                self.show(View::Measures);
            }
            Command::Reveal(focus) => self.reveal(focus),
            Command::Edit(edit) => self.apply(edit),
            Command::Records(request) => self.carry_out(&request),
            Command::Open(path) => self.open(path),
            Command::Browse(address) => self.browse(ctx, &address),
            Command::Copy(text) => ctx.copy_text(text),
            Command::Measure(settings) => self.state.measures = settings,
            Command::GoToFinding(idx) => self.go_to_finding(idx),
            Command::GoTo(step) => self.change(Change::GoTo(step)),
            Command::Draft(DraftWish::Apply) => {}
            Command::Draft(DraftWish::AskToDiscard) => self.ask_to_discard_draft(),
            Command::ShowText(byte) => {
                self.show(View::Text);
                self.state.views.show_byte(byte);
            }
            Command::PasteRows(start) => self.paste_rows(start),
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
            RecordKind::Event => Some(View::Events),
            RecordKind::Claim => Some(View::Claims),
            RecordKind::Statement => Some(View::Statements),
            RecordKind::Dispute => Some(View::Disputes),
            RecordKind::Source | RecordKind::Extract => Some(View::Sources),
            RecordKind::ThirdParty => Some(View::ThirdParties),
            RecordKind::Dossier => None,
            _ => Some(View::Records),
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
            Action::New => self.ask_for_new(),
            Action::Duplicate | Action::Delete | Action::MoveUp | Action::MoveDown => {
                self.act_on_record(action);
            }
            Action::AddRound
            | Action::AddEvent
            | Action::AddClaim
            | Action::AddStatement
            | Action::AddPosition
            | Action::AddIssue
            | Action::AddThirdParty
            | Action::AddActor
            | Action::AddCeasefire
            | Action::AddCommitment
            | Action::AddDispute
            | Action::AddSource
            | Action::AddExtract
            | Action::AddGap
            | Action::AddAnnotation
            | Action::AddAssessment
            | Action::AddTrack => {
                if let Some(kind) = action.kind_to_add() {
                    self.carry_out(&Request::Add(kind));
                }
            }
            Action::Open => self.ask_for_file(ctx),
            Action::AddDataFile => self.ask_for_track(ctx),
            Action::OpenBuiltIn => self.open_built_in(),
            Action::Save => self.save(ctx),
            Action::SaveAs => self.ask_where_to_save(ctx),
            Action::Recover => self.offer_lost_changes(),
            Action::Quit => ctx.send_viewport_cmd(egui::ViewportCommand::Close),
            Action::Undo | Action::Redo if self.steps_draft(action) => {}
            Action::Undo => self.change(Change::Undo),
            Action::Redo => self.change(Change::Redo),
            Action::PasteRows => {
                let start = self.state.views.paste_start(self.state.view);
                self.paste_rows(start);
            }
            Action::Find => self.state.views.focus_search(self.state.view),
            Action::Replace => {
                self.show(View::Text);
                self.state.views.open_replacing();
            }
            Action::GoToLine => {
                self.show(View::Text);
                self.state.views.open_going();
            }
            Action::Back => self.go(Selection::go_back),
            Action::Forward => self.go(Selection::go_forward),
            Action::PreviousRound => self.step_round(-1),
            Action::NextRound => self.step_round(1),
            Action::FitAll => self.state.timeline.fit_all(),
            Action::FitRound => self.fit_round(),
            Action::ToggleRounds => self.toggle(0),
            Action::ToggleInspector => self.toggle(1),
            Action::ToggleTimeline => self.toggle(2),
            Action::ToggleHistory => self.state.shows_history = !self.state.shows_history,
            Action::NextFinding => self.step_finding(true),
            Action::PreviousFinding => self.step_finding(false),
            Action::ZoomIn => zoom(ctx, 0.1),
            Action::ZoomOut => zoom(ctx, -0.1),
            Action::ZoomReset => ctx.set_zoom_factor(1.0),
            Action::ThemeSystem => ctx.set_theme(egui::ThemePreference::System),
            Action::ThemeLight => ctx.set_theme(egui::ThemePreference::Light),
            Action::ThemeDark => ctx.set_theme(egui::ThemePreference::Dark),
            Action::Keys => self.dialog = Some(Dialog::Keys),
            Action::About => {
                self.dialog = Some(Dialog::About {
                    state_folder: self.keep.state_folder().map(std::path::Path::to_path_buf),
                });
            }
            Action::ShowOverview
            | Action::ShowRound
            | Action::ShowThirdParties
            | Action::ShowEvents
            | Action::ShowClaims
            | Action::ShowStatements
            | Action::ShowBackground
            | Action::ShowDisputes
            | Action::ShowMeasures
            | Action::ShowSources
            | Action::ShowRecords
            | Action::ShowFindings
            | Action::ShowText => {
                if let Some(view) = action.view() {
                    self.show(view);
                }
            }
        }
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
            background: &$app.track_files.data,
            commands: &mut $app.commands,
        }
    };
}
use cx;
