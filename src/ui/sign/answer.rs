//! Signing a form, or returning it with a remark.

use leptos::prelude::*;

use crate::book::Rejection;
use crate::control::sign::{Sign, SignAndTalk, Talk, Verdict};
use crate::model::Record;
use crate::model::records::{ApprovalId, Signature};
use crate::ui::context::use_app;
use crate::ui::parts::choose::Choose;
use crate::ui::parts::field;
use crate::ui::parts::icon::Icon;

/// The remark, and the two verdicts.
#[component]
pub(super) fn AnswerForm(
    /// The request.
    approval: ApprovalId,
    /// What the form is called, for what is only heard.
    form: String,
    /// Whether a talk about it may be asked for.
    #[prop(optional)]
    talks: bool,
) -> impl IntoView {
    let app = use_app();
    let (remark, lacking) = (RwSignal::new(String::new()), RwSignal::new(false));
    let talk = RwSignal::new(String::new());
    let (at, key) = (&Signature::COLLECTION.fields[Signature::TALK], Signature::COLLECTION.key);
    let codes = Talk::ALL.map(|(_, code)| (code.to_owned(), field::choice(&app, key, at, code)));
    let options: Vec<(String, String)> = [(String::new(), t!(app, "sign-no-talk"))].into_iter().chain(codes).collect();
    let asks = talks.then(|| {
        let id = format!("talk-{}", crate::model::Id::from(approval));
        view! {
            <div class="field">
                <label class="field-label" for=id.clone()>{field::name(&app, key, at)}</label>
                <Choose id=id options=Signal::stored(options) value=talk on_pick=Callback::new(move |code| talk.set(code))/>
            </div>
        }
    });
    let id = format!("remark-{}", crate::model::Id::from(approval));
    let error = format!("{id}-error");
    let say = move |verdict| {
        let command = Sign { approval, verdict, remark: Some(remark.get_untracked()) };
        lacking.set(verdict == Verdict::Returned && remark.with_untracked(|remark| remark.trim().is_empty()));
        if !lacking.get_untracked() {
            // A refusal has been said by the act itself.
            drop::<Result<_, Rejection>>(match Talk::parse(&talk.get_untracked()) {
                Some(talk) => app.act(&SignAndTalk { sign: command, talk }),
                None => app.act(&command),
            });
        }
    };
    let submit = move |event: leptos::ev::SubmitEvent| {
        event.prevent_default();
        say(Verdict::Approved);
    };
    let described = error.clone();
    view! {
        <form on:submit=submit>
            <div class="form request-answer" role="group" aria-label=form>
                <div class="field field-wide">
                    <label class="field-label" for=id.clone()>{t!(app, "sign-remark")}</label>
                    <textarea class="area" id=id rows="1" aria-invalid=move || lacking.get().then_some("true")
                        aria-describedby=move || lacking.get().then(|| described.clone())
                        prop:value=move || remark.get() on:input=move |event| remark.set(event_target_value(&event))></textarea>
                    {move || lacking.get().then(|| view! {
                        <p class="field-error" id=error.clone() role="alert"><Icon name="alert" class="icon-small"/>{t!(app, "sign-remark-needed")}</p>
                    })}
                </div>
                {asks}
                <div class="form-acts">
                    <button class="button" type="button" on:click=move |_| say(Verdict::Returned)><Icon name="undo"/>{t!(app, "sign-return")}</button>
                    <button class="button button-primary" type="submit"><Icon name="check"/>{t!(app, "sign-do")}</button>
                </div>
            </div>
        </form>
    }
}
