//! The pool of customers (公海): whoever is in nobody's charge, and whoever has been left alone for too
//! long. Who is in it follows from the records on the day; nothing is written before somebody claims a
//! customer, lets one go, or confirms that those left alone go back.

use std::collections::HashMap;

use crate::book::bits::Bits;
use crate::book::command::Editor;
use crate::book::versions::Entry;
use crate::book::{Book, Cause, Command, Context, Draft, Label, Rejection};
use crate::model::permission::{Verb, scope};
use crate::model::records::{Account, AccountId, Activity, Claim, Deal, Order, Organisation, Visit};
use crate::model::{Day, Id, Instant, Record, Value, Zone};
use crate::query::title;

/// Days before a customer goes back of which whoever is in charge is warned.
pub const SOON: i32 = 7;

/// What the company laid down.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Rules {
    /// After how many days without anything a customer goes back.
    pub days: i32,
    /// How many claimed customers one person holds at most.
    pub hold: Option<usize>,
    /// For how many days whoever lost a customer cannot claim it.
    pub wait: i32,
}

impl Rules {
    /// The rules; `None` where the company has no pool.
    pub fn of(book: &Book) -> Option<Self> {
        let organisation = book.all::<Organisation>().next()?;
        let number = |number: Option<f64>| super::shape::whole(number).map(i32::from);
        Some(Self {
            days: number(organisation.pool_days)?,
            hold: number(organisation.pool_hold).and_then(|hold| usize::try_from(hold).ok()),
            wait: number(organisation.pool_wait).unwrap_or(0),
        })
    }
}

/// How a customer stands to the pool.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum State {
    /// In nobody's charge.
    Free,
    /// In the charge of somebody who left it alone for too long: for so many days.
    Due(i32),
    /// In somebody's charge, for so many days more if nothing happens.
    Held(i32),
}

/// A customer, as it stands to the pool.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Standing {
    /// The customer.
    pub id: AccountId,
    /// Its name.
    pub name: String,
    /// Who is in charge.
    pub owner: Option<Id>,
    /// When something was last done with it, or it came into its owner's charge.
    pub touched: Option<Day>,
    /// How it stands.
    pub state: State,
}

/// How every customer stands to the pool on a day, those left alone longest first. Key accounts are in
/// somebody's special care and never go back; dealers and partners are no customers to be claimed.
pub fn standings(book: &Book, zone: &Zone, today: Day, rules: &Rules) -> Vec<Standing> {
    let table = book.of::<Account>();
    let touched = touches(book, zone, today);
    let mut all = Vec::new();
    for row in table.live().iter().filter(|row| !table.is_archived(*row)) {
        let Some(id) = table.id(row) else { continue };
        let account = Account::read(id, &table.at(row));
        let owner = account.owner.map(|owner| book.resolve(owner));
        let is_key = account.key_account.as_deref() == Some("yes") && owner.is_some();
        if is_key || account.kind.as_deref().is_some_and(|kind| kind != "customer") {
            continue;
        }
        let since = owner.and_then(|_| table.column(Account::OWNER)?.since().get(row).copied());
        let since = since.filter(|since| *since != Instant::ALWAYS).map(|since| zone.day_of(since));
        let last = touched.get(&row).copied().max(since);
        // Of a customer with whom nothing was ever done nobody knows since when it is left alone.
        let alone = last.map_or(i32::MAX, |last| today.0 - last.0);
        let state = match owner {
            None => State::Free,
            Some(_) if alone > rules.days => State::Due(alone),
            Some(_) => State::Held(rules.days - alone + 1),
        };
        let name = account.name.unwrap_or_default();
        all.push(Standing { id: AccountId(id), name, owner, touched: last, state });
    }
    crate::model::order::by(&mut all, |a, b| (a.touched, &a.name, a.id).cmp(&(b.touched, &b.name, b.id)));
    all
}

/// When something was last done with each account, by its row: a visit made, anything done with it, an
/// order, a deal that was moved. What is only planned does not count.
fn touches(book: &Book, zone: &Zone, today: Day) -> HashMap<usize, Day> {
    let mut touched: HashMap<usize, Day> = HashMap::new();
    let accounts = book.of::<Account>();
    let mut touch = |account: Option<Id>, day: Option<Day>| {
        let row = account.and_then(|account| accounts.row(book.resolve(account)));
        if let (Some(row), Some(day)) = (row, day.filter(|day| *day <= today)) {
            let last = touched.entry(row).or_insert(day);
            *last = day.max(*last);
        }
    };
    for visit in book.all::<Visit>() {
        let made = visit.arrived.or(visit.starts.filter(|_| visit.status.as_deref() == Some("done")));
        touch(visit.account, made.map(|at| zone.day_of(at)));
    }
    for activity in book.all::<Activity>() {
        let done = activity.status.as_deref() == Some("done") || activity.kind.as_deref() == Some("note");
        touch(activity.account, activity.starts.filter(|_| done).map(|at| zone.day_of(at)));
    }
    for order in book.all::<Order>().filter(|order| order.status.as_deref() != Some("cancelled")) {
        touch(order.account, order.ordered_on);
    }
    let deals = book.of::<Deal>();
    let moved = deals.column(Deal::STAGE).map(crate::book::column::Column::since).unwrap_or_default();
    for row in deals.live().iter() {
        let at = moved.get(row).copied().filter(|at| *at != Instant::ALWAYS);
        let account = deals.value(row, Deal::ACCOUNT).and_then(|value| value.as_reference());
        touch(account, at.map(|at| zone.day_of(at)));
    }
    touched
}

/// The customers that a person claimed and still holds.
pub fn held(book: &Book, person: Id) -> Vec<AccountId> {
    let person = book.resolve(person);
    let mine = |claim: &Claim| claim.person.map(|person| book.resolve(person)) == Some(person) && claim.ended.is_none();
    let mut held: Vec<AccountId> = book
        .all::<Claim>()
        .filter(mine)
        .filter_map(|claim| book.get::<Account>(claim.account?.into()))
        .filter(|account| account.owner.map(|owner| book.resolve(owner)) == Some(person))
        .map(|account| account.id)
        .collect();
    held.sort_unstable();
    held.dedup();
    held
}

/// Since when a customer is no longer in a person's charge; `None` where it never was, or is.
pub fn lost(book: &Book, account: AccountId, person: Id) -> Option<Instant> {
    let table = book.of::<Account>();
    let column = table.column(Account::OWNER)?;
    let person = book.resolve(person);
    if book.get::<Account>(account).and_then(|account| account.owner).map(|owner| book.resolve(owner)) == Some(person) {
        return None;
    }
    // Claims that ended, and whatever changed who is in charge.
    let ended = |claim: Claim| {
        let is = |found: Option<Id>, wanted: Id| found.map(|found| book.resolve(found)) == Some(wanted);
        (is(claim.account, book.resolve(account.into())) && is(claim.person, person)).then_some(claim.ended)?
    };
    let mut lost = book.all::<Claim>().filter_map(ended).max();
    let mut had = false;
    for version in column.versions()?.row(table.row(account.into())?) {
        if version.entry == Entry::Withdrawn || version.effective > book.now() {
            continue;
        }
        let owner = (version.entry == Entry::Value).then(|| column.decode(version.cell)).flatten();
        let has = owner.and_then(|owner| owner.as_reference()).map(|id| book.resolve(id)) == Some(person);
        if had && !has {
            lost = lost.max(Some(version.effective));
        }
        had = has;
    }
    lost
}

/// Why a person cannot claim a customer: the message that says so. `None` where they can. While nobody in
/// particular acts there is nobody who would hold it.
pub fn hindrance(book: &Book, zone: &Zone, rules: &Rules, person: Option<Id>, standing: &Standing) -> Option<Label> {
    let Some(person) = person.map(|person| book.resolve(person)) else {
        return Some(Label::new("refused-pool-nobody"));
    };
    let today = zone.day_of(book.now());
    if standing.owner == Some(person) {
        return Some(Label::new("refused-pool-yours").with("account", standing.name.as_str()));
    }
    if matches!(standing.state, State::Held(_)) {
        let owner = standing.owner.and_then(|owner| title::anywhere(book, owner)).unwrap_or_default();
        return Some(Label::new("refused-pool-held").with("account", standing.name.as_str()).with("owner", owner));
    }
    if let Some(most) = rules.hold.filter(|most| held(book, person).len() >= *most) {
        return Some(Label::new("refused-pool-most").with("n", most.to_string()));
    }
    let again = lost(book, standing.id, person).map(|lost| Day(zone.day_of(lost).0 + rules.wait));
    let again = again.filter(|again| *again > today)?;
    Some(Label::new("refused-pool-wait").with("account", standing.name.as_str()).with("day", again.to_string()))
}

/// The acting person takes a customer from the pool.
#[derive(Clone, Debug)]
pub struct ClaimAccount {
    /// The customer.
    pub account: AccountId,
}

impl Command for ClaimAccount {
    fn decide(&self, book: &Book, context: &Context<'_>) -> Result<Draft, Rejection> {
        let rules = Rules::of(book).ok_or_else(|| Rejection::Against(Label::new("refused-pool-off")))?;
        // Whoever works with customers at all may claim one that is in nobody's care.
        scope(context.actor.layer, Verb::Change).ok_or(Rejection::NotAllowed { verb: Verb::Change })?;
        let today = context.zone.day_of(context.now);
        let gone = || Rejection::Gone { collection: Account::COLLECTION.key.into(), id: self.account.into() };
        let all = standings(book, context.zone, today, &rules);
        let standing = all.into_iter().find(|standing| standing.id == self.account).ok_or_else(gone)?;
        let me = context.actor.person;
        if let Some(why) = hindrance(book, context.zone, &rules, me, &standing) {
            return Err(Rejection::Against(why));
        }
        let mut edit = Editor::new(book, context.now, named("did-claim", &standing.name), Cause::Typed);
        end_claims(book, &mut edit, context.now, &[self.account])?;
        edit.set(Account::COLLECTION.key, self.account.into(), (Account::OWNER, me.map(Value::Reference)), None)?;
        let values = [
            (Claim::ACCOUNT, Some(Id::from(self.account).into())),
            (Claim::PERSON, me.map(Value::Reference)),
            (Claim::CLAIMED, Some(Value::Instant(context.now))),
        ];
        edit.create(Claim::COLLECTION.key, context.ids.next_id(), &values, &[])?;
        edit.finish()
    }
}

/// Gives a customer back to the pool.
#[derive(Clone, Debug)]
pub struct ReleaseAccount {
    /// The customer.
    pub account: AccountId,
}

impl Command for ReleaseAccount {
    fn decide(&self, book: &Book, context: &Context<'_>) -> Result<Draft, Rejection> {
        let name = title::of(book, Account::COLLECTION.key, self.account.into()).unwrap_or_default();
        let mut edit = Editor::new(book, context.now, named("did-release", &name), Cause::Typed);
        let (_, row) = edit.live(Account::COLLECTION.key, self.account.into())?;
        book.permit(&context.actor, Verb::Change, Account::COLLECTION.key, Some(row))?;
        let_go(book, &mut edit, context.now, &[self.account])?;
        edit.finish()
    }
}

/// Gives back every customer that has been left alone for too long, as one act.
#[derive(Clone, Debug)]
pub struct ReturnDue;

impl Command for ReturnDue {
    fn decide(&self, book: &Book, context: &Context<'_>) -> Result<Draft, Rejection> {
        book.permit(&context.actor, Verb::Configure, Account::COLLECTION.key, None)?;
        let rules = Rules::of(book).ok_or_else(|| Rejection::Against(Label::new("refused-pool-off")))?;
        let today = context.zone.day_of(context.now);
        let all = standings(book, context.zone, today, &rules).into_iter();
        let due: Vec<AccountId> =
            all.filter(|standing| matches!(standing.state, State::Due(_))).map(|standing| standing.id).collect();
        let label = Label::new("did-return-due").with("n", due.len().to_string());
        let mut edit = Editor::new(book, context.now, label, Cause::Typed);
        let_go(book, &mut edit, context.now, &due)?;
        edit.finish()
    }
}

fn named(key: &str, name: &str) -> Label {
    if key == "did-claim" {
        Label::new("did-claim").with("name", name)
    } else {
        Label::new("did-release").with("name", name)
    }
}

fn let_go(book: &Book, edit: &mut Editor<'_>, now: Instant, accounts: &[AccountId]) -> Result<(), Rejection> {
    end_claims(book, edit, now, accounts)?;
    for account in accounts {
        edit.set(Account::COLLECTION.key, (*account).into(), (Account::OWNER, None), None)?;
    }
    Ok(())
}

/// Claims to these customers end.
fn end_claims(book: &Book, edit: &mut Editor<'_>, now: Instant, accounts: &[AccountId]) -> Result<(), Rejection> {
    let table = book.of::<Account>();
    let mut these = Bits::filled(table.len(), false);
    for row in accounts.iter().filter_map(|account| table.row((*account).into())) {
        these.set(row, true);
    }
    for claim in book.all::<Claim>().filter(|claim| claim.ended.is_none()) {
        let row = claim.account.and_then(|account| table.row(book.resolve(account)));
        if row.is_some_and(|row| these.get(row)) {
            let ended = (Claim::ENDED, Some(Value::Instant(now)));
            edit.set(Claim::COLLECTION.key, claim.id.into(), ended, None)?;
        }
    }
    Ok(())
}

/// The open deals of a customer: a project that is being registered may be one of them.
pub fn open_deals(book: &Book, account: Id) -> Vec<Deal> {
    let account = book.resolve(account);
    let open = |deal: &Deal| {
        let stage = deal.stage.and_then(|stage| book.get::<crate::model::records::Stage>(stage.into()));
        stage.and_then(|stage| stage.kind).is_none_or(|kind| kind == "open" || kind == "hold")
    };
    let of = |deal: &Deal| deal.account.map(|account| book.resolve(account)) == Some(account);
    book.all::<Deal>().filter(of).filter(open).collect()
}
