//! How the days and numbers of a file are written.

use leptos::prelude::*;

use super::columns::place_of;
use super::state::ImportState;
use super::words::{Options, date_options, datum_options, number_options, unit_options, year_options};
use crate::book::Table;
use crate::exchange::{ColumnPlan, DateForm, FilePlan, Form, NumberForm, Reads, Unit, is_money, reads};
use crate::model::Datum;
use crate::ui::context::use_app;
use crate::ui::parts::choose::ChooseChip;

/// A choice that holds for several columns at once.
#[derive(Clone, Copy)]
struct Choice {
    /// Its part of the page's ids.
    end: &'static str,
    /// What it is called.
    label: &'static str,
    /// The columns that it holds for.
    concerns: fn(&Table, &ColumnPlan) -> bool,
    /// What holds now.
    read: fn(&Form) -> usize,
    /// Makes something else hold.
    write: fn(&mut Form, usize),
}

/// The position of a form among all, and back.
fn place<T: PartialEq>(all: &[T], one: &T) -> usize {
    all.iter().position(|known| known == one).unwrap_or(0)
}

const DAYS: Choice = Choice {
    end: "days",
    label: "import-dates",
    concerns: |table, column| reads(table, column.target) == Reads::Days,
    read: |form| place(&DateForm::ALL, &form.date),
    write: |form, at| {
        if let Some(date) = DateForm::ALL.get(at) {
            (form.date, form.date_ambiguous) = (*date, false);
        }
    },
};

const YEAR: Choice = Choice {
    end: "year",
    label: "import-year",
    concerns: |table, column| reads(table, column.target) == Reads::Days && column.form.date == DateForm::MonthDay,
    // 0 is the year that is nearest to today.
    read: |form| form.year.and_then(|year| usize::try_from(year).ok()).unwrap_or(0),
    write: |form, year| form.year = i32::try_from(year).ok().filter(|year| *year > 0),
};

const NUMBERS: Choice = Choice {
    end: "numbers",
    label: "import-numbers",
    concerns: |table, column| reads(table, column.target) == Reads::Numbers,
    read: |form| place(&NumberForm::ALL, &form.number),
    write: |form, at| {
        if let Some(number) = NumberForm::ALL.get(at) {
            (form.number, form.number_ambiguous) = (*number, false);
        }
    },
};

const UNIT: Choice = Choice {
    end: "unit",
    label: "import-unit",
    concerns: |table, column| is_money(table, column.target),
    read: |form| place(&Unit::ALL, &form.unit),
    write: |form, at| form.unit = Unit::ALL.get(at).copied().unwrap_or_default(),
};

const DATUM: Choice = Choice {
    end: "datum",
    label: "import-datum",
    concerns: |table, column| reads(table, column.target) == Reads::Places,
    read: |form| place(&Datum::ALL, &form.datum),
    write: |form, at| {
        if let Some(datum) = Datum::ALL.get(at) {
            (form.datum, form.datum_ambiguous) = (*datum, false);
        }
    },
};

/// How days, numbers and places of the file are written.
#[component]
pub(super) fn FormChips(
    file: Memo<Option<FilePlan>>,
    name: StoredValue<String>,
    #[prop(into)] id: Signal<String>,
) -> impl IntoView {
    let app = use_app();
    let options =
        [date_options(&app), year_options(&app), number_options(&app), unit_options(&app), datum_options(&app)];
    let chips = [DAYS, YEAR, NUMBERS, UNIT, DATUM].into_iter().zip(options);
    chips
        .map(|(choice, options)| {
            let id = format!("{}-{}", id.get_untracked(), choice.end);
            view! { <FormChip file=file name=name id=id choice=choice options=options/> }
        })
        .collect_view()
}

/// One of these choices, where any column is concerned.
#[component]
fn FormChip(
    file: Memo<Option<FilePlan>>,
    name: StoredValue<String>,
    id: String,
    choice: Choice,
    options: Options,
) -> impl IntoView {
    let app = use_app();
    let state = expect_context::<ImportState>();
    let columns = Memo::new(move |_| {
        let found = file.with(|file| {
            let file = file.as_ref()?;
            app.read(|desk| {
                let table = desk.book().table(file.collection.as_deref()?)?;
                let columns = file.columns.iter().enumerate();
                let concerned = columns.filter(|(_, column)| (choice.concerns)(table, column));
                Some(concerned.map(|(at, _)| at).collect::<Vec<_>>())
            })
        });
        found.unwrap_or_default()
    });
    // What holds for all of these columns; empty where they differ.
    let value = Memo::new(move |_| {
        let mut forms: Vec<usize> = file.with(|file| {
            let forms = file.iter().flat_map(|file| columns.get().into_iter().filter_map(|at| file.columns.get(at)));
            forms.map(|column| (choice.read)(&column.form)).collect()
        });
        forms.dedup();
        if let [form] = forms.as_slice() { form.to_string() } else { String::new() }
    });
    let pick = move |chosen: String| {
        let (Ok(chosen), Some(at)) = (chosen.parse(), place_of(state, name)) else { return };
        state.change(app, |plan, book| {
            for column in columns.get_untracked() {
                (choice.write)(&mut plan.files[at].columns[column].form, chosen);
            }
            plan.refresh(book);
        });
    };
    // Where columns differ the select says so until somebody chooses one form for all.
    let options = Signal::derive(move || {
        let mixed = value.with(String::is_empty).then(|| (String::new(), t!(app, "import-mixed")));
        mixed.into_iter().chain(options.clone()).collect::<Options>()
    });
    let label = app.text(choice.label, &[]);
    view! {
        <Show when=move || columns.with(|columns| !columns.is_empty())>
            <ChooseChip id=id.clone() label=label.clone() options=options value=value on_pick=Callback::new(pick)/>
        </Show>
    }
}
