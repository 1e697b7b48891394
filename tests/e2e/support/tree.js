// What an element is to a reader and to the keyboard, as nested arrays: the same for two renderings of the same thing,
// whether a browser parsed it or a program made it. Moments are told in more than one way and are left out.
const moment = ".chuyen-comment-time time, .chuyen-comment-time .chuyen-hidden";
const addresses = ["href", "src", "action"];
const states = ["value", "checked"]; // what was typed is a property

const tree = (element) => {
  const attributes = {};
  for (const { name, value } of element.attributes) {
    if (name === "title" && element.localName === "time") continue;
    const isState = name in element && typeof element[name] === "boolean";
    attributes[name] = addresses.includes(name) ? element[name] : isState ? element[name] : value;
  }
  // The label of a comment ends in its moment, as it is shown.
  const shown = element.matches(".chuyen-comment") && element.querySelector(".chuyen-comment-time > time")?.textContent;
  if (shown && attributes["aria-label"].endsWith(`, ${shown}`)) attributes["aria-label"] = attributes["aria-label"].slice(0, -shown.length);
  if (attributes.class) attributes.class = [...element.classList].sort().join(" ");
  if (attributes.srcset) attributes.srcset = attributes.srcset.replace(/\S+\/\S+/g, (url) => new URL(url, document.baseURI).href);
  for (const name of states) if (/^(input|textarea)$/.test(element.localName)) attributes[name] = element[name];
  const children = [];
  for (const node of element.childNodes) {
    if (node.nodeType === Node.ELEMENT_NODE && !node.matches(".chuyen-comment-time .chuyen-hidden")) children.push(tree(node));
    else if (node.nodeType === Node.TEXT_NODE && node.data && !element.matches(moment)) {
      if (typeof children.at(-1) === "string") children.push(children.pop() + node.data);
      else children.push(node.data);
    }
  }
  return [element.localName, Object.entries(attributes).sort().map((pair) => pair.join("=")), children];
};

const host = document.querySelector("chuyen-article");
const [article, share, thread] = [
  host.querySelector(":scope > article"), host.shadowRoot.querySelector(".chuyen-share"), host.shadowRoot.querySelector(".chuyen-thread"),
];
return { article: tree(article), share: tree(share), thread: tree(thread) };
