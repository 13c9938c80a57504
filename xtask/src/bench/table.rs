//! One line a figure, columns fixed.

/// A figure beside its reference.
#[derive(Debug)]
pub(super) struct Line {
    pub(super) name: &'static str,
    pub(super) what: String,
    pub(super) ours: String,
    pub(super) reference: String,
    pub(super) ratio: f64,
    /// The ratio allowed; none for a figure that is only told.
    pub(super) budget: Option<f64>,
}

/// Prints the names of the columns.
pub(super) fn head() {
    println!("{:<9}{:<44}{:>14}  {:<40}{:>8}{:>8}  verdict", "name", "what", "ours", "reference", "ratio", "budget");
}

/// Prints a benchmark's line.
pub(super) fn print(line: &Line) {
    let budget = line.budget.map_or_else(|| "-".to_owned(), |budget| format!("{budget:.2}"));
    let verdict = match line.budget {
        None => "-",
        Some(budget) if line.ratio <= budget => "ok",
        Some(_) => "over",
    };
    println!(
        "{:<9}{:<44}{:>14}  {:<40}{:>8.2}{:>8}  {verdict}",
        line.name, line.what, line.ours, line.reference, line.ratio, budget
    );
}

/// Prints a figure beside a limit that is not a floor's.
pub(super) fn limit(name: &'static str, what: String, ours: f64, limit: f64, write: impl Fn(f64) -> String) {
    let reference = format!("limit {}", write(limit));
    print(&Line { name, what, ours: write(ours), reference, ratio: ours / limit, budget: Some(1.0) });
}

/// Prints a remark in place of a line.
pub(super) fn note(name: &str, text: &str) {
    println!("{name:<9}{text}");
}

/// Writes milliseconds.
pub(super) fn ms(value: f64) -> String {
    if value < 10.0 { format!("{value:.2} ms") } else { format!("{value:.1} ms") }
}
