// What both peers show alike: the page around the board, the heads of its columns, and what a card
// holds. React as its documentation writes it: memoised where that saves a render.
import { memo, useMemo } from "react";
import { createRoot } from "react-dom/client";
import { AREAS, PEOPLE, PRODUCTS, STAGES, byStage, deals, face, figures, grouped, money, rounded, short } from "../company.js";

export const PITCH = 88;
export const GAP = 8;
export const HEIGHT = 80;
export const SPARE = 4;
export const kept = byStage(deals(Number(new URLSearchParams(location.search).get("n"))));
const PERIODS = ["This month", "Last month", "This quarter", "Last quarter", "This year", "Last year", "2026", "2025", "2024"];
const PLACES = ["Home", "Pipeline", "KPIs", "Accounts", "Deals", "Contacts", "Products", "People", "Areas", "Settings"];

function Icon({ path }) {
  return <svg className="icon" viewBox="0 0 20 20" aria-hidden="true"><path d={path} /></svg>;
}

/** What a card holds, for the `li` or `div` that each library places by itself. */
export const Face = memo(function Face({ deal }) {
  const says = face(deal);
  return (
    <>
      <span className="deal-head">
        <span className="deal-amount">{says.amount}</span>
        <a className="deal-link" draggable="false" title={says.title} href={says.href}>{says.title}</a>
      </span>
      <span className="deal-facts">
        <span className={says.disc} aria-hidden="true">{says.initials}</span>
        <span className={says.tag ? "only-heard" : undefined}>{says.person}</span>
        <span className={says.rotting ? "age-old" : undefined}>{says.age}</span>
        {says.tag && <span className="tag">{says.tag}</span>}
        {says.due && <time className="deal-date" dateTime={says.due}>{says.due.slice(5)}</time>}
      </span>
      <button className="deal-more" type="button" aria-label={says.label}><Icon path="M3.5 10h9.5M9.5 6l4 4-4 4M17 4v12" /></button>
    </>
  );
});

export function cardClass(deal) {
  return face(deal).rotting ? "deal is-rotting" : "deal";
}

export const Head = memo(function Head({ deals, stage, most }) {
  const says = useMemo(() => figures(deals, stage), [deals, stage]);
  return (
    <header className="column-head">
      <h2 id={`stage-${stage.name}`}>{stage.name}</h2>
      <span className="column-count">{grouped(says.count)}</span>
      <span className="column-sum">{money(says.sum)}</span>
      <span className="column-more">
        <span>Weighted {short(says.weighted)}</span>
        <span>{says.days === null ? "No age" : `Mean age ${Math.round(says.days)} days`}</span>
      </span>
      <span className="column-meter"><i style={{ width: `${(says.count * 100) / most}%` }} /></span>
    </header>
  );
});

function Pick({ name, all, options }) {
  return (
    <span className="pick">
      <label htmlFor={`filter-${name}`}>{name}</label>
      <select id={`filter-${name}`}>
        <option value="">{all}</option>
        {options.map((option, at) => <option key={option} value={at}>{option}</option>)}
      </select>
      <Icon path="M5.5 7.75 10 12.25l4.5-4.5" />
    </span>
  );
}

const Filters = memo(function Filters() {
  return (
    <div>
      <Pick name="Person" all="All" options={PEOPLE} />
      <Pick name="Area" all="All" options={AREAS} />
      <Pick name="Product" all="All" options={PRODUCTS} />
      <Pick name="In stage since" all="Any time" options={PERIODS} />
    </div>
  );
});

/** Title, links, filters and the sums of the open stages. */
export function PageHead({ columns }) {
  const total = useMemo(() => {
    const open = columns.map((deals, at) => figures(deals, STAGES[at])).filter((_, at) => STAGES[at].kind === "open");
    const of = (name) => open.reduce((sum, says) => sum + says[name], 0);
    return { count: of("count"), sum: of("sum"), weighted: of("weighted") };
  }, [columns]);
  return (
    <header className="page-head">
      <h1>Sample</h1>
      <div>
        <a className="button" href="import">Import</a>{" "}
        <a className="button button-primary" href="deals/new"><Icon path="M10 4v12M4 10h12" />New deal</a>
      </div>
      <Filters />
      <p className="page-sum">
        <strong>{grouped(total.count)}</strong> open deals · <strong>{money(total.sum)}</strong> · weighted {rounded(total.weighted)}
      </p>
    </header>
  );
}

export function Toast({ text }) {
  return text && <div className="toast" role="status">{text} <button>Undo</button></div>;
}

export function most(columns) {
  return Math.max(1, ...columns.map((deals) => deals.length));
}

/** The deals after one was moved from a place to another. */
export function moved(columns, from, to) {
  const next = columns.slice();
  next[from.column] = columns[from.column].slice();
  if (to.column !== from.column) next[to.column] = columns[to.column].slice();
  const [deal] = next[from.column].splice(from.index, 1);
  const fresh = from.column === to.column ? deal : { ...deal, stage: to.column, since: Date.now() };
  next[to.column].splice(to.index, 0, fresh);
  return next;
}

/** Shows the board where the address is its own, as a router would. */
export function start(Board) {
  const root = createRoot(document.body.appendChild(document.createElement("div")));
  root.render(null);
  const nav = <aside>{PLACES.map((place) => <a key={place} href={place}>{place}</a>)}</aside>;
  const show = () => {
    const here = location.pathname.endsWith("/board");
    root.render(<>{nav}<main>{here ? <Board /> : <h1>Elsewhere</h1>}</main></>);
  };
  addEventListener("popstate", show);
  show();
  window.__bench = JSON.stringify({ path: "board" });
}
