// Finds elements as a reader would: by role, name and text, in the page and in its open shadow roots.
// First argument: steps `{role, name, text, css, nth}`, each looking inside what the one before found.
// Browsers are started with the flag that gives elements `computedRole` and `computedName`.

const [steps] = arguments;

// Only a first sieve, because computing roles is slow.
const ROLES = {
  alert: "[role=alert]",
  article: "article",
  button: "button,summary,[role=button]",
  combobox: "select",
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

const fits = (element, { role, name, text, css }) =>
  (!css || element.matches(css)) &&
  (!role || element.matches(ROLES[role])) &&
  element.checkVisibility({ visibilityProperty: true }) &&
  (!text || line(element.innerText).includes(text)) &&
  (!role || element.computedRole === role) &&
  (!name || line(element.computedName) === name);

// What holds another match holds the text only because that one does.
const innermost = (found, { text }) =>
  text ? found.filter((one) => !found.some((other) => other !== one && one.contains(other))) : found;

const step = (scopes, wanted) => {
  const all = new Set(scopes.flatMap((scope) => [...below(scope)]));
  const found = innermost([...all].filter((element) => fits(element, wanted)), wanted);
  return wanted.nth === undefined ? found : found.slice(wanted.nth, wanted.nth + 1);
};

return steps.reduce(step, [document.documentElement]);
