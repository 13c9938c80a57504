//! Cards of a column, painted by hand: copied from one prototype, filled, put in place, and kept as
//! long as they are in sight.
//!
//! A board shows some sixty cards of a dozen elements and must follow the finger. Built as
//! components, each with closures of its own, they took five times as long as the plain nodes here.

use leptos::prelude::document;
use wasm_bindgen::JsCast;
use web_sys::{Element, HtmlElement};

use super::card::{Face, Facts};
use crate::ui::parts::icon;
use crate::ui::parts::person;

/// Letters of a tag, Han counted twice, that every card has room for.
const TAG: usize = 12;

/// Texts that every card says alike.
#[derive(Clone, Debug)]
pub(super) struct Words {
    /// What the button of a card is called, before the deal's name.
    pub move_to: String,
    /// What an estimate is called.
    pub estimate: String,
    /// Why an amount is an estimate.
    pub estimate_why: String,
}

/// One card to show.
pub(super) struct Wanted {
    /// Its place in the column, from 0.
    pub at: usize,
    /// The deal's row.
    pub row: u32,
    /// What it shows.
    pub facts: Facts,
}

/// What is going on in a column beside its cards.
#[derive(Clone, Copy, Debug, PartialEq, Default)]
pub(super) struct Going {
    /// Where a carried card would drop: what stands there makes room.
    pub room: Option<usize>,
    /// The card that is being carried, and whether by a pointer.
    pub carried: Option<(u32, bool)>,
}

/// A card on the page, with what was last written to it.
struct Shown {
    row: u32,
    facts: Option<Facts>,
    rotting: bool,
    item: HtmlElement,
    at: usize,
    of: usize,
    place: usize,
    class: &'static str,
}

/// The cards of one column.
pub(super) struct Painter {
    list: HtmlElement,
    words: Words,
    prototype: Option<Element>,
    shown: Vec<Shown>,
    going: Going,
    /// Whether no card can be moved.
    fixed: bool,
}

impl Painter {
    /// A painter for an empty list.
    pub(super) fn new(list: HtmlElement, words: Words) -> Self {
        Self { list, words, prototype: None, shown: Vec::new(), going: Going::default(), fixed: false }
    }

    /// Says what is going on: cards make room or look lifted, and say what they said.
    pub(super) fn arrange(&mut self, going: Going) {
        self.going = going;
        self.shown.iter_mut().for_each(|shown| shown.arrange(going));
    }

    /// Shows these cards, of so many in the column, and no others; `fixed` where none can be moved.
    /// `says` puts into words what a card shows.
    pub(super) fn paint(&mut self, wanted: Vec<Wanted>, of: usize, fixed: bool, says: impl Fn(&Facts) -> Face) {
        let anew = self.fixed != fixed;
        self.fixed = fixed;
        let mut before = std::mem::take(&mut self.shown);
        let mut fresh = before.len() != wanted.len();
        for (nth, want) in wanted.into_iter().enumerate() {
            let known = before.iter().position(|shown| shown.row == want.row);
            let shown = match known {
                Some(known) => {
                    fresh |= known != 0 || nth != self.shown.len();
                    before.remove(known)
                }
                None => match self.built(&want) {
                    Some(shown) => {
                        fresh = true;
                        shown
                    }
                    None => continue,
                },
            };
            let shown = self.brought_up_to_date(shown, want, of, anew, &says);
            self.shown.push(shown);
        }
        for gone in before {
            fresh = true;
            gone.item.remove();
        }
        if fresh {
            self.put_in_order();
        }
    }

    /// Screen readers and the Tab key follow the order of elements, not of places.
    fn put_in_order(&self) {
        let mut next: Option<&Element> = None;
        for shown in self.shown.iter().rev() {
            let item: &Element = &shown.item;
            if !item.is_connected() || item.next_element_sibling().as_ref() != next {
                // It may fail only where the list itself is gone.
                drop(self.list.insert_before(item, next.map(AsRef::as_ref)));
            }
            next = Some(item);
        }
    }

    /// A new card.
    fn built(&mut self, want: &Wanted) -> Option<Shown> {
        if self.prototype.is_none() {
            self.prototype = prototype();
        }
        let item = self.prototype.as_ref()?.clone_node_with_deep(true).ok()?.dyn_into::<HtmlElement>().ok()?;
        set(&item, "data-row", &want.row.to_string());
        let none = usize::MAX;
        Some(Shown { row: want.row, facts: None, rotting: false, item, at: none, of: none, place: none, class: "deal" })
    }

    fn brought_up_to_date(
        &self,
        mut shown: Shown,
        want: Wanted,
        of: usize,
        anew: bool,
        says: &impl Fn(&Facts) -> Face,
    ) -> Shown {
        if anew || shown.facts.as_ref() != Some(&want.facts) {
            let face = says(&want.facts);
            fill(&shown.item, &face, &self.words, self.fixed);
            (shown.rotting, shown.facts) = (face.rotting, Some(want.facts));
        }
        if shown.at != want.at {
            set(&shown.item, "aria-posinset", &(want.at + 1).to_string());
            shown.at = want.at;
        }
        if shown.of != of {
            set(&shown.item, "aria-setsize", &of.to_string());
            shown.of = of;
        }
        shown.arrange(self.going);
        shown
    }
}

impl Shown {
    /// Puts the card where it is to stand, looking as it is to look.
    fn arrange(&mut self, going: Going) {
        let class = match (self.rotting, going.carried.filter(|(row, _)| *row == self.row)) {
            (false, None) => "deal",
            (true, None) => "deal is-rotting",
            (false, Some((_, true))) => "deal is-lifted",
            (true, Some((_, true))) => "deal is-rotting is-lifted",
            (false, Some((_, false))) => "deal is-carried",
            (true, Some((_, false))) => "deal is-rotting is-carried",
        };
        if self.class != class {
            self.item.set_class_name(class);
            self.class = class;
        }
        let place = self.at + usize::from(going.room.is_some_and(|room| self.at >= room));
        if self.place != place {
            // A custom property takes any text.
            drop(self.item.style().set_property("--i", &place.to_string()));
            self.place = place;
        }
    }
}

fn set(element: &Element, name: &str, value: &str) {
    // Fails only for names that are none.
    drop(element.set_attribute(name, value));
}

/// An element with a class, as in `span.deal-head`.
fn make(what: &str) -> Option<Element> {
    let (tag, class) = what.split_once('.').unwrap_or((what, ""));
    let element = document().create_element(tag).ok()?;
    if !class.is_empty() {
        element.set_class_name(class);
    }
    Some(element)
}

/// The elements that every card has, without words.
fn prototype() -> Option<Element> {
    let item = make("li.deal")?;
    let head = make("span.deal-head")?;
    let amount = make("span.deal-amount")?;
    let link = make("a.deal-link")?;
    set(&link, "draggable", "false");
    drop(head.append_with_node_2(&amount, &link));
    let facts = make("span.deal-facts")?;
    let disc = make("span.person")?;
    set(&disc, "aria-hidden", "true");
    let (name, age) = (make("span")?, make("span")?);
    drop(facts.append_with_node_3(&disc, &name, &age));
    let more = make("button.deal-more")?;
    set(&more, "type", "button");
    let sign = icon::drawn("move", "icon icon-small")?;
    drop(more.append_child(&sign));
    drop(item.append_with_node_3(&head, &facts, &more));
    Some(item)
}

/// Writes a face into a card.
fn fill(item: &Element, face: &Face, words: &Words, fixed: bool) {
    let Some((head, facts, more)) = three(item) else { return };
    if let (Some(amount), Some(link)) = (head.first_element_child(), head.last_element_child()) {
        amount.set_text_content(Some(&face.amount));
        if face.estimate {
            estimate(&amount, words);
        }
        link.set_text_content(Some(&face.title));
        set(&link, "title", &face.title);
        set(&link, "href", &face.href);
    }
    let Some((disc, name, age)) = three(&facts) else { return };
    disc.set_class_name(if face.person.is_empty() { "" } else { person::disc_class(&face.person) });
    disc.set_text_content(Some(&person::initials(&face.person)));
    name.set_text_content(Some(&face.person));
    let bare = face.tag.is_none() && face.due.is_none();
    name.set_class_name(if bare { "" } else { "only-heard" });
    age.set_text_content(Some(&face.age));
    age.set_class_name(if face.rotting { "age-old" } else { "" });
    while let Some(more) = age.next_element_sibling() {
        more.remove();
    }
    if let Some((class, text)) = &face.tag
        && let Some(tag) = make("span")
    {
        // Only what is long is clipped: a clip costs, see the style sheet.
        let wide = text.chars().map(|letter| if letter.is_ascii() { 1 } else { 2 }).sum::<usize>() > TAG;
        tag.set_class_name(&if wide { [class, " tag-long"].concat() } else { (*class).to_owned() });
        tag.set_text_content(Some(text));
        drop(facts.append_child(&tag));
    }
    if let Some((day, text)) = &face.due
        && let Some(due) = make("time.deal-date")
    {
        set(&due, "datetime", day);
        due.set_text_content(Some(text));
        drop(facts.append_child(&due));
    }
    beside(item, face);
    let label = [&words.move_to, ": ", &face.title].concat();
    set(&more, "aria-label", &label);
    if fixed {
        set(&more, "disabled", "");
    } else {
        // Fails only for names that are none.
        drop(more.remove_attribute("disabled"));
    }
}

/// Writes what was chosen to be shown beside the usual, below the name.
fn beside(item: &Element, face: &Face) {
    let old = item.last_element_child().filter(|last| last.class_name() == "card-lines");
    if face.lines.is_empty() && face.worn.is_empty() {
        if let Some(old) = old {
            old.remove();
        }
        return;
    }
    let Some(all) = old.or_else(|| make("span.card-lines")) else { return };
    all.set_text_content(None);
    if !face.worn.is_empty()
        && let Some(worn) = make("span.deal-worn")
    {
        for (colour, word) in &face.worn {
            let Some(tag) = make("span.tag") else { continue };
            set(&tag, "data-colour", &colour.to_string());
            tag.set_text_content(Some(word));
            drop(worn.append_child(&tag));
        }
        drop(all.append_child(&worn));
    }
    for (name, text) in &face.lines {
        let (Some(line), Some(label)) = (make("span.deal-line"), make("span.deal-label")) else { continue };
        label.set_text_content(Some(name));
        line.set_text_content(Some(text));
        drop(line.prepend_with_node_1(&label));
        set(&line, "title", text);
        drop(all.append_child(&line));
    }
    drop(item.append_child(&all));
}

/// Says before an amount that it is an estimate.
fn estimate(amount: &Element, words: &Words) {
    let (Some(heard), Some(sign)) = (make("span.only-heard"), make("span")) else { return };
    heard.set_text_content(Some(&[&words.estimate, " "].concat()));
    set(&sign, "aria-hidden", "true");
    set(&sign, "title", &words.estimate_why);
    sign.set_text_content(Some("≈ "));
    drop(amount.prepend_with_node_2(&heard, &sign));
}

/// The first three elements inside one.
fn three(element: &Element) -> Option<(Element, Element, Element)> {
    let first = element.first_element_child()?;
    let second = first.next_element_sibling()?;
    let third = second.next_element_sibling()?;
    Some((first, second, third))
}
