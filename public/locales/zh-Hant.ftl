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
refused-nothing = 沒有需要更改的內容。
problem-missing = 此處必須填寫。
panic-title = 出錯了
panic-reload = 重新載入
panic-rescue = 儲存或還原備份
start-failed-title = 行銷簿無法開啟您的資料
start-failed-text = 沒有更改或刪除任何內容。{ $what }
did-create = 新增了「{ $name }」
did-edit = 修改了「{ $name }」
did-delete = 刪除了「{ $name }」
panic-body = 行銷簿已停止。已儲存的內容都安全地留在本機。請重新載入後繼續。

# Search, commands, keys
palette-open = 搜尋

# Records that may be one
duplicates-title = 重複資料

# 匯入
import = 匯入

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

## Pairs told apart
nav-pool = 公海
