//! For whom an actor or a source speaks: a party, an armed group, or a third party.
//!
//! An actor speaks for the last one on its chain of principals (`of`): a spokesman's office for its
//! army, the army for its state. A source speaks for an actor only if its publisher bears the name or
//! an alias of that actor; every other source is an outlet, whose own leanings are not coded.
//! It has no opinion on whether anybody is right.

use crate::model::codes::ActorKind;
use crate::model::{Actor, ActorId, Dossier, Source};

/// The longest chain of principals that is followed; a longer one is a circle.
const MAX_STEPS: usize = 8;

/// For whom somebody speaks.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Standing<'a> {
    /// One of the parties of the dossier.
    Party(&'a ActorId),
    /// A non-state armed group that is no party of the dossier.
    ArmedGroup,
    /// Neither: a mediator, an organisation, a hospital, a witness.
    Third,
    /// It is not said who speaks.
    Unknown,
}

impl Standing<'_> {
    /// Whether it speaks for this party.
    pub fn is_party(self, party: &ActorId) -> bool {
        matches!(self, Self::Party(it) if it == party)
    }

    /// Whether it speaks for anybody who fights: a party or an armed group.
    pub fn is_of_belligerent(self) -> bool {
        matches!(self, Self::Party(_) | Self::ArmedGroup)
    }
}

/// For whom an actor speaks; `None` as actor is unknown.
pub fn standing<'a>(dossier: &'a Dossier, actor: Option<&'a ActorId>) -> Standing<'a> {
    let Some(mut id) = actor else {
        return Standing::Unknown;
    };
    for _ in 0..MAX_STEPS {
        if let Some(party) = dossier.parties.iter().find(|party| *party == id) {
            return Standing::Party(party);
        }
        let Some(actor) = dossier.actor(id) else {
            return Standing::Unknown;
        };
        match &actor.of {
            Some(principal) => id = principal,
            None if actor.kind == ActorKind::NonStateArmedGroup => return Standing::ArmedGroup,
            // A person of whom it is not said for whom he or she speaks.
            None if actor.kind == ActorKind::Person => return Standing::Unknown,
            None => return Standing::Third,
        }
    }
    Standing::Unknown
}

/// For whom a source speaks; a third party unless its publisher is an actor of the dossier.
pub fn standing_of_source<'a>(dossier: &'a Dossier, source: &Source) -> Standing<'a> {
    let is_publisher = |actor: &&Actor| {
        actor.name == source.publisher
            || (!actor.short_name.is_empty() && actor.short_name == source.publisher)
            || actor.aliases.contains(&source.publisher)
    };
    match dossier.actors.iter().find(is_publisher) {
        Some(actor) => standing(dossier, Some(&actor.id)),
        None => Standing::Third,
    }
}

#[cfg(test)]
mod tests {
    use super::super::tests::shipped;
    use super::*;

    /// The chain of principals leads to a party, an armed group or neither.
    #[test]
    fn principals() {
        let dossier = shipped();
        let check = |id: &str, expected: &str| {
            let id = ActorId::from(id);
            let found = format!("{:?}", standing(&dossier, Some(&id)));
            assert!(found.starts_with(expected), "{id}: {found}");
        };
        for id in ["PAK", "ispr", "pak-army", "asif"] {
            check(id, "Party(ActorId(\"PAK\"))");
        }
        check("mujahid", "Party(ActorId(\"AFG\"))");
        check("mehsud", "ArmedGroup");
        for id in ["QAT", "unama", "acb", "emergency-kabul", "trump"] {
            check(id, "Third");
        }
        check("nobody", "Unknown");
        assert_eq!(standing(&dossier, None), Standing::Unknown);
    }

    /// Principals in a circle end somewhere, and a source speaks for whoever its publisher is.
    #[test]
    fn circles_and_publishers() {
        let mut dossier = shipped();
        let (asif, ispr) = (ActorId::from("asif"), ActorId::from("ispr"));
        for actor in &mut dossier.actors {
            if actor.id == asif {
                actor.of = Some(ispr.clone());
            } else if actor.id == ispr {
                actor.of = Some(asif.clone());
            }
        }
        assert_eq!(standing(&dossier, Some(&asif)), Standing::Unknown);
        let mut source = dossier.sources[0].clone();
        source.publisher = "Kabul".to_owned();
        let afghan = standing_of_source(&dossier, &source);
        assert!(afghan.is_party(&"AFG".into()) && afghan.is_of_belligerent());
        source.publisher = "Kabul Times".to_owned();
        assert_eq!(standing_of_source(&dossier, &source), Standing::Third);
    }
}
