//! What the writer of something that is no EDTF date may have meant.
//!
//! It knows the spellings people use (18/10/2025, Oct 18, 2025, 18–19 October 2025), the EDTF
//! draft of 2012 (`open`, `unknown`, `u`) and slips (2025-2-3, a space, a lower-case x).
//! It has no opinion on what is wrong with the text.
//! Invariant: a spelling is offered only if it is EDTF and the text has one meaning; 05/10/2025
//! gets both readings instead.

use super::parse::parse;

/// The hint for a text that [`parse`] refused, if there is a good one.
pub(super) fn hint(text: &str) -> Option<String> {
    // Nobody writes a date this long; the limit keeps the work small for pasted paragraphs.
    if text.len() > 100 {
        return None;
    }
    let meant = |lead: &str, spelling: Option<String>| {
        spelling
            .filter(|spelling| parse(spelling).is_ok())
            .map(|spelling| format!("{lead} {spelling}"))
    };
    let trimmed = text.trim();
    meant("leave out the spaces:", Some(without_spaces(text)))
        .or_else(|| meant("write", time_after_space(trimmed)))
        .or_else(|| meant("write", Some(long_dash(trimmed))))
        .or_else(|| meant("write", Some(capitals(trimmed))))
        .or_else(|| meant("write two digits:", two_digits(trimmed)))
        .or_else(|| meant("write both ends in full:", full_ends(trimmed)))
        .or_else(|| meant("write", draft_of_2012(trimmed)))
        .or_else(|| meant("write", single(trimmed)))
        .or_else(|| meant("write", span(trimmed)))
        .or_else(|| either_way(trimmed))
}

/// The spelling that a hint of [`hint`] offers, if it offers one.
pub(super) fn spelling(hint: &str) -> Option<&str> {
    const LEADS: [&str; 4] = [
        "leave out the spaces: ",
        "write two digits: ",
        "write both ends in full: ",
        "write ",
    ];
    LEADS.iter().find_map(|lead| hint.strip_prefix(lead))
}

/// `2025-10-15 18:00`.
fn time_after_space(text: &str) -> Option<String> {
    let (date, time) = text.split_once(' ')?;
    time.contains(':').then(|| format!("{date}T{time}"))
}

/// Dashes of other lengths in place of the hyphen: `2025–10–19`.
fn long_dash(text: &str) -> String {
    text.replace(['‐', '‑', '‒', '–', '—', '−'], "-")
}

fn without_spaces(text: &str) -> String {
    text.chars().filter(|c| !c.is_whitespace()).collect()
}

/// Small letters, among them the `u` of the draft of 2012 for a digit left open.
fn capitals(text: &str) -> String {
    text.chars()
        .map(|c| match c {
            'x' | 'u' | 'U' => 'X',
            't' | 'z' | 'y' => c.to_ascii_uppercase(),
            _ => c,
        })
        .collect()
}

/// `2025-2-3`.
fn two_digits(text: &str) -> Option<String> {
    let (year, rest) = text.split_once('-')?;
    let rest: Vec<String> = rest.split('-').map(|part| format!("{part:0>2}")).collect();
    Some(format!("{year}-{}", rest.join("-")))
}

/// `2025-10-18/19` and `2025-10-18/11-02`, as ISO 8601-1 allows and EDTF does not.
fn full_ends(text: &str) -> Option<String> {
    let (from, to) = text.split_once('/')?;
    let kept = from.len().checked_sub(to.len())?;
    let start = from.get(..kept)?;
    (start.len() >= 4 && start.ends_with('-')).then(|| format!("{from}/{start}{to}"))
}

/// `unknown/2006` and `2004-06-01/open`.
fn draft_of_2012(text: &str) -> Option<String> {
    let (from, to) = text.split_once('/')?;
    let end = |word: &str| match word {
        "open" => "..".to_owned(),
        "unknown" => String::new(),
        _ => word.to_owned(),
    };
    Some(format!("{}/{}", end(from), end(to)))
}

/// One date in words or numbers, perhaps with "about" before it.
fn single(text: &str) -> Option<String> {
    const ABOUT: [&str; 7] = ["about ", "around ", "circa ", "ca. ", "ca ", "c. ", "~"];
    if let Some(plain) = text.strip_suffix("?~").or(text.strip_suffix("~?")) {
        return Some(format!("{plain}%"));
    }
    if let Some(plain) = text.strip_prefix('?') {
        return Some(format!("{}?", date(plain)?));
    }
    if let Some(plain) = text.strip_prefix('%') {
        return Some(format!("{}%", date(plain)?));
    }
    match ABOUT
        .iter()
        .find_map(|word| strip_prefix_any_case(text, word))
    {
        Some(plain) => Some(format!("{}~", date(plain.trim())?)),
        None => date(text),
    }
}

/// `18–19 October 2025`, `30 October – 6 November 2025`, `2025-10-18 to 2025-10-19`.
fn span(text: &str) -> Option<String> {
    const BETWEEN: [&str; 7] = [" to ", " until ", " - ", "–", "—", "..", "/"];
    BETWEEN.iter().find_map(|between| {
        let (from, to) = text.split_once(between)?;
        let (from, to) = (from.trim(), to.trim());
        let from = from.strip_prefix("from ").unwrap_or(from);
        let end = date(to)?;
        let words: Vec<&str> = to.split_whitespace().collect();
        // What the first date leaves out stands in the second: the year, or month and year.
        let start = date(from).or_else(|| {
            (1..words.len()).find_map(|i| date(&format!("{from} {}", words.get(i..)?.join(" "))))
        })?;
        Some(format!("{start}/{end}"))
    })
}

/// A date of numbers of which either could be the month.
fn either_way(text: &str) -> Option<String> {
    let &[a, b, year] = numbers(text)?.as_slice() else {
        return None;
    };
    let day_first = spelled(year, b, a)?;
    let month_first = spelled(year, a, b)?;
    Some(format!(
        "write {day_first} if the day comes first, {month_first} if the month does"
    ))
}

/// The EDTF spelling of one date with one meaning.
fn date(text: &str) -> Option<String> {
    if parse(text).is_ok() {
        return Some(text.to_owned());
    }
    if text.len() == 8 && text.bytes().all(|b| b.is_ascii_digit()) {
        return Some(format!("{}-{}-{}", &text[..4], &text[4..6], &text[6..]));
    }
    if let Some(parts) = numbers(text) {
        return match *parts.as_slice() {
            [a, b, year] if year > 999 => {
                let (day_first, month_first) = (spelled(year, b, a), spelled(year, a, b));
                // With dots the day comes first wherever dots are used.
                if text.contains('.') || month_first.is_none() || a == b {
                    day_first
                } else if day_first.is_none() {
                    month_first
                } else {
                    None
                }
            }
            [year, month, day] => spelled(year, month, day),
            [month, year] if month <= 12 => Some(format!("{year:04}-{month:02}")),
            [year, month] if month <= 12 => Some(format!("{year:04}-{month:02}")),
            _ => None,
        };
    }
    in_words(text)
}

/// `18 October 2025`, `Saturday, Oct. 18th, 2025`, `October 2025`.
fn in_words(text: &str) -> Option<String> {
    const DAYS: [&str; 7] = ["mon", "tue", "wed", "thu", "fri", "sat", "sun"];
    let (mut year, mut month, mut day) = (None, None, None);
    let words = text
        .split(|c: char| !c.is_alphanumeric())
        .filter(|word| !word.is_empty());
    for word in words {
        let word = word.to_ascii_lowercase();
        let slot = if word.starts_with(|c: char| c.is_ascii_digit()) {
            let digits = ["st", "nd", "rd", "th"]
                .iter()
                .find_map(|ending| word.strip_suffix(ending))
                .unwrap_or(&word);
            let number = digits.parse::<u32>().ok()?;
            if digits.len() == 4 {
                (&mut year, number)
            } else {
                (&mut day, number)
            }
        } else if let Some(number) = month_number(&word) {
            (&mut month, number)
        } else if word == "of" || DAYS.iter().any(|day| word.starts_with(day)) {
            continue;
        } else {
            return None;
        };
        // A second year, month or day means that this is more than one date.
        if slot.0.replace(slot.1).is_some() {
            return None;
        }
    }
    match (year?, month?, day) {
        (year, month, Some(day)) => spelled(year, month, day),
        (year, month, None) => Some(format!("{year:04}-{month:02}")),
    }
}

fn month_number(word: &str) -> Option<u32> {
    const MONTHS: [&str; 12] = [
        "january",
        "february",
        "march",
        "april",
        "may",
        "june",
        "july",
        "august",
        "september",
        "october",
        "november",
        "december",
    ];
    let i = MONTHS.iter().position(|month| {
        word.len() >= 3 && (month.starts_with(word) || word == "sept" && *month == "september")
    })?;
    u32::try_from(i + 1).ok()
}

/// The numbers of a text that has nothing else but `/`, `.` and `-` between them.
fn numbers(text: &str) -> Option<Vec<u32>> {
    text.split(['/', '.', '-'])
        .map(|part| {
            let of_digits =
                (1..=4).contains(&part.len()) && part.bytes().all(|b| b.is_ascii_digit());
            part.parse().ok().filter(|_| of_digits)
        })
        .collect()
}

/// `2025-10-18`, if there is such a day in a year of four digits.
fn spelled(year: u32, month: u32, day: u32) -> Option<String> {
    let text = format!("{year:04}-{month:02}-{day:02}");
    (year > 999 && parse(&text).is_ok()).then_some(text)
}

fn strip_prefix_any_case<'a>(text: &'a str, prefix: &str) -> Option<&'a str> {
    let head = text.get(..prefix.len())?;
    head.eq_ignore_ascii_case(prefix)
        .then(|| &text[prefix.len()..])
}

#[cfg(test)]
mod tests {
    use super::super::Edtf;

    fn check(text: &str, hint: &str) {
        let error = Edtf::parse(text).unwrap_err();
        assert_eq!(error.hint.as_deref(), Some(hint), "{text}: {error}");
    }

    /// Spellings with one meaning get their EDTF spelling.
    #[test]
    fn offers_the_edtf_spelling() {
        for (text, spelling) in [
            ("18/10/2025", "2025-10-18"),
            ("10/18/2025", "2025-10-18"),
            ("10/10/2025", "2025-10-10"),
            ("18.10.2025", "2025-10-18"),
            ("5.10.2025", "2025-10-05"),
            ("18-10-2025", "2025-10-18"),
            ("2025/10/18", "2025-10-18"),
            ("2025.10.18", "2025-10-18"),
            ("20251018", "2025-10-18"),
            ("10/2025", "2025-10"),
            ("Oct 18, 2025", "2025-10-18"),
            ("18 October 2025", "2025-10-18"),
            ("Saturday, 18th of Oct. 2025", "2025-10-18"),
            ("October 2025", "2025-10"),
            ("Sept 2025", "2025-09"),
            ("2025–10–18", "2025-10-18"),
            ("about 12 October 2025", "2025-10-12~"),
            ("c. 2025-10-12", "2025-10-12~"),
            ("~2025-10-12", "2025-10-12~"),
            ("?2025-10-12", "2025-10-12?"),
            ("2025-10-12?~", "2025-10-12%"),
            ("2025-10-xx", "2025-10-XX"),
            ("201u", "201X"),
            ("2025-10-15t18:00z", "2025-10-15T18:00Z"),
            ("2025-10-15 18:00", "2025-10-15T18:00"),
            ("unknown/2006", "/2006"),
            ("2004-06-01/open", "2004-06-01/.."),
            ("2025-10-18 to 2025-10-19", "2025-10-18/2025-10-19"),
            ("2025-10-18..2025-10-19", "2025-10-18/2025-10-19"),
            ("18–19 October 2025", "2025-10-18/2025-10-19"),
            ("30 October – 6 November 2025", "2025-10-30/2025-11-06"),
            ("October to November 2025", "2025-10/2025-11"),
        ] {
            check(text, &format!("write {spelling}"));
        }
    }

    /// The hint says what to do where that is not plain from the spelling.
    #[test]
    fn says_what_to_do() {
        check("2025-2-3", "write two digits: 2025-02-03");
        check("2025-2", "write two digits: 2025-02");
        check(" 2025-10-19", "leave out the spaces: 2025-10-19");
        check(
            "[2025-10-15, 2025-10-16]",
            "leave out the spaces: [2025-10-15,2025-10-16]",
        );
        check(
            "2025-10-18/19",
            "write both ends in full: 2025-10-18/2025-10-19",
        );
        check(
            "2025-10-30/11-06",
            "write both ends in full: 2025-10-30/2025-11-06",
        );
    }

    /// A text with two meanings gets both, not a guess.
    #[test]
    fn does_not_guess() {
        check(
            "05/10/2025",
            "write 2025-10-05 if the day comes first, 2025-05-10 if the month does",
        );
        for text in [
            "yesterday",
            "32/13/2025",
            "18 19 October 2025",
            "10.18.2025",
        ] {
            let hint = Edtf::parse(text).unwrap_err().hint.unwrap_or_default();
            assert!(!hint.contains("2025-10-18"), "{text}: {hint}");
        }
    }
}
