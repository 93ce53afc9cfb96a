//! A record in one line: id, title, and the few words that tell it from its like.

use crate::model::codes::{CeasefireStatus, Implementation, SourceKind};
use crate::model::date::Edtf;
use crate::model::{ActorId, AnyId, Count, Dossier, EventId, RecordKind, RoundId};

/// One record.
pub(super) struct Line {
    pub(super) id: String,
    pub(super) title: String,
    pub(super) summary: String,
}

/// The record of a kind with this index.
#[expect(clippy::too_many_lines, reason = "one arm for every kind of record")]
pub(super) fn line(dossier: &Dossier, kind: RecordKind, idx: usize) -> Option<Line> {
    let names = |ids: &[ActorId]| {
        let names: Vec<&str> = ids.iter().map(|id| dossier.actor_name(id)).collect();
        names.join(", ")
    };
    let made = |id: &str, title: String, parts: &[&str]| Line {
        id: id.to_owned(),
        title,
        summary: joined(parts),
    };
    Some(match kind {
        RecordKind::Dossier => return None,
        RecordKind::Actor => {
            let r = dossier.actors.get(idx)?;
            let of = r.of.as_ref().map_or("", |of| dossier.actor_name(of));
            made(
                r.id.as_str(),
                r.name.clone(),
                &[r.kind.label(), of, &r.office],
            )
        }
        RecordKind::Issue => {
            let r = dossier.issues.get(idx)?;
            made(r.id.as_str(), r.title.clone(), &[&r.description])
        }
        RecordKind::Round => {
            let r = dossier.rounds.get(idx)?;
            let dates = r.when.dates.display_short();
            made(
                r.id.as_str(),
                r.name.clone(),
                &[&dates, r.outcome.kind.label()],
            )
        }
        RecordKind::Position => {
            let r = dossier.positions.get(idx)?;
            let issue = dossier.issues.iter().find(|issue| issue.id == r.issue);
            let issue = issue.map_or(r.issue.as_str(), |issue| &issue.title);
            let title = format!("{}, {}: {issue}", dossier.actor_name(&r.party), r.round);
            made(&r.id, title, &[&r.text])
        }
        RecordKind::ThirdParty => {
            let r = dossier.third_parties.get(idx)?;
            made(&r.id, dossier.actor_name(&r.actor).to_owned(), &[&r.role])
        }
        RecordKind::Ceasefire => {
            let r = dossier.ceasefires.get(idx)?;
            let status = r.status.map_or("", CeasefireStatus::label);
            made(&r.id, r.name.clone(), &[&r.dates.display_short(), status])
        }
        RecordKind::Event => {
            let r = dossier.events.get(idx)?;
            let dyad = r
                .dyad
                .iter()
                .map(ActorId::as_str)
                .collect::<Vec<_>>()
                .join("–");
            let code = r.cameo.as_deref().unwrap_or_default();
            made(
                r.id.as_str(),
                r.title.clone(),
                &[&r.date.display_short(), code, &dyad],
            )
        }
        RecordKind::Claim => {
            let r = dossier.claims.get(idx)?;
            let count = |word: &str, count: Option<Count>| {
                count
                    .map(|count| format!("{} {word}", count.label()))
                    .unwrap_or_default()
            };
            let events = r
                .events
                .iter()
                .map(EventId::as_str)
                .collect::<Vec<_>>()
                .join(", ");
            let figures = [
                count("killed", r.killed),
                count("wounded", r.wounded),
                count("posts", r.posts),
            ];
            let [killed, wounded, posts] = &figures;
            let title = format!("{}: {}", r.claimant, r.harmed);
            made(&r.id, title, &[killed, wounded, posts, &events])
        }
        RecordKind::Statement => {
            let r = dossier.statements.get(idx)?;
            let title = format!("{}: {}", dossier.actor_name(&r.speaker), r.quoted());
            made(
                r.id.as_str(),
                title,
                &[&r.date.display_short(), &r.occasion],
            )
        }
        RecordKind::Dispute => {
            let r = dossier.disputes.get(idx)?;
            let n = format!("{} versions", r.versions.len());
            made(&r.id, r.question.clone(), &[&n, &r.treatment])
        }
        RecordKind::Commitment => {
            let r = dossier.commitments.get(idx)?;
            let round = r.round.as_ref().map_or("", RoundId::as_str);
            let status = r.status.map_or("", Implementation::label);
            made(&r.id, r.text.clone(), &[round, &names(&r.owed_by), status])
        }
        RecordKind::Extract => {
            let r = dossier.extracts.get(idx)?;
            made(&r.id, r.text.clone(), &[r.source.as_str(), &r.note])
        }
        RecordKind::Gap => {
            let r = dossier.gaps.get(idx)?;
            let about = r
                .about
                .iter()
                .map(AnyId::as_str)
                .collect::<Vec<_>>()
                .join(", ");
            made(&r.id, r.text.clone(), &[&about])
        }
        RecordKind::Annotation => {
            let r = dossier.annotations.get(idx)?;
            let private = if r.private { "private" } else { "" };
            made(&r.id, r.text.clone(), &[&r.date.display_short(), private])
        }
        RecordKind::Assessment => {
            let r = dossier.assessments.get(idx)?;
            let title = format!("{} {}, {}", r.scale.label(), r.level, r.judged_by);
            made(&r.id, title, &[&r.date.display_short(), &r.region])
        }
        RecordKind::Track => {
            let r = dossier.tracks.get(idx)?;
            made(&r.id, r.label().to_owned(), &[r.kind.label(), &r.path])
        }
        RecordKind::Source => {
            let r = dossier.sources.get(idx)?;
            let date = r.date.as_ref().map(Edtf::display_short).unwrap_or_default();
            let kind = r.kind.map_or("", SourceKind::label);
            made(
                r.id.as_str(),
                format!("{}: {}", r.publisher, r.title),
                &[&date, kind],
            )
        }
    })
}

fn joined(parts: &[&str]) -> String {
    let parts: Vec<&str> = parts
        .iter()
        .copied()
        .filter(|part| !part.is_empty())
        .collect();
    parts.join(" · ")
}
