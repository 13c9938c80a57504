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
refused-nothing = 没有需要更改的内容。
problem-missing = 此处必须填写。
panic-title = 出错了
panic-reload = 重新加载
panic-rescue = 保存或恢复备份
start-failed-title = 行销簿无法打开您的数据
start-failed-text = 没有更改或删除任何内容。{ $what }
did-create = 新建了“{ $name }”
did-edit = 修改了“{ $name }”
did-delete = 删除了“{ $name }”
panic-body = 行销簿已停止。已保存的内容都安全地留在本机。请重新加载后继续。

# Search, commands, keys
palette-open = 搜索

# Records that may be one
duplicates-title = 查重

# 导入
import = 导入

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

## Pairs told apart
nav-pool = 公海
