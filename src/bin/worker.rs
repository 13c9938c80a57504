//! The background worker: long work beside the page. A stub on the host.

#[cfg(not(target_arch = "wasm32"))]
fn main() {}

#[cfg(target_arch = "wasm32")]
fn main() {
    fieldbook::browser::background::inside::serve(&jobs::JOBS);
}

#[cfg(target_arch = "wasm32")]
mod jobs {
    use fieldbook::exchange::OpenFile;
    use fieldbook::exchange::export::WriteWorkbook;
    use fieldbook::exchange::handover::DeriveKey;
    use fieldbook::ports::background::Known;
    use fieldbook::visits::planner::PlanWeeks;
    use fieldbook::visits::route::PlanRoutes;

    /// What the worker can do.
    pub(super) static JOBS: [Known; 5] = [
        Known::of::<OpenFile>(),
        Known::of::<WriteWorkbook>(),
        Known::of::<DeriveKey>(),
        Known::of::<PlanRoutes>(),
        Known::of::<PlanWeeks>(),
    ];
}
