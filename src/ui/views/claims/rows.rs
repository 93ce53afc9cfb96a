//! Which claims pass, and which belong together.

use super::Filter;
use crate::model::{Claim, Count, Dossier, EventId, SourceId};
use crate::ui::views::table_edit::paint::weak_text;
use crate::ui::views::table_edit::{Group, Look, Records};
use crate::ui::widgets::matches;
use egui::{Label, Ui};

/// The claims of a dossier with a filter.
pub(super) struct Claims<'a> {
    pub(super) dossier: &'a Dossier,
    pub(super) filter: &'a Filter,
    pub(super) query: &'a str,
}

impl Records for Claims<'_> {
    fn passes(&self, record: usize) -> bool {
        let claim = self.dossier.claims.get(record);
        claim.is_some_and(|claim| passes(self.filter, self.query, claim))
    }

    fn group(&self, record: usize) -> Option<Group> {
        Some(group_of(self.dossier, self.dossier.claims.get(record)?))
    }

    fn name(&self, record: usize) -> String {
        let Some(claim) = self.dossier.claims.get(record) else {
            return String::new();
        };
        let figures: Vec<String> = [
            ("killed", claim.killed),
            ("wounded", claim.wounded),
            ("posts", claim.posts),
        ]
        .into_iter()
        .filter_map(|(word, count)| Some(format!("{} {word}", count.map(Count::label)?)))
        .collect();
        format!(
            "{}, {}, {}: {}",
            claim.id,
            claim.claimant,
            claim.harmed,
            figures.join(", ")
        )
    }

    fn cell_ui(&self, ui: &mut Ui, record: usize, key: &str, _look: Look) -> bool {
        let claim = self.dossier.claims.get(record).filter(|_| key == "id");
        let Some(claim) = claim else { return false };
        let text = weak_text(ui, &claim.id);
        ui.add(Label::new(text).truncate().selectable(false));
        true
    }
}

fn passes(filter: &Filter, query: &str, claim: &Claim) -> bool {
    filter
        .event
        .as_ref()
        .is_none_or(|event| claim.events.contains(event))
        && filter
            .claimant
            .as_ref()
            .is_none_or(|claimant| claim.claimant == *claimant)
        && filter
            .side
            .as_ref()
            .is_none_or(|side| claim.side.as_ref() == Some(side))
        && matches(
            query,
            [
                claim.id.as_str(),
                &claim.claimant,
                &claim.harmed,
                &claim.quote,
                &claim.note,
            ]
            .into_iter()
            .chain(claim.events.iter().map(EventId::as_str))
            .chain(claim.sources.iter().map(SourceId::as_str)),
        )
}

/// The claims about exactly the same events, in the order of the events; then those about a period only.
fn group_of(dossier: &Dossier, claim: &Claim) -> Group {
    let ids: Vec<&str> = claim.events.iter().map(EventId::as_str).collect();
    let place = |id: &str| {
        let mut events = dossier.events.iter();
        events.position(|event| event.id.as_str() == id)
    };
    let rank = ids
        .iter()
        .filter_map(|id| place(id))
        .min()
        .unwrap_or(usize::MAX);
    let title = match claim.events.as_slice() {
        [] => match &claim.period {
            Some(period) => format!("About a period, {}", period.display_short()),
            None => "About no event".to_owned(),
        },
        [id] => match dossier.events.iter().find(|event| event.id == *id) {
            Some(event) => {
                let date = event.date.display_short();
                format!("{id}  {date}  {}", event.title)
            }
            None => id.as_str().to_owned(),
        },
        several => format!("{} events together: {}", several.len(), ids.join(", ")),
    };
    let key = if ids.is_empty() {
        title.clone()
    } else {
        ids.join(",")
    };
    Group { rank, key, title }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::document::Document;

    /// Claims about the same events are in one group, whatever they say; the groups follow the events.
    #[test]
    fn claims_about_the_same_events_stand_together() {
        let document = Document::built_in();
        let dossier = document.snapshot().dossier();
        let groups: Vec<Group> = dossier
            .claims
            .iter()
            .map(|claim| group_of(dossier, claim))
            .collect();
        for (a, group_a) in dossier.claims.iter().zip(&groups) {
            for (b, group_b) in dossier.claims.iter().zip(&groups) {
                if !a.events.is_empty() || !b.events.is_empty() {
                    assert_eq!(
                        a.events == b.events,
                        group_a == group_b,
                        "{} {}",
                        a.id,
                        b.id
                    );
                }
            }
        }
        assert!(groups.iter().any(|group| group.title.starts_with("E01  ")));
    }

    /// Each filter finds its claims and no other.
    #[test]
    fn filters_find_claims() {
        let document = Document::built_in();
        let dossier = document.snapshot().dossier();
        let n = |filter: &Filter, query: &str| {
            let claims = dossier.claims.iter();
            claims.filter(|claim| passes(filter, query, claim)).count()
        };
        let all = dossier.claims.len();
        assert_eq!(n(&Filter::default(), ""), all);
        assert_eq!(n(&Filter::default(), "C01"), 1);
        for filter in [
            Filter {
                event: Some("E01".into()),
                ..Filter::default()
            },
            Filter {
                claimant: Some("Pakistan (ISPR)".to_owned()),
                ..Filter::default()
            },
            Filter {
                side: Some("PAK".into()),
                ..Filter::default()
            },
        ] {
            let found = n(&filter, "");
            assert!(found > 0 && found < all, "{filter:?}: {found}");
        }
    }
}
