## What stands in the way or is on offer
notices = 提示
trouble-stopped = 此分頁已停止儲存
trouble-unsaved = { $n } 項變更尚未儲存
trouble-kept = 它們保留在此分頁中：儲存成功之前請勿關閉。
trouble-storage = 儲存與備份
trouble-fleeting = 關閉後不會保留任何內容
trouble-fleeting-text = 此瀏覽器不提供儲存空間，可能是無痕視窗。您輸入的內容只保留到關閉分頁為止。請在一般視窗中開啟行銷簿以保留工作。
trouble-evicted = 瀏覽器清除了存在這裡的資料
trouble-evicted-text = 本機上曾有一本行銷簿，現在儲存空間已空。請還原備份，或重新匯入檔案。為避免再次發生，請安裝行銷簿，或允許瀏覽器保留儲存空間。
trouble-damaged = 歷史中有 { $n } 筆紀錄損毀
trouble-damaged-text = 日誌第 { $which } 筆無法讀取。其餘內容都在，沒有刪除任何內容。您可以儲存原始紀錄以便修復、還原備份，或略過它們繼續。
trouble-damaged-save = 儲存原始紀錄
trouble-damaged-accept = 略過它們繼續

# 框架
brand = 行銷簿
brand-latin = Fieldbook
skip = 跳到內容
nav-main = 主導航
nav-home = 首頁
nav-visits = 拜訪
nav-pipeline = 商機管線
nav-kpi = 指標
nav-accounts = 客戶
nav-more = 更多
nav-records = 資料
nav-tools = 工具
nav-deals = 商機
nav-contacts = 聯絡人
nav-products = 產品
nav-people = 人員
nav-areas = 區域
nav-all-records = 全部紀錄
nav-sign = 簽核
nav-import = 匯入
nav-history = 歷史
nav-settings = 設定
status-saved = 已儲存
status-offline = 離線 · 已存在本機
status-waiting = { $n } 項更改待儲存
status-failed = { $n } 項更改未儲存，仍保留在此分頁。{ $what }
status-retry = 重試
status-unkept = 關閉後不保留
toasts = 通知
undo = 復原
dismiss = 關閉提示
close = 關閉
toast-undone = 已復原：{ $what }
toast-redone = 已重做：{ $what }
toast-kept = { $n } 個欄位此後已被更改，保持不變。
toast-nothing-to-undo = 沒有可復原的操作。
toast-nothing-to-redo = 沒有可重做的操作。
toast-undo-failed = 無法復原：儲存的紀錄讀不出來（{ $why }）。沒有任何更改。
toast-taken-back = 已收回：{ $what }。另一個分頁先做了變更。{ $why }
toast-language-failed = 文字未能載入（{ $why }）。語言保持不變，聯網後請重試。
missing-title = 沒有這個頁面
missing-text = 該地址沒有內容。紀錄可能已刪除，或連結不完整。資料沒有丟失。
missing-home = 回到首頁
refused-not-allowed = 您的角色不能這樣做。沒有任何更改。
refused-gone = 該紀錄已不存在。沒有任何更改；復原也許能找回。
refused-invalid = { $field }：{ $problem }沒有任何更改。
refused-no-open-stage = 商機管線至少要有一個進行中的階段。未作任何變更。
refused-stage-twice = 有兩個階段都叫「{ $stage }」。請改掉其中一個名稱；未作任何變更。
refused-stage-leads-nowhere = 商機要帶往的階段也將移除。請選擇保留的階段；未作任何變更。
refused-stage-holds = 「{ $stage }」裡還有 { $n } 個商機。請指定它們的去處；未作任何變更。
refused-stage-archived = 「{ $stage }」已封存，不再接收商機。卡片留在原處。
refused-no-stage-for = 另一條商機管線沒有與「{ $stage }」對應的階段。請選擇一個；未作任何移動。
refused-nothing = 沒有需要更改的內容。
problem-missing = 此處必須填寫。
problem-wrong-kind = 填寫的內容型別不對。
problem-bounds = 必須在 { $low } 到 { $high } 之間。
problem-link = 只能開啟網頁、郵件和電話地址。
problem-long = 文字太長。
problem-fixed = 此項在新增後不能變更。
problem-taken = 同一類紀錄中已有同名欄位。
panic-title = 出錯了
panic-reload = 重新載入
panic-rescue = 儲存或還原備份
start-failed-title = 行銷簿無法開啟您的資料
start-failed-text = 沒有更改或刪除任何內容。{ $what }
did-create = 新增了「{ $name }」
did-add-field = 新增了欄位「{ $name }」
did-archive = 封存了「{ $name }」
did-bring-back = 恢復了「{ $name }」
did-change-field = 修改了欄位「{ $name }」
did-edit = 修改了「{ $name }」
did-delete = 刪除了「{ $name }」
did-ask-sign = 已送簽「{ $form }」
did-sign = 已簽核「{ $form }」
did-return = 已退回「{ $form }」
did-move = 已將「{ $deal }」移到{ $stage }
did-reshape = 已變更「{ $name }」的階段
did-transfer = 已將 { $n } 個商機移到另一條商機管線
did-create-pipeline = 新增了商機管線「{ $name }」
did-save-view = 儲存了檢視「{ $name }」
did-edit-many = 修改了 { $n } 筆紀錄
did-edit-many-left = 修改了 { $n } 筆紀錄，略過 { $left } 筆
did-archive-many = 封存了 { $n } 筆紀錄
did-archive-many-left = 封存了 { $n } 筆紀錄，略過 { $left } 筆
did-restore-many = 取消封存 { $n } 筆紀錄
did-restore-many-left = 取消封存 { $n } 筆紀錄，略過 { $left } 筆
did-delete-many = 刪除了 { $n } 筆紀錄
did-delete-many-left = 刪除了 { $n } 筆紀錄，略過 { $left } 筆
panic-body = 行銷簿已停止。已儲存的內容都安全地留在本機。請重新載入後繼續。

# Search, commands, keys
palette-open = 搜尋

# Records that may be one
duplicates-title = 重複資料
did-merge = 已合併為 { $name }

# 匯入
import = 匯入
label-import = 匯入了 { $files }

# 初次使用
welcome-title = 歡迎使用行銷簿
welcome-text = 商機、客戶與人員，同在一本簿裡，存在您的裝置上。
welcome-demo = 先看看
welcome-demo-text = 一家虛構的照明經銷商：兩年的客戶、商機、拜訪、訂單和收款。一鍵即可移除。
welcome-demo-act = 開啟示範公司
welcome-import = 帶上您的檔案
welcome-import-text = 來自其他系統的 Excel 或 CSV 檔案：人員、客戶、產品、商機可一次匯入。寫入前先讓您核對。
welcome-import-act = 匯入檔案
welcome-empty = 從空白開始
welcome-empty-text = 您的公司和一條帶階段的商機管線。日後都可改名。
welcome-empty-act = 從空白開始
welcome-handover = 我收到了主管傳來的交接包
welcome-promise-device = 留在本機：無需帳號，不經伺服器，無人旁觀。
welcome-promise-offline = 斷網可用，重啟後也一樣。
welcome-promise-undo = 每次更改都可復原，整次匯入也行。
welcome-promise-history = 不丟任何東西：歷史都記著。
start-title = 從空白開始
start-name = 公司名稱
start-name-hint = 可以暫時不填。
start-name-default = 本公司
start-currency = 本位幣
start-stages = 階段：{ $stages }
start-pipeline = 銷售
start-do = 開始

# The demo company
did-demo = 產生了示範公司{ $name }
did-set-up = 設立了{ $name }

# 首頁
home = 首頁

# 歷史
history = 歷史

# 設定
settings = 設定

# Who acts
me-nobody = 未指定
start-me = 您的姓名（可不填）
start-layer = 您的職位

# Places: the device's own position, and maps to open one in
typed-not-the-whole = 各人比例合計必須為 100%，且每人只有一份。
typed-windows-overlap = 時段重疊，或結束早於開始。

# 各類檔案的欄位
collection-organisations = 公司
collection-areas = 區域
collection-people = 人員
collection-accounts = 客戶
collection-contacts = 聯絡人
collection-products = 產品
collection-pipelines = 商機管線
collection-stages = 階段
collection-deals = 商機

## Saved views
collection-views = 已儲存的檢視
collection-apart = 非重複紀錄

## The company's own fields
collection-fields = 自訂欄位
collection-choices = 欄位選項
collection-sites = 據點
collection-leads = 潛在客戶
collection-activities = 活動
collection-visits = 拜訪
collection-competitors = 競爭對手
collection-reasons = 原因
collection-policies = 銷售政策
collection-policy_products = 政策適用產品
collection-orders = 訂單
collection-order_lines = 訂單明細
collection-shipments = 出貨
collection-invoices = 發票
collection-returns = 退貨
collection-credit_notes = 銷貨折讓
collection-receivables = 應收帳款
collection-receipts = 收款
collection-allocations = 沖帳明細
collection-advance_payments = 預收款
collection-expenses = 費用
collection-advances = 借支
collection-commission_rules = 佣金規則
collection-commission_payments = 佣金發放
collection-targets = 目標
collection-budgets = 預算
collection-market_totals = 市場總量
collection-approvals = 簽核申請
collection-signatures = 簽核紀錄
collection-currencies = 幣別
collection-policy_readings = 政策閱讀紀錄
did-understand = 閱讀了「{ $policy }」
did-take-place = 設定了「{ $name }」的位置
did-refuse-place = 未採用「{ $name }」的簽到位置

## Pairs told apart
did-apart = 判定「{ $one }」與「{ $other }」不是同一筆
refused-lacks = 「{ $stage }」要求的內容還缺 { $n } 項。卡片留在原處。
refused-move-asked = 已申請讓「{ $deal }」進入{ $stage }，簽核後即會移動。
refused-not-closing = 「{ $stage }」不是結束階段。請選擇贏單、輸單或擱置的階段。
refused-order-not-won = 只有贏單的商機才有訂單。請以贏單結案，或不填訂單。
refused-order-linked = 此訂單已屬於「{ $deal }」。請選擇其他訂單。
refused-order-there = 「{ $deal }」已有訂單「{ $order }」。如需另立訂單，請先取消原訂單；未作任何變更。
refused-not-closed = 此商機仍在進行中，不需重新開啟。請直接移動。
refused-not-reopening = 無法在「{ $stage }」重新開啟商機。請選擇同一管線中進行中的階段。
did-ask-move = 已申請讓「{ $deal }」進入{ $stage }
did-sign-move = 已簽核「{ $form }」並移到{ $stage }
did-close-won = 「{ $deal }」已贏單
did-close-lost = 「{ $deal }」已輸單
did-close-hold = 已擱置「{ $deal }」
did-reopen = 已在{ $stage }重新開啟「{ $deal }」
did-write-order = 已產生「{ $deal }」的訂單
did-cancel-order = 已取消「{ $deal }」的訂單
did-move-many = 已將 { $n } 筆商機移到{ $stage }
did-move-many-left = 已將 { $n } 筆商機移到{ $stage }，略過 { $left } 筆
refused-approve-own = 須由他人簽核才能進入「{ $stage }」。請向主管申請。
refused-begin-gated = 新商機還不具備「{ $stage }」要求的條件。請先放在較早的階段，再往後移動。
did-redate = 已將「{ $deal }」的預計成交日改為 { $day }
did-undate = 已拿掉「{ $deal }」的預計成交日
refused-no-end-stage = 管線需要有「贏單」和「輸單」階段。未作任何變更。
nav-pool = 公海
collection-claims = 認領記錄
did-claim = 已認領 { $name }
did-release = 已把 { $name } 退回公海
did-return-due = 已收回 { $n } 個客戶到公海
refused-pool-off = 尚未啟用公海。請先設定規則；未作任何變更。
refused-pool-nobody = 認領前請先在設定的「我」中選擇身分。
refused-pool-yours = { $account } 仍由您負責。拜訪、聯絡或推進商機即可保留。
refused-pool-held = { $account } 由 { $owner } 負責。
refused-pool-most = 您已持有 { $n } 個公海客戶，達到上限。請先退回一個。
refused-pool-wait = 您不久前失去了 { $account }，{ $day } 起可再次認領。
collection-quotes = 報價單
collection-quote_lines = 報價明細
collection-deal_lines = 商機產品明細
collection-committee_members = 採購決策人
did-quote = 已為 { $deal } 製作報價單 { $number }
did-quote-again = 已新增版本 { $number }
did-send-quote = { $number } 已標記為送出
did-accept = { $number } 已被接受，訂單已建立
did-decline = { $number } 已被拒絕
refused-quote-nobody = 「{ $deal }」沒有客戶，無法報價。請先選擇客戶。
refused-quote-not-sent = { $number } 尚未送出，或已回覆。未作任何變更。
refused-quote-empty = { $number } 沒有明細。請先新增。
refused-quote-floor = { $product } 的毛利低於下限。請先申請核准再送出。
refused-settled = 「{ $name }」已送出：明細須與客戶所見一致。請改建新版本；未作任何變更。
refused-by-hand = 此項由送出與回覆操作設定，不能手動變更。未作任何變更。
