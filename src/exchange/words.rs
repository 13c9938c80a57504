//! The words by which headings, file names and cells are recognised: matching data, never shown.
//!
//! Keyed by the permanent keys of collections and fields. A collection or field without a row here
//! is still recognised by its key. Compared without case, width, spaces and punctuation.

use std::collections::HashSet;
use std::sync::LazyLock;

use super::fold::squeeze;

/// The words of a row.
pub(super) fn each(words: &str) -> impl Iterator<Item = &str> {
    words.split(", ")
}

/// Words for collections, in file names and before headings.
pub(super) const COLLECTIONS: &[(&str, &str)] = &[
    ("areas", "area, areas, regions, territories, regional offices, 区域, 区域表, 區域, 办事处, 辦事處"),
    (
        "people",
        "person, people, salespeople, staff, employees, team, teams, sales team, sales teams, users, reps, \
         sales reps, 人员, 员工, 销售员, 销售人员, 销售团队, 团队, 人員, 員工, 業務員, 業務人員, 銷售人員, \
         團隊",
    ),
    (
        "accounts",
        "account, accounts, customer, customers, client, clients, companies, 客户, 客户表, 客户档案, \
         客户资料, 客戶, 客戶資料",
    ),
    ("contacts", "contact, contacts, 联系人, 联络人, 聯絡人"),
    ("products", "product, products, items, catalog, catalogue, price list, 产品, 产品表, 商品, 价目表, 產品, 價目表"),
    ("pipelines", "pipelines, 商机管道, 商機管線"),
    ("stages", "stages, 阶段, 階段"),
    (
        "deals",
        "deal, deals, opportunity, opportunities, pipeline, sales pipeline, funnel, 商机, 销售机会, \
         销售漏斗, 项目, 商機, 銷售機會, 銷售漏斗",
    ),
];

/// Collections that no file brings: the one record of the company is made with the book, and fields are
/// defined on their own page.
pub(super) const NEVER: &[&str] = &["organisations", "fields", "choices"];

/// The pseudo field of the day on which a record entered its stage.
pub(super) const START: &str = "@start";
/// The pseudo field of the day on which it was closed.
pub(super) const END: &str = "@end";
/// The pseudo field of the amount that holds from that day on.
pub(super) const AMOUNT_AT_END: &str = "@amount-at-end";

/// Words for the headings of columns, by collection and field.
pub(super) const FIELDS: &[(&str, &str, &str)] = &[
    (
        "areas",
        "name",
        "name, area, area name, region, territory, regional office, office, 区域, 名称, 区域名称, 办事处, \
         區域, 名稱, 辦事處",
    ),
    ("areas", "parent", "parent, part of, parent area, 上级, 上级区域, 所属大区, 上級區域"),
    (
        "people",
        "name",
        "name, full name, person, salesperson, sales person, sales agent, agent, sales rep, rep, \
         representative, employee, employee name, user, 姓名, 人员, 员工, 销售员, 业务员, 销售代表, \
         员工姓名, 人員, 員工, 業務員, 業務代表",
    ),
    ("people", "role", "role, layer, 角色, 层级, 層級"),
    (
        "people",
        "manager",
        "manager, supervisor, boss, reports to, sales manager, team lead, 主管, 经理, 上级, 直属上级, \
         销售经理, 經理, 上級, 直屬主管",
    ),
    (
        "people",
        "area",
        "area, region, territory, regional office, office, branch, 区域, 大区, 地区, 办事处, 所属区域, \
         區域, 大區, 地區, 辦事處",
    ),
    ("people", "phone", "phone, telephone, mobile, cell, tel, 电话, 手机, 手机号, 電話, 手機"),
    ("people", "email", "email, mail, email address, 邮箱, 电子邮件, 信箱, 電子郵件"),
    (
        "accounts",
        "name",
        "name, account, account name, customer, customer name, client, client name, company, company name, \
         客户, 客户名称, 公司, 公司名称, 名称, 客戶, 客戶名稱, 公司名稱, 名稱",
    ),
    (
        "accounts",
        "code",
        "code, account code, account id, account no, customer code, customer id, customer no, 编号, \
         客户编号, 客户代码, 編號, 客戶編號, 客戶代碼",
    ),
    ("accounts", "sector", "sector, industry, line of business, vertical, 行业, 所属行业, 行業, 產業"),
    (
        "accounts",
        "class",
        "class, grade, tier, rating, customer class, 级别, 等级, 客户级别, 分级, 級別, 等級, 客戶等級",
    ),
    (
        "accounts",
        "owner",
        "owner, account owner, account manager, sales agent, salesperson, sales rep, rep, 负责人, 销售员, \
         客户经理, 业务员, 負責人, 業務員, 客戶經理",
    ),
    ("accounts", "area", "area, region, territory, 区域, 所属区域, 大区, 區域, 所屬區域"),
    (
        "accounts",
        "parent",
        "parent, parent account, parent company, subsidiary of, owned by, holding, 母公司, 上级客户, \
         所属集团, 集团, 上級客戶, 集團",
    ),
    (
        "accounts",
        "location",
        "location, office location, country, city, town, address, head office, headquarters, 地址, 国家, \
         城市, 所在地, 國家",
    ),
    ("accounts", "place", "place, coordinates, position, lat lng, 坐标, 经纬度, 座標, 經緯度"),
    (
        "accounts",
        "founded",
        "founded, year established, established, year founded, founding year, 成立年份, 成立时间, 成立時間",
    ),
    ("accounts", "revenue", "revenue, annual revenue, turnover, 营收, 年营收, 营业额, 營收, 營業額"),
    ("accounts", "employees", "employees, staff, headcount, number of employees, 员工数, 人数, 員工數, 人數"),
    ("accounts", "phone", "phone, telephone, tel, 电话, 電話"),
    ("accounts", "web", "web, website, web site, url, homepage, 网址, 网站, 網址, 網站"),
    ("accounts", "note", "note, notes, remark, remarks, comment, 备注, 備註"),
    ("accounts", "tags", "tags, labels, 标签, 標籤"),
    ("contacts", "name", "name, full name, contact, contact name, contact person, 联系人, 姓名, 聯絡人"),
    (
        "contacts",
        "account",
        "account, customer, client, company, account name, company name, 客户, 公司, 客户名称, 客戶, \
         客戶名稱",
    ),
    ("contacts", "position", "position, title, job title, 职位, 职务, 職位, 職稱"),
    ("contacts", "phone", "phone, telephone, mobile, tel, 电话, 手机, 電話, 手機"),
    ("contacts", "email", "email, mail, email address, 邮箱, 电子邮件, 信箱, 電子郵件"),
    ("contacts", "note", "note, notes, remark, 备注, 備註"),
    ("products", "name", "name, product, product name, item, 产品, 产品名称, 品名, 名称, 商品, 產品, 產品名稱, 名稱"),
    (
        "products",
        "code",
        "code, sku, product code, product id, item no, part number, 产品编号, 产品代码, 货号, 產品編號, 貨號",
    ),
    ("products", "series", "series, family, product line, category, 系列, 产品线, 类别, 產品線, 類別"),
    (
        "products",
        "list_price",
        "list price, price, sales price, unit price, standard price, 单价, 价格, 标价, 售价, 定价, 單價, \
         價格, 標價, 定價",
    ),
    ("pipelines", "name", "name, pipeline, 名称, 名稱"),
    ("stages", "name", "name, stage, 阶段, 名称, 階段, 名稱"),
    ("stages", "pipeline", "pipeline, 商机管道, 商機管線"),
    ("stages", "kind", "kind, type, 类型, 類型"),
    ("stages", "probability", "probability, chance, 概率, 赢率, 機率"),
    (
        "deals",
        "title",
        "title, deal, deal name, opportunity, opportunity name, subject, 商机, 商机名称, 项目名称, 主题, \
         商機, 商機名稱, 專案名稱",
    ),
    (
        "deals",
        "account",
        "account, account name, customer, customer name, client, company, 客户, 客户名称, 公司, 客戶, \
         客戶名稱",
    ),
    (
        "deals",
        "stage",
        "stage, deal stage, sales stage, status, opportunity stage, 阶段, 商机阶段, 销售阶段, 状态, 階段, \
         銷售階段, 狀態",
    ),
    (
        "deals",
        "amount",
        "amount, value, deal value, deal size, opportunity amount, expected revenue, 金额, 商机金额, \
         预计金额, 金額, 商機金額, 預計金額",
    ),
    (
        "deals",
        AMOUNT_AT_END,
        "close value, closed value, closing value, final value, signed value, won value, contract value, \
         成交金额, 签约额, 合同金额, 成交金額, 簽約額, 合約金額",
    ),
    ("deals", "basis", "basis, amount basis"),
    (
        "deals",
        "owner",
        "owner, deal owner, sales agent, agent, salesperson, sales person, sales rep, rep, assigned to, \
         负责人, 销售员, 业务员, 负责销售, 負責人, 業務員",
    ),
    ("deals", "product", "product, product name, item, 产品, 产品名称, 產品, 產品名稱"),
    (
        "deals",
        "expected_close",
        "expected close, expected close date, forecast close, target date, due date, 预计成交日期, \
         预计成交, 预计签约日期, 預計成交日期",
    ),
    (
        "deals",
        "code",
        "code, deal id, deal no, opportunity id, opportunity no, opportunity code, 商机编号, 编号, \
         商機編號, 編號",
    ),
    (
        "deals",
        START,
        "engage date, engaged, start date, stage date, stage since, entered stage, opened, open date, \
         created, created date, create date, 开始日期, 接洽日期, 跟进日期, 创建日期, 立项日期, 開始日期, \
         建立日期",
    ),
    (
        "deals",
        END,
        "close date, closed date, closed on, closed, end date, won date, date closed, 成交日期, 结束日期, \
         关闭日期, 签约日期, 結束日期, 簽約日期",
    ),
    ("deals", "next_step", "next step, next action, 下一步, 下步计划, 下步計畫"),
    ("deals", "next_step_on", "next step date, next action date, 下次跟进, 下次跟进日期, 下次跟進日期"),
    ("deals", "note", "note, notes, remark, comment, description, 备注, 说明, 備註, 說明"),
    ("deals", "tags", "tags, labels, 标签, 標籤"),
];

/// Words for the codes of choices, by field and code, beside the codes themselves.
pub(super) const CHOICES: &[(&str, &str, &str)] = &[
    ("role", "salesperson", "sales, sales rep, rep, 销售员, 业务员, 销售代表, 業務員"),
    ("role", "office_head", "head of office, 办事处主任, 辦事處主任"),
    ("role", "supervisor", "area manager, 主管, 业务主管, 業務主管"),
    ("role", "manager", "sales manager, 经理, 销售经理, 經理, 業務經理"),
    ("role", "owner", "ceo, director, 经营者, 老板, 經營者"),
    ("role", "office", "back office, office staff, 内勤, 內勤"),
    ("kind", "won", WON),
    ("kind", "lost", LOST),
    ("kind", "hold", HOLD),
    ("basis", "estimate", "estimated, 预估, 估计, 預估"),
    ("basis", "stated", "actual, 确认, 確認"),
];

const WON: &str = "won, closed won, win, success, 赢单, 成交, 已成交, 赢, 成功, 签约, 贏單, 贏, 簽約";
const LOST: &str = "lost, closed lost, lose, failed, dead, 输单, 失败, 流失, 丢单, 未成交, 输, 輸單, 失敗, 丟單, 輸";
const HOLD: &str = "hold, on hold, paused, suspended, stalled, 搁置, 暂停, 挂起, 擱置, 暫停";

/// Words in the names of stages that end or rest, with the code of what they are. Losses stand
/// first: the words for a deal not won hold those for one that is.
pub(super) const STAGE_KINDS: &[(&str, &str)] = &[("lost", LOST), ("won", WON), ("hold", HOLD)];

/// Beginnings of the names of open stages, in the order in which they usually follow.
pub(super) const STAGE_ORDER: &str = "new, lead, 线索, 線索, prospect, 识别, 識別, contact, qualif, 确定, \
     約見, 约见, engag, need, discover, 需求, 分析, demo, solution, 推荐, 推薦, 方案, propos, quot, 报价, 報價, negotiat, 谈判, 談判, \
     contract, 签订, 簽訂, 合同, 合約, commit";

/// What a record that only others name gets beside its name: the field that named it, by
/// collection and key, and the field and code that it gets.
pub(super) const NAMED_BY: &[(&str, &str, &str, &str)] = &[("people", "manager", "role", "manager")];

/// Cells with which a row of totals begins.
pub(super) const TOTALS: &str = "合计, 总计, 小计, 共计, 累计, 总和, 本页合计, 本页小计, 合計, 總計, 小計, 共計, 累計, 總和, \
     本頁合計, 本頁小計, total, totals, subtotal, sub total, grand total, sum, overall total";
/// Ends of such cells, behind the name of what is summed up.
pub(super) const TOTAL_ENDS: &[&str] =
    &["合计", "总计", "小计", "合計", "總計", "小計", " total", " totals", " subtotal", " sub total"];

/// Whether a text is a word that usually stands at the head of a column.
pub(super) fn is_heading(text: &str) -> bool {
    static KNOWN: LazyLock<HashSet<String>> = LazyLock::new(|| {
        let words = FIELDS.iter().flat_map(|(_, field, words)| each(words).chain([*field]));
        words.chain(each(HEADS)).map(squeeze).collect()
    });
    // A unit often stands behind in brackets.
    let bare = text.split(['(', '\u{ff08}', '[', '\u{3010}']).next().unwrap_or(text);
    let word = squeeze(bare);
    !word.is_empty() && KNOWN.contains(&word)
}

/// Words at the head of columns that no field has.
const HEADS: &str = "no, no., id, #, date, type, unit, quantity, qty, total, city, province, country, gender, age, 序号, \
     編號, 日期, 类型, 类别, 单位, 数量, 合计, 城市, 省份, 国家, 性别, 年龄, 规格, 型号, 状态, 序號, 類型, 類別, 單位, 數量, \
     國家, 性別, 年齡, 規格, 型號, 狀態, 创建时间, 更新时间, 建立時間, 更新時間";

/// Cells that say "nothing here".
pub(super) const NOTHING: &str =
    "-, --, ---, \u{2013}, \u{2014}, n/a, na, n.a., #n/a, null, none, nil, (blank), 无, 無, 空";
