//! The rules of background data and of judgements on scales.
//!
//! Whether a data file is there and can be read is no rule of the dossier; the window says so.

use super::{At, Problems, Severity};
use crate::model::codes::{AssessmentScale, TrackKind};
use crate::model::track::Track;
use crate::model::{Assessment, Dossier, RecordKind};

/// The tracks.
pub(super) fn tracks(dossier: &Dossier, problems: &mut Problems) {
    for track in &dossier.tracks {
        let mut at = At {
            problems,
            kind: RecordKind::Track,
            id: &track.id,
        };
        one_track(track, &mut at);
    }
}

fn one_track(track: &Track, at: &mut At<'_>) {
    if !track.is_beside() {
        let message = if track.path.is_empty() {
            format!("background track {} names no file", track.id)
        } else {
            format!("the file of {} does not lie beside the dossier", track.id)
        };
        at.say(
            "not-beside",
            Severity::Error,
            "path",
            message,
            "copy the file into the folder of the dossier, or one below, and write its path from there with `/`",
        );
    }
    let has_date = track
        .columns
        .as_ref()
        .is_some_and(|columns| !columns.date.is_empty());
    if track.kind == TrackKind::Mapped && !has_date {
        // Without columns the file may still be of a kind that is known by its headings.
        let (severity, field) = if track.columns.is_some() {
            (Severity::Error, "columns.date")
        } else {
            (Severity::Note, "kind")
        };
        at.say(
            "no-date-column",
            severity,
            field,
            format!("nothing says which column of {} holds the date", track.id),
            "choose its kind, or name the column in `columns`: (date: \"…\")",
        );
    }
    if track.kind != TrackKind::Mapped && track.columns.is_some() {
        at.say(
            "columns-not-used",
            Severity::Note,
            "columns",
            format!("{} files have columns of their own", track.kind.label()),
            "take `columns` out, or choose the kind `Mapped`",
        );
    }
    if let Some(period) = &track.filter.period {
        at.upside_down("filter.period", period);
    }
    if let Some(area) = &track.filter.area
        && area.south > area.north
    {
        at.say(
            "upside-down-area",
            Severity::Error,
            "filter.area.south",
            format!(
                "the southern edge {} lies north of the northern edge {}",
                area.south, area.north
            ),
            "nothing lies in such an area",
        );
    }
}

/// The judgements.
pub(super) fn assessments(dossier: &Dossier, problems: &mut Problems) {
    for assessment in &dossier.assessments {
        let mut at = At {
            problems,
            kind: RecordKind::Assessment,
            id: &assessment.id,
        };
        one_assessment(dossier, assessment, &mut at);
    }
}

fn one_assessment(dossier: &Dossier, assessment: &Assessment, at: &mut At<'_>) {
    let scale = assessment.scale;
    if scale != AssessmentScale::Unrecognised && !assessment.is_on_scale() {
        at.say(
            "off-scale",
            Severity::Error,
            "level",
            format!("there is no level {} on this scale", assessment.level),
            &format!("{} has levels 1 to {}", scale.label(), scale.n_levels()),
        );
    }
    at.upside_down("date", &assessment.date);
    super::outside(at, dossier, "date", &assessment.date);
    if let Some(made) = &assessment.made {
        at.upside_down("made", made);
    }
    at.sourced(&assessment.sources);
}

#[cfg(test)]
mod tests {
    use super::super::check;
    use super::*;
    use crate::model::FORMAT_VERSION;

    fn found(lists: &str) -> Vec<(&'static str, String)> {
        let head = format!("format: {FORMAT_VERSION}, id: \"d\", title: \"T\"");
        let dossier: Dossier = ron::from_str(&format!("({head}, {lists})")).unwrap();
        check(&dossier)
            .into_iter()
            .filter(|problem| problem.kind != RecordKind::Dossier)
            .map(|problem| (problem.code, problem.field))
            .collect()
    }

    /// A file has to lie beside the dossier, a table needs a date, and a filter has to let something through.
    #[test]
    fn rules_of_tracks() {
        let check = |fields: &str, expected: &[(&'static str, &str)]| {
            let found = found(&format!("tracks: [(id: \"B1\", {fields})]"));
            let found: Vec<(&str, &str)> = found.iter().map(|(c, f)| (*c, f.as_str())).collect();
            assert_eq!(found, expected, "{fields}");
        };
        check("path: \"data/a.csv\", kind: UcdpGed", &[]);
        check("path: \"../a.csv\", kind: Acled", &[("not-beside", "path")]);
        check("path: \"\", kind: PaX", &[("not-beside", "path")]);
        check(
            "path: \"a.csv\", kind: Mapped",
            &[("no-date-column", "kind")],
        );
        check(
            "path: \"a.csv\", kind: Mapped, columns: Some((place: \"x\"))",
            &[("no-date-column", "columns.date")],
        );
        check(
            "path: \"a.csv\", kind: Mapped, columns: Some((date: \"day\"))",
            &[],
        );
        check(
            "path: \"a.csv\", kind: Icews, columns: Some((date: \"day\"))",
            &[("columns-not-used", "columns")],
        );
        check(
            "path: \"a.csv\", kind: UcdpGed, filter: (area: Some((south: 3, west: 1, north: 2, east: 0)))",
            &[("upside-down-area", "filter.area.south")],
        );
    }

    /// A level is one of its scale, and a judgement names its sources.
    #[test]
    fn rules_of_assessments() {
        let check = |fields: &str, expected: &[(&'static str, &str)]| {
            let found = found(&format!(
                "assessments: [(id: \"L1\", judged_by: \"A\", date: \"2025-10\", {fields})]"
            ));
            let found: Vec<(&str, &str)> = found.iter().map(|(c, f)| (*c, f.as_str())).collect();
            assert_eq!(found, expected, "{fields}");
        };
        check("scale: Hiik, level: 5, sources: [\"S1\"]", &[]);
        check(
            "scale: Hiik, level: 6, sources: [\"S1\"]",
            &[("off-scale", "level")],
        );
        check("scale: Glasl, level: 9", &[("no-source", "sources")]);
        check(
            "scale: Glasl, level: 0, sources: [\"S1\"]",
            &[("off-scale", "level")],
        );
        check("scale: Later, level: 12, sources: [\"S1\"]", &[]);
    }
}
