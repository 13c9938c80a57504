//! How a field's value is written for people.

use leptos::prelude::*;

use crate::model::{Field, Kind, Share, Value, Window, window};
use crate::query::title;
use crate::ui::context::App;
use crate::ui::route::{Place, Route};

/// The name of a field in the chosen language; of one that the company added, as it was given.
pub(in crate::ui) fn name(app: &App, collection: &str, field: &Field) -> String {
    if let Some(custom) = &field.custom {
        return custom.name.clone();
    }
    app.text(&format!("field-{collection}-{}", field.key), &[])
}

/// The name of a choice.
pub(in crate::ui) fn choice(app: &App, collection: &str, field: &Field, code: &str) -> String {
    if field.custom.is_some() {
        return field.choice_name(code).map_or_else(|| t!(app, "choice-removed"), str::to_owned);
    }
    app.text(&format!("choice-{collection}-{}-{code}", field.key), &[])
}

/// A value as text.
pub(in crate::ui) fn text(app: &App, collection: &str, field: &Field, value: &Value) -> String {
    let format = app.format();
    match value {
        Value::Text(code) if matches!(field.kind, Kind::Choice(_)) => choice(app, collection, field, code),
        Value::Text(text) => text.clone(),
        Value::Money(money) => format.money(*money, money.minor % 100 == 0),
        // A year is a number that nobody groups.
        Value::Number(number) if field.bounds.is_some_and(|(low, high)| low >= 1000 && high <= 9999) => {
            number.to_string()
        }
        Value::Number(number) => format.number(*number, 2),
        Value::Percent(share) => format.percent(*share),
        Value::Date(day) => format.day(*day),
        Value::Instant(instant) => format.instant(*instant, &app.zone()),
        #[expect(clippy::cast_precision_loss, reason = "minutes for people")]
        Value::Duration(seconds) => format.number(*seconds as f64 / 60.0, 0),
        Value::Reference(id) => app.peek(|desk| match &field.kind {
            Kind::Reference(to) => title::of(desk.book(), to, *id).unwrap_or_default(),
            _ => String::new(),
        }),
        Value::Place(place) => {
            let degrees = |part: i32| f64::from(part) / 1e7;
            format!("{}, {}", degrees(place.latitude), degrees(place.longitude))
        }
        Value::Tags(codes) if matches!(field.kind, Kind::Choices(_)) => {
            let named: Vec<String> = codes.iter().map(|code| choice(app, collection, field, code)).collect();
            named.join(", ")
        }
        Value::Tags(tags) => tags.join(", "),
        Value::Shares(shares) => app.peek(|desk| {
            let name = |id| title::anywhere(desk.book(), id).unwrap_or_default();
            let one = |share: &Share| format!("{} {}", name(share.of), format.percent(share.part));
            shares.iter().map(one).collect::<Vec<_>>().join(", ")
        }),
        Value::Windows(windows) => hours(app, windows),
        Value::File(file) => file.name.clone(),
    }
}

/// The names of the days from Monday on.
pub(in crate::ui) const DAYS: [&str; 7] =
    ["weekday-mon", "weekday-tue", "weekday-wed", "weekday-thu", "weekday-fri", "weekday-sat", "weekday-sun"];

/// Windows in words: `Mon–Fri 09:00–11:30, 13:00–17:00; Sat 09:00–12:00`.
fn hours(app: &App, windows: &[Window]) -> String {
    let day = |day: u8| app.text(DAYS[usize::from(day) % DAYS.len()], &[]);
    let span = |((first, last), times): window::Span| {
        let times = times.iter().map(|(from, to)| format!("{}–{}", window::clock(*from), window::clock(*to)));
        let days = if first == last { day(first) } else { format!("{}–{}", day(first), day(last)) };
        format!("{days} {}", times.collect::<Vec<_>>().join(", "))
    };
    window::spans(windows).into_iter().map(span).collect::<Vec<_>>().join("; ")
}

/// A value as a view: a reference is a link to its record.
pub(in crate::ui) fn show(app: &App, collection: &str, field: &Field, value: &Value) -> AnyView {
    let words = text(app, collection, field, value);
    if let (Value::Reference(id), Kind::Reference(to)) = (value, &field.kind)
        && let Some(to) = app.peek(|desk| {
            let key = title::target(desk.book(), to, *id)?.0.key();
            crate::model::records::collection(key)
        })
    {
        let href = Place::new(Route::Record(to.key, *id)).href();
        return view! { <a href=href>{words}</a> }.into_any();
    }
    words.into_any()
}
