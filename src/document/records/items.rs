//! The groups and lists within a record: delegations, members, terms, versions and so on.

use super::super::edit::{Edit, List};
use super::super::snapshot::{Focus, Snapshot};
use super::make::{Maker, names_structs};
use super::{Near, TO_BE_WRITTEN};
use crate::format::{Path, Seg, Value};
use crate::model::schema::{self, Content, Field};
use crate::model::{ActorId, RecordKind};

/// An item that is added to a list within a record, and how.
#[derive(Clone, Debug)]
pub struct Item {
    /// The step.
    pub edit: Edit,
    /// The item, which is there after the step.
    pub focus: Focus,
}

/// The field of the schema that a path within a record leads to; for an item of a list, that of the list.
pub fn schema_field(kind: RecordKind, path: &str) -> Option<&'static Field> {
    let mut fields = schema::fields(kind);
    let mut found = None;
    for segment in Path::parse(path)?.0 {
        let Seg::Field(name) = segment else { continue };
        let field = fields.iter().find(|field| field.name == name)?;
        fields = match field.content {
            Content::Group(inner) | Content::Groups(inner, _) => inner,
            _ => &[],
        };
        found = Some(field);
    }
    found
}

/// The list and the index that the path of an item names.
pub(super) fn split_item(path: &str) -> Option<(&str, usize)> {
    let (list, idx) = path.strip_suffix(']')?.rsplit_once('[')?;
    Some((list, idx.parse().ok()?))
}

fn within(focus: &Focus, field: String) -> Focus {
    Focus {
        record: focus.record.clone(),
        field,
    }
}

fn name_of(focus: &Focus) -> String {
    match focus.record.kind {
        RecordKind::Dossier => "the dossier".to_owned(),
        _ => focus.record.id.clone(),
    }
}

/// Number of items in a list, 0 where it is absent.
pub(super) fn n_items(snapshot: &Snapshot, list: &Focus) -> usize {
    snapshot
        .node(list)
        .and_then(|node| node.inner())
        .map_or(0, |node| node.len())
}

/// Puts an item with everything it requires at the end of a list of groups or texts.
pub fn add_item(snapshot: &Snapshot, near: Near<'_>, list: &Focus) -> Option<Item> {
    let field = schema_field(list.record.kind, &list.field)?;
    let n = n_items(snapshot, list);
    let mut maker = Maker::new(snapshot, near);
    let (value, word) = match field.content {
        Content::Texts => (Value::str(TO_BE_WRITTEN), "text"),
        Content::Groups(fields, word) => {
            let value = Value::Struct {
                name: (n == 0 && names_structs(snapshot))
                    .then(|| type_name(field.name))
                    .flatten()
                    .map(str::to_owned),
                fields: required(snapshot, &mut maker, list, fields),
            };
            (value, word)
        }
        _ => return None,
    };
    let article = if word.starts_with(['a', 'e', 'i', 'o', 'u']) {
        "an"
    } else {
        "a"
    };
    let label = format!("Add {article} {word} to {}", name_of(list));
    let mut edit = Edit::insert(label, List::Within(list.clone()), n, value);
    if let Some(made) = maker.into_edit("") {
        edit = edit.and(made);
    }
    let focus = within(list, format!("{}[{n}]", list.field));
    Some(Item { edit, focus })
}

/// Writes an absent group with everything it requires.
pub fn begin_group(snapshot: &Snapshot, near: Near<'_>, group: &Focus) -> Option<Edit> {
    let field = schema_field(group.record.kind, &group.field)?;
    let Content::Group(fields) = field.content else {
        return None;
    };
    let mut maker = Maker::new(snapshot, near);
    let value = Value::Struct {
        name: None,
        fields: required(snapshot, &mut maker, group, fields),
    };
    let label = format!("Add {} to {}", field.label.to_lowercase(), name_of(group));
    let edit = Edit::set(label, group.clone(), value);
    Some(match maker.into_edit("") {
        Some(made) => edit.and(made),
        None => edit,
    })
}

/// Puts a copy of an item of a list right behind it.
pub fn duplicate_item(snapshot: &Snapshot, item: &Focus) -> Option<Item> {
    let (list, idx) = split_item(&item.field)?;
    let value = snapshot.node(item)?.inner()?.to_value();
    let list = within(item, list.to_owned());
    let label = format!("Duplicate {} of {}", words_for(item), name_of(item));
    let focus = within(item, format!("{}[{}]", list.field, idx + 1));
    let edit = Edit::insert(label, List::Within(list), idx + 1, value);
    Some(Item { edit, focus })
}

/// Moves an item of a list up (negative) or down; `None` where it is at the end already.
pub fn shift_item(snapshot: &Snapshot, item: &Focus, by: isize) -> Option<Item> {
    let (list, from) = split_item(&item.field)?;
    let list = within(item, list.to_owned());
    let n = n_items(snapshot, &list);
    let to = from.saturating_add_signed(by).min(n.checked_sub(1)?);
    if from == to || from >= n {
        return None;
    }
    let way = if to < from { "up" } else { "down" };
    let label = format!("Move {} of {} {way}", words_for(item), name_of(item));
    let focus = within(item, format!("{}[{to}]", list.field));
    let edit = Edit::shift(label, List::Within(list), from, to);
    Some(Item { edit, focus })
}

/// "member 2", "an entry of sources": what an item is called in the history.
fn words_for(item: &Focus) -> String {
    let number = split_item(&item.field).map_or(0, |(_, idx)| idx) + 1;
    match schema_field(item.record.kind, &item.field) {
        Some(Field {
            content: Content::Groups(_, word),
            ..
        }) => format!("{word} {number}"),
        Some(field) => format!("{} {number}", field.label.to_lowercase()),
        None => format!("item {number}"),
    }
}

/// The required fields of a group with what may stand there at first.
fn required(
    snapshot: &Snapshot,
    maker: &mut Maker<'_>,
    place: &Focus,
    fields: &'static [Field],
) -> Vec<(String, Value)> {
    fields
        .iter()
        .filter(|field| field.required)
        .map(|field| {
            let value = match field.content {
                Content::Ref(kind) => {
                    let id = fitting(snapshot, place, field);
                    Value::Str(maker.need(kind, id))
                }
                Content::Code(vocabulary) => {
                    // What is not known is said to be so; else the most modest word.
                    let known =
                        |wanted: &str| vocabulary.codes.iter().find(|(code, _)| *code == wanted);
                    let code = known("Unknown")
                        .or_else(|| known("Low"))
                        .or_else(|| vocabulary.codes.first());
                    Value::Ident(code.map_or_else(String::new, |(code, _)| (*code).to_owned()))
                }
                Content::Cameo => Value::str(unused_cameo(snapshot)),
                Content::Whole => Value::Int(0),
                Content::Date => Value::Str(maker.date()),
                Content::Switch => Value::Bool(false),
                Content::Refs(_)
                | Content::AnyRefs
                | Content::Codes(_)
                | Content::Texts
                | Content::Groups(..) => Value::List(Vec::new()),
                Content::Group(inner) => Value::Struct {
                    name: None,
                    fields: required(snapshot, maker, place, inner),
                },
                Content::Id | Content::Line | Content::Text | Content::Address => {
                    Value::str(TO_BE_WRITTEN)
                }
                Content::Decimal(low, high) => Value::Float(0.0_f64.clamp(low, high)),
            };
            (field.name.to_owned(), value)
        })
        .collect()
}

/// The actor that most likely belongs into a new group: the next party, the next third party.
fn fitting(snapshot: &Snapshot, place: &Focus, field: &Field) -> Option<String> {
    let dossier = snapshot.dossier();
    let present: Vec<String> = snapshot
        .node(place)
        .and_then(|node| node.inner())
        .into_iter()
        .flat_map(|list| list.items().collect::<Vec<_>>())
        .filter_map(|item| Some(item.field(field.name)?.as_str()?.into_owned()))
        .collect();
    let is_party = |id: &str| dossier.parties.iter().any(|party| party.as_str() == id);
    let parties = || dossier.parties.iter().map(ActorId::as_str);
    let mediators = || {
        dossier
            .third_parties
            .iter()
            .map(|record| record.actor.as_str())
    };
    let others = || dossier.actors.iter().map(|actor| actor.id.as_str());
    let free = |id: &&str| !present.iter().any(|other| other == id);
    let found = if field.name == "actor" {
        mediators()
            .find(free)
            .or_else(|| others().find(|id| free(id) && !is_party(id)))
            .or_else(|| others().next())
    } else {
        parties().find(free).or_else(|| parties().next())
    };
    found.map(str::to_owned)
}

/// The first code of the codebook for which there is no rule yet.
fn unused_cameo(snapshot: &Snapshot) -> String {
    let rules = &snapshot.dossier().coding;
    let actions = &crate::model::codebook::Codebook::built_in().cameo.actions;
    actions
        .iter()
        .find(|action| !rules.iter().any(|rule| rule.code == action.code))
        .or_else(|| actions.first())
        .map_or_else(String::new, |action| action.code.clone())
}

/// The name of the type of the items of a list, where files write it.
fn type_name(list: &str) -> Option<&'static str> {
    Some(match list {
        "third_parties" => "Involvement",
        "delegations" => "Delegation",
        "members" | "people" => "Member",
        "agenda" => "AgendaItem",
        "process" => "ProcessNote",
        "terms" => "Term",
        "reactions" => "Reaction",
        "acts" => "ThirdPartyAct",
        "versions" => "Version",
        "violations" => "Violation",
        "cross_references" => "CrossReference",
        "coding" => "CodingRule",
        _ => return None,
    })
}
