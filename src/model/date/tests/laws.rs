//! What holds for any text.

use proptest::prelude::*;

use super::*;

proptest! {
    /// No text panics; what is read is printed again, and is the same when read again.
    #[test]
    fn any_text(text in "\\PC{0,24}|[-0-9XYTZ~?%/.,:+\\[\\] ]{0,30}|[0-9]{1,4}[-/.][0-9]{1,2}[-/.][0-9]{1,4}[~?%]?") {
        match Edtf::parse(&text) {
            Ok(date) => {
                prop_assert_eq!(date.to_string(), text.clone());
                prop_assert_eq!(&Edtf::parse(date.as_str()).unwrap(), &date);
                prop_assert!(!date.display_long().is_empty() && !date.display_short().is_empty());
                if let (Some(earliest), Some(latest)) = date.possible() {
                    prop_assert!(earliest <= latest);
                    prop_assert!(date.overlaps(earliest, latest));
                    if let Some((first, last)) = date.core() {
                        prop_assert!(earliest <= first && first <= last && last <= latest);
                    }
                }
            }
            Err(error) => prop_assert!(text.is_char_boundary(error.at), "{error} at {}", error.at),
        }
    }

    /// Every day is read as itself, and one-of sets hold exactly their members.
    #[test]
    fn sets_hold_their_members(numbers in prop::collection::vec(20_000..20_060_i32, 1..6)) {
        let texts: Vec<String> = numbers.iter().map(|&n| Day(n).to_string()).collect();
        let set = edtf(&format!("[{}]", texts.join(",")));
        for n in 19_990..20_070 {
            prop_assert_eq!(set.overlaps(Day(n), Day(n)), numbers.contains(&n));
        }
    }

    /// Swapping the operands swaps the order, and equality is that of texts.
    #[test]
    fn order_is_total(a in "20[0-2]X|20[0-2][0-9](-1[0-2](-[0-2][1-9][~?]?)?)?|\\.\\./20[12][0-9]|20[01][0-9]/\\.\\.", b in "20[0-2][0-9](-1[0-2](-[0-2][1-9])?)?(/\\.\\.)?") {
        let (a, b) = (edtf(&a), edtf(&b));
        prop_assert_eq!(a.cmp(&b), b.cmp(&a).reverse());
        prop_assert_eq!(a.cmp(&b).is_eq(), a.as_str() == b.as_str());
    }
}
