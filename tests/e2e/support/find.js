// Finds elements as a reader would: by role, name and text, in the page and in its open shadow roots.
// First argument: steps `{role, name, text, css, nth}`, each looking inside what the one before found. Second:
// `[role, name]` as the driver told them, one for each of the elements that are all further arguments.
// Answers `{found}`, or `{unknown}` with elements whose role and name have to be asked for first. Chromium is
// started with the flag that gives elements `computedRole` and `computedName`, so nothing is unknown there.

const [steps, told, ...elements] = arguments;

const answers = new Map(elements.map((element, at) => [element, told[at]]));

const known = (element) =>
  "computedRole" in element ? [element.computedRole, element.computedName] : answers.get(element);

// Only a first sieve, because computing roles is slow.
const ROLES = {
  alert: "[role=alert]",
  article: "article",
  button: "button,summary,[role=button]",
  combobox: "select",
  dialog: "dialog",
  heading: "h1,h2,h3,h4,h5,h6",
  image: "img",
  link: "a[href]",
  region: "section,[role=region]",
  status: "[role=status],output",
  textbox: "textarea,input",
};

function* below(node) {
  for (const child of node.children) {
    yield child;
    yield* below(child);
  }
  if (node.shadowRoot) yield* below(node.shadowRoot);
}

const line = (text) => (text ?? "").replace(/\s+/g, " ").trim();

// Every text a name may come from: in the element, in what labels it, and in their attributes.
const texts = (element) => {
  const labels = (element.getAttribute("aria-labelledby") ?? "").split(/\s+/).filter(Boolean);
  const others = labels.map((id) => element.getRootNode().getElementById(id)).filter(Boolean);
  return [element, ...(element.labels ?? []), ...others].flatMap((source) => [
    source.textContent,
    ...[source, ...below(source)].flatMap(({ attributes }) => [...attributes].map(({ value }) => value)),
  ]);
};

// Asking for a name takes time: only where each of its words stands somewhere.
const maybeNamed = (element, name) => {
  const all = texts(element).join(" ");
  return name.split(" ").every((word) => all.includes(word));
};

// Chromium tells no text of what `content-visibility: auto` has not laid out; readers still find it and hear it.
const shown = (element) =>
  element.checkVisibility({ contentVisibilityAuto: true }) ? element.innerText : element.textContent;

const mayFit = (element, { role, name, text, css }) =>
  (!css || element.matches(css)) &&
  (!role || element.matches(ROLES[role])) &&
  element.checkVisibility({ visibilityProperty: true }) &&
  (!text || line(shown(element)).includes(text)) &&
  (!name || known(element) !== undefined || maybeNamed(element, name));

const fits = (element, { role, name }) =>
  (!role || known(element)[0] === role) && (!name || line(known(element)[1]) === name);

// What holds another match holds the text only because that one does.
const innermost = (found, { text }) =>
  text ? found.filter((one) => !found.some((other) => other !== one && one.contains(other))) : found;

let found = [document.documentElement];
for (const step of steps) {
  const all = new Set(found.flatMap((scope) => [...below(scope)]));
  const likely = [...all].filter((element) => mayFit(element, step));
  const unknown = step.role ? likely.filter((element) => known(element) === undefined) : [];
  if (unknown.length > 0) return { unknown };
  found = innermost(likely.filter((element) => fits(element, step)), step);
  if (step.nth !== undefined) found = found.slice(step.nth, step.nth + 1);
}
return { found };
