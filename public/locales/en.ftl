## What stands in the way or is on offer
notices = Notices
trouble-stopped = This tab has stopped saving
trouble-unsaved = { $n -> [one] { $n } change is not stored yet *[other] { $n } changes are not stored yet }
trouble-kept = They are kept in this tab: leave it open until they are stored.
trouble-storage = Storage and backup
trouble-fleeting = Nothing is kept after this visit
trouble-fleeting-text = This browser gives no storage, perhaps because the window is private. What you enter stays until the tab is closed. Open Fieldbook in a normal window to keep your work.
trouble-evicted = The browser has cleared what was kept here
trouble-evicted-text = There was a book on this device, and its storage is empty now. Restore a backup or import your files again. To prevent it, install Fieldbook or let the browser keep the storage.
trouble-damaged = { $n -> [one] { $n } entry of the history is damaged *[other] { $n } entries of the history are damaged }
trouble-damaged-text = Entry { $which } of the journal cannot be read. Everything else is here and nothing was deleted. Save the raw entries for whoever may repair them, restore a backup, or go on without them.
trouble-damaged-save = Save the raw entries
trouble-damaged-accept = Go on without them

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
refused-no-open-stage = A pipeline needs at least one open stage. Nothing was changed.
refused-stage-twice = Two stages are called “{ $stage }”. Give one of them another name; nothing was changed.
refused-stage-leads-nowhere = Deals would be carried to a stage that goes as well. Choose one that stays; nothing was changed.
refused-stage-holds = { $n -> [one] { $n } deal is *[other] { $n } deals are } still in “{ $stage }”. Say where they go; nothing was changed.
refused-stage-archived = “{ $stage }” is archived and takes no more deals. The card stays where it was.
refused-no-stage-for = No stage of the other pipeline stands for “{ $stage }”. Choose one; nothing was moved.
refused-nothing = There is nothing to change.
problem-missing = This needs a value.
problem-wrong-kind = This is not a value of the right kind.
problem-bounds = This must lie between { $low } and { $high }.
problem-link = Only web, mail and telephone addresses can be opened.
problem-long = This text is too long.
problem-fixed = This stays as it was when the record was made.
problem-taken = Another field of this collection has this name already.
panic-title = Something went wrong
panic-reload = Reload
panic-rescue = Save or restore a backup
start-failed-title = Fieldbook could not open your data
start-failed-text = Nothing was changed or deleted. { $what }
did-create = Created “{ $name }”
did-add-field = Added the field “{ $name }”
did-archive = Archived “{ $name }”
did-bring-back = Brought back “{ $name }”
did-change-field = Changed the field “{ $name }”
did-edit = Changed “{ $name }”
did-delete = Deleted “{ $name }”
did-ask-sign = Asked for a signature: “{ $form }”
did-sign = Signed “{ $form }”
did-return = Returned “{ $form }”
did-move = Moved “{ $deal }” to { $stage }
did-reshape = Changed the stages of “{ $name }”
did-transfer = Moved { $n } deals to another pipeline
did-create-pipeline = Created the pipeline “{ $name }”
did-save-view = Saved the view “{ $name }”
did-edit-many = Changed { $n -> [one] { $n } record *[other] { $n } records }
did-edit-many-left = Changed { $n -> [one] { $n } record *[other] { $n } records }; { $left } left out
did-archive-many = Archived { $n -> [one] { $n } record *[other] { $n } records }
did-archive-many-left = Archived { $n -> [one] { $n } record *[other] { $n } records }; { $left } left out
did-restore-many = Brought back { $n -> [one] { $n } record *[other] { $n } records }
did-restore-many-left = Brought back { $n -> [one] { $n } record *[other] { $n } records }; { $left } left out
did-delete-many = Deleted { $n -> [one] { $n } record *[other] { $n } records }
did-delete-many-left = Deleted { $n -> [one] { $n } record *[other] { $n } records }; { $left } left out
panic-body = Fieldbook stopped. Everything that was saved is safe on this device. Reload to go on.

# Search, commands, keys
palette-open = Search

# Records that may be one
duplicates-title = Duplicates
did-merge = Merged into { $name }

# Import
import = Import
label-import = Imported { $files }

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
start-title = Start empty
start-name = Name of the company
start-name-hint = May stay empty for now.
start-name-default = Our company
start-currency = Base currency
start-stages = Stages: { $stages }
start-pipeline = Sales
start-do = Start

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
start-me = Your name (optional)
start-layer = Your position

# Places: the device's own position, and maps to open one in
typed-not-the-whole = The shares must sum to 100 %, with one share for each person.
typed-windows-overlap = These times overlap, or one ends before it begins.

# The fields of every collection
collection-organisations = Organisations
collection-areas = Areas
collection-people = People
collection-accounts = Accounts
collection-contacts = Contacts
collection-products = Products
collection-pipelines = Pipelines
collection-stages = Stages
collection-deals = Deals

## Saved views
collection-views = Saved views
collection-apart = Not the same

## The company's own fields
collection-fields = Fields
collection-choices = Choices of fields
collection-sites = Sites
collection-leads = Leads
collection-activities = Activities
collection-visits = Visits
collection-competitors = Competitors
collection-reasons = Reasons
collection-policies = Policies
collection-policy_products = Products of policies
collection-orders = Orders
collection-order_lines = Order lines
collection-shipments = Shipments
collection-invoices = Invoices
collection-returns = Returns
collection-credit_notes = Credit notes
collection-receivables = Receivables
collection-receipts = Receipts
collection-allocations = Allocations
collection-advance_payments = Advance payments
collection-expenses = Expenses
collection-advances = Advances
collection-commission_rules = Commission rules
collection-commission_payments = Commission payments
collection-targets = Targets
collection-budgets = Budgets
collection-market_totals = Market totals
collection-approvals = Approval requests
collection-signatures = Signatures
collection-currencies = Currencies
collection-policy_readings = Policy readings
did-understand = Read “{ $policy }”
did-take-place = Set the place of “{ $name }”
did-refuse-place = Refused a place for “{ $name }”

## Pairs told apart
did-apart = Told “{ $one }” and “{ $other }” apart
refused-lacks = “{ $stage }” asks for { $n -> [one] { $n } thing *[other] { $n } things } that this deal does not have yet. The card stays where it was.
refused-move-asked = Somebody has already been asked to let “{ $deal }” into { $stage }. It moves once they sign.
refused-not-closing = Nothing ends in “{ $stage }”. Choose a stage that is won, lost or on hold.
refused-order-not-won = Only a won deal has an order. Close it as won, or leave the order out.
refused-order-linked = This order already belongs to “{ $deal }”. Choose another order.
refused-order-there = “{ $deal }” already has the order “{ $order }”. Cancel that one first where another takes its place; nothing was changed.
refused-not-closed = This deal is still open: there is nothing to reopen. Move it instead.
refused-not-reopening = A deal cannot be reopened in “{ $stage }”. Choose an open stage of the same pipeline.
did-ask-move = Asked to let “{ $deal }” into { $stage }
did-sign-move = Signed “{ $form }” and moved it to { $stage }
did-close-won = Won “{ $deal }”
did-close-lost = Lost “{ $deal }”
did-close-hold = Put “{ $deal }” on hold
did-reopen = Reopened “{ $deal }” in { $stage }
did-write-order = Wrote the order of “{ $deal }”
did-cancel-order = Cancelled the order of “{ $deal }”
did-move-many = Moved { $n -> [one] { $n } deal *[other] { $n } deals } to { $stage }
did-move-many-left = Moved { $n -> [one] { $n } deal *[other] { $n } deals } to { $stage }; { $left } left out
refused-approve-own = Somebody else has to let this deal into “{ $stage }”. Ask a manager.
refused-begin-gated = “{ $stage }” asks for more than a new deal has. Begin in an earlier stage and move it on from there.
did-redate = Moved “{ $deal }” to { $day }
did-undate = Took the expected close from “{ $deal }”
refused-no-end-stage = A pipeline needs a stage for deals that are won and one for those that are lost. Nothing was changed.
nav-pool = Customer pool
collection-claims = Claims
did-claim = Claimed { $name }
did-release = Gave { $name } back to the pool
did-return-due = { $n -> [one] Gave { $n } customer back to the pool *[other] Gave { $n } customers back to the pool }
refused-pool-off = The company has no pool. Set its rules first; nothing was changed.
refused-pool-nobody = Say who you are before you claim a customer: under “You” in the settings.
refused-pool-yours = { $account } is still yours. Visit it, call it or move a deal, and it stays.
refused-pool-held = { $account } is in the charge of { $owner }.
refused-pool-most = You hold { $n } customers from the pool already, as many as anybody may. Give one back first.
refused-pool-wait = You lost { $account } not long ago and may claim it again from { $day }.
collection-quotes = Quotes
collection-quote_lines = Quote lines
collection-deal_lines = Deal lines
collection-committee_members = Buying committee
did-quote = Made quote { $number } for { $deal }
did-quote-again = Started { $number }
did-send-quote = Marked { $number } as sent
did-accept = { $number } was accepted; the order is made
did-decline = { $number } was declined
refused-quote-nobody = “{ $deal }” has no customer to quote to. Choose one first; nothing was made.
refused-quote-not-sent = { $number } has not been sent, or was answered already. Nothing was changed.
refused-quote-empty = { $number } has no lines. Add one first.
refused-quote-floor = { $product } leaves less margin than it shall. Ask for approval; then the quote can be sent.
refused-settled = “{ $name }” has left the house: its lines stay as the customer saw them. Make a new version instead; nothing was changed.
refused-by-hand = This is set by sending and answering, not by hand. Nothing was changed.
