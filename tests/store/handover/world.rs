//! Devices that hand over to each other, and the company that they work for.

use std::cell::Cell;
use std::collections::BTreeSet;
use std::rc::Rc;

use fieldbook::book::command::{Create, Edit, Editor};
use fieldbook::book::versions::Entry;
use fieldbook::book::{Book, Cause, Command, Context, Draft, Label, Rejection};
use fieldbook::exchange::handover::{
    Check, Content, Delivery, FileError, Fit, Here, Ledger, Misfit, Parcel, Passkey, SecretKey, Sender, Stretch,
    TakeError, Taken, Thumbnails, Unsealing, WriteError, Written, delivered, fit, look, take, write,
};
use fieldbook::model::permission::{Actor, Layer};
use fieldbook::model::records::{
    Account, Cadence, CommissionPayment, CommissionRule, Contact, Deal, Expense, Organisation, Person, Pipeline,
    Policy, SalesTarget, Site, Stage, Visit,
};
use fieldbook::model::{Collection, Currency, Day, Id, Instant, Key, Money, Record, Value};
use fieldbook::ports::keeper::Acted;
use fieldbook::ports::memory::{MemoryStore, SeededRandom};
use fieldbook::ports::{Store, Task};

use crate::world::{START, Tab, now_or_never};

pub(crate) const BOSS: Id = Id(1);
pub(crate) const LEAD: Id = Id(2);
pub(crate) const REP: Id = Id(3);
pub(crate) const PEER: Id = Id(4);
pub(crate) const COMPANY: Id = Id(100);

/// What only the colleague's records say, and no other file of the salesperson may.
pub(crate) const SECRETS: [&str; 9] = [
    "Beta of the peer",
    "Mr Secret",
    "Gate of Beta",
    "Pumps for Beta",
    "Peer at Beta",
    "rate of the peer",
    "dinner of the peer",
    "import.csv",
    "target of the peer",
];

/// Why a file was not taken in.
#[derive(Debug, PartialEq)]
pub(crate) enum Trouble {
    File(FileError),
    Misfit(Misfit),
    Take(TakeError),
}

/// Small pictures are the first bytes of large ones; what does not begin with `IMG` is no picture.
pub(crate) struct FirstBytes;

impl Thumbnails for FirstBytes {
    fn shrink(&self, content: Vec<u8>) -> Task<'_, Option<Vec<u8>>> {
        let small = content.starts_with(b"IMG").then(|| content[..content.len().min(8)].to_vec());
        Box::pin(std::future::ready(small))
    }
}

/// A device: a tab on its store, and who acts there.
pub(crate) struct Phone {
    pub(crate) tab: Tab,
    pub(crate) actor: Actor,
    pub(crate) random: SeededRandom,
    pub(crate) clock: Rc<Cell<i64>>,
    /// By how much its clock is wrong.
    pub(crate) skew: i64,
}

pub(crate) fn passkey(number: u8) -> Passkey {
    let stretch = Stretch { salt: [number; 16], memory: 19 * 1024, passes: 2, lanes: 1 };
    Passkey { key: SecretKey::of([number; 32]), stretch }
}

impl Phone {
    pub(crate) fn new(seed: u64, clock: &Rc<Cell<i64>>) -> Self {
        let tab = Tab::open(&MemoryStore::default(), seed);
        let random = SeededRandom::new(seed + 1_000);
        let mut phone = Self { tab, actor: Actor::FOUNDER, random, clock: clock.clone(), skew: 0 };
        phone.tick();
        phone
    }

    pub(crate) fn book(&self) -> &Book {
        self.tab.keeper.book()
    }

    pub(crate) fn now(&self) -> Instant {
        Instant(self.clock.get() + self.skew)
    }

    /// A minute goes by.
    pub(crate) fn tick(&mut self) {
        self.clock.set(self.clock.get() + 60_000);
        self.tab.now = self.now().0;
        self.tab.keeper.advance(Instant(self.tab.now));
    }

    pub(crate) fn be(&mut self, person: Id, layer: Layer) {
        self.actor = Actor { person: Some(person), layer };
    }

    pub(crate) fn try_act(&mut self, command: &dyn Command) -> Result<Acted, Rejection> {
        self.tick();
        let actor = self.actor;
        let acted = self.tab.with_context(|keeper, context| keeper.act(command, &Context { actor, ..*context }))?;
        self.tab.flush().expect("writes");
        Ok(acted)
    }

    pub(crate) fn act(&mut self, command: &dyn Command) -> Acted {
        self.try_act(command).expect("is allowed")
    }

    pub(crate) fn make<R: Record>(&mut self, id: u128, values: Vec<(usize, Value)>) {
        let values = values.into_iter().map(|(field, value)| (field, Some(value))).collect();
        let collection = Key::Borrowed(R::COLLECTION.key);
        self.act(&Create { collection, id: Id(id), values, label: Label::new("label-create") });
    }

    pub(crate) fn set<R: Record>(&mut self, id: Id, field: usize, value: Value) {
        let collection = Key::Borrowed(R::COLLECTION.key);
        let changes = vec![(field, Some(value))];
        self.act(&Edit { collection, id, changes, effective: None, label: Label::new("label-edit") });
    }

    pub(crate) fn ledger(&self) -> Ledger {
        now_or_never(Ledger::load(&self.tab.store, self.tab.keeper.device())).expect("reads")
    }

    pub(crate) fn written(&mut self, parcel: &Parcel) -> Written {
        self.try_written(parcel).expect("is written")
    }

    pub(crate) fn try_written(&mut self, parcel: &Parcel) -> Result<Written, WriteError> {
        self.tick();
        let sender = Sender {
            store: &self.tab.store,
            files: &self.tab.store,
            thumbs: &FirstBytes,
            device: self.tab.keeper.device(),
            now: self.now(),
            random: &self.random,
            pause: &|| Box::pin(std::future::ready(())),
        };
        now_or_never(write(parcel, &sender, &|_| ()))
    }

    pub(crate) fn set_up(&mut self, to: Id, number: u8) -> Vec<u8> {
        let parcel = Parcel::set_up(self.book(), self.actor.person, to, &passkey(number)).expect("may be handed over");
        self.written(&parcel).bytes
    }

    pub(crate) fn day(&mut self) -> Vec<u8> {
        let parcel = Parcel::day(self.book(), &self.ledger(), None).expect("may be handed over");
        self.written(&parcel).bytes
    }

    pub(crate) fn answer(&mut self, to: Id) -> Vec<u8> {
        let parcel = Parcel::answer(self.book(), &self.ledger(), self.actor.person, to).expect("may be handed over");
        self.written(&parcel).bytes
    }

    /// What is inside a file, where it is for here.
    pub(crate) fn content(&self, bytes: &[u8], passkey: Option<&Passkey>) -> Result<Content, Trouble> {
        let looked = look(bytes).map_err(Trouble::File)?;
        let ledger = self.ledger();
        let here = Here { book: self.book(), ledger: &ledger };
        let key = match (fit(&looked.cover, &here), passkey) {
            (Fit::Opens { key, .. }, _) => key,
            (Fit::AsksPassphrase(_), Some(passkey)) => passkey.key.clone(),
            (Fit::AsksPassphrase(_), None) => panic!("asks for a passphrase"),
            (Fit::Refused(misfit), _) => return Err(Trouble::Misfit(misfit)),
        };
        let mut unsealing = Unsealing::new(&key);
        loop {
            if let Some(content) = unsealing.step(&looked).map_err(Trouble::File)? {
                return Ok(content);
            }
        }
    }

    pub(crate) fn check(&self, content: Content) -> Result<Check, Trouble> {
        let ledger = self.ledger();
        let here = Here { book: self.book(), ledger: &ledger };
        let mut check = Check::new(content, &here);
        while check.step(&here, 2).map_err(Trouble::File)? > 0 {}
        Ok(check)
    }

    pub(crate) fn open_with(&mut self, bytes: &[u8], passkey: Option<&Passkey>) -> Result<Taken, Trouble> {
        self.tick();
        let check = self.check(self.content(bytes, passkey)?)?;
        let store = &self.tab.store;
        let taken = now_or_never(take(check, (store, store), self.tab.keeper.device())).map_err(Trouble::Take)?;
        self.tab.catch_up();
        if let Some(actor) = taken.acts_as.and_then(|person| self.book().actor(person)) {
            self.actor = actor;
        }
        Ok(taken)
    }

    pub(crate) fn open(&mut self, bytes: &[u8]) -> Result<Taken, Trouble> {
        self.open_with(bytes, None)
    }

    pub(crate) fn begin(&mut self, bytes: &[u8], number: u8) -> Taken {
        self.open_with(bytes, Some(&passkey(number))).expect("opens")
    }

    pub(crate) fn delivered(&self, form: Id) -> Delivery {
        let ledger = self.ledger();
        delivered(&Here { book: self.book(), ledger: &ledger }, form, None)
    }

    /// Everything that its store holds of journal and settings.
    pub(crate) fn stored(&self) -> (usize, Vec<(String, Vec<u8>)>) {
        let entries = now_or_never(self.tab.store.entries(0, usize::MAX)).expect("reads").len();
        (entries, now_or_never(self.tab.store.metas()).expect("reads"))
    }
}

/// What a live record says, with its dated entries; nothing where it is not live.
pub(crate) fn said(book: &Book, id: Id) -> Vec<String> {
    let mut said = Vec::new();
    for table in book.tables() {
        let Some(row) = table.row(id).filter(|row| table.is_live(*row)) else { continue };
        for column in table.columns() {
            let key = &column.field().key;
            if let Some(versions) = column.versions() {
                for version in versions.row(row).filter(|version| version.entry == Entry::Value) {
                    said.push(format!("{key} {} {:?}", version.effective.0, column.decode(version.cell)));
                }
            } else if let Some(value) = column.value(row) {
                said.push(format!("{key} {value:?}"));
            }
        }
    }
    said.sort();
    said
}

/// The ids of all live records.
pub(crate) fn live(book: &Book) -> BTreeSet<u128> {
    let rows = book.tables().iter().flat_map(|table| table.live().iter().filter_map(|row| table.id(row)));
    rows.map(|id| id.0).collect()
}

/// Two books say the same of every record that the first holds.
pub(crate) fn agree(part: &Book, whole: &Book) {
    for id in live(part) {
        assert_eq!(said(part, Id(id)), said(whole, Id(id)), "record {id}");
    }
}

type Row = (&'static Collection, u128, Vec<(usize, Value)>);

/// Several records in one batch, as an import makes them.
#[derive(Clone)]
struct Import(&'static str, Vec<Row>);

impl Command for Import {
    fn decide(&self, book: &Book, context: &Context<'_>) -> Result<Draft, Rejection> {
        let label = Label::new("label-import").with("file", self.0);
        let mut edit = Editor::new(book, context.now, label, Cause::Imported);
        for (collection, id, values) in &self.1 {
            let values: Vec<_> = values.iter().map(|(field, value)| (*field, Some(value.clone()))).collect();
            edit.create(collection.key, Id(*id), &values, &[])?;
        }
        edit.finish()
    }
}

pub(crate) fn day(text: &str) -> Value {
    Value::Date(Day::parse(text).expect("a day"))
}

pub(crate) fn money(minor: i64) -> Value {
    Value::Money(Money::new(minor, Currency::CNY))
}

fn people() -> Vec<Row> {
    let person = |id: Id, name: &str, role: &str, manager: Option<Id>| {
        let mut values = vec![(Person::NAME, Value::from(name)), (Person::ROLE, role.into())];
        values.extend(manager.map(|manager| (Person::MANAGER, manager.into())));
        (Person::COLLECTION, id.0, values)
    };
    vec![
        (Organisation::COLLECTION, COMPANY.0, vec![(Organisation::NAME, "华东机械".into())]),
        person(BOSS, "Boss", "owner", None),
        person(LEAD, "Lead", "supervisor", Some(BOSS)),
        person(REP, "Rep", "salesperson", Some(LEAD)),
        person(PEER, "Peer", "salesperson", Some(LEAD)),
    ]
}

/// What both salespeople work on; each record of the colleague says something that nobody else's does.
fn work() -> Vec<Row> {
    vec![
        (Pipeline::COLLECTION, 60, vec![(Pipeline::NAME, "Sales".into())]),
        (
            Stage::COLLECTION,
            61,
            vec![(Stage::NAME, "Open".into()), (Stage::PIPELINE, Id(60).into()), (Stage::KIND, "open".into())],
        ),
        (Cadence::COLLECTION, 52, vec![(Cadence::NAME, "A".into())]),
        (Policy::COLLECTION, 53, vec![(Policy::TITLE, "Autumn".into())]),
        (
            CommissionRule::COLLECTION,
            54,
            vec![(CommissionRule::NAME, "rate of the peer".into()), (CommissionRule::PERSON, PEER.into())],
        ),
        (CommissionRule::COLLECTION, 55, vec![(CommissionRule::NAME, "rate of all".into())]),
        (Account::COLLECTION, 10, vec![(Account::NAME, "Alpha".into()), (Account::OWNER, REP.into())]),
        (Account::COLLECTION, 11, vec![(Account::NAME, "Beta of the peer".into()), (Account::OWNER, PEER.into())]),
        (Account::COLLECTION, 12, vec![(Account::NAME, "Nobody's".into())]),
        (Contact::COLLECTION, 20, vec![(Contact::NAME, "Ms Chen".into()), (Contact::ACCOUNT, Id(10).into())]),
        (Contact::COLLECTION, 21, vec![(Contact::NAME, "Mr Secret".into()), (Contact::ACCOUNT, Id(11).into())]),
        (Site::COLLECTION, 30, vec![(Site::NAME, "Gate of Alpha".into()), (Site::ACCOUNT, Id(10).into())]),
        (Site::COLLECTION, 31, vec![(Site::NAME, "Gate of Beta".into()), (Site::ACCOUNT, Id(11).into())]),
        (
            Deal::COLLECTION,
            40,
            vec![
                (Deal::TITLE, "Pumps for Alpha".into()),
                (Deal::STAGE, Id(61).into()),
                (Deal::ACCOUNT, Id(10).into()),
                (Deal::OWNER, REP.into()),
            ],
        ),
        (
            Deal::COLLECTION,
            41,
            vec![
                (Deal::TITLE, "Pumps for Beta".into()),
                (Deal::STAGE, Id(61).into()),
                (Deal::ACCOUNT, Id(11).into()),
                (Deal::OWNER, PEER.into()),
            ],
        ),
        (
            Visit::COLLECTION,
            80,
            vec![(Visit::ACCOUNT, Id(10).into()), (Visit::OWNER, REP.into()), (Visit::AIM, "Rep at Alpha".into())],
        ),
        (
            Visit::COLLECTION,
            81,
            vec![(Visit::ACCOUNT, Id(11).into()), (Visit::OWNER, PEER.into()), (Visit::AIM, "Peer at Beta".into())],
        ),
        // A colleague's visit to this salesperson's customer is part of that customer's story.
        (
            Visit::COLLECTION,
            82,
            vec![(Visit::ACCOUNT, Id(10).into()), (Visit::OWNER, PEER.into()), (Visit::AIM, "Peer at Alpha".into())],
        ),
    ]
}

/// What is aimed at, earned and spent.
fn money_matters() -> Vec<Row> {
    let on = |text: &str| day(text);
    vec![
        (
            SalesTarget::COLLECTION,
            50,
            vec![
                (SalesTarget::PERSON, REP.into()),
                (SalesTarget::STARTS_ON, on("2026-01-01")),
                (SalesTarget::AMOUNT, money(500)),
            ],
        ),
        (
            SalesTarget::COLLECTION,
            51,
            vec![
                (SalesTarget::PERSON, PEER.into()),
                (SalesTarget::STARTS_ON, on("2026-01-01")),
                (SalesTarget::NOTE, "target of the peer".into()),
            ],
        ),
        (
            CommissionPayment::COLLECTION,
            56,
            vec![(CommissionPayment::PERSON, PEER.into()), (CommissionPayment::AMOUNT, money(900))],
        ),
        (
            CommissionPayment::COLLECTION,
            57,
            vec![(CommissionPayment::PERSON, REP.into()), (CommissionPayment::AMOUNT, money(800))],
        ),
        // The colleague's dinner with this salesperson's customer is still the colleague's affair.
        (
            Expense::COLLECTION,
            70,
            vec![
                (Expense::PURPOSE, "dinner of the peer".into()),
                (Expense::OWNER, PEER.into()),
                (Expense::ACCOUNT, Id(10).into()),
                (Expense::SPENT_ON, on("2026-01-02")),
                (Expense::AMOUNT, money(100)),
            ],
        ),
        (
            Expense::COLLECTION,
            71,
            vec![
                (Expense::PURPOSE, "taxi".into()),
                (Expense::OWNER, REP.into()),
                (Expense::SPENT_ON, on("2026-01-02")),
                (Expense::AMOUNT, money(50)),
            ],
        ),
    ]
}

/// What the salesperson may have of it, written down by hand.
pub(crate) const OF_REP: [u128; 20] = [1, 2, 3, 4, 10, 12, 20, 30, 40, 50, 52, 53, 55, 57, 60, 61, 71, 80, 82, 100];

/// The devices of a company: the founder's, and new ones for a supervisor, a salesperson and a colleague.
pub(crate) struct Team {
    pub(crate) boss: Phone,
    pub(crate) lead: Phone,
    pub(crate) rep: Phone,
    pub(crate) peer: Phone,
}

impl Team {
    /// Nobody but the founder holds anything.
    pub(crate) fn new() -> Self {
        let clock = Rc::new(Cell::new(START));
        let [mut boss, lead, rep, peer] = [1, 2, 3, 4].map(|seed| Phone::new(seed, &clock));
        boss.act(&Import("people", people()));
        boss.act(&Import("import.csv of Beta of the peer", [work(), money_matters()].concat()));
        boss.be(BOSS, Layer::Owner);
        Self { boss, lead, rep, peer }
    }

    /// Everybody was set up by the founder.
    pub(crate) fn set_up() -> Self {
        let mut team = Self::new();
        for (number, person) in [(13, REP), (14, PEER), (12, LEAD)] {
            let file = team.boss.set_up(person, number);
            match person {
                REP => team.rep.begin(&file, number),
                PEER => team.peer.begin(&file, number),
                _ => team.lead.begin(&file, number),
            };
        }
        team
    }
}
