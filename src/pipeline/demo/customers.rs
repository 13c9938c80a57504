//! Customers: accounts with their sites at real towns, contacts, leads.

use super::scene::{Customer, Scene, count, of, on, text};
use crate::book::Rejection;
use crate::model::records::{Account, Contact, Lead, Site};
use crate::model::window::Window;
use crate::model::{Datum, Id, Place, Value};

/// Leads that came in.
const LEADS: usize = 120;

/// Classes with their share of a hundred accounts, and how much of the business they make.
const CLASSES: [(&str, u64, u64); 4] = [("a", 8, 8), ("b", 22, 4), ("c", 45, 2), ("d", 25, 1)];

impl Scene<'_> {
    /// All of them.
    pub(super) fn customers(&mut self, accounts: usize) -> Result<(), Rejection> {
        for at in 0..accounts {
            self.customer(at)?;
        }
        for _ in 0..LEADS {
            self.lead()?;
        }
        Ok(())
    }

    /// Who sells in an area: places among the people.
    fn sellers(&self, area: usize) -> Vec<usize> {
        let people = self.made.people.iter().enumerate();
        people.filter(|(_, staff)| staff.sells && staff.area == Some(area)).map(|(at, _)| at).collect()
    }

    fn customer(&mut self, at: usize) -> Result<(), Rejection> {
        let town = self.draw.weighted(self.text.towns.iter().map(|town| town.weight));
        let trade = self.draw.weighted(self.text.trades.iter().map(|trade| trade.weight));
        let class = self.draw.weighted(CLASSES.iter().map(|(_, share, _)| *share));
        let (town, trade, class) = (&self.text.towns[town], &self.text.trades[trade], CLASSES[class]);
        let (name, short) = self.company_name(&trade.pattern, &town.name);
        let sellers = self.sellers(town.area);
        let owner = self.draw.one(&sellers).copied().unwrap_or(0);
        // Some were handed over by a colleague in the first half of the last year.
        let handed = self.draw.chance(6).then(|| self.today.plus(-self.draw.between(150, 320)));
        let before = handed.and_then(|day| Some((day, *sellers.iter().find(|other| **other != owner)?)));
        let is_dealer = trade.kind == "dealer";
        let credit_days = [30, 45, 60, 90][self.draw.weighted([4, 2, 3, 1].into_iter())];
        // Most pay about when they should; a few need to be asked often.
        let lateness = if self.draw.chance(7) { self.draw.between(50, 130) } else { self.draw.between(-6, 16) };
        let limit =
            self.text.scaled(i64::from(self.draw.between(4, 12)) * 1_000_000 * i64::try_from(class.2).unwrap_or(1));
        let mut values = vec![
            text(Account::NAME, name.as_str()),
            text(Account::CODE, format!("KH{:04}", at + 1)),
            text(Account::SECTOR, trade.sector.as_str()),
            text(Account::KIND, trade.kind.as_str()),
            text(Account::CLASS, class.0),
            of(Account::AREA, self.made.areas[town.area]),
            text(Account::LOCATION, town.name.as_str()),
            count(Account::FOUNDED, i64::from(self.draw.between(1988, 2021))),
            count(Account::EMPLOYEES, i64::from(self.draw.between(5, 60)) * i64::try_from(class.2).unwrap_or(1)),
            (Account::CREDIT_LIMIT, Some(self.money(limit))),
            count(Account::CREDIT_DAYS, credit_days.into()),
            (Account::PHONE, Some(self.phone(&town.dial))),
        ];
        if class.0 == "a" {
            values.push(text(Account::KEY_ACCOUNT, "yes"));
        }
        let person = |at: usize| Some(Value::Reference(self.made.people[at].id));
        let now = person(owner);
        let mut dates = Vec::new();
        if let Some((day, before)) = before {
            dates.push((Account::OWNER, self.at(day, 0), now));
            dates.push((Account::OWNER, crate::model::Instant::ALWAYS, person(before)));
        } else {
            values.push((Account::OWNER, now));
        }
        let sites = if class.0 == "a" { 2 } else { 1 };
        let places: Vec<Place> = (0..sites).map(|_| self.site_place(town.point)).collect();
        values.push((Account::PLACE, places.first().map(|place| Value::Place(*place))));
        let id = self.make_dated::<Account>(&values, &dates)?;
        let contacts = self.contacts(id, &town.dial, if class.2 > 2 { 2 } else { 1 })?;
        let mut made = Vec::new();
        for (at, place) in places.into_iter().enumerate() {
            let kind = if at == 0 { trade.site.as_str() } else { "warehouse" };
            let contact = contacts.first().copied();
            let site = self.site(id, kind, &town.name, place, contact)?;
            made.push((site, place));
        }
        self.made.accounts.push(Customer {
            id,
            short,
            town: town.name.clone(),
            area: town.area,
            is_dealer,
            weight: class.2,
            owner,
            before,
            contacts,
            sites: made,
            credit_days,
            lateness,
        });
        Ok(())
    }

    /// A company's name that is not taken yet, and what people call it.
    fn company_name(&mut self, pattern: &str, town: &str) -> (String, String) {
        let (mut name, mut short) = (String::new(), String::new());
        for _ in 0..50 {
            let brand = self.word("brands");
            let called = |pattern: &str| pattern.replace("{town}", town).replace("{brand}", &brand);
            (name, short) = (called(pattern), called(self.text.one("short")));
            if !self.made.names.contains(&name) {
                break;
            }
        }
        self.made.names.push(name.clone());
        (name, short)
    }

    /// Where a site is: near the middle of its town. Some were pasted from a map that is shifted there.
    fn site_place(&mut self, town: crate::model::Point) -> Place {
        let place = self.near(Place::new(town, Datum::Wgs84), 1_200);
        let shifted = place.point_in(Datum::Gcj02);
        let is_pasted = self.draw.chance(35) && shifted != place.point();
        if is_pasted { Place::new(shifted, Datum::Gcj02) } else { place }
    }

    fn contacts(&mut self, account: Id, dial: &str, most: i32) -> Result<Vec<Id>, Rejection> {
        let mut made = Vec::new();
        for _ in 0..self.draw.between(1, most) {
            let values = [
                text(Contact::NAME, self.person_name()),
                of(Contact::ACCOUNT, account),
                text(Contact::POSITION, self.word("positions")),
                (Contact::PHONE, Some(self.phone(dial))),
            ];
            made.push(self.make::<Contact>(&values)?);
        }
        Ok(made)
    }

    fn site(
        &mut self,
        account: Id,
        kind: &str,
        town: &str,
        place: Place,
        contact: Option<Id>,
    ) -> Result<Id, Rejection> {
        let street = self.word("streets");
        let number = self.draw.between(2, 899).to_string();
        let address =
            self.text.one("address").replace("{town}", town).replace("{street}", &street).replace("{number}", &number);
        let name = self.text.list_of("site", kind).first().map_or(kind, String::as_str);
        let mut values = vec![
            text(Site::NAME, format!("{town} · {name}")),
            of(Site::ACCOUNT, account),
            text(Site::KIND, kind),
            text(Site::ADDRESS, address),
            (Site::PLACE, Some(Value::Place(place))),
            (Site::WINDOWS, Some(Value::Windows(hours(kind)))),
            (Site::VISIT_TIME, Some(Value::Duration(i64::from(self.draw.between(2, 6)) * 900))),
        ];
        values.extend(contact.map(|contact| of(Site::CONTACT, contact)));
        if self.draw.chance(40) {
            values.push(text(Site::GATE_NOTE, self.word("gates")));
        }
        self.make::<Site>(&values)
    }

    fn lead(&mut self) -> Result<(), Rejection> {
        let town = self.draw.weighted(self.text.towns.iter().map(|town| town.weight));
        let town = &self.text.towns[town];
        let (pattern, brand) = (self.word("leads"), self.word("brands"));
        let sellers = self.sellers(town.area);
        let owner = self.draw.one(&sellers).copied().unwrap_or(0);
        let received = self.today.plus(-self.draw.between(1, 360));
        let is_old = self.today.0 - received.0 > 60;
        let status = match self.draw.below(4) {
            0 if is_old => "disqualified",
            1 if is_old => "qualified",
            _ if is_old => "working",
            0 | 1 => "new",
            _ => "working",
        };
        let sources = ["research", "industry", "exhibition", "delivery", "referral", "web", "campaign"];
        let source = sources[self.draw.place(sources.len())];
        let values = [
            text(Lead::NAME, pattern.replace("{town}", &town.name).replace("{brand}", &brand)),
            text(Lead::PERSON, self.person_name()),
            (Lead::PHONE, Some(self.phone(&town.dial))),
            text(Lead::SOURCE, source),
            text(Lead::STATUS, status),
            of(Lead::OWNER, self.made.people[owner].id),
            of(Lead::AREA, self.made.areas[town.area]),
            on(Lead::RECEIVED_ON, received),
        ];
        self.make::<Lead>(&values).map(drop)
    }
}

/// When a kind of site may be visited.
fn hours(kind: &str) -> Vec<Window> {
    let (days, times): (u8, &[(u16, u16)]) = match kind {
        "shop" => (7, &[(9 * 60, 18 * 60)]),
        "warehouse" => (6, &[(8 * 60, 11 * 60 + 30), (13 * 60, 17 * 60)]),
        _ => (5, &[(9 * 60, 11 * 60 + 30), (13 * 60 + 30, 17 * 60)]),
    };
    (0..days).flat_map(|weekday| times.iter().map(move |(from, to)| Window { weekday, from: *from, to: *to })).collect()
}
