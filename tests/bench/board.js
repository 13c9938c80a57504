// The floor of the board: a virtual board by hand, without a framework. It has what the
// application's board shows: a title, links, four filters and the sums above; six columns with
// name, count, sum, weighted sum, mean age and a meter; on each card amount, name, initials,
// person, days, next step, date and a button with an icon; cards of one height, only those in
// sight and four beyond; dragging with a copy of the card, a place that opens and a toast with
// Undo. It keeps its deals by stage and in order, so that showing them is reading them. It does
// not have: storage, a journal, an undo that works, keys, languages.
import { AREAS, PEOPLE, PRODUCTS, STAGES, byStage, deals, face, figures, grouped, money, rounded, short } from "./company.js";

const PITCH = 88;
const GAP = 8;
const SPARE = 4;
const SLOP = 6;
const kept = byStage(deals(Number(new URLSearchParams(location.search).get("n"))));

function make(what, ...children) {
  const [tag, name] = what.split(".");
  const element = document.createElement(tag);
  if (name) element.className = name;
  element.append(...children);
  return element;
}

function icon(path) {
  const [svg, line] = ["svg", "path"].map((tag) => document.createElementNS("http://www.w3.org/2000/svg", tag));
  svg.setAttribute("class", "icon");
  svg.setAttribute("viewBox", "0 0 20 20");
  svg.setAttribute("aria-hidden", "true");
  line.setAttribute("d", path);
  svg.append(line);
  return svg;
}

/** A card without words; those of open stages say more. */
function prototype(open) {
  const link = make("a.deal-link");
  link.draggable = false;
  const disc = make("span.person");
  disc.ariaHidden = "true";
  const facts = make("span.deal-facts", disc, make(open ? "span.only-heard" : "span"), make("span"));
  if (open) facts.append(make("span.tag"), make("time.deal-date"));
  const more = make("button.deal-more", icon("M3.5 10h9.5M9.5 6l4 4-4 4M17 4v12"));
  more.type = "button";
  return make("li.deal", make("span.deal-head", make("span.deal-amount"), link), facts, more);
}
const prototypes = { true: prototype(true), false: prototype(false) };

function card(deal) {
  const says = face(deal);
  const item = prototypes[says.tag !== null].cloneNode(true);
  const [head, facts, more] = item.children;
  head.firstChild.textContent = says.amount;
  const link = head.lastChild;
  link.textContent = says.title;
  link.title = says.title;
  link.href = says.href;
  const [disc, person, age, tag, due] = facts.children;
  disc.className = says.disc;
  disc.textContent = says.initials;
  person.textContent = says.person;
  age.textContent = says.age;
  if (says.rotting) {
    item.className = "deal is-rotting";
    age.className = "age-old";
  }
  if (tag) {
    tag.textContent = says.tag;
    due.dateTime = says.due;
    due.textContent = says.due.slice(5);
  }
  more.ariaLabel = says.label;
  item.deal = deal;
  return item;
}

class Column {
  constructor(stage, deals) {
    this.stage = stage;
    this.deals = deals;
    this.slot = -1;
    this.top = 0;
    this.shown = new Map();
    this.count = make("span.column-count");
    this.sum = make("span.column-sum");
    this.weighted = make("span");
    this.age = make("span");
    this.share = make("i");
    const name = make("h2", stage.name);
    name.id = `stage-${stage.name}`;
    this.list = make("ul.column-list");
    this.list.role = "list";
    this.list.setAttribute("aria-labelledby", name.id);
    this.body = make("div.column-body", this.list);
    const more = make("span.column-more", this.weighted, this.age);
    const head = make("header.column-head", name, this.count, this.sum, more, make("span.column-meter", this.share));
    this.element = make("section.column", head, this.body);
    this.body.addEventListener("scroll", () => { this.top = this.body.scrollTop; this.cards(); }, { passive: true });
  }

  /** Writes the figures and returns them. */
  head() {
    const says = figures(this.deals, this.stage);
    this.count.textContent = grouped(says.count);
    this.sum.textContent = money(says.sum);
    this.weighted.textContent = `Weighted ${short(says.weighted)}`;
    this.age.textContent = says.days === null ? "No age" : `Mean age ${Math.round(says.days)} days`;
    return says;
  }

  cards() {
    const room = this.deals.length + (this.slot >= 0 ? 1 : 0);
    const first = Math.max(0, Math.floor(this.top / PITCH) - SPARE);
    const last = Math.min(this.deals.length, Math.floor((this.top + height) / PITCH) + 1 + SPARE);
    const gone = new Set(this.shown.keys());
    const fresh = [];
    for (let place = first; place < last; place += 1) {
      const deal = this.deals[place];
      gone.delete(deal);
      let item = this.shown.get(deal);
      if (!item) {
        item = card(deal);
        this.shown.set(deal, item);
        fresh.push(item);
      }
      if (item.of !== this.deals.length) item.setAttribute("aria-setsize", (item.of = this.deals.length));
      if (item.at !== place) item.setAttribute("aria-posinset", (item.at = place) + 1);
      const at = this.slot >= 0 && place >= this.slot ? place + 1 : place;
      if (item.place !== at) {
        item.place = at;
        item.style.transform = `translateY(${at * PITCH + GAP}px)`;
      }
    }
    for (const deal of gone) {
      this.shown.get(deal).remove();
      this.shown.delete(deal);
    }
    // Screen readers and the Tab key follow the order of elements.
    for (const item of fresh.reverse()) {
      this.list.insertBefore(item, this.shown.get(this.deals[item.at + 1]) ?? null);
    }
    if (this.room !== room) {
      this.room = room;
      this.list.style.height = `${room * PITCH + GAP}px`;
    }
  }
}

function pick(name, all, options) {
  const select = make("select");
  select.append(new Option(all, ""), ...options.map((option, at) => new Option(option, at)));
  select.id = `filter-${name}`;
  const label = make("label", name);
  label.htmlFor = select.id;
  return make("span.pick", label, select, icon("M5.5 7.75 10 12.25l4.5-4.5"));
}

function link(what, href, ...children) {
  const element = make(what, ...children);
  element.href = href;
  return element;
}

let height = innerHeight - 174;
let columns = [];
let board = null;
let sums = null;
const main = make("main", make("h1", "Elsewhere"));
const places = ["Home", "Pipeline", "KPIs", "Accounts", "Deals", "Contacts", "Products", "People", "Areas", "Settings"];
document.body.replaceChildren(make("aside", ...places.map((place) => link("a", place, place))), main);

/** The deals of a column that the address asks for. */
function asked(deals, owner) {
  return owner === null ? deals : deals.filter((deal) => deal.person === owner);
}

function write() {
  const said = columns.map((column) => column.head());
  const most = Math.max(1, ...said.map((says) => says.count));
  said.forEach((says, at) => { columns[at].share.style.width = `${(says.count * 100) / most}%`; });
  const open = said.filter((_, at) => STAGES[at].kind === "open");
  const total = (name) => open.reduce((sum, says) => sum + says[name], 0);
  const strong = (text) => make("strong", text);
  sums.replaceChildren(strong(grouped(total("count"))), " open deals · ", strong(money(total("sum"))),
    ` · weighted ${rounded(total("weighted"))}`);
}

function show() {
  const text = new URLSearchParams(location.search).get("owner");
  const owner = text === null ? null : Number(text);
  const fits = board?.isConnected;
  if (!fits) {
    columns = STAGES.map((stage, at) => new Column(stage, asked(kept[at], owner)));
    sums = make("p.page-sum");
    const acts = make("div", link("a.button", "import", "Import"), " ",
      link("a.button button-primary", "deals/new", icon("M10 4v12M4 10h12"), "New deal"));
    const filters = make("div", pick("Person", "All", PEOPLE), pick("Area", "All", AREAS),
      pick("Product", "All", PRODUCTS), pick("In stage since", "Any time", ["This month", "Last month",
        "This quarter", "Last quarter", "This year", "Last year", "2026", "2025", "2024"]));
    board = make("section.board", ...columns.map((column) => column.element));
    board.ariaLabel = "Sample";
    drag();
    columns.forEach((column) => column.cards());
    write();
    main.replaceChildren(make("header.page-head", make("h1", "Sample"), acts, filters, sums), board);
    return;
  }
  columns.forEach((column, at) => {
    column.deals = asked(kept[at], owner);
    column.cards();
  });
  write();
}

/** Says what was done. */
function toast(text) {
  const said = make("div.toast", `${text} `, make("button", "Undo"));
  said.role = "status";
  document.querySelector(".toast")?.remove();
  document.body.append(said);
}

function drag() {
  let from = null;
  let target = null;
  let ghost = null;
  const slot = make("li.deal-slot");
  slot.role = "presentation";
  const lift = (event) => {
    const box = from.card.getBoundingClientRect();
    from.grip = [from.x - box.left, from.y - box.top];
    // Where things are is read once: nothing moves while a card is carried but what scrolls.
    from.boxes = columns.map((column) => column.body.getBoundingClientRect());
    ghost = make("div.drag-ghost", from.card.cloneNode(true));
    ghost.style.width = `${box.width}px`;
    ghost.ariaHidden = "true";
    board.classList.add("is-dragging");
    from.card.classList.add("is-lifted");
    document.body.append(ghost);
    board.setPointerCapture(event.pointerId);
  };
  const leave = () => {
    if (!target) return;
    target.slot = -1;
    target.element.classList.remove("is-target");
    slot.remove();
  };
  board.addEventListener("pointerdown", (event) => {
    const card = event.target.closest(".deal");
    if (!card || event.target.closest("button")) return;
    event.preventDefault();
    const column = columns.find((column) => column.list === card.parentElement);
    from = { card, column, x: event.clientX, y: event.clientY };
  });
  board.addEventListener("pointermove", (event) => {
    if (!from) return;
    const { clientX: x, clientY: y } = event;
    if (!ghost) {
      if (Math.hypot(x - from.x, y - from.y) < SLOP) return;
      lift(event);
    }
    ghost.style.transform = `translate(${x - from.grip[0]}px, ${y - from.grip[1]}px)`;
    const at = from.boxes.findIndex((box) => x >= box.left && x < box.right);
    if (at < 0) return;
    const over = columns[at];
    const above = y - from.boxes[at].top + over.top;
    const place = Math.min(over.deals.length, Math.max(0, Math.floor(above / PITCH)));
    if (over === target && over.slot === place) return;
    const own = over === from.column && (place === from.card.at || place === from.card.at + 1);
    if (target !== over || own) {
      leave();
      target?.cards();
      over.element.classList.add("is-target");
    }
    target = over;
    over.slot = own ? -1 : place;
    if (!own) {
      slot.style.transform = `translateY(${place * PITCH + GAP}px)`;
      if (slot.parentElement !== over.list) over.list.append(slot);
    }
    over.cards();
  });
  board.addEventListener("pointerup", () => {
    if (ghost) {
      const { deal } = from.card;
      const place = target?.slot ?? -1;
      leave();
      ghost.remove();
      board.classList.remove("is-dragging");
      from.card.classList.remove("is-lifted");
      if (place >= 0) {
        const was = from.column.deals.indexOf(deal);
        from.column.deals.splice(was, 1);
        target.deals.splice(from.column === target && was < place ? place - 1 : place, 0, deal);
        if (from.column !== target) {
          deal.stage = STAGES.indexOf(target.stage);
          deal.since = Date.now();
          // What a card says of its stage is another now.
          from.column.shown.get(deal)?.remove();
          from.column.shown.delete(deal);
        }
        new Set([from.column, target]).forEach((column) => column.cards());
        write();
        toast(`${deal.title} moved to ${target.stage.name}`);
      } else {
        target?.cards();
      }
    }
    from = ghost = target = null;
  });
}

addEventListener("resize", () => { height = innerHeight - 174; columns.forEach((column) => column.cards()); });
addEventListener("popstate", () => {
  if (location.pathname.endsWith("/board")) return show();
  document.querySelector(".toast")?.remove();
  main.replaceChildren(make("h1", "Elsewhere"));
});
window.__bench = JSON.stringify({ path: "board" });
