//! A task that somebody may stop: stopping drops it, and with it whatever it holds.

use std::cell::{Cell, RefCell};
use std::future::poll_fn;
use std::pin::pin;
use std::rc::Rc;
use std::task::{Poll, Waker};

/// Stops a task from outside. Clones stop the same task.
#[derive(Clone, Debug, Default)]
pub struct Stop {
    pressed: Rc<Cell<bool>>,
    waker: Rc<RefCell<Option<Waker>>>,
}

impl Stop {
    /// Stops the task.
    pub fn press(&self) {
        self.pressed.set(true);
        if let Some(waker) = self.waker.take() {
            waker.wake();
        }
    }

    /// Does a task until it is stopped; `None` where that came first.
    pub async fn unless<T>(&self, task: impl Future<Output = T>) -> Option<T> {
        let mut task = pin!(task);
        poll_fn(|context| {
            if self.pressed.get() {
                return Poll::Ready(None);
            }
            self.waker.replace(Some(context.waker().clone()));
            task.as_mut().poll(context).map(Some)
        })
        .await
    }
}

#[cfg(test)]
mod tests {
    use std::future::pending;
    use std::task::Context;

    use super::*;

    #[test]
    fn a_stopped_task_is_dropped() {
        let held = Rc::new(());
        let (stop, holds) = (Stop::default(), held.clone());
        let mut context = Context::from_waker(Waker::noop());
        {
            let mut task = pin!(stop.unless(async move {
                pending::<()>().await;
                drop(holds);
            }));
            assert!(task.as_mut().poll(&mut context).is_pending());
            stop.press();
            assert_eq!(task.as_mut().poll(&mut context), Poll::Ready(None));
        }
        assert_eq!(Rc::strong_count(&held), 1);
        assert_eq!(pin!(Stop::default().unless(async { 7 })).poll(&mut context), Poll::Ready(Some(7)));
    }
}
