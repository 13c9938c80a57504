//! The tests of conditions in words.

use crate::query::condition::Op;
use crate::ui::context::App;

/// Each test with its message.
const OPS: [(Op, &str); 23] = [
    (Op::Contains, "op-contains"),
    (Op::Lacks, "op-lacks"),
    (Op::Same, "op-same"),
    (Op::Other, "op-other"),
    (Op::AnyOf, "op-any-of"),
    (Op::NoneOf, "op-none-of"),
    (Op::Equal, "op-equal"),
    (Op::Unequal, "op-unequal"),
    (Op::AtLeast, "op-at-least"),
    (Op::AtMost, "op-at-most"),
    (Op::More, "op-more"),
    (Op::Less, "op-less"),
    (Op::Between, "op-between"),
    (Op::During, "op-during"),
    (Op::Last, "op-last"),
    (Op::Next, "op-next"),
    (Op::Older, "op-older"),
    (Op::On, "op-on"),
    (Op::Before, "op-before"),
    (Op::After, "op-after"),
    (Op::Days, "op-days"),
    (Op::Set, "op-set"),
    (Op::Empty, "op-empty"),
];

/// The name of a test in a select.
pub(super) fn name(op: Op) -> &'static str {
    OPS.iter().find(|(have, _)| *have == op).map_or("", |(_, key)| key)
}

/// The test of a name.
pub(super) fn find(name: &str) -> Option<Op> {
    OPS.iter().find(|(_, key)| *key == name).map(|(op, _)| *op)
}

/// A test in words.
pub(super) fn op(app: App, op: Op) -> String {
    app.text(name(op), &[])
}
