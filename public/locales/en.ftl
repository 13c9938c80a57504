# The frame
brand = Fieldbook
brand-latin = Fieldbook
skip = Skip to content
nav-main = Main
nav-home = Home
nav-visits = Visits
nav-pipeline = Pipeline
nav-kpi = KPIs
nav-accounts = Accounts
nav-more = More
nav-records = Records
nav-tools = Tools
nav-deals = Deals
nav-contacts = Contacts
nav-products = Products
nav-people = People
nav-areas = Areas
nav-all-records = All records
nav-sign = Sign-off
nav-import = Import
nav-history = History
nav-settings = Settings
status-saved = Saved
status-offline = Offline · saved on this device
status-waiting = { $n -> [one] { $n } change waiting *[other] { $n } changes waiting }
status-failed = { $n -> [one] { $n } change not saved, kept in this tab. *[other] { $n } changes not saved, kept in this tab. } { $what }
status-retry = Try again
status-unkept = Not kept after this visit
toasts = Notifications
undo = Undo
dismiss = Dismiss
close = Close
toast-undone = Undone: { $what }
toast-redone = Redone: { $what }
toast-kept = { $n -> [one] { $n } field was changed since and stays. *[other] { $n } fields were changed since and stay. }
toast-nothing-to-undo = There is nothing to undo.
toast-nothing-to-redo = There is nothing to redo.
toast-undo-failed = This could not be undone: the stored entry cannot be read ({ $why }). Nothing was changed.
toast-taken-back = Taken back: { $what }. Another tab was first. { $why }
toast-language-failed = The texts could not be loaded ({ $why }). The language stays as it was; try again when you are online.
missing-title = There is no such page
missing-text = The address leads nowhere. The record may have been deleted, or the link is incomplete. Nothing was lost.
missing-home = To the home page
refused-not-allowed = Your role does not allow this. Nothing was changed.
refused-gone = The record is no longer there. Nothing was changed; undo may bring it back.
refused-invalid = { $field }: { $problem } Nothing was changed.
refused-nothing = There is nothing to change.
problem-missing = This needs a value.
panic-title = Something went wrong
panic-reload = Reload
panic-rescue = Save or restore a backup
start-failed-title = Fieldbook could not open your data
start-failed-text = Nothing was changed or deleted. { $what }
did-create = Created “{ $name }”
did-edit = Changed “{ $name }”
did-delete = Deleted “{ $name }”
panic-body = Fieldbook stopped. Everything that was saved is safe on this device. Reload to go on.

# Search, commands, keys
palette-open = Search

# Records that may be one
duplicates-title = Duplicates

# Import
import = Import

# First run
welcome-title = Welcome to your Fieldbook
welcome-text = Deals, accounts and the people who work on them, in one book that lives on this device.
welcome-demo = Look around
welcome-demo-text = A made-up lighting distributor with two years of customers, deals, visits, orders and payments. One press removes it.
welcome-demo-act = Open the demo company
welcome-import = Bring your files
welcome-import-text = Excel or CSV files from another system: people, accounts, products and deals at once. You see what will happen before it does.
welcome-import-act = Import files
welcome-empty = Start empty
welcome-empty-text = Your company and one pipeline with its stages. Everything can be renamed later.
welcome-empty-act = Start empty
welcome-handover = I have a file from my supervisor
welcome-promise-device = Stays on this device. No account, no server, no one watching.
welcome-promise-offline = Works without a network, after a restart too.
welcome-promise-undo = Every change can be undone, a whole import too.
welcome-promise-history = Nothing is lost: the history keeps it.

# The demo company
did-demo = Made the demo company { $name }
did-set-up = Set up { $name }

# Home
home = Home

# History
history = History

# Settings
settings = Settings

# Who acts
me-nobody = Nobody in particular

## Pairs told apart
nav-pool = Customer pool
