//! What the `ron` crate says about a text: the last check before anything is written.
//!
//! No opinion of its own. `ron` refuses a byte order mark; it is not shown one.

use serde::de::DeserializeOwned;

use super::{Diagnostic, LineIndex, Span};

/// Reads a text with `ron`.
///
/// # Errors
///
/// What `ron` says, as an error at its place.
pub fn accepted_by_ron<T: DeserializeOwned>(text: &str) -> Result<T, Diagnostic> {
    let shown = text.strip_prefix('\u{feff}').unwrap_or(text);
    ron::from_str(shown).map_err(|error| {
        let lines = LineIndex::new(text);
        let byte = |at: ron::error::Position| {
            let line = u32::try_from(at.line).unwrap_or(u32::MAX);
            let start = lines.line_start(line).unwrap_or(text.len());
            let rest = text.get(start..).unwrap_or_default();
            let rest = rest.strip_prefix('\u{feff}').unwrap_or(rest);
            let before: usize = rest
                .chars()
                .take(at.col.saturating_sub(1))
                .map(char::len_utf8)
                .sum();
            (text.len() - rest.len() + before).min(text.len())
        };
        let (start, end) = (byte(error.span.start), byte(error.span.end));
        let message = format!("ron does not accept this: {}", error.code);
        Diagnostic::error(Span::new(start, end.max(start)), message)
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Places are those of the text, a byte order mark included.
    #[test]
    fn ron_is_asked() {
        assert_eq!(accepted_by_ron::<Vec<u8>>("\u{feff}[1, 2]"), Ok(vec![1, 2]));
        let error = accepted_by_ron::<Vec<u8>>("[1,\n é]").unwrap_err();
        assert_eq!(error.span.start, 5);
    }
}
