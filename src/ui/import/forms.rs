//! How a file is laid out, and how its days and numbers are written.

use leptos::prelude::*;

use super::columns::place_of;
use super::state::ImportState;
use super::words::{
    Options, date_options, delimiter_options, encoding_options, heading_options, number_options, total_options,
    unit_options, year_options,
};
use super::work::reshape;
use crate::exchange::csv::NoteKind;
use crate::exchange::{
    DateForm, Encoding, FilePlan, Form, Headings, NumberForm, Reads, Shape, Totals, Unit, is_money, reads,
};
use crate::ui::context::{Desk, use_app};
use crate::ui::parts::choose::ChooseChip;

/// What separates cells, how letters are written, where the headings are, what becomes of totals.
#[component]
pub(super) fn ShapeChips(file: Memo<Option<FilePlan>>, name: StoredValue<String>, id: String) -> impl IntoView {
    let app = use_app();
    let state = expect_context::<ImportState>();
    let shape = Memo::new(move |_| file.with(|file| file.as_ref().map(|file| file.sheet.shape()).unwrap_or_default()));
    let line = Memo::new(move |_| {
        let line = file.with(|file| file.as_ref().and_then(|file| file.sheet.header_lines()));
        line.map_or(0, |(first, _)| first)
    });
    let has_totals = Memo::new(move |_| {
        let noted = file.with(|file| {
            file.iter().flat_map(|file| file.sheet.notes()).any(|note| matches!(note.kind, NoteKind::Totals(_)))
        });
        noted || shape.get().totals == Totals::Kept
    });
    let change = move |change: &dyn Fn(&mut Shape)| {
        let mut shape = shape.get_untracked();
        change(&mut shape);
        name.with_value(|name| reshape(app, state, name, shape));
    };
    let part = move |sign: String| change(&|shape| shape.delimiter = sign.chars().next());
    let write = move |at: String| {
        if let Some(encoding) = at.parse().ok().and_then(|at: usize| Encoding::ALL.get(at).copied()) {
            change(&|shape| shape.encoding = Some(encoding));
        }
    };
    let head = move |line: String| {
        let line = line.parse().unwrap_or(0);
        change(&|shape| shape.headings = if line == 0 { Headings::None } else { Headings::Line(line) });
    };
    let sum = move |answer: String| {
        change(&|shape| shape.totals = if answer == "kept" { Totals::Kept } else { Totals::Dropped });
    };
    let delimiter = Signal::derive(move || shape.get().delimiter.map(String::from).unwrap_or_default());
    let encoding = Signal::derive(move || {
        let known = shape.get().encoding.and_then(|mine| Encoding::ALL.iter().position(|known| *known == mine));
        known.map(|at| at.to_string()).unwrap_or_default()
    });
    let headings = Signal::derive(move || line.get().to_string());
    let heading_lines = Signal::derive(move || heading_options(&app, line.get()));
    let totals =
        Signal::derive(move || (if shape.get().totals == Totals::Kept { "kept" } else { "dropped" }).to_owned());
    let is_text = Memo::new(move |_| shape.get().encoding.is_some());
    let [part_id, write_id, head_id, sum_id] =
        ["parted", "written", "headed", "summed"].map(|end| format!("{id}-{end}"));
    view! {
        <Show when=move || is_text.get()>
            <ChooseChip id=part_id.clone() label=t!(app, "import-delimiter") options=delimiter_options(&app) value=delimiter on_pick=Callback::new(part)/>
            <ChooseChip id=write_id.clone() label=t!(app, "import-encoding") options=encoding_options(&app) value=encoding on_pick=Callback::new(write)/>
        </Show>
        <ChooseChip id=head_id label=t!(app, "import-headings") options=heading_lines value=headings on_pick=Callback::new(head)/>
        <Show when=move || has_totals.get()>
            <ChooseChip id=sum_id.clone() label=t!(app, "import-totals") options=total_options(&app) value=totals on_pick=Callback::new(sum)/>
        </Show>
    }
}

/// How days and numbers of the file are written.
#[component]
pub(super) fn FormChips(file: Memo<Option<FilePlan>>, name: StoredValue<String>, id: String) -> impl IntoView {
    let app = use_app();
    let state = expect_context::<ImportState>();
    // The columns that are read as days, or as numbers.
    let columns = move |what: Reads| {
        Memo::new(move |_| {
            let found = file.with(|file| {
                let file = file.as_ref()?;
                app.read(|desk| {
                    let table = desk.book().table(file.collection.as_deref()?)?;
                    let columns = file.columns.iter().enumerate();
                    Some(
                        columns
                            .filter(|(_, column)| reads(table, column.target) == what)
                            .map(|(at, _)| at)
                            .collect::<Vec<_>>(),
                    )
                })
            });
            found.unwrap_or_default()
        })
    };
    let (days, numbers) = (columns(Reads::Days), columns(Reads::Numbers));
    let sums = Memo::new(move |_| {
        let is_money = |at: &usize| {
            file.with(|file| {
                let Some(file) = file.as_ref() else { return false };
                let table = |desk: &Desk| {
                    Some(is_money(desk.book().table(file.collection.as_deref()?)?, file.columns[*at].target))
                };
                app.read(|desk| table(desk).unwrap_or(false))
            })
        };
        numbers.get().into_iter().filter(is_money).collect::<Vec<_>>()
    });
    let bare_days = Memo::new(move |_| {
        let is_bare = |at: &usize| {
            file.with(|file| file.as_ref().is_some_and(|file| file.columns[*at].form.date == DateForm::MonthDay))
        };
        days.get().into_iter().filter(is_bare).collect::<Vec<_>>()
    });
    // The one form of these columns; empty where they differ.
    let one = move |columns: Memo<Vec<usize>>, read: fn(&FilePlan, usize) -> usize| {
        let forms = file.with(|file| {
            let file = file.as_ref()?;
            columns.with(|columns| {
                let mut forms: Vec<usize> = columns.iter().map(|at| read(file, *at)).collect();
                forms.dedup();
                Some(forms)
            })
        });
        match forms.as_deref() {
            Some([form]) => form.to_string(),
            _ => String::new(),
        }
    };
    let day_of = |file: &FilePlan, at: usize| {
        DateForm::ALL.iter().position(|form| *form == file.columns[at].form.date).unwrap_or(0)
    };
    let number_of = |file: &FilePlan, at: usize| {
        NumberForm::ALL.iter().position(|form| *form == file.columns[at].form.number).unwrap_or(0)
    };
    let unit_of =
        |file: &FilePlan, at: usize| Unit::ALL.iter().position(|unit| *unit == file.columns[at].form.unit).unwrap_or(0);
    // 0 is the nearest year.
    let year_of = |file: &FilePlan, at: usize| {
        file.columns[at].form.year.and_then(|year| usize::try_from(year).ok()).unwrap_or(0)
    };
    let day = Memo::new(move |_| one(days, day_of));
    let (unit, year) = (Memo::new(move |_| one(sums, unit_of)), Memo::new(move |_| one(bare_days, year_of)));
    let number = Memo::new(move |_| one(numbers, number_of));
    let set = move |columns: Memo<Vec<usize>>, change: &dyn Fn(&mut Form)| {
        let Some(at) = place_of(state, name) else { return };
        state.change(app, |plan, book| {
            for column in columns.get_untracked() {
                change(&mut plan.files[at].columns[column].form);
            }
            plan.refresh(book);
        });
    };
    let set_day = move |form: String| {
        let Some(form) = form.parse().ok().and_then(|at: usize| DateForm::ALL.get(at).copied()) else { return };
        set(days, &|column| (column.date, column.date_ambiguous) = (form, false));
    };
    let set_number = move |form: String| {
        let Some(form) = form.parse().ok().and_then(|at: usize| NumberForm::ALL.get(at).copied()) else { return };
        set(numbers, &|column| (column.number, column.number_ambiguous) = (form, false));
    };
    let set_unit = move |unit: String| {
        let Some(unit) = unit.parse().ok().and_then(|at: usize| Unit::ALL.get(at).copied()) else { return };
        set(sums, &|column| column.unit = unit);
    };
    let set_year = move |year: String| {
        let Ok(year) = year.parse::<i32>() else { return };
        set(bare_days, &|column| column.year = (year > 0).then_some(year));
    };
    // Where columns differ the select says so until somebody chooses one form for all.
    let with_mixed = move |options: Options, value: Memo<String>| {
        Signal::derive(move || {
            let mixed = value.with(String::is_empty).then(|| (String::new(), t!(app, "import-mixed")));
            mixed.into_iter().chain(options.clone()).collect::<Options>()
        })
    };
    let (day_options, number_options) = (with_mixed(date_options(&app), day), with_mixed(number_options(&app), number));
    let (unit_options, year_options) = (with_mixed(unit_options(&app), unit), with_mixed(year_options(&app), year));
    let [day_id, year_id, number_id, unit_id] = ["days", "year", "numbers", "unit"].map(|end| format!("{id}-{end}"));
    view! {
        <Show when=move || days.with(|columns| !columns.is_empty())>
            <ChooseChip id=day_id.clone() label=t!(app, "import-dates") options=day_options value=day on_pick=Callback::new(set_day)/>
        </Show>
        <Show when=move || bare_days.with(|columns| !columns.is_empty())>
            <ChooseChip id=year_id.clone() label=t!(app, "import-year") options=year_options value=year on_pick=Callback::new(set_year)/>
        </Show>
        <Show when=move || numbers.with(|columns| !columns.is_empty())>
            <ChooseChip id=number_id.clone() label=t!(app, "import-numbers") options=number_options value=number on_pick=Callback::new(set_number)/>
        </Show>
        <Show when=move || sums.with(|columns| !columns.is_empty())>
            <ChooseChip id=unit_id.clone() label=t!(app, "import-unit") options=unit_options value=unit on_pick=Callback::new(set_unit)/>
        </Show>
    }
}
