## What stands in the way or is on offer
notices = 提示
trouble-stopped = 此标签页已停止保存
trouble-unsaved = { $n } 项更改尚未保存
trouble-kept = 它们保留在此标签页中：保存成功之前请勿关闭。
trouble-storage = 存储与备份
trouble-fleeting = 关闭后不会保留任何内容
trouble-fleeting-text = 此浏览器不提供存储，可能是无痕窗口。您输入的内容只保留到关闭标签页为止。请在普通窗口中打开行销簿以保存工作。
trouble-evicted = 浏览器清除了保存在这里的数据
trouble-evicted-text = 本机上曾有一本行销簿，现在存储已空。请恢复备份，或重新导入文件。为避免再次发生，请安装行销簿，或允许浏览器保留存储。
trouble-damaged = 历史中有 { $n } 条记录损坏
trouble-damaged-text = 日志第 { $which } 条无法读取。其余内容都在，没有删除任何内容。您可以保存原始记录以便修复、恢复备份，或略过它们继续。
trouble-damaged-save = 保存原始记录
trouble-damaged-accept = 略过它们继续

# 框架
brand = 行销簿
brand-latin = Fieldbook
skip = 跳到内容
nav-main = 主导航
nav-home = 首页
nav-visits = 拜访
nav-pipeline = 商机管道
nav-kpi = 指标
nav-accounts = 客户
nav-more = 更多
nav-records = 档案
nav-tools = 工具
nav-deals = 商机
nav-contacts = 联系人
nav-products = 产品
nav-people = 人员
nav-areas = 区域
nav-all-records = 全部记录
nav-sign = 签核
nav-import = 导入
nav-history = 历史
nav-settings = 设置
status-saved = 已保存
status-offline = 离线 · 已存在本机
status-waiting = { $n } 项更改待保存
status-failed = { $n } 项更改未保存，仍保留在此标签页。{ $what }
status-retry = 重试
status-unkept = 关闭后不保留
toasts = 通知
undo = 撤销
dismiss = 关闭提示
close = 关闭
toast-undone = 已撤销：{ $what }
toast-redone = 已重做：{ $what }
toast-kept = { $n } 个字段此后已被更改，保持不变。
toast-nothing-to-undo = 没有可撤销的操作。
toast-nothing-to-redo = 没有可重做的操作。
toast-undo-failed = 无法撤销：保存的记录读不出来（{ $why }）。没有任何更改。
toast-taken-back = 已撤回：{ $what }。另一个标签页先做了修改。{ $why }
toast-language-failed = 文字未能加载（{ $why }）。语言保持不变，联网后请重试。
missing-title = 没有这个页面
missing-text = 该地址没有内容。记录可能已删除，或链接不完整。数据没有丢失。
missing-home = 回到首页
refused-not-allowed = 您的角色不能这样做。没有任何更改。
refused-gone = 该记录已不存在。没有任何更改；撤销也许能找回。
refused-invalid = { $field }：{ $problem }没有任何更改。
refused-no-open-stage = 商机管道至少要有一个进行中的阶段。未作任何更改。
refused-stage-twice = 有两个阶段都叫“{ $stage }”。请改掉其中一个名称；未作任何更改。
refused-stage-leads-nowhere = 商机要带往的阶段也将移除。请选择保留的阶段；未作任何更改。
refused-stage-holds = “{ $stage }”里还有 { $n } 个商机。请指定它们的去处；未作任何更改。
refused-stage-archived = “{ $stage }”已归档，不再接收商机。卡片留在原处。
refused-no-stage-for = 另一条商机管道没有与“{ $stage }”对应的阶段。请选择一个；未作任何移动。
refused-nothing = 没有需要更改的内容。
problem-missing = 此处必须填写。
problem-wrong-kind = 填写的内容类型不对。
problem-bounds = 必须在 { $low } 到 { $high } 之间。
problem-link = 只能打开网页、邮件和电话地址。
problem-long = 文字太长。
problem-fixed = 此项在新建后不能更改。
problem-taken = 同一类记录中已有同名字段。
panic-title = 出错了
panic-reload = 重新加载
panic-rescue = 保存或恢复备份
start-failed-title = 行销簿无法打开您的数据
start-failed-text = 没有更改或删除任何内容。{ $what }
did-create = 新建了“{ $name }”
did-add-field = 新增了字段“{ $name }”
did-archive = 归档了“{ $name }”
did-bring-back = 恢复了“{ $name }”
did-change-field = 修改了字段“{ $name }”
did-edit = 修改了“{ $name }”
did-delete = 删除了“{ $name }”
did-ask-sign = 已提请签核“{ $form }”
did-sign = 已签核“{ $form }”
did-return = 已退回“{ $form }”
did-move = 已将“{ $deal }”移到{ $stage }
did-reshape = 已更改“{ $name }”的阶段
did-transfer = 已将 { $n } 个商机移到另一条商机管道
did-create-pipeline = 新建了商机管道“{ $name }”
did-save-view = 保存了视图“{ $name }”
did-edit-many = 修改了 { $n } 条记录
did-edit-many-left = 修改了 { $n } 条记录，略过 { $left } 条
did-archive-many = 归档了 { $n } 条记录
did-archive-many-left = 归档了 { $n } 条记录，略过 { $left } 条
did-restore-many = 取消归档 { $n } 条记录
did-restore-many-left = 取消归档 { $n } 条记录，略过 { $left } 条
did-delete-many = 删除了 { $n } 条记录
did-delete-many-left = 删除了 { $n } 条记录，略过 { $left } 条
panic-body = 行销簿已停止。已保存的内容都安全地留在本机。请重新加载后继续。

# Search, commands, keys
palette-open = 搜索

# Records that may be one
duplicates-title = 查重
did-merge = 已合并为 { $name }

# 导入
import = 导入
label-import = 导入了 { $files }

# 初次使用
welcome-title = 欢迎使用行销簿
welcome-text = 商机、客户与人员，同在一本簿里，存在您的设备上。
welcome-demo = 先看看
welcome-demo-text = 一家虚构的照明经销商：两年的客户、商机、拜访、订单和回款。一键即可移除。
welcome-demo-act = 打开演示公司
welcome-import = 带上您的文件
welcome-import-text = 来自其他系统的 Excel 或 CSV 文件：人员、客户、产品、商机可一次导入。写入前先让您核对。
welcome-import-act = 导入文件
welcome-empty = 从空白开始
welcome-empty-text = 您的公司和一条带阶段的商机管道。日后都可改名。
welcome-empty-act = 从空白开始
welcome-handover = 我收到了主管发来的交接包
welcome-promise-device = 留在本机：无需账号，不经服务器，无人旁观。
welcome-promise-offline = 断网可用，重启后也一样。
welcome-promise-undo = 每次更改都可撤销，整次导入也行。
welcome-promise-history = 不丢任何东西：历史都记着。
start-title = 从空白开始
start-name = 公司名称
start-name-hint = 可以暂时不填。
start-name-default = 本公司
start-currency = 本位币
start-stages = 阶段：{ $stages }
start-pipeline = 销售
start-do = 开始

# The demo company
did-demo = 生成了演示公司{ $name }
did-set-up = 设立了{ $name }

# 首页
home = 首页

# 历史
history = 历史

# 设置
settings = 设置

# Who acts
me-nobody = 未指定
start-me = 您的姓名（可不填）
start-layer = 您的职位

# Places: the device's own position, and maps to open one in
typed-not-the-whole = 各人比例之和必须为 100%，且每人只有一份。
typed-windows-overlap = 时间段重叠，或结束早于开始。

# 各类档案的字段
collection-organisations = 公司
collection-areas = 区域
collection-people = 人员
collection-accounts = 客户
collection-contacts = 联系人
collection-products = 产品
collection-pipelines = 商机管道
collection-stages = 阶段
collection-deals = 商机

## Saved views
collection-views = 已保存的视图
collection-apart = 非重复记录

## The company's own fields
collection-fields = 自定义字段
collection-choices = 字段选项
collection-sites = 网点
collection-leads = 线索
collection-activities = 活动
collection-visits = 拜访
collection-competitors = 竞争对手
collection-reasons = 原因
collection-policies = 销售政策
collection-policy_products = 政策适用产品
collection-orders = 订单
collection-order_lines = 订单明细
collection-shipments = 发货
collection-invoices = 发票
collection-returns = 退货
collection-credit_notes = 销售折让
collection-receivables = 应收账款
collection-receipts = 回款
collection-allocations = 核销明细
collection-advance_payments = 预收款
collection-expenses = 费用
collection-advances = 借支
collection-commission_rules = 佣金规则
collection-commission_payments = 佣金发放
collection-targets = 目标
collection-budgets = 预算
collection-market_totals = 市场总量
collection-approvals = 签核申请
collection-signatures = 签核记录
collection-currencies = 币种
collection-policy_readings = 政策阅读记录
did-understand = 阅读了“{ $policy }”
did-take-place = 设置了“{ $name }”的位置
did-refuse-place = 没有采用“{ $name }”的签到位置

## Pairs told apart
did-apart = 判定“{ $one }”与“{ $other }”不是同一个
refused-lacks = “{ $stage }”要求的内容还缺 { $n } 项。卡片留在原处。
refused-move-asked = 已申请让“{ $deal }”进入{ $stage }，签核后即会移动。
refused-not-closing = “{ $stage }”不是结束阶段。请选择赢单、输单或搁置的阶段。
refused-order-not-won = 只有赢单的商机才有订单。请以赢单关闭，或不填订单。
refused-order-linked = 此订单已属于“{ $deal }”。请选择其他订单。
refused-order-there = “{ $deal }”已有订单“{ $order }”。如需另立订单，请先取消原订单；未作任何更改。
refused-not-closed = 此商机仍在进行中，无需重新打开。请直接移动。
refused-not-reopening = 不能在“{ $stage }”重新打开商机。请选择同一管道中进行中的阶段。
did-ask-move = 已申请让“{ $deal }”进入{ $stage }
did-sign-move = 已签核“{ $form }”并移到{ $stage }
did-close-won = “{ $deal }”已赢单
did-close-lost = “{ $deal }”已输单
did-close-hold = 已搁置“{ $deal }”
did-reopen = 已在{ $stage }重新打开“{ $deal }”
did-write-order = 已生成“{ $deal }”的订单
did-cancel-order = 已取消“{ $deal }”的订单
did-move-many = 已将 { $n } 个商机移到{ $stage }
did-move-many-left = 已将 { $n } 个商机移到{ $stage }，略过 { $left } 个
refused-approve-own = 须由他人签核才能进入“{ $stage }”。请向主管申请。
refused-begin-gated = 新商机还不具备“{ $stage }”要求的条件。请先放在较早的阶段，再往后移动。
did-redate = 已将“{ $deal }”的预计成交日改为 { $day }
did-undate = 已去掉“{ $deal }”的预计成交日
refused-no-end-stage = 管道需要有“赢单”和“输单”阶段。未作任何更改。
nav-pool = 公海
collection-claims = 认领记录
did-claim = 已认领 { $name }
did-release = 已把 { $name } 退回公海
did-return-due = 已收回 { $n } 个客户到公海
refused-pool-off = 尚未启用公海。请先设定规则；未作任何更改。
refused-pool-nobody = 认领前请先在设置的“我”中选择身份。
refused-pool-yours = { $account } 仍由您负责。拜访、联络或推进商机即可保留。
refused-pool-held = { $account } 由 { $owner } 负责。
refused-pool-most = 您已持有 { $n } 个公海客户，达到上限。请先退回一个。
refused-pool-wait = 您不久前失去了 { $account }，{ $day } 起可再次认领。
collection-quotes = 报价单
collection-quote_lines = 报价明细
collection-deal_lines = 商机产品明细
collection-committee_members = 采购决策人
did-quote = 已为 { $deal } 制作报价单 { $number }
did-quote-again = 已新建版本 { $number }
did-send-quote = { $number } 已标记为发出
did-accept = { $number } 已被接受，订单已生成
did-decline = { $number } 已被拒绝
refused-quote-nobody = “{ $deal }”没有客户，无法报价。请先选择客户。
refused-quote-not-sent = { $number } 尚未发出，或已答复。未作任何更改。
refused-quote-empty = { $number } 没有明细。请先添加。
refused-quote-floor = { $product } 的毛利低于下限。请先申请批准再发出。
refused-settled = “{ $name }”已发出：明细须与客户所见一致。请改建新版本；未作任何更改。
refused-by-hand = 此项由发出与答复操作设定，不能手动更改。未作任何更改。
