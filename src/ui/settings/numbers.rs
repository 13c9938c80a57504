//! Numbers that the company lays down: the rules of the pool, the least margin of a quote.

use leptos::prelude::*;

use crate::book::Label;
use crate::book::command::{Change, Edit};
use crate::exchange::typed::{Reading, read, write};
use crate::model::records::Organisation;
use crate::model::{Id, Key, Kind, Record, Zone};
use crate::ui::context::{App, use_app};
use crate::ui::parts::field;
use crate::ui::parts::icon::Icon;

/// What numbers are about.
#[derive(Clone, Copy)]
pub(in crate::ui) enum About {
    /// The pool of customers.
    Pool,
    /// Quotes.
    Quotes,
}

impl About {
    fn fields(self) -> &'static [usize] {
        match self {
            Self::Pool => &[Organisation::POOL_DAYS, Organisation::POOL_HOLD, Organisation::POOL_WAIT],
            Self::Quotes => &[Organisation::MARGIN_FLOOR],
        }
    }

    fn title(self, app: App) -> String {
        match self {
            Self::Pool => t!(app, "pool-rules"),
            Self::Quotes => t!(app, "collection-quotes"),
        }
    }

    fn text(self, app: App) -> String {
        match self {
            Self::Pool => t!(app, "pool-rules-text"),
            Self::Quotes => t!(app, "quote-floor-text"),
        }
    }
}

/// What stands in a field of the organisation.
fn stands(app: App, at: usize) -> String {
    app.peek(|desk| {
        let table = desk.book().of::<Organisation>();
        let row = desk.book().all::<Organisation>().next().and_then(|found| table.row(found.id.into()));
        row.and_then(|row| table.value(row, at)).map(|value| write(&value, &Zone::default())).unwrap_or_default()
    })
}

/// The panel.
#[component]
pub(in crate::ui) fn NumbersPanel(
    /// What they are about.
    about: About,
) -> impl IntoView {
    let app = use_app();
    let fields = about.fields();
    let typed: Vec<(usize, RwSignal<String>, RwSignal<bool>)> =
        fields.iter().map(|at| (*at, RwSignal::new(stands(app, *at)), RwSignal::new(false))).collect();
    let controls: Vec<_> = typed.iter().map(|(at, text, wrong)| one(app, *at, *text, *wrong)).collect();
    let save = move |event: leptos::ev::SubmitEvent| {
        event.prevent_default();
        let (zone, currency) = app.peek(|desk| (desk.zone.clone(), desk.currency));
        let mut changes: Vec<Change> = Vec::new();
        for (at, text, wrong) in &typed {
            let of = &Organisation::COLLECTION.fields[*at];
            let value = text.with_untracked(|text| read(of, text.trim(), &Reading { currency, zone: &zone }));
            wrong.set(value.is_err());
            changes.extend(value.ok().map(|value| (*at, value)));
        }
        let id: Option<Id> = app.peek(|desk| desk.book().all::<Organisation>().next().map(|found| found.id.into()));
        if let Some(id) = id.filter(|_| changes.len() == fields.len()) {
            let collection = Key::Borrowed(Organisation::COLLECTION.key);
            let label = Label::new("did-edit").with("name", about.title(app));
            // A refusal has been said by the act itself.
            drop(app.act(&Edit { collection, id, changes, effective: None, label }));
        }
    };
    let id = match about {
        About::Pool => "pool-rules",
        About::Quotes => "margin-floors",
    };
    view! {
        <section class="panel" aria-labelledby=id>
            <div class="panel-head"><h2 id=id>{about.title(app)}</h2></div>
            <p class="field-hint">{about.text(app)}</p>
            <form class="form" novalidate=true on:submit=save>
                {controls}
                <div class="form-acts"><button class="button button-primary" type="submit">{t!(app, "form-save")}</button></div>
            </form>
        </section>
    }
}

fn one(app: App, at: usize, text: RwSignal<String>, wrong: RwSignal<bool>) -> AnyView {
    let of = &Organisation::COLLECTION.fields[at];
    let id = format!("field-{}", of.key);
    let error = format!("{id}-error");
    let described = error.clone();
    let (low, high) = of.bounds.unwrap_or_default();
    let whole = if of.kind == Kind::Percent { 100 } else { 1 };
    let bounds = (low / whole, high / whole);
    let complaint = move || {
        let id = error.clone();
        wrong.get().then(|| view! {
            <p class="field-error" id=id><Icon name="alert" class="icon-small"/>{t!(app, "typed-out-of-bounds", low = bounds.0.to_string(), high = bounds.1.to_string())}</p>
        })
    };
    view! {
        <div class="field">
            <label class="field-label" for=id.clone()>{field::name(&app, Organisation::COLLECTION.key, of)}{(of.kind == Kind::Percent).then_some(" %")}</label>
            <input class="input input-number" id=id type="text" inputmode="numeric" autocomplete="off" aria-invalid=move || wrong.get().then_some("true")
                aria-describedby=move || wrong.get().then(|| described.clone())
                prop:value=move || text.get() on:input=move |event| text.set(event_target_value(&event))/>
            {complaint}
        </div>
    }
    .into_any()
}
