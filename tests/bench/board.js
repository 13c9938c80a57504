// The floor of the board: a virtual board in plain JavaScript, with the same parts: four columns
// with count, sum and mean age, fixed-height cards placed absolutely, drag with a ghost and a slot.
const PITCH = 84;
const STAGES = ["Prospecting", "Engaging", "Won", "Lost"];
const count = Number(new URLSearchParams(location.search).get("n"));

let state = 7;
const dice = (bound) => {
  state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
  return Math.floor((state / 4294967296) * bound);
};
const columns = STAGES.map(() => []);
for (let id = 0; id < count; id += 1) {
  const deal = { id, name: `Account ${dice(85)} deal ${id}`, amount: dice(9000), age: dice(400), person: `Person ${dice(35)}` };
  columns[dice(4)].push(deal);
}

function make(tag, attributes = {}, ...children) {
  const element = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes)) element.setAttribute(name, value);
  element.append(...children);
  return element;
}

class Column {
  constructor(deals, name) {
    this.deals = deals;
    this.slot = -1;
    this.shown = new Map();
    this.sums = make("span");
    this.list = make("ul", { role: "list", "aria-label": name });
    this.body = make("div", { class: "body" }, this.list);
    this.element = make("section", { class: "column" }, make("header", {}, make("h2", {}, name), this.sums), this.body);
    this.body.addEventListener("scroll", () => this.cards(), { passive: true });
  }

  head() {
    let sum = 0;
    let age = 0;
    for (const deal of this.deals) {
      sum += deal.amount;
      age += deal.age;
    }
    const mean = Math.round(age / Math.max(this.deals.length, 1));
    this.sums.textContent = `${this.deals.length} · $${sum} · weighted $${Math.round(sum * 0.3)} · ${mean} days`;
    this.list.style.height = `${this.deals.length * PITCH}px`;
  }

  cards() {
    const first = Math.max(0, Math.floor(this.body.scrollTop / PITCH) - 3);
    const last = Math.min(this.deals.length, first + Math.ceil((this.body.clientHeight || 800) / PITCH) + 6);
    const wanted = new Set();
    for (let place = first; place < last; place += 1) {
      const deal = this.deals[place];
      wanted.add(deal.id);
      let card = this.shown.get(deal.id);
      if (!card) {
        card = make("li", { "aria-setsize": this.deals.length },
          make("a", { href: `deals/${deal.id}`, draggable: "false" }, deal.name), make("span", { class: "amount" }, `$${deal.amount}`),
          make("span", {}, deal.person), " ", make("span", {}, `${deal.age} days`));
        card.deal = deal;
        this.shown.set(deal.id, card);
        this.list.append(card);
      }
      card.setAttribute("aria-posinset", place + 1);
      const moved = this.slot >= 0 && place >= this.slot ? 1 : 0;
      card.style.top = `${(place + moved) * PITCH}px`;
    }
    for (const [id, card] of this.shown) {
      if (!wanted.has(id)) {
        card.remove();
        this.shown.delete(id);
      }
    }
  }
}

let board = null;
function show() {
  const all = columns.map((deals, at) => new Column(deals, STAGES[at]));
  board = make("section", { class: "board", "aria-label": "Board" }, ...all.map((column) => column.element));
  document.body.replaceChildren(board);
  for (const column of all) {
    column.head();
    column.cards();
  }
  drag(all);
}

function drag(all) {
  let from = null;
  let start = null;
  let ghost = null;
  let target = null;
  const slot = make("li", { class: "slot", role: "presentation" });
  board.addEventListener("pointerdown", (event) => {
    const card = event.target.closest("li");
    if (!card?.deal) return;
    event.preventDefault();
    from = { card, column: all.find((column) => column.list === card.parentElement) };
    start = [event.clientX, event.clientY];
    board.setPointerCapture(event.pointerId);
  });
  board.addEventListener("pointermove", (event) => {
    if (!from) return;
    if (!ghost) {
      if (Math.hypot(event.clientX - start[0], event.clientY - start[1]) < 6) return;
      ghost = make("div", { class: "ghost" }, from.card.deal.name);
      board.append(ghost);
    }
    ghost.style.transform = `translate(${event.clientX}px, ${event.clientY}px)`;
    const over = all.find((column) => {
      const box = column.element.getBoundingClientRect();
      return event.clientX >= box.left && event.clientX < box.right;
    });
    if (!over) return;
    const top = over.body.getBoundingClientRect().top - over.body.scrollTop;
    const place = Math.min(over.deals.length, Math.max(0, Math.floor((event.clientY - top) / PITCH)));
    if (target && target !== over) {
      target.slot = -1;
      target.element.classList.remove("target");
      target.cards();
    }
    if (over.slot !== place || target !== over) {
      over.slot = place;
      over.element.classList.add("target");
      slot.style.top = `${place * PITCH}px`;
      over.list.append(slot);
      over.cards();
    }
    target = over;
  });
  board.addEventListener("pointerup", () => {
    if (!from) return;
    if (ghost && target) {
      const deal = from.card.deal;
      from.column.deals.splice(from.column.deals.indexOf(deal), 1);
      target.deals.splice(Math.min(target.slot, target.deals.length), 0, deal);
      const place = target;
      target.slot = -1;
      target.element.classList.remove("target");
      for (const column of new Set([from.column, place])) {
        column.head();
        column.cards();
      }
    }
    slot.remove();
    ghost?.remove();
    from = ghost = target = null;
  });
}

addEventListener("popstate", () => {
  if (location.pathname.endsWith("/board")) show();
  else document.body.replaceChildren(make("main", {}, "Elsewhere"));
});
window.__bench = JSON.stringify({ path: "board" });
