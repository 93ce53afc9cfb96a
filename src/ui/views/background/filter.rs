//! The filter of a track: what the file offers, with its counts. Each choice is one step of the dossier.

use crate::command::Command;
use crate::document::{Edit, Focus};
use crate::format::to_value;
use crate::model::RecordKind;
use crate::model::date::Edtf;
use crate::model::track::{Track, TrackArea, TrackDyad, TrackFilter};
use crate::ui::Cx;
use crate::ui::background_data::Shown;
use crate::ui::theme::{self, Palette};
use crate::ui::widgets::matches;
use egui::{Checkbox, Popup, PopupCloseBehavior, RichText, ScrollArea, TextEdit, Ui, vec2};

/// Most choices that are listed at once.
const MAX_LISTED: usize = 300;

/// What a file has, each with its number of rows.
type Offered = Vec<(String, usize)>;

/// A list of names in a filter.
type Names = fn(&mut TrackFilter) -> &mut Vec<String>;

/// What is being typed.
#[derive(Default)]
pub(super) struct FilterForm {
    search: String,
    period: Option<(String, String)>,
    area: Option<(String, String)>,
    problem: Option<(String, String)>,
}

impl FilterForm {
    /// Draws the choices of a track.
    pub(super) fn ui(&mut self, ui: &mut Ui, cx: &mut Cx<'_>, track: &Track, shown: &Shown) {
        let facets = &shown.facets;
        let filter = &track.filter;
        let mut changed: Option<(TrackFilter, &str)> = None;
        ui.horizontal_wrapped(|ui| {
            ui.spacing_mut().item_spacing = vec2(6.0, 6.0);
            let lists: [(&str, Offered, Names); 4] = [
                ("Countries", choices(&facets.countries), |it| {
                    &mut it.countries
                }),
                ("Actors", choices(&facets.actors), |it| &mut it.actors),
                ("Types", choices(&facets.types), |it| &mut it.types),
                ("Codes", choices(&facets.codes), |it| &mut it.codes),
            ];
            for (name, offered, names) in lists {
                let mut filter = filter.clone();
                if let Some(chosen) = self.list_ui(ui, name, &offered, names(&mut filter)) {
                    *names(&mut filter) = chosen;
                    changed = Some((filter, name));
                }
            }
            if let Some(dyads) = self.dyads_ui(ui, shown, &filter.dyads) {
                let filter = TrackFilter {
                    dyads,
                    ..filter.clone()
                };
                changed = Some((filter, "Pairs"));
            }
            if track.kind.is_machine_coded() {
                let (mut once, mut mirrored) = (filter.one_a_day, filter.drop_mirrored);
                let once_changed = ui.checkbox(&mut once, "Once a day").changed();
                let mirrored_changed = ui.checkbox(&mut mirrored, "Talks once").changed();
                if once_changed || mirrored_changed {
                    let filter = TrackFilter {
                        one_a_day: once,
                        drop_mirrored: mirrored,
                        ..filter.clone()
                    };
                    changed = Some((filter, "Repetitions"));
                }
            }
        });
        ui.horizontal_wrapped(|ui| {
            let now = filter.period.as_ref().map_or("", Edtf::as_str).to_owned();
            if let Some(text) = typed(ui, &mut self.period, &track.id, "Period", &now, 190.0) {
                match period(&text) {
                    Ok(period) => {
                        let filter = TrackFilter {
                            period,
                            ..filter.clone()
                        };
                        self.problem = None;
                        changed = Some((filter, "Period"));
                    }
                    Err(problem) => self.problem = Some((track.id.clone(), problem)),
                }
            }
            let now = filter.area.map_or(String::new(), area_words);
            let hint = "Part of the earth: south, west, north, east";
            if let Some(text) = typed(ui, &mut self.area, &track.id, hint, &now, 250.0) {
                match area(&text) {
                    Ok(area) => {
                        let filter = TrackFilter {
                            area,
                            ..filter.clone()
                        };
                        self.problem = None;
                        changed = Some((filter, "Part of the earth"));
                    }
                    Err(problem) => self.problem = Some((track.id.clone(), problem)),
                }
            }
            if !filter.is_empty() && ui.button("Show all rows").clicked() {
                changed = Some((TrackFilter::default(), "Filter"));
            }
        });
        if let Some((id, problem)) = &self.problem
            && *id == track.id
        {
            let colour = Palette::of(ui).error;
            ui.label(RichText::new(problem).color(colour).size(theme::SMALL));
        }
        if let Some((filter, what)) = changed.filter(|(changed, _)| changed != filter)
            && let Some(edit) = edit(track, &filter, what)
        {
            cx.commands.push(Command::Edit(edit));
        }
    }

    /// A list of what the file has; what is chosen after a click.
    fn list_ui(
        &mut self,
        ui: &mut Ui,
        name: &str,
        offered: &[(String, usize)],
        chosen: &[String],
    ) -> Option<Vec<String>> {
        if offered.is_empty() && chosen.is_empty() {
            return None;
        }
        let text = match chosen {
            [] => format!("{name}: all {}", offered.len()),
            [one] => format!("{name}: {one}"),
            several => format!("{name}: {} of {}", several.len(), offered.len()),
        };
        let colour = if chosen.is_empty() {
            Palette::of(ui).text
        } else {
            Palette::of(ui).accent
        };
        let button = ui.button(RichText::new(format!("{text} ▼")).color(colour));
        let mut result = None;
        Popup::from_toggle_button_response(&button)
            .close_behavior(PopupCloseBehavior::CloseOnClickOutside)
            .show(|ui| {
                ui.set_min_width(260.0);
                let search = TextEdit::singleline(&mut self.search).hint_text("Search");
                ui.add(search).accessible_name("Search the choices");
                let found: Vec<&(String, usize)> = offered
                    .iter()
                    .filter(|(name, _)| matches(&self.search, [name.as_str()]))
                    .take(MAX_LISTED)
                    .collect();
                ScrollArea::vertical().max_height(300.0).show_rows(
                    ui,
                    20.0,
                    found.len(),
                    |ui, range| {
                        for (name, n) in found.get(range).unwrap_or_default().iter().copied() {
                            let mut is_chosen = chosen.contains(name);
                            let label = format!("{name}  ({n})");
                            if ui.add(Checkbox::new(&mut is_chosen, label)).changed() {
                                let mut chosen = chosen.to_vec();
                                if is_chosen {
                                    chosen.push(name.clone());
                                } else {
                                    chosen.retain(|other| other != name);
                                }
                                result = Some(chosen);
                            }
                        }
                    },
                );
            });
        result
    }

    fn dyads_ui(
        &mut self,
        ui: &mut Ui,
        shown: &Shown,
        chosen: &[TrackDyad],
    ) -> Option<Vec<TrackDyad>> {
        let offered: Offered = shown
            .facets
            .dyads
            .iter()
            .map(|dyad| (dyad_words(&dyad.a, &dyad.b), dyad.n))
            .collect();
        let names: Vec<String> = chosen
            .iter()
            .map(|dyad| dyad_words(&dyad.a, &dyad.b))
            .collect();
        let wanted = self.list_ui(ui, "Pairs", &offered, &names)?;
        let of_file = shown.facets.dyads.iter().map(|dyad| TrackDyad {
            a: dyad.a.clone(),
            b: dyad.b.clone(),
        });
        // What is chosen and not in the file stays, until it is taken out.
        let all = chosen.iter().cloned().chain(of_file);
        let mut dyads: Vec<TrackDyad> = Vec::new();
        for dyad in all {
            if wanted.contains(&dyad_words(&dyad.a, &dyad.b)) && !dyads.contains(&dyad) {
                dyads.push(dyad);
            }
        }
        Some(dyads)
    }
}

fn choices(choices: &[crate::tracks::Choice]) -> Offered {
    choices.iter().map(|it| (it.name.clone(), it.n)).collect()
}

fn dyad_words(a: &str, b: &str) -> String {
    format!("{a} – {b}")
}

/// A field for a text of a track; the text when it is left changed.
fn typed(
    ui: &mut Ui,
    draft: &mut Option<(String, String)>,
    id: &str,
    hint: &str,
    now: &str,
    width: f32,
) -> Option<String> {
    let mut text = match draft {
        Some((of, text)) if of == id => text.clone(),
        _ => now.to_owned(),
    };
    let field = TextEdit::singleline(&mut text)
        .hint_text(hint)
        .desired_width(width);
    let response = ui.add(field).accessible_name(hint).on_hover_text(hint);
    if response.changed() {
        *draft = Some((id.to_owned(), text.clone()));
    }
    if response.lost_focus() && text.trim() != now {
        *draft = None;
        return Some(text);
    }
    None
}

fn period(text: &str) -> Result<Option<Edtf>, String> {
    let text = text.trim();
    if text.is_empty() {
        return Ok(None);
    }
    let period = Edtf::parse_any(text);
    period
        .map(Some)
        .map_err(|error| format!("{text} is no period: {error}"))
}

fn area_words(area: TrackArea) -> String {
    format!(
        "{}, {}, {}, {}",
        area.south, area.west, area.north, area.east
    )
}

fn area(text: &str) -> Result<Option<TrackArea>, String> {
    if text.trim().is_empty() {
        return Ok(None);
    }
    let wrong = || {
        "Four numbers with commas between them: the southern, western, northern and eastern edge in degrees, for example 29, 60, 39, 75".to_owned()
    };
    let numbers: Result<Vec<f32>, _> = text
        .split(',')
        .map(|part| part.trim().parse::<f32>())
        .collect();
    match numbers.as_deref() {
        Ok([south, west, north, east])
            if (-90.0..=90.0).contains(south)
                && (*south..=90.0).contains(north)
                && (-180.0..=180.0).contains(west)
                && (-180.0..=180.0).contains(east) =>
        {
            Ok(Some(TrackArea {
                south: *south,
                west: *west,
                north: *north,
                east: *east,
            }))
        }
        _ => Err(wrong()),
    }
}

/// The step that gives a track another filter.
fn edit(track: &Track, filter: &TrackFilter, what: &str) -> Option<Edit> {
    let label = format!("Filter track {}: {}", track.id, what.to_lowercase());
    let focus = Focus::record(RecordKind::Track, &track.id).field("filter");
    if filter.is_empty() {
        return Some(Edit::clear(label, focus));
    }
    Some(Edit::set(label, focus, to_value(filter).ok()?))
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Edges are read in their order and held to the earth.
    #[test]
    fn edges_are_read() {
        let read = area("29, 60.5, 39,75").unwrap().unwrap();
        assert_eq!(
            (read.south, read.west, read.north, read.east),
            (29.0, 60.5, 39.0, 75.0)
        );
        assert_eq!(area(" "), Ok(None));
        for wrong in [
            "29",
            "29,60,39",
            "39,60,29,75",
            "29,60,139,75",
            "a,b,c,d",
            "NaN,1,2,3",
        ] {
            assert!(area(wrong).is_err(), "{wrong}");
        }
    }

    /// A filter that restricts nothing is taken out of the file.
    #[test]
    fn empty_filters_go() {
        assert!(period("2025-13").is_err());
        assert_eq!(period(""), Ok(None));
        assert!(period("2025-08/2025-11").unwrap().is_some());
    }
}
