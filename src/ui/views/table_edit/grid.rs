//! Drawing the table: headings, the rows that are in sight, and the cell with the cursor.

use super::act::Click;
use super::paint::{self, header_cell, padded};
use super::rows::Line;
use super::spec::Head;
use super::{At, Look, Marked, RecordTable, Records, Scroll, Spec, cells};
use crate::command::Command;
use crate::document::{RecordRef, fresh};
use crate::ui::Cx;
use crate::ui::theme::{self, Palette};
use crate::ui::widgets::record_menu;
use egui::{
    Align, CursorIcon, FontId, Frame, Label, Layout, Rect, Response, Role, ScrollArea, Sense,
    Stroke, StrokeKind, Ui, WidgetInfo, pos2,
};
use egui_extras::{Column as Width, TableBuilder, TableRow};

/// Height of a row with one line of text, in points.
const ROW_HEIGHT: f32 = 27.0;
/// Height of a row with two lines of text, in points.
const TWO_LINES: f32 = 42.0;
/// Height of the header, in points.
const HEADER_HEIGHT: f32 = 30.0;
/// Least width of the column that takes what is left, in points.
const LEAST_REST: f32 = 150.0;
/// Below this width a table shows shorter cells on two lines.
pub(in crate::ui::views) const ROOMY: f32 = 1050.0;

/// What came of drawing.
pub(super) struct Drawn {
    /// The cell that is typed in, if it is in sight.
    pub(super) editor: Option<Rect>,
    pub(super) click: Option<Click>,
    /// The column whose heading was clicked.
    pub(super) sorted: Option<String>,
    /// What was chosen from the menu of a record.
    pub(super) commands: Vec<Command>,
    /// What has the keyboard while the table has it.
    pub(super) focus: Response,
}

/// What is drawn and what comes of it.
struct Grid<'a, 'b> {
    table: &'a RecordTable,
    cx: &'a Cx<'b>,
    spec: &'a Spec,
    records: &'a dyn Records,
    heads: Vec<&'a Head>,
    roomy: bool,
    has_focus: bool,
    cursor: Option<usize>,
    /// Lines that are marked, from and to.
    marked: Option<(usize, usize)>,
    scroll: Scroll,
    editor: Option<Rect>,
    click: Option<Click>,
    headings: Vec<(Rect, usize)>,
    /// What was chosen from the menu of a record.
    commands: Vec<Command>,
}

impl RecordTable {
    /// Draws the table.
    pub(super) fn grid_ui(
        &mut self,
        ui: &mut Ui,
        cx: &Cx<'_>,
        spec: &Spec,
        records: &dyn Records,
    ) -> Drawn {
        let palette = Palette::of(ui);
        let roomy = ui.available_width() >= ROOMY;
        self.now.follow.room(roomy);
        let scroll = self.scroll(cx);
        let cursor = self.cursor_line();
        let marked = match (&self.now.marked, cursor) {
            (Marked::None, _) | (_, None) => None,
            (Marked::From(id), Some(line)) => {
                let from = self.now.rows.line_of(id).unwrap_or(line);
                Some((from.min(line), from.max(line)))
            }
            (Marked::All, _) => Some((0, self.now.rows.lines.len())),
        };
        let id = ui.scope_id().with((spec.name, "keys"));
        let mut grid = Grid {
            table: self,
            cx,
            spec,
            records,
            heads: self.heads().collect(),
            roomy,
            has_focus: ui.memory(|memory| memory.has_focus(id)),
            cursor,
            marked,
            scroll,
            editor: None,
            click: None,
            headings: Vec::new(),
            commands: Vec::new(),
        };
        let mut sorted = None;
        let mut inner = Rect::NOTHING;
        let surface = Frame::new()
            .fill(palette.card)
            .stroke(Stroke::new(1.0, palette.border));
        surface.inner_margin(1).show(ui, |ui| {
            let across = ScrollArea::horizontal()
                .id_salt((spec.name, "across"))
                .auto_shrink(false);
            across.show(ui, |ui| {
                let clip = ui.clip_rect();
                inner = grid.table_ui(ui, &mut sorted);
                grid.headings_ui(ui, inner.intersect(clip));
                inner = inner.intersect(clip);
            });
        });
        let Grid {
            editor,
            click,
            commands,
            ..
        } = grid;
        let focus = ui.interact(inner, id, Sense::focusable_noninteractive());
        focus.widget_info(|| WidgetInfo::labeled(Role::Table, ui.is_enabled(), spec.name));
        Drawn {
            editor,
            click,
            sorted,
            commands,
            focus,
        }
    }
}

impl<'a> Grid<'a, '_> {
    /// Draws heading and rows; returns where the rows are.
    fn table_ui(&mut self, ui: &mut Ui, sorted: &mut Option<String>) -> Rect {
        let widths: Vec<Option<f32>> = self.heads.iter().map(|h| h.width(self.roomy)).collect();
        let fixed: f32 = widths.iter().flatten().sum();
        let n_rest = widths.iter().filter(|width| width.is_none()).count();
        let least =
            fixed + n_rest as f32 * LEAST_REST + ui.spacing().scroll.allocated_width() + 2.0;
        ui.set_min_width(ui.available_width().max(least));
        paint::prepare(ui);
        let keys: Vec<&str> = self.heads.iter().map(|head| head.key.as_str()).collect();
        let mut builder = TableBuilder::new(ui)
            .id_salt((self.spec.name, self.roomy, keys.join(" ")))
            .striped(false)
            .resizable(true)
            .sense(Sense::CLICK)
            .cell_layout(Layout::left_to_right(Align::Center))
            .auto_shrink(false);
        for width in &widths {
            builder = builder.column(column(*width));
        }
        builder = match (self.scroll, self.cursor) {
            (Scroll::JustEnough, Some(line)) => builder.scroll_to_row(line, None),
            (Scroll::Centre, Some(line)) => builder.scroll_to_row(line, Some(Align::Center)),
            (Scroll::Stay, _) | (_, None) => builder,
        };
        let height = if self.roomy { ROW_HEIGHT } else { TWO_LINES };
        let n_lines = self.table.now.rows.lines.len();
        let output = builder
            .header(HEADER_HEIGHT, |mut row| {
                *sorted = self.header_ui(&mut row);
            })
            .body(|body| {
                body.rows(height, n_lines, |mut cells| {
                    let line = cells.index();
                    self.line_ui(&mut cells, line);
                });
            });
        output.inner_rect
    }

    fn header_ui(&self, row: &mut TableRow<'_, '_>) -> Option<String> {
        let mut clicked = None;
        for head in &self.heads {
            let order = self
                .table
                .sorted
                .as_ref()
                .filter(|sort| sort.column == head.key)
                .map(|sort| sort.ascending);
            if header_cell(row, head.title(self.roomy), &head.name, order, head.right) {
                clicked = Some(head.key.clone());
            }
        }
        clicked
    }

    fn line_ui(&mut self, cells: &mut TableRow<'_, '_>, line: usize) {
        let now = &self.table.now;
        cells.set_overline(true);
        let heads = std::mem::take(&mut self.heads);
        match now.rows.lines.get(line) {
            Some(Line::Group(idx)) => {
                let title = now.rows.groups.get(*idx).map(|(group, _)| &group.title);
                for (place, _) in heads.iter().enumerate() {
                    let (_, cell) = cells.col(|_| {});
                    if place == 0 {
                        let title = title.cloned().unwrap_or_default();
                        cell.widget_info(|| WidgetInfo::labeled(Role::Heading, true, &title));
                        self.headings.push((cell.rect, *idx));
                    }
                }
            }
            Some(Line::Record(_)) => self.record_ui(cells, line, &heads),
            Some(Line::New) => self.new_ui(cells, line, &heads),
            None => {}
        }
        self.heads = heads;
    }

    fn record_ui(&mut self, cells: &mut TableRow<'_, '_>, line: usize, heads: &[&'a Head]) {
        let table = self.table;
        let Some(row) = table.now.rows.row_at(line) else {
            return;
        };
        let snapshot = self.cx.document.snapshot();
        let Some(node) = snapshot.tree().node(snapshot.text(), row.node) else {
            return;
        };
        let selected = self.cursor == Some(line);
        let is_marked = self
            .marked
            .is_some_and(|(from, to)| (from..=to).contains(&line));
        cells.set_selected(selected || is_marked);
        let look = Look {
            selected,
            roomy: self.roomy,
        };
        for (place, head) in heads.iter().enumerate() {
            let (_, cell) = cells.col(|ui| {
                if selected && place == 0 {
                    paint::selection_bar(ui);
                }
                if head.width(self.roomy).is_none() {
                    paint::right_edge(ui);
                }
                padded(ui, head.right, |ui| {
                    let path = head.column.map_or("", |column| column.path.as_str());
                    if let Some(draft) = table.now.drafts.get(&row.id, path) {
                        let problem = head.column.and_then(|c| c.parse(snapshot, draft).err());
                        cells::draft_ui(ui, draft, problem.as_deref().or(Some("Not taken over")));
                    } else if !self.records.cell_ui(ui, row.record, &head.key, look)
                        && let Some(column) = head.column
                    {
                        cells::value_ui(ui, snapshot, column, node);
                    }
                });
                self.cursor_ui(ui, line, head);
            });
            if place == 0 {
                // One name for the whole row.
                cell.widget_info(|| {
                    let name = self.records.name(row.record);
                    WidgetInfo::selected(Role::Button, true, selected, name)
                });
            }
            self.clicked(&cell, line, head);
            let mut cx = Cx {
                commands: &mut self.commands,
                ..*self.cx
            };
            let record = RecordRef::new(self.spec.kind, &row.id);
            cell.context_menu(|ui| record_menu(ui, &mut cx, &record));
        }
    }

    fn new_ui(&mut self, cells: &mut TableRow<'_, '_>, line: usize, heads: &[&'a Head]) {
        let table = self.table;
        let snapshot = self.cx.document.snapshot();
        let is_begun = table.now.drafts.has_new()
            || table.now.editor.as_ref().is_some_and(|e| e.at == At::New);
        cells.set_selected(self.cursor == Some(line));
        // The invitation stands in the widest column.
        let invites = heads
            .iter()
            .position(|head| head.width(self.roomy).is_none())
            .unwrap_or(0);
        for (place, head) in heads.iter().enumerate() {
            let (_, cell) = cells.col(|ui| {
                if head.width(self.roomy).is_none() {
                    paint::right_edge(ui);
                }
                padded(ui, head.right, |ui| {
                    let path = head.column.map_or("", |column| column.path.as_str());
                    let draft = table.now.drafts.get("", path);
                    if let (Some(draft), Some(column)) = (draft, head.column) {
                        let problem = column.parse(snapshot, draft).err();
                        cells::draft_ui(ui, draft, problem.as_deref());
                    } else if is_begun && head.column.is_some_and(|column| column.required) {
                        let code = fresh::default_of(self.spec.kind, path);
                        let text = if path == "id" {
                            "new"
                        } else {
                            code.unwrap_or("needed")
                        };
                        let text = paint::weak_text(ui, text).italics();
                        ui.add(Label::new(text).truncate().selectable(false));
                    } else if !is_begun && place == invites {
                        let text = paint::cell_text(ui, self.spec.add);
                        let text = text.color(Palette::of(ui).accent);
                        ui.add(Label::new(text).truncate().selectable(false));
                    }
                });
                self.cursor_ui(ui, line, head);
            });
            if place == 0 {
                cell.widget_info(|| WidgetInfo::labeled(Role::Button, true, self.spec.add));
            }
            self.clicked(&cell, line, head);
        }
    }

    fn clicked(&mut self, cell: &Response, line: usize, head: &Head) {
        if cell.hovered() {
            let icon = if head.editable().is_some() {
                CursorIcon::Cell
            } else {
                CursorIcon::PointingHand
            };
            cell.clone().on_hover_cursor(icon);
        }
        if cell.clicked() {
            self.click = Some(Click {
                line,
                key: head.key.clone(),
                is_double: cell.double_clicked(),
            });
        }
    }

    /// The frame of the cell with the cursor; scrolls to it, and notes where the field is to be.
    fn cursor_ui(&mut self, ui: &Ui, line: usize, head: &Head) {
        let now = &self.table.now;
        if let Some(editor) = &now.editor
            && self.table.line_of(&editor.at) == Some(line)
            && editor.column.path == head.key
        {
            self.editor = Some(ui.max_rect());
        }
        if self.cursor != Some(line) || now.column != head.key {
            return;
        }
        let rect = ui.max_rect();
        if self.scroll == Scroll::JustEnough {
            ui.scroll_to_rect(rect, None);
        }
        if self.has_focus || now.editor.is_some() {
            let stroke = Stroke::new(2.0, Palette::of(ui).accent);
            let painter = ui.painter();
            painter.rect_stroke(rect, 2.0, stroke, StrokeKind::Inside);
        }
    }

    /// The headings of the groups, over all columns.
    fn headings_ui(&self, ui: &Ui, clip: Rect) {
        let palette = Palette::of(ui);
        let painter = ui.painter().with_clip_rect(clip);
        for (rect, idx) in &self.headings {
            let Some((group, n)) = self.table.now.rows.groups.get(*idx) else {
                continue;
            };
            let band =
                Rect::from_x_y_ranges(clip.x_range(), rect.y_range()).shrink2(egui::vec2(0.0, 0.5));
            painter.rect_filled(band, 0.0, palette.window);
            let left = clip.left() + 8.0;
            let font = FontId::new(paint::CELL, theme::strong_family());
            let centre = pos2(left, band.bottom() - 12.0);
            let title = painter.text(
                centre,
                egui::Align2::LEFT_CENTER,
                &group.title,
                font,
                palette.text,
            );
            let count = match n {
                1 => String::new(),
                n => {
                    let records = crate::document::paste::n_records(*n, self.spec.kind);
                    format!("{records} side by side, never added up")
                }
            };
            painter.text(
                pos2(title.right() + 12.0, centre.y),
                egui::Align2::LEFT_CENTER,
                count,
                FontId::proportional(theme::SMALL),
                palette.text_weak,
            );
        }
    }
}

/// A column of this width that can be made wider, or one that takes what is left.
fn column(width: Option<f32>) -> Width {
    match width {
        Some(width) => Width::initial(width).range(36.0..=width * 3.0),
        None => Width::remainder().at_least(LEAST_REST).resizable(false),
    }
    .clip(true)
}
