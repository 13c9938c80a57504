//! How the cells of a column fit what is to become of them, before anything is imported.

use super::forms::is_nothing;
use super::plan::{Plan, Target};
use super::values::{self, Reading};
use crate::book::{Book, Context, Table};
use crate::model::{Field, Kind, Role};

/// How a column fits.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Fit {
    /// It is left out.
    Unused,
    /// Every cell fits.
    All,
    /// Every cell fits in more than one way: somebody should look.
    Unclear,
    /// So many cells do not fit.
    Not(usize),
}

/// What the cells of a column are read as.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Reads {
    /// Days.
    Days,
    /// Numbers.
    Numbers,
    /// Places.
    Places,
    /// Anything that has but one form.
    Other,
}

/// What the cells of a column with this target are read as.
pub fn reads(table: &Table, target: Target) -> Reads {
    if matches!(target, Target::StageStart | Target::StageEnd) {
        return Reads::Days;
    }
    match field_of(table, target).map(|field| &field.kind) {
        Some(Kind::Date | Kind::Instant) => Reads::Days,
        Some(Kind::Money | Kind::Number | Kind::Percent) => Reads::Numbers,
        Some(Kind::Place) => Reads::Places,
        _ => Reads::Other,
    }
}

/// The field whose kind a column's cells are of.
fn field_of(table: &Table, target: Target) -> Option<&Field> {
    let at = match target {
        Target::Field(at) => Some(at),
        Target::AmountAtEnd => table.role(Role::Amount),
        _ => None,
    };
    Some(table.column(at?)?.field())
}

/// How a column of a plan fits. Names of other records are not looked up here.
pub fn fit(plan: &Plan, file: usize, column: usize, book: &Book, context: &Context<'_>) -> Fit {
    let Some(file) = plan.files.get(file) else { return Fit::Unused };
    let table = file.collection.as_deref().and_then(|key| book.table(key));
    let (Some(table), Some(planned)) = (table, file.columns.get(column)) else { return Fit::Unused };
    let (form, today) = (planned.form, context.zone.day_of(context.now));
    let labels = Some((&*plan.labels, &**table.key()));
    let reading = Reading { currency: plan.currency, today, zone: context.zone, labels };
    if planned.target == Target::Ignore {
        return Fit::Unused;
    }
    let field = field_of(table, planned.target);
    let one_form = [Kind::Text, Kind::LongText, Kind::Phone, Kind::Email, Kind::Url];
    let is_text = |field: &Field| one_form.contains(&field.kind) || matches!(field.kind, Kind::Reference(_));
    if field.is_some_and(is_text) {
        return Fit::All;
    }
    let unclear = match reads(table, planned.target) {
        Reads::Days => form.date_ambiguous,
        Reads::Numbers => form.number_ambiguous,
        Reads::Places => form.datum_ambiguous,
        Reads::Other => false,
    };
    let fits = |text: &&str| match field {
        Some(field) => values::parse(field, text, form, &reading).is_ok(),
        None => is_nothing(text) || values::date(text, form, &reading).is_some(),
    };
    let distinct = file.sheet.distinct(column);
    let pairs = distinct.texts.iter().zip(distinct.counts);
    let misfits = pairs.filter(|(text, _)| !fits(text)).map(|(_, count)| count).sum();
    match misfits {
        0 if unclear => Fit::Unclear,
        0 => Fit::All,
        misfits => Fit::Not(misfits),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::exchange::{DateForm, csv};
    use crate::model::id::IdMaker;
    use crate::model::permission::Actor;
    use crate::model::{Currency, Instant, Zone};

    #[test]
    fn cells_that_do_not_fit_are_counted_before_the_import() {
        let (book, zone) = (Book::new(Instant(0)), Zone::fixed("UTC", 0));
        let ids = IdMaker::new(Instant(0), [7; 32]);
        let context =
            Context { actor: Actor::FOUNDER, now: Instant(0), zone: &zone, currency: Currency::USD, ids: &ids };
        let text = "opportunity_id,deal_stage,close_date,close_value\n1,Won,1/2/2017,5\n2,Won,3/4/2017,x\n3,Lost,,x\n";
        let sheet = csv::read("deals.csv", text.as_bytes()).expect("a sheet");
        let mut plan = Plan::guess(vec![sheet], &book, &context);
        plan.set_collection(0, Some("deals".into()), &book);
        plan.set_target(0, 2, Target::StageEnd, &book);
        plan.set_target(0, 3, Target::AmountAtEnd, &book);
        let fits = |plan: &Plan| (0..4).map(|column| fit(plan, 0, column, &book, &context)).collect::<Vec<_>>();
        assert_eq!(fits(&plan), [Fit::All, Fit::All, Fit::Unclear, Fit::Not(2)]);
        plan.files[0].columns[2].form.date = DateForm::YearMonthDay;
        plan.set_target(0, 3, Target::Ignore, &book);
        assert_eq!(fits(&plan)[2..], [Fit::Not(2), Fit::Unused]);
    }
}
