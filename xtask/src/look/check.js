// Looks at the page shown and returns a line for each thing that a person would notice: sideways
// scroll, an empty main, text that is cut, text over text.
const findings = [];
const say = (what, text, element) => {
  const classes = typeof element.className === "string" ? element.className.trim().replace(/\s+/g, ".") : "";
  const where = element.tagName.toLowerCase() + (classes ? `.${classes}` : "");
  findings.push(`${what}: "${text.trim().replace(/\s+/g, " ").slice(0, 60)}" (${where})`);
};

const page = document.documentElement;
if (page.scrollWidth > page.clientWidth + 1) {
  const wide = [...document.querySelectorAll("body *")].filter(
    (element) => element.getBoundingClientRect().right > page.clientWidth + 1,
  );
  say(`page scrolls sideways by ${page.scrollWidth - page.clientWidth} px`, "", wide.pop() ?? page);
}
const main = document.querySelector("main");
if (!main || main.innerText.trim() === "") findings.push("main is empty");

const styles = new Map();
const styleOf = (element) => {
  if (!styles.has(element)) styles.set(element, getComputedStyle(element));
  return styles.get(element);
};
const hides = (overflow) => overflow === "hidden" || overflow === "clip";
const scrolls = (overflow) => overflow === "auto" || overflow === "scroll";

/** Text made for ears only is a pixel wide or clipped away on purpose. */
function onlyHeard(element) {
  for (let at = element; at && at !== document.body; at = at.parentElement) {
    const style = styleOf(at);
    const box = at.getBoundingClientRect();
    if (box.width <= 1.5 && box.height <= 1.5) return true;
    if (style.clipPath !== "none" && style.position === "absolute") return true;
  }
  return false;
}

/** The lines of a text node, each as tall as its letters. */
function linesOf(node, style) {
  const range = document.createRange();
  range.selectNodeContents(node);
  const size = parseFloat(style.fontSize);
  return [...range.getClientRects()]
    .filter((box) => box.width > 1 && box.height > 1)
    .map((box) => {
      const middle = (box.top + box.bottom) / 2;
      return { left: box.left, right: box.right, top: middle - size * 0.36, bottom: middle + size * 0.36 };
    });
}

/** Follows the boxes around a text: what hides it is a finding, what scrolls may hide it. */
function seen(line, element) {
  let { left, right, top, bottom } = line;
  let cut = null;
  let fixed = false;
  for (let at = element; at && at !== page; at = at.parentElement) {
    const style = styleOf(at);
    if (style.position === "fixed" || style.position === "sticky") fixed = true;
    const box = at.getBoundingClientRect();
    const [x, y] = [style.overflowX, style.overflowY];
    if (hides(x) && (left < box.left - 1.5 || right > box.right + 1.5)) cut ??= at;
    if (hides(y) && (top < box.top - 1.5 || bottom > box.bottom + 1.5)) cut ??= at;
    if (hides(x) || scrolls(x)) [left, right] = [Math.max(left, box.left), Math.min(right, box.right)];
    if (hides(y) || scrolls(y)) [top, bottom] = [Math.max(top, box.top), Math.min(bottom, box.bottom)];
    // What has been scrolled out of sight cannot be cut by a box further out.
    if ((scrolls(x) || scrolls(y)) && cut === null && (right - left < 1 || bottom - top < 1)) break;
  }
  return { left, right, top, bottom, cut, fixed };
}

const shown = [];
const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
for (let node = walker.nextNode(); node; node = walker.nextNode()) {
  const element = node.parentElement;
  if (node.data.trim() === "" || element.closest("script, style, template, option, [inert]")) continue;
  if (!element.checkVisibility({ visibilityProperty: true, opacityProperty: true })) continue;
  if (onlyHeard(element)) continue;
  const style = styleOf(element);
  for (const line of linesOf(node, style)) {
    const part = seen(line, element);
    if (part.cut) say("text is cut", node.data, element);
    if (!part.fixed && part.right - part.left > 2 && part.bottom - part.top > 2) {
      shown.push({ ...part, element, text: node.data });
    }
  }
}

shown.sort((a, b) => a.top - b.top);
for (let i = 0; i < shown.length; i += 1) {
  const a = shown[i];
  for (let j = i + 1; j < shown.length && shown[j].top < a.bottom; j += 1) {
    const b = shown[j];
    const width = Math.min(a.right, b.right) - Math.max(a.left, b.left);
    const height = Math.min(a.bottom, b.bottom) - Math.max(a.top, b.top);
    if (a.element !== b.element && width > 2 && height > 2) {
      say(`text over text ("${b.text.trim().slice(0, 40)}")`, a.text, a.element);
    }
  }
}
return [...new Set(findings)].slice(0, 20);
