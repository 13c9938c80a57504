//! Forms from field tables: which fields stand together, and what was typed and not kept yet.

use super::field::{Field, Kind, Role};

/// Fields that stand together in a form and on a page.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Group {
    /// What it is and whose it is.
    Main,
    /// Amounts, numbers and dates.
    Figures,
    /// How to reach it and where it is.
    Reach,
    /// Notes, labels, files.
    Notes,
    /// What the company added.
    Own,
}

impl Group {
    /// The group of a field.
    pub fn of(field: &Field) -> Self {
        if field.custom.is_some() {
            return Self::Own;
        }
        match &field.kind {
            // What a record cannot be without is asked first, whatever it holds.
            _ if field.required || field.role == Some(Role::Title) => Self::Main,
            Kind::Phone | Kind::Email | Kind::Url | Kind::Place => Self::Reach,
            Kind::LongText | Kind::Tags | Kind::File => Self::Notes,
            Kind::Money | Kind::Number | Kind::Percent | Kind::Date | Kind::Instant | Kind::Duration => Self::Figures,
            _ => Self::Main,
        }
    }

    /// Key of its heading.
    pub fn key(self) -> &'static str {
        match self {
            Self::Main => "form-group-main",
            Self::Figures => "form-group-figures",
            Self::Reach => "form-group-reach",
            Self::Notes => "form-group-notes",
            Self::Own => "form-group-own",
        }
    }
}

/// Fewer fields than this stand together without headings.
const MANY: usize = 9;

/// Puts items in groups by their fields; each keeps its place among those of its group. Few items
/// are one group.
pub fn grouped<T>(items: Vec<T>, field: impl Fn(&T) -> &Field) -> Vec<(Option<Group>, Vec<T>)> {
    if items.len() < MANY {
        return vec![(None, items)];
    }
    let mut groups: Vec<(Group, Vec<T>)> = Vec::new();
    for item in items {
        let group = Group::of(field(&item));
        match groups.iter_mut().find(|(known, _)| *known == group) {
            Some((_, together)) => together.push(item),
            None => groups.push((group, vec![item])),
        }
    }
    super::order::by_key(&mut groups, |(group, _)| *group);
    groups.into_iter().map(|(group, items)| (Some(group), items)).collect()
}

/// What was typed into the fields of a form and not kept yet: by key of the field the text and what
/// is chosen beside it. One line each; marks that would break a line are escaped.
pub fn write_draft<'a>(typed: impl IntoIterator<Item = (&'a str, &'a str, &'a str)>) -> String {
    let mut draft = String::new();
    for (key, text, beside) in typed {
        for (at, part) in [key, text, beside].into_iter().enumerate() {
            if at > 0 {
                draft.push('\t');
            }
            for char in part.chars() {
                match char {
                    '\\' => draft.push_str("\\\\"),
                    '\t' => draft.push_str("\\t"),
                    '\n' => draft.push_str("\\n"),
                    '\r' => draft.push_str("\\r"),
                    char => draft.push(char),
                }
            }
        }
        draft.push('\n');
    }
    draft
}

/// Reads a draft back; a line that is none is passed over.
pub fn read_draft(draft: &str) -> Vec<(String, String, String)> {
    let part = |text: &str| {
        let (mut plain, mut chars) = (String::new(), text.chars());
        while let Some(char) = chars.next() {
            plain.push(match char {
                '\\' => match chars.next() {
                    Some('t') => '\t',
                    Some('n') => '\n',
                    Some('r') => '\r',
                    Some(other) => other,
                    None => '\\',
                },
                char => char,
            });
        }
        plain
    };
    let line = |line: &str| {
        let mut parts = line.split('\t').map(part);
        Some((parts.next()?, parts.next()?, parts.next()?))
    };
    draft.split('\n').filter_map(line).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::Record;
    use crate::model::records::{Account, Area};

    #[test]
    fn fields_that_belong_together_stand_together() {
        let fields: Vec<&Field> = Account::COLLECTION.fields.iter().collect();
        let groups = grouped(fields.clone(), |field| field);
        let of = |key: &str| {
            let group = groups.iter().find(|(_, fields)| fields.iter().any(|field| field.key == key));
            group.and_then(|(group, _)| *group)
        };
        assert_eq!(of("name"), Some(Group::Main));
        assert_eq!(of("owner"), Some(Group::Main));
        assert_eq!(of("revenue"), Some(Group::Figures));
        assert_eq!(of("phone"), Some(Group::Reach));
        assert_eq!(of("tags"), Some(Group::Notes));
        // Nothing is lost, and each keeps its place among its kind.
        assert_eq!(groups.iter().map(|(_, fields)| fields.len()).sum::<usize>(), fields.len());
        for (_, together) in &groups {
            let places: Vec<_> = together.iter().map(|one| fields.iter().position(|field| field == one)).collect();
            assert!(places.windows(2).all(|pair| pair[0] < pair[1]));
        }
        let few: Vec<&Field> = Area::COLLECTION.fields.iter().collect();
        assert_eq!(grouped(few.clone(), |field| field), [(None, few)]);
    }

    #[test]
    fn what_was_typed_reads_back() {
        let typed = [("note", "two\nlines\tand \\n", "CNY"), ("name", "", ""), ("", "\\", "\r\n")];
        let back = read_draft(&write_draft(typed));
        let back: Vec<(&str, &str, &str)> = back.iter().map(|(a, b, c)| (a.as_str(), b.as_str(), c.as_str())).collect();
        assert_eq!(back, typed);
        assert_eq!(read_draft("no tabs here\n\n"), []);
    }
}
