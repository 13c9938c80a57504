//! Jobs as messages: what goes to a worker and what comes back.

use std::cell::RefCell;
use std::rc::Rc;
use std::task::{Context, Poll, Waker};

use fieldbook::ports::background::{
    Background, BackgroundError, Bytes, Inline, Job, Known, Progress, Told, message, perform, run,
};
use serde::{Deserialize, Serialize};

/// Counts the letters of words.
#[derive(Serialize, Deserialize)]
struct Count {
    words: Vec<String>,
    ballast: Bytes,
}

impl Job for Count {
    const NAME: &'static str = "count";
    type Outcome = (usize, Bytes);

    fn run(self, tell: &dyn Fn(Progress)) -> Self::Outcome {
        let total = self.words.len() as u64;
        let mut letters = 0;
        for (done, word) in (0..).zip(&self.words) {
            tell(Progress { done, total });
            letters += word.chars().count();
        }
        (letters, self.ballast)
    }
}

static KNOWN: [Known; 1] = [Known::of::<Count>()];

/// What a task without waiting comes to.
fn now<T>(task: impl Future<Output = T>) -> T {
    match std::pin::pin!(task).as_mut().poll(&mut Context::from_waker(Waker::noop())) {
        Poll::Ready(outcome) => outcome,
        Poll::Pending => panic!("the task waits"),
    }
}

fn job() -> Count {
    Count { words: vec!["visit".to_owned(), "拜访".to_owned()], ballast: Bytes((0..=255).collect()) }
}

#[test]
fn a_job_goes_out_and_its_outcome_comes_back() {
    let heard = Rc::new(RefCell::new(Vec::new()));
    let hear = heard.clone();
    let outcome = now(run(&Inline(&KNOWN), &job(), Box::new(move |progress| hear.borrow_mut().push(progress.done))));
    assert_eq!(outcome, Ok((7, Bytes((0..=255).collect()))));
    assert_eq!(*heard.borrow(), [0, 1]);
}

#[test]
fn what_no_worker_knows_is_said() {
    let outcome = now(run(&Inline(&[]), &job(), Box::new(|_| ())));
    assert_eq!(outcome, Err(BackgroundError::Unknown("count".to_owned())));
}

#[test]
fn cut_and_foreign_messages_are_garbled_never_a_panic() {
    let whole = message(&job()).expect("is written");
    for end in 0..whole.len() {
        let outcome = perform(&KNOWN, &whole[..end], &|_| ());
        assert!(matches!(outcome, Err(BackgroundError::Garbled | BackgroundError::Unknown(_))), "cut at {end}");
    }
    assert_eq!(now(Inline(&KNOWN).run(vec![0xff; 40], Box::new(|_| ()))), Err(BackgroundError::Garbled));
}

#[test]
fn every_word_of_a_worker_is_understood() {
    let all = [
        Told::Ready,
        Told::Progress(Progress { done: 3, total: u64::MAX }),
        Told::Done(Bytes(vec![0, 255, 7])),
        Told::Failed(BackgroundError::Panicked("index out of bounds".to_owned())),
    ];
    for told in all {
        assert_eq!(Told::from_bytes(&told.to_bytes()), Ok(told));
    }
}
