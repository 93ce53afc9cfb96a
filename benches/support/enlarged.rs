//! A dossier of any size, made from another one.

/// The text with its events, claims and statements repeated under fresh ids until it is this long.
pub(crate) fn enlarged(text: &str, n_bytes: usize) -> String {
    let lists = ["events", "claims", "statements"];
    let records = |list: &str| {
        let (_, after) = text.split_once(&format!("\n    {list}: [\n"))?;
        after.split_once("\n    ],").map(|(records, _)| records)
    };
    let once: usize = lists.into_iter().filter_map(records).map(str::len).sum();
    let n_copies = n_bytes.saturating_sub(text.len()).div_ceil(once.max(1));
    let mut enlarged = text.to_owned();
    for list in lists {
        let Some(records) = records(list) else {
            continue;
        };
        let mut repeated = records.to_owned();
        for copy in 1..=n_copies {
            let fresh = records.replace("(id: \"", &format!("(id: \"X{copy}"));
            let fresh = fresh.replace(
                "\n            id: \"",
                &format!("\n            id: \"X{copy}"),
            );
            repeated.push('\n');
            repeated.push_str(&fresh);
        }
        enlarged = enlarged.replacen(records, &repeated, 1);
    }
    enlarged
}
