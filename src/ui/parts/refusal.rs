//! Why something was refused, in words.

use crate::book::Rejection;
use crate::model::validate::Problem;
use crate::ui::context::App;

/// The sentence for a refusal: what happened, and what to do.
pub(in crate::ui) fn text(app: &App, rejection: &Rejection) -> String {
    match rejection {
        Rejection::NotAllowed { .. } => t!(app, "refused-not-allowed"),
        Rejection::Gone { .. } => t!(app, "refused-gone"),
        Rejection::Invalid { field, problem } => {
            t!(app, "refused-invalid", field = field.as_ref(), problem = problem_text(app, *problem))
        }
        Rejection::Against(rule) => app.label(rule),
        Rejection::Lacks(lack) => {
            t!(app, "refused-lacks", stage = lack.asked_by.as_str(), n = lack.count())
        }
        Rejection::Nothing => t!(app, "refused-nothing"),
    }
}

/// The sentence for a value that may not stand in its field.
pub(in crate::ui) fn problem_text(app: &App, problem: Problem) -> String {
    match problem {
        Problem::Missing => t!(app, "problem-missing"),
        Problem::WrongKind => t!(app, "problem-wrong-kind"),
        Problem::OutOfBounds(low, high) => t!(app, "problem-bounds", low = low.to_string(), high = high.to_string()),
        Problem::UnsafeLink => t!(app, "problem-link"),
        Problem::TooLong => t!(app, "problem-long"),
        Problem::NotTheWhole => t!(app, "typed-not-the-whole"),
        Problem::NoWindows => t!(app, "typed-windows-overlap"),
        Problem::Fixed => t!(app, "problem-fixed"),
        Problem::Taken => t!(app, "problem-taken"),
    }
}
