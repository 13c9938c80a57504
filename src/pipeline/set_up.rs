//! The first steps in an empty book: the company and a first pipeline, in one batch.

use super::template::CreatePipeline;
use crate::book::command::Editor;
use crate::book::{Book, Cause, Command, Context, Draft, Label, Rejection};
use crate::model::permission::Verb;
use crate::model::records::{Organisation, Person};
use crate::model::{Currency, Id, Record, Value};

/// Somebody who is to be in the book: whoever sets it up.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct NewPerson {
    /// The person's id.
    pub id: Id,
    /// The name.
    pub name: String,
    /// Code of the layer.
    pub role: String,
}

/// Makes the company, unless there is one, a pipeline, and the person who sets it up.
#[derive(Clone, Debug)]
pub struct SetUp {
    /// The company's id.
    pub id: Id,
    /// The company's name.
    pub name: String,
    /// IANA name of the zone in which its days begin and end.
    pub zone: String,
    /// Its base currency.
    pub currency: Currency,
    /// The pipeline.
    pub pipeline: CreatePipeline,
    /// Who sets it up, where that was said.
    pub person: Option<NewPerson>,
}

/// Makes the company in a draft, unless there is one.
pub fn make_company(
    book: &Book,
    edit: &mut Editor<'_>,
    id: Id,
    name: String,
    zone: String,
    currency: Currency,
) -> Result<(), Rejection> {
    if book.all::<Organisation>().next().is_some() {
        return Ok(());
    }
    let values = [
        (Organisation::NAME, Some(Value::Text(name))),
        (Organisation::ZONE, Some(Value::Text(zone))),
        (Organisation::CURRENCY, Some(Value::Text(currency.code().to_owned()))),
    ];
    edit.create(Organisation::COLLECTION.key, id, &values, &[])
}

impl Command for SetUp {
    fn decide(&self, book: &Book, context: &Context<'_>) -> Result<Draft, Rejection> {
        book.permit(&context.actor, Verb::Configure, Organisation::COLLECTION.key, None)?;
        let label = Label::new("did-set-up").with("name", self.name.as_str());
        let mut edit = Editor::new(book, context.now, label, Cause::Typed);
        make_company(book, &mut edit, self.id, self.name.clone(), self.zone.clone(), self.currency)?;
        self.pipeline.write(&mut edit, context)?;
        if let Some(NewPerson { id, name, role }) = &self.person {
            let values = [(Person::NAME, Some(name.as_str().into())), (Person::ROLE, Some(Value::Text(role.clone())))];
            edit.create(Person::COLLECTION.key, *id, &values, &[])?;
        }
        edit.finish()
    }
}

#[cfg(test)]
mod tests {
    use super::super::template::NewStage;
    use super::*;
    use crate::model::id::IdMaker;
    use crate::model::permission::{Actor, Layer};
    use crate::model::records::Pipeline;
    use crate::model::{DeviceId, Instant, Zone};
    use crate::ports::Keeper;

    #[test]
    fn company_and_pipeline_are_made_in_one_batch() {
        let (zone, now) = (Zone::fixed("Asia/Shanghai", 480), Instant(1_000));
        let ids = IdMaker::new(now, [3; 32]);
        let context = Context { actor: Actor::FOUNDER, now, zone: &zone, currency: Currency::CNY, ids: &ids };
        let stage = |name: &str, kind| NewStage { name: name.to_owned(), kind, expected_days: Some(14) };
        let stages = vec![stage("Talk", "open"), stage("Won", "won"), stage("Lost", "lost")];
        let pipeline = CreatePipeline { id: ids.next_id(), name: "Sales".to_owned(), stages };
        let zone_name = zone.name.clone();
        let me = NewPerson { id: ids.next_id(), name: "Li Na".into(), role: "manager".into() };
        let set_up = SetUp {
            id: ids.next_id(),
            name: "Tea & Co".into(),
            zone: zone_name,
            currency: Currency::CNY,
            pipeline,
            person: Some(me.clone()),
        };
        let mut keeper = Keeper::new(DeviceId(1), now);
        keeper.act(&set_up, &context).expect("allowed");
        assert_eq!(keeper.book().history().len(), 1);
        let acting = Actor { person: Some(me.id), layer: Layer::Manager };
        assert_eq!(keeper.book().actor(me.id), Some(acting));
        assert_eq!(keeper.book().actor(ids.next_id()), None);
        let organisation = keeper.book().all::<Organisation>().next().expect("made");
        assert_eq!(organisation.zone.as_deref(), Some("Asia/Shanghai"));
        assert_eq!(organisation.currency.as_deref(), Some("CNY"));
        let pipeline = keeper.book().all::<Pipeline>().next().expect("made");
        assert_eq!(crate::pipeline::board::stages(keeper.book(), pipeline.id).len(), 3);

        let again = SetUp {
            id: ids.next_id(),
            person: None,
            pipeline: CreatePipeline { id: ids.next_id(), ..set_up.pipeline.clone() },
            ..set_up
        };
        keeper.act(&again, &context).expect("allowed");
        assert_eq!(keeper.book().all::<Organisation>().count(), 1);
        let actor = Actor { layer: Layer::Salesperson, ..Actor::FOUNDER };
        assert!(keeper.act(&again, &Context { actor, ..context }).is_err());
    }
}
