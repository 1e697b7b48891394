// Remembers what the widget tells its host.

for (const type of ["ready", "error", "share", "comment", "count"].map((name) => `chuyen:${name}`)) {
  addEventListener(type, ({ detail }) => (window.heard ??= []).push({ type, detail }));
}
