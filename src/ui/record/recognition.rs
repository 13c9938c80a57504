//! Dictation by the browser's speech recognition. Its interface is no standard yet and bears two names, so it is spoken
//! to by name. It stands here since no first screen listens.

use std::cell::RefCell;
use std::rc::Rc;

use js_sys::{Array, Function, Reflect};
use wasm_bindgen::closure::Closure;
use wasm_bindgen::{JsCast, JsValue};

use crate::ports::dictation::{Dictation, End, Said, Trouble};

/// The browser's speech recognition.
#[derive(Clone, Copy, Debug)]
pub(super) struct Recognition;

fn get(of: &JsValue, key: &str) -> Option<JsValue> {
    Reflect::get(of, &key.into()).ok().filter(|value| !value.is_undefined())
}

fn set(of: &JsValue, key: &str, value: &JsValue) {
    // Fails for what is no object, and this is one.
    drop(Reflect::set(of, &key.into(), value));
}

fn call(of: &JsValue, key: &str) {
    if let Some(function) = get(of, key).and_then(|function| function.dyn_into::<Function>().ok()) {
        // What has ended already cannot be ended once more.
        drop(function.call0(of));
    }
}

fn maker() -> Option<Function> {
    let window = web_sys::window()?;
    let named = |name: &str| get(&window, name)?.dyn_into::<Function>().ok();
    named("SpeechRecognition").or_else(|| named("webkitSpeechRecognition"))
}

/// Tells what an event says.
fn hear(event: &JsValue, heard: &dyn Fn(Said)) -> Option<()> {
    let number = |of: &JsValue, key: &str| get(of, key)?.as_f64();
    match get(event, "type")?.as_string()?.as_str() {
        "result" => {
            let results = get(event, "results")?;
            let (mut at, count) = (number(event, "resultIndex")?, number(&results, "length")?);
            let mut perhaps = String::new();
            while at < count {
                let result = get(&results, &at.to_string())?;
                let text = get(&get(&result, "0")?, "transcript")?.as_string()?;
                if get(&result, "isFinal")?.is_truthy() {
                    heard(Said::Surely(text));
                } else {
                    perhaps.push_str(&text);
                }
                at += 1.0;
            }
            heard(Said::Perhaps(perhaps));
        }
        "error" => heard(Said::Failed(Trouble::of(&get(event, "error")?.as_string()?))),
        _ => heard(Said::Over),
    }
    Some(())
}

impl Dictation for Recognition {
    fn is_there(&self) -> bool {
        maker().is_some()
    }

    fn listen(&self, language: &str, heard: Box<dyn Fn(Said)>) -> Option<End> {
        let recognition = Reflect::construct(&maker()?, &Array::new()).ok()?;
        set(&recognition, "lang", &language.into());
        set(&recognition, "interimResults", &JsValue::TRUE);
        let listener = Closure::<dyn FnMut(JsValue)>::new(move |event: JsValue| {
            hear(&event, &*heard);
        });
        for kind in ["onresult", "onerror", "onend"] {
            set(&recognition, kind, listener.as_ref());
        }
        call(&recognition, "start");
        let listener = RefCell::new(Some(listener));
        Some(Rc::new(move || {
            for kind in ["onresult", "onerror", "onend"] {
                set(&recognition, kind, &JsValue::NULL);
            }
            call(&recognition, "abort");
            drop(listener.take());
        }))
    }
}
