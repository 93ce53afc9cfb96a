//! The columns of the data sets that are known by name.
//!
//! Sources: the headers and codebooks of UCDP GED 25.1 and Candidate, ACLED 2024, the GDELT event codebooks
//! 1.03 and 2.0, ICEWS on Dataverse, PA-X version 9.
//! No opinion on whether a file is one of them; that is `recognise`.

use super::layout::{Role, Roles, Shape, normal};
use crate::model::track::{Track, TrackKind};

/// Names of the columns of UCDP GED, in their order; files without a header have them too.
pub(super) const GED: &[&str] = &[
    "id",
    "relid",
    "year",
    "active_year",
    "code_status",
    "type_of_violence",
    "conflict_dset_id",
    "conflict_new_id",
    "conflict_name",
    "dyad_dset_id",
    "dyad_new_id",
    "dyad_name",
    "side_a_dset_id",
    "side_a_new_id",
    "side_a",
    "side_b_dset_id",
    "side_b_new_id",
    "side_b",
    "number_of_sources",
    "source_article",
    "source_office",
    "source_date",
    "source_headline",
    "source_original",
    "where_prec",
    "where_coordinates",
    "where_description",
    "adm_1",
    "adm_2",
    "latitude",
    "longitude",
    "geom_wkt",
    "priogrid_gid",
    "country",
    "country_id",
    "region",
    "event_clarity",
    "date_prec",
    "date_start",
    "date_end",
    "deaths_a",
    "deaths_b",
    "deaths_civilians",
    "deaths_unknown",
    "best",
    "high",
    "low",
    "gwnoa",
    "gwnob",
];

const GDELT_BEFORE_PLACES: &[&str] = &[
    "GLOBALEVENTID",
    "SQLDATE",
    "MonthYear",
    "Year",
    "FractionDate",
    "Actor1Code",
    "Actor1Name",
    "Actor1CountryCode",
    "Actor1KnownGroupCode",
    "Actor1EthnicCode",
    "Actor1Religion1Code",
    "Actor1Religion2Code",
    "Actor1Type1Code",
    "Actor1Type2Code",
    "Actor1Type3Code",
    "Actor2Code",
    "Actor2Name",
    "Actor2CountryCode",
    "Actor2KnownGroupCode",
    "Actor2EthnicCode",
    "Actor2Religion1Code",
    "Actor2Religion2Code",
    "Actor2Type1Code",
    "Actor2Type2Code",
    "Actor2Type3Code",
    "IsRootEvent",
    "EventCode",
    "EventBaseCode",
    "EventRootCode",
    "QuadClass",
    "GoldsteinScale",
    "NumMentions",
    "NumSources",
    "NumArticles",
    "AvgTone",
];

/// The names of the columns of GDELT: 57 or 58 in version 1.0, 61 in 2.0.
pub(super) fn gdelt(n_fields: usize) -> Vec<String> {
    let mut names: Vec<String> = GDELT_BEFORE_PLACES
        .iter()
        .map(|name| (*name).to_owned())
        .collect();
    for of in ["Actor1Geo", "Actor2Geo", "ActionGeo"] {
        let parts = [
            "Type",
            "FullName",
            "CountryCode",
            "ADM1Code",
            "ADM2Code",
            "Lat",
            "Long",
            "FeatureID",
        ];
        for part in parts
            .iter()
            .filter(|part| n_fields > 58 || **part != "ADM2Code")
        {
            names.push(format!("{of}_{part}"));
        }
    }
    names.push("DATEADDED".to_owned());
    if n_fields > 57 {
        names.push("SOURCEURL".to_owned());
    }
    names
}

/// A column of a kind: its role, the names that it has had, whether it must be there.
pub(super) struct Known {
    role: Role,
    names: &'static [&'static str],
    is_needed: bool,
}

const fn need(role: Role, names: &'static [&'static str]) -> Known {
    Known {
        role,
        names,
        is_needed: true,
    }
}

const fn may(role: Role, names: &'static [&'static str]) -> Known {
    Known {
        role,
        names,
        is_needed: false,
    }
}

const GED_COLUMNS: &[Known] = &[
    need(Role::Id, &["id"]),
    need(Role::Date, &["date_start"]),
    need(Role::EndDate, &["date_end"]),
    need(Role::Best, &["best", "best_est"]),
    need(Role::Low, &["low", "low_est"]),
    need(Role::High, &["high", "high_est"]),
    need(Role::Type, &["type_of_violence"]),
    may(Role::DatePrecision, &["date_prec"]),
    may(Role::Latitude, &["latitude"]),
    may(Role::Longitude, &["longitude"]),
    may(Role::PlacePrecision, &["where_prec"]),
    may(Role::Place, &["where_coordinates"]),
    may(Role::Country, &["country"]),
    may(Role::Actor, &["side_a"]),
    may(Role::Target, &["side_b"]),
    may(Role::Source, &["source_article"]),
];

const ACLED_COLUMNS: &[Known] = &[
    need(Role::Id, &["event_id_cnty", "data_id"]),
    need(Role::Date, &["event_date"]),
    need(Role::Type, &["event_type"]),
    need(Role::Best, &["fatalities"]),
    may(Role::DatePrecision, &["time_precision"]),
    may(Role::Latitude, &["latitude"]),
    may(Role::Longitude, &["longitude"]),
    may(Role::PlacePrecision, &["geo_precision"]),
    may(Role::Place, &["location"]),
    may(Role::Country, &["country"]),
    may(Role::Actor, &["actor1"]),
    may(Role::Target, &["actor2"]),
    may(Role::Code, &["sub_event_type"]),
    may(Role::Source, &["source"]),
];

const GDELT_COLUMNS: &[Known] = &[
    need(Role::Id, &["globaleventid"]),
    need(Role::Date, &["sqldate", "day"]),
    need(Role::Code, &["eventcode"]),
    may(Role::Actor, &["actor1code"]),
    may(Role::ActorName, &["actor1name"]),
    may(Role::Target, &["actor2code"]),
    may(Role::TargetName, &["actor2name"]),
    may(Role::Type, &["quadclass"]),
    may(Role::Value, &["goldsteinscale"]),
    may(Role::PlacePrecision, &["actiongeo_type"]),
    may(Role::Place, &["actiongeo_fullname"]),
    may(Role::Country, &["actiongeo_countrycode"]),
    may(Role::Latitude, &["actiongeo_lat"]),
    may(Role::Longitude, &["actiongeo_long"]),
    may(Role::Source, &["sourceurl"]),
];

const ICEWS_COLUMNS: &[Known] = &[
    need(Role::Id, &["event id"]),
    need(Role::Date, &["event date"]),
    need(Role::Code, &["cameo code"]),
    may(Role::Actor, &["source name"]),
    may(Role::Target, &["target name"]),
    may(Role::Type, &["event text"]),
    may(Role::Value, &["intensity"]),
    may(Role::Place, &["city"]),
    may(Role::Country, &["country"]),
    may(Role::Latitude, &["latitude"]),
    may(Role::Longitude, &["longitude"]),
    may(Role::Source, &["publisher"]),
];

const PAX_COLUMNS: &[Known] = &[
    need(Role::Id, &["agtid"]),
    need(Role::Date, &["dat"]),
    need(Role::Title, &["agt"]),
    may(Role::Country, &["con"]),
    may(Role::Actor, &["ppname"]),
    may(Role::Type, &["stage"]),
    may(Role::Code, &["stagesub"]),
];

/// The columns that mean something, in lower case.
pub(super) fn known(kind: TrackKind) -> &'static [Known] {
    match kind {
        TrackKind::UcdpGed => GED_COLUMNS,
        TrackKind::Acled => ACLED_COLUMNS,
        TrackKind::GdeltEvents => GDELT_COLUMNS,
        TrackKind::Icews => ICEWS_COLUMNS,
        TrackKind::PaX => PAX_COLUMNS,
        TrackKind::Mapped | TrackKind::Unrecognised => &[],
    }
}

/// The roles of a header, or the names that are missing from it.
pub(super) fn roles(kind: TrackKind, names: &[String]) -> Result<Roles, Vec<&'static str>> {
    let names: Vec<String> = names.iter().map(|name| normal(name)).collect();
    let mut roles = Roles::default();
    let mut missing = Vec::new();
    for column in known(kind) {
        let place = |name: &&str| names.iter().position(|other| other == name);
        match column.names.iter().find_map(place) {
            Some(idx) => roles.set(column.role, idx),
            None if column.is_needed => missing.extend(column.names.first()),
            None => {}
        }
    }
    if missing.is_empty() {
        Ok(roles)
    } else {
        Err(missing)
    }
}

/// The shape of rows with these names; the roles are those of the kind.
pub(super) fn shape(kind: TrackKind, names: Vec<String>) -> Result<Shape, Vec<&'static str>> {
    Ok(Shape {
        n_fields: names.len(),
        roles: roles(kind, &names)?,
        names,
    })
}

/// What stands in the columns for the type of an event, in words.
#[inline]
pub(super) fn type_in_words(kind: TrackKind, field: &[u8]) -> Option<&'static str> {
    match (kind, field) {
        (TrackKind::UcdpGed, b"1") => Some("State-based conflict"),
        (TrackKind::UcdpGed, b"2") => Some("Non-state conflict"),
        (TrackKind::UcdpGed, b"3") => Some(ONE_SIDED),
        (TrackKind::GdeltEvents, b"1") => Some("Verbal cooperation"),
        (TrackKind::GdeltEvents, b"2") => Some("Material cooperation"),
        (TrackKind::GdeltEvents, b"3") => Some("Verbal conflict"),
        (TrackKind::GdeltEvents, b"4") => Some("Material conflict"),
        _ => None,
    }
}

/// Violence of one side against civilians in UCDP GED.
const ONE_SIDED: &str = "One-sided violence";
/// The same in ACLED.
const AGAINST_CIVILIANS: &str = "Violence against civilians";

/// Whether the first actor of an event of this type acts on the second.
///
/// In UCDP GED and ACLED the order of the actors says so only where civilians are attacked.
pub fn has_direction(kind: TrackKind, event_type: &str) -> bool {
    match kind {
        TrackKind::UcdpGed => event_type == ONE_SIDED,
        TrackKind::Acled => event_type == AGAINST_CIVILIANS,
        TrackKind::PaX => false,
        TrackKind::GdeltEvents | TrackKind::Icews | TrackKind::Mapped | TrackKind::Unrecognised => {
            true
        }
    }
}

/// The licence of a track and how its data, of this kind, want to be cited: as the dossier says, else as the
/// provider wants.
pub fn terms(track: &Track, kind: TrackKind) -> &str {
    if track.licence.is_empty() {
        attribution(kind)
    } else {
        &track.licence
    }
}

/// What the provider wants to be said, where the dossier says nothing else.
fn attribution(kind: TrackKind) -> &'static str {
    match kind {
        TrackKind::UcdpGed => {
            "UCDP Georeferenced Event Dataset, Uppsala Conflict Data Program, ucdp.uu.se; see the terms there and name the version"
        }
        TrackKind::Acled => {
            "Armed Conflict Location & Event Data (ACLED), acleddata.com; name the access date and the filters, do not redistribute the raw data"
        }
        TrackKind::GdeltEvents => {
            "GDELT Project, gdeltproject.org; coded by machine, not checked by anybody"
        }
        TrackKind::Icews => {
            "ICEWS Coded Event Data, Harvard Dataverse; coded by machine, not checked by anybody"
        }
        TrackKind::PaX => {
            "PA-X Peace Agreements Database, University of Edinburgh, peaceagreements.org; reuse on request, cite the agreement by its id"
        }
        TrackKind::Mapped | TrackKind::Unrecognised => "",
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The columns of GDELT stand where the codebooks count them.
    #[test]
    fn gdelt_columns() {
        for (n_fields, latitude) in [(57, 53), (58, 53), (61, 56)] {
            let names = gdelt(n_fields);
            assert_eq!(names.len(), n_fields);
            let roles = roles(TrackKind::GdeltEvents, &names).unwrap();
            assert_eq!(roles.get(Role::Code), Some(26));
            assert_eq!(roles.get(Role::Value), Some(30));
            assert_eq!(roles.get(Role::Latitude), Some(latitude));
            assert_eq!(roles.get(Role::Source).is_some(), n_fields > 57);
        }
        assert_eq!(GED.len(), 49);
    }
}
