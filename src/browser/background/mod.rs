//! Jobs in a worker: the page's side. Each job has a worker of its own, which ends with it, so a
//! job that is dropped or breaks down leaves nothing behind.

pub mod inside;

use std::cell::RefCell;
use std::future::Future;
use std::pin::Pin;
use std::rc::Rc;
use std::task::{Context, Poll, Waker};

use js_sys::Uint8Array;
use wasm_bindgen::closure::Closure;
use wasm_bindgen::{JsCast, JsValue};
use web_sys::{ErrorEvent, Event, MessageEvent, Worker, WorkerOptions, WorkerType};

use crate::ports::Task;
use crate::ports::background::{Background, BackgroundError, Heard, Told};

/// Starts a worker for each job.
#[derive(Clone, Copy, Debug)]
pub struct Workers;

impl Background for Workers {
    fn run(&self, message: Vec<u8>, heard: Heard) -> Task<'_, Result<Vec<u8>, BackgroundError>> {
        Box::pin(async move {
            let running = Running::start(message, heard);
            running.map_err(|why| BackgroundError::Unavailable(said(&why)))?.await
        })
    }
}

/// The address of the worker's script, which stands beside those of the application.
fn address() -> Option<String> {
    let element = web_sys::window()?.document()?.query_selector("[data-worker]").ok()??;
    element.get_attribute("data-worker")
}

/// What a thrown value says of itself.
fn said(value: &JsValue) -> String {
    js_sys::Object::from(value.clone()).to_string().into()
}

/// What the listener and the task share.
struct Shared {
    outcome: Option<Result<Vec<u8>, BackgroundError>>,
    /// The message, until the worker is ready for it.
    message: Vec<u8>,
    ready: bool,
    heard: Heard,
    waker: Option<Waker>,
}

impl Shared {
    fn hear(&mut self, worker: &Worker, event: &Event) {
        let told = if let Some(message) = event.dyn_ref::<MessageEvent>() {
            Told::from_bytes(&Uint8Array::new(&message.data()).to_vec())
        } else {
            // A script that did not load says nothing of why.
            let why = event.dyn_ref::<ErrorEvent>().map(ErrorEvent::message).unwrap_or_default();
            Err(if self.ready { BackgroundError::Panicked(why) } else { BackgroundError::Unavailable(why) })
        };
        let outcome = match told {
            Ok(Told::Ready) => {
                self.ready = true;
                let buffer = Uint8Array::from(std::mem::take(&mut self.message).as_slice()).buffer();
                match worker.post_message_with_transfer(&buffer, &js_sys::Array::of1(&buffer)) {
                    Ok(()) => return,
                    Err(why) => Err(BackgroundError::Unavailable(said(&why))),
                }
            }
            Ok(Told::Progress(progress)) => return (self.heard)(progress),
            Ok(Told::Done(outcome)) => Ok(outcome.0),
            Ok(Told::Failed(why)) | Err(why) => Err(why),
        };
        // What broke down first is the cause of what comes after.
        self.outcome.get_or_insert(outcome);
        if let Some(waker) = self.waker.take() {
            waker.wake();
        }
    }
}

/// A worker over its job; ends with it.
struct Running {
    worker: Worker,
    shared: Rc<RefCell<Shared>>,
    _listener: Closure<dyn FnMut(Event)>,
}

impl Running {
    fn start(message: Vec<u8>, heard: Heard) -> Result<Self, JsValue> {
        let address = address().ok_or("this page names no worker")?;
        let options = WorkerOptions::new();
        options.set_type(WorkerType::Module);
        let worker = Worker::new_with_options(&address, &options)?;
        let shared = Rc::new(RefCell::new(Shared { outcome: None, message, ready: false, heard, waker: None }));
        let (told, of) = (shared.clone(), worker.clone());
        let listener = Closure::<dyn FnMut(Event)>::new(move |event: Event| told.borrow_mut().hear(&of, &event));
        for kind in ["message", "messageerror", "error"] {
            worker.add_event_listener_with_callback(kind, listener.as_ref().unchecked_ref())?;
        }
        Ok(Self { worker, shared, _listener: listener })
    }
}

impl Future for Running {
    type Output = Result<Vec<u8>, BackgroundError>;

    fn poll(self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<Self::Output> {
        let mut shared = self.shared.borrow_mut();
        let outcome = shared.outcome.take();
        if outcome.is_none() {
            shared.waker = Some(context.waker().clone());
        }
        outcome.map_or(Poll::Pending, Poll::Ready)
    }
}

impl Drop for Running {
    fn drop(&mut self) {
        self.worker.terminate();
    }
}
