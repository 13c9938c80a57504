//! Sums of money and counts in words.

use crate::query::MoneyBag;
use crate::ui::context::App;

/// A count, grouped.
pub(in crate::ui) fn count(app: &App, count: usize) -> String {
    #[expect(clippy::cast_precision_loss, reason = "a count of rows")]
    app.format().number(count as f64, 0)
}

/// A sum in full, one part per currency; zero in the base currency where it is empty.
pub(in crate::ui) fn bag(app: &App, bag: &MoneyBag) -> String {
    write(app, bag, false)
}

/// A sum in few characters.
pub(in crate::ui) fn short(app: &App, bag: &MoneyBag) -> String {
    write(app, bag, true)
}

/// A sum in whole units, for what is weighted or worked out and has no exact cents.
pub(in crate::ui) fn rounded(app: &App, bag: &MoneyBag) -> String {
    let mut whole = MoneyBag::default();
    for (currency, minor) in bag.sums() {
        let unit = 10_i128.pow(currency.digits());
        whole.add((minor + unit / 2).div_euclid(unit) * unit, *currency);
    }
    write(app, &whole, false)
}

fn write(app: &App, bag: &MoneyBag, short: bool) -> String {
    let format = app.format();
    let one =
        |minor, currency| if short { format.money_short(minor, currency) } else { format.money_sum(minor, currency) };
    if bag.sums().is_empty() {
        return one(0, app.peek(|desk| desk.currency));
    }
    bag.sums().iter().map(|(currency, minor)| one(*minor, *currency)).collect::<Vec<_>>().join(" + ")
}
