//! The headings of what other systems export, as their documentation and screens name them. None of
//! these has been tried on a real file yet, which a person is told.

use super::fold::squeeze;

/// A kind of file that a system exports.
#[derive(Debug)]
pub(super) struct Preset {
    /// The system.
    pub(super) system: &'static str,
    /// What its rows are.
    pub(super) collection: &'static str,
    /// Headings that such a file has and hardly any other, all of them.
    marks: &'static [&'static str],
    /// Headings, and what they become where that is not what they say.
    pub(super) columns: &'static [(&'static str, &'static str)],
}

/// The kind of file that these headings are of.
pub(super) fn of(header: &[String]) -> Option<&'static Preset> {
    let header: Vec<String> = header.iter().map(|heading| squeeze(heading)).collect();
    PRESETS.iter().find(|preset| preset.marks.iter().all(|mark| header.contains(&squeeze(mark))))
}

const PRESETS: &[Preset] = &[
    Preset {
        system: "Pipedrive",
        collection: "deals",
        marks: &["Deal - Title", "Deal - Stage"],
        columns: &[
            ("Deal - ID", "code"),
            ("Deal - Title", "title"),
            ("Deal - Value", "amount"),
            ("Deal - Stage", "stage"),
            ("Deal - Owner", "owner"),
            ("Deal - Organization", "account"),
            ("Deal - Deal created", "@start"),
            ("Deal - Deal closed on", "@end"),
            ("Deal - Expected close date", "expected_close"),
        ],
    },
    Preset {
        system: "Pipedrive",
        collection: "accounts",
        marks: &["Organization - Name"],
        columns: &[
            ("Organization - ID", "code"),
            ("Organization - Name", "name"),
            ("Organization - Address", "location"),
            ("Organization - Owner", "owner"),
        ],
    },
    Preset {
        system: "Pipedrive",
        collection: "contacts",
        marks: &["Person - Name"],
        columns: &[
            ("Person - Name", "name"),
            ("Person - Organization", "account"),
            ("Person - Phone - Work", "phone"),
            ("Person - Email - Work", "email"),
        ],
    },
    Preset {
        system: "HubSpot",
        collection: "deals",
        marks: &["Record ID", "Deal Name", "Deal Stage"],
        columns: &[
            ("Record ID", "code"),
            ("Deal Name", "title"),
            ("Deal Stage", "stage"),
            ("Deal owner", "owner"),
            ("Associated Company", "account"),
            ("Create Date", "@start"),
            ("Close Date", "@end"),
        ],
    },
    Preset {
        system: "HubSpot",
        collection: "accounts",
        marks: &["Record ID", "Company name"],
        columns: &[
            ("Record ID", "code"),
            ("Company name", "name"),
            ("Company owner", "owner"),
            ("Phone Number", "phone"),
            ("Website URL", "web"),
            ("City", "location"),
        ],
    },
    Preset {
        system: "Salesforce",
        collection: "deals",
        marks: &["Opportunity Name", "Account Name", "Stage"],
        columns: &[
            ("Opportunity Name", "title"),
            ("Account Name", "account"),
            ("Opportunity Owner", "owner"),
            ("Created Date", "@start"),
            ("Close Date", "@end"),
            ("Next Step", "next_step"),
        ],
    },
    Preset {
        system: "Salesforce",
        collection: "accounts",
        marks: &["Account Name", "Account Owner"],
        columns: &[("Account Owner", "owner"), ("Billing City", "location"), ("Rating", "class")],
    },
    Preset {
        system: "纷享销客",
        collection: "deals",
        marks: &["商机名称", "客户名称", "归属部门"],
        columns: &[
            ("商机编号", "code"),
            ("客户名称", "account"),
            ("商机阶段", "stage"),
            ("商机金额", "amount"),
            ("预计成交日期", "expected_close"),
            ("创建时间", "@start"),
        ],
    },
    Preset {
        system: "纷享销客",
        collection: "accounts",
        marks: &["客户名称", "归属部门"],
        columns: &[("客户编号", "code"), ("客户级别", "class"), ("负责人", "owner"), ("地址", "location")],
    },
    Preset {
        system: "销售易",
        collection: "deals",
        marks: &["销售机会名称", "销售阶段"],
        columns: &[
            ("销售机会名称", "title"),
            ("客户名称", "account"),
            ("销售金额", "amount"),
            ("结单日期", "expected_close"),
            ("销售机会所有人", "owner"),
            ("创建日期", "@start"),
        ],
    },
    Preset {
        system: "销售易",
        collection: "accounts",
        marks: &["公司名称", "客户所有人"],
        columns: &[("公司名称", "name"), ("客户所有人", "owner"), ("级别", "class")],
    },
    Preset {
        system: "企业微信",
        collection: "contacts",
        marks: &["客户名称", "添加人", "添加时间"],
        columns: &[
            ("客户名称", "name"),
            ("所属企业", "account"),
            ("手机", "phone"),
            ("邮箱", "email"),
            ("备注", "note"),
        ],
    },
];
