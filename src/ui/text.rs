//! Text for people: looked up in the catalogue of the chosen language.

/// The text of a message: `t!(app, "key")`, `t!(app, "key", n = 3_usize, name = title)`.
///
/// The whole view is built anew when the language changes, so a text needs no closure of its own.
macro_rules! t {
    ($app:expr, $key:expr $(, $name:ident = $value:expr)* $(,)?) => {
        $app.text($key, &[$((stringify!($name), $crate::model::messages::Arg::from($value))),*])
    };
}
