// The company that the benchmarks run on, as `src/pipeline/sample.rs` generates it: the same series
// of numbers, so the same deals with the same names, amounts, people, stages and days.
export const STAGES = [
  { name: "Qualified", kind: "open", percent: 20, of: 12 },
  { name: "Analysis", kind: "open", percent: 40, of: 11 },
  { name: "Quoted", kind: "open", percent: 60, of: 9 },
  { name: "Negotiation", kind: "open", percent: 80, of: 6 },
  { name: "Won", kind: "won", percent: 100, of: 38 },
  { name: "Lost", kind: "lost", percent: 0, of: 24 },
];
export const PEOPLE = Array.from({ length: 35 }, (_, at) => `Person ${at + 1}`);
export const AREAS = ["North", "East", "South"];
export const PRODUCTS = Array.from({ length: 20 }, (_, at) => `Product ${at + 1}`);
/** Days after which a deal without a next step rots. */
export const EXPECTED_DAYS = 30;
export const DAY_MS = 86_400_000;
export const NOW = Date.now();

/** SplitMix64. */
function draws(seed) {
  let state = BigInt(seed);
  const wrap = (number) => BigInt.asUintN(64, number);
  return (bound) => {
    state = wrap(state + 0x9e3779b97f4a7c15n);
    let z = state;
    z = wrap((z ^ (z >> 30n)) * 0xbf58476d1ce4e5b9n);
    z = wrap((z ^ (z >> 27n)) * 0x94d049bb133111ebn);
    return Number((z ^ (z >> 31n)) % BigInt(bound));
  };
}

const EDGES = STAGES.map((_, at) => STAGES.slice(0, at + 1).reduce((sum, stage) => sum + stage.of, 0));

/** So many deals; what repeats (people, accounts, days) is held once. */
export function deals(count) {
  const below = draws(1);
  PEOPLE.forEach(() => below(AREAS.length));
  const days = Array.from({ length: 90 }, (_, at) => new Date(NOW + at * DAY_MS).toISOString().slice(0, 10));
  const all = [];
  for (let at = 1; at <= count; at += 1) {
    const part = below(100);
    const stage = EDGES.findIndex((edge) => part < edge);
    const ended = NOW - below(600) * DAY_MS;
    const began = ended - (5 + below(120)) * DAY_MS;
    const minor = 50_000 + below(9_950_000);
    const title = `Account ${below(500) + 1} · deal ${at}`;
    const account = below(500);
    const person = below(PEOPLE.length);
    const product = below(PRODUCTS.length);
    const due = days[below(days.length)];
    const since = STAGES[stage].kind === "open" ? began : ended;
    all.push({ id: crypto.randomUUID(), title, account, minor, person, product, due, stage, since, began });
  }
  // As they would come from a server: each name one flat text, not the pieces it was made of.
  const titles = JSON.parse(JSON.stringify(all.map((deal) => deal.title)));
  titles.forEach((title, at) => { all[at].title = title; });
  return all;
}

/** The deals of each stage in the order of cards: the latest entry first. */
export function byStage(all) {
  const columns = STAGES.map(() => []);
  for (const deal of all) columns[deal.stage].push(deal);
  for (const column of columns) column.sort((a, b) => b.since - a.since);
  return columns;
}

/** Count, sums and age of some deals of a stage. */
export function figures(deals, stage) {
  let sum = 0;
  let since = 0;
  for (let at = 0; at < deals.length; at += 1) {
    sum += deals[at].minor;
    since += deals[at].since;
  }
  const count = deals.length;
  const days = count === 0 ? null : (NOW - since / count) / DAY_MS;
  return { count, sum, weighted: Math.round((sum * stage.percent) / 100), days };
}

const format = (options) => {
  const made = new Intl.NumberFormat("en", { style: "currency", currency: "USD", ...options });
  return (minor) => made.format(minor / 100);
};
const cents = format({});
const whole = format({ maximumFractionDigits: 0 });
export const short = format({ notation: "compact", maximumFractionDigits: 1 });
export const grouped = new Intl.NumberFormat("en").format;
export const money = (minor) => (minor % 100 === 0 ? whole(minor) : cents(minor));
export const rounded = whole;

/** What a card says. */
export function face(deal) {
  const person = PEOPLE[deal.person];
  const days = Math.round((NOW - deal.since) / DAY_MS);
  const open = STAGES[deal.stage].kind === "open";
  return {
    href: `deals/${deal.id}`,
    title: deal.title,
    amount: money(deal.minor),
    person,
    initials: person[0] + person[person.indexOf(" ") + 1],
    disc: `person person-${(deal.person % 6) + 1}`,
    age: days === 1 ? "1 day" : `${days} days`,
    rotting: open && days > EXPECTED_DAYS,
    tag: open ? "No next step" : null,
    due: open ? deal.due : null,
    label: `Move to …: ${deal.title}`,
  };
}
