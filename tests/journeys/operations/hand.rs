//! A hand on the board: the same thing done with a mouse, a finger or keys.

use fieldbook::model::Day;
use xtask::webdriver::{Element, Key, Session};
use xtask::{Failure, Result, fail};

use super::company::Company;

/// With what something is done.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Way {
    Pointer,
    Touch,
    Keys,
}

/// A way of doing things in a company.
#[derive(Clone, Copy)]
pub(super) struct Hand<'a> {
    pub(super) page: &'a Session,
    pub(super) way: Way,
    pub(super) company: Company,
}

const COUNT: &str =
    "const column = [...document.querySelectorAll('section.board section, .lane-columns header')].find((one) =>
    one.querySelector('h2')?.textContent.trim() === arguments[0]);
    return column?.querySelector('.column-count')?.textContent.trim() ?? null;";
const CARD: &str = "const find = () => {
        const column = [...document.querySelectorAll('section.board section')].find((one) =>
            one.querySelector('h2')?.textContent.trim() === arguments[0]);
        return column?.querySelector(`li[aria-posinset=\"${arguments[1]}\"] a`) ?? null;
    };
    const found = find();
    // What a column counts is there before its cards are: it is meant as it comes to rest.
    for (let n = 0; n < 3; n += 1) await new Promise(requestAnimationFrame);
    return found?.isConnected && find() === found ? found.getAttribute('href') : null;";

impl<'a> Hand<'a> {
    /// Goes to an address without loading the page anew.
    pub(super) fn go(&self, path: &str) -> Result<()> {
        let script = "history.pushState(null, '', new URL(arguments[0], document.baseURI));
            dispatchEvent(new PopStateEvent('popstate'));";
        self.page.run(script, &[path.into()])?;
        self.page.wait_ready()
    }

    /// Goes to the board as it is, nothing chosen and nothing filtered.
    pub(super) fn board(&self) -> Result<()> {
        self.go("settings")?;
        self.go("pipeline?view=-")?;
        self.page.by_role("list", "Engaging").map(drop)
    }

    /// Presses something.
    pub(super) fn press(&self, what: &Element<'_>) -> Result<()> {
        match self.way {
            Way::Pointer => what.click(),
            Way::Touch => self.page.tap(what),
            Way::Keys => {
                Self::reach(what)?;
                self.page.press(&[Key::Enter])
            }
        }
    }

    /// Gives something the focus, which it has to take, and to be a stop of Tab or of the arrows.
    pub(super) fn reach(what: &Element<'_>) -> Result<()> {
        what.focus()?;
        if !what.has_focus()? {
            fail!("keys do not reach {:?}", what.text()?);
        }
        Ok(())
    }

    /// Presses the button of a name.
    pub(super) fn button(&self, name: &str) -> Result<()> {
        self.press(&self.page.by_role("button", name)?)
    }

    /// Presses the button of a name in the open dialog.
    pub(super) fn in_dialog(&self, name: &str) -> Result<()> {
        let dialog = self.page.by_css("dialog[open]")?;
        self.press(&dialog.by_role("button", name)?)
    }

    /// Chooses an option of a native list.
    pub(super) fn choose(&self, css: &str, option: &str) -> Result<()> {
        let list = self.page.by_css(css)?;
        if self.way != Way::Keys {
            // The list that unfolds is the browser's own.
            return list.choose(option);
        }
        Self::reach(&list)?;
        self.page.type_keys(option)?;
        let chosen = "return document.activeElement?.selectedOptions?.[0]?.text.trim() === arguments[0]
            || document.querySelector(arguments[1])?.selectedOptions[0]?.text.trim() === arguments[0];";
        // Where choosing does something at once the list says afterwards that nothing is chosen.
        drop(self.page.wait_for(option, std::time::Duration::from_millis(500), chosen, &[option.into(), css.into()]));
        Ok(())
    }

    /// Writes into an empty field.
    pub(super) fn write(&self, css: &str, text: &str) -> Result<()> {
        let field = self.page.by_css(css)?;
        match self.way {
            Way::Keys => Self::reach(&field)?,
            _ => self.press(&field)?,
        }
        field.type_text(text)
    }

    /// Takes the last act back.
    pub(super) fn undo(&self) -> Result<()> {
        if self.way != Way::Keys {
            return self.button("Undo");
        }
        self.page.run("document.activeElement?.blur();", &[])?;
        self.page.press(&[Key::Control, Key::Char('z')])
    }

    /// How many deals a column counts.
    pub(super) fn count(&self, stage: &str) -> Result<usize> {
        let found = self.page.wait(&format!("the count of {stage}"), COUNT, &[stage.into()])?;
        let found = found.as_str().unwrap_or_default().replace(',', "");
        found.parse().map_err(|error| Failure::new(format!("{stage} counts {found:?}: {error}")))
    }

    /// Waits until a column counts so many.
    pub(super) fn counts(&self, stage: &str, n: usize) -> Result<()> {
        let script = format!("const n = (() => {{ {COUNT} }})(); return n?.replaceAll(',', '') === arguments[1];");
        let script = script.replace("(() => {", "((...arguments) => {").replace("})();", "})(...arguments);");
        self.page.wait(&format!("{n} in {stage}"), &script, &[stage.into(), n.to_string().into()]).map(drop)
    }

    /// Waits until two columns count as the company says, so many deals having gone from one to the other.
    pub(super) fn moved(&self, from: &str, to: &str, n: usize) -> Result<()> {
        self.counts(from, self.company.in_stage(from) - n)?;
        self.counts(to, self.company.in_stage(to) + n)
    }

    /// The card at a place of a column, from 1.
    pub(super) fn card(&self, stage: &str, place: usize) -> Result<Element<'a>> {
        let found = self.page.wait(&format!("card {place} of {stage}"), CARD, &[stage.into(), place.into()])?;
        self.page.by_css(&format!("section.board a[href=\"{}\"]", found.as_str().unwrap_or_default()))
    }

    /// The path of a deal's page.
    pub(super) fn deal(&self, stage: &str) -> Result<String> {
        let found = self.page.wait(&format!("a card of {stage}"), CARD, &[stage.into(), 1.into()])?;
        let found = found.as_str().unwrap_or_default().to_owned();
        let at = found.find("deals/").unwrap_or(0);
        Ok(found[at..].to_owned())
    }

    /// Waits until a part of the page says something.
    pub(super) fn says(&self, css: &str, words: &str) -> Result<()> {
        let script = "return [...document.querySelectorAll(arguments[0])].some((part) => part.textContent.includes(arguments[1]));";
        self.page.wait(&format!("{words:?} in {css}"), script, &[css.into(), words.into()]).map(drop)
    }

    /// Waits until nothing of a kind is there.
    pub(super) fn gone(&self, css: &str) -> Result<()> {
        let script = "return !document.querySelector(arguments[0]);";
        self.page.wait(&format!("no {css}"), script, &[css.into()]).map(drop)
    }

    /// The day of the address.
    pub(super) fn day(&self) -> Result<Day> {
        let script = "return new URLSearchParams(location.search).get('at');";
        let found = self.page.wait("a day in the address", script, &[])?;
        Day::parse(found.as_str().unwrap_or_default()).ok_or_else(|| Failure::new(format!("{found} is no day")))
    }

    /// Chooses the first cards of a column: in the mode for it, by keys with X.
    pub(super) fn select(&self, stage: &str, n: usize) -> Result<()> {
        if self.way != Way::Keys {
            self.button("Select")?;
        }
        for place in 1..=n {
            let card = self.card(stage, place)?;
            match self.way {
                Way::Keys => {
                    Self::reach(&card)?;
                    self.page.press(&[Key::Char('x')])?;
                }
                _ => self.press(&card)?,
            }
        }
        self.says(".bulk", &format!("{n} deals selected"))
    }
}

/// A number as English writes it.
pub(super) fn english(n: usize) -> String {
    let digits = n.to_string();
    let mut text = String::new();
    for (at, digit) in digits.chars().enumerate() {
        if at > 0 && (digits.len() - at).is_multiple_of(3) {
            text.push(',');
        }
        text.push(digit);
    }
    text
}
