//! What an address asks of a board: conditions, columns, lanes, figures, and what cards show.

use super::board::{BoardQuery, Columns};
use super::rules::Rule;
use crate::book::Moment;
use crate::model::records::PipelineId;
use crate::query::listing::conditions;
use crate::query::{Filter, Measure, Source};

/// Name of what the columns stand for; [`MONTH`] or nothing.
pub const BY: &str = "by";
/// Columns are the months of expected close.
pub const MONTH: &str = "month";
/// Name of what the lanes part the deals by.
pub const LANES: &str = "lanes";
/// Name of the figures beside the usual ones.
pub const FIGURES: &str = "figures";
/// Name of the fields that cards show beside the usual ones.
pub const FIELDS: &str = "fields";
/// Name of a colour rule; there may be several.
pub const RULE: &str = "wear";

/// Figures and fields beside the usual ones; more would leave no room.
pub const MOST: usize = 4;

/// The question of an address.
pub fn query(pipeline: PipelineId, pairs: &[(String, String)], moment: Moment) -> BoardQuery {
    let filter = conditions(pairs).into_iter().map(|(_, filter)| filter).fold(Filter::ALL, Filter::and);
    let columns = if get(pairs, BY) == Some(MONTH) { Columns::ByMonth } else { Columns::ByStage };
    BoardQuery {
        columns,
        lanes: get(pairs, LANES).and_then(Source::parse),
        measures: list(pairs, FIGURES).filter_map(Measure::parse).take(MOST).collect(),
        ..BoardQuery::new(pipeline, filter, moment)
    }
}

/// The fields that cards show beside the usual ones.
pub fn fields(pairs: &[(String, String)]) -> Vec<Source> {
    list(pairs, FIELDS).filter_map(Source::parse).take(MOST).collect()
}

/// The colour rules, in order.
pub fn rules(pairs: &[(String, String)]) -> Vec<Rule> {
    pairs.iter().filter(|(name, _)| name == RULE).filter_map(|(_, text)| Rule::parse(text)).collect()
}

/// An address with other rules.
pub fn with_rules(mut pairs: Vec<(String, String)>, rules: &[Rule]) -> Vec<(String, String)> {
    pairs.retain(|(name, _)| name != RULE);
    pairs.extend(rules.iter().map(|rule| (RULE.to_owned(), rule.to_string())));
    pairs
}

fn get<'a>(pairs: &'a [(String, String)], name: &str) -> Option<&'a str> {
    pairs.iter().find(|(have, _)| have == name).map(|(_, value)| value.as_str())
}

fn list<'a>(pairs: &'a [(String, String)], name: &str) -> impl Iterator<Item = &'a str> {
    get(pairs, name).into_iter().flat_map(|text| text.split(','))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::Id;

    fn pairs(of: &[(&str, &str)]) -> Vec<(String, String)> {
        of.iter().map(|(name, value)| ((*name).to_owned(), (*value).to_owned())).collect()
    }

    #[test]
    fn an_address_asks_for_columns_lanes_and_figures_beside_its_conditions() {
        let asked = pairs(&[
            ("owner.area", "in:-"),
            ("by", "month"),
            ("lanes", "owner"),
            ("figures", "mean(amount),nonsense(,max(since(stage))"),
            ("fields", "account,product,note,code,title"),
            ("wear", "2~Big~amount~more:1000"),
            ("view", "-"),
        ]);
        let query = query(PipelineId(Id(1)), &asked, Moment::Now);
        assert_eq!(query.columns, Columns::ByMonth);
        assert_eq!(query.lanes, Some(Source::field("owner")));
        assert_eq!(query.filter.to_pairs(), pairs(&[("owner.area", "in:-")]));
        let measures: Vec<String> = query.measures.iter().map(ToString::to_string).collect();
        assert_eq!(measures, ["mean(amount)", "max(since(stage))"]);
        assert_eq!(fields(&asked).len(), MOST);
        assert_eq!(rules(&asked).len(), 1);
        assert_eq!(rules(&with_rules(asked, &[])).len(), 0);
    }
}
