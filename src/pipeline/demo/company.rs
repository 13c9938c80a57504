//! The company itself: organisation, areas, people; what it sells, and how.

use super::scene::{Path, Scene, Staff, Ware, of, on, percent, text};
use crate::book::Rejection;
use crate::model::records::{
    Area, CloseReason, CommissionRule, Competitor, Organisation, Person, Pipeline, Policy, Product, Stage,
};
use crate::model::{BasisPoints, Day, Id, Value};
use crate::pipeline::rank;
use crate::pipeline::template::by_position;

/// Salespeople of each area.
const SELLERS: usize = 3;

impl Scene<'_> {
    /// Organisation, areas, people.
    pub(super) fn company(&mut self) -> Result<(), Rejection> {
        let (text, from) = (self.text, |word: &str| self.text.one(word).to_owned());
        let values = [
            self::text(Organisation::NAME, from("company")),
            self::text(Organisation::ZONE, from("zone")),
            self::text(Organisation::CURRENCY, text.currency.code()),
            self::text(Organisation::CALENDAR, from("calendar")),
            self::text(Organisation::WEEK_START, "monday"),
            self::text(Organisation::SALES_BASIS, "shipped"),
        ];
        self.make::<Organisation>(&values)?;
        for name in &text.areas {
            let id = self.make::<Area>(&[self::text(Area::NAME, name.as_str())])?;
            self.made.areas.push(id);
        }
        self.people()
    }

    /// An owner over a manager over a supervisor in each area over salespeople; two in the office.
    fn people(&mut self) -> Result<(), Rejection> {
        let owner = self.person("owner", None, None)?;
        let manager = self.person("manager", Some(owner), None)?;
        for _ in 0..2 {
            self.person("office", Some(manager), None)?;
        }
        for area in 0..self.text.areas.len() {
            let supervisor = self.person("supervisor", Some(manager), Some(area))?;
            for seller in 0..SELLERS {
                let role = if seller == 0 && area > 0 { "office_head" } else { "salesperson" };
                self.person(role, Some(supervisor), Some(area))?;
            }
        }
        Ok(())
    }

    fn person(&mut self, role: &str, above: Option<Id>, area: Option<usize>) -> Result<Id, Rejection> {
        let name = self.unused_name();
        let at = self.made.people.len() + 1;
        let mut values = vec![
            text(Person::NAME, name),
            text(Person::ROLE, role),
            text(Person::EMAIL, format!("staff{at:02}@example.com")),
        ];
        values.extend(above.map(|above| of(Person::MANAGER, above)));
        values.extend(area.map(|area| of(Person::AREA, self.made.areas[area])));
        let id = self.make::<Person>(&values)?;
        let sells = matches!(role, "salesperson" | "office_head");
        let skill = u64::from(self.draw.between(75, 130).unsigned_abs());
        self.made.people.push(Staff {
            id,
            area,
            sells,
            leads: role == "supervisor",
            manages: role == "manager",
            skill,
        });
        Ok(id)
    }

    /// A name that nobody of the company has yet.
    fn unused_name(&mut self) -> String {
        for _ in 0..50 {
            let name = self.person_name();
            if !self.made.names.contains(&name) {
                self.made.names.push(name.clone());
                return name;
            }
        }
        self.person_name()
    }

    /// Products, pipelines, reasons, competitors, policies, commission.
    pub(super) fn goods(&mut self) -> Result<(), Rejection> {
        for at in 0..self.text.goods.len() {
            self.product(at)?;
        }
        for way in 0..self.text.ways.len() {
            self.way(way)?;
        }
        for row in self.text.rows("reasons") {
            let Some((kind, names)) = row.split_first() else { continue };
            for (name, rank) in names.iter().zip(rank::series(names.len())) {
                let values = [
                    text(CloseReason::NAME, name.as_str()),
                    text(CloseReason::KIND, kind.as_str()),
                    text(CloseReason::RANK, rank),
                ];
                let id = self.make::<CloseReason>(&values)?;
                self.made.reasons.push((kind.clone(), id));
            }
        }
        for row in self.text.rows("competitor") {
            let fields = [Competitor::NAME, Competitor::STRENGTHS, Competitor::WEAKNESSES];
            let values: Vec<_> = fields.into_iter().zip(row).map(|(field, part)| text(field, part.as_str())).collect();
            let id = self.make::<Competitor>(&values)?;
            self.made.competitors.push(id);
        }
        let year = self.today.month().year_month().0;
        let (first, last) = (Day::ymd(year, 1, 1), Day::ymd(year, 12, 31));
        for row in self.text.rows("policy") {
            let [title, body] = row else { continue };
            let mut values = vec![text(Policy::TITLE, title.as_str()), text(Policy::TEXT, body.as_str())];
            values.extend(first.map(|first| on(Policy::STARTS_ON, first)));
            values.extend(last.map(|last| on(Policy::ENDS_ON, last)));
            self.make::<Policy>(&values)?;
        }
        for row in self.text.rows("rule") {
            let [name, measure, rate] = row else { continue };
            let values = [
                text(CommissionRule::NAME, name.as_str()),
                text(CommissionRule::MEASURE, measure.as_str()),
                percent(CommissionRule::RATE, rate.parse().unwrap_or(100)),
            ];
            let id = self.make::<CommissionRule>(&values)?;
            self.made.rules.push((measure.clone(), rate.parse().unwrap_or(100), id));
        }
        Ok(())
    }

    /// A product, whose cost rose twice.
    fn product(&mut self, at: usize) -> Result<(), Rejection> {
        let good = &self.text.goods[at];
        let cost = good.price * good.cost / 100;
        let costs: Vec<(Day, i64)> = [(-1_000, 96), (-500, 100), (-150, 103)]
            .map(|(days, part)| (self.today.plus(days), cost * part / 100))
            .to_vec();
        let values = [
            text(Product::NAME, good.name.as_str()),
            text(Product::CODE, good.code.as_str()),
            text(Product::SERIES, good.series.as_str()),
            text(Product::UNIT, good.unit.as_str()),
            (Product::LIST_PRICE, Some(self.money(good.price))),
            percent(Product::TAX_RATE, self.text.tax()),
        ];
        let dates: Vec<_> =
            costs.iter().map(|(day, cost)| (Product::COST, self.at(*day, 0), Some(self.money(*cost)))).collect();
        let id = self.make_dated::<Product>(&values, &dates)?;
        self.made.goods.push(Ware { id, name: good.name.clone(), price: good.price, costs });
        Ok(())
    }

    /// A pipeline with its stages.
    fn way(&mut self, at: usize) -> Result<(), Rejection> {
        let way = &self.text.ways[at];
        let pipeline = self.make::<Pipeline>(&[text(Pipeline::NAME, way.name.as_str())])?;
        let count = way.stages.iter().filter(|stage| stage.kind == "open").count();
        let (mut open, mut won, mut lost, mut hold) = (Vec::new(), None, None, None);
        for (stage, rank) in way.stages.iter().zip(rank::series(way.stages.len())) {
            let chance = match stage.kind.as_str() {
                "open" => by_position(open.len() + 1, count),
                "won" => BasisPoints::WHOLE,
                _ => BasisPoints(0),
            };
            let mut values = vec![
                text(Stage::NAME, stage.name.as_str()),
                of(Stage::PIPELINE, pipeline),
                text(Stage::RANK, rank),
                text(Stage::KIND, stage.kind.as_str()),
                (Stage::PROBABILITY, Some(Value::Percent(chance))),
            ];
            if stage.days > 0 {
                values.push((Stage::EXPECTED_DAYS, Some(Value::Number(stage.days.into()))));
            }
            let id = self.make::<Stage>(&values)?;
            match stage.kind.as_str() {
                "open" => open.push((id, stage.days)),
                "won" => won = Some(id),
                "lost" => lost = Some(id),
                _ => hold = Some(id),
            }
        }
        if let (Some(won), Some(lost)) = (won, lost) {
            self.made.ways.push(Path { key: way.key.clone(), open, won, lost, hold });
        }
        Ok(())
    }
}
