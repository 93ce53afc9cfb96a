//! Walks over all records by their schema: what refers to what, and which references, codes and numbers
//! are not what they should be.
//!
//! The walk goes over the text's tree, not the typed dossier, so it sees records that could not be read
//! and knows the place of everything.

use super::snapshot::{Focus, Snapshot, join_path};
use crate::format::{Diagnostic, Kind, Node, Path, Repair, Severity};
use crate::model::RecordKind;
use crate::model::codebook::Codebook;
use crate::model::schema::{self, Content, Field};
use std::sync::OnceLock;

/// Who refers to whom. There are many references and few are ever asked for, so each is kept as three
/// numbers until it is.
#[derive(Clone, Debug, Default)]
pub(super) struct References {
    /// In the order of what they refer to, then of the text.
    uses: Vec<Use>,
    /// For each record that is referred to, the end of its uses and what was made of them.
    targets: Vec<(usize, OnceLock<Vec<Focus>>)>,
}

/// One reference.
#[derive(Clone, Copy, Debug)]
struct Use {
    /// Number of the record that is referred to.
    target: u32,
    /// Number of the record in which the reference stands.
    user: u32,
    /// The node that is the reference.
    node: u32,
}

impl References {
    fn new(mut uses: Vec<Use>) -> Self {
        uses.sort_by_key(|found| found.target);
        let n_targets = uses.last().map_or(0, |last| last.target as usize + 1);
        let mut targets: Vec<(usize, OnceLock<Vec<Focus>>)> = Vec::with_capacity(n_targets);
        for (idx, found) in uses.iter().enumerate() {
            targets.resize_with(found.target as usize + 1, || (idx, OnceLock::new()));
            if let Some((end, _)) = targets.last_mut() {
                *end = idx + 1;
            }
        }
        Self { uses, targets }
    }

    /// The values that refer to the record with this number, in the order of the text.
    pub(super) fn uses_of(&self, snapshot: &Snapshot, target: usize) -> &[Focus] {
        let Some((end, made)) = self.targets.get(target) else {
            return &[];
        };
        made.get_or_init(|| {
            let before = target.checked_sub(1).and_then(|at| self.targets.get(at));
            let start = before.map_or(0, |(end, _)| *end);
            let uses = self.uses.get(start..*end).unwrap_or_default();
            uses.iter()
                .filter_map(|found| focus(snapshot, *found))
                .collect()
        })
    }
}

/// The value that a reference is, in the words of its record.
fn focus(snapshot: &Snapshot, found: Use) -> Option<Focus> {
    let (record, user) = snapshot.numbered(found.user)?;
    let node = snapshot.tree().node(snapshot.text(), found.node)?;
    Some(Focus {
        record: record.clone(),
        field: user.path_at(node.span().start).to_string(),
    })
}

struct Walk<'a> {
    snapshot: &'a Snapshot,
    /// The record that is gone over: its number, its place, its node.
    user: u32,
    place: Option<(RecordKind, usize)>,
    record: Node<'a>,
    uses: Vec<Use>,
    problems: Vec<Diagnostic>,
}

/// Collects references and problems from the whole text.
pub(super) fn walk(snapshot: &Snapshot) -> (References, Vec<Diagnostic>) {
    let Some(root) = snapshot.tree().root(snapshot.text()) else {
        return (References::default(), Vec::new());
    };
    let mut walk = Walk {
        snapshot,
        user: 0,
        place: None,
        record: root,
        uses: Vec::new(),
        problems: Vec::new(),
    };
    walk.fields(root, schema::fields(RecordKind::Dossier));
    for kind in RecordKind::LISTED {
        let Some(list) = root.field(kind.list_field()) else {
            continue;
        };
        for (idx, record) in list.items().enumerate() {
            walk.user += 1;
            walk.place = Some((kind, idx));
            walk.record = record;
            walk.fields(record, schema::fields(kind));
        }
    }
    (References::new(walk.uses), walk.problems)
}

impl<'a> Walk<'a> {
    /// Goes over what is in the text, not over the schema: most fields of most records are absent.
    fn fields(&mut self, node: Node<'a>, fields: &[Field]) {
        // Fields usually stand in the order of the schema.
        let mut next = 0;
        for entry in node.fields() {
            let is_it = |field: &Field| field.name == entry.name;
            let ahead = fields.iter().skip(next).position(is_it);
            let Some(at) = ahead
                .map(|steps| next + steps)
                .or_else(|| fields.iter().position(is_it))
            else {
                continue;
            };
            next = at + 1;
            let Some(content) = fields.get(at).map(|field| field.content) else {
                continue;
            };
            if !has_rules(content) {
                continue;
            }
            if let Some(value) = entry.value.inner() {
                self.value(value, content);
            }
        }
    }

    fn value(&mut self, node: Node<'a>, content: Content) {
        match content {
            Content::Ref(kind) => self.reference(node, Some(kind)),
            Content::Refs(kind) => self.references(node, Some(kind)),
            Content::AnyRefs => self.references(node, None),
            Content::Cameo => self.cameo(node),
            Content::Decimal(low, high) => {
                if let Some(number) = node.as_f64()
                    && !(low..=high).contains(&number)
                {
                    let message = format!("{number} is outside {low} to {high}");
                    self.problem("out-of-range", node, Severity::Error, message);
                }
            }
            Content::Address => {
                if let Some(address) = node.as_str()
                    && !address.is_empty()
                    && !is_web_address(&address)
                {
                    let hint = "an address begins with http:// or https://";
                    let message = "this is not a web address".to_owned();
                    let whole = format!("https://{address}");
                    let is_bare = !address.contains(':')
                        && address.contains('.')
                        && !address.starts_with(['.', '/'])
                        && is_web_address(&whole);
                    let repair = is_bare.then(|| {
                        Repair::replace(node.span(), quoted(&whole)).called("Begin with https://")
                    });
                    let problem = self.problem("not-an-address", node, Severity::Warning, message);
                    problem.hint = Some(hint.to_owned());
                    problem.repair = repair.map(Box::new);
                }
            }
            Content::Group(fields) => self.fields(node, fields),
            Content::Groups(fields, _) => {
                for item in node.items() {
                    self.fields(item, fields);
                }
            }
            _ => {}
        }
    }

    fn references(&mut self, list: Node<'a>, kind: Option<RecordKind>) {
        if list.kind() != Kind::List {
            return;
        }
        let mut seen = Vec::new();
        for item in list.items() {
            let Some(id) = item.as_str() else { continue };
            if seen.contains(&id) {
                let message = format!("\"{id}\" stands twice in this list");
                self.problem("duplicate-reference", item, Severity::Warning, message);
            }
            self.reference(item, kind);
            seen.push(id);
        }
    }

    fn reference(&mut self, node: Node<'a>, kind: Option<RecordKind>) {
        let Some(id) = node.as_str() else { return };
        let found = self.snapshot.number_of(&id);
        let word = kind.map_or("record", RecordKind::word);
        match (found, kind) {
            (None, _) => {
                let near = self.snapshot.similar_id(&id, kind);
                let message = format!("there is no {word} \"{id}\"");
                let problem = self.problem("unknown-reference", node, Severity::Error, message);
                problem.hint = near.map(|near| format!("did you mean \"{near}\"?"));
                problem.repair = near
                    .map(|near| Repair::replace(node.span(), quoted(near)))
                    .map(Box::new);
            }
            (Some((_, found)), Some(kind)) if found != kind => {
                let message = format!("\"{id}\" is a {}, but a {word} belongs here", found.word());
                self.problem("wrong-reference", node, Severity::Error, message);
            }
            (Some((target, _)), _) => self.uses.push(Use {
                target,
                user: self.user,
                node: node.index(),
            }),
        }
    }

    fn cameo(&mut self, node: Node<'a>) {
        let Some(code) = node.as_str() else { return };
        let codebook = Codebook::built_in();
        if codebook.action(&code).is_some() {
            return;
        }
        match codebook.score(&code) {
            Some(score) if score.inherited => {
                let message = format!(
                    "CAMEO code {code} has no value of its own; it takes that of {}",
                    score.from
                );
                self.problem("inherited-code", node, Severity::Note, message);
            }
            _ => {
                let hint =
                    "codes have two to four digits and are kept as text, for example \"046\"";
                let message = format!("\"{code}\" is not a CAMEO code");
                let problem = self.problem("unknown-code", node, Severity::Error, message);
                problem.hint = Some(hint.to_owned());
            }
        }
    }

    /// Notes a problem; hint and repair can be added to it.
    fn problem(
        &mut self,
        code: &'static str,
        node: Node<'a>,
        severity: Severity,
        message: String,
    ) -> &mut Diagnostic {
        let within = self.record.path_at(node.span().start);
        let path = match self.place {
            Some((kind, idx)) => {
                join_path(Path::root().field(kind.list_field()).index(idx), within)
            }
            None => within,
        };
        let idx = self.problems.len();
        self.problems.push(Diagnostic {
            severity,
            ..Diagnostic::error(node.span(), message)
                .with_code(code)
                .at_path(path)
        });
        &mut self.problems[idx]
    }
}

/// A text in quotes, as it stands in the file.
fn quoted(text: &str) -> String {
    format!("\"{}\"", text.escape_default())
}

/// Whether there is anything to check or to note about such a field.
fn has_rules(content: Content) -> bool {
    match content {
        Content::Ref(_)
        | Content::Refs(_)
        | Content::AnyRefs
        | Content::Cameo
        | Content::Decimal(..)
        | Content::Address
        | Content::Group(_)
        | Content::Groups(..) => true,
        Content::Id
        | Content::Line
        | Content::Text
        | Content::Texts
        | Content::Date
        | Content::Whole
        | Content::Switch
        | Content::Code(_)
        | Content::Codes(_) => false,
    }
}

/// Whether an address may be handed to the browser: http and https only.
pub fn is_web_address(address: &str) -> bool {
    let is_page = |scheme: &&str| {
        address
            .split_at_checked(scheme.len())
            .is_some_and(|(start, rest)| {
                start.eq_ignore_ascii_case(scheme) && !rest.is_empty() && !rest.starts_with('/')
            })
    };
    ["http://", "https://"].iter().any(is_page)
        && !address.chars().any(|c| c.is_whitespace() || c.is_control())
}

#[cfg(test)]
mod tests {
    use super::is_web_address;

    /// Only http and https pages are web addresses; a file or a script is not.
    #[test]
    fn web_addresses() {
        for address in [
            "https://example.org/a?b=c",
            "http://example.org",
            "HTTPS://EXAMPLE.ORG",
        ] {
            assert!(is_web_address(address), "{address}");
        }
        for address in [
            "file:///etc/passwd",
            "javascript:alert(1)",
            "https://",
            "example.org",
            "https://a b",
            "http:///x",
        ] {
            assert!(!is_web_address(address), "{address}");
        }
    }
}
