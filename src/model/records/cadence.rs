//! How often customers are visited, and for how long: by class, with exceptions on customer and site.

use crate::model::field::Role;
use crate::record;

record! {
    /// How customers of a class are visited.
    Cadence, CadenceId, "cadences", Configured {
        /// What people call it.
        NAME name: (Text) { required: true, role: Some(Role::Title) },
        /// The class that it holds for.
        CLASS class: (Choice "a" "b" "c" "d") { required: true, default: Some("a") },
        /// Visits in a period.
        VISIT_COUNT visit_count: (Number) { required: true, bounds: Some((0, 366)), default: Some("1") },
        /// The period.
        VISIT_PERIOD visit_period: (Choice "week" "two_weeks" "four_weeks" "month" "quarter" "year") {
            required: true,
            default: Some("month"),
        },
        /// Fewest days from one visit to the next.
        MIN_GAP min_gap: (Number) { bounds: Some((0, 366)) },
        /// Most days from one visit to the next.
        MAX_GAP max_gap: (Number) { bounds: Some((1, 732)) },
        /// How long a visit usually takes.
        VISIT_TIME visit_time: (Duration) {},
        /// What gate and parking take.
        GATE_TIME gate_time: (Duration) {},
        /// When these customers may be visited.
        WINDOWS windows: (Windows) {},
        /// Notes.
        NOTE note: (LongText) {},
    }
}
