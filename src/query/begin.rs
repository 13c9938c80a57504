//! What a new record starts with beside its defaults: what follows from the record that it is begun
//! from, who makes it, and today.

use crate::book::command::Change;
use crate::book::{Book, Table};
use crate::model::field::Upkeep;
use crate::model::records::collection;
use crate::model::{Day, Id, Kind, Role, Value};

/// What a record may take over from one that it refers to.
const TAKEN_OVER: [Role; 3] = [Role::Account, Role::Person, Role::Area];

/// The values that follow from those a record begins with. An order that is begun from a deal is for
/// the deal's customer and to the credit of whoever has the deal; what happens at an hour, such as a
/// visit, is done by whoever writes it down; what is dated is of today.
pub fn following(book: &Book, table: &Table, begun: &[Change], me: Option<Id>, today: Day) -> Vec<Change> {
    // What the company lays down is in nobody's charge, and begins when it says.
    if !collection(table.key()).is_some_and(|collection| collection.upkeep == Upkeep::Work) {
        return Vec::new();
    }
    let kind = |at: usize| table.column(at).map(|column| &column.field().kind);
    let is_hourly = table.role(Role::Starts).is_some_and(|at| kind(at) == Some(&Kind::Instant));
    let (mut values, free) = (Vec::new(), |role: Role| {
        let at = table.role(role)?;
        begun.iter().all(|(field, _)| *field != at).then_some(at)
    });
    for role in TAKEN_OVER {
        let Some(at) = free(role) else { continue };
        let from = || begun.iter().find_map(|change| taken_over(book, table, change, role));
        let mine = || me.filter(|_| role == Role::Person).map(Value::Reference);
        let value = if is_hourly { mine().or_else(from) } else { from().or_else(mine) };
        values.extend(value.map(|value| (at, Some(value))));
    }
    let day = free(Role::Starts).filter(|at| kind(*at) == Some(&Kind::Date));
    values.extend(day.map(|at| (at, Some(Value::Date(today)))));
    values
}

/// The value of a role in the record that a change refers to.
fn taken_over(book: &Book, table: &Table, (at, value): &Change, role: Role) -> Option<Value> {
    let Kind::Reference(to) = &table.column(*at)?.field().kind else { return None };
    let target = book.table(to)?;
    let row = target.row(value.as_ref()?.as_reference()?)?;
    let at = target.role(role)?;
    let field = |table: &Table| table.column(table.role(role)?).map(|column| column.field().kind.clone());
    (field(table) == field(target)).then(|| target.value(row, at)).flatten()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::book::command::Editor;
    use crate::book::writer::Writer;
    use crate::book::{Cause, Label};
    use crate::model::id::IdMaker;
    use crate::model::records::{Account, Activity, Deal, Order, Person, SalesTarget};
    use crate::model::{DeviceId, Instant, Record};

    const ANN: Id = Id(1);
    const BO: Id = Id(2);
    const ACME: Id = Id(3);
    const DEAL: Id = Id(4);
    const TODAY: Day = Day(20_000);

    fn book() -> Book {
        let now = Instant(1_000_000);
        let mut book = Book::new(now);
        let mut edit = Editor::new(&book, now, Label::new("test"), Cause::Typed);
        for (person, name) in [(ANN, "Ann"), (BO, "Bo")] {
            edit.create(Person::COLLECTION.key, person, &[(Person::NAME, Some(name.into()))], &[]).expect("a person");
        }
        edit.create(Account::COLLECTION.key, ACME, &[(Account::NAME, Some("Acme".into()))], &[]).expect("an account");
        let deal = [
            (Deal::TITLE, Some("Pumps".into())),
            (Deal::ACCOUNT, Some(ACME.into())),
            (Deal::OWNER, Some(BO.into())),
            (Deal::STAGE, Some(Id(9).into())),
        ];
        edit.create(Deal::COLLECTION.key, DEAL, &deal, &[]).expect("a deal");
        let draft = edit.finish().expect("something to do");
        let batch = Writer::new(DeviceId(1)).stamp(draft, None, now, &IdMaker::new(now, [1; 32]));
        book.apply(&batch);
        book
    }

    fn check<R: Record>(begun: &[Change], me: Option<Id>, want: &[Change]) {
        let book = book();
        assert_eq!(following(&book, book.of::<R>(), begun, me, TODAY), want);
    }

    #[test]
    fn an_order_is_its_deals() {
        let deal = (Order::DEAL, Some(DEAL.into()));
        let today = (Order::ORDERED_ON, Some(Value::Date(TODAY)));
        let (acme, bo) = ((Order::ACCOUNT, Some(ACME.into())), (Order::OWNER, Some(BO.into())));
        check::<Order>(std::slice::from_ref(&deal), Some(ANN), &[acme.clone(), bo.clone(), today.clone()]);
        // What is said already stays; without a person nobody is named.
        let said = (Order::OWNER, Some(ANN.into()));
        check::<Order>(&[deal, said], Some(BO), &[acme, today.clone()]);
        check::<Order>(&[], None, &[today]);
    }

    #[test]
    fn what_is_done_is_done_by_whoever_writes_it_down() {
        let deal = (Activity::DEAL, Some(DEAL.into()));
        let acme = (Activity::ACCOUNT, Some(ACME.into()));
        check::<Activity>(&[deal], Some(ANN), &[acme, (Activity::OWNER, Some(ANN.into()))]);
    }

    #[test]
    fn a_new_customer_is_in_the_charge_of_whoever_writes_it_down() {
        check::<Account>(&[], Some(ANN), &[(Account::OWNER, Some(ANN.into()))]);
    }

    #[test]
    fn what_is_laid_down_begins_when_it_says() {
        check::<SalesTarget>(&[], Some(ANN), &[]);
    }
}
