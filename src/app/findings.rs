//! Going from finding to finding.

use super::App;
use crate::command::View;

impl App {
    /// Leads to a finding: to its field, or to the text where it is about none, or where the text is shown.
    pub(super) fn go_to_finding(&mut self, idx: usize) {
        let snapshot = self.document.snapshot();
        let n = snapshot.findings().len();
        let Some(finding) = snapshot.findings().get(idx) else {
            return;
        };
        let (focus, byte) = (finding.focus.clone(), finding.span.start);
        let message = format!("Finding {} of {n}: {}", idx + 1, finding.message);
        self.state.views.visit_finding(idx);
        let is_field = focus.as_ref().is_some_and(|focus| {
            // Of a field that is not in the dossier, the inspector has no form.
            !focus.field.is_empty() || finding.code != "unknown-field"
        });
        if let Some(focus) = focus {
            self.state.selection.select(self.state.view, focus);
        }
        if !is_field || self.state.view == View::Text {
            self.show(View::Text);
            self.state.views.show_byte(byte);
        }
        self.say(message);
    }

    /// Leads to the next or previous finding, around the ends.
    pub(super) fn step_finding(&mut self, forward: bool) {
        let findings = self.document.snapshot().findings();
        let n = findings.len();
        if n == 0 {
            self.say("No findings");
            return;
        }
        let caret = (self.state.view == View::Text)
            .then(|| self.state.views.caret())
            .flatten();
        let next = match (caret, self.state.views.visited_finding()) {
            (Some(byte), _) if forward => {
                findings.partition_point(|finding| finding.span.start <= byte)
            }
            (Some(byte), _) => {
                findings.partition_point(|finding| finding.span.start < byte) + n - 1
            }
            (None, Some(idx)) if forward => idx + 1,
            (None, Some(idx)) => idx + n - 1,
            (None, None) if forward => 0,
            (None, None) => n - 1,
        };
        self.go_to_finding(next % n);
    }
}
