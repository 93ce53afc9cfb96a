//! Moments in words, in the time of the place.

use crate::document::Moment;
use jiff::tz::TimeZone;
use jiff::{Timestamp, ZonedDateTime};

/// The local time zone and the present day.
pub(super) struct Clock {
    zone: TimeZone,
    today: ZonedDateTime,
}

impl Clock {
    /// As it is at this moment.
    pub(super) fn new(now: Moment) -> Self {
        let now = Timestamp::from_second(now.0).unwrap_or_default();
        Self::at(now, TimeZone::system())
    }

    fn at(now: Timestamp, zone: TimeZone) -> Self {
        Self {
            today: now.to_zoned_datetime(zone.clone()),
            zone,
        }
    }

    /// "14:03", or "24 Nov, 14:03" where it was another day.
    pub(super) fn show(&self, moment: Moment) -> String {
        let Ok(time) = Timestamp::from_second(moment.0) else {
            return String::new();
        };
        let time = time.to_zoned_datetime(self.zone.clone());
        let pattern = if time.date() == self.today.date() {
            "%H:%M"
        } else if time.year() == self.today.year() {
            "%-d %b, %H:%M"
        } else {
            "%-d %b %Y, %H:%M"
        };
        time.strftime(pattern).to_string()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// A step of today has a time, an older one its day as well, in the time of the place.
    #[test]
    fn times_are_local() {
        let zone = TimeZone::fixed(jiff::tz::offset(5));
        let clock = Clock::at(Timestamp::from_second(1_764_000_000).unwrap(), zone);
        assert_eq!(clock.show(Moment(1_764_000_000)), "21:00");
        assert_eq!(clock.show(Moment(1_764_000_000 - 86_400)), "23 Nov, 21:00");
        assert_eq!(clock.show(Moment(1_700_000_000)), "15 Nov 2023, 03:13");
        assert_eq!(clock.show(Moment(i64::MAX)), "");
    }
}
