//! A workbook as a Chinese sales office keeps it comes in, is looked at before and after, and is
//! taken back whole.

use std::fs;
use std::path::PathBuf;
use std::process::Command;

use xtask::look;
use xtask::{Result, fail, project, run, setup};

use crate::world::{Outcome, World};

/// Writes the workbook: a sheet of mere words; customers under a title, a unit and headings over two
/// lines, with a row of totals; last year's customers; deals in 万元.
const WRITE: &str = "
import sys, datetime, openpyxl
book = openpyxl.Workbook()
words = book.active
words.title = '说明'
words['A1'] = '本工作簿由销售内勤每月更新。'
def titled(sheet, title, columns):
    sheet.merge_cells(start_row=1, start_column=1, end_row=1, end_column=columns)
    sheet['A1'] = title
def customers(name, title, rows):
    sheet = book.create_sheet(name)
    titled(sheet, title, 6)
    sheet['A2'] = '制表：内勤 2026年11月'
    for column, text in enumerate(['客户名称', '客户编号', '联系方式', None, '年营业额（万元）', '负责人'], 1):
        sheet.cell(3, column, text)
    sheet.merge_cells('C3:D3')
    for column in 'ABEF': sheet.merge_cells(f'{column}3:{column}4')
    sheet['C4'] = '电话'
    sheet['D4'] = '地址'
    for row in rows: sheet.append(row)
    sheet.append(['合计', None, None, None, sum(row[4] for row in rows), None])
customers('客户', '2026年客户台账', [
    ['苏州恒瑞机械有限公司', '91320594MA1X7K2L3P', 13800138000, '苏州工业园区', 1225.5, '李雷'],
    ['宁波东方贸易公司', '0042013800138000', '0574-8888 6666', '宁波', 300, '韩梅'],
    ['Nordwind 有限公司', '000770', 4008208820123, '杭州', 80, '李雷'],
])
customers('旧客户', '2019年客户台账', [
    ['早已关门的公司', '000001', 13900139000, '温州', 5, '李雷'],
    ['另一家旧公司', '000002', 13900139001, '台州', 6, '李雷'],
])
deals = book.create_sheet('商机')
titled(deals, '在谈商机', 6)
deals['A2'] = '单位：万元'
deals.append(['商机名称', '客户名称', '阶段', '金额', '负责人', '预计成交日期'])
day = datetime.date(2026, 12, 31)
deals.append(['离心泵更换', '苏州恒瑞机械有限公司', '报价', 12.5, '李雷', day])
deals.append(['年度备件', '宁波东方贸易公司', '谈判', 3, '韩梅', day])
deals.append(['大修', 'Nordwind 有限公司', '赢单', 100, '李雷', day])
deals.append(['合计', None, None, 115.5, None, None])
for row in deals.iter_rows(min_row=4, max_row=6, min_col=6, max_col=6):
    row[0].number_format = 'yyyy年m月d日'
book.save(sys.argv[1])
";

/// The file, in a folder that the browser may read; removed when dropped.
struct Workbook(PathBuf);

impl Workbook {
    fn write() -> Result<Option<Self>> {
        let Ok(python) = setup::python() else { return Ok(None) };
        let folder = project::cargo_target().join(format!("workbook-{}", std::process::id()));
        fs::create_dir_all(&folder)?;
        let workbook = Self(fs::canonicalize(folder)?);
        run::output(Command::new(python).arg("-c").arg(WRITE).arg(workbook.file()))?;
        Ok(Some(workbook))
    }

    fn file(&self) -> PathBuf {
        self.0.join("客户与商机.xlsx")
    }
}

impl Drop for Workbook {
    fn drop(&mut self) {
        drop(fs::remove_dir_all(&self.0));
    }
}

/// Waits until the page says something.
fn expect(world: &World, words: &str) -> Result<()> {
    let script = "return document.querySelector('main:not(.loading)')?.innerText.includes(arguments[0]) ?? false;";
    world.page()?.wait(&format!("the page to say \"{words}\""), script, &[words.into()]).map(drop)
}

/// Fails unless the counts of a collection stand in the table of the page.
fn expect_counts(world: &World, collection: &str, counts: &[&str]) -> Result<()> {
    let script = "const row = [...document.querySelectorAll('main table tbody tr')].find((row) =>
            row.querySelector('th')?.innerText.trim() === arguments[0]);
        return [...(row?.querySelectorAll('td') ?? [])].map((cell) => cell.innerText.trim());";
    let found = world.page()?.run(script, &[collection.into()])?;
    let found: Vec<&str> = found.as_array().into_iter().flatten().filter_map(|cell| cell.as_str()).collect();
    if found != counts {
        fail!("{collection}: {found:?} and not {counts:?}");
    }
    Ok(())
}

/// In through the import page, seen in the lists, and undone from there.
pub(crate) fn in_and_undone(world: &mut World) -> Result<Outcome> {
    let Some(workbook) = Workbook::write()? else { return Ok(Outcome::Skipped("no Python to write a workbook with")) };
    let page = world.open("")?;
    look::dress(page, &world.server, "light", "zh-Hans")?;
    let page = world.open("import")?;
    page.by_css("main input[type=file]")?.upload(&[workbook.file()])?;
    // The sheet without a table is left out, with its reason; titles and totals are told.
    expect(world, "说明")?;
    expect(world, "表头上方的")?;
    expect(world, "行合计不导入")?;
    world.expect_accessible()?;
    let old = page.by_role("region", "*旧客户*")?;
    old.by_role("combobox", "导入为")?.choose("不导入")?;
    page.by_role("button", "*核对*")?.click()?;
    page.by_role("heading", "*尚未写入*")?;
    // Three customers and deals; two people, the pipeline and its stages only since they are named.
    expect_counts(world, "客户", &["3", "0"])?;
    expect_counts(world, "商机", &["3", "0"])?;
    expect_counts(world, "人员", &["0", "2"])?;
    page.by_role("button", "*导入 12 条*")?.click()?;
    page.by_role("heading", "我是谁")?;
    world.expect_accessible()?;
    // Whoever one then is, this import goes back by the button beside it.
    page.by_role("combobox", "我是")?.choose("韩梅 · 销售员")?;
    page.by_role("button", "撤销")?.click()?;
    expect(world, "导入已收回")?;
    page.by_role("button", "重做")?.click()?;
    expect(world, "打开看板")?;
    page.by_role("combobox", "我是")?.choose("未指定")?;
    world.wait_saved()?;

    world.open("accounts")?;
    for words in ["3 位客户", "苏州恒瑞机械有限公司", "宁波东方贸易公司", "Nordwind 有限公司"]
    {
        expect(world, words)?;
    }
    let page = world.page()?;
    let texts = page.run("return document.querySelector('main:not(.loading)').innerText;", &[])?;
    let texts = texts.as_str().unwrap_or_default();
    for gone in ["早已关门的公司", "台账", "制表"] {
        if texts.contains(gone) {
            fail!("the list of customers holds \"{gone}\"");
        }
    }
    page.by_role("link", "Nordwind 有限公司")?.click()?;
    // Long numbers stand as they were written; 80 万元 is 0.8 of the millions that this field counts.
    for words in ["4008208820123", "000770", "0.8", "杭州"] {
        expect(world, words)?;
    }
    world.open("deals")?;
    for words in ["离心泵更换", "125,000", "1,000,000", "30,000"] {
        expect(world, words)?;
    }

    let page = world.open("history")?;
    page.by_role("button", "*撤销*")?.click()?;
    // It is made in slices, and told when it is done.
    page.wait("the note of the undo", "return Boolean(document.querySelector('.toast'));", &[])?;
    world.wait_saved()?;
    for collection in ["accounts", "deals", "people"] {
        world.open(collection)?;
        let script = "return document.querySelectorAll('main:not(.loading) [role=grid] tbody tr, main:not(.loading) table tbody tr').length;";
        world.page()?.wait("the page", "return Boolean(document.querySelector('main:not(.loading) h1'));", &[])?;
        let rows = world.page()?.run(script, &[])?;
        if rows != 0 {
            fail!("{rows} {collection} are left after the undo");
        }
    }
    world.expect_quiet_console()?;
    Ok(Outcome::Done)
}
