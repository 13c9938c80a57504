//! What is proposed where a record is named: those whose name or code holds what is typed, those that
//! begin with it first. In what is said about a customer, that customer's own go before all others.

use super::title;
use crate::book::bits::Bits;
use crate::book::{Book, Table};
use crate::model::{Id, Role, Value};

/// What is asked for.
#[derive(Clone, Copy, Debug)]
pub struct Wanted<'a> {
    /// Key of the collection.
    pub to: &'a str,
    /// What is typed.
    pub typed: &'a str,
    /// The customer that all of it is about.
    pub about: Option<Id>,
    /// What the acting person sees; `None` for all.
    pub seen: Option<&'a Bits>,
}

/// Whether a row belongs to a customer.
pub fn is_of(book: &Book, table: &Table, row: usize, account: Id) -> bool {
    let of = table.role(Role::Account).and_then(|at| table.value(row, at)).and_then(|value| value.as_reference());
    of.is_some_and(|of| book.resolve(of) == book.resolve(account))
}

/// The records proposed, by id and name, so many at most. Before anything is typed only the customer's own
/// are, where it has any.
pub fn proposed(book: &Book, wanted: &Wanted<'_>, most: usize) -> Vec<(Id, String)> {
    let Some(table) = book.table(wanted.to) else { return Vec::new() };
    let offered = |row: &usize| !table.is_archived(*row) && wanted.seen.is_none_or(|seen| seen.get(*row));
    let typed = wanted.typed.trim().to_lowercase();
    let about = wanted.about.filter(|_| table.role(Role::Account).is_some());
    let own = |row: &usize| about.is_some_and(|account| is_of(book, table, *row, account));
    let mut found = match about {
        Some(_) => fitting(book, table, table.live().iter().filter(own).filter(offered), &typed, most),
        None => Vec::new(),
    };
    if found.is_empty() || (!typed.is_empty() && found.len() < most) {
        let others = table.live().iter().filter(|row| !own(row)).filter(offered);
        found.extend(fitting(book, table, others, &typed, most - found.len()));
    }
    found
}

/// Of these rows those that fit, so many at most.
fn fitting(
    book: &Book,
    table: &Table,
    rows: impl Iterator<Item = usize>,
    typed: &str,
    most: usize,
) -> Vec<(Id, String)> {
    let code = table.role(Role::Code);
    let (mut first, mut rest) = (Vec::new(), Vec::new());
    for row in rows {
        let name = title::named(book, table, row);
        let lower = name.to_lowercase();
        let by_code = || {
            let code = code.and_then(|at| table.value(row, at));
            code.as_ref().and_then(Value::as_text).is_some_and(|code| code.to_lowercase() == typed)
        };
        let Some(id) = table.id(row) else { continue };
        if lower.starts_with(typed) || by_code() {
            first.push((id, name));
        } else if rest.len() < most && lower.contains(typed) {
            rest.push((id, name));
        }
        if first.len() >= most {
            break;
        }
    }
    first.extend(rest);
    first.truncate(most);
    first
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::book::command::Editor;
    use crate::book::writer::Writer;
    use crate::book::{Cause, Label};
    use crate::model::id::IdMaker;
    use crate::model::records::{Account, Contact, Product};
    use crate::model::{DeviceId, Instant, Record};

    const ACME: Id = Id(1);
    const BOLT: Id = Id(2);

    fn book() -> Book {
        let now = Instant(1_000_000);
        let mut book = Book::new(now);
        let mut edit = Editor::new(&book, now, Label::new("test"), Cause::Typed);
        for (id, name) in [(ACME, "Acme"), (BOLT, "Bolt"), (Id(3), "Cord")] {
            edit.create(Account::COLLECTION.key, id, &[(Account::NAME, Some(name.into()))], &[]).expect("an account");
        }
        let people =
            [(11, "Ann", ACME), (12, "Bo Li", BOLT), (13, "Bo Wu", ACME), (14, "Cy Bo", ACME), (15, "Boa", BOLT)];
        for (id, name, account) in people {
            let values = [(Contact::NAME, Some(name.into())), (Contact::ACCOUNT, Some(account.into()))];
            edit.create(Contact::COLLECTION.key, Id(id), &values, &[]).expect("a contact");
        }
        let product = [(Product::NAME, Some("Pump".into())), (Product::CODE, Some("BO".into()))];
        edit.create(Product::COLLECTION.key, Id(21), &product, &[]).expect("a product");
        let draft = edit.finish().expect("something to do");
        let batch = Writer::new(DeviceId(1)).stamp(draft, None, now, &IdMaker::new(now, [1; 32]));
        book.apply(&batch);
        book
    }

    fn check(to: &str, typed: &str, about: Option<Id>, want: &[u128]) {
        let wanted = Wanted { to, typed, about, seen: None };
        let ids: Vec<u128> = proposed(&book(), &wanted, 4).into_iter().map(|(id, _)| id.0).collect();
        assert_eq!(ids, want, "{typed:?} about {about:?}");
    }

    #[test]
    fn a_customers_own_contacts_go_before_all_others() {
        let to = Contact::COLLECTION.key;
        // Nothing typed: the customer's own alone; of one without any, and of none, whoever there is.
        check(to, "", Some(ACME), &[11, 13, 14]);
        check(to, "", Some(Id(3)), &[11, 12, 13, 14]);
        check(to, "", None, &[11, 12, 13, 14]);
        // Typed: its own, those that begin with it first, then others in the same order.
        check(to, "bo", Some(ACME), &[13, 14, 12, 15]);
        check(to, "bo", Some(BOLT), &[12, 15, 13, 14]);
        check(to, "bo", None, &[12, 13, 15, 14]);
        check(to, "li", Some(ACME), &[12]);
        check(to, "nobody", Some(ACME), &[]);
    }

    #[test]
    fn a_collection_of_no_customer_is_proposed_as_ever() {
        check(Product::COLLECTION.key, " bo ", Some(ACME), &[21]);
        check(Product::COLLECTION.key, "um", Some(ACME), &[21]);
    }

    #[test]
    fn what_is_not_seen_or_is_archived_is_not_proposed() {
        let mut book = book();
        let mut seen = Bits::filled(book.of::<Contact>().len(), true);
        seen.set(book.of::<Contact>().row(Id(13)).expect("is there"), false);
        let mut edit = Editor::new(&book, Instant(2_000_000), Label::new("test"), Cause::Typed);
        edit.archive(Contact::COLLECTION.key, Id(11), true).expect("may be");
        let draft = edit.finish().expect("something to do");
        let ids = IdMaker::new(Instant(2_000_000), [2; 32]);
        let batch = Writer::new(DeviceId(2)).stamp(draft, None, Instant(2_000_000), &ids);
        book.apply(&batch);
        let wanted = Wanted { to: Contact::COLLECTION.key, typed: "", about: Some(ACME), seen: Some(&seen) };
        let found = proposed(&book, &wanted, 4);
        assert_eq!(found, [(Id(14), "Cy Bo".to_owned())]);
    }
}
