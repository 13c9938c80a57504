// Finds visible elements by role and accessible name, as people and assistive technology do.
// Called with (root or null, role, name or null); a name matches as a whole, or in part between
// asterisks ("*part*").
const [root, wantedRole, wantedName] = arguments;

const INPUTS = {
  button: "button", submit: "button", reset: "button", image: "button", checkbox: "checkbox",
  radio: "radio", range: "slider", number: "spinbutton", search: "searchbox", file: "file",
};
const TAGS = {
  ARTICLE: "article", ASIDE: "complementary", BUTTON: "button", DIALOG: "dialog",
  FIELDSET: "group", FIGURE: "figure", H1: "heading", H2: "heading", H3: "heading",
  H4: "heading", H5: "heading", H6: "heading", IMG: "img", LI: "listitem", MAIN: "main",
  NAV: "navigation", OL: "list", UL: "list", OPTION: "option", OUTPUT: "status",
  PROGRESS: "progressbar", SUMMARY: "button", TABLE: "table", TBODY: "rowgroup",
  TD: "cell", TEXTAREA: "textbox", TH: "columnheader", THEAD: "rowgroup", TR: "row",
};

function role(element) {
  const explicit = element.getAttribute("role");
  if (explicit) return explicit.trim().split(/\s+/)[0];
  switch (element.tagName.toUpperCase()) {
    case "A": return element.hasAttribute("href") ? "link" : "";
    case "INPUT": return INPUTS[element.type] ?? (element.type === "hidden" ? "" : "textbox");
    case "SELECT": return element.multiple || element.size > 1 ? "listbox" : "combobox";
    case "SECTION": return name(element) ? "region" : "";
    case "FORM": return name(element) ? "form" : "";
    case "HEADER": return element.closest("article, main, section, aside, nav") ? "" : "banner";
    case "FOOTER": return element.closest("article, main, section, aside, nav") ? "" : "contentinfo";
    case "TH": return element.scope === "row" ? "rowheader" : "columnheader";
    default: return TAGS[element.tagName.toUpperCase()] ?? "";
  }
}

const clean = (text) => (text ?? "").replace(/\s+/g, " ").trim();

/** Text without what is hidden from assistive technology. */
function content(node) {
  if (node.nodeType === Node.TEXT_NODE) return node.data;
  if (node.nodeType !== Node.ELEMENT_NODE) return "";
  if (node.getAttribute("aria-hidden") === "true" || node.hidden) return "";
  if (node.getAttribute("aria-label")) return node.getAttribute("aria-label");
  if (node.tagName === "IMG") return node.alt;
  const inline = getComputedStyle(node).display.startsWith("inline");
  const text = [...node.childNodes].map(content).join("");
  return inline ? text : ` ${text} `;
}

function name(element) {
  const ids = element.getAttribute("aria-labelledby");
  if (ids) {
    const parts = ids.trim().split(/\s+/).map((id) => document.getElementById(id));
    return clean(parts.map((part) => (part ? content(part) : "")).join(" "));
  }
  const label = element.getAttribute("aria-label");
  if (label) return clean(label);
  if (element.labels?.length > 0) return clean([...element.labels].map(content).join(" "));
  if (element.tagName === "FIGURE") return clean(content(element.querySelector("figcaption") ?? element));
  if (element.tagName === "FIELDSET") return clean(element.querySelector("legend")?.textContent);
  if (element.tagName === "TABLE") return clean(element.caption?.textContent);
  if (element.tagName === "IMG") return clean(element.alt);
  if (element.tagName === "INPUT") return clean(element.placeholder || element.value || element.title);
  if (/^(NAV|MAIN|SECTION|FORM|UL|OL|DIALOG|ASIDE)$/.test(element.tagName)) return clean(element.title);
  return clean(content(element)) || clean(element.title);
}

function visible(element) {
  if (element.closest("[aria-hidden=true], [inert]")) return false;
  // File fields are often drawn by their label.
  return element.type === "file" || element.checkVisibility?.({ visibilityProperty: true }) !== false;
}

function matches(found) {
  if (wantedName === null) return true;
  const part = /^\*(.*)\*$/s.exec(wantedName);
  return part ? found.includes(part[1]) : found === wantedName;
}

return [...(root ?? document).querySelectorAll("*")].filter(
  (element) => role(element) === wantedRole && visible(element) && matches(name(element)),
);
