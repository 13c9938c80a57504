//! Templates of pipelines: stage sets found in practice. Names are message keys.

use crate::book::command::Editor;
use crate::book::{Book, Cause, Command, Context, Draft, Label, Rejection};
use crate::model::permission::Verb;
use crate::model::records::{Pipeline, Stage};
use crate::model::{BasisPoints, Id, Record, Value};

use super::rank;

/// A stage set to start from. Names are message keys.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Template {
    /// Its name.
    pub key: &'static str,
    /// Its stages in order: name, kind, days after which a deal in one is ageing.
    pub stages: &'static [(&'static str, &'static str, Option<u16>)],
}

/// Customer identified, needs, quote, contract, care.
pub const HANDBOOK: Template = Template {
    key: "template-handbook",
    stages: &[
        ("stage-identify", "open", Some(14)),
        ("stage-needs", "open", Some(14)),
        ("stage-quote", "open", Some(21)),
        ("stage-contract", "open", Some(14)),
        ("stage-care", "open", Some(30)),
        ("stage-won", "won", None),
        ("stage-lost", "lost", None),
    ],
};

/// The stage sets, those by the kind of business first.
pub const TEMPLATES: [Template; 10] = [
    Template {
        key: "template-b2c",
        stages: &[
            ("stage-enquiry", "open", Some(2)),
            ("stage-contacted", "open", Some(3)),
            ("stage-interest", "open", Some(5)),
            ("stage-offer", "open", Some(5)),
            ("stage-payment", "open", Some(3)),
            ("stage-won", "won", None),
            ("stage-lost", "lost", None),
        ],
    },
    Template {
        key: "template-b2b",
        stages: &[
            ("stage-qualify", "open", Some(14)),
            ("stage-needs", "open", Some(14)),
            ("stage-offer", "open", Some(21)),
            ("stage-negotiate", "open", Some(14)),
            ("stage-contract", "open", Some(14)),
            ("stage-won", "won", None),
            ("stage-lost", "lost", None),
            ("stage-hold", "hold", None),
        ],
    },
    Template {
        key: "template-enterprise",
        stages: &[
            ("stage-identify", "open", Some(30)),
            ("stage-stakeholders", "open", Some(30)),
            ("stage-needs", "open", Some(30)),
            ("stage-solution", "open", Some(45)),
            ("stage-pilot", "open", Some(60)),
            ("stage-bid", "open", Some(45)),
            ("stage-review", "open", Some(30)),
            ("stage-contract", "open", Some(21)),
            ("stage-won", "won", None),
            ("stage-lost", "lost", None),
            ("stage-hold", "hold", None),
        ],
    },
    Template {
        key: "template-saas",
        stages: &[
            ("stage-trial", "open", Some(3)),
            ("stage-activated", "open", Some(7)),
            ("stage-demo", "open", Some(7)),
            ("stage-offer", "open", Some(10)),
            ("stage-security", "open", Some(14)),
            ("stage-subscribed", "won", None),
            ("stage-lost", "lost", None),
            ("stage-hold", "hold", None),
        ],
    },
    HANDBOOK,
    Template {
        key: "template-orders",
        stages: &[
            ("stage-opportunity", "open", Some(14)),
            ("stage-consult", "open", Some(14)),
            ("stage-quote", "open", Some(21)),
            ("stage-order", "open", Some(7)),
            ("stage-won", "won", None),
            ("stage-lost", "lost", None),
        ],
    },
    Template {
        key: "template-simple",
        stages: &[
            ("stage-plan", "open", Some(7)),
            ("stage-develop", "open", Some(14)),
            ("stage-meet", "open", Some(14)),
            ("stage-recommend", "open", Some(14)),
            ("stage-agreed", "won", None),
            ("stage-service", "won", None),
            ("stage-lost", "lost", None),
        ],
    },
    Template {
        key: "template-manufacturer",
        stages: &[
            ("stage-goal", "open", Some(14)),
            ("stage-plan", "open", Some(14)),
            ("stage-market", "open", Some(30)),
            ("stage-talks", "open", Some(30)),
            ("stage-production", "won", None),
            ("stage-shipping", "won", None),
            ("stage-service", "won", None),
            ("stage-lost", "lost", None),
            ("stage-hold", "hold", None),
        ],
    },
    Template {
        key: "template-software",
        stages: &[
            ("stage-lead", "open", Some(14)),
            ("stage-qualify", "open", Some(21)),
            ("stage-sold", "won", None),
            ("stage-lost", "lost", None),
        ],
    },
    Template {
        key: "template-bare",
        stages: &[("stage-opportunity", "open", None), ("stage-won", "won", None), ("stage-lost", "lost", None)],
    },
];

/// A stage to be made.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct NewStage {
    /// Its name.
    pub name: String,
    /// `open`, `won`, `lost` or `hold`.
    pub kind: &'static str,
    /// Days after which a deal in it is ageing.
    pub expected_days: Option<u16>,
}

/// Makes a pipeline with its stages. Open stages get their chances by position.
#[derive(Clone, Debug)]
pub struct CreatePipeline {
    /// Its id.
    pub id: Id,
    /// Its name.
    pub name: String,
    /// Its stages in order.
    pub stages: Vec<NewStage>,
}

impl Command for CreatePipeline {
    fn decide(&self, book: &Book, context: &Context<'_>) -> Result<Draft, Rejection> {
        book.permit(&context.actor, Verb::Configure, Pipeline::COLLECTION.key, None)?;
        let label = Label::new("did-create-pipeline").with("name", self.name.as_str());
        let mut edit = Editor::new(book, context.now, label, Cause::Typed);
        self.write(&mut edit, context)?;
        edit.finish()
    }
}

impl CreatePipeline {
    /// Writes it into a draft that may do more.
    pub(super) fn write(&self, edit: &mut Editor<'_>, context: &Context<'_>) -> Result<(), Rejection> {
        let name = (Pipeline::NAME, Some(Value::Text(self.name.clone())));
        edit.create(Pipeline::COLLECTION.key, self.id, &[name], &[])?;
        let open = self.stages.iter().filter(|stage| stage.kind == "open").count();
        let mut at = 0;
        for (stage, rank) in self.stages.iter().zip(rank::series(self.stages.len())) {
            at += usize::from(stage.kind == "open");
            let probability = match stage.kind {
                "open" => by_position(at, open),
                "won" => BasisPoints::WHOLE,
                _ => BasisPoints(0),
            };
            let mut values = vec![
                (Stage::NAME, Some(Value::Text(stage.name.clone()))),
                (Stage::PIPELINE, Some(self.id.into())),
                (Stage::RANK, Some(Value::Text(rank))),
                (Stage::KIND, Some(stage.kind.into())),
                (Stage::PROBABILITY, Some(Value::Percent(probability))),
            ];
            if let Some(days) = stage.expected_days {
                values.push((Stage::EXPECTED_DAYS, Some(Value::Number(days.into()))));
            }
            edit.create(Stage::COLLECTION.key, context.ids.next_id(), &values, &[])?;
        }
        Ok(())
    }
}

/// The chance of the `at`-th of `open` open stages (from 1) before any history is known.
pub fn by_position(at: usize, open: usize) -> BasisPoints {
    BasisPoints(i64::try_from(10_000 * at / (open + 1)).unwrap_or(0))
}
